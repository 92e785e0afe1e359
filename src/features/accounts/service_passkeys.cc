// service_passkeys.cc - registering, using and removing passkeys. A challenge is used up before its
// answer is looked at, so that no answer can be tried twice.
// SECURITY: a counter that does not grow means a copied key: refused and audited.
#include "base/base64url.h"
#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/permissions.h"
#include "features/accounts/service_factors.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

namespace webauthn = keys::webauthn;

constexpr std::int64_t kChallengeMs = 5 * 60'000;
constexpr int kChallengeBytes = 32;
constexpr std::size_t kNameMost = 60;
constexpr std::size_t kAnswerMost = 100'000;  // base64url of the largest attestation that is read
constexpr std::string_view kOwn = "account";
constexpr std::string_view kEnrolment = "enrolment";
constexpr std::string_view kSignIn = "sign_in";
constexpr std::string_view kUnknown =
    "このパスキーは登録されていないか、外されています。メールアドレスとパスワードでログインしてください";
constexpr std::string_view kCopied =
    "このパスキーは、写しが作られたおそれがあるため使えません。別の方法でログインし、事務局に知らせてください";
constexpr std::string_view kOver =
    "パスキーの確認に時間がかかったため、いったん終了しました。もう一度ボタンを押してください";

Failure unreadable() {
  return fail(Fault::invalid, "パスキーの応答を読み取れませんでした。もう一度ボタンを押してください");
}

// SECURITY: "" for what is longer than anything we read, before it is decoded.
std::string bytes_of(const std::string& text) {
  if (text.size() > kAnswerMost) return "";
  return from_base64url(text).value_or("");
}

Result<PasskeyOffer> offer(const Context& ctx, const std::optional<Account>& account,
                           std::string_view purpose) {
  PasskeyOffer out;
  out.challenge = random_token(kChallengeBytes);
  if (account) {
    out.account = account->id;
    out.login = account->login;
    out.name = account->name;
  }
  const std::string hash = sha256_hex(bytes_of(out.challenge));
  const Instant expires{ctx.now.ms + kChallengeMs};
  TRY(ctx.db.write([&](db::Tx& tx) {
    return store::insert_challenge(tx, hash, out.account, purpose, expires);
  }));
  if (account) {
    for (const Passkey& p : ctx.db.read(
             [&](db::Reader& reader) { return store::list_passkeys(reader, account->id); })) {
      out.known.push_back(p.credential_id);
    }
  }
  return out;
}

// Uses up the challenge that was answered; what must hold before a signature is worth a look.
Result<void> take_challenge(const Context& ctx, const Site& site, const std::string& client_data,
                            std::string_view type, const AccountId& account,
                            std::string_view purpose) {
  const auto challenge = webauthn::challenge_of(client_data, type, site);
  if (!challenge) return unreadable();
  const std::int64_t taken = TRY(ctx.db.write([&](db::Tx& tx) {
    return store::delete_challenge(tx, sha256_hex(*challenge), account, purpose, ctx.now);
  }));
  if (taken == 0) return fail(Fault::invalid, std::string(kOver));
  return {};
}

// The part of a registration that needs no transaction: everything but the row.
Result<Passkey> verified(const Context& ctx, const Site& site, const Account& account,
                         std::string_view purpose, const PasskeyAnswer& answer) {
  const std::string client_data = bytes_of(answer.client_data);
  const std::string attestation = bytes_of(answer.attestation);
  if (client_data.empty() || attestation.empty()) return unreadable();
  TRY(take_challenge(ctx, site, client_data, webauthn::kCreate, account.id, purpose));
  auto made = webauthn::verify_registration(site, client_data, attestation);
  if (!made) {
    log::warning("accounts.passkey_refused", {{"account", account.id.text},
                                              {"check", made.error().detail}});
    return fail(std::move(made).error());
  }
  Passkey out;
  out.id = PasskeyId::make(ctx.now);
  out.account = account.id;
  out.credential_id = base64url(made->id);
  out.key = made->key;
  out.sign_count = made->sign_count;
  out.name = trim(answer.name).empty() ? "パスキー" : cut_characters(trim(answer.name), kNameMost);
  out.created = ctx.now;
  return out;
}

