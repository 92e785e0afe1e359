// pages_join_steps_test.cc - every step of the applicant's form with a draft behind it: hostile and
// oversized input in each field, each step sent twice, and sent when the draft is over. Promise:
// what is wrong is said at its field or kept as text; a second press writes nothing; what comes too
// late is kept nowhere, and whoever sent it is told how to go on.
#include "support/applications.h"

namespace musubi::applications {
namespace {

using test::Answer;
using test::FormFields;
using test::Visitor;

class JoinSteps : public Applying {
 protected:
  static FormFields every_field(const Step& step, const std::string& value) {
    FormFields out;
    for (const FormField& field : step.fields) {
      out.emplace_back(field.name, value);
      out.emplace_back(field.name, value);  // as no browser sends it
    }
    return out;
  }
  std::int64_t count(const std::string& sql) {
    const db::Query query{"test.count", sql};
    return s_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
};

TEST_F(JoinSteps, HostileAndOversizedInputInAnyFieldIsRefusedOrShownAsText) {
  std::string huge;
  for (int i = 0; i < 100'000; ++i) huge += "あ";
  const std::vector<std::pair<std::string, std::string>> payloads{
      {"nothing", ""},
      {"markup", "\"><script>alert(1)</script>' OR '1'='1"},
      {"100,000 characters", huge},
      {"a number out of range", "-99999999999999999999"},
      {"control and bidi characters", "\x01\x1b[2J\xe2\x80\xae\r\nBcc: all@example.jp\r\n%s%n"},
  };
  Visitor v = s_.stranger();
  begin(v);
  int refused = 0;
  for (const auto& [what, value] : payloads) {
    for (const Step& step : steps()) {
      const std::string slug(step.slug);
      SCOPED_TRACE(slug + " with " + what);
      const Answer answer = v.post(path(slug), every_field(step, value));
      const int status = answer.response().status;
      ASSERT_TRUE(status == 303 || status == 422) << status;
      answer.lacks("<script>alert(1)");
      if (status == 422) {
        ++refused;
        answer.contains("href=\"#f-");
        EXPECT_LT(answer.body().size(), 200'000U);
      } else {
        answer.leads_to("/join/application/");
      }
      const Answer shown = v.get(path(slug)).status(200);
      shown.lacks("<script>alert(1)");
      EXPECT_LT(shown.body().size(), 200'000U);  // each field is cut to its bound
    }
    v.get(path("check")).status(200).lacks("<script>alert(1)");
    v.post(path("submission")).status(422).lacks("<script>alert(1)");
  }
  EXPECT_GT(refused, 20);
  EXPECT_TRUE(queue().empty());
  EXPECT_EQ(letters().size(), 1U);  // the one of the beginning: no address among all that
  // It spoils nothing: the same draft is filled in and sent.
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug != "files") v.post(path(slug), answers(slug)).leads_to("/join/application/");
  }
  v.post(path("submission")).leads_to(path("received"));
  EXPECT_EQ(queue().size(), 1U);
}

TEST_F(JoinSteps, AFileWithAHostileNameIsShownAsText) {
  Visitor v = s_.stranger();
  begin(v);
  const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
  for (const std::string& name :
       {std::string("<script>alert(1)</script>.pdf"), std::string("../../etc/passwd.pdf"),
        std::string(5000, 'a') + ".pdf"}) {
    const Answer answer = v.upload(path("files"), {}, {{"file", name, pdf + name}});
    EXPECT_LT(answer.response().status, 500) << name.substr(0, 40);
    answer.lacks("<script>alert(1)");
    v.get(path("files")).status(200).lacks("<script>alert(1)");
  }
}

TEST_F(JoinSteps, EachStepSentTwiceLeadsOnAlikeAndWritesOnce) {
  Visitor v = s_.stranger();
  begin(v);
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug == "files") continue;  // uploads: JoinPages.FilesAreTakenCountedAndLetGo
    SCOPED_TRACE(slug);
    const Answer first = v.post(path(slug), answers(slug));
    first.leads_to("/join/application/").audited("applications.draft.saved");
    const Answer second = v.post(path(slug), answers(slug));
    second.not_audited();
    EXPECT_EQ(second.header("Location"), first.header("Location"));
  }
  EXPECT_EQ(letters().size(), 1U);
  // What was wrong is wrong once more, at the same field.
  FormFields wrong = answers("place");
  wrong[0].second = "86";
  v.post(path("place"), wrong).status(422).contains("f-postal_code");
  v.post(path("place"), wrong).status(422).contains("f-postal_code").not_audited();
  // Another address is written to once.
  FormFields moved = answers("contact");
  moved[4].second = "other@kaku.example.jp";
  v.post(path("contact"), moved).leads_to(path("second"));
  v.post(path("contact"), moved).leads_to(path("second")).not_audited();
  EXPECT_EQ(letters().size(), 2U);
  // A press of another day counts: what is looked at again is not deleted as forgotten.
  s_.advance_minutes(12 * 60);
  v.post(path("representative"), answers("representative")).audited("applications.draft.saved");
}

// The cookie of this browser is over after a day; the draft itself after thirty.
TEST_F(JoinSteps, WhatComesAfterTheEndIsKeptNowhereAndIsToldHowToGoOn) {
  Visitor v = s_.stranger();
  fill_in(v);
  const auto late = [&](Visitor& who) {
    for (const Step& step : steps()) {
      const std::string slug(step.slug);
      SCOPED_TRACE(slug);
      const Answer answer = who.post(path(slug), every_field(step, "あとから"));
      answer.leads_to(path("new")).not_audited();
      who.get(answer.header("Location"))
          .status(200)
          .contains("メールに届いたリンクから続きを開くか、はじめから入力してください")
          .lacks("あとから");
    }
    for (const char* page : {"submission", "pause", "discard"}) {
      who.post(path(page)).leads_to(path("new")).not_audited();
    }
    EXPECT_EQ(count("SELECT count(*) FROM applications WHERE typed LIKE '%あとから%'"), 0);
  };
  s_.advance_minutes(25 * 60);
  late(v);
  // As it was told: the letter's link opens what was kept before.
  Visitor again = s_.stranger();
  again.post(newest_link("/join/resume/")).leads_to("/join/application/");
  again.get(path("organisation")).status(200).contains("株式会社かくう商店");
  s_.advance_minutes(31 * 24 * 60);
  const auto deleted = delete_old_drafts(s_.system_context());
  ASSERT_TRUE(deleted.has_value());
  EXPECT_EQ(*deleted, 1);
  late(v);
  late(again);
  EXPECT_EQ(count("SELECT count(*) FROM applications"), 0);
  EXPECT_TRUE(queue().empty());
}

}  // namespace
}  // namespace musubi::applications
