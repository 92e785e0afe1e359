// store.h - rows of counting: batches in, sums and recounts out, queries from search engines.
// Every statement stands in store_sums.cc and store_raw.cc. Decides nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/analytics/batch.h"
#include "features/analytics/figures.h"

namespace musubi::analytics::store {

// Events and sums, once: a batch of this number or a later one of the same node changes nothing.
Result<void> insert_batch(db::Tx& tx, const std::string& node, const Batch& batch, Instant now);
Result<void> insert_events(db::Tx& tx, const std::vector<Event>& events);
// Adds sums without events: the demo's story.
Result<void> add_sums(db::Tx& tx, const Sums& sums);
std::optional<Instant> find_last_written(db::Reader& reader);
std::optional<std::string> find_first_day(db::Reader& reader);  // of the sums
Result<std::int64_t> delete_nodes_before(db::Tx& tx, Instant before);

// Largest first, ties by name; both days included. Whole months are read from the months' sums.
std::vector<Line> list_names(db::Reader& reader, std::string_view measure, Date from, Date until,
                             int most);
std::int64_t sum_measure(db::Reader& reader, std::string_view measure, Date from, Date until);
std::vector<DayLine> list_days(db::Reader& reader, Date from, Date until);  // without empty days

// From raw events.
std::map<std::string, std::int64_t, std::less<>> recount_totals(db::Reader& reader, Date from,
                                                                Date until);
List recount_list(db::Reader& reader, std::string_view measure, Date from, Date until, int most);
std::vector<DayLine> recount_days(db::Reader& reader, Date from, Date until);
std::optional<std::string> find_first_event_day(db::Reader& reader);
// At most `most` at once, so that nobody waits for it.
Result<std::int64_t> delete_events_before(db::Tx& tx, const std::string& day, int most);

// 外部の検索の語, of one month.
struct SearchQuery {
  std::string words;
  std::int64_t clicks = 0, impressions = 0, rank_hundredths = 0;
};
Result<void> replace_queries(db::Tx& tx, const std::string& month,
                             const std::vector<SearchQuery>& queries);
std::vector<SearchQuery> list_queries(db::Reader& reader, const std::string& month, int most);

}  // namespace musubi::analytics::store
