// store_reports.cc - see store_reports.h.
// Rows in, structs out.
#include "features/analytics/store_reports.h"

#include "base/ids.h"

namespace musubi::analytics::store {
namespace {

#define SITE_REPORT_COLUMNS                                                                 \
  "id, number, version, month, figures, sha256, secretariat_comment, state, "               \
  "frozen_by_name, frozen_at, submitted_by_name, submitted_at, received_by_name, received_at"

constexpr db::Query kInsertReport{
    "analytics.insert_report",
    "INSERT INTO site_reports (" SITE_REPORT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr db::Query kUpdateState{
    "analytics.update_report_state",
    "UPDATE site_reports SET state = $2, submitted_by_name = $3, submitted_at = $4, "
    "received_by_name = $5, received_at = $6 WHERE id = $1 AND state = $7"};
constexpr db::Query kUpdateRemark{
    "analytics.update_report_comment",
    "UPDATE site_reports SET secretariat_comment = $2 WHERE id = $1 AND state = 'frozen'"};
constexpr db::Query kFindReport{"analytics.find_report",
                                "SELECT " SITE_REPORT_COLUMNS " FROM site_reports WHERE id = $1"};
constexpr db::Query kFindOfMonth{"analytics.find_report_of_month",
                                 "SELECT " SITE_REPORT_COLUMNS
                                 " FROM site_reports WHERE month = $1 "
                                 "ORDER BY version DESC LIMIT 1"};
constexpr db::Query kFindInHand{"analytics.find_report_in_hand",
                                "SELECT " SITE_REPORT_COLUMNS
                                " FROM site_reports WHERE month = $1 "
                                "AND state IN ('submitted', 'received') "
                                "ORDER BY version DESC LIMIT 1"};
constexpr db::Query kHighestReport{"analytics.find_highest_number",
                                   "SELECT COALESCE(MAX(number), 0) FROM site_reports"};
constexpr db::Query kListBelow{"analytics.list_reports_below",
                               "SELECT " SITE_REPORT_COLUMNS
                               " FROM site_reports WHERE (number, version) < ($1, $2) "
                               "ORDER BY number DESC, version DESC LIMIT $3"};
constexpr db::Query kListHandedOver{"analytics.list_reports_handed_over_below",
                                    "SELECT " SITE_REPORT_COLUMNS
                                    " FROM site_reports WHERE (number, version) < ($1, $2) "
                                    "AND submitted_at IS NOT NULL "
                                    "ORDER BY number DESC, version DESC LIMIT $3"};
constexpr db::Query kMonthsInHand{"analytics.list_months_in_hand",
                                  "SELECT DISTINCT month FROM site_reports "
                                  "WHERE state IN ('submitted', 'received') AND month >= $1 "
                                  "ORDER BY month"};
constexpr db::Query kCountState{"analytics.count_reports_in_state",
                                "SELECT count(*) FROM site_reports WHERE state = $1"};
constexpr db::Query kInsertReportComment{
    "analytics.insert_report_comment",
    "INSERT INTO site_report_comments (id, report_id, account_name, body, created_at) "
    "VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kListReportComments{
    "analytics.list_report_comments",
    "SELECT account_name, body, created_at FROM site_report_comments WHERE report_id = $1 "
    "ORDER BY created_at, id"};
constexpr db::Query kListFiles{
    "analytics.list_report_files",
    "SELECT report_id, edition, format, state, file_id, filename, sha256, bytes, ordered_at, "
    "replaced FROM site_report_files WHERE report_id = $1 ORDER BY edition, format"};
constexpr db::Query kPutFile{
    "analytics.update_report_file",
    "INSERT INTO site_report_files (report_id, edition, format, state, file_id, filename, "
    "sha256, bytes, ordered_at, replaced) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (report_id, edition, format) DO UPDATE SET state = excluded.state, "
    "file_id = excluded.file_id, filename = excluded.filename, sha256 = excluded.sha256, "
    "bytes = excluded.bytes, ordered_at = excluded.ordered_at, replaced = excluded.replaced"};
constexpr db::Query kDeleteFile{
    "analytics.delete_report_file",
    "DELETE FROM site_report_files WHERE report_id = $1 AND edition = $2 AND format = $3"};

Report site_report_of(const db::Row& row) {
  Report r;
  r.id = row.text(0);
  r.number = row.integer(1);
  r.version = row.integer(2);
  r.month = row.text(3);
  r.figures = row.text(4);
  r.sha256 = row.text(5);
  r.secretariat_comment = row.text(6);
  r.state = row.text(7);
  r.frozen_by_name = row.text(8);
  r.frozen_at = {row.integer(9)};
  r.submitted_by_name = row.text(10);
  if (auto at = row.integer_or_null(11)) r.submitted_at = Instant{*at};
  r.received_by_name = row.text(12);
  if (auto at = row.integer_or_null(13)) r.received_at = Instant{*at};
  return r;
}

std::optional<Report> first_site_report(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return site_report_of(*row);
}

db::Value report_stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

}  // namespace

Result<void> insert_report(db::Tx& tx, const Report& r) {
  TRY(tx.run(kInsertReport, r.id, r.number, r.version, r.month, r.figures, r.sha256,
             r.secretariat_comment, r.state, r.frozen_by_name, r.frozen_at.ms,
             r.submitted_by_name, report_stamp(r.submitted_at), r.received_by_name,
             report_stamp(r.received_at)));
  return {};
}

Result<std::int64_t> update_report_state(db::Tx& tx, const Report& r, std::string_view expected) {
  return tx.run(kUpdateState, r.id, r.state, r.submitted_by_name, report_stamp(r.submitted_at),
                r.received_by_name, report_stamp(r.received_at), expected);
}

Result<std::int64_t> update_report_comment(db::Tx& tx, const std::string& id,
                                           const std::string& comment) {
  return tx.run(kUpdateRemark, id, comment);
}

std::optional<Report> find_report(db::Reader& reader, const std::string& id) {
  return first_site_report(reader.first(kFindReport, id));
}

std::optional<Report> find_report_of_month(db::Reader& reader, const std::string& month) {
  return first_site_report(reader.first(kFindOfMonth, month));
}

std::optional<Report> find_report_in_hand(db::Reader& reader, const std::string& month) {
  return first_site_report(reader.first(kFindInHand, month));
}

std::int64_t find_highest_number(db::Reader& reader) {
  return reader.first(kHighestReport)->integer(0);
}

std::vector<Report> list_reports_below(db::Reader& reader, std::int64_t number,
                                       std::int64_t version, bool handed_over, int most) {
  std::vector<Report> out;
  for (const auto& row :
       reader.all(handed_over ? kListHandedOver : kListBelow, number, version, most)) {
    out.push_back(site_report_of(row));
  }
  return out;
}

std::vector<std::string> list_months_in_hand(db::Reader& reader, const std::string& first) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kMonthsInHand, first)) out.push_back(row.text(0));
  return out;
}

