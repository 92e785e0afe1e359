// store_pledges.cc - pledges in SQL, see pledges.h. Rows to structs and back.
// Called by the services only; must never decide.
#include "features/accounts/pledges.h"

namespace musubi::accounts::store {
namespace {

#define PLEDGE_COLUMNS                                                                       \
  "SELECT id, account_id, text_version, way, given_on, file_id, noted_by, created_at,"       \
  " withdrawn_at, withdrawn_reason FROM pledges"

constexpr db::Query kInsert{
    "accounts.insert_pledge",
    "INSERT INTO pledges (id, account_id, text_version, way, given_on, file_id, noted_by,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kList{"accounts.list_pledges",
                          PLEDGE_COLUMNS " WHERE account_id = $1 ORDER BY id DESC LIMIT 50"};
constexpr db::Query kFind{"accounts.find_pledge", PLEDGE_COLUMNS " WHERE id = $1"};
constexpr db::Query kHas{"accounts.has_pledge",
                         "SELECT 1 FROM pledges WHERE account_id = $1 AND text_version = $2"
                         " AND withdrawn_at IS NULL LIMIT 1"};
constexpr db::Query kWithdraw{
    "accounts.update_pledge_withdrawn",
    "UPDATE pledges SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = $1"
    " AND withdrawn_at IS NULL"};

Pledge read(const db::Row& row) {
  Pledge p;
  p.id = PledgeId{row.text(0)};
  p.account = AccountId{row.text(1)};
  p.text_version = row.text(2);
  p.on_paper = row.text(3) == "paper";
  p.given_on = parse_iso_date(row.text(4)).value_or(p.given_on);
  p.file = files::FileId{row.text(5)};
  p.noted_by = row.text(6);
  p.created = Instant{row.integer(7)};
  if (auto at = row.integer_or_null(8)) p.withdrawn = Instant{*at};
  p.withdrawn_reason = row.text(9);
  return p;
}

}  // namespace

Result<void> insert_pledge(db::Tx& tx, const Pledge& p) {
  TRY(tx.run(kInsert, p.id.text, p.account.text, p.text_version, p.on_paper ? "paper" : "online",
             iso(p.given_on), p.file.empty() ? db::null() : db::to_value(p.file.text), p.noted_by,
             p.created.ms));
  return {};
}

std::vector<Pledge> list_pledges(db::Reader& reader, const AccountId& account) {
  std::vector<Pledge> out;
  for (const db::Row& row : reader.all(kList, account.text)) out.push_back(read(row));
  return out;
}

std::optional<Pledge> find_pledge(db::Reader& reader, const PledgeId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return read(*row);
}

bool has_pledge(db::Reader& reader, const AccountId& account) {
  return reader.first(kHas, account.text, kPledgeVersion).has_value();
}

Result<std::int64_t> update_pledge_withdrawn(db::Tx& tx, const PledgeId& id,
                                             std::string_view reason, Instant now) {
  return tx.run(kWithdraw, id.text, now.ms, reason);
}

}  // namespace musubi::accounts::store
