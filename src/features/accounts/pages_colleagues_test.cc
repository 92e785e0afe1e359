// pages_colleagues_test.cc - an organisation's administrator and its own people: what may be done,
// what others' people answer, and how fast it holds, also on another server of the same database.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/mail/mail.h"
#include "features/accounts/service_address.h"
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

// Decision 84: what an administrator sees of an address that is known elsewhere.
TEST(Colleagues, AnAddressThatIsTakenElsewhereWaitsAndOnlyItsOwnerIsTold) {
  Scenario s;
  outbox::Handlers handlers;
  add_handlers(handlers);
  Visitor& v = s.as(cast::member_admin);
  const std::string taken = cast::secretariat.login;
  v.post(kBase, {{"login", taken}, {"name", "試験 招子"}, {"role", "member_staff"}})
      .leads_to(kBase + "?message=invited").audited("accounts.account.invited");
  v.get(kBase).contains(taken).contains("招待中");
  ListFilter filter;
  filter.organisation = cast::kOwn;
  filter.state = State::invited;
  const auto listed = list_accounts(s.system_context(), filter);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  const Account waiting = listed->front();
  EXPECT_TRUE(waiting.waits_for_address);
  EXPECT_EQ(waiting.login, taken);
  const auto letters = [&] {
    mail::Filter to;
    to.to_address = taken;
    std::vector<std::string> out;
    for (const auto& one :
         s.db().read([&](db::Reader& r) { return mail::list_mails(r, to); })) {
      out.push_back(s.db().read([&](db::Reader& r) { return mail::find_mail(r, one.id); })->body);
    }
    return out;
  };
  // One letter to the owner, without a way in and without what the administrator typed.
  EXPECT_EQ(s.deliver(handlers), 1);
  ASSERT_EQ(letters().size(), 1U);
  EXPECT_EQ(letters()[0].find("/invitation/"), std::string::npos);
  EXPECT_EQ(letters()[0].find("試験 招子"), std::string::npos);
  EXPECT_NE(letters()[0].find("事務局にご連絡ください"), std::string::npos);
  // The account that was there is what it was, and the office sees why the other waits.
  EXPECT_EQ(load_account_by_login(s.system_context(), taken)->id, cast::secretariat.id);
  const std::string office = "/office/accounts/" + waiting.id.text;
  s.as(cast::manager).get(office).contains("別のアカウントがあります");
  s.as(cast::manager).get("/office/accounts").status(200)
      .lacks(taken + " " + waiting.id.text);
  s.as(cast::manager).post(office + "/reset", {{"reset_reason", "紛失"}}).status(409).not_audited();
  // A mailbox is not filled.
  const std::string path = kBase + "/" + waiting.id.text;
  for (int i = 0; i < 6; ++i) {
    v.post(path + "/invitation").status(303).audited("accounts.account.reminded");
    s.deliver(handlers);
  }
  EXPECT_EQ(letters().size(), 3U);
  // The address is free: the next reminder is an invitation like any other.
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) {
    return store::update_login(tx, cast::secretariat.id, "jimu2@test.example", s.now());
  }));
  v.post(path + "/invitation").status(303);
  s.deliver(handlers);
  const auto all = letters();
  const auto invitation = std::find_if(all.begin(), all.end(), [](const std::string& body) {
    return body.find("/invitation/") != std::string::npos;
  });
  ASSERT_NE(invitation, all.end());
  const std::size_t at = invitation->find("/invitation/");
  s.stranger().get(invitation->substr(at, invitation->find('\n', at) - at))
      .status(200).contains("試験 招子");
  EXPECT_EQ(load_account_by_login(s.system_context(), taken)->id, waiting.id);
}

TEST(Colleagues, OnesOwnColleagueIsToldAtTheFieldAndADayHasItsLimit) {
  Scenario s;
  Visitor& v = s.as(cast::member_admin);
  v.post(kBase, {{"login", cast::member.login}, {"name", "試験"}, {"role", "member_staff"}})
      .status(422).contains("すでに一覧にいます").not_audited();
  const auto invite = [&](int i) {
    return s.as(cast::member_admin)
        .post(kBase, {{"login", "n" + std::to_string(i) + "@test.example"}, {"name", "試験"},
                      {"role", "member_staff"}});
  };
  // Whether it was taken or not counts alike.
  s.as(cast::member_admin)
      .post(kBase, {{"login", cast::auditor.login}, {"name", "試験"}, {"role", "member_staff"}})
      .status(303);
  for (int i = 1; i < kInvitedADayMost; ++i) invite(i).leads_to(kBase + "?message");
  invite(100).status(429).contains("1日に招待できるのは30人までです").not_audited();
  s.advance_minutes(25 * 60);
  invite(100).leads_to(kBase + "?message");
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
