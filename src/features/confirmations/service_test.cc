// service_test.cc - the promises of the yearly confirmation: everybody is asked once and nobody
// twice, however often a step is delivered; only the silent are reminded; an opened link is no
// answer; an answer stands; hundreds are prepared in steps.
#include "features/confirmations/service.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "features/confirmations/keeping/keeping.h"
#include "support/holdings.h"
#include "support/managing.h"

namespace musubi::confirmations {
namespace {

namespace cast = test::cast;
using test::has;

class Confirmations : public test::ManagingCase {
 protected:
  RoundId opened(std::vector<int> reminders = {14, 3}) {
    auto id = open_round(office(), {"2024-11-29", std::move(reminders), "", "s1"});
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    return *id;
  }
  void prepare() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    // The mails go nowhere; the next step stands behind them.
    handlers[std::string(mail::kTopic)] = [](const Context&, const outbox::Message&) {
      return Result<void>();
    };
    for (int i = 0; i < 50 && s_.deliver(handlers) > 0; ++i) {
    }
  }
  RoundId running() {
    const RoundId id = opened();
    prepare();
    return id;
  }
  Target target(const RoundId& round, const OrganisationId& who) {
    return *s_.db().read([&](db::Reader& r) { return store::find_target(r, round, who); });
  }
  // The token in the newest letter to the address.
  std::string token(const std::string& address) {
    for (const auto& mail : mails()) {
      const std::size_t at = mail.body.find("/confirmations/");
      if (mail.to_address == address && at != std::string::npos) {
        return mail.body.substr(at + 15, mail.body.find('\n', at) - at - 15);
      }
    }
    ADD_FAILURE() << "no letter to " << address;
    return "";
  }
  // The kept sums are those of the rows.
  void expect_counts_of_the_rows() {
    const std::string rows = "SELECT round_id, state, has_mail, count(*) AS number"
                             " FROM confirmation_targets GROUP BY round_id, state, has_mail";
    const std::string kept = "SELECT round_id, state, has_mail, number FROM confirmation_counts"
                             " WHERE number <> 0";
    EXPECT_GT(count("SELECT count(*) FROM (" + kept + ") AS k"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM (" + rows + " EXCEPT " + kept + ") AS d"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM (" + kept + " EXCEPT " + rows + ") AS d"), 0);
  }
  // What core/holdings is told about this address, as one text; "" when nothing is.
  std::string told(const std::string& email) {
    return test::told(s_.db(), holdings_sources(), email);
  }
  Counts counts(const RoundId& id) {
    return s_.db().read([&](db::Reader& r) { return store::count_targets(r, id); });
  }
};

TEST_F(Confirmations, EverybodyIsAskedOnceAndNobodyTwice) {
  const auto without = member("メールのない会", "", "");
  const RoundId id = opened();
  EXPECT_EQ(open_round(office(), {"2024-11-29", {}, "", "s1"}).value(), id);  // sent twice
  EXPECT_EQ(open_round(office(), {"2024-11-29", {}, "", "s2"}).error().fault, Fault::conflict);
  EXPECT_TRUE(mails().empty());
  ASSERT_TRUE(continue_round(s_.system_context(), id, ""));
  // The step's process was killed after its commit: the outbox delivers it again.
  ASSERT_TRUE(continue_round(s_.system_context(), id, ""));
  prepare();
  EXPECT_EQ(mails().size(), 2U);
  EXPECT_EQ(counts(id).silent, 3);
  EXPECT_EQ(counts(id).silent_without_mail, 1);
  EXPECT_FALSE(target(id, without).has_mail);
}

// Asked before the undo of an import deletes a member.
TEST_F(Confirmations, ARoundHangsOnEveryMemberThatItAsks) {
  const auto asked = [&](const OrganisationId& id) {
    const auto ties =
        s_.db().read([&](db::Reader& reader) { return holdings::ties_of(reader, id); });
    return std::count(ties.begin(), ties.end(), "登録内容の確認") == 1;
  };
  EXPECT_FALSE(asked(own_));
  running();
  EXPECT_TRUE(asked(own_));
  EXPECT_FALSE(asked(member("あとから入った会", "", "")));
}

TEST_F(Confirmations, ManyMembersArePreparedStepByStepAndPagedByKey) {
  for (int i = 0; i < 450; ++i) {
    member("会員" + std::to_string(i), "担当 " + std::to_string(i),
           "c" + std::to_string(i) + "@kaiin.example.jp");
  }
  const RoundId id = opened();
  ASSERT_TRUE(continue_round(s_.system_context(), id, ""));
  EXPECT_EQ(counts(id).silent, kStep);
  prepare();
  EXPECT_EQ(counts(id).silent, 452);
  EXPECT_EQ(count("SELECT count(DISTINCT to_address) FROM mails"), 452);
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 452);
  store::TargetFilter filter;
  std::set<std::string> seen;
  for (;;) {
    const auto page = load_round(office(), id, filter);
    ASSERT_TRUE(page);
    for (const auto& one : page->targets) seen.insert(one.organisation_id.text);
    if (!page->more) break;
    filter.after_no = page->targets.back().member_no;
    filter.after_id = page->targets.back().organisation_id.text;
  }
  EXPECT_EQ(seen.size(), 452U);
}

