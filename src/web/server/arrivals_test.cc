// arrivals_test.cc - what the server notes of open pages, over sockets: from the cache as from a
// worker, with the address that a trusted proxy tells, and nothing of what is no view.
// One server per test, on a free port.
#include "web/arrivals.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "base/log.h"
#include "support/http_client.h"
#include "support/temp_db.h"
#include "web/app.h"
#include "web/cache.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

using test::HttpClient;

class ServedArrivals : public testing::Test {
 protected:
  ServedArrivals() : app_(database_.db()) {
    log::configure(log::Level::error, log::Format::text);
    app_.limits->set_rules({});
    app_.router.get("/page", may::anyone, [](Request&) {
      return html(Html("あ")).cached_for_anyone({"page"});
    });
    app_.router.get("/things/:secret", may::anyone, [](Request&) { return html(Html("い")); });
    app_.router.get("/file", may::anyone,
                    [](Request&) { return download("abc", "text/plain", "a.txt"); });
    app_.router.get("/feed", may::anyone, [](Request&) {
      Response out = json_text("{}");
      return out.cached_for_anyone({"feed"});
    });
    options_.port = 0;
    options_.tick_ms = 20;
    options_.trusted_proxies = {"127.0.0.1"};
  }
  ~ServedArrivals() override { log::configure(log::Level::info, log::Format::text); }

  void start() {
    server_ = std::make_unique<Server>(app_, options_);
    auto started = server_->start();
    ASSERT_TRUE(started) << started.error().detail;
  }
  // Asked until it comes from the cache, at most two seconds.
  int ask_until_cached(HttpClient& http, const std::string& target, const char* headers) {
    int asked = 0;
    const auto hits = app_.cache->stats().hits;
    while (app_.cache->stats().hits == hits && asked < 200) {
      EXPECT_EQ(http.get(target, headers).status, 200);
      ++asked;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_GT(app_.cache->stats().hits, hits);
    return asked;
  }

  test::TempDb database_;
  App app_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServedArrivals, CachedPagesAreNotedLikeOthers) {
  app_.arrivals->open();
  start();
  HttpClient http(server_->port());
  const int asked = ask_until_cached(http, "/page?a=1",
                                     "User-Agent: Leser\r\nX-Forwarded-For: 203.0.113.7\r\n"
                                     "Referer: https://www.example.jp/secret?q=1\r\n");
  ASSERT_GE(asked, 2);
  const auto taken = app_.arrivals->take();
  ASSERT_EQ(taken.list.size(), static_cast<std::size_t>(asked));
  for (const Arrival& one : taken.list) {
    EXPECT_EQ(one.kind, Arrival::Kind::page);
    EXPECT_EQ(one.page, "/page");
    EXPECT_EQ(one.agent, "Leser");
    EXPECT_EQ(one.address, "203.0.113.7");
    EXPECT_EQ(one.referrer, "www.example.jp");
    EXPECT_EQ(one.who, Arrival::Who::visitor);
  }
}

TEST_F(ServedArrivals, AnUnchangedPageIsAViewAndAHeadIsNone) {
  app_.arrivals->open();
  start();
  HttpClient http(server_->port());
  ask_until_cached(http, "/page", "");
  const std::string tag = http.get("/page").header("ETag");
  app_.arrivals->take();
  EXPECT_EQ(http.get("/page", "If-None-Match: " + tag + "\r\n").status, 304);
  EXPECT_EQ(app_.arrivals->take().list.size(), 1U);
  http.send("HEAD /page HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(http.receive(true).status, 200);
  EXPECT_TRUE(app_.arrivals->take().list.empty());
}

TEST_F(ServedArrivals, ASecretAddressIsNotedAsItsRouteAndAFileAsADownload) {
  app_.arrivals->open();
  start();
  HttpClient http(server_->port());
  EXPECT_EQ(http.get("/things/kagi").status, 200);
  EXPECT_EQ(http.get("/file").status, 200);
  EXPECT_EQ(http.get("/nothing").status, 404);
  EXPECT_EQ(http.get("/healthz").status, 200);
  ask_until_cached(http, "/feed", "");
  // Within one millisecond their order is not told.
  std::map<std::string, Arrival::Kind> noted;
  for (const Arrival& one : app_.arrivals->take().list) noted[one.page] = one.kind;
  const std::map<std::string, Arrival::Kind> expected{{"/things/:secret", Arrival::Kind::page},
                                                      {"/file", Arrival::Kind::download},
                                                      {"/nothing", Arrival::Kind::missing}};
  EXPECT_EQ(noted, expected);
}

TEST_F(ServedArrivals, APictureOfAPageIsNoDownloadAndAnOpenFileKeepsItsAddress) {
  app_.arrivals->open();
  app_.router.get("/media/:id/:name", may::anyone, [](Request&) { return json_text("{}"); });
  Request request;
  request.method = "GET";
  request.target = "/media/1/annai.pdf";
  request.route = app_.router.match("GET", request.target).route;
  ASSERT_NE(request.route, nullptr);
  Response picture;
  picture.file_path = "/nowhere";
  picture.header("Content-Type", "image/webp").header("Content-Disposition", "inline");
  note_arrival(app_, request, picture, true);
  EXPECT_TRUE(app_.arrivals->take().list.empty());
  Response paper;
  paper.file_path = "/nowhere";
  paper.header("Content-Type", "application/pdf").header("Content-Disposition", "inline");
  note_arrival(app_, request, paper, true);
  const auto taken = app_.arrivals->take();
  ASSERT_EQ(taken.list.size(), 1U);
  EXPECT_EQ(taken.list.front().kind, Arrival::Kind::download);
  EXPECT_EQ(taken.list.front().page, "/media/1/annai.pdf");
}

TEST_F(ServedArrivals, NothingIsKeptWhileNobodyCounts) {
  start();
  HttpClient http(server_->port());
  EXPECT_EQ(http.get("/page").status, 200);
  EXPECT_TRUE(app_.arrivals->take().list.empty());
  EXPECT_EQ(app_.arrivals->noted() + app_.arrivals->dropped(), 0U);
}

}  // namespace
}  // namespace musubi::web
