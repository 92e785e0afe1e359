// store_reports.h - rows of 月次ログ報告書, their comments and their files; see store_reports.cc.
// A frozen report's figures are inserted once; only its way moves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"

namespace musubi::analytics::store {

struct Report {
  std::string id;
  std::int64_t number = 0, version = 1;
  std::string month, figures, sha256, secretariat_comment;
  std::string state = "frozen";  // frozen | submitted | received | superseded | discarded
  std::string frozen_by_name;
  Instant frozen_at;
  std::string submitted_by_name;
  std::optional<Instant> submitted_at;
  std::string received_by_name;
  std::optional<Instant> received_at;
};
Result<void> insert_report(db::Tx& tx, const Report& report);
// Where it still is `expected`; how many rows changed.
Result<std::int64_t> update_report_state(db::Tx& tx, const Report& report,
                                         std::string_view expected);
// Only while it is frozen.
Result<std::int64_t> update_report_comment(db::Tx& tx, const std::string& id,
                                           const std::string& comment);
std::optional<Report> find_report(db::Reader& reader, const std::string& id);
std::optional<Report> find_report_of_month(db::Reader& reader, const std::string& month);
// Submitted or received.
std::optional<Report> find_report_in_hand(db::Reader& reader, const std::string& month);
std::int64_t find_highest_number(db::Reader& reader);
// Below this number and version, newest first. handed_over: only what was submitted once.
std::vector<Report> list_reports_below(db::Reader& reader, std::int64_t number,
                                       std::int64_t version, bool handed_over, int most);
// Months whose report was submitted or received, from `first` on.
std::vector<std::string> list_months_in_hand(db::Reader& reader, const std::string& first);
std::int64_t count_reports_in_state(db::Reader& reader, std::string_view state);

struct ReportComment {
  std::string account_name, body;
  Instant created;
};
Result<void> insert_report_comment(db::Tx& tx, const std::string& report_id,
                                   const ReportComment& comment);
std::vector<ReportComment> list_report_comments(db::Reader& reader, const std::string& report_id);

struct StoredFile {
  std::string report_id, edition, format;
  std::string state = "ordered";  // ordered | ready | failed
  std::string file_id, filename, sha256;
  std::int64_t bytes = 0;
  Instant ordered_at;
  std::int64_t replaced = 0;
};
std::vector<StoredFile> list_report_files(db::Reader& reader, const std::string& report_id);
Result<void> update_report_file(db::Tx& tx, const StoredFile& file);  // inserts or replaces
Result<void> delete_report_file(db::Tx& tx, const StoredFile& file);

}  // namespace musubi::analytics::store
