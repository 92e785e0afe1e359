// variants_test.cc - やさしい日本語 and English summaries: kept with the draft, frozen with the version,
// checked, on pages of their own with their language, reached by links, moved with their item.
#include <gmock/gmock.h>

#include <set>

#include "features/publishing/service_public.h"
#include "features/publishing/variants.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

using testing::Contains;
using testing::Not;

class Variants : public PublishingCase {
 protected:
  static Typed both() {
    return {{"easy_title", "あたらしい ページ"},
            {"easy_body", "# なにが ありますか\n\n新《あたら》しい ページを 作《つく》りました。"},
            {"english_title", "Our new website"},
            {"english_body", "The consortium has opened a new website for its members."}};
  }
  ContentId with_both(const std::string& slug) {
    const ContentId id = written("news", slug, "ホームページを新しくしました");
    EXPECT_TRUE(save_draft(office(), edit(id, both())));
    return id;
  }
  std::multiset<std::string> rules(const Typed& typed) {
    Article article;
    article.title = "ホームページを新しくしました";
    article.lead = "令和6年度のホームページを開きました。";
    article.body = kBody;
    article.fields = {{"category", "notice"}};
    for (const auto& [name, value] : typed) article.fields[name] = value;
    std::multiset<std::string> out;
    for (const Finding& one : check_article(type_of("news"), article, nullptr)) {
      out.insert((one.severity == Severity::error ? "e:" : "w:") + one.rule + "@" + one.field);
    }
    return out;
  }
};

TEST_F(Variants, TheyHaveAddressesOfTheirOwnInTheirLanguage) {
  walk_to_public(with_both("hiraku"));
  s_.anonymous().get("/news/hiraku").status(200)
      .contains("href=\"/news/hiraku/easy\"").contains("href=\"/news/hiraku/en\"")
      .contains("hreflang=\"en\"").contains("lang=\"en\">English summary");
  s_.anonymous().get("/news/hiraku/en").status(200).contains("<div class=\"lang\" lang=\"en\">")
      .contains("<span lang=\"en\">Our new website</span>").contains("opened a new website")
      .contains("href=\"/news/hiraku\"");
  s_.anonymous().get("/news/hiraku/easy").status(200).contains("あたらしい ページ")
      .contains("<ruby>新<rp>（</rp><rt>あたら</rt><rp>）</rp></ruby>")
      .contains("href=\"/news/hiraku\"");
}

// An article that is English as a whole says so, heading and text.
TEST_F(Variants, AnEnglishArticleIsMarkedAsEnglish) {
  const ContentId id = written("news", "english", "Our new website");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"language", "en"}, {"lead", "It is open."},
                                             {"body", "# Welcome\n\nThe consortium has opened a"
                                                      " new website for everybody."}})));
  walk_to_public(id);
  s_.anonymous().get("/news/english").status(200)
      .contains("<span lang=\"en\">Our new website</span>")
      .contains("<span lang=\"en\">It is open.</span>")
      .contains("<div class=\"lang\" lang=\"en\">").lacks("English summary");
}

TEST_F(Variants, WhatIsNotWrittenIsNotOffered) {
  published("news", "mijikai", "短いお知らせ");
  s_.anonymous().get("/news/mijikai").status(200).lacks("/easy").lacks("English summary");
  s_.anonymous().get("/news/mijikai/easy").status(404);
  s_.anonymous().get("/news/mijikai/en").status(404);
}

TEST_F(Variants, TheyAreFrozenWithTheVersionAndFollowTheItem) {
  const ContentId id = with_both("hiraku");
  walk_to_public(id);
  ASSERT_TRUE(save_draft(office(), edit(id, {{"english_title", "A later title"}})));
  s_.anonymous().get("/news/hiraku/en").contains("Our new website").lacks("A later title");
  ASSERT_TRUE(change_settings(office(), settings(id, "hiraku-r6")));
  s_.anonymous().get("/news/hiraku/en").status(301);
  s_.anonymous().get("/news/hiraku-r6/en").status(200);
  const auto items = s_.db().read(
      [](db::Reader& reader) { return list_public_items(reader, "", 10); });
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].variants,
            (std::vector<std::string>{"/news/hiraku-r6/easy", "/news/hiraku-r6/en"}));
}

