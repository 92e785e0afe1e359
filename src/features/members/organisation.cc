// organisation.cc - the table of the registry's fields and everything that walks it.
// No database, no permissions: values in, values out.
#include "features/members/organisation.h"

#include <array>
#include <charconv>

#include "base/money.h"
#include "base/result.h"
#include "base/text.h"
#include "features/members/codes.h"

namespace musubi::members {
namespace {

using Kind = FieldInfo::Kind;

constexpr std::array kOrganisationFields{
    FieldInfo{"member_no", "会員番号", Kind::text, false, 20},
    FieldInfo{"name", "団体名", Kind::text, false, 120},
    FieldInfo{"name_kana", "フリガナ", Kind::text, false, 200},
    FieldInfo{"corporate_number", "法人番号", Kind::text, false, 40},
    FieldInfo{"category", "会員区分", Kind::text, false, 20},
    FieldInfo{"industry", "業種", Kind::text, false, 1},
    FieldInfo{"employees", "従業員数", Kind::number, false, 20},
    FieldInfo{"capital_yen", "資本金（円）", Kind::number, false, 30},
    FieldInfo{"postal_code", "郵便番号", Kind::text, false, 20},
    FieldInfo{"municipality_code", "市町村", Kind::text, false, 6},
    FieldInfo{"address", "所在地", Kind::text, false, 200},
    FieldInfo{"representative_title", "代表者職名", Kind::text, false, 80},
    FieldInfo{"representative_name", "代表者氏名", Kind::text, true, 80},
    FieldInfo{"telephone", "電話番号", Kind::text, false, 40},
    FieldInfo{"fax", "FAX番号", Kind::text, false, 40},
    FieldInfo{"website", "ホームページ", Kind::text, false, 300},
    FieldInfo{"interests", "関心分野", Kind::lines, false, 1000},
    FieldInfo{"uses_platform", "情報プラットフォームの利用", Kind::flag, false, 1},
    // The office's own memo: it may name anybody.
    FieldInfo{"note", "備考", Kind::lines, true, 2000},
};

constexpr std::array kPersonFields{
    FieldInfo{"name", "氏名", Kind::text, true, 80},
    FieldInfo{"name_kana", "フリガナ", Kind::text, true, 120},
    FieldInfo{"department", "部署", Kind::text, false, 120},
    FieldInfo{"title", "役職", Kind::text, false, 80},
    FieldInfo{"email", "メールアドレス", Kind::text, true, 254},
    FieldInfo{"telephone", "電話番号", Kind::text, true, 40},
    FieldInfo{"is_primary", "主担当", Kind::flag, false, 1},
    FieldInfo{"is_administrator", "会員管理者", Kind::flag, false, 1},
};

struct StateRow {
  State state;
  std::string_view name, label;
};
constexpr std::array kStates{
    StateRow{State::active, "active", "有効"},
    StateRow{State::paused, "paused", "休会"},
    StateRow{State::suspended, "suspended", "停止"},
    StateRow{State::withdrawn, "withdrawn", "退会"},
    StateRow{State::merged, "merged", "統合済み"},
};

// The text members of each noun, by name. A field that is missing here is a broken promise.
template <class Noun>
struct TextMember {
  std::string_view field;
  std::string Noun::*member;
};
constexpr std::array<TextMember<Organisation>, 16> kOrganisationTexts{{
    {"member_no", &Organisation::member_no},
    {"name", &Organisation::name},
    {"name_kana", &Organisation::name_kana},
    {"corporate_number", &Organisation::corporate_number},
    {"category", &Organisation::category},
    {"industry", &Organisation::industry},
    {"municipality_code", &Organisation::municipality_code},
    {"postal_code", &Organisation::postal_code},
    {"address", &Organisation::address},
    {"representative_title", &Organisation::representative_title},
    {"representative_name", &Organisation::representative_name},
    {"telephone", &Organisation::telephone},
    {"fax", &Organisation::fax},
    {"website", &Organisation::website},
    {"interests", &Organisation::interests},
    {"note", &Organisation::note},
}};
constexpr std::array<TextMember<Person>, 6> kPersonTexts{{
    {"name", &Person::name},
    {"name_kana", &Person::name_kana},
    {"department", &Person::department},
    {"title", &Person::title},
    {"email", &Person::email},
    {"telephone", &Person::telephone},
}};

template <class Rows>
auto text_member(const Rows& rows, std::string_view field) {
  for (const auto& row : rows) {
    if (row.field == field) return row.member;
  }
  broken_promise("a known field", __FILE__, __LINE__);
}

std::string number_text(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

std::string digits_only(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

}  // namespace

std::string_view state_name(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.name;
  }
  return "";
}

std::string_view state_label(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.label;
  }
  return "";
}

std::optional<State> state_from_name(std::string_view name) {
  for (const auto& row : kStates) {
    if (row.name == name) return row.state;
  }
  return {};
}

std::span<const FieldInfo> organisation_fields() { return kOrganisationFields; }
std::span<const FieldInfo> person_fields() { return kPersonFields; }

const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name) {
  for (const auto& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::string field_text(const Organisation& organisation, std::string_view field) {
  if (field == "employees") return number_text(organisation.employees);
  if (field == "capital_yen") return number_text(organisation.capital_yen);
  if (field == "uses_platform") return organisation.uses_platform ? "1" : "0";
  return organisation.*text_member(kOrganisationTexts, field);
}

void set_field(Organisation& organisation, std::string_view field, std::string_view text) {
  if (field == "employees") {
    organisation.employees = read_number(text);
  } else if (field == "capital_yen") {
    organisation.capital_yen = read_number(text);
  } else if (field == "uses_platform") {
    organisation.uses_platform = text == "1";
  } else {
    organisation.*text_member(kOrganisationTexts, field) = std::string(text);
  }
}

std::string field_text(const Person& person, std::string_view field) {
  if (field == "is_primary") return person.is_primary ? "1" : "0";
  if (field == "is_administrator") return person.is_administrator ? "1" : "0";
  return person.*text_member(kPersonTexts, field);
}

void set_field(Person& person, std::string_view field, std::string_view text) {
  if (field == "is_primary") {
    person.is_primary = text == "1";
  } else if (field == "is_administrator") {
    person.is_administrator = text == "1";
  } else {
    person.*text_member(kPersonTexts, field) = std::string(text);
  }
}

std::string field_for_people(std::string_view field, const std::string& text) {
  if (field == "uses_platform") return text == "1" ? "利用中" : "未登録";
  if (field == "is_primary" || field == "is_administrator") return text == "1" ? "はい" : "いいえ";
  if (text.empty()) return "";
  if (field == "category") return std::string(category_label(text));
  if (field == "industry") return std::string(industry_label(text));
  if (field == "municipality_code") return municipality_label(text);
  if (auto number = read_number(text)) {
    if (field == "capital_yen") return yen_text_short({*number});
    if (field == "employees") return thousands(*number) + "人";
  }
  if (field == "interests") return replace_all(text, "\n", "、");
  return text;
}

std::int64_t member_no_key(std::string_view member_no) {
  constexpr std::size_t kDigitsMost = 9;  // a longer one is a slip, and never the series' height
  if (!member_no.starts_with("K") || member_no.size() > kDigitsMost + 1) return 0;
  return read_number(member_no.substr(1)).value_or(0);
}

MatchKeys match_keys(const Organisation& organisation, std::string_view email) {
  MatchKeys keys;
  keys.member_no_key = members::member_no_key(organisation.member_no);
  keys.name_key = match_key(organisation.name);
  keys.telephone_key = digits_only(nfkc(organisation.telephone));
  auto at = email.rfind('@');
  if (at != std::string_view::npos) keys.domain_key = lower_ascii(email.substr(at + 1));
  return keys;
}

std::string_view size_class(const Organisation& organisation) {
  return size_class_of(organisation.industry, organisation.employees, organisation.capital_yen);
}

std::string_view category_label(std::string_view category) {
  if (category == "company") return "企業";
  if (category == "body") return "団体";
  if (category == "university") return "大学・教育機関";
  if (category == "government") return "行政";
  return "";
}

std::string mask_name(std::string_view name) {
  if (name.empty()) return "";
  return cut_characters(name, 1) + "＊＊";
}

std::string mask_email(std::string_view email) {
  auto at = email.rfind('@');
  if (email.empty() || at == std::string_view::npos) return email.empty() ? "" : "***";
  return cut_characters(email, 1) + "***" + std::string(email.substr(at));
}

std::string mask_telephone(std::string_view telephone) {
  auto hyphen = telephone.find('-');
  if (telephone.empty() || hyphen == std::string_view::npos) return telephone.empty() ? "" : "***";
  return std::string(telephone.substr(0, hyphen)) + "-***-****";
}

}  // namespace musubi::members
