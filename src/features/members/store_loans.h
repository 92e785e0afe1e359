// store_loans.h - rows of `loans` and `loan_copies`: what the prefecture lent, the copies made of
// it, and how it went back (R-8.1, R-9.4.b). Never decides; never deletes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/store_imports.h"

namespace musubi::members::store {

struct Loan {
  LoanId id;
  std::int64_t number = 0;  // 貸与資料 第1号
  std::string name, medium, lender, purpose;
  std::string received_on, return_due_on;  // YYYY-MM-DD; due "" = not agreed
  std::string kept_at, sha256;
  std::int64_t row_count = 0;
  std::string state;  // received in_use returned erased
  std::string closed_on, closed_note;
  std::int64_t version = 1;
  Instant created_at;
  bool is_closed() const { return state == "returned" || state == "erased"; }
};
std::optional<Loan> find_loan(db::Reader& reader, const LoanId& id);
// Not yet returned or erased, of the same bytes.
std::optional<Loan> find_open_loan_of(db::Reader& reader, std::string_view sha256);
std::int64_t find_highest_loan_number(db::Reader& reader);
Result<void> insert_loan(db::Tx& tx, const Loan& loan);
// Where version still is loan.version; Fault::conflict when somebody else was faster.
Result<void> update_loan(db::Tx& tx, const Loan& loan);

struct LoanFilter {
  std::string show;          // "" all | open | overdue | closed
  std::string today;         // for overdue
  std::int64_t before = 0;   // paging: number of the last one shown, 0 = first page
  int most = 25;
};
std::vector<Loan> list_loans(db::Reader& reader, const LoanFilter& filter);  // newest first
// In order of id, for rebuilding the search index page by page.
std::vector<Loan> list_loans_by_id(db::Reader& reader, const std::string& after_id, int most);
// Not yet returned or erased, and due until that day (those that are late too), earliest first.
std::vector<Loan> list_loans_due(db::Reader& reader, std::string_view until, int most);
std::int64_t count_overdue_loans(db::Reader& reader, std::string_view today, std::int64_t cap);

struct LoanCopy {
  std::string id;
  LoanId loan_id;
  std::string what, kept_at, made_on, file_id, erased_on, erased_note, recorded_by_name;
};
std::vector<LoanCopy> list_loan_copies(db::Reader& reader, const LoanId& loan);
std::optional<LoanCopy> find_loan_copy(db::Reader& reader, const LoanId& loan, std::string_view id);
Result<void> insert_loan_copy(db::Tx& tx, const LoanCopy& copy);
Result<void> update_loan_copy(db::Tx& tx, const LoanCopy& copy);

}  // namespace musubi::members::store
