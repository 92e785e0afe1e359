// report_files.cc - a frozen report as PDF, XLSX and CSV bytes. All are printed from the same
// figures and rows as the screen: they agree to the digit because there is only one model. Called
// when the files are made (service_report_files), never for a page.
#include <array>
#include <functional>

#include "base/text.h"
#include "core/documents/documents.h"
#include "core/sheets/sheets.h"
#include "features/members/codes.h"
#include "features/members/report_document.h"
#include "features/members/report_words.h"

namespace musubi::members {
namespace {

using AddRow = std::function<void(const std::vector<std::string>&)>;
constexpr double kFirstColumnWidth = 32;  // an industry's name, or 「情報プラットフォームの利用」

std::vector<std::string> list_heads(const ReportFigures& figures) {
  return {"会員番号", "団体名", "法人番号", "区分",   "業種",     "市町村", "規模",
          "状態",     "入会日", "退会日",   "PF利用", since_word(figures) + "から", "変更の内容",
          "訂正",     "訂正の理由"};
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
          r.change_note,
          correction_label(r.correction),
          r.correction_note};
}

// The members of the day, and what differs from the previous report: the list's two parts. Cells
// are made row by row: those of half a million members at once are hundreds of megabytes.
void each_member(const std::vector<ReportRow>& rows, const AddRow& add) {
  for (const auto& row : rows) {
    if (row.counted) add(list_cells(row));
  }
}

void each_changed(const std::vector<ReportRow>& rows, const AddRow& add) {
  for (const auto& row : rows) {
    if (!row.change.empty() || !row.correction.empty()) add(list_cells(row));
  }
}

void add_table(sheets::XlsxWriter& writer, const std::string& name, const WordTable& words) {
  sheets::XlsxSheet sheet{.name = name, .titles = {words.caption}, .columns = {}, .notes = {}};
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    const bool number = i >= words.first_number;
    sheet.columns.push_back(
        {words.heads[i], number ? sheets::ColumnKind::number : sheets::ColumnKind::text,
                             number ? 0 : kFirstColumnWidth});
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

void begin_list(sheets::XlsxWriter& writer, const std::string& name, const ReportPage& page) {
  sheets::XlsxSheet list{.name = name, .titles = {report_title(page.report)}, .columns = {},
                         .notes = {}};
  // In characters, as the column's usual content needs.
  constexpr std::array<double, 15> kWidths{10, 34, 16, 14, 28, 12, 24, 8,
                                           12, 12, 8,  10, 50, 12, 50};
  const std::vector<std::string> heads = list_heads(page.figures);
  CHECK(kWidths.size() == heads.size());
  std::size_t at = 0;
  for (const auto& head : heads) {
    const bool day = head == "入会日" || head == "退会日";
    list.columns.push_back(
        {head, day ? sheets::ColumnKind::date : sheets::ColumnKind::text, kWidths[at++]});
  }
  writer.begin_sheet(list);
}

Result<std::string> xlsx_of(const ReportPage& page, const std::vector<ReportRow>& rows) {
  const ReportFigures& f = page.figures;
  return sheets::xlsx_bytes([&](sheets::XlsxWriter& writer) {
    add_table(writer, "会員の状況", summary_table(f));
    add_table(writer, "業種×規模", industry_by_size_table(f));
    add_table(writer, "地域×規模", area_by_size_table(f));
    add_table(writer, "業種×地域", industry_by_area_table(f));
    if (const WordTable all = industry_area_by_size_table(f); !all.rows.empty()) {
      add_table(writer, "業種×地域×規模", all);
    }
    const AddRow add = [&writer](const std::vector<std::string>& row) { writer.add_row(row); };
    begin_list(writer, "会員名簿", page);
    each_member(rows, add);
    begin_list(writer, since_word(f) + "からの変更", page);
    each_changed(rows, add);
  });
}

// Figures first, then the list: one file that says all.
void each_csv_row(const ReportPage& page, const std::vector<ReportRow>& rows, const AddRow& add) {
  add({report_title(page.report)});
  add({});
  for (const auto& words : {summary_table(page.figures), industry_by_size_table(page.figures),
                            area_by_size_table(page.figures),
                            industry_by_area_table(page.figures),
                            industry_area_by_size_table(page.figures)}) {
    if (words.rows.empty()) continue;
    add({words.caption});
    add(words.heads);
    for (auto row : words.rows) {
      for (std::size_t i = words.first_number; i < row.size(); ++i) {
        row[i] = replace_all(row[i], ",", "");
      }
      add(row);
    }
    add({});
  }
  add({"会員名簿"});
  add(list_heads(page.figures));
  each_member(rows, add);
  add({});
  add({compared_with(page.figures) + "からの変更"});
  add(list_heads(page.figures));
  each_changed(rows, add);
}

// A report must be handed over in any case: CP932 takes 〓 and says where.
void write_csv(ReportFile& file, const ReportPage& page, const std::vector<ReportRow>& rows,
               bool cp932) {
  const sheets::CsvOptions options{cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom,
                                   cp932};
  sheets::CsvWriter writer(options, [&file](std::string_view bytes) { file.body += bytes; });
  each_csv_row(page, rows, [&writer](const std::vector<std::string>& row) { writer.add_row(row); });
  file.lost = lost_of(writer);
}

}  // namespace

Result<ReportFile> print_report(const ReportPage& page, const std::vector<ReportRow>& rows,
                                std::string_view format) {
  ReportFile file;
  const std::string stem =
      "会員報告書_" + report_number(page.report) + "_" + wareki(page.figures.as_of);
  if (format == "pdf") {
    file.body = TRY(documents::to_pdf(report_document(page, rows)));
    file.filename = stem + ".pdf";
  } else if (format == "xlsx") {
    file.body = TRY(xlsx_of(page, rows));
    file.filename = stem + ".xlsx";
  } else {
    const bool cp932 = format == "csv_cp932";
    write_csv(file, page, rows, cp932);
    file.filename = stem + (cp932 ? "_SJIS.csv" : ".csv");
  }
  return file;
}

}  // namespace musubi::members
