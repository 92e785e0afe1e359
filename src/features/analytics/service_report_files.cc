// service_report_files.cc - see service_report_files.h. A frozen report that does not match its
// hash is never printed.
#include "features/analytics/service_report_files.h"

#include <algorithm>

#include "base/log.h"
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_document.h"
#include "features/analytics/service_reports.h"

namespace musubi::analytics {
namespace {

constexpr int kPrintAttemptsMost = 3;
constexpr std::int64_t kStalledMs = 10 * 60'000;

const files::Purpose kSiteReportFile{
    .name = "analytics.report_file",
    .label = "月次ログ報告書のファイル",
    .bytes_max = 64'000'000,
    .accepts = "application/pdf text/* application/csv application/octet-stream application/zip "
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .may_open = may::see_counting,
    .own_organisation_only = false};

const store::StoredFile* file_in(const std::vector<store::StoredFile>& files,
                                 const std::string& edition, const std::string& format) {
  for (const auto& file : files) {
    if (file.edition == edition && file.format == format) return &file;
  }
  return nullptr;
}

// Printed outside any transaction; taken, with its row, in one.
Result<void> make_site_file(const Context& ctx, const ReportPage& page,
                            const std::string& format) {
  const PrintedFile printed = TRY(print_report(page.report, page.figures, format));
  const files::Staged staged =
      TRY(files::stage_bytes(printed.body, printed.filename, kSiteReportFile));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string edition = edition_of(page.report);
    const auto known = store::list_report_files(tx, page.report.id);
    const auto* there = file_in(known, edition, format);
    if (there != nullptr && there->state == "ready") return {};  // somebody else was faster
    store::StoredFile file;
    file.report_id = page.report.id;
    file.edition = edition;
    file.format = format;
    file.ordered_at = there == nullptr ? ctx.now : there->ordered_at;
    file.state = "ready";
    const files::File taken = TRY(files::take(ctx, tx, staged, kSiteReportFile));
    file.file_id = taken.id.text;
    file.filename = printed.filename;
    file.sha256 = taken.sha256;
    file.bytes = taken.bytes;
    file.replaced = printed.replaced;
    return store::update_report_file(tx, file);
  });
}

Result<void> remove_old_editions(const Context& ctx, const store::Report& report) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& file : store::list_report_files(tx, report.id)) {
      if (file.edition == edition_of(report)) continue;
      if (!file.file_id.empty()) {
        TRY(files::remove(ctx, tx, {file.file_id}, "月次ログ報告書の新しい版を作成したため"));
      }
      TRY(store::delete_report_file(tx, file));
    }
    return {};
  });
}

Result<void> give_up_printing(const Context& ctx, const store::Report& report) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (auto file : store::list_report_files(tx, report.id)) {
      if (file.edition != edition_of(report) || file.state != "ordered") continue;
      file.state = "failed";
      TRY(store::update_report_file(tx, file));
    }
    return {};
  });
}

Result<void> print_wanted(const Context& ctx, const outbox::Message& message) {
  const std::string id = message.body.at("id").get<std::string>();
  const auto report = ctx.db.read([&](db::Reader& reader) {
    return store::find_report(reader, id);
  });
  // An order for an edition that was overtaken has its successor in the queue.
  if (!report || edition_of(*report) != message.body.at("edition").get<std::string>()) return {};
  if (report->state == "discarded") return {};
  auto made = make_report_files(ctx, id);
  if (made || message.attempt < kPrintAttemptsMost) return made;
  log::error("analytics.report_files.failed", {{"report", id}, {"detail", made.error().detail}});
  return give_up_printing(ctx, *report);
}

std::string media_type_of(const std::string& format) {
  if (format == "pdf") return "application/pdf";
  if (format == "csv") return "text/csv; charset=utf-8";
  if (format == "csv_cp932") return "text/csv; charset=Shift_JIS";
  return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

}  // namespace

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> formats{"pdf", "xlsx", "csv", "csv_cp932"};
  return formats;
}

