// chart.cc - the drawings. Sizes are fixed user units (720 wide); the page scales or scrolls them.
// No colour is written here: classes are coloured by CSS, so that dark, forced colours and print
// follow, and each series has its own dash or pattern.
#include "web/kit/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdint>
#include <cstdio>

#include "base/result.h"
#include "base/text.h"

namespace musubi::web::kit {

namespace {
constexpr double kWide = 720;

__attribute__((format(printf, 1, 2))) std::string print(const char* format, ...) {
  char text[512];
  va_list list;
  va_start(list, format);
  std::vsnprintf(text, sizeof text, format, list);
  va_end(list);
  return text;
}

std::string id_of(const Chart& chart) {
  std::size_t hash = 5381;
  for (char c : chart.id.empty() ? chart.title.text() : chart.id) {
    hash = hash * 33 + static_cast<unsigned char>(c);
  }
  return print("c%08zx", hash & 0xFFFFFFFFU);
}

std::string number(double value) {
  if (value == std::floor(value)) return thousands(static_cast<std::int64_t>(value));
  return print("%.1f", value);
}

// A round number at or above the greatest value: 1, 2 or 5 times a power of ten.
double step_for(double most) {
  double rough = std::max(most, 1.0) / 4;
  double power = std::pow(10, std::floor(std::log10(rough)));
  for (double m : {1.0, 2.0, 5.0, 10.0}) {
    if (m * power >= rough) return std::max(m * power, 1.0);
  }
  return 10 * power;
}

double greatest(const Chart& chart, bool stacked) {
  double most = 0;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    double sum = 0;
    for (const Series& s : chart.series) {
      if (i >= s.values.size() || std::isnan(s.values[i])) continue;
      sum = stacked ? sum + s.values[i] : std::max(sum, s.values[i]);
    }
    most = std::max(most, sum);
  }
  return most;
}

std::string label(double x, double y, const std::string& anchor, const std::string& classes,
                  const std::string& words) {
  return print("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y,
               anchor.c_str(), classes.c_str()) +
         escape_html(words) + "</text>";
}

Html svg(const Chart& chart, double height, const std::string& inside) {
  std::string id = id_of(chart);
  return Html::raw(print("<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
                         "aria-labelledby=\"%s-t %s-d\">",
                         kWide, height, id.c_str(), id.c_str()) +
                   "<title id=\"" + id + "-t\">" + escape_html(chart.title.text()) +
                   "</title><desc id=\"" + id + "-d\">" + escape_html(chart.description.text()) +
                   "</desc>" + inside + "</svg>");
}

const char* line_class(Series::Kind kind) {
  switch (kind) {
    case Series::Kind::plan: return "pl";
    case Series::Kind::forecast: return "fc";
    case Series::Kind::actual: break;
  }
  return "ac";
}

// Room for the longest name in front of the bars, full-width letters of 14 units each.
double room_for_names(const std::vector<std::string>& names) {
  constexpr double kLetter = 14.5, kLeast = 96, kMost = 336;
  double longest = 0;
  for (const auto& name : names) {
    longest = std::max(longest, kLetter * static_cast<double>(count_characters(name)));
  }
  return std::clamp(longest + 20, kLeast, kMost);
}

struct Frame {
  double left = 56, right = 116, top = 16, bottom = 34, height = 280, most = 1;
  std::size_t count = 1;
  double x(std::size_t i) const {
    double room = kWide - left - right;
    if (count < 2) return left + room / 2;
    return left + room * static_cast<double>(i) / static_cast<double>(count - 1);
  }
  double y(double value) const { return height - bottom - (height - top - bottom) * value / most; }
};

struct EndLabel {
  double x, y;
  std::string classes, words;
};

std::string line_of(const Series& s, const Frame& f, std::vector<EndLabel>& labels) {
  std::string path, points;
  double last_x = -1, last_y = 0, last = 0;
  for (std::size_t i = 0; i < s.values.size() && i < f.count; ++i) {
    if (std::isnan(s.values[i])) continue;
    path += print("%s%.1f %.1f", path.empty() ? "M" : "L", f.x(i), f.y(s.values[i]));
    if (s.kind == Series::Kind::actual) {
      points += print("<circle class=\"pt\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", f.x(i),
                      f.y(s.values[i]));
    }
    last_x = f.x(i);
    last_y = f.y(s.values[i]);
    last = s.values[i];
  }
  if (path.empty()) return "";
  labels.push_back({last_x + 10, last_y + 5, s.kind == Series::Kind::actual ? "b" : "t",
                    s.label.text() + " " + number(last)});
  return print("<path class=\"%s\" d=\"", line_class(s.kind)) + path + "\"/>" + points;
}

// The name stands at the line's end; names that would touch move apart and keep their order.
std::string end_labels(std::vector<EndLabel> labels) {
  std::sort(labels.begin(), labels.end(),
            [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  std::string out;
  double above = -100;
  for (EndLabel& l : labels) {
    l.y = std::max(l.y, above + 18);
    above = l.y;
    out += label(l.x, l.y, "start", l.classes, l.words);
  }
  return out;
}
}  // namespace

Html line_chart(const Chart& chart) {
  CHECK(!chart.series.empty() && !chart.categories.empty());
  Frame f;
  f.count = chart.categories.size();
  double step = step_for(greatest(chart, false));
  f.most = step * std::max(1.0, std::ceil(greatest(chart, false) / step));
  std::string out;
  for (double v = 0; v <= f.most + step / 2; v += step) {
    out += print("<line class=\"ax\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", f.left,
                 kWide - f.right, f.y(v), f.y(v));
    out += label(f.left - 10, f.y(v) + 5, "end", "t", number(v));
  }
  for (std::size_t i = 0; i < f.count; ++i) {
    out += label(f.x(i), f.height - 8, "middle", "t", chart.categories[i]);
  }
  std::vector<EndLabel> labels;
  for (const Series& s : chart.series) out += line_of(s, f, labels);
  return svg(chart, f.height, out + end_labels(std::move(labels)));
}

Html bar_chart(const Chart& chart) {
  CHECK(!chart.series.empty() && !chart.categories.empty());
  constexpr double kRight = 96, kRow = 38, kBar = 20;
  const double left = room_for_names(chart.categories);
  double most = std::max(greatest(chart, false), 1.0);
  double room = kWide - left - kRight;
  const Series& main = chart.series.front();
  std::string out;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    double y = 8 + kRow * static_cast<double>(i);
    double value = i < main.values.size() && !std::isnan(main.values[i]) ? main.values[i] : 0;
    out += label(left - 12, y + 16, "end", "t", chart.categories[i]);
    out += print("<rect class=\"s0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\"/>", left,
                 y, room * value / most, kBar);
    for (const Series& s : chart.series) {
      if (s.kind != Series::Kind::plan || i >= s.values.size() || std::isnan(s.values[i])) continue;
      double x = left + room * s.values[i] / most;
      out += print("<line class=\"mk\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x, x,
                   y - 5, y + kBar + 5);
    }
    out += label(kWide - 4, y + 16, "end", "b", number(value) + chart.unit);
  }
  return svg(chart, 16 + kRow * static_cast<double>(chart.categories.size()), out);
}

Html stacked_chart(const Chart& chart) {
  CHECK(!chart.categories.empty() && !chart.series.empty() && chart.series.size() <= 6);
  constexpr double kRight = 72, kRow = 40, kBar = 24, kKey = 32;
  const double left = room_for_names(chart.categories);
  double most = std::max(greatest(chart, true), 1.0);
  double room = kWide - left - kRight;
  std::string out;
  // The key: a swatch with the same pattern, then the word.
  double key_x = left;
  for (std::size_t s = 0; s < chart.series.size(); ++s) {
    out += print("<rect class=\"s%zu\" x=\"%.1f\" y=\"4\" width=\"18\" height=\"18\"/>", s, key_x);
    out += label(key_x + 24, 18, "start", "t", chart.series[s].label.text());
    key_x += 24 + 15.5 * static_cast<double>(count_characters(chart.series[s].label.text())) + 18;
  }
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    double y = kKey + 8 + kRow * static_cast<double>(i);
    out += label(left - 12, y + 17, "end", "t", chart.categories[i]);
    double x = left, sum = 0;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const auto& values = chart.series[s].values;
      double value = i < values.size() && !std::isnan(values[i]) ? values[i] : 0;
      double width = room * value / most;
      out += print("<rect class=\"s%zu\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\"/>", s,
                   x, y, width, kBar);
      x += width;
      sum += value;
    }
    out += label(x + 8, y + 17, "start", "b", number(sum) + chart.unit);
  }
  return svg(chart, kKey + 16 + kRow * static_cast<double>(chart.categories.size()), out);
}

}  // namespace musubi::web::kit
