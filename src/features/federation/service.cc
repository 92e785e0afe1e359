// service.cc - see service.h. The provider is asked between the transactions, never inside one.
// SECURITY: an identity opens the account that it was linked to and no other; a way to the provider
// is used up before its answer is looked at; hashes alone are kept of it.
#include "features/federation/service.h"

#include <algorithm>

#include "base/sha256.h"
#include "core/access/addresses.h"
#include "core/audit/audit.h"
#include "features/federation/federation.h"
#include "features/members/members.h"

namespace musubi::federation {
namespace {

constexpr int kSecretBytes = 32;
constexpr std::size_t kSecretCharacters = 43;  // base64url of them
constexpr std::size_t kReturnToMost = 2'000;
constexpr std::string_view kOver =
    "手続きの途中で時間がたったか、別の画面でやり直されたため、終了しました。もう一度、はじめからお試しください";

bool is_secret(std::string_view text) {
  return text.size() == kSecretCharacters && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

// Nonce and verifier are made of the browser's secret and the state, so that neither is stored.
oidc::Trip trip_of(const std::string& origin, const std::string& token,
                   const std::string& state) {
  oidc::Trip out;
  out.state = state;
  out.nonce = sha256_hex("nonce " + token + " " + state);
  out.verifier = sha256_hex("verifier " + token + " " + state);
  out.redirect_uri = origin + std::string(kReturnPath);
  return out;
}

audit::Subject account_subject(const accounts::Account& account) {
  return {"account", account.id.text, account.organisation.text};
}

Json told(const oidc::Shown& service, const Identity& identity) {
  Json out{{"service", service.service}};
  if (identity.account_type != 0) out["account_type"] = identity.account_type;
  if (!identity.corporate_number.empty()) out["corporate_number"] = identity.corporate_number;
  return out;
}

// For the letter to the owner: which service it is.
std::string named(const oidc::Shown& service) {
  const bool known = service.profile == oidc::Profile::gbizid;
  return known ? service.service : service.service + "（" + service.issuer + "）";
}

Context person_context(const Context& ctx, const accounts::Account& account) {
  Context self = ctx;
  self.actor = Actor{Actor::Kind::person, account.id, account.name, account.roles,
                     account.organisation};
  return self;
}

Result<Leaving> set_out(const Context& ctx, const Browsing& browsing, const AccountId& account,
                        const std::string& return_to) {
  const oidc::Shown service = oidc::shown();
  Leaving out;
  out.browser_token = is_secret(browsing.browser_token) ? browsing.browser_token
                                                        : random_token(kSecretBytes);
  const std::string state = random_token(kSecretBytes);
  out.address = TRY(oidc::authorization_address(
      trip_of(browsing.origin, out.browser_token, state), ctx.now));
  Begun begun;
  begun.state_hash = sha256_hex(state);
  begun.browser_hash = sha256_hex(out.browser_token);
  begun.issuer = service.issuer;
  begun.account = account;
  if (return_to.size() <= kReturnToMost) begun.return_to = return_to;
  begun.expires = Instant{ctx.now.ms + kBegunMinutes * 60'000LL};
  TRY(ctx.db.write([&](db::Tx& tx) { return store::insert_begun(tx, begun); }));
  return out;
}

Result<Begun> take_begun(const Context& ctx, const Browsing& browsing, const CameBack& came,
                         const std::string& issuer) {
  if (!is_secret(came.state) || !is_secret(browsing.browser_token)) {
    return fail(Fault::invalid, std::string(kOver));
  }
  const std::string state = sha256_hex(came.state);
  const std::string browser = sha256_hex(browsing.browser_token);
  const auto begun = ctx.db.read(
      [&](db::Reader& reader) { return store::find_begun(reader, state, browser); });
  if (!begun) return fail(Fault::invalid, std::string(kOver));
  const std::int64_t taken =
      TRY(ctx.db.write([&](db::Tx& tx) { return store::delete_begun(tx, state); }));
  if (taken == 0 || begun->expires <= ctx.now || begun->issuer != issuer) {
    return fail(Fault::invalid, std::string(kOver));
  }
  return *begun;
}

// What the provider says instead of a code. Its own words are not shown: they are foreign text.
Failure declined(const std::string& error, const oidc::Shown& service) {
  if (error == "access_denied") {
    return fail(Fault::invalid, service.service + "での確認が取りやめられました。続けるときは、"
                                                  "もう一度はじめからお試しください");
  }
  return fail(Fault::invalid,
              service.service + "で確認できませんでした。少し待って、もう一度はじめからお試しください");
}

Result<void> keep_refusal(const Context& ctx, std::string_view action,
                          const std::optional<accounts::Account>& account, std::string_view why) {
  const audit::Subject subject =
      account ? account_subject(*account) : audit::Subject{"account", "", ""};
  return ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, ctx, action, subject, nullptr, nullptr, why);
  });
}

Registered registered_of(const Context& ctx, const OrganisationId& organisation) {
  Registered out;
  out.has_organisation = !organisation.empty();
  if (!out.has_organisation) return out;
  const auto found = ctx.db.read([&](db::Reader& reader) {
    return members::find_registration(reader, organisation);
  });
  if (found) out.number = found->organisation.corporate_number;
  return out;
}

// "" where the provider tells of no company.
std::string defect_of(const Context& ctx, const oidc::Shown& service, const oidc::Person& person,
                      const accounts::Account& account) {
  if (service.profile != oidc::Profile::gbizid) return "";
  return company_defect({person.account_type, person.corporate_number},
                        registered_of(ctx, account.organisation));
}

Identity identity_of(const oidc::Person& person, const AccountId& account, Instant now) {
  Identity out;
  out.issuer = person.issuer;
  out.subject = person.subject;
  out.account = account;
  out.account_type = person.account_type;
  out.corporate_number = person.corporate_number;
  out.linked = now;
  return out;
}

Failure not_linked(const oidc::Shown& service) {
  return fail(Fault::invalid,
              "この" + service.service +
                  "のアカウントは、まだつながっていません。メールアドレスとパスワードでログインし、"
                  "「わたしのアカウント」の「ほかのサービスでのログイン」からつないでください");
}

Result<Arrived> enter_by(const Context& ctx, const keys::Locksmith& smith,
                         const oidc::Shown& service, const oidc::Person& person,
                         const Begun& begun, const accounts::Browser& browser) {
  constexpr std::string_view kRefused = "federation.sign_in.refused";
  const auto known = ctx.db.read([&](db::Reader& reader) {
    return store::find_identity(reader, person.issuer, person.subject);
  });
  if (!known) {
    TRY(keep_refusal(ctx, kRefused, std::nullopt, "つながっていないアカウント"));
    return not_linked(service);
  }
  Context as_system = ctx;
  as_system.actor = Actor::system("ほかのサービスでのログイン");
  const accounts::Account account = TRY(accounts::load_account(as_system, known->account));
  if (const std::string defect = defect_of(ctx, service, person, account); !defect.empty()) {
    TRY(keep_refusal(ctx, kRefused, account, "GビズIDの種類または法人番号の違い"));
    return fail(Fault::invalid, defect);
  }
  const Identity used = identity_of(person, account.id, known->linked);
  auto entered = ctx.db.write([&](db::Tx& tx) -> Result<accounts::Entered> {
    if (TRY(store::update_identity_used(tx, used, ctx.now)) == 0) return not_linked(service);
    TRY(audit::note(tx, person_context(ctx, account), "federation.identity.used",
                    account_subject(account), nullptr, told(service, used)));
    return accounts::enter_proven(tx, ctx, smith, account.id, browser, begun.return_to);
  });
  if (!entered) {
    if (entered.error().fault == Fault::forbidden) {
      TRY(keep_refusal(ctx, kRefused, account, "停止中、または使えない接続元"));
    }
    return fail(std::move(entered).error());
  }
  return Arrived{false, *std::move(entered)};
}

Result<Arrived> link_to(const Context& ctx, const oidc::Shown& service,
                        const oidc::Person& person, const Begun& begun) {
  // SECURITY: who set out is who comes back; another's session must not get the identity.
  if (!ctx.actor.is_person() || ctx.actor.account != begun.account) {
    return fail(Fault::invalid, "つなぐ手続きを始めた方のログインが終わっています。"
                                "ログインして、もう一度はじめからお試しください");
  }
  constexpr std::string_view kRefused = "federation.link.refused";
  const accounts::Account account = TRY(accounts::load_account(ctx, ctx.actor.account));
  // SECURITY: the way back is open to everybody, so the gate has not asked for the role's networks.
  if (!access::address_rules().allows(account.roles, ctx.address)) {
    TRY(keep_refusal(ctx, kRefused, account, "使えない接続元"));
    return fail(Fault::forbidden, std::string(access::kElsewhere));
  }
  if (const std::string defect = defect_of(ctx, service, person, account); !defect.empty()) {
    TRY(keep_refusal(ctx, kRefused, account, "GビズIDの種類または法人番号の違い"));
    return fail(Fault::invalid, defect);
  }
  const Identity made = identity_of(person, account.id, ctx.now);
  auto linked = ctx.db.write([&](db::Tx& tx) -> Result<Arrived> {
    const auto held = store::find_identity(tx, made.issuer, made.subject);
    if (held && held->account == account.id) return Arrived{true, {}};
    if (held) {
      return fail(Fault::conflict,
                  "この" + service.service + "のアカウントは、すでに別の方のアカウントにつながっています。"
                                             "お心当たりがないときは、事務局にお知らせください");
    }
    if (store::find_identity_of(tx, made.issuer, account.id)) {
      return fail(Fault::conflict, "すでに" + service.service +
                                       "とつながっています。つなぎ直すときは、先に今のつながりを外してください");
    }
    TRY(store::insert_identity(tx, made));
    TRY(audit::note(tx, ctx, "federation.identity.linked", account_subject(account), nullptr,
                    told(service, made)));
    TRY(accounts::tell_owner(tx, ctx.now, account.id,
                             named(service) + "とつなぎました。パスワードの代わりに、そのサービスでも"
                                              "ログインできます。"));
    return Arrived{true, {}};
  });
  if (!linked && linked.error().fault == Fault::conflict) {
    TRY(keep_refusal(ctx, kRefused, account, "すでにつながっている"));
  }
  return linked;
}

}  // namespace

