// service_reports.h - what people do with 会員報告書: freeze, comment, submit, receive, read, take
// away as a file. A frozen report never changes; a new version supersedes it.
//   frozen -> submitted -> received     frozen -> discarded     frozen -> superseded (frozen anew)
//   submitted -> superseded (a newer version of the day was submitted)
// What was never submitted is nobody's 前回. Numbers are never used twice: (number, version) of a
// discarded report stays with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/store_reports.h"

namespace musubi::members {

// The organisations frozen at `as_of` as the next number, or the next version of the same day.
// Fault::invalid for a day in the future; Fault::conflict when the figures do not reconcile, the
// day's report was received already, or a later report was counted from the one submitted.
Result<std::string> freeze_report(const Context& ctx, Date as_of);
Result<void> comment_as_secretariat(const Context& ctx, const std::string& id,
                                    const std::string& comment);
// Fault::conflict when another report has become the previous one since this was frozen.
Result<void> submit_report(const Context& ctx, const std::string& id);
// One that was frozen by mistake. Fault::conflict once it was submitted.
Result<void> discard_report(const Context& ctx, const std::string& id);
Result<void> receive_report(const Context& ctx, const std::string& id);
// By the prefecture's officer, or an answer of the office.
Result<void> comment_on_report(const Context& ctx, const std::string& id, const std::string& body);

struct ReportPage {
  store::Report report;
  ReportFigures figures;
  std::vector<store::ReportComment> comments;
  std::optional<store::Report> previous;
};
// Fault::not_found for the prefecture while a report has not been submitted.
Result<ReportPage> load_visible_report(const Context& ctx, const std::string& id);
struct RowsPage {
  std::vector<ReportRow> rows;
  bool more = false;
};
Result<RowsPage> load_report_rows(const Context& ctx, const std::string& id,
                                  std::string_view change, std::int64_t after, int most);
Result<std::vector<store::Report>> list_visible_reports(const Context& ctx);
// The whole list, page by page. `after`: ReportsPage::next, "" for the first page.
struct ReportsPage {
  std::vector<store::Report> reports;
  std::string next;  // 12-1, "" when this is the last
};
Result<ReportsPage> list_reports_page(const Context& ctx, const std::string& after, int most);
// Of that day, the newest that stands: frozen, submitted or received.
Result<std::optional<store::Report>> find_frozen_report(const Context& ctx, Date as_of);
// The report of the day as the records are now: the newest that stands (frozen, submitted or
// received) where freezing would say the same, else the next version, frozen now. One that may not
// be replaced any more is given as it is, with `differs`: the next report tells the difference.
struct DayReport {
  std::string id;
  bool frozen_now = false, differs = false;
};
Result<DayReport> freeze_when_changed(const Context& ctx, Date as_of);

// Recomputes the hash of what is stored: false when somebody changed a frozen report by hand.
bool report_is_intact(db::Reader& reader, const store::Report& report);

}  // namespace musubi::members
