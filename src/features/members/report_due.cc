// report_due.cc - quarter ends without a submitted report; see report_due.h.
// Pure: reports and days in, a day out.
#include "features/members/report_due.h"

#include <algorithm>

namespace musubi::members {

std::vector<Date> report_quarters(Date contract_start, Date contract_end) {
  std::vector<Date> out;
  Date after = add_months(fiscal_year_start(fiscal_year(contract_start)), 3);
  for (; add_days(after, -1) <= contract_end; after = add_months(after, 3)) {
    if (add_days(after, -1) >= contract_start) out.push_back(add_days(after, -1));
  }
  return out;
}

bool is_submitted(const store::Report& report) {
  return report.state == "submitted" || report.state == "received";
}

std::optional<Date> next_report_due(const std::vector<store::Report>& reports,
                                    const std::vector<Date>& quarters) {
  for (const Date& day : quarters) {
    const bool done = std::any_of(reports.begin(), reports.end(), [&](const auto& report) {
      return report.as_of == iso(day) && is_submitted(report);
    });
    if (!done) return day;
  }
  return std::nullopt;
}

}  // namespace musubi::members
