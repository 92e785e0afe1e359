// converter.h - the state of one conversion: which block of the old text, what was lost, and the
// two that call each other: blocks (convert.cc, convert_blocks.cc) and words (convert_words.cc).
// Inside the conversion only; see convert.h.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/markup/html_tree.h"
#include "features/site_import/wordpress/convert.h"

namespace musubi::site_import {

using Node = markup::HtmlNode;
using Nodes = std::vector<Node>;

// Inside a run of words: where a paragraph ends, and where a picture stands (\x1E number \x1E).
inline constexpr char kParagraphEnd = '\x1D';
inline constexpr char kPicture = '\x1E';
inline constexpr int kListDepthMost = 6;

struct Picture {
  std::string address, words, caption;
  std::string link;  // where a click led, when that was no larger picture
};

class Converter {
 public:
  Converter(std::string_view site, bool classic) : site_(site), classic_(classic) {}
  Converted run(const Nodes& nodes);
  void lose(std::string_view kind, const std::string& place, std::string what, std::string remedy);

 private:
  using Blocks = std::vector<std::string>;

  // convert.cc
  void add_nodes(const Nodes& nodes, Blocks& out, int depth);
  void take_comment(const Node& node);
  void add_gallery(const Node& comment, Blocks& out);
  void flush(std::string& run, Blocks& out);
  void add_paragraph(const std::string& words, Blocks& out);
  void look_at_attributes(const Node& node);
  std::string place_of(const Node& node) const;
  void tell_look();

  // convert_blocks.cc
  static bool is_block(const Node& node);
  void add_block(const Node& node, Blocks& out, int depth);  // REQUIRES: is_block(node)
  void add_heading(const Node& node, int level, Blocks& out);
  void add_list(const Node& node, Blocks& out, int depth);
  void add_definitions(const Node& node, Blocks& out, int depth);
  void add_quote(const Node& node, Blocks& out, int depth);
  void add_code(const Node& node, Blocks& out);
  void add_table(const Node& node, Blocks& out);
  void add_figure(const Node& node, Blocks& out, int depth);
  void add_columns(const Node& node, Blocks& out, int depth);
  void add_details(const Node& node, Blocks& out, int depth);
  void add_frame(const Node& node, Blocks& out);
  void add_player(const Node& node, Blocks& out);
  std::string cell_words(const Node& node);

  // convert_words.cc
  void add_words(const Nodes& nodes, std::string& out);
  void add_word(const Node& node, std::string& out);
  void add_block_as_words(const Node& node, const std::string& inside, std::string& out);
  void add_link(const Node& node, std::string& out);
  void add_image(const Node& node, std::string& out);
  void add_ruby(const Node& node, std::string& out);
  std::string plain_words(const Node& node);
  std::string words_of_text(std::string_view text);
  std::string picture_markdown(const Picture& picture) const;
  const Picture* picture_at(std::string_view number) const;  // null when there is none
  // Pictures inside a run stand where they are: in tables, headings and lists.
  std::string with_pictures_inside(const std::string& run);
  bool is_dropped(const Node& node);  // told as lost, with all that is in it

  std::string site_;
  bool classic_;
  int block_ = 0;
  std::vector<std::pair<int, int>> levels_;  // of open headings: there, and as written
  bool heading_moved_ = false;
  bool in_columns_ = false;
  int looks_ = 0, unseen_ = 0;
  bool strong_ = false, slanted_ = false;
  std::vector<std::string> wp_;  // open blocks, the innermost last
  std::vector<Picture> pictures_;
  Converted result_;
  bool too_many_ = false;
};

}  // namespace musubi::site_import
