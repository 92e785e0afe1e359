// pages_members.cc - what members ask to be listed: their list, the form, one request. See pages.h.
// No rules here.
#include "features/listings/form_input.h"
#include "features/listings/pages.h"
#include "features/listings/views.h"
#include "web/form.h"

namespace musubi::listings::pages {
namespace {

const std::string kOwnPath = "/members/event-listings";

std::string own_path(const web::Request& request) { return kOwnPath + "/" + request.param("id"); }

}  // namespace

web::Response show_own_listings(web::Request& request) {
  auto rows = list_own(request.context(), request.query.get("after"), kRowsOfPage + 1);
  if (!rows) return web::problem(request, rows.error());
  views::OwnList data{std::move(*rows), ""};
  if (data.rows.size() > static_cast<std::size_t>(kRowsOfPage)) {
    data.rows.resize(kRowsOfPage);
    data.next = kOwnPath + "?after=" + data.rows.back().id;
  }
  return web::html(views::own_list(request, data));
}

web::Response show_own_form(web::Request& request) {
  const auto event = begin_own(request.context());
  if (!event) return web::problem(request, event.error());
  return web::html(
      views::member_form(request, {views::fields_of(*event), std::nullopt, "", ""}));
}

web::Response create_own_listing(web::Request& request) {
  const auto made =
      ask_as_member(request.context(), event_of(request.form), web::sending_of(request));
  if (made) return web::see_other(kOwnPath + "/" + *made + "?said=received");
  if (!comes_back(made.error().fault)) return web::problem(request, made.error());
  return web::html(views::member_form(request, {request.form, made.error(), "", ""}),
                   web::status_of(made.error().fault));
}

web::Response show_own_listing(web::Request& request) {
  auto shown = load_own(request.context(), request.param("id"));
  if (!shown) return web::problem(request, shown.error());
  return web::html(views::status(request, {std::move(*shown), own_path(request),
                                           said_words(request.query.get("said")), true}));
}

web::Response show_own_correction(web::Request& request) {
  auto shown = load_own(request.context(), request.param("id"));
  if (!shown) return web::problem(request, shown.error());
  views::CorrectionForm data;
  data.members = true;
  data.typed = views::fields_of(shown->listing.event);
  data.version = shown->listing.version;
  data.path = own_path(request);
  data.shown = std::move(*shown);
  return web::html(views::correction_form(request, data));
}

web::Response create_own_correction(web::Request& request) {
  const std::string id = request.param("id");
  const auto done = correct_own(request.context(), id, correction_of(request.form),
                                web::sending_of(request));
  if (done) return web::see_other(own_path(request) + "?said=corrected");
  if (!comes_back(done.error().fault)) return web::problem(request, done.error());
  auto shown = load_own(request.context(), id);
  if (!shown) return web::problem(request, shown.error());
  views::CorrectionForm again;
  again.members = true;
  again.typed = request.form;
  again.version = shown->listing.version;
  again.path = own_path(request);
  again.error = done.error();
  again.shown = std::move(*shown);
  return web::html(views::correction_form(request, again), web::status_of(done.error().fault));
}

web::Response show_own_withdrawal(web::Request& request) {
  auto shown = load_own(request.context(), request.param("id"));
  if (!shown) return web::problem(request, shown.error());
  return web::html(
      views::withdrawal_form(request, {std::move(*shown), own_path(request), "", true}));
}

web::Response create_own_withdrawal(web::Request& request) {
  const auto done = withdraw_own(request.context(), request.param("id"),
                                 request.form.get("withdraw_reason"));
  if (!done) return web::problem(request, done.error());
  return web::see_other(own_path(request) + "?said=withdrawn");
}

}  // namespace musubi::listings::pages
