// pages_office.cc - the office's queue, one request and its decisions, a request written down, the
// figures of a month. See pages.h; no rules here.
#include "features/listings/form_input.h"
#include "features/listings/pages.h"
#include "features/listings/views.h"
#include "features/members/members.h"
#include "web/form.h"

namespace musubi::listings::pages {
namespace {

std::string desk_of(const web::Request& request) {
  return views::kQueue + "/" + request.param("id");
}

Step step_of(const web::Request& request) {
  return {request.param("id"), whole_number_of(request.form.get("version"))};
}

store::Filter filter_of_queue(const web::Request& request) {
  const web::Fields& f = request.query;
  store::Filter out;
  out.show = f.get("show");
  const bool known = out.show == "all" || out.show == "pending" ||
                     !label_in(states(), out.show).empty();
  if (!known) out.show.clear();
  out.organisation_id = f.get("organisation");
  out.after_due = whole_number_of(f.get("after_due"));
  out.after_id = f.get("after");
  out.most = kRowsOfPage + 1;
  return out;
}

web::Response with_error(web::Request& request, const Error& error) {
  if (!comes_back(error.fault)) return web::problem(request, error);
  auto page = listings::load_listing(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  views::Detail data{std::move(*page), "", request.form, error};
  return web::html(views::desk(request, data), web::status_of(error.fault));
}

// Names the inquiry that a request comes of over its form; whoever asked, for a form that begins.
std::optional<inquiries::Asker> take_inquiry(const Context& ctx, const std::string& inquiry,
                                             views::AskForm& data) {
  if (!is_uuid(inquiry)) return std::nullopt;
  data.inquiry = inquiry;
  auto asker = inquiries::find_asker(ctx, inquiry);
  if (!asker) return std::nullopt;
  data.inquiry_label = asker->label;
  data.inquiry_path = asker->path;
  return asker;
}

web::Response after_step(web::Request& request, const Result<void>& done, const char* said) {
  if (!done) return with_error(request, done.error());
  return web::see_other(desk_of(request) + "?said=" + said);
}

}  // namespace

web::Response show_queue(web::Request& request) {
  const Context ctx = request.context();
  const store::Filter filter = filter_of_queue(request);
  auto rows = list_visible(ctx, filter);
  if (!rows) return web::problem(request, rows.error());
  views::ListPage data;
  data.rows = std::move(*rows);
  data.show = filter.show;
  data.organisation = filter.organisation_id;
  data.clock = clock_of(ctx);
  data.quarantined = ctx.db.read(
      [](db::Reader& reader) { return store::count_in_state(reader, "quarantined"); });
  data.pending = ctx.db.read([](db::Reader& reader) { return store::count_pending(reader); });
  if (!filter.organisation_id.empty()) {
    const auto member = members::find_organisation_name(ctx, {filter.organisation_id});
    if (!member) return web::problem(request, member.error());
    data.organisation_name = member->name;
  }
  if (data.rows.size() > static_cast<std::size_t>(kRowsOfPage)) {
    data.rows.resize(kRowsOfPage);
    const Listing& last = data.rows.back();
    data.next = views::kQueue + "?after=" + last.id +
                "&after_due=" + std::to_string(last.due_at.ms);
    if (!filter.show.empty()) data.next += "&show=" + filter.show;
    if (!filter.organisation_id.empty()) data.next += "&organisation=" + filter.organisation_id;
  }
  return web::html(views::queue(request, data)).header("Cache-Control", "no-store");
}

web::Response show_entry(web::Request& request) {
  const std::string inquiry = request.query.get("inquiry");
  const auto there = find_of_inquiry(request.context(), inquiry);
  if (!there) return web::problem(request, there.error());
  if (!there->empty()) return web::see_other(views::kQueue + "/" + *there);
  views::AskForm data;
  if (const auto asker = take_inquiry(request.context(), inquiry, data)) {
    data.typed.add("name", asker->name);
    data.typed.add("organisation_name", asker->organisation_name);
    data.typed.add("email", asker->email);
    data.typed.add("telephone", asker->telephone);
  }
  return web::html(views::entry_form(request, data)).header("Cache-Control", "no-store");
}

web::Response create_entry(web::Request& request) {
  const web::Fields& f = request.form;
  Asking input;
  input.event = event_of(f);
  input.name = f.get("name");
  input.organisation_name = f.get("organisation_name");
  input.email = f.get("email");
  input.telephone = f.get("telephone");
  const std::string inquiry = f.get("inquiry");
  const auto made = enter(request.context(), input, inquiry, web::sending_of(request));
  if (made) return web::see_other(views::kQueue + "/" + *made + "?said=entered");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  views::AskForm data;
  data.typed = f;
  data.error = made.error();
  take_inquiry(request.context(), inquiry, data);
  return web::show_again(request, views::entry_form(request, data));
}

web::Response show_listing(web::Request& request) {
  auto page = listings::load_listing(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  views::Detail data{std::move(*page), said_words(request.query.get("said")), {}, std::nullopt};
  return web::html(views::desk(request, data)).header("Cache-Control", "no-store");
}

web::Response create_taking(web::Request& request) {
  const auto made = take(request.context(), step_of(request));
  if (!made) return with_error(request, made.error());
  return web::see_other(publishing::item_path(*made));
}

web::Response create_question(web::Request& request) {
  return after_step(request,
                    ask_back(request.context(), step_of(request), request.form.get("question")),
                    "asked");
}

web::Response create_decline(web::Request& request) {
  return after_step(request,
                    decline(request.context(), step_of(request), request.form.get("reason"),
                            request.form.get("decline_words")),
                    "declined");
}

web::Response create_release(web::Request& request) {
  return after_step(request, release(request.context(), step_of(request)), "released");
}

web::Response create_discard(web::Request& request) {
  return after_step(request, discard(request.context(), step_of(request)), "discarded");
}

web::Response create_settlement(web::Request& request) {
  return after_step(request, settle_pending(request.context(), step_of(request)), "settled");
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
                       "掲載依頼の件数_" + iso(month->from).substr(0, 7) + ".csv");
}

}  // namespace musubi::listings::pages
