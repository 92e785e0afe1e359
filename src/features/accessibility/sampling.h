// sampling.h - which pages of a scope are tested: the representative ones, and others drawn by a
// seed. Pure and repeatable: the same scope, seed and numbers give the same pages in the same
// order, on every machine. No random source of the moment is asked here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/accessibility/trial.h"

namespace musubi::accessibility {

// Representative ones first, in their order; then `random_count` others. A representative path
// that the scope has not is left out: the caller has refused it.
std::vector<TrialPage> choose_pages(const std::vector<ScopePage>& scope,
                                    const std::vector<std::string>& representative,
                                    std::string_view seed, std::size_t random_count);
// Of the scope's addresses in order, a line each: proves later that it is the same scope.
std::string scope_digest(const std::vector<ScopePage>& scope);
// Addresses typed one a line: trimmed, blank lines and repeats left out.
std::vector<std::string> read_paths(std::string_view typed);
// Without what stands below one of `excluded` (/news leaves out /news and /news/x), sorted by
// address, each once.
std::vector<ScopePage> tidy_scope(std::vector<ScopePage> scope,
                                  const std::vector<std::string>& excluded);

}  // namespace musubi::accessibility
