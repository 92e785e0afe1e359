// service_events_test.cc - what was recorded wrongly is put right with a reason: a 退会 that never
// was, a joining on a wrong day. The figures follow, the frozen report does not, the next one says
// 訂正; what would contradict the other events is refused. And the history of the fields has no end.
#include "features/members/service_events.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/members/service_reports.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;

class MembershipEvents : public testing::Test {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }
  OrganisationId member(const std::string& name, const std::string& joined_on) {
    NewOrganisation input;
    input.typed = {{"name", name}};
    input.joined_on = joined_on;
    auto id = create_organisation(office(), input);
    EXPECT_TRUE(id.has_value());
    return id ? *id : OrganisationId{};
  }
  void change(const OrganisationId& id, const std::string& kind, const std::string& day) {
    auto done = change_state(office(), {id, kind, day, "届けによる"});
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  OrganisationPage page(const OrganisationId& id) {
    return *load_visible_organisation(office(), id);
  }
  EventCorrection correction(const OrganisationId& id, const std::string& kind) {
    EventCorrection out;
    const OrganisationPage now = page(id);
    out.id = id;
    out.version = now.organisation.version;
    out.reason = "別の団体の届けを取り違えたため";
    for (const auto& event : now.events) {
      if (event.kind == kind) out.event = event.id;
    }
    EXPECT_FALSE(out.event.empty()) << kind;
    return out;
  }
  Result<void> withdraw(const OrganisationId& id, const std::string& kind) {
    EventCorrection input = correction(id, kind);
    input.action = "withdraw";
    return correct_event(office(), input);
  }
  Result<void> move(const OrganisationId& id, const std::string& kind, const std::string& day) {
    EventCorrection input = correction(id, kind);
    input.action = "move";
    input.happened_on = day;
    return correct_event(office(), input);
  }
  Standing standing_on(Date day) {
    return s_.db().read(
        [&](db::Reader& reader) { return standing(reader, {2024, 4, 1}, day); });
  }
  test::Scenario s_;
};

TEST_F(MembershipEvents, AWithdrawalThatNeverWasIsTakenBack) {
  const OrganisationId id = member("みなも製作所", "2023-04-01");
  change(id, "withdrawn", "2024-06-30");
  EXPECT_EQ(standing_on({2024, 10, 1}).members, 0);
  const std::int64_t before = s_.audit_count();
  auto done = withdraw(id, "withdrawn");
  ASSERT_TRUE(done.has_value()) << done.error().says;
  const OrganisationPage now = page(id);
  EXPECT_EQ(now.organisation.state, State::active);
  EXPECT_EQ(now.organisation.left_on, "");
  EXPECT_EQ(now.events.size(), 1U);
  EXPECT_EQ(standing_on({2024, 10, 1}).members, 1);
  EXPECT_EQ(standing_on({2024, 10, 1}).left, 0);
  EXPECT_GT(s_.audit_count(), before);
  audit::Filter filter;
  filter.action_prefix = "members.event.withdrawn";
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].before.at("happened_on"), "2024-06-30");
  EXPECT_EQ(entries[0].reason, "別の団体の届けを取り違えたため");
}

TEST_F(MembershipEvents, TheDayOfJoiningMovesAndTheFiguresWithIt) {
  const OrganisationId id = member("はるかぜ商会", "2024-05-01");
  EXPECT_EQ(standing_on({2024, 4, 30}).members, 0);
  auto done = move(id, "joined", "2024-04-10");
  ASSERT_TRUE(done.has_value()) << done.error().says;
  EXPECT_EQ(page(id).organisation.joined_on, "2024-04-10");
  EXPECT_EQ(standing_on({2024, 4, 30}).members, 1);
  EXPECT_EQ(standing_on({2024, 4, 30}).joined, 1);
  done = move(id, "joined", "2023-04-10");
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(standing_on({2024, 4, 30}).joined, 0);  // before the year now
}

// The one way for rosters, merges and their undo; what it asks beforehand is what it does.
TEST_F(MembershipEvents, AJoiningMovesOnlyWhereTheLaterEventsLetIt) {
  const OrganisationId id = member("あおば電子", "2023-04-01");
  change(id, "withdrawn", "2024-06-30");
  const auto moved = [&](const std::string& day) {
    const Organisation now = page(id).organisation;
    return s_.db().write([&](db::Tx& tx) -> Result<bool> {
      const bool can = can_move_joining(tx, now, day);
      const bool did = TRY(move_joining(tx, now, day));
      EXPECT_EQ(can, did) << day;
      return did;
    });
  };
  EXPECT_FALSE(moved("2024-07-01").value());
  EXPECT_EQ(standing_on({2024, 5, 1}).members, 1);
  EXPECT_TRUE(moved("2024-05-10").value());
  EXPECT_EQ(standing_on({2024, 5, 1}).members, 0);
  EXPECT_EQ(standing_on({2024, 5, 10}).members, 1);
  EXPECT_TRUE(s_.db().read([](db::Reader& reader) { return unequal_days(reader); }).empty());
}

TEST_F(MembershipEvents, TheDayOfLeavingMoves) {
  const OrganisationId id = member("あおば電子", "2023-04-01");
  change(id, "withdrawn", "2024-06-30");
  ASSERT_TRUE(move(id, "withdrawn", "2024-07-31").has_value());
  EXPECT_EQ(page(id).organisation.left_on, "2024-07-31");
  EXPECT_EQ(standing_on({2024, 7, 15}).members, 1);
  EXPECT_EQ(standing_on({2024, 7, 31}).members, 0);
}

