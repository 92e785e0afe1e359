// report_files.cc - a frozen report as PDF, XLSX and CSV. All are printed from the same figures and
// rows as the screen: they agree to the digit because there is only one model.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "core/documents/documents.h"
#include "core/sheets/sheets.h"
#include "features/members/codes.h"
#include "features/members/permissions.h"
#include "features/members/report_words.h"
#include "features/members/service_reports.h"

namespace musubi::members {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> list_heads() {
  return {"会員番号", "団体名", "法人番号", "区分",   "業種",     "市町村", "規模",
          "状態",     "入会日", "退会日",   "PF利用", "前回から", "変更の内容"};
}

std::vector<std::string> list_cells(const ReportRow& r) {
  return {r.member_no,
          r.name,
          r.corporate_number,
          std::string(category_label(r.category)),
          std::string(industry_label(r.industry)),
          municipality_label(r.municipality_code),
          std::string(size_class_label(r.size_class)),
          std::string(state_label(state_from_name(r.state).value_or(State::active))),
          r.joined_on,
          r.left_on,
          r.uses_platform ? "○" : "",
          change_label(r.change),
          r.change_note};
}

Rows rows_of(db::Reader& reader, const std::string& id) {
  Rows rows;
  store::stream_report_rows(reader, id, [&](const ReportRow& row) {
    rows.push_back(list_cells(row));
    return true;
  });
  return rows;
}

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

documents::Table rows_table(const std::string& caption, const Rows& rows, bool with_change) {
  documents::Table table;
  table.caption = caption;
  table.columns = {{"会員番号", false, 10}, {"団体名", false, 28}, {"区分", false, 9},
                   {"業種", false, 19},     {"市町村", false, 11}};
  if (with_change) {
    table.columns.push_back({"内容", false, 23});
  } else {
    table.columns.push_back({"入会日", false, 12});
    table.columns.push_back({"状態", false, 11});
  }
  for (const auto& r : rows) {
    std::vector<std::string> cells{r[0], r[1], r[3], r[4], r[5]};
    if (with_change) {
      const std::string& day = r[11] == "退会" ? r[9] : r[11] == "入会" ? r[8] : r[12];
      cells.push_back(r[11] + (day.empty() ? "" : "　" + day));
    } else {
      auto day = parse_iso_date(r[8]);
      cells.push_back(day ? wareki_short(*day) : "不明");
      cells.push_back(r[7]);
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

documents::Document document_of(const ReportPage& page, const Rows& rows) {
  const ReportFigures& f = page.figures;
  documents::Document d;
  d.title = "会員報告書";
  d.subtitle = "くまもとＤＸ推進コンソーシアム　" + wareki(f.as_of) + "現在";
  d.number = report_number(page.report);
  d.date = wareki(date_in_japan(page.report.submitted_at.value_or(page.report.frozen_at)));
  d.to = "熊本県知事　様";
  d.from = "くまもとＤＸ推進コンソーシアム事務局";
  d.footer = "会員報告書　" + report_number(page.report);
  d.facts = {{"基準日", wareki_with_weekday(f.as_of)},
             {"版", "第" + std::to_string(page.report.version) + "版"},
             {"照合用の値（SHA-256）", page.report.sha256}};
  documents::Chapter summary{"会員の状況", {}, true};
  for (const auto& sentence : summary_sentences(f)) {
    summary.blocks.push_back(documents::Paragraph{sentence});
  }
  summary.blocks.push_back(document_table(summary_table(f)));
  if (!page.report.secretariat_comment.empty()) {
    summary.blocks.push_back(documents::Heading{2, "事務局の所見"});
    summary.blocks.push_back(documents::Paragraph{page.report.secretariat_comment});
  }
  documents::Chapter breakdown{"業種・地域・規模の内訳", {}, true};
  breakdown.blocks.push_back(documents::Figure{industry_chart(f), "業種", false});
  breakdown.blocks.push_back(document_table(industry_by_size_table(f)));
  breakdown.blocks.push_back(document_table(area_by_size_table(f)));
  breakdown.blocks.push_back(document_table(industry_by_area_table(f)));
  Rows changed;
  Rows members;
  for (const auto& row : rows) {
    if (!row[11].empty()) changed.push_back(row);
    if (row[11] != "退会") members.push_back(row);
  }
  documents::Chapter changes{"前回の報告からの変更", {}, true};
  if (changed.empty()) {
    changes.blocks.push_back(documents::Paragraph{"前回の報告から変わった会員はありません。"});
  } else {
    changes.blocks.push_back(rows_table("前回の報告からの入会・退会・変更", changed, true));
  }
  documents::Chapter list{"会員名簿", {}, true};
  list.blocks.push_back(rows_table("会員名簿　" + thousands(f.members) + "団体", members, false));
  d.chapters = {std::move(summary), std::move(breakdown), std::move(changes), std::move(list)};
  return d;
}

void add_table(sheets::XlsxWriter& writer, const std::string& name, const WordTable& words) {
  sheets::XlsxSheet sheet{.name = name, .titles = {words.caption}, .columns = {}, .notes = {}};
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    const bool number = i >= words.first_number;
    sheet.columns.push_back(
        {words.heads[i], number ? sheets::ColumnKind::number : sheets::ColumnKind::text, 0});
  }
  if (!words.note.empty()) sheet.notes.push_back(words.note);
  writer.begin_sheet(sheet);
  for (auto row : words.rows) {
    for (std::size_t i = words.first_number; i < row.size(); ++i) {
      row[i] = replace_all(row[i], ",", "");
    }
    writer.add_row(row);
  }
}

Result<std::string> xlsx_of(const ReportPage& page, const Rows& rows) {
  char path[] = "/tmp/musubi-report-XXXXXX";
  const int descriptor = mkstemp(path);
  if (descriptor < 0) {
    return fail(Fault::unavailable, "ファイルを作れませんでした。少し待ってからもう一度お試しください",
                "mkstemp failed");
  }
  close(descriptor);
  const ReportFigures& f = page.figures;
  sheets::XlsxWriter writer(path);
  add_table(writer, "会員の状況", summary_table(f));
  add_table(writer, "業種×規模", industry_by_size_table(f));
  add_table(writer, "地域×規模", area_by_size_table(f));
  add_table(writer, "業種×地域", industry_by_area_table(f));
  sheets::XlsxSheet list{.name = "会員名簿", .titles = {report_title(page.report)}, .columns = {},
                         .notes = {}};
  for (const auto& head : list_heads()) {
    const bool day = head == "入会日" || head == "退会日";
    list.columns.push_back({head, day ? sheets::ColumnKind::date : sheets::ColumnKind::text, 0});
  }
  writer.begin_sheet(list);
  for (const auto& row : rows) writer.add_row(row);
  auto closed = writer.close();
  std::ostringstream body;
  body << std::ifstream(path, std::ios::binary).rdbuf();
  std::remove(path);
  if (!closed) return fail(closed.error());
  return body.str();
}

// Figures first, then the list: one file that says all.
Result<std::string> csv_of(const ReportPage& page, const Rows& rows, bool cp932) {
  Rows out{{report_title(page.report)}, {}};
  for (const auto& words : {summary_table(page.figures), industry_by_size_table(page.figures),
                            area_by_size_table(page.figures),
                            industry_by_area_table(page.figures)}) {
    out.push_back({words.caption});
    out.push_back(words.heads);
    for (auto row : words.rows) {
      for (std::size_t i = words.first_number; i < row.size(); ++i) {
        row[i] = replace_all(row[i], ",", "");
      }
      out.push_back(std::move(row));
    }
    out.emplace_back();
  }
  out.push_back({"会員名簿"});
  out.push_back(list_heads());
  out.insert(out.end(), rows.begin(), rows.end());
  sheets::CsvOptions options{cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom, cp932};
  return sheets::write_csv(out, options);
}

}  // namespace

Result<ReportFile> report_file(const Context& ctx, const std::string& id,
                               const std::string& format) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  const Rows rows = ctx.db.read([&](db::Reader& reader) { return rows_of(reader, id); });
  ReportFile file;
  const std::string stem =
      "会員報告書_" + report_number(page.report) + "_" + wareki(page.figures.as_of);
  if (format == "pdf") {
    file.body = TRY(documents::to_pdf(document_of(page, rows)));
    file.media_type = "application/pdf";
    file.filename = stem + ".pdf";
  } else if (format == "xlsx") {
    file.body = TRY(xlsx_of(page, rows));
    file.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file.filename = stem + ".xlsx";
  } else if (format == "csv" || format == "csv_cp932") {
    const bool cp932 = format == "csv_cp932";
    file.body = TRY(csv_of(page, rows, cp932));
    file.media_type = cp932 ? "text/csv; charset=Shift_JIS" : "text/csv; charset=utf-8";
    file.filename = stem + (cp932 ? "_SJIS.csv" : ".csv");
  } else {
    return fail(Fault::not_found, "この形式のファイルはありません。画面から選び直してください");
  }
  return file;
}

}  // namespace musubi::members