std::int64_t count_reports_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

Result<void> insert_report_comment(db::Tx& tx, const std::string& report_id,
                                   const ReportComment& c) {
  TRY(tx.run(kInsertReportComment, new_uuid(c.created), report_id, c.account_name, c.body,
             c.created.ms));
  return {};
}

std::vector<ReportComment> list_report_comments(db::Reader& reader,
                                                const std::string& report_id) {
  std::vector<ReportComment> out;
  for (const auto& row : reader.all(kListReportComments, report_id)) {
    out.push_back({row.text(0), row.text(1), {row.integer(2)}});
  }
  return out;
}

std::vector<StoredFile> list_report_files(db::Reader& reader, const std::string& report_id) {
  std::vector<StoredFile> out;
  for (const auto& row : reader.all(kListFiles, report_id)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.text(6), row.integer(7), {row.integer(8)}, row.integer(9)});
  }
  return out;
}

Result<void> update_report_file(db::Tx& tx, const StoredFile& f) {
  TRY(tx.run(kPutFile, f.report_id, f.edition, f.format, f.state, f.file_id, f.filename, f.sha256,
             f.bytes, f.ordered_at.ms, f.replaced));
  return {};
}

Result<void> delete_report_file(db::Tx& tx, const StoredFile& f) {
  TRY(tx.run(kDeleteFile, f.report_id, f.edition, f.format));
  return {};
}

}  // namespace musubi::analytics::store
