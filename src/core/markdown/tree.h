// tree.h - the parsed tree of cmark-gfm, cleaned and rendered: what to_html() and the content of
// the public site share. Inside core/markdown only.
// SECURITY: render() is safe only after clean(); raw HTML never passes.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>

namespace musubi::markdown {

// Safe mode is cmark's default; a line end typed by a person is a line end shown.
inline constexpr int kOptions = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS;

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;
using Parser = std::unique_ptr<cmark_parser, FreeParser>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

std::string_view cut_to_most(std::string_view text);  // to kBytesMost, between two characters
Parser new_parser();  // with tables, strike-through and autolinks
// Cut to kBytesMost; a table ends where its short rows would fill it with too many empty cells.
Tree parse(cmark_parser* parser, std::string_view text);
// Raw HTML and foreign images go, unknown link schemes lead nowhere, headings begin at h2.
void clean(cmark_node* root);
void unwrap(cmark_node* node);  // its children take its place; the node itself is left, empty
// One node with all below it, as markup. REQUIRES: cleaned. `parser`: the one that made it.
std::string render(cmark_node* node, cmark_parser* parser);

}  // namespace musubi::markdown
