// store_people.cc - rows of `people`, `field_changes` and `membership_events`: what belongs to one
// organisation and is read together on its page.
#include "features/members/store.h"

namespace musubi::members::store {
namespace {

#define PERSON_COLUMNS                                                                         \
  "id, organisation_id, name, name_kana, department, title, email, telephone, is_primary, "    \
  "is_administrator, state, position, version"

constexpr db::Query kListPeople{"members.list_people",
                                "SELECT " PERSON_COLUMNS
                                " FROM people WHERE organisation_id = $1 "
                                "ORDER BY state, is_primary DESC, position, id"};
constexpr db::Query kFindPerson{
    "members.find_person_in_organisation",
    "SELECT " PERSON_COLUMNS " FROM people WHERE organisation_id = $1 AND id = $2"};
constexpr db::Query kInsertPerson{
    "members.insert_person",
    "INSERT INTO people (" PERSON_COLUMNS
    ", created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
    "$14, $15)"};
constexpr db::Query kUpdatePerson{
    "members.update_person",
    "UPDATE people SET organisation_id = $2, name = $3, name_kana = $4, department = $5, "
    "title = $6, email = $7, telephone = $8, is_primary = $9, is_administrator = $10, state = $11, "
    "position = $12, version = version + 1, updated_at = $13 WHERE id = $1 AND version = $14"};
constexpr db::Query kDeletePerson{"members.delete_person", "DELETE FROM people WHERE id = $1"};

constexpr db::Query kInsertChange{
    "members.insert_field_change",
    "INSERT INTO field_changes (id, organisation_id, person_id, field, before, after, "
    "effective_on, changed_at, changed_by, changed_by_name, cause, cause_id, reason) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Query kListChanges{
    "members.list_field_changes",
    "SELECT organisation_id, person_id, field, before, after, effective_on, changed_at, "
    "changed_by, changed_by_name, cause, cause_id, reason, id FROM field_changes "
    "WHERE organisation_id = $1 ORDER BY changed_at DESC, id DESC LIMIT $2"};
constexpr db::Query kListChangesBefore{
    "members.list_field_changes_before",
    "SELECT organisation_id, person_id, field, before, after, effective_on, changed_at, "
    "changed_by, changed_by_name, cause, cause_id, reason, id FROM field_changes "
    "WHERE organisation_id = $1 AND (changed_at < $2 OR (changed_at = $2 AND id < $3)) "
    "ORDER BY changed_at DESC, id DESC LIMIT $4"};

constexpr db::Query kInsertEvent{
    "members.insert_membership_event",
    "INSERT INTO membership_events (id, organisation_id, kind, happened_on, first_time, "
    "recorded_at, cause, cause_id, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Query kListEvents{
    "members.list_membership_events",
    "SELECT organisation_id, kind, happened_on, first_time, recorded_at, cause, cause_id, reason, "
    "id FROM membership_events WHERE organisation_id = $1 ORDER BY happened_on, recorded_at, id"};
constexpr db::Query kEventsByCause{
    "members.list_membership_events_by_cause",
    "SELECT happened_on, kind, first_time, id FROM membership_events "
    "WHERE cause_id = $1 AND organisation_id = $2"};
constexpr db::Query kMoveEvent{"members.update_membership_event_day",
                               "UPDATE membership_events SET happened_on = $2 WHERE id = $1"};
constexpr db::Query kDeleteEvent{"members.delete_membership_event",
                                 "DELETE FROM membership_events WHERE id = $1"};

Person person_of(const db::Row& row) {
  Person p;
  p.id = {row.text(0)};
  p.organisation_id = {row.text(1)};
  p.name = row.text(2);
  p.name_kana = row.text(3);
  p.department = row.text(4);
  p.title = row.text(5);
  p.email = row.text(6);
  p.telephone = row.text(7);
  p.is_primary = row.flag(8);
  p.is_administrator = row.flag(9);
  p.left = row.text(10) == "left";
  p.position = row.integer(11);
  p.version = row.integer(12);
  return p;
}

std::string_view person_state(const Person& person) { return person.left ? "left" : "active"; }

FieldChange change_of(const db::Row& row) {
  return {{row.text(0)}, row.text(1), row.text(2),  row.text(3), row.text(4),
          row.text(5),   {row.integer(6)}, row.text(7), row.text(8), row.text(9),
          row.text(10),  row.text(11),     row.text(12)};
}

}  // namespace

std::vector<Person> list_people(db::Reader& reader, const OrganisationId& organisation) {
  std::vector<Person> out;
  for (const auto& row : reader.all(kListPeople, organisation.text)) out.push_back(person_of(row));
  return out;
}

std::vector<Person> list_people_of(db::Reader& reader, const std::vector<OrganisationId>& ids) {
  if (ids.empty()) return {};
  std::string list;
  std::vector<db::Value> args;
  for (const auto& id : ids) {
    args.push_back(id.text);
    list += (list.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  const std::string sql = "SELECT " PERSON_COLUMNS " FROM people WHERE organisation_id IN (" +
                          list +
                          ") ORDER BY organisation_id, state, is_primary DESC, position, id";
  std::vector<Person> out;
  for (const auto& row : reader.select({"members.list_people_of", sql}, args)) {
    out.push_back(person_of(row));
  }
  return out;
}

std::optional<Person> find_person_in_organisation(db::Reader& reader,
                                                  const OrganisationId& organisation,
                                                  const PersonId& id) {
  auto row = reader.first(kFindPerson, organisation.text, id.text);
  if (!row) return {};
  return person_of(*row);
}

Result<void> insert_person(db::Tx& tx, const Person& p, Instant now) {
  TRY(tx.run(kInsertPerson, p.id.text, p.organisation_id.text, p.name, p.name_kana, p.department,
             p.title, p.email, p.telephone, p.is_primary, p.is_administrator, person_state(p),
             p.position, p.version, now.ms, now.ms));
  return {};
}

Result<void> update_person(db::Tx& tx, const Person& p, Instant now) {
  auto changed = TRY(tx.run(kUpdatePerson, p.id.text, p.organisation_id.text, p.name, p.name_kana,
                            p.department, p.title, p.email, p.telephone, p.is_primary,
                            p.is_administrator, person_state(p), p.position, now.ms, p.version));
  if (changed == 0) {
    return fail(Fault::conflict,
                "ほかの人が先にこの担当者を変更しました。いまの内容を確かめて、"
                "もう一度保存してください");
  }
  return {};
}

Result<void> delete_person(db::Tx& tx, const PersonId& id) {
  TRY(tx.run(kDeletePerson, id.text));
  return {};
}

Result<void> insert_field_change(db::Tx& tx, const FieldChange& c) {
  TRY(tx.run(kInsertChange, new_uuid(c.changed_at), c.organisation_id.text, c.person_id, c.field,
             c.before, c.after, c.effective_on, c.changed_at.ms, c.changed_by, c.changed_by_name,
             c.cause, c.cause_id, c.reason));
  return {};
}

std::vector<FieldChange> list_field_changes(db::Reader& reader, const OrganisationId& organisation,
                                            int most) {
  std::vector<FieldChange> out;
  for (const auto& row : reader.all(kListChanges, organisation.text, most)) {
    out.push_back(change_of(row));
  }
  return out;
}

std::vector<FieldChange> list_field_changes_before(db::Reader& reader,
                                                   const OrganisationId& organisation,
                                                   Instant changed_at, std::string_view id,
                                                   int most) {
  std::vector<FieldChange> out;
  for (const auto& row :
       reader.all(kListChangesBefore, organisation.text, changed_at.ms, id, most)) {
    out.push_back(change_of(row));
  }
  return out;
}

Result<void> insert_membership_event(db::Tx& tx, const MembershipEvent& e) {
  TRY(tx.run(kInsertEvent, new_uuid(e.recorded_at), e.organisation_id.text, e.kind, e.happened_on,
             e.first_time, e.recorded_at.ms, e.cause, e.cause_id, e.reason));
  TRY(add_to_day(tx, e.happened_on, e.kind, e.first_time, 1));
  return {};
}

std::vector<MembershipEvent> list_membership_events(db::Reader& reader,
                                                    const OrganisationId& organisation) {
  std::vector<MembershipEvent> out;
  for (const auto& row : reader.all(kListEvents, organisation.text)) {
    out.push_back({{row.text(0)}, row.text(1), row.text(2), row.flag(3), {row.integer(4)},
                   row.text(5), row.text(6), row.text(7), row.text(8)});
  }
  return out;
}

Result<void> update_membership_event_day(db::Tx& tx, const MembershipEvent& e,
                                         const std::string& day) {
  TRY(tx.run(kMoveEvent, e.id, day));
  TRY(add_to_day(tx, e.happened_on, e.kind, e.first_time, -1));
  TRY(add_to_day(tx, day, e.kind, e.first_time, 1));
  return {};
}

Result<void> delete_membership_event(db::Tx& tx, const MembershipEvent& e) {
  TRY(tx.run(kDeleteEvent, e.id));
  TRY(add_to_day(tx, e.happened_on, e.kind, e.first_time, -1));
  return {};
}

Result<void> delete_membership_events_by_cause(db::Tx& tx, std::string_view cause_id,
                                               const OrganisationId& organisation) {
  for (const auto& row : tx.all(kEventsByCause, cause_id, organisation.text)) {
    TRY(add_to_day(tx, row.text(0), row.text(1), row.flag(2), -1));
    TRY(tx.run(kDeleteEvent, row.text(3)));
  }
  return {};
}

}  // namespace musubi::members::store
