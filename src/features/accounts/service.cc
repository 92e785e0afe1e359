// service.cc - what the office and the commands do with accounts: invite, create, give roles,
// suspend, reset. Always in the same order: input, load, must(), change and audit, mail.
// Invariants: there is always a manager who can sign in; nobody takes their own key away.
#include "features/accounts/service.h"

#include "base/sha256.h"
#include "base/text.h"
#include "features/accounts/keeping/store_keeping.h"
#include "features/accounts/permissions.h"
#include "features/accounts/pledges.h"
#include "features/accounts/search_index.h"
#include "features/accounts/service_address.h"
#include "features/accounts/store_factors.h"

namespace musubi::accounts {
namespace {

constexpr int kNameMost = 100;
constexpr std::size_t kResetReasonMost = 200;
constexpr std::string_view kAddressTaken =
    "このアドレスは別のアカウントで使われているため、持ち主に手紙で知らせます";

Json roles_json(Roles held) {
  Json out = Json::array();
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (held.has(role)) out.push_back(role_name(role));
  }
  return out;
}

// Member roles belong to an organisation; the others never do, so that no one account can both
// lend data and look at it for the office.
std::string roles_defect(Roles held, const OrganisationId& organisation) {
  if (held.empty()) return "役割を1つ以上選んでください";
  const bool member = held.shares(roles::members);
  Roles others;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (held.has(role) && !roles::members.has(role)) others.add(role);
  }
  if (member && !others.empty()) {
    return "会員の役割は、ほかの役割と一緒には付けられません。アカウントを分けてください";
  }
  if (member && !is_uuid(organisation.text)) {
    return "会員の役割には団体が必要です。会員名簿の団体の画面から招待してください";
  }
  if (!member && !organisation.empty()) return "団体に属するのは会員の役割だけです";
  return "";
}

