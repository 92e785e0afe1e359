// report_files.cc - a frozen report as PDF, XLSX and CSV bytes. All are printed from the same
// figures and rows as the screen: they agree to the digit because there is only one model. Called
// when the files are made (service_report_files), never for a page.
#include <array>

#include "base/text.h"
#include "core/documents/documents.h"
#include "core/sheets/sheets.h"
#include "features/members/codes.h"
#include "features/members/report_document.h"
#include "features/members/report_words.h"

namespace musubi::members {
namespace {

using Rows = std::vector<std::vector<std::string>>;
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

// The members of the day, and what differs from the previous report: the list's two parts.
Rows member_cells(const std::vector<ReportRow>& rows) {
  Rows out;
  for (const auto& row : rows) {
    if (row.counted) out.push_back(list_cells(row));
  }
  return out;
}

Rows changed_cells(const std::vector<ReportRow>& rows) {
  Rows out;
  for (const auto& row : rows) {
    if (!row.change.empty() || !row.correction.empty()) out.push_back(list_cells(row));
  }
  return out;
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

void add_list(sheets::XlsxWriter& writer, const std::string& name, const ReportPage& page,
              const Rows& rows) {
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
  for (const auto& row : rows) writer.add_row(row);
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
    add_list(writer, "会員名簿", page, member_cells(rows));
    add_list(writer, since_word(f) + "からの変更", page, changed_cells(rows));
  });
}

// Figures first, then the list: one file that says all.
Rows csv_rows(const ReportPage& page, const std::vector<ReportRow>& rows) {
  Rows out{{report_title(page.report)}, {}};
  for (const auto& words : {summary_table(page.figures), industry_by_size_table(page.figures),
                            area_by_size_table(page.figures),
                            industry_by_area_table(page.figures),
                            industry_area_by_size_table(page.figures)}) {
    if (words.rows.empty()) continue;
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
  const auto add_part = [&](const std::string& caption, const Rows& part) {
    out.push_back({caption});
    out.push_back(list_heads(page.figures));
    out.insert(out.end(), part.begin(), part.end());
  };
  add_part("会員名簿", member_cells(rows));
  out.emplace_back();
  add_part(compared_with(page.figures) + "からの変更", changed_cells(rows));
  return out;
}

// A report must be handed over in any case: CP932 takes 〓 and says where.
void write_csv(ReportFile& file, const Rows& rows, bool cp932) {
  const sheets::CsvOptions options{cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom,
                                   cp932};
  sheets::CsvWriter writer(options, [&file](std::string_view bytes) { file.body += bytes; });
  for (const auto& row : rows) writer.add_row(row);
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
    write_csv(file, csv_rows(page, rows), cp932);
    file.filename = stem + (cp932 ? "_SJIS.csv" : ".csv");
  }
  return file;
}

}  // namespace musubi::members
