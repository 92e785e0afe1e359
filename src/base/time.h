// time.h - instants, civil dates, the Japanese era, the fiscal year and business days.
// Instants are UTC milliseconds; civil dates are what a calendar on a wall in Japan shows (JST).
// Rules: conventions C-9 (fiscal year 4/1-3/31; offices closed on weekends, holidays, 12/29-1/3;
// 令和元年 is 2019-05-01). Holidays are data, never code: see BusinessCalendar.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi {

// A moment. Stored as BIGINT ms UTC.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};
Instant now_from_system_clock();
std::string iso8601_jst(Instant at);      // 2024-10-28T09:30:00+09:00
std::string jst_clock(Instant at);        // 9:30
std::string jst_date_time(Instant at);    // 令和6年10月28日（月）9:30

// A day on a wall calendar in Japan. Stored as TEXT YYYY-MM-DD, "" or NULL when unknown.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const Date&) const = default;
};
bool is_real(Date date);  // false for 2024-02-30
std::optional<Date> parse_iso_date(std::string_view text);  // exactly YYYY-MM-DD
// What people and Excel write: R6.4.1, 令和６年４月１日, 令和元年5月1日, H30.4.1, 2024/4/1, 2024.4.1,
// 2024年4月1日, 20240401, 2024-04-01 (full width accepted). Impossible dates are nullopt.
// Excel serials are NOT accepted here: a bare number is ambiguous; see date_from_excel_serial.
std::optional<Date> parse_japanese_date(std::string_view text);
std::optional<Date> date_from_excel_serial(std::int64_t serial);  // 1900 system; 1..2958465
Date date_in_japan(Instant at);
Instant start_of_day_in_japan(Date date);
std::string iso(Date date);                  // 2024-10-28
std::string wareki(Date date);               // 令和6年10月28日
std::string wareki_month(Date date);         // 令和6年10月
std::string wareki_with_weekday(Date date);  // 令和6年10月28日（月）
std::string wareki_short(Date date);         // R6.10.28
std::string month_day(Date date);            // 10/28
std::string_view weekday_kanji(Date date);   // 月
int weekday(Date date);                      // 0 = Sunday
Date add_days(Date date, int days);
Date add_months(Date date, int months);  // clamps to the last day of the month
int days_between(Date from, Date to);    // to - from

int fiscal_year(Date date);                   // 2024 for 2024-04-01..2025-03-31
std::string fiscal_year_name(int year);       // 令和6年度
std::string fiscal_year_name_wide(int year);  // 令和６年度 (official documents)
Date fiscal_year_start(int year);
Date fiscal_year_end(int year);

// Which days the office is open. Holidays and closing days come from a table (imported from the
// Cabinet Office's CSV), so an instance is built from data and passed in.
class BusinessCalendar {
 public:
  BusinessCalendar() = default;
  explicit BusinessCalendar(std::set<Date> closed_days) : closed_days_(std::move(closed_days)) {}
  bool is_open(Date date) const;                         // weekend, 12/29-1/3 and table are closed
  Date add_business_days(Date from, int days) const;     // days >= 0; 0 = next open day or `from`
  int business_days_between(Date from, Date to) const;   // open days in (from, to]
 private:
  std::set<Date> closed_days_;
};

}  // namespace musubi
