// record.h - the one way in which any part of members writes an organisation or a person: the row,
// the history of each field, the audit note and the search index, all in the caller's transaction.
// Edit, import, merge and undo differ in what they decide, never in how it is recorded.
// Internal to the feature. REQUIRES: the caller has asked must() and checked the values.
#pragma once

#include <string>
#include <vector>

#include "db/db.h"
#include "features/members/store.h"

namespace musubi::accounts {
enum class WhoStops;
}

namespace musubi::members {

struct Cause {
  std::string kind = "edit";  // edit | import | merge | undo | request | demo
  std::string id;             // the import, merge, request ...
  std::string reason;         // in a person's words
  std::string effective_on;   // YYYY-MM-DD; "" = today
};

// Gives id, version and stamps; joined event when joined_on is known or the cause is an import.
// `first_time`: never a member before (KPI-01). Returns the stored organisation.
Result<Organisation> record_new_organisation(db::Tx& tx, const Context& ctx,
                                             Organisation organisation,
                                             const std::vector<Person>& people, bool first_time,
                                             const Cause& cause);

// Writes what differs between the two. Nothing changed: nothing is written and that is success.
// An organisation that left or is stopped takes its people's accounts with it, and back again; and
// those that still name an organisation that was merged into it.
// With a day in the past: a field that a change of a later day set keeps today's value, and only
// its history learns what held from that day on.
Result<void> record_organisation_change(db::Tx& tx, const Context& ctx, const Organisation& before,
                                        Organisation after, const Cause& cause);

// The state machine of section 14 in the caller's transaction: event, state, accounts.
// Fault::conflict when `kind` does not follow the state of now. REQUIRES: cause.effective_on is a
// day, not to come.
Result<void> record_state_change(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                                 const std::string& kind, const Cause& cause);

// before.id empty: a new person. left: state changes are a change like any other.
Result<PersonId> record_person(db::Tx& tx, const Context& ctx, const Person& before, Person after,
                               const Cause& cause);

// There is one first contact: whoever else was it is it no longer.
Result<void> make_room(db::Tx& tx, const Context& ctx, const OrganisationId& organisation,
                       const PersonId& except, const Cause& cause);

// The names of fields whose text differs, in the order of the form.
std::vector<std::string> changed_fields(const Organisation& before, const Organisation& after);

// Whose accounts stop while an organisation is in this state (R-5.2.3.0a).
accounts::WhoStops stopped_in(State state);

// Fault::conflict that names the one that stayed, when this one was merged into another: nothing is
// written onto it any more. Asked before every write to an organisation or its people.
Result<void> must_not_be_merged(db::Reader& reader, const Organisation& organisation);
// The same for an id; Fault::not_found when there is no such organisation.
Result<void> must_not_be_merged(db::Reader& reader, const OrganisationId& id);

// After every change of membership events: the public home page shows how many members there are.
void figures_changed(db::Tx& tx);

}  // namespace musubi::members
