// comparing_test.cc - two texts side by side: what was put in or taken out moves nothing else, what
// was changed stands beside what it was, and its words are marked; long texts are bounded.
#include "features/publishing/comparing.h"

#include <gtest/gtest.h>

namespace musubi::publishing {
namespace {

std::string pairs_of(const std::string& left, const std::string& right) {
  std::string out;
  for (const BlockPair& one : pair_blocks(left, right)) {
    out += (one.left == one.right ? "=" : "#") + one.left + "|" + one.right + "\n";
  }
  return out;
}

std::string side_of(const std::vector<WordPiece>& pieces) {
  std::string out;
  for (const WordPiece& one : pieces) out += one.differs ? "[" + one.text + "]" : one.text;
  return out;
}

TEST(Comparing, AParagraphPutInDiffersAlone) {
  EXPECT_EQ(pairs_of("一です\n\n二です\n\n三です", "新しい\n\n一です\n\n二です\n\n三です"),
            "#|新しい\n=一です|一です\n=二です|二です\n=三です|三です\n");
  EXPECT_EQ(pairs_of("一です\n\n\n三です", "一です\n\n新しい\n\n三です\n"),
            "=一です|一です\n#|新しい\n=三です|三です\n");
}

TEST(Comparing, AParagraphTakenOutDiffersAlone) {
  EXPECT_EQ(pairs_of("一です\n\n二です\n\n三です", "一です\n\n三です"),
            "=一です|一です\n#二です|\n=三です|三です\n");
  EXPECT_EQ(pairs_of("一です", ""), "#一です|\n");
  EXPECT_EQ(pairs_of("", ""), "");
}

TEST(Comparing, WhatWasChangedStandsBesideWhatItWas) {
  EXPECT_EQ(pairs_of("会場は県庁の会議室です", "お知らせ\n\n会場は県民会館の会議室です"),
            "#|お知らせ\n#会場は県庁の会議室です|会場は県民会館の会議室です\n");
}

TEST(Comparing, LinesOfOneParagraphStayTogether) {
  EXPECT_EQ(pairs_of("| 名 | 数 |\n|---|---|", "| 名 | 数 |\n|---|---|"),
            "=| 名 | 数 |\n|---|---||| 名 | 数 |\n|---|---|\n");
}

TEST(Comparing, WordsThatDifferAreMarked) {
  const ComparedWords words =
      compare_words("会場は県庁の会議室です。定員は20人です。", "会場は県民会館の会議室です。定員は30人です。");
  EXPECT_EQ(side_of(words.left), "会場は[県庁]の会議室です。定員は[20]人です。");
  EXPECT_EQ(side_of(words.right), "会場は[県民会館]の会議室です。定員は[30]人です。");
}

TEST(Comparing, TextsWithLittleInCommonDifferAsAWhole) {
  const ComparedWords words = compare_words("水田の見回りを減らしました。", "図面を探す時間を測る。");
  EXPECT_EQ(side_of(words.left), "[水田の見回りを減らしました。]");
  EXPECT_EQ(side_of(words.right), "[図面を探す時間を測る。]");
  EXPECT_EQ(side_of(compare_words("", "新しい").right), "[新しい]");
  EXPECT_EQ(side_of(compare_words("同じ。", "同じ。").left), "同じ。");
  EXPECT_TRUE(compare_words("", "").left.empty());
}

// However much was typed, an answer comes: what is too long is paired by its place.
TEST(Comparing, LongTextsAreBounded) {
  std::string left, right;
  for (int i = 0; i < 3000; ++i) {
    left += "左の段落" + std::to_string(i) + "\n\n";
    right += "右の文章" + std::to_string(i * 7) + "\n\n";
  }
  EXPECT_EQ(pair_blocks(left, right).size(), 3000U);
  const ComparedWords words = compare_words(left, right);
  std::string together;
  for (const WordPiece& one : words.left) together += one.text;
  EXPECT_EQ(together, left);
}

}  // namespace
}  // namespace musubi::publishing
