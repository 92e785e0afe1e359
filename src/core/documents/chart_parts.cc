// chart_parts.cc - the small pieces of a chart: text, numbers, scale, patterns. Pure functions:
// the same input gives the same bytes, whatever the locale.
#include "core/documents/chart_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace musubi::documents {
namespace {

// Dark enough for 4.5:1 on white, told apart in grey by their patterns. Orange is left to
// forecasts (look.md section 5).
constexpr std::string_view kColours[] = {"#00118f", "#197a4b", "#5c10be", "#626264", "#006f83",
                                         "#8b4513"};
constexpr std::size_t kColourCount = std::size(kColours);
constexpr std::string_view kForecastColour = "#ac3e00";

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string coordinate(double value) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.1f", value);
  std::string out(text);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out == "-0" ? "0" : out;
}

std::string figure_text(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof(text), "%.*f", decimals, std::fabs(value));
  std::string whole(text), fraction;
  if (const std::size_t dot = whole.find('.'); dot != std::string::npos) {
    fraction = whole.substr(dot);
    whole.resize(dot);
  }
  for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3) {
    whole.insert(static_cast<std::size_t>(at), ",");
  }
  const bool zero = (whole + fraction).find_first_of("123456789") == std::string::npos;
  return (value < 0 && !zero ? "-" : "") + whole + fraction;
}

double text_width(std::string_view utf8, double size) {
  double width = 0;
  for (unsigned char c : utf8) {
    if (c < 0x80) width += 0.56;
    if (c >= 0xC0) width += 1;
  }
  return width * size;
}

Scale scale_for(double lowest, double highest, int steps) {
  const double from = std::min(0.0, lowest);
  const double span = std::max(highest - from, 1e-9);
  const double raw = span / steps;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (double candidate : {1.0, 2.0, 5.0}) {
    if (candidate * power >= raw * (1 - 1e-9)) {
      step = candidate * power;
      break;
    }
  }
  Scale scale;
  scale.step = step;
  scale.from = std::floor(from / step + 1e-9) * step;
  scale.to = std::ceil(highest / step - 1e-9) * step;
  if (scale.to <= scale.from) scale.to = scale.from + step;
  return scale;
}

std::string stroke_of(const Chart& chart, std::size_t index) {
  const bool forecast = chart.series[index].role == SeriesRole::forecast;
  return std::string(forecast ? kForecastColour : kColours[index % kColourCount]);
}

std::string fill_of(const Chart& chart, std::size_t index) {
  if (chart.series[index].role == SeriesRole::forecast) return "url(#" + chart.id + "-forecast)";
  if (index == 0) return stroke_of(chart, 0);
  return "url(#" + chart.id + "-fill" + std::to_string(index) + ")";
}

std::string pattern_definitions(const Chart& chart) {
  constexpr std::string_view kMarks[] = {
      R"(<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6")", R"(<path d="M0 2H8M0 6H8")",
      R"(<path d="M2 0V8M6 0V8")", R"(<path d="M0 0L8 8M0 8L8 0")",
      R"(<path d="M2 2h2v2h-2zM6 6h2v2h-2z")"};
  std::string out = "<defs>";
  const auto pattern = [&](const std::string& name, std::string_view mark, std::string_view colour,
                           const std::string& css) {
    out += "<pattern id=\"" + chart.id + "-" + name +
           "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
           "<rect width=\"8\" height=\"8\" fill=\"#ffffff\"/>" +
           std::string(mark) + " class=\"" + css + "\" fill=\"none\" stroke=\"" +
           std::string(colour) + "\" stroke-width=\"1.8\"/></pattern>";
  };
  for (std::size_t i = 1; i < chart.series.size(); ++i) {
    if (chart.series[i].role == SeriesRole::forecast) continue;
    pattern("fill" + std::to_string(i), kMarks[(i - 1) % std::size(kMarks)], stroke_of(chart, i),
            "mu-chart__stroke-" + std::to_string(i % kColourCount + 1));
  }
  for (const Series& series : chart.series) {
    if (series.role != SeriesRole::forecast) continue;
    pattern("forecast", kMarks[0], kForecastColour, "mu-chart__stroke-forecast");
    break;
  }
  return out + "</defs>";
}

}  // namespace musubi::documents
