// pages_colleagues.cc - an organisation administrator's pages: list, invitation, one person, hand
// over. Between routes.cc and service_colleagues.cc; holds no rule and no SQL.
#include "features/accounts/pages_colleagues.h"

#include "features/accounts/service_colleagues.h"
#include "features/accounts/views_colleagues.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accounts::pages {
namespace {

using web::Request;
using web::Response;

std::string message_of(const Request& request) {
  const std::string name = request.query.get("message");
  if (name == "invited") return "招待のメールを送ります。届かないときは、もう一度送れます";
  if (name == "reminded") return "招待のメールをもう一度送ります";
  if (name == "role") return "役割を保存しました";
  if (name == "suspended") return "アカウントを止めました。ログインはすべて終わりました";
  if (name == "resumed") return "もう一度使えるようにしました";
  return "";
}

AccountId id_of(const Request& request) { return AccountId{request.param("id")}; }

Response show_with(Request& request, const std::optional<Error>& error) {
  auto account = load_colleague(request.context(), id_of(request));
  if (!account) return web::problem(request, account.error());
  return web::html(views::colleague(request, *account, error, error ? "" : message_of(request)),
                   error ? web::status_of(error->fault) : 200);
}

Response back_with(Request& request, const Result<void>& done, const std::string& message) {
  if (!done && done.error().fault == Fault::not_found) return web::problem(request, done.error());
  if (!done) return show_with(request, done.error());
  return web::see_other("/members/accounts/" + request.param("id") + "?message=" + message);
}

}  // namespace

Response show_colleagues(Request& request) {
  auto list = list_colleagues(request.context());
  if (!list) return web::problem(request, list.error());
  return web::html(views::colleagues(request, *list, message_of(request)));
}

Response show_new_colleague(Request& request) {
  return web::html(views::new_colleague(request, {}, std::nullopt));
}

Response create_colleague(Request& request) {
  web::FormReader form(request.form);
  NewColleague typed;
  typed.login = form.text("login", "メールアドレス");
  typed.name = form.text("name", "お名前");
  typed.role = role_from_name(form.text("role", "役割"));
  auto made = invite_colleague(request.context(), typed, request.app->public_origin);
  if (!made) {
    return web::html(views::new_colleague(request, typed, made.error()),
                     web::status_of(made.error().fault));
  }
  return web::see_other("/members/accounts?message=invited");
}

Response show_colleague(Request& request) { return show_with(request, std::nullopt); }

Response create_colleague_reminder(Request& request) {
  return back_with(request,
                   remind_colleague(request.context(), id_of(request),
                                    request.app->public_origin),
                   "reminded");
}

Response update_colleague_role(Request& request) {
  const auto role = role_from_name(request.form.get("role"));
  if (!role || !roles::members.has(*role)) {
    return show_with(request, fail_fields({{"role", "役割を選んでください"}}).error);
  }
  return back_with(request, change_colleague_role(request.context(), id_of(request), *role),
                   "role");
}

Response create_colleague_suspension(Request& request) {
  return back_with(
      request, suspend_colleague(request.context(), id_of(request), request.form.get("reason")),
      "suspended");
}

Response create_colleague_resumption(Request& request) {
  return back_with(request, resume_colleague(request.context(), id_of(request)), "resumed");
}

Response show_handover(Request& request) {
  auto account = load_colleague(request.context(), id_of(request));
  if (!account) return web::problem(request, account.error());
  return web::html(views::handover(request, *account));
}

Response create_handover(Request& request) {
  auto done = hand_over(request.context(), id_of(request));
  if (!done && done.error().fault == Fault::not_found) return web::problem(request, done.error());
  if (!done) return show_with(request, done.error());
  return web::see_other("/members");
}

}  // namespace musubi::accounts::pages
