// pages_status_test.cc - after the receipt: the applicant's status page, 補正 from the mailed link,
// withdrawal, and a new link that tells nothing to whom it does not belong.
#include "features/applications/record.h"
#include "support/applications.h"
#include "web/rate_limits.h"

namespace musubi::applications {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Visitor;

class StatusPages : public Applying {
 protected:
  // Sent, with the link from its letter.
  std::string applied() {
    Visitor v = s_.stranger();
    apply(v);
    return newest_link("/join/status/");
  }
  ApplicationId id() { return queue().at(0).id; }
  void ask(const FormFields& fields) {
    s_.as(cast::secretariat)
        .post(path_of(id()) + "/supplements", fields)
        .leads_to(path_of(id()))
        .audited("applications.application.supplement_asked");
  }
};

TEST_F(StatusPages, TheLetterOfTheReceiptLeadsToTheStatus) {
  const std::string link = applied();
  const auto letter = letters().front();
  EXPECT_EQ(letter.to_address, kEmail);
  EXPECT_NE(letter.subject.find("R6-0001"), std::string::npos);
  Visitor v = s_.stranger();
  v.get(link).status(200).contains("R6-0001").contains("受付").contains("メールアドレスの確認");
  v.post(link + "/verification")
      .leads_to(link)
      .audited("applications.application.email_verified");
  v.get(link).lacks("メールアドレスの確認をお願い");
  v.post(link + "/verification").leads_to(link).not_audited();
  EXPECT_TRUE(queue().at(0).email_verified);
}

TEST_F(StatusPages, OnlyWhatIsAskedForCanBeCorrected) {
  const std::string link = applied();
  ask({{"request", "法人番号を見直してください。"}, {"fields", "corporate_number"},
       {"fields", "contact_name"}});
  Visitor v = s_.stranger();
  v.get(link).contains("法人番号を見直してください。").contains("補正を入力する");
  v.get(link + "/supplement")
      .status(200)
      .contains("name=\"corporate_number\"")
      .contains("name=\"contact_name\"")
      .contains("7123456789012")
      .lacks("name=\"address\"")
      .lacks("name=\"file\"");
  v.post(link + "/supplement", {{"corporate_number", "1123456789012"}})
      .status(422)
      .contains("f-corporate_number")
      .contains("1123456789012");
  v.post(link + "/supplement", {{"corporate_number", "9000020431001"},
                                {"contact_name", "架空 次郎"},
                                {"name", "別の会社"},
                                {"answer", "登記を見直しました。"}})
      .leads_to(link)
      .audited("applications.application.supplement_answered");
  const auto now = view(id());
  EXPECT_EQ(now.application.state, State::received);
  EXPECT_EQ(now.application.organisation.corporate_number, "9000020431001");
  EXPECT_EQ(now.application.organisation.name, "株式会社かくう商店");
  EXPECT_EQ(now.application.people[0].name, "架空 次郎");
  ASSERT_EQ(now.supplements.size(), 1u);
  EXPECT_EQ(now.supplements[0].before.at("corporate_number"), "7123456789012");
  EXPECT_EQ(now.supplements[0].after.at("corporate_number"), "9000020431001");
  EXPECT_FALSE(now.supplements[0].after.contains("name"));
  EXPECT_EQ(now.supplements[0].answer, "登記を見直しました。");
  // Once more, from another window: what was said first stands.
  v.post(link + "/supplement", {{"corporate_number", "7000020430005"}})
      .leads_to(link)
      .not_audited();
  v.get(link + "/supplement").leads_to(link);
}

TEST_F(StatusPages, AnAnswerByTheMailedLinkProvesTheAddressThatItWasMailedTo) {
  const std::string link = applied();
  ask({{"request", "電話番号をお願いします。"}, {"fields", "telephone"}});
  EXPECT_FALSE(queue().at(0).email_verified);
  s_.stranger().post(link + "/supplement", {{"telephone", "096-000-9999"}}).leads_to(link)
      .audited("applications.application.email_verified");
  EXPECT_TRUE(queue().at(0).email_verified);
  ask({{"request", "担当者のメールをお願いします。"}, {"fields", "contact_email"}});
  s_.advance_minutes(1);
  Visitor v = s_.stranger();
  v.post(link + "/supplement", {{"contact_email", "atarashii@kaku.example.jp"}}).leads_to(link);
  EXPECT_EQ(queue().at(0).email, "atarashii@kaku.example.jp");
  EXPECT_FALSE(queue().at(0).email_verified);
  // The old link still leads here; only one that went to the new address proves it.
  v.get(link).status(200).lacks("メールアドレスの確認をお願い");
  v.post(link + "/verification").status(409).not_audited();
  const std::string fresh = newest_link("/join/status/");
  EXPECT_NE(fresh, link);
  v.get(fresh).status(200).contains("メールアドレスの確認をお願い");
  v.post(fresh + "/verification").leads_to(fresh)
      .audited("applications.application.email_verified");
  EXPECT_TRUE(queue().at(0).email_verified);
}

TEST_F(StatusPages, WaitingForTheApplicantIsNotTheOfficesTime) {
  const std::string link = applied();
  ask({{"request", "電話番号をお願いします。"}, {"fields", "telephone"}});
  const std::string due = queue().at(0).due_on;
  s_.advance_minutes(7 * 24 * 60);  // five business days
  const auto age = [&] {
    return s_.db().read([&](db::Reader& reader) {
      return age_of(reader, *find_application(reader, id()), date_in_japan(s_.now()));
    });
  };
  EXPECT_EQ(age(), 0);
  s_.stranger().post(link + "/supplement", {{"telephone", "096-000-9999"}}).leads_to(link);
  EXPECT_EQ(due, "2024-11-11");
  EXPECT_EQ(queue().at(0).due_on, "2024-11-18");
  EXPECT_EQ(queue().at(0).waited_days, 5);
  s_.advance_minutes(24 * 60);
  EXPECT_EQ(age(), 1);
}

TEST_F(StatusPages, ASupplementOfPapersTakesFiles) {
  const std::string link = applied();
  ask({{"request", "定款を添付してください。"}, {"wants_files", "1"}});
  Visitor v = s_.stranger();
  v.post(link + "/supplement", {{"answer", ""}}).status(422).contains("f-file");
  v.upload(link + "/supplement", {{"answer", "お送りします。"}},
           {{"file", "定款.pdf", "%PDF-1.4\n%%EOF\n"}})
      .leads_to(link);
  ASSERT_EQ(view(id()).files.size(), 1u);
  EXPECT_EQ(view(id()).files[0].file.filename, "定款.pdf");
  const std::string file = path_of(id()) + "/files/" + view(id()).files[0].id;
  s_.as(cast::secretariat).get(file).status(200);
  s_.as(cast::prefecture).get(file).status(403);
  EXPECT_EQ(s_.stranger().get(file).response().status, 303);
}

TEST_F(StatusPages, WithdrawnOnceAndAskedBefore) {
  const std::string link = applied();
  ask({{"request", "電話番号をお願いします。"}, {"fields", "telephone"}});
  Visitor v = s_.stranger();
  v.get(link + "/withdrawal").status(200).contains("取り下げますか");
  v.post(link + "/withdrawal").leads_to(link).audited("applications.application.withdrawn");
  v.post(link + "/withdrawal").leads_to(link).not_audited();
  v.get(link).contains("取り下げられました").lacks("補正を入力する");
  v.post(link + "/supplement", {{"telephone", "096-000-9999"}}).leads_to(link).not_audited();
  EXPECT_EQ(queue().at(0).state, State::withdrawn);
  EXPECT_EQ(view(id()).supplements[0].state, "cancelled");
}

TEST_F(StatusPages, ALinkOpensNobodyElsesAndEnds) {
  const std::string link = applied();
  Visitor other = s_.stranger();
  other.post("/join/application", {{"email", "other@example.jp"}});
  const std::string resume = newest_link("/join/resume/").substr(13);
  Visitor v = s_.stranger();
  v.get("/join/status/" + resume).status(404).contains("新しいリンク");
  v.post("/join/status/" + resume + "/withdrawal").status(404).not_audited();
  s_.advance_minutes(181 * 24 * 60);
  v.get(link).status(404).contains("新しいリンク");
  v.post(link + "/withdrawal").status(404).not_audited();
}

TEST_F(StatusPages, ANewLinkGoesToTheAddressAndTheAnswerTellsNothing) {
  applied();
  const auto before = letters().size();
  Visitor v = s_.stranger();
  const auto body_after = [&](const std::string& number, const std::string& email) {
    v.post("/join/status", {{"receipt_no", number}, {"email", email}})
        .leads_to("/join/status?sent=1");
    return letters().size();
  };
  EXPECT_EQ(body_after("R6-0001", "wrong@example.jp"), before);
  EXPECT_EQ(body_after("R6-9999", kEmail), before);
  EXPECT_EQ(body_after("ｒ６－０００１", kEmail), before + 1);
  EXPECT_EQ(letters().front().to_address, kEmail);
  v.get(newest_link("/join/status/")).status(200).contains("R6-0001");
  v.post("/join/status", {{"receipt_no", ""}, {"email", "no"}})
      .status(422)
      .contains("f-receipt_no")
      .contains("f-email");
}

TEST_F(StatusPages, TheOutcomeIsToldWithoutAReason) {
  const std::string link = applied();
  const auto moved = s_.db().write([&](db::Tx& tx) -> Result<void> {
    const Context office = s_.context_of(cast::secretariat);
    const Context manager = s_.context_of(cast::manager);
    TRY(begin_review(tx, office, id()));
    TRY(mark_ready_for_decision(tx, office, id()));
    TRY(record_decision(tx, manager, id(), {.approved = false}));
    return {};
  });
  ASSERT_TRUE(moved.has_value());
  s_.stranger()
      .get(link)
      .contains("今回は入会をお受けできませんでした")
      .lacks("取り下げる")
      .lacks("反社");
  s_.stranger().post(link + "/withdrawal").status(409).not_audited();
}

}  // namespace
}  // namespace musubi::applications
