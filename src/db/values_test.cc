// values_test.cc - what goes into a column comes out again, on either database.
// Numbers, text of any length and script, conversions, and what is refused.
#include <gtest/gtest.h>

#include <limits>

#include "db/db.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

using test::TempDb;

constexpr Query kMakeItems{"test.make_items",
                           "CREATE TABLE items (id TEXT PRIMARY KEY, n BIGINT, words TEXT)"};
constexpr Query kInsert{"test.insert", "INSERT INTO items (id, n, words) VALUES ($1, $2, $3)"};
constexpr Query kFind{"test.find", "SELECT id, n, words FROM items WHERE id = $1"};
constexpr Query kCount{"test.count", "SELECT COUNT(*) FROM items"};

class ValuesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
      TRY(tx.run(kMakeItems));
      return {};
    }));
  }
  Result<void> insert(const std::string& id, std::int64_t n = 0, const std::string& words = "") {
    return temp.db().write([&](Tx& tx) -> Result<void> {
      TRY(tx.run(kInsert, id, n, words));
      return {};
    });
  }
  std::int64_t count() {
    return temp.db().read([](Reader& r) { return r.first(kCount)->integer(0); });
  }
  TempDb temp{TempDb::Schema::empty};
};

TEST_F(ValuesTest, KeepsEveryKindOfValue) {
  const std::string long_text = [] {
    std::string text;
    for (int i = 0; i < 300'000; ++i) text += "熊本";
    return text;
  }();
  const std::vector<std::string> texts = {"", "くまもとＤＸ推進", "𠮷野家🍙👨‍👩‍👧", "'; DROP TABLE items; --",
                                          "a\nb\t\\", long_text};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ASSERT_TRUE(insert("t" + std::to_string(i), 0, texts[i]));
    const auto row =
        temp.db().read([&](Reader& r) { return r.first(kFind, "t" + std::to_string(i)); });
    EXPECT_EQ(row->text(2), texts[i]);
  }
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t n : {Limits::min(), Limits::max(), std::int64_t{0}, std::int64_t{-1}}) {
    const std::string id = "n" + std::to_string(n);
    ASSERT_TRUE(insert(id, n));
    const auto row = temp.db().read([&](Reader& r) { return r.first(kFind, id); });
    EXPECT_EQ(row->integer(1), n);
  }
}

TEST_F(ValuesTest, ConvertsBetweenNumbersAndTextAlike) {
  ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, 12, "34", 56));  // number into TEXT, text into BIGINT
    TRY(tx.run(kInsert, "yes", true, std::optional<std::string>()));
    return {};
  }));
  temp.db().read([](Reader& r) {
    const auto row = r.first(kFind, "12");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->integer(1), 34);
    EXPECT_EQ(row->text(1), "34");
    EXPECT_EQ(row->text(2), "56");
    const auto yes = r.first(kFind, "yes");
    EXPECT_TRUE(yes->flag(1));
    EXPECT_TRUE(yes->is_null(2));
    EXPECT_EQ(yes->text(2), "");
    EXPECT_EQ(yes->text_or_null(2), std::nullopt);
    const Query sums{"test.sums", "SELECT SUM(n), AVG(n), n > 1, MAX(n) = 34 FROM items GROUP BY n"
                                  " ORDER BY n DESC"};
    const auto sum = r.first(sums);
    EXPECT_EQ(sum->integer(0), 34);
    EXPECT_EQ(sum->text(1), "34");
    EXPECT_TRUE(sum->flag(2));
    EXPECT_TRUE(sum->flag(3));
    // $1 beside a small literal is a 32-bit number to PostgreSQL; a time in ms is larger.
    const Query near{"test.near", "SELECT COUNT(*) FROM items WHERE $1 = 0 OR n < $1"};
    EXPECT_EQ(r.first(near, std::int64_t{1'730'000'000'000})->integer(0), 2);
    EXPECT_EQ(r.first(near, 5)->integer(0), 1);
    // Parameters go by number, not by place.
    const Query turned{"test.turned", "SELECT n FROM items WHERE n = $2 AND id = $1 AND n = $2"};
    EXPECT_EQ(r.all(turned, "12", 34).size(), 1U);
  });
}

TEST_F(ValuesTest, RefusesTextThatCannotBeKeptOnBoth) {
  for (const std::string& bad :
       {std::string("a\0b", 3), std::string("\xff"), std::string("\xe3\x81"),
        std::string("\xed\xa0\x80"), std::string("\xc0\x80")}) {
    const auto refused = insert("bad", 0, bad);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::invalid);
    EXPECT_THROW(temp.db().read([&](Reader& r) { r.first(kFind, bad); }), BrokenPromise);
  }
  EXPECT_EQ(count(), 0);
}

TEST_F(ValuesTest, WrongStatementsAreBrokenPromises) {
  const auto run = [&](const Query& query) {
    return [&] { temp.db().read([&](Reader& r) { r.all(query, 1); }); };
  };
  EXPECT_THROW(run(Query{"test.typo", "SELEC $1"})(), BrokenPromise);
  EXPECT_THROW(run(Query{"test.few", "SELECT CAST($1 AS TEXT), CAST($2 AS TEXT)"})(),
               BrokenPromise);
  EXPECT_THROW(run(Query{"test.two", "SELECT 1; SELECT CAST($1 AS TEXT)"})(), BrokenPromise);
}

}  // namespace
}  // namespace musubi::db
