// form.h - the application form: its steps, their fields, and what must be there before it is sent.
// A field's name is the input's name= and, for the organisation, the column; what is accepted is
// decided by the registry's own check_field(). Pure: no database, no request. Internal.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/applications/application.h"

namespace musubi::applications {

// Whose field it is: the organisation's, the contact person's, a second person's, or none of the
// registry's (consents, the free line of interests).
enum class Owner { organisation, contact, second, own };

struct FormField {
  std::string_view name;   // contact_name
  std::string_view label;  // 担当者の氏名
  std::string_view base;   // name of the registry's field; "" for Owner::own
  Owner owner = Owner::organisation;
  bool required = false;
};

struct Step {
  std::string_view slug;   // place; the last part of the address
  std::string_view title;  // 所在地と電話番号
  std::string_view lead;
  std::vector<FormField> fields;
  bool optional = false;   // may be passed over empty
};
// organisation business place representative contact second interests files consents
const std::vector<Step>& steps();
const Step* find_step(std::string_view slug);
const FormField* find_form_field(std::string_view name);
// The step after this one; "check" after the last.
std::string next_step(std::string_view slug);

// What was typed, by field name; never more than the fields of the form, each cut to a bound.
inline constexpr std::size_t kTypedCharactersMost = 3000;
std::string typed_text(const Json& typed, std::string_view field);
void set_typed(Json& typed, std::string_view field, std::string_view text);

// Errors of one step, in page order: what is wrong, and (complete) what is missing.
std::vector<FieldError> check_step(const Json& typed, const Step& step);
// Every step's. `needs_email`: false for paper without one. `needs_consents`: on paper and by
// telephone consents may come later, as a supplement.
struct Demands {
  bool email = true;
  bool consents = true;
};
std::vector<FieldError> check_all(const Json& typed, const Demands& demands);

// The values to store from what was typed: normalised where it is right, left out where it is not.
void fill(Application& application, const Json& typed);
// The other way round: as if the stored values had been typed (supplements).
Json typed_of(const Application& application);

// What a person chooses from at 関心分野.
const std::vector<std::string>& interest_choices();

}  // namespace musubi::applications
