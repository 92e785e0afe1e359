// report_digits_test.cc - one report on the screen, in the tagged PDF, in the XLSX and in the CSV:
// every table is read back from each of them, as rows of label and number, and must be the same.
// The PDF is read by its structure tree, so that a table that is not tagged fails too.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "base/time.h"
#include "core/sheets/sheets.h"
#include "features/members/codes.h"
#include "features/members/report_document.h"
#include "features/members/report_words.h"
#include "features/members/service.h"
#include "features/members/service_reports.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;
namespace fs = std::filesystem;
using Grid = std::vector<std::vector<std::string>>;

// What a medium may do to a cell: thousands separators, spaces. Never a digit or a label.
std::string bare(std::string text) {
  for (const char* gone : {" ", "　", ",", "\n", "\r", "\t"}) text = replace_all(text, gone, "");
  return text;
}

std::vector<std::string> bare_row(const std::vector<std::string>& cells) {
  std::vector<std::string> out;
  for (const auto& cell : cells) out.push_back(bare(cell));
  while (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

Grid expected(const WordTable& words) {
  Grid out{bare_row(words.heads)};
  for (const auto& row : words.rows) out.push_back(bare_row(row));
  return out;
}

// ---- CSV and XLSX ----
Grid cells_of(const std::string& bytes, const std::string& sheet) {
  Grid out;
  sheets::ReadOptions options;
  options.sheet = sheet;
  auto read = sheets::each_row_of_bytes(
      bytes, options, [&](std::int64_t, const sheets::Cells& cells) -> Result<bool> {
        std::vector<std::string> row;
        for (const auto& cell : cells) row.push_back(cell.text);
        out.push_back(bare_row(row));
        return true;
      });
  EXPECT_TRUE(read.has_value()) << sheet << (read ? "" : read.error().says);
  return out;
}

// The rows behind the one that holds the caption alone, as many as were asked for.
Grid behind(const Grid& cells, const std::string& caption, std::size_t rows) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty() || cells[i][0] != bare(caption)) continue;
    const auto from = cells.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto until = from + static_cast<std::ptrdiff_t>(std::min(rows, cells.size() - i - 1));
    return {from, until};
  }
  ADD_FAILURE() << "no table " << caption;
  return {};
}

// ---- the screen ----
std::string without_tags(const std::string& html) {
  std::string out;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    if (!inside) out += c;
    if (c == '>') inside = false;
  }
  return out;
}

std::vector<std::string> parts(const std::string& html, const std::string& tag) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = html.find("<" + tag, at)) != std::string::npos;) {
    const char next = html[at + tag.size() + 1];
    const std::size_t end = html.find("</" + tag + ">", at);
    if ((next == ' ' || next == '>') && end != std::string::npos) {
      out.push_back(html.substr(at, end - at));
    }
    at += tag.size() + 1;
  }
  return out;
}

Grid on_screen(const std::string& page, const std::string& caption) {
  for (const auto& table : parts(page, "table")) {
    const auto captions = parts(table, "caption");
    if (captions.empty() || bare(without_tags(captions[0])) != bare(caption)) continue;
    Grid out;
    for (const auto& row : parts(table, "tr")) {
      // th and td alternate within a row: in order of their place.
      std::string marked = replace_all(replace_all(row, "<th", "\x01<th"), "<td", "\x01<td");
      std::vector<std::string> cells;
      for (std::size_t at = marked.find('\x01'); at != std::string::npos;) {
        const std::size_t next = marked.find('\x01', at + 1);
        cells.push_back(without_tags(marked.substr(at + 1, next - at - 1)));
        at = next;
      }
      out.push_back(bare_row(cells));
    }
    return out;
  }
  ADD_FAILURE() << "the screen lacks " << caption;
  return {};
}

// ---- the PDF ----
std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  char block[4096];
  while (std::size_t got = std::fread(block, 1, sizeof(block), pipe)) out.append(block, got);
  pclose(pipe);
  return out;
}

struct PdfTable {
  std::string caption;
  Grid rows;
};

