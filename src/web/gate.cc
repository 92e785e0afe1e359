// gate.cc - limits, route, session, permission (admit) and CSRF (check_csrf), in that order.
// Every early return is a refusal; the only way through is the last line.
#include "web/gate.h"

#include "base/log.h"
#include "core/access/addresses.h"
#include "web/csrf.h"
#include "web/open_posts.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::web {
namespace {

Response too_many(App& app, Request& request, std::string_view rule) {
  int seconds = app.limits->retry_after_seconds(rule);
  const bool resend = may_offer_resend(app, request);
  // The address is judged before any session is looked up: the button still needs a token.
  if (resend && request.csrf_token.empty()) prepare_csrf(app, request, "");
  Response out = error_response(
      request,
      {429, "",
       resend ? "続けて多くの操作がありました。入力した内容は残っています。1分ほど待ってから"
                "「もう一度送る」を押してください"
              : "続けて多くの操作がありました。1分ほど待ってから、もう一度お試しください",
       resend});
  out.header("Retry-After", std::to_string(std::max(seconds, 1)));
  return out;
}

Response not_found(const Request& request) {
  return error_response(request, {404, "",
                                  "お探しのページは、移動したか、なくなったようです。"
                                  "アドレスを確かめるか、最初のページからお探しください"});
}

// An address of a site that moved in: for good, to what took its place.
std::optional<Response> moved_to(App& app, const Request& request, const Router::Match& match) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const bool nobody = match.route == nullptr && !match.other_method;
  const bool by_number = request.path == "/" && !request.query.empty();
  if (!app.find_moved || !reads || !(nobody || by_number)) return std::nullopt;
  const std::string path = app.find_moved(request);
  // SECURITY: never to another host.
  if (!path.starts_with('/') || path.starts_with("//") || path == request.target) {
    return std::nullopt;
  }
  Response out;
  out.status = 301;
  out.header("Location", path);
  return out;
}

Response other_method(App& app, const Request& request) {
  std::string allow;
  if (app.router.match("GET", request.path).route != nullptr) allow = "GET, HEAD";
  if (app.router.match("POST", request.path).route != nullptr) {
    allow += allow.empty() ? "POST" : ", POST";
  }
  Response out = error_response(
      request, {405, "", "前の画面に戻って、画面のボタンから操作してください"});
  out.header("Allow", allow);
  return out;
}

// What the browser says about where a request comes from. nullopt: it says nothing.
std::optional<bool> is_same_origin(const App& app, const Request& request) {
  std::string site = request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  std::string origin = request.header("origin");
  if (origin.empty()) return std::nullopt;
  if (origin == app.public_origin) return true;
  std::string own = (request.secure ? "https://" : "http://") + request.header("host");
  return origin == own;
}

Response sign_in_first(App& app, const Request& request) {
  bool had_session = !request.cookie(session_cookie_name(request.secure)).empty();
  if (request.wants_json()) {
    return error_response(request, {401, "", "ログインしてから、もう一度お試しください"});
  }
  // Also when the cookie is gone altogether: signed out in another tab, or the browser was closed.
  if (may_offer_resend(app, request)) {
    return error_response(
        request,
        {401, had_session ? "いったんログアウトしました" : "ログインが終わっています",
         std::string(had_session ? "しばらく操作がなかったため、いったん終了しました。"
                                 : "ログインしていないため、まだ受け付けていません。") +
             "入力した内容は残っています。別のタブでログインしてから「もう一度送る」を押してください",
         true});
  }
  std::string back = request.method == "POST" ? "/" : safe_return_path(request.target);
  return see_other("/sign-in?return_to=" + percent_encode(back));
}

Response forbidden(const Request& request) {
  std::string who;
  for (int i = 0; i < kRoleCount; ++i) {
    auto role = static_cast<Role>(i);
    if (!request.route->permission.roles.has(role)) continue;
    who += (who.empty() ? "" : "・") + std::string(role_label(role));
  }
  std::string says = who.empty() ? "この画面をお使いになるには、別の権限が必要です。"
                                 : "この画面は" + who + "が使います。";
  return error_response(request, {403, "", says + "必要なときは管理者にお知らせください"});
}

