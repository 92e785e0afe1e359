// pages_office.cc - the office's pages over accounts: list, invite, one account, reset.
// Between routes.cc and service.cc; holds no rule and no SQL.
#include <algorithm>

#include "base/text.h"
#include "core/mail/mail.h"
#include "features/accounts/pages.h"
#include "features/accounts/service_pledges.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::accounts::pages {
namespace {

constexpr int kPage = 20;

Roles read_roles(const std::vector<std::string>& names) {
  Roles held;
  for (const std::string& name : names) {
    if (auto role = role_from_name(name)) held.add(*role);
  }
  return held;
}

std::string message_of(const Request& request) {
  const std::string name = request.query.get("message");
  if (name == "roles") return "役割を保存しました。本人は、次のログインから新しい役割になります";
  if (name == "suspended") return "アカウントを止めました。ログインはすべて終わりました";
  if (name == "resumed") return "もう一度使えるようにしました";
  if (name == "mailed") return "本人にメールを送りました。リンクは、届いたメールからだけ開けます";
  return "";
}

AccountId id_of(const Request& request) { return AccountId{request.param("id")}; }

Response show_with(Request& request, const std::optional<Error>& error) {
  auto account = load_account(request.context(), id_of(request));
  if (!account) return web::problem(request, account.error());
  auto pledges = list_pledges_of(request.context(), account->id);
  if (!pledges) return web::problem(request, pledges.error());
  auto signs = list_signs_of(request.context(), account->id);
  if (!signs) return web::problem(request, signs.error());
  views::AccountPage shown{*account, false, std::move(*signs)};
  shown.pledged = std::any_of(pledges->begin(), pledges->end(), [](const Pledge& p) {
    return !p.withdrawn && p.text_version == kPledgeVersion;
  });
  const std::string message = error ? "" : message_of(request);
  return web::html(views::account(request, shown, error, message),
                   error ? web::status_of(error->fault) : 200);
}

Response back_with(Request& request, const Result<void>& done, const std::string& message) {
  if (!done && done.error().fault == Fault::not_found) return web::problem(request, done.error());
  if (!done) return show_with(request, done.error());
  return web::see_other("/office/accounts/" + request.param("id") + "?message=" + message);
}

// SECURITY: who holds the link becomes the person, so it is shown to nobody but the recipient of
// the mail. Only where no mail can be sent does the manager hand it over.
Response handed_over(Request& request, const std::string& name, const OneTimeLink& made) {
  if (mail::configured()) {
    return web::see_other("/office/accounts/" + made.account.text + "?message=mailed");
  }
  return web::html(views::link_made(request, name, made, request.app->public_origin));
}

}  // namespace

Response show_accounts(Request& request) {
  views::AccountList list;
  list.filter.words = trim(request.query.get("q"));
  list.filter.state = state_from_name(request.query.get("state"));
  list.filter.role = role_from_name(request.query.get("role"));
  list.dormant = !request.query.get("dormant").empty();
  if (list.dormant) {
    list.filter.unused_since = Instant{request.now.ms - kDormantDays * 24LL * 3'600'000};
  }
  const Context ctx = request.context();
  if (!request.query.get("shared").empty()) {
    list.filter.shared_since = iso(add_days(ctx.today(), -kSignDays));
  }
  list.filter.after_login = request.query.get("after");
  list.filter.most = kPage + 1;
  auto rows = list_accounts(ctx, list.filter);
  if (!rows) return web::problem(request, rows.error());
  list.rows = std::move(*rows);
  auto shared = list_shared_among(ctx, list.rows);
  if (!shared) return web::problem(request, shared.error());
  list.shared = std::move(*shared);
  if (list.rows.size() > kPage) {
    list.rows.resize(kPage);
    list.next_path = "/office/accounts?q=" + web::percent_encode(list.filter.words) +
                     "&state=" + web::percent_encode(request.query.get("state")) +
                     "&role=" + web::percent_encode(request.query.get("role")) +
                     (list.dormant ? "&dormant=1" : "") +
                     (list.filter.shared_since.empty() ? "" : "&shared=1") +
                     "&after=" + web::percent_encode(login_key(list.rows.back()));
  }
  return web::html(views::accounts(request, list, message_of(request)));
}

Response show_new_account(Request& request) {
  views::InviteForm form;
  form.organisation = request.query.get("organisation");
  return web::html(views::invite(request, form, std::nullopt));
}

Response create_account(Request& request) {
  web::FormReader form(request.form);
  views::InviteForm typed;
  typed.login = form.text("login", "メールアドレス");
  typed.name = form.text("name", "お名前");
  typed.organisation = form.text("organisation", "団体");
  typed.roles = form.all("roles");
  typed.reason = form.text("reason", "招待する理由", 200);
  const NewAccount input{typed.login, typed.name, read_roles(typed.roles),
                         OrganisationId{typed.organisation}, typed.reason};
  auto made = invite_account(request.context(), input, request.app->public_origin);
  if (!made) {
    return web::html(views::invite(request, typed, made.error()),
                     web::status_of(made.error().fault));
  }
  return handed_over(request, typed.name, *made);
}

Response show_account(Request& request) { return show_with(request, std::nullopt); }

Response update_roles(Request& request) {
  return back_with(request,
                   change_roles(request.context(), id_of(request),
                                read_roles(request.form.all("roles")),
                                OrganisationId{request.form.get("organisation")},
                                request.form.get("roles_reason")),
                   "roles");
}

Response create_suspension(Request& request) {
  return back_with(
      request, suspend_account(request.context(), id_of(request), request.form.get("reason")),
      "suspended");
}

Response create_resumption(Request& request) {
  return back_with(request, resume_account(request.context(), id_of(request)), "resumed");
}

Response create_reset(Request& request) {
  auto account = load_account(request.context(), id_of(request));
  if (!account) return web::problem(request, account.error());
  auto made = reset_account(request.context(), id_of(request), request.form.get("reset_reason"),
                            request.app->public_origin);
  if (!made) return show_with(request, made.error());
  return handed_over(request, account->name, *made);
}

}  // namespace musubi::accounts::pages
