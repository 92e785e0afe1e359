// convert.cc - see convert.h: the way through the tree, the comments of WordPress' blocks, and the
// paragraphs. Must never write what it does not know; it tells it as lost instead.
#include "features/site_import/wordpress/convert.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/converter.h"
#include "features/site_import/wordpress/shortcodes.h"
#include "features/site_import/wordpress/words.h"

namespace musubi::site_import {
namespace {

// Blocks that carry nothing but room, or whose markup says it all.
constexpr std::array<std::string_view, 6> kSilentBlocks{"spacer", "separator", "more",
                                                        "nextpage", "paragraph", "image"};

std::string block_name(std::string_view comment) {
  std::string_view rest = comment;
  if (rest.starts_with('/')) rest.remove_prefix(1);
  if (!rest.starts_with("wp:")) return {};
  // Of a plug-in: wp:maker/block. Nothing else can be a name, whatever stands there.
  const std::size_t end =
      rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_/", 3);
  std::string name(rest.substr(0, std::min({end, rest.size(), std::size_t{60}})));
  while (name.ends_with('/')) name.pop_back();
  return name.size() > 3 ? name : std::string();
}

}  // namespace

const std::vector<LossKind>& loss_kinds() {
  static const std::vector<LossKind> kKinds{
      {"unsafe", "安全でないもの"},     {"whole", "記事全体"},     {"form", "フォーム"},
      {"dynamic", "自動で作られる部分"}, {"shortcode", "ショートコード"}, {"embed", "埋め込み"},
      {"picture", "画像"},              {"link", "リンク"},         {"table", "表"},
      {"heading", "見出し"},            {"layout", "段組み・まとまり"}, {"words", "文字"},
      {"look", "見た目"},               {"terms", "分類・タグ"}};
  return kKinds;
}

void Converter::lose(std::string_view kind, const std::string& place, std::string what,
                     std::string remedy) {
  if (result_.losses.size() >= kLossesMost) {
    if (too_many_) return;
    too_many_ = true;
    result_.losses.push_back({0, "whole", "", "ほかにも移せないものがあります（200件より先は省きました）",
                              "元の記事と見比べてください"});
    return;
  }
  Loss loss{block_, std::string(kind), place, std::move(what), std::move(remedy)};
  // The same thing of the same block is said once.
  if (!result_.losses.empty() && result_.losses.back() == loss) return;
  result_.losses.push_back(std::move(loss));
}

std::string Converter::place_of(const Node& node) const {
  const std::string tag = "<" + cut_characters(visible_line(node.name), 30) + ">";
  return wp_.empty() ? tag : wp_.back() + " " + tag;
}

void Converter::look_at_attributes(const Node& node) {
  bool handler = false, look = false;
  for (const auto& [name, value] : node.attributes) {
    if (name.starts_with("on")) handler = true;
    if (name == "style" || name == "color" || name == "bgcolor" || name == "align" ||
        name == "face") {
      look = look || !trim(value).empty();
    }
    if (name == "class" && (value.find("-color") != std::string::npos ||
                            value.find("-font-size") != std::string::npos)) {
      look = true;
    }
    if (name == "srcdoc" || name == "formaction" || name == "xlink:href") handler = true;
  }
  if (handler) {
    lose("unsafe", place_of(node), "プログラムを動かす属性（onclick など）を除きました",
         "なくても読めるか確かめてください");
  }
  if (look || node.name == "font") ++looks_;
}

void Converter::tell_look() {
  block_ = 0;
  if (looks_ > 0) {
    lose("look", "", "文字の色・大きさ・配置の指定を " + std::to_string(looks_) + " か所で除きました",
         "色だけで意味を伝えていたところがあれば、言葉で補ってください");
  }
  if (unseen_ > 0) {
    lose("words", "", "見えない文字や、書字の向きを変える文字を " + std::to_string(unseen_) +
                          " 字除きました",
         "題名や本文が意図どおりに読めるか確かめてください");
  }
  if (heading_moved_) {
    lose("heading", "", "見出しの段を、飛ばないように直しました",
         "見出しの大きさが内容に合うか確かめてください");
  }
}

void Converter::take_comment(const Node& node) {
  const std::string comment = trim(node.text);
  if (comment.starts_with(kShortcodeComment)) {
    const std::string code = trim(comment.substr(kShortcodeComment.size()));
    const std::string name = code.substr(0, code.find(' '));
    if (name == "gallery" && code != name) return;  // add_gallery() shows its pictures
    const bool form = name.find("form") != std::string::npos;
    lose(form ? "form" : "shortcode", "[" + name + "]",
         form ? "フォームは移せません" : "プラグインの部品は移せません",
         form ? "問合せは「問い合わせる」のページに案内してください"
              : "必要な内容は、元のページを見て書き直してください");
    return;
  }
  const std::string name = block_name(comment);
  if (name.empty()) return;  // a comment of a person: was never shown
  if (comment.starts_with('/')) {
    if (!wp_.empty() && wp_.back() == name) wp_.pop_back();
    return;
  }
  if (!comment.ends_with('/')) {
    if (wp_.size() < 100) wp_.push_back(name);
    return;
  }
  const std::string plain = name.substr(3);
  if (std::find(kSilentBlocks.begin(), kSilentBlocks.end(), plain) != kSilentBlocks.end()) return;
  ++block_;
  lose("dynamic", name, "WordPressが表示のたびに作る部分のため、内容がファイルにありません",
       "必要な内容は、元のページを見て書き直してください");
}

// [gallery ids="3,4"]: pictures by their number in the old library.
void Converter::add_gallery(const Node& comment, Blocks& out) {
  const std::string text = trim(comment.text);
  const std::string begin = std::string(kShortcodeComment) + "gallery ";
  if (!text.starts_with(begin)) return;
  for (const std::string& id : split(text.substr(begin.size()), ',')) {
    if (id.empty() || id.size() > 12) continue;
    out.push_back("![](" + std::string(kMediaToken) + "id/" + id + ")");
  }
}

void Converter::add_paragraph(const std::string& words, Blocks& out) {
  std::string paragraph = escaped_lines(words);
  if (!paragraph.empty()) out.push_back(std::move(paragraph));
}

// The words of a run as paragraphs, each picture as one of its own between them.
void Converter::flush(std::string& run, Blocks& out) {
  std::string taken;
  taken.swap(run);
  for (const std::string& part : split(replace_all(taken, "\n\n", "\x1D"), kParagraphEnd)) {
    const std::vector<std::string> pieces = split(part, kPicture);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i % 2 == 0) {
        add_paragraph(pieces[i], out);
        continue;
      }
      const Picture* picture = picture_at(pieces[i]);
      if (picture == nullptr) continue;
      out.push_back(picture_markdown(*picture));
      if (picture->link.empty()) continue;
      const std::string words = picture->words.empty() ? "画像のリンク先" : picture->words;
      out.push_back("[" + escaped_text(words) + "](" + picture->link + ")");
    }
  }
}

