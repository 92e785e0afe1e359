// writer.cc - see writer.h for the picture. Runs the jobs' code on the writer thread; nothing here
// may wait for a client.
#include "db/sqlite/writer.h"

#include <set>

#include "db/internal.h"

namespace musubi::db::sqlite {

namespace {
// More waiting writers than this means we are drowning: refuse at once instead of growing.
constexpr std::size_t kMostWaiting = 4096;
// Bounds how long the first job of a batch waits for its COMMIT.
constexpr std::size_t kMostInBatch = 512;
constexpr auto kLongestBatch = std::chrono::milliseconds(20);
}  // namespace

// The Tx that a job sees. Lives for one job only.
class Writer::JobTx final : public Tx {
 public:
  JobTx(Writer& writer, Job& job) : writer_(writer), job_(job) {}

  Kind kind() const override { return Kind::sqlite; }

  void stream(const Query& query, const std::vector<Value>& args,
              const std::function<bool(const Row&)>& each) override {
    run(query, args, each);
  }

  std::vector<Row> select(const Query& query, const std::vector<Value>& args) override {
    std::vector<Row> rows;
    run(query, args, [&](Row& row) {
      rows.push_back(std::move(row));
      return true;
    });
    return rows;
  }

  Result<std::int64_t> change(const Query& query, const std::vector<Value>& args) override {
    must_be_open();
    if (!storable(args)) return unstorable_failure();
    const Timed timed(query.name, writer_.options_.slow_query_ms,
                      [&] { ++writer_.counters_.slow; });
    try {
      return writer_.connection_.change(query.sqlite, args);
    } catch (const Clash& clash) {
      spoilt_ = clash.what();
      return conflict_failure(clash.what());
    }
  }

  Result<void> attempt(const std::function<Result<void>()>& f) override {
    must_be_open();
    CHECK(writer_.connection_.control("SAVEPOINT attempt") == SQLITE_OK);
    const Depth deeper(attempts_);
    const std::size_t hooks = last_.size();
    const std::size_t effects = job_.after_commit.size();
    const auto undo = [&] {
      last_.resize(hooks);
      job_.after_commit.resize(effects);
      spoilt_.clear();
      must_be_open();
      writer_.connection_.control("ROLLBACK TO attempt");
      writer_.connection_.control("RELEASE attempt");
    };
    try {
      Result<void> outcome = f();
      if (outcome && !spoilt_.empty()) outcome = conflict_failure(spoilt_);
      if (outcome) {
        CHECK(writer_.connection_.control("RELEASE attempt") == SQLITE_OK);
      } else {
        undo();
      }
      return outcome;
    } catch (const Clash& clash) {
      undo();
      return conflict_failure(clash.what());
    } catch (...) {
      undo();
      throw;
    }
  }

  void before_commit(std::function<Result<void>(Tx&)> last) override {
    last_.push_back(std::move(last));
  }
  void after_commit(std::function<void()> then) override {
    job_.after_commit.push_back(std::move(then));
  }
  void notify(std::string_view channel, std::string_view payload) override {
    // The same once, as PostgreSQL does; what an attempt says may be undone.
    if (attempts_ == 0 && !said_.emplace(channel, payload).second) return;
    after_commit([&writer = writer_, notice = Notice{std::string(channel), std::string(payload)}] {
      writer.publish_(notice);
    });
  }

  // A hook may add another: it runs after those before it.
  Result<void> run_last_hooks() {
    for (std::size_t i = 0; i < last_.size(); ++i) {
      const auto hook = last_[i];
      TRY(hook(*this));
    }
    if (!spoilt_.empty()) return conflict_failure(spoilt_);
    return {};
  }

 private:
  void run(const Query& query, const std::vector<Value>& args,
           const std::function<bool(Row&)>& each) {
    must_be_open();
    CHECK(storable(args));
    const Timed timed(query.name, writer_.options_.slow_query_ms,
                      [&] { ++writer_.counters_.slow; });
    try {
      writer_.connection_.query(query.sqlite, args, each);
    } catch (const Clash& clash) {
      spoilt_ = clash.what();
      throw;
    }
  }
  void must_be_open() const {
    // A full disk makes SQLite end the whole transaction; going on would write outside of one.
    if (!writer_.connection_.in_transaction()) throw Unavailable("the transaction was lost");
    CHECK(spoilt_.empty());  // a statement after a conflict: see Tx::change
  }

  Writer& writer_;
  Job& job_;
  std::string spoilt_;  // the conflict that ended this transaction, "" while it is sound
  int attempts_ = 0;    // that it is inside of
  std::set<std::pair<std::string, std::string>> said_;
  std::vector<std::function<Result<void>(Tx&)>> last_;
};

Writer::Writer(const Options& options, const void* owner, Counters& counters, Publish publish)
    : options_(options),
      owner_(owner),
      counters_(counters),
      publish_(std::move(publish)),
      connection_(options.path, Role::writer),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  something_to_do_.notify_all();
  thread_.join();
}

