// store_import_defects.cc - rows of `roster_defects`: what is wrong with a row, and how a person
// settled it. Those that wait after a commit are the office's list 未解決.
#include "features/members/store_imports.h"

namespace musubi::members::store {
namespace {

// CROSS JOIN below is a plain join to PostgreSQL; to SQLite it also says which table comes first:
// the few rows of one organisation, never everything that waits.

#define DEFECT_COLUMNS                                                                           \
  "d.id, d.import_id, d.row, d.line, d.field, d.kind, d.value, d.message, d.suggestion, "       \
  "d.severity, d.state, d.settled_value, d.reason, d.settled_by, d.settled_by_name, d.settled_at"
constexpr std::size_t kAfterDefect = 16;  // the first column behind DEFECT_COLUMNS

constexpr db::Query kFind{"members.find_import_defect",
                          "SELECT " DEFECT_COLUMNS " FROM roster_defects d WHERE d.id = $1"};
constexpr db::Query kListOfRow{"members.list_import_defects",
                               "SELECT " DEFECT_COLUMNS
                               " FROM roster_defects d WHERE d.import_id = $1 AND d.row = $2 "
                               "ORDER BY d.id"};
constexpr db::Query kListBetween{
    "members.list_import_defects_between",
    "SELECT " DEFECT_COLUMNS
    " FROM roster_defects d WHERE d.import_id = $1 AND d.row >= $2 AND d.row <= $3 "
    "ORDER BY d.row, d.id"};
constexpr db::Query kListAdoptable{
    "members.list_adoptable_defects",
    "SELECT " DEFECT_COLUMNS
    " FROM roster_defects d WHERE d.import_id = $1 AND d.state = 'open' AND d.suggestion <> '' "
    "AND (d.kind = $2 OR $2 = '') ORDER BY d.row, d.id LIMIT $3"};
constexpr db::Query kInsert{
    "members.insert_import_defect",
    "INSERT INTO roster_defects (id, import_id, row, line, field, kind, value, message, "
    "suggestion, severity, state, settled_value, reason, settled_by, settled_by_name, settled_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', '', NULL)"};
constexpr db::Query kUpdate{
    "members.update_import_defect",
    "UPDATE roster_defects SET state = $2, settled_value = $3, reason = $4, settled_by = $5, "
    "settled_by_name = $6, settled_at = $7 WHERE id = $1"};
// `|| ''` keeps the index by state out: PostgreSQL, not knowing yet how many rows a fresh import
// has, takes it and reads every open finding of the file for each row.
constexpr db::Query kUpdateOfRow{
    "members.update_defects_of_row",
    "UPDATE roster_defects SET state = $4 WHERE import_id = $1 AND row = $2 AND state || '' = $3"};
constexpr db::Query kCountKinds{
    "members.count_open_by_kind",
    "SELECT kind, count(*), sum(CASE WHEN suggestion <> '' THEN 1 ELSE 0 END) FROM roster_defects "
    "WHERE import_id = $1 AND state = 'open' GROUP BY kind ORDER BY count(*) DESC, kind"};
constexpr db::Query kCountWaiting{
    "members.count_waiting_defects",
    "SELECT count(*) FROM (SELECT 1 FROM roster_defects WHERE state = 'waiting' LIMIT $1) AS d"};
constexpr db::Query kCountOfOrganisation{
    "members.count_waiting_of_organisation",
    "SELECT count(*) FROM roster_rows r CROSS JOIN roster_defects d WHERE r.organisation_id = $1 "
    "AND d.import_id = r.import_id AND d.row = r.row AND d.state = 'waiting'"};
constexpr db::Query kCountOfImport{
    "members.count_defects_of_import",
    "SELECT count(*) FROM roster_defects WHERE import_id = $1 AND state = $2"};
constexpr db::Query kFindSame{
    "members.find_same_defect",
    "SELECT 1 FROM roster_rows r CROSS JOIN roster_defects d WHERE r.organisation_id = $1 "
    "AND d.import_id = r.import_id AND d.row = r.row AND d.import_id <> $2 AND d.field = $3 "
    "AND d.kind = $4 AND d.value = $5 "
    "AND d.state IN ('waiting', 'adopted', 'corrected', 'accepted') LIMIT 1"};

ImportDefect defect_of(const db::Row& row) {
  ImportDefect d;
  d.id = row.text(0);
  d.import_id = {row.text(1)};
  d.row = row.integer(2);
  d.line = row.integer(3);
  d.field = row.text(4);
  d.kind = row.text(5);
  d.value = row.text(6);
  d.message = row.text(7);
  d.suggestion = row.text(8);
  d.severity = row.text(9);
  d.state = row.text(10);
  d.settled_value = row.text(11);
  d.reason = row.text(12);
  d.settled_by = row.text(13);
  d.settled_by_name = row.text(14);
  if (auto at = row.integer_or_null(15)) d.settled_at = Instant{*at};
  return d;
}

std::vector<ImportDefect> defects_of(const std::vector<db::Row>& rows) {
  std::vector<ImportDefect> out;
  for (const auto& row : rows) out.push_back(defect_of(row));
  return out;
}

}  // namespace

std::optional<ImportDefect> find_import_defect(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFind, id);
  if (!row) return {};
  return defect_of(*row);
}

