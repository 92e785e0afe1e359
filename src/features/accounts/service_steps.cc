// service_steps.cc - see steps.h. Must never tell whether a login exists, and never begin a session
// anywhere but in let_in().
#include "features/accounts/steps.h"

#include "base/sha256.h"
#include "core/access/addresses.h"
#include "core/audit/audit.h"
#include "features/accounts/stocktakes.h"

namespace musubi::accounts {
namespace {

constexpr int kCodesPerPassword = 5;
constexpr int kSameTimeMinutes = 30;  // sessions used within it count as being open together
constexpr std::int64_t kStepMs = 10 * 60'000;  // long enough to install an authenticator

}  // namespace

Actor actor_of(const Account& account) {
  return {Actor::Kind::person, account.id, account.name, account.roles, account.organisation};
}

Context acting_as(const Context& ctx, const Account& account) {
  Context self = ctx;
  self.actor = actor_of(account);
  return self;
}

Result<std::string> insert_step(db::Tx& tx, const Context& ctx, const AccountId& account,
                                const std::string& sealed, const std::string& return_to,
                                std::string_view purpose) {
  const std::string token = random_token(32);
  store::Link link;
  link.token_hash = sha256_hex(token);
  link.account_id = account.text;
  link.purpose = purpose;
  link.sealed = sealed;
  link.return_to = return_to;
  link.created = ctx.now;
  link.expires = Instant{ctx.now.ms + kStepMs};
  TRY(store::insert_link(tx, link));
  return token;
}

std::optional<Step> find_step(db::Reader& reader, const std::string& token, Instant now,
                              std::string_view purpose) {
  auto link = store::find_link(reader, sha256_hex(token), purpose);
  if (!link || link->expires <= now || link->failures >= kCodesPerPassword) return std::nullopt;
  auto secrets = store::find_secrets(reader, link->account_id);
  if (!secrets || secrets->account.state != State::active) return std::nullopt;
  return Step{std::move(*link), std::move(*secrets)};
}

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
                         const std::vector<throttle::Key>& keys, std::string_view why,
                         FieldError wrong) {
  const auto count = [&](db::Tx& tx) -> Result<void> {
    TRY(store::update_link_failed(tx, step.link.token_hash));
    TRY(throttle::count_failure(tx, keys, ctx.now));
    return note_refusal(tx, ctx, step.secrets.account, why);
  };
  TRY(ctx.db.write(count));
  return fail_fields({std::move(wrong)});
}

Result<void> note_refusal(db::Tx& tx, const Context& ctx, const std::optional<Account>& account,
                          std::string_view why) {
  if (account) TRY(store::update_failed(tx, account->id.text));
  return audit::note(tx, ctx, "accounts.sign_in.refused",
                     {"account", account ? account->id.text : "",
                      account ? account->organisation.text : ""},
                     nullptr, nullptr, why);
}

Result<Entered> let_in(db::Tx& tx, const Context& ctx, const Account& account, bool second_factor,
                       const Browser& browser, const std::string& return_to) {
  Entered out;
  out.roles = account.roles;
  out.return_to = return_to;
  if (!access::address_rules().allows(account.roles, ctx.address)) {
    return fail(Fault::forbidden, std::string(access::kElsewhere));
  }
  if (needs_pledge(account.roles) && !store::has_pledge(tx, account.id)) {
    out.next = Entered::Next::pledge;
    out.step_token = TRY(insert_step(tx, ctx, account.id, second_factor ? "second_factor" : "",
                                     return_to, kPledgeStep));
    return out;
  }
  out.session_token =
      TRY(sessions::begin(ctx, tx, account.id, second_factor, browser.user_agent));
  TRY(store::update_signed_in(tx, account.id.text, ctx.now));
  const Instant live_since{ctx.now.ms - kSameTimeMinutes * 60'000LL};
  TRY(store::note_sharing(tx, account.id, live_since, ctx.today()));
  const std::string device = sha256_hex(browser.device_token);
  if (!browser.device_token.empty() && store::has_device(tx, device, account.id.text)) {
    TRY(store::update_device_used(tx, device, ctx.now));
  } else {
    out.device_token = random_token(32);
    TRY(store::insert_device(tx, sha256_hex(out.device_token), account.id.text, ctx.now));
  }
  return out;
}

}  // namespace musubi::accounts