Result<Account> check(const Context& ctx, const NewAccount& input, State state) {
  Account a;
  a.id = AccountId::make(ctx.now);
  a.login = normal_login(input.login);
  a.name = trim(input.name);
  a.roles = input.roles;
  a.organisation = input.organisation;
  a.state = state;
  std::vector<FieldError> errors;
  if (a.login.empty()) {
    errors.push_back({"login", "メールアドレスを「name@example.jp」の形で入力してください"});
  }
  if (a.name.empty()) errors.push_back({"name", "お名前を入力してください"});
  if (count_characters(a.name) > kNameMost) {
    errors.push_back({"name", "お名前は100文字以内で入力してください"});
  }
  if (const std::string defect = roles_defect(a.roles, a.organisation); !defect.empty()) {
    errors.push_back({"roles", defect});
  }
  if (ctx.actor.is_person() && !a.roles.shares(roles::members) && trim(input.reason).empty()) {
    errors.push_back({"reason", "招待する理由を入力してください（例：4月の人事異動）"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return a;
}

Result<void> insert_new(db::Tx& tx, const Context& ctx, const Account& a, const std::string& hash,
                        const std::string& sealed_totp, std::string_view action,
                        std::string_view reason) {
  if (!a.waits_for_address && store::find_account_by_login(tx, a.login)) {
    return fail_fields({{"login", "このメールアドレスのアカウントは、すでにあります"}});
  }
  TRY(store::insert_account(tx, a, hash, sealed_totp, ctx.now));
  TRY(index_account(tx, a.id));
  return audit::note(tx, ctx, action, {"account", a.id.text, a.organisation.text}, nullptr,
                     Json{{"login", a.login},
                          {"name", a.name},
                          {"roles", roles_json(a.roles)},
                          {"state", state_name(a.state)}},
                     trim(reason));
}

Result<Account> load(db::Reader& reader, const AccountId& id) {
  auto account = store::find_account(reader, id.text);
  if (!account) return fail(Fault::not_found, "アカウントが見つかりません。一覧から選び直してください");
  return *account;
}

Result<void> must_be_another(const Context& ctx, const AccountId& id) {
  if (ctx.actor.account != id) return {};
  return fail(Fault::conflict, "ご自分のアカウントは変えられません。ほかの管理者にご依頼ください");
}

// An invited person pledges on the first way in; whoever is here already, before the role is given.
Result<void> must_have_pledged(db::Reader& reader, const Account& account, Roles held) {
  const bool new_to_it = needs_pledge(held) && !needs_pledge(account.roles);
  if (!new_to_it || store::has_pledge(reader, account.id)) return {};
  return fail_fields({{"roles", "この役割には従事者誓約が必要です。先に「従事者誓約の記録」から誓約書を"
                                "記録してください"}});
}

}  // namespace

std::string login_key(const Account& account) {
  return account.waits_for_address ? account.login + " " + account.id.text : account.login;
}

Result<void> must_leave_a_manager(db::Tx& tx) {
  if (store::count_active_with_role(tx, Role::secretariat_manager) > 0) return {};
  return fail(Fault::conflict,
              "ログインできる事務局管理者がいなくなります。先にもう1人の管理者を招待してください");
}

Result<void> stop_account(db::Tx& tx, const Context& ctx, const Account& account,
                          std::string_view by, const std::string& reason) {
  TRY(store::update_suspended(tx, account.id.text, by, ctx.now));
  TRY(store::delete_links_of(tx, account.id.text));
  TRY(sessions::end_all_of(tx, ctx, account.id));
  return audit::note(tx, ctx, "accounts.account.suspended",
                     {"account", account.id.text, account.organisation.text},
                     Json{{"state", state_name(account.state)}}, Json{{"state", "suspended"}},
                     reason);
}

std::string_view state_name(State state) {
  switch (state) {
    case State::invited: return "invited";
    case State::active: return "active";
    case State::suspended: return "suspended";
  }
  return "suspended";
}

std::string_view state_label(State state) {
  switch (state) {
    case State::invited: return "招待中";
    case State::active: return "利用中";
    case State::suspended: return "停止中";
  }
  return "停止中";
}

std::optional<State> state_from_name(std::string_view name) {
  for (const State state : {State::invited, State::active, State::suspended}) {
    if (state_name(state) == name) return state;
  }
  return std::nullopt;
}

Result<OneTimeLink> invite_account(const Context& ctx, const NewAccount& input,
                                   const std::string& public_origin) {
  TRY(must(ctx.actor, may::manage_accounts));
  const Account account = TRY(check(ctx, input, State::invited));
  return ctx.db.write([&](db::Tx& tx) -> Result<OneTimeLink> {
    TRY(insert_new(tx, ctx, account, "", "", "accounts.account.invited", input.reason));
    return issue_link(tx, ctx, account, public_origin, false);
  });
}

Result<OneTimeLink> invite_member_in(db::Tx& tx, const Context& ctx, const NewAccount& input,
                                     const std::string& public_origin) {
  CHECK(input.roles.shares(roles::members));
  const Account account = TRY(check(ctx, input, State::invited));
  TRY(insert_new(tx, ctx, account, "", "", "accounts.account.invited", input.reason));
  return issue_link(tx, ctx, account, public_origin, false);
}

// SECURITY: with the same words, writes and pages whether or not the address has an account
// elsewhere; only its owner and the office learn of it.
Result<OneTimeLink> invite_colleague_in(db::Tx& tx, const Context& ctx, const NewAccount& input,
                                        const std::string& public_origin) {
  CHECK(input.roles.shares(roles::members));
  Account account = TRY(check(ctx, input, State::invited));
  account.waits_for_address = store::find_account_by_login(tx, account.login).has_value();
  TRY(insert_new(tx, ctx, account, "", "", "accounts.account.invited",
                 account.waits_for_address ? kAddressTaken : ""));
  return issue_link(tx, ctx, account, public_origin, false);
}

Result<AccountId> create_account(const Context& ctx, Locksmith& smith, const NewAccount& input,
                                 const std::string& password, const std::string& totp_secret) {
  TRY(must(ctx.actor, may::manage_accounts));
  const Account account = TRY(check(ctx, input, State::active));
  auto errors = password_errors({password, password}, account.login, account.name);
  if (!errors.empty()) return fail_fields(std::move(errors));
  const std::string hash = TRY(smith.hash_password(password));
  const std::string sealed =
      totp_secret.empty() ? "" : smith.seal(totp_secret, account.id.text);
  TRY(ctx.db.write([&](db::Tx& tx) {
    return insert_new(tx, ctx, account, hash, sealed, "accounts.account.created", input.reason);
  }));
  return account.id;
}

Result<OneTimeLink> reset_account(const Context& ctx, const AccountId& id,
                                  const std::string& reason, const std::string& public_origin) {
  TRY(must(ctx.actor, may::manage_accounts));
  if (ctx.actor.is_person() && trim(reason).empty()) {
    return fail_fields({{"reset_reason",
                         "再設定する理由を入力してください（例：携帯電話をなくしたと電話で申し出）"}});
  }
  if (count_characters(reason) > kResetReasonMost) {
    return fail_fields({{"reset_reason", "再設定する理由は200文字以内で入力してください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<OneTimeLink> {
    const Account account = TRY(load(tx, id));
    if (account.state == State::suspended) {
      return fail(Fault::conflict, "停止中のアカウントです。先に停止を解いてください");
    }
    if (account.waits_for_address && store::find_account_by_login(tx, account.login)) {
      return fail(Fault::conflict,
                  "このメールアドレスは、別のアカウントで使われています。そのアカウントの持ち主に確かめて"
                  "ください");
    }
    TRY(store::update_password(tx, id.text, "", ctx.now));
    TRY(store::update_totp(tx, id.text, "", ctx.now));
    TRY(store::delete_passkeys_of(tx, id));
    TRY(forget_other_ways(tx, id));
    TRY(store::delete_recovery_codes(tx, id));
    TRY(store::delete_devices_of(tx, id.text));
    TRY(sessions::end_all_of(tx, ctx, id));
    TRY(audit::note(tx, ctx, "accounts.account.reset",
                    {"account", id.text, account.organisation.text}, nullptr, nullptr,
                    trim(reason)));
    return issue_link(tx, ctx, account, public_origin, true);
  });
}

Result<OneTimeLink> reset_account_by_login(const Context& ctx, const std::string& login,
                                           const std::string& public_origin) {
  const Account account = TRY(load_account_by_login(ctx, login));
  return reset_account(ctx, account.id, "", public_origin);
}

Result<void> suspend_account(const Context& ctx, const AccountId& id, const std::string& reason) {
  TRY(must(ctx.actor, may::manage_accounts));
  TRY(must_be_another(ctx, id));
  if (trim(reason).empty()) return fail_fields({{"reason", "止める理由を入力してください"}});
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load(tx, id));
    if (account.suspended_by == kByOffice) return {};
    TRY(stop_account(tx, ctx, account, kByOffice, trim(reason)));
    return must_leave_a_manager(tx);
  });
}

Result<void> resume_account(const Context& ctx, const AccountId& id) {
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load(tx, id));
    if (account.state != State::suspended) return {};
    if (account.suspended_by == kErased) {
      return fail(Fault::conflict, "保存期限を過ぎて消去したアカウントです。新しく招待してください");
    }
    const State next = account.has_password ? State::active : State::invited;
    TRY(store::update_state(tx, id.text, next, ctx.now));
    return audit::note(tx, ctx, "accounts.account.resumed",
                       {"account", id.text, account.organisation.text},
                       Json{{"state", "suspended"}}, Json{{"state", state_name(next)}});
  });
}

