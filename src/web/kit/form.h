// form.h - forms that say what they want. Order inside a field: label, 必須/任意, hint, error, input;
// hint and error are tied to the input by id. The id of a field is "f-" + its name, which is also
// what the error summary links to. Values come back as typed.
// Struct members are given in the order below (designated initialisers).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "web/html.h"
#include "web/kit/needed.h"
#include "web/request.h"

namespace musubi::web::kit {

struct Form {
  std::string action;      // own path, without a host
  bool get = false;        // a search form: no token
  bool uploads = false;    // multipart/form-data
  std::string id = {};
  bool keep_draft = false; // warn when leaving with changes; keep a draft on this device
  bool file_by_file = false;  // a script sends its files one by one and shows how far each is
};
// <form> with the CSRF token. No novalidate trick: the browser's own checks are off, ours speak.
Html form(const Request& request, const Form& form, const Html& content);
// Hidden: tells this form from the next, so that it acts once however often it is sent. For forms
// that make something; the service keeps web::sending_of(request) in core/receipts.
Html form_key_field(const Request& request);
Html form_actions(const std::vector<Html>& buttons);

// The message for one field, "" when there is none.
std::string error_at(const Error* error, std::string_view field);
inline std::string error_at(const Error& error, std::string_view field) {
  return error_at(&error, field);
}
inline std::string error_at(const std::optional<Error>& error, std::string_view field) {
  return error_at(error ? &*error : nullptr, field);
}

enum class FieldWidth { full, long_, medium, short_, tiny };  // 38rem 26rem 16rem 9rem 5.5rem

struct TextField {
  Needed name;
  Needed label;
  std::string value = {};
  std::string hint = {};
  bool required = false;
  std::string error = {};
  std::string autocomplete = {};   // name, organization, email, tel, postal-code, off ...
  std::string inputmode = {};      // numeric, tel, email
  FieldWidth width = FieldWidth::full;
  std::string unit = {};           // 人, 円: shown after the input
  int characters_max = 0;          // as a hint to the browser; the service checks
  std::string id = {};             // only when two forms on a page have the same field
  bool quiet = false;              // no 必須/任意 mark (filters, search, sign-in)
  std::vector<std::string> suggestions = {};  // offered while typing; anything else may be typed
  bool furigana = false;           // textarea on the page of a writing_field(): a button for it
};
Html text_field(const TextField& field);
Html number_field(const TextField& field);     // inputmode numeric, never type=number
Html email_field(const TextField& field);
Html telephone_field(const TextField& field);
Html search_field(const TextField& field);
// kind: current-password or new-password. Paste and password managers are welcome.
Html password_field(const TextField& field, const std::string& kind = "current-password");
// Six digits of an authenticator.
Html one_time_code_field(const TextField& field);
Html textarea_field(const TextField& field, int rows = 5);

struct Option {
  std::string value;
  std::string label;
  std::string hint = {};   // radio and checkbox groups
  std::string count = {};  // shown at the right: 12件
  Html figure = {};        // radio and checkbox groups: a small decoration before the label
};
struct ChoiceField {
  Needed name;
  Needed label;
  std::vector<Option> options;
  std::string value = {};                  // chosen one (select, radio)
  std::vector<std::string> values = {};    // chosen ones (checkbox group)
  std::string hint = {};
  bool required = false;
  std::string error = {};
  std::string empty_label = {};            // select: first entry with value "": 選んでください
  FieldWidth width = FieldWidth::medium;
  std::string id = {};
  bool quiet = false;
  bool inline_ = false;                    // radio: in a row when there is room
};
Html select_field(const ChoiceField& field);
Html radio_group(const ChoiceField& field);
Html checkbox_group(const ChoiceField& field);

struct Checkbox {
  Needed name;
  Needed label;
  bool checked = false;
  std::string value = "1";
  std::string hint = {};
  std::string error = {};
  std::string id = {};
};
Html checkbox(const Checkbox& box);

// Three inputs in a fieldset: <name>_era, <name>_year, <name>_month, <name>_day.
struct DateParts {
  std::string era;  // reiwa heisei showa western
  std::string year, month, day;
};
DateParts date_parts(std::optional<Date> date);                       // for the form's first show
DateParts typed_date_parts(const Fields& form, std::string_view name);  // as typed
// nullopt and an empty text when nothing was typed; else a date, or what to do about it.
Result<std::optional<Date>> read_date(const Fields& form, std::string_view name,
                                      std::string_view label);
struct DateField {
  Needed name;
  Needed label;
  DateParts value = {};
  std::string hint = {};
  bool required = false;
  std::string error = {};
  bool quiet = false;
};
Html date_field(const DateField& field);

struct FileField {
  Needed name;
  Needed label;
  std::string accept = {};   // .csv,.xlsx
  std::string hint = {};     // types and size in words
  bool required = false;
  std::string error = {};
  bool multiple = false;
};
Html file_field(const FileField& field);
Html hidden_field(const std::string& name, const std::string& value);
// SECURITY: a field that people neither see nor reach, whatever they browse with; programs that
// fill in everything fill it in. What comes in it marks the sending, and never refuses it alone.
Html trap_field(const std::string& name);
// Several fields that belong together.
Html field_group(const Needed& legend, const Html& fields, const std::string& hint = {});

// Empty when there is no error. Links to each field, in page order; takes the focus.
Html error_summary(const Error* error, const std::string& next = "もう一度送ってください");
inline Html error_summary(const Error& error, const std::string& next = "もう一度送ってください") {
  return error_summary(&error, next);
}
inline Html error_summary(const std::optional<Error>& error,
                          const std::string& next = "もう一度送ってください") {
  return error_summary(error ? &*error : nullptr, next);
}

}  // namespace musubi::web::kit
