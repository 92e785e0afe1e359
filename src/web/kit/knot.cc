// knot.cc - draws the awaji knot. One centre line is laid through a few points; where it crosses
// itself the passes alternate over and under, as in the tied cord. The line is defined once and
// stroked several times (broad ink, narrower ground, narrower ink...), which makes parallel cords;
// the upper passes are the same line again, dashed so that only the crossings are drawn.
#include "web/kit/knot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace musubi::web::kit {

namespace {
struct Point {
  double x, y;
};

// Right half mirrors the left; the cord enters at the lower left and leaves at the lower right.
const std::vector<Point> kBody = {
    {-134, 106}, {-76, 44},   {0, -2},      {56, -28},   {136, -52}, {226, -42},  {292, 24},
    {288, 122},  {206, 182},  {96, 172},    {0, 116},    {-76, 44},  {-124, -30}, {-140, -116},
    {-92, -192}, {0, -218},   {92, -192},   {140, -116}, {124, -30}, {76, 44},    {0, 116},
    {-96, 172},  {-206, 182}, {-288, 122},  {-292, 24},  {-226, -42}, {-136, -52}, {-56, -28},
    {0, -2},     {76, 44},    {134, 106}};

struct Line {
  std::string path;           // SVG path data
  std::vector<Point> points;  // close samples of the same line
  std::vector<double> at;     // arc length at each sample
};

Point through(const Point& a, const Point& b, double t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

// A Catmull-Rom line: every point is passed, the direction at each follows its neighbours.
Line lay(const std::vector<Point>& points) {
  Line line;
  char text[96];
  std::snprintf(text, sizeof text, "M%.0f %.0f", points[0].x, points[0].y);
  line.path = text;
  line.points = {points[0]};
  line.at = {0};
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Point& p0 = points[i == 0 ? 0 : i - 1];
    const Point& p1 = points[i];
    const Point& p2 = points[i + 1];
    const Point& p3 = points[std::min(i + 2, points.size() - 1)];
    Point c1{p1.x + (p2.x - p0.x) / 6, p1.y + (p2.y - p0.y) / 6};
    Point c2{p2.x - (p3.x - p1.x) / 6, p2.y - (p3.y - p1.y) / 6};
    std::snprintf(text, sizeof text, "C%.1f %.1f %.1f %.1f %.0f %.0f", c1.x, c1.y, c2.x, c2.y, p2.x,
                  p2.y);
    line.path += text;
    constexpr int kSamples = 16;
    for (int k = 1; k <= kSamples; ++k) {
      double t = static_cast<double>(k) / kSamples;
      Point a = through(through(p1, c1, t), through(c1, c2, t), t);
      Point b = through(through(c1, c2, t), through(c2, p2, t), t);
      Point at = through(a, b, t);
      const Point& before = line.points.back();
      line.at.push_back(line.at.back() + std::hypot(at.x - before.x, at.y - before.y));
      line.points.push_back(at);
    }
  }
  return line;
}

// Arc lengths of every pass through a crossing, in the order in which the cord meets them.
std::vector<double> passes(const Line& line) {
  std::vector<double> found;
  const auto& p = line.points;
  for (std::size_t i = 0; i + 1 < p.size(); ++i) {
    for (std::size_t j = i + 2; j + 1 < p.size(); ++j) {
      double rx = p[i + 1].x - p[i].x, ry = p[i + 1].y - p[i].y;
      double sx = p[j + 1].x - p[j].x, sy = p[j + 1].y - p[j].y;
      double cross = rx * sy - ry * sx;
      if (std::abs(cross) < 1e-9) continue;
      double dx = p[j].x - p[i].x, dy = p[j].y - p[i].y;
      double t = (dx * sy - dy * sx) / cross;
      double u = (dx * ry - dy * rx) / cross;
      if (t < 0 || t >= 1 || u < 0 || u >= 1) continue;
      found.push_back(line.at[i] + t * (line.at[i + 1] - line.at[i]));
      found.push_back(line.at[j] + u * (line.at[j + 1] - line.at[j]));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Dashes that leave only `half` on each side of every second pass.
std::string upper_dashes(const Line& line, double half) {
  std::string dashes = "0";
  char text[48];
  double from = 0;
  std::vector<double> at = passes(line);
  for (std::size_t i = 0; i < at.size(); i += 2) {
    // A cord may begin at a crossing; a negative gap would make the whole list invalid.
    double start = std::max(from, at[i] - half);
    double end = at[i] + half;
    std::snprintf(text, sizeof text, " %.1f %.1f", start - from, end - start);
    dashes += text;
    from = end;
  }
  std::snprintf(text, sizeof text, " %.0f", line.at.back());
  return dashes + text;
}

struct Stroke {
  const char* role;  // k-a ink, k-b ground, k-c accent
  double width;
};

std::string strokes(const std::string& id, const std::vector<Stroke>& list,
                    const std::string& dashes) {
  std::string out;
  char text[160];
  for (const Stroke& s : list) {
    std::snprintf(text, sizeof text, "<use class=\"%s\" href=\"#%s\" stroke-width=\"%g\"", s.role,
                  id.c_str(), s.width);
    out += text;
    if (!dashes.empty()) out += " stroke-dasharray=\"" + dashes + "\"";
    out += "/>";
  }
  return out;
}

std::string draw(const std::string& id, const std::string& classes, const std::string& view,
                 const Line& line, const std::vector<Stroke>& cord, double halo, double half,
                 double halo_half) {
  char length[32];
  std::snprintf(length, sizeof length, "%.1f", line.at.back());
  std::vector<Stroke> upper = {{"k-b", halo}};
  upper.insert(upper.end(), cord.begin(), cord.end());
  return "<svg class=\"" + classes + "\" viewBox=\"" + view +
         "\" aria-hidden=\"true\"><defs><path id=\"" + id + "\" pathLength=\"" + length +
         "\" d=\"" + line.path + "\"/></defs>" + strokes(id, cord, "") +
         strokes(id, {upper[0]}, upper_dashes(line, halo_half)) +
         strokes(id, {upper.begin() + 1, upper.end()}, upper_dashes(line, half)) + "</svg>";
}
}  // namespace

Html knot_mark() {
  static const std::string markup = [] {
    std::vector<Point> points = kBody;
    points.insert(points.begin(), {-196, 264});
    points.push_back({196, 264});
    return draw("mu-mark", "mark", "-318 -240 636 520", lay(points), {{"k-a", 36}}, 62, 56, 30);
  }();
  return Html::raw(markup);
}

Html knot_large() {
  static const std::string markup = [] {
    std::vector<Point> points = {{-1900, 160}, {-1400, 150}, {-980, 182}, {-700, 168},
                                 {-480, 206},  {-320, 212},  {-200, 178}};
    std::vector<Point> tail;
    for (auto it = points.rbegin(); it != points.rend(); ++it) tail.push_back({-it->x, it->y});
    points.insert(points.end(), kBody.begin(), kBody.end());
    points.insert(points.end(), tail.begin(), tail.end());
    return draw("mu-knot", "hero__knot", "-312 -238 624 470", lay(points),
                {{"k-a", 26}, {"k-b", 22}, {"k-a", 15.4}, {"k-b", 11.4}, {"k-c", 4.2}}, 34, 40, 33);
  }();
  return Html::raw(markup);
}

}  // namespace musubi::web::kit
