// accounts.h - people's accounts: created, invited, given roles, suspended, reset; signing in.
// The only header that other features, main.cc and the commands may include. Pages of this feature
// and `musubi user` both end here. Must never hand out a password hash or a TOTP secret.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/keys/locksmith.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"
#include "core/sessions/sessions.h"
#include "db/db.h"
#include "web/app.h"
#include "web/response.h"

namespace musubi::accounts {

using keys::Locksmith;  // password hashes, sealed secrets, TOTP

// The key that seals TOTP secrets is read from, or made in, <data folder>/keys/accounts.key (0600).
// SECURITY: that file is never in the database; without it nobody's TOTP can be read.
using keys::make_test_locksmith;
using keys::open_locksmith;

void add_routes(web::App& app, std::shared_ptr<Locksmith> locksmith);
// The letters: one that carries a one-time link, one to the owner of an account that was changed.
void add_handlers(outbox::Handlers& handlers);
// Clears expired links, old failures and ended sessions.
std::vector<jobs::Job> scheduled_jobs(sessions::Limits limits);
search::Feeders search_feeders();

enum class State { invited, active, suspended };
std::string_view state_name(State state);   // invited
std::string_view state_label(State state);  // 招待中
std::optional<State> state_from_name(std::string_view name);

struct Account {
  AccountId id;
  std::string login;  // mail address, normalised
  std::string name;
  OrganisationId organisation;
  State state = State::invited;
  Roles roles;
  bool has_password = false;
  bool has_totp = false;
  int failed_count = 0;  // since the last time that signing in worked
  Instant created, updated;
  std::optional<Instant> last_sign_in;
  std::int64_t version = 1;
  std::string suspended_by;  // office, administrator, organisation, merge; "" = not suspended
  // Invited by an organisation while another account had this address: see decision 84. Nobody can
  // sign in with it until the address is free and the invitation is sent again.
  bool waits_for_address = false;
};
// The person of this account, acting.
Actor actor_of(const Account& account);
// What list_accounts() pages by: unique, where two may wait for one address.
std::string login_key(const Account& account);

struct NewAccount {
  std::string login;
  std::string name;
  Roles roles;
  OrganisationId organisation;  // needed by, and only by, member_staff and member_admin
  std::string reason = {};      // why these roles; a person who gives them must say it
};

// A link that works once. The table of links holds only its hash; the letter that carries it holds
// the link itself until it was sent or is over, which is why links are short-lived.
struct OneTimeLink {
  AccountId account;
  std::string path;  // /invitation/<token>: put public_origin before it
  Instant expires;
};

// Whether the roles demand a second factor (TOTP or a passkey) at sign-in: the office, the
// prefecture and those who see much.
bool needs_totp(Roles roles);

// Invited: the person sets the password (and TOTP) by the link. It is sent by mail as well when
// `public_origin` (https://example.jp) is given; "" = no letter, the caller hands the link over.
Result<OneTimeLink> invite_account(const Context& ctx, const NewAccount& input,
                                   const std::string& public_origin);
// The same inside the caller's transaction, for what approves and invites at once. REQUIRES: the
// caller has asked its own permission; only member roles can be given this way.
Result<OneTimeLink> invite_member_in(db::Tx& tx, const Context& ctx, const NewAccount& input,
                                     const std::string& public_origin);
// Active at once with this password; TOTP secret (base32) or "" to enrol at the first sign-in.
// For `musubi user create`, `musubi demo` and tests. REQUIRES: the system or a manager acts.
Result<AccountId> create_account(const Context& ctx, Locksmith& locksmith, const NewAccount& input,
                                 const std::string& password, const std::string& totp_secret);
// The old password and TOTP stop working, every session ends, the link makes new ones. A person
// who does it must say why (field reset_reason); the audit keeps it.
Result<OneTimeLink> reset_account(const Context& ctx, const AccountId& id,
                                  const std::string& reason, const std::string& public_origin);
Result<OneTimeLink> reset_account_by_login(const Context& ctx, const std::string& login,
                                           const std::string& public_origin);
// For an empty installation: conflict when there is a manager who can sign in.
Result<OneTimeLink> make_first_administrator_link(const Context& ctx);

Result<void> suspend_account(const Context& ctx, const AccountId& id, const std::string& reason);
Result<void> resume_account(const Context& ctx, const AccountId& id);
// A staff role needs a 従事者誓約 on file first; a person must say why.
Result<void> change_roles(const Context& ctx, const AccountId& id, Roles roles,
                          const OrganisationId& organisation, const std::string& reason);

// An organisation leaves, pauses or is stopped: its accounts stop and its sessions end with the
// caller's transaction, on every node (R-5.2.3.0a). Resuming brings back exactly those accounts
// that stopped this way, never one that was stopped for its own sake. How many changed.
// REQUIRES: the caller has asked its own permission.
enum class WhoStops { nobody, all_but_administrators, everybody };
Result<std::int64_t> suspend_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                   const OrganisationId& organisation,
                                                   const std::string& reason,
                                                   WhoStops who = WhoStops::everybody);
Result<std::int64_t> resume_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                  const OrganisationId& organisation);

// What a merge of two organisations did to one account; the merge keeps it for its undo.
// REQUIRES, of all three: the caller has asked its own permission.
struct CarriedAccount {
  AccountId id;
  std::string was_stopped_by, is_stopped_by;  // Account::suspended_by before and after
};
// The two were one all along: the accounts of `gone` belong to `kept`, and `who` of them stops, as
// the standing of `kept` wants it. A merge lets nobody in: who was stopped with `gone` stays
// stopped until a person resumes the account.
Result<std::vector<CarriedAccount>> move_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                               const OrganisationId& gone,
                                                               const OrganisationId& kept,
                                                               WhoStops who);
