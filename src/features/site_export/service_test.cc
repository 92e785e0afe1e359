// service_test.cc - the copy of a site with articles, looked at file by file: every link leads to a
// file that is there, nothing names the server, nothing is there that was not public.
#include "features/site_export/service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "core/archives/archives.h"
#include "features/site_export/rewrite.h"
#include "support/publishing_site.h"
#include "web/urlencoded.h"

namespace musubi::site_export {
namespace {

namespace fs = std::filesystem;
namespace cast = test::cast;

std::string text_in(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class SiteExports : public testing::Test {
 protected:
  SiteExports() {
    files::configure({folder_.path() + "/files", "", 1000});
    s_.app().public_origin = "https://site.example.jp";
    s_.app().contact = {"096-000-0100", "平日9時から17時まで", "office@example.jp", ""};
  }
  Context office() { return s_.context_of(cast::secretariat); }
  std::string out() const { return folder_.path() + "/copy"; }
  Written written() {
    auto done = write_site(office(), s_.app(), out());
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
    return done.value_or({});
  }
  std::set<std::string> files_in(const std::string& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        names.insert(entry.path().lexically_relative(folder).generic_string());
      }
    }
    return names;
  }
  // The checker: what every link, picture and style of every page leads to.
  void expect_whole() {
    const auto names = files_in(out());
    for (const std::string& name : names) {
      const std::string page = text_in(fs::path(out()) / name);
      // How to cite the open data names the site itself: words to copy, no address to follow.
      if (name != "opendata.html") {
        EXPECT_EQ(page.find("site.example.jp"), std::string::npos) << name;
      }
      if (name.find(".html") == std::string::npos) continue;
      EXPECT_EQ(page.find("<script"), std::string::npos) << name;
      EXPECT_EQ(page.find("<form"), std::string::npos) << name;
      for (const std::string& address : addresses_in(page)) {
        const bool elsewhere = address.starts_with("http") || address.starts_with("mailto:") ||
                               address.starts_with("tel:") || address.starts_with("#");
        if (elsewhere) continue;
        EXPECT_FALSE(address.starts_with("/")) << name << " leads to " << address;
        const auto file = web::percent_decode(address.substr(0, address.find('#')), false);
        ASSERT_TRUE(file.has_value());
        const std::string there =
            (fs::path(name).parent_path() / *file).lexically_normal().generic_string();
        EXPECT_TRUE(names.contains(there)) << name << " leads to " << address << ", not there";
      }
    }
  }
  test::TempFolder folder_;
  test::Scenario s_;
};

TEST_F(SiteExports, EveryLinkOfTheCopyLeadsToAFile) {
  test::publish(s_, "news", "hello", "お知らせの題", "# 章\n\n[活動](/pages/about-us)です。");
  test::publish(s_, "page", "about-us", "活動の紹介", "[ログイン](/sign-in)と[外](https://example.com/)");
  const Written done = written();
  EXPECT_GE(done.pages, 8);
  EXPECT_TRUE(done.left_out.empty()) << done.left_out.front();
  const auto names = files_in(out());
  for (const char* name : {"index.html", "404.html", "copy.html", "redirects.csv", "news.html",
                           "news/hello.html", "pages/about-us.html", "help.html"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  expect_whole();
  const std::string page = text_in(out() + "/news/hello.html");
  EXPECT_NE(page.find("href=\"../pages/about-us.html\""), std::string::npos) << page;
  EXPECT_NE(page.find("令和6年10月28日（月）の公開サイトの写しです"), std::string::npos);
  const std::string about = text_in(out() + "/pages/about-us.html");
  EXPECT_NE(about.find("href=\"../copy.html#elsewhere\">ログイン"), std::string::npos) << about;
  EXPECT_NE(about.find("https://example.com/"), std::string::npos);
  const std::string copy = text_in(out() + "/copy.html");
  EXPECT_NE(copy.find("id=\"elsewhere\""), std::string::npos);
  EXPECT_NE(copy.find("096-000-0100"), std::string::npos);
  EXPECT_FALSE(names.contains("sign-in.html"));
  EXPECT_FALSE(names.contains("office.html"));
}

TEST_F(SiteExports, DraftsAndSecretsAreNotInIt) {
  test::draft(s_, "news", "secret-plan", "ひみつの計画", "まだ言えません。");
  written();
  for (const std::string& name : files_in(out())) {
    EXPECT_EQ(text_in(fs::path(out()) / name).find("ひみつの計画"), std::string::npos) << name;
    EXPECT_EQ(name.find("preview"), std::string::npos) << name;
  }
}

TEST_F(SiteExports, OldAddressesAreAListAndPagesThatLeadOn) {
  const std::string id = test::publish(s_, "news", "before", "移った記事", "本文です。");
  test::rename(s_, id, "after");
  const Written done = written();
  EXPECT_EQ(done.redirects, 1);
  EXPECT_NE(text_in(out() + "/redirects.csv").find("\"/news/before\",\"/news/after.html\""),
            std::string::npos);
  EXPECT_NE(text_in(out() + "/news/before/index.html").find("0; url=../after.html"),
            std::string::npos);
  expect_whole();
}

TEST_F(SiteExports, AZipHoldsTheSameAndNothingIsWrittenOver) {
  const auto zip = write_site(office(), s_.app(), folder_.path() + "/copy.zip");
  ASSERT_TRUE(zip.has_value()) << zip.error().says;
  written();
  auto shelf = archives::Shelf::open(folder_.path() + "/copy.zip");
  ASSERT_TRUE(shelf.has_value());
  std::set<std::string> packed;
  ASSERT_TRUE((*shelf)->list([&](const archives::Entry& entry) {
    packed.insert(entry.name);
    return true;
  }));
  EXPECT_EQ(packed, files_in(out()));
  EXPECT_EQ(write_site(office(), s_.app(), out()).error().fault, Fault::conflict);
  EXPECT_EQ(write_site(office(), s_.app(), folder_.path() + "/copy.zip").error().fault,
            Fault::conflict);
  // No workshop is left behind.
  for (const auto& entry : fs::directory_iterator(folder_.path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".copy-")) << entry.path();
  }
}

TEST_F(SiteExports, TheOfficeOrdersOneAtATimeAndFetchesIt) {
  const auto id = begin_copy(office());
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(begin_copy(office()).error().fault, Fault::conflict);
  EXPECT_EQ(open_copy(office(), *id).error().fault, Fault::not_found);
  make_copy(office(), s_.app(), *id);
  auto& browser = s_.as(cast::secretariat);
  browser.get("/office/site-copies").status(200).contains("できました").contains("/file");
  const auto answer = browser.get("/office/site-copies/" + id->text + "/file").status(200);
  EXPECT_TRUE(answer.body().starts_with("PK"));
  for (int i = 0; i < kKeptCopies; ++i) {
    s_.advance_minutes(1);
    const auto next = begin_copy(office());
    ASSERT_TRUE(next.has_value());
    make_copy(office(), s_.app(), *next);
  }
  ASSERT_TRUE(remove_old_copies(s_.system_context()).has_value());
  EXPECT_EQ(open_copy(office(), *id).error().fault, Fault::not_found);
}

TEST_F(SiteExports, AStoppedOneMakesRoomForTheNext) {
  ASSERT_TRUE(begin_copy(office()).has_value());
  s_.advance_minutes(6);
  s_.as(cast::secretariat).get("/office/site-copies").status(200).contains("途中で止まりました");
  EXPECT_TRUE(begin_copy(office()).has_value());
}

TEST_F(SiteExports, OthersAreTurnedAway) {
  for (const test::Person& person : {cast::prefecture, cast::member, cast::auditor}) {
    s_.as(person).get("/office/site-copies").status(403);
    s_.as(person).post("/office/site-copies").status(403).not_audited();
  }
  EXPECT_EQ(write_site(s_.context_of(cast::member), s_.app(), out()).error().fault,
            Fault::forbidden);
}

}  // namespace
}  // namespace musubi::site_export
