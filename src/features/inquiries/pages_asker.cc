// pages_asker.cc - the public form, the page of the mailed link, the members' own inquiries. See
// pages.h. A link that opens nothing shows the same page whatever is wrong.
#include <charconv>

#include "base/sha256.h"
#include "features/inquiries/pages.h"
#include "features/inquiries/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/rate_limits.h"

namespace musubi::inquiries::pages {
namespace {

constexpr int kOwnRows = 25;
constexpr std::size_t kMacDigits = 32;
const std::string kStatusPath = "/contact/status/";

// When the form was shown, signed: what a program makes up counts as unknown.
std::string mac_of(const web::Request& request, const std::string& time) {
  const std::string& secret = request.app->csrf_secret;
  return sha256_hex(secret + "\ncontact\n" + time + "\n" + secret).substr(0, kMacDigits);
}

std::string shown_now(const web::Request& request) {
  const std::string typed = request.form.get("shown");
  if (!typed.empty()) return typed;  // the same form again: its time goes on
  const std::string time = std::to_string(request.now.ms);
  return time + "." + mac_of(request, time);
}

std::int64_t filled_in_ms(const web::Request& request) {
  const std::string typed = request.form.get("shown");
  const std::size_t dot = typed.find('.');
  if (dot == std::string::npos) return -1;
  const std::string time = typed.substr(0, dot);
  if (typed.substr(dot + 1) != mac_of(request, time)) return -1;
  std::int64_t shown = 0;
  std::from_chars(time.data(), time.data() + time.size(), shown);
  return request.now.ms >= shown ? request.now.ms - shown : -1;
}

std::vector<Upload> uploads_of(const web::Request& request) {
  std::vector<Upload> out;
  for (const web::Upload& one : request.uploads) {
    if (one.field == "file" && one.bytes > 0) out.push_back({one.temp_path, one.filename});
  }
  return out;
}

Question question_of(const web::Request& request) {
  const web::Fields& f = request.form;
  Question out;
  out.category = f.get("category");
  out.subject = f.get("subject");
  out.body = f.get("body");
  out.name = f.get("name");
  out.organisation_name = f.get("organisation_name");
  out.email = f.get("email");
  out.telephone = f.get("telephone");
  out.consented = !f.get("consent").empty();
  out.files = uploads_of(request);
  out.trap_filled = !f.get("homepage").empty();
  out.filled_in_ms = filled_in_ms(request);
  return out;
}

bool is_shown_again(Fault fault) {
  return fault == Fault::invalid || fault == Fault::conflict || fault == Fault::too_large;
}

web::Response unkept(web::Response response) {
  response.header("Cache-Control", "no-store");
  return response;
}

web::Response refused_link(const web::Request& request, const Error& error) {
  if (error.fault == Fault::not_found) return web::html(views::ended_link(request), 404);
  return web::problem(request, error);
}

std::string said_words(const std::string& said) {
  if (said == "received") return "お問い合わせを受け付けました。受付番号を控えてください";
  return said == "added" ? "書き足した内容を送りました" : "";
}

views::StatusPage page_of(const web::Request& request, Thread thread, const std::string& path,
                          bool members) {
  views::StatusPage out;
  out.thread = std::move(thread);
  out.path = path;
  out.members = members;
  out.status = said_words(request.query.get("said"));
  return out;
}

// The same page, with what was typed.
web::Response again_with(web::Request& request, views::StatusPage page, const Error& error) {
  page.typed = request.form;
  page.error = error;
  page.status.clear();
  return unkept(web::html(views::status(request, page), web::status_of(error.fault)));
}

}  // namespace

web::Response show_contact(web::Request& request) {
  views::AskForm data;
  data.typed.add("category", request.query.get("category"));
  data.shown = shown_now(request);
  return unkept(web::html(views::ask_form(request, data)));
}

web::Response create_contact(web::Request& request) {
  views::AskForm again{request.form, std::nullopt, shown_now(request)};
  web::RateLimits& limits = *request.app->limits;
  if (!limits.take("contact", web::address_key(request.address), request.now)) {
    again.error = Error{Fault::too_many,
                        "続けて何度も送られたため、少しの間お待ちいただいています。"
                        "入力した内容は残っています。10分ほどしてから、もう一度「送る」を押してください",
                        {}, {}};
    web::Response out = web::html(views::ask_form(request, again), 429);
    out.header("Retry-After", "600");
    return out;
  }
  const auto made = ask(request.context(), question_of(request), web::sending_of(request));
  if (made) return web::see_other(kStatusPath + made->token + "?said=received");
  if (!is_shown_again(made.error().fault)) return web::problem(request, made.error());
  again.error = made.error();
  return web::html(views::ask_form(request, again), web::status_of(made.error().fault));
}

web::Response show_status(web::Request& request) {
  const std::string token = request.param("token");
  auto thread = load_by_link(request.context(), token);
  if (!thread) return refused_link(request, thread.error());
  return unkept(web::html(views::status(
      request, page_of(request, std::move(*thread), kStatusPath + token, false))));
}

web::Response create_reply(web::Request& request) {
  const std::string token = request.param("token");
  const auto done = reply_by_link(request.context(), token,
                                  {request.form.get("body"), uploads_of(request)},
                                  web::sending_of(request));
  if (done) return web::see_other(kStatusPath + token + "?said=added");
  if (!is_shown_again(done.error().fault)) return refused_link(request, done.error());
  auto thread = load_by_link(request.context(), token);
  if (!thread) return refused_link(request, thread.error());
  return again_with(request, page_of(request, std::move(*thread), kStatusPath + token, false),
                    done.error());
}

web::Response show_own_inquiries(web::Request& request) {
  auto rows = list_own(request.context(), request.query.get("after"), kOwnRows + 1);
  if (!rows) return web::problem(request, rows.error());
  views::OwnList data{std::move(*rows), ""};
  if (data.rows.size() > kOwnRows) {
    data.rows.resize(kOwnRows);
    data.next = "/members/inquiries?after=" + data.rows.back().id;
  }
  return web::html(views::own_list(request, data));
}

web::Response show_own_form(web::Request& request) {
  return web::html(views::member_form(request, {}));
}

web::Response create_own_inquiry(web::Request& request) {
  const auto made =
      ask_as_member(request.context(), question_of(request), web::sending_of(request));
  if (made) return web::see_other("/members/inquiries/" + *made + "?said=received");
  if (!is_shown_again(made.error().fault)) return web::problem(request, made.error());
  return web::html(views::member_form(request, {request.form, made.error(), ""}),
                   web::status_of(made.error().fault));
}

web::Response show_own_inquiry(web::Request& request) {
  const std::string id = request.param("id");
  auto thread = load_own(request.context(), id);
  if (!thread) return web::problem(request, thread.error());
  return unkept(web::html(views::status(
      request, page_of(request, std::move(*thread), "/members/inquiries/" + id, true))));
}

web::Response create_own_reply(web::Request& request) {
  const std::string id = request.param("id");
  const auto done = reply_own(request.context(), id,
                              {request.form.get("body"), uploads_of(request)},
                              web::sending_of(request));
  const std::string path = "/members/inquiries/" + id;
  if (done) return web::see_other(path + "?said=added");
  if (!is_shown_again(done.error().fault)) return web::problem(request, done.error());
  auto thread = load_own(request.context(), id);
  if (!thread) return web::problem(request, thread.error());
  return again_with(request, page_of(request, std::move(*thread), path, true), done.error());
}

}  // namespace musubi::inquiries::pages
