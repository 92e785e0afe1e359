// loop.cc - see loop.h.
// Runs on its own thread; nothing here may wait or call a handler.
#include "web/server/loop.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/log.h"
#include "web/server/connection.h"
#include "web/server/finish.h"

namespace musubi::web {

using asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

namespace {

// Longer than any request stands between the gate and its stream.
constexpr std::int64_t kEndedRememberedMs = 60'000;

Failure taken(int port, const std::string& detail) {
  return fail(Fault::unavailable,
              "ポート" + std::to_string(port) +
                  "で待ち受けられません。ほかのプログラムが使っていないか確かめてください",
              detail);
}

// Listening on "::" an IPv4 visitor comes as ::ffff:192.0.2.1; limits and records know one form.
std::string peer_of(const Socket& socket) {
  boost::system::error_code ignored;
  asio::ip::address peer = socket.remote_endpoint(ignored).address();
  if (peer.is_v6() && peer.to_v6().is_v4_mapped()) {
    peer = asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6());
  }
  return peer.to_string();
}

}  // namespace

Result<void> must_be_free(const std::string& address, int port) {
  boost::system::error_code ec;
  const auto ip = asio::ip::make_address(address, ec);
  if (ec || port == 0) return {};  // listen() says what is wrong with the address
  const tcp::endpoint endpoint(ip, static_cast<std::uint16_t>(port));
  asio::io_context none;
  tcp::acceptor probe(none);
  probe.open(endpoint.protocol(), ec);
  if (!ec) probe.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) probe.bind(endpoint, ec);
  if (ec) return taken(port, ec.message());
  return {};
}

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Loop::Loop(Shared& shared)
    : shared_(shared),
      now_ms_(steady_ms()),
      wheel_(now_ms_, shared.options.tick_ms),
      // One read's worth behind the longest head that may have been kept.
      scratch_(shared.options.head_bytes_max + 128 * 1024) {}

Loop::~Loop() { join(); }

Result<void> Loop::listen(const std::string& address, int& port, bool admin) {
  boost::system::error_code ec;
  auto ip = asio::ip::make_address(address, ec);
  if (ec) return fail(Fault::invalid, "待ち受けるアドレスを読めません：" + address);
  tcp::endpoint endpoint(ip, static_cast<std::uint16_t>(port));
  auto acceptor = std::make_unique<Acceptor>(io_);
  acceptor->open(endpoint.protocol(), ec);
  if (!ec) acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec && !admin) acceptor->set_option(ReusePort(true), ec);
  if (!ec) acceptor->bind(endpoint, ec);
  if (!ec) acceptor->listen(4096, ec);
  if (ec) return taken(port, ec.message());
  port = acceptor->local_endpoint().port();
  accept(*acceptor, admin);
  acceptors_.push_back(std::move(acceptor));
  return {};
}

void Loop::start() {
  shared_.app.live->add(this);
  tick();
  thread_ = std::thread([this] { io_.run(); });
}

void Loop::join() {
  if (thread_.joinable()) thread_.join();
}

