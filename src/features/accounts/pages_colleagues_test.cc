// pages_colleagues_test.cc - an organisation's administrator and its own people: what may be done,
// what others' people answer, and how fast it holds, also on another server of the same database.
#include <gtest/gtest.h>

#include "features/accounts/service_colleagues.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi::accounts {
namespace {

using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

const std::string kBase = "/members/accounts";
std::string path_of(const test::Person& person) { return kBase + "/" + person.id.text; }

TEST(Colleagues, TheListShowsTheOwnPeopleAndWarnsOfALoneAdministrator) {
  Scenario s;
  s.as(cast::member_admin).get(kBase).status(200).contains("試験 担治").contains("管理者が1人です")
      .contains("所属の人　2人").lacks("他社 担代");
  s.as(cast::member).get(kBase).status(403);
  s.as(cast::manager).get(kBase).status(403);
  s.as(cast::member_admin).post(path_of(cast::member) + "/role", {{"role", "member_admin"}})
      .status(303).audited("accounts.roles.changed");
  s.as(cast::member_admin).get(kBase).lacks("管理者が1人です");
}

TEST(Colleagues, AnInvitationIsMailedAndCanBeSentAgain) {
  Scenario s;
  Visitor& v = s.as(cast::member_admin);
  v.get(kBase + "/new").status(200).contains("本人だけが読むアドレス");
  v.post(kBase, {{"login", "x"}, {"name", ""}, {"role", "member_staff"}})
      .status(422).contains("お名前を入力してください").not_audited();
  v.post(kBase, {{"login", "new@test.example"}, {"name", "新 人子"}, {"role", "secretariat"}})
      .status(422).contains("役割を選んでください").not_audited();
  v.post(kBase, {{"login", "new@test.example"}, {"name", "新 人子"}, {"role", "member_staff"}})
      .leads_to(kBase + "?message=invited").audited("accounts.account.invited");
  const auto made = load_account_by_login(s.system_context(), "new@test.example");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->organisation, cast::kOwn);
  outbox::Handlers handlers;
  add_handlers(handlers);
  EXPECT_EQ(s.deliver(handlers), 1);
  const std::string path = kBase + "/" + made->id.text;
  v.get(path).contains("招待をもう一度送る");
  v.post(path + "/invitation").status(303).audited("accounts.account.reminded");
  EXPECT_EQ(s.deliver(handlers), 1);
  v.post(path_of(cast::member) + "/invitation").status(409).not_audited();
}

TEST(Colleagues, OtherOrganisationsPeopleAreNotFound) {
  Scenario s;
  Visitor& v = s.as(cast::member_admin);
  for (const test::Person& other : {cast::other_member, cast::other_admin, cast::secretariat}) {
    const std::string path = path_of(other);
    v.get(path).status(404);
    v.get(path + "/handover").status(404);
    v.post(path + "/invitation").status(404).not_audited();
    v.post(path + "/role", {{"role", "member_admin"}}).status(404).not_audited();
    v.post(path + "/suspension", {{"reason", "x"}}).status(404).not_audited();
    v.post(path + "/resumption").status(404).not_audited();
    v.post(path + "/handover").status(404).not_audited();
  }
}

TEST(Colleagues, AStoppedColleagueIsOutAtOnceAndComesBack) {
  Scenario s;
  s.as(cast::member).get("/account").status(200);
  Visitor& v = s.as(cast::member_admin);
  v.post(path_of(cast::member) + "/suspension", {{"reason", ""}}).status(422).not_audited();
  v.post(path_of(cast::member) + "/suspension", {{"reason", "退職のため"}})
      .status(303).audited("accounts.account.suspended");
  EXPECT_EQ(s.db().read([](db::Reader& r) {
    return sessions::list_of(r, cast::member.id, Instant{0}).size();
  }), 0U);
  v.post(path_of(cast::member) + "/resumption").status(303).audited("accounts.account.resumed");
  // Whom the office stopped, the office brings back.
  ASSERT_TRUE(suspend_account(s.context_of(cast::manager), cast::member.id, "規約違反"));
  v.get(path_of(cast::member)).contains("事務局が止めたアカウントです");
  v.post(path_of(cast::member) + "/resumption").status(409).not_audited();
}

TEST(Colleagues, TheLastAdministratorStaysUntilHandingOver) {
  Scenario s;
  Visitor& v = s.as(cast::member_admin);
  v.post(path_of(cast::member_admin) + "/suspension", {{"reason", "x"}}).status(409).not_audited();
  v.post(path_of(cast::member_admin) + "/role", {{"role", "member_staff"}})
      .status(409).not_audited();
  v.get(path_of(cast::member) + "/handover").status(200).contains("引き継ぎますか");
  v.post(path_of(cast::member) + "/handover").leads_to("/members")
      .audited("accounts.roles.changed");
  v.get(kBase).status(403);
  s.as(cast::member).get(kBase).status(200).contains("管理者が1人です");
}

// Two servers on one database, each with its own way there: what one suspends, the other refuses
// with the very next request.
TEST(Colleagues, ASuspensionHoldsOnEveryServerOfTheDatabase) {
  Scenario s;
  const auto second = db::Db::open(s.database());
  ASSERT_TRUE(second) << second.error().detail;
  web::App other(**second);
  other.clock = [&s] { return s.now(); };
  other.limits->set_rules({});
  test::add_all_routes(other, s.shared_locksmith());
  s.as(cast::other_member).get("/account").status(200);
  const auto ask = [&](const test::Person& person) {
    web::Request request;
    request.method = "GET";
    request.target = request.path = "/account";
    request.address = "192.0.2.10";
    request.headers["cookie"] = "session=" + s.as(person).cookie("session");
    return web::handle(other, request).status;
  };
  EXPECT_EQ(ask(cast::other_member), 200);
  const std::string cookie = s.as(cast::other_member).cookie("session");
  const Context ctx = s.context_of(cast::manager);
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) {
    return suspend_organisation_accounts(tx, ctx, cast::kOther, "退会のため");
  }));
  web::Request request;
  request.method = "GET";
  request.target = request.path = "/account";
  request.address = "192.0.2.10";
  request.headers["cookie"] = "session=" + cookie;
  EXPECT_EQ(web::handle(other, request).status, 303);
  EXPECT_EQ(ask(cast::member), 200);
}

}  // namespace
}  // namespace musubi::accounts
