// hours.cc - see hours.h. Reads the text once, from the left: a time is an hour with 時 or a colon
// behind it. Must never guess: three times, or an end before its beginning, tell nothing.
#include "features/publishing/hours.h"

#include <array>
#include <vector>

#include "base/text.h"

namespace musubi::publishing {
namespace {

constexpr int kNoon = 12;
constexpr int kMinutesOfHour = 60;
constexpr std::size_t kTextMost = 400;  // bytes; longer ones are prose

struct ReadTime {
  int hour = 0, minute = 0;
  enum class Half { unsaid, morning, afternoon } half = Half::unsaid;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Up to two digits at `at`; -1 when there is none. Three digits are no time.
int read_number(std::string_view text, std::size_t& at) {
  int value = 0;
  std::size_t digits = 0;
  while (at < text.size() && is_digit(text[at]) && digits < 3) {
    value = value * 10 + (text[at] - '0');
    ++at;
    ++digits;
  }
  return digits == 0 || digits > 2 ? -1 : value;
}

bool take(std::string_view text, std::size_t& at, std::string_view word) {
  if (text.substr(at, word.size()) != word) return false;
  at += word.size();
  return true;
}

// The minutes behind an hour: 30分, 30, 半, nothing. False when it is no time after all.
bool read_minutes(std::string_view text, std::size_t& at, bool colon, ReadTime& time) {
  if (take(text, at, "半")) {
    time.minute = kMinutesOfHour / 2;
    return true;
  }
  const std::size_t before = at;
  const int minutes = read_number(text, at);
  if (minutes < 0) return !colon && at == before;
  if (minutes >= kMinutesOfHour) return false;
  // 13時30人: the number belongs to something else.
  if (!colon && !take(text, at, "分")) {
    at = before;
    return true;
  }
  time.minute = minutes;
  return true;
}

std::vector<ReadTime> times_in(std::string_view text) {
  std::vector<ReadTime> out;
  ReadTime::Half half = ReadTime::Half::unsaid;
  for (std::size_t at = 0; at < text.size();) {
    if (take(text, at, "午前")) {
      half = ReadTime::Half::morning;
    } else if (take(text, at, "午後")) {
      half = ReadTime::Half::afternoon;
    } else if (is_digit(text[at])) {
      ReadTime time;
      time.half = half;
      half = ReadTime::Half::unsaid;
      time.hour = read_number(text, at);
      const bool colon = take(text, at, ":");
      // 2時間: how long, not when.
      if (time.hour < 0 || time.hour > 24 || (!colon && !take(text, at, "時")) ||
          text.substr(at).starts_with("間")) {
        continue;
      }
      if (read_minutes(text, at, colon, time)) out.push_back(time);
    } else {
      ++at;
    }
  }
  return out;
}

int minutes_of(const ReadTime& time) {
  int hour = time.hour;
  if (time.half == ReadTime::Half::afternoon && hour < kNoon) hour += kNoon;
  return hour * kMinutesOfHour + time.minute;
}

}  // namespace

Hours read_hours(std::string_view text) {
  if (text.size() > kTextMost) return {};
  std::vector<ReadTime> times = times_in(nfkc(text));
  if (times.empty() || times.size() > 2) return {};
  Hours out;
  out.from = minutes_of(times[0]);
  if (times.size() == 1) return out;
  // 午後1時から3時まで: what was said once holds for both.
  if (times[1].half == ReadTime::Half::unsaid && times[1].hour < kNoon &&
      times[0].half == ReadTime::Half::afternoon) {
    times[1].half = ReadTime::Half::afternoon;
  }
  out.until = minutes_of(times[1]);
  if (*out.until <= *out.from || *out.until > 24 * kMinutesOfHour) return {};
  return out;
}

std::string clock_of(int minutes) {
  const std::array<int, 2> parts{minutes / kMinutesOfHour, minutes % kMinutesOfHour};
  std::string out;
  for (int part : parts) {
    if (!out.empty()) out += ':';
    out += static_cast<char>('0' + part / 10 % 10);
    out += static_cast<char>('0' + part % 10);
  }
  return out;
}

}  // namespace musubi::publishing
