// user_commands_test.cc - the commands that an operator is asked for when somebody stands before a
// closed door: `user reset`, `user list`, and `search rebuild` when something is not found.
// Runs the program as commands_test.cc does; between two commands it looks into their database.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/search/search.h"
#include "core/sessions/sessions.h"
#include "db/db.h"
#include "features/accounts/service.h"
#include "support/commands.h"

namespace musubi {
namespace {

constexpr const char* kUsersOnSqlite = "MUSUBI_DATABASE_KIND=sqlite";
constexpr const char* kOfficeLogin = "araki@example.jp";
constexpr const char* kOldPassword = "みずうみ corgi 7 tray";

class UserCommands : public test::Commands {
 protected:
  void SetUp() override {
    Commands::SetUp();
    search::install();
    ASSERT_EQ(run({"migrate", "--data", data()}, kUsersOnSqlite).code, 0);
  }
  test::Ran told(std::vector<std::string> arguments, const std::string& typed = "") {
    arguments.insert(arguments.end(), {"--data", data()});
    return run(arguments, kUsersOnSqlite, typed);
  }
  // Their database, open no longer than one look takes.
  void inside(const std::function<void(const Context&)>& look) {
    auto opened = db::Db::open({.path = data() + "/musubi.sqlite"});
    ASSERT_TRUE(opened);
    look(Context{Actor::system("試験"), **opened, now_from_system_clock(), "test", "", {}});
  }
  std::shared_ptr<accounts::Locksmith> locksmith() {
    auto smith = accounts::open_locksmith(data());
    CHECK(smith.has_value());
    return *smith;
  }
  // Of the office, with a password and an authenticator.
  AccountId office_account() {
    AccountId id;
    inside([&](const Context& ctx) {
      auto made = accounts::create_account(
          ctx, *locksmith(), {kOfficeLogin, "荒木 里奈", Roles{Role::secretariat}, {}}, kOldPassword,
          accounts::Locksmith::make_totp_secret());
      ASSERT_TRUE(made) << made.error().says;
      id = *made;
    });
    return id;
  }
  Result<accounts::Entered> knock(const Context& ctx, const std::string& password) {
    const Context stranger{Actor::anonymous(), ctx.db, ctx.now, "test", "192.0.2.10", {}};
    return accounts::sign_in(stranger, *locksmith(), {kOfficeLogin, password, ""},
                             accounts::Browser{"Mozilla/5.0", ""});
  }
};

TEST_F(UserCommands, AResetPrintsALinkAndEndsWhatOpenedTheDoorBefore) {
  const AccountId id = office_account();
  std::string session;
  inside([&](const Context& ctx) {
    const auto before = knock(ctx, kOldPassword);
    ASSERT_TRUE(before) << before.error().says;
    EXPECT_EQ(before->next, accounts::Entered::Next::code);
    auto begun = ctx.db.write(
        [&](db::Tx& tx) { return sessions::begin(ctx, tx, id, true, "Mozilla/5.0"); });
    ASSERT_TRUE(begun);
    session = *begun;
    EXPECT_TRUE(sessions::find(ctx.db, session, ctx.now, {}));
  });
  const test::Ran ran = told({"user", "reset", kOfficeLogin, "--origin", "https://example.jp"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("これまでのパスワードと認証アプリは使えなくなりました"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("一度だけ使えます。期限: "), std::string::npos) << ran.out;
  const std::string address = "https://example.jp/invitation/";
  const auto at = ran.out.find(address);
  ASSERT_NE(at, std::string::npos) << ran.out;
  const auto from = at + address.size();
  const std::string token = ran.out.substr(from, ran.out.find('\n', from) - from);
  inside([&](const Context& ctx) {
    EXPECT_FALSE(knock(ctx, kOldPassword));
    EXPECT_FALSE(sessions::find(ctx.db, session, ctx.now, {}));
    const std::string fresh = "やまなみ heron 4 lamp";
    const auto entered = accounts::accept_invitation(ctx, *locksmith(), token, {fresh, fresh},
                                                     accounts::Browser{"Mozilla/5.0", ""});
    ASSERT_TRUE(entered) << entered.error().says;
    // The authenticator of before is gone: a new one is set up.
    EXPECT_EQ(entered->next, accounts::Entered::Next::enrolment);
    EXPECT_FALSE(accounts::load_invitation(ctx, token));
  });
}

TEST_F(UserCommands, AResetForAMachineIsOneObjectAndASecondEndsTheFirstLink) {
  office_account();
  const std::vector<std::string> asked{"user", "reset", kOfficeLogin, "--json", "--origin",
                                       "https://example.jp"};
  const Json first = Json::parse(told(asked).out);
  EXPECT_FALSE(first.value("expires", "").empty());
  const Json second = Json::parse(told(asked).out);
  const auto token = [](const Json& said) {
    const std::string link = said.at("link").get<std::string>();
    return link.substr(link.rfind('/') + 1);
  };
  inside([&](const Context& ctx) {
    EXPECT_FALSE(accounts::load_invitation(ctx, token(first)));
    EXPECT_TRUE(accounts::load_invitation(ctx, token(second)));
  });
}

TEST_F(UserCommands, AResetOfNobodyOrOfAStoppedAccountIsRefused) {
  const test::Ran nobody = told({"user", "reset", "nobody@example.jp"});
  EXPECT_EQ(nobody.code, 3) << nobody.out;
  EXPECT_NE(nobody.err.find("このメールアドレスのアカウントはありません"), std::string::npos)
      << nobody.err;
  EXPECT_EQ(nobody.out, "");
  const AccountId id = office_account();
  // The house is never left without a manager.
  ASSERT_EQ(told({"user", "create", "mori@example.jp", "--name", "森 遥", "--role",
                  "secretariat_manager", "--password-stdin"},
                 "こもれび otter 5 desk\n")
                .code,
            0);
  inside([&](const Context& ctx) {
    ASSERT_TRUE(accounts::suspend_account(ctx, id, "退職のため"));
  });
  const test::Ran stopped = told({"user", "reset", kOfficeLogin});
  EXPECT_EQ(stopped.code, 3) << stopped.out;
  EXPECT_NE(stopped.err.find("先に停止を解いてください"), std::string::npos) << stopped.err;
  EXPECT_EQ(stopped.out, "");
}

TEST_F(UserCommands, TheListNamesEachAccountAndNoSecret) {
  EXPECT_EQ(Json::parse(told({"user", "list", "--json"}).out), Json::array());
  const AccountId id = office_account();
  ASSERT_EQ(told({"user", "create", "sato@example.jp", "--name", "佐藤 未来", "--role", "auditor"})
                .code,
            0);
  const test::Ran made = told({"user", "create", "mori@example.jp", "--name", "森 遥", "--role",
                               "secretariat_manager", "--password-stdin"},
                              "こもれび otter 5 desk\n");
  ASSERT_EQ(made.code, 0) << made.err;
  const test::Ran ran = told({"user", "list", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json all = Json::parse(ran.out);
  ASSERT_EQ(all.size(), 3U) << ran.out;  // by address
  EXPECT_EQ(all[0], Json({{"id", id.text}, {"login", kOfficeLogin}, {"name", "荒木 里奈"},
                          {"roles", Json::array({"secretariat"})}, {"state", "active"},
                          {"totp", true}}));
  EXPECT_EQ(all[1].at("login"), "mori@example.jp");
  EXPECT_EQ(all[1].at("roles"), Json::array({"secretariat_manager"}));
  EXPECT_EQ(all[1].at("state"), "active");
  EXPECT_FALSE(all[1].at("totp").get<bool>());
  EXPECT_EQ(all[2].at("login"), "sato@example.jp");
  EXPECT_EQ(all[2].at("state"), "invited");
  const Json found = Json::parse(told({"user", "list", "佐藤", "--json"}).out);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("login"), "sato@example.jp");
  const test::Ran plain = told({"user", "list"});
  EXPECT_NE(plain.out.find("sato@example.jp\t佐藤 未来\t"), std::string::npos) << plain.out;
  EXPECT_EQ(std::count(plain.out.begin(), plain.out.end(), '\n'), 3);
}

TEST_F(UserCommands, SearchRebuildFindsAgainWhatTheIndexHadLost) {
  const AccountId id = office_account();
  const auto finds = [&](const std::string& words) {
    std::vector<std::string> out;
    inside([&](const Context& ctx) {
      out = ctx.db.read([&](db::Reader& reader) {
        return search::find_ids(reader, "account", words, {"accounts"}, 10);
      });
    });
    return out;
  };
  ASSERT_EQ(finds("荒木"), std::vector<std::string>{id.text});
  inside([](const Context& ctx) {
    static constexpr db::Query kLose{"test.lose", "DELETE FROM search_documents"};
    ASSERT_TRUE(ctx.db.write([](db::Tx& tx) { return tx.run(kLose); }));
  });
  EXPECT_TRUE(finds("荒木").empty());
  const test::Ran ran = told({"search", "rebuild", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out).at("documents"), 1);
  EXPECT_EQ(finds("荒木"), std::vector<std::string>{id.text});
  const test::Ran again = told({"search", "rebuild"});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("検索の索引を作り直しました（1 件）"), std::string::npos) << again.out;
  EXPECT_EQ(finds("荒木"), std::vector<std::string>{id.text});
}

}  // namespace
}  // namespace musubi
