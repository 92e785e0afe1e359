// store_figures.h - sums over membership events and what waits; see store_figures.cc.
// Every figure reads a bounded number of rows.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "db/db.h"

namespace musubi::members::store {

// Where counting stops, so that a page costs the same with any number: what is open, and all that
// imports found.
inline constexpr std::int64_t kOpenCap = 2000;
inline constexpr std::int64_t kFoundCap = 20'000;

struct DaySum {
  std::string kind;
  bool first_time = false;
  bool inside = false;  // the day is not before `from`
  std::int64_t number = 0;
};
// Every event up to `until`; days without a date ('') count as before `from`.
std::vector<DaySum> list_membership_sums(db::Reader& reader, const std::string& from,
                                         const std::string& until);
// {2024-04, 3} ...
std::vector<std::pair<std::string, std::int64_t>> list_first_time_by_month(
    db::Reader& reader, const std::string& from, const std::string& until);
// What committed imports found, and how much of it is open; up to kFoundCap and kOpenCap.
struct DefectCounts {
  std::int64_t open = 0, all = 0;
};
// Days whose sums are not those of their events; at most twenty. Reads every event.
std::vector<std::string> list_unequal_days(db::Reader& reader);
DefectCounts count_defects(db::Reader& reader);
// Members in good standing that an import left something open of, as the list shows them.
std::int64_t count_open_defects(db::Reader& reader);    // up to kOpenCap
std::int64_t count_open_proposals(db::Reader& reader);  // up to kOpenCap

}  // namespace musubi::members::store
