// public_figures_test.cc - the public home page through the real server: it tells how many members
// there are, is served from the cache, and tells the new number after a member joined.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "features/members/service.h"
#include "support/http_client.h"
#include "support/scenario.h"
#include "web/cache.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi {
namespace {

using test::Scenario;
namespace cast = test::cast;

void join(Scenario& s, const std::string& name) {
  s.as(cast::secretariat)
      .post("/office/members", {{"name", name},
                                {"category", "company"},
                                {"joined_on_era", "reiwa"},
                                {"joined_on_year", "6"},
                                {"joined_on_month", "10"},
                                {"joined_on_day", "1"},
                                {"first_time", "1"}})
      .status(303);
}

TEST(PublicFigures, FollowTheRegistryThroughTheCache) {
  Scenario s;
  s.app().limits->set_rules({});
  web::ServerOptions options;
  options.port = 0;
  web::Server server(s.app(), options);
  ASSERT_TRUE(server.start());
  const auto home = [&] { return test::HttpClient(server.port()).get("/").body; };
  EXPECT_EQ(home().find("いまのコンソーシアム"), std::string::npos);  // nobody yet: no numbers
  const auto shows = [&](const std::string& number) {
    for (int i = 0; i < 200; ++i) {
      if (home().find("<b>" + number + "</b>") != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  join(s, "株式会社ひとつめ");
  EXPECT_TRUE(shows("1"));
  for (int i = 0; i < 500 && s.app().cache->stats().hits == 0; ++i) {  // kept after compression
    home();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GT(s.app().cache->stats().hits, 0U);
  join(s, "株式会社ふたつめ");
  EXPECT_TRUE(shows("2"));
}

}  // namespace
}  // namespace musubi
