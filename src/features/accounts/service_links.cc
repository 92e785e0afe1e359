// service_links.cc - one-time links: an invited person sets a password, an empty house gets its
// first administrator. A link dies when it is used; which of two users is first is the database's
// decision. Must never show a token again after it has been handed out.
#include "base/sha256.h"
#include "base/text.h"
#include "features/accounts/passwords.h"
#include "features/accounts/permissions.h"
#include "features/accounts/search_index.h"
#include "features/accounts/service_address.h"
#include "features/accounts/steps.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kInvitation = "invitation";
constexpr std::string_view kFirst = "first_administrator";
constexpr std::int64_t kFirstMs = 24LL * 3'600'000;
constexpr std::string_view kGone =
    "このリンクは使い終わったか、期限が切れています。事務局に新しいリンクをご依頼ください";

std::optional<store::Link> find_live(db::Reader& reader, const std::string& token,
                                     std::string_view purpose, Instant now) {
  auto link = store::find_link(reader, sha256_hex(token), purpose);
  if (!link || link->expires <= now) return std::nullopt;
  return link;
}

// Somebody waited for an address that another account had, and has no more.
Result<void> take_free_address(db::Tx& tx, const Context& ctx, const Account& account) {
  if (!account.waits_for_address || store::find_account_by_login(tx, account.login)) return {};
  return store::update_login(tx, account.id, account.login, ctx.now);
}

}  // namespace

std::vector<FieldError> password_errors(const NewPassword& input, std::string_view login,
                                        std::string_view name) {
  std::vector<FieldError> errors;
  const std::string defect = password_defect(input.password, login, name);
  if (!defect.empty()) errors.push_back({"password", defect});
  if (defect.empty() && input.password != input.password_again) {
    errors.push_back({"password_again", "上と同じパスワードを、もう一度入力してください"});
  }
  return errors;
}

Result<OneTimeLink> issue_link(db::Tx& tx, const Context& ctx, const Account& account,
                               const std::string& public_origin, bool is_reset) {
  const std::string token = random_token(32);
  store::Link link;
  link.token_hash = sha256_hex(token);
  link.account_id = account.id.text;
  link.purpose = kInvitation;
  link.created = ctx.now;
  link.expires = Instant{ctx.now.ms + kInvitationMs};
  TRY(take_free_address(tx, ctx, account));
  TRY(store::delete_links_of(tx, account.id.text));  // only the newest link works
  TRY(store::insert_link(tx, link));
  const OneTimeLink out{account.id, "/invitation/" + token, link.expires};
  if (!public_origin.empty()) {
    TRY(outbox::later(tx, ctx.now, kLinkIssued,
                      Json{{"account", account.id.text},
                           {"link", public_origin + out.path},
                           {"expires_ms", out.expires.ms},
                           {"is_reset", is_reset}}));
  }
  return out;
}

Result<Account> load_invitation(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Account> {
    auto link = find_live(reader, token, kInvitation, ctx.now);
    if (!link) return fail(Fault::not_found, std::string(kGone));
    auto account = store::find_account(reader, link->account_id);
    if (!account || account->state == State::suspended || account->waits_for_address) {
      return fail(Fault::not_found, std::string(kGone));
    }
    return *account;
  });
}

Result<Entered> accept_invitation(const Context& ctx, Locksmith& smith, const std::string& token,
                                  const NewPassword& input, const Browser& browser) {
  const Account account = TRY(load_invitation(ctx, token));
  auto errors = password_errors(input, account.login, account.name);
  if (!errors.empty()) return fail_fields(std::move(errors));
  const std::string hash = TRY(smith.hash_password(input.password));
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    if (TRY(store::delete_link(tx, sha256_hex(token))) == 0) {
      return fail(Fault::not_found, std::string(kGone));
    }
    TRY(store::update_password(tx, account.id.text, hash, ctx.now));
    TRY(store::update_state(tx, account.id.text, State::active, ctx.now));
    TRY(store::delete_devices_of(tx, account.id.text));
    const Context self = acting_as(ctx, account);
    TRY(sessions::end_all_of(tx, self, account.id));
    TRY(audit::note(tx, self, "accounts.account.activated",
                    {"account", account.id.text, account.organisation.text},
                    Json{{"state", state_name(account.state)}}, Json{{"state", "active"}}));
    auto secrets = store::find_secrets(tx, account.id.text);
    CHECK(secrets.has_value());
    return enter(tx, ctx, smith, *secrets, browser, "");
  });
}

Result<OneTimeLink> make_first_administrator_link(const Context& ctx) {
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<OneTimeLink> {
    if (store::count_active_with_role(tx, Role::secretariat_manager) > 0) {
      return fail(Fault::conflict, "事務局管理者はすでにいます。その人に招待をご依頼ください");
    }
    const std::string token = random_token(32);
    store::Link link;
    link.token_hash = sha256_hex(token);
    link.purpose = kFirst;
    link.created = ctx.now;
    link.expires = Instant{ctx.now.ms + kFirstMs};
    TRY(store::delete_links_for(tx, kFirst));
    TRY(store::insert_link(tx, link));
    TRY(audit::note(tx, ctx, "accounts.first_administrator.offered", {"account", "", ""}));
    return OneTimeLink{{}, "/first-administrator/" + token, link.expires};
  });
}

Result<void> load_first_administrator_link(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<void> {
    if (!find_live(reader, token, kFirst, ctx.now)) {
      return fail(Fault::not_found, std::string(kGone));
    }
    return {};
  });
}

Result<Entered> create_first_administrator(const Context& ctx, Locksmith& smith,
                                           const std::string& token,
                                           const FirstAdministrator& input,
                                           const Browser& browser) {
  TRY(load_first_administrator_link(ctx, token));
  Account account;
  account.id = AccountId::make(ctx.now);
  account.login = normal_login(input.login);
  account.name = trim(input.name);
  account.state = State::active;
  account.roles = Roles{Role::secretariat_manager};
  std::vector<FieldError> errors;
  if (account.login.empty()) {
    errors.push_back({"login", "メールアドレスを「name@example.jp」の形で入力してください"});
  }
  if (account.name.empty()) errors.push_back({"name", "お名前を入力してください"});
  for (FieldError& e : password_errors(input.password, account.login, account.name)) {
    errors.push_back(std::move(e));
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  const std::string hash = TRY(smith.hash_password(input.password.password));
  return ctx.db.write([&](db::Tx& tx) -> Result<Entered> {
    const bool taken = store::count_active_with_role(tx, Role::secretariat_manager) > 0;
    if (TRY(store::delete_link(tx, sha256_hex(token))) == 0 || taken) {
      return fail(Fault::not_found, std::string(kGone));
    }
    TRY(store::insert_account(tx, account, hash, "", ctx.now));
    TRY(index_account(tx, account.id));
    TRY(audit::note(tx, acting_as(ctx, account), "accounts.account.created",
                    {"account", account.id.text, ""}, nullptr,
                    Json{{"login", account.login}, {"roles", {"secretariat_manager"}}},
                    "最初の管理者"));
    auto secrets = store::find_secrets(tx, account.id.text);
    CHECK(secrets.has_value());
    return enter(tx, ctx, smith, *secrets, browser, "");
  });
}

}  // namespace musubi::accounts
