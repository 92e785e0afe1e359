// store_mailings.cc - segments and mailings; see store.h.
// Decides nothing.
#include "features/mailings/store.h"

namespace musubi::mailings::store {
namespace {

#define SEGMENT_COLUMNS "id, name, conditions, state, made_by_name, made_at, version"
constexpr db::Query kFindSegment{"mailings.find_segment",
                                 "SELECT " SEGMENT_COLUMNS " FROM mail_segments WHERE id = $1"};
constexpr db::Query kListSegments{"mailings.list_segments",
                                  "SELECT " SEGMENT_COLUMNS
                                  " FROM mail_segments WHERE state = 'active'"
                                  " ORDER BY name, id LIMIT $1"};
constexpr db::Query kInsertSegment{"mailings.insert_segment",
                                   "INSERT INTO mail_segments (" SEGMENT_COLUMNS
                                   ") VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kUpdateSegment{
    "mailings.update_segment",
    "UPDATE mail_segments SET name = $2, conditions = $3, state = $4, version = version + 1"
    " WHERE id = $1 AND version = $5"};

#define MAILING_COLUMNS                                                                       \
  "id, class, subject, body, segment_id, conditions, state, run, position, house, send_at,"   \
  " written_by, written_by_name, written_at, submitted_by, submitted_by_name, submitted_at,"  \
  " confirmed_by_name, confirmed_at, returned_note, began_at, ended_at, version,"  \
  " erased_on"
constexpr db::Query kFind{"mailings.find_mailing",
                          "SELECT " MAILING_COLUMNS " FROM mailings WHERE id = $1"};
constexpr db::Query kList{"mailings.list_mailings",
                          "SELECT " MAILING_COLUMNS
                          " FROM mailings WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListInState{
    "mailings.list_mailings_in_state",
    "SELECT " MAILING_COLUMNS
    " FROM mailings WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kCount{"mailings.count_in_state",
                           "SELECT count(*) FROM mailings WHERE state = $1"};
constexpr db::Query kCountWaitingFor{
    "mailings.count_waiting_for",
    "SELECT count(*) FROM mailings WHERE state = 'waiting' AND submitted_by <> $1"
    " AND written_by <> $1"};
constexpr db::Query kInsert{
    "mailings.insert_mailing",
    "INSERT INTO mailings (" MAILING_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, '')"};
constexpr db::Query kUpdate{
    "mailings.update_mailing",
    "UPDATE mailings SET class = $2, subject = $3, body = $4, segment_id = $5, conditions = $6,"
    " state = $7, run = $8, position = $9, house = $10, send_at = $11, written_by = $12,"
    " written_by_name = $13, written_at = $14, submitted_by = $15, submitted_by_name = $16,"
    " submitted_at = $17, confirmed_by_name = $18, confirmed_at = $19, returned_note = $20,"
    " began_at = $21, ended_at = $22, version = version + 1 WHERE id = $1 AND version = $23"};
constexpr db::Query kPosition{
    "mailings.update_position",
    "UPDATE mailings SET position = $2, state = $3, began_at = $4, ended_at = $5"
    " WHERE id = $1 AND run = $6 AND position = $7"
    " AND state IN ('preparing', 'scheduled', 'sending')"};

constexpr std::string_view kPastEveryId = kPastEveryUuid;

Segment segment_of(const db::Row& row) {
  Segment s;
  s.id = {row.text(0)};
  s.name = row.text(1);
  s.audience = audience_of(row.text(2));
  s.state = row.text(3);
  s.made_by_name = row.text(4);
  s.made_at = {row.integer(5)};
  s.version = row.integer(6);
  return s;
}

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}
std::optional<Instant> instant(const db::Row& row, std::size_t column) {
  const auto at = row.integer_or_null(column);
  return at ? std::optional<Instant>(Instant{*at}) : std::nullopt;
}

Mailing mailing_of(const db::Row& row) {
  Mailing m;
  m.id = {row.text(0)};
  m.mail_class = class_from_name(row.text(1)).value_or(mail::Class::business);
  m.subject = row.text(2);
  m.body = row.text(3);
  m.segment = {row.text(4)};
  m.conditions = row.text(5);
  m.state = row.text(6);
  m.run = row.text(7);
  m.position = row.text(8);
  m.house = row.text(9);
  m.send_at = {row.integer(10)};
  m.written_by = row.text(11);
  m.written_by_name = row.text(12);
  m.written_at = {row.integer(13)};
  m.submitted_by = row.text(14);
  m.submitted_by_name = row.text(15);
  m.submitted_at = instant(row, 16);
  m.confirmed_by_name = row.text(17);
  m.confirmed_at = instant(row, 18);
  m.returned_note = row.text(19);
  m.began_at = instant(row, 20);
  m.ended_at = instant(row, 21);
  m.version = row.integer(22);
  m.erased_on = row.text(23);
  return m;
}

Failure changed_meanwhile() {
  return fail(Fault::conflict, "ほかの人が先に変えました。入力した内容は残っています。"
                               "いまの内容を確かめて、もう一度保存してください");
}

}  // namespace

