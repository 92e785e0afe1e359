// app.cc - handle(): the whole application without a socket. Number, gate, handler, the one error
// boundary, security headers, access log. The only place where exceptions of a request are caught.
#include "web/app.h"

#include <sodium.h>

#include <chrono>

#include "base/log.h"
#include "web/arrivals.h"
#include "web/cache.h"
#include "web/csrf.h"
#include "web/gate.h"
#include "web/live.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::web {
App::App(db::Db& database)
    : db(database),
      arrivals(std::make_unique<Arrivals>()),
      cache(std::make_unique<PageCache>()),
      live(std::make_unique<LiveHub>()),
      limits(std::make_unique<RateLimits>()) {}

App::~App() = default;

namespace {

bool has_header(const Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (header.first == name) return true;
  }
  return false;
}

void add_once(Response& response, std::string_view name, std::string_view value) {
  if (!has_header(response, name)) response.header(std::string(name), std::string(value));
}

bool is_page(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Type") return value.starts_with("text/html");
  }
  return false;
}

}  // namespace

// Twelve characters that can be read out over the telephone: no I, L, O, U.
std::string new_request_number() {
  static constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::array<unsigned char, 12> random{};
  randombytes_buf(random.data(), random.size());
  std::string out;
  for (std::size_t i = 0; i < random.size(); ++i) {
    if (i == 4 || i == 8) out += '-';
    out += letters[random[i] & 31U];
  }
  return out;
}

