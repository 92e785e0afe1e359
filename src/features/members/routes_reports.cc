// routes_reports.cc - the addresses and menu entries of 会員報告書. The prefecture reads the same
// pages as the office: one address in a mail serves both.
#include <memory>

#include "features/members/news_reports.h"
#include "features/members/pages_reports.h"
#include "features/members/permissions.h"
#include "features/members/routes_parts.h"
#include "features/members/store_reports.h"
#include "web/app.h"

namespace musubi::members {

void add_report_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/office/member-reports", may::see_member_report, show_reports);
  r.post("/office/member-reports", may::make_member_report, create_report);
  r.get("/office/member-reports/:id", may::see_member_report, show_report);
  r.get("/office/member-reports/:id/rows", may::see_member_report, show_report_rows);
  r.get("/office/member-reports/:id/files/:format", may::see_member_report, show_report_file);
  // The handler owns the news: they end with the routes, before the streams that they feed.
  auto news = std::make_shared<ReportFilesNews>(app);
  r.get("/office/member-reports/:id/events", may::see_member_report,
        [news](web::Request& request) { return show_report_events(request, *news); });
  r.post("/office/member-reports/:id/files", may::see_member_report, create_report_files);
  r.post("/office/member-reports/:id/discard", may::make_member_report, create_discard);
  r.post("/office/member-reports/:id/remark", may::make_member_report, update_remark);
  r.post("/office/member-reports/:id/submission", may::make_member_report, create_submission);
  r.post("/office/member-reports/:id/receipt", may::receive_member_report, create_receipt);
  r.post("/office/member-reports/:id/comments", may::see_member_report, create_report_comment);

  auto count_in = [](const web::Request& request, std::string_view state) {
    return static_cast<int>(request.db->read([&](db::Reader& reader) {
      return store::count_reports_in_state(reader, state);
    }));
  };
  app.nav.push_back(
      {.area = web::Area::office, .group = "報告と集計", .label = "会員報告書",
       .path = "/office/member-reports", .icon = "doc", .permission = may::see_member_report,
       .order = 700,
       .waiting = [count_in](const web::Request& request) { return count_in(request, "frozen"); }});
  app.nav.push_back({.area = web::Area::prefecture, .group = "報告と集計", .label = "会員報告書",
                     .path = "/office/member-reports", .icon = "doc",
                     .permission = may::see_member_report, .order = 100,
                     .waiting = [count_in](const web::Request& request) {
                       return count_in(request, "submitted");
                     }});
}

}  // namespace musubi::members
