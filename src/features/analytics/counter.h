// counter.h - the thread that counts: takes what arrived, once a second, and writes it in one
// transaction. What the database did not take waits in order and is tried again; what waits too
// long is dropped and told as a gap. One per process; several processes add to the same sums.
//
//   Arrivals::take() -> rules -> Visits -> Batch -> db.write (events, sums, number of the batch)
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "db/db.h"
#include "features/analytics/batch.h"
#include "web/app.h"

namespace musubi::analytics {

class Counter {
 public:
  explicit Counter(web::App& app);  // what arrives from now on is kept
  ~Counter();                       // counts what is left
  void start();                     // the thread; without it drain() is called by hand
  // Counts what has arrived and writes it; how many events were written. Not from two threads.
  Result<std::int64_t> drain();

 private:
  void count(const web::Arrival& arrival, Batch& batch);
  std::string within_limit(std::string_view measure, const std::string& day, std::string name);
  void run();

  web::App& app_;
  std::string node_;
  std::int64_t last_number_ = 0;
  Visits visits_;
  std::string names_day_;
  std::map<std::string, std::set<std::string>, std::less<>> names_;  // of names_day_, by measure
  std::deque<Batch> waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi::analytics
