// report_due.h - when the next 会員報告書 is due. The contract says "regularly" (R-5.1.4.b) without a
// number; A-8 settles on quarter ends, to be submitted within ten business days.
#pragma once

#include <optional>
#include <vector>

#include "features/members/store_reports.h"

namespace musubi::members {

inline constexpr int kSubmitWithinBusinessDays = 10;

// The quarter ends of a contract, both days included: the last is due after the contract's end, in
// the next fiscal year, so nothing here asks in which year today lies.
std::vector<Date> report_quarters(Date contract_start, Date contract_end);

bool is_submitted(const store::Report& report);  // or received

// The earliest of these days for which no report was submitted: it may lie in the past, and is then
// overdue. nullopt when every one was.
std::optional<Date> next_report_due(const std::vector<store::Report>& reports,
                                    const std::vector<Date>& quarters);

}  // namespace musubi::members
