// service_pledges_test.cc - 従事者誓約: no staff role is used without one on file, and the
// office keeps the file. Rules and pages, on both databases.
#include "features/accounts/service_pledges.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";
const std::string kPdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

struct Pledges : testing::Test {
  Scenario s;
  std::string secret = Locksmith::make_totp_secret();
  std::string folder = "/tmp/musubi-pledges-XXXXXX";

  void SetUp() override {
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    files::configure({folder + "/files", "", 1000});
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  AccountId create(const std::string& login, Role role) {
    auto id = create_account(s.system_context(), s.locksmith(),
                             {login, "試験 花子", Roles{role}, {}}, kPassword, secret);
    EXPECT_TRUE(id);
    return id ? *id : AccountId{};
  }
  // Past password and code.
  Visitor half_way(const std::string& login) {
    Visitor v = s.stranger();
    v.post("/sign-in", {{"login", login}, {"password", kPassword}}).leads_to("/sign-in/code");
    v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).status(303);
    s.advance_seconds(30);
    return v;
  }
  static std::string id_in(const std::string& body, const std::string& before) {
    const std::size_t at = body.find(before);
    EXPECT_NE(at, std::string::npos);
    return body.substr(at + before.size(), 36);
  }
};

TEST_F(Pledges, StaffPledgeOnTheFirstWayInAndOnlyThen) {
  create("o@test.example", Role::secretariat);
  Visitor v = half_way("o@test.example");
  v.get("/office").leads_to("/sign-in");  // no session yet
  v.get("/sign-in/pledge").status(200).contains("従事者の誓約").contains("漏らしません");
  v.post("/sign-in/pledge").status(422).contains("チェックを付けてください").not_audited();
  v.post("/sign-in/pledge", {{"agreed", "1"}}).status(303).audited("accounts.pledge.filed");
  v.get("/office").status(200);
  v.post("/sign-in/pledge", {{"agreed", "1"}}).leads_to("/sign-in");  // the step is used up
  Visitor again = half_way("o@test.example");
  again.get("/office").status(200);
}

TEST_F(Pledges, WhoDoesNotWorkForUsIsNotAsked) {
  create("p@test.example", Role::prefecture);
  half_way("p@test.example").get("/prefecture").status(200);
  for (const Role role : {Role::prefecture, Role::auditor, Role::member_admin, Role::visitor}) {
    EXPECT_FALSE(needs_pledge({role}));
  }
  for (const Role role :
       {Role::secretariat, Role::secretariat_manager, Role::adviser, Role::next_operator}) {
    EXPECT_TRUE(needs_pledge({role}));
  }
}

TEST_F(Pledges, AStaffRoleIsGivenOnlyWithAPaperOnFileAndAReason) {
  const AccountId id = create("p@test.example", Role::prefecture);
  const std::string path = "/office/accounts/" + id.text;
  Visitor& manager = s.as(cast::manager);
  manager.post(path + "/roles", {{"roles", "secretariat"}, {"roles_reason", ""}})
      .status(422).contains("役割を変える理由").not_audited();
  manager.post(path + "/roles", {{"roles", "secretariat"}, {"roles_reason", "転籍"}})
      .status(422).contains("従事者誓約が必要です").not_audited();
  manager.get(path + "/pledges").status(200).contains("記録はまだありません");
  manager.upload(path + "/pledges", {}, {{"file", "誓約書.pdf", kPdf}})
      .status(422).contains("誓約書の日付").not_audited();
  const test::FormFields day{{"given_on_era", "reiwa"}, {"given_on_year", "6"},
                             {"given_on_month", "10"}, {"given_on_day", "1"}};
  manager.upload(path + "/pledges", day, {}).status(422).contains("写しを選んで").not_audited();
  manager.upload(path + "/pledges", day, {{"file", "誓約書.pdf", kPdf}})
      .status(303).audited("accounts.pledge.filed");
  const std::string body = manager.get(path + "/pledges").contains("有効").body();
  const std::string pledge = id_in(body, path + "/pledges/");
  EXPECT_EQ(manager.get(path + "/pledges/" + pledge + "/paper").status(200)
                .header("Content-Type"), "application/pdf");
  s.as(cast::auditor).get(path + "/pledges").status(200).lacks("/paper");
  s.as(cast::auditor).get(path + "/pledges/" + pledge + "/paper").status(403);
  manager.post(path + "/roles", {{"roles", "secretariat"}, {"roles_reason", "転籍"}})
      .status(303).audited("accounts.roles.changed");
  half_way("p@test.example").get("/office").status(200);
}

