// store.cc - imports, and what old items and addresses have become. See store.h; never decides.
// Lists that a page shows whole (authors, groups, choices) are JSON in the row: they are bounded.
#include "features/site_import/store.h"

#include "base/json.h"
#include "db/rows.h"

namespace musubi::site_import::store {
namespace {

#define IMPORT_COLUMNS                                                                       \
  "id, state, problem, file_id, sha256, filename, media_file_id, arrival, site_title, "      \
  "site_address, authors, group_list, choices, skipped, done, total, resumed, begun_by, "    \
  "begun_by_name, created_at, updated_at, version"

constexpr db::Query kInsert{
    "site_import.insert_import",
    "INSERT INTO site_imports (" IMPORT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
    " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"};
constexpr db::Query kUpdate{
    "site_import.update_import",
    "UPDATE site_imports SET state = $2, problem = $3, arrival = $4, site_title = $5,"
    " site_address = $6, authors = $7, group_list = $8, choices = $9, skipped = $10, done = $11,"
    " total = $12, resumed = $13, updated_at = $14, version = version + 1"
    " WHERE id = $1 AND version = $15"};
constexpr db::Query kProgress{
    "site_import.update_progress",
    "UPDATE site_imports SET done = $2, total = $3, updated_at = $4 WHERE id = $1"};
constexpr db::Query kFind{"site_import.find_import",
                          "SELECT " IMPORT_COLUMNS " FROM site_imports WHERE id = $1"};
constexpr db::Query kFindUnfinished{
    "site_import.find_unfinished",
    "SELECT " IMPORT_COLUMNS " FROM site_imports WHERE sha256 = $1"
    " AND state IN ('reading', 'draft', 'committing') ORDER BY id DESC LIMIT 1"};
constexpr db::Query kList{
    "site_import.list_imports",
    "SELECT " IMPORT_COLUMNS " FROM site_imports WHERE id < $1 ORDER BY id DESC LIMIT $2"};

constexpr db::Query kFindSource{
    "site_import.find_source", "SELECT content_id FROM site_import_sources WHERE source_key = $1"};
constexpr db::Query kPutSource{
    "site_import.put_source",
    "INSERT INTO site_import_sources (source_key, content_id, import_id) VALUES ($1, $2, $3)"
    " ON CONFLICT (source_key) DO UPDATE SET content_id = $2, import_id = $3"};
constexpr db::Query kDeleteSource{"site_import.delete_source",
                                  "DELETE FROM site_import_sources WHERE source_key = $1"};
constexpr db::Query kPutMove{
    "site_import.put_move",
    "INSERT INTO site_import_moves (from_path, kind, target, import_id) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (from_path) DO UPDATE SET kind = $2, target = $3, import_id = $4"};
constexpr db::Query kFindMove{
    "site_import.find_move",
    "SELECT from_path, kind, target FROM site_import_moves WHERE from_path = $1"};
constexpr db::Query kListMoves{
    "site_import.list_moves",
    "SELECT from_path, kind, target FROM site_import_moves WHERE from_path > $1"
    " ORDER BY from_path LIMIT $2"};
constexpr db::Query kDeleteMoves{"site_import.delete_moves",
                                 "DELETE FROM site_import_moves WHERE import_id = $1"};

Json groups_json(const std::vector<Group>& groups) {
  Json out = Json::array();
  for (const Group& one : groups) {
    out.push_back({{"key", one.key}, {"label", one.label}, {"count", one.count},
                   {"guess", one.guess}});
  }
  return out;
}

std::vector<Group> groups_from(const std::string& text) {
  std::vector<Group> out;
  for (const Json& one : Json::parse(text)) {
    out.push_back({one.value("key", ""), one.value("label", ""),
                   one.value("count", std::int64_t{0}), one.value("guess", "")});
  }
  return out;
}

SiteImport import_of(const db::Row& row) {
  SiteImport out;
  out.id = {row.text(0)};
  out.state = row.text(1);
  out.problem = row.text(2);
  out.file_id = row.text(3);
  out.sha256 = row.text(4);
  out.filename = row.text(5);
  out.media_file_id = row.text(6);
  out.arrival = row.text(7);
  out.site_title = row.text(8);
  out.site_address = row.text(9);
  out.authors = Json::parse(row.text(10)).get<std::map<std::string, std::int64_t>>();
  out.groups = groups_from(row.text(11));
  out.choices = Json::parse(row.text(12)).get<std::map<std::string, std::string>>();
  out.skipped = Json::parse(row.text(13)).get<std::map<std::string, std::int64_t>>();
  out.done = row.integer(14);
  out.total = row.integer(15);
  out.resumed = row.integer(16);
  out.begun_by = row.text(17);
  out.begun_by_name = row.text(18);
  out.created_at = {row.integer(19)};
  out.updated_at = {row.integer(20)};
  out.version = row.integer(21);
  return out;
}

Move move_of(const db::Row& row) { return {row.text(0), row.text(1), row.text(2)}; }

}  // namespace

Result<void> insert_import(db::Tx& tx, const SiteImport& i) {
  TRY(tx.run(kInsert, i.id.text, i.state, i.problem, i.file_id, i.sha256, i.filename,
             i.media_file_id, i.arrival, i.site_title, i.site_address, Json(i.authors).dump(),
             groups_json(i.groups).dump(), Json(i.choices).dump(), Json(i.skipped).dump(), i.done,
             i.total, i.resumed, i.begun_by, i.begun_by_name, i.created_at.ms, i.updated_at.ms,
             i.version));
  return {};
}

Result<void> update_import(db::Tx& tx, const SiteImport& i) {
  const auto changed =
      TRY(tx.run(kUpdate, i.id.text, i.state, i.problem, i.arrival, i.site_title, i.site_address,
                 Json(i.authors).dump(), groups_json(i.groups).dump(), Json(i.choices).dump(),
                 Json(i.skipped).dump(), i.done, i.total, i.resumed, i.updated_at.ms, i.version));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に進めたようです。画面を開き直して、いまの状態を確かめてください");
}

Result<void> update_progress(db::Tx& tx, const SiteImportId& id, std::int64_t done,
                             std::int64_t total, Instant at) {
  TRY(tx.run(kProgress, id.text, done, total, at.ms));
  return {};
}

std::optional<SiteImport> find_import(db::Reader& reader, const SiteImportId& id) {
  return db::one_of(reader.first(kFind, id.text), import_of);
}

std::optional<SiteImport> find_unfinished_of(db::Reader& reader, std::string_view sha256) {
  return db::one_of(reader.first(kFindUnfinished, sha256), import_of);
}

std::vector<SiteImport> list_imports(db::Reader& reader, std::string_view before, int most) {
  const std::string_view from = before.empty() ? kPastEveryUuid : before;
  return db::each_of(reader.all(kList, from, most), import_of);
}

std::optional<std::string> find_source(db::Reader& reader, std::string_view source_key) {
  const auto row = reader.first(kFindSource, source_key);
  if (!row) return std::nullopt;
  return row->text(0);
}

Result<void> put_source(db::Tx& tx, std::string_view source_key, std::string_view content_id,
                        const SiteImportId& id) {
  TRY(tx.run(kPutSource, source_key, content_id, id.text));
  return {};
}

Result<void> delete_source(db::Tx& tx, std::string_view source_key) {
  TRY(tx.run(kDeleteSource, source_key));
  return {};
}

Result<void> put_move(db::Tx& tx, const Move& move, const SiteImportId& id) {
  TRY(tx.run(kPutMove, move.from, move.kind, move.target, id.text));
  return {};
}

std::optional<Move> find_move(db::Reader& reader, std::string_view from) {
  return db::one_of(reader.first(kFindMove, from), move_of);
}

std::vector<Move> list_moves(db::Reader& reader, std::string_view after, int most) {
  return db::each_of(reader.all(kListMoves, after, most), move_of);
}

Result<void> delete_moves(db::Tx& tx, const SiteImportId& id) {
  TRY(tx.run(kDeleteMoves, id.text));
  return {};
}

}  // namespace musubi::site_import::store
