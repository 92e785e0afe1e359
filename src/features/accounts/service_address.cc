// service_address.cc - a new mail address: both addresses prove themselves by a mailed link, then
// it changes, once. Always: input, load, must(), change and audit, letters by the outbox.
#include "features/accounts/service_address.h"

#include "base/sha256.h"
#include "base/text.h"
#include "features/accounts/permissions.h"
#include "features/accounts/search_index.h"
#include "features/accounts/service_factors.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kGone =
    "このリンクは使い終わったか、期限が切れています。「わたしのアカウント」から、もう一度変更を申し込んでく"
    "ださい";

Result<Account> load_self(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  return load_account(ctx, ctx.actor.account);
}

Result<AddressProof> load_proof(db::Reader& reader, const std::string& token, Instant now) {
  auto found = store::find_address_proof(reader, sha256_hex(token));
  if (!found || found->change.expires <= now) return fail(Fault::not_found, std::string(kGone));
  auto account = store::find_account(reader, found->change.account.text);
  if (!account || account->state != State::active) {
    return fail(Fault::not_found, std::string(kGone));
  }
  return AddressProof{found->change, account->name, found->is_new};
}

// Both are proved: the address changes, other sessions end, the old address is told.
Result<void> change_address(db::Tx& tx, const Context& ctx, const AddressChange& change) {
  auto account = store::find_account(tx, change.account.text);
  CHECK(account.has_value());
  TRY(store::delete_address_change(tx, change.account));
  if (store::find_account_by_login(tx, change.new_login)) {
    return fail(Fault::conflict,
                "新しいアドレスは、ほかのアカウントで使われています。事務局にご相談ください");
  }
  const Context self = acting_as(ctx, *account);
  TRY(store::update_login(tx, change.account, change.new_login, ctx.now));
  TRY(index_account(tx, change.account));
  TRY(store::delete_devices_of(tx, change.account.text));
  TRY(sessions::end_all_of(tx, self, change.account));
  TRY(audit::note(tx, self, kAddressChanged,
                  {"account", change.account.text, account->organisation.text},
                  Json{{"login", account->login}}, Json{{"login", change.new_login}}));
  return outbox::later(tx, ctx.now, kAddressChanged,
                       Json{{"account", change.account.text}, {"old_login", account->login}});
}

}  // namespace

Result<void> ask_new_address(const Context& ctx, Locksmith& smith, const NewAddress& input,
                             const std::string& public_origin) {
  const Account self = TRY(load_self(ctx));
  AddressChange change;
  change.new_login = normal_login(input.login);
  if (change.new_login.empty()) {
    return fail_fields({{"login", "メールアドレスを「name@example.jp」の形で入力してください"}});
  }
  if (change.new_login == self.login) {
    return fail_fields({{"login", "今と同じアドレスです。新しいアドレスを入力してください"}});
  }
  TRY(confirm_own_password(ctx, smith, input.current_password));
  change.id = new_uuid(ctx.now);
  change.account = self.id;
  change.expires = Instant{ctx.now.ms + kAddressMs};
  const std::string old_token = random_token(32);
  const std::string new_token = random_token(32);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::replace_address_change(tx, change, sha256_hex(old_token), sha256_hex(new_token),
                                      ctx.now));
    TRY(audit::note(tx, ctx, kAddressAsked, {"account", self.id.text, self.organisation.text}));
    for (const bool is_new : {false, true}) {
      TRY(outbox::later(tx, ctx.now, kAddressAsked,
                        Json{{"account", self.id.text},
                             {"change", change.id},
                             {"to", is_new ? change.new_login : self.login},
                             {"is_new", is_new},
                             {"link", public_origin + "/address-proof/" +
                                          (is_new ? new_token : old_token)},
                             {"expires_ms", change.expires.ms}}));
    }
    return {};
  });
}

std::optional<AddressChange> find_own_address_change(const Context& ctx) {
  auto found = ctx.db.read(
      [&](db::Reader& reader) { return store::find_address_change(reader, ctx.actor.account); });
  if (found && found->expires <= ctx.now) return std::nullopt;
  return found;
}

Result<void> cancel_address_change(const Context& ctx) {
  const Account self = TRY(load_self(ctx));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (TRY(store::delete_address_change(tx, self.id)) == 0) return {};
    return audit::note(tx, ctx, "accounts.address.cancelled",
                       {"account", self.id.text, self.organisation.text});
  });
}

Result<AddressProof> load_address_proof(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) { return load_proof(reader, token, ctx.now); });
}

Result<bool> prove_address(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<bool> {
    AddressProof proof = TRY(load_proof(tx, token, ctx.now));
    TRY(store::update_address_proved(tx, proof.change.id, proof.is_new, ctx.now));
    (proof.is_new ? proof.change.new_proved : proof.change.old_proved) = true;
    if (!proof.change.old_proved || !proof.change.new_proved) {
      const auto account = store::find_account(tx, proof.change.account.text);
      TRY(audit::note(tx, acting_as(ctx, *account), "accounts.address.proved",
                      {"account", account->id.text, account->organisation.text}));
      return false;
    }
    TRY(change_address(tx, ctx, proof.change));
    return true;
  });
}

}  // namespace musubi::accounts
