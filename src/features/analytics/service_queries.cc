// service_queries.cc - see service_queries.h.
// The file itself is not kept: its rows are, and the audit says who brought them.
#include "features/analytics/service_queries.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/analytics/permissions.h"
#include "features/analytics/probe_rows.h"

namespace musubi::analytics {
namespace {

const files::Purpose kHandedIn{
    .name = "analytics.handed_in",
    .label = "計測の資料（取り込むだけで保存しません）",
    .bytes_max = 20'000'000,
    .accepts = "text/* application/csv application/json application/octet-stream application/zip "
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .may_open = may::work_on_report,
    .own_organisation_only = false};

}  // namespace

Result<void> check_handed_in(const Context& ctx, const HandedIn& file) {
  TRY(must(ctx.actor, may::work_on_report));
  if (file.path.empty()) return fail_fields({{"file", "取り込むファイルを選んでください"}});
  auto staged = files::stage(file.path, file.filename, kHandedIn);
  if (!staged) {
    const Error& error = staged.error();
    if (error.fault == Fault::unavailable) return fail(error);
    return fail_fields({{"file", error.fields.empty() ? error.says : error.fields.front().says}});
  }
  return files::scan_staged(ctx, *staged, kHandedIn);
}

Result<std::int64_t> import_queries(const Context& ctx, const std::string& typed,
                                    const std::string& path) {
  const std::string month = trim(typed);
  if (!month_from(month)) {
    return fail_fields({{"month", "どの月のファイルかを選んでください"}});
  }
  TRY(must(ctx.actor, may::work_on_report));
  const auto rows = TRY(read_query_rows(path));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    TRY(store::replace_queries(tx, month, rows));
    const auto count = static_cast<std::int64_t>(rows.size());
    TRY(audit::note(tx, ctx, "analytics.queries.imported", {"search_queries", month, ""}, nullptr,
                    {{"month", month}, {"rows", count}}));
    return count;
  });
}

}  // namespace musubi::analytics
