// pulse.h - whether the database answers: asked on a thread of its own once a second, so that
// /readyz, which is answered on an I/O thread, never waits for it. Used by serve.cc alone.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "db/db.h"

namespace musubi::cli {

class Pulse {
 public:
  explicit Pulse(db::Db& db);  // begins to ask
  ~Pulse();
  // The database answered within the last few seconds. Any thread.
  bool beats() const;

 private:
  void ask_until_stopped();

  db::Db& db_;
  std::atomic<std::int64_t> answered_ms_;  // of the steady clock
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi::cli
