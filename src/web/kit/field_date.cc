// field_date.cc - a date as people write it: era, year, month, day, each typed (never a calendar
// that must be operated). Reading accepts full-width digits, 元 and a Western year.
#include <array>
#include <cstdlib>

#include "base/text.h"
#include "web/kit/field_frame.h"

namespace musubi::web::kit {

namespace {
struct Era {
  const char* value;
  const char* label;
  int first_year;  // Western year of its year 1
  Date first_day, last_day;
};
// Days on which an era began and ended; 元号法 and the imperial announcements.
const std::array kEras = {
    Era{"reiwa", "令和", 2019, {2019, 5, 1}, {9999, 12, 31}},
    Era{"heisei", "平成", 1989, {1989, 1, 8}, {2019, 4, 30}},
    Era{"showa", "昭和", 1926, {1926, 12, 25}, {1989, 1, 7}},
    Era{"western", "西暦", 1, {1, 1, 1}, {9999, 12, 31}},
};

const Era& era_of(std::string_view value) {
  for (const Era& era : kEras) {
    if (value == era.value) return era;
  }
  return kEras[0];
}

// -1 when it is not a number of at most four digits.
int read_number(const std::string& typed) {
  std::string digits = trim(nfkc(typed));
  if (digits.empty() || digits.size() > 4) return -1;
  for (char c : digits) {
    if (c < '0' || c > '9') return -1;
  }
  return std::atoi(digits.c_str());
}

Html part(const std::string& id, const std::string& name, const std::string& label,
          const std::string& value, const FieldFrame& frame) {
  Attrs attrs("in w-x");
  attrs.set("id", id).set("name", name).set("type", "text").set("inputmode", "numeric");
  attrs.set("autocomplete", "off").set("maxlength", "4").when("value", value);
  tie(attrs, frame);
  return element("div", Attrs("datepart"),
                 element("label", Attrs().set("for", id), label) + void_element("input", attrs));
}
}  // namespace

DateParts date_parts(std::optional<Date> date) {
  if (!date) return {};
  const Era* era = &kEras.back();
  for (const Era& candidate : kEras) {
    if (*date >= candidate.first_day && *date <= candidate.last_day) {
      era = &candidate;
      break;
    }
  }
  return {era->value, std::to_string(date->year - era->first_year + 1),
          std::to_string(date->month), std::to_string(date->day)};
}

DateParts typed_date_parts(const Fields& form, std::string_view name) {
  std::string base(name);
  return {form.get(base + "_era"), form.get(base + "_year"), form.get(base + "_month"),
          form.get(base + "_day")};
}

Result<std::optional<Date>> read_date(const Fields& form, std::string_view name,
                                      std::string_view label) {
  DateParts typed = typed_date_parts(form, name);
  if (trim(typed.year).empty() && trim(typed.month).empty() && trim(typed.day).empty()) {
    return std::optional<Date>();
  }
  std::string field(name);
  std::string what(label);
  auto wrong = [&](const std::string& says) { return fail_fields({{field, what + says}}); };
  const Era& era = era_of(typed.era);
  int year = trim(typed.year) == "元" ? 1 : read_number(typed.year);
  int month = read_number(typed.month);
  int day = read_number(typed.day);
  if (year < 1) return wrong("の年を数字で入力してください");
  if (month < 1 || month > 12) return wrong("の月は1から12までの数字で入力してください");
  if (day < 1 || day > 31) return wrong("の日は1から31までの数字で入力してください");
  Date date{era.first_year + year - 1, month, day};
  if (std::string_view(era.value) == "western" && year < 1800) {
    return wrong("の年は西暦4桁で入力するか、元号を選んでください");
  }
  if (date.year > 9999 || !is_real(date)) {
    return wrong("は暦にない日です。月と日を確かめて入力してください");
  }
  if (date < era.first_day || date > era.last_day) {
    return wrong("は" + std::string(era.label) + "にない日です。元号を確かめて選んでください");
  }
  return std::optional<Date>(date);
}

Html date_field(const DateField& f) {
  std::string name = f.name.text();
  std::string id = field_id(name);
  std::string hint = f.hint.empty() ? "例：令和6年4月1日（西暦も選べます）" : f.hint;
  FieldFrame frame{id, f.label.text(), hint, f.error, f.required, f.quiet};
  Html options;
  for (const Era& era : kEras) {
    bool chosen = f.value.era == era.value;
    Attrs option;
    option.set("value", era.value).flag("selected", chosen);
    options += element("option", option, era.label);
  }
  FieldFrame bare = frame;  // hint and error are tied once, to the group
  bare.hint.clear();
  Attrs select("in");
  select.set("id", id).set("name", name + "_era");
  Html era = element("div", Attrs("datepart datepart--era"),
                     element("label", Attrs().set("for", id), "元号") +
                         element("span", Attrs("sel"), element("select", select, options)));
  return framed_group(
      frame, element("div", Attrs("dateparts"),
                     era + part(id + "_year", name + "_year", "年", f.value.year, bare) +
                         part(id + "_month", name + "_month", "月", f.value.month, bare) +
                         part(id + "_day", name + "_day", "日", f.value.day, bare)));
}

}  // namespace musubi::web::kit
