// visitors_test.cc - who is calling, as the server tells the handlers and the log, over sockets.
// One server per test, on a free port; no limits, one page that says the address.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log.h"
#include "support/http_client.h"
#include "support/temp_db.h"
#include "web/app.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

using test::HttpAnswer;
using test::HttpClient;
using testing::HasSubstr;

class Visitors : public testing::Test {
 protected:
  Visitors() : app(database.db()) {
    log::configure(log::Level::error, log::Format::text);
    app.limits->set_rules({});
    app.router.get("/address", may::anyone,
                   [](Request& request) { return html(Html(request.address)); });
    options.port = 0;
    options.tick_ms = 20;
  }
  ~Visitors() override { log::configure(log::Level::info, log::Format::text); }

  void start() {
    server = std::make_unique<Server>(app, options);
    auto started = server->start();
    ASSERT_TRUE(started) << started.error().detail;
  }

  test::TempDb database;
  App app;
  ServerOptions options;
  std::unique_ptr<Server> server;
};

TEST_F(Visitors, OnASocketForBothKindsAnIPv4AddressIsWrittenPlainly) {
  options.address = "::ffff:127.0.0.1";  // the mapped form, on loopback only
  start();
  EXPECT_EQ(HttpClient(server->port()).get("/address").body, "127.0.0.1");
}

TEST_F(Visitors, TheNumberOfARefusalIsInTheLog) {
  start();
  log::configure(log::Level::info, log::Format::text);
  testing::internal::CaptureStderr();
  const HttpAnswer answer =
      HttpClient(server->port())
          .ask("GET /address HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded\r\n\r\n");
  const std::string lines = testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer.status, 400);
  const std::string before = "この番号をお知らせください：";
  const std::size_t at = answer.body.find(before);
  ASSERT_NE(at, std::string::npos) << answer.body;
  const std::string number = answer.body.substr(at + before.size(), 14);
  EXPECT_THAT(lines, HasSubstr("web.refused request=" + number + " status=400 network=127.0.0.x"));
}

}  // namespace
}  // namespace musubi::web
