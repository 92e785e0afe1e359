// store.cc - copies of the site. See store.h; never decides.
// The rows are few: the newest are all that anybody asks for.
#include "features/site_export/store.h"

#include "base/json.h"

namespace musubi::site_export::store {
namespace {

#define COPY_COLUMNS                                                                       \
  "id, state, problem, sha256, bytes, pages, files, redirects, left_out, done, total, "    \
  "made_by_name, created_at, updated_at"

constexpr db::Query kInsertCopy{
    "site_export.insert_copy",
    "INSERT INTO site_exports (" COPY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
    " $11, $12, $13, $14)"};
constexpr db::Query kUpdateCopy{
    "site_export.update_copy",
    "UPDATE site_exports SET state = $2, problem = $3, sha256 = $4, bytes = $5, pages = $6,"
    " files = $7, redirects = $8, left_out = $9, updated_at = $10 WHERE id = $1"};
constexpr db::Query kCopyProgress{
    "site_export.update_progress",
    "UPDATE site_exports SET done = $2, total = $3, updated_at = $4 WHERE id = $1"};
constexpr db::Query kFindCopy{"site_export.find_copy",
                              "SELECT " COPY_COLUMNS " FROM site_exports WHERE id = $1"};
constexpr db::Query kListOfState{
    "site_export.list_of_state",
    "SELECT " COPY_COLUMNS " FROM site_exports WHERE state = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListCopies{"site_export.list_copies",
                                "SELECT " COPY_COLUMNS
                                " FROM site_exports ORDER BY id DESC LIMIT $1"};

SiteCopy copy_of(const db::Row& row) {
  SiteCopy out;
  out.id = {row.text(0)};
  out.state = row.text(1);
  out.problem = row.text(2);
  out.sha256 = row.text(3);
  out.bytes = row.integer(4);
  out.pages = row.integer(5);
  out.files = row.integer(6);
  out.redirects = row.integer(7);
  out.left_out = Json::parse(row.text(8)).get<std::vector<std::string>>();
  out.done = row.integer(9);
  out.total = row.integer(10);
  out.made_by_name = row.text(11);
  out.created_at = {row.integer(12)};
  out.updated_at = {row.integer(13)};
  return out;
}

std::vector<SiteCopy> copies_of(const std::vector<db::Row>& rows) {
  std::vector<SiteCopy> out;
  for (const db::Row& row : rows) out.push_back(copy_of(row));
  return out;
}

}  // namespace

Result<void> insert_copy(db::Tx& tx, const SiteCopy& c) {
  TRY(tx.run(kInsertCopy, c.id.text, c.state, c.problem, c.sha256, c.bytes, c.pages, c.files,
             c.redirects, Json(c.left_out).dump(), c.done, c.total, c.made_by_name,
             c.created_at.ms, c.updated_at.ms));
  return {};
}

Result<void> update_copy(db::Tx& tx, const SiteCopy& c) {
  TRY(tx.run(kUpdateCopy, c.id.text, c.state, c.problem, c.sha256, c.bytes, c.pages, c.files,
             c.redirects, Json(c.left_out).dump(), c.updated_at.ms));
  return {};
}

Result<void> update_progress(db::Tx& tx, const SiteCopyId& id, std::int64_t done,
                             std::int64_t total, Instant at) {
  TRY(tx.run(kCopyProgress, id.text, done, total, at.ms));
  return {};
}

std::optional<SiteCopy> find_copy(db::Reader& reader, const SiteCopyId& id) {
  const auto row = reader.first(kFindCopy, id.text);
  if (!row) return std::nullopt;
  return copy_of(*row);
}

std::optional<SiteCopy> find_running(db::Reader& reader) {
  const auto row = reader.first(kListOfState, "running", 1);
  if (!row) return std::nullopt;
  return copy_of(*row);
}

std::vector<SiteCopy> list_copies(db::Reader& reader, int most) {
  return copies_of(reader.all(kListCopies, most));
}

std::vector<SiteCopy> list_done(db::Reader& reader, int most) {
  return copies_of(reader.all(kListOfState, "done", most));
}

}  // namespace musubi::site_export::store