std::vector<ImportDefect> list_import_defects(db::Reader& reader, const ImportId& id,
                                              std::int64_t row) {
  return defects_of(reader.all(kListOfRow, id.text, row));
}

std::vector<ImportDefect> list_import_defects_between(db::Reader& reader, const ImportId& id,
                                                      std::int64_t from, std::int64_t until) {
  return defects_of(reader.all(kListBetween, id.text, from, until));
}

std::vector<ImportDefect> list_adoptable_defects(db::Reader& reader, const ImportId& id,
                                                 std::string_view kind, int most) {
  return defects_of(reader.all(kListAdoptable, id.text, kind, most));
}

Result<void> insert_import_defect(db::Tx& tx, const ImportDefect& d) {
  TRY(tx.run(kInsert, d.id, d.import_id.text, d.row, d.line, d.field, d.kind, d.value, d.message,
             d.suggestion, d.severity, d.state));
  return {};
}

Result<void> update_import_defect(db::Tx& tx, const ImportDefect& d) {
  std::optional<std::int64_t> at;
  if (d.settled_at) at = d.settled_at->ms;
  TRY(tx.run(kUpdate, d.id, d.state, d.settled_value, d.reason, d.settled_by, d.settled_by_name,
             at));
  return {};
}

Result<void> update_defects_of_row(db::Tx& tx, const ImportId& id, std::int64_t row,
                                   std::string_view from, std::string_view to) {
  TRY(tx.run(kUpdateOfRow, id.text, row, from, to));
  return {};
}

std::vector<KindCount> count_open_by_kind(db::Reader& reader, const ImportId& id) {
  std::vector<KindCount> out;
  for (const auto& row : reader.all(kCountKinds, id.text)) {
    out.push_back({row.text(0), row.integer(1), row.integer(2)});
  }
  return out;
}

std::vector<WaitingDefect> list_waiting_defects(db::Reader& reader, const WaitingFilter& filter) {
  std::vector<db::Value> args;
  const auto parameter = [&args](const std::string& value) {
    args.emplace_back(value);
    return "$" + std::to_string(args.size());
  };
  std::string where = "d.state = 'waiting'";
  if (!filter.import_id.empty()) where += " AND d.import_id = " + parameter(filter.import_id.text);
  if (!filter.kind.empty()) where += " AND d.kind = " + parameter(filter.kind);
  if (!filter.organisation_id.empty()) {
    where += " AND r.organisation_id = " + parameter(filter.organisation_id.text);
  }
  if (!filter.after_id.empty()) where += " AND d.id > " + parameter(filter.after_id);
  args.emplace_back(static_cast<std::int64_t>(filter.most));
  const char* tables = filter.organisation_id.empty()
                           ? "roster_defects d CROSS JOIN roster_rows r"
                           : "roster_rows r CROSS JOIN roster_defects d";
  const std::string sql =
      std::string("SELECT " DEFECT_COLUMNS ", r.organisation_id, coalesce(o.name, r.name), "
                  "coalesce(o.member_no, '') FROM ") + tables +
      " LEFT JOIN organisations o ON o.id = r.organisation_id "
      "WHERE r.import_id = d.import_id AND r.row = d.row AND " + where +
      " ORDER BY d.id LIMIT $" + std::to_string(args.size());
  std::vector<WaitingDefect> out;
  for (const auto& row : reader.select({"members.list_waiting_defects", sql}, args)) {
    out.push_back({defect_of(row), {row.text(kAfterDefect)}, row.text(kAfterDefect + 1),
                   row.text(kAfterDefect + 2)});
  }
  return out;
}

std::int64_t count_waiting_defects(db::Reader& reader, std::int64_t cap) {
  return reader.first(kCountWaiting, cap)->integer(0);
}

std::int64_t count_waiting_of_organisation(db::Reader& reader, const OrganisationId& id) {
  return reader.first(kCountOfOrganisation, id.text)->integer(0);
}

std::int64_t count_defects_of_import(db::Reader& reader, const ImportId& id,
                                     std::string_view state) {
  return reader.first(kCountOfImport, id.text, state)->integer(0);
}

bool find_same_defect(db::Reader& reader, const OrganisationId& organisation,
                      const ImportDefect& d) {
  return reader.first(kFindSame, organisation.text, d.import_id.text, d.field, d.kind, d.value)
      .has_value();
}

}  // namespace musubi::members::store
