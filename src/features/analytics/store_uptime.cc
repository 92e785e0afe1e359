// store_uptime.cc - see store_uptime.h.
// Rows in, structs out.
#include "features/analytics/store_uptime.h"

namespace musubi::analytics::store {
namespace {

#define STOP_COLUMNS                                                                          \
  "id, from_at, until_at, reason, agreement, noticed_at, noticed_by_name, called_off_at, "    \
  "called_off_by_name"

constexpr db::Query kInsertCheck{
    "analytics.insert_check",
    "INSERT INTO uptime_checks (source, at, is_up, process) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (source, at) DO UPDATE SET is_up = excluded.is_up"
    " WHERE uptime_checks.is_up > excluded.is_up"};
constexpr db::Query kListChecks{"analytics.list_checks",
                                "SELECT at, is_up, process FROM uptime_checks WHERE source = $1"
                                " AND at >= $2 AND at < $3 ORDER BY at"};
constexpr db::Query kFirstCheck{"analytics.find_first_check",
                                "SELECT at FROM uptime_checks WHERE source = $1"
                                " ORDER BY at LIMIT 1"};
constexpr db::Query kCheckBefore{"analytics.find_check_before",
                                 "SELECT at, is_up FROM uptime_checks WHERE source = $1"
                                 " AND at < $2 ORDER BY at DESC LIMIT 1"};
constexpr db::Query kDeleteChecks{"analytics.delete_checks",
                                  "DELETE FROM uptime_checks WHERE source = $1 AND at >= $2"
                                  " AND at < $3"};
constexpr db::Query kInsertStop{"analytics.insert_stop",
                                "INSERT INTO uptime_stops (" STOP_COLUMNS
                                ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Query kCallOff{"analytics.update_stop_called_off",
                             "UPDATE uptime_stops SET called_off_at = $2,"
                             " called_off_by_name = $3 WHERE id = $1 AND called_off_at IS NULL"};
constexpr db::Query kFindStop{"analytics.find_stop",
                              "SELECT " STOP_COLUMNS " FROM uptime_stops WHERE id = $1"};
// A planned stop is a day long at most (service_uptime), so it began at most a day before.
constexpr db::Query kStopsWithin{
    "analytics.list_stops_within",
    "SELECT " STOP_COLUMNS
    " FROM uptime_stops WHERE from_at >= $1 AND from_at < $2 AND until_at > $3"
    " AND called_off_at IS NULL ORDER BY from_at, id"};
constexpr db::Query kListStops{"analytics.list_stops",
                               "SELECT " STOP_COLUMNS
                               " FROM uptime_stops WHERE (from_at, id) < ($1, $2)"
                               " ORDER BY from_at DESC, id DESC LIMIT $3"};

Stop stop_of(const db::Row& row) {
  Stop stop;
  stop.id = row.text(0);
  stop.from = {row.integer(1)};
  stop.until = {row.integer(2)};
  stop.reason = row.text(3);
  stop.agreement = row.text(4);
  stop.noticed_at = {row.integer(5)};
  stop.noticed_by_name = row.text(6);
  if (auto at = row.integer_or_null(7)) stop.called_off_at = Instant{*at};
  stop.called_off_by_name = row.text(8);
  return stop;
}

std::vector<Stop> stops_of(const std::vector<db::Row>& rows) {
  std::vector<Stop> out;
  for (const auto& row : rows) out.push_back(stop_of(row));
  return out;
}

db::Value stop_stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

}  // namespace

Result<void> insert_check(db::Tx& tx, std::string_view source, const Check& check) {
  TRY(tx.run(kInsertCheck, source, check.at.ms, check.is_up, check.process));
  return {};
}

std::vector<Check> list_checks(db::Reader& reader, std::string_view source, Span period) {
  std::vector<Check> out;
  for (const auto& row : reader.all(kListChecks, source, period.from, period.until)) {
    out.push_back({{row.integer(0)}, row.flag(1), row.text(2)});
  }
  return out;
}

std::optional<Instant> find_first_check(db::Reader& reader, std::string_view source) {
  const auto row = reader.first(kFirstCheck, source);
  if (!row) return std::nullopt;
  return Instant{row->integer(0)};
}

std::optional<Check> find_check_before(db::Reader& reader, std::string_view source, Instant at) {
  const auto row = reader.first(kCheckBefore, source, at.ms);
  if (!row) return std::nullopt;
  return Check{{row->integer(0)}, row->flag(1), ""};
}

Result<void> delete_checks(db::Tx& tx, std::string_view source, Span period) {
  TRY(tx.run(kDeleteChecks, source, period.from, period.until));
  return {};
}

Result<void> insert_stop(db::Tx& tx, const Stop& s) {
  TRY(tx.run(kInsertStop, s.id, s.from.ms, s.until.ms, s.reason, s.agreement, s.noticed_at.ms,
             s.noticed_by_name, stop_stamp(s.called_off_at), s.called_off_by_name));
  return {};
}

Result<std::int64_t> update_stop_called_off(db::Tx& tx, const Stop& s) {
  return tx.run(kCallOff, s.id, stop_stamp(s.called_off_at), s.called_off_by_name);
}

std::optional<Stop> find_stop(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindStop, id);
  if (!row) return std::nullopt;
  return stop_of(*row);
}

std::vector<Stop> list_stops_within(db::Reader& reader, Span period) {
  constexpr std::int64_t kDayMs = 86'400'000;
  return stops_of(reader.all(kStopsWithin, period.from - kDayMs, period.until, period.from));
}

std::vector<Stop> list_stops(db::Reader& reader, Instant before, const std::string& before_id,
                             int most) {
  return stops_of(reader.all(kListStops, before.ms, before_id, most));
}

}  // namespace musubi::analytics::store
