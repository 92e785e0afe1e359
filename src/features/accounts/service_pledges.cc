// service_pledges.cc - see service_pledges.h and pledges.h. Always: input, load, must(), change and
// audit. SECURITY: a session of a role that needs a pledge begins only after it (steps.h let_in).
#include "features/accounts/service_pledges.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/permissions.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

const files::Purpose kPaper{"accounts.pledge_paper", "従事者誓約書の写し", 10'000'000,
                            "application/pdf image/jpeg image/png", may::manage_accounts, false};

Result<void> note_pledge(db::Tx& tx, const Context& ctx, const Account& account,
                         const Pledge& pledge) {
  TRY(store::insert_pledge(tx, pledge));
  return audit::note(tx, ctx, "accounts.pledge.filed", {"account", account.id.text, ""}, nullptr,
                     Json{{"pledge_text", pledge.text_version},
                          {"pledge_way", pledge.on_paper ? "paper" : "online"},
                          {"given_on", iso(pledge.given_on)}});
}

Pledge new_pledge(const Context& ctx, const AccountId& account) {
  Pledge out;
  out.id = PledgeId::make(ctx.now);
  out.account = account;
  out.text_version = kPledgeVersion;
  out.given_on = ctx.today();
  out.noted_by = ctx.actor.is_person() ? ctx.actor.account.text : account.text;
  out.created = ctx.now;
  return out;
}

Result<Account> load(db::Reader& reader, const AccountId& id) {
  auto account = store::find_account(reader, id.text);
  if (!account) {
    return fail(Fault::not_found, "アカウントが見つかりません。一覧から選び直してください");
  }
  return *account;
}

Result<Pledge> load_pledge(db::Reader& reader, const AccountId& account, const PledgeId& id) {
  auto pledge = store::find_pledge(reader, id);
  if (!pledge || pledge->account != account) {
    return fail(Fault::not_found, "誓約の記録が見つかりません。アカウントの画面から選び直してください");
  }
  return *pledge;
}

}  // namespace

bool needs_pledge(Roles held) {
  constexpr Roles kWorking{Role::secretariat, Role::secretariat_manager, Role::adviser,
                           Role::next_operator};
  return held.shares(kWorking);
}

std::optional<Account> find_at_work(db::Reader& reader, const AccountId& id,
                                    const Permission& permission) {
  auto account = store::find_account(reader, id.text);
  if (!account || account->state != State::active) return std::nullopt;
  const Actor actor{Actor::Kind::person, id, account->name, account->roles, account->organisation};
  if (!can(actor, permission)) return std::nullopt;
  if (needs_pledge(account->roles) && !store::has_pledge(reader, id)) return std::nullopt;
  return account;
}

// Written for this product after and the contract's clauses on secrecy and personal data.
std::vector<std::string> pledge_articles() {
  return {"業務で知った会員・県・個人の情報は、委託された業務のためだけに使います。",
          "個人情報保護の法令と契約を守り、必要のない持ち出し、写し、外への送信をしません。",
          "業務で知った秘密は、業務を離れた後も、ほかに漏らしません。",
          "アカウントと、パスワードや認証アプリなどの確認の手段を、ほかの人に使わせません。",
          "漏えい、紛失、誤送信や、そのおそれに気づいたときは、すぐに事務局管理者に知らせます。",
          "業務を離れるときは、預かった資料と記録媒体を返し、手元の写しを消します。"};
}

Result<void> file_online_pledge(db::Tx& tx, const Context& ctx, const AccountId& id) {
  const Account account = TRY(load(tx, id));
  return note_pledge(tx, acting_as(ctx, account), account, new_pledge(ctx, id));
}

Result<Account> load_pledge_step(const Context& ctx, const std::string& step_token) {
  auto step = ctx.db.read([&](db::Reader& reader) {
    return find_step(reader, step_token, ctx.now, kPledgeStep);
  });
  if (!step) return fail(Fault::not_found, std::string(kStepGone));
  return step->secrets.account;
}

Result<Entered> give_pledge(const Context& ctx, const std::string& step_token, bool agreed,
                            const Browser& browser) {
  auto step = ctx.db.read([&](db::Reader& reader) {
    return find_step(reader, step_token, ctx.now, kPledgeStep);
  });
  if (!step) return fail(Fault::not_found, std::string(kStepGone));
  if (!agreed) {
    return fail_fields({{"agreed", "誓約する内容を読み、チェックを付けてください"}});
  }
  const Account& account = step->secrets.account;
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, step->link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    TRY(note_pledge(tx, acting_as(ctx, account), account, new_pledge(ctx, account.id)));
    const bool second_factor = !step->link.sealed.empty();
    Entered out = TRY(let_in(tx, ctx, account, second_factor, browser, step->link.return_to));
    out.lacks_recovery_codes =
        second_factor && store::count_recovery_codes(tx, account.id) == 0;
    return out;
  });
}

Result<std::vector<Pledge>> list_pledges_of(const Context& ctx, const AccountId& account) {
  TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read([&](db::Reader& reader) { return store::list_pledges(reader, account); });
}

Result<void> file_paper_pledge(const Context& ctx, const AccountId& id,
                               const PaperPledge& input) {
  std::vector<FieldError> errors;
  if (!input.given_on) errors.push_back({"given_on", "誓約書の日付を入力してください"});
  if (input.given_on && *input.given_on > ctx.today()) {
    errors.push_back({"given_on", "今日までの日付を入力してください"});
  }
  if (input.path.empty()) errors.push_back({"file", "署名のある誓約書の写しを選んでください"});
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::manage_accounts));
  const files::Staged staged = TRY(files::stage(input.path, input.filename, kPaper));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load(tx, id));
    const files::File file = TRY(files::take(ctx, tx, staged, kPaper));
    Pledge pledge = new_pledge(ctx, id);
    pledge.on_paper = true;
    pledge.given_on = *input.given_on;
    pledge.file = file.id;
    return note_pledge(tx, ctx, account, pledge);
  });
}

Result<void> withdraw_pledge(const Context& ctx, const AccountId& id, const PledgeId& pledge_id,
                             const std::string& reason) {
  if (trim(reason).empty()) {
    return fail_fields({{"withdrawn_reason", "取り消す理由を入力してください"}});
  }
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Account account = TRY(load(tx, id));
    TRY(load_pledge(tx, id, pledge_id));
    if (TRY(store::update_pledge_withdrawn(tx, pledge_id, trim(reason), ctx.now)) == 0) return {};
    // Without a pledge the roles are out of use at once; the next sign-in asks for a new one.
    if (needs_pledge(account.roles) && !store::has_pledge(tx, id)) {
      TRY(sessions::end_all_of(tx, ctx, id));
    }
    return audit::note(tx, ctx, "accounts.pledge.withdrawn", {"account", id.text, ""}, nullptr,
                       nullptr, trim(reason));
  });
}

Result<files::Opened> open_pledge_paper(const Context& ctx, const AccountId& account,
                                        const PledgeId& id) {
  TRY(must(ctx.actor, may::manage_accounts));
  const Pledge pledge =
      TRY(ctx.db.read([&](db::Reader& reader) { return load_pledge(reader, account, id); }));
  return files::open_for(ctx, pledge.file, kPaper);
}

}  // namespace musubi::accounts
