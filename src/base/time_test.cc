// time_test.cc - promises of time.h: eras and their borders, impossible dates, Excel serials, the
// fiscal year, business days. Each expected value was taken from a calendar, not from the code.
#include "base/time.h"

#include <gtest/gtest.h>

#include <random>

namespace musubi {
namespace {

TEST(Time, ReadsEveryWayADateIsWritten) {
  const Date expected{2024, 4, 1};
  for (const char* text : {"R6.4.1",
                           "r6.4.1",
                           "Ｒ６．４．１",
                           "令和６年４月１日",
                           "令和6年4月1日",
                           "㋿6年4月1日",
                           "2024/4/1",
                           "2024/04/01",
                           "2024.4.1",
                           "2024-4-1",
                           "2024-04-01",
                           "２０２４／０４／０１",
                           "2024年4月1日",
                           "20240401",
                           " 令和 6年 4月 1日 ",
                           "　2024/4/1　",
                           "R6/4/1",
                           "R6-4-1",
                           "2024/4/1 0:00",
                           "2024-04-01 00:00:00",
                           "2024-04-01T09:30:00",
                           "令和6年4月1日（月）",
                           "2024年4月1日(月曜日)"}) {
    EXPECT_EQ(parse_japanese_date(text), expected) << text;
  }
}

TEST(Time, ReadsTheFirstYearOfAnEra) {
  EXPECT_EQ(parse_japanese_date("令和元年5月1日"), (Date{2019, 5, 1}));
  EXPECT_EQ(parse_japanese_date("令和1年5月1日"), (Date{2019, 5, 1}));
  EXPECT_EQ(parse_japanese_date("R元.12.31"), (Date{2019, 12, 31}));
  EXPECT_EQ(parse_japanese_date("平成元年1月8日"), (Date{1989, 1, 8}));
  EXPECT_EQ(parse_japanese_date("昭和64年1月7日"), (Date{1989, 1, 7}));
  EXPECT_EQ(parse_japanese_date("S1.12.25"), (Date{1926, 12, 25}));
  EXPECT_EQ(parse_japanese_date("大正15年12月24日"), (Date{1926, 12, 24}));
  EXPECT_EQ(parse_japanese_date("明治45年7月29日"), (Date{1912, 7, 29}));
}

TEST(Time, AnEraEndsWhereTheNextBegins) {
  EXPECT_EQ(parse_japanese_date("H31.4.30"), (Date{2019, 4, 30}));
  EXPECT_EQ(parse_japanese_date("H31.5.1"), std::nullopt);
  EXPECT_EQ(parse_japanese_date("令和元年4月30日"), std::nullopt);
  EXPECT_EQ(parse_japanese_date("昭和64年1月8日"), std::nullopt);
  EXPECT_EQ(parse_japanese_date("平成元年1月7日"), std::nullopt);
  EXPECT_EQ(parse_japanese_date("平成40年1月1日"), std::nullopt);
}

TEST(Time, RefusesWhatIsNoDate) {
  for (const char* text : {"",
                           " ",
                           "－",
                           "不明",
                           "44752",
                           "R4.7.32",
                           "R4.13.1",
                           "2024/2/30",
                           "2023/2/29",
                           "20230229",
                           "2024/0/1",
                           "2024/4/0",
                           "R0.4.1",
                           "24/4/1",
                           "4/1/2024",
                           "2024/4",
                           "2024.4-1",
                           "2024年4/1",
                           "2024年4月1",
                           "2024/4/1x",
                           "x2024/4/1",
                           "2024/4/1 25:00",
                           "令和6年4月1日（火）",
                           "99999999",
                           "2024/004/1",
                           "R6.4.1.",
                           "令和六年四月一日",
                           "\xFF\xFE",
                           "1799/1/1"}) {
    EXPECT_EQ(parse_japanese_date(text), std::nullopt) << text;
  }
}

TEST(Time, IsoIsExact) {
  EXPECT_EQ(parse_iso_date("2024-02-29"), (Date{2024, 2, 29}));
  for (const char* text : {"2024-2-9", "2023-02-29", "2024/02/29", "2024-02-29 ", "+024-02-29",
                           "2024-02-3a", "0000-01-01", ""}) {
    EXPECT_EQ(parse_iso_date(text), std::nullopt) << text;
  }
  EXPECT_FALSE(is_real(Date{2024, 2, 30}));
  EXPECT_FALSE(is_real(Date{1900, 2, 29}));
  EXPECT_TRUE(is_real(Date{2000, 2, 29}));
  EXPECT_FALSE(is_real(Date{2024, -1, 257}));
}

TEST(Time, ExcelSerialsOf1900System) {
  EXPECT_EQ(date_from_excel_serial(44752), (Date{2022, 7, 10}));
  EXPECT_EQ(date_from_excel_serial(45383), (Date{2024, 4, 1}));
  EXPECT_EQ(date_from_excel_serial(1), (Date{1900, 1, 1}));
  EXPECT_EQ(date_from_excel_serial(59), (Date{1900, 2, 28}));
  EXPECT_EQ(date_from_excel_serial(60), std::nullopt);  // Excel's 1900-02-29 never was
  EXPECT_EQ(date_from_excel_serial(61), (Date{1900, 3, 1}));
  EXPECT_EQ(date_from_excel_serial(2958465), (Date{9999, 12, 31}));
  EXPECT_EQ(date_from_excel_serial(2958466), std::nullopt);
  EXPECT_EQ(date_from_excel_serial(0), std::nullopt);
  EXPECT_EQ(date_from_excel_serial(-1), std::nullopt);
}

TEST(Time, ShowsInstantsOnJapaneseClocks) {
  const Instant at{1730075400000};  // 2024-10-28T00:30:00Z
  EXPECT_EQ(iso8601_jst(at), "2024-10-28T09:30:00+09:00");
  EXPECT_EQ(jst_clock(at), "9:30");
  EXPECT_EQ(jst_date_time(at), "令和6年10月28日（月）9:30");
  EXPECT_EQ(date_in_japan(Instant{1711897199999}), (Date{2024, 3, 31}));  // 14:59:59.999Z
  EXPECT_EQ(date_in_japan(Instant{1711897200000}), (Date{2024, 4, 1}));
  EXPECT_EQ(start_of_day_in_japan(Date{2024, 4, 1}), Instant{1711897200000});
  EXPECT_EQ(iso8601_jst(Instant{-1}), "1970-01-01T08:59:59+09:00");
  EXPECT_EQ(iso8601_jst(Instant{-40000000000}), "1968-09-25T09:53:20+09:00");
}

TEST(Time, WritesDates) {
  EXPECT_EQ(iso(Date{2024, 4, 1}), "2024-04-01");
  EXPECT_EQ(wareki(Date{2024, 10, 28}), "令和6年10月28日");
  EXPECT_EQ(wareki(Date{2019, 5, 1}), "令和元年5月1日");
  EXPECT_EQ(wareki(Date{2019, 4, 30}), "平成31年4月30日");
  EXPECT_EQ(wareki_month(Date{2024, 10, 28}), "令和6年10月");
  EXPECT_EQ(wareki_month(Date{2019, 5, 1}), "令和元年5月");
  EXPECT_EQ(wareki(Date{1989, 1, 7}), "昭和64年1月7日");
  EXPECT_EQ(wareki(Date{1872, 12, 2}), "1872年12月2日");
  EXPECT_EQ(wareki_with_weekday(Date{2024, 11, 8}), "令和6年11月8日（金）");
  EXPECT_EQ(wareki_short(Date{2024, 10, 28}), "R6.10.28");
  EXPECT_EQ(wareki_short(Date{2019, 4, 30}), "H31.4.30");
  EXPECT_EQ(month_day(Date{2024, 10, 5}), "10/5");
  EXPECT_EQ(weekday(Date{2024, 10, 27}), 0);
  EXPECT_EQ(weekday_kanji(Date{2024, 2, 29}), "木");
}

TEST(Time, FiscalYear) {
  EXPECT_EQ(fiscal_year(Date{2024, 3, 31}), 2023);
  EXPECT_EQ(fiscal_year(Date{2024, 4, 1}), 2024);
  EXPECT_EQ(fiscal_year(Date{2025, 1, 1}), 2024);
  EXPECT_EQ(fiscal_year_name(2024), "令和6年度");
  EXPECT_EQ(fiscal_year_name(2019), "令和元年度");
  EXPECT_EQ(fiscal_year_name(2018), "平成30年度");
  EXPECT_EQ(fiscal_year_name_wide(2024), "令和６年度");
  EXPECT_EQ(fiscal_year_name_wide(2028), "令和１０年度");
  EXPECT_EQ(fiscal_year_start(2024), (Date{2024, 4, 1}));
  EXPECT_EQ(fiscal_year_end(2024), (Date{2025, 3, 31}));
}

TEST(Time, AddsMonthsAndDays) {
  EXPECT_EQ(add_months(Date{2024, 1, 31}, 1), (Date{2024, 2, 29}));
  EXPECT_EQ(add_months(Date{2023, 1, 31}, 1), (Date{2023, 2, 28}));
  EXPECT_EQ(add_months(Date{2024, 3, 31}, -1), (Date{2024, 2, 29}));
  EXPECT_EQ(add_months(Date{2024, 11, 30}, 14), (Date{2026, 1, 30}));
  EXPECT_EQ(add_days(Date{2024, 2, 28}, 2), (Date{2024, 3, 1}));
  EXPECT_EQ(add_days(Date{2024, 1, 1}, -1), (Date{2023, 12, 31}));
  EXPECT_EQ(days_between(Date{2024, 4, 1}, Date{2025, 3, 31}), 364);
  EXPECT_EQ(days_between(Date{2024, 4, 2}, Date{2024, 4, 1}), -1);
}

TEST(Time, EveryWrittenFormReadsBack) {
  std::mt19937 random(20240401);
  std::uniform_int_distribution<int> day(0, 88000);  // 1873 to 令和96年
  for (int round = 0; round < 5000; ++round) {
    const Date date = add_days(Date{1873, 1, 1}, day(random));
    EXPECT_EQ(parse_iso_date(iso(date)), date);
    EXPECT_EQ(parse_japanese_date(iso(date)), date);
    EXPECT_EQ(parse_japanese_date(wareki(date)), date) << wareki(date);
    EXPECT_EQ(parse_japanese_date(wareki_with_weekday(date)), date);
    EXPECT_EQ(parse_japanese_date(wareki_short(date)), date);
    EXPECT_EQ(date_in_japan(start_of_day_in_japan(date)), date);
    EXPECT_EQ(add_days(date, days_between(date, Date{2024, 4, 1})), (Date{2024, 4, 1}));
  }
}

class Office : public testing::Test {
 protected:
  // Golden Week of 2024: 4/29, 5/3, 5/4, 5/5 and the substitute 5/6.
  BusinessCalendar calendar{std::set<Date>{
      {2024, 4, 29}, {2024, 5, 3}, {2024, 5, 4}, {2024, 5, 5}, {2024, 5, 6}, {2025, 1, 13}}};
};

TEST_F(Office, IsClosedOnWeekendsHolidaysAndTheTurnOfTheYear) {
  EXPECT_TRUE(calendar.is_open(Date{2024, 5, 2}));
  EXPECT_FALSE(calendar.is_open(Date{2024, 5, 3}));
  EXPECT_FALSE(calendar.is_open(Date{2024, 5, 11}));
  EXPECT_FALSE(calendar.is_open(Date{2024, 5, 12}));
  EXPECT_TRUE(calendar.is_open(Date{2023, 12, 28}));
  for (int day : {29, 30, 31}) EXPECT_FALSE(calendar.is_open(Date{2025, 12, day})) << day;
  for (int day : {1, 2, 3}) EXPECT_FALSE(calendar.is_open(Date{2025, 1, day})) << day;
  EXPECT_TRUE(calendar.is_open(Date{2024, 1, 4}));
}

TEST_F(Office, CountsBusinessDays) {
  EXPECT_EQ(calendar.add_business_days(Date{2024, 5, 2}, 0), (Date{2024, 5, 2}));
  EXPECT_EQ(calendar.add_business_days(Date{2024, 5, 3}, 0), (Date{2024, 5, 7}));
  EXPECT_EQ(calendar.add_business_days(Date{2024, 5, 2}, 1), (Date{2024, 5, 7}));
  EXPECT_EQ(calendar.add_business_days(Date{2024, 5, 4}, 1), (Date{2024, 5, 7}));
  EXPECT_EQ(calendar.add_business_days(Date{2024, 12, 27}, 2), (Date{2025, 1, 7}));
  EXPECT_EQ(calendar.business_days_between(Date{2024, 5, 2}, Date{2024, 5, 7}), 1);
  EXPECT_EQ(calendar.business_days_between(Date{2024, 5, 7}, Date{2024, 5, 2}), -1);
  EXPECT_EQ(calendar.business_days_between(Date{2024, 5, 2}, Date{2024, 5, 2}), 0);
  EXPECT_THROW(calendar.add_business_days(Date{2024, 5, 2}, -1), BrokenPromise);
}

TEST_F(Office, AddingAndCountingAgree) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> start(0, 700), steps(1, 60);
  for (int round = 0; round < 500; ++round) {
    const Date from = add_days(Date{2023, 10, 1}, start(random));
    const int days = steps(random);
    const Date to = calendar.add_business_days(from, days);
    EXPECT_TRUE(calendar.is_open(to));
    EXPECT_EQ(calendar.business_days_between(from, to), days) << iso(from) << " " << iso(to);
  }
}

}  // namespace
}  // namespace musubi
