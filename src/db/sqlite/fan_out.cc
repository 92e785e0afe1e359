// fan_out.cc - one queue and one thread per listener. A queue that overflows is emptied and the
// listener is told that it missed something.
#include "db/sqlite/fan_out.h"

#include <algorithm>

namespace musubi::db::sqlite {

namespace {
constexpr std::size_t kMostWaitingNotices = 10'000;
}

struct FanOut::Members {
  std::mutex mutex;
  std::vector<Ear*> ears;
};

class FanOut::Ear final : public Subscription {
 public:
  Ear(std::shared_ptr<Members> members, std::vector<std::string> channels,
      std::function<void(const Notice&)> each)
      : members_(std::move(members)), channels_(std::move(channels)), each_(std::move(each)) {
    thread_ = std::thread([this] { loop(); });
    const std::lock_guard lock(members_->mutex);
    members_->ears.push_back(this);
  }
  ~Ear() override {
    {
      const std::lock_guard lock(members_->mutex);
      std::erase(members_->ears, this);
    }
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    something_.notify_all();
    thread_.join();
  }

  void hear(const Notice& notice) {
    if (std::find(channels_.begin(), channels_.end(), notice.channel) == channels_.end()) return;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() >= kMostWaitingNotices) {
        waiting_.clear();
        for (const std::string& channel : channels_) waiting_.push_back({channel, "", true});
      }
      waiting_.push_back(notice);
    }
    something_.notify_one();
  }

 private:
  void loop() {
    std::unique_lock lock(mutex_);
    while (true) {
      something_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      const Notice notice = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      each_(notice);
      lock.lock();
    }
  }

  std::shared_ptr<Members> members_;
  std::vector<std::string> channels_;
  std::function<void(const Notice&)> each_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<Notice> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

FanOut::FanOut() : members_(std::make_shared<Members>()) {}
FanOut::~FanOut() = default;

void FanOut::publish(const Notice& notice) {
  const std::lock_guard lock(members_->mutex);
  for (Ear* ear : members_->ears) ear->hear(notice);
}

std::unique_ptr<Subscription> FanOut::listen(std::vector<std::string> channels,
                                             std::function<void(const Notice&)> each) {
  return std::make_unique<Ear>(members_, std::move(channels), std::move(each));
}

}  // namespace musubi::db::sqlite
