// chart.cc - draws a Chart. Layout in user units of the viewBox; text sizes are legible when the
// chart is as wide as an A4 text column. Titles are not drawn: they stand above, as text.
#include "core/documents/chart.h"

#include <algorithm>
#include <cmath>

#include "base/result.h"
#include "core/documents/chart_parts.h"

namespace musubi::documents {
namespace {

constexpr double kText = 13;  // labels; 13 of 640 units is about 9.5 pt on A4
constexpr std::string_view kInk = "currentColor";

class Canvas {
 public:
  void text(double x, double y, std::string_view anchor, std::string_view words,
            std::string_view css = "mu-chart__text", std::string_view fill = kInk) {
    out_ += "<text class=\"" + std::string(css) + "\" x=\"" + coordinate(x) + "\" y=\"" +
            coordinate(y) + "\" text-anchor=\"" + std::string(anchor) + "\" font-size=\"" +
            coordinate(kText) + "\" fill=\"" + std::string(fill) + "\">" + escape(words) +
            "</text>";
  }
  // On top of lines and bars: a rim in the ground's colour keeps it legible.
  void label(double x, double y, std::string_view anchor, std::string_view words) {
    out_ += "<g class=\"mu-chart__halo\" stroke=\"#ffffff\" stroke-width=\"4\""
            " stroke-linejoin=\"round\" paint-order=\"stroke\">";
    text(x, y, anchor, words);
    out_ += "</g>";
  }
  // A planned value: a dark stroke with a light rim, to be seen on bars of any colour.
  void mark(double x1, double y1, double x2, double y2) {
    line(x1, y1, x2, y2, "mu-chart__plan-rim", "#ffffff", 6);
    line(x1, y1, x2, y2, "mu-chart__plan", "#1a1a1a", 3);
  }
  void line(double x1, double y1, double x2, double y2, std::string_view css,
            std::string_view stroke, double width) {
    out_ += "<line class=\"" + std::string(css) + "\" x1=\"" + coordinate(x1) + "\" y1=\"" +
            coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" + coordinate(y2) +
            "\" stroke=\"" + std::string(stroke) + "\" stroke-width=\"" + coordinate(width) +
            "\"/>";
  }
  void rect(double x, double y, double w, double h, const Chart& chart, std::size_t index) {
    out_ += "<rect class=\"mu-chart__fill-" + std::to_string(index % 6 + 1) + "\" x=\"" +
            coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(w) +
            "\" height=\"" + coordinate(std::max(h, 0.0)) + "\" fill=\"" + fill_of(chart, index) +
            "\" stroke=\"" + stroke_of(chart, index) + "\" stroke-width=\"1\"/>";
  }
  void raw(std::string_view markup) { out_ += markup; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

struct Area {
  double left, top, right, bottom;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

bool is_mark(const Chart& chart, std::size_t series) {
  return chart.series[series].role == SeriesRole::plan && chart.kind != ChartKind::line &&
         chart.kind != ChartKind::stacked_bar;
}

std::pair<double, double> extent(const Chart& chart) {
  double lowest = 0, highest = 0;
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    double sum = 0;
    for (const Series& series : chart.series) {
      const double value = series.values[c].value_or(0);
      sum += value;
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
    if (chart.kind == ChartKind::stacked_bar) highest = std::max(highest, sum);
  }
  return {lowest, highest};
}

std::string value_text(const Chart& chart, double value) {
  return figure_text(value, chart.decimals);
}

double y_of(const Area& area, const Scale& scale, double value) {
  return area.bottom - scale.share(value) * area.height();
}

// Values on the left with fine lines across, the unit above them, categories below.
void draw_axes(Canvas& canvas, const Chart& chart, const Area& area, const Scale& scale) {
  const int count = static_cast<int>(std::lround((scale.to - scale.from) / scale.step));
  const int decimals = scale.step < 1 ? std::max(chart.decimals, 1) : 0;
  for (int i = 0; i <= count; ++i) {
    const double value = scale.from + scale.step * i;
    const double y = y_of(area, scale, value);
    canvas.line(area.left, y, area.right, y, "mu-chart__grid", i == 0 ? "#767676" : "#d9d9d9",
                i == 0 ? 1.2 : 0.8);
    canvas.text(area.left - 8, y + kText * 0.36, "end", figure_text(value, decimals));
  }
  if (!chart.unit.empty()) {
    canvas.text(area.left - 8, area.top - 16, "middle", "（" + chart.unit + "）");
  }
  const double slot = area.width() / static_cast<double>(chart.categories.size());
  // When names are wider than their slots every second, third ... is written; the table has all.
  double widest = 1;
  for (const std::string& name : chart.categories) {
    widest = std::max(widest, text_width(name, kText));
  }
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil((widest + 6) / slot)));
  for (std::size_t c = 0; c < chart.categories.size(); c += every) {
    canvas.text(area.left + slot * (static_cast<double>(c) + 0.5), area.bottom + 20, "middle",
                chart.categories[c]);
  }
}

// Names with their patterns above the drawing, from the right edge of the unit on.
void draw_legend(Canvas& canvas, const Chart& chart, double x, double y) {
  if (chart.series.size() < 2) return;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    if (is_mark(chart, i)) {
      canvas.mark(x, y - 5, x + 22, y - 5);
    } else {
      canvas.rect(x, y - 12, 22, 13, chart, i);
    }
    canvas.text(x + 28, y, "start", chart.series[i].name);
    x += 28 + text_width(chart.series[i].name, kText) + 20;
  }
}

void draw_bars(Canvas& canvas, const Chart& chart, const Area& area, const Scale& scale) {
  std::size_t bars = 0;
  for (std::size_t s = 0; s < chart.series.size(); ++s) bars += is_mark(chart, s) ? 0 : 1;
  const auto count = static_cast<double>(std::max<std::size_t>(bars, 1));
  const double slot = area.width() / static_cast<double>(chart.categories.size());
  const double group = std::min(slot * 0.72, 44.0 * count);
  const double bar = group / count;
  const double zero = y_of(area, scale, 0);
  Canvas marks, labels;  // drawn over all bars
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    const double start = area.left + slot * (static_cast<double>(c) + 0.5) - group / 2;
    std::size_t place = 0;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const auto& value = chart.series[s].values[c];
      const double y = y_of(area, scale, value.value_or(0));
      if (is_mark(chart, s)) {
        if (value) marks.mark(start - 4, y, start + group + 4, y);
        continue;
      }
      const double x = start + bar * static_cast<double>(place++);
      if (!value) continue;
      canvas.rect(x + 1, std::min(y, zero), bar - 2, std::fabs(zero - y), chart, s);
      const std::string words = value_text(chart, *value);
      if (text_width(words, kText) < bar + 12) {
        labels.label(x + bar / 2, std::min(y, zero) - 6, "middle", words);
      }
    }
  }
  canvas.raw(marks.take() + labels.take());
}

