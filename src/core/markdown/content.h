// content.h - texts of the public site: Markdown with the few extensions of docs/content-format.md
// (files and pictures of the media library, callouts, columns, video, readings), read in two ways.
//   text -> to_content() -> pieces: finished markup, and things that the page kit draws
//   text -> read_document() -> blocks, as the checks before publishing look at them
// Both number the blocks alike, so that a finding leads to its place. Any input is harmless.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::markdown {

// A file of the media library as a text refers to it: media:ID.
struct Media {
  enum class Kind { picture, video, file };
  Kind kind = Kind::file;
  std::string path;           // an own path: /media/ID
  std::string captions_path;  // of a video; "" = it has none
  std::string type_words;     // PDF、1.2MB: stands behind the link
  int width = 0, height = 0;
  // The same picture for browsers to choose from: the best format first, each with its addresses
  // and their widths, narrowest first. Empty: `path` alone.
  struct Source {
    std::string media_type;
    std::vector<std::pair<std::string, int>> files;
  };
  std::vector<Source> sources = {};
  std::string transcript = {};  // of a video, in words
};
using FindMedia = std::function<std::optional<Media>(std::string_view id)>;

// The alternative text that says: this picture is decoration.
inline constexpr std::string_view kDecorative = "装飾";
inline constexpr int kContainersMost = 100;  // further ::: lines are plain text, and a trouble

struct Piece {
  enum class Kind { html, picture, video, callout, columns };
  Kind kind = Kind::html;
  int block = 0;     // its number; 0 for callout and columns, whose inside is numbered
  std::string html;  // SECURITY: finished and safe, by clean() of tree.h; "" = HTML, never shown
  Media media;
  std::string words, caption;  // of a picture or video; words "" = decoration
  std::string title;           // of a callout
  std::vector<std::vector<Piece>> parts;  // a callout has one, columns have one each
};
using Content = std::vector<Piece>;

// `find` may be null: then nothing of the media library is known.
Content to_content(std::string_view text, const FindMedia& find);

struct Reference {
  std::string address, words;
  bool plain = false;  // an address that became a link by itself
};
struct Picture {
  std::string address, words, caption;
  bool alone = false;  // in a paragraph of its own: as a figure, the only way that a video is shown
};
struct Block {
  enum class Kind { heading, paragraph, list, table, quote, code, html, rule };
  Kind kind = Kind::paragraph;
  int number = 0;  // 1, 2, 3 ... through the whole text
  int level = 0;   // of a heading: 1 for #
  std::string text;
  bool raw_html = false;  // it holds HTML, which is never shown
  std::vector<Reference> links;
  std::vector<Picture> pictures;
  std::vector<std::string> heads;  // of a table, in order
};
struct Document {
  std::vector<Block> blocks;
  std::vector<std::string> troubles;  // what could not be read, in Japanese; then nothing is proved
};
Document read_document(std::string_view text);

// The ID behind media:, "" when the address is none.
std::string media_id(std::string_view address);

}  // namespace musubi::markdown
