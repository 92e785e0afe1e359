// service.h - what feeds and files hold, gathered from what publishing says is public. The same for
// everyone: never asks who is looking. Every list is bounded; a year of events is a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "features/feeds/atom.h"
#include "features/feeds/ical.h"
#include "features/feeds/open_data.h"

namespace musubi::feeds {

struct House {
  std::string name;    // of the consortium
  std::string origin;  // https://host
  Instant begun;       // when an empty feed was last changed
};

// The newest of a type: news, dx_case, event.
inline constexpr int kFeedEntriesMost = 50;
std::vector<FeedEntry> load_feed_entries(const Context& ctx, const House& house,
                                         const std::string& type);

// Events of the last days and all that lie ahead.
inline constexpr int kCalendarDaysBack = 90;
inline constexpr int kCalendarEntriesMost = 1000;
std::vector<CalendarEntry> load_calendar(const Context& ctx, const House& house);
// Fault::not_found when it is no public event.
Result<CalendarEntry> load_calendar_entry(const Context& ctx, const House& house,
                                          const std::string& path);

// The names of the maps behind /sitemaps/: "first", then the id after which a map begins.
std::vector<std::string> list_map_names(const Context& ctx);
// `after` "" = from the first item. Beside the items, the first one holds the pages of `fixed`.
std::vector<MapAddress> load_map(const Context& ctx, const House& house, const std::string& after,
                                 const std::vector<std::string>& fixed);
inline constexpr int kMapItemsMost = 49'900;  // leaves room for the pages that are no items

struct YearOfEvents {
  int year = 0;  // fiscal
  std::vector<OpenEvent> events;
  Instant changed;  // the newest change of one of them; 0 = none
};
// Fault::not_found for a year without a file; Fault::too_large beyond kYearEventsMost.
inline constexpr int kYearEventsMost = 5000;
Result<YearOfEvents> load_year(const Context& ctx, const House& house, int year);
// Newest first.
std::vector<int> list_years(const Context& ctx);

// ---- for the office: what its open data lacks ----

struct LackingEvent {
  std::string id, title, starts_on;
  std::vector<std::string> lacks;  // headings of 推奨データセット that are 必須 and empty
};
inline constexpr int kCheckedMost = 200;  // of what lies ahead
Result<std::vector<LackingEvent>> list_lacking_events(const Context& ctx);

}  // namespace musubi::feeds
