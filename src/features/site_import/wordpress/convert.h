// convert.h - the HTML of an old article, classic or of blocks, as the Markdown of
// docs/content-format.md, with what could not be kept. Pure; any input is harmless.
//   HTML -> shortcodes.h -> core/markup's tree -> blocks and words that are known -> Markdown
//                                              '-> the rest -> Loss
// SECURITY: a list of what is let through, none of what is forbidden: scripts, handlers, addresses
// of other schemes, SVG and marks that turn the reading direction have no way into the text.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::site_import {

struct Loss {
  int block = 0;       // of the old text: 1, 2, 3; 0 = as a whole
  std::string kind;    // see loss_kinds()
  std::string place;   // wp:buttons, <iframe>, [gallery]
  std::string what, remedy;
  bool operator==(const Loss&) const = default;
};
// {code, label}, in the order of the report: what is unsafe first.
struct LossKind {
  std::string_view code, label;
};
const std::vector<LossKind>& loss_kinds();

inline constexpr std::size_t kLossesMost = 200;  // of one article; the last one says that more went

struct Converted {
  std::string markdown;
  std::vector<Loss> losses;
  std::set<std::string> media;  // names below uploads that the text shows or links
};
// `site`: https://old.example.jp: whose addresses and files are its own.
Converted to_markdown(std::string_view html, std::string_view site);

}  // namespace musubi::site_import
