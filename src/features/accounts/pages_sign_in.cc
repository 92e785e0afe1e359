// pages_sign_in.cc - sign-in, code, enrolment, sign-out, and the one-time links. The half-way step
// is a short-lived cookie: it is worth nothing without the code.
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "features/accounts/pages_factors.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/gate.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::accounts::pages {
namespace {

constexpr std::string_view kStepCookie = "sign_in_step";
constexpr std::string_view kDeviceCookie = "known_device";
constexpr int kDeviceSeconds = 180 * 24 * 3600;
constexpr int kStepSeconds = 600;

// SECURITY: never readable by scripts, never sent from another site, TLS only where there is TLS.
void set_cookie(Response& response, const Request& request, std::string_view name,
                std::string_view value, int seconds) {
  std::string line(name);
  line += "=";
  line += value;
  line += "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds);
  if (request.secure) line += "; Secure";
  response.header("Set-Cookie", line);
}

std::string message_of(const Request& request) {
  const std::string name = request.query.get("message");
  if (name == "signed-out") return "ログアウトしました";
  if (name == "expired") return "時間がたったため、いったん終了しました。もう一度ログインしてください";
  return "";
}

}  // namespace

Browser browser_of(const Request& request) {
  return {request.header("user-agent"), request.cookie(kDeviceCookie)};
}

std::string step_of(const Request& request) { return request.cookie(kStepCookie); }

Response enter(const Request& request, const Entered& entered) {
  if (entered.next != Entered::Next::signed_in) {
    Response out = web::see_other(entered.next == Entered::Next::code     ? "/sign-in/code"
                                  : entered.next == Entered::Next::pledge ? "/sign-in/pledge"
                                                                          : "/sign-in/enrolment");
    set_cookie(out, request, kStepCookie, entered.step_token, kStepSeconds);
    return out;
  }
  std::string path =
      web::safe_return_path(entered.return_to, request.app->home.path_for(entered.roles));
  if (entered.lacks_recovery_codes) {
    path = "/account/recovery-codes?return_to=" + web::percent_encode(path);
  }
  Response out = web::see_other(std::move(path));
  web::set_session_cookie(out, request, entered.session_token);
  set_cookie(out, request, kStepCookie, "", 0);
  if (!entered.device_token.empty()) {
    set_cookie(out, request, kDeviceCookie, entered.device_token, kDeviceSeconds);
  }
  return out;
}

Response refused(web::Html page, const Error& error) {
  Response out = web::html(std::move(page), web::status_of(error.fault));
  if (error.fault == Fault::unavailable || error.fault == Fault::too_many) {
    out.header("Retry-After", "60");
  }
  return out;
}

// [limits] sign_in_per_minute: what one address may try, whoever it says it is. The throttle of the
// service counts failures and lasts longer; this one spares the machine the hashing.
std::optional<Response> too_many(const Request& request,
                                 const std::function<web::Html(const Error&)>& page) {
  web::RateLimits& limits = *request.app->limits;
  if (limits.take("sign_in", web::address_key(request.address), request.now)) return std::nullopt;
  const Error error{Fault::too_many,
                    "続けて何度もお試しになったため、少しの間お待ちいただいています。"
                    "1分ほどしてから、もう一度お試しください",
                    {}, {}};
  Response out = web::html(page(error), web::status_of(error.fault));
  out.header("Retry-After", std::to_string(std::max(limits.retry_after_seconds("sign_in"), 1)));
  return out;
}

Response start_again() { return web::see_other("/sign-in?message=expired"); }

Response show_sign_in(Request& request) {
  const std::string back = request.query.get("return_to");
  if (request.actor.is_person()) {
    return web::see_other(
        web::safe_return_path(back, request.app->home.path_for(request.actor.roles)));
  }
  return web::html(views::sign_in(request, "", back, std::nullopt, message_of(request)));
}

