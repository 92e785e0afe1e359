// chart.h - charts as our own SVG, the same on pages and in PDFs: role=img with title and
// description, pattern as well as colour, direct labels, and the numbers as a table model.
// Deterministic: the same chart gives the same bytes. No pie charts (look.md section 7).
// Colours are CSS variables with print fallbacks, so that the dark theme and forced colours work.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace musubi::documents {

enum class ChartKind { bar, stacked_bar, horizontal_bar, line };
enum class SeriesRole {
  plain,
  actual,    // 実績: solid line and dots, full bar
  plan,      // 計画: dashed line, a mark across the bar
  forecast,  // 見込み: dotted line, hatched bar
};
struct Series {
  std::string name;
  std::vector<std::optional<double>> values;  // one per category; nullopt = no value
  SeriesRole role = SeriesRole::plain;
};
struct Chart {
  ChartKind kind = ChartKind::bar;
  std::string id;       // unique on its page: a-z 0-9 -
  std::string title;    // 会員数の推移
  std::string finding;  // one sentence: what the reader should see
  std::string unit;     // 団体
  std::string as_of;    // 令和6年10月28日現在
  std::vector<std::string> categories;
  std::vector<Series> series;
  int decimals = 0;
  int width = 640, height = 320;  // horizontal_bar grows with its categories
};
// REQUIRES: a title, at least one category and series, values.size() == categories.size().
std::string svg(const Chart& chart);

// The same numbers as text, for the table that stands under every chart.
struct ChartTable {
  std::string caption;
  std::vector<std::string> heads;              // first head names the categories
  std::vector<std::vector<std::string>> rows;  // first cell is the row's head
};
ChartTable chart_table(const Chart& chart, std::string category_head);

}  // namespace musubi::documents