std::optional<Segment> find_segment(db::Reader& reader, const SegmentId& id) {
  const auto row = reader.first(kFindSegment, id.text);
  if (!row) return std::nullopt;
  return segment_of(*row);
}

std::vector<Segment> list_segments(db::Reader& reader, int most) {
  std::vector<Segment> out;
  for (const auto& row : reader.all(kListSegments, most)) out.push_back(segment_of(row));
  return out;
}

Result<void> insert_segment(db::Tx& tx, const Segment& s) {
  TRY(tx.run(kInsertSegment, s.id.text, s.name, audience_json(s.audience), s.state,
             s.made_by_name, s.made_at.ms, s.version));
  return {};
}

Result<void> update_segment(db::Tx& tx, const Segment& s) {
  const std::int64_t changed = TRY(
      tx.run(kUpdateSegment, s.id.text, s.name, audience_json(s.audience), s.state, s.version));
  if (changed == 0) return changed_meanwhile();
  return {};
}

std::optional<Mailing> find_mailing(db::Reader& reader, const MailingId& id) {
  const auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return mailing_of(*row);
}

std::vector<Mailing> list_mailings(db::Reader& reader, std::string_view state,
                                   std::string_view before_id, int most) {
  const std::string_view before = before_id.empty() ? kPastEveryId : before_id;
  const auto rows = state.empty() ? reader.all(kList, before, most)
                                  : reader.all(kListInState, before, most, state);
  std::vector<Mailing> out;
  for (const auto& row : rows) out.push_back(mailing_of(row));
  return out;
}

std::int64_t count_mailings_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

std::int64_t count_mailings_waiting_for(db::Reader& reader, std::string_view account) {
  return reader.first(kCountWaitingFor, account)->integer(0);
}

Result<void> insert_mailing(db::Tx& tx, const Mailing& m) {
  TRY(tx.run(kInsert, m.id.text, class_name(m.mail_class), m.subject, m.body, m.segment.text,
             m.conditions, m.state, m.run, m.position, m.house, m.send_at.ms, m.written_by,
             m.written_by_name, m.written_at.ms, m.submitted_by, m.submitted_by_name,
             stamp(m.submitted_at), m.confirmed_by_name, stamp(m.confirmed_at), m.returned_note,
             stamp(m.began_at), stamp(m.ended_at), m.version));
  return {};
}

Result<void> update_mailing(db::Tx& tx, const Mailing& m) {
  const std::int64_t changed = TRY(
      tx.run(kUpdate, m.id.text, class_name(m.mail_class), m.subject, m.body, m.segment.text,
             m.conditions, m.state, m.run, m.position, m.house, m.send_at.ms, m.written_by,
             m.written_by_name, m.written_at.ms, m.submitted_by, m.submitted_by_name,
             stamp(m.submitted_at), m.confirmed_by_name, stamp(m.confirmed_at), m.returned_note,
             stamp(m.began_at), stamp(m.ended_at), m.version));
  if (changed == 0) return changed_meanwhile();
  return {};
}

Result<std::int64_t> update_position(db::Tx& tx, const Mailing& m, std::string_view before) {
  return tx.run(kPosition, m.id.text, m.position, m.state, stamp(m.began_at), stamp(m.ended_at),
                m.run, before);
}

}  // namespace musubi::mailings::store
