// report_due.cc - see report_due.h.
// Days in, days out; reads no clock.
#include "features/analytics/report_due.h"

#include <algorithm>

#include "features/analytics/figures.h"

namespace musubi::analytics {

std::string month_text(Date day) { return iso(day).substr(0, 7); }

std::vector<Date> report_months(Date contract_start, Date contract_end) {
  std::vector<Date> out;
  for (Date at{contract_start.year, contract_start.month, 1}; at <= contract_end;
       at = add_months(at, 1)) {
    out.push_back(at);
  }
  return out;
}

Date due_day(Date month, Date contract_end, const BusinessCalendar& calendar) {
  if (month_text(month) == month_text(contract_end)) return contract_end;
  return calendar.add_business_days(month_end(month), kWithinBusinessDays);
}

std::optional<Date> last_counted_day(Date month, Date contract_end, Date today) {
  const Date last = month_end(month);
  if (last < today) return last;
  const bool last_month = month_text(month) == month_text(contract_end);
  const bool begun = month_text(month) == month_text(today) && today.day >= kLastMonthFromDay;
  if (last_month && begun) return add_days(today, -1);
  return std::nullopt;
}

std::optional<Date> next_month_due(const std::vector<std::string>& handed_over,
                                   const std::vector<Date>& months) {
  for (const Date& month : months) {
    const bool done = std::find(handed_over.begin(), handed_over.end(), month_text(month)) !=
                      handed_over.end();
    if (!done) return month;
  }
  return std::nullopt;
}

}  // namespace musubi::analytics
