// report_written.cc - the member report and the registry written as files; see members.h.
// A day whose report says what the records say now is printed from it; else the day's next version
// is frozen, through the service.
#include <filesystem>
#include <fstream>

#include "core/files/parcel.h"
#include "features/members/members.h"
#include "features/members/report_words.h"
#include "features/members/service.h"
#include "features/members/service_report_files.h"
#include "features/members/service_reports.h"

namespace musubi::members {
namespace {

// Block by block, whatever the size.
Result<void> copy_to(const std::filesystem::path& path, const std::string& from) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << in.rdbuf();
  out.close();
  if (!in || !out) {
    return fail(Fault::unavailable,
                "「" + path.string() + "」に書けませんでした。空き容量と権限を確かめてください");
  }
  return {};
}

}  // namespace

Result<WrittenReport> write_member_report(
    const Context& ctx, Date as_of, const std::string& folder,
    const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const std::vector<std::string>& formats = report_formats();
  const auto total = static_cast<std::int64_t>(formats.size()) + 1;  // and the figures themselves
  const auto tell = [&progress, total](std::int64_t done) {
    if (progress) progress(done, total);
  };
  tell(0);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(Fault::unavailable, "フォルダ「" + folder + "」を作れませんでした",
                error.message());
  }
  WrittenReport written;
  const DayReport day = TRY(freeze_when_changed(ctx, as_of));
  const std::string& id = day.id;
  written.frozen_now = day.frozen_now;
  written.differs = day.differs;
  const ReportPage page = TRY(load_visible_report(ctx, id));
  written.title = report_title(page.report);
  written.number = page.report.number;
  written.version = page.report.version;
  written.figures = Json::parse(page.report.figures);
  tell(1);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    TRY(make_report_files(ctx, id, {formats[i]}));
    tell(static_cast<std::int64_t>(i) + 2);
  }
  for (const auto& format : formats) {
    const OpenedReportFile file = TRY(open_report_file(ctx, id, format));
    const auto path = std::filesystem::path(folder) / file.filename;
    std::filesystem::copy_file(file.path, path, std::filesystem::copy_options::overwrite_existing,
                               error);
    if (error) {
      return fail(Fault::unavailable,
                  "「" + path.string() + "」に書けませんでした。空き容量と権限を確かめてください",
                  error.message());
    }
    written.paths.push_back(path.string());
  }
  return written;
}

Result<WrittenExport> write_registry(const Context& ctx, const std::string& path,
                                     const std::string& format, const std::string& purpose,
                                     bool replace,
                                     const std::function<void(std::int64_t)>& progress) {
  ExportRequest request;
  request.replace_unencodable = replace;
  request.progress = progress;
  for (const auto& [name, label] : export_columns()) request.columns.push_back(name);
  request.format = format;
  request.purpose = purpose;
  const ExportFile file = TRY(export_registry(ctx, request));
  if (!file.refused) TRY(copy_to(path, file.parcel->path()));
  return WrittenExport{file.refused ? 0 : file.parcel->bytes(), file.refused,
                       lost_json(file.lost)};
}

}  // namespace musubi::members
