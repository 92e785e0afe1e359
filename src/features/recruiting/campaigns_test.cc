// campaigns_test.cc - from a printed link to a member: openings counted without a person, the code
// carried through the draft, the application tied to its prospect, the decision taking it along.
#include <algorithm>

#include "core/holdings/holdings.h"
#include "features/recruiting/linking.h"
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service_campaigns.h"
#include "support/applications.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;
using applications::ApplicationId;
using test::FormFields;
using test::Visitor;

constexpr const char* kName = "株式会社かくう商店";  // whom tests/support lets apply

class Campaigns : public applications::Applying {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }
  Visitor& secretariat() { return s_.as(cast::secretariat); }

  CampaignId campaign(const std::string& code = "KMT-TEST") {
    CampaignInput input;
    input.code = code;
    input.name = "展示会での案内";
    input.starts_on = "2024-10-01";
    input.channel = "event";
    input.target = "10";
    input.cost_yen = "3万円";
    auto made = create_campaign(office(), input);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().fields.front().says);
    return made.value_or({});
  }
  CampaignFigures figures(const CampaignId& id) {
    return load_visible_campaign(office(), id)->row.figures;
  }
  ProspectId prospect(const std::string& name) {
    NewProspect input;
    input.typed = {{"name", name}, {"source", "event"}};
    input.confirmed = true;
    return create_prospect(office(), input).value_or({});
  }
  Prospect now(const ProspectId& id) {
    return s_.db().read([&](db::Reader& r) { return *store::find_prospect(r, id); });
  }
  // The whole form, begun by a link.
  ApplicationId applied_by(const std::string& code) {
    Visitor v = s_.stranger();
    const auto opened = v.get("/r/" + code).leads_to("/join?ref=" + code);
    v.get(opened.header("Location")).status(200).contains("/join/application/new?ref=" + code);
    const auto start = v.get("/join/application/new?ref=" + code).status(200);
    start.contains("name=\"referral_code\" value=\"" + code + "\"");
    v.post("/join/application", {{"email", applications::kEmail}, {"referral_code", code}})
        .leads_to(path("organisation"));
    for (const auto& step : applications::steps()) {
      const std::string slug(step.slug);
      if (slug != "files") v.post(path(slug), applications::answers(slug));
    }
    v.post(path("submission")).leads_to(path("received"));
    return queue().front().id;
  }
};

TEST_F(Campaigns, FromThePrintedLinkToTheMember) {
  const CampaignId id = campaign();
  const ProspectId who = prospect(kName);
  const ApplicationId application = applied_by("KMT-TEST");
  CampaignFigures f = figures(id);
  EXPECT_EQ(f.opened, 1);
  EXPECT_EQ(f.begun, 1);
  EXPECT_EQ(f.sent, 1);
  EXPECT_EQ(f.approved, 0);
  // The same name is a proposal, never a decision.
  EXPECT_EQ(now(who).stage, Stage::candidate);
  secretariat().get("/office").contains("見込み先かもしれない入会申込");
  secretariat().get("/office/prospect-matches").contains(kName).contains("団体名");
  secretariat()
      .get("/office/applications/" + application.text)
      .contains("会員募集との結びつき")
      .contains("展示会での案内");
  secretariat()
      .post("/office/prospects/" + who.text + "/application", {{"application", application.text}})
      .leads_to("/office/prospects/" + who.text)
      .audited("recruiting.prospect.linked");
  EXPECT_EQ(now(who).stage, Stage::applied);
  decide(application, true);
  EXPECT_EQ(now(who).stage, Stage::joined);
  EXPECT_FALSE(now(who).organisation_id.empty());
  const OrganisationId member = now(who).organisation_id;
  const auto ties =
      s_.db().read([&](db::Reader& reader) { return holdings::ties_of(reader, member); });
  EXPECT_EQ(std::count(ties.begin(), ties.end(), "見込み先"), 1);  // keeps the member's record
  EXPECT_EQ(figures(id).approved, 1);
  secretariat()
      .get("/office/prospects/" + who.text + "/chain")
      .status(200)
      .contains("申込み：Webで受付")
      .contains("展示会での案内")
      .contains("決裁：承認")
      .contains("K0001");
  s_.as(cast::prefecture)
      .get("/office/new-members")
      .contains("数えた団体　1団体")
      .contains("/office/applications/" + application.text);
  secretariat().get("/office/new-members").contains("/office/prospects/" + who.text + "/chain");
}

