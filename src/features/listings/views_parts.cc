// views_parts.cc - what the pages of the asker and of the office share: the event's inputs and
// facts, states, what was said. Html only; no rule.
#include "features/listings/views.h"

namespace musubi::listings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html input_of(const EventField& field, const web::Fields& typed,
              const std::optional<Error>& error) {
  using Kind = EventField::Kind;
  const std::string name(field.name), label(field.label), hint(field.hint);
  const std::string wrong = error_at(error, name);
  switch (field.kind) {
    case Kind::choice: {
      std::vector<Option> options;
      for (const auto& [code, words] : choices_of(field.name)) options.push_back({code, words});
      return select_field({.name = name, .label = label, .options = options,
                           .value = typed.get(name), .hint = hint, .required = field.needed,
                           .error = wrong, .empty_label = "選んでください"});
    }
    case Kind::day:
      return date_field({.name = name, .label = label, .value = typed_date_parts(typed, name),
                         .hint = hint, .required = field.needed, .error = wrong});
    case Kind::lines:
      return textarea_field({.name = name, .label = label, .value = typed.get(name),
                             .hint = hint, .required = field.needed, .error = wrong},
                            field.name == "summary" ? 8 : 3);
    case Kind::number:
      return number_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                           .required = field.needed, .error = wrong,
                           .width = FieldWidth::short_, .unit = "人"});
    case Kind::line: break;
  }
  return text_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                     .required = field.needed, .error = wrong, .autocomplete = "off"});
}

Tone tone_of(const Listing& q, Instant clock) {
  if (q.is_late(clock) || q.state == "quarantined") return Tone::error;
  if (q.state == "open") return Tone::warning;
  if (q.state == "drafted" || q.state == "asked_back") return Tone::info;
  return q.state == "listed" ? Tone::ok : Tone::neutral;
}

}  // namespace

Html state_badge(const Listing& q, Instant clock) {
  return badge(tone_of(q, clock), label_in(states(), q.state));
}

// SECURITY: what was set aside, or thrown away, looks like what was received.
std::string asker_state(const Listing& q) {
  if (q.state == "asked_back") return "事務局からの確認にお答えください";
  if (q.state == "drafted") return "掲載の準備をしています";
  if (q.state == "listed" || q.state == "ended") return label_in(states(), q.state);
  if (q.state == "declined") return "掲載を見送りました";
  if (q.state == "withdrawn") return "取り下げました";
  if (q.state == "expired") return "催しの日が過ぎたため、終えました";
  return "受け付けました";
}

Html event_inputs(const web::Fields& typed, const std::optional<Error>& error) {
  Html out;
  for (const EventField& field : event_fields()) out += input_of(field, typed, error);
  return out;
}

Html asker_inputs(const web::Fields& t, const std::optional<Error>& error, bool email_needed) {
  return text_field({.name = "name", .label = "お名前", .value = t.get("name"), .required = true,
                     .error = error_at(error, "name"), .autocomplete = "name"}) +
         text_field({.name = "organisation_name", .label = "会社・団体の名前",
                     .value = t.get("organisation_name"), .required = true,
                     .error = error_at(error, "organisation_name"),
                     .autocomplete = "organization"}) +
         email_field({.name = "email", .label = "メールアドレス", .value = t.get("email"),
                      .hint = "状況の確認、訂正、取下げができるリンクを送ります。公開しません。",
                      .required = email_needed, .error = error_at(error, "email"),
                      .autocomplete = "email"}) +
         telephone_field({.name = "telephone", .label = "電話番号", .value = t.get("telephone"),
                          .hint = "事務局から確かめるときに使います。公開しません。",
                          .error = error_at(error, "telephone"), .autocomplete = "tel"});
}

web::Fields fields_of(const Event& event) {
  web::Fields out;
  for (const EventField& field : event_fields()) {
    const std::string name(field.name);
    const std::string& value = event.*field.at;
    if (field.kind != EventField::Kind::day) {
      out.add(name, value);
      continue;
    }
    const DateParts parts = date_parts(parse_iso_date(value));
    out.add(name + "_era", parts.era);
    out.add(name + "_year", parts.year);
    out.add(name + "_month", parts.month);
    out.add(name + "_day", parts.day);
  }
  return out;
}

Html event_facts(const Event& event) {
  Pairs pairs;
  for (const EventField& field : event_fields()) {
    const std::string& value = event.*field.at;
    if (value.empty()) continue;
    Html shown = for_people(field, value);
    if (field.kind == EventField::Kind::lines) shown = multiline(value);
    if (field.name == "website") shown = external_link(value, value);
    pairs.emplace_back(std::string(field.label), shown);
  }
  return description_list(pairs);
}

Html words_view(const std::vector<Words>& words) {
  Html out;
  for (const Words& one : words) {
    const std::string what = label_in(word_kinds(), one.kind);
    out += panel({.heading = what.empty() ? std::string("連絡") : what, .level = 3},
                 paragraph(time_text(one.created) + muted("　" + one.author_name)) +
                     multiline(one.body));
  }
  return out;
}

}  // namespace musubi::listings::views
