// html.cc - a Document as HTML for print: A4, running heads by named pages, headings numbered as
// official documents number them (第1, 1, (1), ア). Text is escaped here; the only markup that
// passes is the chart's own SVG. The page forbids itself to load anything (CSP).
#include <array>

#include "base/result.h"
#include "core/documents/chart_parts.h"
#include "core/documents/inside.h"

namespace musubi::documents {
namespace {

constexpr std::size_t kColumnsOrdinary = 8;  // more do not fit A4 upright in the ordinary size
constexpr std::size_t kRowsOrdinary = 60;    // more than two pages
constexpr std::size_t kRowsTogether = 15;    // half a page: moved rather than broken

constexpr std::array<std::string_view, 20> kKana = {"ア", "イ", "ウ", "エ", "オ", "カ", "キ",
                                                    "ク", "ケ", "コ", "サ", "シ", "ス", "セ",
                                                    "ソ", "タ", "チ", "ツ", "テ", "ト"};

std::string lines(std::string_view text) {
  std::string out;
  for (char c : escape(text)) out += c == '\n' ? std::string("<br>") : std::string(1, c);
  return out;
}

// A string inside the style sheet. SECURITY: no quote, backslash, line end or < gets through.
std::string css_string(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
      char code[8];
      std::snprintf(code, sizeof(code), "\\%x ", c);
      out += code;
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + "\"";
}

class Writer {
 public:
  Writer(const Document& document, const PageNumbers& pages)
      : document_(document), pages_(pages) {}

  std::string write() {
    std::string body;
    if (document_.cover) body += cover();
    std::string text;
    if (!document_.cover) text += letter_head();
    text += blocks(document_.preface, "");
    if (!text.empty()) text = "<div class=\"preface\">" + text + "</div>";
    for (std::size_t i = 0; i < document_.chapters.size(); ++i) text += chapter(i);
    if (document_.contents) body += table_of_contents();
    body += text;
    return "<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\">"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'unsafe-inline'\"><title>" +
           escape(document_.title) + "</title><style>" + std::string(print_css()) + page_rules() +
           "</style></head><body>" + draft_mark() + body + "</body></html>";
  }

 private:
  struct Entry {
    std::string id, text;
    int level;
  };

  // Decoration: the state of a draft is also said in words, which a screen reader reads once.
  std::string draft_mark() const {
    return document_.draft ? "<div class=\"draft-mark\" aria-hidden=\"true\">案</div>" : "";
  }
  std::string meta_block() const {
    std::string out;
    if (!document_.number.empty() || !document_.date.empty()) {
      out += "<div class=\"numbered\">";
      if (!document_.number.empty()) out += "<p>" + escape(document_.number) + "</p>";
      if (!document_.date.empty()) out += "<p>" + escape(document_.date) + "</p>";
      out += "</div>";
    }
    if (!document_.to.empty()) out += "<p class=\"to\">" + lines(document_.to) + "</p>";
    if (!document_.from.empty()) out += "<p class=\"from\">" + lines(document_.from) + "</p>";
    return out;
  }
  std::string title_block() const {
    std::string out = "<h1>" + lines(document_.title) + "</h1>";
    if (!document_.subtitle.empty()) {
      out += "<p class=\"subtitle\">" + lines(document_.subtitle) + "</p>";
    }
    return out;
  }
  std::string facts() const {
    if (document_.facts.empty()) return "";
    std::string out = "<table class=\"facts\"><caption>この文書について</caption><tbody>";
    for (const auto& [name, value] : document_.facts) {
      out += "<tr><th scope=\"row\">" + escape(name) + "</th><td>" + lines(value) + "</td></tr>";
    }
    return out + "</tbody></table>";
  }
  std::string cover() const {
    return "<header class=\"cover\">" + meta_block() + "<div class=\"middle\">" + title_block() +
           "</div>" + facts() + "</header>";
  }
  std::string letter_head() const {
    return "<header class=\"letter\">" + meta_block() + title_block() + facts() + "</header>";
  }

  std::string chapter(std::size_t index) {
    const Chapter& chapter = document_.chapters[index];
    const std::string id = "c" + std::to_string(index + 1);
    const std::string number = "第" + std::to_string(index + 1);
    // A new named page forces a break: a chapter that may go on below shares its forerunner's.
    const bool new_page =
        chapter.starts_page || (index == 0 && document_.preface.empty() && document_.cover);
    if (new_page) {
      page_name_ = "p" + std::to_string(index + 1);
      running_.emplace_back(page_name_, number + "　" + chapter.title);
    }
    level2_ = level3_ = level4_ = 0;
    const std::string heading = number + "　" + chapter.title;
    entries_.push_back({id, heading, 1});
    const std::string page = page_name_.empty() ? "" : " style=\"page:" + page_name_ + "\"";
    const std::string css = new_page ? "chapter new-page" : "chapter";
    return "<section class=\"" + css + "\"" + page + "><h2 id=\"" + id + "\">" + escape(heading) +
           "</h2>" + blocks(chapter.blocks, id) + "</section>";
  }

