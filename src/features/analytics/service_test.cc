// service_test.cc - the way of a monthly log report, the duty behind it, planned stops and files
// from elsewhere. Success and refusal share one set-up. On the database that DB= names.
#include <gtest/gtest.h>

#include <fstream>

#include "core/sheets/sheets.h"
#include "features/analytics/analytics.h"
#include "features/analytics/permissions.h"
#include "features/analytics/probe_rows.h"
#include "features/analytics/report_document.h"
#include "features/analytics/report_due.h"
#include "features/analytics/service_queries.h"
#include "features/analytics/service_report_files.h"
#include "features/analytics/service_reports.h"
#include "features/analytics/service_uptime.h"
#include "features/analytics/store.h"
#include "support/scenario.h"

namespace musubi::analytics {
namespace {

namespace cast = test::cast;
using test::Scenario;
constexpr Date kEnd{2025, 3, 31};

class SiteReports : public testing::Test {
 protected:
  SiteReports() { count("2024-09-05", 40); }
  // As the counter writes it: events and what they add.
  void count(const std::string& day, int views) {
    std::vector<Event> events;
    Sums sums;
    for (int i = 0; i < views; ++i) {
      Event e;
      e.at = {start_of_day_in_japan(*parse_iso_date(day)).ms + (9 * 60 + i) * 60'000LL};
      e.id = new_uuid(e.at);
      e.day = day;
      e.hour = 9 + i / 60;
      e.kind = "page";
      e.page = i % 2 == 0 ? "/" : "/cases";
      e.referrer = "Google";
      e.device = "phone";
      e.browser = "safari";
      e.visit = e.visitor = ++number_;
      e.position = 1;
      Seen seen;
      seen.visit = e.visit;
      seen.begins_visit = seen.begins_day = true;
      add_event(sums, e, seen);
      events.push_back(std::move(e));
    }
    auto written = s_.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(store::insert_events(tx, events));
      return store::add_sums(tx, sums);
    });
    ASSERT_TRUE(written.has_value());
  }
  Context office() { return s_.context_of(cast::secretariat); }
  Context manager() { return s_.context_of(cast::manager); }
  Context prefecture() { return s_.context_of(cast::prefecture); }
  std::string frozen() {
    auto made = freeze_report(manager(), "2024-09", kEnd);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? *made : "";
  }
  ReportPage page(const std::string& id) {
    auto loaded = load_visible_report(office(), id);
    EXPECT_TRUE(loaded.has_value());
    return loaded ? *loaded : ReportPage{};
  }
  std::string file(const std::string& text) {
    const std::string path = folder_.path() + "/rows.csv";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  Scenario s_;
  test::TempFolder folder_;
  std::int64_t number_ = 0;
};

TEST_F(SiteReports, AFrozenMonthWasCountedAnewAndNeverChanges) {
  const std::string id = frozen();
  const ReportPage before = page(id);
  EXPECT_EQ(before.figures.now.total("views"), 40);
  EXPECT_TRUE(before.figures.recounted);
  EXPECT_TRUE(report_is_intact(before.report));
  count("2024-09-06", 5);
  EXPECT_EQ(page(id).report.figures, before.report.figures);
  const std::string again = frozen();
  EXPECT_EQ(page(again).figures.now.total("views"), 45);
  EXPECT_EQ(page(again).report.number, before.report.number);
  EXPECT_EQ(page(again).report.version, 2);
  EXPECT_EQ(page(id).report.state, "superseded");
}

TEST_F(SiteReports, ADigitThatTheRawEventsDoNotSayIsRefused) {
  Sums one_more;
  add_to(one_more, measure::kPage, "2024-09-05", "/", 1);
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) { return store::add_sums(tx, one_more); }));
  const auto made = freeze_report(manager(), "2024-09", kEnd);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().fault, Fault::conflict);
}

TEST_F(SiteReports, OnlyAManagerFreezesAndSubmitsAndOnlyThePrefectureReceives) {
  EXPECT_EQ(freeze_report(office(), "2024-09", kEnd).error().fault, Fault::forbidden);
  const std::string id = frozen();
  EXPECT_EQ(load_visible_report(prefecture(), id).error().fault, Fault::not_found);
  EXPECT_EQ(submit_report(office(), id).error().fault, Fault::forbidden);
  EXPECT_EQ(receive_report(prefecture(), id).error().fault, Fault::not_found);
  ASSERT_TRUE(remark_on_report(office(), id, "事例のページがよく見られました。"));
  ASSERT_TRUE(submit_report(manager(), id));
  ASSERT_TRUE(submit_report(manager(), id));  // pressed twice
  EXPECT_EQ(remark_on_report(office(), id, "あとから").error().fault, Fault::conflict);
  EXPECT_EQ(receive_report(manager(), id).error().fault, Fault::forbidden);
  ASSERT_TRUE(comment_on_report(prefecture(), id, "確かめました"));
  ASSERT_TRUE(receive_report(prefecture(), id));
  EXPECT_EQ(discard_report(manager(), id).error().fault, Fault::conflict);
  const auto anew = freeze_report(manager(), "2024-09", kEnd);
  ASSERT_FALSE(anew.has_value());
  EXPECT_EQ(anew.error().fault, Fault::conflict) << "the prefecture holds it";
}

