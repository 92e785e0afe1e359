// home_reports.cc - what 会員報告書 contributes to the homes: submitted against due, the next
// deadline, and what waits for whom. Reads the list of reports, which grows by four a year.
#include "core/settings/calendar.h"
#include "features/members/home.h"
#include "features/members/report_due.h"
#include "features/members/service_reports.h"
#include "features/members/views.h"

namespace musubi::members {

using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr int kBusinessDays = 10;  // submitted within ten business days of the quarter's end
constexpr int kQuarters = 4;

bool is_submitted(const store::Report& report) {
  return report.state == "submitted" || report.state == "received";
}

struct Tally {
  int due = 0, submitted = 0, received = 0;
};
// Quarter ends of this fiscal year that are over, and what became of them.
Tally tally_of(const std::vector<store::Report>& reports, Date today) {
  Tally out;
  Date next = fiscal_year_start(fiscal_year(today));
  for (int i = 0; i < kQuarters; ++i) {
    next = add_months(next, 3);
    const Date quarter_end = add_days(next, -1);
    if (quarter_end >= today) break;
    ++out.due;
    for (const auto& report : reports) {
      if (report.as_of != iso(quarter_end) || !is_submitted(report)) continue;
      ++out.submitted;
      if (report.state == "received") ++out.received;
    }
  }
  return out;
}

std::vector<Tile> report_tiles(const web::Request& request) {
  const Context ctx = request.context();
  auto reports = list_visible_reports(ctx);
  if (!reports) return {};
  const Tally t = tally_of(*reports, ctx.today());
  const bool behind = t.submitted < t.due;
  Tile tile{.label = "会員報告書の提出", .value = std::to_string(t.submitted), .unit = "回",
            .plan = "基準日が過ぎたもの" + std::to_string(t.due) + "／年度" +
                    std::to_string(kQuarters),
            .done = static_cast<double>(t.submitted) / kQuarters,
            .planned = static_cast<double>(t.due) / kQuarters,
            .evidence_path = "/office/member-reports", .evidence_label = "報告書の一覧を見る"};
  if (t.due == 0) {
    tile.text = "今年度の基準日は、まだ来ていません。";
    return {tile};
  }
  tile.tone = behind ? Tone::warning : Tone::ok;
  tile.state = behind ? "未提出" + std::to_string(t.due - t.submitted) + "回" : "提出済み";
  tile.text = "受領" + std::to_string(t.received) + "回。";
  return {tile};
}

std::vector<web::Deadline> report_deadlines(const web::Request& request, Date, Date until) {
  const Context ctx = request.context();
  auto reports = list_visible_reports(ctx);
  if (!reports) return {};
  const Date quarter_end = next_report_due(*reports, ctx.today());
  const Date due = ctx.db.read([&](db::Reader& reader) {
    return settings::find_calendar(reader).add_business_days(quarter_end, kBusinessDays);
  });
  if (due > until) return {};
  return {{due, "会員報告書の提出",
           wareki(quarter_end) + "現在。基準日から10営業日以内", "/office/member-reports"}};
}

std::optional<Waiting> reports_to_receive(const web::Request& request) {
  auto reports = list_visible_reports(request.context());
  if (!reports) return std::nullopt;
  Waiting out{.count = 0, .label = "会員報告書を受け取る", .path = "/office/member-reports"};
  for (const auto& report : *reports) {
    if (report.state != "submitted") continue;
    ++out.count;
    out.text = "第" + std::to_string(report.number) + "号（" +
               wareki(*parse_iso_date(report.as_of)) + "現在）が届いています。" +
               "内容を確かめて「受領する」を押してください。";
  }
  return out;
}

}  // namespace

void add_report_home(web::App& app) {
  web::Home& home = app.home;
  home.tiles.push_back({.permission = may::see_member_report, .order = 30, .list = report_tiles});
  home.deadlines.push_back({.permission = may::see_member_report, .list = report_deadlines});
  home.waiting.push_back(
      {.permission = may::receive_member_report, .order = 10, .find = reports_to_receive});
}

}  // namespace musubi::members
