// service_test.cc - the rules of the desk: one sending one inquiry, two answers at once, notes that
// stay inside, the quarantine, merges and their undo, the clock and who is told, what stays.
#include <gmock/gmock.h>

#include "core/holdings/holdings.h"
#include "core/settings/settings.h"
#include "support/inquiries.h"

namespace musubi::inquiries {
namespace {

using testing::HasSubstr;
using testing::Not;

class Desk : public InquiryCase {
 protected:
  Result<void> answered(const std::string& id, const std::string& words, std::int64_t thread = 0,
                        bool closes = false, const test::Person& who = cast::secretariat) {
    Answer input;
    input.id = id;
    input.thread = thread;
    input.closes = closes;
    return answer(as(who), input, OutgoingText(words), "");
  }
  std::string call(const std::string& name, const std::string& answer_words = "") {
    Call input{"phone", "", "event", "会場", "駐車場はありますか", name, "", "", "096-000-2000", "",
               answer_words};
    auto made = enter_call(as(cast::secretariat), input, "");
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made.value_or("");
  }
};

TEST_F(Desk, AFormSentTwiceIsOneInquiryAndOneLetter) {
  test::Visitor who = s_.stranger();
  asked(who, typed());
  const std::string again = asked(who, typed());
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 1);
  EXPECT_EQ(letters().size(), 1U);
  who.get(again).status(200).contains("R6-問-0001");
  asked(who, typed(kAsker, "k2"));
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 2);
}

TEST_F(Desk, TwoPeopleWhoAnswerAtOnceLoseNeitherText) {
  const std::string id = asked();
  ASSERT_TRUE(answered(id, "会費はかかりません。", 1));
  const auto late = answered(id, "会費は無料です。", 1, false, cast::manager);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(page(id).thread.messages.size(), 2U);
  EXPECT_EQ(letters().size(), 2U) << "the receipt and one answer";
  ASSERT_TRUE(answered(id, "会費は無料です。", 2, false, cast::manager));
}

TEST_F(Desk, WhatAColleagueNotesNeverReachesTheAsker) {
  const std::string id = asked();
  ASSERT_TRUE(add_note(as(cast::secretariat), id, InternalText("秘密の内部メモ"), ""));
  ASSERT_TRUE(answered(id, "会費はかかりません。"));
  for (const auto& letter : letters()) {
    EXPECT_THAT(letter.body, Not(HasSubstr("秘密の内部メモ")));
  }
  s_.stranger().get(mailed_link()).status(200).contains("会費はかかりません。")
      .lacks("秘密の内部メモ");
  EXPECT_EQ(page(id).notes.size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM inquiry_messages"), 2);
  static_assert(!std::is_convertible_v<InternalText, OutgoingText>);
  static_assert(!std::is_constructible_v<OutgoingText, InternalText>);
  static_assert(!std::is_convertible_v<std::string, OutgoingText>);
}

TEST_F(Desk, AnAnswerIsWrittenOnceAndTakesTheInquiry) {
  const std::string id = asked();
  Answer input;
  input.id = id;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(answer(as(cast::secretariat), input, OutgoingText("はい。"), "sending"));
  }
  EXPECT_EQ(letters().size(), 2U);
  EXPECT_EQ(inquiry(id).assigned_name, cast::secretariat.name);
  EXPECT_EQ(inquiry(id).state, "answered");
  EXPECT_EQ(answered(id, "  ").error().fields.at(0).field, "answer");
  EXPECT_EQ(answered(id, "x", 0, false, cast::prefecture).error().fault, Fault::forbidden);
  const std::string by_phone = call("名乗らない方");
  EXPECT_EQ(answered(by_phone, "あります").error().fields.at(0).field, "how");
}

TEST_F(Desk, WhatIsSetAsideLooksTheSameFromOutsideAndWritesToNobody) {
  FormFields trap = typed();
  trap.emplace_back("homepage", "http://x.example.test");
  test::Visitor who = s_.stranger();
  who.get(asked(who, trap)).status(200).contains("R6-問-0001").contains("受け付けました")
      .lacks("迷惑");
  EXPECT_TRUE(letters().empty());
  EXPECT_EQ(deliver(), 0) << "nobody of the office is called for it";
  const std::string id = newest().id;
  EXPECT_EQ(inquiry(id).state, "quarantined");
  s_.as(cast::secretariat).get("/office").contains("迷惑の疑いで止めた問合せ");
  s_.as(cast::secretariat).get(desk(id)).contains("人には見えない欄に入力がある");
  ASSERT_TRUE(release(as(cast::secretariat), {id, 0}));
  EXPECT_EQ(inquiry(id).state, "open");
  EXPECT_EQ(letters().size(), 1U);
  EXPECT_FALSE(release(as(cast::secretariat), {id, 0}));
}

