// told_results_test.cc - R-5.1.2.c: every reading of what a screening found stands in the audit,
// also where only what a page offers or refuses tells it, and alike whatever the result is.
#include "core/audit/audit.h"
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;

class ToldResults : public ReviewCase {
 protected:
  ToldResults() { confirmed({"一"}); }

  ApplicationId settled(const std::string& result) {
    const ApplicationId id = received("株式会社" + result, result + "@kaku.example.jp");
    EXPECT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    EXPECT_TRUE(answer(cast::secretariat, id, 0, "fit"));
    settle(id, result.c_str());
    return id;
  }
  static std::string path(const ApplicationId& id) { return "/office/reviews/" + id.text; }
  void expect_read_by(const test::Person& who, const ApplicationId& id) {
    audit::Filter filter;
    filter.action_prefix = "screenings.file.read";
    const auto entries =
        s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
    ASSERT_FALSE(entries.empty());
    EXPECT_EQ(entries[0].actor_id, who.id.text);
    EXPECT_EQ(entries[0].subject_id, screening(id).text);
  }
};

TEST_F(ToldResults, ThePageOfTheDecisionIsAReadingWhateverTheResultIs) {
  for (const std::string result : {"clear", "concerned"}) {
    const ApplicationId id = settled(result);
    auto& manager = s_.as(cast::manager);
    manager.get(path(id)).status(200).not_audited();
    manager.get(path(id) + "/decision").status(200).not_audited();  // offers nothing yet
    ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"decline", "総合的に判断"}));
    const auto shown = manager.get(path(id) + "/decision").status(200)
                           .audited("screenings.file.read").lacks("問題なし");
    expect_read_by(cast::manager, id);
    if (result == "clear") shown.contains("/approval\"").lacks(kReadTheFile);
    if (result == "concerned") shown.contains(kReadTheFile).lacks("/approval\"");
  }
}

TEST_F(ToldResults, SoIsARefusalThatNamesTheFile) {
  const ApplicationId id = settled("concerned");
  s_.as(cast::secretariat)
      .post(path(id) + "/readiness", {{"opinion", "approve"}, {"opinion_words", "よい"}})
      .status(409).contains(kReadTheFile).lacks("問題なし").audited("screenings.file.read");
  expect_read_by(cast::secretariat, id);
  ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"decline", "総合的に判断"}));
  s_.as(cast::manager)
      .post(path(id) + "/approval",
            {{"note", ""}, {"version", std::to_string(page(id).application.version)}})
      .status(409).contains(kReadTheFile).audited("screenings.file.read");
  expect_read_by(cast::manager, id);
}

TEST_F(ToldResults, WhoTookPartIsOfferedNothingAndReadsNothing) {
  const ApplicationId id = settled("concerned");
  ASSERT_TRUE(hand_to_decider(as(cast::manager), smith_, id, {"decline", "総合的に判断"}));
  s_.as(cast::manager).get(path(id) + "/decision").status(200).not_audited()
      .contains("審査した人は決裁できません").lacks(kReadTheFile);
}

}  // namespace
}  // namespace musubi::reviews
