// pool.h - a bounded pool of PostgreSQL connections, opened when first needed.
// A connection that broke is thrown away; the next lease opens a new one.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "db/postgres/connection.h"

namespace musubi::db::postgres {

class Pool {
 public:
  Pool(std::string conninfo, int most) : conninfo_(std::move(conninfo)), most_(most) {}

  class Lease {
   public:
    explicit Lease(Pool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }
    // After the server was away every idle connection is dead too: start afresh.
    void reconnect() {
      pool_.forget_idle();
      connection_.reset();
      connection_ = std::make_unique<Connection>(pool_.conninfo_);
    }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  static constexpr auto kLongestWait = std::chrono::seconds(10);

  std::unique_ptr<Connection> take() {
    {
      std::unique_lock lock(mutex_);
      const auto free = [&] { return !idle_.empty() || out_ < most_; };
      if (!returned_.wait_for(lock, kLongestWait, free)) {
        throw Unavailable("no database connection became free");
      }
      ++out_;
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    try {
      return std::make_unique<Connection>(conninfo_);
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      --out_;
      if (connection && !connection->broken() && connection->idle()) {
        idle_.push_back(std::move(connection));
      }
    }
    returned_.notify_one();
  }

  void forget_idle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

  const std::string conninfo_;
  const int most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int out_ = 0;
};

}  // namespace musubi::db::postgres