Result<void> Writer::run(const std::function<Result<void>(Tx&)>& work) {
  const auto job = std::make_shared<Job>();
  job->work = &work;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= kMostWaiting) return unavailable_failure("too many writers are waiting");
    queue_.push_back(job);
  }
  something_to_do_.notify_one();
  {
    std::unique_lock lock(job->mutex);
    job->answered.wait(lock, [&] { return job->done; });
  }
  if (job->thrown) std::rethrow_exception(job->thrown);
  if (job->outcome) run_after_commit(job->after_commit);
  return job->outcome;
}

void Writer::loop() {
  while (auto job = next_job(true)) run_batch(std::move(job));
}

std::shared_ptr<Writer::Job> Writer::next_job(bool wait) {
  std::unique_lock lock(mutex_);
  if (wait) something_to_do_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
  if (queue_.empty()) return nullptr;
  auto job = std::move(queue_.front());
  queue_.pop_front();
  return job;
}

void Writer::run_batch(std::shared_ptr<Job> first) {
  const auto start = std::chrono::steady_clock::now();
  Batch batch;
  batch.push_back(std::move(first));
  if (connection_.control("BEGIN IMMEDIATE") != SQLITE_OK) {
    batch.front()->outcome = unavailable_failure("begin: " + connection_.last_words());
    ++counters_.rollbacks;
    answer(batch);
    return;
  }
  bool sound = run_job(*batch.front());
  while (sound && batch.size() < kMostInBatch &&
         std::chrono::steady_clock::now() - start < kLongestBatch) {
    auto job = next_job(false);
    if (!job) break;
    batch.push_back(std::move(job));
    sound = run_job(*batch.back());
  }
  bool anything_kept = false;
  for (const auto& job : batch) anything_kept = anything_kept || job->kept;
  if (!sound) {
    fail_kept(batch, "the transaction was lost: " + connection_.last_words());
  } else if (!anything_kept) {
    connection_.control("ROLLBACK");
  } else if (const int code = connection_.control("COMMIT"); code != SQLITE_OK) {
    const std::string why = connection_.last_words() + " (" + std::to_string(code) + ")";
    log::error("db.commit.failed", {{"why", why}, {"writes", std::to_string(batch.size())}});
    fail_kept(batch, "commit: " + why);
  } else {
    ++counters_.commits;
  }
  // Whatever went wrong, the next batch starts outside of a transaction.
  if (connection_.in_transaction()) connection_.control("ROLLBACK");
  answer(batch);
}

bool Writer::run_job(Job& job) {
  ++counters_.writes;
  if (connection_.control("SAVEPOINT job") != SQLITE_OK) {
    job.outcome = unavailable_failure("savepoint: " + connection_.last_words());
    ++counters_.rollbacks;
    return connection_.in_transaction();
  }
  try {
    job.outcome = work_and_seal(job);
  } catch (const Clash& clash) {
    job.outcome = conflict_failure(clash.what());
  } catch (const Unavailable& down) {
    job.outcome = unavailable_failure(down.what());
  } catch (...) {
    job.thrown = std::current_exception();
  }
  if (!connection_.in_transaction()) {
    if (job.outcome && !job.thrown) job.outcome = unavailable_failure("the transaction was lost");
    ++counters_.rollbacks;
    return false;
  }
  if (job.outcome && !job.thrown) {
    job.kept = connection_.control("RELEASE job") == SQLITE_OK;
    if (job.kept) return true;
    job.outcome = unavailable_failure("release: " + connection_.last_words());
  }
  ++counters_.rollbacks;
  // A savepoint that cannot be taken back would let a failed job be committed: give up the batch.
  if (connection_.control("ROLLBACK TO job") != SQLITE_OK ||
      connection_.control("RELEASE job") != SQLITE_OK) {
    connection_.control("ROLLBACK");
    return false;
  }
  return true;
}

Result<void> Writer::work_and_seal(Job& job) {
  JobTx tx(*this, job);
  const Frame frame(owner_, tx, true);
  TRY((*job.work)(tx));
  TRY(tx.run_last_hooks());
  // A deferred foreign key would break at COMMIT and take the whole batch with it.
  if (connection_.has_deferred_violations()) return conflict_failure("deferred foreign key");
  return {};
}

void Writer::fail_kept(Batch& batch, const std::string& why) {
  for (const auto& job : batch) {
    if (!job->kept) continue;
    job->kept = false;
    job->outcome = unavailable_failure(why);
    ++counters_.rollbacks;
  }
}

void Writer::answer(Batch& batch) {
  for (const auto& job : batch) {
    {
      const std::lock_guard lock(job->mutex);
      job->done = true;
    }
    job->answered.notify_one();
  }
}

}  // namespace musubi::db::sqlite