// `pdfinfo -struct-text`: one element a line, its text below it in quotes.
std::vector<PdfTable> tables_of(const std::string& tree) {
  std::vector<PdfTable> out;
  std::istringstream lines(tree);
  std::string line;
  bool in_caption = false;
  while (std::getline(lines, line)) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    const std::string text = line.substr(indent);
    const std::string element = text.substr(0, text.find_first_of(" :"));
    if (element == "Table") out.push_back({});
    if (out.empty()) continue;
    if (element == "Caption") in_caption = true;
    if (element == "TR") {
      in_caption = false;
      out.back().rows.emplace_back();
    }
    if ((element == "TH" || element == "TD") && !out.back().rows.empty()) {
      out.back().rows.back().emplace_back();
    }
    if (element == "P" || element == "H2" || element == "H3") out.push_back({});  // table is over
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') continue;
    const std::string words = bare(text.substr(1, text.size() - 2));
    if (in_caption) {
      out.back().caption += words;
    } else if (!out.back().rows.empty() && !out.back().rows.back().empty()) {
      out.back().rows.back().back() += words;
    }
  }
  return out;
}

Grid in_pdf(const std::vector<PdfTable>& tables, const std::string& caption) {
  for (const auto& table : tables) {
    if (!table.caption.ends_with(bare(caption))) continue;
    Grid out;
    for (const auto& row : table.rows) out.push_back(bare_row(row));
    return out;
  }
  ADD_FAILURE() << "the structure of the PDF lacks the table " << caption;
  return {};
}

class ReportDigits : public testing::Test {
 protected:
  ReportDigits() {
    std::string pattern = (fs::temp_directory_path() / "musubi-digits-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    fill();
  }
  ~ReportDigits() override { fs::remove_all(folder_); }

  // Numbers that differ from place to place, so that a swapped column or row is seen. The first of
  // a group of four or more leaves; those behind the first rest, then others are stopped.
  void fill() {
    struct Group {
      int number;
      const char *industry, *municipality, *employees, *joined;
      int on_platform, paused, suspended;
    };
    const Context ctx = s_.context_of(cast::secretariat);
    for (const Group& group : {Group{5, "E", "431001", "48", "2022-06-01", 3, 2, 1},
                               Group{3, "I", "432024", "4", "2023-04-10", 2, 1, 0},
                               Group{2, "G", "431001", "120", "2024-05-20", 0, 0, 0},
                               Group{4, "E", "432024", "3000", "2024-06-03", 1, 0, 1},
                               Group{1, "H", "000000", "12", "2024-04-05", 1, 0, 0}}) {
      for (int i = 0; i < group.number; ++i) {
        NewOrganisation input;
        input.typed = {{"name", std::string(group.industry) + group.joined + "商会" +
                                    std::to_string(i)},
                       {"industry", group.industry},
                       {"municipality_code", group.municipality},
                       {"employees", group.employees},
                       {"uses_platform", i < group.on_platform ? "1" : "0"}};
        input.joined_on = group.joined;
        auto id = create_organisation(ctx, input);
        ASSERT_TRUE(id.has_value());
        StateChange change{*id, "", "2024-08-15", "本人の申し出"};
        if (i == 0 && group.number >= 4) {
          change.kind = "withdrawn";
        } else if (i > 0 && i <= group.paused) {
          change.kind = "paused";
          paused_.push_back(*id);
        } else if (i > group.paused && i <= group.paused + group.suspended) {
          change.kind = "suspended";
        }
        if (change.kind.empty()) continue;
        ASSERT_TRUE(change_state(ctx, change).has_value()) << change.kind;
      }
    }
  }

  std::string saved(const std::string& bytes) {
    const std::string path = folder_ + "/report.pdf";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  static std::vector<std::pair<std::string, WordTable>> tables(const ReportFigures& figures) {
    return {{"会員の状況", summary_table(figures)},
            {"業種×規模", industry_by_size_table(figures)},
            {"地域×規模", area_by_size_table(figures)},
            {"業種×地域", industry_by_area_table(figures)},
            {"業種×地域×規模", industry_area_by_size_table(figures)}};
  }

  // As if that many had been counted when it was frozen.
  void keep_figures(const ReportPage& page) {
    static constexpr db::Query kKeep{"test.keep_figures",
                                     "UPDATE member_reports SET figures = $1 WHERE id = $2"};
    const auto kept = s_.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kKeep, figures_json(page.figures).dump(), page.report.id));
      return {};
    });
    ASSERT_TRUE(kept.has_value());
  }

  test::Scenario s_;
  std::string folder_;
  std::vector<OrganisationId> paused_;
};