  std::string blocks(const std::vector<Block>& all, const std::string& prefix) {
    std::string out;
    for (const Block& block : all) {
      out += std::visit([&](const auto& one) { return draw(one, prefix); }, block);
    }
    return out;
  }
  std::string draw(const Paragraph& paragraph, const std::string&) {
    return "<p>" + lines(paragraph.text) + "</p>";
  }
  std::string draw(const Bullets& bullets, const std::string&) {
    std::string out = "<ul>";
    for (const std::string& item : bullets.items) out += "<li>" + lines(item) + "</li>";
    return out + "</ul>";
  }
  std::string draw(const Mark& mark, const std::string&) {
    return std::string("<p class=\"mark") + (mark.at_end ? " end" : "") + "\">" +
           escape(mark.text) + "</p>";
  }
  std::string draw(const PageBreak&, const std::string&) {
    return "<div class=\"page-break\"></div>";
  }
  std::string draw(const Heading& heading, const std::string& prefix) {
    CHECK(heading.level >= 2 && heading.level <= 4);
    std::string number;
    if (heading.level == 2) {
      level3_ = level4_ = 0;
      number = std::to_string(++level2_);
    } else if (heading.level == 3) {
      level4_ = 0;
      number = "(" + std::to_string(++level3_) + ")";
    } else {
      number = kKana[static_cast<std::size_t>(level4_++) % kKana.size()];
    }
    const std::string id = prefix + "-" + std::to_string(++anchors_);
    const std::string text = number + "　" + heading.text;
    if (heading.level == 2 && !prefix.empty()) entries_.push_back({id, text, 2});
    const std::string tag = "h" + std::to_string(heading.level + 1);
    return "<" + tag + " id=\"" + id + "\">" + escape(text) + "</" + tag + ">";
  }
  std::string draw(const Table& table, const std::string&) {
    Table numbered = table;
    numbered.caption = "表" + std::to_string(++tables_) + "　" + table.caption;
    return table_html(numbered);
  }
  std::string draw(const Figure& figure, const std::string&) {
    const std::string number = "図" + std::to_string(++figures_);
    std::string out = "<div class=\"figure\"><p class=\"figure-title\">" + number + "　" +
                      escape(figure.chart.title) + "</p>";
    if (!figure.chart.finding.empty()) {
      out += "<p class=\"finding\">" + escape(figure.chart.finding) + "</p>";
    }
    out += svg(figure.chart);
    if (!figure.chart.as_of.empty()) {
      out += "<p class=\"note\">" + escape(figure.chart.as_of) + "</p>";
    }
    out += "</div>";
    if (!figure.with_table) return out;
    const ChartTable numbers = chart_table(figure.chart, figure.category_head);
    Table table;
    table.caption = number + "　" + numbers.caption;
    for (std::size_t i = 0; i < numbers.heads.size(); ++i) {
      table.columns.push_back({numbers.heads[i], i > 0, 0});
    }
    table.rows = numbers.rows;
    return out + table_html(table);
  }

  // A wide table keeps room for its first column, which Japanese would else let shrink to one
  // character; a long list is set closer.
  static std::string table_class(const Table& table) {
    if (table.columns.size() > kColumnsOrdinary) return "data wide";
    if (table.rows.size() > kRowsOrdinary) return "data long";
    return table.rows.size() <= kRowsTogether ? "data whole" : "data";
  }

  static std::string table_html(const Table& table) {
    std::string out = "<table class=\"" + table_class(table) + "\"><caption>" +
                      escape(table.caption) + "</caption><colgroup>";
    for (const Column& column : table.columns) {
      out += column.width_percent > 0
                 ? "<col style=\"width:" + std::to_string(column.width_percent) + "%\">"
                 : "<col>";
    }
    out += "</colgroup><thead><tr>";
    for (const Column& column : table.columns) {
      out += std::string("<th scope=\"col\"") + (column.numeric ? " class=\"number\"" : "") + ">" +
             escape(column.head) + "</th>";
    }
    out += "</tr></thead><tbody>";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      CHECK(table.rows[r].size() == table.columns.size());
      const bool total = table.last_row_is_total && r + 1 == table.rows.size();
      out += total ? "<tr class=\"total\">" : "<tr>";
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string css = table.columns[c].numeric ? " class=\"number\"" : "";
        out += c == 0 ? "<th scope=\"row\"" + css + ">" : "<td" + css + ">";
        out += lines(table.rows[r][c]) + (c == 0 ? "</th>" : "</td>");
      }
      out += "</tr>";
    }
    out += "</tbody></table>";
    if (!table.note.empty()) out += "<p class=\"note\">" + lines(table.note) + "</p>";
    return out;
  }

  std::string table_of_contents() const {
    std::string out = "<nav class=\"contents\"><h2 id=\"contents\">目次</h2><ol>";
    for (const Entry& entry : entries_) {
      std::string page = "　";
      for (const auto& [id, number] : pages_) {
        if (id == entry.id) page = std::to_string(number);
      }
      out += "<li class=\"level-" + std::to_string(entry.level) + "\"><a href=\"#" + entry.id +
             "\"><span>" + escape(entry.text) + "</span><span class=\"leader\"></span><span>" +
             page + "</span></a></li>";
    }
    return out + "</ol></nav>";
  }

  std::string page_rules() const {
    const std::string small =
        "font-family:\"BIZ UDPGothic\",sans-serif;font-size:8.5pt;color:#444;";
    std::string out = "@page{size:A4;margin:18mm 16mm;@bottom-right{content:counter(page) \" / \" "
                      "counter(pages);" + small + "}@bottom-left{content:" +
                      css_string(document_.footer) + ";" + small + "}}";
    out += "@page cover{@bottom-right{content:none}@bottom-left{content:none}}";
    for (const auto& [name, head] : running_) {
      out += "@page " + name + "{@top-right{content:" + css_string(head) + ";" + small + "}}";
    }
    return out;
  }

  const Document& document_;
  const PageNumbers& pages_;
  std::vector<Entry> entries_;
  std::vector<std::pair<std::string, std::string>> running_;
  std::string page_name_;
  int level2_ = 0, level3_ = 0, level4_ = 0, anchors_ = 0, tables_ = 0, figures_ = 0;
};

}  // namespace

std::string to_html(const Document& document, const PageNumbers& pages) {
  CHECK(!document.title.empty());
  return Writer(document, pages).write();
}

}  // namespace musubi::documents
