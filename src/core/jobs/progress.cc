// progress.cc - how far long work is, as a row that any page can read, and the threads that do it.
// The work goes on when its page is left; must never hold a request open.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "core/jobs/jobs.h"

namespace musubi::jobs {
namespace {

constexpr std::int64_t kBetweenWritesMs = 1000;

constexpr db::Query kInsert{
    "jobs.insert_progress",
    "INSERT INTO job_progress (id, kind, account_id, state, done, total, says, outcome, started_at,"
    " updated_at) VALUES ($1, $2, $3, 'running', 0, $4, '', '', $5, $5)"};
constexpr db::Query kAt{"jobs.update_progress",
                        "UPDATE job_progress SET done = $2, total = $3, says = $4, updated_at = $5"
                        " WHERE id = $1 AND state = 'running'"};
constexpr db::Query kEnd{"jobs.end_progress",
                         "UPDATE job_progress SET state = $2, outcome = $3, updated_at = $4,"
                         " done = CASE WHEN $2 = 'done' THEN total ELSE done END WHERE id = $1"};
constexpr db::Query kFind{
    "jobs.find_progress",
    "SELECT id, kind, account_id, state, done, total, says, outcome, started_at, updated_at"
    " FROM job_progress WHERE id = $1"};

}  // namespace

Result<Progress> Progress::begin(const Context& ctx, std::string_view kind, std::int64_t total) {
  const std::string id = new_uuid(ctx.now);
  TRY(ctx.db.write([&](db::Tx& tx) {
    return tx.run(kInsert, id, kind, ctx.actor.account.text, total, ctx.now.ms);
  }));
  return Progress(ctx.db, id, now_from_system_clock);
}

void Progress::at(std::int64_t done, std::int64_t total, std::string_view says) {
  const std::int64_t now = clock_().ms;
  if (now - written_ms_ < kBetweenWritesMs) return;
  written_ms_ = now;
  auto written =
      db_->write([&](db::Tx& tx) { return tx.run(kAt, id_, done, total, says, now); });
  if (!written) log::warning("jobs.progress_not_written", {{"id", id_}});
}

Result<void> Progress::finish(std::string_view outcome) {
  return db_->write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kEnd, id_, "done", outcome, clock_().ms));
    return {};
  });
}

Result<void> Progress::fail_with(std::string_view why) {
  return db_->write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kEnd, id_, "failed", why, clock_().ms));
    return {};
  });
}

Result<ProgressRow> load_visible_progress(const Context& ctx, const std::string& id) {
  auto row = ctx.db.read([&](db::Reader& reader) { return reader.first(kFind, id); });
  const bool system = ctx.actor.kind == Actor::Kind::system;
  if (!row || (!system && row->text(2) != ctx.actor.account.text)) {
    return fail(Fault::not_found, "この作業は見つかりません");
  }
  ProgressRow out;
  out.id = row->text(0);
  out.kind = row->text(1);
  out.account_id = row->text(2);
  out.state = row->text(3);
  out.done = row->integer(4);
  out.total = row->integer(5);
  out.says = row->text(6);
  out.outcome = row->text(7);
  out.started = Instant{row->integer(8)};
  out.updated = Instant{row->integer(9)};
  return out;
}

struct Workers::Inside {
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::function<void()>> waiting;
  std::size_t waiting_most;
  bool stopping = false;
  std::vector<std::thread> threads;

  void loop() {
    for (;;) {
      std::function<void()> work;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        work = std::move(waiting.front());
        waiting.pop_front();
      }
      try {
        work();
      } catch (const std::exception& e) {
        log::error("jobs.work_threw", {{"what", e.what()}});
      }
    }
  }
};

Workers::Workers(int threads, int waiting_most) : inside_(new Inside) {
  inside_->waiting_most = static_cast<std::size_t>(waiting_most);
  for (int i = 0; i < threads; ++i) {
    inside_->threads.emplace_back([inside = inside_.get()] { inside->loop(); });
  }
}

Workers::~Workers() {
  {
    std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->wake.notify_all();
  for (std::thread& thread : inside_->threads) thread.join();
}

Result<void> Workers::run(std::function<void()> work) {
  {
    std::lock_guard lock(inside_->mutex);
    if (inside_->waiting.size() >= inside_->waiting_most) {
      return fail(Fault::too_many, "ただいま作業が混み合っています。少し待ってから、もう一度お試しください");
    }
    inside_->waiting.push_back(std::move(work));
  }
  inside_->wake.notify_one();
  return {};
}

}  // namespace musubi::jobs
