// fields.cc - the names of a roster's fields: in JSON and forms, and for people. Mappings stored in
// the database hold these names, so one is never renamed.
#include <array>

#include "features/members/roster/roster.h"

namespace musubi::members {

namespace {

struct FieldNames {
  std::string_view name, label;
};
constexpr std::array<FieldNames, kRosterFieldCount> kNames = {{
    {"ignored", "取り込まない"},
    {"member_no", "会員番号"},
    {"joined_on", "入会年月日"},
    {"category", "会員区分"},
    {"corporate_number", "法人番号"},
    {"name", "企業・団体名"},
    {"name_kana", "フリガナ"},
    {"representative", "代表者職氏名"},
    {"representative_title", "代表者の役職"},
    {"representative_name", "代表者氏名"},
    {"industry", "業種"},
    {"employees", "従業員数"},
    {"capital_yen", "資本金"},
    {"postal_code", "郵便番号"},
    {"address", "所在地"},
    {"telephone", "電話番号"},
    {"fax", "FAX番号"},
    {"department", "担当部署"},
    {"contact_name", "担当者氏名"},
    {"email", "メールアドレス"},
    {"website", "ホームページ"},
    {"interests", "関心分野"},
    {"platform_use", "情報プラットフォームの利用"},
    {"notes", "備考"},
}};

}  // namespace

std::string_view name_of(RosterField field) { return kNames[static_cast<std::size_t>(field)].name; }
std::string_view label_of(RosterField field) {
  return kNames[static_cast<std::size_t>(field)].label;
}
std::optional<RosterField> roster_field_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].name == name) return static_cast<RosterField>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "";
}

}  // namespace musubi::members
