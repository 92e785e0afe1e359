// two_persons_test.cc - 審査者 ≠ 決裁者 (R-5.1.2.b): whoever ever took part in a review does not
// decide it, whatever a colleague wrote over it since. One test per way into a review.
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;

class TwoPersons : public ReviewCase {
 protected:
  TwoPersons() { confirmed({"一"}); }

  Result<void> hand_on(const test::Person& who, const ApplicationId& id) {
    return hand_to_decider(as(who), smith_, id, {"approve", "基準を満たす"});
  }
  // As the clerk's case, all of whose steps are somebody else's, is decided by the same manager.
  void expect_refused(const ApplicationId& id) {
    ASSERT_EQ(page(id).application.state, applications::State::awaiting_decision);
    const auto approved = approve_application(as(cast::manager), smith_, id, deciding(id));
    ASSERT_FALSE(approved.has_value());
    EXPECT_NE(approved.error().says.find("審査した人は決裁できません"), std::string::npos);
    const auto declined = decline_application(as(cast::manager), smith_, id, deciding(id));
    ASSERT_FALSE(declined.has_value());
    EXPECT_NE(declined.error().says.find("審査した人は決裁できません"), std::string::npos);
    s_.as(cast::manager)
        .get("/office/reviews/" + id.text + "/decision")
        .status(200)
        .contains("審査した人は決裁できません")
        .lacks("/approval\"");
    EXPECT_EQ(count("SELECT count(*) FROM organisations"), 0);
    const ApplicationId other = ready("株式会社ほかの申込み", "hoka@kaku.example.jp");
    EXPECT_TRUE(approve_application(as(cast::manager), smith_, other, deciding(other)));
  }
};

TEST_F(TwoPersons, WhoClaimedItCannotDecide) {
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::manager), smith_, id));
  settle(id);
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  ASSERT_TRUE(hand_on(cast::secretariat, id));
  expect_refused(id);
}

TEST_F(TwoPersons, NorWhenAColleagueTookItOver) {
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::manager), smith_, id));
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  ASSERT_EQ(page(id).review->reviewer_id, cast::secretariat.id.text);
  settle(id);
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  ASSERT_TRUE(hand_on(cast::secretariat, id));
  expect_refused(id);
}

TEST_F(TwoPersons, NorWhenAColleagueSavedTheAnswerAgain) {
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  settle(id);
  ASSERT_TRUE(answer(cast::manager, id, 0, "fit"));
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit", 1));
  ASSERT_EQ(page(id).answers.at(0).answered_by, cast::secretariat.id.text);
  ASSERT_TRUE(hand_on(cast::secretariat, id));
  expect_refused(id);
}

TEST_F(TwoPersons, WhoHandedItOnCannotDecide) {
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  settle(id);
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  ASSERT_TRUE(hand_on(cast::manager, id));
  expect_refused(id);
}

// The finding is part of the case; its second reader checks, as the decider does.
TEST_F(TwoPersons, WhoRecordedTheScreeningsResultCannotDecideAlsoWhenItWasReplaced) {
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  const auto file = screening(id);
  const Context clerk = as(cast::secretariat), manager = as(cast::manager);
  ASSERT_TRUE(screenings::record_search(clerk, smith_, file,
                                        {"団体名", "新聞", "", "none", "", "", "", ""}));
  ASSERT_TRUE(screenings::record_lookup(clerk, smith_, file, {"登記", "", "相違なし", ""}));
  const auto version = [&] { return screenings::read_screening(clerk, smith_, file)->version; };
  ASSERT_TRUE(screenings::record_finding(manager, smith_, file, {"clear", "所見", version()}));
  ASSERT_TRUE(
      screenings::record_second_reading(clerk, smith_, file, {"no", "調べ足りない", version()}));
  ASSERT_TRUE(screenings::record_finding(clerk, smith_, file, {"clear", "所見", version()}));
  ASSERT_TRUE(screenings::record_second_reading(manager, smith_, file, {"yes", "", version()}));
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  ASSERT_TRUE(hand_on(cast::secretariat, id));
  expect_refused(id);
}

TEST_F(TwoPersons, WhoCouldDecideIsToldBeforeTakingPart) {
  const ApplicationId id = received();
  const std::string path = "/office/reviews/" + id.text;
  s_.as(cast::manager).get(path).contains("この申込みを決裁できなくなります");
  s_.as(cast::secretariat).get(path).lacks("この申込みを決裁できなくなります");
  ASSERT_TRUE(claim_review(as(cast::manager), smith_, id));
  s_.as(cast::manager).get(path).contains("あなたは審査に加わっています");
}

}  // namespace
}  // namespace musubi::reviews
