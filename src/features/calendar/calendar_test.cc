// calendar_test.cc - pasted holidays are read as people and the Cabinet Office write them, a bad
// line is named, two managers do not overwrite each other, and deadlines follow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/settings/calendar.h"
#include "features/calendar/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::calendar {
namespace {

using test::Scenario;
namespace cast = test::cast;

TEST(ReadClosedDays, TakesTheCabinetOfficesTableAndWhatPeopleWrite) {
  auto days = read_closed_days("国民の祝日・休日月日,国民の祝日・休日名称\n2024/4/29,昭和の日\r\n"
                               "令和6年5月3日　憲法記念日\n2024-05-03,憲法記念日,国民の祝日等\n\n"
                               "2024-12-28");
  ASSERT_TRUE(days) << days.error().fields.at(0).says;
  ASSERT_EQ(days->size(), 3U);
  EXPECT_EQ(closed_days_text(*days), "2024-04-29,昭和の日\n2024-05-03,憲法記念日\n2024-12-28\n");
  EXPECT_TRUE(read_closed_days("")->empty());
}

TEST(ReadClosedDays, NamesTheLineThatItCannotRead) {
  for (const char* text : {"2024-04-29 昭和の日\n2024-02-30 ない日", "2024-04-29\n来週の月曜 9"}) {
    auto days = read_closed_days(text);
    ASSERT_FALSE(days);
    EXPECT_EQ(days.error().fields.at(0).field, "closed_days");
    EXPECT_THAT(days.error().fields.at(0).says, testing::StartsWith("2行目"));
  }
  std::string many;
  for (int i = 0; i < 3001; ++i) many += iso(add_days({2000, 1, 1}, i)) + "\n";
  EXPECT_FALSE(read_closed_days(many));
}

TEST(CalendarPage, AManagerSavesAndDeadlinesFollow) {
  Scenario s;
  s.as(cast::manager).get("/office").contains("閉庁日の暦を登録する");
  auto page = s.as(cast::manager).get("/office/calendar").status(200);
  page.contains("の祝日が登録されていません");
  const auto seen = load_calendar(s.context_of(cast::manager))->seen;
  s.as(cast::manager)
      .post("/office/calendar", {{"closed_days", "2024-11-04 振替休日\r\n"}, {"seen", seen}})
      .leads_to("/office/calendar?message=saved")
      .audited("settings.setting.changed");
  s.as(cast::auditor).get("/office/calendar").status(200).contains("振替休日").lacks("暦を変える");
  s.as(cast::manager).get("/office").lacks("閉庁日の暦を登録する");
  const auto calendar =
      s.db().read([](db::Reader& reader) { return settings::find_calendar(reader); });
  EXPECT_FALSE(calendar.is_open({2024, 11, 4}));
  EXPECT_TRUE(calendar.is_open({2024, 11, 5}));
}

TEST(CalendarPage, BadLinesAndASecondManagerLoseNothing) {
  Scenario s;
  const auto seen = load_calendar(s.context_of(cast::manager))->seen;
  s.as(cast::manager)
      .post("/office/calendar", {{"closed_days", "2024-11-04 振替休日\nだめ 1"}, {"seen", seen}})
      .status(422)
      .contains("2行目")
      .contains("だめ 1");
  ASSERT_TRUE(change_calendar(s.context_of(cast::manager), {"2024-11-23 勤労感謝の日", seen}));
  s.as(cast::manager)
      .post("/office/calendar", {{"closed_days", "2024-12-28 休み"}, {"seen", seen}})
      .status(409)
      .contains("2024-12-28 休み")
      .contains("勤労感謝の日");
  s.as(cast::secretariat)
      .post("/office/calendar", {{"closed_days", ""}, {"seen", seen}})
      .status(403);
}

}  // namespace
}  // namespace musubi::calendar