TEST_F(ReportDigits, ScreenPdfXlsxAndCsvSayTheSameInEveryTable) {
  const Context ctx = s_.context_of(cast::secretariat);
  auto id = freeze_report(ctx, {2024, 10, 10});
  ASSERT_TRUE(id.has_value()) << id.error().says;
  const ReportPage page = *load_visible_report(ctx, *id);
  ASSERT_EQ(page.figures.members, 13);
  const std::vector<ReportRow> rows = load_report_rows(ctx, *id, "", 0, 1000)->rows;
  const std::string screen =
      s_.as(cast::secretariat).get("/office/member-reports/" + *id).status(200).body();
  auto csv = print_report(page, rows, "csv");
  auto xlsx = print_report(page, rows, "xlsx");
  auto pdf = print_report(page, rows, "pdf");
  ASSERT_TRUE(csv && xlsx && pdf) << (pdf ? "" : pdf.error().detail);
  EXPECT_EQ(csv->filename, "会員報告書_第1号_令和6年10月10日.csv");
  const std::string path = saved(pdf->body);
  EXPECT_NE(output_of("pdfinfo " + path).find("Tagged:          yes"), std::string::npos);
  const auto in_tree = tables_of(output_of("pdfinfo -struct-text " + path));
  const Grid in_csv = cells_of(csv->body, "");
  for (const auto& [sheet, words] : tables(page.figures)) {
    const Grid grid = expected(words);
    ASSERT_GE(grid.size(), 4U) << words.caption;
    EXPECT_EQ(on_screen(screen, words.caption), grid) << "screen: " << words.caption;
    EXPECT_EQ(in_pdf(in_tree, words.caption), grid) << "PDF: " << words.caption;
    EXPECT_EQ(behind(in_csv, words.caption, grid.size()), grid) << "CSV: " << words.caption;
    EXPECT_EQ(behind(cells_of(xlsx->body, sheet), words.caption, grid.size()), grid)
        << "XLSX: " << words.caption;
  }
  const auto number_of = [&](const std::string& label) {
    for (const auto& row : expected(summary_table(page.figures))) {
      if (row[0] == label) return row[1];
    }
    return std::string("absent");
  };
  EXPECT_EQ(number_of("会員数"), "13");
  EXPECT_EQ(number_of("退会（年度の初めから）"), "1");  // the other one joined since as well
  EXPECT_EQ(number_of("うち休会"), "3");
  EXPECT_EQ(number_of("うち停止"), "2");
  EXPECT_EQ(number_of("情報プラットフォームの利用"), "5");  // two of the seven have left
  EXPECT_NE(screen.find("情報プラットフォームは5団体（38.5％）が利用しています。"),
            std::string::npos);
}

// Resting, stopped and on the platform are counted as of the day, not as of now.
TEST_F(ReportDigits, WhatCameAfterTheDayIsInTheNextDaysFiguresOnly) {
  const Context ctx = s_.context_of(cast::secretariat);
  ASSERT_EQ(paused_.size(), 3U);
  ASSERT_TRUE(change_state(ctx, {paused_[0], "resumed", "2024-10-20", ""}).has_value());
  const OrganisationId user = paused_[2];  // of the platform, as all three
  const auto version = load_visible_organisation(ctx, user)->organisation.version;
  const OrganisationEdit off{user, version, {{"uses_platform", "0"}}, "2024-10-20", ""};
  ASSERT_TRUE(update_organisation(ctx, off).has_value());
  const auto figures_of = [&](Date day) {
    return load_visible_report(ctx, *freeze_report(ctx, day))->figures;
  };
  const ReportFigures before = figures_of({2024, 10, 10});
  EXPECT_EQ(before.paused, 3);
  EXPECT_EQ(before.suspended, 2);
  EXPECT_EQ(before.on_platform, 5);
  const ReportFigures after = figures_of({2024, 10, 20});
  EXPECT_EQ(after.members, 13);  // who rests or is stopped is a member
  EXPECT_EQ(after.paused, 2);
  EXPECT_EQ(after.suspended, 2);
  EXPECT_EQ(after.on_platform, 4);
}

