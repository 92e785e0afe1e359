// home_figures.h - KPI-01 (new members) against its plan, and where it leads if things go on as
// they do. Computed from membership events on every view; never stored. Read by home.cc and,
// through members.h, by the page that shows what the figure is made of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/db.h"

namespace musubi::members {

// Requirements section 13: at least 50 organisations that were never members before, by March.
// The setting kpi.new_members.plan (twelve numbers with commas, April to March, cumulative) says
// otherwise.
inline constexpr std::string_view kNewMembersPlanSetting = "kpi.new_members.plan";
inline constexpr std::array<std::int64_t, 12> kNewMembersPlan{0,  2,  6,  11, 16, 21,
                                                              26, 31, 36, 41, 46, 50};

struct NewMembers {
  std::array<std::int64_t, 12> plan = kNewMembersPlan;  // cumulative, at the end of each month
  std::array<std::int64_t, 12> actual{};                // cumulative; after `month` meaningless
  int month = 0;                 // 0 = April: the month of today
  std::int64_t now = 0;          // first-time members until today
  std::int64_t planned_now = 0;  // the plan, in proportion to the days of this month
  std::int64_t target = 0;       // the plan's last number
  std::int64_t forecast = -1;    // end of March at the pace so far; -1 in the first 30 days
};
NewMembers new_members(db::Reader& reader, Date today);
// The plan as it is kept: twelve numbers with commas.
std::string plan_text(const std::array<std::int64_t, 12>& plan);
// 「このままの伸びでは3月末に41団体となり、目標に9団体足りません。」
std::string finding_of(const NewMembers& figures);

}  // namespace musubi::members
