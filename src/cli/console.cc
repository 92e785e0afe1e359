// console.cc - the words of the commands on the terminal.
// Error::detail is for the operator and is shown on standard error only; it never holds secrets.
#include "cli/console.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

#include "base/text.h"
#include "base/time.h"

namespace musubi::cli {
namespace {

constexpr int kBarCells = 24;
constexpr std::int64_t kRedrawMs = 100;  // looks alive, costs nothing

std::string_view fault_name(Fault fault) {
  switch (fault) {
    case Fault::unauthenticated: return "unauthenticated";
    case Fault::forbidden: return "forbidden";
    case Fault::not_found: return "not_found";
    case Fault::invalid: return "invalid";
    case Fault::conflict: return "conflict";
    case Fault::too_large: return "too_large";
    case Fault::too_many: return "too_many";
    case Fault::unavailable: return "unavailable";
    case Fault::unready: return "unready";
    case Fault::damaged: return "damaged";
  }
  return "unavailable";
}

}  // namespace

int exit_of(Fault fault) {
  switch (fault) {
    case Fault::unavailable:
    case Fault::unready:
    case Fault::damaged:
    case Fault::too_many:
      return kUnavailable;
    case Fault::unauthenticated:
    case Fault::forbidden:
    case Fault::not_found:
    case Fault::invalid:
    case Fault::conflict:
    case Fault::too_large:
      return kRefused;
  }
  return kFailed;
}

int report(const Error& error, bool json) {
  if (json) {
    Json fields = Json::array();
    for (const FieldError& f : error.fields) {
      fields.push_back({{"field", f.field}, {"says", f.says}});
    }
    say_json({{"error",
               {{"fault", fault_name(error.fault)}, {"says", error.says}, {"fields", fields}}}});
  }
  remark(error.says);
  for (const FieldError& f : error.fields) {
    // The configuration's summary holds its lines already.
    if (error.says.find(f.says) == std::string::npos) remark("  " + f.field + ": " + f.says);
  }
  if (!error.detail.empty()) remark("  (" + error.detail + ")");
  return exit_of(error.fault);
}

void say(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

void remark(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

void say_json(const Json& value) { say(value.dump(2, ' ', false, Json::error_handler_t::replace)); }

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)), on_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::at(std::int64_t done, std::int64_t total) {
  const std::int64_t now = now_from_system_clock().ms;
  if (!on_terminal_ || (now - last_drawn_ms_ < kRedrawMs && done != total)) return;
  last_drawn_ms_ = now;
  drawn_ = true;
  if (total <= 0) {
    std::fprintf(stderr, "\r\033[K%s %s 件", label_.c_str(), thousands(done).c_str());
    return;
  }
  const std::int64_t percent = done * 100 / total;
  std::string bar;
  for (std::int64_t i = 0; i < kBarCells; ++i) bar += i < percent * kBarCells / 100 ? "█" : "░";
  std::fprintf(stderr, "\r\033[K%s %s %lld%% (%s / %s)", label_.c_str(), bar.c_str(),
               static_cast<long long>(percent), thousands(done).c_str(), thousands(total).c_str());
}

SecondsBar::SecondsBar(std::string label) : label_(std::move(label)) {
  if (isatty(STDERR_FILENO) == 1) thread_ = std::thread([this] { draw_until_done(); });
}

SecondsBar::~SecondsBar() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    done_ = true;
  }
  wake_.notify_one();
  thread_.join();
  std::fputs("\r\033[K", stderr);
}

void SecondsBar::draw_until_done() {
  std::unique_lock lock(mutex_);
  for (std::int64_t seconds = 0;; ++seconds) {
    std::fprintf(stderr, "\r\033[K%s %s 秒", label_.c_str(), thousands(seconds).c_str());
    if (wake_.wait_for(lock, std::chrono::seconds(1), [this] { return done_; })) return;
  }
}

}  // namespace musubi::cli
