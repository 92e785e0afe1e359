// convert_blocks.cc - headings, lists, quotes, tables, figures, columns and players of an old text
// as blocks of ours. See convert.h; what a block cannot say in our format is told as lost.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/converter.h"
#include "features/site_import/wordpress/words.h"

namespace musubi::site_import {
namespace {

constexpr std::array<std::string_view, 39> kBlockNames{
    "p",       "div",    "section", "article", "main",   "header",  "footer", "aside",
    "nav",     "center", "address", "hgroup",  "h1",     "h2",      "h3",     "h4",
    "h5",      "h6",     "ul",      "ol",      "menu",   "dl",      "li",     "dd",
    "dt",      "blockquote", "pre", "table",   "hr",     "figure",  "figcaption", "details",
    "iframe",  "video",  "audio",   "fieldset", "tr",    "td",      "th"};

// Elements of this name anywhere below, but not below another table.
void collect(const Node& node, std::string_view name, std::vector<const Node*>& out) {
  for (const Node& child : node.children) {
    if (child.is(name)) out.push_back(&child);
    else if (!child.is("table")) collect(child, name, out);
  }
}

const Node* first_below(const Node& node, std::string_view name) {
  std::vector<const Node*> found;
  collect(node, name, found);
  return found.empty() ? nullptr : found.front();
}

std::string indented(const std::string& text, std::size_t by) {
  const std::string room(by, ' ');
  return replace_all(replace_all(text, "\n", "\n" + room), "\n" + room + "\n", "\n\n");
}

int number_in(const std::string& text, int otherwise) {
  if (text.empty() || text.size() > 4 ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    return otherwise;
  }
  return std::stoi(text);
}

std::string joined(const std::vector<std::string>& blocks, std::string_view by) {
  std::string out;
  for (const std::string& block : blocks) {
    if (!out.empty()) out += by;
    out += block;
  }
  return out;
}

}  // namespace

bool Converter::is_block(const Node& node) {
  return std::find(kBlockNames.begin(), kBlockNames.end(), node.name) != kBlockNames.end();
}

void Converter::add_block(const Node& node, Blocks& out, int depth) {
  const std::string& name = node.name;
  if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
    return add_heading(node, name[1] - '0', out);
  }
  if (name == "ul" || name == "ol" || name == "menu") return add_list(node, out, depth);
  if (name == "dl") return add_definitions(node, out, depth);
  if (name == "blockquote") return add_quote(node, out, depth);
  if (name == "pre") return add_code(node, out);
  if (name == "table") return add_table(node, out);
  if (name == "figure") return add_figure(node, out, depth);
  if (name == "details") return add_details(node, out, depth);
  if (name == "iframe") return add_frame(node, out);
  if (name == "video" || name == "audio") return add_player(node, out);
  if (name == "hr") return out.push_back("---");
  if (node.has_class("wp-block-columns")) return add_columns(node, out, depth);
  add_nodes(node.children, out, depth + 1);
}

void Converter::add_heading(const Node& node, int level, Blocks& out) {
  std::string run;
  add_words(node.children, run);
  const std::string words = trim(one_flow(replace_all(with_pictures_inside(run), "\x1D", " ")));
  if (words.empty()) return;
  // The title of the page is the h1: what was h2 is #. No level is passed over, and headings of one
  // level stay of one level.
  while (!levels_.empty() && levels_.back().first >= level) levels_.pop_back();
  const int taken = levels_.empty() ? 1 : std::min(5, levels_.back().second + 1);
  levels_.emplace_back(level, taken);
  heading_moved_ = heading_moved_ || taken != std::max(1, level - 1);
  out.push_back(std::string(static_cast<std::size_t>(taken), '#') + " " + words);
}

void Converter::add_list(const Node& node, Blocks& out, int depth) {
  const bool ordered = node.is("ol");
  int number = number_in(node.attribute("start"), 1);
  if (ordered && !node.attribute("type").empty() && node.attribute("type") != "1") {
    lose("layout", place_of(node), "番号の書き方（ａ、イ、ⅰなど）は数字になります",
         "本文の中で番号を指しているところを直してください");
  }
  std::string list;
  for (const Node& item : node.children) {
    if (item.kind != Node::Kind::element) continue;
    if (is_dropped(item)) continue;
    look_at_attributes(item);
    Blocks inside;
    // A list that stands in a list without an item of its own belongs to the item before it.
    add_nodes(item.is("li") ? item.children : Nodes{item}, inside, depth + 1);
    std::string words = joined(inside, "\n\n");
    if (words.empty()) continue;
    const std::string mark = ordered ? std::to_string(number++) + ". " : "- ";
    const bool shallow = depth < kListDepthMost;
    if (!list.empty()) list += "\n";
    list += mark + (shallow ? indented(words, mark.size()) : one_flow(words));
  }
  if (!list.empty()) out.push_back(list);
}

