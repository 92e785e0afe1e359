// snippet.h - which part of a text to show, and which bytes of it matched.
// Inside core/search only.
#pragma once

#include <string>
#include <vector>

#include "core/search/search.h"

namespace musubi::search {

struct Snippet {
  std::string text;
  Marks marks;
};
// The whole text with its marks (titles).
Marks marks_in(const std::string& text, const std::vector<std::string>& terms);
// About 120 characters around the first match, or the beginning; line ends become spaces. Looks
// through at most `room` bytes and takes them from it; a short text is always looked through.
Snippet snippet_of(const std::string& text, const std::vector<std::string>& terms, int& room);

}  // namespace musubi::search
