// workers.h - the bounded pool that runs handlers. offer() never waits: when the queue is full the
// caller answers 503, so that overload costs no memory.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace musubi::web {

class Workers {
 public:
  Workers(int threads, int queue_max);
  ~Workers();  // finishes what is queued
  bool offer(std::function<void()> job);
  int queued() const;
  void stop();

 private:
  void run();
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::size_t queue_max_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace musubi::web
