// clock.h - the clock of an answer (R-5.1.1.c): office hours 9:00-17:00 on open days, holidays and
// the turn of the year left out. A business day is eight such hours, so that a question of Friday
// 16:00 is due on Tuesday 16:00. Pure arithmetic; called by services and views.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace musubi::inquiries {

inline constexpr int kOpensAt = 9;
inline constexpr int kClosesAt = 17;
inline constexpr std::int64_t kDayOfWorkMs = (kClosesAt - kOpensAt) * 3'600'000LL;

// `days` business days after `from`: a moment inside office hours, at the latest their end.
// REQUIRES: days >= 1.
Instant due_after(const BusinessCalendar& calendar, Instant from, int days);
// Office time that lies between the two; 0 when `until` is not later.
std::int64_t office_ms_between(const BusinessCalendar& calendar, Instant from, Instant until);

}  // namespace musubi::inquiries
