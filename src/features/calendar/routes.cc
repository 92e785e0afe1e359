// routes.cc - the page of closed days, its menu entry, and the reminder when a year has none.
// Reads the form, asks the service, shows the answer.
#include "features/calendar/calendar.h"
#include "features/calendar/permissions.h"
#include "base/text.h"
#include "features/calendar/views.h"
#include "web/form.h"

namespace musubi::calendar {
namespace {

Result<views::Page> page_of(const web::Request& request) {
  views::Page page;
  page.calendar = TRY(load_calendar(request.context()));
  page.may_change = can(request.actor, may::change_calendar);
  return page;
}

web::Response show_calendar(web::Request& request) {
  auto page = page_of(request);
  if (!page) return web::problem(request, page.error());
  if (request.query.get("message") == "saved") page->status = "暦を保存しました";
  return web::html(views::calendar(request, *page));
}

web::Response update_calendar(web::Request& request) {
  const std::string typed = replace_all(request.form.get("closed_days"), "\r\n", "\n");
  auto done = change_calendar(request.context(), {typed, request.form.get("seen")});
  if (done) return web::see_other("/office/calendar?message=saved");
  auto page = page_of(request);
  if (!page) return web::problem(request, page.error());
  page->typed = typed;
  page->error = done.error();
  return web::html(views::calendar(request, *page), web::status_of(done.error().fault));
}

std::optional<web::kit::Waiting> year_without_days(const web::Request& request) {
  const Context ctx = request.context();
  if (has_this_year(ctx)) return std::nullopt;
  return web::kit::Waiting{.count = 1, .label = "閉庁日の暦を登録する", .path = "/office/calendar",
                           .text = fiscal_year_name(fiscal_year(ctx.today())) +
                                   "の祝日がありません。期限が正しく数えられません。"};
}

}  // namespace

void add_routes(web::App& app) {
  app.router.get("/office/calendar", may::see_calendar, show_calendar);
  app.router.post("/office/calendar", may::change_calendar, update_calendar);
  app.nav.push_back({.area = web::Area::office, .group = "設定と管理", .label = "閉庁日の暦",
                     .path = "/office/calendar", .icon = "calendar",
                     .permission = may::see_calendar, .order = 905, .waiting = {}});
  app.home.waiting.push_back(
      {.permission = may::change_calendar, .order = 90, .find = year_without_days});
}

}  // namespace musubi::calendar
