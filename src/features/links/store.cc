// store.cc - see store.h.
// Rows in, structs out.
#include "features/links/store.h"

namespace musubi::links::store {
namespace {

#define TARGET_COLUMNS \
  "address, kind, state, status, trouble, failures, failing_since, checked_at, next_at"
#define USE_COLUMNS                                                                     \
  "u.address, u.item_id, u.item_title, u.item_path, u.words, u.owner_id, u.owner_name," \
  " u.round, u.told_at"

constexpr db::Query kPutTarget{
    "links.put_target",
    "INSERT INTO link_targets (" TARGET_COLUMNS
    ") VALUES ($1, $2, 'unchecked', 0, '', 0, 0, 0, $3) ON CONFLICT (address) DO NOTHING"};
constexpr db::Query kPutUse{
    "links.put_use",
    "INSERT INTO link_uses (address, item_id, item_title, item_path, words, owner_id, owner_name,"
    " round, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)"
    " ON CONFLICT (address, item_id) DO UPDATE SET item_title = excluded.item_title,"
    " item_path = excluded.item_path, words = excluded.words, owner_id = excluded.owner_id,"
    " owner_name = excluded.owner_name, round = excluded.round"};
// Rounds are UUIDs of their time: what an earlier one saw last was not seen by this one.
constexpr db::Query kListUnseen{
    "links.list_unseen_uses",
    "SELECT address, item_id FROM link_uses WHERE round < $1 ORDER BY round, address LIMIT $2"};
constexpr db::Query kDeleteUse{"links.delete_use",
                               "DELETE FROM link_uses WHERE address = $1 AND item_id = $2"};
constexpr db::Query kDeleteIdle{
    "links.delete_idle_target",
    "DELETE FROM link_targets WHERE address = $1"
    " AND NOT EXISTS (SELECT 1 FROM link_uses u WHERE u.address = $1)"};
constexpr db::Query kFindTarget{
    "links.find_target", "SELECT " TARGET_COLUMNS " FROM link_targets WHERE address = $1"};
constexpr db::Query kUpdateTarget{
    "links.update_target",
    "UPDATE link_targets SET state = $2, status = $3, trouble = $4, failures = $5,"
    " failing_since = $6, checked_at = $7, next_at = $8 WHERE address = $1"};
constexpr db::Query kListDue{"links.list_due",
                             "SELECT " TARGET_COLUMNS
                             " FROM link_targets WHERE kind = $1 AND next_at <= $2"
                             " ORDER BY next_at, address LIMIT $3"};
constexpr db::Query kListTargets{
    "links.list_targets",
    "SELECT " TARGET_COLUMNS
    " FROM link_targets WHERE state = $1 AND (failing_since, address) > ($2, $3)"
    " ORDER BY failing_since, address LIMIT $4"};
constexpr db::Query kCountState{"links.count_state",
                                "SELECT count(*) FROM link_targets WHERE state = $1"};
constexpr db::Query kFindOfKind{"links.find_of_kind",
                                "SELECT 1 FROM link_targets WHERE kind = $1 LIMIT 1"};
constexpr db::Query kListUses{"links.list_uses",
                              "SELECT " USE_COLUMNS
                              " FROM link_uses u WHERE u.address = $1 ORDER BY u.item_id"
                              " LIMIT $2"};
constexpr db::Query kListUntold{
    "links.list_untold_uses",
    "SELECT " USE_COLUMNS
    " FROM link_targets t JOIN link_uses u ON u.address = t.address"
    " WHERE t.state = 'broken' AND u.told_at = 0 ORDER BY u.owner_id, u.address LIMIT $1"};
constexpr db::Query kUpdateTold{
    "links.update_told",
    "UPDATE link_uses SET told_at = $3 WHERE address = $1 AND item_id = $2"};
constexpr db::Query kForgetTold{"links.forget_told",
                                "UPDATE link_uses SET told_at = 0 WHERE address = $1"};

Target target_of_row(const db::Row& row) {
  Target out;
  out.address = row.text(0);
  out.kind = row.text(1);
  out.state = row.text(2);
  out.status = row.integer(3);
  out.trouble = row.text(4);
  out.failures = row.integer(5);
  out.failing_since = {row.integer(6)};
  out.checked_at = {row.integer(7)};
  out.next_at = {row.integer(8)};
  return out;
}

std::vector<Target> targets_of_rows(const std::vector<db::Row>& rows) {
  std::vector<Target> out;
  for (const auto& row : rows) out.push_back(target_of_row(row));
  return out;
}

std::vector<Use> uses_of_rows(const std::vector<db::Row>& rows) {
  std::vector<Use> out;
  for (const auto& row : rows) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.text(6), row.text(7), {row.integer(8)}});
  }
  return out;
}

}  // namespace

Result<void> put_use(db::Tx& tx, const Use& u, std::string_view kind, Instant now) {
  TRY(tx.run(kPutTarget, u.address, kind, now.ms));
  TRY(tx.run(kPutUse, u.address, u.item_id, u.item_title, u.item_path, u.words, u.owner_id,
             u.owner_name, u.round));
  return {};
}

Result<std::int64_t> delete_unseen(db::Tx& tx, std::string_view round, int most) {
  const auto rows = tx.all(kListUnseen, round, most);
  for (const auto& row : rows) {
    TRY(tx.run(kDeleteUse, row.text(0), row.text(1)));
    TRY(tx.run(kDeleteIdle, row.text(0)));
  }
  return static_cast<std::int64_t>(rows.size());
}

std::optional<Target> find_target(db::Reader& reader, std::string_view address) {
  const auto row = reader.first(kFindTarget, address);
  if (!row) return std::nullopt;
  return target_of_row(*row);
}

Result<void> update_target(db::Tx& tx, const Target& t) {
  TRY(tx.run(kUpdateTarget, t.address, t.state, t.status, t.trouble, t.failures,
             t.failing_since.ms, t.checked_at.ms, t.next_at.ms));
  return {};
}

std::vector<Target> list_due(db::Reader& reader, std::string_view kind, Instant now, int most) {
  return targets_of_rows(reader.all(kListDue, kind, now.ms, most));
}

std::vector<Target> list_targets(db::Reader& reader, const ListFilter& filter) {
  return targets_of_rows(reader.all(kListTargets, filter.state, filter.after_since,
                                    filter.after_address, filter.most));
}

std::int64_t count_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

bool has_target_of(db::Reader& reader, std::string_view kind) {
  return reader.first(kFindOfKind, kind).has_value();
}

std::vector<Use> list_uses(db::Reader& reader, std::string_view address, int most) {
  return uses_of_rows(reader.all(kListUses, address, most));
}

std::vector<Use> list_untold(db::Reader& reader, int most) {
  return uses_of_rows(reader.all(kListUntold, most));
}

Result<void> update_told(db::Tx& tx, const Use& use, Instant at) {
  TRY(tx.run(kUpdateTold, use.address, use.item_id, at.ms));
  return {};
}

Result<void> forget_told(db::Tx& tx, std::string_view address) {
  TRY(tx.run(kForgetTold, address));
  return {};
}

}  // namespace musubi::links::store
