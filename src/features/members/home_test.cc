// home_test.cc - what members shows on the homes and in the search, over HTTP: figures equal to a
// recount of the rows, the evidence one click away, visibility by role, kind empty pages.
#include <gtest/gtest.h>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/members/members.h"
#include "features/members/service.h"
#include "support/cast.h"
#include "support/roster_import.h"
#include "support/scenario.h"
#include "support/settings.h"

namespace musubi::members {
namespace {

using test::Scenario;
using test::set;
namespace cast = test::cast;

OrganisationId join(Scenario& s, const std::string& name, const std::string& day,
                    const std::string& contact = "") {
  NewOrganisation input;
  input.typed = {{"name", name}, {"name_kana", "カイイン"}};
  if (!contact.empty()) input.contact = {{"name", contact}, {"email", "kaiin@example.jp"}};
  input.joined_on = day;
  auto id = create_organisation(s.context_of(cast::secretariat), input);
  EXPECT_TRUE(id.has_value()) << name;
  return *id;
}

TEST(MembersHome, AnEmptyOfficeIsToldWhereToBegin) {
  Scenario s;
  s.as(cast::secretariat).get("/office").status(200).contains("はじめに").contains(
      "会員はまだ登録されていません");
  s.as(cast::prefecture).get("/prefecture").status(200).lacks("はじめに").contains(
      "受け取りを待っている報告はありません");
}

TEST(MembersHome, TilesEqualARecount) {
  Scenario s;
  join(s, "前からの会員", "2020-06-01");
  for (int i = 0; i < 7; ++i) {
    join(s, "新しい会員" + std::to_string(i), "2024-06-1" + std::to_string(i));
  }
  auto gone = join(s, "去る会員", "2019-04-01");
  ASSERT_TRUE(change_state(s.context_of(cast::secretariat),
                                    {gone, "withdrawn", "2024-09-30", "事業の終了"}).has_value());
  const db::Query by_state{"test.count",
                           "SELECT count(*) FROM organisations WHERE state <> 'withdrawn'"};
  const auto recount = s.db().read([&](db::Reader& r) { return r.first(by_state)->integer(0); });
  EXPECT_EQ(recount, 8);
  auto page = s.as(cast::secretariat).get("/office").status(200);
  page.contains("<b>8<small>団体</small></b>").contains("入会7・退会1").contains("4月から＋6");
  page.contains("<b>7<small>団体</small></b>").contains("計画26／目標50").contains("遅れ");
  // 7 in 211 of 365 days: 12 at the end of March.
  page.contains("このままの伸びでは3月末に12団体となり、目標に38団体足りません。");
  s.as(cast::prefecture).get("/prefecture").status(200).contains("<b>8<small>団体</small></b>");
  // One click away: the members that the tile counts ...
  page.contains("<a href=\"/office/members\">会員名簿を見る");
  s.as(cast::secretariat).get("/office/members").status(200).contains("会員一覧　8件").lacks(
      "去る会員");
  // ... and exactly those who joined this year.
  auto evidence = s.as(cast::secretariat)
                      .get("/office/members?state=all&need=first_time&joined=2024")
                      .status(200);
  evidence.contains("会員一覧　7件").contains("新しい会員0").contains("新しい会員6").lacks("前からの会員");
}

class DefectsOnTheHome : public RosterImport {};

TEST_F(DefectsOnTheHome, TheTileLeadsToWhatIsStillOpen) {
  const ImportId id = draft(
      file(kHead + "K0001,株式会社あおば商会,399990100009,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  committed(id);
  const std::string evidence = "<a href=\"/office/defects\">残っている不備を見る";
  s_.as(cast::secretariat).get("/office").status(200).contains("残り1件").contains(evidence);
  s_.as(cast::secretariat).get("/office/defects").status(200).contains("株式会社あおば商会");
  const auto waiting = defect(id, "hojin_12digits", "waiting");
  ASSERT_TRUE(settle_defect(office(), {waiting.id, "correct", "3999901000095", ""}).has_value());
  s_.as(cast::secretariat).get("/office").status(200).contains("1件を片づけました").contains(
      evidence);
  s_.as(cast::secretariat).get("/office/defects").status(200).lacks("株式会社あおば商会").contains(
      "片づいていない項目はありません");
}

TEST(MembersHome, ThePlanIsASetting) {
  Scenario s;
  join(s, "新しい会員", "2024-06-10");
  set(s, "kpi.new_members.plan", "1,1,1,1,1,1,1,1,1,1,1,1");
  s.as(cast::secretariat).get("/office").contains("計画1／目標1").contains("達成");
  set(s, "kpi.new_members.plan", "1,2,broken");
  s.as(cast::secretariat).get("/office").contains("目標50");
}

TEST(MembersHome, RecentMovementsLeadToTheMember) {
  Scenario s;
  auto id = join(s, "株式会社はるかぜ商会", "2024-06-10");
  s.as(cast::secretariat).get("/office").contains("会員を登録しました").contains(
      "/office/members/" + id.text);
}

TEST(MembersHome, MembersSeeTheirOwnOrganisationAndNoOther) {
  Scenario s;
  auto own = join(s, "有限会社みなも製作所", "2022-06-01", "荒木 里奈");
  join(s, "株式会社はるかぜ商会", "2022-06-01", "他社 太郎");
  const db::Query move{"test.move", "UPDATE accounts SET organisation_id = $1 WHERE id = $2"};
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(move, own.text, cast::member.id.text));
    return {};
  }).has_value());
  s.as(cast::member).get("/members").status(200).contains("有限会社みなも製作所").contains(
      "荒木 里奈").contains("登録の内容が変わったとき").lacks("はるかぜ").lacks("他社 太郎");
  // An account whose organisation is not there: a kind page, not an error.
  s.as(cast::other_member).get("/members").status(200).contains(
      "所属する団体の登録が見つかりません").lacks("みなも");
}

