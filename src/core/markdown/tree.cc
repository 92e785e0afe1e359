// tree.cc - see tree.h. The tree is cleaned before it is rendered, so that what comes out is safe
// by structure, not by filtering text. Only three fixed attributes are rewritten after.
#include "core/markdown/tree.h"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "core/markdown/markdown.h"

namespace musubi::markdown {
namespace {

void attach_extensions(cmark_parser* parser) {
  static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
  (void)registered;
  for (const char* name : {"table", "strikethrough", "autolink"}) {
    if (cmark_syntax_extension* found = cmark_find_syntax_extension(name)) {
      cmark_parser_attach_syntax_extension(parser, found);
    }
  }
}

// SECURITY: what a link may lead to. Anything else becomes a link to nowhere.
bool is_allowed_link(std::string_view url) {
  const std::string lower = lower_ascii(url);
  for (std::string_view start : {"http://", "https://", "mailto:", "tel:", "#", "/", "?"}) {
    if (lower.starts_with(start)) return true;
  }
  return lower.find(':') == std::string::npos;  // relative
}
bool is_own_image(std::string_view url) {
  return url.starts_with("/") && !url.starts_with("//") && url.find('\\') == std::string::npos;
}

// The library fills a row that is shorter than its head with empty cells, and old ones set no end
// to it: a hundred kilobytes would become hundreds of millions of cells.
constexpr std::size_t kFilledCellsMost = 50'000;  // of one text
// Nor do old ones read a row in a time that grows with its length alone.
constexpr std::size_t kPipesOfARowMost = 1'000;

// Whether this line may be the second one of a table, be it in a quote or in a list.
bool may_begin_table(std::string_view line) {
  return line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|:- \t\v\f\r\n>*+.)0123456789") == std::string_view::npos;
}

// Too many filled cells: an empty line ends the table, and what follows is shown as text; so is a
// line that is too long for a row. Counts what may be a table; every `|` that it takes for a cell
// is a character of the text.
std::string bound_tables(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t columns = 0, filled = 0;
  while (!text.empty()) {
    std::size_t end = std::min(text.find_first_of("\r\n"), text.size() - 1);
    end += text.substr(end).starts_with("\r\n") ? 2 : 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.find_first_not_of(" \t\r\n>") == std::string_view::npos) {
      columns = 0;
    } else {
      const auto pipes = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
      if (pipes > kPipesOfARowMost) {
        out += '\n' + std::string(line) + '\n';
        columns = 0;
        continue;
      }
      const std::size_t missing = columns > pipes ? columns - pipes : 0;
      filled += missing;
      if (missing > 0 && filled > kFilledCellsMost) {
        out += '\n';
        columns = 0;
      }
      if (may_begin_table(line)) columns = std::max(columns, pipes + 1);
    }
    out += line;
  }
  return out;
}

void clean_link(cmark_node* node) {
  const char* written = cmark_node_get_url(node);
  std::string url = written == nullptr ? "" : written;  // set_url frees what it pointed to
  if (!is_allowed_link(url)) {
    url.clear();
    cmark_node_set_url(node, "");
  }
  if (cmark_node_first_child(node) != nullptr) return;
  cmark_node* label = cmark_node_new(CMARK_NODE_TEXT);  // a link needs a name
  cmark_node_set_literal(label, url.empty() ? "リンク" : url.c_str());
  cmark_node_append_child(node, label);
}

}  // namespace

std::string_view cut_to_most(std::string_view text) {
  if (text.size() <= kBytesMost) return text;
  std::size_t most = kBytesMost;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

Parser new_parser() {
  Parser parser(cmark_parser_new(kOptions));
  attach_extensions(parser.get());
  return parser;
}

void unwrap(cmark_node* node) {
  while (cmark_node* child = cmark_node_first_child(node)) {
    cmark_node_unlink(child);
    cmark_node_insert_before(node, child);
  }
}

Tree parse(cmark_parser* parser, std::string_view text) {
  const std::string input = bound_tables(cut_to_most(text));
  cmark_parser_feed(parser, input.data(), input.size());
  return Tree(cmark_parser_finish(parser));
}

void clean(cmark_node* root) {
  std::vector<cmark_node*> dropped;
  Iterator walk(cmark_iter_new(root));
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* node = cmark_iter_get_node(walk.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) dropped.push_back(node);
    if (type == CMARK_NODE_HEADING) {
      cmark_node_set_heading_level(node, std::min(cmark_node_get_heading_level(node) + 1, 6));
    }
    if (type == CMARK_NODE_LINK) clean_link(node);
    if (type == CMARK_NODE_IMAGE) {
      // An image from another host would tell that host who reads: its words stay, it goes.
      const char* url = cmark_node_get_url(node);
      if (url == nullptr || !is_own_image(url)) dropped.push_back(node);
    }
  }
  for (cmark_node* node : dropped) {
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) unwrap(node);
    cmark_node_unlink(node);
    cmark_node_free(node);
  }
}

namespace {
// Quotes inside text are escaped by the renderer, so these patterns occur in tags only.
std::string finish(std::string html) {
  for (std::string_view scheme : {"http://", "https://"}) {
    html = replace_all(std::move(html), "<a href=\"" + std::string(scheme),
                       "<a rel=\"nofollow noopener\" href=\"" + std::string(scheme));
  }
  html = replace_all(std::move(html), "<th>", "<th scope=\"col\">");
  html = replace_all(std::move(html), "<th align=\"", "<th scope=\"col\" class=\"align-");
  html = replace_all(std::move(html), "<td align=\"", "<td class=\"align-");
  // As in all other text of a page: no control characters, and no turned directions.
  std::erase_if(html, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
  return show_direction_marks(std::move(html));  // written as &#8238; too
}
}  // namespace

std::string render(cmark_node* node, cmark_parser* parser) {
  char* rendered =
      cmark_render_html(node, kOptions, cmark_parser_get_syntax_extensions(parser));
  std::string html(rendered);
  std::free(rendered);
  return finish(std::move(html));
}

}  // namespace musubi::markdown
