// convert_words.cc - words, links, pictures and marks inside a paragraph. See convert.h; an element
// that is not known keeps its words and is told, one that could run something goes with them.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/converter.h"
#include "features/site_import/wordpress/words.h"

namespace musubi::site_import {
namespace {

using Names = std::vector<std::string_view>;

bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Could run, fetch or draw something: goes with all that is in it.
const Names& unsafe_names() {
  static const Names kNames{"script", "svg",  "math",     "object", "embed",  "applet",
                            "frame",  "frameset", "link", "meta",   "base",   "portal",
                            "xmp",    "plaintext", "noembed", "noframes", "canvas"};
  return kNames;
}
const Names& form_names() {
  static const Names kNames{"form", "input", "select", "option", "optgroup", "button", "textarea",
                            "datalist", "output", "keygen", "dialog"};
  return kNames;
}
const Names& silent_names() {
  static const Names kNames{"style", "title", "template", "rp", "wbr", "track", "source", "param",
                            "colgroup", "col", "area", "map", "caption"};
  return kNames;
}
const Names& known_names() {
  static const Names kNames{
      "span", "font", "u",   "ins",  "small", "big",  "cite", "dfn",  "var",  "abbr", "acronym",
      "time", "data", "label", "bdi", "legend", "picture", "noscript", "tbody", "thead", "tfoot",
      "body", "head", "html", "summary", "mark", "q", "sub", "sup", "bdo", "ruby", "rb", "rt",
      "rtc", "nobr", "tt", "meter", "progress", "marquee", "blink"};
  return kNames;
}

bool is_kana(std::string_view text) {
  const std::u32string points = code_points(text);
  return !points.empty() && points.size() <= 40 &&
         std::all_of(points.begin(), points.end(), [](char32_t c) {
           return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC) || c == 0x30FB;
         });
}

bool is_picture_file(std::string_view name) {
  const std::string lower = lower_ascii(name);
  for (const char* end : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}) {
    if (lower.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

bool Converter::is_dropped(const Node& node) {
  if (node.kind != Node::Kind::element) return false;
  if (is_one_of(unsafe_names(), node.name)) {
    lose("unsafe", place_of(node), "安全のため、この部分を除きました",
         "なくても読めるか確かめてください。図は、画像として登録してください");
    return true;
  }
  if (is_one_of(form_names(), node.name)) {
    lose("form", place_of(node), "フォームは移せません",
         "問合せは「問い合わせる」のページに案内してください");
    return true;
  }
  return is_one_of(silent_names(), node.name);
}

std::string Converter::plain_words(const Node& node) {
  std::string out;
  if (node.kind == Node::Kind::text) return node.text;
  for (const Node& child : node.children) {
    if (child.kind != Node::Kind::comment && !is_one_of(unsafe_names(), child.name)) {
      out += child.is("br") ? "\n" : plain_words(child);
    }
  }
  return out;
}

std::string Converter::words_of_text(std::string_view text) {
  const std::string seen = visible_text(text, unseen_);
  if (!classic_) return escaped_text(one_flow(seen));
  // Written without paragraphs: an empty line ends one, a line end is a line end.
  std::string out;
  bool first = true;
  for (const std::string& line : split(seen, '\n')) {
    if (!first) out += "\n";
    first = false;
    out += escaped_text(one_flow(line));
  }
  return out;
}

void Converter::add_words(const Nodes& nodes, std::string& out) {
  for (const Node& node : nodes) {
    if (node.kind == Node::Kind::comment) {
      take_comment(node);
      continue;
    }
    if (node.kind == Node::Kind::element) {
      look_at_attributes(node);
      if (is_dropped(node)) continue;
    }
    add_word(node, out);
  }
}

void Converter::add_word(const Node& node, std::string& out) {
  if (node.kind == Node::Kind::text) {
    out += words_of_text(node.text);
    return;
  }
  const std::string& name = node.name;
  if (name == "br") {
    out += "\n";
    return;
  }
  if (name == "a") return add_link(node, out);
  if (name == "img" || name == "amp-img") return add_image(node, out);
  if (name == "ruby") return add_ruby(node, out);
  std::string inside;
  const bool strong = name == "strong" || name == "b";
  const bool slanted = name == "em" || name == "i";
  bool& flag = strong ? strong_ : slanted_;
  const bool marks = (strong || slanted) && !flag;
  if (marks) flag = true;
  add_words(node.children, inside);
  if (marks) {
    flag = false;
    out += with_mark(strong ? "**" : "*", inside);
    return;
  }
  if (name == "s" || name == "del" || name == "strike") {
    out += with_mark("~~", inside);
  } else if (name == "code" || name == "kbd" || name == "samp") {
    const std::string code = trim(one_flow(visible_text(plain_words(node), unseen_)));
    const bool simple = !code.empty() && code.find_first_of("`|") == std::string::npos;
    out += simple ? "`" + code + "`" : inside;
  } else if (name == "q") {
    out += "「" + inside + "」";
  } else if (is_block(node)) {
    add_block_as_words(node, inside, out);
  } else {
    if (name == "sub" || name == "sup") {
      lose("words", place_of(node), "上付き・下付きの文字は、ふつうの文字になります",
           "意味が変わらないか確かめてください（㎡、CO2 など）");
    } else if (name == "bdo") {
      lose("unsafe", place_of(node), "書字の向きを変える指定を除きました",
           "文字の順を確かめてください");
    } else if (!strong && !slanted && !is_one_of(known_names(), name)) {
      lose("layout", place_of(node), "知らない要素のため、中の言葉だけを残しました",
           "元の記事と見比べてください");
    }
    out += inside;
  }
}

// A block inside a link or a mark: its words are paragraphs, more than that has no place there.
void Converter::add_block_as_words(const Node& node, const std::string& inside, std::string& out) {
  static const Names kShaped{"ul", "ol", "table", "pre", "blockquote", "dl"};
  if (node.name == "iframe" || node.name == "video" || node.name == "audio") {
    Blocks made;
    add_block(node, made, 1);
    for (const std::string& block : made) out += kParagraphEnd + block + kParagraphEnd;
    return;
  }
  if (is_one_of(kShaped, node.name)) {
    lose("layout", place_of(node), "リンクや文字の飾りの中にあった表・箇条書きは、段落になります",
         "箇条書きや表に作り直してください");
  }
  out += kParagraphEnd + inside + kParagraphEnd;
}

void Converter::add_link(const Node& node, std::string& out) {
  std::string words;
  add_words(node.children, words);
  const std::string href = node.attribute("href");
  const Address address = read_address(href, site_);
  if (address.kind == Address::Kind::unsafe) {
    lose("unsafe", place_of(node), "安全でないリンク先（" + cut_characters(visible_line(href), 40) +
                                       "）を除き、言葉を残しました",
         "必要なときは、正しいリンク先を書いてください");
    out += words;
    return;
  }
  if (address.kind == Address::Kind::none) {
    if (!trim(href).empty()) {
      lose("link", place_of(node), "ページ内や相対のリンク（" +
                                       cut_characters(visible_line(href), 40) +
                                       "）を除き、言葉を残しました",
           "必要なときは、リンク先を書き直してください");
    }
    out += words;
    return;
  }
  const std::size_t picture = words.find(kPicture);
  if (picture != std::string::npos) {
    // A click on a picture: to its larger self, which needs no link, or to somewhere else.
    const bool larger = !address.media_name.empty() && is_picture_file(address.media_name);
    if (!larger && !pictures_.empty()) pictures_.back().link = address.value;
    out += words;
    if (larger) return;
    if (!address.media_name.empty()) result_.media.insert(address.media_name);
    lose("link", place_of(node), "画像のリンクは、画像の下に置きました",
         "どこへ行くかが分かる言葉に直してください");
    return;
  }
  const std::string shown = trim(one_flow(replace_all(words, "\x1D", " ")));
  if (shown.empty()) return;
  if (!address.media_name.empty()) result_.media.insert(address.media_name);
  out += "[" + shown + "](" + address.value + ")";
}

void Converter::add_image(const Node& node, std::string& out) {
  std::string source = node.attribute("src");
  for (const char* lazy : {"data-src", "data-lazy-src", "data-original"}) {
    const std::string later = node.attribute(lazy);
    if (!later.empty() && (source.empty() || source.starts_with("data:"))) source = later;
  }
  const std::string words = cut_characters(visible_line(node.attribute("alt")), 200);
  const Address address = read_address(source, site_);
  if (address.kind == Address::Kind::media) {
    Picture picture;
    picture.address = address.value;
    picture.words = words;
    result_.media.insert(address.media_name);
    pictures_.push_back(std::move(picture));
    out += kPicture + std::to_string(pictures_.size() - 1) + kPicture;
    return;
  }
  if (address.kind == Address::Kind::unsafe && !source.starts_with("data:image/")) {
    lose("unsafe", place_of(node), "安全でない画像の指定を除きました", "なくても読めるか確かめてください");
  } else {
    const std::string host = host_of(source);
    lose("picture", place_of(node),
         source.starts_with("data:") ? "本文に埋め込まれた画像は移せません"
                                     : "このサイトの外の画像（" + (host.empty() ? "不明" : host) +
                                           "）は移せません",
         "画像の権利を確かめ、「画像と資料」に登録してから入れ直してください");
  }
  if (!words.empty()) out += "（画像：" + escaped_text(words) + "）";
}

void Converter::add_ruby(const Node& node, std::string& out) {
  std::string base, reading;
  for (const Node& child : node.children) {
    if (child.is("rt") || child.is("rtc")) reading += plain_words(child);
    else if (!child.is("rp")) base += plain_words(child);
  }
  base = visible_line(base);
  reading = visible_line(reading);
  if (base.empty()) return;
  if (is_kana(reading)) {
    out += "｜" + escaped_text(base) + "《" + reading + "》";
  } else {
    out += escaped_text(base);
    if (!reading.empty()) out += "（" + escaped_text(reading) + "）";
  }
}

std::string Converter::picture_markdown(const Picture& picture) const {
  std::string out = "![" + escaped_text(picture.words) + "](" + picture.address;
  // A title ends at its quote: it is written with those of Japanese.
  const std::string caption =
      replace_all(replace_all(replace_all(visible_line(picture.caption), "\"", "”"), "\\", "＼"),
                  "|", "｜");
  if (!caption.empty()) out += " \"" + caption + "\"";
  return out + ")";
}

const Picture* Converter::picture_at(std::string_view number) const {
  std::size_t at = 0;
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), at);
  const bool read = wrong == std::errc() && end == number.data() + number.size();
  return read && at < pictures_.size() ? &pictures_[at] : nullptr;
}

std::string Converter::with_pictures_inside(const std::string& run) {
  std::string out;
  const std::vector<std::string> pieces = split(run, kPicture);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 2 == 0) {
      out += pieces[i];
    } else if (const Picture* picture = picture_at(pieces[i])) {
      out += picture_markdown(*picture);
    }
  }
  return out;
}

}  // namespace musubi::site_import
