// doubled_forms_test.cc - the forms between a received application and its decision, sent twice: by
// a second click, by going back, or because the first answer got lost. Promise: the second changes
// nothing and writes to nobody. bad_input_test.cc has the forms of the registry and of accounts.
#include <gtest/gtest.h>

#include "support/reviews.h"

namespace musubi {
namespace {

using applications::ApplicationId;
using test::FormFields;
using test::Visitor;
namespace cast = test::cast;

class DoubledForms : public reviews::ReviewCase {
 protected:
  std::int64_t entries(const std::string& action) {
    return count("SELECT COUNT(*) FROM audit_entries WHERE action = '" + action + "'");
  }
  std::int64_t mails() { return count("SELECT COUNT(*) FROM mails"); }

  // `again`: how the second one is answered.
  void twice(Visitor& who, const std::string& path, const FormFields& fields,
             const std::string& action, int again) {
    const std::int64_t before = entries(action);
    who.post(path, fields).status(303).audited(action);
    EXPECT_EQ(entries(action), before + 1) << path;
    deliver();
    const std::int64_t written = mails();
    const auto refused = who.post(path, fields).status(again);
    // A screening's form that comes back shows the file, and each showing is audited (R-5.1.2.c).
    if (!path.starts_with("/office/screenings/")) refused.not_audited();
    deliver();
    EXPECT_EQ(entries(action), before + 1) << path;
    EXPECT_EQ(mails(), written) << path << " wrote to somebody once more";
  }
  // Somebody has claimed it; nothing is answered yet.
  ApplicationId under_review() {
    confirmed();
    const ApplicationId id = received();
    EXPECT_TRUE(reviews::claim_review(as(cast::secretariat), smith_, id));
    return id;
  }
};

TEST_F(DoubledForms, ASupplementIsTakenOnce) {
  const ApplicationId id = received();
  ASSERT_TRUE(applications::request_supplement(
      as(cast::secretariat), id, {"電話番号を見直してください。", {"telephone"}, false, ""}, 0));
  const std::string link = newest_link("/join/status/");
  Visitor applicant = s_.stranger();
  twice(applicant, link + "/supplement", {{"telephone", "096-000-9876"}, {"answer", "直しました"}},
        "applications.application.supplement_answered", 303);
  const auto now = view(id);
  ASSERT_EQ(now.supplements.size(), 1U);
  EXPECT_EQ(now.supplements[0].answer, "直しました");
  EXPECT_EQ(now.application.organisation.telephone, "096-000-9876");
}

TEST_F(DoubledForms, ASecondReadingIsRecordedOnce) {
  const auto file = screening(under_review());
  const Context office = as(cast::secretariat);
  const auto now = [&] { return screenings::read_screening(office, smith_, file).value(); };
  ASSERT_TRUE(screenings::record_search(office, smith_, file,
                                        {"団体名", "新聞", "", "none", "", "", "", ""}));
  ASSERT_TRUE(screenings::record_lookup(office, smith_, file, {"登記", "", "相違なし", ""}));
  ASSERT_TRUE(
      screenings::record_finding(office, smith_, file, {"clear", "所見", now().version}));
  twice(s_.as(cast::manager), "/office/screenings/" + file.text + "/second-reading",
        {{"agreed", "yes"}, {"version", std::to_string(now().version)}},
        "screenings.file.changed", 409);
  EXPECT_EQ(now().content.readings.size(), 1U);
}

TEST_F(DoubledForms, AnApplicationIsHandedToItsDeciderOnce) {
  const ApplicationId id = under_review();
  settle(id);
  for (std::size_t i = 0; i < page(id).criteria.criteria.size(); ++i) {
    ASSERT_TRUE(answer(cast::secretariat, id, i, "fit"));
  }
  twice(s_.as(cast::secretariat), "/office/reviews/" + id.text + "/readiness",
        {{"opinion", "approve"}, {"opinion_words", "基準を満たす"}}, "reviews.review.made_ready",
        409);
  EXPECT_EQ(view(id).application.state, applications::State::awaiting_decision);
  EXPECT_EQ(page(id).review->opinion_words, "基準を満たす");
}

TEST_F(DoubledForms, AnApplicationIsGivenToSomebodyOnce) {
  const ApplicationId id = received();
  const std::string version = std::to_string(view(id).application.version);
  twice(s_.as(cast::manager), "/office/applications/" + id.text + "/assignment",
        {{"assigned_to", cast::manager.id.text}, {"version", version}},
        "applications.application.assigned", 303);
  EXPECT_EQ(view(id).application.assigned_to, cast::manager.id);
}

}  // namespace
}  // namespace musubi