Result<Leaving> begin_sign_in(const Context& ctx, const Browsing& browsing,
                              const std::string& return_to) {
  return set_out(ctx, browsing, {}, return_to);
}

Result<Leaving> begin_link(const Context& ctx, keys::Locksmith& smith, const Browsing& browsing,
                           const std::string& current_password) {
  const OwnIdentity own = TRY(load_own_identity(ctx));
  if (own.identity) {
    return fail(Fault::conflict, "すでに" + own.service.service +
                                     "とつながっています。つなぎ直すときは、先に今のつながりを外してください");
  }
  TRY(accounts::confirm_own_password(ctx, smith, current_password));
  return set_out(ctx, browsing, ctx.actor.account, "");
}

Result<Arrived> come_back(const Context& ctx, const keys::Locksmith& smith,
                          const Browsing& browsing, const CameBack& came,
                          const accounts::Browser& browser) {
  const oidc::Shown service = oidc::shown();
  if (!service.on) {
    return fail(Fault::not_found, "ほかのサービスでのログインは、ここでは使えません");
  }
  const Begun begun = TRY(take_begun(ctx, browsing, came, service.issuer));
  if (!came.error.empty()) return declined(came.error, service);
  const oidc::Person person =
      TRY(oidc::redeem(trip_of(browsing.origin, browsing.browser_token, came.state),
                       {came.code, came.issuer}, ctx.now));
  return begun.account.empty() ? enter_by(ctx, smith, service, person, begun, browser)
                               : link_to(ctx, service, person, begun);
}

