// demo_test.cc - the demo keeps its promises: its figures are as documented, its audit tells 2024,
// the chain is sound, and something is left to do for whoever tries it. Loaded once for all tests
// here: it is the whole story of a year.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "base/ids.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "core/settings/calendar.h"
#include "features/members/demo.h"
#include "features/members/home_figures.h"
#include "features/members/members.h"
#include "features/members/service.h"
#include "features/members/service_reports.h"
#include "features/members/store_figures.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;

constexpr Date kToday{2024, 10, 28};

class Demo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    files::configure({folder_ + "/files", "", 1000});
    scenario_ = new Scenario();
    scenario_->app().pretended_today = kToday;
    Context ctx = scenario_->system_context("コマンド demo");
    ctx.pretended_today = kToday;
    const auto start = std::chrono::steady_clock::now();
    auto loaded = load_demo(ctx);
    took_ = std::chrono::steady_clock::now() - start;
    ASSERT_TRUE(loaded.has_value()) << loaded.error().says << loaded.error().detail;
    own_ = *loaded;
  }
  static void TearDownTestSuite() {
    delete scenario_;
    scenario_ = nullptr;
    std::filesystem::remove_all(folder_);
  }
  Scenario& s() { return *scenario_; }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql};
    return s().db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }

  static inline const std::string folder_ =
      (std::filesystem::temp_directory_path() / ("musubi-demo-test-" + random_token(6))).string();
  static inline Scenario* scenario_ = nullptr;
  static inline OrganisationId own_;
  static inline std::chrono::steady_clock::duration took_{};
};

TEST_F(Demo, HasTheMembersOfTheRosterAndTheYear) {
  const auto standing_now = s().db().read(
      [](db::Reader& r) { return standing(r, {2024, 4, 1}, kToday); });
  EXPECT_EQ(standing_now.members, 486 + 24 - 3);
  EXPECT_EQ(standing_now.joined, 24);
  EXPECT_EQ(standing_now.joined_first_time, 24);
  EXPECT_EQ(standing_now.left, 3);
  EXPECT_EQ(count("SELECT count(*) FROM organisations WHERE state = 'paused'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM organisations WHERE state IN "
                  "('active', 'paused', 'suspended')"), standing_now.members);
}

TEST_F(Demo, IsBehindItsPlanByALittle) {
  const auto f = s().db().read([](db::Reader& r) { return new_members(r, kToday); });
  EXPECT_EQ(f.now, 24);
  EXPECT_EQ(f.planned_now, 26);
  EXPECT_EQ(f.forecast, 41);
  EXPECT_EQ(finding_of(f), "このままの伸びでは3月末に41団体となり、目標に9団体足りません。");
}

TEST_F(Demo, LeavesSomethingToDo) {
  const auto defects = s().db().read([](db::Reader& r) { return store::count_defects(r); });
  EXPECT_GE(defects.open, 8);
  EXPECT_LE(defects.open, 40);
  EXPECT_GT(defects.all, 400);
  const auto open = s().db().read([](db::Reader& r) { return store::count_open_proposals(r); });
  EXPECT_GE(open, 2);
  EXPECT_LE(open, 3);
}

TEST_F(Demo, HasOneReportReceivedAndOneToReceive) {
  auto reports = list_visible_reports(s().context_of(cast::prefecture));
  ASSERT_TRUE(reports.has_value());
  ASSERT_EQ(reports->size(), 2U);
  for (const auto& report : *reports) {
    EXPECT_EQ(report.state, report.as_of == "2024-06-30" ? "received" : "submitted");
    EXPECT_TRUE(s().db().read([&](db::Reader& r) { return report_is_intact(r, report); }));
  }
  s().as(cast::prefecture).get("/prefecture").status(200).contains("会員報告書を受け取る")
      .contains("第2号（令和6年9月30日現在）");
}

TEST_F(Demo, AuditTellsTheYearInItsOrder) {
  const auto verdict = s().db().read([](db::Reader& r) { return audit::verify_chain(r); });
  EXPECT_TRUE(verdict.sound) << verdict.says;
  audit::Filter filter;
  filter.most = 2000;
  const auto entries = s().db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  Instant later{INT64_MAX};
  for (const auto& entry : entries) {
    EXPECT_LE(entry.at, later) << entry.sequence << ' ' << entry.action;
    later = entry.at;
    EXPECT_EQ(fiscal_year(date_in_japan(entry.at)), 2024) << entry.action;
  }
}

TEST_F(Demo, EveryHomeShowsIt) {
  s().as(cast::secretariat).get("/office").status(200).contains("<b>507<small>団体</small></b>")
      .contains("デモ：きょうを").contains("令和6年10月28日").contains("取込みの不備")
      .contains("名寄せの候補").contains("会員報告書の提出").lacks("はじめに");
  s().as(cast::prefecture).get("/prefecture").status(200).contains(
      "<b>24<small>団体</small></b>");
  // The tile's evidence counts what the tile counts: no re-joining, no correction, nobody twice.
  s().as(cast::secretariat).get("/office/members?state=all&need=first_time&joined=2024").status(200)
      .contains("会員一覧　24件");
  const auto page = s().db().read([](db::Reader& r) { return store::find_organisation(r, own_); });
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->name, demo_joins().front().name);
}

}  // namespace
}  // namespace musubi::members
