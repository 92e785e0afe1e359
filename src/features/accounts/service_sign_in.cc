// service_sign_in.cc - from a login and a password to a session, by way of the TOTP code where the
// role demands it. Must never tell whether a login exists: same words, same work, same counting.
#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/sessions/sessions.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kWrong =
    "メールアドレスかパスワードが違います。入力し直すか、「パスワードを忘れたとき」から決め直してください";
constexpr std::string_view kWrongCode =
    "確認コードが違うか、期限が切れています。認証アプリに今出ている6桁を入力してください";

std::vector<throttle::Key> keys_for(const std::string& login, const Context& ctx,
                                    const std::string& known_device) {
  if (!known_device.empty()) return {throttle::device(known_device)};
  return {throttle::account_and_address(login, ctx.address), throttle::address(ctx.address)};
}

FieldError wrong_code() { return {"code", std::string(kWrongCode)}; }

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

Result<Entered> enter(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                      const store::Secrets& secrets, const Browser& browser,
                      const std::string& return_to) {
  const Account& account = secrets.account;
  const bool has_totp = !secrets.totp_secret.empty();
  // SECURITY: whoever knows the password alone must not enrol beside a passkey that is there.
  const bool has_factor = has_totp || store::count_passkeys(tx, account.id) > 0;
  if (!has_totp && !needs_totp(account.roles)) {
    return let_in(tx, ctx, account, false, browser, return_to);
  }
  Entered out;
  out.roles = account.roles;
  out.next = has_factor ? Entered::Next::code : Entered::Next::enrolment;
  const std::string sealed =
      has_factor ? "" : smith.seal(Locksmith::make_totp_secret(), account.id.text);
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

bool is_known_device(const Context& ctx, const std::string& typed_login, const Browser& browser) {
  if (browser.device_token.empty()) return false;
  return ctx.db.read([&](db::Reader& reader) {
    const auto account = store::find_account_by_login(reader, normal_login(typed_login));
    return account &&
           store::has_device(reader, sha256_hex(browser.device_token), account->id.text);
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
    return fail(Fault::damaged, "確認コードを確かめられません。事務局にお知らせください");
  }
  const auto used = Locksmith::totp_step(*secret, trim(nfkc(code)), ctx.now);
  if (!used) {
    TRY(refuse_code(ctx, *step, keys, "確認コード違い", wrong_code()));
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
    return let_in(tx, ctx, account, true, browser, step->link.return_to);
  });
  if (!entered && entered.error().fault == Fault::conflict) {
    TRY(refuse_code(ctx, *step, keys, "使い終えた確認コード", wrong_code()));
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
  if (!used) return fail_fields({wrong_code()});
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, step->link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    // The first of a new account is no news to whom is just making it.
    const bool way_before = account.has_totp || store::count_passkeys(tx, account.id) > 0;
    TRY(store::update_totp(tx, account.id.text, step->link.sealed, ctx.now));
    TRY(store::update_totp_step(tx, account.id.text, *used));
    TRY(sessions::end_all_of(tx, acting_as(ctx, account), account.id));
    TRY(audit::note(tx, acting_as(ctx, account), "accounts.authenticator.enrolled",
                    {"account", account.id.text, account.organisation.text}));
    if (way_before) {
      TRY(tell_owner(tx, ctx.now, account.id,
                     "認証アプリを登録しました。前に登録した認証アプリがあれば、そのコードは使えません。"));
    }
    Entered out = TRY(let_in(tx, ctx, account, true, browser, step->link.return_to));
    out.lacks_recovery_codes = store::count_recovery_codes(tx, account.id) == 0;
    return out;
  });
}

}  // namespace musubi::accounts