// ---- a member's row, as the files have it and as the paper does ----
std::vector<std::string> as_filed(const ReportRow& row) {
  return bare_row({row.member_no, row.name, row.corporate_number,
                   std::string(category_label(row.category)),
                   std::string(industry_label(row.industry)),
                   municipality_label(row.municipality_code),
                   std::string(size_class_label(row.size_class)),
                   std::string(state_label(*state_from_name(row.state))), row.joined_on,
                   row.left_on, row.uses_platform ? "○" : "", change_label(row.change),
                   row.change_note, correction_label(row.correction), row.correction_note});
}

std::vector<std::string> on_paper(const ReportRow& row, const std::vector<std::string>& last) {
  std::vector<std::string> cells{row.member_no, row.name, std::string(category_label(row.category)),
                                 std::string(industry_label(row.industry)),
                                 municipality_label(row.municipality_code)};
  cells.insert(cells.end(), last.begin(), last.end());
  return bare_row(cells);
}

std::string short_date(const std::string& day) { return wareki_short(*parse_iso_date(day)); }

std::string told_on_paper(const ReportRow& row) {
  std::string day;
  if (row.change == "joined") day = short_date(row.joined_on);
  if (row.change == "left") day = short_date(row.left_on);
  return change_label(row.change) + (row.change == "changed" ? row.change_note : day);
}

Grid headless(Grid grid) {
  if (!grid.empty()) grid.erase(grid.begin());
  return grid;
}

std::string cell_at(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? row[column] : "";
}

std::int64_t count_of(const Grid& grid, std::size_t column, const std::string& word) {
  return std::count_if(grid.begin(), grid.end(),
                       [&](const auto& row) { return cell_at(row, column) == word; });
}

TEST_F(ReportDigits, TheListOfMembersIsTheSameInEveryFile) {
  const Context ctx = s_.context_of(cast::secretariat);
  auto id = freeze_report(ctx, {2024, 10, 10});
  ASSERT_TRUE(id.has_value());
  const ReportPage page = *load_visible_report(ctx, *id);
  const std::vector<ReportRow> rows = load_report_rows(ctx, *id, "", 0, 1000)->rows;
  Grid filed, printed;
  for (const auto& row : rows) {
    if (!row.counted) continue;
    filed.push_back(as_filed(row));
    printed.push_back(on_paper(row, {short_date(row.joined_on),
                                     std::string(state_label(*state_from_name(row.state)))}));
  }
  ASSERT_EQ(filed.size(), 13U);
  auto csv = print_report(page, rows, "csv");
  auto xlsx = print_report(page, rows, "xlsx");
  auto pdf = print_report(page, rows, "pdf");
  ASSERT_TRUE(csv && xlsx && pdf);
  const Grid in_csv = behind(cells_of(csv->body, ""), "会員名簿", 14);
  EXPECT_EQ(headless(in_csv), filed);
  EXPECT_EQ(behind(cells_of(xlsx->body, "会員名簿"), report_title(page.report), 14), in_csv);
  const auto tree = tables_of(output_of("pdfinfo -struct-text " + saved(pdf->body)));
  EXPECT_EQ(headless(in_pdf(tree, "会員名簿　13団体")), printed);
  EXPECT_EQ(count_of(in_csv, 7, "休会"), page.figures.paused);
  EXPECT_EQ(count_of(in_csv, 7, "停止"), page.figures.suspended);
  EXPECT_EQ(count_of(in_csv, 10, "○"), page.figures.on_platform);
}

