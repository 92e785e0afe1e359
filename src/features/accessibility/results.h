// results.h - the reader of what the automatic check wrote: a JSON file of foreign bytes, made by
// tests/browser/accessibility.mjs or by whoever runs axe elsewhere.
//   {"format": "musubi.accessibility.1", "tool": "axe-core 4.14.1", "pages": [
//     {"path": "/", "state": "checked", "title": "…", "findings": [
//       {"criterion": "1.4.3", "rule": "color-contrast", "help": "…", "nodes": 2,
//        "example": "<p>"}]},
//     {"path": "/x", "state": "could_not", "why": "HTTP 404"}]}
// Bounded in every direction; anything it does not know is refused, never guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/accessibility/trial.h"

namespace musubi::accessibility {

inline constexpr std::size_t kResultBytesMost = 4'000'000;
inline constexpr std::size_t kResultPagesMost = 2'000;
inline constexpr std::size_t kResultFindingsMost = 500;  // of one page
inline constexpr std::size_t kResultWordsMost = 400;     // characters of one text

struct CheckedPage {
  std::string path, title, trouble;
  bool checked = false;  // false: it could not be
  std::vector<PageFinding> findings;  // position not set
};
struct CheckResults {
  std::string tool;
  std::vector<CheckedPage> pages;  // each address once
};
// Fault::invalid at the field "file".
Result<CheckResults> read_results(std::string_view bytes);

}  // namespace musubi::accessibility
