// spelling_test.cc - words of Japanese texts, pairs, distances: what a mistyped word is near to and
// what it is not. Needs no database.
#include "features/site_search/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace musubi::site_search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> shown(std::string_view text) {
  std::vector<std::string> out;
  for (const Word& word : words_in(text, 50)) out.push_back(word.shown);
  return out;
}

TEST(SiteSearchWords, AreRunsOfOneKindOfCharacter) {
  EXPECT_THAT(shown("県の補助金セミナーをＤＸで開きます。2024"),
              ElementsAre("補助金", "セミナー", "ＤＸ"));
  EXPECT_THAT(shown("サーバー ｻｰﾊﾞｰ サーバー"), ElementsAre("サーバー"));
  EXPECT_THAT(shown("これは、です。県"), IsEmpty());
  EXPECT_THAT(words_in("会員 事例 補助", 2), testing::SizeIs(2));
}

TEST(SiteSearchWords, HaveTheirEndsInTheirPairs) {
  EXPECT_THAT(pairs_of("サバ"), ElementsAre("^サ", "サバ", "バ$"));
  EXPECT_THAT(pairs_of("ああああ"), ElementsAre("^あ", "ああ", "あ$"));
  EXPECT_THAT(pairs_of(""), ElementsAre("^$"));
}

TEST(SiteSearchWords, AreNearWhenOneCharacterIsWrong) {
  struct Near {
    const char *a, *b;
    int far;
  };
  const Near rows[] = {{"サバー", "サーバー", 1},   {"サーバー", "サーバー", 0},
                       {"補助全", "補助金", 1},     {"セミーナ", "セミナー", 1},
                       {"デジタル", "デジタノレ", 2}, {"", "補助金", 3},
                       {"abcdef", "ghijkl", 3}};
  for (const Near& row : rows) {
    EXPECT_EQ(distance(row.a, row.b, 2), row.far) << row.a << " " << row.b;
    EXPECT_EQ(distance(row.b, row.a, 2), row.far) << row.b << " " << row.a;
  }
}

TEST(SiteSearchWords, ShortOnesAreNeverTakenForMistyped) {
  EXPECT_EQ(mistakes_allowed(1), 0);
  EXPECT_EQ(mistakes_allowed(2), 0);
  EXPECT_EQ(mistakes_allowed(3), 1);
  EXPECT_EQ(mistakes_allowed(6), 2);
}

TEST(SiteSearchWords, SynonymsAreNotTornOutOfLongerWords) {
  const auto torn = [](std::string_view text, std::string_view word) {
    return is_cut_out(text, text.find(word), word.size());
  };
  EXPECT_TRUE(torn("email", "ai"));
  EXPECT_TRUE(torn("サービス", "ビス"));
  EXPECT_FALSE(torn("補助金申請", "補助金"));
  EXPECT_FALSE(torn("ai活用", "ai"));
  EXPECT_FALSE(torn("ai", "ai"));
}

TEST(SiteSearchWords, HostileTextsAreBounded) {
  const std::string large(100'000, 'x');
  EXPECT_EQ(distance(large, large + "y", 2), 0);  // judged by their beginnings
  EXPECT_LE(pairs_of(large).size(), 30U);
  EXPECT_THAT(shown("\xff\xfe\x80"), IsEmpty());
  EXPECT_EQ(runs_of("\xff")[0].is_word, false);
}

}  // namespace
}  // namespace musubi::site_search