void draw_stacks(Canvas& canvas, const Chart& chart, const Area& area, const Scale& scale) {
  const double slot = area.width() / static_cast<double>(chart.categories.size());
  const double bar = std::min(slot * 0.62, 64.0);
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    const double x = area.left + slot * (static_cast<double>(c) + 0.5) - bar / 2;
    double sum = 0;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const double value = std::max(0.0, chart.series[s].values[c].value_or(0));
      if (value == 0) continue;
      const double y = y_of(area, scale, sum + value), height = y_of(area, scale, sum) - y;
      canvas.rect(x, y, bar, height, chart, s);
      const std::string words = value_text(chart, value);
      const double width = text_width(words, kText) + 8;
      if (height >= kText + 7 && width <= bar) {  // a white plate: text on a pattern is unreadable
        canvas.raw("<rect class=\"mu-chart__plate\" x=\"" + coordinate(x + bar / 2 - width / 2) +
                   "\" y=\"" + coordinate(y + height / 2 - kText * 0.62) + "\" width=\"" +
                   coordinate(width) + "\" height=\"" + coordinate(kText * 1.24) +
                   "\" rx=\"2\" fill=\"#ffffff\"/>");
        canvas.text(x + bar / 2, y + height / 2 + kText * 0.36, "middle", words,
                    "mu-chart__on-plate", "#1a1a1a");
      }
      sum += value;
    }
    if (sum == 0) continue;
    canvas.text(x + bar / 2, y_of(area, scale, sum) - 6, "middle", value_text(chart, sum));
  }
}

