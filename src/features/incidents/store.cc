// store.cc - see store.h.
// Rows in, structs out.
#include "features/incidents/store.h"

namespace musubi::incidents::store {
namespace {

#define INCIDENT_COLUMNS                                                                       \
  "id, fiscal_year, number, is_drill, title, state, known_at, known_on, sensitive, property,"  \
  " malicious, people, entrusted, encrypted, items, opened_by_name, opened_at, closed_by_name," \
  " closed_at, closing_words, version"

constexpr db::Query kInsert{
    "incidents.insert_incident",
    "INSERT INTO privacy_incidents (" INCIDENT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21)"};
constexpr db::Query kUpdate{
    "incidents.update_incident",
    "UPDATE privacy_incidents SET state = $2, sensitive = $3, property = $4, malicious = $5,"
    " people = $6, entrusted = $7, encrypted = $8, items = $9, closed_by_name = $10,"
    " closed_at = $11, closing_words = $12, version = version + 1"
    " WHERE id = $1 AND version = $13"};
constexpr db::Query kFind{"incidents.find_incident",
                          "SELECT " INCIDENT_COLUMNS " FROM privacy_incidents WHERE id = $1"};
constexpr db::Query kList{"incidents.list_incidents",
                          "SELECT " INCIDENT_COLUMNS
                          " FROM privacy_incidents WHERE ($1 = '' OR id < $1)"
                          " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListReported{
    "incidents.list_reported_incidents",
    "SELECT " INCIDENT_COLUMNS
    " FROM privacy_incidents WHERE ($1 = '' OR id < $1) AND EXISTS (SELECT 1 FROM"
    " privacy_incident_steps s WHERE s.incident_id = privacy_incidents.id"
    " AND s.step = 'prefecture') ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListOpen{"incidents.list_open_incidents",
                              "SELECT " INCIDENT_COLUMNS
                              " FROM privacy_incidents WHERE state = 'open' AND is_drill = 0"
                              " ORDER BY id LIMIT $1"};
constexpr db::Query kCountOpen{"incidents.count_open_incidents",
                               "SELECT count(*) FROM privacy_incidents WHERE state = 'open'"
                               " AND is_drill = 0"};
constexpr db::Query kHighest{"incidents.find_highest_number",
                             "SELECT COALESCE(MAX(number), 0) FROM privacy_incidents"
                             " WHERE is_drill = $1 AND fiscal_year = $2"};
constexpr db::Query kInsertStep{
    "incidents.insert_step",
    "INSERT INTO privacy_incident_steps (incident_id, step, done_at, done_by_name, how)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (incident_id, step) DO NOTHING"};
constexpr db::Query kListSteps{"incidents.list_steps",
                               "SELECT step, done_at, done_by_name, how"
                               " FROM privacy_incident_steps WHERE incident_id = $1"
                               " ORDER BY done_at"};
constexpr db::Query kInsertEvent{
    "incidents.insert_event",
    "INSERT INTO privacy_incident_events (id, incident_id, at, by_name, what)"
    " VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kListEvents{"incidents.list_events",
                                "SELECT at, by_name, what FROM privacy_incident_events"
                                " WHERE incident_id = $1 ORDER BY at DESC, id DESC LIMIT $2"};

Incident incident_of(const db::Row& row) {
  Incident i;
  i.id = row.text(0);
  i.fiscal_year = row.integer(1);
  i.number = row.integer(2);
  i.is_drill = row.flag(3);
  i.title = row.text(4);
  i.state = row.text(5);
  i.known_at = {row.integer(6)};
  i.known_on = row.text(7);
  i.answers = {row.flag(8),     row.flag(9),  row.flag(10),
               row.integer(11), row.flag(12), row.flag(13)};
  i.items = Json::parse(row.text(14));
  i.opened_by_name = row.text(15);
  i.opened_at = {row.integer(16)};
  i.closed_by_name = row.text(17);
  if (auto at = row.integer_or_null(18)) i.closed_at = Instant{*at};
  i.closing_words = row.text(19);
  i.version = row.integer(20);
  return i;
}

std::vector<Incident> incidents_of(const std::vector<db::Row>& rows) {
  std::vector<Incident> out;
  for (const auto& row : rows) out.push_back(incident_of(row));
  return out;
}

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

}  // namespace

Result<void> insert_incident(db::Tx& tx, const Incident& i) {
  const Answers& a = i.answers;
  TRY(tx.run(kInsert, i.id, i.fiscal_year, i.number, i.is_drill, i.title, i.state, i.known_at.ms,
             i.known_on, a.sensitive, a.property, a.malicious, a.people, a.entrusted, a.encrypted,
             i.items.dump(), i.opened_by_name, i.opened_at.ms, i.closed_by_name,
             stamp(i.closed_at), i.closing_words, i.version));
  return {};
}

Result<void> update_incident(db::Tx& tx, const Incident& i) {
  const Answers& a = i.answers;
  const std::int64_t changed =
      TRY(tx.run(kUpdate, i.id, i.state, a.sensitive, a.property, a.malicious, a.people,
                 a.entrusted, a.encrypted, i.items.dump(), i.closed_by_name, stamp(i.closed_at),
                 i.closing_words, i.version));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先に書き換えました。入力した内容は残っています。いまの内容と見比べて、もう一度保存してください");
}

std::optional<Incident> find_incident(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  return incident_of(*row);
}

std::vector<Incident> list_incidents(db::Reader& reader, std::string_view before, bool reported,
                                     int most) {
  return incidents_of(reader.all(reported ? kListReported : kList, before, most));
}

std::vector<Incident> list_open(db::Reader& reader, int most) {
  return incidents_of(reader.all(kListOpen, most));
}

std::int64_t count_open(db::Reader& reader) { return reader.first(kCountOpen)->integer(0); }

std::int64_t find_highest_number(db::Reader& reader, bool drill, std::int64_t fiscal_year) {
  return reader.first(kHighest, drill, fiscal_year)->integer(0);
}

Result<std::int64_t> insert_step(db::Tx& tx, std::string_view incident, const DoneStep& s) {
  return tx.run(kInsertStep, incident, s.step, s.done_at.ms, s.done_by_name, s.how);
}

std::vector<DoneStep> list_steps(db::Reader& reader, std::string_view incident) {
  std::vector<DoneStep> out;
  for (const auto& row : reader.all(kListSteps, incident)) {
    out.push_back({row.text(0), {row.integer(1)}, row.text(2), row.text(3)});
  }
  return out;
}

Result<void> insert_event(db::Tx& tx, std::string_view incident, const Event& e) {
  TRY(tx.run(kInsertEvent, new_uuid(e.at), incident, e.at.ms, e.by_name, e.what));
  return {};
}

std::vector<Event> list_events(db::Reader& reader, std::string_view incident, int most) {
  std::vector<Event> out;
  for (const auto& row : reader.all(kListEvents, incident, most)) {
    out.push_back({{row.integer(0)}, row.text(1), row.text(2)});
  }
  return out;
}

}  // namespace musubi::incidents::store