Response create_session(Request& request, Locksmith& smith) {
  web::FormReader form(request.form);
  SignIn input;
  input.login = form.text("login", "メールアドレス");
  input.password = form.untouched("password");
  input.return_to = form.text("return_to", "戻り先", 2000);
  const auto page = [&](const Error& error) {
    return views::sign_in(request, input.login, input.return_to, error, "");
  };
  // A colleague or a stranger behind the same address must not keep out whoever signed in from this
  // device before: the throttle judges that device by itself.
  if (!is_known_device(request.context(), input.login, browser_of(request))) {
    if (auto refusal = too_many(request, page)) return std::move(*refusal);
  }
  auto entered = sign_in(request.context(), smith, input, browser_of(request));
  if (entered) return enter(request, *entered);
  return refused(views::sign_in(request, input.login, input.return_to, entered.error(), ""),
                 entered.error());
}

Response show_code(Request& request) {
  auto step = load_second_step(request.context(), step_of(request));
  if (!step) return start_again();
  return web::html(views::code(request, *step, std::nullopt));
}

Response create_session_by_code(Request& request, Locksmith& smith) {
  const auto page = [&](const Error& error) {
    auto step = load_second_step(request.context(), step_of(request));
    return views::code(request, step.value_or({.has_totp = true}), error);
  };
  // Not limited by address: the password was right, and wrong codes are counted by the throttle.
  auto entered = give_code(request.context(), smith, step_of(request), request.form.get("code"),
                           browser_of(request));
  if (entered) return enter(request, *entered);
  if (entered.error().fault == Fault::not_found) return start_again();
  return refused(page(entered.error()), entered.error());
}

Response show_enrolment(Request& request, Locksmith& smith) {
  auto enrolment = load_enrolment(request.context(), smith, step_of(request));
  if (!enrolment) return start_again();
  return web::html(views::enrolment(request, *enrolment, std::nullopt));
}

Response create_enrolment(Request& request, Locksmith& smith) {
  const std::string step = step_of(request);
  auto entered = enrol(request.context(), smith, step, request.form.get("code"),
                       browser_of(request));
  if (entered) return enter(request, *entered);
  auto enrolment = load_enrolment(request.context(), smith, step);
  if (!enrolment) return start_again();
  return refused(views::enrolment(request, *enrolment, entered.error()), entered.error());
}

Response delete_session(Request& request) {
  if (!request.session_id.empty()) {
    auto ended = sessions::end(request.context(), request.session_id);
    if (!ended) return web::problem(request, ended.error());
  }
  Response out = web::see_other("/sign-in?message=signed-out");
  web::clear_session_cookie(out, request);
  return out;
}

Response show_invitation(Request& request) {
  auto account = load_invitation(request.context(), request.param("token"));
  if (!account) return web::problem(request, account.error());
  return web::html(views::invitation(request, *account, std::nullopt));
}

Response update_invitation(Request& request, Locksmith& smith) {
  const std::string token = request.param("token");
  const NewPassword input{request.form.get("password"), request.form.get("password_again")};
  auto entered =
      accept_invitation(request.context(), smith, token, input, browser_of(request));
  if (entered) return enter(request, *entered);
  auto account = load_invitation(request.context(), token);
  if (!account) return web::problem(request, entered.error());
  return refused(views::invitation(request, *account, entered.error()), entered.error());
}

Response show_first_administrator(Request& request) {
  auto link = load_first_administrator_link(request.context(), request.param("token"));
  if (!link) return web::problem(request, link.error());
  return web::html(views::first_administrator(request, {}, std::nullopt));
}

Response create_first_administrator(Request& request, Locksmith& smith) {
  web::FormReader form(request.form);
  FirstAdministrator input;
  input.login = form.text("login", "メールアドレス");
  input.name = form.text("name", "お名前");
  input.password = {form.untouched("password"), form.untouched("password_again")};
  auto entered = accounts::create_first_administrator(
      request.context(), smith, request.param("token"), input, browser_of(request));
  if (entered) return enter(request, *entered);
  if (entered.error().fault == Fault::not_found) return web::problem(request, entered.error());
  return refused(
      views::first_administrator(request, {input.login, input.name}, entered.error()),
      entered.error());
}

}  // namespace musubi::accounts::pages

namespace musubi::accounts {

Browser browser_of(const web::Request& request) { return pages::browser_of(request); }

web::Response answer_entered(const web::Request& request, const Entered& entered) {
  return pages::enter(request, entered);
}

}  // namespace musubi::accounts
