// lookups_test.cc - the button that asks a public register: what it says stands beside what the
// applicant wrote, is kept as evidence, and a register that fails stops nothing.
#include "features/reviews/service_lookups.h"
#include "support/register_server.h"
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;
using test::RegisterServer;

class Lookups : public ReviewCase {
 protected:
  // Under review, of a company with this number of the register; "" has none.
  ApplicationId reviewed(const std::string& what) {
    const std::string number = what.empty() ? "" : RegisterServer::number(what);
    confirmed({"一"});
    applications::NewEntry entry;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (const auto& [field, value] : applications::answers(step)) {
        entry.typed.emplace_back(field, field == "corporate_number" ? number : value);
      }
    }
    entry.intake_route = "paper";
    entry.consents = {"rules", "privacy", "anti_social"};
    const ApplicationId id = enter_application(as(cast::secretariat), entry).value();
    EXPECT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    return id;
  }
  std::string path(const ApplicationId& id) { return "/office/reviews/" + id.text; }
  test::Visitor& office() { return s_.as(cast::secretariat); }
  RegisterServer server_;
};

TEST_F(Lookups, OffThereIsNoButton) {
  const ApplicationId id = reviewed("01");
  office().get(path(id)).status(200).lacks("法人番号公表サイト");
  office().post(path(id) + "/lookups").status(409).not_audited()
      .contains("<title>公表サイトへの照会は設定されていません").contains("システムの担当者").lacks("混み合");
}

TEST_F(Lookups, WithoutANumberThePageSaysToAskForItFirst) {
  const ApplicationId id = reviewed("");
  server_.use(registers::Source::nta);
  office().get(path(id)).status(200).lacks("で調べる</button>");
  office().post(path(id) + "/lookups").status(409).not_audited()
      .contains("<title>先に法人番号を確かめてください").contains("補正を頼む").lacks("混み合")
      .lacks("ほかの人が先に");
  EXPECT_EQ(server_.count(), 0);
}

TEST_F(Lookups, WhatTheRegisterSaysIsKeptAndCompared) {
  const ApplicationId id = reviewed("01");
  server_.use(registers::Source::nta);
  office().get(path(id)).contains("法人番号公表サイトで調べる").contains("まだ調べていません");
  office().post(path(id) + "/lookups").status(303).audited("reviews.company.looked_up");
  office().get(path(id)).contains("申込みと一致").lacks("申込みと違います");
  office().post(path(id) + "/lookups").status(303).not_audited();  // the same answer
  EXPECT_EQ(page(id).lookups.size(), 1U);
  EXPECT_EQ(server_.count(), 1);
  s_.as(cast::auditor).get(path(id)).contains("株式会社かくう商店").lacks("で調べる</button>");
}

TEST_F(Lookups, AClosedCompanyAndAnUnknownNumberAreWarnings) {
  const ApplicationId id = reviewed("02");
  server_.use(registers::Source::nta);
  office().post(path(id) + "/lookups").status(303);
  office().get(path(id)).contains("登記が閉鎖されています").contains("合併").contains("申込みと違います");
}

TEST_F(Lookups, AnUnknownNumberIsSaid) {
  const ApplicationId id = reviewed("03");
  server_.use(registers::Source::nta);
  office().post(path(id) + "/lookups").status(303);
  office().get(path(id)).contains("この法人番号の登録は見つかりませんでした");
}

TEST_F(Lookups, ARegisterThatFailsStopsNothing) {
  const ApplicationId id = reviewed("08");
  server_.use(registers::Source::nta);
  office().post(path(id) + "/lookups").status(503).contains("お試しください").contains("審査基準")
      .not_audited();
  EXPECT_TRUE(page(id).lookups.empty());
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
}

TEST_F(Lookups, OnlyWhoReviewsMayAsk) {
  const ApplicationId id = reviewed("01");
  server_.use(registers::Source::nta);
  s_.as(cast::prefecture).post(path(id) + "/lookups").status(403);
  s_.as(cast::member).post(path(id) + "/lookups").status(403);
  EXPECT_EQ(server_.count(), 0);
}

}  // namespace
}  // namespace musubi::reviews
