// views_fields.cc - one field of the form as an input and as words, wherever it is asked for: in
// the applicant's steps, in the office's entry, in a supplement. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/ledger.h"
#include "features/applications/views.h"

namespace musubi::applications::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string hint_of(const FormField& field) {
  const std::string base(field.base);
  const bool of_person = field.owner == Owner::contact || field.owner == Owner::second;
  if (field.name == "interests_other") return "1行に1つずつ入力してください。";
  if (base == "name" && of_person) return "姓と名の間は1文字あけてください。例：架空 花子";
  if (base == "name") return "例：株式会社かくう商店";
  if (base == "name_kana") return "ひらがなや半角で入力しても、全角カタカナに直します。";
  if (base == "corporate_number") {
    return "13桁の数字です。ハイフンや全角でもかまいません。番号のない団体は空欄にしてください。";
  }
  if (base == "employees") return "パート・アルバイトを含む、おおよその人数。例：48";
  if (base == "capital_yen") return "例：300万円、3,000千円";
  if (base == "postal_code") return "例：860-0001";
  if (base == "address") return "市町村名から入力してください。例：熊本市中央区架空町1-2-3";
  if (base == "municipality_code") {
    return "空欄のままなら、所在地から判断します。県外のときは「県外」を選んでください。";
  }
  if (base == "telephone" || base == "fax") return "市外局番から入力してください。例：096-000-0000";
  if (base == "representative_title") return "例：代表取締役、理事長、学長";
  if (base == "representative_name") return "姓と名の間は1文字あけてください。";
  if (base == "email" && field.owner == Owner::contact) {
    return "結果のお知らせや、補正のお願いを送ります。";
  }
  return "";
}

FieldWidth width_of(std::string_view base) {
  if (base == "address" || base == "website") return FieldWidth::full;
  if (base == "postal_code" || base == "employees") return FieldWidth::short_;
  if (base == "corporate_number" || base == "capital_yen" || base == "telephone" || base == "fax") {
    return FieldWidth::medium;
  }
  return FieldWidth::long_;
}

std::string autocomplete_of(const FormField& field) {
  const std::string base(field.base);
  if (field.owner == Owner::contact) {
    if (base == "name") return "name";
    if (base == "email") return "email";
    if (base == "telephone") return "tel";
    if (base == "title") return "organization-title";
    return "off";
  }
  if (field.owner == Owner::second) return "off";
  if (base == "name") return "organization";
  if (base == "postal_code") return "postal-code";
  if (base == "address") return "address-line1";
  if (base == "telephone") return "tel";
  if (base == "website") return "url";
  return "off";
}

std::vector<Option> options_of(const FormField& field) {
  std::vector<Option> out;
  for (const auto& [code, label] : members::field_choices(field.base)) {
    out.push_back({code, label});
  }
  return out;
}

Html interests_input(const FormField& field, const std::string& value, const std::string& error) {
  std::vector<std::string> chosen;
  for (const std::string& line : split(value, '\n')) {
    if (!trim(line).empty()) chosen.push_back(trim(line));
  }
  std::vector<Option> options;
  for (const std::string& choice : interest_choices()) options.push_back({choice, choice});
  for (const std::string& line : chosen) {  // written in by hand
    const auto& known = interest_choices();
    if (std::find(known.begin(), known.end(), line) == known.end()) options.push_back({line, line});
  }
  return checkbox_group({.name = field.name, .label = field.label, .options = options,
                         .values = chosen, .error = error});
}

}  // namespace

