// record.cc - rows, history, audit and search written together; see record.h.
// Decides nothing: what to write has been permitted and checked by a service.
#include "features/members/record.h"

#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "features/accounts/accounts.h"
#include "features/members/compute_report.h"
#include "features/members/search_index.h"
#include "features/members/store_merges.h"
#include "features/members/store_reports.h"
#include "web/cache.h"

namespace musubi::members {
namespace {

std::string effective_day(const Context& ctx, const Cause& cause) {
  return cause.effective_on.empty() ? iso(ctx.today()) : cause.effective_on;
}

store::FieldChange change_of(const Context& ctx, const Cause& cause, const OrganisationId& id) {
  store::FieldChange change;
  change.organisation_id = id;
  change.effective_on = effective_day(ctx, cause);
  change.changed_at = ctx.now;
  change.changed_by = ctx.actor.account.text;
  change.changed_by_name = ctx.actor.name;
  change.cause = cause.kind;
  change.cause_id = cause.id;
  change.reason = cause.reason;
  return change;
}

// Only what differs, so that the audit reads like the change itself.
template <class Noun>
void differences(std::span<const FieldInfo> fields, const Noun& before, const Noun& after,
                 Json& was, Json& is) {
  for (const auto& field : fields) {
    const std::string old_text = field_text(before, field.name);
    const std::string new_text = field_text(after, field.name);
    if (old_text == new_text) continue;
    was[std::string(field.name)] = old_text;
    is[std::string(field.name)] = new_text;
  }
}

Result<void> insert_history(db::Tx& tx, const Context& ctx, const Cause& cause,
                            const OrganisationId& organisation, const std::string& person,
                            const Json& was, const Json& is) {
  for (const auto& [field, value] : is.items()) {
    store::FieldChange change = change_of(ctx, cause, organisation);
    change.person_id = person;
    change.field = field;
    change.before = was.value(field, std::string());
    change.after = value.get<std::string>();
    TRY(store::insert_field_change(tx, change));
  }
  return {};
}

// The row, its history and its audit; the organisation's keys and search are the caller's.
Result<Person> write_person(db::Tx& tx, const Context& ctx, const Person& before, Person after,
                            const Cause& cause) {
  const bool is_new = before.id.empty();
  Json was;
  Json is;
  differences(person_fields(), before, after, was, is);
  if (before.left != after.left) {
    was["state"] = before.left ? "left" : "active";
    is["state"] = after.left ? "left" : "active";
  }
  if (!is_new && is.empty()) return before;
  after.id = is_new ? PersonId::make(ctx.now) : before.id;
  after.version = is_new ? 1 : before.version;
  TRY(insert_history(tx, ctx, cause, after.organisation_id, after.id.text, was, is));
  if (is_new) {
    TRY(store::insert_person(tx, after, ctx.now));
  } else {
    TRY(store::update_person(tx, after, ctx.now));
    ++after.version;
  }
  const std::string_view action =
      is_new ? "members.person.created" : "members.person.updated";
  TRY(audit::note(tx, ctx, action, {"person", after.id.text, after.organisation_id.text},
                  is_new ? Json(nullptr) : was, is, cause.reason));
  return after;
}

std::string primary_email(const std::vector<Person>& people) {
  std::string first;
  for (const auto& person : people) {
    if (person.left || person.email.empty()) continue;
    if (person.is_primary) return person.email;
    if (first.empty()) first = person.email;
  }
  return first;
}

audit::Subject subject_of(const Organisation& organisation) {
  return {"organisation", organisation.id.text, organisation.id.text};
}

// A change dated back into the past holds from its day until the next one that is known: the value
// of today stays where a later change set it. `then`: the values that held on the day.
void keep_later_values(db::Reader& reader, const Organisation& before, const std::string& day,
                       Organisation& then, Organisation& after) {
  const auto changes = store::list_changes_of(reader, {before.id});
  then = as_it_was(before, changes, day);
  for (const auto& change : that_stand(changes)) {
    if (change.effective_on <= day) continue;
    set_field(after, change.field, field_text(before, change.field));
  }
}

Result<void> carry_to_accounts(db::Tx& tx, const Context& ctx, const Organisation& before,
                               const Organisation& after) {
  const auto was = stopped_in(before.state);
  const auto is = stopped_in(after.state);
  if (is < was) TRY(accounts::resume_organisation_accounts(tx, ctx, before.id));
  if (is == was || is == accounts::WhoStops::nobody) return {};
  // A merge moves the accounts. Those that name a merged one all the same (made by hand for it, or
  // merged by a version that did not move them) follow it in here, so they stop with this one.
  std::vector<OrganisationId> ids = store::list_merged_into(tx, before.id);
  ids.insert(ids.begin(), before.id);
  for (const OrganisationId& id : ids) {
    TRY(accounts::suspend_organisation_accounts(
        tx, ctx, id, "団体が「" + std::string(state_label(after.state)) + "」になったため", is));
  }
  return {};
}

}  // namespace

// Nobody works on for an organisation that left or is stopped; in a pause only its administrators
// may, because somebody must be able to end it.
accounts::WhoStops stopped_in(State state) {
  if (state == State::suspended || state == State::withdrawn) return accounts::WhoStops::everybody;
  return state == State::paused ? accounts::WhoStops::all_but_administrators
                                : accounts::WhoStops::nobody;
}

Result<void> must_not_be_merged(db::Reader& reader, const Organisation& organisation) {
  if (organisation.state != State::merged) return {};
  const auto kept = store::find_organisation_after_merges(reader, organisation.id);
  CHECK(kept.has_value());
  return fail(Fault::conflict, "この会員は、" + kept->member_no + "「" + kept->name +
                                   "」に統合されています。いまの入力は保存していません。"
                                   "統合先の会員を開いて、そちらに入力してください");
}

Result<void> must_not_be_merged(db::Reader& reader, const OrganisationId& id) {
  const auto found = store::find_organisation(reader, id);
  if (!found) return fail(Fault::not_found, "この会員は見つかりません");
  return must_not_be_merged(reader, *found);
}

std::vector<std::string> changed_fields(const Organisation& before, const Organisation& after) {
  std::vector<std::string> out;
  for (const auto& field : organisation_fields()) {
    if (field_text(before, field.name) != field_text(after, field.name)) {
      out.emplace_back(field.name);
    }
  }
  return out;
}

Result<Organisation> record_new_organisation(db::Tx& tx, const Context& ctx,
                                             Organisation organisation,
                                             const std::vector<Person>& people, bool first_time,
                                             const Cause& cause) {
  if (organisation.id.empty()) organisation.id = OrganisationId::make(ctx.now);
  organisation.version = 1;
  organisation.created_at = organisation.updated_at = ctx.now;
  TRY(store::insert_organisation(tx, organisation,
                                 match_keys(organisation, primary_email(people))));
  TRY(store::insert_membership_event(tx, {organisation.id, "joined", organisation.joined_on,
                                          first_time, ctx.now, cause.kind, cause.id,
                                          cause.reason}));
  figures_changed(tx);
  Json is;
  Json was;
  differences(organisation_fields(), Organisation{}, organisation, was, is);
  TRY(audit::note(tx, ctx, "members.organisation.created", subject_of(organisation), nullptr, is,
                  cause.reason));
  std::vector<Person> stored;
  for (Person person : people) {
    person.organisation_id = organisation.id;
    person.position = static_cast<std::int64_t>(stored.size());
    stored.push_back(TRY(write_person(tx, ctx, Person{}, person, cause)));
  }
  TRY(index_organisation(tx, organisation, stored, true));
  TRY(outbox::later(tx, ctx.now, "members.organisation.created", {{"id", organisation.id.text}}));
  return organisation;
}

Result<void> record_organisation_change(db::Tx& tx, const Context& ctx, const Organisation& before,
                                        Organisation after, const Cause& cause) {
  const std::string day = effective_day(ctx, cause);
  Organisation then = before;  // what is replaced: today's values, or those of the earlier day
  Organisation typed = after;
  if (day < iso(ctx.today())) keep_later_values(tx, before, day, then, after);
  Json was;
  Json is;
  differences(organisation_fields(), before, typed, was, is);
  for (const auto& [field, value] : is.items()) was[field] = field_text(then, field);
  const bool moved = before.state != after.state || before.left_on != after.left_on ||
                     before.joined_on != after.joined_on || before.merged_into != after.merged_into;
  if (is.empty() && !moved && before.open_defects == after.open_defects) return {};
  TRY(insert_history(tx, ctx, cause, before.id, "", was, is));
  if (moved) {
    was["state"] = state_name(before.state);
    is["state"] = state_name(after.state);
    if (before.left_on != after.left_on) was["left_on"] = before.left_on;
    if (before.left_on != after.left_on) is["left_on"] = after.left_on;
    if (before.joined_on != after.joined_on) was["joined_on"] = before.joined_on;
    if (before.joined_on != after.joined_on) is["joined_on"] = after.joined_on;
  }
  const std::vector<Person> people = store::list_people(tx, before.id);
  after.version = before.version;
  after.updated_at = ctx.now;
  TRY(store::update_organisation(tx, after, match_keys(after, primary_email(people))));
  TRY(audit::note(tx, ctx, "members.organisation.updated", subject_of(before), was, is,
                  cause.reason));
  TRY(index_organisation(tx, after, people));
  TRY(carry_to_accounts(tx, ctx, before, after));
  TRY(outbox::later(tx, ctx.now, "members.organisation.updated", {{"id", before.id.text}}));
  if (before.state != after.state || before.left_on != after.left_on) {
    TRY(outbox::later(tx, ctx.now, "members.standing.changed", {{"id", before.id.text}}));
  }
  if (is.contains("representative_name")) {  // .c: who leads it is checked again
    TRY(outbox::later(tx, ctx.now, "members.representative.changed", {{"id", before.id.text}}));
  }
  return {};
}

Result<PersonId> record_person(db::Tx& tx, const Context& ctx, const Person& before, Person after,
                               const Cause& cause) {
  const Person written = TRY(write_person(tx, ctx, before, std::move(after), cause));
  const bool changed = before.id.empty() || written.version != before.version;
  if (!changed) return before.id;
  auto organisation = store::find_organisation(tx, written.organisation_id);
  CHECK(organisation.has_value());
  const std::vector<Person> people = store::list_people(tx, organisation->id);
  // The organisation's matching keys follow its first contact's mail domain.
  TRY(store::update_organisation(tx, *organisation,
                                 match_keys(*organisation, primary_email(people))));
  TRY(index_organisation(tx, *organisation, people));
  return written.id;
}

Result<void> make_room(db::Tx& tx, const Context& ctx, const OrganisationId& organisation,
                       const PersonId& except, const Cause& cause) {
  for (const Person& person : store::list_people(tx, organisation)) {
    if (!person.is_primary || person.left || person.id == except) continue;
    Person after = person;
    after.is_primary = false;
    TRY(record_person(tx, ctx, person, after, cause));
  }
  return {};
}

void figures_changed(db::Tx& tx) { web::forget_pages(tx, "members"); }

}  // namespace musubi::members
