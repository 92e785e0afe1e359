// writer.h - the one thread that writes to an SQLite file, with group commit.
//   clients -> bounded queue -> BEGIN IMMEDIATE -> jobs (a SAVEPOINT each) -> COMMIT -> answers
// One fsync serves every job that was waiting. An answer leaves only after that COMMIT, so what is
// acknowledged is durable. A job that fails takes back only itself.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "db/db.h"
#include "db/sqlite/connection.h"

namespace musubi::db::sqlite {

struct Counters {
  std::atomic<std::uint64_t> reads{0}, writes{0}, commits{0}, rollbacks{0}, slow{0};
};

using Publish = std::function<void(const Notice&)>;

class Writer {
 public:
  // `owner` marks the thread's frames, so that a write inside a write is noticed.
  Writer(const Options& options, const void* owner, Counters& counters, Publish publish);
  ~Writer();  // finishes what is queued

  // Blocks until the job is durable or has failed. Rethrows what the job threw.
  Result<void> run(const std::function<Result<void>(Tx&)>& work);

 private:
  struct Job {
    const std::function<Result<void>(Tx&)>* work = nullptr;
    Result<void> outcome;
    std::exception_ptr thrown;
    std::vector<std::function<void()>> after_commit;
    bool kept = false;  // its savepoint was released: it lives if the COMMIT does
    bool done = false;
    std::mutex mutex;
    std::condition_variable answered;
  };
  using Batch = std::vector<std::shared_ptr<Job>>;
  class JobTx;

  void loop();
  std::shared_ptr<Job> next_job(bool wait);
  void run_batch(std::shared_ptr<Job> first);
  bool run_job(Job& job);  // false when SQLite gave up the whole transaction
  Result<void> work_and_seal(Job& job);
  void fail_kept(Batch& batch, const std::string& why);
  static void answer(Batch& batch);

  const Options options_;
  const void* owner_;
  Counters& counters_;
  Publish publish_;
  Connection connection_;
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::shared_ptr<Job>> queue_;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when all else stands
};

}  // namespace musubi::db::sqlite