std::string edition_of(const store::Report& report) {
  if (report.submitted_at) return "final";
  return "draft-" + sha256_hex(report.secretariat_comment).substr(0, 16);
}

Result<void> order_report_files(db::Tx& tx, Instant now, const store::Report& report) {
  const std::string edition = edition_of(report);
  const auto known = store::list_report_files(tx, report.id);
  for (const auto& format : report_formats()) {
    const auto* file = file_in(known, edition, format);
    if (file != nullptr && file->state == "ready") continue;
    store::StoredFile ordered;
    ordered.report_id = report.id;
    ordered.edition = edition;
    ordered.format = format;
    ordered.ordered_at = now;
    TRY(store::update_report_file(tx, ordered));
  }
  TRY(outbox::later_once(tx, now, kFilesWanted, report.id + "/" + edition,
                         {{"id", report.id}, {"edition", edition}}, outbox::Lane::slow));
  return {};
}

Result<void> order_report_files_again(const Context& ctx, const std::string& id) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto known = store::list_report_files(tx, id);
    const std::string edition = edition_of(page.report);
    for (const auto& format : report_formats()) {
      const auto* file = file_in(known, edition, format);
      if (file != nullptr && file->state == "ordered" &&
          ctx.now.ms - file->ordered_at.ms < kStalledMs) {
        return {};
      }
    }
    TRY(audit::note(tx, ctx, "analytics.report.files_ordered", {"site_report", id, ""}, nullptr,
                    {{"edition", edition}}));
    return order_report_files(tx, ctx.now, page.report);
  });
}

Result<void> make_report_files(const Context& ctx, const std::string& id,
                               const std::function<void(std::int64_t)>& each) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  if (!report_is_intact(page.report)) {
    return fail(Fault::damaged,
                "保存された月次ログ報告書が、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of report differs");
  }
  const auto known = ctx.db.read(
      [&](db::Reader& reader) { return store::list_report_files(reader, id); });
  std::int64_t made = 0;
  for (const auto& format : report_formats()) {
    const auto* there = file_in(known, edition_of(page.report), format);
    if (there == nullptr || there->state != "ready") TRY(make_site_file(ctx, page, format));
    if (each) each(++made);
  }
  return remove_old_editions(ctx, page.report);
}

Result<std::vector<store::StoredFile>> list_visible_report_files(const Context& ctx,
                                                                 const store::Report& report) {
  TRY(must(ctx.actor, may::see_counting));
  const auto known = ctx.db.read(
      [&](db::Reader& reader) { return store::list_report_files(reader, report.id); });
  std::vector<store::StoredFile> out;
  for (const auto& format : report_formats()) {
    const auto* file = file_in(known, edition_of(report), format);
    if (file != nullptr) out.push_back(*file);
  }
  return out;
}

Result<OpenedFile> open_report_file(const Context& ctx, const std::string& id,
                                    const std::string& format) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  const auto& formats = report_formats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    return fail(Fault::not_found, "この形式のファイルはありません。画面から選び直してください");
  }
  const auto files = TRY(list_visible_report_files(ctx, page.report));
  const auto* file = file_in(files, edition_of(page.report), format);
  if (file == nullptr || file->state != "ready") {
    return fail(Fault::conflict, "ファイルを作成しています。少し待ってから、開き直してください");
  }
  const files::Opened opened = TRY(files::open_for(ctx, {file->file_id}, kSiteReportFile));
  if (TRY(sha256_hex_of_file(opened.path)) != file->sha256) {
    return fail(Fault::damaged,
                "保管しているファイルが、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of stored report file differs");
  }
  return OpenedFile{opened.path, file->filename, media_type_of(format)};
}

void add_report_file_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kFilesWanted)] = print_wanted;
}

}  // namespace musubi::analytics
