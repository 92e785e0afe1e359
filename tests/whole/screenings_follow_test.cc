// screenings_follow_test.cc - the files of screenings follow the registry: out of use after a 退会 or
// a 合併, along in a 名寄せ and back in its undo; and a member without a file is told of.
#include "features/members/service_merges.h"
#include "features/screenings/service.h"
#include "support/destroying.h"
#include "support/managing.h"

namespace musubi {
namespace {

namespace cast = test::cast;
using screenings::ScreeningId;

class FollowedScreenings : public test::ManagingCase {
 protected:
  // 問題なし, read by two.
  ScreeningId settled(const OrganisationId& organisation) {
    const auto begun = screenings::begin_for_organisation(office(), smith_, organisation);
    CHECK(begun.has_value());
    EXPECT_TRUE(screenings::record_search(
        office(), smith_, *begun, {"有限会社みなも製作所", "新聞", "", "none", "", "", "", ""}));
    EXPECT_TRUE(
        screenings::record_lookup(office(), smith_, *begun, {"登記", "", "相違なし", ""}));
    EXPECT_TRUE(screenings::record_finding(office(), smith_, *begun,
                                           {"clear", "調べたとおり", seen(*begun).version}));
    EXPECT_TRUE(screenings::record_second_reading(as(cast::manager), smith_, *begun,
                                                  {"yes", "", seen(*begun).version}));
    s_.advance_minutes(1);  // ids tell the order
    return *begun;
  }
  screenings::Screening seen(const ScreeningId& id) {
    auto found = screenings::read_screening(as(cast::auditor), smith_, id);
    EXPECT_TRUE(found.has_value());
    return found ? *found : screenings::Screening{};
  }
  void deliver() {
    outbox::Handlers handlers;
    members::add_handlers(handlers);
    screenings::add_handlers(handlers, s_.shared_locksmith());
    for (int i = 0; i < 20 && s_.deliver(handlers) > 0; ++i) {
    }
  }
  void night_passes() {
    for (const jobs::Job& job : screenings::scheduled_jobs()) {
      ASSERT_TRUE(job.run(s_.system_context()));
    }
  }
  void leave(const OrganisationId& member) {
    const Context ctx = office();
    ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
      return members::change_standing(tx, ctx, member, "withdrawn", {"", "廃業", ""});
    }));
  }
  // 名寄せ: the second lives on in the first.
  members::MergeId found_alike(const OrganisationId& kept, const OrganisationId& gone) {
    members::MergeRequest together;
    together.kept_id = kept;
    together.gone_id = gone;
    const auto merged = members::merge_organisations(as(cast::manager), together);
    CHECK(merged.has_value());
    return *merged;
  }
  std::int64_t due() {
    return s_.db().read(
        [](db::Reader& reader) { return screenings::count_due(reader, Date{2026, 1, 1}); });
  }

  const accounts::Locksmith& smith_ = s_.locksmith();
};

TEST_F(FollowedScreenings, WhoLeftIsNotCheckedAgainAndItsFileGoesAYearLater) {
  const ScreeningId id = settled(own_);
  settled(other_);
  EXPECT_EQ(due(), 2);
  EXPECT_FALSE(test::is_found(s_, "screenings.files", id.text));
  leave(own_);
  deliver();
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(seen(id).next_check_on, "");
  EXPECT_EQ(seen(id).left_on, "2024-10-28");
  // Nor because of what somebody still corrects about its representative.
  ASSERT_TRUE(screenings::follow_change_of_officers(s_.system_context(), smith_, own_));
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(screenings::begin_round(office(), smith_, id, "yearly").error().fault,
            Fault::conflict);
  s_.as(cast::secretariat).get("/office/screenings/" + id.text).status(200)
      .contains("会員ではなくなったため").lacks("次の確認を始める");

  test::expect_destroyed(s_, "screenings.files", id.text, {2025, 10, 28});

  EXPECT_TRUE(seen(id).content.searches.empty());
}

