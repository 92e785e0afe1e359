// pages.cc - see pages.h. The cookie of a way to the provider is worth nothing without the state
// that the provider brings back, nor the state without the cookie.
#include "features/federation/pages.h"

#include <algorithm>

#include "features/federation/service.h"
#include "features/federation/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::federation::pages {
namespace {

constexpr std::string_view kBrowserCookie = "sign_in_elsewhere";

// SECURITY: Lax, because the provider sends the browser back by a link; never read by scripts.
void set_browser_cookie(Response& response, const Request& request, const std::string& value,
                        int seconds) {
  std::string line(kBrowserCookie);
  line += "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds);
  if (request.secure) line += "; Secure";
  response.header("Set-Cookie", line);
}

Browsing browsing_of(const Request& request) {
  return {request.app->public_origin, request.cookie(kBrowserCookie)};
}

Response nothing_came(const Request& request, const Error& error) {
  Response out = web::html(views::came_to_nothing(request, error), web::status_of(error.fault));
  if (error.fault == Fault::unavailable || error.fault == Fault::too_many) {
    out.header("Retry-After", "60");
  }
  return out;
}

Response show_identity_with(Request& request, const std::optional<Error>& error) {
  auto own = load_own_identity(request.context());
  if (!own) return web::problem(request, own.error());
  const std::string name = request.query.get("message");
  std::string message;
  if (!error && name == "linked") message = own->service.service + "とつなぎました";
  if (!error && name == "unlinked") message = own->service.service + "とのつながりを外しました";
  return web::html(views::own_identity(request, *own, error, message),
                   error ? web::status_of(error->fault) : 200);
}

}  // namespace

// A link and not a form: browsers hold a form's redirects to `form-action 'self'`, and a provider
// may send on to another. It leaves a row of hashes, so it is limited like a sign-in.
Response show_way_out(Request& request) {
  const std::string back = request.query.get("return_to");
  if (request.actor.is_person()) {
    return web::see_other(
        web::safe_return_path(back, request.app->home.path_for(request.actor.roles)));
  }
  if (!oidc::shown().on) {
    return web::problem(request, {Fault::not_found,
                                  "ほかのサービスでのログインは、ここでは使えません", {}, {}});
  }
  web::RateLimits& limits = *request.app->limits;
  if (!limits.take("sign_in", web::address_key(request.address), request.now)) {
    return nothing_came(request, {Fault::too_many,
                                  "続けて何度もお試しになったため、少しの間お待ちいただいています。"
                                  "1分ほどしてから、もう一度お試しください",
                                  {}, {}});
  }
  auto leaving = begin_sign_in(request.context(), browsing_of(request), back);
  if (!leaving) return nothing_came(request, leaving.error());
  Response out = web::see_other(leaving->address);
  set_browser_cookie(out, request, leaving->browser_token, kBegunMinutes * 60);
  return out;
}

Response show_return(Request& request, Locksmith& smith) {
  const web::Fields& query = request.query;
  const CameBack came{query.get("state"), query.get("code"), query.get("error"),
                      query.get("iss")};
  auto arrived = come_back(request.context(), smith, browsing_of(request), came,
                           accounts::browser_of(request));
  if (!arrived) return nothing_came(request, arrived.error());
  Response out = arrived->linked ? web::see_other("/account/identity?message=linked")
                                 : accounts::answer_entered(request, arrived->entered);
  set_browser_cookie(out, request, "", 0);
  return out;
}

Response show_own_identity(Request& request) { return show_identity_with(request, std::nullopt); }

Response create_own_identity(Request& request, Locksmith& smith) {
  auto leaving = begin_link(request.context(), smith, browsing_of(request),
                            request.form.get("current_password"));
  if (!leaving) return show_identity_with(request, leaving.error());
  Response out = web::html(views::way_on(request, oidc::shown(), leaving->address));
  set_browser_cookie(out, request, leaving->browser_token, kBegunMinutes * 60);
  return out;
}

Response show_removal(Request& request) {
  auto own = load_own_identity(request.context());
  if (!own) return web::problem(request, own.error());
  if (!own->identity) return web::see_other("/account/identity");
  return web::html(views::removal(request, *own));
}

Response delete_own_identity(Request& request) {
  auto done = unlink(request.context());
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account/identity?message=unlinked");
}

}  // namespace musubi::federation::pages
