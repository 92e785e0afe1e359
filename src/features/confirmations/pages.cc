// pages.cc - see pages.h. SECURITY: the pages behind a link are kept by no cache and send no
// referrer; opening one writes nothing.
#include "features/confirmations/pages.h"

#include <charconv>

#include "features/confirmations/views.h"
#include "web/form.h"

namespace musubi::confirmations::pages {
namespace {

RoundId round_id(const web::Request& request) { return {request.param("id")}; }
OrganisationId organisation_id(const web::Request& request) {
  return {request.param("organisation")};
}
std::string token_of(const web::Request& request) { return request.param("token"); }

web::Response private_page(web::Response response) {
  response.header("Cache-Control", "no-store");
  response.header("Referrer-Policy", "no-referrer");
  return response;
}

int number_from(const std::string& text) {
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

web::Response show_rounds(web::Request& request) {
  auto rounds = list_rounds(request.context());
  if (!rounds) return web::problem(request, rounds.error());
  return web::html(views::rounds(request, *rounds));
}

web::Response show_new_round(web::Request& request) {
  return web::html(views::new_round(request, {}, {}));
}

web::Response create_round(web::Request& request) {
  NewRound input;
  for (const auto& days : request.form.all("reminder_days")) {
    input.reminder_days.push_back(number_from(days));
  }
  input.message = request.form.get("message");
  input.sending = web::sending_of(request);
  const auto day = web::kit::read_date(request.form, "due_on", "回答の期限");
  if (day && *day) input.due_on = iso(**day);
  if (!day) {
    return web::show_again(request, views::new_round(request, request.form, day.error()));
  }
  auto opened = open_round(request.context(), input);
  if (opened) return web::see_other(views::kOffice + "/" + opened->text + "?said=opened");
  if (opened.error().fault != Fault::invalid) return web::problem(request, opened.error());
  return web::show_again(request, views::new_round(request, request.form, opened.error()));
}

web::Response show_round(web::Request& request) {
  store::TargetFilter filter;
  const std::string state = request.query.get("state");
  filter.state = state.empty() ? "silent" : state;
  if (target_state_label(filter.state).empty()) filter.state.clear();
  const std::string mail = request.query.get("mail");
  if (mail == "yes" || mail == "no") filter.mail = mail;
  filter.after_no = request.query.get("no");
  filter.after_id = request.query.get("id");
  auto page = load_round(request.context(), round_id(request), filter);
  if (!page) return web::problem(request, page.error());
  std::string status;
  if (request.query.get("said") == "opened") status = "確認を始めました。メールを順に送ります";
  if (request.query.get("said") == "closed") status = "確認を終えました";
  return web::html(views::round(request, *page, filter, status));
}

web::Response create_closure(web::Request& request) {
  auto done = close_round(request.context(), round_id(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other(views::kOffice + "/" + request.param("id") + "?said=closed");
}

web::Response show_target(web::Request& request) {
  auto page = load_target(request.context(), round_id(request), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  const std::string status = request.query.has("saved") ? "回答を記録しました" : "";
  return web::html(views::target(request, *page, {}, {}, status));
}

web::Response update_target(web::Request& request) {
  const Call call{request.form.get("outcome"), request.form.get("spoke_with"),
                  request.form.get("note")};
  auto done =
      record_call(request.context(), round_id(request), organisation_id(request), call);
  if (done) {
    return web::see_other(views::kOffice + "/" + request.param("id") + "/targets/" +
                          request.param("organisation") + "?saved=1");
  }
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto page = load_target(request.context(), round_id(request), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  return web::show_again(request, views::target(request, *page, request.form, done.error(), ""));
}

web::Response show_asked(web::Request& request) {
  auto asked = load_asked(request.context(), token_of(request));
  if (!asked) return web::problem(request, asked.error());
  return private_page(web::html(views::asked(request, *asked, token_of(request), "")));
}

web::Response create_confirmation(web::Request& request) {
  auto done = confirm_by_link(request.context(), token_of(request));
  if (!done) return web::problem(request, done.error());
  return private_page(web::html(views::thanks(
      request, "登録内容の確認を受け付けました",
      "「変更はありません」とのご回答を記録しました。この画面は閉じてかまいません。")));
}

web::Response show_change(web::Request& request) {
  auto asked = load_asked(request.context(), token_of(request));
  if (!asked) return web::problem(request, asked.error());
  return private_page(web::html(
      views::change_form(request, *asked, token_of(request),
                         changes::link_fields(asked->registration.organisation), {})));
}

web::Response create_change(web::Request& request) {
  const Context ctx = request.context();
  const auto again = [&](const Error& error) {
    auto asked = load_asked(ctx, token_of(request));
    if (!asked) return web::problem(request, asked.error());
    return private_page(web::show_again(
        request, views::change_form(request, *asked, token_of(request), request.form, error)));
  };
  auto typed = changes::read_link_form(request.form);
  if (!typed) return again(typed.error());
  typed->sending = web::sending_of(request);
  auto sent = change_by_link(ctx, token_of(request), *typed);
  if (sent) {
    return private_page(web::html(views::thanks(
        request, "変更の届出を受け付けました",
        "受付番号は " + *sent + " です。事務局が確かめ、結果をメールでお知らせします。"
        "この画面は閉じてかまいません。")));
  }
  if (sent.error().fault == Fault::invalid) return again(sent.error());
  return web::problem(request, sent.error());
}

web::Response show_own(web::Request& request) {
  auto own = load_own(request.context());
  if (!own) return web::problem(request, own.error());
  if (!*own) return web::html(views::nothing_asked(request));
  const std::string status = request.query.has("saved") ? "ご回答を記録しました" : "";
  return web::html(views::asked(request, **own, "", status));
}

web::Response update_own(web::Request& request) {
  auto done = confirm_own(request.context());
  if (!done) return web::problem(request, done.error());
  return web::see_other("/members/confirmation?saved=1");
}

}  // namespace musubi::confirmations::pages
