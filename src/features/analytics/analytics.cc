// analytics.cc - see analytics.h: jobs, the kinds that are kept, and the report as files.
// Everything that decides is in the services.
#include "features/analytics/analytics.h"

#include <filesystem>

#include "features/analytics/counter.h"
#include "features/analytics/letters.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_words.h"
#include "features/analytics/service_report_files.h"
#include "features/analytics/service_reports.h"
#include "features/analytics/service_uptime.h"
#include "features/analytics/store.h"
#include "web/app.h"
#include "web/arrivals.h"

namespace musubi::analytics {
namespace {

constexpr int kPrunedAtOnce = 5'000;
constexpr std::int64_t kNodeKeptMs = 30LL * 86'400'000;

// In small transactions, so that nobody who writes waits for it.
Result<void> prune(const Context& ctx) {
  const std::string before = iso(add_days(ctx.today(), -kRawDays));
  for (;;) {
    const auto gone = ctx.db.write([&](db::Tx& tx) {
      return store::delete_events_before(tx, before, kPrunedAtOnce);
    });
    if (!gone) return fail(gone.error());
    if (*gone < kPrunedAtOnce) break;
  }
  const auto nodes = ctx.db.write([&](db::Tx& tx) {
    return store::delete_nodes_before(tx, {ctx.now.ms - kNodeKeptMs});
  });
  if (!nodes) return fail(nodes.error());
  return {};
}

}  // namespace

void add_handlers(outbox::Handlers& handlers) {
  add_report_file_handlers(handlers);
  add_letter_handlers(handlers);
}

std::vector<jobs::Job> scheduled_jobs(const web::App& app) {
  const std::string process = new_uuid(now_from_system_clock());
  return {{"analytics.site.probed", "公開サイトが答えるかを1分ごとに確かめる",
           jobs::Schedule::every_minutes(1),
           [&app, process](const Context& ctx) {
             return probe_inside(ctx, !app.ready || app.ready(), process);
           },
           1},
          {"analytics.events.pruned", "期限の過ぎた閲覧の記録を片づける",
           jobs::Schedule::daily_at(4, 10), prune}};
}

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "analytics.reports";
  kind.noun = "site_report";
  kind.label = "月次ログ報告書";
  kind.data = "作成・提出・受領した職員の氏名（閲覧した人の情報は含まない）";
  kind.purpose = "公開サイトの運営の報告";
  kind.starts = "作成した日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_counting;
  return {kind};
}

std::shared_ptr<void> start_counting(web::App& app) {
  auto counter = std::make_shared<Counter>(app);
  counter->start();
  return counter;
}

void note_search(const web::Request& request, std::string_view words, std::int64_t hits) {
  const std::string agent = request.header("user-agent");
  request.app->arrivals->note(
      {.at = request.now,
       .kind = web::Arrival::Kind::search,
       .who = web::who_of(request.actor),
       .hits = hits,
       .page = request.path,
       .agent = agent,
       .address = request.address,
       .words = words});
}

std::vector<AskedLine> list_asked(db::Reader& reader, Asked what, Date from, Date until,
                                  int most) {
  const std::string_view name = what == Asked::pages ? measure::kPage : measure::kZeroWord;
  std::vector<AskedLine> out;
  for (Line& line : store::list_names(reader, name, from, until, most)) {
    out.push_back({std::move(line.name), line.number});
  }
  return out;
}

Result<WrittenReport> write_site_report(
    const Context& ctx, const std::string& month, Date contract_end, const std::string& folder,
    const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const auto steps = static_cast<std::int64_t>(report_formats().size()) + 1;  // and the freezing
  if (progress) progress(0, steps);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(Fault::unavailable, "フォルダ「" + folder + "」を作れませんでした",
                error.message());
  }
  const MonthReport found = TRY(find_or_freeze(ctx, month, contract_end));
  if (progress) progress(1, steps);
  TRY(make_report_files(ctx, found.id, [&](std::int64_t made) {
    if (progress) progress(1 + made, steps);
  }));
  const ReportPage page = TRY(load_visible_report(ctx, found.id));
  WrittenReport written;
  written.title = report_title(page.report);
  written.number = page.report.number;
  written.version = page.report.version;
  written.views = page.figures.now.total("views");
  written.visits = page.figures.now.total("visits");
  written.frozen_now = found.frozen_now;
  written.recounted = page.figures.recounted;
  for (const auto& format : report_formats()) {
    const OpenedFile file = TRY(open_report_file(ctx, found.id, format));
    const auto path = std::filesystem::path(folder) / file.filename;
    std::filesystem::copy_file(file.path, path,
                               std::filesystem::copy_options::overwrite_existing, error);
    if (error) {
      return fail(Fault::unavailable,
                  "「" + path.string() + "」に書けませんでした。空き容量と権限を確かめてください",
                  error.message());
    }
    written.paths.push_back(path.string());
  }
  return written;
}

}  // namespace musubi::analytics
