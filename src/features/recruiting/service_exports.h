// service_exports.h - prospects as a file: only with a stated purpose, always in the audit
// (R-9.4.a). What is exported is what the list's filter shows; the audit is the log of exports.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "features/recruiting/service.h"

namespace musubi::files {
class Parcel;
}

namespace musubi::recruiting {

struct ExportRequest {
  store::ListFilter filter;
  std::string words, query;          // the list's search words; its query string, for the record
  std::vector<std::string> columns;  // names of export_columns(); unknown ones are dropped
  std::string purpose;               // at least 5 characters
  std::string format;                // xlsx | csv | csv_cp932
};
struct ExportFile {
  std::string filename, media_type;
  std::shared_ptr<const files::Parcel> parcel;  // goes when nobody holds it any more
};
// On the disk, a page of prospects at a time (core/files/parcel.h).
// CSV in Shift_JIS with characters that it cannot hold: Fault::invalid at `format`.
Result<ExportFile> export_prospects(const Context& ctx, const ExportRequest& input);
// {name, label}, in the order of the file.
const std::vector<std::pair<std::string, std::string>>& export_columns();
inline constexpr int kExportsShown = 50;
Result<std::vector<audit::Entry>> list_exports(const Context& ctx, std::int64_t before_sequence);

}  // namespace musubi::recruiting
