// batch.h - what was counted in one second: raw events and the sums that they add. The events say
// the same as the sums, so that a month can be counted anew from them. Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/time.h"
#include "features/analytics/visits.h"
#include "web/arrivals.h"

namespace musubi::analytics {

// Names of the sums. `total` has names of its own: kTotals.
namespace measure {
inline constexpr std::string_view kTotal = "total", kPage = "page", kLanding = "landing",
                                  kExit = "exit", kReferrer = "referrer", kDevice = "device",
                                  kBrowser = "browser", kWord = "word", kZeroWord = "zero_word",
                                  kDownload = "download", kOutbound = "outbound",
                                  kMissing = "missing", kHour = "hour", kLeftOut = "left_out";
}  // namespace measure

struct Event {
  std::string id;
  std::string day;
  std::int64_t hour = 0;
  Instant at;
  std::string kind, page, referrer, device, browser;
  std::int64_t visit = 0, visitor = 0, position = 0;
  std::string words;
  std::int64_t hits = 0;
};

// (measure, span, name) -> what is added to it; a span is a day or a month.
using Sums = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;
void add_to(Sums& sums, std::string_view measure, const std::string& day, const std::string& name,
            std::int64_t number);
// What one event adds, with what its visit said of it.
void add_event(Sums& sums, const Event& event, const Seen& seen);

struct Batch {
  std::int64_t number = 0;  // grows by one within a process
  std::vector<Event> events;
  Sums sums;
  bool empty() const { return events.empty() && sums.empty(); }
};

}  // namespace musubi::analytics