Result<void> insert(db::Tx& tx, const Context& ctx, const Account& account,
                    const Passkey& passkey) {
  if (store::count_passkeys(tx, account.id) >= kPasskeysMost) {
    return fail(Fault::conflict,
                "登録できるパスキーは20個までです。使っていないものを外してから登録してください");
  }
  if (store::find_passkey_by_credential(tx, passkey.credential_id)) {
    return fail(Fault::conflict, "このパスキーは、すでに登録されています");
  }
  TRY(store::insert_passkey(tx, passkey));
  return audit::note(tx, acting_as(ctx, account), "accounts.passkey.added",
                     {"account", account.id.text, account.organisation.text}, nullptr,
                     Json{{"passkey", passkey.name}});
}

Result<Account> load_self(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  return load_account(ctx, ctx.actor.account);
}

Result<Step> load_enrolment_step(const Context& ctx, const std::string& step_token) {
  auto step = ctx.db.read(
      [&](db::Reader& reader) { return find_step(reader, step_token, ctx.now); });
  if (!step || step->link.sealed.empty()) return fail(Fault::not_found, std::string(kStepGone));
  return *step;
}

// Counted by address only: who knocks is not known before the signature is right.
Result<void> refuse_sign_in(const Context& ctx, const std::optional<Account>& account,
                            std::string_view why) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(throttle::count_failure(tx, {throttle::address(ctx.address)}, ctx.now));
    return note_refusal(tx, ctx, account, why);
  });
}

// Says no when the counter stands still or goes back, except at zero (it keeps none).
Result<Entered> count_and_enter(const Context& ctx, const Account& account, const Passkey& passkey,
                                std::uint32_t count, const std::string& return_to,
                                const Browser& browser) {
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::update_passkey_used(tx, passkey.id, count, ctx.now)) == 0) {
      return fail(Fault::conflict, std::string(kCopied), "counter");
    }
    return let_in(tx, ctx, account, true, browser, return_to);
  });
}

Result<void> note_counter(const Context& ctx, const Account& account, const Passkey& passkey) {
  return ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, ctx, "accounts.passkey.refused",
                       {"account", account.id.text, account.organisation.text}, nullptr,
                       Json{{"passkey", passkey.name}},
                       "署名の回数が戻っているため（複製された鍵のおそれ）");
  });
}

}  // namespace

Result<PasskeyOffer> offer_own_passkey(const Context& ctx, Locksmith& smith,
                                       const std::string& current_password) {
  const Account self = TRY(load_self(ctx));
  TRY(confirm_own_password(ctx, smith, current_password));
  return offer(ctx, self, kOwn);
}

Result<void> add_own_passkey(const Context& ctx, const Site& site, const PasskeyAnswer& answer) {
  const Account self = TRY(load_self(ctx));
  const Passkey passkey = TRY(verified(ctx, site, self, kOwn, answer));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(insert(tx, ctx, self, passkey));
    return tell_owner(tx, ctx.now, self.id,
                      "パスキーを登録しました。そのパスキーだけでログインできます。");
  });
}

std::vector<Passkey> list_own_passkeys(const Context& ctx) {
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_passkeys(reader, ctx.actor.account); });
}

Result<Passkey> load_own_passkey(const Context& ctx, const PasskeyId& id) {
  auto found = ctx.db.read([&](db::Reader& reader) { return store::find_passkey(reader, id); });
  if (!found || found->account != ctx.actor.account) {
    return fail(Fault::not_found, "パスキーが見つかりません。一覧から選び直してください");
  }
  return *found;
}

