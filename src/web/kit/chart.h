// chart.h - our own SVG charts: lines, bars, stacked bars. Labels stand at the data, patterns carry
// what colour carries, and title and description speak for the drawing. Colours come from CSS.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Series {
  enum class Kind { actual, plan, forecast };  // solid with points, dashed, dotted
  Needed label;
  std::vector<double> values;  // NaN where there is none
  Kind kind = Kind::actual;
};
struct Chart {
  Needed title;
  Needed description;                   // the finding with its numbers, for readers who do not see
  std::vector<std::string> categories;  // 4月 5月 ... or 製造業 建設業 ...
  std::vector<Series> series;
  std::string unit = {};
  std::string id = {};                  // distinct when two charts share a page and a title
};
Html line_chart(const Chart& chart);
Html bar_chart(const Chart& chart);      // horizontal; the first series; a plan series is a mark
Html stacked_chart(const Chart& chart);  // horizontal; at most six series, each with its pattern

}  // namespace musubi::web::kit
