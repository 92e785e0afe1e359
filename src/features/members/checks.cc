// checks.cc - what is accepted for each field of an organisation and a person, and the sentence
// that is shown when it is not. Widths, hyphens and spaces are ours to fix, not the typist's.
#include "features/members/checks.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "features/members/codes.h"

namespace musubi::members {
namespace {

Failure says(std::string_view field, std::string message) {
  return fail_fields({{std::string(field), std::move(message)}});
}

Result<std::string> check_corporate_number(std::string_view field, std::string_view typed) {
  using Defect = CorporateNumberDefect;
  const CorporateNumber read = read_corporate_number(typed);
  switch (read.defect) {
    case Defect::none:
      return read.digits;
    case Defect::missing:
      return std::string();
    case Defect::bad_check_digit:
      return says(field, "法人番号の先頭の数字（検査数字）が合いません。"
                         "登記や国税庁の公表サイトの番号と見比べてください");
    case Defect::scientific:
      return says(field, "法人番号が表計算ソフトで丸められています。13桁の数字で入力してください");
    case Defect::not_digits:
      return says(field, "法人番号は13桁の数字で入力してください");
    default:
      return says(field, "法人番号は13桁の数字で入力してください（いま" +
                             std::to_string(read.digits.size()) + "桁です）");
  }
}

Result<std::string> check_number(std::string_view field, std::string_view typed) {
  if (field == "capital_yen") {
    auto yen = parse_yen(typed);
    if (!yen || yen->amount < 0) {
      return says(field, "資本金は「300万円」「3,000千円」「3000000」のように入力してください");
    }
    return std::to_string(yen->amount);
  }
  std::string digits;
  for (char c : nfkc(typed)) {
    if (c >= '0' && c <= '9') digits += c;
    else if (c != ',' && c != ' ') return says(field, "従業員数は数字で入力してください（例：48）");
  }
  if (digits.empty() || digits.size() > 9) {
    return says(field, "従業員数は数字で入力してください（例：48）");
  }
  return std::to_string(std::stoll(digits));
}

Result<std::string> check_code(std::string_view field, const std::string& typed) {
  if (field == "industry" && industry_label(typed).empty()) {
    return says(field, "業種を一覧から選んでください");
  }
  if (field == "category" && category_label(typed).empty()) {
    return says(field, "会員区分を一覧から選んでください");
  }
  if (field == "municipality_code") {
    const bool six = typed.size() == 6 && std::all_of(typed.begin(), typed.end(), [](char c) {
      return c >= '0' && c <= '9';
    });
    if (!six) return says(field, "市町村を一覧から選んでください");
  }
  return typed;
}

Result<std::string> check_contact(std::string_view field, std::string_view typed) {
  if (field == "postal_code") {
    if (auto read = read_postal_code(typed)) return *read;
    return says(field, "郵便番号は7桁の数字で入力してください（例：860-0001）");
  }
  if (field == "email") {
    if (auto read = read_email(typed)) return *read;
    return says(field, "メールアドレスは「name@example.jp」のように1つだけ入力してください");
  }
  if (auto read = read_telephone(typed)) return *read;
  return says(field, "電話番号は市外局番から入力してください（例：096-000-0000）");
}

Result<std::string> check_website(std::string_view field, const std::string& typed) {
  const std::string url = nfkc(typed);
  const bool with_scheme = url.starts_with("http://") || url.starts_with("https://");
  if (url.find_first_of(" \"<>\t\n") != std::string::npos || url.find('.') == std::string::npos) {
    return says(field, "ホームページは「https://」から始まるアドレスで入力してください");
  }
  return with_scheme ? url : "https://" + url;
}

bool is_one_of(std::string_view field, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), field) != names.end();
}

const FieldInfo& info_of(std::string_view field) {
  if (const auto* info = find_field(organisation_fields(), field)) return *info;
  const auto* info = find_field(person_fields(), field);
  CHECK(info != nullptr);
  return *info;
}

}  // namespace

Result<std::string> check_field(std::string_view field, std::string_view typed) {
  const FieldInfo& info = info_of(field);
  const std::string text = trim(typed);
  if (info.kind == FieldInfo::Kind::flag) return std::string(text == "1" ? "1" : "0");
  if (text.empty()) return std::string();
  if (static_cast<int>(count_characters(text)) > info.characters_max) {
    return says(field, std::string(info.label) + "は" + thousands(info.characters_max) +
                           "文字以内で入力してください（いま" +
                           thousands(static_cast<std::int64_t>(count_characters(text))) +
                           "文字です）");
  }
  if (info.kind == FieldInfo::Kind::number) return check_number(field, text);
  if (field == "corporate_number") return check_corporate_number(field, text);
  if (is_one_of(field, {"industry", "category", "municipality_code"})) {
    return check_code(field, text);
  }
  if (is_one_of(field, {"postal_code", "telephone", "fax", "email"})) {
    return check_contact(field, text);
  }
  if (field == "website") return check_website(field, text);
  if (field == "name_kana") return to_katakana(text);
  if (field == "member_no") return nfkc(text);
  return text;
}

Result<Organisation> check_typed(const Typed& typed, Organisation onto) {
  std::vector<FieldError> errors;
  for (const auto& [field, text] : typed) {
    if (find_field(organisation_fields(), field) == nullptr) continue;
    auto checked = check_field(field, text);
    if (checked) {
      set_field(onto, field, *checked);
    } else {
      errors.push_back(checked.error().fields.front());
    }
  }
  if (onto.name.empty()) errors.insert(errors.begin(), {"name", "団体名を入力してください"});
  if (onto.category.empty()) onto.category = "company";
  if (!errors.empty()) return fail_fields(std::move(errors));
  return onto;
}

Result<Person> check_person(const Typed& typed, Person onto, std::string_view prefix) {
  std::vector<FieldError> errors;
  for (const auto& [field, text] : typed) {
    if (find_field(person_fields(), field) == nullptr) continue;
    auto checked = check_field(field, text);
    if (checked) {
      set_field(onto, field, *checked);
    } else {
      FieldError error = checked.error().fields.front();
      error.field = std::string(prefix) + error.field;
      errors.push_back(std::move(error));
    }
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return onto;
}

std::string member_no_of(std::int64_t number) {
  std::string digits = std::to_string(number);
  while (digits.size() < 4) digits.insert(digits.begin(), '0');
  return "K" + digits;
}

Result<bool> is_first_time(db::Reader& reader, const Organisation& organisation) {
  return !store::find_former(reader, organisation.corporate_number,
                             match_key(organisation.name));
}

}  // namespace musubi::members