Result<void> remove_own_passkey(const Context& ctx, const PasskeyId& id) {
  const Account self = TRY(load_self(ctx));
  const Passkey passkey = TRY(load_own_passkey(ctx, id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const bool last = store::count_passkeys(tx, self.id) <= 1;
    if (last && !self.has_totp && needs_totp(self.roles)) {
      return fail(Fault::conflict,
                  "最後の1つのため、外せません。先に別のパスキーか認証アプリを登録してください");
    }
    TRY(store::delete_passkey(tx, id));
    TRY(audit::note(tx, ctx, "accounts.passkey.removed",
                    {"account", self.id.text, self.organisation.text},
                    Json{{"passkey", passkey.name}}));
    return tell_owner(tx, ctx.now, self.id,
                      "パスキーを外しました。外したパスキーでは、ログインできません。");
  });
}

Result<PasskeyOffer> offer_enrolment_passkey(const Context& ctx, const std::string& step_token) {
  const Step step = TRY(load_enrolment_step(ctx, step_token));
  return offer(ctx, step.secrets.account, kEnrolment);
}

Result<Entered> enrol_passkey(const Context& ctx, const Site& site, const std::string& step_token,
                              const PasskeyAnswer& answer, const Browser& browser) {
  const Step step = TRY(load_enrolment_step(ctx, step_token));
  const Account& account = step.secrets.account;
  const Passkey passkey = TRY(verified(ctx, site, account, kEnrolment, answer));
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, step.link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    TRY(insert(tx, ctx, account, passkey));
    TRY(sessions::end_all_of(tx, acting_as(ctx, account), account.id));
    Entered out = TRY(let_in(tx, ctx, account, true, browser, step.link.return_to));
    out.lacks_recovery_codes = store::count_recovery_codes(tx, account.id) == 0;
    return out;
  });
}

Result<PasskeyOffer> offer_sign_in(const Context& ctx) { return offer(ctx, std::nullopt, kSignIn); }

Result<Entered> sign_in_with_passkey(const Context& ctx, const Site& site,
                                     const PasskeyAnswer& answer, const std::string& return_to,
                                     const Browser& browser) {
  const std::string client_data = bytes_of(answer.client_data);
  const std::string data = bytes_of(answer.authenticator_data);
  const std::string signature = bytes_of(answer.signature);
  if (client_data.empty() || data.empty() || signature.empty()) return unreadable();
  TRY(ctx.db.read([&](db::Reader& reader) {
    return throttle::check(reader, {throttle::address(ctx.address)}, ctx.now);
  }));
  TRY(take_challenge(ctx, site, client_data, webauthn::kGet, {}, kSignIn));
  std::optional<Passkey> passkey;
  std::optional<Account> account;
  ctx.db.read([&](db::Reader& reader) {
    passkey = store::find_passkey_by_credential(reader, answer.credential);
    if (passkey) account = store::find_account(reader, passkey->account.text);
  });
  const std::string owner = bytes_of(answer.user_handle);
  const bool known = account && account->state == State::active &&
                     (owner.empty() || owner == account->id.text);
  const auto counted = known ? webauthn::verify_assertion(site, passkey->key, client_data, data,
                                                          signature)
                             : Result<std::uint32_t>(fail(Fault::invalid, std::string(kUnknown)));
  if (!counted) {
    TRY(refuse_sign_in(ctx, account, "パスキーを確かめられない"));
    return fail(Fault::invalid, counted.error().says, counted.error().detail);
  }
  auto entered = count_and_enter(ctx, *account, *passkey, *counted, return_to, browser);
  if (!entered && entered.error().detail == "counter") TRY(note_counter(ctx, *account, *passkey));
  return entered;
}

Result<SecondStep> load_second_step(const Context& ctx, const std::string& step_token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<SecondStep> {
    const auto step = find_step(reader, step_token, ctx.now);
    // An enrolment is not a way around a second factor that is there, nor the other way round.
    if (!step || !step->link.sealed.empty()) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    const AccountId& id = step->secrets.account.id;
    return SecondStep{!step->secrets.totp_secret.empty(), store::count_passkeys(reader, id) > 0,
                      store::count_recovery_codes(reader, id) > 0, step->link.return_to};
  });
}

}  // namespace musubi::accounts
