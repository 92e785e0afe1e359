// service_reset.cc - the password that somebody forgot. The page answers every address alike and
// does the same work; who gets a letter is decided later, by the outbox.
#include "base/sha256.h"
#include "base/text.h"
#include "features/accounts/service_address.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kReset = "reset";
constexpr std::string_view kGone =
    "このリンクは使い終わったか、期限が切れています。ログインの画面から、もう一度申し込んでください";

}  // namespace

Result<void> ask_reset(const Context& ctx, const std::string& login,
                       const std::string& public_origin) {
  const std::string address = normal_login(login);
  if (address.empty()) {
    return fail_fields({{"login", "メールアドレスを「name@example.jp」の形で入力してください"}});
  }
  // SECURITY: the same row for every address; nothing is looked up here.
  return ctx.db.write([&](db::Tx& tx) {
    return outbox::later(tx, ctx.now, kResetAsked,
                         Json{{"login", address}, {"origin", public_origin}});
  });
}

Result<Account> load_reset(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Account> {
    auto link = store::find_link(reader, sha256_hex(token), kReset);
    if (!link || link->expires <= ctx.now) return fail(Fault::not_found, std::string(kGone));
    auto account = store::find_account(reader, link->account_id);
    if (!account || account->state != State::active) {
      return fail(Fault::not_found, std::string(kGone));
    }
    return *account;
  });
}

Result<Entered> reset_own_password(const Context& ctx, Locksmith& smith, const std::string& token,
                                   const NewPassword& input, const Browser& browser) {
  const Account account = TRY(load_reset(ctx, token));
  auto errors = password_errors(input, account.login, account.name);
  if (!errors.empty()) return fail_fields(std::move(errors));
  const std::string hash = TRY(smith.hash_password(input.password));
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, sha256_hex(token))) == 0) {
      return fail(Fault::not_found, std::string(kGone));
    }
    const Context self = acting_as(ctx, account);
    TRY(store::update_password(tx, account.id.text, hash, ctx.now));
    TRY(store::delete_devices_of(tx, account.id.text));
    TRY(sessions::end_all_of(tx, self, account.id));
    TRY(audit::note(tx, self, "accounts.password.reset",
                    {"account", account.id.text, account.organisation.text}));
    auto secrets = store::find_secrets(tx, account.id.text);
    CHECK(secrets.has_value());
    return enter(tx, ctx, smith, *secrets, browser, "");
  });
}

}  // namespace musubi::accounts
