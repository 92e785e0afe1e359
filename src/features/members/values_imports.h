// values_imports.h - from a row of the roster to what the registry would store, and back to the
// reader when a cell is corrected. Pure: no database, no permissions.
//
//   original + corrected cells -> normalise_row -> typed (JSON: fields, joined_on, contacts)
//                                                   -> Organisation, people
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/members/organisation.h"
#include "features/members/roster/roster.h"

namespace musubi::members {

using RawCells = std::map<RosterField, std::string>;

// Field name -> text as in the file. NUL bytes, which no database takes, become blanks.
Json cells_json(const RawCells& raw);
RawCells cells_from(const Json& original, const Json& corrected);

// What would be stored. A value that the registry does not accept (too long, unreadable) is left
// out and told as a defect "not_accepted"; a joining after `today` as "date_invalid".
Json typed_of(const RosterRow& row, Date today, std::vector<Defect>& defects);

// 75人とします（おおよその数）: the cell gives only about how many (約10名, 51～100名). "" otherwise.
std::string taken_about(RosterField field, const Json& typed);

std::string typed_field(const Json& typed, std::string_view field);  // "" when left out
std::string joined_on_of(const Json& typed);
std::vector<Person> people_of(const Json& typed);
Organisation organisation_of(const Json& typed);

enum class Onto { blanks, all };
// The organisation with the row's values: in blank fields only, or wherever the row says something.
// A blank cell never erases, and filling only ever turns the use of the platform on. A member
// number that is there stays.
Organisation put_onto(Organisation organisation, const Json& typed, Onto onto);
// Likewise for one person of the organisation that the contact is (same mail address, else same
// name); `is_new` when there is none.
struct ContactChange {
  Person before, after;
  bool is_new = false;
};
std::vector<ContactChange> contact_changes(const std::vector<Person>& people, const Json& typed,
                                           Onto onto);

// What the registry has where the roster has this cell, in lines as people read it; "" when nothing
// is there. `differs`: the row would store something else (never for people: compared apart).
struct RegisteredValue {
  std::string text;
  bool differs = false;
};
RegisteredValue registered_beside(RosterField field, const Json& typed,
                                  const Organisation& organisation,
                                  const std::vector<Person>& people);

// The registry's fields that a cell of the roster ends up in: address -> address, municipality.
std::vector<std::string> fields_behind(RosterField field);

}  // namespace musubi::members
