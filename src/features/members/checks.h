// checks.h - accept, then normalise: what people type about an organisation or a person.
// Internal to the feature; shared by the office's forms, the import and the corrections.
#pragma once

#include "features/members/service.h"

namespace musubi::members {

// check_field() itself is in members.h: an application for membership is checked by it too.
// FieldErrors carry `prefix` before the field's name (contact_name).
Result<Person> check_person(const Typed& typed, Person onto, std::string_view prefix);
std::string member_no_of(std::int64_t number);  // K0487
// No organisation in any state shares the corporate number or the whole name.
Result<bool> is_first_time(db::Reader& reader, const Organisation& organisation);

}  // namespace musubi::members
