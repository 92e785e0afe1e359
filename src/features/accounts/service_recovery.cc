// service_recovery.cc - recovery codes: ten, shown once, kept as hashes, each good for one sign-in
// after the password, in the place of the second factor. Must never show a code again.
#include "base/base64url.h"
#include "base/ids.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/permissions.h"
#include "features/accounts/service_factors.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

// 80 bits, in letters that can be read from paper: no I, L, O, U. Too many to try, also for whoever
// has the hashes, so that a fast hash is enough.
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLetters = 16;
constexpr std::size_t kGroup = 4;
constexpr std::string_view kWrong =
    "回復コードが違うか、すでに使われています。控えを確かめて、まだ使っていないコードを入力してください";

std::string make_code() {
  const std::string random = from_base64url(random_token(kCodeLetters)).value_or("");
  CHECK(random.size() == kCodeLetters);
  std::string out;
  for (std::size_t i = 0; i < random.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out += '-';
    out += kLetters[static_cast<unsigned char>(random[i]) & 31U];
  }
  return out;
}

// As typed from paper: any case and spacing, O for 0, I and L for 1.
std::string letters_of(std::string_view typed) {
  std::string out;
  for (char c : nfkc(typed)) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kLetters.find(c) != std::string_view::npos) out += c;
  }
  return out;
}

std::string hash_of(const AccountId& account, std::string_view code) {
  return sha256_hex("recovery " + account.text + " " + letters_of(code));
}

}  // namespace

Result<std::vector<std::string>> make_recovery_codes(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  const Account self = TRY(load_account(ctx, ctx.actor.account));
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) codes.push_back(make_code());
  const auto replace = [&](db::Tx& tx) -> Result<void> {
    if (!self.has_totp && store::count_passkeys(tx, self.id) == 0) {
      return fail(Fault::conflict,
                  "回復コードは、認証アプリかパスキーの代わりです。先にどちらかを登録してください");
    }
    const bool anew = store::count_recovery_codes(tx, self.id) > 0;
    TRY(store::delete_recovery_codes(tx, self.id));
    for (const std::string& code : codes) {
      TRY(store::insert_recovery_code(tx, self.id, hash_of(self.id, code), ctx.now));
    }
    if (anew) {
      TRY(tell_owner(tx, ctx.now, self.id,
                     "回復コードを作り直しました。前の回復コードは、もう使えません。"));
    }
    return audit::note(tx, ctx, "accounts.recovery_codes.made",
                       {"account", self.id.text, self.organisation.text}, nullptr,
                       Json{{"recovery_codes", kRecoveryCodes}});
  };
  TRY(ctx.db.write(replace));
  return codes;
}

int count_own_recovery_codes(const Context& ctx) {
  return static_cast<int>(ctx.db.read([&](db::Reader& reader) {
    return store::count_recovery_codes(reader, ctx.actor.account);
  }));
}

Result<Entered> give_recovery_code(const Context& ctx, const std::string& step_token,
                                   const std::string& code, const Browser& browser) {
  std::optional<Step> step;
  std::vector<throttle::Key> keys;
  TRY(ctx.db.read([&](db::Reader& reader) -> Result<void> {
    step = find_step(reader, step_token, ctx.now);
    if (!step || !step->link.sealed.empty()) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    keys = code_keys(reader, *step, browser);
    return throttle::check(reader, keys, ctx.now);
  }));
  const Account& account = step->secrets.account;
  auto entered = ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    const std::string hash = hash_of(account.id, code);
    // SECURITY: used once, also against a race of two sign-ins with the same code.
    if (TRY(store::update_recovery_code_used(tx, account.id, hash, ctx.now)) == 0) {
      return fail(Fault::conflict, std::string(kWrong));
    }
    if (TRY(store::delete_link(tx, step->link.token_hash)) == 0) {
      return fail(Fault::not_found, std::string(kStepGone));
    }
    TRY(throttle::forget(tx, keys));
    TRY(audit::note(tx, acting_as(ctx, account), "accounts.recovery_code.used",
                    {"account", account.id.text, account.organisation.text}, nullptr,
                    Json{{"recovery_codes", store::count_recovery_codes(tx, account.id)}}));
    return let_in(tx, ctx, account, true, browser, step->link.return_to);
  });
  if (!entered && entered.error().fault == Fault::conflict) {
    TRY(refuse_code(ctx, *step, keys, "回復コード違い", {"recovery_code", std::string(kWrong)}));
  }
  return entered;
}

}  // namespace musubi::accounts
