// console.h - how commands speak: exit codes, errors, progress bars, JSON. Results go to standard
// output, everything else to standard error. A progress bar is drawn only on a terminal, so that a
// log or a pipe never holds one.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/json.h"
#include "base/result.h"

namespace musubi::cli {

// Documented in docs/operating.md and in --help; scripts rely on them.
enum Exit : int {
  kOk = 0,
  kFailed = 1,       // our own fault, or a check of doctor failed
  kUsage = 2,        // the command line is wrong
  kRefused = 3,      // the input, or the state of the data, does not allow it
  kUnavailable = 4,  // a file, the database, the network or another program did not do its part
};
int exit_of(Fault fault);

// Prints what happened and what to do, one line per field, and returns the exit code.
// With `json`, the same as {"error": {...}} on standard output.
int report(const Error& error, bool json = false);
void say(std::string_view line);            // standard output
void remark(std::string_view line);         // standard error
void say_json(const Json& value);           // standard output, indented

// For work that can say how far it is.
class ProgressBar {
 public:
  explicit ProgressBar(std::string label);
  ~ProgressBar();  // leaves a clean line behind
  void at(std::int64_t done, std::int64_t total);  // total 0: not known, a count is shown

 private:
  std::string label_;
  bool on_terminal_ = false;
  bool drawn_ = false;
  std::int64_t last_drawn_ms_ = 0;
};

// For work that cannot, as one long statement: the seconds that it has taken so far, drawn by a
// thread of its own.
class SecondsBar {
 public:
  explicit SecondsBar(std::string label);
  ~SecondsBar();  // leaves a clean line behind
  SecondsBar(const SecondsBar&) = delete;
  SecondsBar& operator=(const SecondsBar&) = delete;

 private:
  void draw_until_done();

  std::string label_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;  // none where nobody looks
};

}  // namespace musubi::cli
