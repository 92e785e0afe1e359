// pages_test.cc - the pages of counting: who comes in, what is refused with which words, what the
// prefecture sees and when, and the open page of the method.
#include <gtest/gtest.h>

#include "features/analytics/analytics.h"
#include "support/scenario.h"

namespace musubi::analytics {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Scenario;

class CountingPages : public testing::Test {
 protected:
  CountingPages() {
    s_.app().pretended_today = Date{2024, 10, 28};
    Context ctx = s_.system_context("コマンド demo");
    ctx.pretended_today = s_.app().pretended_today;
    const auto told = load_demo(ctx);
    EXPECT_TRUE(told.has_value()) << (told ? "" : told.error().says);
  }
  Scenario s_;
};

TEST_F(CountingPages, TheOfficeAndTheOverseersSeeAndNobodyElse) {
  for (const auto& who : {cast::secretariat, cast::manager, cast::prefecture, cast::auditor}) {
    s_.as(who).get("/office/site-counting?period=2024-07").status(200).contains("令和6年7月")
        .contains("よく見られたページ").contains("前年の同じ月");
    s_.as(who).get("/office/site-counting?period=2024").status(200).contains("令和6年度");
    s_.as(who).get("/office/planned-stops").status(200).contains("サーバーの更新");
  }
  for (const auto& who : {cast::member_admin, cast::adviser, cast::respondent}) {
    s_.as(who).get("/office/site-counting").status(403);
    s_.as(who).get("/office/site-reports").status(403);
  }
  s_.anonymous().get("/office/site-counting").status(303);
  s_.as(cast::secretariat).get("/office/site-counting?period=yesterday").status(422);
  s_.as(cast::secretariat).get("/office/site-counting?period=2031-01").status(422);
}

TEST_F(CountingPages, ScreenAndCsvAgree) {
  const auto screen = s_.as(cast::secretariat).get("/office/site-counting?period=2024-07");
  const auto csv = s_.as(cast::secretariat).get("/office/site-counting/csv?period=2024-07")
                       .status(200);
  const std::string head = "閲覧数（ページビュー）,";
  const std::size_t at = csv.body().find(head);
  ASSERT_NE(at, std::string::npos);
  const std::string digits =
      csv.body().substr(at + head.size(), csv.body().find(',', at + head.size()) - at -
                                              head.size());
  ASSERT_GE(digits.size(), 4U) << digits;
  screen.contains(digits.substr(0, digits.size() - 3) + "," + digits.substr(digits.size() - 3));
}

TEST_F(CountingPages, TheLastMonthsReportWaitsForThePrefecture) {
  s_.as(cast::prefecture).get("/prefecture").contains("月次ログ報告書を受け取る");
  const auto list = s_.as(cast::prefecture).get("/office/site-reports").status(200);
  const std::string path = "/office/site-reports/";
  const std::size_t at = list.body().find(path + "0");
  ASSERT_NE(at, std::string::npos);
  const std::string report = list.body().substr(at, path.size() + 36);
  s_.as(cast::prefecture).get(report).status(200).contains("元の記録の数え直しと一致")
      .contains("受領する").lacks("県に提出する");
  s_.as(cast::prefecture).post(report + "/comments", {{"body", " "}}).status(422)
      .contains("href=\"#f-body\"");
  s_.as(cast::secretariat).post(report + "/receipt").status(403);
  s_.as(cast::prefecture).post(report + "/receipt").leads_to(report)
      .audited("analytics.report.received");
  s_.as(cast::prefecture).get("/prefecture").lacks("月次ログ報告書を受け取る");
}

TEST_F(CountingPages, AManagerMakesAMonthsReportAndTheOfficeWritesItsRemark) {
  const FormFields august{{"month", "2024-09"}};
  s_.as(cast::secretariat).post("/office/site-reports", august).status(403);
  s_.as(cast::manager).post("/office/site-reports", {{"month", "2024-10"}}).status(422)
      .contains("href=\"#f-month\"").contains("まだ終わっていません").not_audited();
  const auto made = s_.as(cast::manager).post("/office/site-reports", august)
                        .leads_to("/office/site-reports/").audited("analytics.report.frozen");
  std::string path = made.header("Location");
  path = path.substr(0, path.find('?'));
  s_.as(cast::secretariat).get(path).status(200).contains("提出は事務局管理者が行います");
  s_.as(cast::prefecture).get(path).status(404);
  const std::string long_text(9'000, 'a');
  s_.as(cast::secretariat).post(path + "/remark", {{"secretariat_comment", long_text}})
      .status(422).contains(long_text);
  s_.as(cast::secretariat)
      .post(path + "/remark", {{"secretariat_comment", "検索の語を見直します"}}).leads_to(path)
      .audited("analytics.report.remarked");
  s_.as(cast::secretariat).get(path).contains("検索の語を見直します");
  s_.as(cast::secretariat).post(path + "/submission").status(403);
  s_.as(cast::manager).post(path + "/submission").leads_to(path)
      .audited("analytics.report.submitted");
  s_.as(cast::manager).get(path + "/files/exe").status(404);
}

TEST_F(CountingPages, AWrongStopComesBackAsTypedAndARightOneIsDeclaredOnce) {
  FormFields stop{{"form_key", "k1"},   {"day_era", "reiwa"}, {"day_year", "6"},
                  {"day_month", "11"},  {"day_day", "12"},    {"from_clock", "ごぜん"},
                  {"until_clock", "15:00"}, {"reason", "電源の工事"}};
  s_.as(cast::manager).post("/office/planned-stops", stop).status(422)
      .contains("href=\"#f-from_clock\"").contains("value=\"ごぜん\"").contains("電源の工事");
  stop[5].second = "14:00";
  s_.as(cast::manager).post("/office/planned-stops", stop).leads_to("/office/planned-stops")
      .audited("analytics.stop.declared");
  s_.as(cast::manager).post("/office/planned-stops", stop).status(303).not_audited();
  s_.as(cast::secretariat).get("/office/planned-stops").contains("電源の工事")
      .lacks("登録する</button>");
}

TEST_F(CountingPages, AFileFromElsewhereIsBroughtIn) {
  const std::string path = "/office/site-counting/imports";
  s_.as(cast::secretariat).get(path).status(200);
  s_.as(cast::prefecture).get(path).status(403);
  s_.as(cast::secretariat).upload(path + "/queries", {{"month", "2024-08"}}, {}).status(422)
      .contains("href=\"#f-queries_file\"");
  s_.as(cast::secretariat)
      .upload(path + "/queries", {{"month", "2024-08"}},
              {{"queries_file", "q.csv", "クエリ,クリック数\n電子申請 熊本,7\n"}})
      .leads_to(path).audited("analytics.queries.imported");
  s_.as(cast::secretariat).get("/office/site-counting?period=2024-08").contains("電子申請 熊本");
  s_.as(cast::secretariat)
      .upload(path + "/probes", {}, {{"probes_file", "p.csv", "日時,結果\n2024-08-01 00:00,??\n"}})
      .status(422).contains("2行目").contains("href=\"#f-probes_file\"");
}

TEST_F(CountingPages, AnybodyReadsHowIsCounted) {
  const auto method = s_.anonymous().get("/policies/counting");
  method.status(200).contains("クッキー").contains("bot").contains("uptimerobot");
  // The office's menu stands on it: forgotten when that is changed.
  EXPECT_EQ(method.response().cache_tags, (std::vector<std::string>{"site"}));
  s_.anonymous().get("/about").contains("/policies/counting");
  s_.anonymous().get("/counting/outbound?to=example.jp").status(204).not_audited();
}

}  // namespace
}  // namespace musubi::analytics
