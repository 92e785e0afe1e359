// kill_upload_test.cc - a picture whose sender goes away in the middle, whose server is killed
// while it comes, and whose server is killed while it is made. Promise: never half an item, never a
// variant that nothing refers to, nothing left of what did not arrive; and what had arrived is made
// whole by the next start. The real server, SIGKILL; on the database that DB= names.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>

#include "support/killed_server.h"
#include "support/pictures.h"

namespace musubi {
namespace {

namespace fs = std::filesystem;

constexpr db::Query kItems{"test.items", "SELECT count(*) FROM media_items"};
constexpr db::Query kReadyItems{"test.ready_items",
                                "SELECT count(*) FROM media_items WHERE state = 'ready'"};
constexpr db::Query kVariants{"test.variants", "SELECT count(*) FROM media_variants"};
constexpr db::Query kStoredFiles{"test.stored_files",
                                 "SELECT count(*) FROM files WHERE purpose LIKE 'media.%'"};
// What a killed process held comes back after some minutes; the test does not wait for them.
constexpr db::Query kFreeOrders{"test.free_orders",
                                "UPDATE outbox_messages SET due_at = 1 WHERE state = 'running'"};
constexpr int kMadeMsMost = 180'000;
constexpr int kSpooledMsMost = 10'000;

class KillUpload : public test::KilledServer {
 protected:
  void SetUp() override {
    KilledServer::SetUp();
    create_user("secretariat");
    start_server();
    if (!HasFatalFailure()) sign_in();
  }
  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  std::string body_of(const std::string& bytes) const {
    return "--B\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n" + token_ +
           "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.png\"\r\n"
           "Content-Type: image/png\r\n\r\n" + bytes + "\r\n--B--\r\n";
  }
  std::string head_of(std::size_t length) const {
    return "POST /office/media HTTP/1.1\r\nHost: localhost\r\nCookie: session=" + session_ +
           "\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: " +
           std::to_string(length) + "\r\n\r\n";
  }
  // Bytes of uploads that are on their way, as they lie on the disk.
  std::uintmax_t spooled() const {
    std::uintmax_t sum = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_ / "data" / "uploads", ignored)) {
      const std::uintmax_t size = entry.file_size(ignored);
      if (!ignored) sum += size;  // gone meanwhile
    }
    return sum;
  }
  // A server that shares its database leaves fresh ones alone: another may be receiving them.
  void let_an_hour_pass() const {
    std::error_code ignored;
    const auto then = fs::file_time_type::clock::now() - std::chrono::hours(2);
    for (const auto& entry : fs::directory_iterator(folder_ / "data" / "uploads", ignored)) {
      fs::last_write_time(entry.path(), then, ignored);
    }
  }
  static bool comes(const std::function<bool()>& so, int ms_most) {
    using Steady = std::chrono::steady_clock;
    const auto end = Steady::now() + std::chrono::milliseconds(ms_most);
    while (Steady::now() < end) {
      if (so()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
  std::string page(const std::string& path) {
    test::HttpClient http(port_);
    return http.get(path, "Cookie: session=" + session_ + "\r\n").body;
  }
};

TEST_F(KillUpload, WhatDidNotArriveLeavesNothing) {
  const std::string body = body_of(test::drawn(1600, 1200, 3));
  {
    test::HttpClient leaver(port_);
    leaver.send(head_of(body.size()) + body.substr(0, body.size() / 2));
    ASSERT_TRUE(comes([&] { return spooled() > body.size() / 4; }, kSpooledMsMost))
        << "the test must see it come";
  }
  EXPECT_TRUE(comes([&] { return spooled() == 0; }, kSpooledMsMost)) << "the sender went away";
  {
    test::HttpClient cut(port_);
    cut.send(head_of(body.size()) + body.substr(0, body.size() / 2));
    ASSERT_TRUE(comes([&] { return spooled() > body.size() / 4; }, kSpooledMsMost));
    kill_server();
  }
  let_an_hour_pass();
  start_server();
  if (HasFatalFailure()) return;
  EXPECT_TRUE(comes([&] { return spooled() == 0; }, kSpooledMsMost)) << "the server was killed";
  kill_server();
  temp_.reopen();
  EXPECT_EQ(number(kItems), 0);
  EXPECT_EQ(number(kStoredFiles), 0);
}

TEST_F(KillUpload, WhatWasBeingMadeIsMadeWholeByTheNextStart) {
  const std::string body = body_of(test::drawn(1600, 1200, 4));
  test::HttpClient sender(port_);
  sender.send(head_of(body.size()) + body);
  const test::HttpAnswer sent = sender.receive(false, 60'000);
  ASSERT_EQ(sent.status, 303) << sent.head << sent.body.substr(0, 500);
  const std::string place = sent.header("Location");
  const std::string path = place.substr(0, place.find('?'));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // in the midst of its variants
  kill_server();
  temp_.reopen();
  ASSERT_EQ(number(kItems), 1);
  ASSERT_EQ(number(kReadyItems), 0) << "the kill came after the work: nothing was shown";
  EXPECT_EQ(number(kVariants), 0);
  EXPECT_EQ(number(kStoredFiles), 1) << "the original alone";
  EXPECT_TRUE(temp_.db().write([](db::Tx& tx) { return tx.run(kFreeOrders); }));
  temp_.close();

  start_server();
  if (HasFatalFailure()) return;
  EXPECT_TRUE(comes([&] { return page(path).find("できました") != std::string::npos; },
                    kMadeMsMost))
      << said("err");
  kill_server();
  temp_.reopen();
  EXPECT_EQ(number(kItems), 1);
  EXPECT_EQ(number(kReadyItems), 1);
  EXPECT_GT(number(kVariants), 9);
  EXPECT_EQ(number(kStoredFiles), 1 + number(kVariants)) << "each file belongs to one variant";
}

}  // namespace
}  // namespace musubi
