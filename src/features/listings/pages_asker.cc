// pages_asker.cc - the public form and the pages behind the mailed link. See pages.h. A link that
// opens nothing shows the same page whatever is wrong.
#include "features/listings/form_input.h"
#include "features/listings/letters.h"
#include "features/listings/pages.h"
#include "features/listings/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/form_times.h"
#include "web/rate_limits.h"

namespace musubi::listings::pages {
namespace {

constexpr std::string_view kListingForm = "listing";

Asking asking_of(const web::Request& request) {
  const web::Fields& f = request.form;
  Asking out;
  out.event = event_of(f);
  out.name = f.get("name");
  out.organisation_name = f.get("organisation_name");
  out.email = f.get("email");
  out.telephone = f.get("telephone");
  out.consented = !f.get("consent").empty();
  out.trap_filled = !f.get("homepage").empty();
  out.filled_in_ms = web::filled_in_ms(request, kListingForm);
  return out;
}

std::string path_behind(const web::Request& request) {
  return std::string(kStatusPath) + request.param("token");
}

web::Response refused(const web::Request& request, const Error& error) {
  if (error.fault == Fault::not_found) {
    return kept_by_nobody(web::html(views::ended_link(request), 404));
  }
  return web::problem(request, error);
}

}  // namespace

web::Response show_form(web::Request& request) {
  views::AskForm data;
  data.shown = web::shown_mark(request, kListingForm);
  return kept_by_nobody(web::html(views::ask_form(request, data)));
}

web::Response create_listing(web::Request& request) {
  views::AskForm again{request.form, std::nullopt, web::shown_mark(request, kListingForm), ""};
  web::RateLimits& limits = *request.app->limits;
  if (!limits.take("contact", web::address_key(request.address), request.now)) {
    again.error = Error{Fault::too_many,
                        "続けて何度も送られたため、少しの間お待ちいただいています。入力した内容は残っています。"
                        "10分ほどしてから、もう一度「掲載を頼む」を押してください",
                        {}, {}};
    web::Response out = web::html(views::ask_form(request, again), 429);
    out.header("Retry-After", "600");
    return out;
  }
  const auto made = ask(request.context(), asking_of(request), web::sending_of(request));
  if (made) return web::see_other(std::string(kStatusPath) + made->token + "?said=received");
  if (!comes_back(made.error().fault)) return web::problem(request, made.error());
  again.error = made.error();
  return web::html(views::ask_form(request, again), web::status_of(made.error().fault));
}

web::Response show_status(web::Request& request) {
  auto shown = load_by_link(request.context(), request.param("token"));
  if (!shown) return refused(request, shown.error());
  return kept_by_nobody(web::html(views::status(
      request, {std::move(*shown), path_behind(request),
                said_words(request.query.get("said")), false})));
}

web::Response show_correction(web::Request& request) {
  auto shown = load_by_link(request.context(), request.param("token"));
  if (!shown) return refused(request, shown.error());
  views::CorrectionForm data;
  data.typed = views::fields_of(shown->listing.event);
  data.version = shown->listing.version;
  data.path = path_behind(request);
  data.shown = std::move(*shown);
  return kept_by_nobody(web::html(views::correction_form(request, data)));
}

web::Response create_correction(web::Request& request) {
  const std::string token = request.param("token");
  const auto done = correct_by_link(request.context(), token, correction_of(request.form),
                                    web::sending_of(request));
  if (done) return web::see_other(path_behind(request) + "?said=corrected");
  if (!comes_back(done.error().fault)) return refused(request, done.error());
  auto shown = load_by_link(request.context(), token);
  if (!shown) return refused(request, shown.error());
  views::CorrectionForm again;
  again.typed = request.form;
  again.version = shown->listing.version;  // the next sending is against what is shown
  again.path = path_behind(request);
  again.error = done.error();
  again.shown = std::move(*shown);
  return kept_by_nobody(web::html(views::correction_form(request, again),
                                  web::status_of(done.error().fault)));
}

web::Response show_withdrawal(web::Request& request) {
  auto shown = load_by_link(request.context(), request.param("token"));
  if (!shown) return refused(request, shown.error());
  return kept_by_nobody(web::html(views::withdrawal_form(
      request, {std::move(*shown), path_behind(request), "", false})));
}

web::Response create_withdrawal(web::Request& request) {
  const auto done = withdraw_by_link(request.context(), request.param("token"),
                                     request.form.get("withdraw_reason"));
  if (!done) return refused(request, done.error());
  return web::see_other(path_behind(request) + "?said=withdrawn");
}

}  // namespace musubi::listings::pages
