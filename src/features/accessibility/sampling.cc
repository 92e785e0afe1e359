// sampling.cc - see sampling.h. Each page draws a lot: SHA-256 of the seed and its address; the
// smallest lots are taken. A page more or less in the scope changes nobody else's lot.
#include "features/accessibility/sampling.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"

namespace musubi::accessibility {

std::vector<TrialPage> choose_pages(const std::vector<ScopePage>& scope,
                                    const std::vector<std::string>& representative,
                                    std::string_view seed, std::size_t random_count) {
  std::vector<TrialPage> out;
  const auto take = [&](const ScopePage& page, const char* why) {
    TrialPage chosen;
    chosen.position = static_cast<std::int64_t>(out.size()) + 1;
    chosen.path = page.path;
    chosen.title = page.title;
    chosen.why = why;
    out.push_back(std::move(chosen));
  };
  std::set<std::string, std::less<>> chosen;
  for (const std::string& path : representative) {
    const auto found = std::find_if(scope.begin(), scope.end(),
                                    [&](const ScopePage& one) { return one.path == path; });
    if (found != scope.end() && chosen.insert(path).second) take(*found, "representative");
  }
  std::vector<std::pair<std::string, const ScopePage*>> lots;
  for (const ScopePage& page : scope) {
    if (chosen.contains(page.path)) continue;
    lots.emplace_back(sha256_hex(std::string(seed) + "\n" + page.path), &page);
  }
  const std::size_t most = std::min(random_count, lots.size());
  std::partial_sort(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(most), lots.end());
  for (std::size_t i = 0; i < most; ++i) take(*lots[i].second, "random");
  return out;
}

std::string scope_digest(const std::vector<ScopePage>& scope) {
  std::string lines;
  for (const ScopePage& page : scope) lines += page.path + "\n";
  return sha256_hex(lines);
}

std::vector<std::string> read_paths(std::string_view typed) {
  std::vector<std::string> out;
  for (const std::string& line : split(typed, '\n')) {
    std::string path = trim(line);
    if (path.empty() || std::find(out.begin(), out.end(), path) != out.end()) continue;
    out.push_back(std::move(path));
  }
  return out;
}

std::vector<ScopePage> tidy_scope(std::vector<ScopePage> scope,
                                  const std::vector<std::string>& excluded) {
  std::erase_if(scope, [&](const ScopePage& page) {
    return std::any_of(excluded.begin(), excluded.end(), [&](const std::string& out) {
      return page.path == out || page.path.starts_with(out + "/");
    });
  });
  std::sort(scope.begin(), scope.end(),
            [](const ScopePage& a, const ScopePage& b) { return a.path < b.path; });
  scope.erase(std::unique(scope.begin(), scope.end(),
                          [](const ScopePage& a, const ScopePage& b) { return a.path == b.path; }),
              scope.end());
  return scope;
}

}  // namespace musubi::accessibility