TEST_F(Desk, OneAddressGetsFewReceiptsHoweverOftenItIsTyped) {
  for (int i = 0; i < kLettersADay + 3; ++i) {
    asked(typed(kAsker, "k" + std::to_string(i), "質問その" + std::to_string(i)));
  }
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(kLettersADay));
}

TEST_F(Desk, AMergeIsOneThreadAndItsUndoTwo) {
  const std::string first = asked(typed(kAsker, "k1", "席はありますか"));
  const std::string second = asked(typed(kAsker, "k2", "2人です"));
  ASSERT_TRUE(add_note(as(cast::secretariat), second, InternalText("常連の方"), ""));
  const std::string number = inquiry_number(inquiry(first));
  ASSERT_TRUE(merge(as(cast::secretariat), {second, 0}, number));
  EXPECT_EQ(*merge(as(cast::secretariat), {second, 0}, number), first) << "pressed twice";
  EXPECT_EQ(page(first).thread.messages.size(), 2U);
  EXPECT_EQ(page(first).notes.size(), 1U);
  EXPECT_EQ(inquiry(second).state, "merged");
  EXPECT_EQ(count("SELECT count(*) FROM inquiries WHERE is_counted = 1"), 1);
  // The mailed link of the one that went opens the thread that lives.
  s_.stranger().get(mailed_link()).status(200).contains("席はありますか").contains("2人です");
  ASSERT_TRUE(undo_merge(as(cast::secretariat), page(first).merges.at(0).id));
  EXPECT_EQ(page(first).thread.messages.size(), 1U);
  EXPECT_EQ(page(second).thread.messages.size(), 1U);
  EXPECT_EQ(page(second).notes.size(), 1U);
  EXPECT_EQ(inquiry(second).state, "open");
}

// Whoever types another's address and gets a thread merged must not read what that other wrote.
TEST_F(Desk, AMergeOpensNobodysThreadToAnother) {
  test::Visitor stranger = s_.stranger();
  const std::string posted = asked(stranger, typed(kAsker, "k1", "なりすましの質問"));
  const std::string theirs = newest().id;
  const std::string other = asked(typed(kAsker, "k2", "本人の質問"));
  ASSERT_TRUE(merge(as(cast::secretariat), {other, 0}, inquiry_number(inquiry(theirs))));
  stranger.get(posted).status(404).lacks("本人の質問");
  const std::string third = asked(typed("other@ask.example.jp", "k3"));
  const auto refused =
      merge(as(cast::secretariat), {third, 0}, inquiry_number(inquiry(theirs)));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fields.at(0).field, "number");
}

TEST_F(Desk, TheClockStopsWithTheFirstAnswerAndBeginsAnewWithAQuestion) {
  const std::string id = asked();  // Monday 9:30
  EXPECT_EQ(iso8601_jst(inquiry(id).first_due_at), "2024-10-30T09:30:00+09:00");
  s_.advance_minutes(24 * 60);
  ASSERT_TRUE(answered(id, "はい。"));
  EXPECT_EQ(inquiry(id).first_answered_at->ms, s_.now().ms);
  const std::string link = mailed_link();
  s_.advance_minutes(24 * 60);
  s_.stranger().post(link + "/messages", {{"form_key", "r"}, {"body", "もう一つ質問です"}})
      .leads_to("/contact/status/").audited("inquiries.message.received");
  EXPECT_EQ(inquiry(id).state, "open");
  EXPECT_EQ(iso8601_jst(inquiry(id).due_at), "2024-11-01T09:30:00+09:00");
  EXPECT_EQ(iso8601_jst(inquiry(id).first_due_at), "2024-10-30T09:30:00+09:00");
}

TEST_F(Desk, WhatIsLateIsToldOnceAndAgainAfterFiveDays) {
  asked();
  const Context clock = s_.system_context("定時処理");
  ASSERT_TRUE(escalate(clock));
  EXPECT_TRUE(letters(cast::manager.login).empty());
  s_.advance_minutes(2 * 24 * 60 + 1);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(escalate(s_.system_context("定時処理")));
  EXPECT_EQ(letters(cast::manager.login).size(), 1U);
  EXPECT_EQ(letters(cast::secretariat.login).size(), 1U);
  s_.as(cast::secretariat).get("/office").contains("回答の期限を過ぎた問合せ");
  s_.advance_minutes(6 * 24 * 60);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(escalate(s_.system_context("定時処理")));
  EXPECT_EQ(letters(cast::manager.login).size(), 2U);
  EXPECT_EQ(letters(cast::secretariat.login).size(), 1U);
  EXPECT_THAT(letters(cast::manager.login).front().body, HasSubstr("R6-問-0001"));
}