Html field_input(const FormField& field, const Json& typed, const Error* error) {
  const std::string value = typed_text(typed, field.name);
  const std::string message = error_at(error, field.name);
  if (field.base == "category") {
    return radio_group({.name = field.name, .label = field.label, .options = options_of(field),
                        .value = value, .required = field.required, .error = message});
  }
  if (field.base == "industry" || field.base == "municipality_code") {
    const bool place = field.base == "municipality_code";
    return select_field({.name = field.name, .label = field.label, .options = options_of(field),
                         .value = value, .hint = hint_of(field), .required = field.required,
                         .error = message,
                         .empty_label = place ? "所在地から判断する" : "選んでください",
                         .width = FieldWidth::long_});
  }
  if (field.base == "interests") return interests_input(field, value, message);
  TextField text{.name = field.name, .label = field.label, .value = value, .hint = hint_of(field),
                 .required = field.required, .error = message,
                 .autocomplete = autocomplete_of(field), .width = width_of(field.base)};
  if (field.base == "note" || field.name == "interests_other") {
    return textarea_field(text, field.base == "note" ? 4 : 2);
  }
  if (field.base == "employees") {
    text.unit = "人";
    return number_field(text);
  }
  if (field.base == "corporate_number" || field.base == "postal_code") text.inputmode = "numeric";
  if (field.base == "email") return email_field(text);
  if (field.base == "telephone" || field.base == "fax") return telephone_field(text);
  return text_field(text);
}

std::string value_words(const FormField& field, const Json& typed) {
  const std::string text = trim(typed_text(typed, field.name));
  if (text.empty()) {
    if (field.base != "municipality_code") return "";
    const std::string named = members::municipality_of_address(typed_text(typed, "address"));
    return members::field_for_people(field.base, named);
  }
  if (field.base.empty()) return replace_all(text, "\n", "、");
  const auto checked = members::check_field(field.base, text);
  return members::field_for_people(field.base, checked ? *checked : text);
}

Html files_list(const std::vector<AttachedFile>& attached) {
  std::vector<Html> items;
  for (const auto& one : attached) {
    items.push_back(one.file.filename +
                    small("（" + file_size(static_cast<std::uint64_t>(one.file.bytes)) + "）"));
  }
  return items.empty() ? muted("なし") : plain_list(items);
}

Html day_or_dash(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? date_text_long(*date) : muted("－");
}

std::string version_words(std::string_view version) {
  const auto day = parse_iso_date(std::string(version) + "-01");
  if (!day) return std::string(version) + "版";
  const std::string words = wareki(*day);  // 令和6年4月1日
  const std::string first = "1日";
  return words.substr(0, words.size() - first.size()) + "版";
}

Html agreed_text(const Consent& consent) {
  if (consent.medium == "web") return time_text(consent.agreed_at);
  return date_text_long(date_in_japan(consent.agreed_at));
}

Html consent_text_link(const Consent& consent, const std::string& version) {
  return link_about(path_of_consent_text(consent.text_sha256), version,
                    std::string(consent_label(consent.kind)) + "の文面");
}

Html copies_field(const Error* error) {
  return file_field({.name = "file", .label = "書面の写し",
                     .accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx",
                     .hint = "PDF・画像・Word・Excel。1つ10MBまで、5つまで。"
                             "画面が開き直したときは、もう一度選んでください。",
                     .error = error_at(error, "file"), .multiple = true});
}

Html consent_parts(const Json& typed, const Error* error, bool with_boxes) {
  Html out;
  for (const ConsentText& text : consent_texts()) {
    const std::string title = std::string(text.title) + "（" + version_words(text.version) + "）";
    Html part = disclosure(title + "を読む", web::kit::markdown(text.markdown), with_boxes);
    if (with_boxes) {
      part += checkbox({.name = text.field, .label = text.label,
                        .checked = typed_text(typed, text.field) == text.version,
                        .value = std::string(text.version),
                        .error = error_at(error, text.field)});
    }
    out += with_boxes ? field_group(text.title, part) : part;
  }
  return out;
}

Tone tone_of(State state) {
  switch (state) {
    case State::approved:
    case State::registered:
      return Tone::ok;
    case State::supplement:
      return Tone::warning;
    case State::received:
    case State::reviewing:
    case State::awaiting_decision:
      return Tone::info;
    default:
      return Tone::neutral;
  }
}

Html state_badge(State state) { return badge(tone_of(state), state_label(state)); }

}  // namespace musubi::applications::views
