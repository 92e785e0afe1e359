// http_client.h - a plain, blocking HTTP client for tests: what is sent is written out byte by
// byte, so that malformed, slow and pipelined requests can be said.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

namespace musubi::test {

struct HttpAnswer {
  int status = 0;  // 0: the connection ended without an answer
  std::string head, body;
  std::string header(std::string_view name) const {  // any letter case; "" when absent
    std::size_t at = 0;
    while ((at = head.find("\r\n", at)) != std::string::npos) {
      at += 2;
      if (head.size() > at + name.size() && head[at + name.size()] == ':' &&
          strncasecmp(head.data() + at, name.data(), name.size()) == 0) {
        std::size_t from = at + name.size() + 2;
        return head.substr(from, head.find("\r\n", from) - from);
      }
    }
    return {};
  }
};

class HttpClient {
 public:
  explicit HttpClient(int port) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
      throw std::runtime_error("connect failed");
    }
  }
  ~HttpClient() {
    if (fd_ >= 0) ::close(fd_);
  }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // False when the peer has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  // Reads until `buffer_` satisfies the answer's own length. `head_only`: answer to HEAD.
  HttpAnswer receive(bool head_only = false, int timeout_ms = 5000) {
    HttpAnswer out;
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!more(timeout_ms)) return out;
    }
    out.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    out.status = std::stoi(out.head.substr(9, 3));
    std::string length = out.header("Content-Length");
    if (head_only || out.status == 304 || out.status == 100) return out;
    if (length.empty()) return out;  // a stream: read_until() has the rest
    std::size_t bytes = std::stoul(length);
    while (buffer_.size() < bytes) {
      if (!more(timeout_ms)) break;
    }
    out.body = buffer_.substr(0, bytes);
    buffer_.erase(0, std::min(bytes, buffer_.size()));
    return out;
  }
  HttpAnswer ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }
  HttpAnswer get(std::string_view target, std::string_view more_headers = "") {
    std::string text = "GET ";
    text.append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(more_headers);
    return ask(text + "\r\n");
  }
  bool read_until(std::string_view text, int timeout_ms = 5000) {
    while (buffer_.find(text) == std::string::npos) {
      if (!more(timeout_ms)) return false;
    }
    return true;
  }
  // The peer has closed, without further bytes, within the time.
  bool is_closed(int timeout_ms = 5000) {
    while (more(timeout_ms)) {
    }
    return closed_;
  }
  void finish_sending() { ::shutdown(fd_, SHUT_WR); }
  int fd() const { return fd_; }

 private:
  bool more(int timeout_ms) {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, timeout_ms) <= 0) return false;
    char room[65536];
    ssize_t n = ::recv(fd_, room, sizeof room, 0);
    if (n <= 0) {
      closed_ = true;
      return false;
    }
    buffer_.append(room, static_cast<std::size_t>(n));
    return true;
  }
  int fd_ = -1;
  bool closed_ = false;
  std::string buffer_;
};

}  // namespace musubi::test
