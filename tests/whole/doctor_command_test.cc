// doctor_command_test.cc - `musubi doctor` as an operator meets it: every check is made, and each
// finds the damage that it is there for. Each test in its own folder.
// Never touches a database but its own.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "db/db.h"
#include "support/commands.h"

namespace musubi {
namespace {
namespace fs = std::filesystem;

using test::Commands;
using test::Ran;

TEST_F(Commands, DoctorIsSoundAfterMigrateAndFailsWithoutADatabase) {
  const Ran before = run({"doctor", "--quick", "--json", "--data", data()});
  EXPECT_EQ(before.code, 1);
  EXPECT_FALSE(Json::parse(before.out)["ok"].get<bool>());
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  const Ran after = run({"doctor", "--quick", "--json", "--data", data()});
  const Json found = Json::parse(after.out);
  int sound = 0;
  for (const Json& check : found["checks"]) {
    const std::string name = check["name"];
    if (name == "database" || name == "audit_chain" || name == "config") {
      EXPECT_EQ(check["state"], "ok") << check;
      ++sound;
    }
  }
  EXPECT_EQ(sound, 3);
}

// The promised list: a check that is no longer made would be missed by nobody else.
TEST_F(Commands, DoctorMakesEveryCheckThatItPromises) {
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  const auto names = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"doctor", "--json", "--data", data()});
    const Json found = Json::parse(run(options).out);
    std::set<std::string> out;
    for (const Json& check : found["checks"]) {
      EXPECT_TRUE(out.insert(check["name"].get<std::string>()).second) << check;
      EXPECT_FALSE(check["says"].get<std::string>().empty()) << check;
      const std::string state = check["state"].get<std::string>();
      EXPECT_TRUE(state == "ok" || state == "warning" || state == "failed") << check;
      EXPECT_TRUE(state == "ok" || !check["remedy"].get<std::string>().empty()) << check;
    }
    return out;
  };
  std::set<std::string> expected{"config", "database", "audit_chain", "member_reports",
                                 "membership_days", "publications", "postal_codes", "mail",
                                 "origin", "scanner", "fonts", "disk", "clock"};
  EXPECT_EQ(names({"--quick"}), expected);
  expected.insert("browser");
  EXPECT_EQ(names({}), expected);
}

