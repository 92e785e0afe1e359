// pages_merges_test.cc - 名寄せ as people meet it: who, what, status, words, audit. Through the gate,
// on both databases.
#include <gtest/gtest.h>

#include "features/members/service_merges.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::FormFields;
using test::Scenario;
namespace cast = test::cast;

struct MergePages : testing::Test {
  Scenario s;
  OrganisationId a, b;

  void SetUp() override {
    a = made("みなも製作所", "096-000-1234", "araki@example.jp");
    b = made("㈱みなも製作所", "096-000-9999", "araki@example.jp");
    deliver();
  }
  void deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    s.deliver(handlers);
  }
  OrganisationId made(const char* name, const char* telephone, const char* email) {
    NewOrganisation input;
    input.typed = {{"name", name}, {"telephone", telephone}};
    input.contact = {{"name", "荒木 里奈"}, {"email", email}};
    input.joined_on = "2024-06-03";
    return *create_organisation(s.context_of(cast::secretariat), input);
  }
  std::string proposal() {
    return list_proposals(s.context_of(cast::secretariat), {})->rows.at(0).proposal.id.text;
  }
  FormFields form() {
    return {{"proposal", proposal()}, {"kept", a.text}, {"gone", b.text},
            {"kept_version", "1"}, {"gone_version", "1"}, {"telephone", "right"},
            {"reason", "電話で確認"}};
  }
};

TEST_F(MergePages, FromTheProposalToTheMergeAndBack) {
  auto& office = s.as(cast::secretariat);
  office.get("/office/duplicates").status(200).contains("みなも製作所").contains("団体名が同じ");
  office.get("/office").contains("名寄せ");
  office.get("/office/duplicates/" + proposal())
      .status(200)
      .contains("096-000-1234")
      .contains("096-000-9999")
      .contains("name=\"telephone\"")
      .contains("name=\"person_");
  const std::string query = "?proposal=" + proposal() + "&kept=" + a.text + "&gone=" + b.text +
                            "&kept_version=1&gone_version=1&telephone=right";
  office.get("/office/merges/new" + query)
      .status(200)
      .contains("令和6年6月3日から1会員として数えます")
      .contains("096-000-9999")
      .not_audited();
  const auto made = office.post("/office/merges", form())
                        .leads_to("/office/merges/")
                        .audited("members.organisation.merged");
  office.get(made.header("Location")).status(200).contains("統合しました").contains("電話で確認");
  office.get("/office/members/" + b.text).status(200).contains("ほかの会員に統合されています");
  office.get("/office/members/" + a.text).status(200).contains("統合した会員があります");
  office.get("/office/merges").status(200).contains("㈱みなも製作所");
  const std::string merge = made.header("Location").substr(0, made.header("Location").find('?'));
  office.get(merge + "/cancellation").status(200).contains("統合を取り消す");
  office.post(merge + "/cancellation")
      .leads_to(merge)
      .audited("members.organisation.unmerged");
  office.get(merge).contains("取り消し済み").lacks("この統合を取り消す");
  office.post(merge + "/cancellation").status(409).not_audited();
}

TEST_F(MergePages, AnOldFormShowsTheTwoAgainAndWritesNothing) {
  const FormFields old = form();
  ASSERT_TRUE(update_organisation(s.context_of(cast::manager),
                                  {a, 1, {{"note", "あとから"}}, "", ""}).has_value());
  s.as(cast::secretariat)
      .post("/office/merges", old)
      .status(409)
      .contains("もう一度見比べてください")
      .contains("あとから")
      .not_audited();
}

