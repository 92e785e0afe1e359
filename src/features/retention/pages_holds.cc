// pages_holds.cc - holds and the look at the evidence. See pages.h; no rules here.
// What was refused comes back as the same form, as typed.
#include "features/retention/pages.h"
#include "features/retention/permissions.h"
#include "features/retention/views.h"
#include "web/form.h"

namespace musubi::retention::pages {
namespace {

constexpr int kPage = 25;
constexpr int kChecksPage = 30;

const std::string kHolds = std::string(views::kPath) + "/holds";

}  // namespace

web::Response show_holds(web::Request& request) {
  const Context ctx = request.context();
  auto rows = list_all_holds(ctx, request.query.get("before"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  views::HoldList data{std::move(*rows), "", "", can(ctx.actor, may::hold_records)};
  if (data.rows.size() > kPage) {
    data.rows.resize(kPage);
    data.next = data.rows.back().id;
  }
  return web::html(views::hold_list(request, data));
}

web::Response show_new_hold(web::Request& request) {
  views::HoldForm data;
  data.typed.scope = request.query.get("scope");
  data.typed.kind = request.query.get("kind");
  data.typed.subject_id = request.query.get("subject_id");
  return web::html(views::hold_form(request, data));
}

web::Response create_hold(web::Request& request) {
  views::HoldForm data;
  NewHold& input = data.typed;
  input.scope = request.form.get("scope");
  input.kind = request.form.get("kind");
  input.subject_id = request.form.get("subject_id");
  input.label = request.form.get("label");
  input.reason = request.form.get("reason");
  data.until = web::kit::typed_date_parts(request.form, "until_on");
  const auto until = web::kit::read_date(request.form, "until_on", "いつまで");
  if (until && *until) input.until_on = iso(**until);
  const auto made = until ? place_hold(request.context(), input, web::sending_of(request))
                          : Result<std::string>(fail(until.error()));
  if (made) return web::see_other(kHolds + "/" + *made + "?said=placed");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  data.error = made.error();
  return web::show_again(request, views::hold_form(request, data));
}

web::Response show_hold(web::Request& request) {
  const Context ctx = request.context();
  auto hold = load_hold(ctx, request.param("id"));
  if (!hold) return web::problem(request, hold.error());
  const std::string said = request.query.get("said");
  const std::string status = said == "placed"   ? "記録を保全しました"
                             : said == "lifted" ? "保全を解きました"
                                                : "";
  return web::html(views::hold_detail(
      request, {std::move(*hold), can(ctx.actor, may::hold_records), "", status, {}}));
}

web::Response create_release(web::Request& request) {
  const Context ctx = request.context();
  const std::string id = request.param("id");
  const std::string reason = request.form.get("lifted_reason");
  const auto done = lift_hold_on(ctx, id, reason);
  if (done) return web::see_other(kHolds + "/" + id + "?said=lifted");
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto hold = load_hold(ctx, id);
  if (!hold) return web::problem(request, hold.error());
  return web::show_again(request,
                         views::hold_detail(request, {std::move(*hold), true, reason, "",
                                                      done.error()}));
}

web::Response show_evidence(web::Request& request) {
  const Context ctx = request.context();
  views::EvidencePage data;
  auto rows = list_evidence_checks(ctx, request.query.get("before"), kChecksPage + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kChecksPage) {
    data.rows.resize(kChecksPage);
    const EvidenceCheck& last = data.rows.back();
    data.next = std::to_string(last.checked_at.ms) + "-" + last.id;
  }
  data.evidence = ctx.db.read(latest_evidence);
  data.may_check = can(ctx.actor, may::check_evidence);
  if (request.query.get("said") == "checked") data.status = "証拠を確かめました";
  return web::html(views::evidence_page(request, data));
}

web::Response create_check(web::Request& request) {
  const auto done = check_evidence(request.context());
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kPath) + "/evidence?said=checked");
}

}  // namespace musubi::retention::pages
