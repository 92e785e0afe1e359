// pages_test.cc - recruiting over HTTP: who opens what, forms that come back as typed, 409 that
// loses neither text, what is due on the home.
#include <gtest/gtest.h>

#include "features/recruiting/service.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "web/urlencoded.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Visitor;

class RecruitingPages : public testing::Test {
 protected:
  Visitor& office() { return s_.as(cast::secretariat); }
  std::string made(const std::string& name) {
    auto answer = office().post("/office/prospects", {{"name", name}, {"source", "event"}});
    answer.leads_to("/office/prospects/").audited("recruiting.prospect.created");
    const std::string path = answer.header("Location");
    return path.substr(0, path.find('?'));
  }

  test::Scenario s_;
};

TEST_F(RecruitingPages, AnEmptyListSaysWhereToBegin) {
  office().get("/office/prospects").status(200).contains("見込み先はまだありません");
  office().get("/office/prospects/board").status(200).contains("見込み先はまだありません");
  office().get("/office").contains("href=\"/office/prospects\"");
}

TEST_F(RecruitingPages, APersonWithoutTheRoleIsRefused) {
  const std::string path = made("株式会社かくう製菓");
  for (const auto* who : {&cast::prefecture, &cast::member, &cast::adviser, &cast::auditor}) {
    s_.as(*who).get("/office/prospects").status(403);
    s_.as(*who).get(path).status(403);
    s_.as(*who).post(path + "/stage", {{"stage", "invited"}}).status(403).not_audited();
  }
  s_.anonymous().get(path).status(303);
}

TEST_F(RecruitingPages, ARefusedFormComesBackAsTyped) {
  office()
      .post("/office/prospects", {{"name", "株式会社かくう製菓"}, {"corporate_number", "123"},
                                  {"contact_name", "架空 花子"}, {"source", "event"}})
      .status(422)
      .contains("value=\"株式会社かくう製菓\"")
      .contains("value=\"架空 花子\"")
      .contains("href=\"#f-corporate_number\"")
      .contains("id=\"f-corporate_number\"")
      .not_audited();
}

TEST_F(RecruitingPages, ADuplicateAsksOnce) {
  made("株式会社かくう製菓");
  const FormFields same{{"name", "㈱かくう製菓"}, {"source", "event"}};
  office()
      .post("/office/prospects", same)
      .status(422)
      .contains("同じ団体かもしれないもの")
      .contains("name=\"confirmed\"")
      .not_audited();
  FormFields sure = same;
  sure.emplace_back("confirmed", "1");
  office().post("/office/prospects", sure).leads_to("/office/prospects/");
}

TEST_F(RecruitingPages, FromTheFirstCallToTheStory) {
  const std::string path = made("株式会社かくう製菓");
  office().get(path + "/contacts/new").status(200).contains("どのように接しましたか");
  office()
      .post(path + "/contacts", {{"kind", "visit"}, {"theirs", "総務部長"}, {"summary", "関心あり。"},
                                 {"stage", "approached"}, {"next_action", "電話する"},
                                 {"next_action_on_era", "reiwa"}, {"next_action_on_year", "6"},
                                 {"next_action_on_month", "11"}, {"next_action_on_day", "5"}})
      .leads_to(path)
      .audited("recruiting.contact.recorded");
  office().get(path).status(200).contains("企業訪問").contains("関心あり。").contains("接触").contains(
      "電話する");
  office().get("/office/prospects/board").contains("接触（1件）").contains("株式会社かくう製菓");
  office().get("/office/prospects?stage=approached").contains("見込み先　1件");
  office().get("/office/search?q=" + web::percent_encode("かくう製菓")).contains(path);
}

TEST_F(RecruitingPages, AConflictShowsBothTexts) {
  const std::string path = made("株式会社かくう製菓");
  const FormFields first{{"name", "株式会社かくう製菓"}, {"source", "event"}, {"version", "1"},
                         {"note", "はじめの人の言葉"}};
  office().post(path, first).leads_to(path);
  FormFields late = first;
  late.back().second = "あとの人の言葉";
  office()
      .post(path, late)
      .status(409)
      .contains("はじめの人の言葉")
      .contains("あとの人の言葉")
      .contains("name=\"version\" value=\"2\"")
      .not_audited();
}

TEST_F(RecruitingPages, WhatIsDueWaitsOnTheOwnersHome) {
  auto made_one = create_prospect(
      s_.context_of(cast::secretariat),
      {{{"name", "株式会社かくう製菓"}, {"source", "event"}, {"next_action", "電話する"},
        {"next_action_on", "2024-10-28"}, {"owner_id", cast::secretariat.id.text}}});
  ASSERT_TRUE(made_one.has_value()) << made_one.error().says;
  office().get("/office").contains("期日の来た、見込み先への連絡");
  s_.as(cast::manager).get("/office").lacks("期日の来た、見込み先への連絡");
  office().get("/office/prospects?owner=me&due=1").contains("株式会社かくう製菓").contains("きょう");
}

TEST_F(RecruitingPages, StagesMoveByTheForm) {
  const std::string path = made("株式会社かくう製菓");
  office().get(path + "/stage").status(200).contains("見送りの理由");
  office().post(path + "/stage", {{"stage", "lost"}, {"version", "1"}}).status(422).contains(
      "href=\"#f-lost_reason\"");
  office()
      .post(path + "/stage", {{"stage", "lost"}, {"lost_reason", "not_now"}, {"version", "1"}})
      .leads_to(path)
      .audited("recruiting.prospect.moved");
  office().get(path).contains("いまは時期ではない");
}

}  // namespace
}  // namespace musubi::recruiting