void Converter::add_nodes(const Nodes& nodes, Blocks& out, int depth) {
  std::string run;
  bool running = false;
  for (const Node& node : nodes) {
    if (node.kind == Node::Kind::comment) {
      flush(run, out);
      running = false;
      take_comment(node);
      add_gallery(node, out);
      continue;
    }
    if (node.kind == Node::Kind::element) {
      look_at_attributes(node);
      if (depth == 0 && !running) ++block_;
      if (is_dropped(node)) continue;
      if (is_block(node)) {
        flush(run, out);
        running = false;
        add_block(node, out, depth);
        continue;
      }
    } else if (depth == 0 && !running && !trim(node.text).empty()) {
      ++block_;
    }
    running = running || node.kind == Node::Kind::element || !trim(node.text).empty();
    add_word(node, run);
  }
  flush(run, out);
}

Converted Converter::run(const Nodes& nodes) {
  Blocks out;
  add_nodes(nodes, out, 0);
  tell_look();
  for (const std::string& block : out) {
    if (!result_.markdown.empty()) result_.markdown += "\n\n";
    result_.markdown += block;
  }
  std::erase_if(result_.markdown, [](char c) { return c == kPicture || c == kParagraphEnd; });
  return std::move(result_);
}

Converted to_markdown(std::string_view html, std::string_view site) {
  const bool blocks = html.find("<!-- wp:") != std::string_view::npos;
  const markup::HtmlFragment read = markup::read_html(without_shortcodes(html));
  Converter converter(site, !blocks);
  if (!read.whole) {
    converter.lose("whole", "", "本文が長すぎるか、入れ子が深すぎて、終わりまで読めませんでした",
                   "元の記事と見比べて、足りないところを書き足してください");
  }
  return converter.run(read.nodes);
}

}  // namespace musubi::site_import
