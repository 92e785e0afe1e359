// time.cc - calendar arithmetic on std::chrono and the reading of dates as people write them.
// Japan has had no summer time since 1951, so JST is a fixed +9 h and no time zone data is needed.
// Must never read the clock except in now_from_system_clock: everything else is given its moment.
#include "base/time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <initializer_list>

#include "base/text.h"

namespace musubi {
namespace {

constexpr std::int64_t kJstOffsetMs = 9LL * 60 * 60 * 1000;
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

struct Era {
  Date first;
  std::string_view name;
  char letter;
};
// Newest first. An era begins on the day of the change; the day before is the last of the old one.
constexpr std::array<Era, 5> kEras{{{{2019, 5, 1}, "令和", 'R'},
                                    {{1989, 1, 8}, "平成", 'H'},
                                    {{1926, 12, 25}, "昭和", 'S'},
                                    {{1912, 7, 30}, "大正", 'T'},
                                    {{1868, 10, 23}, "明治", 'M'}}};
// Before the solar calendar of 明治6年 an era date is not a Gregorian date.
constexpr Date kFirstSolarDay{1873, 1, 1};
// What a western year typed in a roster may be: outside it is a typing mistake.
constexpr int kWesternYearMin = 1800;

std::chrono::sys_days to_days(Date date) {
  return std::chrono::sys_days(std::chrono::year(date.year) / std::chrono::month(date.month) /
                               std::chrono::day(date.day));
}

Date from_days(std::chrono::sys_days days) {
  const std::chrono::year_month_day ymd(days);
  return Date{static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
              static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

const Era* era_of(Date date) {
  if (date < kFirstSolarDay) return nullptr;
  for (const Era& era : kEras) {
    if (date >= era.first) return &era;
  }
  return nullptr;
}

std::string era_year(const Era& era, int year) {
  const int count = year - era.first.year + 1;
  return std::string(era.name) + (count == 1 ? "元" : std::to_string(count));
}

struct Clock {
  Date date;
  int hour, minute, second;
};

Clock jst(Instant at) {
  const std::int64_t local = at.ms + kJstOffsetMs;
  std::int64_t day = local / kDayMs;
  std::int64_t rest = local % kDayMs;
  if (rest < 0) {
    rest += kDayMs;
    --day;
  }
  const int seconds = static_cast<int>(rest / 1000);
  return Clock{from_days(std::chrono::sys_days(std::chrono::days(day))), seconds / 3600,
               seconds / 60 % 60, seconds % 60};
}

template <class... Numbers>
std::string print(const char* format, Numbers... numbers) {
  std::array<char, 64> room{};
  const int used = std::snprintf(room.data(), room.size(), format, numbers...);
  return std::string(room.data(), static_cast<std::size_t>(used));
}

// Reads what remains of a date from the left; a step that does not fit leaves `ok` false.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> words) {
    for (std::string_view word : words) {
      if (take(word)) return true;
    }
    return false;
  }
  // 1 to `most` digits; nullopt when there is none, or one more.
  std::optional<int> number(std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') {
      if (++length > most) return std::nullopt;
      value = value * 10 + (rest_[length - 1] - '0');
    }
    if (length == 0) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int to_int(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Date> real_or_nothing(Date date) {
  if (!is_real(date)) return std::nullopt;
  return date;
}

// 「 00:00:00」 as CSV exports of Excel and databases add it to a date.
std::string_view without_clock(std::string_view text) {
  const std::size_t at = text.find_last_of(" T");
  if (at == std::string_view::npos) return text;
  Scanner clock(text.substr(at + 1));
  const std::optional<int> hour = clock.number(2);
  if (!hour || *hour > 23 || !clock.take(":")) return text;
  const std::optional<int> minute = clock.number(2);
  if (!minute || *minute > 59) return text;
  if (clock.take(":")) {
    const std::optional<int> second = clock.number(2);
    if (!second || *second > 59) return text;
  }
  return clock.done() ? text.substr(0, at) : text;
}

const Era* take_era(Scanner& scan) {
  for (const Era& era : kEras) {
    const char lower = static_cast<char>(era.letter - 'A' + 'a');
    if (scan.take(era.name) || scan.take(std::string_view(&era.letter, 1)) ||
        scan.take(std::string_view(&lower, 1))) {
      return &era;
    }
  }
  return nullptr;
}

// Between year and month: 年, or one of the separators; the same one must follow the month.
std::optional<Date> month_and_day(Scanner& scan, int year) {
  std::string_view separator;
  for (std::string_view one : {"年", ".", "/", "-"}) {
    if (scan.take(one)) {
      separator = one;
      break;
    }
  }
  if (separator.empty()) return std::nullopt;
  const std::optional<int> month = scan.number(2);
  if (!month || !scan.take(separator == "年" ? "月" : separator)) return std::nullopt;
  const std::optional<int> day = scan.number(2);
  if (!day || (separator == "年" && !scan.take("日"))) return std::nullopt;
  return real_or_nothing(Date{year, *month, *day});
}

// （月） or （月曜日） after the date: a weekday that contradicts it is a mistake to be seen.
bool weekday_agrees(Scanner& scan, Date date) {
  if (scan.done()) return true;
  return scan.take("(") && scan.take(weekday_kanji(date)) &&
         (scan.take_any({"曜日", "曜"}) || true) && scan.take(")") && scan.done();
}

}  // namespace

Instant now_from_system_clock() {
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count()};
}

std::string iso8601_jst(Instant at) {
  const Clock c = jst(at);
  return print("%04d-%02d-%02dT%02d:%02d:%02d+09:00", c.date.year, c.date.month, c.date.day, c.hour,
               c.minute, c.second);
}

std::string jst_clock(Instant at) {
  const Clock c = jst(at);
  return print("%d:%02d", c.hour, c.minute);
}

std::string jst_date_time(Instant at) {
  return wareki_with_weekday(date_in_japan(at)) + jst_clock(at);
}

bool is_real(Date date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > 31) {
    return false;
  }
  return (std::chrono::year(date.year) / std::chrono::month(date.month) /
          std::chrono::day(date.day))
      .ok();
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string_view year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8);
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  return real_or_nothing(Date{to_int(year), to_int(month), to_int(day)});
}

