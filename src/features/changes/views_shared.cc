// views_shared.cc - what the member's and the office's pages of changes show alike: a request's
// facts, its state, an input by the table of fields. Html only.
#include "base/text.h"
#include "features/changes/views.h"

namespace musubi::changes::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

FieldWidth width_of(std::string_view field) {
  if (field == "name" || field == "name_kana" || field == "address" || field == "website") {
    return FieldWidth::full;
  }
  if (field == "postal_code" || field == "employees") return FieldWidth::short_;
  return FieldWidth::medium;
}

std::string autocomplete_of(std::string_view field, bool of_person) {
  if (field == "name") return of_person ? "off" : "organization";
  if (field == "postal_code") return "postal-code";
  if (field == "telephone" && !of_person) return "tel";
  return "off";
}

Html value_or_dash(const std::string& text) {
  return text.empty() ? muted("－") : multiline(text);
}

}  // namespace

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

Html state_badge(State state) {
  switch (state) {
    case State::waiting: return badge(Tone::info, state_label(state));
    case State::asked: return badge(Tone::warning, state_label(state));
    case State::scheduled: return badge(Tone::info, state_label(state), "calendar");
    case State::done: return badge(Tone::ok, state_label(state));
    default: return badge(Tone::neutral, state_label(state));
  }
}

Html facts(const Request& wish, const std::string& leaver, const std::string& file_path) {
  const KindInfo& kind = info_of(wish.kind);
  Pairs pairs{{Html("種類"), Html(std::string(kind.label))}};
  if (wish.number > 0) pairs.emplace_back("受付番号", wish.receipt_no());
  if (wish.sent_at.ms > 0) pairs.emplace_back("届け出た日時", time_text(wish.sent_at));
  if (!wish.made_by_name.empty()) pairs.emplace_back("届け出た人", wish.made_by_name);
  if (wish.route == "link") pairs.emplace_back("届いた方法", "登録内容の確認メールのリンク");
  pairs.emplace_back("いつから", wish.effective_on.empty() ? Html("事務局が確認した日から")
                                                           : Html(day_words(wish.effective_on)));
  if (wish.kind == Kind::contact) {
    pairs.emplace_back("離任する人", value_or_dash(leaver));
  }
  if (wish.kind == Kind::contact || wish.kind == Kind::merger) {
    for (const std::string& field : wish_fields(wish.kind)) {
      if (field == "leaves") continue;
      const std::string label = wish.kind == Kind::contact ? "新しい担当者の" : "";
      pairs.emplace_back(label + field_label(wish, field), value_or_dash(wish.text(field)));
    }
  }
  pairs.emplace_back("理由", value_or_dash(wish.reason));
  if (!wish.file_id.empty()) {
    pairs.emplace_back("添付", link(file_path, wish.filename));
  }
  if (!wish.question.empty()) pairs.emplace_back("事務局の質問", multiline(wish.question));
  if (!wish.answer.empty()) pairs.emplace_back("会員の回答", multiline(wish.answer));
  if (!wish.verdict.empty()) pairs.emplace_back("事務局から", multiline(wish.verdict));
  return description_list(pairs);
}

Html field_input(std::string_view field, bool of_person, const web::Fields& typed,
                 const MaybeError& error, bool required, std::string_view hint) {
  const auto* info = members::find_field(
      of_person ? members::person_fields() : members::organisation_fields(), field);
  CHECK(info != nullptr);
  const std::string name(field);
  const std::string message = error_at(error, name);
  if (info->kind == members::FieldInfo::Kind::flag) {
    return checkbox({.name = name, .label = info->label, .checked = typed.get(name) == "1",
                     .hint = std::string(hint), .error = message});
  }
  const auto choices = members::field_choices(field);
  if (!choices.empty()) {
    std::vector<Option> options;
    for (const auto& [code, label] : choices) options.push_back({code, label});
    return select_field({.name = name, .label = info->label, .options = std::move(options),
                         .value = typed.get(name), .hint = std::string(hint),
                         .required = required, .error = message, .empty_label = "選んでください"});
  }
  const TextField text{.name = name, .label = info->label, .value = typed.get(name),
                       .hint = std::string(hint), .required = required, .error = message,
                       .autocomplete = autocomplete_of(field, of_person),
                       .width = width_of(field)};
  if (info->kind == members::FieldInfo::Kind::lines) return textarea_field(text, 4);
  if (field == "employees") return number_field(text);
  if (field == "email") return email_field(text);
  if (field == "telephone" || field == "fax") return telephone_field(text);
  return text_field(text);
}

Html officers_input(const web::Fields& typed) {
  return checkbox({.name = std::string(kOfficersChanged), .label = "役員の変更がありました",
                   .checked = typed.get(std::string(kOfficersChanged)) == "1",
                   .hint = "代表者のほかの役員が代わったときも、選んでください。"
                           "役員のお名前などは、事務局からお尋ねします。"});
}

}  // namespace musubi::changes::views
