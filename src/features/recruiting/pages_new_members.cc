// pages_new_members.cc - KPI-01, its parts and its plan: request to service to page. The period is
// the contract's, from the configuration. See pages.h; no rules here.
#include "base/text.h"
#include "features/recruiting/pages.h"
#include "features/recruiting/views_new_members.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::recruiting::pages {
namespace {

constexpr int kShown = 20;

Part part_from(const std::string& name) {
  if (name == "again") return Part::again;
  if (name == "outside") return Part::outside;
  if (name == "waiting") return Part::waiting;
  return Part::counted;
}

}  // namespace

web::Response show_new_members(web::Request& request) {
  const Context ctx = request.context();
  views::NewMembers data;
  data.part = part_from(request.query.get("part"));
  const PageKey key{request.query.get("after_day"), request.query.get("after_id")};
  const Period period{request.app->contract_start, request.app->contract_end};
  auto page = load_new_members(ctx, period, data.part, key, kShown);
  if (!page) return web::problem(request, page.error());
  data.page = std::move(*page);
  data.today = ctx.today();
  data.may_plan = can(ctx.actor, may::plan_new_members);
  data.sees_prospects = can(ctx.actor, may::see_prospects);
  if (request.query.has("saved")) data.status = "計画を保存しました";
  const std::string part = request.query.get("part");
  const std::string base =
      views::kNewMembers + (data.part == Part::counted ? "" : "?part=" + part);
  if (data.page.more) {
    const auto& last = data.page.rows.back().joining;
    data.next_path = base + (data.part == Part::counted ? "?" : "&") + "after_day=" +
                     last.happened_on + "&after_id=" + last.event_id;
  }
  if (!key.after_id.empty()) data.first_path = base;
  return web::html(views::new_members(request, data));
}

web::Response show_plan(web::Request& request) {
  auto plan = load_plan(request.context());
  if (!plan) return web::problem(request, plan.error());
  views::PlanForm form{.seen = members::plan_text(*plan)};
  for (std::size_t i = 0; i < plan->size(); ++i) {
    form.typed.add("month_" + std::to_string(i + 1), std::to_string((*plan)[i]));
  }
  return web::html(views::plan_form(request, form));
}

web::Response update_plan(web::Request& request) {
  const Context ctx = request.context();
  PlanEdit input{.seen = request.form.get("seen"), .reason = request.form.get("reason")};
  for (int i = 1; i <= 12; ++i) {
    input.months.push_back(request.form.get("month_" + std::to_string(i)));
  }
  auto saved = save_plan(ctx, input);
  if (saved) return web::see_other(std::string(views::kNewMembers) + "?saved=1");
  const bool conflict = saved.error().fault == Fault::conflict;
  if (!conflict && saved.error().fault != Fault::invalid) {
    return web::problem(request, saved.error());
  }
  views::PlanForm form{.typed = request.form, .seen = input.seen, .error = saved.error()};
  if (conflict) {
    auto now = load_plan(ctx);
    if (!now) return web::problem(request, now.error());
    form.seen = form.is_now = members::plan_text(*now);
  }
  web::Response again = web::show_again(request, views::plan_form(request, form));
  if (conflict) again.status = web::status_of(Fault::conflict);
  return again;
}

}  // namespace musubi::recruiting::pages
