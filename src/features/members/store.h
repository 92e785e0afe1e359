// store.h - the registry's rows: organisations, people, their history and membership events.
// Every SQL statement on these tables stands in store_*.cc. A store finds, lists, counts, inserts
// and updates; it never decides who may or what is right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "features/members/organisation.h"

namespace musubi::members::store {

std::optional<Organisation> find_organisation(db::Reader& reader, const OrganisationId& id);
// The same, or when it was merged, the one in which it lives on: the last of a chain of merges.
std::optional<Organisation> find_organisation_after_merges(db::Reader& reader,
                                                           const OrganisationId& id);
std::optional<Organisation> find_organisation_by_member_no(db::Reader& reader,
                                                           std::string_view member_no);
Result<void> insert_organisation(db::Tx& tx, const Organisation& organisation,
                                 const MatchKeys& keys);
// Writes every column where version still is organisation.version, and raises it by one.
// Fault::conflict when somebody else was faster.
Result<void> update_organisation(db::Tx& tx, const Organisation& organisation,
                                 const MatchKeys& keys);
Result<void> update_open_defects(db::Tx& tx, const OrganisationId& id, std::int64_t open_defects);
// Highest K-number given so far, 0 if none.
std::int64_t find_highest_member_no(db::Reader& reader);

struct ListFilter {
  std::string state;              // "" = members in good standing; "all"; or a state's name
  std::string industry, municipality_code, size_class;
  std::string need;               // "", "defects", "no_corporate_number", "off_platform"
  int joined_fiscal_year = 0;     // 0 = any
  std::vector<std::string> ids;   // from the search; used when `by_search`
  bool by_search = false;
  std::string sort = "member_no";  // member_no | name_kana | joined_on | updated_at
  bool descending = false;
  std::string after_value, after_id;  // paging by key; after_id "" = first page
  int most = 20;
};
std::vector<Organisation> list_organisations(db::Reader& reader, const ListFilter& filter);
// In order of id, for rebuilding the search index page by page.
std::vector<Organisation> list_organisations_by_id(db::Reader& reader, std::string_view after_id,
                                                   int most);
// Stops counting at `cap`: a list says 「1万件以上」 rather than reading an index of 500,000.
std::int64_t count_organisations(db::Reader& reader, const ListFilter& filter, std::int64_t cap);

// Any state: was this corporate number, or this whole name, ever a member?
bool find_former(db::Reader& reader, std::string_view corporate_number, std::string_view name_key);

struct Candidate {
  OrganisationId id;
  std::string member_no, name, corporate_number, name_key, telephone_key, domain_key;
};
// Organisations, not merged or withdrawn, that share at least one key. At most 50.
std::vector<Candidate> list_candidates(db::Reader& reader, std::string_view corporate_number,
                                       const MatchKeys& keys);

// Who is here before who left, the first contact first.
std::vector<Person> list_people(db::Reader& reader, const OrganisationId& organisation);
std::vector<Person> list_people_of(db::Reader& reader, const std::vector<OrganisationId>& ids);
std::optional<Person> find_person_in_organisation(db::Reader& reader,
                                                  const OrganisationId& organisation,
                                                  const PersonId& id);
Result<void> insert_person(db::Tx& tx, const Person& person, Instant now);
Result<void> update_person(db::Tx& tx, const Person& person, Instant now);
Result<void> delete_person(db::Tx& tx, const PersonId& id);  // only to undo an import
Result<void> delete_organisation(db::Tx& tx, const OrganisationId& id);  // only to undo an import

struct FieldChange {
  OrganisationId organisation_id;
  std::string person_id, field, before, after, effective_on;
  Instant changed_at;
  std::string changed_by, changed_by_name, cause, cause_id, reason;
  std::string id = {};  // given when it is stored
};
Result<void> insert_field_change(db::Tx& tx, const FieldChange& change);
std::vector<FieldChange> list_field_changes(db::Reader& reader, const OrganisationId& organisation,
                                            int most);
// Those recorded before this one, newest first: the next page of the list.
std::vector<FieldChange> list_field_changes_before(db::Reader& reader,
                                                   const OrganisationId& organisation,
                                                   Instant changed_at, std::string_view id,
                                                   int most);

struct MembershipEvent {
  OrganisationId organisation_id;
  std::string kind;         // joined paused resumed suspended reinstated withdrawn expelled merged
                            // unmerged
  std::string happened_on;  // "" = before the roster's dates began
  bool first_time = false;
  Instant recorded_at;
  std::string cause, cause_id, reason;
  std::string id = {};  // given when it is stored
};
Result<void> insert_membership_event(db::Tx& tx, const MembershipEvent& event);
std::vector<MembershipEvent> list_membership_events(db::Reader& reader,
                                                    const OrganisationId& organisation);
// The sums by day follow just before the commit, once for each day that the transaction touched.
Result<void> add_to_day(db::Tx& tx, const std::string& day, const std::string& kind,
                        bool first_time, std::int64_t number);
// What was recorded wrongly: another day, or never.
Result<void> update_membership_event_day(db::Tx& tx, const MembershipEvent& event,
                                         const std::string& day);
Result<void> delete_membership_event(db::Tx& tx, const MembershipEvent& event);
Result<void> delete_membership_events_by_cause(db::Tx& tx, std::string_view cause_id,
                                               const OrganisationId& organisation);

}  // namespace musubi::members::store
