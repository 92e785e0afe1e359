// words.cc - what the audit and the outbox call what happens in reviews. SECURITY: grounds and
// comments are people's words and may name somebody: personal, so masked where that matters.
#include "features/reviews/words.h"

#include <utility>
#include <vector>

namespace musubi::reviews {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"reviews.criteria.begun", "審査基準の下書きを作りました"},
                     {"reviews.criteria.saved", "審査基準の下書きを保存しました"},
                     {"reviews.criteria.sent", "審査基準を県に送りました"},
                     {"reviews.criteria.confirmed", "審査基準を県が確認しました"},
                     {"reviews.criteria.returned", "審査基準を県が差し戻しました"},
                     {"reviews.criteria.commented", "審査基準に意見を書きました"},
                     {"reviews.review.claimed", "審査の担当になりました"},
                     {"reviews.review.made_ready", "決裁に回しました"},
                     {"reviews.review.sent_back", "審査に差し戻しました"},
                     {"reviews.review.ended", "取下げにより審査を終えました"},
                     {"reviews.criterion.answered", "審査基準に答えました"},
                     {"reviews.inquiry.asked", "県の担当者に尋ねました"},
                     {"reviews.inquiry.opened", "県の担当者に送った照会のリンクが開かれました"},
                     {"reviews.inquiry.answered", "県の担当者が回答しました"},
                     {"reviews.inquiry.expired", "県への照会の期限が切れました"},
                     {"reviews.application.approved", "入会を承認しました"},
                     {"reviews.application.declined", "入会を不承認にしました"},
                     {"reviews.company.looked_up", "公表サイトで法人番号を調べました"},
                     {"reviews.notice.ordered_again", "通知書を作り直すよう頼みました"}};
const Pairs kFields{{"application.answer", "判断"},
                    {"application.opinion", "審査した人の意見"},
                    {"application.reviewer", "審査した人"},
                    {"application.officer", "尋ねた相手"},
                    {"application.member_no", "会員番号"},
                    {"application.first_time", "はじめての入会"},
                    {"application.grounds", "根拠"},
                    {"application.source", "調べた先"},
                    {"application.answer_sha256", "応答の照合用の値"},
                    {"criteria_set.number", "版"},
                    {"criteria_set.state", "状態"},
                    {"criteria_set.criteria", "基準"},
                    {"criteria_set.comment", "意見"}};
const Pairs kValues{{"answer=fit", "適"},
                    {"answer=unfit", "否"},
                    {"answer=held", "保留"},
                    {"source=nta", "法人番号公表サイト"},
                    {"source=gbizinfo", "gBizINFO"},
                    {"opinion=approve", "承認が適当"},
                    {"opinion=decline", "不承認が適当"},
                    {"criteria_set.state=draft", "下書き"},
                    {"criteria_set.state=sent", "県の確認待ち"},
                    {"criteria_set.state=confirmed", "確認済み"}};
const Pairs kTopics{{"reviews.decision.made", "入会の通知書を作って送る"},
                    {"reviews.inquiry.asked", "県への照会の手紙を書く"},
                    {"reviews.inquiry.answered", "県の回答の知らせ"},
                    {"reviews.criteria.moved", "審査基準の知らせ"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kFields) words.fields.insert_or_assign(code, told);
  for (const auto& [code, told] : kValues) words.values.insert_or_assign(code, told);
  for (const auto& [code, told] : kTopics) words.topics.insert_or_assign(code, told);
  words.nouns.insert_or_assign("criteria_set", "審査基準");
  for (const char* personal : {"application.grounds", "criteria_set.comment"}) {
    words.personal.insert(personal);
  }
}

}  // namespace musubi::reviews
