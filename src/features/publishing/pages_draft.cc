// pages_draft.cc - see pages_draft.h. Pure: a form in, values out.
// Must never decide what may be saved: the service does.
#include "features/publishing/pages_draft.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "web/kit/form.h"

namespace musubi::publishing::pages {
namespace {

// Of one showing of the form, or of the way it was sent.
constexpr std::array kOfTheSending{"csrf_token", "token", "then", "changed"};

}  // namespace

web::Fields fields_of_draft(const ContentType& type, const Article& article) {
  web::Fields out;
  out.add("title", article.title);
  out.add("lead", article.lead);
  out.add("body", article.body);
  out.add("language", article.language);
  for (const FieldInfo& field : variant_fields()) {
    out.add(std::string(field.name), field_of(article, field.name));
  }
  for (const FieldInfo& field : type.fields) {
    const std::string name(field.name);
    const std::string text = field_of(article, name);
    if (field.kind != FieldInfo::Kind::day) {
      out.add(name, text);
      continue;
    }
    const auto parts = web::kit::date_parts(parse_iso_date(text));
    out.add(name + "_era", parts.era);
    out.add(name + "_year", parts.year);
    out.add(name + "_month", parts.month);
    out.add(name + "_day", parts.day);
  }
  return out;
}

Typed typed_draft(const ContentType& type, const web::Fields& form,
                  std::vector<FieldError>& errors) {
  Typed out;
  for (const char* name : {"title", "lead", "body", "language"}) {
    if (form.has(name)) out.emplace_back(name, form.get(name));
  }
  for (const FieldInfo& field : variant_fields()) {
    out.emplace_back(field.name, form.get(field.name));
  }
  for (const FieldInfo& field : type.fields) {
    const std::string name(field.name);
    if (field.kind != FieldInfo::Kind::day) {
      out.emplace_back(name, form.get(name));
      continue;
    }
    const auto day = web::kit::read_date(form, name, field.label);
    if (!day) {
      errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                         : day.error().fields.front().says});
    } else if (*day) {
      out.emplace_back(name, iso(**day));
    }
  }
  return out;
}

std::string kept_fields(const web::Fields& form) {
  Json out = Json::object();
  for (const auto& [name, value] : form.items()) {
    const bool of_the_sending =
        std::find(kOfTheSending.begin(), kOfTheSending.end(), name) != kOfTheSending.end();
    if (!of_the_sending) out[name] = value;
  }
  return out.dump();
}

web::Fields fields_from_kept(const std::string& json) {
  web::Fields out;
  const Json kept = Json::parse(json, nullptr, false);
  if (!kept.is_object()) return out;
  for (const auto& [name, value] : kept.items()) {
    if (value.is_string()) out.add(name, value.get<std::string>());
  }
  return out;
}

}  // namespace musubi::publishing::pages