TEST_F(MergePages, TheTwoAreSeenWithTheirDaysAndStatesAndWhatWillNotFit) {
  auto& office = s.as(cast::secretariat);
  const Context ctx = s.context_of(cast::secretariat);
  office.get("/office/duplicates/" + proposal())
      .contains("入会年月日")
      .contains("令和6年6月3日")
      .contains("状態")
      .lacks("入りきりません");
  ASSERT_TRUE(change_state(ctx, {b, "paused", "2024-08-01", ""}).has_value());
  std::string one, other;
  for (int i = 0; i < 1500; ++i) one += "あ", other += "い";
  ASSERT_TRUE(update_organisation(ctx, {a, 1, {{"note", one}}, "", ""}).has_value());
  ASSERT_TRUE(update_organisation(ctx, {b, 2, {{"note", other}}, "", ""}).has_value());
  office.get("/office/duplicates/" + proposal())
      .contains("休会")
      .contains("備考は、終わりの部分が入りきりません");
  const std::string query = "?proposal=" + proposal() + "&kept=" + a.text + "&gone=" + b.text +
                            "&kept_version=2&gone_version=3";
  office.get("/office/merges/new" + query + "&note=both").status(200).contains("入りきりません");
  office.get("/office/merges/new" + query + "&note=left").status(200).lacks("入りきりません");
}

TEST_F(MergePages, AChangeSinceIsToldBeforeAnybodyAsks) {
  auto& office = s.as(cast::secretariat);
  const std::string at = office.post("/office/merges", form()).header("Location");
  const std::string merge = at.substr(0, at.find('?'));
  ASSERT_TRUE(update_organisation(s.context_of(cast::manager),
                                  {a, 2, {{"note", "あとから"}}, "", ""}).has_value());
  office.get(merge).status(200).contains("備考が変わっています").lacks("この統合を取り消す");
  office.post(merge + "/cancellation").status(409).contains("備考が変わっています").not_audited();
}

TEST_F(MergePages, DifferentOrganisationsAreNotProposedAgain) {
  auto& office = s.as(cast::secretariat);
  const std::string id = proposal();
  office.post("/office/duplicates/" + id + "/dismissal")
      .leads_to("/office/duplicates")
      .audited("members.proposal.dismissed");
  office.get("/office/duplicates").contains("重なっていそうな会員はいません");
  office.get("/office/duplicates?state=dismissed").contains("みなも製作所");
  office.get("/office/duplicates/" + id).status(409);
  office.post("/office/duplicate-searches").leads_to("/office/duplicates");
  office.get("/office/duplicates").contains("候補を探し直しています");
  office.post("/office/duplicate-searches").status(409);
}

TEST_F(MergePages, AMergeBeginsByHandToo) {
  auto& office = s.as(cast::secretariat);
  const auto c = made("はるかぜ商会", "", "haru@haruwind.example.jp");
  office.get("/office/members/" + c.text + "/merge?q=みなも").status(200).contains("見比べる");
  office.get("/office/members/" + c.text + "/merge?with=" + a.text)
      .status(200)
      .contains("残す：K0003")
      .contains("name=\"name\"");
  office.get("/office/members/" + c.text + "/merge?with=" + c.text).status(422);
  office.get("/office/members/" + c.text + "/merge?with=none").status(404);
}

TEST_F(MergePages, ProposalsAreFilteredByHowSureTheyAre) {
  auto& office = s.as(cast::secretariat);
  made("はるかぜ商会", "", "haru@haruwind.example.jp");
  made("はるかぜ工房", "", "kobo@haruwind.example.jp");  // only the domain agrees: 低い
  office.post("/office/duplicate-searches");
  deliver();
  office.get("/office/duplicates").contains("はるかぜ商会").contains("みなも製作所");
  office.get("/office/duplicates?sure=middle")  // name and domain agree: 60
      .contains("みなも製作所")
      .lacks("はるかぜ")
      .contains("/office/duplicates?kind=pairs&amp;sure=middle");
  office.get("/office/duplicates?sure=high").lacks("みなも製作所").lacks("はるかぜ");
}

TEST_F(MergePages, NobodyElseComesIn) {
  for (const auto* who : {&cast::prefecture, &cast::auditor, &cast::member}) {
    auto& visitor = s.as(*who);
    visitor.get("/office/duplicates").status(403);
    visitor.get("/office/duplicates/" + proposal()).status(403).lacks("荒木");
    visitor.post("/office/merges", form()).status(403).not_audited();
    visitor.get("/office/merges").status(403);
  }
  s.as(cast::secretariat).post("/office/merges", form()).status(303);
  s.as(cast::prefecture)
      .get("/office/members/" + b.text)
      .status(200)
      .contains("ほかの会員に統合されています")
      .lacks("荒木 里奈");
}

}  // namespace
}  // namespace musubi::members
