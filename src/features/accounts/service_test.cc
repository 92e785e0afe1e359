// service_test.cc - the rules of accounts and of signing in, against a real database.
// Runs in test_features on both databases, with the cheapest hash except where cost is the point.
#include "features/accounts/service.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "base/json.h"
#include "features/accounts/passwords.h"
#include "features/accounts/pledges.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::cast::manager;
using test::cast::secretariat;

constexpr std::string_view kPassword = "みずうみ corgi 7 tray";
constexpr db::Query kEveryText{
    "test.every_text",
    "SELECT coalesce(password_hash, '') || coalesce(totp_secret, '') FROM accounts"};
constexpr db::Query kLinkHashes{"test.links", "SELECT token_hash FROM account_links"};

struct Accounts : testing::Test {
  test::Scenario s;
  Browser browser{"Mozilla/5.0 (Windows) Chrome/120", ""};

  Context anonymous(const std::string& address = "192.0.2.10") {
    return Context{Actor::anonymous(), s.db(), s.now(), "r", address, {}};
  }
  AccountId create(const std::string& login, Role role, const std::string& totp = "") {
    NewAccount input{login, "試験 花子", Roles{role}, {}};
    if (roles::members.has(role)) input.organisation = test::cast::kOwn;
    auto made = create_account(s.system_context(), s.locksmith(), input, std::string(kPassword),
                               totp);
    EXPECT_TRUE(made) << (made ? "" : made.error().says);
    if (made && needs_pledge({role})) {
      const Context ctx = s.system_context();
      EXPECT_TRUE(s.db().write([&](db::Tx& tx) { return file_online_pledge(tx, ctx, *made); }));
    }
    return made ? *made : AccountId{};
  }
  Result<Entered> knock(const std::string& login, std::string_view password,
                        const std::string& address = "192.0.2.10") {
    return sign_in(anonymous(address), s.locksmith(), {login, std::string(password), ""}, browser);
  }
};

TEST_F(Accounts, AMemberEntersWithThePasswordAlone) {
  create("m@test.jp.example", Role::member_staff);
  const auto in = knock(" M@TEST.jp.example ", kPassword);
  ASSERT_TRUE(in) << in.error().says;
  EXPECT_EQ(in->next, Entered::Next::signed_in);
  EXPECT_TRUE(sessions::find(s.db(), in->session_token, s.now(), {}));
}

TEST_F(Accounts, TheOfficeNeedsTheCodeAndItWorksOnce) {
  const std::string secret = Locksmith::make_totp_secret();
  create("o@test.example", Role::secretariat, secret);
  auto in = knock("o@test.example", kPassword);
  ASSERT_TRUE(in);
  ASSERT_EQ(in->next, Entered::Next::code);
  EXPECT_TRUE(in->session_token.empty());
  const std::string code = test::totp_code(secret, s.now());
  const std::string wrong = code == "000000" ? "000001" : "000000";
  EXPECT_FALSE(give_code(anonymous(), s.locksmith(), in->step_token, wrong, browser));
  const auto entered = give_code(anonymous(), s.locksmith(), in->step_token, code, browser);
  ASSERT_TRUE(entered);
  EXPECT_TRUE(sessions::find(s.db(), entered->session_token, s.now(), {})->second_factor);
  // The same code again, with a fresh step: refused as used.
  in = knock("o@test.example", kPassword);
  ASSERT_TRUE(in);
  EXPECT_FALSE(give_code(anonymous(), s.locksmith(), in->step_token, code, browser));
  s.advance_seconds(30);
  EXPECT_TRUE(give_code(anonymous(), s.locksmith(), in->step_token,
                        test::totp_code(secret, s.now()), browser));
}