void Converter::add_definitions(const Node& node, Blocks& out, int depth) {
  lose("layout", place_of(node), "用語と説明の並びは、太字と段落になります", "読み順を確かめてください");
  for (const Node& part : node.children) {
    if (!part.is("dt")) {
      if (part.kind == Node::Kind::element && !is_dropped(part)) {
        add_nodes(part.children, out, depth + 1);
      }
      continue;
    }
    std::string run;
    add_words(part.children, run);
    add_paragraph(with_mark("**", trim(one_flow(with_pictures_inside(run)))), out);
  }
}

void Converter::add_quote(const Node& node, Blocks& out, int depth) {
  Blocks inside;
  add_nodes(node.children, inside, depth + 1);
  if (inside.empty()) return;
  out.push_back("> " + replace_all(joined(inside, "\n\n"), "\n", "\n> "));
}

void Converter::add_code(const Node& node, Blocks& out) {
  const std::string code = visible_text(plain_words(node), unseen_);
  if (trim(code).empty()) return;
  std::string fence = "```";
  while (code.find(fence) != std::string::npos) fence += "`";
  std::string body = code;
  while (body.ends_with('\n')) body.pop_back();
  out.push_back(fence + "\n" + body + "\n" + fence);
}

std::string Converter::cell_words(const Node& node) {
  std::string run;
  add_words(node.children, run);
  // A cell is one line; what stood on two stays apart.
  const std::string words = replace_all(with_pictures_inside(run), "\x1D", " ");
  return trim(one_flow(replace_all(words, "\n", " ")));
}

void Converter::add_table(const Node& node, Blocks& out) {
  constexpr std::size_t kColumnsMost = 50;
  std::vector<const Node*> rows;
  collect(node, "tr", rows);
  std::vector<std::vector<std::string>> cells;
  bool joined_cells = false, row_heads = false, has_head = false;
  std::size_t width = 0;
  for (const Node* row : rows) {
    std::vector<std::string> line;
    bool all_heads = true;
    for (const Node& cell : row->children) {
      if (!cell.is("td") && !cell.is("th")) continue;
      look_at_attributes(cell);
      const int across = std::clamp(number_in(cell.attribute("colspan"), 1), 1, 20);
      joined_cells = joined_cells || across > 1 || number_in(cell.attribute("rowspan"), 1) > 1;
      all_heads = all_heads && cell.is("th");
      row_heads = row_heads || (cell.is("th") && !cells.empty());
      line.push_back(cell_words(cell));
      for (int i = 1; i < across; ++i) line.emplace_back();
    }
    if (line.empty()) continue;
    if (cells.empty()) has_head = all_heads;
    if (line.size() > kColumnsMost) line.resize(kColumnsMost);
    width = std::max(width, line.size());
    cells.push_back(std::move(line));
  }
  if (const Node* caption = first_below(node, "caption")) add_paragraph(cell_words(*caption), out);
  if (cells.empty()) return;
  if (!has_head) {
    lose("table", place_of(node), "見出しの行がない表です。1行目を見出しにしました",
         "各列が何を表すか、1行目を直してください");
  }
  if (joined_cells) {
    lose("table", place_of(node), "つながったセルは、空のセルに分けました",
         "行ごとに読んで意味が分かるよう、セルを埋めてください");
  }
  if (row_heads && cells.size() > 1) {
    lose("table", place_of(node), "行の見出しは、ふつうのセルになります",
         "1列目だけで何の行か分かるか確かめてください");
  }
  std::string table;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].resize(width);
    table += (i == 0 ? "|" : "\n|");
    for (const std::string& cell : cells[i]) table += " " + cell + " |";
    if (i != 0) continue;
    table += "\n|";
    for (std::size_t column = 0; column < width; ++column) table += " --- |";
  }
  out.push_back(table);
}

