// store_report_files.h - which files of a report were ordered and made; the bytes are core/files'.
// Finds, lists, inserts and updates; never decides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "features/members/lost_characters.h"
#include "features/members/store_reports.h"

namespace musubi::members::store {

struct StoredReportFile {
  std::string report_id, edition, format;
  std::string state = "ordered";  // ordered | ready | failed
  std::string file_id, filename, sha256;
  std::int64_t bytes = 0;
  Instant ordered_at;
  std::optional<Instant> made_at;
  LostCharacters lost = {};  // csv_cp932: what 〓 stands for
};
std::vector<StoredReportFile> list_report_files(db::Reader& reader, const std::string& report_id);
// Inserts or replaces the row of this report, edition and format.
Result<void> update_report_file(db::Tx& tx, const StoredReportFile& file);
Result<void> delete_report_file(db::Tx& tx, const StoredReportFile& file);

}  // namespace musubi::members::store
