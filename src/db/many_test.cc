// many_test.cc - many rows in one statement, on either database: any number of them arrives whole
// and in order, with what a single INSERT would do of clashes, bad text and a failed transaction.
#include "db/many.h"

#include <gtest/gtest.h>

#include "support/temp_db.h"

namespace musubi::db {
namespace {

using test::TempDb;

constexpr Query kMake{"test.many_make",
                      "CREATE TABLE items (id TEXT PRIMARY KEY, n BIGINT, words TEXT)"};
constexpr Query kEmpty{"test.many_empty", "DELETE FROM items"};
constexpr Query kList{"test.many_list", "SELECT id, n, words FROM items ORDER BY n"};
constexpr Query kOne{"test.many_one", "INSERT INTO items (id, n, words) VALUES ($1, $2, $3)"};

const ManyRows& plain() {
  static const ManyRows many("test.many", "INSERT INTO items (id, n, words) VALUES", 3);
  return many;
}
const ManyRows& forgiving() {
  static const ManyRows many("test.many_forgiving", "INSERT INTO items (id, n, words) VALUES", 3,
                             " ON CONFLICT (id) DO NOTHING");
  return many;
}

class Many : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(run(kMake)); }
  Result<std::int64_t> run(const Query& query) {
    return temp_.db().write([&](Tx& tx) { return tx.run(query); });
  }
  static Rows rows(int from, int until) {
    Rows out;
    out.reserve(static_cast<std::size_t>(until - from), 3);
    for (int i = from; i < until; ++i) {
      out.add("id" + std::to_string(i), i,
              i % 3 == 0 ? std::optional<std::string>() : std::optional<std::string>("熊本'),('"));
    }
    return out;
  }
  Result<std::int64_t> insert(const ManyRows& many, const Rows& given) {
    return temp_.db().write([&](Tx& tx) { return many.insert(tx, given); });
  }
  std::vector<Row> all() {
    return temp_.db().read([](Reader& reader) { return reader.all(kList); });
  }

  TempDb temp_{TempDb::Schema::empty};
};

TEST_F(Many, AnyNumberOfRowsArrivesWholeAndInOrder) {
  for (const int count : {0, 1, 3, 4, 5, 15, 63, 255, 256, 257, 1000}) {
    ASSERT_TRUE(run(kEmpty));
    const auto written = insert(plain(), rows(0, count));
    ASSERT_TRUE(written) << count;
    EXPECT_EQ(*written, count);
    const auto found = all();
    ASSERT_EQ(found.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      const Row& row = found[static_cast<std::size_t>(i)];
      EXPECT_EQ(row.text(0), "id" + std::to_string(i));
      EXPECT_EQ(row.integer(1), i);
      EXPECT_EQ(row.is_null(2), i % 3 == 0);
      EXPECT_EQ(row.text(2), i % 3 == 0 ? "" : "熊本'),('");
    }
  }
}

TEST_F(Many, NumbersLargerThanTheFirstOnesFit) {
  Rows some;
  some.add("small", 1, "");
  some.add("large", std::int64_t{1'730'000'000'000}, "");
  ASSERT_TRUE(insert(plain(), some));
  EXPECT_EQ(all().back().integer(1), 1'730'000'000'000);
}

TEST_F(Many, OneClashTakesAllOfThemBackAndIsToldAsAConflict) {
  ASSERT_TRUE(insert(plain(), rows(700, 701)));
  const auto refused = insert(plain(), rows(0, 1000));  // the clash is in the third statement
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::conflict);
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(Many, WithATailClashesAreLeftOutAndNotCounted) {
  ASSERT_TRUE(insert(plain(), rows(0, 10)));
  Rows more = rows(5, 300);
  for (int i = 290; i < 310; ++i) more.add("id" + std::to_string(i), i, "");  // twice in itself
  const auto written = insert(forgiving(), more);
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, 300);  // 10 to 309
  EXPECT_EQ(all().size(), 310U);
}

TEST_F(Many, TextThatCannotBeKeptIsRefused) {
  Rows some = rows(0, 20);
  some.add("bad", 20, std::string("\xff"));
  const auto refused = insert(plain(), some);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::invalid);
  EXPECT_TRUE(all().empty());
}

TEST_F(Many, ARowWithTooFewValuesIsABrokenPromise) {
  Rows few;
  few.add("id", 1);
  EXPECT_THROW((void)insert(plain(), few), BrokenPromise);
  EXPECT_TRUE(all().empty());
}

TEST_F(Many, GoesTogetherWithOtherStatementsOfTheTransaction) {
  const auto failed = temp_.db().write([&](Tx& tx) -> Result<void> {
    TRY(tx.run(kOne, "alone", 1, ""));
    TRY(plain().insert(tx, rows(10, 400)));
    return fail(Fault::invalid, "やめます");
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(all().empty());
}

}  // namespace
}  // namespace musubi::db
