// service_colleagues.cc - see service_colleagues.h. Always: input, load within the own
// organisation, must(), change and audit, mail.
// Invariant: an organisation whose administrator acts here keeps one who can sign in.
#include "features/accounts/service_colleagues.h"

#include <algorithm>

#include "base/text.h"
#include "features/accounts/permissions.h"

namespace musubi::accounts {
namespace {

constexpr std::int64_t kInvitingDayMs = 24LL * 3'600'000;

Result<Account> load_own(db::Reader& reader, const Context& ctx, const AccountId& id) {
  auto account = store::find_account(reader, id.text);
  // SECURITY: what belongs to others does not exist.
  if (!account || account->organisation.empty() ||
      account->organisation != ctx.actor.organisation) {
    return fail(Fault::not_found, "この人は見つかりません。一覧から選び直してください");
  }
  return *account;
}

Result<void> must_be_another(const Context& ctx, const AccountId& id) {
  if (ctx.actor.account != id) return {};
  return fail(Fault::conflict,
              "ご自分のアカウントは、ここでは変えられません。先に管理者を引き継いでください");
}

int count_administrators(const std::vector<Account>& rows) {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const Account& a) {
    return a.state == State::active && a.roles.has(Role::member_admin);
  }));
}

// Asked after the change, inside the same transaction.
Result<void> must_leave_an_administrator(db::Tx& tx, const Context& ctx) {
  if (count_administrators(store::list_of_organisation(tx, ctx.actor.organisation)) > 0) return {};
  return fail(Fault::conflict,
              "ログインできる管理者がいなくなります。先にほかの人を管理者にしてください");
}

Json role_json(Roles held) {
  Json out = Json::array();
  for (const Role role : {Role::member_staff, Role::member_admin}) {
    if (held.has(role)) out.push_back(role_name(role));
  }
  return out;
}

Result<void> note_role(db::Tx& tx, const Context& ctx, const Account& account, Role role,
                       std::string_view reason) {
  return audit::note(tx, ctx, "accounts.roles.changed",
                     {"account", account.id.text, account.organisation.text},
                     Json{{"roles", role_json(account.roles)}},
                     Json{{"roles", role_json(Roles{role})}}, reason);
}

}  // namespace

Result<Colleagues> list_colleagues(const Context& ctx) {
  TRY(must(ctx.actor, may::manage_colleagues));
  Colleagues out;
  out.rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_of_organisation(reader, ctx.actor.organisation);
  });
  out.administrators = count_administrators(out.rows);
  return out;
}

Result<Account> load_colleague(const Context& ctx, const AccountId& id) {
  TRY(must(ctx.actor, may::manage_colleagues));
  return ctx.db.read([&](db::Reader& reader) { return load_own(reader, ctx, id); });
}

Result<AccountId> invite_colleague(const Context& ctx, const NewColleague& input,
                                   const std::string& public_origin) {
  if (!input.role || !roles::members.has(*input.role)) {
    return fail_fields({{"role", "役割を選んでください"}});
  }
  TRY(must(ctx.actor, may::manage_colleagues));
  const NewAccount account{input.login, input.name, Roles{*input.role}, ctx.actor.organisation};
  return ctx.db.write([&](db::Tx& tx) -> Result<AccountId> {
    const auto there = store::list_of_organisation(tx, ctx.actor.organisation);
    if (there.size() >= static_cast<std::size_t>(kColleaguesMost)) {
      return fail(Fault::conflict, "1つの団体で使えるアカウントは200人までです。事務局にご相談ください");
    }
    const auto today = std::count_if(there.begin(), there.end(), [&](const Account& a) {
      return a.created.ms > ctx.now.ms - kInvitingDayMs;
    });
    if (today >= kInvitedADayMost) {
      return fail(Fault::too_many, "1日に招待できるのは30人までです。あす、もう一度お試しください。お急ぎ"
                                   "のときは事務局にご相談ください");
    }
    const std::string login = normal_login(input.login);
    for (const Account& a : there) {
      if (a.login == login) {
        return fail_fields({{"login", "この人は、すでに一覧にいます。招待は、その人の画面からもう一度送れ"
                                      "ます"}});
      }
    }
    const OneTimeLink link = TRY(invite_colleague_in(tx, ctx, account, public_origin));
    return link.account;
  });
}

Result<void> remind_colleague(const Context& ctx, const AccountId& id,
                              const std::string& public_origin) {
  TRY(must(ctx.actor, may::manage_colleagues));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load_own(tx, ctx, id));
    if (account.state != State::invited) {
      return fail(Fault::conflict, "この人は、招待の返事を待つ状態ではありません");
    }
    TRY(issue_link(tx, ctx, account, public_origin, false));
    return audit::note(tx, ctx, "accounts.account.reminded",
                       {"account", id.text, account.organisation.text});
  });
}

Result<void> change_colleague_role(const Context& ctx, const AccountId& id, Role role) {
  CHECK(roles::members.has(role));
  TRY(must(ctx.actor, may::manage_colleagues));
  TRY(must_be_another(ctx, id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load_own(tx, ctx, id));
    if (account.roles == Roles{role}) return {};
    TRY(store::replace_roles(tx, id.text, Roles{role}));
    TRY(must_leave_an_administrator(tx, ctx));
    return note_role(tx, ctx, account, role, "団体の管理者による変更");
  });
}

Result<void> suspend_colleague(const Context& ctx, const AccountId& id, const std::string& reason) {
  TRY(must(ctx.actor, may::manage_colleagues));
  TRY(must_be_another(ctx, id));
  if (trim(reason).empty()) {
    return fail_fields({{"reason", "止める理由を入力してください（例：退職のため）"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load_own(tx, ctx, id));
    if (account.state == State::suspended) return {};
    TRY(stop_account(tx, ctx, account, kByAdministrator, trim(reason)));
    return must_leave_an_administrator(tx, ctx);
  });
}

Result<void> resume_colleague(const Context& ctx, const AccountId& id) {
  TRY(must(ctx.actor, may::manage_colleagues));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load_own(tx, ctx, id));
    if (account.state != State::suspended) return {};
    if (account.suspended_by != kByAdministrator) {
      return fail(Fault::conflict, "事務局が止めたアカウントです。再開は事務局にご相談ください");
    }
    const State next = account.has_password ? State::active : State::invited;
    TRY(store::update_state(tx, id.text, next, ctx.now));
    return audit::note(tx, ctx, "accounts.account.resumed",
                       {"account", id.text, account.organisation.text},
                       Json{{"state", "suspended"}}, Json{{"state", state_name(next)}});
  });
}

Result<void> hand_over(const Context& ctx, const AccountId& to) {
  TRY(must(ctx.actor, may::manage_colleagues));
  TRY(must_be_another(ctx, to));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account next = TRY(load_own(tx, ctx, to));
    const Account self = TRY(load_own(tx, ctx, ctx.actor.account));
    if (next.state != State::active) {
      return fail(Fault::conflict, "引き継げるのは、利用中の人だけです。先に招待を受けてもらってください");
    }
    TRY(store::replace_roles(tx, to.text, Roles{Role::member_admin}));
    TRY(store::replace_roles(tx, self.id.text, Roles{Role::member_staff}));
    TRY(note_role(tx, ctx, next, Role::member_admin, "管理者の引き継ぎ"));
    return note_role(tx, ctx, self, Role::member_staff, "管理者の引き継ぎ");
  });
}

}  // namespace musubi::accounts