// Two left, three rest, two were stopped; one is new, one moved to another industry, and one that
// joined in June was recorded after the report of June.
TEST_F(ReportDigits, WhatDiffersFromASubmittedReportIsTheSameInEveryMedium) {
  const Context ctx = s_.context_of(cast::secretariat);
  const auto june = freeze_report(ctx, {2024, 6, 30});
  ASSERT_TRUE(june && submit_report(ctx, *june));
  for (const auto& [name, joined] : {std::pair{"あたらしい商会", "2024-09-01"},
                                     std::pair{"おくれた商会", "2024-06-10"}}) {
    NewOrganisation input;
    input.typed = {{"name", name}, {"industry", "I"}, {"municipality_code", "431001"}};
    input.joined_on = joined;
    ASSERT_TRUE(create_organisation(ctx, input).has_value()) << name;
  }
  const Registry computing = *list_registry(ctx, {.industry = "G"}, "");
  const Organisation& moving = computing.rows.at(0).organisation;
  const OrganisationEdit edit{moving.id, moving.version, {{"industry", "E"}}, "2024-09-01", ""};
  ASSERT_TRUE(update_organisation(ctx, edit).has_value());
  const std::string id = *freeze_report(ctx, {2024, 10, 10});
  const ReportPage page = *load_visible_report(ctx, id);
  const std::vector<ReportRow> rows = load_report_rows(ctx, id, "", 0, 1000)->rows;
  Grid filed, changed, corrected, seen;
  for (const auto& row : rows) {
    if (row.change.empty() && row.correction.empty()) continue;
    filed.push_back(as_filed(row));
    seen.push_back(bare_row({row.member_no, row.name, std::string(industry_label(row.industry)),
                             municipality_label(row.municipality_code)}));
    if (!row.change.empty()) changed.push_back(on_paper(row, {told_on_paper(row)}));
    if (row.correction.empty()) continue;
    corrected.push_back(on_paper(row, {correction_label(row.correction) + row.correction_note}));
  }
  ASSERT_EQ(filed.size(), 10U);
  ASSERT_EQ(corrected.size(), 1U);
  auto csv = print_report(page, rows, "csv");
  auto xlsx = print_report(page, rows, "xlsx");
  auto pdf = print_report(page, rows, "pdf");
  ASSERT_TRUE(csv && xlsx && pdf);
  const Grid in_csv = behind(cells_of(csv->body, ""), "前回の報告からの変更", 11);
  EXPECT_EQ(headless(in_csv), filed);
  EXPECT_EQ(behind(cells_of(xlsx->body, "前回からの変更"), report_title(page.report), 11), in_csv);
  EXPECT_EQ(count_of(in_csv, 11, "入会"), page.figures.joined);
  EXPECT_EQ(count_of(in_csv, 11, "退会"), page.figures.left);
  EXPECT_EQ(count_of(in_csv, 12, "状態：有効→休会"), 3);
  EXPECT_EQ(count_of(in_csv, 12, "状態：有効→停止"), 2);
  EXPECT_EQ(count_of(in_csv, 12, "業種：情報通信業→製造業"), 1);
  EXPECT_EQ(count_of(in_csv, 13, "訂正（増）"), page.figures.corrected_in);
  const auto tree = tables_of(output_of("pdfinfo -struct-text " + saved(pdf->body)));
  EXPECT_EQ(headless(in_pdf(tree, "入会・退会・変更")), changed);
  EXPECT_EQ(headless(in_pdf(tree, "前回の数の訂正")), corrected);
  Grid screen = headless(on_screen(
      s_.as(cast::secretariat).get("/office/member-reports/" + id).status(200).body(),
      "前回の報告からの入会・退会・変更・訂正"));
  for (auto& row : screen) row.resize(4);
  std::sort(screen.begin(), screen.end());  // there by what happened, in the files by the member
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(screen, seen);
}

TEST_F(ReportDigits, AThousandMembersAreANumberInXlsxAndCsv) {
  const Context ctx = s_.context_of(cast::secretariat);
  ReportPage page = *load_visible_report(ctx, *freeze_report(ctx, {2024, 10, 10}));
  for (auto* table : {&page.figures.industry_by_size, &page.figures.industry_by_area,
                      &page.figures.area_by_size, &page.figures.industry_area_by_size}) {
    for (auto& [place, number] : table->cells) number *= 1111;
  }
  page.figures.members *= 1111;
  auto csv = print_report(page, {}, "csv");
  ASSERT_TRUE(csv.has_value());
  EXPECT_NE(csv->body.find("会員数,14443\r\n"), std::string::npos);
  auto xlsx = print_report(page, {}, "xlsx");
  ASSERT_TRUE(xlsx.has_value());
  for (const auto& [sheet, words] : tables(page.figures)) {
    const Grid grid = expected(words);
    EXPECT_EQ(behind(cells_of(csv->body, ""), words.caption, grid.size()), grid);
    EXPECT_EQ(behind(cells_of(xlsx->body, sheet), words.caption, grid.size()), grid);
  }
}

