// service_reports.h - what people do with 月次ログ報告書: freeze, remark, submit, receive, comment. A
// frozen report never changes; a new version of the month supersedes it.
//   frozen -> submitted -> received     frozen -> discarded     frozen -> superseded (frozen anew)
//   submitted -> superseded (a newer version of the month was submitted)
// Numbers are never used twice: (number, version) of a discarded report stays with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "features/analytics/site_figures.h"
#include "features/analytics/store_reports.h"

namespace musubi::analytics {

// For screens that are not frozen: a month ("2024-07") or a fiscal year ("2024"). Fault::invalid
// for anything else; counts until today at most.
Result<SiteFigures> load_counting(const Context& ctx, const std::string& period);
// When the counter last wrote; nothing when it never did.
Result<std::optional<Instant>> load_last_counted(const Context& ctx);

// `month`: 2024-07. Fault::invalid before the month is over; Fault::conflict when the raw events,
// where they are still whole, say something else, or the month's report was received already.
Result<std::string> freeze_report(const Context& ctx, const std::string& month, Date contract_end);
Result<void> remark_on_report(const Context& ctx, const std::string& id, const std::string& text);
Result<void> submit_report(const Context& ctx, const std::string& id);
Result<void> discard_report(const Context& ctx, const std::string& id);
Result<void> receive_report(const Context& ctx, const std::string& id);
Result<void> comment_on_report(const Context& ctx, const std::string& id, const std::string& body);

struct ReportPage {
  store::Report report;
  SiteFigures figures;
  std::vector<store::ReportComment> comments;
};
// Fault::not_found for those who do not make it while it has not been submitted.
Result<ReportPage> load_visible_report(const Context& ctx, const std::string& id);
struct ReportsPage {
  std::vector<store::Report> reports;
  std::string next;  // 12-1, "" when this is the last
};
Result<ReportsPage> list_reports_page(const Context& ctx, const std::string& after, int most);
// The month's newest that stands, or one frozen now: for the command.
struct MonthReport {
  std::string id;
  bool frozen_now = false;
};
Result<MonthReport> find_or_freeze(const Context& ctx, const std::string& month,
                                   Date contract_end);
// Months handed over since `contract_start`. REQUIRES: the caller has asked must().
std::vector<std::string> months_handed_over(db::Reader& reader, Date contract_start);
// False when somebody changed a frozen report by hand.
bool report_is_intact(const store::Report& report);

}  // namespace musubi::analytics