Result<OwnIdentity> load_own_identity(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  OwnIdentity out;
  out.service = oidc::shown();
  if (!out.service.on) {
    return fail(Fault::not_found, "ほかのサービスでのログインは、ここでは使えません");
  }
  out.identity = ctx.db.read([&](db::Reader& reader) {
    return store::find_identity_of(reader, out.service.issuer, ctx.actor.account);
  });
  if (out.service.profile == oidc::Profile::gbizid) {
    out.registered = registered_of(ctx, ctx.actor.organisation);
  }
  return out;
}

Result<void> unlink(const Context& ctx) {
  const OwnIdentity own = TRY(load_own_identity(ctx));
  if (!own.identity) {
    return fail(Fault::not_found, "つながりが見つかりません。すでに外されています");
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (TRY(store::delete_identity(tx, own.service.issuer, ctx.actor.account)) == 0) return {};
    TRY(audit::note(tx, ctx, "federation.identity.unlinked",
                    {"account", ctx.actor.account.text, ctx.actor.organisation.text},
                    told(own.service, *own.identity)));
    return accounts::tell_owner(tx, ctx.now, ctx.actor.account,
                                named(own.service) + "とのつながりを外しました。そのサービスでは、"
                                                     "ログインできません。");
  });
}

void tell_accounts() {
  accounts::tell_other_way("federation", [](db::Tx& tx, const AccountId& account) -> Result<void> {
    TRY(store::delete_begun_of(tx, account));
    return store::delete_identities_of(tx, account);
  });
}

Result<void> clear_expired(const Context& ctx) {
  return ctx.db.write(
      [&](db::Tx& tx) { return store::delete_expired_begun(tx, ctx.now); });
}

}  // namespace musubi::federation
