// paper_document.cc - see paper_document.h. Printed outside any transaction; the file and its row
// are taken in one.
#include "features/accessibility/paper_document.h"

#include "base/text.h"
#include "core/settings/consortium.h"
#include "features/accessibility/service.h"
#include "web/cache.h"

namespace musubi::accessibility {
namespace {

std::string wareki_or(const std::string& iso_day, const char* otherwise) {
  const auto day = parse_iso_date(iso_day);
  return day ? wareki(*day) : otherwise;
}

std::string or_dash(const std::string& text) { return text.empty() ? "－" : text; }

documents::Table criteria_of(const ResultPaper& paper, bool of_jis) {
  documents::Table table;
  table.caption = of_jis ? "JIS X 8341-3:2016 の達成基準" : "WCAG 2.1・2.2で加わった達成基準（参考）";
  table.columns = {{"達成基準", false, 24}, {"レベル", false, 8}, {"適用", false, 8},
                   {"結果", false, 12},     {"試験方法", false, 18}, {"注記", false, 30}};
  for (const PaperCriterion& one : paper.criteria) {
    if ((one.source == "jis") != of_jis) continue;
    const bool open = one.outcome == "open";
    std::string remark = one.note;
    if (!one.failing.empty()) {
      remark += (remark.empty() ? "" : "　") + std::string("該当するページ：") +
                replace_all(positions_text(one.failing), ",", "、");
    }
    table.rows.push_back({one.number + " " + one.title, one.level,
                          open ? "未判定" : one.outcome == "not_applicable" ? "なし" : "あり",
                          std::string(outcome_label(outcome_from_name(one.outcome))),
                          or_dash(methods_words(one.methods)), or_dash(remark)});
  }
  return table;
}

documents::Table pages_of_paper(const ResultPaper& paper) {
  documents::Table table;
  table.caption = "試験したページ";
  table.columns = {{"番号", true, 8}, {"ページ", false, 32}, {"アドレス", false, 30},
                   {"選び方", false, 15}, {"自動検査", false, 15}};
  for (const TrialPage& page : paper.pages) {
    table.rows.push_back({std::to_string(page.position), or_dash(page.title), page.path,
                          std::string(why_label(page.why)),
                          std::string(check_label(page.check_state))});
  }
  return table;
}

documents::Chapter issues_chapter(const ResultPaper& paper) {
  documents::Chapter out{"改善課題", {}, false};
  if (paper.issues.empty()) {
    out.blocks.push_back(documents::Paragraph{"公表したときに残っていた改善課題は、ありません。"});
    return out;
  }
  documents::Table table;
  table.caption = "改善課題と対応方針";
  table.columns = {{"達成基準", false, 12}, {"課題", false, 33}, {"対応方針", false, 38},
                   {"期限", false, 17}};
  for (const PaperIssue& one : paper.issues) {
    table.rows.push_back({one.criterion, one.title, one.plan, wareki_or(one.due_on, "未定")});
  }
  out.blocks.push_back(std::move(table));
  return out;
}

}  // namespace

documents::Document result_document(const ResultPaper& paper, const std::string& sha256) {
  const std::string degree(degree_label(paper.degree));
  documents::Document d;
  d.title = "ウェブアクセシビリティ試験結果";
  d.subtitle = settings::consortium().name + "　" + paper.name();
  d.number = "第" + std::to_string(paper.number) + "号";
  d.date = wareki_or(paper.published_on, "");
  d.from = settings::consortium().secretariat;
  d.footer = "ウェブアクセシビリティ試験結果　" + d.number;
  d.facts = {{"規格の番号と改正年", "JIS X 8341-3:2016"},
             {"対応度", degree},
             {"目標とした適合レベル", "レベルAA"},
             {"試験の期間", wareki_or(paper.starts_on, "") + "から" + wareki_or(paper.ends_on, "") +
                                "まで"},
             {"照合用の値（SHA-256）", sha256}};
  documents::Chapter about{"試験の概要", {}, true};
  about.blocks.push_back(documents::Bullets{
      {"対象：" + paper.scope_words, "依存した技術：" + paper.technologies,
       "ページの選び方：代表的なページと、" + thousands(paper.scope_count) +
           "ページから乱数の種「" + paper.seed + "」で無作為に選んだページ。合わせて" +
           std::to_string(paper.pages.size()) + "ページ",
       "自動検査に使ったソフト：" + or_dash(paper.checker),
       "人が使った機器・ソフト：" + or_dash(paper.tools), "補足：" + or_dash(paper.remarks)}});
  if (!paper.lacks.empty()) {
    about.blocks.push_back(documents::Paragraph{"「準拠」と表記しない理由は、次のとおりです。"});
    about.blocks.push_back(documents::Bullets{paper.lacks});
  }
  d.chapters.push_back(std::move(about));
  documents::Chapter results{"達成基準ごとの結果", {}, true};
  results.blocks.push_back(criteria_of(paper, true));
  results.blocks.push_back(criteria_of(paper, false));
  d.chapters.push_back(std::move(results));
  documents::Chapter tested{"試験したページ", {}, true};
  tested.blocks.push_back(pages_of_paper(paper));
  d.chapters.push_back(std::move(tested));
  d.chapters.push_back(issues_chapter(paper));
  return d;
}

Result<void> print_result(const Context& ctx, const outbox::Message& message) {
  const std::int64_t number = message.body.at("number").get<std::int64_t>();
  const bool printed = ctx.db.read([&](db::Reader& reader) {
    return store::find_paper_file(reader, number).has_value();
  });
  if (printed) return {};
  const PublicResult result = TRY(load_public_result(ctx, number));
  if (!result.sound) {
    return fail(Fault::damaged,
                "公表した試験結果が、公表したときと一致しません。システムの担当者に知らせてください",
                "hash of accessibility result differs");
  }
  const std::string pdf = TRY(documents::to_pdf(result_document(result.paper, result.sha256)));
  const files::Staged staged = TRY(files::stage_bytes(
      pdf, "ウェブアクセシビリティ試験結果_第" + std::to_string(number) + "号.pdf", kResultPdf));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (store::find_paper_file(tx, number)) return {};  // somebody else was faster
    const files::File file = TRY(files::take(ctx, tx, staged, kResultPdf));
    TRY(store::insert_paper_file(tx, {number, file.id.text, file.bytes, ctx.now}));
    web::forget_pages(tx, kOpenPagesTag);
    return {};
  });
}

}  // namespace musubi::accessibility