TEST_F(Accounts, ACodeOneStepOffIsAcceptedAndTwoStepsOffIsNot) {
  const std::string secret = Locksmith::make_totp_secret();
  const Instant now = s.now();
  for (const int off : {-1, 0, 1}) {
    const Instant then{now.ms + off * 30'000};
    EXPECT_TRUE(Locksmith::totp_step(secret, test::totp_code(secret, then), now)) << off;
  }
  for (const int off : {-2, 2}) {
    const Instant then{now.ms + off * 30'000};
    EXPECT_FALSE(Locksmith::totp_step(secret, test::totp_code(secret, then), now)) << off;
  }
}

// RFC 6238 appendix B (SHA-1), cut to six digits.
TEST(AccountsTotp, AgreesWithThePublishedVectors) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(Locksmith::totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(Locksmith::totp_code(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(Locksmith::totp_code(secret, 2000000000 / 30), "279037");
}

TEST_F(Accounts, FiveWrongCodesEndTheStep) {
  create("o@test.example", Role::secretariat, Locksmith::make_totp_secret());
  const auto in = knock("o@test.example", kPassword);
  ASSERT_TRUE(in);
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(give_code(anonymous(), s.locksmith(), in->step_token, "abcdef", browser));
  }
  EXPECT_FALSE(has_step(anonymous(), in->step_token));
}

TEST_F(Accounts, AStaffRoleWithoutAnAuthenticatorEnrolsFirst) {
  create("o@test.example", Role::auditor);
  const auto in = knock("o@test.example", kPassword);
  ASSERT_TRUE(in);
  ASSERT_EQ(in->next, Entered::Next::enrolment);
  const auto shown = load_enrolment(anonymous(), s.locksmith(), in->step_token);
  ASSERT_TRUE(shown);
  // The enrolment step cannot be used to skip the code.
  EXPECT_FALSE(give_code(anonymous(), s.locksmith(), in->step_token,
                         test::totp_code(shown->secret, s.now()), browser));
  const auto entered = enrol(anonymous(), s.locksmith(), in->step_token,
                             test::totp_code(shown->secret, s.now()), browser);
  ASSERT_TRUE(entered) << entered.error().says;
  EXPECT_TRUE(sessions::find(s.db(), entered->session_token, s.now(), {}));
  EXPECT_EQ(knock("o@test.example", kPassword)->next, Entered::Next::code);
}

TEST_F(Accounts, UnknownLoginWrongPasswordAndSuspensionSoundTheSame) {
  const AccountId id = create("a@test.example", Role::member_staff);
  create("b@test.example", Role::member_staff);
  ASSERT_TRUE(suspend_account(s.context_of(manager), id, "試験のため"));
  const auto unknown = knock("nobody@test.example", kPassword, "198.51.100.1");
  const auto wrong = knock("b@test.example", "まちがった合言葉です", "198.51.100.2");
  const auto suspended = knock("a@test.example", kPassword, "198.51.100.3");
  ASSERT_FALSE(unknown);
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(suspended);
  EXPECT_EQ(unknown.error().says, wrong.error().says);
  EXPECT_EQ(unknown.error().says, suspended.error().says);
  EXPECT_EQ(unknown.error().fault, suspended.error().fault);
}

TEST_F(Accounts, AGuesserIsSlowedAndTheVictimElsewhereIsNot) {
  create("v@test.example", Role::member_staff);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(knock("v@test.example", "ちがう合言葉", "203.0.113.9").error().fault,
              Fault::invalid);
  }
  const auto blocked = knock("v@test.example", kPassword, "203.0.113.9");
  EXPECT_EQ(blocked.error().fault, Fault::too_many);  // even with the right password
  EXPECT_TRUE(knock("v@test.example", kPassword, "192.0.2.77"));
  s.advance_seconds(31);
  EXPECT_TRUE(knock("v@test.example", kPassword, "203.0.113.9"));
}

TEST_F(Accounts, AnUnknownLoginIsSlowedJustTheSame) {
  for (int i = 0; i < 5; ++i) (void)knock("nobody@test.example", "ちがう合言葉", "203.0.113.9");
  EXPECT_EQ(knock("nobody@test.example", "x", "203.0.113.9").error().fault, Fault::too_many);
}

TEST_F(Accounts, FromAKnownDeviceTheOwnerEntersAlthoughStrangersGuessFromTheSameAddress) {
  create("v@test.example", Role::member_staff);
  const auto first = knock("v@test.example", kPassword);
  ASSERT_TRUE(first);
  ASSERT_FALSE(first->device_token.empty());
  for (int i = 0; i < 25; ++i) (void)knock("v@test.example", "ちがう合言葉");
  EXPECT_EQ(knock("v@test.example", kPassword).error().fault, Fault::too_many);
  browser.device_token = first->device_token;
  EXPECT_TRUE(knock("v@test.example", kPassword));
}

TEST_F(Accounts, AnAddressIsForgivenOneFailureEveryFiveMinutes) {
  const auto fails = [&](int count) {
    static int made = 0;
    for (int i = 0; i < count; ++i) {
      const std::string login = "nobody" + std::to_string(++made) + "@test.example";
      EXPECT_EQ(knock(login, "x").error().fault, Fault::invalid) << i;
    }
  };
  create("v@test.example", Role::member_staff);
  fails(20);
  EXPECT_EQ(knock("v@test.example", kPassword).error().fault, Fault::too_many);
  s.advance_minutes(24);  // four are forgiven, and most of a fifth
  fails(3);
  s.advance_minutes(1);  // the fifth: what was left of the time counts
  fails(1);
  EXPECT_TRUE(knock("v@test.example", kPassword));
  fails(1);
  EXPECT_EQ(knock("v@test.example", kPassword).error().fault, Fault::too_many);
  s.advance_minutes(100);
  fails(19);
  EXPECT_TRUE(knock("v@test.example", kPassword));
}

TEST_F(Accounts, ADeviceOfOnePersonIsNoKeyForAnother) {
  create("a@test.example", Role::member_staff);
  create("b@test.example", Role::member_staff);
  browser.device_token = knock("a@test.example", kPassword)->device_token;
  for (int i = 0; i < 5; ++i) (void)knock("b@test.example", "ちがう合言葉");
  EXPECT_EQ(knock("b@test.example", kPassword).error().fault, Fault::too_many);
}

TEST_F(Accounts, WaitingGrowsButNeverBeyondAQuarterOfAnHour) {
  create("v@test.example", Role::member_staff);
  for (int i = 0; i < 40; ++i) {
    (void)knock("v@test.example", "ちがう合言葉");
    s.advance_minutes(16);
  }
  EXPECT_TRUE(knock("v@test.example", kPassword));
}

TEST_F(Accounts, AFloodOfSignInsRunsAFewHashesAtATimeAndTellsTheRestToWait) {
  Locksmith::Cost cost;
  cost.at_once = 2;
  cost.waiting = 4;
  Locksmith smith(std::string(Locksmith::kKeyBytes, 'k'), cost);
  std::atomic<int> refused{0}, answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&] {
      const auto right = smith.password_is_right("x", "");
      if (right) {
        ++answered;
        EXPECT_FALSE(*right);
      } else {
        EXPECT_EQ(right.error().fault, Fault::unavailable);
        ++refused;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(smith.most_at_once(), 2);
  EXPECT_GT(refused.load(), 0);
  EXPECT_GE(answered.load(), 2);
  EXPECT_EQ(answered.load() + refused.load(), 40);
}

TEST_F(Accounts, AnInvitationWorksOnceAndOnlyTheNewestLink) {
  const auto first = invite_account(s.context_of(manager),
                                    {"n@test.example", "新 人子", {Role::adviser}, {}, "人事異動"}, "");
  ASSERT_TRUE(first) << first.error().says;
  const auto second = reset_account(s.context_of(manager), first->account, "紛失", "");
  ASSERT_TRUE(second);
  const std::string old_token = first->path.substr(first->path.rfind('/') + 1);
  const std::string token = second->path.substr(second->path.rfind('/') + 1);
  const NewPassword fresh{std::string(kPassword), std::string(kPassword)};
  EXPECT_EQ(load_invitation(anonymous(), old_token).error().fault, Fault::not_found);
  const auto entered = accept_invitation(anonymous(), s.locksmith(), token, fresh, browser);
  ASSERT_TRUE(entered) << entered.error().says;
  EXPECT_EQ(entered->next, Entered::Next::enrolment);
  EXPECT_EQ(accept_invitation(anonymous(), s.locksmith(), token, fresh, browser).error().fault,
            Fault::not_found);
}

TEST_F(Accounts, AnInvitationEndsAfterFourteenDays) {
  const auto made = invite_account(s.context_of(manager),
                                   {"n@test.example", "新 人子", {Role::adviser}, {}, "人事異動"}, "");
  ASSERT_TRUE(made);
  const std::string token = made->path.substr(made->path.rfind('/') + 1);
  s.advance_minutes(14 * 24 * 60 - 1);
  EXPECT_TRUE(load_invitation(anonymous(), token));
  s.advance_minutes(1);
  EXPECT_FALSE(load_invitation(anonymous(), token));
}

TEST_F(Accounts, AResetEndsSessionsPasswordAndAuthenticator) {
  const AccountId id = create("o@test.example", Role::member_staff);
  const auto in = knock("o@test.example", kPassword);
  ASSERT_TRUE(in);
  EXPECT_EQ(reset_account(s.context_of(manager), id, " ", "").error().fields.at(0).field,
            "reset_reason");
  EXPECT_TRUE(sessions::find(s.db(), in->session_token, s.now(), {}));
  ASSERT_TRUE(reset_account(s.context_of(manager), id, "紛失", ""));
  EXPECT_FALSE(sessions::find(s.db(), in->session_token, s.now(), {}));
  EXPECT_FALSE(knock("o@test.example", kPassword));
}

TEST_F(Accounts, OnlyAManagerManages) {
  const NewAccount input{"n@test.example", "新 人子", {Role::adviser}, {}, "人事異動"};
  EXPECT_EQ(invite_account(s.context_of(secretariat), input, "").error().fault, Fault::forbidden);
  EXPECT_EQ(suspend_account(s.context_of(secretariat), manager.id, "x").error().fault,
            Fault::forbidden);
  EXPECT_EQ(list_accounts(s.context_of(secretariat), {}).error().fault, Fault::forbidden);
  EXPECT_TRUE(invite_account(s.context_of(manager), input, ""));
}

TEST_F(Accounts, TheHouseIsNeverLeftWithoutAManager) {
  EXPECT_EQ(suspend_account(s.context_of(manager), manager.id, "退職").error().fault,
            Fault::conflict);
  EXPECT_EQ(suspend_account(s.system_context(), manager.id, "退職").error().fault,
            Fault::conflict);
  EXPECT_EQ(change_roles(s.system_context(), manager.id, {Role::auditor}, {}, "").error().fault,
            Fault::conflict);
  create("second@test.example", Role::secretariat_manager);
  EXPECT_TRUE(suspend_account(s.system_context(), manager.id, "退職"));
}

TEST_F(Accounts, MemberRolesBelongToAnOrganisationAndNoOtherRoleDoes) {
  const Context ctx = s.context_of(manager);
  EXPECT_FALSE(invite_account(ctx, {"a@t.example", "あ", {Role::member_staff}, {}}, ""));
  EXPECT_FALSE(
      invite_account(ctx, {"a@t.example", "あ", {Role::secretariat}, test::cast::kOwn}, ""));
  EXPECT_FALSE(invite_account(
      ctx, {"a@t.example", "あ", {Role::secretariat, Role::member_staff}, test::cast::kOwn}, ""));
  EXPECT_TRUE(
      invite_account(ctx, {"a@t.example", "あ", {Role::member_staff}, test::cast::kOwn}, ""));
}

TEST_F(Accounts, TheSameLoginTwiceIsToldAtTheField) {
  create("a@test.example", Role::adviser);
  const auto again = invite_account(s.context_of(manager),
                                    {"A@Test.Example", "別 人", {Role::adviser}, {}, "異動"}, "");
  ASSERT_EQ(again.error().fault, Fault::invalid);
  EXPECT_EQ(again.error().fields.at(0).field, "login");
}

TEST_F(Accounts, SecretsAreSealedForOneAccountAndUselessWithoutTheKey) {
  const std::string secret = Locksmith::make_totp_secret();
  create("o@test.example", Role::secretariat, secret);
  const auto texts = s.db().read([](db::Reader& r) { return r.all(kEveryText); });
  for (const db::Row& row : texts) {
    EXPECT_EQ(row.text(0).find(secret), std::string::npos);
    EXPECT_EQ(row.text(0).find(kPassword), std::string::npos);
  }
  const std::string sealed = s.locksmith().seal(secret, "owner-1");
  EXPECT_EQ(s.locksmith().open(sealed, "owner-1"), secret);
  EXPECT_FALSE(s.locksmith().open(sealed, "owner-2"));
  Locksmith other(std::string(Locksmith::kKeyBytes, 'x'), {1, 8192, 1, 1});
  EXPECT_FALSE(other.open(sealed, "owner-1"));
}

TEST_F(Accounts, TheTableOfLinksHoldsNoToken) {
  const auto made = invite_account(s.context_of(manager),
                                   {"n@test.example", "新 人子", {Role::adviser}, {}, "人事異動"}, "");
  ASSERT_TRUE(made);
  for (const db::Row& row : s.db().read([](db::Reader& r) { return r.all(kLinkHashes); })) {
    EXPECT_EQ(made->path.find(row.text(0)), std::string::npos);
  }
}

TEST_F(Accounts, TheFirstAdministratorLinkIsForAnEmptyHouseOnly) {
  EXPECT_EQ(make_first_administrator_link(s.system_context()).error().fault, Fault::conflict);
}

TEST_F(Accounts, TheDemoHasOneAccountPerRoleThatCanSignIn) {
  const auto demo = create_demo_accounts(s.system_context(), s.locksmith(), test::cast::kOwn);
  ASSERT_TRUE(demo) << demo.error().says;
  std::set<Role> seen;
  for (const DemoAccount& a : *demo) {
    seen.insert(a.role);
    auto in = knock(a.login, a.password);
    ASSERT_TRUE(in) << a.login << in.error().says;
    EXPECT_EQ(in->next, a.totp_secret.empty() ? Entered::Next::signed_in : Entered::Next::code);
  }
  EXPECT_EQ(seen.size(), 11U);
  const Json list = Json::parse(demo_accounts_json(*demo));
  EXPECT_EQ(list.size(), 11U);
  EXPECT_TRUE(list[0].contains("role") && list[0].contains("login") &&
              list[0].contains("password") && list[0].contains("totp_secret"));
}

TEST_F(Accounts, ChangingThePasswordAsksForTheOldOneAndEndsTheOthers) {
  const AccountId id = create("m@test.example", Role::member_staff);
  const auto here = knock("m@test.example", kPassword);
  const auto there = knock("m@test.example", kPassword);
  const std::string session = sessions::find(s.db(), here->session_token, s.now(), {})->id;
  Context self = anonymous();
  self.actor = Actor{Actor::Kind::person, id, "試験 花子", {Role::member_staff}, {}};
  const NewPassword fresh{"かえる umbrella 55 夜", "かえる umbrella 55 夜"};
  EXPECT_FALSE(change_own_password(self, s.locksmith(), {"ちがう", fresh}, session));
  ASSERT_TRUE(
      change_own_password(self, s.locksmith(), {std::string(kPassword), fresh}, session));
  EXPECT_TRUE(sessions::find(s.db(), here->session_token, s.now(), {}));
  EXPECT_FALSE(sessions::find(s.db(), there->session_token, s.now(), {}));
  EXPECT_FALSE(knock("m@test.example", kPassword));
  EXPECT_TRUE(knock("m@test.example", fresh.password));
}

TEST(AccountsKey, TheKeyFileIsMadeOnceForItsOwnerOnly) {
  std::string folder = "/tmp/musubi-key-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  auto first = open_locksmith(folder);
  ASSERT_TRUE(first) << first.error().says;
  const std::string sealed = (*first)->seal("秘密", "a");
  auto second = open_locksmith(folder);
  ASSERT_TRUE(second);
  EXPECT_EQ((*second)->open(sealed, "a"), "秘密");
  struct stat info {};
  ASSERT_EQ(stat((folder + "/keys/accounts.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  std::ofstream(folder + "/keys/accounts.key") << "broken";
  EXPECT_EQ(open_locksmith(folder).error().fault, Fault::unavailable);
}

TEST(AccountsPasswords, LongAndUnrelatedIsFineAndTheObviousIsNot) {
  const auto defect = [](std::string_view p) {
    return password_defect(p, "hanako.yamano@test.example", "山野 花子");
  };
  for (const char* fine : {"みずうみ corgi 7 tray", "correct-horse-battery", "tQ8#zL2!vX5@",
                           "あさがおとかえるとかみなり", "chocolate-tray-corgi", "8472-kvxq-9921"}) {
    EXPECT_EQ(defect(fine), "") << fine;
  }
  for (const char* bad :
       {"", "short", "password1234", "Password2024!!", "aaaaaaaaaaaa", "abcabcabcabc",
        "123456789012", "qwertyuiop12", "abcdefghijkl", "hanako.yamano@test.example",
        "hanako.yamano2024", "kumamoto2024", "kumamotokumamon", "ｐａｓｓｗｏｒｄ１２３４",
        "P@ssw0rd2024!", "iloveyou-123456",
        "sakura-himawari-77", "Adm1n1str@tor#1", "letmein letmein",
        // Of the list that is built in: as it stands there, and with the usual things around it.
        "sonyericsson", "justinbieber", "liverpool1234", "michelle1234", "chocolate2020",
        "2020-chocolate", "L1verp00l!!!!", "$tarfish-1986", "MichelleMichelle",
        "ｃｈｏｃｏｌａｔｅ２０２０"}) {
    EXPECT_NE(defect(bad), "") << bad;
  }
  EXPECT_NE(defect(std::string(257, 'x')), "");
}

}  // namespace
}  // namespace musubi::accounts