TEST_F(MembershipEvents, WhatWouldContradictTheOtherEventsIsRefusedAndNothingChanges) {
  const OrganisationId id = member("こだま建設", "2023-04-01");
  change(id, "paused", "2024-05-01");
  change(id, "resumed", "2024-06-01");
  const std::int64_t before = s_.audit_count();
  auto early = move(id, "resumed", "2024-04-15");  // before the pause that it ends
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().fields[0].field, "happened_on");
  auto middle = withdraw(id, "paused");  // a pause that ends and never began
  ASSERT_FALSE(middle.has_value());
  EXPECT_EQ(middle.error().fields[0].field, "action");
  auto joining = withdraw(id, "joined");
  ASSERT_FALSE(joining.has_value());
  auto future = move(id, "resumed", "2024-10-29");
  ASSERT_FALSE(future.has_value());
  EventCorrection silent = correction(id, "resumed");
  silent.action = "withdraw";
  silent.reason = " ";
  EXPECT_EQ(correct_event(office(), silent).error().fields[0].field, "reason");
  EXPECT_EQ(s_.audit_count(), before);
  EXPECT_EQ(page(id).events.size(), 3U);
  ASSERT_TRUE(withdraw(id, "resumed").has_value());  // from the newest on: both
  ASSERT_TRUE(withdraw(id, "paused").has_value());
  EXPECT_EQ(page(id).organisation.state, State::active);
}

TEST_F(MembershipEvents, TwoWhoPutItRightAtOnceDoNotBothWin) {
  const OrganisationId id = member("つばさ運輸", "2023-04-01");
  change(id, "withdrawn", "2024-06-30");
  EventCorrection late = correction(id, "withdrawn");
  ASSERT_TRUE(move(id, "withdrawn", "2024-07-31").has_value());
  late.action = "withdraw";
  auto second = correct_event(office(), late);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().fault, Fault::conflict);
}

TEST_F(MembershipEvents, AReportThatWasMadeStaysAndTheNextOneSaysWhatWasPutRight) {
  const OrganisationId id = member("やまなみ農園", "2023-04-01");
  member("みなも製作所", "2023-04-01");
  change(id, "withdrawn", "2024-06-15");
  const std::string first = *freeze_report(office(), {2024, 6, 30});
  ASSERT_TRUE(submit_report(office(), first).has_value());
  ASSERT_TRUE(withdraw(id, "withdrawn").has_value());
  EXPECT_EQ(load_visible_report(office(), first)->figures.members, 1);
  const auto next = load_visible_report(office(), *freeze_report(office(), {2024, 9, 30}));
  EXPECT_EQ(next->figures.previous_members, 1);
  EXPECT_EQ(next->figures.corrected_in, 1);
  EXPECT_EQ(next->figures.members, 2);
  EXPECT_EQ(reconcile(next->figures), "");
}

TEST_F(MembershipEvents, ThePageLeadsThereAndOthersAreRefused) {
  const OrganisationId id = member("みなも製作所", "2023-04-01");
  change(id, "withdrawn", "2024-06-30");
  const EventCorrection input = correction(id, "withdrawn");
  const std::string path = "/office/members/" + id.text + "/events/" + input.event;
  auto& office = s_.as(cast::secretariat);
  office.get("/office/members/" + id.text).status(200).contains(path);
  office.get(path).status(200).contains("記録を取り消す");
  s_.as(cast::prefecture).get("/office/members/" + id.text).lacks(path);
  s_.as(cast::prefecture).post(path, {{"action", "withdraw"}}).status(403).not_audited();
  office.post(path, {{"action", "withdraw"}, {"version", std::to_string(input.version)}})
      .status(422)
      .not_audited()
      .contains("何が誤っていたかを入力してください");
  office.post(path, {{"action", "withdraw"}, {"reason", "取り違え"},
                     {"version", std::to_string(input.version)}})
      .status(303)
      .audited("members.event.withdrawn");
  office.get(path).status(404);  // it never was
}

TEST_F(MembershipEvents, ThePrefectureReadsTheHistoryWithoutPersonalFieldsAndReasons) {
  const OrganisationId id = member("みなも製作所", "2023-04-01");
  OrganisationEdit edit{.id = id, .version = 1, .typed = {}, .effective_on = {}, .reason = {}};
  edit.typed = {{"employees", "12"}, {"note", "社長の体調に配慮する"}};
  edit.reason = "本人からの電話";
  ASSERT_TRUE(update_organisation(office(), edit).has_value());
  const std::string path = "/office/members/" + id.text + "/changes";
  s_.as(cast::secretariat).get(path).status(200).contains("社長の体調").contains("本人からの電話");
  s_.as(cast::prefecture)
      .get(path)
      .status(200)
      .contains("12")
      .lacks("社長の体調")
      .lacks("本人からの電話");
}

TEST_F(MembershipEvents, TheHistoryOfTheFieldsGoesOnPageByPage) {
  const OrganisationId id = member("みなも製作所", "2023-04-01");
  for (int i = 0; i < 120; ++i) {
    OrganisationEdit edit;
    edit.id = id;
    edit.version = page(id).organisation.version;
    edit.typed = {{"employees", std::to_string(i + 1)}};
    ASSERT_TRUE(update_organisation(office(), edit).has_value());
    s_.advance_seconds(i % 3);  // several within one moment
  }
  std::vector<std::string> seen;
  std::string after;
  do {
    auto some = load_visible_changes(office(), id, after, 50);
    ASSERT_TRUE(some.has_value());
    for (const auto& one : some->changes) seen.push_back(one.after);
    after = some->next;
  } while (!after.empty());
  ASSERT_EQ(seen.size(), 120U);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  s_.as(cast::secretariat)
      .get("/office/members/" + id.text)
      .contains("/office/members/" + id.text + "/changes");
  s_.as(cast::secretariat)
      .get("/office/members/" + id.text + "/changes")
      .status(200)
      .contains("?after=");
}

}  // namespace
}  // namespace musubi::members
