// site_figures.cc - see site_figures.h.
// What nobody counted is told as missing, never as zero.
#include "features/analytics/site_figures.h"

#include <algorithm>

#include "features/analytics/store_uptime.h"

namespace musubi::analytics {
namespace {

std::optional<SiteFigures::Totals> totals_of(db::Reader& reader, Date from, Date until) {
  const auto first = store::find_first_day(reader);
  if (!first || iso(until) < *first) return std::nullopt;
  return compute_totals(reader, from, until);
}

Spans planned_of(const std::vector<StopLine>& stops) {
  Spans out;
  for (const StopLine& stop : stops) out.push_back({stop.from.ms, stop.until.ms});
  return out;
}

void add_uptime(db::Reader& reader, SiteFigures& f, Instant now) {
  const Span period{start_of_day_in_japan(f.now.from).ms,
                    start_of_day_in_japan(add_days(f.now.until, 1)).ms};
  for (const auto& stop : store::list_stops_within(reader, period)) {
    f.stops.push_back({stop.from, stop.until, stop.reason});
  }
  const Spans planned = planned_of(f.stops);
  if (const auto since = store::find_first_check(reader, "inside")) {
    const auto seen =
        seen_inside(store::list_checks(reader, "inside", period), period, *since, now);
    f.inside = availability(period, seen.observed, planned, seen.down);
  }
  auto checks = store::list_checks(reader, "outside", period);
  if (auto before = store::find_check_before(reader, "outside", {period.from})) {
    checks.insert(checks.begin(), *before);
  }
  const auto seen = seen_outside(checks, period);
  f.outside = availability(period, seen.observed, planned, seen.down);
}

Json availability_json(const Availability& a) {
  return {{"observed", a.observed_ms},
          {"planned", a.planned_ms},
          {"down", a.down_ms},
          {"stops", a.stops}};
}

Availability availability_from(const Json& json) {
  Availability a;
  a.observed_ms = json.at("observed").get<std::int64_t>();
  a.planned_ms = json.at("planned").get<std::int64_t>();
  a.down_ms = json.at("down").get<std::int64_t>();
  a.stops = json.at("stops").get<int>();
  return a;
}

Json totals_json(const std::optional<SiteFigures::Totals>& totals) {
  if (!totals) return nullptr;
  Json out = Json::object();
  for (const auto& [name, number] : *totals) out[name] = number;
  return out;
}

std::optional<SiteFigures::Totals> totals_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  SiteFigures::Totals out;
  for (const auto& [name, number] : json.items()) out[name] = number.get<std::int64_t>();
  return out;
}

}  // namespace

SiteFigures compute_site(db::Reader& reader, Date from, Date until, bool is_year, Instant now) {
  SiteFigures f;
  f.is_year = is_year;
  f.now = compute_figures(reader, from, until);
  const int back = is_year ? -12 : -1;
  const Date before = add_months(from, back);
  f.previous = totals_of(reader, before, add_days(from, -1));
  if (is_year) return f;
  const Date year_before = add_months(from, -12);
  f.last_year = totals_of(reader, year_before, month_end(year_before));
  add_uptime(reader, f, now);
  f.queries = store::list_queries(reader, iso(from).substr(0, 7), kListed);
  return f;
}

Json site_json(const SiteFigures& f) {
  Json stops = Json::array();
  for (const StopLine& stop : f.stops) {
    stops.push_back({{"from", stop.from.ms}, {"until", stop.until.ms}, {"reason", stop.reason}});
  }
  Json queries = Json::array();
  for (const auto& q : f.queries) {
    queries.push_back({{"words", q.words},
                       {"clicks", q.clicks},
                       {"impressions", q.impressions},
                       {"rank", q.rank_hundredths}});
  }
  return {{"is_year", f.is_year},
          {"recounted", f.recounted},
          {"now", json_of(f.now)},
          {"previous", totals_json(f.previous)},
          {"last_year", totals_json(f.last_year)},
          {"inside", availability_json(f.inside)},
          {"outside", availability_json(f.outside)},
          {"stops", stops},
          {"queries", queries}};
}

SiteFigures site_from(const Json& json) {
  SiteFigures f;
  f.is_year = json.at("is_year").get<bool>();
  f.recounted = json.at("recounted").get<bool>();
  f.now = figures_from(json.at("now"));
  f.previous = totals_from(json.at("previous"));
  f.last_year = totals_from(json.at("last_year"));
  f.inside = availability_from(json.at("inside"));
  f.outside = availability_from(json.at("outside"));
  for (const auto& stop : json.at("stops")) {
    f.stops.push_back({{stop.at("from").get<std::int64_t>()},
                       {stop.at("until").get<std::int64_t>()},
                       stop.at("reason").get<std::string>()});
  }
  for (const auto& q : json.at("queries")) {
    f.queries.push_back({q.at("words").get<std::string>(), q.at("clicks").get<std::int64_t>(),
                         q.at("impressions").get<std::int64_t>(),
                         q.at("rank").get<std::int64_t>()});
  }
  return f;
}

}  // namespace musubi::analytics
