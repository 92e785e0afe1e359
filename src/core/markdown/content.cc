// content.cc - see content.h. References to the media library are looked up on the tree before it
// is cleaned; what is not found loses its link or picture and keeps its words.
#include "core/markdown/content.h"

#include <algorithm>

#include "base/text.h"
#include "core/markdown/containers.h"
#include "core/markdown/markdown.h"
#include "core/markdown/readings.h"
#include "core/markdown/tree.h"

namespace musubi::markdown {
namespace {

constexpr std::string_view kMedia = "media:";

std::string c_text(const char* text) { return text == nullptr ? std::string() : text; }

std::vector<cmark_node*> children_of(cmark_node* node) {
  std::vector<cmark_node*> out;
  for (cmark_node* one = cmark_node_first_child(node); one != nullptr; one = cmark_node_next(one)) {
    out.push_back(one);
  }
  return out;
}

template <class F>
void each_below(cmark_node* root, F&& f) {
  const Iterator walk(cmark_iter_new(root));
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    if (event == CMARK_EVENT_ENTER) f(cmark_iter_get_node(walk.get()));
  }
}

std::string words_of(cmark_node* root) {
  std::string out;
  each_below(root, [&](cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) {
      out += c_text(cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      out += '\n';
    } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_ITEM ||
               std::string_view(cmark_node_get_type_string(node)) == "table_cell") {
      if (!out.empty() && out.back() != '\n') out += '\n';
    }
  });
  return out;
}

std::optional<Media> look_up(const FindMedia& find, std::string_view address) {
  const std::string id = media_id(address);
  if (id.empty() || !find) return std::nullopt;
  return find(id);
}

// The picture or video that a paragraph of the text itself holds and nothing else; null when it
// is no such paragraph.
cmark_node* only_image(cmark_node* top) {
  if (cmark_node_get_type(top) != CMARK_NODE_PARAGRAPH) return nullptr;
  cmark_node* only = cmark_node_first_child(top);
  const bool alone = only != nullptr && cmark_node_next(only) == nullptr &&
                     cmark_node_get_type(only) == CMARK_NODE_IMAGE;
  return alone ? only : nullptr;
}

// ---- for the page ----

void drop(cmark_node* node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

void resolve_link(cmark_node* node, const std::optional<Media>& media) {
  if (!media) {
    unwrap(node);
    drop(node);
    return;
  }
  cmark_node_set_url(node, media->path.c_str());
  if (media->type_words.empty()) return;
  cmark_node* type = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(type, ("（" + media->type_words + "）").c_str());
  cmark_node_append_child(node, type);
}

void resolve_image(cmark_node* node, const std::optional<Media>& media) {
  const bool decorative = words_of(node) == kDecorative;
  if (!media || media->kind != Media::Kind::picture) {
    if (decorative) drop(node);  // else clean() leaves its words
    return;
  }
  cmark_node_set_url(node, media->path.c_str());
  if (!decorative) return;
  for (cmark_node* child : children_of(node)) drop(child);
}

void resolve(cmark_node* root, const FindMedia& find) {
  std::vector<cmark_node*> links, images;
  each_below(root, [&](cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) return;
    if (media_id(c_text(cmark_node_get_url(node))).empty()) return;
    (type == CMARK_NODE_LINK ? links : images).push_back(node);
  });
  // Links first: one may stand in the words of an image that goes. Then images from the innermost,
  // for one may hold another.
  for (cmark_node* node : links) resolve_link(node, look_up(find, cmark_node_get_url(node)));
  std::reverse(images.begin(), images.end());
  for (cmark_node* node : images) resolve_image(node, look_up(find, cmark_node_get_url(node)));
}

// A paragraph of one picture or video is drawn by the page kit.
std::optional<Piece> drawn(cmark_node* node, const FindMedia& find) {
  cmark_node* only = only_image(node);
  if (only == nullptr) return std::nullopt;
  const auto media = look_up(find, c_text(cmark_node_get_url(only)));
  if (!media || media->kind == Media::Kind::file) return std::nullopt;
  Piece piece;
  piece.kind =
      media->kind == Media::Kind::video ? Piece::Kind::video : Piece::Kind::picture;
  piece.media = *media;
  piece.words = words_of(only);
  if (piece.words == kDecorative) piece.words.clear();
  piece.caption = c_text(cmark_node_get_title(only));
  return piece;
}

