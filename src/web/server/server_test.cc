// server_test.cc - the server over real sockets on 127.0.0.1: protocol, limits, cache, streams.
// One server per test, on a free port; the fake world is OverSockets below.
#include "web/server/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "base/log.h"
#include "support/http_client.h"
#include "support/temp_db.h"
#include "web/cache.h"
#include "web/gate.h"
#include "web/live.h"
#include "web/rate_limits.h"

namespace musubi::web {
namespace {

using test::HttpAnswer;
using test::HttpClient;
using testing::HasSubstr;
using testing::Not;

// What the tests decide about while a handler is waiting.
struct Doorman {
  std::promise<void> open;
  std::shared_future<void> opened{open.get_future()};
  std::atomic<int> inside{0};
};

class OverSockets : public testing::Test {
 protected:
  OverSockets() : app(database.db()) {
    log::configure(log::Level::error, log::Format::text);
    app.limits->set_rules({});
    options.port = 0;
    options.admin_port = 0;
    options.tick_ms = 20;
    add_pages();
    add_writes();
  }
  ~OverSockets() override { log::configure(log::Level::info, log::Format::text); }

  void add_pages() {
    app.router.get("/hello", may::anyone, [](Request& request) {
      return html(Html("hello " + request.query.get("name") + " from " + request.address +
                       (request.secure ? " safely" : "")));
    });
    app.router.get("/home", may::anyone, [this](Request&) {
      ++made;
      return html(Html(std::string(12'000, 'x') + std::to_string(made)))
          .cached_for_anyone({"home"});
    });
    app.router.get("/long", may::anyone,
                   [](Request&) { return html(Html(std::string(20'000, 'y'))); });
    app.router.get("/wait", may::anyone, [this](Request&) {
      ++door.inside;
      door.opened.wait();
      return html(Html("waited"));
    });
    app.router.get("/file", may::anyone, [this](Request&) {
      return download_file(file_path, "application/pdf", "会議録.pdf");
    });
    app.router.get("/live", may::anyone, [](Request&) {
      Response response;
      response.sse_topic = "news";
      return response;
    });
  }
  void add_writes() {
    app.router.post("/note", may::anyone, [](Request& request) {
      return html(Html("noted " + request.form.get("note")));
    });
    app.router.post(
        "/upload", may::anyone,
        [this](Request& request) {
          std::string text;
          for (const Upload& upload : request.uploads) {
            text += upload.filename + ":" + std::to_string(upload.bytes) + ":" +
                    (std::filesystem::file_size(upload.temp_path) == upload.bytes ? "whole"
                                                                                  : "cut");
            last_temp_path = upload.temp_path;
          }
          return html(Html(text));
        },
        300ULL * 1024 * 1024);
    app.router.post(
        "/office/upload", may::signed_in, [](Request&) { return html(Html("never")); },
        300ULL * 1024 * 1024);
  }

  void start() {
    if (options.body_bytes_max == ServerOptions().body_bytes_max) {
      options.body_bytes_max = 300ULL * 1024 * 1024;  // as much as the largest route here takes
    }
    server = std::make_unique<Server>(app, options);
    auto started = server->start();
    ASSERT_TRUE(started) << started.error().detail;
    port = server->port();
  }
  // Headers of a POST that the gate lets pass.
  std::string post_headers() {
    token = new_anonymous_csrf_token(app);
    return "Host: localhost\r\nCookie: csrf=" + token + "\r\nX-CSRF-Token: " + token + "\r\n";
  }
  std::string post(std::string_view body) {
    return "POST /note HTTP/1.1\r\n" + post_headers() +
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }

  test::TempDb database;
  App app;
  ServerOptions options;
  std::unique_ptr<Server> server;
  int port = 0;
  std::atomic<int> made{0};
  Doorman door;
  std::string file_path, last_temp_path, token;
};

TEST_F(OverSockets, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  start();
  HttpClient client(port);
  std::string all;
  for (int i = 0; i < 50; ++i) {
    all += "GET /hello?name=n" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    all += "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(client.receive().body, HasSubstr("hello n" + std::to_string(i) + " from"));
    EXPECT_EQ(client.receive().body, "ok\n");
  }
}

TEST_F(OverSockets, AHeadMayArriveByteByByte) {
  start();
  HttpClient client(port);
  for (char c : std::string("GET /hello?name=slow HTTP/1.1\r\nHost: x\r\n\r\n")) {
    client.send({&c, 1});
    usleep(500);
  }
  EXPECT_THAT(client.receive().body, HasSubstr("hello slow"));
}

TEST_F(OverSockets, HeadHasTheLengthButNoBody) {
  start();
  HttpClient client(port);
  client.send("HEAD /long HTTP/1.1\r\nHost: x\r\n\r\nHEAD /home HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive(true).header("Content-Length"), "20000");
  EXPECT_EQ(client.receive(true).status, 200);
  EXPECT_THAT(client.get("/hello?name=next").body, HasSubstr("hello next"));
}

TEST_F(OverSockets, OldClientsAreServedAndClosed) {
  start();
  HttpClient client(port);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(OverSockets, WhatTwoProgramsCouldReadDifferentlyIsRefused) {
  start();
  const std::string get = "GET /hello HTTP/1.1\r\nHost: x\r\n";
  const std::string post_line = "POST /note HTTP/1.1\r\nHost: x\r\n";
  const std::vector<std::pair<std::string, int>> cases = {
      {post_line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {post_line + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
      {post_line + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
      {post_line + "Content-Length: 5, 5\r\n\r\nhello", 400},
      {post_line + "Content-Length: +5\r\n\r\nhello", 400},
      {post_line + "Content-Length: -1\r\n\r\n", 400},
      {post_line + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {post_line + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {post_line + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {post_line + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"POST /note HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {get + "X: a\r\n folded\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\nHost: x\n\n", 400},
      {get + "X: a\nY: b\r\n\r\n", 400},
      {get + "X: a\rb\r\n\r\n", 400},
      {get + "X : a\r\n\r\n", 400},
      {get + "Host: y\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\n\r\n", 400},
      {get + std::string("X: a\0b\r\n\r\n", 10), 400},
      {"GET http://x/hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /hello HTTP/9.9\r\nHost: x\r\n\r\n", 505},
      {"nonsense\r\n\r\n", 400},
  };
  for (const auto& [text, status] : cases) {
    HttpClient client(port);
    HttpAnswer answer = client.ask(text);
    EXPECT_EQ(answer.status, status) << text;
    EXPECT_TRUE(client.is_closed()) << text;
  }
}

TEST_F(OverSockets, TooMuchIsRefusedBeforeItIsHeld) {
  options.body_stall_timeout_ms = 2000;
  start();
  HttpClient long_head(port);
  EXPECT_EQ(long_head.ask("GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') +
                          "\r\n\r\n").status, 431);
  HttpClient endless_head(port);
  EXPECT_EQ(endless_head.ask("GET /" + std::string(20'000, 'a')).status, 431);
  HttpClient many_fields(port);
  std::string fields;
  for (int i = 0; i < 101; ++i) fields += "X: a\r\n";
  EXPECT_EQ(many_fields.ask("GET /hello HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n").status, 431);
  HttpClient large(port);
  HttpAnswer answer = large.ask("POST /note HTTP/1.1\r\n" + post_headers() +
                                "Content-Length: 300000\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_THAT(answer.body, HasSubstr("256KB"));
  HttpClient chunked(port);
  std::string body;
  for (int i = 0; i < 20; ++i) body += "4000\r\n" + std::string(0x4000, 'a') + "\r\n";
  EXPECT_EQ(chunked.ask("POST /note HTTP/1.1\r\n" + post_headers() +
                        "Transfer-Encoding: chunked\r\n\r\n" + body).status, 413);
}

TEST_F(OverSockets, TheServersOwnBodyLimitHoldsWhateverARouteWouldTake) {
  options.body_bytes_max = 1000;
  start();
  HttpClient large(port);
  EXPECT_EQ(large.ask("POST /note HTTP/1.1\r\n" + post_headers() +
                      "Content-Length: 1001\r\n\r\n").status, 413);
}

TEST_F(OverSockets, BodiesArriveWithLengthInChunksAndAfterContinue) {
  start();
  HttpClient client(port);
  EXPECT_EQ(client.ask(post("note=one")).body, "noted one");
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  EXPECT_EQ(client.ask("POST /note HTTP/1.1\r\n" + post_headers() + form +
                       "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nnote=\r\n3\r\ntwo\r\n0\r\n"
                       "Trailer: t\r\n\r\n").body, "noted two");
  client.send("POST /note HTTP/1.1\r\n" + post_headers() + form +
              "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.ask("note=three").body, "noted three");
  HttpClient broken(port);
  EXPECT_EQ(broken.ask("POST /note HTTP/1.1\r\n" + post_headers() + form +
                       "Transfer-Encoding: chunked\r\n\r\nzz\r\n").status, 400);
}

TEST_F(OverSockets, SlowClientsAreLetGo) {
  options.head_timeout_ms = 200;
  options.idle_timeout_ms = 300;
  options.body_stall_timeout_ms = 200;
  start();
  HttpClient slow_head(port);
  EXPECT_EQ(slow_head.ask("GET /hello HTTP/1.1\r\nHo").status, 408);
  HttpClient slow_body(port);
  EXPECT_EQ(slow_body.ask("POST /note HTTP/1.1\r\n" + post_headers() +
                          "Content-Length: 10\r\n\r\nnote").status, 408);
  HttpClient trickle(port);  // never stalls, but far below the least rate
  trickle.send("POST /note HTTP/1.1\r\n" + post_headers() + "Content-Length: 1000\r\n\r\n");
  for (int i = 0; i < 20 && trickle.send("a"); ++i) usleep(50'000);
  EXPECT_EQ(trickle.receive().status, 408);
  HttpClient idle(port);
  EXPECT_EQ(idle.get("/hello").status, 200);
  EXPECT_TRUE(idle.is_closed(2000));
}

TEST_F(OverSockets, AReplayedOrCrossSitePostIsRefusedWithAKindPage) {
  start();
  HttpClient client(port);
  HttpAnswer replayed = client.ask(
      "POST /note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded"
      "\r\nContent-Length: 14\r\n\r\nnote=typed%21!");
  EXPECT_EQ(replayed.status, 403);
  EXPECT_THAT(replayed.body, HasSubstr("value=\"typed!!\""));
  EXPECT_THAT(replayed.body, HasSubstr("もう一度送る"));
  std::string cross = post("note=x");
  cross.insert(cross.find("Content-Type"), "Origin: https://evil.example\r\n");
  HttpAnswer answer = client.ask(cross);
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, Not(HasSubstr("もう一度送る")));
}

TEST_F(OverSockets, PagesForAnyoneAreMadeOnceAndForgottenByTag) {
  start();
  HttpClient client(port);
  HttpAnswer first = client.get("/home");
  EXPECT_EQ(first.status, 200);
  for (int i = 0; i < 200 && app.cache->stats().pages == 0; ++i) usleep(10'000);
  HttpAnswer second = client.get("/home");
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(made, 1);
  EXPECT_THAT(second.header("Content-Security-Policy"), HasSubstr("default-src 'self'"));
  EXPECT_EQ(second.header("X-Request-Id"), "");
  EXPECT_NE(second.header("Date"), "");
  HttpAnswer same = client.get("/home", "If-None-Match: " + second.header("ETag") + "\r\n");
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.header("ETag"), second.header("ETag"));
  HttpAnswer gzip = client.get("/home", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
  EXPECT_LT(gzip.body.size(), 1000U);
  EXPECT_EQ(client.get("/home", "Accept-Encoding: gzip, br\r\n").header("Content-Encoding"), "br");
  EXPECT_EQ(client.get("/home", "Accept-Encoding: br;q=0\r\n").header("Content-Encoding"), "");
  // Who carries a session is never answered from the cache.
  EXPECT_EQ(client.get("/home", "Cookie: session=abc\r\n").status, 200);
  EXPECT_EQ(made, 2);
  app.cache->forget("home");
  client.get("/home");
  EXPECT_EQ(made, 3);
}

std::string inflated(const std::string& bytes) {
  std::string out(100'000, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST_F(OverSockets, PagesMadePerRequestAreCompressedWhenLong) {
  start();
  HttpClient client(port);
  HttpAnswer gzip = client.get("/long", "Accept-Encoding: deflate, gzip\r\n");
  EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
  EXPECT_EQ(inflated(gzip.body), std::string(20'000, 'y'));
  EXPECT_THAT(gzip.header("Vary"), HasSubstr("Accept-Encoding"));
  EXPECT_EQ(client.get("/long", "Accept-Encoding: gzip, br\r\n").header("Content-Encoding"), "br");
  EXPECT_EQ(client.get("/hello", "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "");
}

TEST_F(OverSockets, FilesHaveRangesAndConditions) {
  file_path = testing::TempDir() + "/musubi_range.pdf";
  std::string bytes;
  for (int i = 0; i < 400'000; ++i) bytes += static_cast<char>('a' + i % 26);
  std::ofstream(file_path, std::ios::binary) << bytes;
  start();
  HttpClient client(port);
  HttpAnswer whole = client.get("/file");
  EXPECT_EQ(whole.body, bytes);
  EXPECT_THAT(whole.header("Content-Disposition"), HasSubstr("filename*=UTF-8''%E4%BC%9A"));
  std::string etag = whole.header("ETag");
  HttpAnswer part = client.get("/file", "Range: bytes=26-51\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(part.header("Content-Range"), "bytes 26-51/400000");
  EXPECT_EQ(client.get("/file", "Range: bytes=-5\r\n").body, bytes.substr(399'995));
  EXPECT_EQ(client.get("/file", "Range: bytes=399990-\r\n").body.size(), 10U);
  EXPECT_EQ(client.get("/file", "Range: bytes=400000-\r\n").status, 416);
  EXPECT_EQ(client.get("/file", "Range: bytes=0-1,3-4\r\n").status, 200);
  EXPECT_EQ(client.get("/file", "Range: bytes=0-4\r\nIf-Range: " + etag + "\r\n").status, 206);
  EXPECT_EQ(client.get("/file", "Range: bytes=0-4\r\nIf-Range: \"old\"\r\n").status, 200);
  EXPECT_EQ(client.get("/file", "If-None-Match: " + etag + "\r\n").status, 304);
  EXPECT_EQ(client.get("/file", "If-Modified-Since: " + whole.header("Last-Modified") +
                                    "\r\n").status, 304);
  client.send("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive(true).header("Content-Length"), "400000");
  EXPECT_EQ(client.get("/hello").status, 200);
  file_path += ".gone";
  EXPECT_EQ(client.get("/file").status, 503);
}

TEST_F(OverSockets, LiveStreamsReceiveAndEndWithTheirSession) {
  options.heartbeat_ms = 100;
  start();
  auto reader = std::make_unique<HttpClient>(port);
  reader->send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(reader->receive().header("Content-Type"), "text/event-stream; charset=utf-8");
  for (int i = 0; i < 200; ++i) {
    if (server->metrics_text().find("musubi_live_streams 1\n") != std::string::npos) break;
    usleep(10'000);
  }
  app.live->publish("other", "x", "not for you");
  app.live->publish("news", "changed", "7");
  EXPECT_TRUE(reader->read_until("event: changed\ndata: 7\n\n"));
  EXPECT_TRUE(reader->read_until(":\n\n"));  // heartbeat
  EXPECT_FALSE(reader->read_until("not for you", 50));
  reader.reset();  // the reader leaves: the server forgets it
  for (int i = 0; i < 200; ++i) {
    if (server->metrics_text().find("musubi_live_streams 0\n") != std::string::npos) break;
    usleep(10'000);
  }
  EXPECT_THAT(server->metrics_text(), HasSubstr("musubi_live_streams 0\n"));
}

TEST_F(OverSockets, OverloadIsSaidAtOnce) {
  options.workers = 1;
  options.queue_max = 1;
  start();
  HttpClient first(port);
  HttpClient second(port);
  HttpClient third(port);
  first.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  while (door.inside == 0) usleep(1000);
  second.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server->metrics_text().find("queue_length 1\n") == std::string::npos) usleep(1000);
  HttpAnswer answer = third.get("/hello");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "30");
  EXPECT_THAT(answer.body, HasSubstr("混み合っています"));
  HttpClient health(port);
  EXPECT_EQ(health.get("/healthz").status, 200);  // needs no worker
  door.open.set_value();
  EXPECT_EQ(first.receive().body, "waited");
  EXPECT_EQ(second.receive().body, "waited");
}

TEST_F(OverSockets, BodiesAltogetherAreBounded) {
  options.bytes_held_max = 100'000;
  start();
  HttpClient first(port);
  first.send("POST /note HTTP/1.1\r\n" + post_headers() + "Content-Length: 80001\r\n\r\n" +
             std::string(80'000, 'a'));
  while (server->metrics_text().find("bytes_held 80000\n") == std::string::npos) usleep(1000);
  HttpClient second(port);
  EXPECT_EQ(second.ask("POST /note HTTP/1.1\r\n" + post_headers() +
                       "Content-Length: 80001\r\n\r\n" + std::string(80'000, 'a')).status, 503);
  first.send("a");
  EXPECT_EQ(first.receive().status, 200);
  // Given back once the answer has been written, which the client may see first.
  for (int i = 0; i < 5000; ++i) {
    if (server->metrics_text().find("bytes_held 0\n") != std::string::npos) break;
    usleep(1000);
  }
  EXPECT_THAT(server->metrics_text(), HasSubstr("bytes_held 0\n"));
}

TEST_F(OverSockets, TooManyConnectionsAreTurnedAway) {
  options.connections_max = 2;
  start();
  HttpClient a(port);
  HttpClient b(port);
  EXPECT_EQ(a.get("/hello").status, 200);
  EXPECT_EQ(b.get("/hello").status, 200);
  HttpClient c(port);
  EXPECT_EQ(c.receive().status, 503);
}

TEST_F(OverSockets, StoppingFinishesWhatIsInFlightAndClosesTheIdle) {
  start();
  HttpClient idle(port);
  EXPECT_EQ(idle.get("/hello").status, 200);
  HttpClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  while (door.inside == 0) usleep(1000);
  std::thread stopper([this] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_THROW(HttpClient{port}, std::runtime_error);
  door.open.set_value();
  HttpAnswer answer = busy.receive();
  EXPECT_EQ(answer.body, "waited");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(busy.is_closed());
  stopper.join();
}

TEST_F(OverSockets, StoppingDoesNotWaitForEver) {
  options.stop_deadline_ms = 200;
  start();
  HttpClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  while (door.inside == 0) usleep(1000);
  std::thread stopper([this] { server->stop(); });
  EXPECT_TRUE(busy.is_closed());
  door.open.set_value();
  stopper.join();
}

long resident_kb() {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  }
  return 0;
}

TEST_F(OverSockets, ALargeUploadGoesToDiskNotToMemory) {
  options.upload_folder = testing::TempDir();
  start();
  constexpr std::size_t kPiece = 1024 * 1024;
  constexpr int kPieces = 200;
  const std::string opening =
      "--B\r\nContent-Disposition: form-data; name=\"roster\"; filename=\"大.bin\"\r\n\r\n";
  const std::string closing = "\r\n--B--\r\n";
  HttpClient client(port);
  EXPECT_EQ(client.get("/hello").status, 200);
  long before = resident_kb();
  client.send("POST /upload HTTP/1.1\r\n" + post_headers() +
              "Content-Type: multipart/form-data; boundary=B\r\nContent-Length: " +
              std::to_string(opening.size() + kPiece * kPieces + closing.size()) + "\r\n\r\n" +
              opening);
  std::string piece(kPiece, '\r');
  for (int i = 0; i < kPieces; ++i) ASSERT_TRUE(client.send(piece));
  long during = resident_kb();
  client.send(closing);
  EXPECT_EQ(client.receive(false, 20'000).body, "大.bin:209715200:whole");
  EXPECT_LT(during - before, 16 * 1024) << "KB";
  EXPECT_FALSE(std::filesystem::exists(last_temp_path));  // nobody took it
}

TEST_F(OverSockets, AStrangersLargeUploadIsRefusedBeforeItsBody) {
  start();
  HttpClient client(port);
  client.send("POST /office/upload HTTP/1.1\r\n" + post_headers() +
              "Content-Type: multipart/form-data; boundary=B\r\nContent-Length: 200000000\r\n\r\n");
  HttpAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 303);
  EXPECT_THAT(answer.header("Location"), HasSubstr("/sign-in"));
}

TEST_F(OverSockets, OnlyTrustedProxiesSayWhoIsCalling) {
  start();
  HttpClient client(port);
  const std::string forwarded = "X-Forwarded-For: 198.51.100.7, 10.1.2.3\r\n"
                                "X-Forwarded-Proto: https\r\n";
  EXPECT_EQ(client.get("/hello", forwarded).body, "hello  from 127.0.0.1");
  server->stop();
  options.trusted_proxies = {"127.0.0.0/8", "10.0.0.0/8"};
  start();
  HttpClient behind(port);
  HttpAnswer answer = behind.get("/hello", forwarded);
  EXPECT_EQ(answer.body, "hello  from 198.51.100.7 safely");
  EXPECT_THAT(answer.header("Strict-Transport-Security"), HasSubstr("max-age"));
  server->stop();
  options.trusted_proxies = {"everyone"};
  EXPECT_FALSE(Server(app, options).start());
}

TEST_F(OverSockets, APortThatAnotherServerHasIsRefused) {
  start();
  options.port = port;
  options.admin_port = 0;
  const auto second = Server(app, options).start();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::unavailable);
  EXPECT_THAT(second.error().says, HasSubstr(std::to_string(port)));
}

TEST_F(OverSockets, HealthReadinessAndMetrics) {
  start();
  HttpClient client(port);
  EXPECT_EQ(client.get("/readyz").status, 200);
  app.ready = [] { return false; };
  EXPECT_EQ(client.get("/readyz").status, 503);
  EXPECT_EQ(client.get("/hello").status, 200);
  EXPECT_EQ(client.get("/metrics").status, 404);  // not on the public side
  HttpClient admin(server->admin_port());
  std::string text = admin.get("/metrics").body;
  for (const char* name :
       {"musubi_http_responses_total{class=\"2xx\"} ",
        "musubi_http_handler_seconds_bucket{le=\"+Inf\"}",
        "musubi_http_queue_length 0", "musubi_http_rejected_total 0", "musubi_connections 2",
        "musubi_page_cache_hits_total", "musubi_db_reads_total", "process_resident_memory_bytes"}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
}

TEST_F(OverSockets, WhatATransactionChangedIsNotServedFromTheCache) {
  start();
  HttpClient client(port);
  const auto forget = [&](const std::string& tag) {
    ASSERT_TRUE(database.db().write([&](db::Tx& tx) -> Result<void> {
      forget_pages(tx, tag);
      return {};
    }));
  };
  // On PostgreSQL the listener forgets everything once, when it gets its connection: perhaps now.
  std::string before;
  bool held = false;
  for (int round = 0; round < 3 && !held; ++round) {
    before = client.get("/home").body;
    forget("other");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    held = client.get("/home").body == before;
  }
  EXPECT_TRUE(held);
  forget("home");
  bool fresh = false;
  for (int i = 0; i < 200 && !fresh; ++i) {
    fresh = client.get("/home").body != before;
    if (!fresh) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(fresh);
}

}  // namespace
}  // namespace musubi::web