std::string dash_of(SeriesRole role) {
  if (role == SeriesRole::plan) return " stroke-dasharray=\"9 5\"";
  if (role == SeriesRole::forecast) return " stroke-dasharray=\"2 5\" stroke-linecap=\"round\"";
  return "";
}

void draw_lines(Canvas& canvas, const Chart& chart, const Area& area, const Scale& scale) {
  const double slot = area.width() / static_cast<double>(chart.categories.size());
  struct Label {
    double x, y;
    std::string words;
  };
  std::vector<Label> labels, early;
  for (std::size_t s = 0; s < chart.series.size(); ++s) {
    const Series& series = chart.series[s];
    std::string path, dots;
    bool pen_down = false;
    Label last{0, 0, series.name};
    for (std::size_t c = 0; c < series.values.size(); ++c) {
      if (!series.values[c]) {
        pen_down = false;
        continue;
      }
      const double x = area.left + slot * (static_cast<double>(c) + 0.5);
      const double y = y_of(area, scale, *series.values[c]);
      path += (pen_down ? "L" : "M") + coordinate(x) + " " + coordinate(y);
      pen_down = true;
      const bool hollow = series.role == SeriesRole::forecast;
      if (series.role != SeriesRole::plan) {
        dots += "<circle cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) +
                "\" r=\"3.6\" stroke-width=\"2\" stroke=\"" + stroke_of(chart, s) + "\" fill=\"" +
                (hollow ? "#ffffff" : stroke_of(chart, s)) + "\"/>";
      }
      last.x = x;
      last.y = y;
      last.words = series.name + " " + value_text(chart, *series.values[c]);
    }
    if (path.empty()) continue;
    canvas.raw("<path class=\"mu-chart__line-" + std::to_string(s % 6 + 1) + "\" d=\"" + path +
               "\" fill=\"none\" stroke=\"" + stroke_of(chart, s) + "\" stroke-width=\"2.4\"" +
               dash_of(series.role) + "/>" + dots);
    if (last.x > area.right - slot * 0.6) {
      labels.push_back(last);
    } else {  // ends early: other lines may go on, so its name stands above its end
      early.push_back(last);
    }
  }
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) labels[i].y = std::max(labels[i].y, labels[i - 1].y + kText + 3);
    canvas.text(labels[i].x + 10, labels[i].y + kText * 0.36, "start", labels[i].words);
  }
  for (const Label& label : early) canvas.label(label.x, label.y - 12, "middle", label.words);
}

// Rows of names on the left, bars to the right, the value at the bar's end.
std::string horizontal(const Chart& chart, double& height) {
  Canvas canvas;
  const auto [lowest, highest] = extent(chart);
  const Scale scale = scale_for(lowest, highest, 5);
  double names = 40;
  for (const std::string& name : chart.categories) names = std::max(names, text_width(name, kText));
  names = std::min(names + 12, chart.width * 0.45);
  std::size_t bars = 0;
  for (std::size_t s = 0; s < chart.series.size(); ++s) bars += is_mark(chart, s) ? 0 : 1;
  const double thick = bars > 1 ? 15 : 20;
  const double slot = thick * static_cast<double>(std::max<std::size_t>(bars, 1)) + 12;
  const double top = chart.series.size() > 1 || !chart.unit.empty() ? 30 : 8;
  const double room = chart.width - names - 70;
  height = top + slot * static_cast<double>(chart.categories.size()) + 8;
  draw_legend(canvas, chart, names, 16);
  if (!chart.unit.empty()) canvas.text(chart.width - 4, 16, "end", "（" + chart.unit + "）");
  const double zero = names + scale.share(0) * room;
  Canvas marks, labels;  // drawn over all bars
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    const double y = top + slot * static_cast<double>(c) + 6;
    canvas.text(names - 8, y + (slot - 12) / 2 + kText * 0.36, "end", chart.categories[c]);
    std::size_t place = 0;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const auto& value = chart.series[s].values[c];
      if (!value && is_mark(chart, s)) continue;
      if (is_mark(chart, s)) {
        const double x = names + scale.share(*value) * room;
        marks.mark(x, y - 4, x, y + slot - 8);
        continue;
      }
      const double bar_y = y + thick * static_cast<double>(place++);
      if (!value) continue;
      const double x = names + scale.share(*value) * room;
      canvas.rect(std::min(zero, x), bar_y + 1, std::fabs(x - zero), thick - 2, chart, s);
      labels.label(std::max(zero, x) + 7, bar_y + thick / 2 + kText * 0.36, "start",
                   value_text(chart, *value));
    }
  }
  canvas.raw(marks.take() + labels.take());
  canvas.line(zero, top, zero, height - 6, "mu-chart__axis", "#767676", 1.2);
  return canvas.take();
}

