// report_document.cc - the monthly log report as an official paper, a workbook and a CSV, all from
// word_parts(): they agree to the digit because there is only one model. See report_document.h.
#include "features/analytics/report_document.h"

#include "base/text.h"
#include "core/settings/consortium.h"
#include "core/sheets/sheets.h"

namespace musubi::analytics {
namespace {

constexpr double kNameWidth = 44;  // a page's address

documents::Table paper_table(const WordTable& words) {
  documents::Table table;
  table.caption = words.caption;
  table.note = words.note;
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    table.columns.push_back({words.heads[i], i >= words.first_number, 0});
  }
  table.rows = words.rows;
  return table;
}

// Figures without their commas, for programs that add.
std::vector<std::string> bare_cells(const WordTable& words, std::vector<std::string> row) {
  for (std::size_t i = words.first_number; i < row.size(); ++i) {
    row[i] = replace_all(row[i], ",", "");
  }
  return row;
}

std::string stem_of(const store::Report& report) {
  return "月次ログ報告書_" + report_number(report) + "_" + report.month;
}

void add_sheet(sheets::XlsxWriter& writer, const WordTable& words, int number) {
  sheets::XlsxSheet sheet;
  // Thirty-one characters at most, each name once.
  sheet.name = std::to_string(number) + "_" + cut_characters(words.caption, 24);
  sheet.titles = {words.caption};
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    const bool figure = i >= words.first_number;
    sheet.columns.push_back({words.heads[i],
                             figure ? sheets::ColumnKind::number : sheets::ColumnKind::text,
                             i == 0 ? kNameWidth : 0});
  }
  if (!words.note.empty()) sheet.notes.push_back(words.note);
  writer.begin_sheet(sheet);
  for (const auto& row : words.rows) writer.add_row(bare_cells(words, row));
}

Result<std::string> workbook_of(const SiteFigures& figures) {
  return sheets::xlsx_bytes([&](sheets::XlsxWriter& writer) {
    int number = 0;
    for (const WordPart& part : word_parts(figures)) {
      for (const WordTable& table : part.tables) add_sheet(writer, table, ++number);
    }
  });
}

void write_site_csv(PrintedFile& file, const std::string& title, const SiteFigures& figures,
                    bool cp932) {
  const sheets::CsvOptions options{cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom,
                                   cp932};
  sheets::CsvWriter writer(options, [&file](std::string_view bytes) { file.body += bytes; });
  writer.add_row({title});
  for (const WordPart& part : word_parts(figures)) {
    for (const WordTable& table : part.tables) {
      writer.add_row({});
      writer.add_row({table.caption});
      writer.add_row(table.heads);
      for (const auto& row : table.rows) writer.add_row(bare_cells(table, row));
    }
  }
  file.replaced = writer.unencodable_count();
}

}  // namespace

documents::Document report_document(const store::Report& report, const SiteFigures& figures) {
  const settings::Consortium& house = settings::consortium();
  const bool draft = !report.submitted_at;
  documents::Document d;
  d.title = "月次ログ報告書";
  d.subtitle = house.name + "　公開サイト　" + period_words(figures) + "分";
  d.number = report_number(report) + (draft ? "（案）" : "");
  d.date = wareki(date_in_japan(report.submitted_at.value_or(report.frozen_at)));
  d.to = house.addressee + "　様";
  d.from = house.secretariat;
  d.draft = draft;
  d.footer = "月次ログ報告書　" + d.number;
  d.facts = {{"対象の期間", wareki(figures.now.from) + "から" + wareki(figures.now.until) + "まで"},
             {"版", "第" + std::to_string(report.version) + "版"}};
  if (draft) d.facts.emplace_back("状態", "提出前の案");
  d.facts.emplace_back("照合用の値（SHA-256）", report.sha256);
  documents::Chapter points{"要点", {}, true};
  for (const auto& sentence : summary_sentences(figures)) {
    points.blocks.push_back(documents::Paragraph{sentence});
  }
  if (!report.secretariat_comment.empty()) {
    points.blocks.push_back(documents::Heading{2, "事務局の所見"});
    points.blocks.push_back(documents::Paragraph{report.secretariat_comment});
  }
  if (!figures.now.days.empty()) {
    points.blocks.push_back(documents::Figure{days_chart(figures), "日", false});
  }
  d.chapters.push_back(std::move(points));
  for (const WordPart& part : word_parts(figures)) {
    documents::Chapter chapter{part.title, {}, true};
    for (const WordTable& table : part.tables) chapter.blocks.push_back(paper_table(table));
    d.chapters.push_back(std::move(chapter));
  }
  documents::Chapter method{"計測の方法", {}, true};
  method.blocks.push_back(documents::Bullets{method_sentences()});
  d.chapters.push_back(std::move(method));
  return d;
}

Result<PrintedFile> print_report(const store::Report& report, const SiteFigures& figures,
                                 std::string_view format) {
  PrintedFile file;
  if (format == "pdf") {
    file.body = TRY(documents::to_pdf(report_document(report, figures)));
    file.filename = stem_of(report) + ".pdf";
  } else if (format == "xlsx") {
    file.body = TRY(workbook_of(figures));
    file.filename = stem_of(report) + ".xlsx";
  } else {
    const bool cp932 = format == "csv_cp932";
    write_site_csv(file, report_title(report), figures, cp932);
    file.filename = stem_of(report) + (cp932 ? "_SJIS.csv" : ".csv");
  }
  return file;
}

std::string counting_csv(const SiteFigures& figures) {
  PrintedFile file;
  write_site_csv(file, "閲覧の計測（" + period_words(figures) + "）", figures, false);
  return file.body;
}

}  // namespace musubi::analytics
