// parcel_over_sockets_test.cc - a file made for one answer, over real sockets: it arrives whole,
// its name is gone as soon as it is being sent, and nothing stays open when the reader has left.
#include <gtest/gtest.h>

#include <functional>

#include "core/files/files.h"
#include "core/files/parcel.h"
#include "support/http_client.h"
#include "support/parcels.h"
#include "support/temp_db.h"
#include "support/temp_folder.h"
#include "web/gate.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::web {
namespace {

constexpr std::size_t kParcelBytes = 24 * 1024 * 1024;  // more than any socket takes at once

class ParcelsOverSockets : public testing::Test {
 protected:
  ParcelsOverSockets() : app_(database_.db()) {
    files::configure({folder_.path() + "/files", "", 1000});
    app_.limits->set_rules({});
    const auto answer = [](Request&) {
      auto parcel = files::Parcel::make();
      CHECK(parcel.has_value());
      const std::string block(64 * 1024, 'x');
      for (std::size_t i = 0; i < kParcelBytes / block.size(); ++i) (*parcel)->write(block);
      CHECK((*parcel)->seal().has_value());
      return download_parcel(*parcel, "text/csv; charset=utf-8", "会員名簿.csv");
    };
    app_.router.get("/parcel", may::anyone, answer);
    app_.router.post("/parcel", may::anyone, answer);
    ServerOptions options;
    options.port = 0;
    options.tick_ms = 20;
    server_ = std::make_unique<Server>(app_, options);
    CHECK(server_->start().has_value());
  }
  std::string post(const std::string& headers) {
    const std::string token = new_anonymous_csrf_token(app_);
    return "POST /parcel HTTP/1.1\r\nHost: localhost\r\nCookie: csrf=" + token +
           "\r\nX-CSRF-Token: " + token + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
  }
  static bool comes_true(const std::function<bool()>& what) {
    for (int i = 0; i < 500; ++i) {
      if (what()) return true;
      usleep(10'000);
    }
    return false;
  }

  test::TempFolder folder_;
  test::TempDb database_;
  App app_;
  std::unique_ptr<Server> server_;
};

TEST_F(ParcelsOverSockets, ArrivesWholeAndIsGone) {
  test::HttpClient client(server_->port());
  const test::HttpAnswer whole = client.ask(post(""));
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body.size(), kParcelBytes);
  EXPECT_NE(whole.header("Content-Disposition").find("filename*=UTF-8''"), std::string::npos);
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_TRUE(comes_true([] { return test::open_parcels().files == 0; }));
}

// The next POST would be another file: a part of it must not be mixed with this one.
TEST_F(ParcelsOverSockets, APostIsNeverAnsweredInParts) {
  test::HttpClient client(server_->port());
  const test::HttpAnswer whole = client.ask(post("Range: bytes=0-9\r\n"));
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body.size(), kParcelBytes);
  EXPECT_EQ(whole.header("Accept-Ranges"), "");
}

TEST_F(ParcelsOverSockets, NothingIsLeftOfAReaderWhoGoesAway) {
  {
    test::HttpClient client(server_->port());
    client.send("GET /parcel HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ASSERT_TRUE(client.read_until("\r\n\r\n"));
    EXPECT_EQ(test::parcels_left(), 0);           // while it is being sent
    EXPECT_EQ(test::open_parcels().files, 1);
  }
  EXPECT_TRUE(comes_true([] { return test::open_parcels().files == 0; }));
}

TEST_F(ParcelsOverSockets, NothingIsLeftOfAQuestionAboutTheHeadOnly) {
  test::HttpClient client(server_->port());
  client.send("HEAD /parcel HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.receive(true).header("Content-Length"), std::to_string(kParcelBytes));
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_TRUE(comes_true([] { return test::open_parcels().files == 0; }));
}

}  // namespace
}  // namespace musubi::web
