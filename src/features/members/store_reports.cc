// store_reports.cc - member reports in their tables, and the history they are computed from.
// A frozen report is never updated but for its way: submitted, received, superseded.
#include "features/members/store_reports.h"

namespace musubi::members::store {
namespace {

#define REPORT_COLUMNS                                                                       \
  "id, number, version, as_of, previous_id, figures, sha256, secretariat_comment, state, "   \
  "frozen_by, frozen_by_name, frozen_at, submitted_by_name, submitted_at, "                  \
  "received_by_name, received_at"
#define REPORT_ROW_COLUMNS                                                                    \
  "organisation_id, member_no, name, corporate_number, category, industry, "                  \
  "municipality_code, size_class, state, joined_on, left_on, uses_platform, change, "         \
  "change_note, counted, correction, correction_note, position"

constexpr db::Query kInsert{
    "members.insert_report",
    "INSERT INTO member_reports (" REPORT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
constexpr db::Query kInsertRow{
    "members.insert_report_row",
    "INSERT INTO member_report_rows (report_id, " REPORT_ROW_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
    "$17, $18, $19)"};
constexpr db::Query kUpdateState{
    "members.update_report_state",
    "UPDATE member_reports SET state = $2, submitted_by_name = $3, submitted_at = $4, "
    "received_by_name = $5, received_at = $6 WHERE id = $1 AND state = $7"};
constexpr db::Query kUpdateComment{
    "members.update_report_comment",
    "UPDATE member_reports SET secretariat_comment = $2 WHERE id = $1 AND state = 'frozen'"};
constexpr db::Query kFind{"members.find_report",
                          "SELECT " REPORT_COLUMNS " FROM member_reports WHERE id = $1"};
constexpr db::Query kFindBefore{
    "members.find_report_before",
    "SELECT " REPORT_COLUMNS
    " FROM member_reports WHERE as_of < $1 AND state IN ('submitted', 'received') "
    "ORDER BY as_of DESC, version DESC LIMIT 1"};
constexpr db::Query kFindOfDay{
    "members.find_report_of_day",
    "SELECT " REPORT_COLUMNS " FROM member_reports WHERE as_of = $1 ORDER BY version DESC LIMIT 1"};
constexpr db::Query kFindInHand{
    "members.find_report_in_hand",
    "SELECT " REPORT_COLUMNS
    " FROM member_reports WHERE as_of = $1 AND state IN ('submitted', 'received') "
    "ORDER BY version DESC LIMIT 1"};
constexpr db::Query kPreviousOfAnother{
    "members.is_previous_of_another",
    "SELECT 1 FROM member_reports WHERE previous_id = $1 "
    "AND state IN ('submitted', 'received') LIMIT 1"};
constexpr db::Query kListAll{"members.list_all_reports", "SELECT " REPORT_COLUMNS
                                                         " FROM member_reports ORDER BY id"};
constexpr db::Query kListBelow{"members.list_reports_below",
                               "SELECT " REPORT_COLUMNS
                               " FROM member_reports WHERE number < $1 OR "
                               "(number = $1 AND version < $2) "
                               "ORDER BY number DESC, version DESC LIMIT $3"};
constexpr db::Query kListById{"members.list_reports_by_id",
                              "SELECT " REPORT_COLUMNS
                              " FROM member_reports WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kHighestNumber{"members.find_highest_report_number",
                                   "SELECT COALESCE(MAX(number), 0) FROM member_reports"};
constexpr db::Query kList{"members.list_reports",
                          "SELECT " REPORT_COLUMNS
                          " FROM member_reports ORDER BY number DESC, version DESC LIMIT $1"};
constexpr db::Query kCountState{"members.count_reports_in_state",
                                "SELECT count(*) FROM member_reports WHERE state = $1"};
constexpr db::Query kListRows{
    "members.list_report_rows",
    "SELECT " REPORT_ROW_COLUMNS
    " FROM member_report_rows WHERE report_id = $1 AND position > $2 ORDER BY position LIMIT $3"};
constexpr db::Query kListChangedRows{
    "members.list_report_rows_by_change",
    "SELECT " REPORT_ROW_COLUMNS
    " FROM member_report_rows WHERE report_id = $1 AND change = $4 AND position > $2 "
    "ORDER BY position LIMIT $3"};
constexpr db::Query kListCorrectedRows{
    "members.list_report_rows_corrected",
    "SELECT " REPORT_ROW_COLUMNS
    " FROM member_report_rows WHERE report_id = $1 AND correction IN ('in', 'out') "
    "AND position > $2 ORDER BY position LIMIT $3"};
// Counted by that report, and deleted since: an import that made them was undone.
constexpr db::Query kListVanishedRows{
    "members.list_report_rows_vanished",
    "SELECT " REPORT_ROW_COLUMNS
    " FROM member_report_rows r WHERE report_id = $1 AND counted = 1 AND NOT EXISTS "
    "(SELECT 1 FROM organisations o WHERE o.id = r.organisation_id) ORDER BY position"};
constexpr db::Query kStreamRows{
    "members.stream_report_rows",
    "SELECT " REPORT_ROW_COLUMNS
    " FROM member_report_rows WHERE report_id = $1 ORDER BY position"};
constexpr db::Query kInsertComment{
    "members.insert_report_comment",
    "INSERT INTO member_report_comments (id, report_id, account_id, account_name, body, "
    "created_at) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kListComments{
    "members.list_report_comments",
    "SELECT account_id, account_name, body, created_at FROM member_report_comments "
    "WHERE report_id = $1 ORDER BY created_at, id"};

Report report_of(const db::Row& row) {
  Report r;
  r.id = row.text(0);
  r.number = row.integer(1);
  r.version = row.integer(2);
  r.as_of = row.text(3);
  r.previous_id = row.text(4);
  r.figures = row.text(5);
  r.sha256 = row.text(6);
  r.secretariat_comment = row.text(7);
  r.state = row.text(8);
  r.frozen_by = row.text(9);
  r.frozen_by_name = row.text(10);
  r.frozen_at = {row.integer(11)};
  r.submitted_by_name = row.text(12);
  if (auto at = row.integer_or_null(13)) r.submitted_at = Instant{*at};
  r.received_by_name = row.text(14);
  if (auto at = row.integer_or_null(15)) r.received_at = Instant{*at};
  return r;
}

ReportRow report_row_of(const db::Row& row) {
  ReportRow r;
  r.organisation_id = row.text(0);
  r.member_no = row.text(1);
  r.name = row.text(2);
  r.corporate_number = row.text(3);
  r.category = row.text(4);
  r.industry = row.text(5);
  r.municipality_code = row.text(6);
  r.size_class = row.text(7);
  r.state = row.text(8);
  r.joined_on = row.text(9);
  r.left_on = row.text(10);
  r.uses_platform = row.flag(11);
  r.change = row.text(12);
  r.change_note = row.text(13);
  r.counted = row.flag(14);
  r.correction = row.text(15);
  r.correction_note = row.text(16);
  r.position = row.integer(17);
  return r;
}

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

std::optional<Report> first_report(std::optional<db::Row> row) {
  if (!row) return {};
  return report_of(*row);
}

// "$1, $2 ..." for an IN list; the values go into `args`.
std::string list_of(const std::vector<OrganisationId>& ids, std::vector<db::Value>& args) {
  std::string list;
  for (const auto& id : ids) {
    args.push_back(id.text);
    list += (list.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  return list;
}

}  // namespace

Result<void> insert_report(db::Tx& tx, const Report& r) {
  TRY(tx.run(kInsert, r.id, r.number, r.version, r.as_of, r.previous_id, r.figures, r.sha256,
             r.secretariat_comment, r.state, r.frozen_by, r.frozen_by_name, r.frozen_at.ms,
             r.submitted_by_name, stamp(r.submitted_at), r.received_by_name,
             stamp(r.received_at)));
  return {};
}

Result<void> insert_report_row(db::Tx& tx, const std::string& report_id, const ReportRow& r) {
  TRY(tx.run(kInsertRow, report_id, r.organisation_id, r.member_no, r.name, r.corporate_number,
             r.category, r.industry, r.municipality_code, r.size_class, r.state, r.joined_on,
             r.left_on, r.uses_platform, r.change, r.change_note, r.counted, r.correction,
             r.correction_note, r.position));
  return {};
}

Result<std::int64_t> update_report_state(db::Tx& tx, const Report& r, std::string_view expected) {
  return tx.run(kUpdateState, r.id, r.state, r.submitted_by_name, stamp(r.submitted_at),
                r.received_by_name, stamp(r.received_at), expected);
}

Result<std::int64_t> update_report_comment(db::Tx& tx, const std::string& id,
                                           const std::string& comment) {
  return tx.run(kUpdateComment, id, comment);
}

std::optional<Report> find_report(db::Reader& reader, const std::string& id) {
  return first_report(reader.first(kFind, id));
}

std::optional<Report> find_report_before(db::Reader& reader, const std::string& as_of) {
  return first_report(reader.first(kFindBefore, as_of));
}

std::optional<Report> find_report_of_day(db::Reader& reader, const std::string& as_of) {
  return first_report(reader.first(kFindOfDay, as_of));
}

std::optional<Report> find_report_in_hand(db::Reader& reader, const std::string& as_of) {
  return first_report(reader.first(kFindInHand, as_of));
}

bool is_previous_of_another(db::Reader& reader, const std::string& id) {
  return reader.first(kPreviousOfAnother, id).has_value();
}

std::vector<Report> list_all_reports(db::Reader& reader) {
  std::vector<Report> out;
  for (const auto& row : reader.all(kListAll)) out.push_back(report_of(row));
  return out;
}

std::int64_t find_highest_report_number(db::Reader& reader) {
  return reader.first(kHighestNumber)->integer(0);
}

std::vector<Report> list_reports(db::Reader& reader, int most) {
  std::vector<Report> out;
  for (const auto& row : reader.all(kList, most)) out.push_back(report_of(row));
  return out;
}

std::vector<Report> list_reports_below(db::Reader& reader, std::int64_t number,
                                       std::int64_t version, int most) {
  std::vector<Report> out;
  for (const auto& row : reader.all(kListBelow, number, version, most)) {
    out.push_back(report_of(row));
  }
  return out;
}

std::vector<Report> list_reports_by_id(db::Reader& reader, const std::string& after_id, int most) {
  std::vector<Report> out;
  for (const auto& row : reader.all(kListById, after_id, most)) out.push_back(report_of(row));
  return out;
}

std::int64_t count_reports_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

std::vector<ReportRow> list_report_rows(db::Reader& reader, const std::string& report_id,
                                        std::string_view change, std::int64_t after, int most) {
  const auto rows = change.empty()         ? reader.all(kListRows, report_id, after, most)
                    : change == "corrected" ? reader.all(kListCorrectedRows, report_id, after, most)
                                            : reader.all(kListChangedRows, report_id, after, most,
                                                         change);
  std::vector<ReportRow> out;
  for (const auto& row : rows) out.push_back(report_row_of(row));
  return out;
}

std::vector<ReportRow> list_report_rows_of(db::Reader& reader, const std::string& report_id,
                                           const std::vector<OrganisationId>& ids) {
  std::vector<ReportRow> out;
  if (ids.empty()) return out;
  std::vector<db::Value> args;
  const std::string list = list_of(ids, args);
  args.push_back(db::to_value(report_id));
  const std::string sql = "SELECT " REPORT_ROW_COLUMNS
                          " FROM member_report_rows WHERE report_id = $" +
                          std::to_string(args.size()) + " AND organisation_id IN (" + list + ")";
  for (const auto& row : reader.select({"members.list_report_rows_of", sql}, args)) {
    out.push_back(report_row_of(row));
  }
  return out;
}

std::vector<ReportRow> list_report_rows_vanished(db::Reader& reader,
                                                 const std::string& report_id) {
  std::vector<ReportRow> out;
  for (const auto& row : reader.all(kListVanishedRows, report_id)) {
    out.push_back(report_row_of(row));
  }
  return out;
}

void stream_report_rows(db::Reader& reader, const std::string& report_id,
                        const std::function<bool(const ReportRow&)>& each) {
  reader.stream(kStreamRows, {db::to_value(report_id)},
                [&](const db::Row& row) { return each(report_row_of(row)); });
}

Result<void> insert_report_comment(db::Tx& tx, const std::string& report_id,
                                   const ReportComment& c) {
  TRY(tx.run(kInsertComment, new_uuid(c.created), report_id, c.account_id, c.account_name, c.body,
             c.created.ms));
  return {};
}

std::vector<ReportComment> list_report_comments(db::Reader& reader, const std::string& report_id) {
  std::vector<ReportComment> out;
  for (const auto& row : reader.all(kListComments, report_id)) {
    out.push_back({row.text(0), row.text(1), row.text(2), {row.integer(3)}});
  }
  return out;
}

std::vector<MembershipEvent> list_events_of(db::Reader& reader,
                                            const std::vector<OrganisationId>& ids) {
  std::vector<MembershipEvent> out;
  std::vector<db::Value> args;
  const std::string list = list_of(ids, args);
  if (ids.empty()) return out;
  const std::string sql =
      "SELECT organisation_id, kind, happened_on, first_time, recorded_at, cause, cause_id, "
      "reason FROM membership_events WHERE organisation_id IN (" +
      list + ") ORDER BY organisation_id, happened_on, recorded_at, id";
  for (const auto& row : reader.select({"members.list_events_of", sql}, args)) {
    out.push_back({{row.text(0)}, row.text(1), row.text(2), row.flag(3), {row.integer(4)},
                   row.text(5), row.text(6), row.text(7)});
  }
  return out;
}

std::vector<FieldChange> list_changes_of(db::Reader& reader,
                                         const std::vector<OrganisationId>& ids) {
  std::vector<FieldChange> out;
  std::vector<db::Value> args;
  const std::string list = list_of(ids, args);
  if (ids.empty()) return out;
  const std::string sql =
      "SELECT organisation_id, person_id, field, before, after, effective_on, changed_at, "
      "changed_by, changed_by_name, cause, cause_id, reason FROM field_changes "
      "WHERE organisation_id IN (" +
      list + ") AND person_id = '' ORDER BY organisation_id, changed_at, id";
  for (const auto& row : reader.select({"members.list_changes_of", sql}, args)) {
    out.push_back({{row.text(0)}, row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   {row.integer(6)}, row.text(7), row.text(8), row.text(9), row.text(10),
                   row.text(11)});
  }
  return out;
}

}  // namespace musubi::members::store