TEST_F(Desk, TheMonthCountsByCategoryAndWayAndNobodyElse) {
  const std::string id = asked();
  call("電話の方", "あります");
  FormFields trap = typed("spam@ask.example.jp", "k9");
  trap.emplace_back("homepage", "x");
  asked(trap);
  ASSERT_TRUE(answered(id, "はい。"));
  const auto month = load_month(as(cast::prefecture), "2024-10");
  ASSERT_TRUE(month.has_value());
  EXPECT_EQ(month->total.received, 2);
  EXPECT_EQ(month->total.in_time, 2);
  ASSERT_EQ(month->rows.size(), 2U);
  EXPECT_THAT(month_csv(*month), HasSubstr("入会・登録の内容"));
  EXPECT_THAT(month_csv(*month), Not(HasSubstr("架空")));
  EXPECT_EQ(load_month(as(cast::prefecture), "2024-09")->total.received, 0);
  EXPECT_EQ(load_month(as(cast::member), "2024-10").error().fault, Fault::forbidden);
}

TEST_F(Desk, ThePersonGoesAndTheRecordStays) {
  const std::string id = asked();
  ASSERT_TRUE(answered(id, "はい。", 0, true));
  const auto* kind = retention::find_kind(retention::kinds(), "inquiries.closed");
  ASSERT_NE(kind, nullptr);
  Context later = as(cast::secretariat);
  const auto destroy = [&] {
    return s_.db().write([&](db::Tx& tx) { return retention::destroy(tx, later, *kind, id); });
  };
  EXPECT_FALSE(destroy().has_value()) << "its term is not over";
  later.now.ms += 370LL * 24 * 3'600'000;
  ASSERT_TRUE(destroy().has_value());
  const DeskPage now = page(id);
  EXPECT_EQ(now.thread.inquiry.email + now.thread.inquiry.telephone, "");
  EXPECT_EQ(now.thread.inquiry.category, "join");
  EXPECT_EQ(now.thread.inquiry.number, 1);
  for (const Message& m : now.thread.messages) EXPECT_EQ(m.body, "（消去済み）");
  EXPECT_EQ(load_month(as(cast::secretariat), "2024-10")->total.received, 1);
}

TEST_F(Desk, SilenceAfterAnAnswerEndsIt) {
  const std::string quiet = asked(typed(kAsker, "k1"));
  const std::string watched = asked(typed(kAsker, "k2"));
  const std::string open = asked(typed(kAsker, "k3"));
  ASSERT_TRUE(answered(quiet, "はい。"));
  ASSERT_TRUE(answered(watched, "はい。"));
  ASSERT_TRUE(set_follow_up(as(cast::secretariat), {watched, 0}, "2025-01-15"));
  ASSERT_TRUE(close_quiet(s_.system_context("定時処理")));
  EXPECT_EQ(inquiry(quiet).state, "answered");
  s_.advance_minutes((kQuietDays + 4) * 24 * 60);
  ASSERT_TRUE(close_quiet(s_.system_context("定時処理")));
  EXPECT_EQ(inquiry(quiet).state, "closed");
  EXPECT_EQ(inquiry(watched).state, "answered");
  EXPECT_EQ(inquiry(open).state, "open");
}

TEST_F(Desk, WhatWasDiscardedGoesAfterThirtyDaysAndNotBefore) {
  const std::string id = asked();
  ASSERT_TRUE(discard(as(cast::secretariat), {id, 0}));
  ASSERT_TRUE(drop_discarded(s_.system_context("定時処理")));
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 1);
  s_.advance_minutes(32 * 24 * 60);
  ASSERT_TRUE(drop_discarded(s_.system_context("定時処理")));
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM inquiry_messages"), 0);
}

TEST_F(Desk, WhoAsksWhatIsHeldIsToldTheirOwn) {
  asked();
  asked(typed("other@ask.example.jp", "k2", "別の人の質問"));
  for (const auto& source : holdings_sources()) {
    const auto found = s_.db().read(
        [&](db::Reader& reader) { return source.gather(reader, {kAsker, "架空 花子"}, 10); });
    ASSERT_EQ(found.size(), 1U);
    for (const auto& [label, value] : found.front().fields) {
      EXPECT_THAT(value, Not(HasSubstr("別の人")));
    }
  }
}

TEST_F(Desk, TheRulesAreTheManagers) {
  EXPECT_EQ(save_rules(as(cast::secretariat), {"3", ""}).error().fault, Fault::forbidden);
  EXPECT_EQ(save_rules(as(cast::manager), {"0", ""}).error().fields.at(0).field, "answer_days");
  EXPECT_EQ(save_rules(as(cast::manager), {"3", "a+b@example.jp"}).error().fields.at(0).field,
            "reply_address");
  ASSERT_TRUE(save_rules(as(cast::manager), {"1", "toi@example.jp"}));
  const std::string id = asked();
  EXPECT_EQ(iso8601_jst(inquiry(id).first_due_at), "2024-10-29T09:30:00+09:00");
}

}  // namespace
}  // namespace musubi::inquiries