void find_session(App& app, Request& request) {
  std::string session_token;
  std::string cookie = request.cookie(session_cookie_name(request.secure));
  if (!cookie.empty()) {
    auto session = sessions::find(app.db, cookie, request.now, app.session_limits);
    if (session) {
      request.actor = session->actor;
      request.session_id = session->id;
      session_token = session->csrf_token;
    }
  }
  prepare_csrf(app, request, session_token);
}

}  // namespace

// An HTML form that comes too late keeps what was typed; only its own site may be offered that.
bool may_offer_resend(const App& app, const Request& request) {
  return request.method == "POST" && !request.form.empty() && request.uploads.empty() &&
         !request.wants_json() && is_same_origin(app, request).value_or(true);
}

std::optional<Response> admit(App& app, Request& request) {
  if (request.admitted) return std::nullopt;
  std::string address = address_key(request.address);
  if (!app.limits->take("address", address, request.now)) {
    return too_many(app, request, "address");
  }
  find_session(app, request);
  if (request.actor.is_person() &&
      !app.limits->take("account", request.actor.account.text, request.now)) {
    return too_many(app, request, "account");
  }
  Router::Match match = app.router.match(request.method, request.path);
  if (auto moved = moved_to(app, request, match)) return moved;
  if (match.route == nullptr) {
    return match.other_method ? other_method(app, request) : not_found(request);
  }
  request.route = match.route;
  request.params = std::move(match.params);
  const bool open_post = is_open_post(request.route->path);
  if (request.method == "POST" && !open_post && !request.actor.is_person() &&
      !request.route->has_own_limit &&
      !app.limits->take("write", address, request.now)) {
    return too_many(app, request, "write");
  }
  // SECURITY: also for a session that began elsewhere, with the very next request.
  const bool open = request.route->permission.level == Permission::Level::anyone;
  if (!open && request.actor.is_person() &&
      !access::address_rules().allows(request.actor.roles, request.address)) {
    return error_response(request, {403, "", std::string(access::kElsewhere)});
  }
  if (!can(request.actor, request.route->permission)) {
    return request.actor.is_person() ? forbidden(request) : sign_in_first(app, request);
  }
  request.admitted = true;
  return std::nullopt;
}

std::optional<Response> check_csrf(App& app, Request& request) {
  if (request.method != "POST") return std::nullopt;
  // SECURITY: only what web/open_posts.h allows; the secret in the address is the authority.
  if (request.route != nullptr && is_open_post(request.route->path)) return std::nullopt;
  std::optional<bool> same_origin = is_same_origin(app, request);
  if (same_origin.has_value() && !*same_origin) {
    // SECURITY: a form that another site made gets no button to send it after all.
    log::warning("web.cross_site_post", {{"request", request.request_id}});
    return error_response(request, {403, "ほかのサイトからの操作は受け付けていません",
                                    "このサイトの画面を開いて、もう一度入力してください"});
  }
  std::string sent = request.form.get("csrf_token");
  if (sent.empty()) sent = request.header("x-csrf-token");
  bool cookie_present = !request.csrf_cookie_missing;
  if (cookie_present && csrf_token_matches(sent, request.csrf_secret)) return std::nullopt;
  if (may_offer_resend(app, request)) {
    return error_response(request, {403, "もう一度送ってください",
                                    "画面を開いてから時間がたったため、念のため確かめています。"
                                    "入力した内容は残っています。「もう一度送る」を押してください",
                                    true});
  }
  return error_response(request, {403, "もう一度送ってください",
                                  "画面を開いてから時間がたったため、受け付けられませんでした。"
                                  "前の画面を読み込み直して、もう一度送ってください"});
}

}  // namespace musubi::web