// SECURITY: on every response, whatever the handler did.
void add_security_headers(const Request& request, Response& response) {
  add_once(response, "Content-Security-Policy",
           "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
           "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  add_once(response, "X-Content-Type-Options", "nosniff");
  add_once(response, "X-Frame-Options", "DENY");
  add_once(response, "Referrer-Policy", "same-origin");
  add_once(response, "Permissions-Policy",
           "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  add_once(response, "Cross-Origin-Opener-Policy", "same-origin");
  add_once(response, "Cross-Origin-Resource-Policy", "same-origin");
  if (request.secure) {
    add_once(response, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
}

namespace {

void prepare(App& app, Request& request) {
  request.app = &app;
  request.db = &app.db;
  if (request.now.ms == 0) request.now = app.clock();
  request.pretended_today = app.pretended_today;
  if (request.request_id.empty()) request.request_id = new_request_number();
  if (request.target.empty()) request.target = request.path;
}

Result<void> decode(Request& request) {
  std::string path;
  Fields query;
  TRY(decode_target(request.target, path, query));
  request.path = std::move(path);
  if (request.query.empty()) request.query = std::move(query);
  bool is_form =
      request.header("content-type").starts_with("application/x-www-form-urlencoded");
  if (is_form && !request.body.empty()) {
    request.form = TRY(decode_urlencoded(request.body));
    request.body.clear();
  }
  for (const auto& [name, value] : request.form.items()) {
    if (!is_clean_text(name) || !is_clean_text(value)) {
      return fail(Fault::invalid, "送られた文字を読み取れませんでした。もう一度お試しください");
    }
  }
  return {};
}

Response answer(App& app, Request& request) {
  if (Result<void> decoded = decode(request); !decoded) {
    int status = decoded.error().fault == Fault::too_large ? 413 : 400;
    return error_response(request, {status, "", decoded.error().says});
  }
  if (auto refusal = admit(app, request)) return std::move(*refusal);
  if (auto refusal = check_csrf(app, request)) return std::move(*refusal);
  Response response = request.route->handler(request);
  // A handler that shows its form again speaks to people; a machine gets the same refusal in the
  // form that it asked for.
  if (response.status >= 400 && request.wants_json() && is_page(response)) {
    if (response.refusal) {
      return error_response(request, {response.status, "", response.refusal->says},
                            response.refusal->fields);
    }
    return error_response(request, {response.status, "",
                                    "入力内容に誤りがあります。項目の名前と値を確かめて、もう一度"
                                    "送ってください"});
  }
  return response;
}

std::string apology(int status, bool may_resend) {
  std::string says = status == 503 ? "いま記録を読み書きできません。"
                                   : "こちらの不具合で、操作を終えられませんでした。";
  const std::string_view wait = status == 503 ? "1分ほど待ってから" : "時間をおいて";
  if (may_resend) {
    says.append("入力した内容は残っています。").append(wait);
    says += "「もう一度送る」を押してください。";
  } else {
    says.append(wait).append("、もう一度お試しください。");
  }
  return says + "続くときは、下の番号を添えて事務局にお知らせください";
}

Response apologise(Request& request, int status, const std::exception& e) {
  log::error("web.failed", {{"request", request.request_id},
                            {"route", request.route ? request.route->path : "-"},
                            {"what", e.what()}});
  const bool resend = may_offer_resend(*request.app, request);
  // The session itself may have been what could not be read: the button still needs a token.
  if (resend && request.csrf_token.empty()) prepare_csrf(*request.app, request, "");
  Response out = error_response(request, {status, "", apology(status, resend), resend});
  if (status == 503) out.header("Retry-After", "30");
  return out;
}

// SECURITY: decides who may keep a copy. A page with a token, a cookie, or a signed-in reader is
// nobody else's, so it never gets into the page cache or a proxy, whatever the handler asked for.
void settle_caching(const Request& request, Response& response) {
  bool get = request.method == "GET" || request.method == "HEAD";
  bool holds_token = !request.csrf_token.empty() &&
                     response.body.find(request.csrf_token) != std::string::npos;
  if (holds_token && request.csrf_cookie_missing) {
    response.header("Set-Cookie", csrf_cookie_line(request));
  }
  const bool for_anyone = response.same_for_anyone && response.status == 200;
  bool personal = (request.actor.is_person() && !for_anyone) || holds_token ||
                  has_header(response, "Set-Cookie");
  if (personal || !get || response.status != 200 || !response.file_path.empty()) {
    response.cache_tags.clear();
  }
  if (!response.cache_tags.empty()) {
    add_once(response, "Cache-Control", "no-cache");
    add_once(response, "Vary", "Accept-Encoding, Cookie");
  } else if (personal) {
    std::erase_if(response.headers, [](const auto& h) { return h.first == "Cache-Control"; });
    response.header("Cache-Control", "no-store");
  } else {
    add_once(response, "Cache-Control", "no-store");
  }
  add_once(response, "X-Request-Id", request.request_id);
}

void write_access_log(const Request& request, const Response& response, std::int64_t microseconds) {
  if (!log::enabled(log::Level::info)) return;
  // The route's pattern, not the path: a path may carry a token, a query may carry a name.
  log::info("web.request", {{"request", request.request_id},
                            {"method", request.method},
                            {"route", request.route ? request.route->path : "-"},
                            {"status", std::to_string(response.status)},
                            {"us", std::to_string(microseconds)},
                            {"network", masked_address(request.address)},
                            {"account", request.actor.account.text}});
}

// The one error boundary: runs `f`, turns what it throws into an apology.
template <class F>
std::optional<Response> guarded(Request& request, F&& f) {
  try {
    return f();
  } catch (const db::Unavailable& e) {
    return apologise(request, 503, e);
  } catch (const std::exception& e) {  // BrokenPromise among them
    return apologise(request, 500, e);
  }
}

}  // namespace

std::optional<Response> judge_head(App& app, Request& request) {
  prepare(app, request);
  auto refusal = guarded(request, [&]() -> std::optional<Response> {
    if (Result<void> decoded = decode(request); !decoded) {
      return error_response(request, {400, "", decoded.error().says});
    }
    return admit(app, request);
  });
  if (!refusal) return std::nullopt;
  add_security_headers(request, *refusal);
  settle_caching(request, *refusal);
  write_access_log(request, *refusal, 0);
  return refusal;
}

Response handle(App& app, Request& request) {
  auto started = std::chrono::steady_clock::now();
  prepare(app, request);
  Response response = *guarded(
      request, [&]() -> std::optional<Response> { return answer(app, request); });
  note_arrival(app, request, response, response.same_for_anyone || !response.cache_tags.empty());
  add_security_headers(request, response);
  settle_caching(request, response);
  auto spent = std::chrono::steady_clock::now() - started;
  write_access_log(request, response,
                   std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
  return response;
}

}  // namespace musubi::web
