// values_imports.cc - see values_imports.h. Names are stored as the file writes them: the reader's
// spelled-out form is only a suggestion, which counts once a person has adopted it.
#include "features/members/values_imports.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "features/members/checks.h"
#include "features/members/members.h"

namespace musubi::members {
namespace {

using F = RosterField;

constexpr std::string_view kUnnamed = "ご担当者";  // a mail address without a name

std::string one_line(std::string text) {
  return trim(replace_all(replace_all(std::move(text), "\r", ""), "\n", " "));
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "\n") + part;
  return out;
}

// {field of the registry, value, cell it came from}
struct Value {
  std::string_view field;
  std::string text;
  F cell;
};

std::vector<Value> values_of(const RosterRow& row) {
  const auto number = [](const std::optional<std::int64_t>& n) {
    return n ? std::to_string(*n) : std::string();
  };
  std::string use;
  if (row.platform_use) use = *row.platform_use ? "1" : "0";
  const std::string place = row.outside_prefecture ? "000000" : row.municipality;
  return {{"member_no", row.member_no, F::member_no},
          {"name", one_line(row.raw.text(F::name)), F::name},
          {"name_kana", one_line(row.name_kana), F::name_kana},
          {"corporate_number", row.corporate_number, F::corporate_number},
          {"category", row.category_code, F::category},
          {"industry", row.industry, F::industry},
          {"employees", number(row.employees), F::employees},
          {"capital_yen", number(row.capital_yen), F::capital_yen},
          {"postal_code", row.postal_code, F::postal_code},
          {"municipality_code", place, F::address},
          {"address", one_line(row.address), F::address},
          {"representative_title", one_line(row.representative_title), F::representative},
          {"representative_name", one_line(row.representative_name), F::representative},
          {"telephone", row.telephone, F::telephone},
          {"fax", row.fax, F::fax},
          {"website", one_line(row.website), F::website},
          {"interests", joined(row.interests), F::interests},
          {"uses_platform", use, F::platform_use},
          {"note", row.notes, F::notes}};
}

void refuse(const RosterRow& row, F cell, const std::string& message,
            std::vector<Defect>& defects) {
  const bool known = std::any_of(defects.begin(), defects.end(), [&](const Defect& d) {
    return d.row == row.row && d.field == name_of(cell);
  });
  if (known) return;  // the reader has told it already, and better
  defects.push_back({row.row, row.line, std::string(name_of(cell)), "not_accepted",
                     cut_characters(row.raw.text(cell), 200), message, "", Severity::error});
}

// Nobody joins in days to come (R16.4.1 typed for R6.4.1). The reader itself knows no clock.
std::string joined_day(const RosterRow& row, Date today, std::vector<Defect>& defects) {
  if (!row.joined_on) return "";
  if (*row.joined_on <= today) return iso(*row.joined_on);
  std::erase_if(defects, [&](const Defect& d) {  // "take it as this day?" would lead astray
    return d.row == row.row && d.field == name_of(F::joined_on);
  });
  defects.push_back({row.row, row.line, std::string(name_of(F::joined_on)), "date_invalid",
                     cut_characters(row.raw.text(F::joined_on), 200),
                     "入会年月日が、きょうより後の日付です。確認して R6.4.1 や 2024-04-01 のように入力してください。",
                     "", Severity::error});
  return "";
}

Json contacts_of(const RosterRow& row, std::vector<Defect>& defects) {
  Json out = Json::array();
  const std::string department = one_line(row.department);
  for (const auto& contact : row.contacts) {
    std::string name = one_line(contact.name);
    if (name.empty() && contact.email.empty()) continue;
    if (name.empty()) name = kUnnamed;
    auto person = check_person({{"name", name}, {"email", contact.email},
                                {"department", department}}, Person{}, "");
    if (!person) {
      refuse(row, contact.email.empty() ? F::contact_name : F::email,
             person.error().fields.front().says, defects);
      continue;
    }
    out.push_back({{"name", person->name}, {"email", person->email},
                   {"department", person->department}});
  }
  return out;
}

bool same_person(const Person& person, const Person& contact) {
  const std::string mail = lower_ascii(contact.email);
  if (!mail.empty() && lower_ascii(person.email) == mail) return true;
  return contact.name != kUnnamed && match_key(person.name) == match_key(contact.name);
}

}  // namespace

Json cells_json(const RawCells& raw) {
  Json out = Json::object();
  for (const auto& [field, text] : raw) {
    std::string kept = text;
    std::replace(kept.begin(), kept.end(), '\0', ' ');
    out[std::string(name_of(field))] = std::move(kept);
  }
  return out;
}

RawCells cells_from(const Json& original, const Json& corrected) {
  RawCells out;
  for (const Json* cells : {&original, &corrected}) {
    for (const auto& [name, text] : cells->items()) {
      if (auto field = roster_field_named(name)) out[*field] = text.get<std::string>();
    }
  }
  return out;
}

Json typed_of(const RosterRow& row, Date today, std::vector<Defect>& defects) {
  Json fields = Json::object();
  for (const auto& value : values_of(row)) {
    if (value.text.empty()) continue;
    auto checked = check_field(value.field, value.text);
    if (!checked) {
      refuse(row, value.cell, checked.error().fields.front().says, defects);
    } else if (!checked->empty()) {
      fields[std::string(value.field)] = *checked;
    }
  }
  Json typed = {{"fields", std::move(fields)},
                {"joined_on", joined_day(row, today, defects)},
                {"contacts", contacts_of(row, defects)}};
  if (row.employees_approximate) typed["approximate"] = Json::array({"employees"});
  return typed;
}

