// figure.h - a chart with everything it needs: title, one-sentence finding, unit and day, the SVG
// with title and description, and the same figures as a table.
#pragma once

#include <string>

#include "web/html.h"
#include "web/kit/needed.h"
#include "web/kit/table.h"

namespace musubi::web::kit {

struct Figure {
  Needed title;
  Needed finding;          // このままの伸びでは3月末に44団体となります。
  Needed unit_and_day;     // 単位：団体　10月28日現在
  Html chart;              // from chart.h
  DataTable data;
  std::string csv_path = {};
  int level = 3;
};
Html figure(const Figure& figure);

}  // namespace musubi::web::kit
