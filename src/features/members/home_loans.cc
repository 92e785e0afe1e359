// home_loans.cc - what the register of lent material contributes to the office's home: the day on
// which each loan goes back, so that it is known before it is late. How many are late is
// counted by the menu entry. Reads only.
#include "features/members/home.h"
#include "features/members/service_loans.h"
#include "features/members/views_imports.h"

namespace musubi::members {
namespace {

constexpr int kLoansShown = 5;

std::vector<web::Deadline> loan_deadlines(const web::Request& request, Date, Date until) {
  const auto loans = request.context().db.read([&](db::Reader& reader) {
    return store::list_loans_due(reader, iso(until), kLoansShown);
  });
  std::vector<web::Deadline> out;
  for (const store::Loan& loan : loans) {
    const auto day = parse_iso_date(loan.return_due_on);
    if (!day) continue;
    out.push_back({*day, "貸与資料" + loan_number_text(loan) + "の返還",
                   loan.name + "（" + loan.lender + "）", views::path_of(loan.id)});
  }
  return out;
}

}  // namespace

void add_loan_home(web::App& app) {
  app.home.deadlines.push_back({.permission = may::keep_loans, .list = loan_deadlines});
}

}  // namespace musubi::members
