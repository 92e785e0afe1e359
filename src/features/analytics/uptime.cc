// uptime.cc - see uptime.h. Every set of intervals is united first, so that nothing counts twice.
// Must never round in favour of the site.
#include "features/analytics/uptime.h"

#include <algorithm>

namespace musubi::analytics {

Spans united(Spans spans) {
  std::erase_if(spans, [](const Span& span) { return span.until <= span.from; });
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  Spans out;
  for (const Span& span : spans) {
    if (!out.empty() && span.from <= out.back().until) {
      out.back().until = std::max(out.back().until, span.until);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

Spans common(const Spans& first, const Spans& second) {
  const Spans a = united(first), b = united(second);
  Spans out;
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const Span both{std::max(a[i].from, b[j].from), std::min(a[i].until, b[j].until)};
    if (both.from < both.until) out.push_back(both);
    if (a[i].until < b[j].until) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

Spans without(const Spans& all, const Spans& taken) {
  const Spans b = united(taken);
  Spans out;
  std::size_t j = 0;
  for (Span rest : united(all)) {
    while (j < b.size() && b[j].until <= rest.from) ++j;
    for (std::size_t k = j; k < b.size() && b[k].from < rest.until; ++k) {
      if (rest.from < b[k].from) out.push_back({rest.from, b[k].from});
      rest.from = std::max(rest.from, b[k].until);
    }
    if (rest.from < rest.until) out.push_back(rest);
  }
  return out;
}

std::int64_t length_of(const Spans& spans) {
  std::int64_t sum = 0;
  for (const Span& span : united(spans)) sum += span.until - span.from;
  return sum;
}

Availability availability(Span period, const Spans& observed, const Spans& planned,
                          const Spans& down) {
  const Spans seen = common({period}, observed);
  const Spans stops = without(common(seen, down), planned);
  Availability out;
  out.observed_ms = length_of(seen);
  out.planned_ms = length_of(common(seen, planned));
  out.down_ms = length_of(stops);
  out.stops = static_cast<int>(stops.size());
  return out;
}

std::string percent_words(const Availability& a) {
  if (a.asked_ms() <= 0) return "";
  const std::int64_t thousandths = (a.asked_ms() - a.down_ms) * 100'000 / a.asked_ms();
  std::string rest = std::to_string(thousandths % 1000);
  rest.insert(0, 3 - rest.size(), '0');
  return std::to_string(thousandths / 1000) + "." + rest;
}

std::string minutes_words(std::int64_t ms) {
  const std::int64_t minutes = (ms + 59'999) / 60'000;  // a minute that has begun
  if (minutes < 60) return std::to_string(minutes) + "分";
  return std::to_string(minutes / 60) + "時間" + std::to_string(minutes % 60) + "分";
}

Observed seen_inside(const std::vector<Check>& checks, Span period, Instant since, Instant until) {
  Observed out;
  out.observed = united({{std::max(period.from, since.ms), std::min(period.until, until.ms)}});
  Spans up;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const Check& check = checks[i];
    if (!check.is_up) continue;
    std::int64_t speaks_until = check.at.ms + kProbeMs;
    if (i + 1 < checks.size() && !check.process.empty()) {
      const Check& next = checks[i + 1];
      const bool late = next.process == check.process && next.at.ms - check.at.ms <= kLateMostMs;
      if (late) speaks_until = std::max(speaks_until, next.at.ms);
    }
    up.push_back({check.at.ms, speaks_until});
  }
  Spans down;  // what a probe found down stays so, whatever spoke before
  for (const Check& check : checks) {
    if (!check.is_up) down.push_back({check.at.ms, check.at.ms + kProbeMs});
  }
  out.down = united(without(out.observed, without(up, down)));
  return out;
}

Observed seen_outside(const std::vector<Check>& checks, Span period) {
  Observed out;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    std::int64_t until = checks[i].at.ms + kProbeSpeaksMs;
    if (i + 1 < checks.size()) until = std::min(until, checks[i + 1].at.ms);
    const Span spoken{checks[i].at.ms, until};
    out.observed.push_back(spoken);
    if (!checks[i].is_up) out.down.push_back(spoken);
  }
  out.observed = common({period}, out.observed);
  out.down = common({period}, out.down);
  return out;
}

}  // namespace musubi::analytics
