// uptime_test.cc - intervals against a drawing of every minute: a property test over random spans,
// and the rules of the two probes. The formula is the contract's; it must never flatter.
#include "features/analytics/uptime.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace musubi::analytics {
namespace {

constexpr int kMinutes = 300;
constexpr std::int64_t kMs = 60'000;
using Minutes = std::vector<bool>;

Minutes drawn(const Spans& spans) {
  Minutes out(kMinutes, false);
  for (const Span& span : spans) {
    for (std::int64_t at = span.from; at < span.until; at += kMs) {
      if (at >= 0 && at / kMs < kMinutes) out[static_cast<std::size_t>(at / kMs)] = true;
    }
  }
  return out;
}

std::int64_t lit(const Minutes& minutes) {
  return std::count(minutes.begin(), minutes.end(), true) * kMs;
}

Spans some_spans(std::mt19937& dice) {
  Spans out;
  const auto many = dice() % 8;
  for (unsigned i = 0; i < many; ++i) {
    const auto from = static_cast<std::int64_t>(dice() % kMinutes);
    const auto length = static_cast<std::int64_t>(dice() % 60);  // empty ones too
    out.push_back({from * kMs, std::min<std::int64_t>(from + length, kMinutes) * kMs});
  }
  return out;
}

TEST(Uptime, AgreesWithADrawingOfEveryMinute) {
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 dice(seed);
    const Spans seen = some_spans(dice), planned = some_spans(dice), down = some_spans(dice);
    const Span period{20 * kMs, 280 * kMs};
    const Availability a = availability(period, seen, planned, down);
    const Minutes s = drawn(seen), p = drawn(planned), d = drawn(down), in = drawn({period});
    Minutes observed(kMinutes), stopped(kMinutes), known(kMinutes);
    for (std::size_t i = 0; i < kMinutes; ++i) {
      observed[i] = s[i] && in[i];
      known[i] = observed[i] && p[i];
      stopped[i] = observed[i] && d[i] && !p[i];
    }
    ASSERT_EQ(a.observed_ms, lit(observed)) << seed;
    ASSERT_EQ(a.planned_ms, lit(known)) << seed;
    ASSERT_EQ(a.down_ms, lit(stopped)) << seed;
    ASSERT_LE(a.down_ms, a.asked_ms()) << seed;
    ASSERT_EQ(length_of(without(seen, down)) + length_of(common(seen, down)), length_of(seen));
  }
}

TEST(Uptime, IsRoundedDownAndNeverSaysAllOfAMonthWithAStop) {
  Availability a;
  EXPECT_EQ(percent_words(a), "");
  a.observed_ms = 31LL * 24 * 60 * kMs;
  EXPECT_EQ(percent_words(a), "100.000");
  a.down_ms = 1;
  EXPECT_EQ(percent_words(a), "99.999");
  a.down_ms = a.observed_ms;
  EXPECT_EQ(percent_words(a), "0.000");
  EXPECT_EQ(minutes_words(1), "1分");
  EXPECT_EQ(minutes_words(125 * kMs), "2時間5分");
}

TEST(Uptime, AMinuteWithoutAProbeInsideIsAStop) {
  const Span period{0, 10 * kMs};
  std::vector<Check> checks;
  for (int i = 0; i < 10; ++i) {
    if (i == 4 || i == 5) continue;  // the program did not run
    checks.push_back({{i * kMs}, true, i < 4 ? "before" : "after"});
  }
  Observed seen = seen_inside(checks, period, {0}, {10 * kMs});
  EXPECT_EQ(length_of(seen.down), 2 * kMs);
  // The same gap inside one process: only the probe came late.
  for (Check& check : checks) check.process = "one";
  EXPECT_EQ(length_of(seen_inside(checks, period, {0}, {10 * kMs}).down), 0);
  // What a probe found down is down, however long the process ran.
  checks[2].is_up = false;
  EXPECT_EQ(length_of(seen_inside(checks, period, {0}, {10 * kMs}).down), kMs);
  // Nobody watched before the first probe, and nobody knows the future.
  seen = seen_inside(checks, period, {3 * kMs}, {8 * kMs});
  EXPECT_EQ(length_of(seen.observed), 5 * kMs);
}

TEST(Uptime, AProbeOutsideSpeaksForTenMinutesAtMost) {
  const Span period{0, 100 * kMs};
  const std::vector<Check> checks{
      {{0}, true, ""}, {{5 * kMs}, false, ""}, {{8 * kMs}, true, ""}, {{60 * kMs}, false, ""}};
  const Observed seen = seen_outside(checks, period);
  EXPECT_EQ(length_of(seen.observed), (8 + 10 + 10) * kMs);
  EXPECT_EQ(length_of(seen.down), (3 + 10) * kMs);
}

}  // namespace
}  // namespace musubi::analytics
