// routes.cc - method, path, permission, handler; and the menu entries. Nothing else.
// Called once by main.cc and by the tests; must hold no logic.
#include "core/access/scope.h"
#include "features/accounts/accounts.h"
#include "features/accounts/pages_address.h"
#include "features/accounts/pages_colleagues.h"
#include "features/accounts/pages_factors.h"
#include "features/accounts/pages_stocktakes.h"
#include "features/accounts/permissions.h"
#include "web/app.h"

namespace musubi::accounts {

namespace {

using namespace pages;  // NOLINT: a route table reads as rows

// Makes handlers of the pages that need keys.
struct WithKeys {
  std::shared_ptr<Locksmith> smith;
  web::Handler operator()(Response (*page)(Request&, Locksmith&)) const {
    return [page, keys = smith](Request& request) { return page(request, *keys); };
  }
};

// Own limits: "sign_in" and the throttle for passwords and letters; the later steps do nothing
// without the half-way cookie, which takes the right password.
void add_sign_in(web::Router& r, const WithKeys& with_keys) {
  r.get("/sign-in", may::anyone, show_sign_in);
  r.post_with_own_limit("/sign-in", may::anyone, with_keys(create_session));
  r.get("/sign-in/code", may::anyone, show_code);
  r.post_with_own_limit("/sign-in/code", may::anyone, with_keys(create_session_by_code));
  r.get("/sign-in/enrolment", may::anyone, with_keys(show_enrolment));
  r.post_with_own_limit("/sign-in/enrolment", may::anyone, with_keys(create_enrolment));
  r.post_with_own_limit("/sign-in/enrolment/passkey-offer", may::anyone,
                        create_enrolment_passkey_offer);
  r.post_with_own_limit("/sign-in/enrolment/passkey", may::anyone,
                        with_keys(create_enrolment_passkey));
  r.post_with_own_limit("/sign-in/passkey-offer", may::anyone, create_passkey_offer);
  r.post_with_own_limit("/sign-in/passkey", may::anyone, create_session_by_passkey);
  r.get("/sign-in/pledge", may::anyone, show_pledge_step);
  r.post_with_own_limit("/sign-in/pledge", may::anyone, create_pledge);
  r.get("/sign-in/reset", may::anyone, show_reset_request);
  r.post_with_own_limit("/sign-in/reset", may::anyone, create_reset_request);
  r.get("/password-reset/:token", may::anyone, show_password_reset);
  r.post("/password-reset/:token", may::anyone, with_keys(update_forgotten_password));
  r.get("/address-proof/:token", may::anyone, show_address_proof);
  r.post("/address-proof/:token", may::anyone, create_address_proof);
  r.get("/sign-in/recovery", may::anyone, show_recovery);
  r.post_with_own_limit("/sign-in/recovery", may::anyone, create_session_by_recovery_code);
  r.post("/sign-out", may::anyone, delete_session);
  r.get("/invitation/:token", may::anyone, show_invitation);
  r.post("/invitation/:token", may::anyone, with_keys(update_invitation));
  r.get("/first-administrator/:token", may::anyone, show_first_administrator);
  r.post("/first-administrator/:token", may::anyone, with_keys(pages::create_first_administrator));
}

void add_own(web::Router& r, const WithKeys& with_keys) {
  r.get("/account", may::signed_in, show_own_account);
  r.post("/account/name", may::signed_in, update_own_name);
  r.post("/account/password", may::signed_in, with_keys(update_own_password));
  r.post("/account/authenticator", may::signed_in, with_keys(create_own_enrolment));
  r.get("/account/address", may::signed_in, show_own_address);
  r.post("/account/address", may::signed_in, with_keys(update_own_address));
  r.post("/account/address/cancellation", may::signed_in, delete_own_address_change);
  r.post("/account/passkey-offer", may::signed_in, with_keys(create_own_passkey_offer));
  r.post("/account/passkeys", may::signed_in, create_own_passkey);
  r.get("/account/passkeys/:id/removal", may::signed_in, show_passkey_removal);
  r.post("/account/passkeys/:id/removal", may::signed_in, delete_own_passkey);
  r.get("/account/recovery-codes", may::signed_in, show_recovery_codes);
  r.post("/account/recovery-codes", may::signed_in, pages::create_recovery_codes);
  r.get("/account/sessions", may::signed_in, show_own_sessions);
  r.post("/account/sessions/:id/ending", may::signed_in, delete_own_session);
  r.post("/account/other-sessions/ending", may::signed_in, delete_other_sessions);
  r.post("/account/session/extension", may::signed_in, create_extension);
}

void add_office(web::Router& r) {
  r.get("/office/accounts", may::see_accounts, show_accounts);
  r.post("/office/accounts", may::manage_accounts, pages::create_account);
  r.get("/office/accounts/new", may::manage_accounts, show_new_account);
  r.get("/office/accounts/:id", may::see_accounts, show_account);
  r.post("/office/accounts/:id/roles", may::manage_accounts, update_roles);
  r.post("/office/accounts/:id/suspension", may::manage_accounts, create_suspension);
  r.post("/office/accounts/:id/resumption", may::manage_accounts, create_resumption);
  r.post("/office/accounts/:id/reset", may::manage_accounts, create_reset);
  r.get("/office/accounts/:id/pledges", may::see_accounts, show_pledges);
  r.post("/office/accounts/:id/pledges", may::manage_accounts, create_paper_pledge);
  r.get("/office/accounts/:id/pledges/:pledge/paper", may::manage_accounts, show_pledge_paper);
  r.post("/office/accounts/:id/pledges/:pledge/withdrawal", may::manage_accounts,
         create_pledge_withdrawal);

  r.get("/office/permissions", may::see_permissions, show_permissions);
  r.get("/office/audit", may::see_audit, show_audit);
  r.post("/office/audit/export", may::see_audit, create_audit_export);
  r.get("/office/mails", may::see_mails, show_mails);
  r.get("/office/mails/:id", may::see_mails, show_mail);
  r.post("/office/mails/:id/reading", may::read_mails, create_mail_reading);
  r.post("/office/mails/:id/sending", may::send_mails, create_mail_sending);
  r.get("/office/outbox", may::see_outbox, show_outbox);
  r.post("/office/outbox/:id/retry", may::retry_outbox, create_retry);
}

void add_stocktakes(web::Router& r) {
  r.get("/office/stocktakes", may::see_accounts, show_stocktakes);
  r.post("/office/stocktakes", may::manage_accounts, create_stocktake);
  r.get("/office/stocktakes/:id", may::see_accounts, show_stocktake);
  r.post("/office/stocktakes/:id/rows", may::manage_accounts, update_stocktake_rows);
  r.post("/office/stocktakes/:id/rest", may::manage_accounts, update_stocktake_rest);
  r.post("/office/stocktakes/:id/signature", may::manage_accounts, create_stocktake_signature);
}

void add_colleagues(web::Router& r) {
  r.get("/members/accounts", may::manage_colleagues, show_colleagues);
  r.post("/members/accounts", may::manage_colleagues, create_colleague);
  r.get("/members/accounts/new", may::manage_colleagues, show_new_colleague);
  r.get("/members/accounts/:id", may::manage_colleagues, show_colleague);
  r.post("/members/accounts/:id/invitation", may::manage_colleagues, create_colleague_reminder);
  r.post("/members/accounts/:id/role", may::manage_colleagues, update_colleague_role);
  r.post("/members/accounts/:id/suspension", may::manage_colleagues, create_colleague_suspension);
  r.post("/members/accounts/:id/resumption", may::manage_colleagues, create_colleague_resumption);
  r.get("/members/accounts/:id/handover", may::manage_colleagues, show_handover);
  r.post("/members/accounts/:id/handover", may::manage_colleagues, create_handover);
}

void add_menu(web::App& app) {
  app.nav.push_back({.area = web::Area::members, .group = "", .label = "所属の人",
                     .path = "/members/accounts", .icon = "people",
                     .permission = may::manage_colleagues, .order = 300, .waiting = {}});
  const auto menu = [&app](std::string group, std::string label, std::string path,
                           std::string icon, const Permission& permission, int order) {
    app.nav.push_back({.area = web::Area::office, .group = std::move(group),
                       .label = std::move(label), .path = std::move(path),
                       .icon = std::move(icon), .permission = permission, .order = order,
                       .waiting = {}});
  };
  menu("設定と管理", "アカウント", "/office/accounts", "person", may::see_accounts, 900);
  menu("設定と管理", "権限表", "/office/permissions", "key", may::see_permissions, 910);
  menu("個人情報と記録", "操作の記録", "/office/audit", "shield", may::see_audit, 920);
  menu("問合せと連絡", "メール", "/office/mails", "send", may::see_mails, 925);
  menu("問合せと連絡", "配信の状況", "/office/outbox", "mail", may::see_outbox, 930);
}

}  // namespace

void add_routes(web::App& app, std::shared_ptr<Locksmith> locksmith) {
  const WithKeys with_keys{std::move(locksmith)};
  add_sign_in(app.router, with_keys);
  add_own(app.router, with_keys);
  add_colleagues(app.router);
  add_office(app.router);
  add_stocktakes(app.router);
  add_menu(app);
  access::declare_permission(may::see_audited_values);
  add_words(app.words);
  add_home(app);
}

}  // namespace musubi::accounts
