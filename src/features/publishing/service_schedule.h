// service_schedule.h - publishing and ending by the clock: a job of every minute. After downtime
// all that is due is caught up, in order; what came more than a minute late, or fails for longer
// than that, is told to the managers. And what a month holds, with the duty of a case a month
// (KPI-05).
#pragma once

#include <vector>

#include "features/publishing/service.h"

namespace musubi::publishing {

// One that cannot be published after all goes back to 承認, and its reason to the managers. One that
// fails is tried again every minute, keeps no other back, and is told once when it is late.
Result<void> run_schedule(const Context& ctx);

// A step that is due and not done for longer than this is late: the job stands still, or stood.
inline constexpr std::int64_t kLateMs = 60'000;
// How many planned steps are late now; for the home of the office. Indexed, at most 100.
std::int64_t count_late(const Context& ctx);

// ---- the editorial calendar and KPI-05 ----

struct Entry {
  Instant at;
  std::string what;  // published | planned | ends
  Content content;
};
struct CaseMonth {
  Date month;  // its first day
  std::int64_t published = 0, planned = 0;
};
struct Month {
  Date first;                     // first day of the month shown
  std::vector<Entry> entries;     // by time
  std::vector<CaseMonth> months;  // of the contract, for the duty of a case a month
  std::int64_t cases = 0;         // published since the contract began
  std::int64_t wanted = 0;        // months that are over
};
Result<Month> load_month(const Context& ctx, Date first, Date contract_start, Date contract_end);
// KPI-05 in two numbers, for the homes: one count.
struct CaseDuty {
  std::int64_t cases = 0;   // published since the contract began
  std::int64_t wanted = 0;  // months of it that are over
};
Result<CaseDuty> load_case_duty(const Context& ctx, Date contract_start, Date contract_end);
// No case was published or is booked this month.
bool lacks_case_this_month(const Context& ctx);

}  // namespace musubi::publishing