// What a menu or a banner may lead to: asked by address, without a page being made.
TEST_F(Variants, AnAddressIsOpenWhileVisitorsFindSomethingThere) {
  const auto is_open = [this](std::string_view path, Reach reach = Reach::now) {
    return is_open_address(nobody(), path, reach);
  };
  const ContentId id = with_both("hiraku");
  for (const char* path : {"/news/hiraku", "/news/hiraku/easy", "/news/hiraku/en", "/news/gone"}) {
    EXPECT_FALSE(is_open(path)) << path;
    EXPECT_FALSE(is_open(path, Reach::now_or_due)) << path;
  }
  // No article's: a list, a month of events, another feature's page.
  for (const char* path : {"/", "/news", "/news/", "/join", "/events/month/2024-11"}) {
    EXPECT_TRUE(is_open(path)) << path;
  }
  walk_to_public(id);
  published("news", "mijikai", "短いお知らせ");
  for (const char* path : {"/news/hiraku", "/news/hiraku/easy", "/news/hiraku/en",
                           "/news/mijikai"}) {
    EXPECT_TRUE(is_open(path)) << path;
  }
  EXPECT_FALSE(is_open("/news/mijikai/easy"));
  EXPECT_FALSE(is_open("/news/easy"));
  ASSERT_TRUE(change_settings(office(), settings(id, "hiraku-r6")));
  EXPECT_TRUE(is_open("/news/hiraku/en"));  // led on to the new address
  EXPECT_TRUE(is_open("/news/hiraku-r6"));
  ASSERT_TRUE(end_content(manager(), step(id, "催しが終わったため")));
  EXPECT_FALSE(is_open("/news/hiraku"));
  EXPECT_FALSE(is_open("/news/hiraku-r6", Reach::now_or_due));
}

TEST_F(Variants, BeforeItIsPublicNobodySeesThemButBehindALink) {
  const ContentId id = with_both("hiraku");
  s_.anonymous().get("/news/hiraku/en").status(404);
  const auto preview = make_preview(office(), id);
  ASSERT_TRUE(preview.has_value());
  s_.anonymous().get(*preview).status(200).contains("Our new website")
      .contains("あたらしい ページ");
  s_.as(test::cast::secretariat).get("/office/content/" + id.text + "/preview")
      .contains("Our new website");
}

TEST_F(Variants, TheyAreCheckedAsTheTextIs) {
  EXPECT_EQ(rules(both()), (std::multiset<std::string>{}));
  EXPECT_THAT(rules({{"english_body", "A summary of the opening of our new website for all."}}),
              Contains("e:variant_title_missing@english_title"));
  EXPECT_THAT(rules({{"english_title", "Our new website"}}),
              Contains("e:variant_body_missing@english_body"));
  EXPECT_THAT(rules({{"english_title", "Our website"},
                     {"english_body", "これは英語ではなく、日本語で書いてある要約です。英語で書いてください。よろしく。"}}),
              Contains("e:language@english_body"));
  EXPECT_THAT(rules({{"easy_body", "## 二つ目から"}}), Contains("e:heading_first@easy_body"));
  EXPECT_THAT(rules({{"easy_body", "![絵](media:gone)"}}),
              Contains("e:media_missing@easy_body"));
  EXPECT_THAT(rules({{"easy_body", "[もうしこみ](#b-2)"}}), Contains("e:link_place@easy_body"));
  EXPECT_THAT(rules({{"english_title", "Join us"}, {"english_body", "[How to join us](join)"}}),
              Contains("e:link_address@english_body"));
  EXPECT_THAT(rules({{"easy_body", "漢字が あります。"}}), Contains("w:easy_reading@easy_body"));
  EXPECT_THAT(rules({{"easy_body", "漢字《かんじ》が あります。"}}),
              Not(Contains("w:easy_reading@easy_body")));
  EXPECT_THAT(rules({{"easy_body", "これは とても ながい ぶんで、ひとつの ぶんに いくつもの ことが かいて "
                                   "あるので、よむ ひとが どこで きれるのか わからなく なります。"}}),
              Contains("w:easy_sentence@easy_body"));
}

