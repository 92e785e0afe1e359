// site_figures.h - the one model of a month or a fiscal year of the public site: what the screen,
// the PDF, the XLSX and the CSV print. Computed from the sums and the probes; frozen in a report,
// then immutable. No Html and no files here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/analytics/figures.h"
#include "features/analytics/store.h"
#include "features/analytics/uptime.h"

namespace musubi::analytics {

struct StopLine {
  Instant from, until;
  std::string reason;
};
struct SiteFigures {
  bool is_year = false;
  bool recounted = false;  // the raw events were there and said the same
  Figures now;
  using Totals = std::map<std::string, std::int64_t, std::less<>>;
  std::optional<Totals> previous;   // the month or year before; nothing when nobody counted then
  std::optional<Totals> last_year;  // months only
  Availability inside, outside;     // months only
  std::vector<StopLine> stops;
  std::vector<store::SearchQuery> queries;
};

// `from` is a month's or a fiscal year's first day; `until`, included, may be before its last.
SiteFigures compute_site(db::Reader& reader, Date from, Date until, bool is_year, Instant now);
Json site_json(const SiteFigures& figures);
SiteFigures site_from(const Json& json);

}  // namespace musubi::analytics
