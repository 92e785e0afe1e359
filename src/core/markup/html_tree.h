// html_tree.h - a fragment of HTML from anybody as plain structs, recovered as browsers do.
//   text -> mended UTF-8, without NUL -> libxml2's HTML parser -> HtmlNode
// SECURITY: nothing is fetched, nothing runs; names and values are text like any other. Whoever
// converts it decides what is let through, by a list of what is known, never of what is bad.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::markup {

struct HtmlNode {
  enum class Kind { element, text, comment };
  Kind kind = Kind::text;
  std::string name;  // of an element, lower case
  std::string text;  // of text and comment
  std::vector<std::pair<std::string, std::string>> attributes;  // names in lower case
  std::vector<HtmlNode> children;

  bool is(std::string_view wanted) const { return kind == Kind::element && name == wanted; }
  std::string attribute(std::string_view wanted) const;  // "" when absent
  bool has_class(std::string_view wanted) const;
};

inline constexpr std::size_t kHtmlBytesMost = 4'000'000;  // longer text is not read at all
inline constexpr int kHtmlDepthMost = 200;                // deeper elements are left out

struct HtmlFragment {
  std::vector<HtmlNode> nodes;
  bool whole = true;  // false: too long, too deep, or given up by the parser
};
HtmlFragment read_html(std::string_view text);
// The words alone: entities are characters, tags are gone.
std::string words_of_html(std::string_view text);

}  // namespace musubi::markup
