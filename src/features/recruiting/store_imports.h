// store_imports.h - rows of `prospect_imports` and `prospect_import_rows`. Decides nothing.
// Called by service_imports.cc; every list is of one import and bounded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "db/db.h"
#include "features/recruiting/prospect.h"

namespace musubi::recruiting {

struct ListImportNoun;
using ListImportId = Id<ListImportNoun>;

struct ListImport {
  ListImportId id;
  std::string filename, file_id, sheet;
  Json columns = Json::array();
  std::string source, source_note, purpose;
  std::string state;  // draft committed undone erased
  std::string created_by_name;
  Instant created_at;
  std::string committed_by_name;
  std::optional<Instant> committed_at;
  std::string undone_by_name;
  std::optional<Instant> undone_at;
};
struct ListImportRow {
  std::int64_t line = 0;
  std::string name;
  Json typed = Json::object(), defects = Json::array();
  std::string outcome;  // new member prospect application repeated unusable
  std::string of_id, of_name, prospect_id;
};

namespace store {

std::optional<ListImport> find_list_import(db::Reader& reader, const ListImportId& id);
Result<void> insert_list_import(db::Tx& tx, const ListImport& import);
// From the state that is named only: false when it is another one by now.
Result<bool> update_list_import_state(db::Tx& tx, const ListImport& import,
                                      const std::string& from);
// Newest first, paged by id.
std::vector<ListImport> list_list_imports(db::Reader& reader, const std::string& before_id,
                                          int most);
Result<void> insert_list_row(db::Tx& tx, const ListImportId& import, const ListImportRow& row);
Result<void> update_list_row(db::Tx& tx, const ListImportId& import, const ListImportRow& row);
// By line; outcome "" = all, "defects" = those with something wrong.
std::vector<ListImportRow> list_list_rows(db::Reader& reader, const ListImportId& import,
                                          const std::string& outcome, std::int64_t after_line,
                                          int most);
std::map<std::string, std::int64_t> count_list_rows(db::Reader& reader,
                                                    const ListImportId& import);
std::int64_t count_list_defects(db::Reader& reader, const ListImportId& import);

}  // namespace store
}  // namespace musubi::recruiting