std::string upright(const Chart& chart) {
  Canvas canvas;
  const auto [lowest, highest] = extent(chart);
  const Scale scale = scale_for(lowest, highest * 1.06, 5);
  double right = 12;
  if (chart.kind == ChartKind::line) {  // room for the names at the lines' ends
    const double slot_share = 0.5 / static_cast<double>(chart.categories.size());
    for (const Series& series : chart.series) {
      right = std::max(right, text_width(series.name + " 0,000", kText) + 14 -
                                  slot_share * chart.width * 0.7);
    }
  }
  const double left = text_width(figure_text(scale.to, scale.step < 1 ? 1 : 0), kText) + 26;
  const Area area{left, 46, chart.width - right, chart.height - 32.0};
  draw_axes(canvas, chart, area, scale);
  if (chart.kind == ChartKind::line) {
    draw_lines(canvas, chart, area, scale);
  } else {
    draw_legend(canvas, chart, area.left + text_width("（" + chart.unit + "）", kText), 16);
    if (chart.kind == ChartKind::bar) draw_bars(canvas, chart, area, scale);
    if (chart.kind == ChartKind::stacked_bar) draw_stacks(canvas, chart, area, scale);
  }
  return canvas.take();
}

// What a reader who does not see the drawing is told: the finding, then unit and time.
std::string description(const Chart& chart) {
  std::string out = chart.finding;
  if (!chart.unit.empty()) out += "単位は" + chart.unit + "。";
  if (!chart.as_of.empty()) out += chart.as_of + "。";
  return out + "数値は表にあります。";
}

}  // namespace

std::string svg(const Chart& chart) {
  CHECK(!chart.title.empty() && !chart.id.empty());
  CHECK(!chart.categories.empty() && !chart.series.empty());
  for (const Series& series : chart.series) CHECK(series.values.size() == chart.categories.size());
  double height = chart.height;
  const std::string drawing =
      chart.kind == ChartKind::horizontal_bar ? horizontal(chart, height) : upright(chart);
  return "<svg class=\"mu-chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
         " aria-labelledby=\"" + chart.id + "-title " + chart.id + "-desc\" viewBox=\"0 0 " +
         std::to_string(chart.width) + " " + coordinate(height) + "\" width=\"" +
         std::to_string(chart.width) + "\" height=\"" + coordinate(height) + "\"><title id=\"" +
         chart.id + "-title\">" + escape(chart.title) + "</title><desc id=\"" + chart.id +
         "-desc\">" + escape(description(chart)) + "</desc>" + pattern_definitions(chart) +
         drawing + "</svg>";
}

ChartTable chart_table(const Chart& chart, std::string category_head) {
  ChartTable table;
  table.caption = chart.title + "の数値" + (chart.unit.empty() ? "" : "（単位：" + chart.unit + "）");
  table.heads.push_back(std::move(category_head));
  for (const Series& series : chart.series) table.heads.push_back(series.name);
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    std::vector<std::string> row = {chart.categories[c]};
    for (const Series& series : chart.series) {
      row.push_back(series.values[c] ? figure_text(*series.values[c], chart.decimals) : "－");
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace musubi::documents