TEST(MembersSearch, FindsByVisibilityOfTheRole) {
  Scenario s;
  join(s, "有限会社みなも製作所", "2022-06-01", "荒木 里奈");
  s.as(cast::secretariat).get("/office/search?q=%E8%8D%92%E6%9C%A8").status(200).contains(
      "担当者・代表者").contains("<mark>荒木</mark>");
  s.as(cast::prefecture).get("/office/search?q=%E8%8D%92%E6%9C%A8").status(200).contains(
      "見つかりませんでした").lacks("荒木 里奈").lacks("みなも");
  s.as(cast::prefecture).get("/office/search?q=%E3%81%BF%E3%81%AA%E3%82%82").status(200).contains(
      "<mark>みなも</mark>").lacks("担当者・代表者");
  s.as(cast::member).get("/office/search?q=%E3%81%BF%E3%81%AA%E3%82%82").status(403);
}

TEST(MembersSearch, PagesOneNounByKeyWithoutLossOrRepetition) {
  Scenario s;
  for (int i = 0; i < 45; ++i) {
    s.advance_seconds(1);
    join(s, "検索会員第" + std::to_string(100 + i), "2022-06-01");
  }
  auto first = s.as(cast::secretariat).get("/office/search?q=%E6%A4%9C%E7%B4%A2").status(200);
  first.contains("45件をすべて見る");
  std::string target = "/office/search?q=%E6%A4%9C%E7%B4%A2&noun=organisation";
  std::set<std::string> seen;
  int pages = 0;
  while (!target.empty() && pages < 10) {
    ++pages;
    const std::string body = s.as(cast::secretariat).get(target).status(200).body();
    for (int i = 0; i < 45; ++i) {
      const std::string name = "会員第" + std::to_string(100 + i) + "<";
      if (body.find(name) == std::string::npos) continue;
      EXPECT_TRUE(seen.insert(name).second) << name;
    }
    const std::size_t next = body.find("after=");
    target.clear();
    if (next == std::string::npos) break;
    const std::size_t start = body.rfind('"', next) + 1;
    target = replace_all(body.substr(start, body.find('"', next) - start), "&amp;", "&");
  }
  EXPECT_EQ(seen.size(), 45U);
  EXPECT_EQ(pages, 3);
}

TEST(MembersSearch, HelpsWhenNothingIsFound) {
  Scenario s;
  join(s, "有限会社みなも製作所", "2022-06-01");
  s.as(cast::secretariat).get("/office/search?q=%E3%81%BF%E3%81%AA%E3%82%82%20zzzz").status(200)
      .contains("見つけるには").contains("みなも（2件）").contains("zzzz（0件）");
  s.as(cast::secretariat).get("/office/search").status(200).contains("探す言葉");
  s.as(cast::secretariat).get("/office/search?q=%22%3Cscript%3E&noun=nothing&after=x").status(200)
      .lacks("<script>");
}

// R-5.2.3.0a: with the state of the organisation, in the same transaction.
TEST(MembersAccounts, ThePeopleOfAStoppedOrganisationAreOutAtOnceAndComeBackWithIt) {
  Scenario s;
  const OrganisationId id = join(s, "止まる会員", "2020-06-01");
  const std::string password = "みずうみ corgi 7 tray";
  ASSERT_TRUE(accounts::create_account(
      s.system_context(), s.locksmith(),
      {"rina@stopped.example", "試験 里奈", {Role::member_staff}, id}, password, ""));
  const test::FormFields sign_in{{"login", "rina@stopped.example"}, {"password", password}};
  test::Visitor v = s.stranger();
  v.post("/sign-in", sign_in).status(303);
  v.get("/members").status(200);
  const Context ctx = s.context_of(cast::secretariat);
  ASSERT_TRUE(change_state(ctx, {id, "paused", "2024-08-01", ""}));
  v.get("/members").leads_to("/sign-in");  // 休会 as well: changes/README.md
  ASSERT_TRUE(change_state(ctx, {id, "resumed", "2024-08-15", ""}));
  v.post("/sign-in", sign_in).status(303);
  ASSERT_TRUE(change_state(ctx, {id, "suspended", "2024-09-01", "規約違反"}));
  v.get("/members").leads_to("/sign-in");
  v.post("/sign-in", sign_in).status(422);
  ASSERT_TRUE(change_state(ctx, {id, "reinstated", "2024-09-15", "是正"}));
  v.post("/sign-in", sign_in).status(303);
  ASSERT_TRUE(change_state(ctx, {id, "withdrawn", "2024-10-01", "事業の終了"}));
  v.get("/members").leads_to("/sign-in");
}

}  // namespace
}  // namespace musubi::members
