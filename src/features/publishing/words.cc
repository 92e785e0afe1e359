// words.cc - see words.h. One table for each kind of word; a code without words is shown as it is.
// Must never hide what happened.
#include "features/publishing/words.h"

#include <utility>
#include <vector>

#include "features/publishing/content.h"
#include "features/publishing/workflow.h"

namespace musubi::publishing {
namespace {

using WordPairs = std::vector<std::pair<const char*, const char*>>;

const WordPairs kActionWords{
    {"publishing.content.created", "公開サイトの記事を書き始めました"},
    {"publishing.content.brought_in", "別のサイトの記事を下書きとして取り込みました"},
    {"publishing.draft.saved", "記事の下書きを保存しました"},
    {"publishing.version.restored", "記事の前の版を下書きに戻しました"},
    {"publishing.content.reopened", "記事を直したため、下書きに戻りました"},
    {"publishing.content.changed", "記事のアドレス・担当・見直す日を変えました"},
    {"publishing.plan.changed", "記事の公開の予定を変えました"},
    {"publishing.content.deleted", "記事の下書きを消しました"},
    {"publishing.content.sent", "記事を確認に回しました"},
    {"publishing.content.confirmed", "記事を確認しました"},
    {"publishing.content.given_back", "記事を差し戻しました"},
    {"publishing.content.approved", "県が記事を確認しました"},
    {"publishing.content.scheduled", "記事の公開を予約しました"},
    {"publishing.content.unscheduled", "記事の公開の予約を取り消しました"},
    {"publishing.content.published", "記事を公開しました"},
    {"publishing.content.held", "予定の時刻に記事を公開できませんでした"},
    {"publishing.content.delayed", "予定の時刻を過ぎても、記事を公開・終了できていません"},
    {"publishing.content.ended", "記事の公開を終えました"},
    {"publishing.preview.made", "記事を見てもらうリンクを作りました"},
    {"publishing.preview.ended", "記事を見てもらうリンクを止めました"},
    {"publishing.approval.asked", "記事の確認をメールで頼みました"},
    {"publishing.approval.answered", "記事の確認に回答がありました"},
    {"publishing.approval.recorded", "記事への同意を記録しました"},
    {"publishing.approval.ended", "記事の確認の期限が過ぎました"}};
const WordPairs kFieldWords{
    {"content.path", "アドレス"},          {"content.state", "状態"},
    {"content.title", "題名"},             {"content.owner_name", "担当"},
    {"content.review_on", "見直す日"},     {"content.number", "版"},
    {"content.is_public", "公開している"}, {"content.public_number", "公開した版"},
    {"content.publish_at", "公開の予定"},  {"content.expire_at", "終了の予定"},
    {"content.type", "種類"},              {"content.kind", "相手"},
    {"content.answer", "回答"},            {"content.changed", "直したところ"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActionWords) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kFieldWords) words.fields.insert_or_assign(code, told);
  words.nouns.insert_or_assign("content", "公開サイトの記事");
  words.topics.insert_or_assign("publishing.approval.asked", "記事の確認のお願い");
  words.topics.insert_or_assign("publishing.approval.answered", "記事の確認の回答のお知らせ");
  words.topics.insert_or_assign("publishing.content.late", "おそくなった公開のお知らせ");
  words.topics.insert_or_assign("publishing.content.held", "公開できなかったお知らせ");
  words.topics.insert_or_assign("publishing.content.delayed", "公開・終了できていないお知らせ");
  for (const ContentType& type : content_types()) {
    words.values.insert_or_assign("content.type=" + std::string(type.name),
                                  std::string(type.label));
  }
  for (const char* answer : {"approved", "changes"}) {
    words.values.insert_or_assign("content.answer=" + std::string(answer),
                                  std::string(approval_answer_label(answer)));
  }
  for (const State state : {State::draft, State::review, State::prefecture, State::approved,
                            State::scheduled, State::published, State::ended}) {
    words.values.insert_or_assign("content.state=" + std::string(state_name(state)),
                                  std::string(state_label(state)));
  }
  for (const char* kind : {"prefecture", "company"}) {
    words.values.insert_or_assign("content.kind=" + std::string(kind),
                                  std::string(approval_kind_label(kind)));
  }
}

}  // namespace musubi::publishing
