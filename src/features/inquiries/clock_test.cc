// clock_test.cc - two business days, over weekends, holidays and the turn of the year: for every
// hour of a year, and with any set of closed days, the properties that a clock must have.
#include "features/inquiries/clock.h"

#include <gtest/gtest.h>

#include <random>

namespace musubi::inquiries {
namespace {

constexpr std::int64_t kHour = 3'600'000;

Instant at(const char* day, int hour, int minute = 0) {
  return {start_of_day_in_japan(*parse_iso_date(day)).ms + hour * kHour + minute * 60'000LL};
}

BusinessCalendar holidays_2024() {
  std::set<Date> days;
  for (const char* one : {"2024-11-04", "2024-11-23", "2025-01-13", "2024-09-16", "2024-09-23"}) {
    days.insert(*parse_iso_date(one));
  }
  return BusinessCalendar(days);
}

TEST(AnswerClock, RunsInOfficeHoursOnly) {
  const BusinessCalendar calendar = holidays_2024();
  struct Row {
    Instant asked, due;
  };
  const Row rows[] = {
      {at("2024-10-28", 9, 30), at("2024-10-30", 9, 30)},    // 月 -> 水
      {at("2024-10-28", 9), at("2024-10-29", 17)},           // two whole days
      {at("2024-10-25", 16), at("2024-10-29", 16)},          // 金 -> 火
      {at("2024-10-25", 17), at("2024-10-29", 17)},          // after the close: from Monday
      {at("2024-10-26", 12), at("2024-10-29", 17)},          // Saturday
      {at("2024-10-28", 3), at("2024-10-29", 17)},           // before the office opens
      {at("2024-11-01", 10), at("2024-11-06", 10)},          // 11/4 is a holiday
      {at("2024-12-27", 15), at("2025-01-07", 15)},          // 12/29-1/3, then a weekend
      {at("2024-12-31", 11), at("2025-01-07", 17)},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(due_after(calendar, row.asked, 2).ms, row.due.ms)
        << iso8601_jst(row.asked) << " -> " << iso8601_jst(due_after(calendar, row.asked, 2));
  }
}

TEST(AnswerClock, IsDueInsideAnOpenDayAfterExactlyItsHours) {
  const BusinessCalendar calendar = holidays_2024();
  Instant before{0};
  for (Instant asked = at("2024-04-01", 0, 17); asked < at("2025-04-01", 0); asked.ms += kHour) {
    for (const int days : {1, 2, 5}) {
      const Instant due = due_after(calendar, asked, days);
      ASSERT_GT(due.ms, asked.ms);
      const Date day = date_in_japan(due);
      ASSERT_TRUE(calendar.is_open(day)) << iso8601_jst(due);
      const std::int64_t time = due.ms - start_of_day_in_japan(day).ms;
      ASSERT_GT(time, kOpensAt * kHour);
      ASSERT_LE(time, kClosesAt * kHour);
      ASSERT_EQ(office_ms_between(calendar, asked, due), days * kDayOfWorkMs)
          << iso8601_jst(asked);
      if (days == 2) {
        ASSERT_GE(due.ms, before.ms) << "who asks later is not due earlier";
        before = due;
      }
    }
  }
}

TEST(AnswerClock, ClosedDaysOnlyEverMoveItLater) {
  std::mt19937 random(20241028);
  std::set<Date> closed;
  const Date first{2024, 4, 1};
  Instant asked = at("2024-12-20", 13, 5);
  Instant due = due_after(BusinessCalendar(closed), asked, 2);
  for (int i = 0; i < 200; ++i) {
    closed.insert(add_days(first, static_cast<int>(random() % 330)));
    const BusinessCalendar calendar(closed);
    const Instant now = due_after(calendar, asked, 2);
    ASSERT_GE(now.ms, due.ms);
    ASSERT_EQ(office_ms_between(calendar, asked, now), 2 * kDayOfWorkMs);
    due = now;
  }
}

TEST(AnswerClock, NothingPassesWhileTheOfficeIsClosed) {
  const BusinessCalendar calendar = holidays_2024();
  EXPECT_EQ(office_ms_between(calendar, at("2024-12-28", 0), at("2025-01-06", 9)), 0);
  EXPECT_EQ(office_ms_between(calendar, at("2024-10-28", 17), at("2024-10-29", 9)), 0);
  EXPECT_EQ(office_ms_between(calendar, at("2024-10-29", 9), at("2024-10-28", 9)), 0);
}

}  // namespace
}  // namespace musubi::inquiries
