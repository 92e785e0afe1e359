// ical.cc - see ical.h. Every line passes fold_line(), every text escape_text(), so that no word of
// an article can begin a line of its own. Must never be given bytes that are not UTF-8 (the
// database holds none).
#include "features/feeds/ical.h"

#include <algorithm>

namespace musubi::feeds {
namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr std::string_view kZone =
    "BEGIN:VTIMEZONE\r\n"
    "TZID:Asia/Tokyo\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0900\r\n"
    "TZOFFSETTO:+0900\r\n"
    "TZNAME:JST\r\n"
    "END:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

std::string two(int number) {
  std::string out = std::to_string(number);
  return out.size() < 2 ? "0" + out : out;
}

// 20241030
std::string day_text(Date day) {
  std::string out;
  for (char c : iso(day)) {
    if (c != '-') out += c;
  }
  return out;
}

// 20241030T133000; 24:00 is the beginning of the next day.
std::string local_text(Date day, int minutes) {
  if (minutes >= kMinutesOfDay) return local_text(add_days(day, 1), minutes - kMinutesOfDay);
  return day_text(day) + "T" + two(minutes / 60) + two(minutes % 60) + "00";
}

// 20241028T003000Z
std::string utc_text(Instant at) {
  const Instant shifted{at.ms - 9 * 3'600'000LL};  // of Japan's clock, what UTC's shows
  const std::string text = iso8601_jst(shifted);    // 2024-10-28T00:30:00+09:00
  std::string out;
  for (char c : text.substr(0, 19)) {
    if (c != '-' && c != ':') out += c;
  }
  return out + "Z";
}

std::string line_of(std::string_view name, std::string_view value) {
  return fold_line(std::string(name) + ":" + std::string(value));
}

std::string text_line(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : line_of(name, escape_text(text));
}

std::string times_of(const CalendarEntry& entry) {
  const auto begins = parse_iso_date(entry.starts_on);
  const auto ends = parse_iso_date(entry.ends_on);
  if (!begins) return {};
  const Date last = ends && *begins < *ends ? *ends : *begins;
  if (!entry.from) {
    return line_of("DTSTART;VALUE=DATE", day_text(*begins)) +
           line_of("DTEND;VALUE=DATE", day_text(add_days(last, 1)));  // the day after
  }
  std::string out = line_of("DTSTART;TZID=Asia/Tokyo", local_text(*begins, *entry.from));
  if (entry.until) out += line_of("DTEND;TZID=Asia/Tokyo", local_text(last, *entry.until));
  return out;
}

std::string entry_text(const CalendarEntry& entry) {
  const std::string times = times_of(entry);
  if (times.empty()) return {};  // RFC 5545 knows no event without a beginning
  return "BEGIN:VEVENT\r\n" + text_line("UID", entry.uid) +
         line_of("DTSTAMP", utc_text(entry.changed)) +
         line_of("LAST-MODIFIED", utc_text(entry.changed)) + times +
         text_line("SUMMARY", entry.title) + text_line("DESCRIPTION", entry.words) +
         text_line("LOCATION", entry.place) +
         (entry.address.empty() ? std::string() : line_of("URL", entry.address)) +
         "STATUS:CONFIRMED\r\nEND:VEVENT\r\n";
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::string fold_line(std::string_view line) {
  std::string out;
  std::size_t room = kLineOctetsMost;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    while (end < line.size() && !begins_character(line[end])) ++end;
    if (end - at > room) {
      out += "\r\n ";
      room = kLineOctetsMost - 1;  // the space counts
    }
    out += line.substr(at, end - at);
    room -= std::min(room, end - at);
    at = end;
  }
  return out + "\r\n";
}

std::string escape_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case ';': out += "\\;"; break;
      case ',': out += "\\,"; break;
      case '\n': out += "\\n"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) break;
        out += c;
    }
  }
  return out;
}

std::string calendar_of(std::string_view name, const std::vector<CalendarEntry>& entries) {
  std::string out =
      "BEGIN:VCALENDAR\r\n"
      "VERSION:2.0\r\n"
      "PRODID:-//Musubi//Events//JA\r\n"
      "CALSCALE:GREGORIAN\r\n"
      "METHOD:PUBLISH\r\n";
  if (!name.empty()) {
    out += text_line("X-WR-CALNAME", name) + line_of("X-WR-TIMEZONE", "Asia/Tokyo") +
           line_of("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
  }
  out += kZone;
  for (const CalendarEntry& entry : entries) out += entry_text(entry);
  return out + "END:VCALENDAR\r\n";
}

}  // namespace musubi::feeds
