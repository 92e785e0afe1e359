// tokenizer_test.cc - what folds to the same, what does not, and that marks point at the original.
// Needs no database.
#include "core/search/tokenizer.h"

#include <gtest/gtest.h>

namespace musubi::search {
namespace {

TEST(Fold, WidthKanaCaseVariantsAndCorporateFormsDoNotCount) {
  const std::pair<const char*, const char*> same[] = {
      {"サーバー", "ｻｰﾊﾞｰ"},         {"㈱蓬織", "株式会社 蓬織"}, {"（株）蓬織", "株式会社蓬織"},
      {"髙木", "高木"},              {"渡邉", "渡辺"},            {"ヨモギ", "よもぎ"},
      {"ＤＸ", "dx"},                {"㈲山田", "有限会社山田"},  {"熊本　太郎", "熊本太郎"},
      {"096-000-5634", "0960005634"}, {"０９６（０００）５６３４", "096-000-5634"},
      {"096ー000ー5634", "0960005634"}, {"1,234円", "1234円"},   {"葛󠄀飾", "葛飾"},
      {"Wi-Fi", "wifi"},             {"サン・ジェルマン", "サンジェルマン"}};
  for (const auto& [a, b] : same) EXPECT_EQ(folded_text(a), folded_text(b)) << a;
}

TEST(Fold, WhatDiffersStaysDifferent) {
  const std::pair<const char*, const char*> different[] = {
      {"ハハ", "パパ"}, {"高木", "高本"}, {"hello world", "helloworld"}, {"ab\ncd", "abcd"},
      {"熊。本", "熊本"}};
  for (const auto& [a, b] : different) EXPECT_NE(folded_text(a), folded_text(b)) << a;
}

TEST(Fold, EveryCharacterKnowsItsBytes) {
  const std::string text = "㈱ｶﾞｽ";
  const auto units = fold(text);
  ASSERT_EQ(folded_text(units), "株式会社ガス");
  EXPECT_EQ(units[0].from, 0U);
  EXPECT_EQ(units[3].to, 3U);   // the whole form is ㈱
  EXPECT_EQ(units[4].from, 3U);  // ガ was two half-width characters
  EXPECT_EQ(units[4].to, 9U);
  EXPECT_EQ(units[5].to, text.size());
}

// What stands beside a character decides whether it may be looked up alone.
TEST(Fold, MarksThatComeAfterStillCompose) {
  const std::pair<const char*, const char*> same[] = {
      {"カ\u3099", "ガ"}, {"か\u3099き", "がき"}, {"ﾊﾟﾊﾟ", "パパ"},
      {"e\u0301", "\u00E9"}, {"각", "\u1100\u1161\u11A8"}, {"①㍿", "1株式会社"}};
  for (const auto& [a, b] : same) EXPECT_EQ(folded_text(a), folded_text(b)) << a;
}

TEST(Fold, BrokenBytesAreBreaksAndFoldingTwiceChangesNothing) {
  EXPECT_EQ(folded_text("ab\xff\xfe" "cd"), "ab|cd");
  EXPECT_EQ(folded_text("。。a。。"), "a");
  for (const char* text : {"熊。本 ½ ㈱A-1 x y", "カ ゛", "1ー2ー", "(株", "\xc2\xbe<"}) {
    const std::string once = folded_text(text);
    EXPECT_EQ(folded_text(once), once) << text;
    for (const Unit& unit : fold(text)) EXPECT_LE(unit.from, unit.to);
  }
}

std::string tokens(std::string_view text, bool in_query) {
  std::string out;
  each_token(fold(text), in_query, [&](const Token& token) {
    out += token.text + "/";
    return true;
  });
  return out;
}

TEST(Tokens, PairsThenTheLastUnitAlone) {
  EXPECT_EQ(tokens("サーバー", false), "サー/ーバ/バー/ー/");
  EXPECT_EQ(tokens("サーバー", true), "サー/ーバ/バー/");
  EXPECT_EQ(tokens("税", false), "税/");
  EXPECT_EQ(tokens("税", true), "税/");
  EXPECT_EQ(tokens("ab cd", true), "ab/b/cd/");
  EXPECT_EQ(tokens("", false), "");
}

}  // namespace
}  // namespace musubi::search
