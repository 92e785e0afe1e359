// live_session_test.cc - a live stream belongs to a session: it ends when the session is ended, by
// whomever and on whichever server of the database. Over real sockets, with the cast signed in.
#include <gtest/gtest.h>

#include "support/http_client.h"
#include "support/scenario.h"
#include "web/live.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

namespace cast = test::cast;

constexpr int kPromisedMs = 1000;  // R-5.2.3.0a: a suspension holds within one second

ServerOptions any_port() {
  ServerOptions options;
  options.port = 0;
  options.tick_ms = 20;
  return options;
}

bool wait_for_streams(const Server& server, int count) {
  std::string wanted = "musubi_live_streams " + std::to_string(count) + "\n";
  for (int i = 0; i < 300; ++i) {
    if (server.metrics_text().find(wanted) != std::string::npos) return true;
    usleep(10'000);
  }
  return false;
}

void add_stream(App& app) {
  app.router.get("/test-live", may::signed_in, [](Request&) {
    Response response;
    response.sse_topic = "news";
    return response;
  });
}

int open_stream(test::HttpClient& client, const std::string& path, const std::string& cookie) {
  client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nCookie: session=" + cookie + "\r\n\r\n");
  return client.receive().status;
}

test::Answer suspend_by_office(test::Scenario& scenario, const test::Person& person) {
  return scenario.as(cast::manager)
      .post("/office/accounts/" + person.id.text + "/suspension", {{"reason", "規約違反"}});
}

TEST(LiveSession, EndsWithTheSessionAndLeavesOthersAlone) {
  test::Scenario scenario;
  add_stream(scenario.app());
  Server server(scenario.app(), any_port());
  ASSERT_TRUE(server.start());
  test::HttpClient member(server.port());
  test::HttpClient adviser(server.port());
  test::HttpClient stranger(server.port());
  EXPECT_EQ(open_stream(member, "/test-live", scenario.as(cast::member).cookie("session")), 200);
  EXPECT_EQ(open_stream(adviser, "/test-live", scenario.as(cast::adviser).cookie("session")), 200);
  EXPECT_EQ(stranger.get("/test-live").status, 303);
  ASSERT_TRUE(wait_for_streams(server, 2));
  suspend_by_office(scenario, cast::member).status(303).audited("accounts.account.suspended");
  EXPECT_TRUE(member.is_closed(kPromisedMs));
  EXPECT_TRUE(wait_for_streams(server, 1));
  scenario.app().live->publish("news", "changed", "8");
  EXPECT_TRUE(adviser.read_until("data: 8\n\n"));
}

TEST(LiveSession, EndsWhenItsOwnerSignsOutThere) {
  test::Scenario scenario;
  add_stream(scenario.app());
  Server server(scenario.app(), any_port());
  ASSERT_TRUE(server.start());
  test::HttpClient member(server.port());
  EXPECT_EQ(open_stream(member, "/test-live", scenario.as(cast::member).cookie("session")), 200);
  ASSERT_TRUE(wait_for_streams(server, 1));
  scenario.as(cast::member).post("/sign-out").status(303);
  EXPECT_TRUE(member.is_closed(kPromisedMs));
}

// SQLite has one server for a data folder; there the second one is of the same process.
TEST(LiveSession, EndsOnEveryServerOfTheDatabase) {
  test::Scenario scenario;
  const auto second = db::Db::open(scenario.database());
  ASSERT_TRUE(second) << second.error().detail;
  const bool many = scenario.db().kind() == db::Kind::postgres;
  App other(many ? **second : scenario.db());
  other.clock = [&scenario] { return scenario.now(); };
  other.limits->set_rules({});
  add_stream(other);
  Server server(other, any_port());
  ASSERT_TRUE(server.start());
  test::HttpClient member(server.port());
  test::HttpClient adviser(server.port());
  EXPECT_EQ(open_stream(member, "/test-live", scenario.as(cast::member).cookie("session")), 200);
  EXPECT_EQ(open_stream(adviser, "/test-live", scenario.as(cast::adviser).cookie("session")), 200);
  ASSERT_TRUE(wait_for_streams(server, 2));
  suspend_by_office(scenario, cast::member).status(303);
  EXPECT_TRUE(member.is_closed(kPromisedMs));
  EXPECT_TRUE(wait_for_streams(server, 1));
  other.live->publish("news", "changed", "8");
  EXPECT_TRUE(adviser.read_until("data: 8\n\n"));
}

// The gate let it in, then the session ended, and only then would the stream have begun.
TEST(LiveSession, DoesNotBeginAfterTheSessionHasEnded) {
  test::Scenario scenario;
  bool ended = false;
  scenario.app().router.get("/test-late", may::signed_in, [&](Request& request) {
    ended = sessions::end(request.context(), request.session_id).has_value();
    usleep(300'000);  // until the server has heard of it
    Response response;
    response.sse_topic = "news";
    return response;
  });
  Server server(scenario.app(), any_port());
  ASSERT_TRUE(server.start());
  test::HttpClient member(server.port());
  EXPECT_EQ(open_stream(member, "/test-late", scenario.as(cast::member).cookie("session")), 200);
  EXPECT_TRUE(ended);
  EXPECT_TRUE(member.is_closed(kPromisedMs));
}

}  // namespace
}  // namespace musubi::web
