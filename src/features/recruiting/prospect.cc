// prospect.cc - see prospect.h: stages, choices and the table of the form's fields.
// Pure: no database, no permission.
#include "features/recruiting/prospect.h"

#include <array>

namespace musubi::recruiting {
namespace {

struct StageRow {
  Stage stage;
  std::string_view name, label;
};
constexpr std::array kStageRows{
    StageRow{Stage::candidate, "candidate", "候補"}, StageRow{Stage::approached, "approached", "接触"},
    StageRow{Stage::invited, "invited", "案内"},     StageRow{Stage::applied, "applied", "申込"},
    StageRow{Stage::joined, "joined", "入会"},       StageRow{Stage::lost, "lost", "見送り"},
};

}  // namespace

std::string_view stage_name(Stage stage) {
  return kStageRows.at(static_cast<std::size_t>(stage)).name;
}

std::string_view stage_label(Stage stage) {
  return kStageRows.at(static_cast<std::size_t>(stage)).label;
}

std::optional<Stage> stage_from_name(std::string_view name) {
  for (const auto& row : kStageRows) {
    if (row.name == name) return row.stage;
  }
  return {};
}

bool is_open(Stage stage) { return stage != Stage::joined && stage != Stage::lost; }

bool is_by_hand(Stage stage) {
  return stage == Stage::candidate || stage == Stage::approached || stage == Stage::invited;
}

const Choices& sources() {
  static const Choices kSources{{"event", "催し・展示会"},     {"campaign", "募集施策"},
                                {"introduction", "会員などの紹介"}, {"body", "経済団体・金融機関"},
                                {"website", "ホームページ"},   {"telephone", "電話・メールの問合せ"},
                                {"survey", "調査への回答"},    {"list", "名簿・一覧"},
                                {"other", "その他"}};
  return kSources;
}

const Choices& lost_reasons() {
  static const Choices kReasons{{"no_interest", "関心がない"},   {"not_now", "いまは時期ではない"},
                                {"burden", "人手・費用の負担"},  {"other_body", "ほかの団体に参加"},
                                {"no_answer", "連絡がつかない"}, {"not_eligible", "対象ではない"},
                                {"closed", "廃業・移転"},        {"withdrawn", "申込みの取下げ"},
                                {"declined", "不承認"},          {"duplicate", "ほかの見込み先と同じ"},
                                {"other", "その他"}};
  return kReasons;
}

const Choices& contact_kinds() {
  static const Choices kKinds{{"visit", "企業訪問"}, {"telephone", "電話"}, {"mail", "メール・郵便"},
                              {"meeting", "来所・オンライン"}, {"event", "催しの会場"}};
  return kKinds;
}

std::string label_in(const Choices& choices, std::string_view code) {
  for (const auto& [value, label] : choices) {
    if (value == code) return label;
  }
  return {};
}

const std::vector<std::string>& prospect_fields() {
  static const std::vector<std::string> kFields{
      "name",        "name_kana",         "corporate_number", "category",  "industry", "employees",
      "postal_code", "municipality_code", "address",          "telephone", "website",  "note"};
  return kFields;
}

const std::vector<std::string>& contact_fields() {
  static const std::vector<std::string> kFields{"name", "department", "title", "email",
                                                "telephone"};
  return kFields;
}

std::string label_of_field(std::string_view field) {
  static const Choices kOwn{{"source", "流入元"},         {"source_note", "紹介者・きっかけ"},
                            {"owner_id", "担当"},         {"owner_name", "担当"},
                            {"next_action", "次にすること"}, {"next_action_on", "次にする日"},
                            {"campaign_id", "募集施策"},  {"stage", "段階"},
                            {"lost_reason", "見送りの理由"}, {"lost_note", "見送りの事情"},
                            {"application_id", "入会申込"}, {"organisation_id", "会員"}};
  if (std::string own = label_in(kOwn, field); !own.empty()) return own;
  if (field == "category") return "区分";
  if (field.starts_with(kContactPrefix)) {
    const auto* info =
        members::find_field(members::person_fields(), field.substr(kContactPrefix.size()));
    return info == nullptr ? std::string(field) : "担当者の" + std::string(info->label);
  }
  const auto* info = members::find_field(members::organisation_fields(), field);
  return info == nullptr ? std::string(field) : std::string(info->label);
}

std::vector<std::pair<std::string, std::string>> typed_of(const Prospect& p) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& field : prospect_fields()) {
    out.emplace_back(field, members::field_text(p.organisation, field));
  }
  for (const auto& field : contact_fields()) {
    out.emplace_back(std::string(kContactPrefix) + field, members::field_text(p.contact, field));
  }
  out.emplace_back("source", p.source);
  out.emplace_back("source_note", p.source_note);
  out.emplace_back("campaign_id", p.campaign_id);
  out.emplace_back("owner_id", p.owner_id.text);
  out.emplace_back("next_action", p.next_action);
  out.emplace_back("next_action_on", p.next_action_on);
  return out;
}

}  // namespace musubi::recruiting
