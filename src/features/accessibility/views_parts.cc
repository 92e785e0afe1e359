// views_parts.cc - what several pages show alike: marks, days, and the paper with its tables. Html
// only; it decides nothing.
#include "base/text.h"
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

std::string path_of(const TrialId& id) { return std::string(kOffice) + "/" + id.text; }
std::string path_of(const IssueId& id) { return std::string(kIssues) + "/" + id.text; }
std::string result_path(std::int64_t number) {
  return std::string(kResults) + "/" + std::to_string(number);
}

web::Area area_of(const web::Request& request) {
  return request.actor.roles.shares(roles::office) ? web::Area::office : web::Area::prefecture;
}

Html outcome_badge(std::string_view outcome) {
  const std::string words(outcome_label(outcome_from_name(outcome)));
  if (outcome == "passes") return badge(Tone::ok, words);
  if (outcome == "fails") return badge(Tone::error, words);
  if (outcome == "not_applicable") return badge(Tone::neutral, words);
  return badge(Tone::warning, words);
}

Html check_badge(const TrialPage& page) {
  const std::string words(check_label(page.check_state));
  if (page.check_state == "checked") return badge(Tone::ok, words);
  if (page.check_state == "could_not") return badge(Tone::error, words);
  return badge(Tone::warning, words);
}

Html day_or(const std::string& iso_day, const char* otherwise) {
  const auto day = parse_iso_date(iso_day);
  return day ? date_text(*day) : Html(otherwise);
}

namespace {

std::string joined(const std::vector<std::string>& lines, const char* none) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "、") + line;
  return out.empty() ? none : out;
}

Html degree_part(const ResultPaper& paper) {
  const std::string words(degree_label(paper.degree));
  const bool conforms = paper.degree == "conforming";
  const std::string sentence =
      "JIS X 8341-3:2016 のレベルAAに" +
      (paper.degree == "considered" ? "配慮し、試験を行いました" : words + "しています") +
      "（対応度：" + words + "）。";
  Html out = paragraph(strong(sentence));
  if (!conforms) {
    std::vector<Html> lines;
    for (const std::string& one : paper.lacks) lines.emplace_back(one);
    out += paragraph("「準拠」と表記しない理由は、次のとおりです。") + bullets(lines);
  }
  return out + note("「準拠」「一部準拠」などの表記は、ウェブアクセシビリティ基盤委員会「ウェブコンテンツの "
                    "JIS X 8341-3:2016 対応度表記ガイドライン」によります。");
}

const char* fulfilled_words(const std::string& degree) {
  if (degree == "conforming") return "レベルAA";
  return degree == "partial" ? "レベルAA（一部）" : "表明していません";
}

// The items of 附属書JB.3 that stand above the tables.
Html facts_of_paper(const ResultPaper& paper) {
  const auto until = paper.ends_on.empty() ? Html("（未記入）") : day_or(paper.ends_on, "");
  Pairs pairs{{"規格の番号と改正年", "JIS X 8341-3:2016"},
              {"表明した日", day_or(paper.published_on, "公表したときに入ります")},
              {"満たしている適合レベル", fulfilled_words(paper.degree)},
              {"目標とした適合レベル", "レベルAA"},
              {"対象", paper.scope_words.empty() ? Html("（未記入）")
                                                 : multiline(paper.scope_words)},
              {"対象から除いたもの", joined(paper.excluded, "なし")},
              {"依存した技術", paper.technologies.empty() ? Html("（未記入）")
                                                          : multiline(paper.technologies)},
              {"ページの選び方",
               "代表的なページと、無作為に選んだページ（" + thousands(paper.scope_count) +
                   "ページから、乱数の種「" + paper.seed + "」で" +
                   std::to_string(paper.random_count) + "ページまで）。合わせて" +
                   std::to_string(paper.pages.size()) + "ページ"},
              {"対象の一覧の照合用の値（SHA-256）", code_text(paper.scope_sha256)},
              {"自動検査に使ったソフト", paper.checker.empty() ? "検査していません" : paper.checker},
              {"人が使った機器・ソフト", paper.tools.empty() ? Html("（未記入）")
                                                            : multiline(paper.tools)},
              {"試験の期間", day_or(paper.starts_on, "") + Html("から") + until + Html("まで")}};
  if (paper.policy_number > 0) {
    pairs.emplace_back("方針", "第" + std::to_string(paper.policy_number) + "版");
  }
  if (!paper.remarks.empty()) pairs.emplace_back("補足", multiline(paper.remarks));
  return description_list(pairs);
}

