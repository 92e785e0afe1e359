// checks_test.cc - every rule of the checks, row by row: what is found, what is let through, and
// where a finding leads. A text without findings is publishable; one that cannot be read is not.
#include "features/publishing/checks.h"

#include <gtest/gtest.h>

#include <set>

namespace musubi::publishing {
namespace {

std::optional<markdown::Media> library(std::string_view id) {
  markdown::Media media;
  media.path = "/media/" + std::string(id);
  if (id == "photo") media.kind = markdown::Media::Kind::picture;
  else if (id == "film" || id == "captioned") media.kind = markdown::Media::Kind::video;
  else if (id != "paper") return std::nullopt;
  if (id == "captioned") media.captions_path = "/media/captioned.vtt";
  return media;
}

Article article_of(std::string body) {
  Article out;
  out.title = "コンソーシアムのホームページを開きました";
  out.lead = "令和6年度のホームページを開きました。";
  out.body = std::move(body);
  out.fields = {{"category", "notice"}};
  return out;
}

std::multiset<std::string> rules_of(const Article& article, const char* type = "news") {
  std::multiset<std::string> out;
  for (const Finding& one : check_article(type_of(type), article, library)) {
    out.insert((one.severity == Severity::error ? "e:" : "w:") + one.rule);
  }
  return out;
}

struct Row {
  const char* body;
  std::multiset<std::string> rules;
};

TEST(Checks, BodiesRowByRow) {
  const Row rows[] = {
      {"# はじめに\n\n本文です。\n\n## くわしく\n\n[入会の案内](/join)をご覧ください。", {}},
      {"", {"e:body_missing"}},
      {"## 二段目から", {"e:heading_first"}},
      {"# 一\n\n### 三", {"e:heading_skip"}},
      {"# 一\n\n## 二\n\n### 三\n\n# 四", {}},
      {"#\n\n本文", {"e:heading_empty"}},
      {"![水田のセンサー](media:photo)", {}},
      {"![装飾](media:photo)", {}},
      {"![](media:photo)", {"e:alt_missing"}},
      {"![IMG_0001.JPG](media:photo)", {"e:alt_missing"}},
      {"![様子](media:photo \"様子\")", {"w:alt_same"}},
      {"![様子](media:gone)", {"e:media_missing"}},
      {"![様子](https://example.jp/a.png)", {"e:media_missing"}},
      {"[募集要項](media:paper)", {}},
      {"[募集要項](media:gone)", {"e:media_missing"}},
      {"![発表の動画](media:film)", {"e:captions_missing"}},
      {"![発表の動画](media:captioned)", {}},
      {":::callout 発表\n\n![発表の動画](media:captioned)\n\n:::", {}},
      {"会場の![発表の動画](media:captioned)です", {"e:media_kind"}},
      {"- ![発表の動画](media:captioned)", {"e:media_kind"}},
      {"> ![発表の動画](media:captioned)", {"e:media_kind"}},
      {"![募集要項](media:paper)", {"e:media_kind"}},
      {"[![募集要項](media:paper)](/join)", {"e:media_kind"}},
      {"入口の![案内の印](media:photo)です", {}},
      {"[こちら](/join)", {"e:link_words"}},
      {"詳しくは[「こちら」](/join)", {"e:link_words"}},
      {"[](/join)", {"e:link_words"}},
      {"[入会]()", {"e:link_empty"}},
      {"[申込みの表](#b-3)", {"e:link_place"}},
      {"[申込みの表](#)", {"e:link_place"}},
      {"[前の月の記事](?page=2)", {"e:link_address"}},
      {"[入会の案内](join)", {"e:link_address"}},
      {"[入会の案内](../join)", {"e:link_address"}},
      {"[市のページ](//example.jp/a)", {"e:link_address"}},
      {"[市のページ](www.example.jp)", {"e:link_address"}},
      {"[罠のあるページ](javascript:alert(1))", {"e:link_address"}},
      {"[よくある質問の問合せ先](/help#contact)", {}},
      {"[事務局にメールで](mailto:a@example.jp)と[電話で](tel:0960000100)", {}},
      {"[市のページ](HTTPS://example.jp/#a)", {}},
      {"https://example.jp/", {"w:link_address_words"}},
      {"[入会](/join)と[入会](/about)", {"w:link_same_words"}},
      {"| 項目 | 数 |\n|---|---|\n| 会員 | 12 |", {}},
      {"| 項目 | |\n|---|---|\n| 会員 | 12 |", {"e:table_head_empty"}},
      {"<div>本文</div>", {"e:raw_html"}},
      {"日　時：令和6年11月8日", {"e:spaced_word"}},
      {"会 場は県庁です", {"e:spaced_word"}},
      {"日　時は9時です", {"e:spaced_word"}},
      {"主 催：事務局、会 場：県庁", {"e:spaced_word"}},
      {"日 時間を測る", {}},
      {"林 健さんの話", {}},
      {"会 場：県庁", {"e:spaced_word"}},
      {"甲　乙", {"w:spaced_word"}},
      {"①申込み", {"e:platform_character"}},
      {"㈱かくう", {"e:platform_character"}},
      {"ﾃｽﾄです", {"e:platform_character"}},
      {"請求書\u202Eの写し", {"e:platform_character"}},
      {"請求書&#8238;の写し", {"e:platform_character"}},
      {"11/8に開きます", {"w:date_reading"}},
      {"2024.11.8に開きます", {"w:date_reading"}},
      {"R6.11.8に開きます", {"w:date_reading"}},
      {"令和6年11月8日（金）に開きます", {"w:weekday_reading"}},
      {"令和6年11月8日（金曜日）に開きます", {}},
      {":::callout\n閉じていません", {"e:unread"}},
      {"```\n日　時\n```", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(rules_of(article_of(row.body)), row.rules) << row.body;
}

TEST(Checks, TitleLeadLanguageAndFields) {
  Article article = article_of("本文です。");
  article.title = " ";
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{"e:title_missing"});
  article.title = "日　時のお知らせ①";
  EXPECT_EQ(rules_of(article),
            (std::multiset<std::string>{"e:platform_character", "e:spaced_word"}));
  article = article_of("本文です。");
  article.lead.clear();
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{"w:lead_missing"});
  article = article_of("本文です。");
  article.fields.clear();
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{"e:field_missing"});
  article = article_of("This is the consortium of Kumamoto and its members for digital work.");
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{"e:language"});
  article.language = "en";
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{});
  article.body = "これは日本語の本文です。四十文字を超える長さの文章で、言語の設定とちがうことを確かめます。";
  EXPECT_EQ(rules_of(article), std::multiset<std::string>{"e:language"});
}

