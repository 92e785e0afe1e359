// figures.h - what a period of the public site comes to: totals, the longest lists, days and hours.
// Read from the sums (fast, for screens and reports) or counted anew from raw events (the proof).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "db/db.h"
#include "features/analytics/batch.h"

namespace musubi::analytics {

inline constexpr int kListed = 20;     // of each list, in screens and reports
inline constexpr int kRawDays = 62;    // raw events are kept so long: two whole months

struct Line {
  std::string name;
  std::int64_t number = 0;
  bool operator==(const Line&) const = default;
};
struct List {
  std::vector<Line> lines;  // largest first, at most kListed
  std::int64_t all = 0;     // also of those that are not listed
};
struct DayLine {
  std::string day;
  std::int64_t views = 0, visits = 0, visitors = 0;
  bool operator==(const DayLine&) const = default;
};
struct Figures {
  Date from, until;  // both included
  std::map<std::string, std::int64_t, std::less<>> totals;  // kTotals
  std::map<std::string, List, std::less<>> lists;           // kLists
  std::vector<DayLine> days;                                // every day of a month; none of a year
  std::int64_t total(std::string_view name) const;
  const List& list(std::string_view measure) const;  // an empty one when there is none
};

struct TotalName {
  std::string_view name, label;
};
const std::vector<TotalName>& total_names();          // in the order of every table
const std::vector<std::string_view>& list_measures();  // the same

// A calendar month, 2024-07; nullopt for anything else.
std::optional<Date> month_from(std::string_view text);  // its first day
Date month_end(Date first);
std::string month_words(Date first);                    // 令和6年7月

Figures compute_figures(db::Reader& reader, Date from, Date until);
// Totals alone, for comparison.
std::map<std::string, std::int64_t, std::less<>> compute_totals(db::Reader& reader, Date from,
                                                                Date until);
// The same from raw events, but for what no event is kept of: those left out, and gaps.
Figures recount_figures(db::Reader& reader, Date from, Date until);
// Where two countings of the same period differ, in words; "" when they agree.
std::string difference(const Figures& sums, const Figures& recounted);

Json json_of(const Figures& figures);
Figures figures_from(const Json& json);

}  // namespace musubi::analytics
