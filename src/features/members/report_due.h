// report_due.h - when the next 会員報告書 is due. The contract says "regularly" (R-5.1.4.b) without a
// number; A-8 settles on quarter ends, to be submitted within ten business days.
#pragma once

#include <optional>
#include <vector>

#include "features/members/store_reports.h"

namespace musubi::members {

inline constexpr int kSubmitWithinBusinessDays = 10;

// The earliest quarter end, from the fiscal year's start of `today`, for which no report was
// submitted: it may lie in the past, and is then overdue.
Date next_report_due(const std::vector<store::Report>& reports, Date today);

}  // namespace musubi::members
