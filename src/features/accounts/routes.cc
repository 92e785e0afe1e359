// routes.cc - method, path, permission, handler; and the menu entries. Nothing else.
// Called once by main.cc and by the tests; must hold no logic.
#include "features/accounts/accounts.h"
#include "features/accounts/pages.h"
#include "features/accounts/permissions.h"
#include "web/app.h"

namespace musubi::accounts {

void add_routes(web::App& app, std::shared_ptr<Locksmith> locksmith) {
  using namespace pages;  // NOLINT: a route table reads as rows
  const auto with_keys = [&locksmith](Response (*page)(Request&, Locksmith&)) -> web::Handler {
    return [page, smith = locksmith](Request& request) { return page(request, *smith); };
  };
  web::Router& r = app.router;
  r.get("/sign-in", may::anyone, show_sign_in);
  r.post("/sign-in", may::anyone, with_keys(create_session));
  r.get("/sign-in/code", may::anyone, show_code);
  r.post("/sign-in/code", may::anyone, with_keys(create_session_by_code));
  r.get("/sign-in/enrolment", may::anyone, with_keys(show_enrolment));
  r.post("/sign-in/enrolment", may::anyone, with_keys(create_enrolment));
  r.post("/sign-out", may::anyone, delete_session);
  r.get("/invitation/:token", may::anyone, show_invitation);
  r.post("/invitation/:token", may::anyone, with_keys(update_invitation));
  r.get("/first-administrator/:token", may::anyone, show_first_administrator);
  r.post("/first-administrator/:token", may::anyone, with_keys(pages::create_first_administrator));

  r.get("/account", may::signed_in, show_own_account);
  r.post("/account/name", may::signed_in, update_own_name);
  r.post("/account/password", may::signed_in, with_keys(update_own_password));
  r.post("/account/authenticator", may::signed_in, with_keys(create_own_enrolment));
  r.get("/account/sessions", may::signed_in, show_own_sessions);
  r.post("/account/sessions/:id/ending", may::signed_in, delete_own_session);
  r.post("/account/other-sessions/ending", may::signed_in, delete_other_sessions);
  r.post("/account/session/extension", may::signed_in, create_extension);

  r.get("/office/accounts", may::see_accounts, show_accounts);
  r.post("/office/accounts", may::manage_accounts, pages::create_account);
  r.get("/office/accounts/new", may::manage_accounts, show_new_account);
  r.get("/office/accounts/:id", may::see_accounts, show_account);
  r.post("/office/accounts/:id/roles", may::manage_accounts, update_roles);
  r.post("/office/accounts/:id/suspension", may::manage_accounts, create_suspension);
  r.post("/office/accounts/:id/resumption", may::manage_accounts, create_resumption);
  r.post("/office/accounts/:id/reset", may::manage_accounts, create_reset);

  r.get("/office/permissions", may::see_permissions, show_permissions);
  r.get("/office/audit", may::see_audit, show_audit);
  r.post("/office/audit/export", may::see_audit, create_audit_export);
  r.get("/office/mails", may::see_mails, show_mails);
  r.get("/office/mails/:id", may::see_mails, show_mail);
  r.post("/office/mails/:id/reading", may::read_mails, create_mail_reading);
  r.post("/office/mails/:id/sending", may::send_mails, create_mail_sending);
  r.get("/office/outbox", may::see_outbox, show_outbox);
  r.post("/office/outbox/:id/retry", may::retry_outbox, create_retry);

  const auto menu = [&app](std::string label, std::string path, std::string icon,
                           const Permission& permission, int order) {
    app.nav.push_back({.area = web::Area::office, .group = "運営", .label = std::move(label),
                       .path = std::move(path), .icon = std::move(icon),
                       .permission = permission, .order = order, .waiting = {}});
  };
  menu("アカウント", "/office/accounts", "person", may::see_accounts, 900);
  menu("権限表", "/office/permissions", "key", may::see_permissions, 910);
  menu("監査ログ", "/office/audit", "shield", may::see_audit, 920);
  menu("メール", "/office/mails", "send", may::see_mails, 925);
  menu("配信の状況", "/office/outbox", "mail", may::see_outbox, 930);
  add_words(app.words);
  add_home(app);
}

}  // namespace musubi::accounts
