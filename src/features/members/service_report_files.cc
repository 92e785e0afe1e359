// service_report_files.cc - printing a report's files once and handing out what was kept; see
// service_report_files.h. A frozen report that does not match its hash is never printed.
#include "features/members/service_report_files.h"

#include <algorithm>
#include <fstream>

#include "base/log.h"
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/members/members.h"
#include "features/members/permissions.h"
#include "features/members/report_document.h"
#include "features/members/report_words.h"

namespace musubi::members {
namespace {

constexpr int kAttemptsMost = 3;  // of the printer; then the page offers to try again
constexpr std::int64_t kOrderStalledMs = 10 * 60'000;  // printing takes seconds; then it is lost

const files::Purpose kReportFile{
    .name = "members.report_file",
    .label = "会員報告書のファイル",
    .bytes_max = 256'000'000,
    // What libmagic makes of our own PDF, XLSX and CSV in both encodings.
    .accepts = "application/pdf text/* application/csv application/octet-stream application/zip "
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .may_open = may::see_member_report,
    .own_organisation_only = false};

std::string hash_of(const std::string& path) {
  Sha256 hash;
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(1 << 16);
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount())));
  }
  return hash.finish_hex();
}

const store::StoredReportFile* find_in(const std::vector<store::StoredReportFile>& files,
                                       const std::string& edition, const std::string& format) {
  for (const auto& file : files) {
    if (file.edition == edition && file.format == format) return &file;
  }
  return nullptr;
}

Result<void> order(db::Tx& tx, Instant now, const store::Report& report) {
  const std::string edition = edition_of(report);
  const auto known = store::list_report_files(tx, report.id);
  for (const auto& format : report_formats()) {
    const auto* file = find_in(known, edition, format);
    if (file != nullptr && file->state == "ready") continue;
    store::StoredReportFile ordered{.report_id = report.id, .edition = edition, .format = format};
    ordered.ordered_at = now;
    TRY(store::update_report_file(tx, ordered));
  }
  // Printing a report takes long: nobody's certificate or notice waits behind it.
  TRY(outbox::later_once(tx, now, kReportFilesWanted, report.id + "/" + edition,
                         {{"id", report.id}, {"edition", edition}}, outbox::Lane::slow));
  return {};
}

// Printed outside any transaction; taken, with its row, in one.
Result<void> make_one(const Context& ctx, const ReportPage& page,
                      const std::vector<ReportRow>& rows, const std::string& format) {
  const ReportFile printed = TRY(print_report(page, rows, format));
  const files::Staged staged = TRY(files::stage_bytes(printed.body, printed.filename, kReportFile));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string edition = edition_of(page.report);
    const auto known = store::list_report_files(tx, page.report.id);
    const auto* there = find_in(known, edition, format);
    if (there != nullptr && there->state == "ready") return {};  // somebody else was faster
    store::StoredReportFile file{.report_id = page.report.id, .edition = edition, .format = format};
    file.ordered_at = there == nullptr ? ctx.now : there->ordered_at;
    file.state = "ready";
    const files::File taken = TRY(files::take(ctx, tx, staged, kReportFile));
    file.file_id = taken.id.text;
    file.filename = printed.filename;
    file.sha256 = taken.sha256;
    file.bytes = taken.bytes;
    file.made_at = ctx.now;
    file.lost = printed.lost;
    if (!file.lost.empty()) {
      TRY(audit::note(tx, ctx, "members.report.characters_replaced",
                      {"member_report", page.report.id, ""}, nullptr,
                      {{"format", format},
                       {"replaced", file.lost.count},
                       {"replaced_characters", characters_of(file.lost)}}));
    }
    tx.notify(kReportFilesChannel, page.report.id);
    return store::update_report_file(tx, file);
  });
}

Result<void> remove_older_editions(const Context& ctx, const store::Report& report) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string edition = edition_of(report);
    for (const auto& file : store::list_report_files(tx, report.id)) {
      if (file.edition == edition) continue;
      if (!file.file_id.empty()) {
        TRY(files::remove(ctx, tx, {file.file_id}, "会員報告書の新しい版を作成したため"));
      }
      TRY(store::delete_report_file(tx, file));
    }
    return {};
  });
}

// The page says so and offers to try again; the reason is in the log.
Result<void> give_up(const Context& ctx, const store::Report& report) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string edition = edition_of(report);
    for (auto file : store::list_report_files(tx, report.id)) {
      if (file.edition != edition || file.state != "ordered") continue;
      file.state = "failed";
      TRY(store::update_report_file(tx, file));
    }
    tx.notify(kReportFilesChannel, report.id);
    return {};
  });
}

