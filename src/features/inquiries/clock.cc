// clock.cc - see clock.h. Day by day: a wait is a few days long, never years (bounded).
// Pure: no database, no clock of its own.
#include "features/inquiries/clock.h"

#include <algorithm>

namespace musubi::inquiries {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kDaysLookedAt = 4000;  // beyond eleven years no clock of ours runs

struct OpenHours {
  Instant from, until;
};

OpenHours hours_of(Date day) {
  const std::int64_t start = start_of_day_in_japan(day).ms;
  return {{start + kOpensAt * kHourMs}, {start + kClosesAt * kHourMs}};
}

}  // namespace

Instant due_after(const BusinessCalendar& calendar, Instant from, int days) {
  CHECK(days >= 1);
  std::int64_t left = days * kDayOfWorkMs;
  Date day = date_in_japan(from);
  for (int i = 0; i < kDaysLookedAt; ++i, day = add_days(day, 1)) {
    if (!calendar.is_open(day)) continue;
    const OpenHours open = hours_of(day);
    const std::int64_t start = std::max(open.from.ms, from.ms);
    const std::int64_t room = open.until.ms - start;
    if (room <= 0) continue;
    if (left <= room) return {start + left};
    left -= room;
  }
  return {start_of_day_in_japan(day).ms};  // a calendar without an open day
}

std::int64_t office_ms_between(const BusinessCalendar& calendar, Instant from, Instant until) {
  std::int64_t sum = 0;
  Date day = date_in_japan(from);
  for (int i = 0; i < kDaysLookedAt && start_of_day_in_japan(day) < until;
       ++i, day = add_days(day, 1)) {
    if (!calendar.is_open(day)) continue;
    const OpenHours open = hours_of(day);
    const std::int64_t start = std::max(open.from.ms, from.ms);
    const std::int64_t end = std::min(open.until.ms, until.ms);
    if (end > start) sum += end - start;
  }
  return sum;
}

}  // namespace musubi::inquiries
