// store_raw.cc - raw events in, and everything counted anew from them: what batch.cc adds up, said
// once more in SQL and in another way (distinct visits, last positions). See store.h.
#include "features/analytics/store.h"

namespace musubi::analytics::store {

namespace {

#define EVENT_COLUMNS                                                                        \
  "id, day, hour, at, kind, page, referrer, device, browser, visit, visitor, position, words, hits"

constexpr std::size_t kColumns = 14;
constexpr std::size_t kRowsAtOnce = 32;

// ($1, $2 ...), ($15, ...)
std::string insert_text(std::size_t rows) {
  std::string sql = "INSERT INTO analytics_events (" EVENT_COLUMNS ") VALUES ";
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (std::size_t i = 1; i <= kColumns; ++i) {
      sql += (i == 1 ? "$" : ", $") + std::to_string(row * kColumns + i);
    }
    sql += ")";
  }
  return sql;
}

void put(std::vector<db::Value>& args, const Event& e) {
  for (db::Value value :
       {db::to_value(e.id), db::to_value(e.day), db::to_value(e.hour), db::to_value(e.at.ms),
        db::to_value(e.kind), db::to_value(e.page), db::to_value(e.referrer),
        db::to_value(e.device), db::to_value(e.browser), db::to_value(e.visit),
        db::to_value(e.visitor), db::to_value(e.position), db::to_value(e.words),
        db::to_value(e.hits)}) {
    args.push_back(std::move(value));
  }
}

constexpr db::Query kCountKinds{"analytics.recount_kinds",
                                "SELECT kind, COUNT(*) FROM analytics_events WHERE day >= $1"
                                " AND day <= $2 GROUP BY kind"};
constexpr db::Query kCountZero{"analytics.recount_zero_searches",
                               "SELECT COUNT(*) FROM analytics_events WHERE day >= $1"
                               " AND day <= $2 AND kind = 'search' AND hits <= 0"};
constexpr db::Query kCountDays{
    "analytics.recount_days",
    "SELECT day, COUNT(*) FROM analytics_events WHERE day >= $1 AND day <= $2 AND kind = 'page'"
    " GROUP BY day ORDER BY day"};
constexpr db::Query kCountVisits{
    "analytics.recount_visits",
    "SELECT day, COUNT(*) FROM (SELECT DISTINCT day, visit FROM analytics_events WHERE day >= $1"
    " AND day <= $2 AND kind = 'page' AND visit <> 0) AS seen GROUP BY day ORDER BY day"};
constexpr db::Query kCountVisitors{
    "analytics.recount_visitors",
    "SELECT day, COUNT(*) FROM (SELECT DISTINCT day, visitor FROM analytics_events WHERE day >= $1"
    " AND day <= $2 AND kind = 'page' AND visitor <> 0) AS seen GROUP BY day ORDER BY day"};
constexpr db::Query kFirstEvent{"analytics.find_first_event_day",
                                "SELECT day FROM analytics_events ORDER BY day LIMIT 1"};
constexpr db::Query kDeleteEvents{
    "analytics.delete_events_before",
    "DELETE FROM analytics_events WHERE id IN (SELECT id FROM analytics_events WHERE day < $1"
    " ORDER BY day LIMIT $2)"};

// The name that a measure counts, and which events belong to it.
struct Recount {
  std::string_view measure, name, of;
};
constexpr Recount kRecounts[] = {
    {measure::kPage, "page", "kind = 'page'"},
    {measure::kLanding, "page", "kind = 'page' AND position = 1"},
    {measure::kReferrer, "referrer", "kind = 'page' AND position = 1"},
    {measure::kDevice, "device", "kind = 'page' AND position = 1"},
    {measure::kBrowser, "browser", "kind = 'page' AND position = 1"},
    {measure::kWord, "words", "kind = 'search'"},
    {measure::kZeroWord, "words", "kind = 'search' AND hits <= 0"},
    {measure::kDownload, "page", "kind = 'download'"},
    {measure::kOutbound, "page", "kind = 'outbound'"},
    {measure::kMissing, "page", "kind = 'missing'"},
    {measure::kHour, "CAST(hour AS TEXT)", "kind = 'page'"}};

// The last page of each visit.
constexpr const char* kExits =
    "(SELECT page FROM (SELECT page, ROW_NUMBER() OVER (PARTITION BY day, visit"
    " ORDER BY position DESC) AS nth FROM analytics_events WHERE day >= $1 AND day <= $2"
    " AND kind = 'page' AND visit <> 0) AS placed WHERE nth = 1) AS ends";

std::string names_text(std::string_view measure) {
  const std::string order = " GROUP BY 1 ORDER BY 2 DESC, 1";
  if (measure == measure::kExit) {
    return "SELECT page, COUNT(*) FROM " + std::string(kExits) + order;
  }
  for (const Recount& one : kRecounts) {
    if (one.measure != measure) continue;
    return "SELECT " + std::string(one.name) +
           ", COUNT(*) FROM analytics_events WHERE day >= $1 AND day <= $2 AND " +
           std::string(one.of) + order;
  }
  return "";
}

}  // namespace