TEST_F(Pledges, AWithdrawnPledgeEndsTheSessionsAndIsAskedForAgain) {
  const AccountId id = create("o@test.example", Role::secretariat);
  Visitor v = half_way("o@test.example");
  v.post("/sign-in/pledge", {{"agreed", "1"}}).status(303);
  v.get("/office").status(200);
  const std::string base = "/office/accounts/" + id.text + "/pledges";
  Visitor& manager = s.as(cast::manager);
  const std::string pledge = id_in(manager.get(base).body(), base + "/");
  manager.post(base + "/" + pledge + "/withdrawal", {{"withdrawn_reason", " "}})
      .status(422).not_audited()
      .contains("#f-withdrawn_reason-" + pledge)
      .contains("id=\"f-withdrawn_reason-" + pledge);
  s.as(cast::secretariat).post(base + "/" + pledge + "/withdrawal",
                               {{"withdrawn_reason", "x"}}).status(403).not_audited();
  manager.post("/office/accounts/" + cast::adviser.id.text + "/pledges/" + pledge + "/withdrawal",
               {{"withdrawn_reason", "x"}}).status(404).not_audited();
  manager.post(base + "/" + pledge + "/withdrawal", {{"withdrawn_reason", "契約の変更"}})
      .status(303).audited("accounts.pledge.withdrawn");
  v.get("/office").leads_to("/sign-in");
  half_way("o@test.example").get("/sign-in/pledge").status(200);
  manager.get(base).contains("取り消し済み").contains("契約の変更");
}

TEST_F(Pledges, WhoIsAtWorkHasAnAccountInUseTheRoleAndAPledgeOnFile) {
  constexpr Permission kDesk{"test.desk", "窓口で働く", Permission::Level::some_roles,
                             roles::office};
  const auto at_work = [&](const AccountId& id) {
    return s.db().read([&](db::Reader& reader) { return find_at_work(reader, id, kDesk); });
  };
  const Context system = s.system_context();
  const AccountId id = create("o@test.example", Role::secretariat);
  EXPECT_FALSE(at_work(id));
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) { return file_online_pledge(tx, system, id); }));
  const auto found = at_work(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->login, "o@test.example");
  ASSERT_TRUE(suspend_account(system, id, "長期の休み"));
  EXPECT_FALSE(at_work(id));
  ASSERT_TRUE(resume_account(system, id));
  EXPECT_TRUE(at_work(id));
  const auto filed = list_pledges_of(s.context_of(cast::manager), id);
  ASSERT_TRUE(filed && filed->size() == 1);
  ASSERT_TRUE(withdraw_pledge(s.context_of(cast::manager), id, filed->front().id, "契約の変更"));
  EXPECT_FALSE(at_work(id));
  // Another role, and nobody at all.
  EXPECT_FALSE(at_work(create("p@test.example", Role::prefecture)));
  EXPECT_FALSE(at_work(AccountId{"0192c0de-0000-7000-8000-0000000000ff"}));
}

TEST_F(Pledges, TheFirstAdministratorPledgesOnTheWayIn) {
  ASSERT_TRUE(s.db().write([](db::Tx& tx) {
    return tx.run(db::Query{"test.no_manager", "DELETE FROM account_roles WHERE role ="
                                               " 'secretariat_manager'"});
  }));
  const auto link = make_first_administrator_link(s.system_context());
  ASSERT_TRUE(link);
  Visitor v = s.stranger();
  v.post(link->path, {{"login", "first@test.example"}, {"name", "最初 管子"},
                      {"password", kPassword}, {"password_again", kPassword}})
      .leads_to("/sign-in/enrolment");
  const std::string page = v.get("/sign-in/enrolment").body();
  const auto sealed = s.db().read([](db::Reader& r) {
    return r.first(db::Query{"test.sealed", "SELECT sealed, account_id FROM account_links"
                                            " WHERE purpose = 'sign_in'"});
  });
  const auto key = s.locksmith().open(sealed->text(0), sealed->text(1));
  v.post("/sign-in/enrolment", {{"code", test::totp_code(*key, s.now())}})
      .leads_to("/sign-in/pledge");
  v.post("/sign-in/pledge", {{"agreed", "1"}}).leads_to("/account/recovery-codes");
  v.get("/office").status(200);
}

}  // namespace
}  // namespace musubi::accounts
