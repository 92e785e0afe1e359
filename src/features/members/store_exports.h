// store_exports.h - rows of `member_exports`: who took which members out, when, and for what.
// An export is logged in the same transaction as its audit note, before the file is handed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/db.h"

namespace musubi::members::store {

struct ExportRecord {
  std::string id, purpose, query, columns, format;
  std::int64_t row_count = 0;
  std::string sha256, account_id, account_name;
  Instant created;
  std::int64_t replaced = 0;  // characters that CP932 could not hold: 〓 stands there
};
Result<void> insert_export(db::Tx& tx, const ExportRecord& record);
// Newest first; those before this moment, and of this very moment those before this id.
std::vector<ExportRecord> list_exports(db::Reader& reader, Instant before,
                                       std::string_view before_id, int most);

}  // namespace musubi::members::store