void tell_what_is_not_accepted(Roster& roster, Date today) {
  std::vector<Defect> told;
  told.reserve(roster.defects.size());
  std::size_t next = 0;
  for (const RosterRow& row : roster.rows) {
    std::vector<Defect> own;
    while (next < roster.defects.size() && roster.defects[next].row == row.row) {
      own.push_back(std::move(roster.defects[next++]));
    }
    (void)typed_of(row, today, own);
    std::move(own.begin(), own.end(), std::back_inserter(told));
  }
  roster.defects = std::move(told);
}

std::string taken_about(RosterField field, const Json& typed) {
  const std::string name(name_of(field));
  if (!typed.contains("approximate")) return {};
  const Json& about = typed.at("approximate");
  if (std::find(about.begin(), about.end(), Json(name)) == about.end()) return {};
  return field_for_people(name, typed_field(typed, name)) + "とします（おおよその数）";
}

std::string typed_field(const Json& typed, std::string_view field) {
  return typed.at("fields").value(std::string(field), std::string());
}

std::string joined_on_of(const Json& typed) { return typed.value("joined_on", std::string()); }

std::vector<Person> people_of(const Json& typed) {
  std::vector<Person> out;
  for (const auto& contact : typed.at("contacts")) {
    Person person;
    person.name = contact.at("name").get<std::string>();
    person.email = contact.at("email").get<std::string>();
    person.department = contact.at("department").get<std::string>();
    person.is_primary = out.empty();
    out.push_back(std::move(person));
  }
  return out;
}

Organisation organisation_of(const Json& typed) {
  Organisation out;
  for (const auto& [field, text] : typed.at("fields").items()) {
    set_field(out, field, text.get<std::string>());
  }
  if (out.category.empty()) out.category = "company";
  out.joined_on = joined_on_of(typed);
  return out;
}

Organisation put_onto(Organisation organisation, const Json& typed, Onto onto) {
  for (const auto& [field, text] : typed.at("fields").items()) {
    // A flag is never blank: filling turns it on, and never off.
    const bool blank = field == "uses_platform" ? text.get<std::string>() == "1"
                                                : field_text(organisation, field).empty();
    const bool over = onto == Onto::all && field != "member_no";
    if (blank || over) set_field(organisation, field, text.get<std::string>());
  }
  const std::string day = joined_on_of(typed);
  if (!day.empty() && (organisation.joined_on.empty() || onto == Onto::all)) {
    organisation.joined_on = day;
  }
  return organisation;
}

std::vector<ContactChange> contact_changes(const std::vector<Person>& people, const Json& typed,
                                           Onto onto) {
  std::vector<ContactChange> out;
  const bool nobody = std::all_of(people.begin(), people.end(),
                                  [](const Person& person) { return person.left; });
  for (Person& contact : people_of(typed)) {
    const auto known = std::find_if(people.begin(), people.end(), [&](const Person& person) {
      return same_person(person, contact);
    });
    if (known == people.end()) {
      // Filling blanks never adds a second set of people beside those that are there.
      if (!nobody && onto == Onto::blanks) continue;
      contact.is_primary = contact.is_primary && nobody;
      contact.position = static_cast<std::int64_t>(people.size() + out.size());
      out.push_back({{}, contact, true});
      continue;
    }
    if (known->left) continue;  // who has left stays away until a person says otherwise
    Person after = *known;
    for (const char* field : {"name", "email", "department"}) {
      const std::string text = field_text(contact, field);
      const bool blank = field_text(after, field).empty();
      if (text.empty() || text == kUnnamed) continue;
      if (blank || onto == Onto::all) set_field(after, field, text);
    }
    out.push_back({*known, after, false});
  }
  return out;
}

std::vector<std::string> fields_behind(RosterField field) {
  switch (field) {
    case F::address:
      return {"address", "municipality_code"};
    case F::representative:
    case F::representative_title:
    case F::representative_name:
      return {"representative_title", "representative_name"};
    case F::platform_use:
      return {"uses_platform"};
    case F::notes:
      return {"note"};
    case F::telephone:
      return {"telephone", "fax"};  // 同左
    default:
      break;
  }
  const std::string name(name_of(field));
  if (find_field(organisation_fields(), name) == nullptr) return {};
  return {name};
}

RegisteredValue registered_beside(RosterField field, const Json& typed,
                                  const Organisation& organisation,
                                  const std::vector<Person>& people) {
  RegisteredValue out;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) out.text += (out.text.empty() ? "" : "\n") + line;
  };
  if (field == F::joined_on) {
    const auto day = parse_iso_date(organisation.joined_on);
    add(day ? wareki_short(*day) : "");
    out.differs = !joined_on_of(typed).empty() && joined_on_of(typed) != organisation.joined_on;
    return out;
  }
  for (const Person& person : people) {
    if (person.left) continue;
    if (field == F::contact_name) add(person.name);
    if (field == F::email) add(person.email);
    if (field == F::department) add(person.department);
  }
  for (const std::string& name : fields_behind(field)) {
    if (field == F::telephone && name == "fax") continue;  // has a line of its own
    const std::string have = field_text(organisation, name);
    const std::string given = typed_field(typed, name);
    add(field_for_people(name, have));
    out.differs = out.differs || (!given.empty() && given != have);
  }
  return out;
}

}  // namespace musubi::members
