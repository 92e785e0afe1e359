// snapshot_merges.h - organisations and their people as they were: taken before and after a merge,
// compared before its undo, and written back by it. Versions, stamps and open defects are no part
// of it: they go on counting.
// Internal to the feature. REQUIRES: the caller has asked must().
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "features/accounts/accounts.h"
#include "features/members/record.h"

namespace musubi::members {

struct Registered {
  std::vector<Organisation> organisations;
  std::vector<Person> people;  // of all of them
};
Registered load_registered(db::Reader& reader, const std::vector<OrganisationId>& ids);
Json registered_json(const Registered& registered);
Registered registered_from(const Json& json);
// What the merge did to accounts, for the merge's undo.
Json carried_json(const std::vector<accounts::CarriedAccount>& carried);
std::vector<accounts::CarriedAccount> carried_from(const Json& json);

const Organisation* find_in(const Registered& registered, const OrganisationId& id);
const Person* find_in(const Registered& registered, const PersonId& id);
std::vector<Person> people_in(const Registered& registered, const OrganisationId& id);

// What differs, one sentence each: 「有限会社みなも製作所」の電話番号が変わっています.
std::vector<std::string> differences(const Registered& then, const Registered& now);

// Writes the difference between the two: rows, history of the fields, matching keys, search index,
// one audit note for each organisation. A person of `after` that is not in `before` is new (and
// gets an id); one that is missing in `after` was made by what is undone, and is deleted.
// Fault::conflict when somebody else was faster.
Result<void> record_registered(db::Tx& tx, const Context& ctx, const Registered& before,
                               Registered& after, const Cause& cause, std::string_view action);

}  // namespace musubi::members
