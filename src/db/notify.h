// notify.h - a word to whoever listens, delivered after the commit: the outbox wakes up, live pages
// are told. PostgreSQL: LISTEN/NOTIFY, across processes. SQLite: fan-out inside this process.
// Delivery is a hint, at most once: never the only record of a fact.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"

namespace musubi::db {

// REQUIRES: channel is lower_snake, 1-63 characters; payload is text below 8,000 bytes (an id).
void notify(Tx& tx, std::string_view channel, std::string_view payload);

// Calls `each` on its own thread until destroyed. `each` must not throw and must not destroy us.
class Listener {
 public:
  Listener(Db& db, std::vector<std::string> channels, std::function<void(const Notice&)> each)
      : subscription_(db.listen(std::move(channels), std::move(each))) {}

 private:
  std::unique_ptr<Subscription> subscription_;
};

}  // namespace musubi::db
