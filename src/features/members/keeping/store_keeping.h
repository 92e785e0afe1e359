// store_keeping.h - members that left and rosters that were given back, as core/retention sees
// them, and how what they hold of people goes. Never decides.
#pragma once

#include "core/retention/retention.h"
#include "features/members/store.h"

namespace musubi::members::store {

// Left on or before `until`, still with people's data, in order of id.
std::vector<retention::Item> list_left(db::Reader& reader, Date until,
                                       const std::string& after_id, int most);
std::optional<retention::Item> find_left(db::Reader& reader, const std::string& id);
// People, representative, contact, reasons, what the history, merges and imports kept of them. The
// member's number, name, days and membership events stay.
Result<void> update_people_erased(db::Tx& tx, const OrganisationId& id, const std::string& today,
                                  Instant now);

// People of members with this address, in any letter case that was stored; with their member.
struct PersonOf {
  Person person;
  std::string member_no, organisation;
};
std::vector<PersonOf> list_people_with_email(db::Reader& reader, std::string_view email, int most);

// Given back or erased on or before `until`, its rows still here and none of them unresolved.
std::vector<retention::Item> list_closed_loans(db::Reader& reader, Date until,
                                               const std::string& after_id, int most);
std::optional<retention::Item> find_closed_loan(db::Reader& reader, const std::string& id);
Result<void> update_loan_rows_erased(db::Tx& tx, const std::string& loan,
                                     const std::string& today);

}  // namespace musubi::members::store
