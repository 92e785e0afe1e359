// store_exports.cc - the log of files that left with members' data (R-9.4.a).
// Inserted and listed, never changed and never deleted.
#include "features/members/store_exports.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kInsert{
    "members.insert_export",
    "INSERT INTO member_exports (id, purpose, query, columns, format, row_count, sha256, "
    "account_id, account_name, created_at, replaced) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kList{
    "members.list_exports",
    "SELECT id, purpose, query, columns, format, row_count, sha256, account_id, account_name, "
    "created_at, replaced FROM member_exports "
    "WHERE created_at < $1 OR (created_at = $1 AND id < $2) "
    "ORDER BY created_at DESC, id DESC LIMIT $3"};

}  // namespace

Result<void> insert_export(db::Tx& tx, const ExportRecord& e) {
  TRY(tx.run(kInsert, e.id, e.purpose, e.query, e.columns, e.format, e.row_count, e.sha256,
             e.account_id, e.account_name, e.created.ms, e.replaced));
  return {};
}

std::vector<ExportRecord> list_exports(db::Reader& reader, Instant before,
                                       std::string_view before_id, int most) {
  std::vector<ExportRecord> out;
  for (const auto& row : reader.all(kList, before.ms, before_id, most)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5),
                   row.text(6), row.text(7), row.text(8), {row.integer(9)}, row.integer(10)});
  }
  return out;
}

}  // namespace musubi::members::store
