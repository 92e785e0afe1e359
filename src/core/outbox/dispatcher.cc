// dispatcher.cc - the loops that deliver, one for each lane: claim a few, run their handlers, write
// the outcome. A failing or throwing handler never stops a loop; the failure is written on its
// message. Only the own lane takes several at a time: what was not tried yet must not have lost an
// attempt, and a lease must cover all of a batch. The foreign lane rests when its server is silent:
//   open -> (unavailable) resting until back_off_ms(silent in a row) -> open
#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "core/outbox/claims.h"
#include "core/outbox/outbox.h"

namespace musubi::outbox {
namespace {

constexpr int kBatch = 4;
constexpr int kLongestRest = 4;  // attempts in a row whose back-off is the longest rest: 80 s
// Looked at even without a nudge: other processes on SQLite-less set-ups, and expired leases.
constexpr std::chrono::milliseconds kLongestSleep{5000};

}  // namespace

struct LaneAtWork {
  Lane lane = Lane::own;
  bool nudged = false;  // under the mutex
  int silent = 0;       // attempts in a row that found no server; the lane's own thread only
  Instant resting_until = {};
  std::thread thread = {};
};

struct Dispatcher::Inside {
  db::Db& db;
  Handlers handlers;
  std::function<Instant()> clock;
  std::optional<Date> pretended_today;
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::array<LaneAtWork, 4> lanes{LaneAtWork{Lane::own}, LaneAtWork{Lane::printed},
                                  LaneAtWork{Lane::slow}, LaneAtWork{Lane::foreign}};
  std::unique_ptr<db::Subscription> subscription;

  Inside(db::Db& database, Handlers all, std::function<Instant()> now, std::optional<Date> day)
      : db(database), handlers(std::move(all)), clock(std::move(now)), pretended_today(day) {}

  Result<void> deliver(const Message& message) {
    const auto handler = handlers.find(message.topic);
    if (handler == handlers.end()) {
      return fail(Fault::unavailable, "届け方が決まっていません：" + message.topic);
    }
    const Context ctx{Actor::system("配信"), db, clock(), "outbox-" + message.id, "",
                      pretended_today};
    try {
      return handler->second(ctx, message);
    } catch (const std::exception& e) {
      log::error("outbox.handler_threw", {{"topic", message.topic}, {"what", e.what()}});
      // Not unavailable: that is what a handler says of its server.
      return fail(Fault::conflict, "処理の中で思わぬことが起きました。記録を確かめてください");
    }
  }

  void rest_or_go_on(LaneAtWork& at, const Result<void>& outcome) {
    if (at.lane != Lane::foreign) return;
    const bool silent = !outcome && outcome.error().fault == Fault::unavailable;
    at.silent = silent ? at.silent + 1 : 0;
    if (!silent) return;
    at.resting_until = Instant{clock().ms + back_off_ms(std::min(at.silent, kLongestRest))};
    log::warning("outbox.lane_rests", {{"silent", std::to_string(at.silent)}});
  }

  int run_batch(LaneAtWork& at) {
    if (clock() < at.resting_until) return 0;
    auto claimed = claim_due(db, clock(), at.lane == Lane::own ? kBatch : 1, at.lane);
    if (!claimed) {
      log::warning("outbox.claim_failed", {{"detail", claimed.error().detail}});
      return 0;
    }
    for (const Message& message : *claimed) {
      const Result<void> outcome = deliver(message);
      if (!outcome) {
        log::warning("outbox.delivery_failed",
                     {{"topic", message.topic}, {"attempt", std::to_string(message.attempt)}});
      }
      auto written = finish(db, message, outcome, clock());
      if (!written) log::warning("outbox.finish_failed", {{"id", message.id}});
      rest_or_go_on(at, outcome);
    }
    return static_cast<int>(claimed->size());
  }

  void loop(LaneAtWork& at) {
    for (;;) {
      {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, kLongestSleep, [&] { return at.nudged || stopping; });
        at.nudged = false;
      }
      for (;;) {
        {
          std::lock_guard lock(mutex);
          if (stopping) return;
        }
        try {
          if (run_batch(at) == 0) break;
        } catch (const std::exception& e) {  // the database is away: try again at the next tick
          log::warning("outbox.unavailable", {{"what", e.what()}});
          break;
        }
      }
    }
  }
};

Dispatcher::Dispatcher(db::Db& db, Handlers handlers, std::function<Instant()> clock,
                       std::optional<Date> pretended_today)
    : inside_(new Inside(db, std::move(handlers), std::move(clock), pretended_today)) {}

Dispatcher::~Dispatcher() { stop(); }

void Dispatcher::start() {
  if (inside_->lanes[0].thread.joinable()) return;
  inside_->stopping = false;
  nudge();  // what waited while nobody ran
  inside_->subscription =
      inside_->db.listen({std::string(kChannel)}, [this](const db::Notice&) { nudge(); });
  for (LaneAtWork& at : inside_->lanes) {
    at.thread = std::thread([this, &at] { inside_->loop(at); });
  }
}

void Dispatcher::stop() {
  {
    std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->wake.notify_all();
  for (LaneAtWork& at : inside_->lanes) {
    if (at.thread.joinable()) at.thread.join();
  }
  inside_->subscription.reset();
}

void Dispatcher::nudge() {
  {
    std::lock_guard lock(inside_->mutex);
    for (LaneAtWork& at : inside_->lanes) at.nudged = true;
  }
  inside_->wake.notify_all();
}

int Dispatcher::run_due() {
  int tried = 0;
  for (LaneAtWork& at : inside_->lanes) {
    for (int now = inside_->run_batch(at); now > 0; now = inside_->run_batch(at)) tried += now;
  }
  return tried;
}

}  // namespace musubi::outbox