// The two became one: the accounts of `gone` stop where they are. Returns those that this stopped.
Result<std::vector<CarriedAccount>> end_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                              const OrganisationId& gone,
                                                              const std::string& reason);
// The undo: who still belongs to `at` goes home, and is stopped or not as before, unless somebody
// stopped or resumed the account since; then `who` stops, as the standing of `home` wants it.
Result<void> return_organisation_accounts(db::Tx& tx, const Context& ctx,
                                          const std::vector<CarriedAccount>& carried,
                                          const OrganisationId& at, const OrganisationId& home,
                                          WhoStops who);

inline constexpr int kDormantDays = 180;  // .ア.a
struct ListFilter {
  std::string words;  // part of login or name
  std::optional<State> state;
  std::optional<Role> role;
  OrganisationId organisation;
  std::string shared_since;  // day: with a sign of being shared since then; "" = any
  std::optional<Instant> unused_since;  // dormant: in use, but no sign-in since then
  std::string after_login;  // login_key() of the last one; "" = first page
  int most = 20;
};
// Refused without may::see_accounts, but for the system.
Result<std::vector<Account>> list_accounts(const Context& ctx, const ListFilter& filter);
Result<Account> load_account(const Context& ctx, const AccountId& id);
Result<Account> load_account_by_login(const Context& ctx, const std::string& login);
// May this person do work of `permission` today, signed in or not: the account is active, its roles
// hold the permission, and where they need a 従事者誓約 one is on file. nullopt: not, or there
// is no such account (any more). For what the office sends to its own people; asks no permission.
std::optional<Account> find_at_work(db::Reader& reader, const AccountId& id,
                                    const Permission& permission);
// For what others hold about one person (core/holdings): whose account this address is. SECURITY:
// only for a proved address; asks no permission of its own.
struct Holder {
  AccountId id;
  OrganisationId organisation;
  std::string name;
};
std::optional<Holder> find_holder(db::Reader& reader, std::string_view login);

// From where somebody knocks. device_token: the cookie of a device that signed in before, or "".
struct Browser {
  std::string user_agent, device_token;
};

// What signing in leads to:
//   password right -> signed_in                    (roles without TOTP)
//                  -> code -> signed_in            (TOTP or a passkey is set up and demanded)
//                  -> enrolment -> signed_in       (a second factor is demanded and missing)
//   passkey -> signed_in                           (it stands for both factors)
//   ... -> pledge -> signed_in                     (a staff role without a 従事者誓約 on file)
struct Entered {
  enum class Next { signed_in, code, enrolment, pledge };
  Next next = Next::signed_in;
  std::string session_token, device_token;  // signed_in: cookies; device_token "" = keep the old
  std::string step_token;                   // code, enrolment: cookie of the half-way step
  std::string return_to;                    // own path, "" = the home of the roles
  Roles roles;
  bool lacks_recovery_codes = false;        // a second factor was just set up, and none were made
};

// ---- for a feature that proves a person by other means than the password (federation) ----

Browser browser_of(const web::Request& request);
// After a proof that stands for the password alone: second factor, pledge and addresses are asked
// for as after a password. In the caller's transaction, with what used the proof up.
// Fault::forbidden when the account may not sign in.
Result<Entered> enter_proven(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                             const AccountId& account, const Browser& browser,
                             const std::string& return_to);
// The cookies, and the page that comes next.
web::Response answer_entered(const web::Request& request, const Entered& entered);
// The password once more, before anything that could lock the owner out or let another in; wrong
// ones are counted and slowed, and told at the field current_password.
Result<void> confirm_own_password(const Context& ctx, Locksmith& smith,
                                  const std::string& current_password);
// Tells the owner by mail that a way into the account came, went or changed: `what`, in whole
// sentences of ours. REQUIRES: in the transaction that did it.
Result<void> tell_owner(db::Tx& tx, Instant now, const AccountId& account, std::string_view what);
// nullopt: nobody has this mail address.
std::optional<AccountId> find_account_id(db::Reader& reader, const std::string& login);
// What else opens an account and must go when it is reset or erased. Told once for each name,
// before anything resets: main() does, so that the commands know it too.
using ForgetWay = std::function<Result<void>(db::Tx&, const AccountId&)>;
void tell_other_way(const std::string& name, ForgetWay forget);

struct DemoAccount {
  Role role = Role::visitor;
  std::string login, name, password, totp_secret;  // totp_secret: base32, "" when not needed
};
// One account for each of the eleven roles; passwords and secrets are made anew each time.
// `organisation`: the demo organisation that the member accounts belong to.
Result<std::vector<DemoAccount>> create_demo_accounts(const Context& ctx, Locksmith& locksmith,
                                                      const OrganisationId& organisation);
// Who of the demo has this role, for what the other features tell of it; not_found without one.
// Refused as list_accounts() is.
Result<Account> find_demo_account(const Context& ctx, Role role);
Result<Actor> find_demo_actor(const Context& ctx, Role role);
// What `musubi demo` writes to demo/accounts.json: a list of {role, login, password, totp_secret}.
std::string demo_accounts_json(const std::vector<DemoAccount>& accounts);

}  // namespace musubi::accounts