// Several pairs wait: the one that was pressed is tied, and its chain tells it before any decision.
TEST_F(Campaigns, TheChainTellsTheApplicationAsSoonAsItIsTied) {
  campaign();
  const ProspectId meant = prospect(kName), twin = prospect(kName);
  ContactInput visit;
  visit.prospect_id = meant;
  visit.kind = "visit";
  visit.happened_on = "2024-10-21";
  visit.summary = "資料を渡した。";
  ASSERT_TRUE(record_contact(office(), visit).has_value());
  const ApplicationId application = applied_by("KMT-TEST");
  const std::string receipt_no = queue().front().receipt_no;
  ASSERT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 2U);
  const std::string chain = "/office/prospects/" + meant.text + "/chain";
  secretariat().get(chain).status(200).lacks(receipt_no);
  secretariat()
      .post("/office/prospects/" + meant.text + "/application",
            {{"application", application.text}})
      .leads_to("/office/prospects/" + meant.text);
  secretariat()
      .get(chain)
      .status(200)
      .contains("はじめての接触：企業訪問")
      .contains("募集施策：展示会での案内")
      .contains("（「展示会での案内」のリンクから）")
      .contains("受付番号 " + receipt_no)
      .contains("いまは「申込」の段階です");
  secretariat().get("/office/prospects/" + twin.text + "/chain").lacks(receipt_no);
  EXPECT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 0U);
}

TEST_F(Campaigns, AProspectsOwnLinkTiesOnlyItsOwnName) {
  const ProspectId own = prospect(kName), other = prospect("有限会社べつの団体");
  const ApplicationId first = applied_by(now(own).code);
  EXPECT_EQ(now(own).application_id, first.text);
  EXPECT_EQ(now(own).stage, Stage::applied);
  // The other's link, forwarded: a person has to say.
  s_.advance_minutes(1);
  applied_by(now(other).code);
  EXPECT_EQ(now(other).stage, Stage::candidate);
  EXPECT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 1U);
}

TEST_F(Campaigns, TheOfficesEntryFromAProspectIsFilledInAndTied) {
  const ProspectId own = prospect(kName);
  const std::string code = now(own).code;
  secretariat()
      .get("/office/applications/new?ref=" + code)
      .status(200)
      .contains("value=\"" + std::string(kName) + "\"")
      .contains("value=\"" + code + "\"");
  FormFields form{{"intake_route", "telephone"}, {"referral_code", code}};
  for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
    for (const auto& one : applications::answers(step)) form.push_back(one);
  }
  secretariat().post("/office/applications", form).leads_to("/office/applications/");
  EXPECT_EQ(now(own).stage, Stage::applied);
}

// An inquiry became the prospect and then the application, under whatever name.
TEST_F(Campaigns, WhatCameOfOneInquiryIsTiedUnlessAPersonSaidOtherwise) {
  const ProspectId own = prospect("有限会社いぜんの名前"), other = prospect("有限会社べつの団体");
  campaign();
  const ApplicationId application = applied_by("KMT-TEST");
  const auto carry = [&](const ProspectId& id) {
    const Context ctx = office();
    const auto done = s_.db().write(
        [&](db::Tx& tx) { return carry_prospect(tx, ctx, id.text, application); });
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  };
  carry(own);
  EXPECT_EQ(now(own).stage, Stage::applied);
  EXPECT_EQ(now(own).application_id, application.text);
  // One application is one prospect's; and nothing stops at a prospect that is gone.
  carry(other);
  carry(ProspectId{"0192c0de-0000-7000-8000-0000000000ff"});
  EXPECT_EQ(now(other).stage, Stage::candidate);
  ASSERT_TRUE(unlink_application(office(), own));
  carry(own);
  EXPECT_EQ(now(own).application_id, "");
  carry(other);
  decide(application, true);
  EXPECT_EQ(now(other).stage, Stage::joined);
  EXPECT_EQ(now(own).stage, Stage::candidate);
}

TEST_F(Campaigns, ARefusalOrAWithdrawalIsTheEndOfThisTry) {
  const ProspectId own = prospect(kName);
  const ApplicationId application = applied_by(now(own).code);
  decide(application, false);
  EXPECT_EQ(now(own).stage, Stage::lost);
  EXPECT_EQ(now(own).lost_reason, "declined");
  // A new try begins without the old application.
  ASSERT_TRUE(move_prospect(office(), {own, now(own).version, "approached", "", "", ""}));
  EXPECT_EQ(now(own).application_id, "");
}

TEST_F(Campaigns, AWrongLinkIsTakenBack) {
  const ProspectId own = prospect(kName);
  ASSERT_TRUE(move_prospect(office(), {own, 1, "invited", "", "", ""}));
  applied_by(now(own).code);
  secretariat()
      .post("/office/prospects/" + own.text + "/application-removal")
      .leads_to("/office/prospects/" + own.text)
      .audited("recruiting.prospect.unlinked");
  EXPECT_EQ(now(own).stage, Stage::invited);
  EXPECT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 0U);  // not proposed again
}

