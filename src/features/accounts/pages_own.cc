// pages_own.cc - one's own account and sessions; the extension that the page asks for before the
// idle time ends (WCAG 2.2.1).
#include "base/json.h"
#include "features/accounts/pages.h"
#include "features/accounts/service_factors.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accounts::pages {
namespace {

std::string message_of(const Request& request) {
  const std::string name = request.query.get("message");
  if (name == "name") return "お名前を保存しました";
  if (name == "password") return "パスワードを変えました。ほかの機器のログインは終わりました";
  if (name == "passkey") return "パスキーを登録しました";
  if (name == "passkey-removed") return "パスキーを外しました";
  if (name == "ended") return "ログインを終えました";
  if (name == "others") return "ほかのログインをすべて終えました";
  return "";
}

Response show_with(Request& request, const std::optional<Error>& error) {
  auto account = load_account(request.context(), request.actor.account);
  if (!account) return web::problem(request, account.error());
  if (error && error->fields.empty()) return web::problem(request, *error);
  const views::OwnAccount own{*account, list_own_passkeys(request.context()),
                              count_own_recovery_codes(request.context()),
                              list_signs_of(request.context(), account->id).value_or({})};
  return web::html(views::own_account(request, own, error, error ? "" : message_of(request)),
                   error ? web::status_of(error->fault) : 200);
}

}  // namespace

Response show_own_account(Request& request) { return show_with(request, std::nullopt); }

Response update_own_name(Request& request) {
  auto done = change_own_name(request.context(), request.form.get("name"));
  if (!done) return show_with(request, done.error());
  return web::see_other("/account?message=name");
}

Response update_own_password(Request& request, Locksmith& smith) {
  PasswordChange input;
  input.current_password = request.form.get("current_password");
  input.password = {request.form.get("password"), request.form.get("password_again")};
  auto done = change_own_password(request.context(), smith, input, request.session_id);
  if (!done) return show_with(request, done.error());
  return web::see_other("/account?message=password");
}

Response create_own_enrolment(Request& request, Locksmith& smith) {
  auto step = begin_own_enrolment(request.context(), smith,
                                  request.form.get("authenticator_password"));
  if (!step) {
    Error error = step.error();
    for (FieldError& field : error.fields) field.field = "authenticator_password";
    return show_with(request, error);
  }
  Response out = web::see_other("/sign-in/enrolment");
  out.header("Set-Cookie", "sign_in_step=" + *step +
                               "; Path=/; HttpOnly; SameSite=Lax; Max-Age=600" +
                               (request.secure ? "; Secure" : ""));
  return out;
}

Response show_own_sessions(Request& request) {
  const auto list = request.db->read([&](db::Reader& reader) {
    return sessions::list_of(reader, request.actor.account, request.now,
                             request.app->session_limits);
  });
  return web::html(views::own_sessions(request, list, message_of(request)));
}

Response delete_own_session(Request& request) {
  auto done = sessions::end_own(request.context(), request.actor.account, request.param("id"));
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account/sessions?message=ended");
}

Response delete_other_sessions(Request& request) {
  auto done = end_other_sessions(request.context(), request.session_id);
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account/sessions?message=others");
}

Response create_extension(Request& request) {
  auto ends = sessions::extend(request.context(), request.session_id,
                               request.app->session_limits);
  if (!ends) return web::problem(request, ends.error());
  // left_ms: the browser's clock may be wrong.
  return web::json_text(Json{{"expires_at", iso8601_jst(*ends)},
                             {"expires_ms", ends->ms},
                             {"left_ms", ends->ms - request.now.ms}}
                            .dump());
}

}  // namespace musubi::accounts::pages