Result<void> insert_events(db::Tx& tx, const std::vector<Event>& events) {
  static const std::string many = insert_text(kRowsAtOnce);
  static const std::string one = insert_text(1);
  std::size_t at = 0;
  while (at < events.size()) {
    const bool full = events.size() - at >= kRowsAtOnce;
    std::vector<db::Value> args;
    for (std::size_t end = at + (full ? kRowsAtOnce : 1); at < end; ++at) put(args, events[at]);
    const db::Query insert = full ? db::Query{"analytics.insert_events", many}
                                  : db::Query{"analytics.insert_event", one};
    TRY(tx.change(insert, args));
  }
  return {};
}

std::map<std::string, std::int64_t, std::less<>> recount_totals(db::Reader& reader, Date from,
                                                                Date until) {
  std::map<std::string, std::int64_t, std::less<>> out;
  const std::map<std::string, std::string> names{{"page", "views"},
                                                 {"download", "downloads"},
                                                 {"missing", "missing"},
                                                 {"search", "searches"},
                                                 {"outbound", "outbound"}};
  for (const auto& row : reader.all(kCountKinds, iso(from), iso(until))) {
    out[names.at(row.text(0))] = row.integer(1);
  }
  out["zero_searches"] = reader.first(kCountZero, iso(from), iso(until))->integer(0);
  for (const DayLine& day : recount_days(reader, from, until)) {
    out["visits"] += day.visits;
    out["visitors"] += day.visitors;
  }
  return out;
}

List recount_list(db::Reader& reader, std::string_view measure, Date from, Date until, int most) {
  List out;
  const std::string sql = names_text(measure);
  CHECK(!sql.empty());
  const std::vector<db::Value> args{db::to_value(iso(from)), db::to_value(iso(until))};
  reader.stream({"analytics.recount_list", sql}, args,
                [&](const db::Row& row) {
                  out.all += row.integer(1);
                  if (out.lines.size() < static_cast<std::size_t>(most)) {
                    out.lines.push_back({row.text(0), row.integer(1)});
                  }
                  return true;
                });
  return out;
}

std::vector<DayLine> recount_days(db::Reader& reader, Date from, Date until) {
  std::vector<DayLine> out;
  for (const auto& row : reader.all(kCountDays, iso(from), iso(until))) {
    out.push_back({row.text(0), row.integer(1)});
  }
  const auto put_in = [&](const db::Query& query, std::int64_t DayLine::* place) {
    for (const auto& row : reader.all(query, iso(from), iso(until))) {
      for (DayLine& day : out) {
        if (day.day == row.text(0)) day.*place = row.integer(1);
      }
    }
  };
  put_in(kCountVisits, &DayLine::visits);
  put_in(kCountVisitors, &DayLine::visitors);
  return out;
}

std::optional<std::string> find_first_event_day(db::Reader& reader) {
  const auto row = reader.first(kFirstEvent);
  if (!row) return std::nullopt;
  return row->text(0);
}

Result<std::int64_t> delete_events_before(db::Tx& tx, const std::string& day, int most) {
  return tx.run(kDeleteEvents, day, most);
}

}  // namespace musubi::analytics::store
