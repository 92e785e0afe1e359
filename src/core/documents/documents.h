// documents.h - official documents: a model (Document), its HTML, and its tagged A4 PDF made by a
// headless Chromium that runs as an unprivileged user in its sandbox, without network.
//   Document -> to_html() -> Chromium pass 1 -> pdfinfo -dests -> page numbers into the contents
//            -> pass 2 -> PDF bytes (tags, outline, Lang ja, n / N, running heads)
// One pass is printed at a time; others wait in the order of asking. Never feed it HTML that people
// typed: text goes in as text and is escaped here.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "core/documents/chart.h"

namespace musubi::documents {

struct Column {
  std::string head;
  bool numeric = false;   // right-aligned, tabular figures
  int width_percent = 0;  // 0 = by content
};
struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // cells as text; the first cell is the row's head
  bool last_row_is_total = false;
  std::string note;
};
struct Paragraph {
  std::string text;
};
struct Bullets {
  std::vector<std::string> items;
};
struct Heading {  // inside a chapter: level 2 = 1, 3 = (1), 4 = ア; numbers are made here
  int level = 2;
  std::string text;
};
struct Figure {  // the chart, its finding, and its numbers as a table under it
  Chart chart;
  std::string category_head;
  bool with_table = true;
};
struct PageBreak {};
struct Mark {  // 記 (in the middle) and 以上 (at the end of the line) of an official letter, C-8
  std::string text;
  bool at_end = false;
};
using Block = std::variant<Paragraph, Bullets, Heading, Table, Figure, PageBreak, Mark>;

struct Chapter {  // 第1, 第2 ...
  std::string title;
  std::vector<Block> blocks;
  bool starts_page = true;
};

struct Document {
  std::string title;
  std::string subtitle;
  std::string number;  // 文書番号
  std::string date;    // 令和6年11月1日
  std::string to;      // 熊本県知事 様
  std::string from;    // 差出人; lines separated by \n
  std::vector<std::pair<std::string, std::string>> facts;  // 基準日, 版 ... shown on the cover
  std::vector<Block> preface;
  std::vector<Chapter> chapters;
  bool cover = true;     // false: a letter that starts with its text on page one
  bool contents = true;  // 目次 with page numbers
  bool draft = false;    // 案 stands faintly across every page (conventions C-8)
  std::string footer;    // left of the page number: 会員報告書 第3号
};

// Complete HTML for print. `pages`: page number by anchor id, for the contents; empty = none yet.
std::string to_html(const Document& document,
                    const std::vector<std::pair<std::string, int>>& pages = {});

struct Options {
  std::string browser = "/usr/bin/chromium-headless-shell";
  std::string run_as = "nobody";  // used when we are root; else the browser runs as ourselves
  std::string temp_folder = "/tmp";
  int timeout_ms = 60'000;
};
void configure(Options options);  // once at start; again in tests
const Options& configured();      // for others of core that run a child (core/extraction)

// Bytes of the PDF. Fault::unavailable, with what to install, when the browser is missing or fails.
Result<std::string> to_pdf(const Document& document);
// One pass over finished HTML of our own making; no contents.
Result<std::string> html_to_pdf(const std::string& html);
// What doctor asks: are browser, fonts and pdfinfo there, and does one page print?
Result<void> check_browser();

}  // namespace musubi::documents