std::optional<Date> parse_japanese_date(std::string_view text) {
  constexpr std::size_t kBytesMax = 120;  // a date is short; a long text is not one
  if (text.size() > kBytesMax || !is_valid_utf8(text)) return std::nullopt;
  const std::string folded = trim(nfkc(text));
  std::string plain;
  for (char c : without_clock(folded)) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') plain += c;
  }
  if (plain.size() == 8 && all_digits(plain)) {
    const Date date{to_int(plain.substr(0, 4)), to_int(plain.substr(4, 2)),
                    to_int(plain.substr(6))};
    return date.year < kWesternYearMin ? std::nullopt : real_or_nothing(date);
  }
  Scanner scan(plain);
  const Era* era = take_era(scan);
  std::optional<int> year;
  if (era != nullptr && scan.take("元")) {
    year = 1;
  } else {
    year = scan.number(era != nullptr ? 2 : 4);
  }
  if (!year || *year < 1) return std::nullopt;
  if (era != nullptr) *year += era->first.year - 1;
  if (*year < kWesternYearMin) return std::nullopt;
  const std::optional<Date> date = month_and_day(scan, *year);
  if (!date || !weekday_agrees(scan, *date)) return std::nullopt;
  // An era outside its days (令和元年4月30日, 平成31年5月1日) is as impossible as 2月30日.
  if (era != nullptr && era_of(*date) != era) return std::nullopt;
  return date;
}

std::optional<Date> date_from_excel_serial(std::int64_t serial) {
  constexpr std::int64_t kLast = 2958465;   // 9999-12-31
  constexpr std::int64_t kPhantomDay = 60;  // Excel believes in 1900-02-29
  if (serial < 1 || serial > kLast || serial == kPhantomDay) return std::nullopt;
  const std::int64_t days = serial > kPhantomDay ? serial - 1 : serial;
  return add_days(Date{1899, 12, 31}, static_cast<int>(days));
}

