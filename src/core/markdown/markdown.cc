// markdown.cc - see markdown.h. The tree is cleaned before it is rendered (tree.h), so that what
// comes out is safe by structure, not by filtering text.
#include "core/markdown/markdown.h"

#include "core/markdown/tree.h"

namespace musubi::markdown {
namespace {

bool ends_line(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_ITEM: return true;
    default: return std::string_view(cmark_node_get_type_string(node)) == "table_cell";
  }
}

}  // namespace

std::string to_html(std::string_view text) {
  const Parser parser = new_parser();
  const Tree tree = parse(parser.get(), text);
  clean(tree.get());
  return render(tree.get(), parser.get());
}

std::string to_text(std::string_view text) {
  const Parser parser = new_parser();
  const Tree tree = parse(parser.get(), text);
  clean(tree.get());
  std::string out;
  const Iterator walk(cmark_iter_new(tree.get()));
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    const cmark_node_type type = cmark_node_get_type(node);
    const bool leaf_block = type == CMARK_NODE_CODE_BLOCK;
    if (event == CMARK_EVENT_ENTER) {
      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || leaf_block) {
        if (const char* literal = cmark_node_get_literal(node)) out += literal;
      }
      if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out += '\n';
    }
    const bool ends = event == CMARK_EVENT_EXIT || leaf_block;
    if (ends && ends_line(node) && !out.empty() && out.back() != '\n') out += '\n';
  }
  return out;
}

}  // namespace musubi::markdown
