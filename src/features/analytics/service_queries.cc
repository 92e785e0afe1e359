// service_queries.cc - see service_queries.h.
// The file itself is not kept: its rows are, and the audit says who brought them.
#include "features/analytics/service_queries.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/analytics/permissions.h"
#include "features/analytics/probe_rows.h"

namespace musubi::analytics {

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