Result<void> change_roles(const Context& ctx, const AccountId& id, Roles held,
                          const OrganisationId& organisation, const std::string& reason) {
  TRY(must(ctx.actor, may::manage_accounts));
  TRY(must_be_another(ctx, id));
  std::vector<FieldError> errors;
  if (const std::string defect = roles_defect(held, organisation); !defect.empty()) {
    errors.push_back({"roles", defect});
  }
  if (ctx.actor.is_person() && trim(reason).empty()) {
    errors.push_back({"roles_reason", "役割を変える理由を入力してください（例：4月の人事異動）"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load(tx, id));
    if (account.roles == held && account.organisation == organisation) return {};
    TRY(must_have_pledged(tx, account, held));
    TRY(store::replace_roles(tx, id.text, held));
    TRY(store::update_organisation(tx, id.text, organisation, ctx.now));
    TRY(must_leave_a_manager(tx));
    TRY(index_account(tx, id));
    // Signed in again with what they may do now, and with TOTP if that is demanded now.
    TRY(sessions::end_all_of(tx, ctx, id));
    return audit::note(tx, ctx, "accounts.roles.changed",
                       {"account", id.text, account.organisation.text},
                       Json{{"roles", roles_json(account.roles)},
                            {"organisation", account.organisation.text}},
                       Json{{"roles", roles_json(held)}, {"organisation", organisation.text}},
                       trim(reason));
  });
}

Result<std::vector<Account>> list_accounts(const Context& ctx, const ListFilter& filter) {
  TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read([&](db::Reader& reader) { return store::list_accounts(reader, filter); });
}

Result<Account> load_account(const Context& ctx, const AccountId& id) {
  if (ctx.actor.account != id || !ctx.actor.is_person()) {
    TRY(must(ctx.actor, may::see_accounts));
  }
  return ctx.db.read([&](db::Reader& reader) { return load(reader, id); });
}

Result<Account> load_account_by_login(const Context& ctx, const std::string& login) {
  TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read([&](db::Reader& reader) -> Result<Account> {
    auto account = store::find_account_by_login(reader, normal_login(login));
    if (!account) return fail(Fault::not_found, "このメールアドレスのアカウントはありません");
    return *account;
  });
}

std::vector<jobs::Job> scheduled_jobs(sessions::Limits limits) {
  jobs::Job job;
  job.name = "accounts.expired.deleted";
  job.label = "期限の切れたログインとリンクを片づける";
  job.schedule = jobs::Schedule::every_minutes(60);
  job.run = [limits](const Context& ctx) -> Result<void> {
    TRY(sessions::delete_expired(ctx.db, ctx.now, limits));
    return ctx.db.write([&](db::Tx& tx) -> Result<void> {
      const Instant two_days_ago{ctx.now.ms - 48LL * 3'600'000};
      TRY(store::delete_expired_challenges(tx, ctx.now));
      TRY(store::delete_expired_address_changes(tx, ctx.now));
      return store::delete_expired(tx, ctx.now, two_days_ago);
    });
  };
  return {job};
}

}  // namespace musubi::accounts