TEST_F(SiteReports, AMonthThatIsNotOverIsNotReported) {
  for (const char* month : {"2024-10", "2024-11", "2024-13", "", "2024"}) {
    const auto made = freeze_report(manager(), month, kEnd);
    ASSERT_FALSE(made.has_value()) << month;
    EXPECT_EQ(made.error().fault, Fault::invalid) << month;
    EXPECT_EQ(made.error().fields.front().field, "month");
  }
}

TEST_F(SiteReports, ScreenPaperAndCsvSayTheSameDigits) {
  const std::string id = frozen();
  const ReportPage data = page(id);
  const std::string screen =
      s_.as(cast::secretariat).get("/office/site-reports/" + id).status(200).body();
  const auto csv = print_report(data.report, data.figures, "csv");
  const auto xlsx = print_report(data.report, data.figures, "xlsx");
  ASSERT_TRUE(csv.has_value() && xlsx.has_value());
  const documents::Document paper = report_document(data.report, data.figures);
  const std::string html = documents::to_html(paper);
  std::size_t cells = 0;
  for (const WordPart& part : word_parts(data.figures)) {
    for (const WordTable& table : part.tables) {
      for (const auto& row : table.rows) {
        for (const std::string& cell : row) {
          EXPECT_NE(screen.find(cell), std::string::npos) << table.caption << cell;
          EXPECT_NE(html.find(cell), std::string::npos) << table.caption << cell;
          EXPECT_NE(csv->body.find(cell), std::string::npos) << table.caption << cell;
          ++cells;
        }
      }
    }
  }
  EXPECT_GT(cells, 60U);
  std::size_t rows = 0;
  ASSERT_TRUE(sheets::each_row_of_bytes(
      xlsx->body, {}, [&](std::int64_t, const sheets::Cells&) -> Result<bool> {
        ++rows;
        return true;
      }));
  EXPECT_GT(rows, total_names().size());
}

TEST_F(SiteReports, WhatWasFrozenReadsBackWhole) {
  const ReportPage data = page(frozen());
  EXPECT_EQ(site_json(data.figures).dump(), data.report.figures);
}

TEST_F(SiteReports, AReportThatIsNotWhatWasFrozenIsCalledDamagedAndNeverPrinted) {
  const std::string id = frozen();
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return tx.run({"test.spoil", "UPDATE site_reports SET sha256 = 'other' WHERE id = $1"}, id);
  }));
  const auto printed = make_report_files(office(), id);
  ASSERT_FALSE(printed.has_value());
  EXPECT_EQ(printed.error().fault, Fault::damaged);  // nobody was first: there was no race
  EXPECT_NE(printed.error().says.find("一致しません"), std::string::npos);
}

TEST_F(SiteReports, TheDutyIsTenBusinessDaysAndTheContractsLastDay) {
  const BusinessCalendar calendar;
  EXPECT_EQ(iso(due_day({2024, 9, 1}, kEnd, calendar)), "2024-10-14");
  EXPECT_EQ(iso(due_day({2025, 3, 1}, kEnd, calendar)), "2025-03-31");
  EXPECT_FALSE(last_counted_day({2024, 9, 1}, kEnd, {2024, 9, 30}).has_value());
  EXPECT_EQ(iso(*last_counted_day({2024, 9, 1}, kEnd, {2024, 10, 1})), "2024-09-30");
  EXPECT_EQ(iso(*last_counted_day({2025, 3, 1}, kEnd, {2025, 3, 28})), "2025-03-27");
  EXPECT_FALSE(last_counted_day({2025, 3, 1}, kEnd, {2025, 3, 20}).has_value());
  const auto months = report_months({2024, 4, 1}, kEnd);
  EXPECT_EQ(months.size(), 12U);
  EXPECT_EQ(month_text(*next_month_due({"2024-04", "2024-06"}, months)), "2024-05");
}

