// words.cc - what the audit and the outbox call what happens in mailings. SECURITY: addresses never
// stand in the audit; the ledger of consents has them.
#include "features/mailings/words.h"

#include <utility>
#include <vector>

namespace musubi::mailings {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"mailings.segment.created", "配信先を作りました"},
                     {"mailings.segment.updated", "配信先の条件を変えました"},
                     {"mailings.segment.retired", "配信先を一覧から外しました"},
                     {"mailings.mailing.created", "一斉配信の下書きを作りました"},
                     {"mailings.mailing.updated", "一斉配信の下書きを直しました"},
                     {"mailings.mailing.preparing", "一斉配信の宛先を確かめ始めました"},
                     {"mailings.mailing.prepared", "一斉配信の宛先を確かめました"},
                     {"mailings.mailing.reopened", "一斉配信を下書きに戻しました"},
                     {"mailings.mailing.submitted", "一斉配信の送信を申し出ました"},
                     {"mailings.mailing.confirmed", "一斉配信を2人目が確認しました"},
                     {"mailings.mailing.returned", "一斉配信を差し戻しました"},
                     {"mailings.mailing.cancelled", "一斉配信を取りやめました"},
                     {"mailings.mailing.tested", "一斉配信を試し送りしました"},
                     {"mailings.mailing.sent", "一斉配信を送信に回しました"},
                     {"mailings.bounce.noted", "メールが戻ってきました"},
                     {"mailings.bounces.seen", "戻ったメールを確認しました"},
                     {"mailings.consent.given", "メールを受け取ることを選びました"},
                     {"mailings.consent.refused", "メールの配信を止めました"},
                     {"mailings.suppression.added", "送らない宛先に加えました"},
                     {"mailings.suppression.lifted", "送らない宛先から外しました"}};
const Pairs kNouns{{"mail_segment", "配信先"},
                   {"mailing", "一斉配信"},
                   {"mail_consent", "配信の同意"},
                   {"mail_bounce", "戻ったメール"},
                   {"mail_suppression", "送らない宛先"}};
const Pairs kFields{{"mail_segment.name", "名前"},
                    {"mail_segment.conditions", "条件"},
                    {"mailing.subject", "件名"},
                    {"mailing.class", "種類"},
                    {"mailing.state", "状態"},
                    {"mailing.recipients", "送る件数"},
                    {"mailing.left_out", "送らない件数"},
                    {"mailing.number", "件数"},
                    {"mail_bounce.kind", "種類"},
                    {"mail_bounce.status", "サーバーの番号"},
                    {"mail_bounce.number", "件数"},
                    {"mail_consent.class", "種類"},
                    {"mail_consent.way", "方法"},
                    {"mail_suppression.cause", "理由の種類"}};
const Pairs kValues{{"class=business", "事務連絡"},
                    {"class=news", "お知らせ"},
                    {"class=member_pr", "会員PR"},
                    {"way=account", "配信設定の画面"},
                    {"way=link", "メールのリンク"},
                    {"way=one_click", "メールソフトの配信停止"},
                    {"way=office", "事務局が代わりに記録"},
                    {"cause=hard", "宛先不明などで戻った"},
                    {"cause=soft", "何度も戻った"},
                    {"cause=complaint", "迷惑メールの申立て"},
                    {"cause=hand", "事務局が登録"},
                    {"mail_bounce.kind=hard", "宛先がない"},
                    {"mail_bounce.kind=soft", "一時的な理由"},
                    {"mail_bounce.kind=unproven", "どのメールか確かめられない"},
                    {"mailing.state=draft", "下書き"},
                    {"mailing.state=waiting", "2人目の確認待ち"},
                    {"mailing.state=sent", "送信済み"},
                    {"mailing.state=preparing", "宛先を確かめています"},
                    {"mailing.state=prepared", "宛先確認済み"},
                    {"mailing.state=scheduled", "送信予約"},
                    {"mailing.state=sending", "送信中"},
                    {"mailing.state=cancelled", "取りやめ"},
                    {"mailing.state=stopped", "途中で中止"}};
const Pairs kTopics{{"mailings.mailing.preparing", "一斉配信の宛先を確かめる"},
                    {"mailings.mailing.due", "一斉配信を送り始める"},
                    {"mailings.mailing.sending", "一斉配信を順に送る"}};

void add(web::Words::Table& table, const Pairs& pairs) {
  for (const auto& [code, told] : pairs) table.insert_or_assign(code, told);
}

}  // namespace

void add_words(web::Words& words) {
  add(words.actions, kActions);
  add(words.nouns, kNouns);
  add(words.fields, kFields);
  add(words.values, kValues);
  add(words.topics, kTopics);
}

}  // namespace musubi::mailings
