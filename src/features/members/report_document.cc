// report_document.cc - the member report as an official paper: cover with number, day, addressee
// and sender, then the figures, the breakdown, what changed, and the list. Conventions C-8.
#include "features/members/report_document.h"

#include "base/text.h"
#include "core/settings/consortium.h"
#include "features/members/codes.h"
#include "features/members/report_words.h"

namespace musubi::members {
namespace {

documents::Table document_table(const WordTable& words) {
  documents::Table table;
  table.caption = words.caption;
  table.note = words.note;
  table.last_row_is_total = words.has_total;
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    table.columns.push_back({words.heads[i], i >= words.first_number, 0});
  }
  table.rows = words.rows;
  return table;
}

std::string short_day(const std::string& day) {
  auto parsed = parse_iso_date(day);
  return parsed ? wareki_short(*parsed) : "";
}

std::string what_changed(const ReportRow& row) {
  std::string out = change_label(row.change);
  if (row.change == "left") out += "　" + short_day(row.left_on);
  if (row.change == "joined") out += "　" + short_day(row.joined_on);
  if (row.change == "changed") out += "　" + row.change_note;
  return out;
}

std::vector<std::string> first_cells(const ReportRow& row) {
  return {row.member_no, row.name, std::string(category_label(row.category)),
          std::string(industry_label(row.industry)), municipality_label(row.municipality_code)};
}

documents::Table table_of(std::string caption, std::vector<documents::Column> last) {
  documents::Table table;
  table.caption = std::move(caption);
  table.columns = {{"会員番号", false, 10}, {"団体名", false, 28}, {"区分", false, 9},
                   {"業種", false, 19},     {"市町村", false, 11}};
  for (auto& column : last) table.columns.push_back(std::move(column));
  return table;
}

// False when the paper holds no more of them.
bool add_within(documents::Table& table, std::vector<std::string> cells) {
  if (static_cast<std::int64_t>(table.rows.size()) >= kPaperRowsMost) return false;
  table.rows.push_back(std::move(cells));
  return true;
}

documents::Paragraph cut_short(std::string_view list) {
  const std::string most = thousands(kPaperRowsMost) + "団体";
  return {std::string(list) + "は" + most + "を超えるため、ここには先頭の" + most +
          "だけを印刷しています。すべての行は、同じ報告書のExcelまたはCSVのファイルでご覧ください。"};
}

documents::Chapter summary_chapter(const ReportPage& page) {
  documents::Chapter chapter{"会員の状況", {}, true};
  for (const auto& sentence : summary_sentences(page.figures)) {
    chapter.blocks.push_back(documents::Paragraph{sentence});
  }
  chapter.blocks.push_back(document_table(summary_table(page.figures)));
  if (!page.report.secretariat_comment.empty()) {
    chapter.blocks.push_back(documents::Heading{2, "事務局の所見"});
    chapter.blocks.push_back(documents::Paragraph{page.report.secretariat_comment});
  }
  return chapter;
}

documents::Chapter breakdown_chapter(const ReportFigures& figures) {
  documents::Chapter chapter{"業種・地域・規模の内訳", {}, true};
  chapter.blocks.push_back(documents::Figure{industry_chart(figures), "業種", false});
  chapter.blocks.push_back(document_table(industry_by_size_table(figures)));
  chapter.blocks.push_back(document_table(area_by_size_table(figures)));
  chapter.blocks.push_back(document_table(industry_by_area_table(figures)));
  return chapter;
}

documents::Chapter changes_chapter(const ReportFigures& figures,
                                   const std::vector<ReportRow>& rows) {
  documents::Chapter chapter{compared_with(figures) + "からの変更", {}, true};
  auto changed = table_of("入会・退会・変更", {{"内容", false, 23}});
  auto corrected = table_of("前回の数の訂正", {{"訂正の理由", false, 23}});
  bool whole = true;
  for (const auto& row : rows) {
    std::vector<std::string> cells = first_cells(row);
    if (!row.change.empty()) {
      cells.push_back(what_changed(row));
      whole = add_within(changed, cells) && whole;
      cells.pop_back();
    }
    if (!row.correction.empty()) {
      cells.push_back(correction_label(row.correction) + "　" + row.correction_note);
      whole = add_within(corrected, std::move(cells)) && whole;
    }
  }
  if (!whole) chapter.blocks.push_back(cut_short("変更または訂正のあった会員"));
  if (changed.rows.empty() && corrected.rows.empty()) {
    chapter.blocks.push_back(documents::Paragraph{compared_with(figures) + "から変わった会員はありません。"});
  }
  if (!changed.rows.empty()) chapter.blocks.push_back(std::move(changed));
  if (!corrected.rows.empty()) {
    corrected.note = "前回の報告のあとに、その基準日より前の日付で記録したものです。";
    chapter.blocks.push_back(std::move(corrected));
  }
  return chapter;
}

documents::Chapter list_chapter(const ReportFigures& figures, const std::vector<ReportRow>& rows) {
  auto list = table_of("会員名簿　" + thousands(figures.members) + "団体",
                       {{"入会日", false, 12}, {"状態", false, 11}});
  documents::Chapter chapter{"会員名簿", {}, true};
  for (const auto& row : rows) {
    if (!row.counted) continue;
    std::vector<std::string> cells = first_cells(row);
    cells.push_back(row.joined_on.empty() ? "不明" : short_day(row.joined_on));
    cells.emplace_back(state_label(state_from_name(row.state).value_or(State::active)));
    if (add_within(list, std::move(cells))) continue;
    chapter.blocks.push_back(cut_short("会員"));
    break;
  }
  chapter.blocks.push_back(std::move(list));
  return chapter;
}

}  // namespace

documents::Document report_document(const ReportPage& page, const std::vector<ReportRow>& rows) {
  const ReportFigures& f = page.figures;
  const settings::Consortium& house = settings::consortium();
  const bool draft = !page.report.submitted_at;
  documents::Document d;
  d.title = "会員報告書";
  d.subtitle = house.name + "　" + wareki(f.as_of) + "現在";
  d.number = report_number(page.report) + (draft ? "（案）" : "");
  d.date = wareki(date_in_japan(page.report.submitted_at.value_or(page.report.frozen_at)));
  d.to = house.addressee + "　様";
  d.from = house.secretariat;
  d.draft = draft;
  d.footer = "会員報告書　" + d.number;
  d.facts = {{"基準日", wareki_with_weekday(f.as_of)},
             {"版", "第" + std::to_string(page.report.version) + "版"}};
  if (draft) d.facts.emplace_back("状態", "提出前の案");
  d.facts.emplace_back("照合用の値（SHA-256）", page.report.sha256);
  d.chapters = {summary_chapter(page), breakdown_chapter(f), changes_chapter(f, rows),
                list_chapter(f, rows)};
  if (const WordTable all = industry_area_by_size_table(f); !all.rows.empty()) {
    d.chapters.push_back({"付表　業種・地域・規模の掛け合わせ", {document_table(all)}, true});
  }
  return d;
}

}  // namespace musubi::members
