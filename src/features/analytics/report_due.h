// report_due.h - until when a month's report is due (KPI-12): ten business days into the next
// month; that of the contract's last month on its last day, because nobody is there afterwards.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace musubi::analytics {

inline constexpr int kWithinBusinessDays = 10;
inline constexpr int kLastMonthFromDay = 25;  // from then on the last month may be frozen early

std::string month_text(Date day);  // 2024-07
// The first days of the contract's months.
std::vector<Date> report_months(Date contract_start, Date contract_end);
Date due_day(Date month, Date contract_end, const BusinessCalendar& calendar);
// The last day that a report of this month counts, frozen `today`; nothing while it is too early.
std::optional<Date> last_counted_day(Date month, Date contract_end, Date today);
// The earliest month of the contract whose report was not handed over; nothing when all were.
std::optional<Date> next_month_due(const std::vector<std::string>& handed_over,
                                   const std::vector<Date>& months);

}  // namespace musubi::analytics