void Loop::accept(Acceptor& acceptor, bool admin) {
  acceptor.async_accept([this, &acceptor, admin](boost::system::error_code ec, Socket socket) {
    if (ec == asio::error::operation_aborted || stopping_) return;
    if (ec) {
      // Out of descriptors: let connections end before trying again.
      log::warning("web.accept_failed", {{"what", ec.message()}});
      auto pause = std::make_shared<asio::steady_timer>(io_, std::chrono::milliseconds(100));
      pause->async_wait([this, pause, &acceptor, admin](boost::system::error_code) {
        if (!stopping_) accept(acceptor, admin);
      });
      return;
    }
    Metrics& metrics = shared_.metrics;
    metrics.accepted.fetch_add(1, std::memory_order_relaxed);
    if (!admin && metrics.connections >= shared_.options.connections_max) {
      metrics.rejected.fetch_add(1, std::memory_order_relaxed);
      if (shared_.options.certificate_file.empty()) {
        static constexpr std::string_view kFull =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n"
            "Connection: close\r\n\r\n";
        ::send(socket.native_handle(), kFull.data(), kFull.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      }
    } else {
      boost::system::error_code ignored;
      socket.non_blocking(true, ignored);
      socket.native_non_blocking(true, ignored);
      socket.set_option(tcp::no_delay(true), ignored);
      std::string peer = peer_of(socket);
      auto connection =
          std::make_shared<Connection>(*this, std::move(socket), std::move(peer), admin);
      std::shared_ptr<SSL_CTX> tls = admin ? nullptr : shared_.current_tls();
      connection->start(tls.get());
    }
    accept(acceptor, admin);
  });
}

void Loop::tick() {
  now_ms_ = steady_ms();
  std::int64_t second = std::chrono::duration_cast<std::chrono::seconds>(
                            std::chrono::system_clock::now().time_since_epoch())
                            .count();
  if (second != date_second_) {
    date_second_ = second;
    date_line_ = "Date: " + http_date(second) + "\r\n";
  }
  wheel_.advance(now_ms_, [](TimerEntry& entry) {
    auto alive = static_cast<Connection&>(entry).shared_from_this();
    alive->on_deadline();
  });
  if (stopping_) {
    if (connections_.empty()) return io_.stop();
    if (now_ms_ >= stop_at_ms_) {
      log::warning("web.stopped_late", {{"connections", std::to_string(connections_.size())}});
      auto all = connections_;
      for (Connection* connection : all) connection->close();
      return io_.stop();
    }
  }
  // A stopping loop looks more often: a stop should take no longer than its last request.
  int wait = stopping_ ? std::min(20, shared_.options.tick_ms) : shared_.options.tick_ms;
  timer_.expires_after(std::chrono::milliseconds(wait));
  timer_.async_wait([this](boost::system::error_code ec) {
    if (!ec) tick();
  });
}

void Loop::stop_listening(std::latch& closed) {
  post([this, &closed] {
    boost::system::error_code ignored;
    for (auto& acceptor : acceptors_) acceptor->close(ignored);
    closed.count_down();
  });
}

void Loop::begin_stop() {
  shared_.app.live->remove(this);
  post([this] {
    stopping_ = true;
    stop_at_ms_ = steady_ms() + shared_.options.stop_deadline_ms;
    auto all = connections_;
    for (Connection* connection : all) connection->prepare_to_stop();
    timer_.cancel();
    tick();
  });
}

void Loop::gone(Connection& connection) { connections_.erase(&connection); }

const std::string* Loop::subscribe(Connection& connection, const std::string& topic) {
  auto it = topics_.try_emplace(topic).first;
  it->second.push_back(&connection);
  return &it->first;
}

void Loop::unsubscribe(Connection& connection, const std::string* topic) {
  auto it = topics_.find(*topic);
  if (it == topics_.end()) return;
  std::erase(it->second, &connection);
  if (it->second.empty()) topics_.erase(it);
}

void Loop::frame(const std::string& topic, std::shared_ptr<const std::string> bytes) {
  post([this, topic, bytes = std::move(bytes)] {
    auto it = topics_.find(topic);
    if (it == topics_.end()) return;
    auto readers = it->second;  // sending may close and so unsubscribe
    for (Connection* reader : readers) reader->send_frame(*bytes);
  });
}

void Loop::session_ended(const std::string& session_id) {
  if (session_id.empty()) return;
  post([this, session_id] {
    while (!ended_.empty() && ended_.front().first < now_ms_ - kEndedRememberedMs) {
      ended_.pop_front();
    }
    ended_.emplace_back(now_ms_, session_id);
    close_streams([&](const std::string& one) { return one == session_id; });
  });
}

void Loop::all_sessions_ended() {
  post([this] { close_streams([](const std::string& one) { return !one.empty(); }); });
}

void Loop::close_streams(const std::function<bool(const std::string& session_id)>& whose) {
  std::vector<Connection*> ended;
  for (Connection* connection : connections_) {
    if (connection->is_streaming() && whose(connection->session_id())) ended.push_back(connection);
  }
  for (Connection* connection : ended) connection->close();
}

bool Loop::has_ended(const std::string& session_id) const {
  return std::any_of(ended_.begin(), ended_.end(),
                     [&](const auto& one) { return one.second == session_id; });
}

}  // namespace musubi::web
