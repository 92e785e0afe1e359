// pages_test.cc - feeds, calendars, maps and open data over HTTP: what is public and nothing else,
// made anew with what it tells, kept for anyone, and reached by a link.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "features/publishing/publishing.h"
#include "support/public_events.h"

namespace musubi::feeds {
namespace {

using testing::Contains;
using testing::StartsWith;

class FeedPages : public publishing::PublicEventsCase {
 protected:
  test::Answer get(const std::string& target) { return s_.anonymous().get(target); }
  void expect_kept(const test::Answer& answer) {
    EXPECT_THAT(answer.response().cache_tags, Contains("site"));
    EXPECT_EQ(answer.header("Set-Cookie"), "");
  }
};

TEST_F(FeedPages, AFeedHoldsWhatIsPublicAndForgetsWhatEnded) {
  published("news", "a", "題名 <一>");
  written("news", "b", "まだ下書きのもの");
  const auto shown = get("/news.atom");
  shown.status(200).contains("<title>題名 &lt;一&gt;</title>").lacks("まだ下書きのもの");
  EXPECT_THAT(shown.header("Content-Type"), StartsWith("application/atom+xml"));
  expect_kept(shown);
  get("/cases.atom").status(200).lacks("<entry").contains("<updated>");
  const auto id = event("e", "取りやめる催し", "2024-11-14");
  get("/events.atom").contains("取りやめる催し").contains("urn:uuid:" + id.text);
  end(id);
  get("/events.atom").status(200).contains("<updated>").lacks("取りやめる催し");
}

TEST_F(FeedPages, ACalendarForAllAndOneForEachEvent) {
  const auto id = event("e", "入門講座", "2024-11-14");
  event("old", "むかしの催し", "2024-01-14");
  const auto all = get("/events.ics");
  all.status(200).contains("SUMMARY:入門講座").lacks("むかしの催し");
  EXPECT_THAT(all.header("Content-Type"), StartsWith("text/calendar"));
  expect_kept(all);
  const auto one = get("/events/e/event.ics");
  one.status(200)
      .contains("UID:" + id.text + "@127.0.0.1:8080")
      .contains("DTSTART;TZID=Asia/Tokyo:20241114T133000\r\n")
      .contains("BEGIN:VTIMEZONE");
  EXPECT_THAT(one.header("Content-Disposition"), StartsWith("attachment"));
  get("/events/e").contains("href=\"/events/e/event.ics\"");
  get("/events/none/event.ics").status(404);
  published("news", "n", "お知らせの題名");
  get("/events/n/event.ics").status(404);
  end(id);
  get("/events/e/event.ics").status(404);
  get("/events.ics").status(200).contains("END:VCALENDAR").lacks("入門講座");
}

TEST_F(FeedPages, TheMapNamesEveryPublicPageOfThisSite) {
  published("news", "a", "題名のある記事");
  written("news", "b", "まだ下書きのもの");
  const auto index = get("/sitemap.xml");
  index.status(200).contains("http://127.0.0.1:8080/sitemaps/first.xml");
  expect_kept(index);
  get("/sitemaps/first.xml")
      .status(200)
      .contains("<loc>http://127.0.0.1:8080/news/a</loc>")
      .contains("<loc>http://127.0.0.1:8080/events</loc>")
      .contains("<loc>http://127.0.0.1:8080/policies/site</loc>")
      .contains("<loc>http://127.0.0.1:8080/policies/social</loc>")
      .lacks("/news/b")
      .lacks("/office");
  for (const char* path : {"/sitemaps/x.xml", "/sitemaps/first", "/sitemaps/first.xml.xml",
                           "/sitemaps/ffffffff-0000-7000-8000-000000000000.xml"}) {
    get(path).status(404);
  }
  get("/robots.txt").status(200).contains("Sitemap: http://127.0.0.1:8080/sitemap.xml").contains(
      "Disallow: /office/");
}

// Every address of the map leads to a page, so that no search engine is sent to nothing.
TEST_F(FeedPages, EveryAddressOfTheMapAnswers) {
  event("e", "入門講座", "2024-11-14");
  const std::string map = get("/sitemaps/first.xml").body();
  const std::string mark = "<loc>http://127.0.0.1:8080";
  int seen = 0;
  for (auto at = map.find(mark); at != std::string::npos; at = map.find(mark, at + 1)) {
    const auto from = at + mark.size();
    const std::string path = map.substr(from, map.find('<', from) - from);
    get(path).status(200);
    ++seen;
  }
  EXPECT_GT(seen, 10);
}

TEST_F(FeedPages, OpenDataIsAFileForEachYear) {
  event("e", "入門講座", "2024-11-14", "",
        {{"name_kana", "ニュウモンコウザ"}, {"municipality_code", "432148"}});
  event("last", "昨年度の催し", "2024-03-20");
  get("/opendata")
      .status(200)
      .contains("href=\"/opendata/events/2024/recommended.csv\"")
      .contains("href=\"/opendata/events/2023/standard.csv\"")
      .contains("公共データ利用規約")
      .contains("href=\"/events.ics\"");
  const auto csv = get("/opendata/events/2024/recommended.csv");
  csv.status(200).contains("ニュウモンコウザ").contains("2024-11-14").lacks("昨年度の催し");
  EXPECT_THAT(csv.body(), StartsWith("\xEF\xBB\xBF都道府県コード又は市区町村コード,NO,"));
  EXPECT_EQ(csv.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(csv.header("Cross-Origin-Resource-Policy"), "cross-origin");
  expect_kept(csv);
  get("/opendata/events/2023/standard.csv").status(200).contains("昨年度の催し");
  const Json json = Json::parse(get("/opendata/events/2024/events.json").status(200).body());
  ASSERT_EQ(json.at("events").size(), 1U);
  EXPECT_EQ(json.at("events")[0].at("イベント名").get<std::string>(), "入門講座");
  EXPECT_EQ(json.at("fiscal_year").get<int>(), 2024);
  for (const char* path :
       {"/opendata/events/2024/recommended.xlsx", "/opendata/events/2024/nonsense.csv",
        "/opendata/events/1999/standard.csv", "/opendata/events/x/events.json",
        "/opendata/events/2024/recommended"}) {
    get(path).status(404);
  }
}

TEST_F(FeedPages, TheOfficeSeesWhatItsDataLack) {
  event("e", "足りない催し", "2024-11-14");
  event("whole", "足りている催し", "2024-11-15", "",
        {{"name_kana", "タリテイルモヨオシ"}, {"address", "阿蘇市架空町1"},
         {"municipality_code", "432148"}});
  s_.as(test::cast::secretariat)
      .get("/office/opendata")
      .status(200)
      .contains("足りない催し")
      .contains("イベント名_カナ")
      .lacks("足りている催し");
  s_.as(test::cast::prefecture).get("/office/opendata").status(200);
  s_.as(test::cast::member_admin).get("/office/opendata").status(403);
  s_.as(test::cast::secretariat).get("/office").contains("href=\"/office/opendata\"");
}

TEST_F(FeedPages, WithoutAnyEventThePageSaysSo) {
  get("/opendata").status(200).contains("データはありません");
  get("/events.ics").status(200).contains("END:VCALENDAR");
}

TEST_F(FeedPages, ListsTellReadersOfTheirFeeds) {
  get("/news").contains("type=\"application/atom+xml\"").contains("href=\"/news.atom\"");
  get("/events").contains("href=\"/events.ics\"").contains("href=\"/opendata\"");
  get("/").contains("href=\"/opendata\"");
}

}  // namespace
}  // namespace musubi::feeds
