// service_new_members.cc - see service_new_members.h. Counts nothing itself: members counts, this
// shows, plans and warns. A plan that was changed keeps its history in the audit.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "core/access/access.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "core/settings/settings.h"
#include "features/accounts/accounts.h"
#include "features/recruiting/service_new_members.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {
namespace {

constexpr std::string_view kPlanChanged = "recruiting.plan.changed";
constexpr std::string_view kWarnedSetting = "kpi.new_members.warned_month";  // 2024-10
constexpr int kPlanChangesShown = 12;
constexpr int kAccountsMost = 100;
constexpr std::int64_t kPlanMost = 9999;
constexpr std::size_t kReasonMost = 300;

constexpr std::string_view kWarning =
    "件名: 【{{consortium}}】新規入会が計画を下回っています（{{day}}現在）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "新規入会（はじめての団体）が、計画の{{percent}}％を下回る見通しです。\n"
    "\n"
    "きょうまでの実績：{{now}}団体\n"
    "きょうまでの計画：{{planned}}団体\n"
    "3月末の見込み：{{forecast}}\n"
    "目標：{{target}}団体\n"
    "\n"
    "内訳と、動いている見込み先は、次のページで確かめられます。\n"
    "{{link}}\n"
    "\n"
    "このお知らせは、月に一度だけお送りします。\n";

members::Joinings joinings_of(Part part) {
  if (part == Part::again) return members::Joinings::again;
  if (part == Part::outside) return members::Joinings::outside;
  return members::Joinings::counted;
}

void add_rows(db::Reader& reader, const Context& ctx, NewMembersPage& page, Part part,
              const PageKey& key, int most) {
  auto joinings =
      members::list_new_joinings(reader, joinings_of(part), page.period.from, page.period.until,
                                 key.after_day, key.after_id, most + 1);
  page.more = static_cast<int>(joinings.size()) > most;
  if (page.more) joinings.pop_back();
  std::vector<OrganisationId> ids;
  for (const auto& one : joinings) ids.push_back(one.id);
  const auto decisions = applications::list_decided_of(reader, ids);
  const bool sees_prospects = can(ctx.actor, may::see_prospects);
  for (auto& one : joinings) {
    CountedRow row{std::move(one), {}, {}};
    for (const auto& decided : decisions) {
      if (decided.organisation_id == row.joining.id) row.decision = decided;
    }
    if (sees_prospects) {
      row.prospect = store::find_prospect_of_organisation(reader, row.joining.id.text);
    }
    page.rows.push_back(std::move(row));
  }
}

std::vector<applications::Decided> list_waiting(db::Reader& reader, const Period& period) {
  std::vector<applications::Decided> out;
  std::string day, id;
  for (;;) {
    const auto page =
        applications::list_approved(reader, period.from, period.until, day, id, kAccountsMost);
    for (const auto& one : page) {
      if (one.state != applications::State::approved) continue;
      if (static_cast<int>(out.size()) < kWaitingMost) out.push_back(one);
    }
    if (static_cast<int>(page.size()) < kAccountsMost) return out;
    day = page.back().decided_on;
    id = page.back().id.text;
  }
}

// Twelve numbers, none smaller than the one before, the last at least the contract's.
Result<std::array<std::int64_t, 12>> check_plan(const PlanEdit& input) {
  std::vector<FieldError> errors;
  std::array<std::int64_t, 12> plan{};
  std::int64_t before = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const std::string field = "month_" + std::to_string(i + 1);
    const std::string month = std::to_string((i + 3) % 12 + 1) + "月末";
    const std::string text = i < input.months.size() ? nfkc(trim(input.months[i])) : "";
    const auto read = std::from_chars(text.data(), text.data() + text.size(), plan[i]);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (text.empty() || !whole || plan[i] < 0 || plan[i] > kPlanMost) {
      errors.push_back({field, month + "の計画は、0から9999までの数字で入力してください"});
      continue;
    }
    if (plan[i] < before) {
      errors.push_back({field, month + "の計画は累計です。前の月（" + std::to_string(before) +
                                   "）以上の数字を入力してください"});
    }
    before = std::max(before, plan[i]);
  }
  if (errors.empty() && plan.back() < kContractTarget) {
    errors.push_back({"month_12", "3月末の計画は、仕様書の" + thousands(kContractTarget) +
                                      "団体以上にしてください"});
  }
  const std::size_t length = count_characters(trim(input.reason));
  if (length == 0 || length > kReasonMost) {
    errors.push_back({"reason", "なぜ変えるかを300文字以内で入力してください。記録に残ります"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return plan;
}

Result<std::vector<accounts::Account>> managers(const Context& ctx) {
  accounts::ListFilter filter;
  filter.role = Role::secretariat_manager;
  filter.state = accounts::State::active;
  filter.most = kAccountsMost;
  return accounts::list_accounts(ctx, filter);
}

}  // namespace

bool is_alarming(const members::NewMembers& f) {
  if (f.now >= f.target) return false;
  const bool behind = f.now * 100 < f.planned_now * kAlarmPercent;
  const bool will_miss = f.forecast >= 0 && f.forecast * 100 < f.target * kAlarmPercent;
  return behind || will_miss;
}

Result<NewMembersPage> load_new_members(const Context& ctx, const Period& period, Part part,
                                        const PageKey& key, int most) {
  TRY(must(ctx.actor, may::see_new_members));
  return ctx.db.read([&](db::Reader& reader) -> Result<NewMembersPage> {
    NewMembersPage page;
    page.period = period;
    page.figures = members::new_members(reader, ctx.today());
    using members::Joinings;
    const auto count = [&](Joinings which) {
      return members::count_new_joinings(reader, which, period.from, period.until);
    };
    page.counted = count(Joinings::counted);
    page.again = count(Joinings::again);
    page.outside = count(Joinings::outside);
    page.waiting_rows = list_waiting(reader, period);
    page.waiting = static_cast<std::int64_t>(page.waiting_rows.size());
    page.contacts = store::count_contacts(reader, iso(period.from), iso(period.until));
    page.by_stage = store::count_by_stage(reader);
    for (const auto& [stage, number] : page.by_stage) {
      const auto known = stage_from_name(stage);
      if (known && is_open(*known)) page.prospects_open += number;
      if (known == Stage::applied) page.in_progress = number;
    }
    if (part != Part::waiting) add_rows(reader, ctx, page, part, key, most);
    audit::Filter filter;
    filter.noun = "new_member_plan";
    filter.subject_id = "kpi-01";
    filter.most = kPlanChangesShown;
    page.plan_changes = audit::list_entries(reader, filter);
    return page;
  });
}

Result<std::array<std::int64_t, 12>> load_plan(const Context& ctx) {
  TRY(must(ctx.actor, may::plan_new_members));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::array<std::int64_t, 12>> {
    return members::new_members(reader, ctx.today()).plan;
  });
}

Result<void> save_plan(const Context& ctx, const PlanEdit& input) {
  TRY(must(ctx.actor, may::plan_new_members));
  const auto plan = TRY(check_plan(input));
  const std::string after = members::plan_text(plan);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string before = members::plan_text(members::new_members(tx, ctx.today()).plan);
    if (before == after) return {};  // pressed twice, or nothing changed
    if (before != input.seen) {
      return fail(Fault::conflict, "ほかの人が先に計画を変えました。いまの計画を確かめて、もう一度保存してください");
    }
    TRY(settings::change(tx, ctx, members::kNewMembersPlanSetting, after));
    return audit::note(tx, ctx, kPlanChanged, {"new_member_plan", "kpi-01", ""},
                       {{"plan", before}}, {{"plan", after}}, trim(input.reason));
  });
}

Result<void> warn_managers(const Context& ctx) {
  const std::string month = iso(ctx.today()).substr(0, 7);
  const auto figures = ctx.db.read(
      [&](db::Reader& reader) { return members::new_members(reader, ctx.today()); });
  if (!is_alarming(figures)) return {};
  const auto people = TRY(managers(ctx));
  const settings::Consortium& house = settings::consortium();
  mail::Values values{{"consortium", house.name}, {"link", house.origin + "/office/new-members"}};
  values["day"] = wareki(ctx.today());
  values["percent"] = std::to_string(kAlarmPercent);
  values["now"] = thousands(figures.now);
  values["planned"] = thousands(figures.planned_now);
  values["forecast"] =
      figures.forecast < 0 ? "まだ計算できません" : thousands(figures.forecast) + "団体";
  values["target"] = thousands(figures.target);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (settings::find(tx, kWarnedSetting) == month) return {};
    for (const auto& account : people) {
      mail::Values own = values;
      own["name"] = account.name;
      mail::Letter letter;
      letter.to_address = account.login;
      letter.to_name = account.name;
      letter.text = mail::compose(kWarning, own);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return settings::change(tx, ctx, kWarnedSetting, month);
  });
}

}  // namespace musubi::recruiting
