// snapshot_merges.cc - see snapshot_merges.h. Both sides of a merge are written together, because a
// person who changes sides belongs to the history of both.
#include "features/members/snapshot_merges.h"

#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "features/members/search_index.h"

namespace musubi::members {
namespace {

Json organisation_json(const Organisation& o) {
  Json out{{"id", o.id.text},
           {"state", state_name(o.state)},
           {"joined_on", o.joined_on},
           {"left_on", o.left_on},
           {"merged_into", o.merged_into.text},
           {"open_defects", o.open_defects}};
  for (const auto& field : organisation_fields()) {
    out[std::string(field.name)] = field_text(o, field.name);
  }
  return out;
}

Organisation organisation_from(const Json& json) {
  Organisation o;
  o.id = {json.at("id").get<std::string>()};
  for (const auto& field : organisation_fields()) {
    set_field(o, field.name, json.at(std::string(field.name)).get<std::string>());
  }
  o.state = state_from_name(json.at("state").get<std::string>()).value_or(State::active);
  o.joined_on = json.at("joined_on").get<std::string>();
  o.left_on = json.at("left_on").get<std::string>();
  o.merged_into = {json.at("merged_into").get<std::string>()};
  o.open_defects = json.at("open_defects").get<std::int64_t>();
  return o;
}

Json person_json(const Person& p) {
  Json out{{"id", p.id.text},
           {"organisation_id", p.organisation_id.text},
           {"left", p.left},
           {"position", p.position}};
  for (const auto& field : person_fields()) {
    out[std::string(field.name)] = field_text(p, field.name);
  }
  return out;
}

Person person_from(const Json& json) {
  Person p;
  p.id = {json.at("id").get<std::string>()};
  p.organisation_id = {json.at("organisation_id").get<std::string>()};
  p.left = json.at("left").get<bool>();
  p.position = json.at("position").get<std::int64_t>();
  for (const auto& field : person_fields()) {
    set_field(p, field.name, json.at(std::string(field.name)).get<std::string>());
  }
  return p;
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

std::string member_words(const Registered& registered, const OrganisationId& id) {
  const Organisation* found = find_in(registered, id);
  return found == nullptr ? id.text : found->member_no + " " + found->name;
}

// {field, before, after} of what differs between two people of the same id.
struct Difference {
  std::string field, before, after;
};

std::vector<Difference> person_differences(const Registered& before, const Registered& after,
                                           const Person& was, const Person& is) {
  std::vector<Difference> out;
  for (const auto& field : person_fields()) {
    const std::string old_text = field_text(was, field.name);
    const std::string new_text = field_text(is, field.name);
    if (old_text != new_text) out.push_back({std::string(field.name), old_text, new_text});
  }
  if (was.left != is.left) {
    out.push_back({"state", was.left ? "left" : "active", is.left ? "left" : "active"});
  }
  if (was.organisation_id != is.organisation_id) {
    out.push_back({"organisation", member_words(before, was.organisation_id),
                   member_words(after, is.organisation_id)});
  }
  return out;
}

class Recording {
 public:
  Recording(db::Tx& tx, const Context& ctx, const Registered& before, Registered& after,
            const Cause& cause, std::string_view action)
      : tx_(tx), ctx_(ctx), before_(before), after_(after), cause_(cause), action_(action) {}

  Result<void> run() {
    for (auto& person : after_.people) TRY(put_person(person));
    for (const auto& person : before_.people) {
      if (find_in(after_, person.id) != nullptr) continue;
      TRY(store::delete_person(tx_, person.id));
    }
    for (auto& organisation : after_.organisations) TRY(put_organisation(organisation));
    // After all rows: a kept organisation is found by the names of those merged into it.
    for (const auto& organisation : after_.organisations) {
      TRY(index_organisation(tx_, organisation, people_in(after_, organisation.id)));
      TRY(outbox::later(tx_, ctx_.now, "members.organisation.updated",
                        {{"id", organisation.id.text}}));
    }
    return {};
  }

 private:
  Result<void> put_person(Person& person) {
    const Person* was = find_in(before_, person.id);
    if (was == nullptr) {
      person.id = PersonId::make(ctx_.now);
      person.version = 1;
      TRY(store::insert_person(tx_, person, ctx_.now));
      return note_history(person.organisation_id, person.id.text, {"name", "", person.name});
    }
    const auto changes = person_differences(before_, after_, *was, person);
    if (changes.empty() && was->position == person.position) return {};
    person.version = was->version;
    TRY(store::update_person(tx_, person, ctx_.now));
    ++person.version;
    for (const auto& change : changes) {
      TRY(note_history(person.organisation_id, person.id.text, change));
    }
    return {};
  }

  Result<void> put_organisation(Organisation& organisation) {
    const Organisation* was = find_in(before_, organisation.id);
    CHECK(was != nullptr);
    Json old_values = Json::object();
    Json new_values = Json::object();
    for (const auto& name : changed_fields(*was, organisation)) {
      const Difference change{name, field_text(*was, name), field_text(organisation, name)};
      TRY(note_history(organisation.id, "", change));
      old_values[name] = change.before;
      new_values[name] = change.after;
    }
    if (was->state != organisation.state) {
      old_values["state"] = state_label(was->state);
      new_values["state"] = state_label(organisation.state);
    }
    if (was->joined_on != organisation.joined_on) {
      old_values["joined_on"] = was->joined_on;
      new_values["joined_on"] = organisation.joined_on;
    }
    // Who stands opposite: the timeline of each names the other.
    for (const auto& other : after_.organisations) {
      if (other.id != organisation.id) {
        new_values["merged_with"] = member_words(before_, other.id);
      }
    }
    const auto people = people_in(after_, organisation.id);
    organisation.version = was->version;
    organisation.created_at = was->created_at;
    organisation.updated_at = ctx_.now;
    TRY(store::update_organisation(tx_, organisation,
                                   match_keys(organisation, primary_email(people))));
    ++organisation.version;
    if (was->state != organisation.state) {
      TRY(outbox::later(tx_, ctx_.now, "members.standing.changed",
                        {{"id", organisation.id.text}}));
    }
    return audit::note(tx_, ctx_, action_,
                       {"organisation", organisation.id.text, organisation.id.text}, old_values,
                       new_values, cause_.reason);
  }

  Result<void> note_history(const OrganisationId& organisation, const std::string& person,
                            const Difference& difference) {
    store::FieldChange change;
    change.organisation_id = organisation;
    change.person_id = person;
    change.field = difference.field;
    change.before = difference.before;
    change.after = difference.after;
    change.effective_on = cause_.effective_on.empty() ? iso(ctx_.today()) : cause_.effective_on;
    change.changed_at = ctx_.now;
    change.changed_by = ctx_.actor.account.text;
    change.changed_by_name = ctx_.actor.name;
    change.cause = cause_.kind;
    change.cause_id = cause_.id;
    change.reason = cause_.reason;
    return store::insert_field_change(tx_, change);
  }

  db::Tx& tx_;
  const Context& ctx_;
  const Registered& before_;
  Registered& after_;
  const Cause& cause_;
  std::string_view action_;
};

std::string quoted(const std::string& name) { return "「" + name + "」"; }

void organisation_differences(const Organisation& then, const Organisation& now,
                              std::vector<std::string>& out) {
  for (const auto& name : changed_fields(then, now)) {
    out.push_back(quoted(now.name) + "の" +
                  std::string(find_field(organisation_fields(), name)->label) +
                  "が変わっています");
  }
  if (then.state != now.state || then.left_on != now.left_on ||
      then.joined_on != now.joined_on || then.merged_into != now.merged_into) {
    out.push_back(quoted(now.name) + "の状態が「" + std::string(state_label(now.state)) +
                  "」に変わっています");
  }
}

}  // namespace

Registered load_registered(db::Reader& reader, const std::vector<OrganisationId>& ids) {
  Registered out;
  for (const auto& id : ids) {
    if (id.empty()) continue;
    auto organisation = store::find_organisation(reader, id);
    if (!organisation) continue;
    out.organisations.push_back(std::move(*organisation));
    for (auto& person : store::list_people(reader, id)) out.people.push_back(std::move(person));
  }
  return out;
}

Json registered_json(const Registered& registered) {
  Json out{{"organisations", Json::array()}, {"people", Json::array()}};
  for (const auto& o : registered.organisations) {
    out["organisations"].push_back(organisation_json(o));
  }
  for (const auto& p : registered.people) out["people"].push_back(person_json(p));
  return out;
}

Registered registered_from(const Json& json) {
  Registered out;
  for (const auto& o : json.at("organisations")) {
    out.organisations.push_back(organisation_from(o));
  }
  for (const auto& p : json.at("people")) out.people.push_back(person_from(p));
  return out;
}

Json carried_json(const std::vector<accounts::CarriedAccount>& carried) {
  Json out = Json::array();
  for (const auto& one : carried) {
    out.push_back(Json{{"id", one.id.text},
                       {"was_stopped_by", one.was_stopped_by},
                       {"is_stopped_by", one.is_stopped_by}});
  }
  return out;
}

std::vector<accounts::CarriedAccount> carried_from(const Json& json) {
  std::vector<accounts::CarriedAccount> out;
  for (const auto& one : json) {
    out.push_back({AccountId{one.at("id").get<std::string>()},
                   one.at("was_stopped_by").get<std::string>(),
                   one.at("is_stopped_by").get<std::string>()});
  }
  return out;
}

const Organisation* find_in(const Registered& registered, const OrganisationId& id) {
  for (const auto& organisation : registered.organisations) {
    if (organisation.id == id) return &organisation;
  }
  return nullptr;
}

const Person* find_in(const Registered& registered, const PersonId& id) {
  if (id.empty()) return nullptr;
  for (const auto& person : registered.people) {
    if (person.id == id) return &person;
  }
  return nullptr;
}

std::vector<Person> people_in(const Registered& registered, const OrganisationId& id) {
  std::vector<Person> out;
  for (const auto& person : registered.people) {
    if (person.organisation_id == id) out.push_back(person);
  }
  return out;
}

std::vector<std::string> differences(const Registered& then, const Registered& now) {
  std::vector<std::string> out;
  for (const auto& organisation : then.organisations) {
    const Organisation* is = find_in(now, organisation.id);
    if (is == nullptr) {
      out.push_back(quoted(organisation.name) + "が名簿にありません");
    } else {
      organisation_differences(organisation, *is, out);
    }
  }
  for (const auto& person : then.people) {
    const Person* is = find_in(now, person.id);
    if (is == nullptr || !person_differences(then, now, person, *is).empty()) {
      out.push_back("担当者「" + person.name + "」の情報が変わっています");
    }
  }
  for (const auto& person : now.people) {
    if (find_in(then, person.id) == nullptr) {
      out.push_back("担当者「" + person.name + "」が加わっています");
    }
  }
  return out;
}

Result<void> record_registered(db::Tx& tx, const Context& ctx, const Registered& before,
                               Registered& after, const Cause& cause, std::string_view action) {
  return Recording(tx, ctx, before, after, cause, action).run();
}

}  // namespace musubi::members
