// pages_test.cc - the search on its pages: the box on every open page, hits marked and escaped, the
// help when nothing is found, suggestions, what is counted; the office's pages and who is turned
// away.
#include <gmock/gmock.h>

#include "base/json.h"
#include "features/analytics/analytics.h"
#include "features/site_search/site_search.h"
#include "support/publishing.h"

namespace musubi::site_search {
namespace {

using testing::HasSubstr;
namespace cast = test::cast;

constexpr const char* kBrowser =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36";

class SiteSearchPages : public publishing::PublishingCase {
 protected:
  void collect() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    s_.deliver(handlers);
  }
  test::Visitor& visitor() { return s_.anonymous(); }
};

TEST_F(SiteSearchPages, TheBoxStandsInTheHeaderOfOpenPages) {
  for (const char* path : {"/", "/about", "/news", "/search"}) {
    visitor().get(path).status(200).contains("action=\"/search\"").contains("id=\"site-search\"")
        .contains("data-suggestions=\"/search/suggestions\"");
  }
  s_.as(cast::secretariat).get("/office").status(200).lacks("action=\"/search\"");
}

TEST_F(SiteSearchPages, HitsAreMarkedAndWhatWasTypedIsText) {
  published("news", "a", "設備の<補助金>について");
  const auto page = visitor().get("/search?q=%E8%A3%9C%E5%8A%A9%E9%87%91");  // 補助金
  page.status(200).contains("1件見つかりました").contains("&lt;<mark>補助金</mark>&gt;")
      .contains("href=\"/news/a\"").contains("「補助金」の検索結果");
  EXPECT_EQ(page.header("X-Robots-Tag"), "noindex");
  EXPECT_TRUE(page.response().cache_tags.empty());
  visitor().get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").status(200)
      .lacks("<script>alert").contains("見つかりませんでした");
}

TEST_F(SiteSearchPages, AnEmptySearchAsksForWords) {
  visitor().get("/search").status(200).contains("探す言葉").lacks("見つかりませんでした");
  visitor().get("/search?q=%E3%80%80").status(200).lacks("見つかりませんでした");
}

TEST_F(SiteSearchPages, FiltersStayAndCanBeTakenAway) {
  published_case("a", "図面の事例", "E");
  published_case("b", "台帳の事例", "G");
  const std::string words = "/search?q=%E4%BA%8B%E4%BE%8B";  // 事例
  visitor().get(words).status(200).contains("2件見つかりました").contains("name=\"industry\"")
      .contains("製造業（1件）");
  visitor().get(words + "&industry=E").status(200).contains("1件見つかりました")
      .contains("業種：製造業").contains("図面の").lacks("台帳の");
  visitor().get(words + "&industry=E&type=news").status(200).contains("絞り込みを外すと2件あります");
  visitor().get(words + "&industry=%22%27%5C&type=%1D").status(200).lacks("href=\"/cases/a\"");
}

TEST_F(SiteSearchPages, NothingFoundOffersWaysOn) {
  visitor().get("/search?q=%E9%A4%8A%E6%AE%96").status(200).contains("見つかりませんでした")
      .contains("言葉を短くしてみてください").contains("href=\"/contact\"")
      .contains("href=\"/cases\"");
}

TEST_F(SiteSearchPages, AMistypedSearchSaysWhatWasLookedFor) {
  published("news", "a", "サーバー更新の手引き");
  collect();
  visitor().get("/search?q=%E3%82%B5%E3%83%90%E3%83%BC").status(200)  // サバー
      .contains("「サーバー」で探した結果です")
      .contains("「サバー」に合うページはありませんでした").contains("href=\"/news/a\"");
}

TEST_F(SiteSearchPages, SuggestionsAreJsonOfWordsAndOwnPaths) {
  published("news", "a", "サーバー更新の手引き");
  collect();
  const auto answer = visitor().get("/search/suggestions?q=%E3%82%B5%E3%83%BC");  // サー
  answer.status(200);
  const Json found = Json::parse(answer.body()).at("suggestions");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].at("words"), "サーバー");
  EXPECT_EQ(found[1].at("path"), "/news/a");
  EXPECT_EQ(Json::parse(visitor().get("/search/suggestions").body()).at("suggestions").size(), 0U);
}