Result<void> print_what_was_wanted(const Context& ctx, const outbox::Message& message) {
  const std::string id = message.body.at("id").get<std::string>();
  auto report = ctx.db.read([&](db::Reader& reader) { return store::find_report(reader, id); });
  // An order for an edition that was overtaken has its successor in the queue.
  if (!report || edition_of(*report) != message.body.at("edition").get<std::string>()) return {};
  if (report->state == "discarded") return {};
  auto made = make_report_files(ctx, id, report_formats());
  if (made || message.attempt < kAttemptsMost) return made;
  log::error("members.report_files.failed", {{"report", id}, {"detail", made.error().detail}});
  return give_up(ctx, *report);
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
  Sha256 hash;
  hash.update(report.secretariat_comment);
  return "draft-" + hash.finish_hex().substr(0, 16);
}

Result<void> order_report_files(db::Tx& tx, Instant now, const store::Report& report) {
  return order(tx, now, report);
}

Result<void> order_report_files_again(const Context& ctx, const std::string& id) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto known = store::list_report_files(tx, id);
    const std::string edition = edition_of(page.report);
    for (const auto& format : report_formats()) {
      const auto* file = find_in(known, edition, format);
      const bool waits = file != nullptr && file->state == "ordered" &&
                         ctx.now.ms - file->ordered_at.ms < kOrderStalledMs;
      if (waits) return {};
    }
    TRY(audit::note(tx, ctx, "members.report.files_ordered", {"member_report", id, ""}, nullptr,
                    {{"edition", edition}}));
    return order(tx, ctx.now, page.report);
  });
}

Result<void> make_report_files(const Context& ctx, const std::string& id,
                               const std::vector<std::string>& formats) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  const bool intact = ctx.db.read(
      [&](db::Reader& reader) { return report_is_intact(reader, page.report); });
  if (!intact) {
    return fail(Fault::damaged,
                "保存された会員報告書が、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of report differs");
  }
  const auto known = ctx.db.read(
      [&](db::Reader& reader) { return store::list_report_files(reader, id); });
  std::vector<ReportRow> rows;
  for (const auto& format : formats) {
    const auto* there = find_in(known, edition_of(page.report), format);
    if (there != nullptr && there->state == "ready") continue;
    if (rows.empty()) {
      ctx.db.read([&](db::Reader& reader) {
        store::stream_report_rows(reader, id, [&](const ReportRow& row) {
          rows.push_back(row);
          return true;
        });
        return true;
      });
    }
    TRY(make_one(ctx, page, rows, format));
  }
  return remove_older_editions(ctx, page.report);
}

Result<std::vector<store::StoredReportFile>> list_visible_report_files(
    const Context& ctx, const store::Report& report) {
  TRY(must(ctx.actor, may::see_member_report));
  const auto known = ctx.db.read(
      [&](db::Reader& reader) { return store::list_report_files(reader, report.id); });
  std::vector<store::StoredReportFile> out;
  for (const auto& format : report_formats()) {
    const auto* file = find_in(known, edition_of(report), format);
    if (file != nullptr) out.push_back(*file);
  }
  return out;
}

Result<OpenedReportFile> open_report_file(const Context& ctx, const std::string& id,
                                          const std::string& format) {
  const ReportPage page = TRY(load_visible_report(ctx, id));
  const auto files = TRY(list_visible_report_files(ctx, page.report));
  const auto* file = find_in(files, edition_of(page.report), format);
  const auto& formats = report_formats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    return fail(Fault::not_found, "この形式のファイルはありません。画面から選び直してください");
  }
  if (file == nullptr || file->state != "ready") {
    return fail(Fault::conflict, "ファイルを作成しています。少し待ってから、開き直してください");
  }
  const files::Opened opened = TRY(files::open_for(ctx, {file->file_id}, kReportFile));
  if (hash_of(opened.path) != file->sha256) {
    return fail(Fault::damaged,
                "保管しているファイルが、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of stored report file differs");
  }
  return OpenedReportFile{opened.path, file->filename, media_type_of(format)};
}

std::vector<std::string> broken_reports(
    db::Reader& reader, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  std::vector<std::string> out;
  const auto reports = store::list_all_reports(reader);
  std::int64_t looked_at = 0;
  for (const auto& report : reports) {
    if (progress) progress(looked_at++, static_cast<std::int64_t>(reports.size()));
    bool sound = report_is_intact(reader, report);
    for (const auto& kept : store::list_report_files(reader, report.id)) {
      if (kept.state != "ready") continue;
      const auto file = files::find_file(reader, {kept.file_id});
      sound = sound && file && hash_of(files::path_of_file(*file)) == kept.sha256;
    }
    if (!sound) out.push_back(report_title(report));
  }
  return out;
}

void add_report_file_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kReportFilesWanted)] = print_what_was_wanted;
}

}  // namespace musubi::members
