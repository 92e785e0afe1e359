// fan_out.h - delivers notices to the listeners of one database inside this process.
// publish() only queues: a slow listener holds up nobody but itself.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "db/db.h"

namespace musubi::db::sqlite {

class FanOut {
 public:
  FanOut();
  ~FanOut();
  void publish(const Notice& notice);
  std::unique_ptr<Subscription> listen(std::vector<std::string> channels,
                                       std::function<void(const Notice&)> each);

 private:
  struct Members;
  class Ear;
  std::shared_ptr<Members> members_;  // shared: a listener may outlive the database
};

}  // namespace musubi::db::sqlite