TEST_F(Commands, DoctorFindsABrokenChainOfTheAudit) {
  ASSERT_EQ(run({"migrate", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 0);
  for (const char* login : {"a@example.jp", "b@example.jp"}) {
    const Ran made = run({"user", "create", login, "--name", "荒木 里奈", "--role",
                          "secretariat_manager", "--data", data()},
                         "MUSUBI_DATABASE_KIND=sqlite");
    ASSERT_EQ(made.code, 0) << made.err;
  }
  EXPECT_EQ(doctor_on("audit_chain").value("state", ""), "ok");
  {
    auto forged = db::Db::open({.path = data() + "/musubi.sqlite"});
    ASSERT_TRUE(forged);
    const auto changed = (*forged)->write([](db::Tx& tx) {
      return tx.run(db::Query{"test.forge",
                              "UPDATE audit_entries SET actor_name = 'x' WHERE sequence = 1"});
    });
    ASSERT_TRUE(changed);
    ASSERT_EQ(*changed, 1);
  }
  const Json found = doctor_on("audit_chain");
  EXPECT_EQ(found.value("state", ""), "failed") << found;
  EXPECT_NE(found.value("remedy", "").find("書き換えられたおそれ"), std::string::npos) << found;
  EXPECT_EQ(run({"doctor", "--quick", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 1);
}

TEST_F(Commands, DoctorRecountsTheMembersOfEachDay) {
  ASSERT_EQ(run({"migrate", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 0);
  const auto verdict = [&] { return doctor_on("membership_days"); };
  EXPECT_EQ(verdict().value("state", ""), "ok");
  {
    auto spoiled = db::Db::open({.path = data() + "/musubi.sqlite"});
    ASSERT_TRUE(spoiled);
    ASSERT_TRUE((*spoiled)->write([](db::Tx& tx) {
      return tx.run(db::Query{"test.spoil", "INSERT INTO membership_days VALUES"
                                            " ('2024-09-30', 'joined', 1, 3)"});
    }));
  }
  EXPECT_EQ(verdict().value("state", ""), "failed");
  EXPECT_NE(verdict().value("says", "").find("一致しません：2024-09-30"), std::string::npos);
}

// A clock that stands still cannot say so itself.
TEST_F(Commands, DoctorCountsArticlesWhoseHourIsPast) {
  ASSERT_EQ(run({"migrate", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 0);
  const auto book = [&](const std::string& id, Instant at) {
    auto opened = db::Db::open({.path = data() + "/musubi.sqlite"});
    ASSERT_TRUE(opened);
    const auto made = (*opened)->write([&](db::Tx& tx) {
      return tx.run(db::Query{"test.book",
                              "INSERT INTO content_items (id, type, path, state, title, owner_id,"
                              " owner_name, review_on, number, sent_by, is_public, public_number,"
                              " public_title, public_lead, published_at, changed_at, publish_at,"
                              " expire_at, version, created_at, updated_at) VALUES ($1, 'news', $1,"
                              " 'scheduled', '予約した記事', '', '', '', 1, '', 0, 0, '', '', 0, 0,"
                              " $2, 0, 1, 1, 1)"},
                    id, at.ms);
    });
    ASSERT_TRUE(made);
  };
  const Instant now = now_from_system_clock();
  book("ahead", Instant{now.ms + 3'600'000});
  EXPECT_EQ(doctor_on("publications").value("state", ""), "ok");
  book("past", Instant{now.ms - 120'000});
  const Json found = doctor_on("publications");
  EXPECT_EQ(found.value("state", ""), "failed") << found;
  EXPECT_NE(found.value("says", "").find("1 件"), std::string::npos) << found;
}

TEST_F(Commands, DoctorFindsADamagedPageUnlessItIsToBeQuick) {
  ASSERT_EQ(run({"migrate", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 0);
  EXPECT_EQ(doctor_on("database", {}).value("state", ""), "ok");
  const std::string file = data() + "/musubi.sqlite";
  std::int64_t bytes = 0, page = 0;
  {
    auto opened = db::Db::open({.path = file});
    ASSERT_TRUE(opened);
    const auto row = (*opened)->read([](db::Reader& reader) {
      return reader.first(db::Query{"test.page",
                                    "SELECT rootpage, (SELECT page_size FROM pragma_page_size)"
                                    " FROM sqlite_master WHERE name = 'known_devices'"});
    });
    ASSERT_TRUE(row);
    page = row->integer(0);
    bytes = row->integer(1);
  }
  {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp((page - 1) * bytes);
    out << std::string(static_cast<std::size_t>(bytes), '\xFF');
  }
  EXPECT_EQ(doctor_on("database").value("state", ""), "ok");  // nobody asked that page
  EXPECT_EQ(doctor_on("database", {}).value("state", ""), "failed");
}

TEST_F(Commands, DoctorTellsMigrationsThatAreDue) {
  ASSERT_EQ(run({"migrate", "--data", data()}, "MUSUBI_DATABASE_KIND=sqlite").code, 0);
  EXPECT_EQ(doctor_on("database").value("state", ""), "ok");
  const auto change = [&](const std::string& sql) {
    auto opened = db::Db::open({.path = data() + "/musubi.sqlite"});
    ASSERT_TRUE(opened);
    ASSERT_TRUE((*opened)->write([&](db::Tx& tx) { return tx.run(db::Query{"test.due", sql}); }));
  };
  change("DELETE FROM schema_migrations WHERE name = (SELECT MAX(name) FROM schema_migrations)");
  EXPECT_EQ(doctor_on("database").value("state", ""), "warning");
  EXPECT_NE(doctor_on("database").value("says", "").find("1 件"), std::string::npos);
  change("UPDATE schema_migrations SET checksum = 'x'");  // another program's history
  EXPECT_EQ(doctor_on("database").value("state", ""), "failed");
}

TEST_F(Commands, DoctorTellsLinksInMailsThatLeadNowhere) {
  const std::string sends =
      "MUSUBI_MAIL_SMTP_URL=smtp://127.0.0.1:1 MUSUBI_MAIL_FROM_ADDRESS=office@example.jp ";
  const auto state = [&](const std::string& environment) {
    return doctor_on("origin", {"--quick"}, environment).value("state", "");
  };
  EXPECT_EQ(state(sends), "warning");
  EXPECT_EQ(state(sends + "MUSUBI_SERVER_HOST=0.0.0.0"), "warning");
  EXPECT_EQ(state(sends + "MUSUBI_SERVER_PUBLIC_ORIGIN=https://example.jp"), "ok");
  EXPECT_EQ(state(sends + "MUSUBI_SERVER_HOST=192.0.2.1"), "ok");
  EXPECT_EQ(state(""), "ok");  // without a mail server nothing leads anywhere
}

}  // namespace
}  // namespace musubi
