// words.cc - see words.h. One table for each kind of word; a code without words is shown as it is.
// Must never hide what happened.
#include "features/accessibility/words.h"

#include <string>
#include <utility>
#include <vector>

#include "features/accessibility/trial.h"

namespace musubi::accessibility {
namespace {

using WordList = std::vector<std::pair<const char*, const char*>>;

const WordList kTrialActions{
    {"accessibility.policy.saved", "ウェブアクセシビリティ方針の下書きを保存しました"},
    {"accessibility.policy.published", "ウェブアクセシビリティ方針を公表しました"},
    {"accessibility.trial.begun", "ウェブアクセシビリティの試験を始めました"},
    {"accessibility.trial.described", "ウェブアクセシビリティの試験の記録を変えました"},
    {"accessibility.trial.discarded", "ウェブアクセシビリティの試験を取りやめました"},
    {"accessibility.trial.published", "ウェブアクセシビリティの試験結果を公表しました"},
    {"accessibility.check.taken", "ウェブアクセシビリティの自動検査を記録しました"},
    {"accessibility.guest.entered", "自動検査のため、会員のアカウントでページを開きました"},
    {"accessibility.verdict.given", "達成基準を判定しました"},
    {"accessibility.issue.made", "改善課題を加えました"},
    {"accessibility.issue.changed", "改善課題を変えました"}};
const WordList kTrialFields{{"site", "サイト"},
                            {"fiscal_year", "年度"},
                            {"seed", "乱数の種"},
                            {"pages", "ページの数"},
                            {"scope_count", "対象のページの数"},
                            {"scope_sha256", "対象の照合用の値"},
                            {"starts_on", "始めた日"},
                            {"ends_on", "終えた日"},
                            {"scope_words", "試験の対象"},
                            {"technologies", "依存した技術"},
                            {"tools", "人が使った機器・ソフト"},
                            {"remarks", "補足"},
                            {"state", "状態"},
                            {"number", "番号"},
                            {"degree", "対応度"},
                            {"sha256", "照合用の値"},
                            {"tool", "検査のソフト"},
                            {"could_not", "検査できなかったページ"},
                            {"findings", "指摘"},
                            {"criterion", "達成基準"},
                            {"applies", "適用"},
                            {"result", "結果"},
                            {"all_pages", "すべてのページで確かめた"},
                            {"failing", "不適合のページ"},
                            {"methods", "試験の方法"},
                            {"note", "注記"},
                            {"evidence", "確かめ方と根拠"},
                            {"file_id", "根拠の資料"}};
const WordList kIssueFields{{"title", "課題"},   {"criterion", "達成基準"}, {"place", "場所"},
                            {"plan", "対応方針"}, {"owner_name", "担当"},    {"due_on", "期限"},
                            {"state", "状態"},   {"outcome", "結果"}};
const WordList kTrialValues{{"site=public", "公開サイト"},    {"site=members", "会員サイト"},
                            {"degree=conforming", "準拠"},    {"degree=partial", "一部準拠"},
                            {"degree=considered", "配慮し試験"}, {"applies=yes", "適用する"},
                            {"applies=no", "適用なし"},       {"result=pass", "適合"},
                            {"result=fail", "不適合"},        {"state=running", "試験中"},
                            {"state=discarded", "取りやめ"},  {"state=published", "公表済み"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kTrialActions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kTrialFields) {
    words.fields.insert_or_assign("accessibility_trial." + std::string(code), told);
  }
  for (const auto& [code, told] : kIssueFields) {
    words.fields.insert_or_assign("accessibility_issue." + std::string(code), told);
  }
  for (const PolicyField& field : policy_fields()) {
    words.fields.insert_or_assign("accessibility_policy." + std::string(field.name),
                                  std::string(field.label));
  }
  words.fields.insert_or_assign("accessibility_policy.number", "版");
  words.personal.insert("accessibility_issue.owner_name");
  for (const auto& [code, told] : kTrialValues) {
    words.values.insert_or_assign("accessibility_trial." + std::string(code), told);
  }
  for (const char* state : {"open", "doing", "done"}) {
    words.values.insert_or_assign("accessibility_issue.state=" + std::string(state),
                                  std::string(issue_state_label(state)));
  }
  words.nouns.insert_or_assign("accessibility_trial", "ウェブアクセシビリティの試験");
  words.nouns.insert_or_assign("accessibility_policy", "ウェブアクセシビリティ方針");
  words.nouns.insert_or_assign("accessibility_issue", "改善課題");
  words.topics.insert_or_assign("accessibility.result.published",
                                "ウェブアクセシビリティ試験結果のPDFの作成");
}

}  // namespace musubi::accessibility
