// store_report_files.cc - the table member_report_files; see store_report_files.h. What was
// ordered, what is ready and under which file; never the bytes.
#include "features/members/store_report_files.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kList{
    "members.list_report_files",
    "SELECT report_id, edition, format, state, file_id, filename, sha256, bytes, ordered_at, "
    "made_at, replaced FROM member_report_files WHERE report_id = $1 ORDER BY edition, format"};
constexpr db::Query kUpdate{
    "members.update_report_file",
    "INSERT INTO member_report_files (report_id, edition, format, state, file_id, filename, "
    "sha256, bytes, ordered_at, made_at, replaced) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (report_id, edition, format) DO UPDATE SET state = excluded.state, "
    "file_id = excluded.file_id, filename = excluded.filename, sha256 = excluded.sha256, "
    "bytes = excluded.bytes, ordered_at = excluded.ordered_at, made_at = excluded.made_at, "
    "replaced = excluded.replaced"};
constexpr db::Query kDelete{
    "members.delete_report_file",
    "DELETE FROM member_report_files WHERE report_id = $1 AND edition = $2 AND format = $3"};

}  // namespace

std::vector<StoredReportFile> list_report_files(db::Reader& reader, const std::string& report_id) {
  std::vector<StoredReportFile> out;
  for (const auto& row : reader.all(kList, report_id)) {
    StoredReportFile file{row.text(0), row.text(1), row.text(2),    row.text(3),      row.text(4),
                          row.text(5), row.text(6), row.integer(7), {row.integer(8)}, {}, {}};
    if (auto at = row.integer_or_null(9)) file.made_at = Instant{*at};
    if (!row.text(10).empty()) file.lost = lost_from(Json::parse(row.text(10)));
    out.push_back(std::move(file));
  }
  return out;
}

Result<void> update_report_file(db::Tx& tx, const StoredReportFile& f) {
  TRY(tx.run(kUpdate, f.report_id, f.edition, f.format, f.state, f.file_id, f.filename, f.sha256,
             f.bytes, f.ordered_at.ms, f.made_at ? db::to_value(f.made_at->ms) : db::null(),
             f.lost.empty() ? std::string() : lost_json(f.lost).dump()));
  return {};
}

Result<void> delete_report_file(db::Tx& tx, const StoredReportFile& f) {
  TRY(tx.run(kDelete, f.report_id, f.edition, f.format));
  return {};
}

}  // namespace musubi::members::store
