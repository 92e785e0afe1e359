// pages_reports.cc - 会員報告書: made for a day, read, taken as a file, submitted, received.
// Each handler reads the form, asks the service and shows the answer; no rules here.
#include "features/members/pages_reports.h"

#include <charconv>
#include <set>

#include "features/members/news_reports.h"
#include "features/members/permissions.h"
#include "features/members/report_due.h"
#include "features/members/views_reports.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

constexpr int kChangesMost = 100;
constexpr int kRowsMost = 50;
constexpr int kReportsShown = 24;  // six years of quarters

Result<views::ReportList> list_of(const web::Request& request, const std::string& after = {}) {
  const Context ctx = request.context();
  const web::App& app = *request.app;
  views::ReportList list;
  ReportsPage page = TRY(list_reports_page(ctx, after, kReportsShown));
  list.reports = std::move(page.reports);
  if (!page.next.empty()) list.next_path = "/office/member-reports?after=" + page.next;
  list.first_page = after.empty();
  list.may_make = can(ctx.actor, may::make_member_report);
  if (list.may_make) {
    list.next_due = next_report_due(TRY(list_visible_reports(ctx)),
                                    report_quarters(app.contract_start, app.contract_end));
  }
  return list;
}

Result<views::ReportDetail> detail_of(const Context& ctx, const std::string& id) {
  views::ReportDetail detail;
  detail.page = TRY(load_visible_report(ctx, id));
  detail.changes.rows = {};
  std::set<std::int64_t> listed;  // a corrected one may have joined or left as well
  for (const char* change : {"corrected", "joined", "left", "changed"}) {
    auto rows = TRY(load_report_rows(ctx, id, change, 0, kChangesMost));
    detail.changes.more = detail.changes.more || rows.more;
    for (auto& row : rows.rows) {
      if (listed.insert(row.position).second) detail.changes.rows.push_back(std::move(row));
    }
  }
  detail.may_make = can(ctx.actor, may::make_member_report);
  detail.may_receive = can(ctx.actor, may::receive_member_report);
  detail.files = TRY(list_visible_report_files(ctx, detail.page.report));
  return detail;
}

web::Response back_to(const web::Request& request, const char* said) {
  return web::see_other("/office/member-reports/" + request.param("id") + "?said=" + said);
}

std::string words_for(const std::string& said) {
  if (said == "remarked") return "所見を保存しました";
  if (said == "submitted") return "県に提出しました。担当者にメールでお知らせします";
  if (said == "received") return "受領しました。事務局にお知らせします";
  if (said == "discarded") return "破棄しました。この番号のこの版は使いません";
  if (said == "making") return "ファイルを作成しています。少し待ってから、開き直してください";
  if (said == "commented") return "コメントを送りました";
  if (said == "frozen") return "会員報告書を作成しました。内容を確かめて提出してください";
  return "";
}

// The same page with the message at its field; anything but a wrong input is a page of its own.
web::Response again(web::Request& request, const Error& error) {
  if (error.fault != Fault::invalid) return web::problem(request, error);
  auto detail = detail_of(request.context(), request.param("id"));
  if (!detail) return web::problem(request, detail.error());
  detail->error = error;
  detail->comment_typed = request.form.get("body");
  return web::show_again(request, views::report_detail(request, *detail));
}

}  // namespace

web::Response show_reports(web::Request& request) {
  auto list = list_of(request, request.query.get("after"));
  if (!list) return web::problem(request, list.error());
  return web::html(views::report_list(request, *list));
}

web::Response create_report(web::Request& request) {
  const Context ctx = request.context();
  auto list = list_of(request);
  if (!list) return web::problem(request, list.error());
  list->typed = request.form;
  auto day = web::kit::read_date(request.form, "as_of", "基準日");
  if (!day) {
    list->error = day.error();
    if (list->error->fields.empty()) list->error->fields.push_back({"as_of", day.error().says});
  } else if (!*day) {
    list->error = Error{Fault::invalid, "入力内容に誤りがあります",
                        {{"as_of", "基準日を入力してください"}}, {}};
  }
  if (list->error) return web::show_again(request, views::report_list(request, *list));
  auto made = freeze_report(ctx, **day);
  if (made) return web::see_other("/office/member-reports/" + *made + "?said=frozen");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  list->error = made.error();
  return web::show_again(request, views::report_list(request, *list));
}

web::Response show_report(web::Request& request) {
  auto detail = detail_of(request.context(), request.param("id"));
  if (!detail) return web::problem(request, detail.error());
  detail->status = words_for(request.query.get("said"));
  return web::html(views::report_detail(request, *detail));
}

web::Response show_report_rows(web::Request& request) {
  const Context ctx = request.context();
  std::int64_t after = 0;
  const std::string typed = request.query.get("after");
  std::from_chars(typed.data(), typed.data() + typed.size(), after);
  auto page = load_visible_report(ctx, request.param("id"));
  if (!page) return web::problem(request, page.error());
  auto rows = load_report_rows(ctx, request.param("id"), "", after, kRowsMost);
  if (!rows) return web::problem(request, rows.error());
  return web::html(views::report_rows(request, *page, *rows));
}

web::Response show_report_file(web::Request& request) {
  auto file = open_report_file(request.context(), request.param("id"), request.param("format"));
  if (file) return web::download_file(file->path, file->media_type, file->filename);
  if (file.error().fault == Fault::conflict) return back_to(request, "making");
  return web::problem(request, file.error());
}

web::Response show_report_events(web::Request& request, ReportFilesNews& news) {
  auto page = load_visible_report(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  news.begin();
  web::Response response;
  response.sse_topic = std::string(ReportFilesNews::kTopic);
  return response;
}

web::Response create_report_files(web::Request& request) {
  auto done = order_report_files_again(request.context(), request.param("id"));
  return done ? back_to(request, "making") : again(request, done.error());
}

web::Response create_discard(web::Request& request) {
  auto done = discard_report(request.context(), request.param("id"));
  return done ? back_to(request, "discarded") : again(request, done.error());
}

web::Response update_remark(web::Request& request) {
  auto saved = comment_as_secretariat(request.context(), request.param("id"),
                                      request.form.get("secretariat_comment"));
  return saved ? back_to(request, "remarked") : again(request, saved.error());
}

web::Response create_submission(web::Request& request) {
  auto done = submit_report(request.context(), request.param("id"));
  return done ? back_to(request, "submitted") : again(request, done.error());
}

web::Response create_receipt(web::Request& request) {
  auto done = receive_report(request.context(), request.param("id"));
  return done ? back_to(request, "received") : again(request, done.error());
}

web::Response create_report_comment(web::Request& request) {
  auto done = comment_on_report(request.context(), request.param("id"), request.form.get("body"));
  return done ? back_to(request, "commented") : again(request, done.error());
}

}  // namespace musubi::members::pages
