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

struct Tally {
  int due = 0, submitted = 0, received = 0;
};
// The contract's quarter ends that are over, and what became of them.
Tally tally_of(const std::vector<store::Report>& reports, const std::vector<Date>& quarters,
               Date today) {
  Tally out;
  for (const Date& quarter_end : quarters) {
    if (quarter_end >= today) break;
    ++out.due;
    for (const auto& report : reports) {
      if (report.as_of != iso(quarter_end) || !is_submitted(report)) continue;
      ++out.submitted;
      if (report.state == "received") ++out.received;
      break;
    }
  }
  return out;
}

std::vector<Date> quarters_of(const web::Request& request) {
  return report_quarters(request.app->contract_start, request.app->contract_end);
}

std::vector<Tile> report_tiles(const web::Request& request) {
  const Context ctx = request.context();
  auto reports = list_visible_reports(ctx);
  if (!reports) return {};
  const std::vector<Date> quarters = quarters_of(request);
  if (quarters.empty()) return {};
  const auto all = static_cast<int>(quarters.size());
  const Tally t = tally_of(*reports, quarters, ctx.today());
  const bool behind = t.submitted < t.due;
  Tile tile{.label = "会員報告書の提出", .value = std::to_string(t.submitted), .unit = "回",
            .plan = "基準日が過ぎたもの" + std::to_string(t.due) + "／契約期間" +
                    std::to_string(all),
            .done = static_cast<double>(t.submitted) / all,
            .planned = static_cast<double>(t.due) / all,
            .evidence_path = "/office/member-reports", .evidence_label = "報告書の一覧を見る"};
  if (t.due == 0) {
    tile.text = "最初の基準日は、まだ来ていません。";
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
  const auto quarter_end = next_report_due(*reports, quarters_of(request));
  if (!quarter_end) return {};
  const Date due = ctx.db.read([&](db::Reader& reader) {
    return settings::find_calendar(reader).add_business_days(*quarter_end,
                                                             kSubmitWithinBusinessDays);
  });
  if (due > until) return {};
  return {{due, "会員報告書の提出",
           wareki(*quarter_end) + "現在。基準日から" + std::to_string(kSubmitWithinBusinessDays) +
               "営業日以内",
           "/office/member-reports"}};
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
