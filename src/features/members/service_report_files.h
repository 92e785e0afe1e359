// service_report_files.h - a report's PDF, XLSX and CSV: ordered in the transaction that freezes or
// submits, printed once by the outbox, kept, and handed out as they were stored.
//   ordered -> ready | failed -> ordered (by hand)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/outbox/outbox.h"
#include "features/members/service_reports.h"
#include "features/members/store_report_files.h"

namespace musubi::members {

inline constexpr std::string_view kReportFilesWanted = "members.report.files_wanted";

// Said to the listeners of the database after each commit that changes what a report's page shows
// of its files; the payload is the report's id.
inline constexpr std::string_view kReportFilesChannel = "member_report_files";

// Which printing of the report holds now: before submission the remark may still change.
std::string edition_of(const store::Report& report);

// In the caller's transaction, by whoever changed the report.
Result<void> order_report_files(db::Tx& tx, Instant now, const store::Report& report);
// Once more after it failed. Nothing is ordered while an order waits.
Result<void> order_report_files_again(const Context& ctx, const std::string& id);
// Prints and keeps what the current edition lacks of these formats; older editions go. Takes
// seconds: for the outbox and for commands, never for a page. Fault::damaged when the report is not
// what was frozen.
Result<void> make_report_files(const Context& ctx, const std::string& id,
                               const std::vector<std::string>& formats);
const std::vector<std::string>& report_formats();  // pdf, xlsx, csv, csv_cp932

// Of the current edition, in the order of report_formats().
Result<std::vector<store::StoredReportFile>> list_visible_report_files(const Context& ctx,
                                                                       const store::Report& report);

struct OpenedReportFile {
  std::string path, filename, media_type;
};
// Fault::conflict while it is being printed. SECURITY: the bytes are hashed before they are handed
// out; Fault::damaged when they are not those that were printed.
Result<OpenedReportFile> open_report_file(const Context& ctx, const std::string& id,
                                          const std::string& format);

void add_report_file_handlers(outbox::Handlers& handlers);

}  // namespace musubi::members