TEST_F(FollowedScreenings, AResultAfterTheLeavingMakesNoNextCheck) {
  const auto begun = screenings::begin_for_organisation(office(), smith_, own_);
  ASSERT_TRUE(begun.has_value());
  leave(own_);
  deliver();
  ASSERT_TRUE(screenings::record_finding(office(), smith_, *begun,
                                         {"concerned", "理由", seen(*begun).version}));
  ASSERT_TRUE(screenings::record_second_reading(as(cast::manager), smith_, *begun,
                                                {"yes", "", seen(*begun).version}));
  EXPECT_EQ(due(), 0);
  // A new file is for members.
  EXPECT_EQ(screenings::begin_for_organisation(office(), smith_, own_).value_or(ScreeningId{}),
            *begun);
  leave(other_);
  EXPECT_EQ(screenings::begin_for_organisation(office(), smith_, other_).error().fault,
            Fault::conflict);
}

TEST_F(FollowedScreenings, AFileGoesAlongInANameMatchAndBackInItsUndo) {
  const ScreeningId older = settled(own_);
  const ScreeningId newer = settled(other_);
  const members::MergeId merge = found_alike(own_, other_);
  deliver();
  EXPECT_EQ(seen(newer).organisation_id, own_.text);
  EXPECT_EQ(seen(newer).next_check_on, "2025-10-28");
  EXPECT_EQ(seen(older).next_check_on, "");  // one check is due for what is one member
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(screenings::begin_for_organisation(office(), smith_, own_).value(), newer);

  ASSERT_TRUE(members::undo_merge(as(cast::manager), merge));
  deliver();
  EXPECT_EQ(seen(newer).organisation_id, other_.text);
  EXPECT_EQ(seen(older).next_check_on, "2025-10-28");
  EXPECT_EQ(due(), 2);
}

TEST_F(FollowedScreenings, ACheckBecauseOfOfficersIsNotLostInANameMatch) {
  settled(other_);
  const ScreeningId newest = settled(own_);
  ASSERT_TRUE(screenings::follow_change_of_officers(s_.system_context(), smith_, other_));
  found_alike(own_, other_);
  deliver();
  EXPECT_EQ(seen(newest).next_check_on, "2024-10-28");
  EXPECT_EQ(seen(newest).next_cause, "officers");
  EXPECT_EQ(due(), 1);
}

TEST_F(FollowedScreenings, AfterAMergerTheFileOfTheOneThatEndedStaysItsOwn) {
  const ScreeningId id = settled(other_);
  const Context ctx = office();
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return members::merge_members_on(tx, ctx, other_, own_, {"", "合併", ""});
  }));
  deliver();
  EXPECT_EQ(seen(id).organisation_id, other_.text);
  EXPECT_EQ(seen(id).left_on, "2024-10-28");
  EXPECT_EQ(due(), 0);
}

// An older version did not tell; neither does whoever restores half of a backup.
TEST_F(FollowedScreenings, WhatWasMissedIsCaughtUpAtNight) {
  const ScreeningId id = settled(other_);
  leave(other_);
  EXPECT_EQ(due(), 1);
  night_passes();
  EXPECT_EQ(due(), 0);
  EXPECT_EQ(seen(id).left_on, "2024-10-28");
}

TEST_F(FollowedScreenings, AMemberWithoutAFileIsListedUntilOneIsBegun) {
  settled(other_);
  const char* kPage = "/office/screenings?show=due";
  auto& desk = s_.as(cast::secretariat);
  desk.get(kPage).status(200).lacks("有限会社みなも製作所");
  night_passes();
  const OrganisationId third = member("合同会社さんばんめ", "", "");
  night_passes();
  desk.get(kPage)
      .status(200)
      .contains("確認の記録がない会員")
      .contains("有限会社みなも製作所")
      .contains("合同会社さんばんめ")
      .lacks("株式会社はるかぜ商会");
  desk.post("/office/screenings", {{"organisation", own_.text}})
      .leads_to("/office/screenings/")
      .audited("screenings.file.opened");
  leave(third);
  deliver();
  desk.get(kPage).status(200).lacks("有限会社みなも製作所").lacks("合同会社さんばんめ");
  night_passes();
  EXPECT_EQ(count("SELECT count(*) FROM screening_absences"), 0);
}

}  // namespace
}  // namespace musubi