// As the registry's list: by the number, not by its text.
TEST_F(Confirmations, TheSumsFollowEveryAnswerAndCountItOnce) {
  const auto third = member("株式会社あさひ", "朝日 のぼる", "noboru@asahi.example.jp");
  const auto without = member("メールのない会", "", "");
  const RoundId id = running();
  expect_counts_of_the_rows();
  const std::string link = token("rina@minamo.example.jp");
  ASSERT_TRUE(confirm_by_link(s_.system_context(), link));
  ASSERT_TRUE(confirm_by_link(s_.system_context(), link));
  changes::LinkRequest typed;
  typed.values = {{"name", "みなも株式会社"}};
  typed.reason = "商号変更のため";
  ASSERT_TRUE(change_by_link(s_.system_context(), link, typed));  // unchanged becomes changed
  ASSERT_TRUE(record_call(office(), id, without, {"unchanged", "会長", ""}));
  const Context system = s_.system_context();
  ASSERT_TRUE(system.db.write([&](db::Tx& tx) {
    return members::change_standing(tx, system, third, "withdrawn", {"", "事業の終了", ""});
  }));
  days_pass(18);
  ASSERT_TRUE(remind_silent(s_.system_context()));
  expect_counts_of_the_rows();
  const Counts now = counts(id);
  EXPECT_EQ(now.silent, 1);
  EXPECT_EQ(now.silent_without_mail, 0);
  EXPECT_EQ(now.changed, 1);
  EXPECT_EQ(now.unchanged, 1);
  EXPECT_EQ(now.gone, 1);
}

TEST_F(Confirmations, ManyAreRemindedStepByStepAndNobodyTwice) {
  for (int i = 0; i < 2 * kStep + 20; ++i) {
    member("会員" + std::to_string(i), "担当 " + std::to_string(i),
           "c" + std::to_string(i) + "@kaiin.example.jp");
  }
  running();
  days_pass(18);
  const std::string reminders = "FROM mails WHERE subject LIKE '%再度のご案内%'";
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) " + reminders), kStep);
  ASSERT_TRUE(remind_silent(s_.system_context()));  // the clock was faster than the mails
  EXPECT_EQ(count("SELECT count(*) " + reminders), 2 * kStep);
  EXPECT_EQ(count("SELECT count(*) FROM outbox_messages WHERE state = 'waiting' AND topic ="
                  " 'confirmations.round.reminding'"),
            1);
  prepare();
  EXPECT_EQ(count("SELECT count(*) " + reminders), 2 * kStep + 22);
  EXPECT_EQ(count("SELECT count(DISTINCT to_address) " + reminders), 2 * kStep + 22);
}

TEST_F(Confirmations, LinksThatAreOverGoInBatches) {
  running();
  const std::int64_t before = count("SELECT count(*) FROM confirmation_links");
  ASSERT_EQ(before, 2);
  const Instant later{s_.now().ms + 200LL * 24 * 3'600'000};
  const auto gone = s_.db().write(
      [&](db::Tx& tx) { return store::delete_links_before(tx, later, 1); });
  EXPECT_EQ(*gone, 1);
  EXPECT_EQ(count("SELECT count(*) FROM confirmation_links"), 1);
}

