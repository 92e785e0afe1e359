// pulse.cc - see pulse.h. Reads one setting; what a read throws means that nobody answered.
// Must never end the process: a database that comes back is used again.
#include "cli/pulse.h"

#include <chrono>
#include <exception>

#include "base/log.h"
#include "core/settings/settings.h"

namespace musubi::cli {
namespace {

constexpr auto kEvery = std::chrono::seconds(1);
constexpr std::int64_t kSilentMs = 5000;  // a checkpoint or a long commit is not an outage

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Pulse::Pulse(db::Db& db)
    : db_(db), answered_ms_(steady_ms()), thread_([this] { ask_until_stopped(); }) {}

Pulse::~Pulse() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool Pulse::beats() const { return steady_ms() - answered_ms_ < kSilentMs; }

void Pulse::ask_until_stopped() {
  bool answers = true;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    bool now = true;
    try {
      db_.read([](db::Reader& reader) { (void)settings::find(reader, "serve.pulse"); });
      answered_ms_ = steady_ms();
    } catch (const std::exception& gone) {
      now = false;
      if (answers) log::error("serve.database.silent", {{"detail", gone.what()}});
    }
    if (now && !answers) log::info("serve.database.answers");
    answers = now;
    lock.lock();
    wake_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

}  // namespace musubi::cli
