// scheduler.cc - runs each job once per period, in one process. The claim is an UPDATE with its
// condition, so that of many processes exactly one wins; a killed process loses its lease.
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.h"
#include "core/jobs/jobs.h"

namespace musubi::jobs {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kRetryMs = 5 * kMinuteMs;  // a failed job is tried again in its period
constexpr std::chrono::seconds kTick{20};

constexpr db::Query kKnow{"jobs.insert_if_new",
                          "INSERT INTO job_states (name) VALUES ($1)"
                          " ON CONFLICT (name) DO NOTHING"};
constexpr db::Query kFind{"jobs.find", "SELECT period_at, lease_until FROM job_states"
                                       " WHERE name = $1"};
constexpr db::Query kClaim{
    "jobs.claim",
    "UPDATE job_states SET lease_until = $3, label = $5 WHERE name = $1 AND period_at < $2"
    " AND lease_until <= $4"};
constexpr db::Query kDone{
    "jobs.done",
    "UPDATE job_states SET period_at = $2, lease_until = 0, failures = 0, last_error = '',"
    " finished_at = $3, succeeded_at = $3, next_at = $4 WHERE name = $1"};
constexpr db::Query kFailed{
    "jobs.failed",
    "UPDATE job_states SET lease_until = $2, failures = failures + 1, last_error = $3,"
    " finished_at = $4, next_at = $2 WHERE name = $1"};
constexpr db::Query kList{"jobs.list",
                          "SELECT name, last_error, period_at, finished_at, failures, label,"
                          " succeeded_at, next_at FROM job_states ORDER BY name"};

std::int64_t lease_ms(const Job& job) { return job.lease_minutes * kMinuteMs; }

}  // namespace

Instant Schedule::period_at(Instant now) const {
  if (minutes > 0) {
    const std::int64_t length = minutes * kMinuteMs;
    return Instant{now.ms - now.ms % length};
  }
  const std::int64_t offset = (hour * 60 + minute) * kMinuteMs;
  Date day = date_in_japan(now);
  if (now.ms < start_of_day_in_japan(day).ms + offset) day = add_days(day, -1);
  return Instant{start_of_day_in_japan(day).ms + offset};
}

Instant Schedule::next_after(Instant now) const {
  const Instant period = period_at(now);
  if (minutes > 0) return Instant{period.ms + minutes * kMinuteMs};
  const Date next_day = add_days(date_in_japan(period), 1);
  return Instant{start_of_day_in_japan(next_day).ms + (hour * 60 + minute) * kMinuteMs};
}

struct Scheduler::Inside {
  db::Db& db;
  std::vector<Job> jobs;
  std::function<Instant()> clock;
  std::optional<Date> pretended_today;
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::thread thread;

  bool claim(const Job& job, Instant period, Instant now) {
    // Looked at before writing: a tick at which nothing is due must not write.
    auto row = db.read([&](db::Reader& reader) { return reader.first(kFind, job.name); });
    if (row && (row->integer(0) >= period.ms || row->integer(1) > now.ms)) return false;
    auto claimed = db.write([&](db::Tx& tx) -> Result<bool> {
      TRY(tx.run(kKnow, job.name));
      return TRY(tx.run(kClaim, job.name, period.ms, now.ms + lease_ms(job), now.ms,
                        job.label)) == 1;
    });
    return claimed && *claimed;
  }

  Result<void> run(const Job& job, Instant now) {
    const Context ctx{Actor::system("定時処理"), db, now, "job-" + job.name, "", pretended_today};
    try {
      return job.run(ctx);
    } catch (const std::exception& e) {
      log::error("jobs.threw", {{"job", job.name}, {"what", e.what()}});
      return fail(Fault::unavailable, "処理の中で思わぬことが起きました。記録を確かめてください");
    }
  }

  bool run_if_due(const Job& job) {
    const Instant now = clock();
    const Instant period = job.schedule.period_at(now);
    if (!claim(job, period, now)) return false;
    const Result<void> outcome = run(job, now);
    auto written = db.write([&](db::Tx& tx) -> Result<void> {
      if (outcome) {
        const Instant next = job.schedule.next_after(period);
        TRY(tx.run(kDone, job.name, period.ms, clock().ms, next.ms));
      } else {
        const std::int64_t again = clock().ms + std::min(kRetryMs, lease_ms(job));
        TRY(tx.run(kFailed, job.name, again, outcome.error().says, clock().ms));
      }
      return {};
    });
    if (!outcome) log::warning("jobs.failed", {{"job", job.name}});
    if (!written) log::warning("jobs.state_not_written", {{"job", job.name}});
    return true;
  }

  int run_all() {
    int ran = 0;
    for (const Job& job : jobs) {
      {
        std::lock_guard lock(mutex);
        if (stopping) return ran;
      }
      if (run_if_due(job)) ++ran;
    }
    return ran;
  }

  void loop() {
    for (;;) {
      try {
        run_all();
      } catch (const std::exception& e) {
        log::warning("jobs.unavailable", {{"what", e.what()}});
      }
      std::unique_lock lock(mutex);
      if (wake.wait_for(lock, kTick, [&] { return stopping; })) return;
    }
  }
};

Scheduler::Scheduler(db::Db& db, std::vector<Job> jobs, std::function<Instant()> clock,
                     std::optional<Date> pretended_today)
    : inside_(new Inside{db, std::move(jobs), std::move(clock), pretended_today}) {}

Scheduler::~Scheduler() { stop(); }

void Scheduler::start() {
  if (inside_->thread.joinable()) return;
  inside_->stopping = false;
  inside_->thread = std::thread([this] { inside_->loop(); });
}

void Scheduler::stop() {
  {
    std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->wake.notify_all();
  if (inside_->thread.joinable()) inside_->thread.join();
}

int Scheduler::run_due() { return inside_->run_all(); }

std::vector<State> list_states(db::Reader& reader) {
  std::vector<State> out;
  for (const db::Row& row : reader.all(kList)) {
    State state{row.text(0), row.text(1), Instant{row.integer(2)}, Instant{row.integer(3)},
                static_cast<int>(row.integer(4)), row.text(5), Instant{row.integer(6)},
                Instant{row.integer(7)}};
    if (state.label.empty()) state.label = state.name;
    out.push_back(std::move(state));
  }
  return out;
}

}  // namespace musubi::jobs
