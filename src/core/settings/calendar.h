// calendar.h - the days on which offices are closed, as the office has set them: the setting
// calendar.closed_days holds ISO dates, one a line, each with its name behind a comma. Weekends
// and the turn of the year are known without it. Read on every use; must never be cached past a
// request.
#pragma once

#include "base/time.h"
#include "db/db.h"

namespace musubi::settings {

inline constexpr std::string_view kClosedDays = "calendar.closed_days";
BusinessCalendar find_calendar(db::Reader& reader);

}  // namespace musubi::settings
