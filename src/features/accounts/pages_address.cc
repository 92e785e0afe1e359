// pages_address.cc - a new mail address and a forgotten password, between browser and service.
// A link in a mail only opens a page; a button does it, so that mail scanners change nothing.
#include "features/accounts/pages_address.h"

#include "features/accounts/pages_factors.h"
#include "features/accounts/service_address.h"
#include "features/accounts/views_address.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accounts::pages {
namespace {

Response show_with(Request& request, const std::string& typed, const std::optional<Error>& error) {
  auto account = load_account(request.context(), request.actor.account);
  if (!account) return web::problem(request, account.error());
  const std::string name = error ? "" : request.query.get("message");
  const std::string message = name == "asked"       ? "2つのアドレスに確認のメールを送ります"
                              : name == "cancelled" ? "変更の申し込みを取り消しました"
                                                    : "";
  return web::html(views::own_address(request,
                                      {*account, find_own_address_change(request.context()),
                                       typed, message},
                                      error),
                   error ? web::status_of(error->fault) : 200);
}

}  // namespace

Response show_own_address(Request& request) { return show_with(request, "", std::nullopt); }

Response update_own_address(Request& request, Locksmith& smith) {
  web::FormReader form(request.form);
  const NewAddress input{form.text("login", "新しいメールアドレス"),
                         form.untouched("current_password")};
  auto done = ask_new_address(request.context(), smith, input, request.app->public_origin);
  if (!done && done.error().fields.empty()) return web::problem(request, done.error());
  if (!done) return show_with(request, input.login, done.error());
  return web::see_other("/account/address?message=asked");
}

Response delete_own_address_change(Request& request) {
  auto done = cancel_address_change(request.context());
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account/address?message=cancelled");
}

Response show_address_proof(Request& request) {
  auto proof = load_address_proof(request.context(), request.param("token"));
  if (!proof) return web::problem(request, proof.error());
  return web::html(views::address_proof(request, *proof));
}

Response create_address_proof(Request& request) {
  auto changed = prove_address(request.context(), request.param("token"));
  if (!changed) return web::problem(request, changed.error());
  return web::html(views::address_proved(request, *changed));
}

Response show_reset_request(Request& request) {
  return web::html(views::reset_request(request, "", std::nullopt));
}

Response create_reset_request(Request& request) {
  web::FormReader form(request.form);
  const std::string login = form.text("login", "メールアドレス");
  const auto page = [&](const Error& error) {
    return views::reset_request(request, login, error);
  };
  if (auto refusal = too_many(request, page)) return std::move(*refusal);
  auto done = ask_reset(request.context(), login, request.app->public_origin);
  if (!done) return refused(page(done.error()), done.error());
  return web::html(views::reset_asked(request));
}

Response show_password_reset(Request& request) {
  auto account = load_reset(request.context(), request.param("token"));
  if (!account) return web::problem(request, account.error());
  return web::html(views::password_reset(request, *account, std::nullopt));
}

Response update_forgotten_password(Request& request, Locksmith& smith) {
  const std::string token = request.param("token");
  const NewPassword input{request.form.get("password"), request.form.get("password_again")};
  auto entered =
      reset_own_password(request.context(), smith, token, input, browser_of(request));
  if (entered) return enter(request, *entered);
  auto account = load_reset(request.context(), token);
  if (!account) return web::problem(request, entered.error());
  return refused(views::password_reset(request, *account, entered.error()), entered.error());
}

}  // namespace musubi::accounts::pages
