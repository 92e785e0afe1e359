// live_session_test.cc - a live stream belongs to a session: it ends when the session is ended.
// Over real sockets, with the cast signed in.
#include <gtest/gtest.h>

#include "support/http_client.h"
#include "support/scenario.h"
#include "web/live.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

bool wait_for_streams(const Server& server, int count) {
  std::string wanted = "musubi_live_streams " + std::to_string(count) + "\n";
  for (int i = 0; i < 300; ++i) {
    if (server.metrics_text().find(wanted) != std::string::npos) return true;
    usleep(10'000);
  }
  return false;
}

TEST(LiveSession, EndsWithTheSessionAndLeavesOthersAlone) {
  test::Scenario scenario;
  std::string session_of_member;
  scenario.app().router.get("/test-live", may::signed_in, [&](Request& request) {
    if (request.actor.account == test::cast::member.id) session_of_member = request.session_id;
    Response response;
    response.sse_topic = "news";
    return response;
  });
  ServerOptions options;
  options.port = 0;
  options.tick_ms = 20;
  Server server(scenario.app(), options);
  ASSERT_TRUE(server.start());
  auto ask = [&](test::HttpClient& client, const test::Person& person) {
    client.send("GET /test-live HTTP/1.1\r\nHost: x\r\nCookie: session=" +
                scenario.as(person).cookie("session") + "\r\n\r\n");
    return client.receive().status;
  };
  test::HttpClient member(server.port());
  test::HttpClient adviser(server.port());
  test::HttpClient stranger(server.port());
  EXPECT_EQ(ask(member, test::cast::member), 200);
  EXPECT_EQ(ask(adviser, test::cast::adviser), 200);
  EXPECT_EQ(stranger.get("/test-live").status, 303);
  ASSERT_TRUE(wait_for_streams(server, 2));
  scenario.app().live->end_session(session_of_member);
  EXPECT_TRUE(member.is_closed());
  EXPECT_TRUE(wait_for_streams(server, 1));
  scenario.app().live->publish("news", "changed", "8");
  EXPECT_TRUE(adviser.read_until("data: 8\n\n"));
}

}  // namespace
}  // namespace musubi::web
