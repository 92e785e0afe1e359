// search_index.h - accounts in the search over everything: by name, mail address and role, for
// those who may see the list of accounts and for nobody else. Called by the services that write a
// name, an address or a role, in their transaction; must never hold anything secret.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "core/search/search.h"
#include "features/accounts/accounts.h"

namespace musubi::accounts {

// Reads the account as this transaction has it. REQUIRES: it is there.
Result<void> index_account(db::Tx& tx, const AccountId& id);
// Labels that the actor may see; empty for who may not see accounts.
std::vector<std::string> visible_accounts(const Actor& actor);

}  // namespace musubi::accounts
