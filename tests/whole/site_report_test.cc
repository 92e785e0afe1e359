// site_report_test.cc - 月次ログ報告書 against what really happened: random days of readers, staff,
// robots and wrong addresses through the whole application; the frozen report must say what the
// readers did, what the raw events say when they are counted by other means than the product's, and
// the same as the screen and its CSV. And `musubi report site`. On the database that DB= names.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "features/analytics/counter.h"
#include "features/analytics/service_reports.h"
#include "support/commands.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi {
namespace {

namespace cast = test::cast;
using Numbers = std::map<std::string, std::int64_t>;

constexpr const char* kAgents[] = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"};
constexpr const char* kRobot = "Mozilla/5.0 (compatible; Googlebot/2.1)";
constexpr const char* kOpenPages[] = {"/", "/about", "/join", "/news", "/policies/privacy"};
constexpr Date kContractEnd{2025, 3, 31};
constexpr int kReaders = 14;

constexpr db::Query kRawEvents{"test.raw_events",
                               "SELECT day, hour, kind, page, visit, visitor, position, referrer"
                               " FROM analytics_events WHERE day LIKE '2024-10-%'"};

// What this test did, and so what a report of October must say.
struct Done {
  std::int64_t views = 0, missing = 0, outbound = 0, robots = 0, staff = 0;
  Numbers pages;
};

class SiteMonth : public testing::TestWithParam<unsigned> {
 protected:
  SiteMonth() { s_.app().limits->set_rules({}); }

