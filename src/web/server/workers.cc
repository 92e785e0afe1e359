// workers.cc - see workers.h. Jobs do not throw: handle() is the error boundary.
// Threads are started once and joined once; nothing is detached.
#include "web/server/workers.h"

#include <algorithm>

namespace musubi::web {

Workers::Workers(int threads, int queue_max)
    : queue_max_(static_cast<std::size_t>(std::max(1, queue_max))) {
  for (int i = 0; i < std::max(1, threads); ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

bool Workers::offer(std::function<void()> job) {
  {
    std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

int Workers::queued() const {
  std::lock_guard lock(mutex_);
  return static_cast<int>(queue_.size());
}

void Workers::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Workers::run() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace musubi::web
