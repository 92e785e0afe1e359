// service_new_members.h - KPI-01: organisations that were never members before, against the plan,
// what the figure is made of and what it leaves out, the plan itself, and the warning.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/audit/audit.h"
#include "features/applications/applications.h"
#include "features/recruiting/permissions.h"
#include "features/recruiting/prospect.h"

namespace musubi::recruiting {

// The specification's own target: the plan may aim higher, never lower.
inline constexpr std::int64_t kContractTarget = 50;
inline constexpr int kAlarmPercent = 80;  // of the plan: below it somebody must act

struct Period {
  Date from, until;  // the contract's days
};
// Behind the plan of today, or on the way to less than the target, by more than a fifth.
bool is_alarming(const members::NewMembers& figures);

enum class Part { counted, again, outside, waiting };
struct CountedRow {
  members::NewJoining joining;
  std::optional<applications::Decided> decision;  // none: registered without an application
  std::optional<Prospect> prospect;               // only for who may see prospects
};
struct NewMembersPage {
  members::NewMembers figures;
  Period period;
  std::int64_t counted = 0, again = 0, outside = 0;
  std::int64_t waiting = 0;      // approved and not registered yet; up to kWaitingMost
  std::int64_t in_progress = 0;  // applications in the office's hands
  std::int64_t prospects_open = 0;
  std::map<std::string, std::int64_t> contacts;     // kind -> visits, calls ... of the period
  std::map<std::string, std::int64_t> by_stage;     // of the prospects, as figures
  std::vector<CountedRow> rows;                     // of Part counted, again, outside
  std::vector<applications::Decided> waiting_rows;  // of Part waiting
  bool more = false;
  std::vector<audit::Entry> plan_changes;  // newest first
};
inline constexpr int kWaitingMost = 100;
struct PageKey {
  std::string after_day, after_id;  // "" = first page
};
Result<NewMembersPage> load_new_members(const Context& ctx, const Period& period, Part part,
                                        const PageKey& key, int most);

struct PlanEdit {
  std::vector<std::string> months;  // twelve, April to March, cumulative, as typed
  std::string seen;                 // the plan that the form showed
  std::string reason;
};
Result<std::array<std::int64_t, 12>> load_plan(const Context& ctx);
Result<void> save_plan(const Context& ctx, const PlanEdit& input);

// A mail to the managers when the figure is alarming, once per calendar month; a job asks daily.
Result<void> warn_managers(const Context& ctx);

}  // namespace musubi::recruiting
