// loop.h - one I/O thread: its io_context, listening sockets, connections, clock, timer wheel and
// live topics. Everything here runs on its own thread only, except post().
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <latch>
#include <map>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "web/live.h"
#include "web/server/head.h"
#include "web/server/metrics.h"
#include "web/server/proxies.h"
#include "web/server/server.h"
#include "web/server/static_files.h"
#include "web/server/wheel.h"
#include "web/server/wire.h"
#include "web/server/workers.h"

namespace musubi::web {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;  // concrete: no type-erased calls per request
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

class Connection;

// What all I/O threads share; owned by Server.
struct Shared {
  App& app;
  ServerOptions options;
  TrustedProxies proxies;
  StaticFiles files;
  Metrics metrics;
  std::unique_ptr<Workers> workers;
  std::atomic<bool> stopping{false};

  std::mutex tls_mutex;
  std::shared_ptr<SSL_CTX> tls;  // replaced by reload
  std::shared_ptr<SSL_CTX> current_tls() {
    std::lock_guard lock(tls_mutex);
    return tls;
  }
  // Pages being compressed for the cache: one worker per page is enough.
  std::mutex filling_mutex;
  std::unordered_set<std::string> filling;
};

// Fault::unavailable when another process listens there. Our own loops share the port by
// SO_REUSEPORT, and so would another server of the same user: visitors would be dealt between two
// databases in silence.
Result<void> must_be_free(const std::string& address, int port);

class Loop final : public LiveHub::Listener {
 public:
  explicit Loop(Shared& shared);
  ~Loop() override;

  // Binds; `port` 0 becomes the port that was chosen.
  Result<void> listen(const std::string& address, int& port, bool admin);
  void start();  // the thread
  void stop_listening(std::latch& closed);  // counts down once nobody can connect here
  void begin_stop();
  void join();

  template <class F>
  void post(F&& f) {
    asio::post(io_, std::forward<F>(f));
  }

  // For connections, on this thread.
  std::int64_t now_ms() const { return now_ms_; }
  const std::string& date_line() const { return date_line_; }
  TimerWheel& wheel() { return wheel_; }
  Shared& shared() { return shared_; }
  Head& head_scratch() { return head_scratch_; }
  char* scratch() { return scratch_.data(); }
  std::size_t scratch_size() const { return scratch_.size(); }
  void adopted(Connection& connection) { connections_.insert(&connection); }
  void gone(Connection& connection);
  const std::string* subscribe(Connection& connection, const std::string& topic);
  void unsubscribe(Connection& connection, const std::string* topic);
  // Within the last minute: a stream that was admitted before must not begin after.
  bool has_ended(const std::string& session_id) const;

 private:
  void frame(const std::string& topic, std::shared_ptr<const std::string> bytes) override;
  void session_ended(const std::string& session_id) override;
  void all_sessions_ended() override;
  void close_streams(const std::function<bool(const std::string& session_id)>& whose);
  void accept(Acceptor& acceptor, bool admin);
  void tick();
  void close_idle();

  Shared& shared_;
  asio::io_context io_{1};
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  asio::steady_timer timer_{io_};
  std::int64_t now_ms_;
  TimerWheel wheel_;
  std::int64_t date_second_ = 0;
  std::string date_line_;
  std::vector<char> scratch_;
  Head head_scratch_;
  std::unordered_set<Connection*> connections_;
  // Node-based: the key's address names the topic for its subscribers.
  std::map<std::string, std::vector<Connection*>, std::less<>> topics_;
  std::deque<std::pair<std::int64_t, std::string>> ended_;  // when, which session; oldest first
  bool stopping_ = false;
  std::int64_t stop_at_ms_ = 0;
  std::thread thread_;
};

std::int64_t steady_ms();

}  // namespace musubi::web