void Converter::add_figure(const Node& node, Blocks& out, int depth) {
  const Node* caption = nullptr;
  Nodes rest;
  for (const Node& child : node.children) {
    if (child.is("figcaption")) caption = &child;
    else rest.push_back(child);
  }
  const std::size_t before = pictures_.size();
  std::string words;
  if (caption != nullptr) words = cell_words(*caption);
  const std::size_t first = pictures_.size();
  // One picture with words: they are its caption. Anything else keeps them as a paragraph.
  Blocks inside;
  add_nodes(rest, inside, depth + 1);
  const bool one_picture = before == first && pictures_.size() == first + 1 && !words.empty() &&
                           !inside.empty() && inside.front().starts_with("![");
  if (one_picture) {
    pictures_.back().caption = plain_words(*caption);
    inside.front() = picture_markdown(pictures_.back());
  }
  out.insert(out.end(), inside.begin(), inside.end());
  if (!one_picture && !words.empty()) add_paragraph(words, out);
  if (node.has_class("wp-block-embed")) {
    lose("embed", place_of(node), "埋め込みは、アドレスだけになります",
         "どこへ行くかが分かる言葉のリンクに直してください");
  }
}

void Converter::add_columns(const Node& node, Blocks& out, int depth) {
  std::vector<Blocks> columns;
  const bool outermost = !in_columns_;
  in_columns_ = true;
  for (const Node& child : node.children) {
    if (child.kind != Node::Kind::element) {
      if (child.kind == Node::Kind::comment) take_comment(child);
      continue;
    }
    if (is_dropped(child)) continue;
    columns.emplace_back();
    add_nodes(child.children, columns.back(), depth + 1);
    if (columns.back().empty()) columns.pop_back();
  }
  if (outermost) in_columns_ = false;
  if (!outermost) {
    lose("layout", place_of(node), "段組みの中の段組みは、上から順に並べました",
         "読み順を確かめてください");
  }
  if (!outermost || columns.size() < 2) {
    for (const Blocks& column : columns) out.insert(out.end(), column.begin(), column.end());
    return;
  }
  out.push_back(":::columns");
  for (const Blocks& column : columns) {
    out.push_back(":::column");
    out.insert(out.end(), column.begin(), column.end());
  }
  out.push_back(":::");
}

void Converter::add_details(const Node& node, Blocks& out, int depth) {
  lose("layout", place_of(node), "開くと出る部分は、いつも見える段落になります",
       "長いときは、見出しを付けてください");
  Nodes rest;
  for (const Node& child : node.children) {
    if (!child.is("summary")) {
      rest.push_back(child);
      continue;
    }
    std::string run;
    add_words(child.children, run);
    add_paragraph(with_mark("**", trim(one_flow(with_pictures_inside(run)))), out);
  }
  add_nodes(rest, out, depth + 1);
}

void Converter::add_frame(const Node& node, Blocks& out) {
  const Address address = read_address(node.attribute("src"), site_);
  if (address.kind != Address::Kind::web) {
    lose(address.kind == Address::Kind::unsafe ? "unsafe" : "embed", place_of(node),
         "ページの中の別のページ（iframe）を除きました", "必要なときは、リンクを書いてください");
    return;
  }
  const std::string title = visible_line(node.attribute("title"));
  const std::string host = host_of(node.attribute("src"));
  const std::string words = title.empty() ? "埋め込まれていたページ（" + host + "）" : title;
  out.push_back("[" + escaped_text(words) + "](" + address.value + ")");
  lose("embed", place_of(node), "埋め込み（" + host + "）はリンクにしました",
       "どこへ行くかが分かる言葉に直してください。動画は、字幕があるか確かめてください");
}

void Converter::add_player(const Node& node, Blocks& out) {
  std::string source = node.attribute("src");
  if (source.empty()) {
    if (const Node* inside = first_below(node, "source")) source = inside->attribute("src");
  }
  const Address address = read_address(source, site_);
  const std::string what = node.is("video") ? "動画" : "音声";
  if (address.kind != Address::Kind::media && address.kind != Address::Kind::web) {
    lose("embed", place_of(node), what + "のファイルが分かりません",
         "元のページを見て、リンクか説明を書いてください");
    return;
  }
  if (!address.media_name.empty()) result_.media.insert(address.media_name);
  const std::string title = visible_line(node.attribute("title"));
  out.push_back("[" + escaped_text(title.empty() ? what : title) + "](" + address.value + ")");
  lose("embed", place_of(node), what + "はリンクにしました",
       node.is("video") ? "字幕か書き起こしを用意してください" : "書き起こしを用意してください");
}

}  // namespace musubi::site_import
