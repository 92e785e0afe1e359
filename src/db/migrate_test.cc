// migrate_test.cc - the schema's history: applied once, in order, whole or not at all; a changed
// text or an unknown name stops the start; two processes may start together.
#include "db/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/places.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using test::TempDb;

Migration both(const std::string& name, const std::string& sql) { return {name, sql, sql}; }

std::vector<Migration> two_migrations() {
  return {both("202404010001_items",
               "CREATE TABLE items (id TEXT PRIMARY KEY, n BIGINT NOT NULL DEFAULT 0);\n"
               "CREATE INDEX items_n ON items (n);"),
          both("202404010002_first_item", "INSERT INTO items (id, n) VALUES ('a;b', 1);")};
}

class MigrateTest : public ::testing::Test {
 protected:
  std::int64_t items() {
    return temp.db().read([](Reader& r) {
      return r.first(Query{"test.count", "SELECT COUNT(*) FROM items"})->integer(0);
    });
  }
  TempDb temp{TempDb::Schema::empty};
};

TEST_F(MigrateTest, AppliesInOrderOnceAndThenOnlyWhatIsNew) {
  auto all = two_migrations();
  const auto fresh = migrate(temp.options(), all);
  ASSERT_TRUE(fresh) << fresh.error().detail;
  EXPECT_THAT(*fresh, ElementsAre("202404010001_items", "202404010002_first_item"));
  const auto again = migrate(temp.options(), all);
  ASSERT_TRUE(again);
  EXPECT_THAT(*again, IsEmpty());
  EXPECT_EQ(items(), 1);
  all.push_back(both("202404010003_more", "INSERT INTO items (id) VALUES ('c')"));
  const auto more = migrate(temp.options(), all);
  ASSERT_TRUE(more);
  EXPECT_THAT(*more, ElementsAre("202404010003_more"));
  EXPECT_EQ(items(), 2);
}

TEST_F(MigrateTest, TellsHowFarItIsAndNothingWhenNothingIsDue) {
  std::vector<std::pair<std::int64_t, std::int64_t>> told;
  const auto hear = [&](std::int64_t done, std::int64_t total) { told.emplace_back(done, total); };
  ASSERT_TRUE(migrate(temp.options(), two_migrations(), hear));
  EXPECT_THAT(told, ElementsAre(std::pair(0, 2), std::pair(1, 2), std::pair(2, 2)));
  told.clear();
  ASSERT_TRUE(migrate(temp.options(), two_migrations(), hear));
  EXPECT_THAT(told, IsEmpty());
}

TEST_F(MigrateTest, ListsWhatIsDueWithoutApplyingIt) {
  auto all = two_migrations();
  ASSERT_TRUE(migrate(temp.options(), all));
  EXPECT_THAT(*list_due(temp.db(), all), IsEmpty());
  all.push_back(both("202404010003_more", "INSERT INTO items (id) VALUES ('c')"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(*list_due(temp.db(), all), ElementsAre("202404010003_more"));
  }
  EXPECT_EQ(items(), 1);
  all[1].sqlite += "\n-- changed";
  all[1].postgres += "\n-- changed";
  EXPECT_EQ(list_due(temp.db(), all).error().fault, Fault::conflict);
}

TEST_F(MigrateTest, RefusesAChangedText) {
  auto all = two_migrations();
  ASSERT_TRUE(migrate(temp.options(), all));
  all[1].sqlite += "\n-- changed";
  all[1].postgres += "\n-- changed";
  const auto refused = migrate(temp.options(), all);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::conflict);
  EXPECT_THAT(refused.error().detail, HasSubstr("202404010002_first_item"));
}

TEST_F(MigrateTest, RefusesADatabaseOfANewerProgram) {
  auto all = two_migrations();
  ASSERT_TRUE(migrate(temp.options(), all));
  all.pop_back();
  const auto refused = migrate(temp.options(), all);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::conflict);
}

