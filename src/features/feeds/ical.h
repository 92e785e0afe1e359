// ical.h - events as a calendar program reads them: iCalendar, RFC 5545. Pure: values in, text out.
// Must never guess an hour: without both the entry is for the whole day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace musubi::feeds {

struct CalendarEntry {
  std::string uid;      // stays the same whatever changes
  std::string title, words, place;
  std::string address;  // https://... of its page
  std::string starts_on, ends_on;  // ISO days
  std::optional<int> from, until;  // minutes since midnight, of the first and of the last day
  Instant changed;
};
// `name`: what a program shows as the calendar's own; "" = none.
std::string calendar_of(std::string_view name, const std::vector<CalendarEntry>& entries);

// ---- parts, for their tests ----

inline constexpr std::size_t kLineOctetsMost = 75;  // RFC 5545 section 3.1, without the line end
// One content line as it is sent: parts of at most 75 octets, each but the last followed by CRLF
// and a space, and never a character cut in two. Ends in CRLF.
std::string fold_line(std::string_view line);
// TEXT of RFC 5545 section 3.3.11: line ends, commas, semicolons and backslashes are escaped;
// other control characters have no place in it and are left out.
std::string escape_text(std::string_view text);

}  // namespace musubi::feeds
