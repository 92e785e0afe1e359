// stocktakes_test.cc - dormant accounts, signs of sharing, and the quarterly stock-take from the
// frozen list to the signature. Rules and pages, on both databases.
#include "features/accounts/stocktakes.h"

#include <gtest/gtest.h>

#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";

struct Stocktakes : testing::Test {
  Scenario s;

  std::string begin() {
    const auto answer = s.as(cast::manager).post("/office/stocktakes");
    answer.status(303).audited("accounts.stocktake.begun");
    const std::string path = answer.header("Location");
    return path.substr(0, path.find('?'));
  }
  void advance_days(int days) { s.advance_minutes(days * 24 * 60); }
  Result<Entered> sign_in_from(const std::string& address, const std::string& agent) {
    const Context ctx{Actor::anonymous(), s.db(), s.now(), "r", address, {}};
    return sign_in(ctx, s.locksmith(), {"v@test.example", kPassword, ""}, {agent, ""});
  }
};

TEST_F(Stocktakes, TheListIsFrozenDecidedAndSigned) {
  Visitor& manager = s.as(cast::manager);
  manager.get("/office/stocktakes").status(200).contains("この四半期の棚卸しがまだです");
  manager.get("/office").contains("アカウントの棚卸し");
  const std::string path = begin();
  manager.get(path).status(200).contains("試験 担治").contains("13人");
  manager.post("/office/stocktakes").status(409).not_audited();  // one at a time
  manager.post(path + "/signature").status(409).contains("まだ決めていない人が13人").not_audited();
  manager.post(path + "/rows", {{"decision." + cast::adviser.id.text, "suspend"},
                                {"decision." + cast::member.id.text, ""}})
      .status(303).audited("accounts.stocktake.decided");
  manager.post(path + "/rows", {{"decision." + cast::adviser.id.text, "delete"}})
      .status(422).not_audited();
  manager.post(path + "/rows", {{"decision." + cast::manager.id.text, "suspend"}})
      .status(409).contains("ご自分").not_audited();
  // Nobody has ever signed in here: all were made long ago, so each must be decided by itself.
  manager.post(path + "/rest").status(303).not_audited();
  test::FormFields rest;
  for (const test::Person& p : cast::everyone()) {
    if (p.id != cast::adviser.id) rest.emplace_back("decision." + p.id.text, "keep");
  }
  manager.post(path + "/rows", rest).status(303);
  s.as(cast::adviser).get("/account").status(200);
  manager.post(path + "/signature").status(303).audited("accounts.stocktake.signed")
      .audited("accounts.account.suspended");
  EXPECT_EQ(load_account(s.context_of(cast::manager), cast::adviser.id)->state, State::suspended);
  manager.get(path).contains("署名済み").lacks("このページの内容を保存する");
  manager.post(path + "/rows", {{"decision." + cast::member.id.text, "suspend"}})
      .status(409).not_audited();
  manager.get("/office/stocktakes").lacks("この四半期の棚卸しがまだです");
  // The list of that day stays what it was.
  manager.post("/office/accounts/" + cast::adviser.id.text + "/resumption").status(303);
  manager.get(path + "?show=marked").contains("止める");
  advance_days(95);
  EXPECT_TRUE(is_stocktake_due(s.context_of(cast::manager)));
}

TEST_F(Stocktakes, OthersReadOrAreRefused) {
  const std::string path = begin();
  s.as(cast::auditor).get("/office/stocktakes").status(200).lacks("棚卸しを始める");
  s.as(cast::auditor).get(path).status(200).lacks("このページの内容を保存する");
  s.as(cast::auditor).post(path + "/signature").status(403).not_audited();
  s.as(cast::secretariat).get(path).status(403);
  s.as(cast::manager).get("/office/stocktakes/none").status(404);
}

TEST_F(Stocktakes, DormantAccountsAreListedAfterHalfAYear) {
  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"v@test.example", "休眠 さん", {Role::visitor}, {}}, kPassword, ""));
  const std::string list = "/office/accounts?dormant=1&q=v@test.example";
  ASSERT_TRUE(sign_in_from("192.0.2.1", "Chrome/1"));
  advance_days(179);
  s.as(cast::manager).get(list).status(200).lacks("休眠 さん");
  advance_days(2);
  s.as(cast::manager).get(list).contains("休眠 さん");
  ASSERT_TRUE(sign_in_from("192.0.2.1", "Chrome/1"));
  s.as(cast::manager).get(list).lacks("休眠 さん");
}

TEST_F(Stocktakes, ManyPlacesAtTheSameTimeAreASignAndOneAfterTheOtherAreNot) {
  auto id = create_account(s.system_context(), s.locksmith(),
                           {"v@test.example", "共有 さん", {Role::visitor}, {}}, kPassword, "");
  ASSERT_TRUE(id);
  for (const char* address : {"192.0.2.1", "198.51.100.1", "203.0.113.1"}) {
    ASSERT_TRUE(sign_in_from(address, "Chrome/1"));
    s.advance_minutes(40);
  }
  const std::string path = "/office/accounts/" + id->text;
  s.as(cast::manager).get(path).lacks("複数の人で使っている");
  for (const char* address : {"192.0.2.1", "198.51.100.1", "203.0.113.1"}) {
    ASSERT_TRUE(sign_in_from(address, "Chrome/1"));
  }
  s.as(cast::manager).get(path).contains("複数の人で使っている").contains("同時に3か所");
  s.as(cast::manager).get("/office/accounts?q=v@test.example").contains("共有の疑い");
  const std::string marked = "/office/accounts?shared=1";
  s.as(cast::manager).get(marked).contains("共有 さん").lacks(cast::adviser.name);
  Visitor own = s.stranger();
  own.post("/sign-in", {{"login", "v@test.example"}, {"password", kPassword}}).status(303);
  own.get("/account").contains("複数の人で使っている");
  s.as(cast::manager).get(begin() + "?show=marked").contains("共有の疑い");
  advance_days(91);
  s.as(cast::manager).get(path).lacks("複数の人で使っている");
  s.as(cast::manager).get(marked).lacks("共有 さん");
}

}  // namespace
}  // namespace musubi::accounts
