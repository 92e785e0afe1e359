// words.cc - what the audit calls what happens in recruiting. SECURITY: names, addresses and free
// words of prospects are personal, so masked where that matters.
#include <utility>
#include <vector>

#include "features/recruiting/campaign.h"
#include "features/recruiting/home.h"
#include "features/recruiting/prospect.h"

namespace musubi::recruiting {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"recruiting.prospect.created", "見込み先を登録しました"},
                     {"recruiting.prospect.updated", "見込み先の情報を変えました"},
                     {"recruiting.prospect.moved", "見込み先の段階を変えました"},
                     {"recruiting.prospect.linked", "見込み先を入会申込・会員に結びつけました"},
                     {"recruiting.prospect.unlinked", "見込み先と入会申込の結びつきを外しました"},
                     {"recruiting.prospect.removed", "見込み先の登録を取り消しました"},
                     {"recruiting.contact.recorded", "見込み先への訪問・電話などを記録しました"},
                     {"recruiting.contact.corrected", "訪問・電話などの記録を直しました"},
                     {"recruiting.owner.reminded", "期日の来た見込み先への連絡を担当者に知らせました"},
                     {"recruiting.plan.changed", "新規入会の計画を変えました"},
                     {"recruiting.match.dismissed", "申込みと見込み先を別の団体と記録しました"},
                     {"recruiting.campaign.created", "募集施策を登録しました"},
                     {"recruiting.campaign.updated", "募集施策の内容を変えました"},
                     {"recruiting.list.begun", "見込み先の名簿を読み取りました"},
                     {"recruiting.list.committed", "見込み先の名簿を取り込みました"},
                     {"recruiting.list.undone", "見込み先の名簿の取込みを取り消しました"},
                     {"recruiting.prospects.exported", "見込み先を書き出しました"}};
const Pairs kFields{{"account.prospects_due", "期日の来た見込み先（件）"},
                    {"campaign.code", "コード"},          {"campaign.name", "名前"},
                    {"campaign.starts_on", "始まる日"},   {"campaign.ends_on", "終わる日"},
                    {"campaign.channel", "手段"},         {"campaign.audience", "対象"},
                    {"campaign.target", "目標"},          {"campaign.cost_yen", "費用（円）"},
                    {"prospect_import.new", "新しい"},    {"prospect_import.member", "会員"},
                    {"prospect_import.application", "申込みあり"},
                    {"prospect_import.prospect", "見込み先"},
                    {"prospect_import.repeated", "ファイルの中で重複"},
                    {"prospect_import.unusable", "団体名なし"},
                    {"prospect_import.prospects", "登録した見込み先"},
                    {"prospect_import.removed", "外した見込み先"},
                    {"prospect_import.kept", "残した見込み先"},
                    {"prospect_export.rows", "件数"},     {"prospect_export.columns", "項目"},
                    {"prospect_export.format", "形式"},   {"prospect_export.sha256", "照合用の値"}};
const char* const kPersonal[] = {"contact_name", "contact_email", "contact_telephone", "note",
                                 "source_note",  "next_action",   "lost_note"};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  words.nouns.insert_or_assign("prospect", "見込み先");
  words.nouns.insert_or_assign("campaign", "募集施策");
  words.nouns.insert_or_assign("prospect_import", "見込み先の名簿の取込み");
  words.nouns.insert_or_assign("prospect_export", "見込み先の書き出し");
  for (const auto& [code, told] : kFields) words.fields.insert_or_assign(code, told);
  for (const auto& [code, label] : channels()) {
    words.values.insert_or_assign("channel=" + code, label);
  }
  for (const auto& [field, text] : typed_of(Prospect{})) {
    words.fields.insert_or_assign("prospect." + field, label_of_field(field));
  }
  for (const char* field : {"stage", "owner_name", "lost_reason", "lost_note", "application_id",
                            "organisation_id"}) {
    words.fields.insert_or_assign("prospect." + std::string(field), label_of_field(field));
  }
  words.nouns.insert_or_assign("new_member_plan", "新規入会の計画");
  words.fields.insert_or_assign("new_member_plan.plan", "計画（4月から3月、累計）");
  words.fields.insert_or_assign("prospect.kind", "接し方");
  words.fields.insert_or_assign("prospect.happened_on", "日付");
  for (const char* field : kPersonal) words.personal.insert("prospect." + std::string(field));
  for (const Stage stage : kStages) {
    words.values.insert_or_assign("stage=" + std::string(stage_name(stage)),
                                  std::string(stage_label(stage)));
  }
  for (const auto& [code, label] : sources()) {
    words.values.insert_or_assign("source=" + code, label);
  }
  for (const auto& [code, label] : lost_reasons()) {
    words.values.insert_or_assign("lost_reason=" + code, label);
  }
  for (const auto& [code, label] : contact_kinds()) {
    words.values.insert_or_assign("prospect.kind=" + code, label);
  }
}

}  // namespace musubi::recruiting
