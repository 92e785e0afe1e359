// calendar.cc - see calendar.h. What is no date is left out: a slip in the setting must not take
// the pages down.
#include "core/settings/calendar.h"

#include "base/text.h"
#include "core/settings/settings.h"

namespace musubi::settings {

BusinessCalendar find_calendar(db::Reader& reader) {
  std::set<Date> closed;
  const std::string lines = replace_all(find(reader, kClosedDays), "\n", ",");
  for (const auto& text : split(lines, ',')) {
    if (auto day = parse_iso_date(trim(text))) closed.insert(*day);
  }
  return BusinessCalendar(std::move(closed));
}

}  // namespace musubi::settings
