// service_report_files.h - a report's PDF, XLSX and CSV: ordered in the transaction that freezes,
// remarks or submits, printed once by the outbox, kept, and handed out as they were stored.
//   ordered -> ready | failed -> ordered (by hand)
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/outbox/outbox.h"
#include "features/analytics/store_reports.h"

namespace musubi::analytics {

inline constexpr std::string_view kFilesWanted = "analytics.report.files_wanted";

// Which printing of the report holds now: before submission the remark may still change.
std::string edition_of(const store::Report& report);
const std::vector<std::string>& report_formats();  // pdf, xlsx, csv, csv_cp932

// In the caller's transaction, by whoever changed the report.
Result<void> order_report_files(db::Tx& tx, Instant now, const store::Report& report);
Result<void> order_report_files_again(const Context& ctx, const std::string& id);
// Prints and keeps what the current edition lacks. Takes seconds: for the outbox and commands.
// Fault::damaged when the report is not what was frozen. `each`: how many formats are there by now.
Result<void> make_report_files(const Context& ctx, const std::string& id,
                               const std::function<void(std::int64_t)>& each = {});
Result<std::vector<store::StoredFile>> list_visible_report_files(const Context& ctx,
                                                                 const store::Report& report);
struct OpenedFile {
  std::string path, filename, media_type;
};
// Fault::conflict while it is being printed. SECURITY: the bytes are hashed before they are handed
// out; Fault::damaged when they are not those that were printed.
Result<OpenedFile> open_report_file(const Context& ctx, const std::string& id,
                                    const std::string& format);
void add_report_file_handlers(outbox::Handlers& handlers);

}  // namespace musubi::analytics
