// store_bounces.cc - bounces, how far the mailbox was read, and who has received anything.
// See store.h; decides nothing.
#include "features/mailings/store.h"

namespace musubi::mailings::store {
namespace {

constexpr db::Query kFindReading{"mailings.find_reading",
                                 "SELECT validity, last_uid FROM bounce_readings"
                                 " WHERE id = 'inbox'"};
constexpr db::Query kUpdateReading{
    "mailings.update_reading",
    "INSERT INTO bounce_readings (id, validity, last_uid, updated_at)"
    " VALUES ('inbox', $1, $2, $3) ON CONFLICT (id) DO UPDATE SET validity = excluded.validity,"
    " last_uid = excluded.last_uid, updated_at = excluded.updated_at"};
#define BOUNCE_COLUMNS \
  "id, source, kind, address_key, status, says, mail_id, subject, state, created_at"
constexpr db::Query kInsert{"mailings.insert_bounce",
                            "INSERT INTO mail_bounces (" BOUNCE_COLUMNS
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                            " ON CONFLICT (source) DO NOTHING"};
constexpr db::Query kList{"mailings.list_bounces",
                          "SELECT " BOUNCE_COLUMNS
                          " FROM mail_bounces WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListInState{
    "mailings.list_bounces_in_state",
    "SELECT " BOUNCE_COLUMNS
    " FROM mail_bounces WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kCount{"mailings.count_bounces_in_state",
                           "SELECT count(*) FROM mail_bounces WHERE state = $1"};
constexpr db::Query kCountSoft{
    "mailings.count_soft_bounces",
    "SELECT count(*) FROM mail_bounces WHERE address_key = $1 AND created_at >= $2"
    " AND kind = 'soft'"};
constexpr db::Query kSeen{"mailings.update_bounces_seen",
                          "UPDATE mail_bounces SET state = 'seen' WHERE state = 'new'"
                          " AND id <= $1"};
#define REACH_COLUMNS "organisation_id, member_no, name, last_at, addresses, run"
constexpr db::Query kInsertReach{
    "mailings.insert_reach",
    "INSERT INTO mail_reach (" REACH_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation_id) DO UPDATE SET"
    " member_no = excluded.member_no, name = excluded.name, last_at = excluded.last_at,"
    " addresses = excluded.addresses, run = excluded.run"};
constexpr db::Query kDeleteReach{"mailings.delete_reach_of_other_runs",
                                 "DELETE FROM mail_reach WHERE run <> $1"};
constexpr db::Query kListUnreached{
    "mailings.list_unreached",
    "SELECT " REACH_COLUMNS " FROM mail_reach WHERE last_at < $1"
    " AND (last_at, organisation_id) > ($2, $3) ORDER BY last_at, organisation_id LIMIT $4"};

constexpr std::string_view kPastEveryId = kPastEveryUuid;

BounceRow bounce_of(const db::Row& row) {
  BounceRow b;
  b.id = row.text(0);
  b.source = row.text(1);
  b.kind = row.text(2);
  b.address_key = row.text(3);
  b.status = row.text(4);
  b.says = row.text(5);
  b.mail_id = row.text(6);
  b.subject = row.text(7);
  b.state = row.text(8);
  b.created = {row.integer(9)};
  return b;
}

Reach reach_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), Instant{row.integer(3)}, row.integer(4),
          row.text(5)};
}

}  // namespace

Reading find_reading(db::Reader& reader) {
  const auto row = reader.first(kFindReading);
  return row ? Reading{row->text(0), row->integer(1)} : Reading{};
}

Result<void> update_reading(db::Tx& tx, const Reading& reading, Instant now) {
  TRY(tx.run(kUpdateReading, reading.validity, reading.last_uid, now.ms));
  return {};
}

Result<bool> insert_bounce(db::Tx& tx, const BounceRow& b) {
  return TRY(tx.run(kInsert, b.id, b.source, b.kind, b.address_key, b.status, b.says, b.mail_id,
                    b.subject, b.state, b.created.ms)) == 1;
}

std::vector<BounceRow> list_bounces(db::Reader& reader, std::string_view state,
                                    std::string_view before_id, int most) {
  const std::string_view before = before_id.empty() ? kPastEveryId : before_id;
  const auto rows = state.empty() ? reader.all(kList, before, most)
                                  : reader.all(kListInState, before, most, state);
  std::vector<BounceRow> out;
  for (const auto& row : rows) out.push_back(bounce_of(row));
  return out;
}

std::int64_t count_bounces_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

std::int64_t count_soft_bounces(db::Reader& reader, std::string_view key, Instant since) {
  return reader.first(kCountSoft, key, since.ms)->integer(0);
}

Result<std::int64_t> update_bounces_seen(db::Tx& tx, std::string_view until_id) {
  return tx.run(kSeen, until_id);
}

Result<void> insert_reach(db::Tx& tx, const Reach& r) {
  TRY(tx.run(kInsertReach, r.organisation, r.member_no, r.name, r.last.ms, r.addresses, r.run));
  return {};
}

Result<void> delete_reach_of_other_runs(db::Tx& tx, std::string_view run) {
  TRY(tx.run(kDeleteReach, run));
  return {};
}

std::vector<Reach> list_unreached(db::Reader& reader, Instant until, Instant after_last,
                                  std::string_view after_id, int most) {
  std::vector<Reach> out;
  for (const auto& row :
       reader.all(kListUnreached, until.ms, after_last.ms, after_id, most)) {
    out.push_back(reach_of(row));
  }
  return out;
}

}  // namespace musubi::mailings::store
