// service_sign_in.cc - from a login and a password to a session, by way of the TOTP code where the
// role demands it. Must never tell whether a login exists: same words, same work, same counting.
#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/sessions/sessions.h"
#include "features/accounts/service.h"
#include "features/accounts/throttle.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kWrong =
    "メールアドレスかパスワードが違います。入力し直すか、事務局に再設定をご依頼ください";
constexpr std::string_view kWrongCode =
    "確認コードが違うか、期限が切れています。認証アプリに今出ている6桁を入力してください";
constexpr std::string_view kStepGone =
    "時間がたったため、いったん終了しました。もう一度はじめからログインしてください";
constexpr std::int64_t kStepMs = 10 * 60'000;  // long enough to install an authenticator
constexpr int kCodesPerPassword = 5;
constexpr std::string_view kStepPurpose = "sign_in";

Context acting_as(const Context& ctx, const Account& account) {
  Context self = ctx;
  self.actor = Actor{Actor::Kind::person, account.id, account.name, account.roles,
                     account.organisation};
  return self;
}

// The same rows are written whether the login exists or not.
Result<void> note_refusal(db::Tx& tx, const Context& ctx, const std::optional<Account>& account,
                          std::string_view why) {
  if (account) TRY(store::update_failed(tx, account->id.text));
  return audit::note(tx, ctx, "accounts.sign_in.refused",
                     {"account", account ? account->id.text : "",
                      account ? account->organisation.text : ""},
                     nullptr, nullptr, why);
}

std::vector<throttle::Key> keys_for(const std::string& login, const Context& ctx,
                                    const std::string& known_device) {
  if (!known_device.empty()) return {throttle::device(known_device)};
  return {throttle::account_and_address(login, ctx.address), throttle::address(ctx.address)};
}

Result<Entered> start_session(db::Tx& tx, const Context& ctx, const Account& account,
                              bool second_factor, const Browser& browser) {
  Entered out;
  out.roles = account.roles;
  out.session_token =
      TRY(sessions::begin(ctx, tx, account.id, second_factor, browser.user_agent));
  TRY(store::update_signed_in(tx, account.id.text, ctx.now));
  const std::string device = sha256_hex(browser.device_token);
  if (!browser.device_token.empty() && store::has_device(tx, device, account.id.text)) {
    TRY(store::update_device_used(tx, device, ctx.now));
  } else {
    out.device_token = random_token(32);
    TRY(store::insert_device(tx, sha256_hex(out.device_token), account.id.text, ctx.now));
  }
  return out;
}

struct Step {
  store::Link link;
  store::Secrets secrets;
};

std::optional<Step> find_step(db::Reader& reader, const std::string& token, Instant now) {
  auto link = store::find_link(reader, sha256_hex(token), kStepPurpose);
  if (!link || link->expires <= now || link->failures >= kCodesPerPassword) return std::nullopt;
  auto secrets = store::find_secrets(reader, link->account_id);
  if (!secrets || secrets->account.state != State::active) return std::nullopt;
  return Step{std::move(*link), std::move(*secrets)};
}

// Which counters a wrong code moves; a known device is judged by itself.
std::vector<throttle::Key> code_keys(db::Reader& reader, const Step& step,
                                     const Browser& browser) {
  const std::string device = sha256_hex(browser.device_token);
  if (!browser.device_token.empty() &&
      store::has_device(reader, device, step.secrets.account.id.text)) {
    return {throttle::device(browser.device_token)};
  }
  return {throttle::code_of_account(step.secrets.account.id)};
}

Result<void> refuse_code(const Context& ctx, const Step& step,
                         const std::vector<throttle::Key>& keys, std::string_view why) {
  const auto count = [&](db::Tx& tx) -> Result<void> {
    TRY(store::update_link_failed(tx, step.link.token_hash));
    TRY(throttle::count_failure(tx, keys, ctx.now));
    return note_refusal(tx, ctx, step.secrets.account, why);
  };
  TRY(ctx.db.write(count));
  return fail_fields({{"code", std::string(kWrongCode)}});
}

}  // namespace

std::string normal_login(std::string_view typed) {
  auto mail = read_email(typed);
  return mail ? lower_ascii(*mail) : "";
}

bool needs_totp(Roles held) {
  constexpr Roles kDemanding{Role::secretariat, Role::secretariat_manager, Role::prefecture,
                             Role::adviser, Role::auditor, Role::next_operator};
  return held.shares(kDemanding);
}

Result<std::string> insert_step(db::Tx& tx, const Context& ctx, const AccountId& account,
                                const std::string& sealed, const std::string& return_to) {
  const std::string token = random_token(32);
  store::Link link;
  link.token_hash = sha256_hex(token);
  link.account_id = account.text;
  link.purpose = kStepPurpose;
  link.sealed = sealed;
  link.return_to = return_to;
  link.created = ctx.now;
  link.expires = Instant{ctx.now.ms + kStepMs};
  TRY(store::insert_link(tx, link));
  return token;
}

Result<Entered> enter(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                      const store::Secrets& secrets, const Browser& browser,
                      const std::string& return_to) {
  const Account& account = secrets.account;
  const bool has_totp = !secrets.totp_secret.empty();
  if (!has_totp && !needs_totp(account.roles)) {
    Entered out = TRY(start_session(tx, ctx, account, false, browser));
    out.return_to = return_to;
    return out;
  }
  Entered out;
  out.roles = account.roles;
  out.next = has_totp ? Entered::Next::code : Entered::Next::enrolment;
  const std::string sealed =
      has_totp ? "" : smith.seal(Locksmith::make_totp_secret(), account.id.text);
  out.step_token = TRY(insert_step(tx, ctx, account.id, sealed, return_to));
  return out;
}

