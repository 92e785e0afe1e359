// service_organisation.cc - what happens to the accounts of an organisation as a whole, called by
// other features inside their transaction through accounts.h. The caller has asked its own
// permission and says why; here the accounts, their links and their sessions end together.
#include "features/accounts/service.h"

namespace musubi::accounts {

Result<std::int64_t> suspend_organisation_accounts(db::Tx& tx, const Context& ctx,
                                                   const OrganisationId& organisation,
                                                   const std::string& reason, WhoStops who) {
  CHECK(!organisation.empty());
  std::int64_t stopped = 0;
  for (const Account& account : store::list_of_organisation(tx, organisation)) {
    if (account.state == State::suspended || who == WhoStops::nobody) continue;
    const bool administers = account.roles.has(Role::member_admin);
    if (administers && who == WhoStops::all_but_administrators) continue;
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
    const State next = account.has_password ? State::active : State::invited;
    TRY(store::update_state(tx, account.id.text, next, ctx.now));
    TRY(audit::note(tx, ctx, "accounts.account.resumed",
                    {"account", account.id.text, organisation.text}, Json{{"state", "suspended"}},
                    Json{{"state", state_name(next)}}, "団体の利用が再開したため"));
    ++resumed;
  }
  return resumed;
}

}  // namespace musubi::accounts
