// service_organisation.cc - what happens to the accounts of an organisation as a whole, called by
// other features inside their transaction through accounts.h. The caller has asked its own
// permission and says why; here the accounts, their links and their sessions end together.
#include "features/accounts/search_index.h"
#include "features/accounts/service.h"

namespace musubi::accounts {
namespace {

constexpr const char* kMerged = "団体が統合されたため";
constexpr const char* kUnmerged = "団体の統合が取り消されたため";

bool stops_with(const Account& account, WhoStops who) {
  if (who != WhoStops::all_but_administrators) return who == WhoStops::everybody;
  return !account.roles.has(Role::member_admin);
}

// "" = nobody. What was stopped before that was noted was stopped by the office.
std::string stopper_of(const Account& account) {
  if (account.state != State::suspended) return "";
  return account.suspended_by.empty() ? std::string(kByOffice) : account.suspended_by;
}

Result<void> let_in_again(db::Tx& tx, const Context& ctx, const Account& account,
                          const std::string& reason) {
  const State next = account.has_password ? State::active : State::invited;
  TRY(store::update_state(tx, account.id.text, next, ctx.now));
  return audit::note(tx, ctx, "accounts.account.resumed",
                     {"account", account.id.text, account.organisation.text},
                     Json{{"state", "suspended"}}, Json{{"state", state_name(next)}}, reason);
}

// Belongs there from now on, and is stopped by `stopper` ("" = not stopped).
Result<void> settle_account(db::Tx& tx, const Context& ctx, const Account& account,
                            const OrganisationId& to, const std::string& stopper,
                            const std::string& reason) {
  const std::string was = stopper_of(account);
  // Who was stopped was stopped then: the term of what is kept of the person counts from that day.
  const Instant since = was.empty() ? ctx.now : account.updated;
  if (account.organisation != to) {
    TRY(store::update_organisation(tx, account.id.text, to, since));
    TRY(index_account(tx, account.id));
    TRY(audit::note(tx, ctx, "accounts.account.moved", {"account", account.id.text, to.text},
                    Json{{"organisation_id", account.organisation.text}, {"stopped_by", was}},
                    Json{{"organisation_id", to.text}, {"stopped_by", stopper}}, reason));
  }
  Account moved = account;
  moved.organisation = to;
  if (stopper == was) return {};
  if (stopper.empty()) return let_in_again(tx, ctx, moved, reason);
  if (was.empty()) return stop_account(tx, ctx, moved, stopper, reason);
  return store::update_suspended(tx, account.id.text, stopper, since);
}

}  // namespace

Result<std::int64_t> suspend_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                   const OrganisationId& organisation,
                                                   const std::string& reason, WhoStops who) {
  CHECK(!organisation.empty());
  std::int64_t stopped = 0;
  for (const Account& account : store::list_of_organisation(tx, organisation)) {
    if (account.state == State::suspended || !stops_with(account, who)) continue;
    TRY(stop_account(tx, ctx, account, kByOrganisation, reason));
    ++stopped;
  }
  return stopped;
}

Result<std::int64_t> resume_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                  const OrganisationId& organisation) {
  CHECK(!organisation.empty());
  std::int64_t resumed = 0;
  for (const Account& account : store::list_of_organisation(tx, organisation)) {
    if (account.suspended_by != kByOrganisation) continue;
    TRY(let_in_again(tx, ctx, account, "団体の利用が再開したため"));
    ++resumed;
  }
  return resumed;
}

Result<std::vector<CarriedAccount>> move_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                               const OrganisationId& gone,
                                                               const OrganisationId& kept,
                                                               WhoStops who) {
  CHECK(!gone.empty() && !kept.empty());
  std::vector<CarriedAccount> out;
  for (const Account& account : store::list_of_organisation(tx, gone)) {
    const std::string was = stopper_of(account);
    std::string is = was;
    const bool stops = stops_with(account, who);
    if (was.empty() && stops) is = kByOrganisation;
    // Else the next time that `kept` is resumed would let in whom `gone` had stopped.
    if (was == kByOrganisation && !stops) is = kByMerge;
    TRY(settle_account(tx, ctx, account, kept, is, kMerged));
    out.push_back({account.id, was, is});
  }
  return out;
}

Result<std::vector<CarriedAccount>> end_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                              const OrganisationId& gone,
                                                              const std::string& reason) {
  CHECK(!gone.empty());
  std::vector<CarriedAccount> out;
  for (const Account& account : store::list_of_organisation(tx, gone)) {
    if (account.state == State::suspended) continue;
    TRY(stop_account(tx, ctx, account, kByOrganisation, reason));
    out.push_back({account.id, "", std::string(kByOrganisation)});
  }
  return out;
}

Result<void> return_organisation_accounts(db::Tx& tx, const Context& ctx,
                                          const std::vector<CarriedAccount>& carried,
                                          const OrganisationId& at, const OrganisationId& home,
                                          WhoStops who) {
  for (const CarriedAccount& one : carried) {
    const auto account = store::find_account(tx, one.id.text);
    if (!account || account->organisation != at) continue;  // somebody decided otherwise since
    const std::string is = stopper_of(*account);
    TRY(settle_account(tx, ctx, *account, home,
                       is == one.is_stopped_by ? one.was_stopped_by : is, kUnmerged));
  }
  TRY(suspend_organisation_accounts(tx, ctx, home, kUnmerged, who));
  return {};
}

}  // namespace musubi::accounts
