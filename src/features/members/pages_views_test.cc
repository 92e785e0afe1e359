// pages_views_test.cc - the conditions of the list that a person keeps under a name: saved, listed,
// used, given up; nobody else's; and what was typed stays when no more can be kept.
#include <gtest/gtest.h>

#include <string>

#include "features/members/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;

class SavedViewPages : public testing::Test {
 protected:
  test::Answer saves(const test::Person& person, const std::string& name,
                     const std::string& query = "need=first_time") {
    return s_.as(person).post("/office/member-views", {{"name", name}, {"query", query}});
  }
  std::vector<SavedView> kept_by(const test::Person& person) {
    return list_saved_views(s_.context_of(person));
  }

  test::Scenario s_;
};

TEST_F(SavedViewPages, AreSavedListedUsedAndGivenUp) {
  saves(cast::secretariat, "　はじめての会員 ")
      .leads_to("/office/members?need=first_time")
      .audited("members.view.saved");
  const auto kept = kept_by(cast::secretariat);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].name, "はじめての会員");
  EXPECT_EQ(kept[0].query, "need=first_time");
  const std::string removal = "/office/member-views/" + kept[0].id + "/removal";
  auto& office = s_.as(cast::secretariat);
  // A tab on every list; what gives it up stands below its own list alone.
  office.get("/office/members")
      .status(200)
      .contains("はじめての会員")
      .contains("/office/members?need=first_time")
      .lacks(removal);
  office.get("/office/members?need=first_time")
      .status(200)
      .contains("はじめての入会")
      .contains("「はじめての会員」を一覧から外す")
      .contains(removal);
  office.post(removal).leads_to("/office/members").audited("members.view.deleted");
  EXPECT_TRUE(kept_by(cast::secretariat).empty());
  office.get("/office/members").lacks("はじめての会員");
  office.post(removal).status(404).not_audited();
}

TEST_F(SavedViewPages, SentTwiceAreOne) {
  saves(cast::secretariat, "はじめての会員").audited("members.view.saved");
  saves(cast::secretariat, "はじめての会員").status(303).not_audited();
  EXPECT_EQ(kept_by(cast::secretariat).size(), 1U);
}

TEST_F(SavedViewPages, AreNobodyElses) {
  saves(cast::secretariat, "はじめての会員").status(303);
  const auto kept = kept_by(cast::secretariat);
  ASSERT_EQ(kept.size(), 1U);
  auto& manager = s_.as(cast::manager);
  manager.get("/office/members").status(200).lacks("はじめての会員");
  manager.post("/office/member-views/" + kept[0].id + "/removal").status(404).not_audited();
  EXPECT_EQ(kept_by(cast::secretariat).size(), 1U);
}

TEST_F(SavedViewPages, WithoutANameOrWithALongOneTheListStays) {
  saves(cast::secretariat, "  ")
      .status(422)
      .contains("この条件の名前を入力してください")
      .contains("href=\"#f-name\"")
      .contains("value=\"need=first_time\"")
      .not_audited();
  std::string long_name;
  for (int i = 0; i < 31; ++i) long_name += "名";
  saves(cast::secretariat, long_name)
      .status(422)
      .contains("30文字以内")
      .contains("value=\"" + long_name + "\"")
      .not_audited();
  EXPECT_TRUE(kept_by(cast::secretariat).empty());
}

TEST_F(SavedViewPages, TheThirteenthKeepsWhatWasTyped) {
  for (int i = 1; i <= 12; ++i) {
    saves(cast::secretariat, "条件" + std::to_string(i)).status(303);
  }
  saves(cast::secretariat, "十三番目")
      .status(422)
      .contains("残せる条件は12個までです")
      .contains("href=\"#f-name\"")
      .contains("value=\"十三番目\"")
      .contains("value=\"need=first_time\"")
      .contains("条件12")
      .not_audited();
  const auto kept = kept_by(cast::secretariat);
  ASSERT_EQ(kept.size(), 12U);
  saves(cast::manager, "十三番目").status(303);  // everybody has twelve
  s_.as(cast::secretariat)
      .post("/office/member-views/" + kept[0].id + "/removal")
      .leads_to("/office/members");
  saves(cast::secretariat, "十三番目").status(303);
  EXPECT_EQ(kept_by(cast::secretariat).size(), 12U);
}

}  // namespace
}  // namespace musubi::members
