// listener.cc - waits on the server's socket and on a pipe that says stop.
// After a broken line each channel gets one Notice with missed = true: read the state afresh.
#include "db/postgres/listener.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

#include "base/log.h"
#include "db/postgres/connection.h"

namespace musubi::db::postgres {
namespace {

constexpr int kFirstPauseMs = 100;
constexpr int kLongestPauseMs = 5000;

class Ear final : public Subscription {
 public:
  Ear(std::string conninfo, std::vector<std::string> channels,
      std::function<void(const Notice&)> each)
      : conninfo_(std::move(conninfo)), channels_(std::move(channels)), each_(std::move(each)) {
    if (pipe(stop_.data()) != 0) throw Unavailable("no pipe for the listener");
    connect();
    thread_ = std::thread([this] { loop(); });
  }
  ~Ear() override {
    close(stop_[1]);  // the reading end wakes up with POLLHUP
    thread_.join();
    close(stop_[0]);
  }

 private:
  bool connect() {
    try {
      auto fresh = std::make_unique<Connection>(conninfo_);
      for (const std::string& channel : channels_) fresh->run("LISTEN \"" + channel + "\"");
      connection_ = std::move(fresh);
      return true;
    } catch (const std::exception& error) {
      log::warning("db.listener.down", {{"why", error.what()}});
      return false;
    }
  }

  // True when it is time to stop.
  bool wait(int socket, int timeout_ms) {
    std::array<pollfd, 2> watched{{{stop_[0], POLLIN, 0}, {socket, POLLIN, 0}}};
    poll(watched.data(), socket < 0 ? 1 : 2, timeout_ms);
    return watched[0].revents != 0;
  }

  void loop() {
    int pause_ms = kFirstPauseMs;
    while (true) {
      if (!connection_) {
        if (wait(-1, pause_ms)) return;
        pause_ms = std::min(pause_ms * 2, kLongestPauseMs);
        if (!connect()) continue;
        pause_ms = kFirstPauseMs;
        for (const std::string& channel : channels_) each_(Notice{channel, "", true});
      }
      deliver();
      if (connection_ && wait(PQsocket(connection_->handle()), -1)) return;
      if (connection_ && !PQconsumeInput(connection_->handle())) connection_.reset();
    }
  }

  void deliver() {
    while (PGnotify* notice = PQnotifies(connection_->handle())) {
      const Notice heard{notice->relname, notice->extra};
      PQfreemem(notice);
      each_(heard);
    }
    if (connection_->broken()) connection_.reset();
  }

  std::string conninfo_;
  std::vector<std::string> channels_;
  std::function<void(const Notice&)> each_;
  std::unique_ptr<Connection> connection_;
  std::array<int, 2> stop_{};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Subscription> listen_on(const std::string& conninfo,
                                        std::vector<std::string> channels,
                                        std::function<void(const Notice&)> each) {
  return std::make_unique<Ear>(conninfo, std::move(channels), std::move(each));
}

}  // namespace musubi::db::postgres
