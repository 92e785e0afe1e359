// service_uptime.h - the probes and the planned stops (R-5.2.2.ア.d, KPI-10): the minute's own look,
// a probe's file from outside, and stops that are entered before they begin.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "features/analytics/store_uptime.h"

namespace musubi::analytics {

// The job of each minute. `ready`: what /readyz says; `process`: who looks.
Result<void> probe_inside(const Context& ctx, bool ready, const std::string& process);

struct NewStop {
  std::string day;                  // YYYY-MM-DD
  std::string from_clock, until_clock;  // 13:00
  std::string reason, agreement;
};
// Fault::invalid when it has begun, or lies outside 平日9–17 and no agreement is told.
Result<std::string> declare_stop(const Context& ctx, const NewStop& input,
                                 const std::string& sending);
// Before it begins.
Result<void> call_off_stop(const Context& ctx, const std::string& id);
struct StopsPage {
  std::vector<store::Stop> stops;
  std::string next;  // from_at-id, "" when this is the last
};
Result<StopsPage> list_stops_page(const Context& ctx, const std::string& after, int most);
// In force, from now on, for the homes. REQUIRES: the caller has asked must().
std::vector<store::Stop> list_coming_stops(db::Reader& reader, Instant now);

// Rows of a probe outside: 日時, 結果 (up/down, OK/NG, 200 ...). What it says replaces what was
// imported for the same time. How many rows; Fault::invalid with the line of the first wrong one.
struct ProbeFile {
  std::string path;
};
Result<std::int64_t> import_probe(const Context& ctx, const ProbeFile& file);

}  // namespace musubi::analytics
