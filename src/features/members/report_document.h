// report_document.h - a frozen report as the official paper (PDF model), and as bytes of each
// format. Pure but for the printing itself; who may have it is decided by the service.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/documents/documents.h"
#include "features/members/lost_characters.h"
#include "features/members/service_reports.h"

namespace musubi::members {

// Of each list on the paper: some 300 pages. Beyond it the browser gives up and takes gigabytes
// (docs/decisions.md, 87). The paper says so; XLSX and CSV always hold every row.
inline constexpr std::int64_t kPaperRowsMost = 10'000;

documents::Document report_document(const ReportPage& page, const std::vector<ReportRow>& rows);

struct ReportFile {
  std::string filename, body;
  LostCharacters lost = {};  // csv_cp932: 〓 stands there
};
// format: pdf | xlsx | csv | csv_cp932. Printing a PDF takes seconds: never on a page's thread.
Result<ReportFile> print_report(const ReportPage& page, const std::vector<ReportRow>& rows,
                                std::string_view format);

}  // namespace musubi::members