TEST_F(MigrateTest, AMigrationThatFailsLeavesNothingBehind) {
  auto all = two_migrations();
  all.push_back(both("202404010003_bad",
                     "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1)"));
  const auto failed = migrate(temp.options(), all);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().detail, HasSubstr("202404010003_bad"));
  EXPECT_THAT(dump_schema(temp.db()), IsEmpty());
  all.pop_back();
  EXPECT_TRUE(migrate(temp.options(), all));
}

TEST_F(MigrateTest, TwoProcessesMayStartAtOnce) {
  temp.close();
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) _exit(migrate(temp.options(), two_migrations()) ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  temp.reopen();
  EXPECT_EQ(items(), 1);
}

TEST_F(MigrateTest, DumpsTheSchemaTheSameHoweverItCameAbout) {
  ASSERT_TRUE(migrate(temp.options(), two_migrations()));
  const std::string schema = dump_schema(temp.db());
  EXPECT_THAT(schema, HasSubstr("CREATE TABLE items"));
  EXPECT_THAT(schema, HasSubstr("items_n"));
  EXPECT_THAT(schema, ::testing::Not(HasSubstr("schema_migrations")));
  TempDb stepwise(TempDb::Schema::empty);
  auto all = two_migrations();
  ASSERT_TRUE(migrate(stepwise.options(), {all[0]}));
  ASSERT_TRUE(migrate(stepwise.options(), all));
  EXPECT_EQ(dump_schema(stepwise.db()), schema);
}

TEST(EmbeddedMigrations, ApplyAndAreCopiedToEachTest) {
  TempDb first;
  TempDb second;
  const auto nothing_left = migrate(first.options(), embedded_migrations());
  ASSERT_TRUE(nothing_left) << nothing_left.error().detail;
  EXPECT_THAT(*nothing_left, IsEmpty());
  EXPECT_EQ(dump_schema(first.db()), dump_schema(second.db()));
  ASSERT_TRUE(first.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(Query{"test.make", "CREATE TABLE only_here (id TEXT)"}));
    return {};
  }));
  EXPECT_NE(dump_schema(first.db()), dump_schema(second.db()));
}

// tools/embed.py is what puts migrations into the program: its refusals are checked here.
class EmbedTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/embed-XXXXXX";
    ASSERT_TRUE(mkdtemp(pattern.data()));
    folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  void put(const std::string& path, const std::string& text) {
    const auto file = std::filesystem::path(folder) / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  bool embed() {
    const std::string command = std::string("python3 ") + test::source("") +
                                "/tools/embed.py --source " + folder + " --out " + folder +
                                "/out 2>/dev/null";
    return std::system(command.c_str()) == 0;
  }
  std::string made() {
    std::ifstream in(folder + "/out/embedded.cc");
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string folder;
};

TEST_F(EmbedTest, WorksWithNothingAndFindsAnyDepth) {
  EXPECT_TRUE(embed());
  put("src/core/audit/migrations/202404010102_b.all.sql", "x");
  put("src/features/migrations/202404010101_a.sqlite.sql", "x");
  put("src/features/migrations/202404010101_a.postgres.sql", "y");
  put("build/assets/css/app.css", "p{}");
  put("build/assets/css/app.css.br", "z");
  EXPECT_TRUE(embed());
  const std::string text = made();
  const auto a = text.find("\"202404010101_a\"");
  const auto b = text.find("\"202404010102_b\"");
  EXPECT_NE(b, std::string::npos);
  EXPECT_LT(a, b);
  EXPECT_THAT(text, HasSubstr("\"css/app.css\""));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("app.css.br")));
}

TEST_F(EmbedTest, RefusesALoneHalfAndAWrongName) {
  put("src/x/migrations/202404010101_a.sqlite.sql", "x");
  EXPECT_FALSE(embed());
  put("src/x/migrations/202404010101_a.postgres.sql", "x");
  EXPECT_TRUE(embed());
  put("src/x/migrations/202404010101_a.all.sql", "x");
  EXPECT_FALSE(embed());
  std::filesystem::remove(folder + "/src/x/migrations/202404010101_a.all.sql");
  put("src/x/migrations/late.sql", "x");
  EXPECT_FALSE(embed());
}

}  // namespace
}  // namespace musubi::db