Date date_in_japan(Instant at) { return jst(at).date; }

Instant start_of_day_in_japan(Date date) {
  return Instant{to_days(date).time_since_epoch().count() * kDayMs - kJstOffsetMs};
}

std::string iso(Date date) { return print("%04d-%02d-%02d", date.year, date.month, date.day); }

std::string wareki(Date date) {
  const Era* era = era_of(date);
  const std::string year = era != nullptr ? era_year(*era, date.year) : std::to_string(date.year);
  return year + print("年%d月%d日", date.month, date.day);
}

std::string wareki_month(Date date) {
  const std::string day = wareki(date);
  return day.substr(0, day.rfind("月")) + "月";
}

std::string wareki_with_weekday(Date date) {
  return wareki(date) + "（" + std::string(weekday_kanji(date)) + "）";
}

std::string wareki_short(Date date) {
  const Era* era = era_of(date);
  if (era == nullptr) return print("%d.%d.%d", date.year, date.month, date.day);
  return era->letter + print("%d.%d.%d", date.year - era->first.year + 1, date.month, date.day);
}

std::string month_day(Date date) { return print("%d/%d", date.month, date.day); }

std::string_view weekday_kanji(Date date) {
  constexpr std::array<std::string_view, 7> kNames{"日", "月", "火", "水", "木", "金", "土"};
  return kNames[static_cast<std::size_t>(weekday(date))];
}

int weekday(Date date) {
  return static_cast<int>(std::chrono::weekday(to_days(date)).c_encoding());
}

Date add_days(Date date, int days) { return from_days(to_days(date) + std::chrono::days(days)); }

Date add_months(Date date, int months) {
  const auto month =
      std::chrono::year(date.year) / std::chrono::month(date.month) + std::chrono::months(months);
  const auto last = (month / std::chrono::last).day();
  const int day = std::min(date.day, static_cast<int>(static_cast<unsigned>(last)));
  return Date{static_cast<int>(month.year()),
              static_cast<int>(static_cast<unsigned>(month.month())), day};
}

int days_between(Date from, Date to) {
  return static_cast<int>((to_days(to) - to_days(from)).count());
}

int fiscal_year(Date date) { return date.month >= 4 ? date.year : date.year - 1; }

// Named by the era at the year's end in December: the year of a change is 令和元年度.
std::string fiscal_year_name(int year) {
  const Era* era = era_of(Date{year, 12, 31});
  return (era != nullptr ? era_year(*era, year) : std::to_string(year)) + "年度";
}

std::string fiscal_year_name_wide(int year) {
  std::string wide;
  for (char c : fiscal_year_name(year)) {
    if (c >= '0' && c <= '9') {
      wide += "\xEF\xBC";  // U+FF10.. is EF BC 90..
      wide += static_cast<char>(0x90 + (c - '0'));
    } else {
      wide += c;
    }
  }
  return wide;
}

Date fiscal_year_start(int year) { return Date{year, 4, 1}; }
Date fiscal_year_end(int year) { return Date{year + 1, 3, 31}; }

bool BusinessCalendar::is_open(Date date) const {
  const int day_of_week = weekday(date);
  if (day_of_week == 0 || day_of_week == 6) return false;
  const bool year_end = date.month == 12 && date.day >= 29;
  const bool new_year = date.month == 1 && date.day <= 3;
  return !year_end && !new_year && !closed_days_.contains(date);
}

Date BusinessCalendar::add_business_days(Date from, int days) const {
  CHECK(days >= 0);
  Date date = from;
  if (days == 0) {
    while (!is_open(date)) date = add_days(date, 1);
    return date;
  }
  while (days > 0) {
    date = add_days(date, 1);
    if (is_open(date)) --days;
  }
  return date;
}

int BusinessCalendar::business_days_between(Date from, Date to) const {
  if (to < from) return -business_days_between(to, from);
  int open = 0;
  for (Date date = add_days(from, 1); date <= to; date = add_days(date, 1)) {
    if (is_open(date)) ++open;
  }
  return open;
}

}  // namespace musubi
