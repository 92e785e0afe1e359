// pages_list.cc - the office's list, a call or a visit written down, the figures of a month. See
// pages.h; no rules here.
#include <charconv>

#include "base/text.h"
#include "features/inquiries/pages.h"
#include "features/inquiries/views.h"
#include "features/members/members.h"
#include "web/form.h"

namespace musubi::inquiries::pages {
namespace {

constexpr int kRows = 25;
constexpr const char* kList = "/office/inquiries";

store::Filter filter_of(const web::Request& request) {
  const web::Fields& f = request.query;
  store::Filter out;
  out.show = f.get("show");
  if (out.show != "all" && label_in(states(), out.show).empty()) out.show.clear();
  if (out.show == "open") out.show.clear();
  if (!f.get("mine").empty()) out.assigned_to = request.actor.account.text;
  out.organisation_id = f.get("organisation");
  const std::string due = f.get("after_due");
  std::from_chars(due.data(), due.data() + due.size(), out.after_due);
  out.after_id = f.get("after");
  out.most = kRows + 1;
  return out;
}

std::string next_path(const views::ListPage& data, const store::Filter& filter) {
  const Inquiry& last = data.rows.back();
  std::string out = std::string(kList) + "?after=" + last.id +
                    "&after_due=" + std::to_string(last.due_at.ms);
  if (!filter.show.empty()) out += "&show=" + filter.show;
  if (!filter.assigned_to.empty()) out += "&mine=1";
  if (!filter.organisation_id.empty()) out += "&organisation=" + filter.organisation_id;
  return out;
}

}  // namespace

web::Response show_inquiries(web::Request& request) {
  const Context ctx = request.context();
  const store::Filter filter = filter_of(request);
  views::ListPage data;
  data.words = cut_characters(request.query.get("q"), 100);
  auto rows = list_visible(ctx, filter, data.words);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  data.show = filter.show;
  data.mine = filter.assigned_to;
  data.organisation = filter.organisation_id;
  data.clock = clock_of(ctx);
  data.quarantined = ctx.db.read(
      [](db::Reader& reader) { return store::count_in_state(reader, "quarantined"); });
  if (!filter.organisation_id.empty()) {
    const auto member = members::find_organisation_name(ctx, {filter.organisation_id});
    if (!member) return web::problem(request, member.error());
    data.organisation_name = member->name;
  }
  if (data.words.empty() && data.rows.size() > kRows) {
    data.rows.resize(kRows);
    data.next = next_path(data, filter);
  }
  return web::html(views::inquiry_list(request, data)).header("Cache-Control", "no-store");
}

web::Response show_call_form(web::Request& request) {
  return web::html(views::call_form(request, {}));
}

web::Response create_call(web::Request& request) {
  const web::Fields& f = request.form;
  views::CallForm again{f, web::kit::typed_date_parts(f, "happened_on"), std::nullopt};
  const auto day = web::kit::read_date(f, "happened_on", "受けた日");
  const Call input{f.get("channel"), day && *day ? iso(**day) : "", f.get("category"),
                   f.get("subject"), f.get("body"), f.get("name"), f.get("organisation_name"),
                   f.get("email"), f.get("telephone"), f.get("member_no"), f.get("answer")};
  const auto made = day ? enter_call(request.context(), input, web::sending_of(request))
                        : Result<std::string>(fail(day.error()));
  if (made) return web::see_other(std::string(kList) + "/" + *made + "?said=entered");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  again.error = made.error();
  return web::show_again(request, views::call_form(request, again));
}

web::Response show_months(web::Request& request) {
  const auto month = load_month(request.context(), request.query.get("month"));
  if (!month) return web::problem(request, month.error());
  return web::html(views::month(request, *month));
}

web::Response show_months_csv(web::Request& request) {
  const auto month = load_month(request.context(), request.query.get("month"));
  if (!month) return web::problem(request, month.error());
  return web::download(month_csv(*month), "text/csv; charset=utf-8",
                       "問合せの件数_" + iso(month->from).substr(0, 7) + ".csv");
}

}  // namespace musubi::inquiries::pages
