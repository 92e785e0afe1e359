// store_events.cc - the days of public events: what lies ahead, what is over, a month, a year. Each
// list is a range of one index and carries the item along. See store.h. Never decides.
#include <algorithm>

#include "features/publishing/store.h"
#include "features/publishing/store_rows.h"

#define EVENT_COLUMNS "item_id, starts_on, ends_on, organiser_kind, organiser, hours, place"

namespace musubi::publishing::store {
namespace {

constexpr int kMonthsMost = 60;  // of one event: five years

constexpr db::Query kReplaceEvent{
    "publishing.replace_event",
    "INSERT INTO content_events (" EVENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (item_id) DO UPDATE SET starts_on = $2, ends_on = $3, organiser_kind = $4,"
    " organiser = $5, hours = $6, place = $7"};
constexpr db::Query kDeleteEvent{"publishing.delete_event",
                                 "DELETE FROM content_events WHERE item_id = $1"};
constexpr db::Query kDeleteMonths{"publishing.delete_event_months",
                                  "DELETE FROM content_event_months WHERE item_id = $1"};
constexpr db::Query kInsertMonth{
    "publishing.insert_event_month",
    "INSERT INTO content_event_months (month, item_id) VALUES ($1, $2)"};
constexpr db::Query kFindEventSpan{
    "publishing.find_event_span",
    "SELECT (SELECT min(starts_on) FROM content_events),"
    " (SELECT max(ends_on) FROM content_events)"};
constexpr db::Query kFindPublicIdAfter{
    "publishing.find_public_id_after",
    "SELECT id FROM content_items WHERE is_public = 1 AND id > $1 ORDER BY id LIMIT 1 OFFSET $2"};

constexpr std::size_t kContentColumns = 21;  // of CONTENT_COLUMNS: the event's stand behind them

EventRow event_of(const db::Row& row) {
  EventRow out;
  out.content = content_of(row);
  const std::size_t at = kContentColumns;
  out.days = {ContentId{row.text(at)}, row.text(at + 1), row.text(at + 2), row.text(at + 3),
              row.text(at + 4), row.text(at + 5), row.text(at + 6)};
  return out;
}

// `inside`: a list of events with the columns of the table; `order` stands on both sides.
std::vector<EventRow> events_in(db::Reader& reader, const char* name, const std::string& inside,
                                const std::string& order, const std::vector<db::Value>& args) {
  const std::string sql = "SELECT " CONTENT_COLUMNS ", " EVENT_COLUMNS " FROM (" + inside +
                          ") AS found JOIN content_items ON id = item_id ORDER BY " + order;
  std::vector<EventRow> out;
  for (const auto& row : reader.select({name, sql}, args)) out.push_back(event_of(row));
  return out;
}

// Its first part is YYYY-MM. An event that never ends is cut off.
std::vector<std::string> months_of(const EventDays& event) {
  const auto first = parse_iso_date(event.starts_on);
  const auto last = parse_iso_date(event.ends_on);
  std::vector<std::string> out;
  if (!first || !last) return out;
  const std::string end = event.ends_on.substr(0, 7);
  for (Date month{first->year, first->month, 1};
       iso(month).substr(0, 7) <= end && static_cast<int>(out.size()) < kMonthsMost;
       month = add_months(month, 1)) {
    out.push_back(iso(month).substr(0, 7));
  }
  return out;
}

}  // namespace

Result<void> replace_event(db::Tx& tx, const EventDays& event) {
  TRY(tx.run(kReplaceEvent, event.item.text, event.starts_on, event.ends_on, event.organiser_kind,
             event.organiser, event.hours, event.place));
  TRY(tx.run(kDeleteMonths, event.item.text));
  for (const std::string& month : months_of(event)) {
    TRY(tx.run(kInsertMonth, month, event.item.text));
  }
  return {};
}

Result<void> delete_event(db::Tx& tx, const ContentId& id) {
  TRY(tx.run(kDeleteMonths, id.text));
  TRY(tx.run(kDeleteEvent, id.text));
  return {};
}

std::vector<EventRow> list_coming_events(db::Reader& reader, const EventFilter& filter) {
  RowWhere ahead;
  ahead.equal("organiser_kind", filter.organiser_kind);
  ahead.add("ends_on >= " + ahead.parameter(filter.from));
  // What is not over is found by its end and is little; then it is put in the order of starts.
  std::string sql = "SELECT " EVENT_COLUMNS " FROM (SELECT " EVENT_COLUMNS " FROM content_events" +
                    ahead.sql + " ORDER BY ends_on, item_id LIMIT " +
                    ahead.parameter(kComingMost) + ") AS ahead";
  if (!filter.key_id.empty()) {
    const std::string on = ahead.parameter(filter.key_on);
    sql += " WHERE (starts_on, item_id) > (" + on + ", " + ahead.parameter(filter.key_id) + ")";
  }
  sql += " ORDER BY starts_on, item_id LIMIT " + ahead.parameter(filter.most);
  return events_in(reader, "publishing.list_coming_events", sql, "starts_on, item_id", ahead.args);
}

std::vector<EventRow> list_past_events(db::Reader& reader, const EventFilter& filter) {
  RowWhere where;
  where.equal("organiser_kind", filter.organiser_kind);
  where.add("ends_on >= " + where.parameter(filter.from));
  where.add("ends_on <= " + where.parameter(filter.until));
  if (!filter.key_id.empty()) {
    const std::string on = where.parameter(filter.key_on);
    where.add("(ends_on, item_id) < (" + on + ", " + where.parameter(filter.key_id) + ")");
  }
  const std::string sql = "SELECT " EVENT_COLUMNS " FROM content_events" + where.sql +
                          " ORDER BY ends_on DESC, item_id DESC LIMIT " +
                          where.parameter(filter.most);
  return events_in(reader, "publishing.list_past_events", sql, "ends_on DESC, item_id DESC",
                   where.args);
}

std::vector<EventRow> list_events_of_month(db::Reader& reader, const std::string& month,
                                           std::string_view organiser_kind, int most) {
  RowWhere where;
  where.add("m.month = " + where.parameter(month));
  where.equal("e.organiser_kind", std::string(organiser_kind));
  const std::string sql =
      "SELECT e.item_id, e.starts_on, e.ends_on, e.organiser_kind, e.organiser, e.hours, e.place"
      " FROM content_event_months AS m JOIN content_events AS e ON e.item_id = m.item_id" +
      where.sql + " ORDER BY e.starts_on, e.item_id LIMIT " + where.parameter(most);
  return events_in(reader, "publishing.list_events_of_month", sql, "starts_on, item_id",
                   where.args);
}

std::vector<EventRow> list_events_between(db::Reader& reader, const EventFilter& filter) {
  RowWhere where;
  where.add("starts_on >= " + where.parameter(filter.from));
  where.add("starts_on <= " + where.parameter(filter.until));
  where.equal("organiser_kind", filter.organiser_kind);
  if (!filter.key_id.empty()) {
    const std::string on = where.parameter(filter.key_on);
    where.add("(starts_on, item_id) > (" + on + ", " + where.parameter(filter.key_id) + ")");
  }
  const std::string sql = "SELECT " EVENT_COLUMNS " FROM content_events" + where.sql +
                          " ORDER BY starts_on, item_id LIMIT " + where.parameter(filter.most);
  return events_in(reader, "publishing.list_events_between", sql, "starts_on, item_id",
                   where.args);
}

std::pair<std::string, std::string> find_event_span(db::Reader& reader) {
  const auto row = reader.first(kFindEventSpan);
  return {row->text(0), row->text(1)};
}

std::string find_public_id_after(db::Reader& reader, std::string_view after, std::int64_t nth) {
  const auto row = reader.first(kFindPublicIdAfter, after, nth);
  return row ? row->text(0) : std::string();
}

}  // namespace musubi::publishing::store