void add_pieces(Content& out, int& number, const std::string& text, const FindMedia& find) {
  const Parser parser = new_parser();
  const Tree tree = parse(parser.get(), text);
  cmark_consolidate_text_nodes(tree.get());
  struct Top {
    int number;
    cmark_node* node;
    std::optional<Piece> piece;
  };
  std::vector<Top> tops;
  for (cmark_node* node : children_of(tree.get())) {
    ++number;
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
      tops.push_back({number, nullptr, Piece{}});  // clean() frees it; its place stays
      continue;
    }
    tops.push_back({number, node, drawn(node, find)});
  }
  resolve(tree.get(), find);
  clean(tree.get());
  add_readings(tree.get());
  for (Top& top : tops) {
    Piece piece = top.piece.value_or(Piece{});
    if (!top.piece) piece.html = render(top.node, parser.get());
    piece.block = top.number;
    out.push_back(std::move(piece));
  }
}

// ---- for the checks ----

void read_table(cmark_node* table, Block& block) {
  for (cmark_node* row : children_of(table)) {
    if (std::string_view(cmark_node_get_type_string(row)) != "table_header") continue;
    for (cmark_node* cell : children_of(row)) block.heads.push_back(trim(words_of(cell)));
  }
}

Block::Kind kind_of(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING: return Block::Kind::heading;
    case CMARK_NODE_LIST: return Block::Kind::list;
    case CMARK_NODE_BLOCK_QUOTE: return Block::Kind::quote;
    case CMARK_NODE_CODE_BLOCK: return Block::Kind::code;
    case CMARK_NODE_HTML_BLOCK: return Block::Kind::html;
    case CMARK_NODE_THEMATIC_BREAK: return Block::Kind::rule;
    default: break;
  }
  const bool table = std::string_view(cmark_node_get_type_string(node)) == "table";
  return table ? Block::Kind::table : Block::Kind::paragraph;
}

Block read_block(cmark_node* top, int number) {
  Block block;
  block.number = number;
  block.kind = kind_of(top);
  block.text = trim(words_of(top));
  if (block.kind == Block::Kind::heading) block.level = cmark_node_get_heading_level(top);
  if (block.kind == Block::Kind::table) read_table(top, block);
  const cmark_node* only = only_image(top);
  each_below(top, [&](cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) block.raw_html = true;
    if (type == CMARK_NODE_LINK) {
      Reference link{c_text(cmark_node_get_url(node)), trim(words_of(node)), false};
      link.plain = link.address == link.words || link.address == "http://" + link.words ||
                   link.address == "mailto:" + link.words;
      block.links.push_back(std::move(link));
    }
    if (type == CMARK_NODE_IMAGE) {
      block.pictures.push_back({c_text(cmark_node_get_url(node)), trim(words_of(node)),
                                c_text(cmark_node_get_title(node)), node == only});
    }
  });
  return block;
}

void add_blocks(Document& out, int& number, const std::string& text) {
  const Parser parser = new_parser();
  const Tree tree = parse(parser.get(), text);
  cmark_consolidate_text_nodes(tree.get());
  for (cmark_node* node : children_of(tree.get())) out.blocks.push_back(read_block(node, ++number));
}

}  // namespace

std::string media_id(std::string_view address) {
  if (!address.starts_with(kMedia)) return {};
  const std::string_view id = address.substr(kMedia.size());
  const bool fine = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
  });
  return fine ? std::string(id) : std::string();
}

Content to_content(std::string_view text, const FindMedia& find) {
  Content out;
  int number = 0;
  for (const Segment& segment : cut_at_containers(cut_to_most(text)).segments) {
    if (segment.kind == Segment::Kind::plain) {
      add_pieces(out, number, segment.parts.front(), find);
      continue;
    }
    Piece piece;
    piece.kind = segment.kind == Segment::Kind::callout ? Piece::Kind::callout
                                                        : Piece::Kind::columns;
    piece.title = segment.title;
    for (const std::string& part : segment.parts) {
      Content inside;
      add_pieces(inside, number, part, find);
      piece.parts.push_back(std::move(inside));
    }
    out.push_back(std::move(piece));
  }
  return out;
}

Document read_document(std::string_view text) {
  Document out;
  if (text.size() > kBytesMost) {
    out.troubles.push_back("本文が長すぎて、終わりまで読めません。2つのページに分けてください");
  }
  if (!is_valid_utf8(text)) out.troubles.push_back("文字として読めないところがあります");
  const Cut cut = cut_at_containers(cut_to_most(text));
  out.troubles.insert(out.troubles.end(), cut.troubles.begin(), cut.troubles.end());
  int number = 0;
  for (const Segment& segment : cut.segments) {
    for (const std::string& part : segment.parts) add_blocks(out, number, part);
  }
  return out;
}

}  // namespace musubi::markdown