TEST_F(Confirmations, NumbersBeyondFourDigitsStandInOrder) {
  const RoundId id = opened({});
  prepare();
  std::vector<std::string> numbers{"K10000", "K9999", "K10001", "X-7", "K9998"};
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (const std::string& number : numbers) {
      Target one;
      one.round_id = id;
      one.organisation_id = OrganisationId::make(s_.now());
      one.member_no = number;
      one.name = "番号" + number;
      TRY(store::insert_target(tx, one));
    }
    return {};
  }));
  const std::vector<std::string> wanted{"X-7", "K0001", "K0002", "K9998", "K9999", "K10000",
                                        "K10001"};
  for (const std::string state : {"", "silent"}) {
    std::vector<std::string> seen;
    store::TargetFilter filter;
    filter.state = state;
    filter.most = 1;  // every border of a page
    for (;;) {
      const auto page = s_.db().read(
          [&](db::Reader& reader) { return store::list_targets(reader, id, filter); });
      if (page.empty()) break;
      seen.push_back(page.back().member_no);
      filter.after_no = page.back().member_no;
      filter.after_id = page.back().organisation_id.text;
    }
    EXPECT_EQ(seen, wanted) << state;
  }
}

TEST_F(Confirmations, OpeningTheLinkIsNoAnswerAndTheButtonIs) {
  const RoundId id = running();
  const std::string link = token("rina@minamo.example.jp");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(load_asked(s_.system_context(), link));
  EXPECT_EQ(target(id, own_).state, "silent");
  const Context nobody{Actor::anonymous(), s_.db(), s_.now(), "r", "192.0.2.9", {}};
  ASSERT_TRUE(confirm_by_link(nobody, link));
  ASSERT_TRUE(confirm_by_link(nobody, link));  // pressed twice
  EXPECT_EQ(target(id, own_).state, "unchanged");
  EXPECT_EQ(target(id, own_).answered_by_name, "荒木 里奈");
  EXPECT_EQ(target(id, other_).state, "silent");
  EXPECT_EQ(count("SELECT count(*) FROM audit_entries WHERE action ="
                  " 'confirmations.target.answered'"),
            1);
}

TEST_F(Confirmations, AWrongAnEndedAndAClosedLinkSayTheSame) {
  const RoundId id = running();
  const std::string link = token("rina@minamo.example.jp");
  const auto wrong = load_asked(s_.system_context(), "x" + link).error();
  ASSERT_TRUE(close_round(office(), id));
  const auto closed = load_asked(s_.system_context(), link).error();
  EXPECT_EQ(wrong.fault, Fault::not_found);
  EXPECT_EQ(wrong.says, closed.says);
  EXPECT_EQ(confirm_by_link(s_.system_context(), link).error().fault, Fault::not_found);
  EXPECT_EQ(target(id, own_).state, "silent");
}

TEST_F(Confirmations, AChangeByLinkWaitsForTheOfficeWithEveryField) {
  const RoundId id = running();
  const std::string link = token("rina@minamo.example.jp");
  changes::LinkRequest typed;
  typed.values = {{"telephone", "096-000-2222"}, {"name", "みなも株式会社"}};
  EXPECT_EQ(change_by_link(s_.system_context(), link, typed).error().fields.at(0).field, "reason");
  EXPECT_EQ(target(id, own_).state, "silent");
  typed.reason = "組織変更のため";
  const auto sent = change_by_link(s_.system_context(), link, typed);
  ASSERT_TRUE(sent);
  EXPECT_EQ(*sent, "変更R6-0001");
  EXPECT_EQ(target(id, own_).state, "changed");
  EXPECT_EQ(registered(own_).organisation.telephone, "096-000-1111");
  EXPECT_EQ(count("SELECT count(*) FROM change_requests WHERE state = 'waiting' AND"
                  " route = 'link'"),
            1);
}

TEST_F(Confirmations, OnlyTheSilentAreRemindedAndOnceForEachDay) {
  const RoundId id = running();
  ASSERT_TRUE(confirm_by_link(s_.system_context(), token("rina@minamo.example.jp")));
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(mails().size(), 2U);  // no reminder day has come
  days_pass(18);                  // 15 November: 14 days before
  ASSERT_TRUE(remind_silent(s_.system_context()));
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(mails().size(), 3U);
  EXPECT_EQ(mails().front().to_address, "sakura@harukaze.example.jp");
  EXPECT_NE(mails().front().subject.find("再度"), std::string::npos);
  days_pass(12);  // 27 November: the machine stood still on the 26th
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(mails().size(), 4U);
  EXPECT_EQ(target(id, other_).reminded_for, "2024-11-26");
  days_pass(10);  // past the due day: nobody is pressed any more
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(mails().size(), 4U);
}

