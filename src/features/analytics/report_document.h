// report_document.h - a frozen report as the official paper (PDF model), and as bytes of each
// format. Pure but for the printing itself; who may have it is decided by the service.
#pragma once

#include <string>
#include <string_view>

#include "core/documents/documents.h"
#include "features/analytics/report_words.h"

namespace musubi::analytics {

documents::Document report_document(const store::Report& report, const SiteFigures& figures);

struct PrintedFile {
  std::string filename, body;
  std::int64_t replaced = 0;  // csv_cp932: how many characters became 〓
};
// format: pdf | xlsx | csv | csv_cp932. Printing a PDF takes seconds: never on a page's thread.
Result<PrintedFile> print_report(const store::Report& report, const SiteFigures& figures,
                                 std::string_view format);

// The same tables as CSV (UTF-8), of what is not frozen.
std::string counting_csv(const SiteFigures& figures);

}  // namespace musubi::analytics
