// words.cc - see words.h. SECURITY: the audit holds codes, days and numbers of an inquiry, never
// what was asked; ready-made texts of the office are its own words.
#include "features/inquiries/words.h"

#include "features/inquiries/inquiry.h"

namespace musubi::inquiries {
namespace {

const Choices kActions{{"inquiries.inquiry.received", "問合せを受け付けました"},
                       {"inquiries.message.received", "問合せの続きを受け取りました"},
                       {"inquiries.message.sent", "問合せに回答しました"},
                       {"inquiries.note.added", "問合せに内部メモを残しました"},
                       {"inquiries.link.issued", "問合せの状況を見るリンクを作りました"},
                       {"inquiries.inquiry.assigned", "問合せの担当を決めました"},
                       {"inquiries.inquiry.follow_up_set", "問合せをもう一度見る日を決めました"},
                       {"inquiries.inquiry.sorted", "問合せの区分などを直しました"},
                       {"inquiries.inquiry.closed", "問合せを完了にしました"},
                       {"inquiries.inquiry.reopened", "問合せを回答待ちに戻しました"},
                       {"inquiries.inquiry.released", "止めていた問合せを受け付けました"},
                       {"inquiries.inquiry.discarded", "問合せを迷惑と判断しました"},
                       {"inquiries.inquiry.merged", "問合せをほかにまとめました"},
                       {"inquiries.inquiry.took_over", "ほかの問合せをまとめました"},
                       {"inquiries.inquiry.separated", "問合せのまとめを取り消しました"},
                       {"inquiries.inquiry.gave_back", "まとめた問合せを戻しました"},
                       {"inquiries.inquiry.linked", "問合せを募集・申込みと結びつけました"},
                       {"inquiries.inquiry.faq_begun", "問合せの回答からFAQの下書きを作りました"},
                       {"inquiries.inquiry.news_begun", "問合せからお知らせの下書きを作りました"},
                       {"inquiries.inquiry.escalated", "期限を過ぎた問合せを知らせました"},
                       {"inquiries.text.added", "定型文を作りました"},
                       {"inquiries.text.changed", "定型文を直しました"}};
const Choices kFields{{"inquiry.number", "受付番号"},
                      {"inquiry.inquiry_channel", "受付経路"},
                      {"inquiry.inquiry_category", "区分"},
                      {"inquiry.inquiry_state", "状態"},
                      {"inquiry.files", "添付の数"},
                      {"inquiry.assigned_name", "担当"},
                      {"inquiry.follow_up_on", "もう一度見る日"},
                      {"inquiry.faq_wanted", "FAQにしたい"},
                      {"inquiry.kept", "まとめた先"},
                      {"inquiry.gone", "まとめた元"},
                      {"inquiry.linked_kind", "結びつけた先"},
                      {"inquiry.linked_id", "結びつけた記録"},
                      {"inquiry.faq_id", "FAQの下書き"},
                      {"inquiry.news_id", "お知らせの下書き"},
                      {"inquiry.escalation", "知らせた段階"},
                      {"inquiry_text.title", "見出し"},
                      {"inquiry_text.text", "文"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kFields) words.fields.insert_or_assign(code, told);
  for (const auto& [code, told] : states()) {
    words.values.insert_or_assign("inquiry_state=" + code, told);
  }
  for (const auto& [code, told] : channels()) {
    words.values.insert_or_assign("inquiry_channel=" + code, told);
  }
  for (const auto& [code, told] : categories()) {
    words.values.insert_or_assign("inquiry_category=" + code, told);
  }
  words.values.insert_or_assign("linked_kind=prospect", "会員募集の見込み先");
  words.values.insert_or_assign("linked_kind=application", "入会申込");
  words.topics.insert_or_assign("inquiries.inquiry.received", "問合せの知らせ");
  words.nouns.insert_or_assign("inquiry", "問合せ");
  words.nouns.insert_or_assign("inquiry_text", "問合せの定型文");
}

}  // namespace musubi::inquiries
