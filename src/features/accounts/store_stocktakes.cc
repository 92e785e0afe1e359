// store_stocktakes.cc - stock-takes and signs of sharing in SQL, see stocktakes.h.
// Called by the services only; must never decide.
#include "base/text.h"
#include "features/accounts/stocktakes.h"

namespace musubi::accounts::store {
namespace {

#define STOCKTAKE_COLUMNS                                                                       \
  "SELECT s.id, s.as_of, s.state, s.begun_name, s.signed_name, s.begun_at, s.signed_at,"        \
  " (SELECT count(*) FROM stocktake_rows r WHERE r.stocktake_id = s.id),"                       \
  " (SELECT count(*) FROM stocktake_rows r WHERE r.stocktake_id = s.id AND r.decision = ''),"   \
  " (SELECT count(*) FROM stocktake_rows r WHERE r.stocktake_id = s.id"                         \
  "  AND r.decision = 'suspend') FROM stocktakes s"

constexpr db::Query kInsert{
    "accounts.insert_stocktake",
    "INSERT INTO stocktakes (id, as_of, state, begun_by, begun_name, begun_at)"
    " VALUES ($1, $2, 'open', $3, $4, $5)"};

#define COPY_BEFORE_ROLES                                                                       \
  "INSERT INTO stocktake_rows (stocktake_id, account_id, login, name, organisation_id,"         \
  " account_state, last_sign_in_at, dormant, shared, roles)"                                    \
  " SELECT $1, a.id, a.login, a.name, a.organisation_id, a.state, a.last_sign_in_at,"           \
  " CASE WHEN coalesce(a.last_sign_in_at, a.created_at) < $2 THEN 1 ELSE 0 END,"                \
  " CASE WHEN EXISTS (SELECT 1 FROM sharing_signs g WHERE g.account_id = a.id"                  \
  "  AND g.noted_on >= $3) THEN 1 ELSE 0 END, coalesce((SELECT "
#define COPY_AFTER_ROLES                                                    \
  "(r.role, ' ') FROM account_roles r WHERE r.account_id = a.id), '')"      \
  " FROM accounts a WHERE a.state <> 'suspended'"
constexpr db::Query kInsertRows{"accounts.insert_stocktake_rows",
                                COPY_BEFORE_ROLES "group_concat" COPY_AFTER_ROLES,
                                COPY_BEFORE_ROLES "string_agg" COPY_AFTER_ROLES};
constexpr db::Query kFind{"accounts.find_stocktake", STOCKTAKE_COLUMNS " WHERE s.id = $1"};
constexpr db::Query kFindOpen{"accounts.find_open_stocktake",
                              STOCKTAKE_COLUMNS " WHERE s.state = 'open' LIMIT 1"};
constexpr db::Query kList{"accounts.list_stocktakes",
                          STOCKTAKE_COLUMNS " WHERE s.id < $1 ORDER BY s.id DESC LIMIT $2"};
constexpr db::Query kRows{
    "accounts.list_stocktake_rows",
    "SELECT account_id, login, name, roles, organisation_id, account_state, last_sign_in_at,"
    " dormant, shared, decision FROM stocktake_rows WHERE stocktake_id = $1 AND account_id > $2"
    " AND ($3 = 0 OR decision = '') AND ($4 = 0 OR dormant + shared > 0)"
    " ORDER BY account_id LIMIT $5"};
constexpr db::Query kToSuspend{
    "accounts.list_to_suspend",
    "SELECT account_id FROM stocktake_rows WHERE stocktake_id = $1 AND decision = 'suspend'"
    " ORDER BY account_id"};
constexpr db::Query kDecide{
    "accounts.update_decision",
    "UPDATE stocktake_rows SET decision = $3, decided_by = $4 WHERE stocktake_id = $1"
    " AND account_id = $2 AND decision <> $3"};
constexpr db::Query kKeepRest{
    "accounts.update_rest_kept",
    "UPDATE stocktake_rows SET decision = 'keep', decided_by = $2 WHERE stocktake_id = $1"
    " AND decision = '' AND dormant = 0 AND shared = 0"};
constexpr db::Query kSign{
    "accounts.update_signed",
    "UPDATE stocktakes SET state = 'signed', signed_by = $2, signed_name = $3, signed_at = $4"
    " WHERE id = $1 AND state = 'open'"};
// At the same time: sessions that were used within the idle time.
constexpr db::Query kLive{
    "accounts.count_live_sessions",
    "SELECT count(DISTINCT address), count(DISTINCT device_label) FROM sessions"
    " WHERE account_id = $1 AND last_seen_at >= $2"};
constexpr db::Query kPutSign{
    "accounts.put_sharing_sign",
    "INSERT INTO sharing_signs (account_id, noted_on, networks, devices) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (account_id, noted_on) DO UPDATE SET"
    " networks = CASE WHEN sharing_signs.networks > $3 THEN sharing_signs.networks ELSE $3 END,"
    " devices = CASE WHEN sharing_signs.devices > $4 THEN sharing_signs.devices ELSE $4 END"};
constexpr db::Query kSigns{
    "accounts.list_sharing_signs",
    "SELECT noted_on, networks, devices FROM sharing_signs WHERE account_id = $1"
    " AND noted_on >= $2 ORDER BY noted_on DESC LIMIT 20"};

Stocktake read(const db::Row& row) {
  Stocktake s;
  s.id = StocktakeId{row.text(0)};
  s.as_of = parse_iso_date(row.text(1)).value_or(s.as_of);
  s.is_signed = row.text(2) == "signed";
  s.begun_name = row.text(3);
  s.signed_name = row.text(4);
  s.begun = Instant{row.integer(5)};
  if (auto at = row.integer_or_null(6)) s.signed_at = Instant{*at};
  s.rows = row.integer(7);
  s.undecided = row.integer(8);
  s.suspended = row.integer(9);
  return s;
}

std::optional<Stocktake> read_first(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return read(*row);
}

StocktakeRow read_row(const db::Row& row) {
  StocktakeRow r;
  r.account = AccountId{row.text(0)};
  r.login = address_of_key(row.text(1));
  r.name = row.text(2);
  for (const std::string& name : split(row.text(3), ' ')) {
    if (auto role = role_from_name(name)) r.roles.add(*role);
  }
  r.organisation = OrganisationId{row.text(4)};
  r.state = state_from_name(row.text(5)).value_or(State::active);
  if (auto at = row.integer_or_null(6)) r.last_sign_in = Instant{*at};
  r.dormant = row.flag(7);
  r.shared = row.flag(8);
  r.decision = row.text(9);
  return r;
}

}  // namespace

Result<void> insert_stocktake(db::Tx& tx, const StocktakeId& id, const Context& ctx) {
  TRY(tx.run(kInsert, id.text, iso(ctx.today()), ctx.actor.account.text, ctx.actor.name,
             ctx.now.ms));
  return {};
}

Result<std::int64_t> insert_stocktake_rows(db::Tx& tx, const StocktakeId& id,
                                           Instant dormant_since, Date shared_since) {
  return tx.run(kInsertRows, id.text, dormant_since.ms, iso(shared_since));
}

std::optional<Stocktake> find_stocktake(db::Reader& reader, const StocktakeId& id) {
  return read_first(reader.first(kFind, id.text));
}

std::optional<Stocktake> find_open_stocktake(db::Reader& reader) {
  return read_first(reader.first(kFindOpen));
}

std::vector<Stocktake> list_stocktakes(db::Reader& reader, const std::string& before, int most) {
  std::vector<Stocktake> out;
  const std::string from = before.empty() ? std::string(kPastEveryUuid) : before;
  for (const db::Row& row : reader.all(kList, from, most)) out.push_back(read(row));
  return out;
}

std::vector<StocktakeRow> list_stocktake_rows(db::Reader& reader, const StocktakeId& id,
                                              const RowFilter& f) {
  std::vector<StocktakeRow> out;
  for (const db::Row& row : reader.all(kRows, id.text, f.after, f.only_undecided ? 1 : 0,
                                       f.only_marked ? 1 : 0, f.most)) {
    out.push_back(read_row(row));
  }
  return out;
}

std::vector<AccountId> list_to_suspend(db::Reader& reader, const StocktakeId& id) {
  std::vector<AccountId> out;
  for (const db::Row& row : reader.all(kToSuspend, id.text)) out.push_back({row.text(0)});
  return out;
}

Result<std::int64_t> update_decision(db::Tx& tx, const StocktakeId& id, const AccountId& account,
                                     std::string_view decision, std::string_view by) {
  return tx.run(kDecide, id.text, account.text, decision, by);
}

Result<std::int64_t> update_rest_kept(db::Tx& tx, const StocktakeId& id, std::string_view by) {
  return tx.run(kKeepRest, id.text, by);
}

Result<std::int64_t> update_signed(db::Tx& tx, const StocktakeId& id, const Context& ctx) {
  return tx.run(kSign, id.text, ctx.actor.account.text, ctx.actor.name, ctx.now.ms);
}

Result<void> note_sharing(db::Tx& tx, const AccountId& account, Instant live_since, Date today) {
  const auto live = tx.first(kLive, account.text, live_since.ms);
  const std::int64_t networks = live->integer(0);
  const std::int64_t devices = live->integer(1);
  if (networks < kNetworksOfASign && devices < kDevicesOfASign) return {};
  return put_sharing_sign(
      tx, account, {today, static_cast<int>(networks), static_cast<int>(devices)});
}

Result<void> put_sharing_sign(db::Tx& tx, const AccountId& account, const SharingSign& sign) {
  TRY(tx.run(kPutSign, account.text, iso(sign.noted_on), sign.networks, sign.devices));
  return {};
}

std::vector<SharingSign> list_sharing_signs(db::Reader& reader, const AccountId& account,
                                            Date since) {
  std::vector<SharingSign> out;
  for (const db::Row& row : reader.all(kSigns, account.text, iso(since))) {
    out.push_back({parse_iso_date(row.text(0)).value_or(since),
                   static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))});
  }
  return out;
}

}  // namespace musubi::accounts::store
