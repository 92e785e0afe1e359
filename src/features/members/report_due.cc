// report_due.cc - quarter ends without a submitted report; see report_due.h.
// Pure: reports and a day in, a day out.
#include "features/members/report_due.h"

#include <algorithm>

namespace musubi::members {

Date next_report_due(const std::vector<store::Report>& reports, Date today) {
  Date quarter_end = add_days(add_months(fiscal_year_start(fiscal_year(today)), 3), -1);
  for (;;) {
    const std::string day = iso(quarter_end);
    const bool done = std::any_of(reports.begin(), reports.end(), [&](const auto& report) {
      return report.as_of == day && (report.state == "submitted" || report.state == "received");
    });
    if (!done) return quarter_end;
    quarter_end = add_days(add_months(add_days(quarter_end, 1), 3), -1);
  }
}

}  // namespace musubi::members