// The field has no numbers at its side: where to look is said in words.
TEST_F(Variants, AFindingNamesTheBlockOfItsText) {
  const auto says = [&](const Typed& typed, const std::string& rule) {
    Article article;
    article.body = kBody;
    for (const auto& [name, value] : typed) article.fields[name] = value;
    for (const Finding& one : check_variants(article, nullptr)) {
      if (one.rule == rule) return std::to_string(one.block) + one.says;
    }
    return std::string("nothing");
  };
  const Typed easy{{"easy_body", "# なに\n\nひらがなです。\n\n漢字の [こちら](/join)です。"}};
  EXPECT_TRUE(says(easy, "link_words").starts_with("0【やさしい日本語】3番目のまとまり：「こちら」"))
      << says(easy, "link_words");
  EXPECT_TRUE(says(easy, "easy_reading").starts_with("0【やさしい日本語】3番目のまとまり："))
      << says(easy, "easy_reading");
  const Typed english{{"english_title", "Join us"},
                      {"english_body", "We are open.\n\n[here](/join) you can join."}};
  EXPECT_TRUE(says(english, "link_words").starts_with("0【英語の要約】2番目のまとまり："))
      << says(english, "link_words");
  const Typed untitled{{"english_body", "これは英語ではなく、日本語で書いてある要約です。英語で書いてください。よろしく。"}};
  EXPECT_TRUE(says(untitled, "language").starts_with("0【英語の要約】本文は日本語のようです"))
      << says(untitled, "language");
}

// With an error in the summary nothing is published: a reader of English must not get half of it.
TEST_F(Variants, AnErrorInOneOfThemStopsThePublication) {
  const ContentId id = written("news", "hiraku", "ホームページを新しくしました");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"english_body", "A summary without a title."}})));
  const auto sent = send_content(office(), step(id));
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().fault, Fault::conflict);
  ASSERT_TRUE(save_draft(office(), edit(id, {{"english_title", "Our new website"}})));
  EXPECT_TRUE(send_content(office(), step(id)).has_value());
}

TEST_F(Variants, AFormThatComesBackKeepsThem) {
  const ContentId id = with_both("hiraku");
  auto& editor = s_.as(test::cast::secretariat);
  const std::string path = "/office/content/" + id.text;
  const std::string form =
      editor.get(path + "/edit").status(200).contains("f-easy_body").contains("Our new website")
          .body();
  // Readings are for the one of the two that is Japanese.
  const auto button = form.find(" data-furigana");
  ASSERT_NE(button, std::string::npos);
  EXPECT_EQ(form.find(" data-furigana", button + 1), std::string::npos);
  EXPECT_LT(form.rfind("name=\"easy_body\"", button), form.size());
  editor.post(path, {{"title", ""}, {"body", kBody}, {"language", "ja"},
                     {"token", page(id).draft.token}, {"english_body", "A changed summary."}})
      .status(422).contains("A changed summary.");
}

TEST(VariantTargets, AnAddressLeadsToTheItemAboveIt) {
  const std::vector<std::string> paths{"/news/x", "/news/old"};
  for (const char* address : {"/news/x", "/news/old", "/news/x/easy", "/news/x?a#b", "/news/x#b"}) {
    EXPECT_TRUE(leads_to(address, paths)) << address;
  }
  for (const char* address : {"/news", "/news/xy", "/news/y?/news/x", ""}) {
    EXPECT_FALSE(leads_to(address, paths)) << address;
  }
}

// What a variant names is a use of it, so that a picture of it is not thrown away.
TEST(VariantTargets, PicturesAndLinksOfVariantsAreUses) {
  Article article;
  article.body = "[入会](/join)";
  article.fields = {{"easy_body", "![え](media:easy-one)"}, {"english_body", "[Join](/news/x)"}};
  EXPECT_EQ(targets_of(article),
            (std::vector<std::string>{"/join", "/news/x", "media:easy-one"}));
}

}  // namespace
}  // namespace musubi::publishing
