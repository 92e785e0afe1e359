// store_loans.cc - the statements of the register of lent material; see store_loans.h.
// Lists are paged by the number of the loan. Never decides, never deletes.
#include "features/members/store_loans.h"

namespace musubi::members::store {
namespace {

#define LOAN_COLUMNS                                                                            \
  "id, number, name, medium, lender, purpose, received_on, return_due_on, kept_at, sha256, "   \
  "row_count, state, closed_on, closed_note, version, created_at"

constexpr db::Query kFind{"members.find_loan",
                          "SELECT " LOAN_COLUMNS " FROM loans WHERE id = $1"};
constexpr db::Query kFindOpenOf{"members.find_open_loan_of",
                                "SELECT " LOAN_COLUMNS
                                " FROM loans WHERE sha256 = $1 AND sha256 <> '' AND "
                                "state IN ('received', 'in_use') ORDER BY number LIMIT 1"};
constexpr db::Query kHighest{"members.find_highest_loan_number", "SELECT max(number) FROM loans"};
constexpr db::Query kInsert{
    "members.insert_loan",
    "INSERT INTO loans (" LOAN_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15)"};
constexpr db::Query kUpdate{
    "members.update_loan",
    "UPDATE loans SET name = $2, medium = $3, lender = $4, purpose = $5, received_on = $6, "
    "return_due_on = $7, kept_at = $8, sha256 = $9, row_count = $10, state = $11, closed_on = $12, "
    "closed_note = $13, version = version + 1 WHERE id = $1 AND version = $14"};
constexpr db::Query kListById{"members.list_loans_by_id",
                              "SELECT " LOAN_COLUMNS
                              " FROM loans WHERE id > $1 ORDER BY id LIMIT $2"};
// By the index of the state: what is lent and not yet back is a handful.
constexpr db::Query kListDue{"members.list_loans_due",
                             "SELECT " LOAN_COLUMNS
                             " FROM loans WHERE state IN ('received', 'in_use') AND "
                             "return_due_on <> '' AND return_due_on <= $1 "
                             "ORDER BY return_due_on, number LIMIT $2"};
constexpr db::Query kCountOverdue{
    "members.count_overdue_loans",
    "SELECT count(*) FROM (SELECT 1 FROM loans WHERE state IN ('received', 'in_use') "
    "AND return_due_on <> '' AND return_due_on < $1 LIMIT $2) AS l"};

#define COPY_COLUMNS \
  "id, loan_id, what, kept_at, made_on, file_id, erased_on, erased_note, recorded_by_name"
constexpr db::Query kListCopies{
    "members.list_loan_copies",
    "SELECT " COPY_COLUMNS " FROM loan_copies WHERE loan_id = $1 ORDER BY id LIMIT 500"};
constexpr db::Query kFindCopy{
    "members.find_loan_copy",
    "SELECT " COPY_COLUMNS " FROM loan_copies WHERE loan_id = $1 AND id = $2"};
constexpr db::Query kInsertCopy{
    "members.insert_loan_copy",
    "INSERT INTO loan_copies (" COPY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, '', '', $7)"};
constexpr db::Query kUpdateCopy{
    "members.update_loan_copy",
    "UPDATE loan_copies SET erased_on = $2, erased_note = $3 WHERE id = $1"};

Loan loan_of(const db::Row& row) {
  Loan l;
  l.id = {row.text(0)};
  l.number = row.integer(1);
  l.name = row.text(2);
  l.medium = row.text(3);
  l.lender = row.text(4);
  l.purpose = row.text(5);
  l.received_on = row.text(6);
  l.return_due_on = row.text(7);
  l.kept_at = row.text(8);
  l.sha256 = row.text(9);
  l.row_count = row.integer(10);
  l.state = row.text(11);
  l.closed_on = row.text(12);
  l.closed_note = row.text(13);
  l.version = row.integer(14);
  l.created_at = {row.integer(15)};
  return l;
}

LoanCopy copy_of(const db::Row& row) {
  return {row.text(0), {row.text(1)}, row.text(2), row.text(3), row.text(4),
          row.text(5), row.text(6),   row.text(7), row.text(8)};
}

}  // namespace

std::optional<Loan> find_loan(db::Reader& reader, const LoanId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return loan_of(*row);
}

std::optional<Loan> find_open_loan_of(db::Reader& reader, std::string_view sha256) {
  auto row = reader.first(kFindOpenOf, sha256);
  if (!row) return {};
  return loan_of(*row);
}

std::int64_t find_highest_loan_number(db::Reader& reader) {
  return reader.first(kHighest)->integer(0);
}

Result<void> insert_loan(db::Tx& tx, const Loan& l) {
  TRY(tx.run(kInsert, l.id.text, l.number, l.name, l.medium, l.lender, l.purpose, l.received_on,
             l.return_due_on, l.kept_at, l.sha256, l.row_count, l.state, l.closed_on,
             l.closed_note, l.created_at.ms));
  return {};
}

Result<void> update_loan(db::Tx& tx, const Loan& l) {
  const auto changed = TRY(tx.run(kUpdate, l.id.text, l.name, l.medium, l.lender, l.purpose,
                                  l.received_on, l.return_due_on, l.kept_at, l.sha256, l.row_count,
                                  l.state, l.closed_on, l.closed_note, l.version));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの貸与資料を変更しました。画面を開き直して、いまの内容を確かめてください");
}

std::vector<Loan> list_loans(db::Reader& reader, const LoanFilter& filter) {
  std::vector<db::Value> args{filter.before};
  std::string where = "(number < $1 OR $1 = 0)";
  if (filter.show == "open") where += " AND state IN ('received', 'in_use')";
  if (filter.show == "closed") where += " AND state IN ('returned', 'erased')";
  if (filter.show == "overdue") {
    args.emplace_back(filter.today);
    where += " AND state IN ('received', 'in_use') AND return_due_on <> '' AND return_due_on < $2";
  }
  args.emplace_back(static_cast<std::int64_t>(filter.most));
  const std::string sql = "SELECT " LOAN_COLUMNS " FROM loans WHERE " + where +
                          " ORDER BY number DESC LIMIT $" + std::to_string(args.size());
  std::vector<Loan> out;
  for (const auto& row : reader.select({"members.list_loans", sql}, args)) {
    out.push_back(loan_of(row));
  }
  return out;
}

std::vector<Loan> list_loans_by_id(db::Reader& reader, const std::string& after_id, int most) {
  std::vector<Loan> out;
  for (const auto& row : reader.all(kListById, after_id, most)) out.push_back(loan_of(row));
  return out;
}

std::vector<Loan> list_loans_due(db::Reader& reader, std::string_view until, int most) {
  std::vector<Loan> out;
  for (const auto& row : reader.all(kListDue, until, most)) out.push_back(loan_of(row));
  return out;
}

std::int64_t count_overdue_loans(db::Reader& reader, std::string_view today, std::int64_t cap) {
  return reader.first(kCountOverdue, today, cap)->integer(0);
}

std::vector<LoanCopy> list_loan_copies(db::Reader& reader, const LoanId& loan) {
  std::vector<LoanCopy> out;
  for (const auto& row : reader.all(kListCopies, loan.text)) out.push_back(copy_of(row));
  return out;
}

std::optional<LoanCopy> find_loan_copy(db::Reader& reader, const LoanId& loan,
                                       std::string_view id) {
  auto row = reader.first(kFindCopy, loan.text, id);
  if (!row) return {};
  return copy_of(*row);
}

Result<void> insert_loan_copy(db::Tx& tx, const LoanCopy& c) {
  TRY(tx.run(kInsertCopy, c.id, c.loan_id.text, c.what, c.kept_at, c.made_on, c.file_id,
             c.recorded_by_name));
  return {};
}

Result<void> update_loan_copy(db::Tx& tx, const LoanCopy& c) {
  TRY(tx.run(kUpdateCopy, c.id, c.erased_on, c.erased_note));
  return {};
}

}  // namespace musubi::members::store
