// pages_test.cc - the open pages answer anyone, may be kept by the cache, and lead nowhere that
// does not exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "features/site/site.h"
#include "support/temp_db.h"
#include "web/cache.h"
#include "web/live.h"
#include "web/rate_limits.h"

namespace musubi::site {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Site : public ::testing::Test {
 protected:
  Site() : app_(temp_.db()) {}
  web::Response get(const std::string& path) {
    web::Request r;
    r.method = "GET";
    r.path = r.target = path;
    r.app = &app_;
    r.db = &app_.db;
    auto match = app_.router.match("GET", path);
    if (match.route == nullptr) return web::html("", 404);
    r.params = match.params;
    return match.route->handler(r);
  }
  test::TempDb temp_;
  web::App app_;
};

TEST_F(Site, EveryOpenPageAnswersAndEveryOwnLinkLeadsToAPage) {
  add_routes(app_);
  std::regex own("(?:href)=\"(/[^\"#?]*)(?:#([^\"]*))?\"");
  for (const char* path : {"/", "/about", "/help", "/policies/privacy", "/policies/security",
                           "/policies/site", "/policies/social"}) {
    web::Response page = get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_THAT(page.cache_tags, Contains("site")) << path;
    for (std::sregex_iterator it(page.body.begin(), page.body.end(), own), end; it != end; ++it) {
      std::string target = (*it)[1];
      if (target.rfind("/assets/", 0) == 0) continue;
      // Of accounts, privacy and accessibility: tests/whole/links_test follows them.
      if (target.rfind("/sign-in", 0) == 0 || target == "/privacy-requests") continue;
      if (target == "/policies/accessibility") continue;
      web::Response there = get(target);
      EXPECT_EQ(there.status, 200) << path << " leads to " << target;
      if ((*it)[2].matched) {
        EXPECT_THAT(there.body, HasSubstr("id=\"" + (*it)[2].str() + "\"")) << path;
      }
    }
  }
}

TEST_F(Site, EveryPolicyStandsAtTheFootOfEveryPage) {
  add_routes(app_);
  const std::string home = get("/").body;
  for (const char* path : {"/policies/privacy", "/policies/security", "/policies/site",
                           "/policies/social"}) {
    EXPECT_THAT(home, HasSubstr("href=\"" + std::string(path) + "\"")) << path;
  }
  EXPECT_THAT(get("/policies/site").body, HasSubstr("著作権"));
  EXPECT_THAT(get("/policies/site").body, Not(HasSubstr("/opendata")));  // no such page here
  EXPECT_THAT(get("/policies/social").body, HasSubstr("公式のアカウント"));
}

TEST_F(Site, SearchEnginesAreToldWhoseSiteItIs) {
  add_routes(app_);
  app_.site_name = "架空の集まり";
  app_.public_origin = "https://consortium.example.jp";
  EXPECT_THAT(get("/").body, HasSubstr("application/ld+json"));
  EXPECT_THAT(get("/").body, HasSubstr("\"@type\":\"Organization\""));
  EXPECT_THAT(get("/").body, HasSubstr("\"url\":\"https://consortium.example.jp/\""));
  EXPECT_THAT(get("/").body, HasSubstr("\"name\":\"架空の集まり\""));
}

TEST_F(Site, TheHomePageShowsTheFiguresItIsGivenAndNoneOtherwise) {
  add_routes(app_);
  app_.home.open_figures.push_back([](const web::Request&) {
    return std::vector<web::OpenFigure>{{"会員団体", "507", "団体"}};
  });
  EXPECT_THAT(get("/").body, HasSubstr("<b>507</b>"));
  EXPECT_THAT(get("/").cache_tags, Contains("members"));  // figures change when members do
  web::App bare(temp_.db());
  add_routes(bare);
  web::Request r;
  r.path = "/";
  r.app = &bare;
  std::string body = bare.router.match("GET", "/").route->handler(r).body;
  EXPECT_THAT(body, Not(HasSubstr("いまのコンソーシアム")));
}

TEST_F(Site, NothingIsCalledFictionalAndNoContactIsMadeUpOutsideTheDemo) {
  add_routes(app_);
  app_.session_limits.idle_minutes = 45;
  for (const char* path : {"/", "/about", "/help", "/policies/privacy"}) {
    EXPECT_THAT(get(path).body, Not(HasSubstr("架空"))) << path;
  }
  EXPECT_THAT(get("/help").body, HasSubstr("45分間操作がないと"));
  EXPECT_THAT(get("/help").body, Not(HasSubstr("096-000-0100")));
  EXPECT_THAT(get("/help").body, Not(HasSubstr("電話")));
  app_.contact = {"096-111-2222", "平日10時から16時まで", "", ""};
  EXPECT_THAT(get("/help").body, HasSubstr("096-111-2222（平日10時から16時まで）"));
  EXPECT_THAT(get("/help").body, Not(HasSubstr("郵便")));
  app_.pretended_today = Date{2024, 10, 28};
  EXPECT_THAT(get("/help").body, HasSubstr("見本のための架空のもの"));
  EXPECT_THAT(get("/about").body, HasSubstr("すべて架空です"));
}

}  // namespace
}  // namespace musubi::site