TEST_F(Confirmations, WhoLeftIsNotReminded) {
  const RoundId id = running();
  const Context system = s_.system_context();
  ASSERT_TRUE(system.db.write([&](db::Tx& tx) {
    return members::change_standing(tx, system, other_, "withdrawn", {"", "事業の終了", ""});
  }));
  days_pass(18);
  ASSERT_TRUE(remind_silent(s_.system_context()));
  EXPECT_EQ(mails().size(), 3U);  // two first ones and one to the member that is still here
  EXPECT_EQ(target(id, other_).state, "gone");
}

TEST_F(Confirmations, SignedInAMemberAnswersForItselfOnly) {
  const RoundId id = running();
  EXPECT_FALSE(load_own(as(cast::member, OrganisationId{"none"})).value().has_value());
  ASSERT_TRUE(load_own(as(cast::member, own_)).value().has_value());
  ASSERT_TRUE(confirm_own(as(cast::member, own_)));
  EXPECT_EQ(target(id, own_).way, "member");
  EXPECT_EQ(target(id, other_).state, "silent");
  EXPECT_EQ(confirm_own(office()).error().fault, Fault::forbidden);
}

TEST_F(Confirmations, ATelephoneCallIsRecordedOnceWithWhoSpoke) {
  const RoundId id = running();
  EXPECT_EQ(record_call(office(), id, own_, {"unchanged", "", ""}).error().fields.at(0).field,
            "spoke_with");
  ASSERT_TRUE(record_call(office(), id, own_, {"unchanged", "荒木さん", "代表電話"}));
  EXPECT_EQ(target(id, own_).way, "telephone");
  EXPECT_EQ(record_call(office(), id, own_, {"unchanged", "荒木さん", ""}).error().fault,
            Fault::conflict);
  EXPECT_EQ(record_call(as(cast::member_admin, own_), id, own_, {"unchanged", "x", ""})
                .error().fault,
            Fault::forbidden);
}

TEST_F(Confirmations, TheDueDayMustBeToComeAndNear) {
  EXPECT_EQ(open_round(office(), {"2024-10-28", {}, "", ""}).error().fields.at(0).field, "due_on");
  EXPECT_EQ(open_round(office(), {"2025-11-28", {}, "", ""}).error().fields.at(0).field, "due_on");
  EXPECT_EQ(open_round(office(), {"", {}, "", ""}).error().fields.at(0).field, "due_on");
  EXPECT_EQ(open_round(as(cast::prefecture), {"2024-11-29", {}, "", ""}).error().fault,
            Fault::forbidden);
}

TEST_F(Confirmations, TheDatabaseHoldsNoLink) {
  running();
  const std::string link = token("rina@minamo.example.jp");
  EXPECT_EQ(count("SELECT count(*) FROM confirmation_links WHERE token_hash = '" +
                  sha256_hex(link) + "'"),
            1);
  EXPECT_EQ(count("SELECT count(*) FROM confirmation_links WHERE token_hash = '" + link + "'"), 0);
}

TEST_F(Confirmations, WhoAsksIsToldTheirOwnAnswerAndNobodyElses) {
  const RoundId id = running();
  ASSERT_TRUE(confirm_by_link(s_.system_context(), token("rina@minamo.example.jp")));
  ASSERT_TRUE(record_call(office(), id, other_, {"changed", "宮本さん", "移転したとのこと"}));
  const std::string mine = told("rina@minamo.example.jp");
  EXPECT_TRUE(has(mine, "荒木 里奈"));
  EXPECT_TRUE(has(mine, "変更なし"));
  EXPECT_FALSE(has(mine, "宮本"));
  EXPECT_FALSE(has(mine, "移転したとのこと"));
  const std::string called = told("sakura@harukaze.example.jp");
  EXPECT_TRUE(has(called, "移転したとのこと"));
  EXPECT_FALSE(has(called, "荒木"));
  EXPECT_EQ(told("nobody@minamo.example.jp"), "");
}

TEST_F(Confirmations, ACallWithAColleagueIsNotTheirs) {
  const RoundId id = running();
  ASSERT_TRUE(record_call(office(), id, own_, {"unchanged", "総務の別の人", "別の人との話"}));
  const std::string mine = told("rina@minamo.example.jp");
  EXPECT_TRUE(has(mine, "お願いの宛名"));  // the letter was addressed to her
  EXPECT_FALSE(has(mine, "別の人"));
}

}  // namespace
}  // namespace musubi::confirmations