TEST_F(Campaigns, AMatchThatIsNoneIsDismissedOnce) {
  const ProspectId who = prospect(kName);
  campaign();
  const ApplicationId application = applied_by("KMT-TEST");
  ASSERT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 1U);
  ASSERT_TRUE(dismiss_match(office(), who, application));
  EXPECT_TRUE(dismiss_match(office(), who, application));
  EXPECT_EQ(list_matches(office(), 0, "", 50)->rows.size(), 0U);
  EXPECT_EQ(now(who).stage, Stage::candidate);
}

TEST_F(Campaigns, OpeningsAreCountedWithoutAPerson) {
  const CampaignId id = campaign();
  const auto audit_before = s_.audit_count();
  for (int i = 0; i < 3; ++i) s_.stranger().get("/r/kmt-test").leads_to("/join?ref=KMT-TEST");
  Visitor ahead = s_.stranger();
  ahead.header("sec-purpose", "prefetch");
  ahead.get("/r/KMT-TEST").status(303);
  EXPECT_EQ(figures(id).opened, 3);
  EXPECT_EQ(s_.audit_count(), audit_before);
  Visitor fresh = s_.stranger();
  fresh.get("/r/KMT-TEST").status(303);
  EXPECT_EQ(fresh.cookie("join_draft"), "");  // nothing to follow anybody by
  s_.stranger().get("/r/UNKNOWN").leads_to("/join");
  s_.stranger().get("/r/%3Cscript%3E").leads_to("/join");
}

TEST_F(Campaigns, CodesAreUniquePrintableAndNeverChange) {
  const CampaignId id = campaign();
  CampaignInput again;
  again.code = "kmt-test";
  again.name = "別の施策";
  again.starts_on = "2024-10-01";
  again.channel = "leaflet";
  EXPECT_EQ(create_campaign(office(), again).error().fields.front().field, "code");
  again.code = "日本語";
  EXPECT_EQ(create_campaign(office(), again).error().fields.front().field, "code");
  again.code = "";
  const auto made = create_campaign(office(), again);
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(load_visible_campaign(office(), *made)->row.campaign.code.starts_with("C-"));
  CampaignInput edit = again;
  edit.id = id;
  edit.version = 1;
  edit.code = "OTHER";
  ASSERT_TRUE(update_campaign(office(), edit).has_value());
  EXPECT_EQ(load_visible_campaign(office(), id)->row.campaign.code, "KMT-TEST");
  EXPECT_EQ(update_campaign(office(), edit).error().fault, Fault::conflict);
}

TEST_F(Campaigns, PagesForTheOfficeAndFiguresForThePrefecture) {
  const CampaignId id = campaign();
  const std::string path = "/office/campaigns/" + id.text;
  secretariat().get("/office/campaigns").status(200).contains("展示会での案内");
  secretariat().get(path).status(200).contains("<svg").contains("/r/KMT-TEST");
  secretariat().get(path + "/leaflet").status(200).contains("入会のお申込み").contains("<svg");
  const auto file = secretariat().get(path + "/qr").status(200);
  EXPECT_EQ(file.header("Content-Type"), "image/svg+xml");
  file.contains("xmlns=\"http://www.w3.org/2000/svg\"");
  secretariat().get(path).contains("href=\"" + path + "/qr.png\"");
  const auto picture = secretariat().get(path + "/qr.png").status(200);
  EXPECT_EQ(picture.header("Content-Type"), "image/png");
  EXPECT_NE(picture.header("Content-Disposition").find("QR_KMT-TEST.png"), std::string::npos);
  EXPECT_EQ(picture.body().substr(0, 8), "\x89PNG\r\n\x1a\n");
  s_.as(cast::member).get(path + "/qr.png").status(403);
  s_.as(cast::prefecture).get(path).status(200).lacks("内容を直す").lacks("/office/prospects");
  s_.as(cast::prefecture).get(path + "/edit").status(403);
  s_.as(cast::member).get("/office/campaigns").status(403);
  secretariat()
      .post("/office/campaigns", {{"name", "期間が逆"}, {"channel", "event"},
                                  {"starts_on_era", "reiwa"}, {"starts_on_year", "6"},
                                  {"starts_on_month", "10"}, {"starts_on_day", "10"},
                                  {"ends_on_era", "reiwa"}, {"ends_on_year", "6"},
                                  {"ends_on_month", "10"}, {"ends_on_day", "1"}})
      .status(422)
      .contains("value=\"期間が逆\"")
      .contains("終わる日は");
}

}  // namespace
}  // namespace musubi::recruiting
