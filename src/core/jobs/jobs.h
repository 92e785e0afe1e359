// jobs.h - work that happens by the clock (scheduled jobs) and work that takes long enough to be
// left and looked at again (Progress). One process claims each due period, which then runs exactly
// once; after downtime the latest missed period is caught up, the ones before it are not repeated.
//   scheduled: due -> claimed (lease) -> done | failed (tried again at the next tick)
//   long work: running -> done | failed
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::jobs {

// When a job is due. Times of day are Japan's.
struct Schedule {
  static Schedule every_minutes(int minutes) { return Schedule{minutes, 0, 0}; }
  static Schedule daily_at(int hour, int minute) { return Schedule{0, hour, minute}; }
  int minutes = 0;  // 0 = daily
  int hour = 0;
  int minute = 0;
  // The start of the latest period that has begun at `now`: the name of what is due.
  Instant period_at(Instant now) const;
  Instant next_after(Instant now) const;  // the start of the period after that one
};

using Work = std::function<Result<void>(const Context& ctx)>;

struct Job {
  std::string name;    // sessions.expired.deleted
  std::string label;   // 期限の切れたログインを片づける (the office's page)
  Schedule schedule;
  Work run;
  // So long a process that was killed in its midst keeps the job from the others, and a failed one
  // waits at most. Longer than it takes, or it must bear to run twice at the same time.
  int lease_minutes = 60;
};

// The loop: one thread, started by serve. When a job is due the clock alone says; the work itself
// is done on `pretended_today` in a demo (see Context), so that no job can forget it.
class Scheduler {
 public:
  Scheduler(db::Db& db, std::vector<Job> jobs, std::function<Instant()> clock,
            std::optional<Date> pretended_today = {});
  ~Scheduler();
  void start();
  void stop();      // finishes the job in hand
  int run_due();    // runs what is due now, on this thread; for tests and commands

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

struct State {  // for the office and doctor
  std::string name, last_error;
  Instant period, finished;
  int failures = 0;     // in a row
  std::string label;    // what the office calls it; its name before it ran in this release
  Instant succeeded;    // 0 = never yet, as far as is known
  Instant next;         // when it runs or is tried again; 0 = unknown
};
std::vector<State> list_states(db::Reader& reader);

// Long work, started by a page, that goes on when the page is left. The row says how far it is.
struct ProgressRow {
  std::string id, kind, account_id, state;  // state: running done failed
  std::int64_t done = 0, total = 0;
  std::string says;     // 503行のうち120行を確認しました
  std::string outcome;  // where to go when done (a path) or why it failed
  Instant started, updated;
};
class Progress {
 public:
  // Written at once, in its own transaction.
  static Result<Progress> begin(const Context& ctx, std::string_view kind, std::int64_t total);
  const std::string& id() const { return id_; }
  // At most one write a second; the last value of a burst is written by finish().
  void at(std::int64_t done, std::int64_t total, std::string_view says);
  Result<void> finish(std::string_view outcome);
  Result<void> fail_with(std::string_view why);

 private:
  Progress(db::Db& db, std::string id, std::function<Instant()> clock)
      : db_(&db), id_(std::move(id)), clock_(std::move(clock)) {}
  db::Db* db_;
  std::string id_;
  std::function<Instant()> clock_;
  std::int64_t written_ms_ = 0;
};
// Only its own account's, or anyone's for the system; not_found otherwise.
Result<ProgressRow> load_visible_progress(const Context& ctx, const std::string& id);

// Runs `work` on a thread of the pool and returns at once. REQUIRES: `work` copies what it needs.
class Workers {
 public:
  explicit Workers(int threads = 2, int waiting_most = 32);
  ~Workers();  // waits for what runs
  // too_many when the queue is full.
  Result<void> run(std::function<void()> work);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace musubi::jobs