TEST_F(SiteReports, AStopIsPlannedBeforeItBeginsAndInTheWindowOrAgreed) {
  NewStop stop{"2024-10-29", "13:00", "14:00", "システムの更新", ""};
  EXPECT_EQ(declare_stop(office(), stop, "").error().fault, Fault::forbidden);
  const auto declared = declare_stop(manager(), stop, "once");
  ASSERT_TRUE(declared.has_value());
  EXPECT_EQ(*declare_stop(manager(), stop, "once"), *declared);  // sent twice
  NewStop past = stop;
  past.day = "2024-10-25";
  EXPECT_EQ(declare_stop(manager(), past, "").error().fields.front().field, "day");
  NewStop night = stop;
  night.from_clock = "22:00";
  night.until_clock = "23:00";
  EXPECT_EQ(declare_stop(manager(), night, "").error().fields.front().field, "agreement");
  night.agreement = "10月20日に県の担当課と協議";
  EXPECT_TRUE(declare_stop(manager(), night, ""));
  NewStop backwards = stop;
  backwards.until_clock = "12:00";
  EXPECT_EQ(declare_stop(manager(), backwards, "").error().fields.front().field, "until_clock");
  ASSERT_TRUE(call_off_stop(manager(), *declared));
  ASSERT_TRUE(call_off_stop(manager(), *declared));
  s_.advance_minutes(3 * 24 * 60);
  const auto stops = list_stops_page(manager(), "", 10);
  ASSERT_TRUE(stops.has_value());
  ASSERT_EQ(stops->stops.size(), 2U);
  EXPECT_EQ(call_off_stop(manager(), stops->stops.front().id).error().fault, Fault::conflict);
}

TEST_F(SiteReports, AProbesFileIsReadOrRefusedByItsLine) {
  const std::string good =
      "日時,結果\n2024-09-01 00:00,up\n2024/9/1 00:10,down\n2024-09-01T00:20:00+09:00,200\n";
  const auto rows = import_probe(office(), {file(good)});
  ASSERT_TRUE(rows.has_value()) << rows.error().says;
  EXPECT_EQ(*rows, 3);
  EXPECT_EQ(*import_probe(office(), {file(good)}), 3);  // again: replaced, not added
  const auto figures = load_counting(office(), "2024-09");
  ASSERT_TRUE(figures.has_value());
  EXPECT_EQ(figures->outside.observed_ms, 30 * 60'000);
  EXPECT_EQ(figures->outside.down_ms, 10 * 60'000);
  for (const char* bad : {"日時,結果\nきのう,up\n", "日時,結果\n2024-09-01 00:00,たぶん\n",
                          "時,果\n1,2\n", "", "日時,結果\n2024-02-30 00:00,up\n"}) {
    const auto refused = import_probe(office(), {file(bad)});
    ASSERT_FALSE(refused.has_value()) << bad;
    EXPECT_EQ(refused.error().fault, Fault::invalid) << bad;
  }
  EXPECT_EQ(import_probe(prefecture(), {file(good)}).error().fault, Fault::forbidden);
}

TEST_F(SiteReports, ASearchEnginesFileReplacesItsMonth) {
  const std::string one = "上位のクエリ,クリック数,表示回数,CTR,掲載順位\n補助金 熊本,12,\"1,200\",1%,3.45\n";
  ASSERT_TRUE(import_queries(office(), "2024-09", file(one)));
  ASSERT_TRUE(import_queries(office(), "2024-09", file(one)));
  const auto figures = load_counting(office(), "2024-09");
  ASSERT_TRUE(figures.has_value());
  ASSERT_EQ(figures->queries.size(), 1U);
  EXPECT_EQ(figures->queries.front().clicks, 12);
  EXPECT_EQ(figures->queries.front().impressions, 1'200);
  EXPECT_EQ(figures->queries.front().rank_hundredths, 345);
  const std::string bad = "クエリ,クリック\n補助金,たくさん\n";
  EXPECT_EQ(import_queries(office(), "2024-09", file(bad)).error().fields.front().field, "file");
  EXPECT_EQ(import_queries(office(), "", file(one)).error().fields.front().field, "month");
}

TEST_F(SiteReports, RawEventsGoAfterTheirTimeAndTheSumsStay) {
  auto jobs = scheduled_jobs(s_.app());
  ASSERT_EQ(jobs.size(), 2U);
  s_.advance_minutes(20 * 24 * 60);
  ASSERT_TRUE(jobs[1].run(s_.system_context("定時処理")));
  const auto first = s_.db().read([](db::Reader& r) { return store::find_first_event_day(r); });
  EXPECT_FALSE(first.has_value());
  const auto figures = load_counting(office(), "2024-09");
  ASSERT_TRUE(figures.has_value());
  EXPECT_EQ(figures->now.total("views"), 40);
  // Frozen from the sums alone, and the report does not claim a recount.
  EXPECT_FALSE(page(frozen()).figures.recounted);
}

TEST_F(SiteReports, TheProbeOfEachMinuteIsKept) {
  auto jobs = scheduled_jobs(s_.app());
  bool ready = true;
  s_.app().ready = [&] { return ready; };
  for (int i = 0; i < 10; ++i) {
    ready = i != 4;
    ASSERT_TRUE(jobs[0].run(s_.system_context("定時処理")));
    s_.advance_minutes(1);
  }
  const auto figures = load_counting(office(), "2024-10");
  ASSERT_TRUE(figures.has_value());
  EXPECT_EQ(figures->inside.observed_ms, 10 * 60'000);
  EXPECT_EQ(figures->inside.down_ms, 60'000);
  EXPECT_EQ(percent_words(figures->inside), "90.000");
}

}  // namespace
}  // namespace musubi::analytics