Html criteria_table(const ResultPaper& paper, bool of_jis) {
  DataTable table{.caption = of_jis ? "JIS X 8341-3:2016 の達成基準（レベルAとAA、38項目）"
                                    : "WCAG 2.1・2.2で加わった達成基準（レベルAとAA、参考）",
                  .columns = {{.label = "達成基準", .nowrap = true}, {.label = "名称"},
                              {.label = "レベル"}, {.label = "適用"}, {.label = "結果"},
                              {.label = "試験方法"}, {.label = "注記"}},
                  .rows = {}};
  for (const PaperCriterion& one : paper.criteria) {
    if ((one.source == "jis") != of_jis) continue;
    const bool open = one.outcome == "open";
    Html remark = one.note.empty() ? Html() : multiline(one.note);
    if (!one.failing.empty()) {
      if (!remark.empty()) remark += line_break();
      remark += Html("該当するページ：" + replace_all(positions_text(one.failing), ",", "、"));
    }
    const std::string methods = methods_words(one.methods);
    table.rows.push_back(
        {.cells = {one.number, one.title, one.level,
                   open ? Html("未判定") : Html(one.outcome == "not_applicable" ? "なし" : "あり"),
                   outcome_badge(one.outcome), methods.empty() ? Html("－") : Html(methods),
                   remark}});
  }
  return data_table(table);
}

Html pages_table(const ResultPaper& paper) {
  DataTable table{.caption = "試験したページ　" + std::to_string(paper.pages.size()) + "ページ",
                  .columns = {{.label = "番号", .align = Align::end}, {.label = "ページ"},
                              {.label = "アドレス"}, {.label = "選び方"}, {.label = "自動検査"}},
                  .rows = {},
                  .row_header = 1};
  for (const TrialPage& page : paper.pages) {
    Html check = check_badge(page);
    if (!page.trouble.empty()) check += line_break() + small(page.trouble);
    table.rows.push_back({.cells = {std::to_string(page.position),
                                    page.title.empty() ? Html(page.path) : Html(page.title),
                                    code_text(page.path), Html(std::string(why_label(page.why))),
                                    check}});
  }
  return data_table(table);
}

Html plans_part(const ResultPaper& paper) {
  if (paper.issues.empty()) return paragraph("公表したときに残っていた改善課題は、ありません。");
  DataTable table{.caption = "改善課題と対応方針（公表したとき）",
                  .columns = {{.label = "達成基準"}, {.label = "課題"}, {.label = "対応方針"},
                              {.label = "期限", .nowrap = true}},
                  .rows = {},
                  .row_header = 1};
  for (const PaperIssue& one : paper.issues) {
    table.rows.push_back({.cells = {one.criterion, one.title, multiline(one.plan),
                                    day_or(one.due_on, "未定")}});
  }
  return data_table(table);
}

}  // namespace

Html paper_parts(const ResultPaper& paper) {
  const std::string counts = "38項目のうち、適合" + std::to_string(paper.count("passes")) +
                             "、不適合" + std::to_string(paper.count("fails")) + "、適用なし" +
                             std::to_string(paper.count("not_applicable")) + "、未判定" +
                             std::to_string(paper.count("open")) + "です。";
  return section({.heading = "対応度"}, degree_part(paper)) +
         section({.heading = "試験の概要"}, facts_of_paper(paper)) +
         section({.heading = "達成基準ごとの結果"},
                 paragraph(counts) + criteria_table(paper, true) + criteria_table(paper, false) +
                     note("AC：自動の検査。AF：ソフトの助けを借りた人の判断。HC：人の判断。")) +
         section({.heading = "試験したページ"}, pages_table(paper)) +
         section({.heading = "改善課題"}, plans_part(paper));
}

}  // namespace musubi::accessibility::views
