// service_loans.h - the register of lent material (貸与資料): received, copied, returned or erased.
// what was received, how many, its hash, where it is kept and for what. .b: it goes
// back, and no copy is left. Never closes a loan while a copy of it exists.
#pragma once

#include <string>
#include <vector>

#include "features/members/service.h"
#include "features/members/store_loans.h"

namespace musubi::members {

struct LoanFacts {
  std::string name, medium, lender, purpose;
  std::string received_on, return_due_on;  // YYYY-MM-DD; received "" = today
  std::string kept_at;
  std::int64_t row_count = 0;
};
// What a form proposes and a command assumes of a roster that came as a file: the lender is the
// configuration's (consortium.lender), the name and the days are not known.
LoanFacts usual_loan();
// Checked and trimmed, or a FieldError per field.
Result<LoanFacts> check_loan(const Context& ctx, LoanFacts facts);

struct LoanRow {
  store::Loan loan;
  bool overdue = false;
};
Result<std::vector<LoanRow>> list_loans(const Context& ctx, store::LoanFilter filter);

struct LoanPage {
  store::Loan loan;
  bool overdue = false;
  std::vector<store::LoanCopy> copies;
  std::vector<store::Import> imports;
};
Result<LoanPage> load_visible_loan(const Context& ctx, const LoanId& id);

// `sending`: web::sending_of(); the same form sent twice is answered with the first's loan.
Result<LoanId> register_loan(const Context& ctx, const LoanFacts& facts,
                             const std::string& sending = {});
// The loan of an import, in its transaction: a loan of the same bytes that is still here is used
// again. REQUIRES: permitted and checked by the caller.
Result<store::Loan> take_loan(db::Tx& tx, const Context& ctx, const LoanFacts& facts,
                              const std::string& sha256);

struct NewCopy {
  LoanId loan_id;
  std::string what, kept_at, made_on;
};
Result<void> add_copy(const Context& ctx, const NewCopy& input);

struct Erasure {
  LoanId loan_id;
  std::string copy_id, erased_on, note;
};
Result<void> erase_copy(const Context& ctx, const Erasure& input);

struct Closure {
  LoanId id;
  std::int64_t version = 0;
  std::string how;  // returned | erased
  std::string closed_on, note;
};
Result<void> close_loan(const Context& ctx, const Closure& input);

std::string loan_number_text(const store::Loan& loan);  // 第1号

}  // namespace musubi::members
