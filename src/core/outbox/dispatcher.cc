// dispatcher.cc - the loop that delivers: claim a few, run their handlers, write the outcome.
// A failing or throwing handler never stops the loop; the failure is written on its message.
#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "core/outbox/claims.h"
#include "core/outbox/outbox.h"

namespace musubi::outbox {
namespace {

constexpr int kBatch = 4;  // small: a lease must cover all handlers of the batch
// Looked at even without a nudge: other processes on SQLite-less set-ups, and expired leases.
constexpr std::chrono::milliseconds kLongestSleep{5000};

}  // namespace

struct Dispatcher::Inside {
  db::Db& db;
  Handlers handlers;
  std::function<Instant()> clock;
  std::mutex mutex;
  std::condition_variable wake;
  bool nudged = false;
  bool stopping = false;
  std::thread thread;
  std::unique_ptr<db::Subscription> subscription;

  Result<void> deliver(const Message& message) {
    const auto handler = handlers.find(message.topic);
    if (handler == handlers.end()) {
      return fail(Fault::unavailable, "届け方が決まっていません：" + message.topic);
    }
    const Context ctx{Actor::system("配信"), db, clock(), "outbox-" + message.id, ""};
    try {
      return handler->second(ctx, message);
    } catch (const std::exception& e) {
      log::error("outbox.handler_threw", {{"topic", message.topic}, {"what", e.what()}});
      return fail(Fault::unavailable, "処理の中で思わぬことが起きました。記録を確かめてください");
    }
  }

  int run_batch() {
    auto claimed = claim_due(db, clock(), kBatch);
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
    }
    return static_cast<int>(claimed->size());
  }

  void loop() {
    for (;;) {
      {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, kLongestSleep, [&] { return nudged || stopping; });
        nudged = false;
      }
      for (;;) {
        {
          std::lock_guard lock(mutex);
          if (stopping) return;
        }
        try {
          if (run_batch() == 0) break;
        } catch (const std::exception& e) {  // the database is away: try again at the next tick
          log::warning("outbox.unavailable", {{"what", e.what()}});
          break;
        }
      }
    }
  }
};

Dispatcher::Dispatcher(db::Db& db, Handlers handlers, std::function<Instant()> clock)
    : inside_(new Inside{db, std::move(handlers), std::move(clock)}) {}

Dispatcher::~Dispatcher() { stop(); }

void Dispatcher::start() {
  if (inside_->thread.joinable()) return;
  inside_->stopping = false;
  inside_->nudged = true;  // what waited while nobody ran
  inside_->subscription =
      inside_->db.listen({std::string(kChannel)}, [this](const db::Notice&) { nudge(); });
  inside_->thread = std::thread([this] { inside_->loop(); });
}

void Dispatcher::stop() {
  {
    std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->wake.notify_all();
  if (inside_->thread.joinable()) inside_->thread.join();
  inside_->subscription.reset();
}

void Dispatcher::nudge() {
  {
    std::lock_guard lock(inside_->mutex);
    inside_->nudged = true;
  }
  inside_->wake.notify_one();
}

int Dispatcher::run_due() {
  int tried = 0;
  for (int now = inside_->run_batch(); now > 0; now = inside_->run_batch()) tried += now;
  return tried;
}

}  // namespace musubi::outbox
