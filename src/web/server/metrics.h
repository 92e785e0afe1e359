// metrics.h - counters of the server and their Prometheus text. Relaxed atomics: a figure may be
// a moment old, never torn.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace musubi::web {

struct App;

struct Metrics {
  static constexpr std::array<double, 10> kBuckets = {0.001, 0.0025, 0.005, 0.01, 0.025,
                                                      0.05,  0.1,    0.25,  1,    5};
  std::array<std::atomic<std::uint64_t>, 6> responses{};  // by first digit of the status
  std::array<std::atomic<std::uint64_t>, kBuckets.size() + 1> latency{};
  std::atomic<std::uint64_t> latency_sum_us{0};
  std::atomic<std::uint64_t> rejected{0};          // 503 because something was full
  std::atomic<std::uint64_t> timed_out{0};         // slow clients
  std::atomic<std::uint64_t> bad_heads{0};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> handshakes_failed{0};
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> live_streams{0};
  std::atomic<std::int64_t> in_flight{0};
  std::atomic<std::int64_t> bytes_held{0};

  void count(int status) {
    responses[static_cast<std::size_t>(status / 100 % 6)].fetch_add(1, std::memory_order_relaxed);
  }
  void took(std::uint64_t microseconds);
  std::string text(const App& app, int queued) const;
};

}  // namespace musubi::web
