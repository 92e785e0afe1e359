// hours.h - the hours of an event as people write them, read for machines: 13時30分から16時まで,
// 午後1時から3時まで, 13:30〜16:00. Pure. What is not surely two times is none: an entry in a
// calendar for the whole day is better than one at the wrong hour.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace musubi::publishing {

struct Hours {
  std::optional<int> from, until;  // minutes since midnight
};
Hours read_hours(std::string_view text);
std::string clock_of(int minutes);  // 13:30

}  // namespace musubi::publishing
