// pages_reports.cc - see pages.h: 月次ログ報告書 and planned stops.
// Each handler reads the form, asks the service and shows the answer; no rules here.
#include "core/settings/calendar.h"
#include "features/analytics/pages.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_due.h"
#include "features/analytics/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::analytics::pages {
namespace {

constexpr int kReportsShown = 24;
constexpr int kStopsShown = 25;

void add_due(const web::Request& request, views::ReportList& data) {
  const Context ctx = request.context();
  const web::App& app = *request.app;
  const auto months = report_months(app.contract_start, app.contract_end);
  ctx.db.read([&](db::Reader& reader) {
    const auto next = next_month_due(months_handed_over(reader, app.contract_start), months);
    if (!next) return;
    const Date due = due_day(*next, app.contract_end, settings::find_calendar(reader));
    data.due = month_words(*next) + "分は、" + wareki_with_weekday(due) + "までに提出します";
  });
  for (auto at = months.rbegin(); at != months.rend(); ++at) {
    if (!last_counted_day(*at, app.contract_end, ctx.today())) continue;
    data.months.emplace_back(month_text(*at), month_words(*at));
  }
}

Result<views::ReportList> list_for(const web::Request& request, const std::string& after) {
  const Context ctx = request.context();
  views::ReportList data;
  ReportsPage page = TRY(list_reports_page(ctx, after, kReportsShown));
  data.reports = std::move(page.reports);
  if (!page.next.empty()) data.next_path = std::string(views::kReportsPath) + "?after=" + page.next;
  data.first_page = after.empty();
  data.may_make = can(ctx.actor, may::submit_report);
  if (can(ctx.actor, may::work_on_report)) add_due(request, data);
  return data;
}

Result<views::ReportDetail> detail_for(const web::Request& request) {
  const Context ctx = request.context();
  views::ReportDetail data;
  data.page = TRY(load_visible_report(ctx, request.param("id")));
  data.files = TRY(list_visible_report_files(ctx, data.page.report));
  data.may_work = can(ctx.actor, may::work_on_report);
  data.may_submit = can(ctx.actor, may::submit_report);
  data.may_receive = can(ctx.actor, may::receive_report);
  return data;
}

std::string report_said(const std::string& said) {
  if (said == "remarked") return "所見を保存しました";
  if (said == "submitted") return "県に提出しました。担当者にメールでお知らせします";
  if (said == "received") return "受領しました。事務局にお知らせします";
  if (said == "discarded") return "破棄しました。この番号のこの版は使いません";
  if (said == "making") return "ファイルを作成しています。少し待ってから、開き直してください";
  if (said == "commented") return "コメントを送りました";
  if (said == "frozen") return "月次ログ報告書を作成しました。内容を確かめて提出してください";
  return "";
}

web::Response done_or_again(web::Request& request, const Result<void>& done, const char* said) {
  if (done) {
    return web::see_other(std::string(views::kReportsPath) + "/" + request.param("id") +
                          "?said=" + said);
  }
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto data = detail_for(request);
  if (!data) return web::problem(request, data.error());
  data->error = done.error();
  data->comment_typed = request.form.get("body");
  if (request.form.has("secretariat_comment")) {
    data->remark_typed = request.form.get("secretariat_comment");
  }
  return web::show_again(request, views::report_detail(request, *data));
}

Result<views::StopList> stops_for(const web::Request& request, const std::string& after) {
  const Context ctx = request.context();
  views::StopList data;
  data.page = TRY(list_stops_page(ctx, after, kStopsShown));
  data.first_page = after.empty();
  data.may_declare = can(ctx.actor, may::submit_report);
  data.now = ctx.pretended_today ? start_of_day_in_japan(add_days(*ctx.pretended_today, 1))
                                 : ctx.now;
  return data;
}

}  // namespace

web::Response show_reports(web::Request& request) {
  auto data = list_for(request, request.query.get("after"));
  if (!data) return web::problem(request, data.error());
  return web::html(views::report_list(request, *data));
}

web::Response create_report(web::Request& request) {
  const std::string month = request.form.get("month");
  const auto made = freeze_report(request.context(), month, request.app->contract_end);
  if (made) {
    return web::see_other(std::string(views::kReportsPath) + "/" + *made + "?said=frozen");
  }
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  auto data = list_for(request, "");
  if (!data) return web::problem(request, data.error());
  data->month = month;
  data->error = made.error();
  return web::show_again(request, views::report_list(request, *data));
}

web::Response show_report(web::Request& request) {
  auto data = detail_for(request);
  if (!data) return web::problem(request, data.error());
  data->status = report_said(request.query.get("said"));
  return web::html(views::report_detail(request, *data));
}

web::Response show_report_file(web::Request& request) {
  auto file = open_report_file(request.context(), request.param("id"), request.param("format"));
  if (file) return web::download_file(file->path, file->media_type, file->filename);
  if (file.error().fault != Fault::conflict) return web::problem(request, file.error());
  return web::see_other(std::string(views::kReportsPath) + "/" + request.param("id") +
                        "?said=making");
}

web::Response create_report_files(web::Request& request) {
  return done_or_again(request,
                       order_report_files_again(request.context(), request.param("id")), "making");
}

web::Response update_remark(web::Request& request) {
  return done_or_again(request,
                       remark_on_report(request.context(), request.param("id"),
                                        request.form.get("secretariat_comment")),
                       "remarked");
}

web::Response create_submission(web::Request& request) {
  return done_or_again(request, submit_report(request.context(), request.param("id")),
                       "submitted");
}

web::Response create_discard(web::Request& request) {
  return done_or_again(request, discard_report(request.context(), request.param("id")),
                       "discarded");
}

web::Response create_receipt(web::Request& request) {
  return done_or_again(request, receive_report(request.context(), request.param("id")),
                       "received");
}

web::Response create_report_comment(web::Request& request) {
  return done_or_again(request,
                       comment_on_report(request.context(), request.param("id"),
                                         request.form.get("body")),
                       "commented");
}

web::Response show_stops(web::Request& request) {
  auto data = stops_for(request, request.query.get("after"));
  if (!data) return web::problem(request, data.error());
  const std::string said = request.query.get("said");
  if (said == "declared") data->status = "計画停止を登録しました";
  if (said == "called-off") data->status = "計画停止を取り消しました";
  return web::html(views::stop_list(request, *data));
}

web::Response create_stop(web::Request& request) {
  NewStop input;
  const auto day = web::kit::read_date(request.form, "day", "停止する日");
  if (day && *day) input.day = iso(**day);
  input.from_clock = request.form.get("from_clock");
  input.until_clock = request.form.get("until_clock");
  input.reason = request.form.get("reason");
  input.agreement = request.form.get("agreement");
  const auto made = declare_stop(request.context(), input, web::sending_of(request));
  if (made) return web::see_other(std::string(views::kStopsPath) + "?said=declared");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  auto data = stops_for(request, "");
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->day = web::kit::typed_date_parts(request.form, "day");
  data->error = made.error();
  return web::show_again(request, views::stop_list(request, *data));
}

web::Response create_calling_off(web::Request& request) {
  const auto done = call_off_stop(request.context(), request.param("id"));
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kStopsPath) + "?said=called-off");
}

}  // namespace musubi::analytics::pages