TEST(Checks, AFindingNamesItsPlace) {
  const auto found = check_article(type_of("news"), article_of("# 一\n\n本文\n\n[こちら](/join)"),
                                   library);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].block, 3);
  EXPECT_EQ(found[0].excerpt, "こちら");
  const auto missing = check_article(type_of("dx_case"), article_of("本文"), library);
  ASSERT_FALSE(missing.empty());
  EXPECT_EQ(missing[0].field, "company");
}

TEST(Checks, WithoutALibraryNoFileIsTakenOnTrust) {
  const auto found =
      check_article(type_of("news"), article_of("![水田](media:photo)"), nullptr);
  EXPECT_TRUE(has_errors(found));
}

TEST(Checks, DatesThatAreNone) {
  for (const char* text : {"3.14倍", "24/7で動く", "https://example.jp/2024/11/8/x", "版1.2.3",
                           "令和6年", "0/5", "13/40", "A4/B5", "1,234/5678"}) {
    EXPECT_EQ(find_unreadable_date(text), "") << text;
  }
  EXPECT_EQ(find_unreadable_date("期限は１１／８です"), "11/8");
  EXPECT_EQ(find_unreadable_date("（H30.4.1）"), "H30.4.1");
}

TEST(Checks, SpacedWords) {
  EXPECT_EQ(find_spaced_word("・日　　時：9時"), "日　　時");
  EXPECT_EQ(find_spaced_word("事 務 局"), "事 務 局");
  EXPECT_EQ(find_spaced_word("日　時は9時"), "日　時");
  EXPECT_EQ(find_spaced_word("事 務 局までお越しください"), "事 務 局");
  EXPECT_EQ(find_spaced_word("会 場A"), "会 場");
  EXPECT_EQ(find_spaced_word("日 時間"), "");  // 時間 is the word
  EXPECT_EQ(find_spaced_word("林 健さん"), "");  // a name, and no word that is known
  EXPECT_EQ(find_spaced_word("結果　良好です"), "");
  EXPECT_EQ(find_spaced_word("ＤＸ 推進"), "");
  EXPECT_EQ(find_spaced_word(""), "");
  EXPECT_TRUE(is_known_word("事 務 局"));
  EXPECT_FALSE(is_known_word("林　健"));
}

}  // namespace
}  // namespace musubi::publishing
