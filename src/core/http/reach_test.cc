// reach_test.cc - which addresses are asked and which never: the table of networks, a real socket
// on this machine that must not be touched, and what a server's answer becomes.
#include "core/http/reach.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace musubi::http {
namespace {

// Answers each connection with the next of its answers; keeps what was asked.
class OneServer {
 public:
  explicit OneServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    const bool bound =
        bind(socket_, reinterpret_cast<sockaddr*>(&place), size) == 0 &&
        listen(socket_, 8) == 0 &&
        getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size) == 0;
    EXPECT_TRUE(bound);
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~OneServer() {
    stopping_ = true;
    thread_.join();
    close(socket_);
  }
  OneServer(const OneServer&) = delete;
  OneServer& operator=(const OneServer&) = delete;

  std::string address(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/page";
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void serve() {
    std::size_t next = 0;
    while (!stopping_) {
      pollfd waiting{socket_, POLLIN, 0};
      if (poll(&waiting, 1, 20) <= 0) continue;
      const int peer = accept(socket_, nullptr, nullptr);
      if (peer < 0) continue;
      char bytes[4096];
      const auto count = read(peer, bytes, sizeof bytes);
      {
        const std::lock_guard lock(mutex_);
        asked_.emplace_back(bytes, count > 0 ? static_cast<std::size_t>(count) : 0);
      }
      const std::string answer = next < answers_.size() ? answers_[next++] : std::string();
      (void)!write(peer, answer.data(), answer.size());
      close(peer);
    }
  }

  std::vector<std::string> answers_, asked_;
  std::mutex mutex_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

std::string answer_of(const std::string& status, const std::string& more = "") {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n" + more + "\r\n";
}

TEST(Reach, OnlyPublicAddressesAreAsked) {
  for (const char* address :
       {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "192.167.255.255", "223.255.255.1",
        "100.63.255.255", "2606:4700:4700::1111", "2001:4860:4860::8888", "2400::1"}) {
    EXPECT_TRUE(is_public_address(address)) << address;
  }
  for (const char* address :
       {"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "fc00::1", "fd12::1", "fe80::1",
        "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1", "not an address", "", "0x7f.1"}) {
    EXPECT_FALSE(is_public_address(address)) << address;
  }
}

TEST(Reach, NothingOnThisMachineIsTouched) {
  OneServer server({answer_of("200 OK")});
  for (const std::string& host : {std::string("127.0.0.1"), std::string("localhost")}) {
    const auto reached = reach({.address = server.address(host)});
    ASSERT_FALSE(reached.has_value()) << host;
    EXPECT_EQ(reached.error().fault, Fault::forbidden) << host;
  }
  EXPECT_TRUE(server.asked().empty());
}

TEST(Reach, OtherSchemesAreNone) {
  for (const char* address : {"file:///etc/passwd", "gopher://example.test/", "javascript:1", ""}) {
    const auto reached = reach({.address = address, .anywhere = true});
    ASSERT_FALSE(reached.has_value()) << address;
    EXPECT_EQ(reached.error().fault, Fault::forbidden) << address;
  }
}

TEST(Reach, CapitalsOfTheSchemeMakeNoDifference) {
  OneServer server({answer_of("200 OK")});
  const std::string address = server.address();
  ASSERT_EQ(address.rfind("http:", 0), 0U);
  const auto reached = reach({.address = "HTTP" + address.substr(4), .anywhere = true});
  ASSERT_TRUE(reached.has_value()) << reached.error().detail;
  EXPECT_EQ(reached->status, 200);
}

TEST(Reach, TheStatusIsToldAndHeadIsEnough) {
  OneServer server({answer_of("200 OK")});
  const auto reached = reach({.address = server.address(), .anywhere = true});
  ASSERT_TRUE(reached.has_value()) << reached.error().detail;
  EXPECT_EQ(reached->status, 200);
  ASSERT_EQ(server.asked().size(), 1U);
  EXPECT_EQ(server.asked()[0].rfind("HEAD /page", 0), 0U);
}

TEST(Reach, AServerThatKnowsNoHeadIsAskedAgainAndEndedAtItsFirstByte) {
  const std::string body(2'000, 'x');
  OneServer server({answer_of("405 Method Not Allowed"),
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n" + body});
  const auto reached = reach({.address = server.address(), .anywhere = true});
  ASSERT_TRUE(reached.has_value()) << reached.error().detail;
  EXPECT_EQ(reached->status, 200);
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST(Reach, ARedirectToAnotherSchemeIsNotFollowed) {
  OneServer server({answer_of("302 Found", "Location: file:///etc/passwd\r\n")});
  EXPECT_FALSE(reach({.address = server.address(), .anywhere = true}).has_value());
}

TEST(Reach, SilenceIsUnavailable) {
  OneServer server({std::string()});
  const auto reached =
      reach({.address = server.address(), .timeout_ms = 1'000, .anywhere = true});
  ASSERT_FALSE(reached.has_value());
  EXPECT_EQ(reached.error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace musubi::http
