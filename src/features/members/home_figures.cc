// home_figures.cc - see home_figures.h. Pure but for two bounded reads.
// Must never show a forecast from less than a month: it would swing with every single member.
#include "features/members/home_figures.h"

#include <charconv>

#include "base/text.h"
#include "core/settings/settings.h"
#include "features/members/members.h"

namespace musubi::members {
namespace {

constexpr int kForecastDays = 30;

std::array<std::int64_t, 12> plan_of(db::Reader& reader) {
  std::array<std::int64_t, 12> out{};
  const auto parts = split(settings::find(reader, kNewMembersPlanSetting), ',');
  if (parts.size() != out.size()) return kNewMembersPlan;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string part = trim(parts[i]);
    const auto read = std::from_chars(part.data(), part.data() + part.size(), out[i]);
    const bool falls = i > 0 && out[i] < out[i - 1];
    if (read.ec != std::errc() || out[i] < 0 || falls) return kNewMembersPlan;
  }
  return out;
}

}  // namespace

NewMembers new_members(db::Reader& reader, Date today) {
  NewMembers out;
  const int year = fiscal_year(today);
  const Date start = fiscal_year_start(year);
  out.plan = plan_of(reader);
  out.target = out.plan.back();
  out.month = (today.month + 8) % 12;
  out.now = standing(reader, start, today).joined_first_time;
  const auto by_month = first_time_by_month(reader, year);
  std::int64_t sum = 0;
  for (int i = 0; i < 12; ++i) {
    sum += by_month[static_cast<std::size_t>(i)];
    out.actual[static_cast<std::size_t>(i)] = i < out.month ? sum : out.now;
  }
  const auto month = static_cast<std::size_t>(out.month);
  const std::int64_t before = month == 0 ? 0 : out.plan[month - 1];
  const Date first{today.year, today.month, 1};
  const int days = days_between(first, add_months(first, 1));
  out.planned_now = before + ((out.plan[month] - before) * today.day + days / 2) / days;
  const int elapsed = days_between(start, today) + 1;
  if (elapsed > kForecastDays) {
    const int whole = days_between(start, fiscal_year_end(year)) + 1;
    out.forecast = out.now * whole / elapsed;
  }
  return out;
}

std::string plan_text(const std::array<std::int64_t, 12>& plan) {
  std::string out;
  for (const std::int64_t number : plan) out += (out.empty() ? "" : ",") + std::to_string(number);
  return out;
}

std::string finding_of(const NewMembers& f) {
  const std::string target = thousands(f.target) + "団体";
  if (f.now >= f.target) return "目標の" + target + "に達しました。";
  if (f.now == 0) return "今年度の新規入会は、まだありません。";
  if (f.forecast < 0) return "見込みは、5月から計算します。";
  const std::string leads = "このままの伸びでは3月末に" + thousands(f.forecast) + "団体となり、";
  if (f.forecast >= f.target) return leads + "目標の" + target + "に届きます。";
  return leads + "目標に" + thousands(f.target - f.forecast) + "団体足りません。";
}

}  // namespace musubi::members
