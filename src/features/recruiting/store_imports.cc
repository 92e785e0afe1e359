// store_imports.cc - every SQL statement on lists that are taken in. See store_imports.h.
// Reads one import at a time, by line.
#include "features/recruiting/store_imports.h"

#include "base/text.h"

namespace musubi::recruiting::store {
namespace {

#define IMPORT_COLUMNS                                                                          \
  "id, filename, file_id, sheet, columns, source, source_note, purpose, state, "                \
  "created_by_name, created_at, committed_by_name, committed_at, undone_by_name, undone_at"

constexpr db::Query kFind{"recruiting.find_list_import",
                          "SELECT " IMPORT_COLUMNS " FROM prospect_imports WHERE id = $1"};
constexpr db::Query kInsert{
    "recruiting.insert_list_import",
    "INSERT INTO prospect_imports (" IMPORT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr db::Query kUpdateState{
    "recruiting.update_list_import_state",
    "UPDATE prospect_imports SET state = $2, committed_by_name = $3, committed_at = $4, "
    "undone_by_name = $5, undone_at = $6 WHERE id = $1 AND state = $7"};
constexpr db::Query kList{"recruiting.list_list_imports",
                          "SELECT " IMPORT_COLUMNS
                          " FROM prospect_imports WHERE id < $1 ORDER BY id DESC LIMIT $2"};

#define ROW_COLUMNS \
  "line, name, typed, defects, outcome, of_id, of_name, prospect_id, defect_count, import_id"

constexpr db::Query kInsertRow{
    "recruiting.insert_list_row",
    "INSERT INTO prospect_import_rows (" ROW_COLUMNS
    ", contact_email) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kUpdateRow{
    "recruiting.update_list_row",
    "UPDATE prospect_import_rows SET outcome = $3, of_id = $4, of_name = $5, prospect_id = $6 "
    "WHERE import_id = $1 AND line = $2"};
constexpr db::Query kListRows{"recruiting.list_list_rows",
                              "SELECT " ROW_COLUMNS
                              " FROM prospect_import_rows WHERE import_id = $1 AND line > $2 "
                              "ORDER BY line LIMIT $3"};
constexpr db::Query kListRowsOf{
    "recruiting.list_list_rows_of",
    "SELECT " ROW_COLUMNS
    " FROM prospect_import_rows WHERE import_id = $1 AND line > $2 AND outcome = $4 "
    "ORDER BY line LIMIT $3"};
constexpr db::Query kListDefects{
    "recruiting.list_list_defects",
    "SELECT " ROW_COLUMNS
    " FROM prospect_import_rows WHERE import_id = $1 AND line > $2 AND defect_count > 0 "
    "ORDER BY line LIMIT $3"};
constexpr db::Query kCountRows{"recruiting.count_list_rows",
                               "SELECT outcome, count(*) FROM prospect_import_rows "
                               "WHERE import_id = $1 GROUP BY outcome"};
constexpr db::Query kCountDefects{"recruiting.count_list_defects",
                                  "SELECT sum(defect_count) FROM prospect_import_rows "
                                  "WHERE import_id = $1"};

std::optional<Instant> instant_or_null(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return {};
  return Instant{row.integer(column)};
}

std::optional<std::int64_t> ms_of(const std::optional<Instant>& at) {
  if (!at) return {};
  return at->ms;
}

Json json_or(const std::string& text, Json otherwise) {
  Json read = Json::parse(text, nullptr, false);
  return read.is_discarded() ? otherwise : read;
}

ListImport import_of(const db::Row& row) {
  ListImport i;
  i.id = {row.text(0)};
  i.filename = row.text(1);
  i.file_id = row.text(2);
  i.sheet = row.text(3);
  i.columns = json_or(row.text(4), Json::array());
  i.source = row.text(5);
  i.source_note = row.text(6);
  i.purpose = row.text(7);
  i.state = row.text(8);
  i.created_by_name = row.text(9);
  i.created_at = {row.integer(10)};
  i.committed_by_name = row.text(11);
  i.committed_at = instant_or_null(row, 12);
  i.undone_by_name = row.text(13);
  i.undone_at = instant_or_null(row, 14);
  return i;
}

}  // namespace

std::optional<ListImport> find_list_import(db::Reader& reader, const ListImportId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return import_of(*row);
}

Result<void> insert_list_import(db::Tx& tx, const ListImport& i) {
  TRY(tx.run(kInsert, i.id.text, i.filename, i.file_id, i.sheet, i.columns.dump(), i.source,
             i.source_note, i.purpose, i.state, i.created_by_name, i.created_at.ms,
             i.committed_by_name, ms_of(i.committed_at), i.undone_by_name, ms_of(i.undone_at)));
  return {};
}

Result<bool> update_list_import_state(db::Tx& tx, const ListImport& i, const std::string& from) {
  const auto changed =
      TRY(tx.run(kUpdateState, i.id.text, i.state, i.committed_by_name, ms_of(i.committed_at),
                 i.undone_by_name, ms_of(i.undone_at), from));
  return changed != 0;
}

std::vector<ListImport> list_list_imports(db::Reader& reader, const std::string& before_id,
                                          int most) {
  const std::string before = before_id.empty() ? std::string(kPastEveryUuid) : before_id;
  std::vector<ListImport> out;
  for (const auto& row : reader.all(kList, before, most)) out.push_back(import_of(row));
  return out;
}

Result<void> insert_list_row(db::Tx& tx, const ListImportId& import, const ListImportRow& r) {
  TRY(tx.run(kInsertRow, r.line, r.name, r.typed.dump(), r.defects.dump(), r.outcome, r.of_id,
             r.of_name, r.prospect_id, static_cast<std::int64_t>(r.defects.size()), import.text,
             lower_ascii(r.typed.value("contact_email", std::string()))));
  return {};
}

Result<void> update_list_row(db::Tx& tx, const ListImportId& import, const ListImportRow& r) {
  TRY(tx.run(kUpdateRow, import.text, r.line, r.outcome, r.of_id, r.of_name, r.prospect_id));
  return {};
}

std::vector<ListImportRow> list_list_rows(db::Reader& reader, const ListImportId& import,
                                          const std::string& outcome, std::int64_t after_line,
                                          int most) {
  const auto rows = outcome.empty()       ? reader.all(kListRows, import.text, after_line, most)
                    : outcome == "defects" ? reader.all(kListDefects, import.text, after_line, most)
                                           : reader.all(kListRowsOf, import.text, after_line, most,
                                                        outcome);
  std::vector<ListImportRow> out;
  for (const auto& row : rows) {
    out.push_back({row.integer(0), row.text(1), json_or(row.text(2), Json::object()),
                   json_or(row.text(3), Json::array()), row.text(4), row.text(5), row.text(6),
                   row.text(7)});
  }
  return out;
}

std::map<std::string, std::int64_t> count_list_rows(db::Reader& reader,
                                                    const ListImportId& import) {
  std::map<std::string, std::int64_t> out;
  for (const auto& row : reader.all(kCountRows, import.text)) out[row.text(0)] = row.integer(1);
  return out;
}

std::int64_t count_list_defects(db::Reader& reader, const ListImportId& import) {
  return reader.first(kCountDefects, import.text)->integer(0);
}

}  // namespace musubi::recruiting::store