  // Until the month is over; the clock goes on by up to half an hour between two requests.
  Done live_through_october(unsigned seed) {
    std::mt19937 dice(seed);
    analytics::Counter counter(s_.app());
    std::vector<test::Visitor> readers;
    for (int i = 0; i < kReaders; ++i) {
      test::Visitor reader = s_.stranger();
      reader.from_address("192.0.2." + std::to_string(20 + i / 2));  // two behind one address
      reader.header("User-Agent", kAgents[i % 2]);
      if (i % 3 == 0) reader.header("Referer", "https://www.google.co.jp/search");
      readers.push_back(std::move(reader));
    }
    test::Visitor robot = s_.stranger();
    robot.header("User-Agent", kRobot);
    Done done;
    // Signed in a moment ago: later the session would be over, and a reader like any other.
    s_.as(cast::secretariat).header("User-Agent", kAgents[0]);
    for (; done.staff < 3; ++done.staff) s_.as(cast::secretariat).get("/about").status(200);
    const Instant over = start_of_day_in_japan({2024, 11, 1});
    while (s_.now().ms + 30 * 60'000 < over.ms) {
      act(dice, readers[dice() % kReaders], robot, done);
      s_.advance_seconds(static_cast<int>(dice() % 1'800));
      if (dice() % 7 == 0) {
        EXPECT_TRUE(counter.drain());
      }
    }
    EXPECT_TRUE(counter.drain());
    s_.advance_minutes(5 * 24 * 60);
    return done;
  }

  void act(std::mt19937& dice, test::Visitor& reader, test::Visitor& robot, Done& done) {
    const std::string page = kOpenPages[dice() % std::size(kOpenPages)];
    switch (dice() % 11) {
      case 0:
        reader.get("/no-such-page-" + std::to_string(dice() % 3)).status(404);
        ++done.missing;
        return;
      case 1:
        reader.get("/counting/outbound?to=www.example.jp").status(204);
        ++done.outbound;
        return;
      case 2:
        robot.get(page).status(200);
        ++done.robots;
        return;
      default: break;
    }
    reader.get(page).status(200);
    ++done.views;
    ++done.pages[page];
  }

  analytics::Figures frozen() {
    auto id = analytics::freeze_report(s_.context_of(cast::manager), "2024-10", kContractEnd);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    if (!id) return {};
    report_path_ = "/office/site-reports/" + *id;
    auto page = analytics::load_visible_report(s_.context_of(cast::manager), *id);
    EXPECT_TRUE(page.has_value() && page->figures.recounted);
    return page ? page->figures.now : analytics::Figures{};
  }

  test::Scenario s_;
  std::string report_path_;
};

Numbers listed(const analytics::Figures& figures, std::string_view measure) {
  Numbers out;
  for (const auto& line : figures.list(measure).lines) out[line.name] = line.number;
  return out;
}

// Of the raw rows, by hand: a visit is what has one number, its ends are its first and last page.
struct ByHand {
  std::int64_t views = 0;
  std::set<std::string> visits, visitors;
  Numbers landings, exits, referrers, hours, days;
};

ByHand counted_by_hand(db::Db& database) {
  ByHand out;
  std::map<std::string, std::pair<std::int64_t, std::string>> last;
  const auto rows = database.read([](db::Reader& reader) { return reader.all(kRawEvents); });
  for (const db::Row& row : rows) {
    if (row.text(2) != "page") continue;
    const std::string day = row.text(0), page = row.text(3);
    const std::int64_t position = row.integer(6);
    ++out.views;
    ++out.hours[std::to_string(row.integer(1))];
    ++out.days[day];
    if (row.integer(4) == 0) continue;
    const std::string visit = day + "/" + std::to_string(row.integer(4));
    out.visits.insert(visit);
    out.visitors.insert(day + "/" + std::to_string(row.integer(5)));
    if (position == 1) {
      ++out.landings[page];
      ++out.referrers[row.text(7)];
    }
    auto& end = last[visit];
    if (position > end.first) end = {position, page};
  }
  for (const auto& [visit, end] : last) ++out.exits[end.second];
  return out;
}

TEST_P(SiteMonth, SaysWhatHappenedAndWhatTheRawEventsSay) {
  const Done done = live_through_october(GetParam());
  const analytics::Figures f = frozen();
  ASSERT_GT(done.views, 100);
  EXPECT_EQ(f.total("views"), done.views);
  EXPECT_EQ(f.total("missing"), done.missing);
  EXPECT_EQ(f.total("outbound"), done.outbound);
  EXPECT_EQ(f.total("gap"), 0);
  EXPECT_EQ(listed(f, analytics::measure::kPage), done.pages);
  EXPECT_EQ(listed(f, analytics::measure::kLeftOut),
            (Numbers{{"bot", done.robots}, {"staff", done.staff}}));
  const ByHand raw = counted_by_hand(s_.db());
  EXPECT_EQ(f.total("views"), raw.views);
  EXPECT_EQ(f.total("visits"), static_cast<std::int64_t>(raw.visits.size()));
  EXPECT_EQ(f.total("visitors"), static_cast<std::int64_t>(raw.visitors.size()));
  EXPECT_EQ(listed(f, analytics::measure::kLanding), raw.landings);
  EXPECT_EQ(listed(f, analytics::measure::kExit), raw.exits);
  EXPECT_EQ(listed(f, analytics::measure::kReferrer), raw.referrers);
  EXPECT_EQ(listed(f, analytics::measure::kHour), raw.hours);
  Numbers days;
  for (const auto& day : f.days) {
    if (day.views > 0) days[day.day] = day.views;
  }
  EXPECT_EQ(days, raw.days);

  test::Visitor& office = s_.as(cast::manager);
  office.get(report_path_).status(200).contains(thousands(done.views))
      .contains("元の記録の数え直しと一致");
  office.get("/office/site-counting/csv?period=2024-10").status(200)
      .contains("閲覧数（ページビュー）," + std::to_string(done.views) + ",")
      .contains("訪問数," + std::to_string(raw.visits.size()) + ",");
}
INSTANTIATE_TEST_SUITE_P(Seeds, SiteMonth, testing::Values(11U, 12U, 13U));

// ---- musubi report site ----

class SiteReportCommand : public test::Commands {
 protected:
  test::Ran report(const std::string& month, const std::string& out) {
    return run({"report", "site", "--month", month, "--out", out, "--json", "--data", data()});
  }
  std::string out() const { return (folder_ / "report").string(); }
};

TEST_F(SiteReportCommand, WritesTheMonthOfTheDemoTwiceTheSame) {
  ASSERT_EQ(run({"demo", "--data", data()}).code, 0);
  const test::Ran first = report("2024-09", out());
  ASSERT_EQ(first.code, 0) << first.err;
  const Json written = Json::parse(first.out);
  EXPECT_TRUE(written["recounted"].get<bool>()) << "its raw events are there";
  EXPECT_FALSE(written["frozen_now"].get<bool>()) << "the demo has submitted it";
  EXPECT_EQ(written["number"], 6);
  ASSERT_EQ(written["files"].size(), 4U);  // PDF, XLSX, CSV and its Shift_JIS
  std::vector<std::string> bytes;
  for (const Json& path : written["files"]) {
    EXPECT_EQ(path.get<std::string>().rfind(out(), 0), 0U);
    bytes.push_back(test::contents(path.get<std::string>()));
  }
  EXPECT_EQ(bytes[0].substr(0, 5), "%PDF-");
  EXPECT_EQ(bytes[1].substr(0, 2), "PK");
  const auto number = [&](const char* name) {
    return std::to_string(written[name].get<std::int64_t>());
  };
  EXPECT_NE(bytes[2].find("閲覧数（ページビュー）," + number("views") + ","), std::string::npos);
  EXPECT_NE(bytes[2].find("\r\n訪問数," + number("visits") + ","), std::string::npos);
  const test::Ran second = report("2024-09", out());
  ASSERT_EQ(second.code, 0) << second.err;
  for (std::size_t i = 0; i < bytes.size(); ++i) {  // kept and handed out, not printed again
    EXPECT_EQ(test::contents(written["files"][i].get<std::string>()), bytes[i]) << i;
  }
  const test::Ran said =
      run({"report", "site", "--month", "2024-09", "--out", out(), "--data", data()});
  EXPECT_EQ(said.code, 0);
  EXPECT_NE(said.out.find("元の記録の数え直しと一致"), std::string::npos) << said.out;
}

TEST_F(SiteReportCommand, WhatCannotBeReportedIsRefusedWithItsCode) {
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  for (const char* month : {"2999-01", "2024-13", "2024", "先月"}) {
    const test::Ran refused = report(month, out());
    EXPECT_EQ(refused.code, 3) << month << refused.out;
    const Json error = Json::parse(refused.out).at("error");
    EXPECT_EQ(error["fault"], "invalid") << month;
    EXPECT_EQ(error["fields"][0]["field"], "month") << month;
    EXPECT_NE(refused.err.find("月"), std::string::npos) << refused.err;
  }
  EXPECT_EQ(run({"report", "site", "--out", out(), "--data", data()}).code, 2);
  EXPECT_EQ(run({"report", "site", "--month", "2024-09", "--data", data()}).code, 2);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(report("2024-09", (folder_ / "file" / "below").string()).code, 4);
}

// A house that nobody has read yet: a report of nothing, made now, with its number.
TEST_F(SiteReportCommand, AMonthWithoutAViewIsAReportToo) {
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  const Date today = date_in_japan(now_from_system_clock());
  const std::string month =
      iso(add_months(Date{today.year, today.month, 1}, -1)).substr(0, 7);
  const test::Ran ran = report(month, out());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json written = Json::parse(ran.out);
  EXPECT_TRUE(written["frozen_now"].get<bool>());
  EXPECT_EQ(written["number"], 1);
  EXPECT_EQ(written["views"], 0);
  EXPECT_FALSE(written["recounted"].get<bool>());
}

}  // namespace
}  // namespace musubi
