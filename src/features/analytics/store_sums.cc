// store_sums.cc - batches and sums; see store.h. Sums are added in the order of their keys, so that
// two nodes that add to the same ones never wait for each other in a circle.
#include "features/analytics/store.h"

namespace musubi::analytics::store {
namespace {

constexpr db::Query kTakeBatch{
    "analytics.take_batch",
    "INSERT INTO analytics_nodes (node, batch, written_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (node) DO UPDATE SET batch = excluded.batch, written_at = excluded.written_at"
    " WHERE analytics_nodes.batch < excluded.batch"};
constexpr db::Query kAdd{
    "analytics.add_sum",
    "INSERT INTO analytics_sums (measure, span, name, number) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (measure, span, name)"
    " DO UPDATE SET number = analytics_sums.number + excluded.number"};
constexpr db::Query kLastWritten{
    "analytics.find_last_written",
    "SELECT written_at FROM analytics_nodes ORDER BY written_at DESC LIMIT 1"};
constexpr db::Query kFirstDay{
    "analytics.find_first_day",
    "SELECT span FROM analytics_sums WHERE measure = 'total' ORDER BY span LIMIT 1"};
constexpr db::Query kDeleteNodes{"analytics.delete_nodes_before",
                                 "DELETE FROM analytics_nodes WHERE written_at < $1"};
constexpr db::Query kDays{
    "analytics.list_days",
    "SELECT span, name, number FROM analytics_sums WHERE measure = 'total' AND span >= $1"
    " AND span <= $2 AND name IN ('views', 'visits', 'visitors') ORDER BY span, name"};
constexpr db::Query kDeleteQueries{"analytics.delete_queries",
                                   "DELETE FROM analytics_queries WHERE month = $1"};
constexpr db::Query kInsertQuery{
    "analytics.insert_query",
    "INSERT INTO analytics_queries (month, words, clicks, impressions, rank_hundredths)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (month, words) DO UPDATE SET"
    " clicks = analytics_queries.clicks + excluded.clicks,"
    " impressions = analytics_queries.impressions + excluded.impressions"};
constexpr db::Query kListQueries{
    "analytics.list_queries",
    "SELECT words, clicks, impressions, rank_hundredths FROM analytics_queries WHERE month = $1"
    " ORDER BY clicks DESC, words LIMIT $2"};

// Months where the days are whole months, else days.
std::vector<std::string> spans_of(Date from, Date until) {
  std::vector<std::string> out;
  if (from.day == 1 && add_days(until, 1).day == 1) {
    for (Date at = from; at <= until; at = add_months(at, 1)) out.push_back(iso(at).substr(0, 7));
  } else {
    for (Date at = from; at <= until; at = add_days(at, 1)) out.push_back(iso(at));
  }
  return out;
}

// "$2, $3 ..." for an IN list; the values go into `args`.
std::string in_list(const std::vector<std::string>& values, std::vector<db::Value>& args) {
  std::string list;
  for (const auto& value : values) {
    args.push_back(db::to_value(value));
    list += (list.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  return list;
}

}  // namespace

Result<void> add_sums(db::Tx& tx, const Sums& sums) {
  for (const auto& [key, number] : sums) {
    if (number == 0) continue;
    TRY(tx.run(kAdd, std::get<0>(key), std::get<1>(key), std::get<2>(key), number));
  }
  return {};
}

Result<void> insert_batch(db::Tx& tx, const std::string& node, const Batch& batch, Instant now) {
  const auto taken = TRY(tx.run(kTakeBatch, node, batch.number, now.ms));
  if (taken == 0) return {};  // it was written, and only the answer was lost
  TRY(insert_events(tx, batch.events));
  return add_sums(tx, batch.sums);
}

std::optional<Instant> find_last_written(db::Reader& reader) {
  const auto row = reader.first(kLastWritten);
  if (!row) return std::nullopt;
  return Instant{row->integer(0)};
}

std::optional<std::string> find_first_day(db::Reader& reader) {
  const auto row = reader.first(kFirstDay);
  if (!row) return std::nullopt;
  return row->text(0);
}

Result<std::int64_t> delete_nodes_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteNodes, before.ms);
}

std::vector<Line> list_names(db::Reader& reader, std::string_view measure, Date from, Date until,
                             int most) {
  std::vector<db::Value> args{db::to_value(measure)};
  const std::string spans = in_list(spans_of(from, until), args);
  args.push_back(db::to_value(most));
  const std::string sql =
      "SELECT name, CAST(SUM(number) AS BIGINT) AS added FROM analytics_sums WHERE measure = $1"
      " AND span IN (" + spans + ") GROUP BY name HAVING SUM(number) > 0"
      " ORDER BY added DESC, name LIMIT $" + std::to_string(args.size());
  std::vector<Line> out;
  for (const auto& row : reader.select({"analytics.list_names", sql}, args)) {
    out.push_back({row.text(0), row.integer(1)});
  }
  return out;
}

std::int64_t sum_measure(db::Reader& reader, std::string_view measure, Date from, Date until) {
  std::vector<db::Value> args{db::to_value(measure)};
  const std::string spans = in_list(spans_of(from, until), args);
  const std::string sql =
      "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM analytics_sums WHERE measure = $1"
      " AND span IN (" + spans + ")";
  return reader.select({"analytics.sum_measure", sql}, args).front().integer(0);
}

std::vector<DayLine> list_days(db::Reader& reader, Date from, Date until) {
  std::vector<DayLine> out;
  for (const auto& row : reader.all(kDays, iso(from), iso(until))) {
    if (row.text(0).size() != 10) continue;  // a month's sum sorts between its days
    if (out.empty() || out.back().day != row.text(0)) out.push_back({row.text(0)});
    DayLine& day = out.back();
    if (row.text(1) == "views") day.views = row.integer(2);
    if (row.text(1) == "visits") day.visits = row.integer(2);
    if (row.text(1) == "visitors") day.visitors = row.integer(2);
  }
  return out;
}

Result<void> replace_queries(db::Tx& tx, const std::string& month,
                             const std::vector<SearchQuery>& queries) {
  TRY(tx.run(kDeleteQueries, month));
  for (const SearchQuery& q : queries) {
    TRY(tx.run(kInsertQuery, month, q.words, q.clicks, q.impressions, q.rank_hundredths));
  }
  return {};
}

std::vector<SearchQuery> list_queries(db::Reader& reader, const std::string& month, int most) {
  std::vector<SearchQuery> out;
  for (const auto& row : reader.all(kListQueries, month, most)) {
    out.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3)});
  }
  return out;
}

}  // namespace musubi::analytics::store