Result<Entered> sign_in(const Context& ctx, Locksmith& smith, const SignIn& input,
                        const Browser& browser) {
  std::vector<FieldError> missing;
  if (trim(input.login).empty()) missing.push_back({"login", "メールアドレスを入力してください"});
  if (input.password.empty()) missing.push_back({"password", "パスワードを入力してください"});
  if (!missing.empty()) return fail_fields(std::move(missing));
  const std::string typed = normal_login(input.login);
  const std::string login = typed.empty() ? lower_ascii(trim(input.login)) : typed;

  std::vector<throttle::Key> keys;
  std::optional<store::Secrets> secrets;
  TRY(ctx.db.read([&](db::Reader& reader) -> Result<void> {
    secrets = store::find_secrets_by_login(reader, login);
    const bool known = secrets && !browser.device_token.empty() &&
                       store::has_device(reader, sha256_hex(browser.device_token),
                                         secrets->account.id.text);
    keys = keys_for(login, ctx, known ? browser.device_token : "");
    return throttle::check(reader, keys, ctx.now);
  }));

  // SECURITY: an unknown login is compared with a dummy hash of the same cost.
  const bool right = TRY(
      smith.password_is_right(input.password, secrets ? secrets->password_hash : std::string()));
  if (!right || secrets->account.state != State::active) {
    const auto refuse = [&](db::Tx& tx) -> Result<void> {
      TRY(throttle::count_failure(tx, keys, ctx.now));
      return note_refusal(tx, ctx, secrets ? std::optional(secrets->account) : std::nullopt,
                          right ? "停止中または招待中" : "パスワード違い");
    };
    TRY(ctx.db.write(refuse));
    return fail(Fault::invalid, std::string(kWrong));
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    // Only the pair is forgiven: an address that guesses at others goes on waiting.
    TRY(throttle::forget(tx, {keys.front()}));
    return enter(tx, ctx, smith, *secrets, browser, input.return_to);
  });
}

bool has_step(const Context& ctx, const std::string& step_token) {
  return ctx.db.read([&](db::Reader& reader) {
    return find_step(reader, step_token, ctx.now).has_value();
  });
}

Result<Entered> give_code(const Context& ctx, Locksmith& smith, const std::string& step_token,
                          const std::string& code, const Browser& browser) {
  std::optional<Step> step;
  std::vector<throttle::Key> keys;
  TRY(ctx.db.read([&](db::Reader& reader) -> Result<void> {
    step = find_step(reader, step_token, ctx.now);
    if (!step || step->secrets.totp_secret.empty()) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    keys = code_keys(reader, *step, browser);
    return throttle::check(reader, keys, ctx.now);
  }));
  const Account& account = step->secrets.account;
  const auto secret = smith.open(step->secrets.totp_secret, account.id.text);
  if (!secret) {
    log::error("accounts.totp_unreadable", {{"account", account.id.text}});
    return fail(Fault::unavailable, "確認コードを確かめられません。事務局にお知らせください");
  }
  const auto used = Locksmith::totp_step(*secret, trim(nfkc(code)), ctx.now);
  if (!used) {
    TRY(refuse_code(ctx, *step, keys, "確認コード違い"));
  }
  auto entered = ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    // SECURITY: a code works once, and a step is used once, also against a race.
    if (!TRY(store::update_totp_step(tx, account.id.text, *used))) {
      return fail(Fault::conflict, std::string(kWrongCode));
    }
    if (TRY(store::delete_link(tx, step->link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    TRY(throttle::forget(tx, keys));
    Entered out = TRY(start_session(tx, ctx, account, true, browser));
    out.return_to = step->link.return_to;
    return out;
  });
  if (!entered && entered.error().fault == Fault::conflict) {
    TRY(refuse_code(ctx, *step, keys, "使い終えた確認コード"));
  }
  return entered;
}

Result<Enrolment> load_enrolment(const Context& ctx, const Locksmith& smith,
                                 const std::string& step_token) {
  auto step = ctx.db.read(
      [&](db::Reader& reader) { return find_step(reader, step_token, ctx.now); });
  if (!step || step->link.sealed.empty()) return fail(Fault::not_found, std::string(kStepGone));
  const auto secret = smith.open(step->link.sealed, step->link.account_id);
  if (!secret) return fail(Fault::not_found, std::string(kStepGone));
  const std::string& login = step->secrets.account.login;
  return Enrolment{login, *secret, Locksmith::totp_address(*secret, login, "Musubi")};
}

Result<Entered> enrol(const Context& ctx, Locksmith& smith, const std::string& step_token,
                      const std::string& code, const Browser& browser) {
  auto step = ctx.db.read(
      [&](db::Reader& reader) { return find_step(reader, step_token, ctx.now); });
  if (!step || step->link.sealed.empty()) return fail(Fault::not_found, std::string(kStepGone));
  const Account& account = step->secrets.account;
  const auto secret = smith.open(step->link.sealed, account.id.text);
  if (!secret) return fail(Fault::not_found, std::string(kStepGone));
  const auto used = Locksmith::totp_step(*secret, trim(nfkc(code)), ctx.now);
  if (!used) return fail_fields({{"code", std::string(kWrongCode)}});
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, step->link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    TRY(store::update_totp(tx, account.id.text, step->link.sealed, ctx.now));
    TRY(store::update_totp_step(tx, account.id.text, *used));
    TRY(sessions::end_all_of(tx, acting_as(ctx, account), account.id));
    TRY(audit::note(tx, acting_as(ctx, account), "accounts.authenticator.enrolled",
                    {"account", account.id.text, account.organisation.text}));
    Entered out = TRY(start_session(tx, ctx, account, true, browser));
    out.return_to = step->link.return_to;
    return out;
  });
}

}  // namespace musubi::accounts
