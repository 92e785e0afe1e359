// report_words.h - a report's figures as sentences, tables of words and a chart: what the screen,
// the PDF, the XLSX and the CSV all print. Pure: figures in, words out.
#pragma once

#include <string>
#include <vector>

#include "core/documents/chart.h"
#include "features/members/report.h"
#include "features/members/store_reports.h"

namespace musubi::members {

struct WordTable {
  std::string caption;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
  std::size_t first_number = 1;  // columns from here on are figures
  bool has_total = false;        // the last row sums the others
  std::string note;
};

std::string report_number(const store::Report& report);  // 第2号, 第2号（第3版）
std::string report_title(const store::Report& report);   // 会員報告書 第2号（令和6年9月30日現在）
std::string_view report_state_label(std::string_view state);
// What the figures are counted from, chosen when they are shown: 前回 and 前回の報告, or 年度の初め
// when there was no report before this one.
std::string since_word(const ReportFigures& figures);
std::string compared_with(const ReportFigures& figures);
// 会員数は507団体です。前回 486団体＋入会24－退会3＝507団体 ...
std::vector<std::string> summary_sentences(const ReportFigures& figures);
WordTable summary_table(const ReportFigures& figures);
WordTable industry_by_size_table(const ReportFigures& figures);
WordTable area_by_size_table(const ReportFigures& figures);
WordTable industry_by_area_table(const ReportFigures& figures);
// Without rows when the report was frozen before this was counted: then it is left out.
WordTable industry_area_by_size_table(const ReportFigures& figures);
documents::Chart industry_chart(const ReportFigures& figures);

}  // namespace musubi::members
