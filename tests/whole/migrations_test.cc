// migrations_test.cc - an installation that was upgraded release by release has the very schema of
// a new one, on the database that DB= names; and docs/schema.*.sql shows that schema, so that a
// change of it is seen in review.
// To write the file anew: MUSUBI_WRITE_SCHEMA=1 DB=... test_whole --gtest_filter='Migrations.*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "db/migrate.h"
#include "support/places.h"
#include "support/temp_db.h"

namespace musubi {
namespace {

using test::TempDb;

std::string kind_name() {
  return test::chosen_kind() == db::Kind::sqlite ? "sqlite" : "postgres";
}

std::string fresh_schema() {
  TempDb fresh(TempDb::Schema::empty);
  const auto applied = db::migrate(fresh.options(), db::embedded_migrations());
  EXPECT_TRUE(applied.has_value());
  return db::dump_schema(fresh.db());
}

TEST(Migrations, TheSchemaIsTheReviewedOne) {
  const std::string path = test::source("/docs/schema.") + kind_name() + ".sql";
  std::string now = "-- The schema of a new " + kind_name() +
                    " database. Written by tests/whole/migrations_test.cc, not by hand.\n\n" +
                    fresh_schema();
  now.erase(now.find_last_not_of('\n') + 1);
  now += "\n";
  if (std::getenv("MUSUBI_WRITE_SCHEMA") != nullptr) std::ofstream(path) << now;
  std::ifstream file(path);
  std::stringstream kept;
  kept << file.rdbuf();
  EXPECT_EQ(kept.str(), now) << path << " shows another schema than the migrations make."
                             << " Look at the change, then write it anew (see the top).";
}

TEST(Migrations, OneAtATimeEndsWhereAllAtOnceDoes) {
  TempDb upgraded(TempDb::Schema::empty);
  std::vector<db::Migration> so_far;
  for (const db::Migration& next : db::embedded_migrations()) {
    so_far.push_back(next);
    const auto applied = db::migrate(upgraded.options(), so_far);
    ASSERT_TRUE(applied.has_value()) << next.name << ": " << applied.error().detail;
    EXPECT_EQ(*applied, std::vector<std::string>{next.name});
  }
  EXPECT_GT(so_far.size(), 5U);
  EXPECT_EQ(db::dump_schema(upgraded.db()), fresh_schema());
}

// A release brings several migrations at once, to whichever release stands there.
TEST(Migrations, FromAnyOlderReleaseToThisOne) {
  const auto& all = db::embedded_migrations();
  const std::string fresh = fresh_schema();
  const std::size_t step = std::max<std::size_t>(1, all.size() / 4);
  for (std::size_t had = step; had < all.size(); had += step) {
    TempDb upgraded(TempDb::Schema::empty);
    const std::vector<db::Migration> older(all.begin(), all.begin() + static_cast<long>(had));
    ASSERT_TRUE(db::migrate(upgraded.options(), older).has_value());
    EXPECT_NE(db::dump_schema(upgraded.db()), "");
    const auto applied = db::migrate(upgraded.options(), all);
    ASSERT_TRUE(applied.has_value()) << "from " << all[had - 1].name << ": "
                                     << applied.error().detail;
    EXPECT_EQ(applied->size(), all.size() - had);
    EXPECT_EQ(db::dump_schema(upgraded.db()), fresh) << "from " << all[had - 1].name;
  }
}

}  // namespace
}  // namespace musubi