// Paper for half a million members took the browser and the server's memory, and nobody was told.
TEST_F(ReportDigits, APaperListsTenThousandAndSaysWhereTheOthersAre) {
  const Context ctx = s_.context_of(cast::secretariat);
  const std::string id = *freeze_report(ctx, {2024, 10, 10});
  ReportPage page = *load_visible_report(ctx, id);
  ReportRow row;
  row.name = "株式会社あおば";
  row.change = "joined";
  row.correction = "in";
  std::vector<ReportRow> rows(static_cast<std::size_t>(kPaperRowsMost), row);
  const auto listed = [&](std::string_view chapter_title, std::string& told) {
    std::size_t most = 0;
    for (const auto& chapter : report_document(page, rows).chapters) {
      if (!chapter.title.ends_with(chapter_title)) continue;
      for (const auto& block : chapter.blocks) {
        if (const auto* table = std::get_if<documents::Table>(&block)) {
          most = std::max(most, table->rows.size());
        }
        if (const auto* words = std::get_if<documents::Paragraph>(&block)) told += words->text;
      }
    }
    return most;
  };
  for (const char* chapter : {"会員名簿", "からの変更"}) {
    std::string told;
    EXPECT_EQ(listed(chapter, told), 10'000U) << chapter;
    EXPECT_EQ(told, "") << chapter;
  }
  row.name = "最後の一団体";
  rows.push_back(row);
  for (const char* chapter : {"会員名簿", "からの変更"}) {
    std::string told;
    EXPECT_EQ(listed(chapter, told), 10'000U) << chapter;
    EXPECT_NE(told.find("先頭の10,000団体だけ"), std::string::npos) << chapter;
    EXPECT_NE(told.find("ExcelまたはCSV"), std::string::npos) << chapter;
  }
  const auto csv = print_report(page, rows, "csv");
  const auto xlsx = print_report(page, rows, "xlsx");
  ASSERT_TRUE(csv && xlsx);
  EXPECT_NE(csv->body.find("最後の一団体"), std::string::npos);
  const Grid sheet = cells_of(xlsx->body, "会員名簿");
  ASSERT_GT(sheet.size(), rows.size());
  EXPECT_EQ(sheet.back().at(1), "最後の一団体");
  // Who presses the button is told beside the files.
  const char* beside = "PDFの会員名簿は先頭の10,000団体まで";
  auto& office = s_.as(cast::secretariat);
  office.get("/office/member-reports/" + id).status(200).lacks(beside);
  page.figures.members = kPaperRowsMost + 1;
  keep_figures(page);
  office.get("/office/member-reports/" + id).status(200).contains(beside);
}

TEST_F(ReportDigits, TheThreeAtOnceSumToEveryTwo) {
  const Context ctx = s_.context_of(cast::secretariat);
  const ReportFigures f = load_visible_report(ctx, *freeze_report(ctx, {2024, 10, 10}))->figures;
  const CountTable& all = f.industry_area_by_size;
  EXPECT_EQ(all.at(industry_area_code("E", "県外"), "large"), 0);
  EXPECT_EQ(all.at(industry_area_code("H", "県外"), "medium") +
                all.at(industry_area_code("H", "県外"), "small"), 1);
  EXPECT_EQ(all.sum(), 13);
  CountTable by_industry, by_area, pairs;
  for (const auto& [place, number] : all.cells) {
    const auto [industry, area] = industry_and_area(place.first);
    by_industry.cells[{industry, place.second}] += number;
    by_area.cells[{area, place.second}] += number;
    pairs.cells[{industry, area}] += number;
  }
  EXPECT_EQ(by_industry.cells, f.industry_by_size.cells);
  EXPECT_EQ(by_area.cells, f.area_by_size.cells);
  EXPECT_EQ(pairs.cells, f.industry_by_area.cells);
}

TEST_F(ReportDigits, AReportFrozenBeforeTheThreeWereCountedStaysAsItWas) {
  const Context ctx = s_.context_of(cast::secretariat);
  ReportPage page = *load_visible_report(ctx, *freeze_report(ctx, {2024, 10, 10}));
  Json old = figures_json(page.figures);
  old.erase("industry_area_by_size");
  page.figures = figures_from(old);
  EXPECT_EQ(figures_json(page.figures), old);
  EXPECT_EQ(reconcile(page.figures), "");
  auto csv = print_report(page, {}, "csv");
  ASSERT_TRUE(csv.has_value());
  EXPECT_EQ(csv->body.find("業種別・地域別・規模別"), std::string::npos);
}

}  // namespace
}  // namespace musubi::members
