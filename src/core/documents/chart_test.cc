// chart_test.cc - charts have words for those who do not see them, the same bytes every time, and
// true proportions.
#include "core/documents/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/result.h"
#include "core/documents/chart_parts.h"

namespace musubi::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Chart sample(ChartKind kind) {
  Chart chart;
  chart.kind = kind;
  chart.id = "c";
  chart.title = "相談 <件数>";
  chart.finding = "相談は増えています。";
  chart.unit = "件";
  chart.as_of = "令和6年10月末現在";
  chart.categories = {"4月", "5月", "6月"};
  chart.series = {{"実績", {10, 1234, std::nullopt}, SeriesRole::actual},
                  {"計画", {20, 400, 800}, SeriesRole::plan},
                  {"見込み", {std::nullopt, 1234, 1500}, SeriesRole::forecast}};
  return chart;
}

class EveryKind : public testing::TestWithParam<ChartKind> {};
TEST_P(EveryKind, HasWordsPatternsAndIsDeterministic) {
  const Chart chart = sample(GetParam());
  const std::string drawing = svg(chart);
  EXPECT_EQ(drawing, svg(chart));
  EXPECT_THAT(drawing, HasSubstr("role=\"img\" aria-labelledby=\"c-title c-desc\""));
  EXPECT_THAT(drawing, HasSubstr("<title id=\"c-title\">相談 &lt;件数&gt;</title>"));
  EXPECT_THAT(drawing, HasSubstr("相談は増えています。単位は件。令和6年10月末現在。"));
  EXPECT_THAT(drawing, HasSubstr("<pattern id=\"c-"));
  EXPECT_THAT(drawing, Not(HasSubstr("style=")));  // the pages' CSP allows none
  EXPECT_THAT(drawing, Not(HasSubstr("nan")));
  EXPECT_THAT(drawing, HasSubstr("1,234"));
}
INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(ChartKind::bar, ChartKind::stacked_bar,
                                         ChartKind::horizontal_bar, ChartKind::line));

TEST(Chart, RolesLookDifferentWithoutColour) {
  const std::string drawing = svg(sample(ChartKind::line));
  EXPECT_THAT(drawing, HasSubstr("stroke-dasharray=\"9 5\""));
  EXPECT_THAT(drawing, HasSubstr("stroke-dasharray=\"2 5\""));
  EXPECT_THAT(svg(sample(ChartKind::bar)), HasSubstr("mu-chart__plan"));
}

TEST(Chart, BarsAreAsLongAsTheirValues) {
  Chart chart = sample(ChartKind::horizontal_bar);
  chart.series = {{"数", {10, 20, 0}, SeriesRole::plain}};
  const std::string drawing = svg(chart);
  std::vector<double> widths;
  const std::string key = "mu-chart__fill-1\"";
  for (auto at = drawing.find(key); at != std::string::npos; at = drawing.find(key, at + 1)) {
    widths.push_back(std::stod(drawing.substr(drawing.find("width=\"", at) + 7)));
  }
  ASSERT_EQ(widths.size(), 3U);
  EXPECT_NEAR(widths[1], widths[0] * 2, 0.2);
  EXPECT_EQ(widths[2], 0);
}

TEST(Chart, EmptyAndNegativeValuesAreDrawn) {
  Chart chart = sample(ChartKind::bar);
  chart.series = {{"増減", {-5, 0, 3}, SeriesRole::plain}};
  EXPECT_THAT(svg(chart), HasSubstr(">-5<"));
  chart.series = {{"なし", {std::nullopt, std::nullopt, std::nullopt}, SeriesRole::plain}};
  for (ChartKind kind : {ChartKind::bar, ChartKind::stacked_bar, ChartKind::line,
                         ChartKind::horizontal_bar}) {
    chart.kind = kind;
    EXPECT_THAT(svg(chart), HasSubstr("</svg>"));
  }
  chart.series[0].values.pop_back();
  EXPECT_THROW(svg(chart), BrokenPromise);
}

TEST(Chart, TheTableHasTheSameNumbers) {
  const ChartTable table = chart_table(sample(ChartKind::bar), "月");
  EXPECT_EQ(table.caption, "相談 <件数>の数値（単位：件）");
  EXPECT_THAT(table.heads, ElementsAre("月", "実績", "計画", "見込み"));
  EXPECT_THAT(table.rows[1], ElementsAre("5月", "1,234", "400", "1,234"));
  EXPECT_THAT(table.rows[2], ElementsAre("6月", "－", "800", "1,500"));
}

TEST(Chart, ScalesHaveRoundSteps) {
  EXPECT_EQ(scale_for(0, 488, 5).to, 500);
  EXPECT_EQ(scale_for(0, 488, 5).step, 100);
  EXPECT_EQ(scale_for(0, 0, 5).from, 0);
  EXPECT_LT(scale_for(-5, 3, 5).from, -4.9);
  EXPECT_EQ(figure_text(1234567.5, 1), "1,234,567.5");
  EXPECT_EQ(figure_text(-0.0, 0), "0");
}

}  // namespace
}  // namespace musubi::documents
