// words.cc - what the records of applications are called in Japanese: audit actions, nouns, fields,
// values. Read by the office's pages over the audit and the outbox.
// SECURITY: a field that is not listed here counts as personal and is masked; list it only when it
// can never name or reach a person.
#include "features/applications/application.h"
#include "features/applications/home.h"

namespace musubi::applications {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{
    {"applications.draft.begun", "入会申込の入力が始まりました"},
    {"applications.draft.saved", "入会申込の下書きが保存されました"},
    {"applications.draft.paused", "入会申込の下書きが中断されました"},
    {"applications.draft.discarded", "入会申込の下書きが消されました"},
    {"applications.draft.expired", "期限の切れた下書きを消しました"},
    {"applications.application.received", "入会申込を受け付けました"},
    {"applications.application.email_verified", "メールアドレスが確認されました"},
    {"applications.application.email_checked", "メールアドレスを確かめたことを記録しました"},
    {"applications.application.assigned", "入会申込の担当を決めました"},
    {"applications.application.review_begun", "審査を始めました"},
    {"applications.application.supplement_asked", "補正を頼みました"},
    {"applications.application.supplement_answered", "補正を受け取りました"},
    {"applications.application.consented", "受け取った同意を記録しました"},
    {"applications.application.made_ready", "決裁に回しました"},
    {"applications.application.sent_back", "審査に戻しました"},
    {"applications.application.approved", "入会を承認しました"},
    {"applications.application.declined", "入会を不承認としました"},
    {"applications.application.registered", "会員として登録しました"},
    {"applications.application.withdrawn", "入会申込が取り下げられました"},
    {"applications.link.requested", "状況を見るリンクを送りました"}};

const Pairs kFields{{"application.receipt_no", "受付番号"},
                    {"application.name", "団体名"},
                    {"application.intake_route", "受付経路"},
                    {"application.received_on", "受付日"},
                    {"application.consents", "同意"},
                    {"application.consented_on", "同意の日付"},
                    {"application.step", "入力した画面"},
                    {"application.application_state", "申込みの状態"},
                    {"application.assigned_to_name", "担当"},
                    {"application.supplement_number", "補正の回"},
                    {"application.changed_fields", "変わった項目"},
                    {"application.added_files", "加わった添付の数"}};

void add(web::Words::Table& table, const Pairs& pairs) {
  for (const auto& [code, words] : pairs) table.insert_or_assign(code, words);
}

}  // namespace

void add_words(web::Words& words) {
  add(words.actions, kActions);
  add(words.fields, kFields);
  words.nouns.insert_or_assign("application", "入会申込");
  words.topics.insert_or_assign("applications.application.received", "入会申込の受付の知らせ");
  for (const State state :
       {State::draft, State::received, State::supplement, State::reviewing,
        State::awaiting_decision, State::approved, State::registered, State::declined,
        State::withdrawn}) {
    words.values.insert_or_assign("application_state=" + std::string(state_name(state)),
                                  std::string(state_label(state)));
  }
  for (const char* route : {"web", "paper", "telephone", "mail", "visit"}) {
    words.values.insert_or_assign("intake_route=" + std::string(route),
                                  std::string(route_label(route)));
  }
}

}  // namespace musubi::applications
