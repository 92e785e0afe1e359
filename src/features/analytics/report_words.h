// report_words.h - figures of the site as sentences, tables of words and a chart: what the screen,
// the PDF, the XLSX and the CSV all print. Pure: figures in, words out.
#pragma once

#include <string>
#include <vector>

#include "core/documents/chart.h"
#include "features/analytics/site_figures.h"
#include "features/analytics/store_reports.h"

namespace musubi::analytics {

struct WordTable {
  std::string caption;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
  std::size_t first_number = 1;  // columns from here on are figures
  std::string note;
};
// Tables that belong together: a chapter of the paper, a panel of the screen, a part of the CSV.
struct WordPart {
  std::string title;
  std::vector<WordTable> tables;
};

std::string report_number(const store::Report& report);  // 第2号, 第2号（第3版）
std::string report_title(const store::Report& report);   // 月次ログ報告書 第2号（令和6年7月分）
std::string_view report_state_label(std::string_view state);

std::string period_words(const SiteFigures& figures);    // 令和6年7月, 令和6年度
std::vector<std::string> summary_sentences(const SiteFigures& figures);
WordTable totals_table(const SiteFigures& figures);
// In the order in which they are printed; tables without rows are left out.
std::vector<WordPart> word_parts(const SiteFigures& figures);
documents::Chart days_chart(const SiteFigures& figures);  // REQUIRES: there are days
std::vector<std::string> method_sentences();              // how was counted, in a few words

}  // namespace musubi::analytics
