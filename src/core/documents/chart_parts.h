// chart_parts.h - what the chart's files share: escaped markup, numbers, scales. Inside
// core/documents only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/documents/chart.h"

namespace musubi::documents {

std::string escape(std::string_view text);           // & < > " for text and attributes
std::string coordinate(double value);                // 12 or 12.5; never an exponent, never a comma
std::string figure_text(double value, int decimals); // 1,234.5
double text_width(std::string_view utf8, double size);  // estimate: full width 1, half 0.56

// Round steps from the lowest (0 unless negative) to above the highest value.
struct Scale {
  double from = 0, to = 1, step = 1;
  double share(double value) const { return (value - from) / (to - from); }
};
Scale scale_for(double lowest, double highest, int steps);

// Colour and pattern number `index` of a chart. The presentation attributes are what print and a
// bare page show; a page's CSS overrides them by class (they weigh less than any rule).
std::string fill_of(const Chart& chart, std::size_t index);
std::string stroke_of(const Chart& chart, std::size_t index);
std::string pattern_definitions(const Chart& chart);

}  // namespace musubi::documents
