// routes.cc - the addresses of counting, its menu entries, and what the homes show. The prefecture
// reads the same pages as the office: one address in a mail serves both.
#include "base/text.h"
#include "core/settings/calendar.h"
#include "features/analytics/analytics.h"
#include "features/analytics/pages.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_due.h"
#include "features/analytics/service_reports.h"
#include "features/analytics/service_uptime.h"
#include "features/analytics/views.h"
#include "features/analytics/words.h"
#include "web/app.h"

namespace musubi::analytics {
namespace {

constexpr std::uint64_t kFileMost = 20'000'000;  // a month of minutes, or a thousand words

void add_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/policies/counting", musubi::may::anyone, show_method);
  r.get("/counting/outbound", musubi::may::anyone, note_outbound);
  r.get("/office/site-counting", may::see_counting, show_counting);
  r.get("/office/site-counting/csv", may::see_counting, show_counting_csv);
  r.get("/office/site-counting/imports", may::work_on_report, show_imports);
  r.post("/office/site-counting/imports/queries", may::work_on_report, create_queries, kFileMost);
  r.post("/office/site-counting/imports/probes", may::work_on_report, create_probes, kFileMost);
  r.get("/office/planned-stops", may::see_counting, show_stops);
  r.post("/office/planned-stops", may::submit_report, create_stop);
  r.post("/office/planned-stops/:id/calling-off", may::submit_report, create_calling_off);
  r.get("/office/site-reports", may::see_counting, show_reports);
  r.post("/office/site-reports", may::submit_report, create_report);
  r.get("/office/site-reports/:id", may::see_counting, show_report);
  r.get("/office/site-reports/:id/files/:format", may::see_counting, show_report_file);
  r.post("/office/site-reports/:id/files", may::see_counting, create_report_files);
  r.post("/office/site-reports/:id/remark", may::work_on_report, update_remark);
  r.post("/office/site-reports/:id/submission", may::submit_report, create_submission);
  r.post("/office/site-reports/:id/discard", may::submit_report, create_discard);
  r.post("/office/site-reports/:id/receipt", may::receive_report, create_receipt);
  r.post("/office/site-reports/:id/comments", may::see_counting, create_report_comment);
}

int waiting_in(const web::Request& request, std::string_view state) {
  return static_cast<int>(request.db->read(
      [&](db::Reader& reader) { return store::count_reports_in_state(reader, state); }));
}

void add_menus(web::App& app) {
  struct Place {
    web::Area area;
    std::string group, waits_in;
    int order;
  };
  for (const Place& place :
       {Place{web::Area::office, "報告と集計", "frozen", 710},
        Place{web::Area::prefecture, "報告と集計", "submitted", 110}}) {
    app.nav.push_back({.area = place.area, .group = place.group, .label = "月次ログ報告書",
                       .path = views::kReportsPath, .icon = "doc",
                       .permission = may::see_counting, .order = place.order,
                       .waiting = [state = place.waits_in](const web::Request& request) {
                         return waiting_in(request, state);
                       }});
    app.nav.push_back({.area = place.area, .group = place.group, .label = "閲覧の計測",
                       .path = views::kCountingPath, .icon = "chart",
                       .permission = may::see_counting, .order = place.order + 1, .waiting = {}});
    app.nav.push_back({.area = place.area, .group = place.group, .label = "計画停止",
                       .path = views::kStopsPath, .icon = "clock",
                       .permission = may::see_counting, .order = place.order + 2, .waiting = {}});
  }
}

// KPI-12: months over, and what became of their reports.
std::vector<web::kit::Tile> report_tiles(const web::Request& request) {
  const Context ctx = request.context();
  const web::App& app = *request.app;
  const auto months = report_months(app.contract_start, app.contract_end);
  const auto handed_over = ctx.db.read([&](db::Reader& reader) {
    return months_handed_over(reader, app.contract_start);
  });
  int over = 0;
  for (const Date& month : months) over += month_end(month) < ctx.today() ? 1 : 0;
  const auto all = static_cast<int>(months.size());
  const auto done = static_cast<int>(handed_over.size());
  if (all == 0) return {};
  web::kit::Tile tile{.label = "月次ログ報告書の提出", .value = std::to_string(done), .unit = "回",
                      .plan = "終わった月" + std::to_string(over) + "／契約期間" +
                              std::to_string(all),
                      .done = static_cast<double>(done) / all,
                      .planned = static_cast<double>(over) / all};
  const bool behind = done < over;
  tile.tone = behind ? web::kit::Tone::warning : web::kit::Tone::ok;
  tile.state = behind ? "未提出" + std::to_string(over - done) + "回" : "提出済み";
  tile.evidence_path = views::kReportsPath;
  tile.evidence_label = "報告書の一覧を見る（KPI-12）";
  return {tile};
}

std::vector<web::Deadline> deadlines_of(const web::Request& request, Date from, Date until) {
  const Context ctx = request.context();
  const web::App& app = *request.app;
  const auto months = report_months(app.contract_start, app.contract_end);
  std::vector<web::Deadline> out;
  ctx.db.read([&](db::Reader& reader) {
    const auto next = next_month_due(months_handed_over(reader, app.contract_start), months);
    if (next) {
      const Date due = due_day(*next, app.contract_end, settings::find_calendar(reader));
      if (due <= until) {
        out.push_back({due, "月次ログ報告書の提出", month_words(*next) + "分",
                       views::kReportsPath});
      }
    }
    for (const auto& stop : list_coming_stops(reader, start_of_day_in_japan(from))) {
      const Date day = date_in_japan(stop.from);
      if (day < from || day > until) continue;
      out.push_back({day, "計画停止", jst_clock(stop.from) + "から" + jst_clock(stop.until) +
                                          "まで　" + stop.reason, views::kStopsPath});
    }
  });
  return out;
}

std::optional<web::kit::Waiting> to_receive(const web::Request& request) {
  const int count = waiting_in(request, "submitted");
  return web::kit::Waiting{.count = count, .label = "月次ログ報告書を受け取る",
                           .path = views::kReportsPath,
                           .text = "内容を確かめて「受領する」を押してください。"};
}

}  // namespace

void add_routes(web::App& app) {
  add_rows(app.router);
  add_menus(app);
  add_words(app.words);
  app.home.tiles.push_back(
      {.permission = may::see_counting, .order = 35, .list = report_tiles});
  app.home.deadlines.push_back({.permission = may::see_counting, .list = deadlines_of});
  app.home.waiting.push_back(
      {.permission = may::receive_report, .order = 12, .find = to_receive});
}

}  // namespace musubi::analytics