TEST_F(SiteSearchPages, EachSearchIsCountedOnceWithWhatItFound) {
  published_case("a", "図面の事例", "E");
  published_case("b", "台帳の事例", "G");
  {
    const auto counting = analytics::start_counting(s_.app());
    test::Visitor reader = s_.stranger();
    reader.header("User-Agent", kBrowser);
    reader.get("/search?q=%E4%BA%8B%E4%BE%8B").status(200);
    reader.get("/search?q=%E4%BA%8B%E4%BE%8B&industry=E").status(200);  // the same search, narrowed
    reader.get("/search?q=%E9%A4%8A%E6%AE%96").status(200);             // 養殖: nothing
    reader.get("/search?q=%E9%A4%8A%E6%AE%96&industry=E").status(200);  // nor narrowed
    reader.get("/search/suggestions?q=%E9%A4%8A").status(200);
    reader.get("/search").status(200);
  }
  const auto zero = s_.db().read([](db::Reader& reader) {
    return analytics::list_asked(reader, analytics::Asked::words_without_hits, {2024, 10, 1},
                                 {2024, 10, 31}, 10);
  });
  ASSERT_EQ(zero.size(), 1U);
  EXPECT_EQ(zero[0].name, "養殖");
  EXPECT_EQ(zero[0].number, 1);
  s_.as(cast::secretariat).get("/office/site-search").status(200).contains("養殖")
      .contains("/office/site-search/synonyms/new?word=");
}

TEST_F(SiteSearchPages, TheOfficeKeepsSynonyms) {
  test::Visitor& office = s_.as(cast::secretariat);
  office.get("/office/site-search").status(200).contains("同義語（0組）");
  office.get("/office/site-search/synonyms").status(200).contains("同義語はまだありません");
  office.get("/office/site-search/synonyms/new?word=%E9%A4%8A%E6%AE%96").status(200)
      .contains("養殖");
  office.post("/office/site-search/synonyms", {{"form_key", "1"}, {"words", "養殖"}}).status(422)
      .contains("href=\"#f-words\"").contains("2つ以上").not_audited();
  office.post("/office/site-search/synonyms", {{"form_key", "2"}, {"words", "養殖\r\n水産"}})
      .leads_to("/office/site-search/synonyms?said=created")
      .audited("site_search.synonym.created");
  const std::string body = office.get("/office/site-search/synonyms").status(200)
                               .contains("養殖、水産").body();
  const std::size_t at = body.find("/office/site-search/synonyms/0");
  ASSERT_NE(at, std::string::npos);
  const std::string path = body.substr(at, body.find('"', at) - at);
  office.get(path).status(200).contains("水産");
  office.post(path, {{"version", "1"}, {"words", "養殖\n水産\n漁業"}})
      .leads_to("/office/site-search/synonyms?said=saved").audited("site_search.synonym.changed");
  office.post(path, {{"version", "1"}, {"words", "養殖\n漁業"}}).status(409)
      .contains("ほかの人が先に").not_audited();
  office.get(path + "/deletion").status(200).contains("消しますか");
  office.post(path + "/deletion", {{"version", "2"}})
      .leads_to("/office/site-search/synonyms?said=deleted").audited("site_search.synonym.deleted");
  office.get(path).status(404);
}

TEST_F(SiteSearchPages, OverseersLookAndOthersAreTurnedAway) {
  for (const test::Person* person : {&cast::prefecture, &cast::auditor}) {
    s_.as(*person).get("/office/site-search").status(200).contains("見つからなかった言葉");
    s_.as(*person).get("/office/site-search/synonyms").status(200).lacks("同義語を加える");
    s_.as(*person).get("/office/site-search/synonyms/new").status(403);
    s_.as(*person).post("/office/site-search/synonyms", {{"words", "甲\n乙"}}).status(403);
  }
  s_.as(cast::member).get("/office/site-search").status(403);
  visitor().get("/office/site-search").status(303);
}

}  // namespace
}  // namespace musubi::site_search
