// views_actions.cc - what the audit's action names say in words: one table for the timelines of
// organisations and for the homes. What is too small
// for those has its words in words.cc, for the audit only.
#include <utility>

#include "features/members/views.h"

namespace musubi::members::views {

const std::vector<std::pair<std::string_view, std::string_view>>& told_actions() {
  static const std::vector<std::pair<std::string_view, std::string_view>> kWords{
      {"members.organisation.created", "会員を登録しました"},
      {"members.organisation.updated", "会員情報を変更しました"},
      {"members.organisation.merged", "名寄せしました"},
      {"members.organisation.unmerged", "名寄せを取り消しました"},
      {"members.event.moved", "入会・退会などの日付を直しました"},
      {"members.event.withdrawn", "入会・退会などの記録を取り消しました"},
      {"members.person.created", "担当者を登録しました"},
      {"members.person.updated", "担当者の情報を変更しました"},
      {"members.loan.original_handed_out", "貸与資料の原本を取り出しました"},
      {"members.registry.exported", "名簿を書き出しました"},
      {"members.import.committed", "名簿を取り込みました"},
      {"members.import.undone", "名簿の取込みを取り消しました"},
      {"members.defect.settled", "取込みの不備を片づけました"},
      {"members.loan.received", "貸与資料を受け取りました"},
      {"members.report.frozen", "会員報告書を確定しました"},
      {"members.report.superseded", "会員報告書を新しい版に替えました"},
      {"members.report.submitted", "会員報告書を提出しました"},
      {"members.report.received", "会員報告書を受領しました"},
      {"members.report.commented", "会員報告書にコメントを書きました"}};
  return kWords;
}

std::string action_words(const std::string& action) {
  for (const auto& [name, words] : told_actions()) {
    if (action == name) return std::string(words);
  }
  return action;
}

}  // namespace musubi::members::views
