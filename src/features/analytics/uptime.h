// uptime.h - 稼働率 (KPI-10) from intervals. Pure. Rounded down: 100 % is said only of a month without
// a minute of stop; a stop during a planned stop is planned.
//
//   稼働率 = (観測した時間 − 計画停止 − 停止) ÷ (観測した時間 − 計画停止)
//
// Inside: observed from the first probe ever; a minute without a probe is down, but not between two
// probes of one process: it ran, and only its probe came late. Outside: a probe speaks until the
// next one, for ten minutes at most; what nobody looked at is not observed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace musubi::analytics {

struct Span {  // [from, until) in ms
  std::int64_t from = 0, until = 0;
  bool operator==(const Span&) const = default;
};
using Spans = std::vector<Span>;

Spans united(Spans spans);                         // in order, apart, none empty
Spans common(const Spans& a, const Spans& b);      // any order in, united out
Spans without(const Spans& a, const Spans& taken);
std::int64_t length_of(const Spans& spans);        // ms, counted once

struct Availability {
  std::int64_t observed_ms = 0, planned_ms = 0, down_ms = 0;
  int stops = 0;  // how often it was down
  std::int64_t asked_ms() const { return observed_ms - planned_ms; }
};
Availability availability(Span period, const Spans& observed, const Spans& planned,
                          const Spans& down);
std::string percent_words(const Availability& a);   // 99.987; "" when nothing was observed
std::string minutes_words(std::int64_t ms);         // 1時間5分, 12分

struct Check {
  Instant at;
  bool is_up = true;
  std::string process = {};  // inside: which process looked
};
inline constexpr std::int64_t kProbeMs = 60'000;
inline constexpr std::int64_t kLateMostMs = 60 * 60'000;
inline constexpr std::int64_t kProbeSpeaksMs = 10 * 60'000;
struct Observed {
  Spans observed, down;
};
// `checks` in order of time; `since`: the first probe ever; `until`: now, or the period's end.
Observed seen_inside(const std::vector<Check>& checks, Span period, Instant since, Instant until);
Observed seen_outside(const std::vector<Check>& checks, Span period);

}  // namespace musubi::analytics
