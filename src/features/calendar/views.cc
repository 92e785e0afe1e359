// views.cc - closed days by fiscal year, newest first, and the form that replaces them all. Html
// only; it decides nothing.
#include "features/calendar/views.h"

#include <map>

#include "web/kit/kit.h"

namespace musubi::calendar::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html year_table(int year, const std::vector<ClosedDay>& days) {
  DataTable table{.caption = fiscal_year_name(year) + "　" + std::to_string(days.size()) + "日",
                  .columns = {{.label = "日"}, {.label = "名前"}},
                  .rows = {}};
  for (const ClosedDay& day : days) {
    table.rows.push_back({.cells = {Html(wareki_with_weekday(day.day)),
                                    day.name.empty() ? muted("－") : Html(day.name)}});
  }
  table.compact = true;
  return data_table(table);
}

Html change_form(const web::Request& request, const Page& page) {
  const std::string typed = page.error ? page.typed : closed_days_text(page.calendar.days);
  return form(request, {.action = "/office/calendar"},
              textarea_field({.name = "closed_days", .label = "祝日と閉庁日", .value = typed,
                              .hint = "1行に1日。例：2024-04-29 昭和の日。内閣府が公開する祝日のCSVの中身を、"
                                      "そのまま貼り付けることもできます。土日と12月29日から1月3日は、"
                                      "書かなくても閉庁日として数えます。",
                              .error = error_at(page.error, "closed_days")},
                             14) +
                  hidden_field("seen", page.calendar.seen) +
                  form_actions({button({.label = "暦を保存する"})}));
}

}  // namespace

Html calendar(const web::Request& request, const Page& page) {
  std::map<int, std::vector<ClosedDay>, std::greater<>> years;
  for (const ClosedDay& day : page.calendar.days) years[fiscal_year(day.day)].push_back(day);
  const int this_year = fiscal_year(request.context().today());
  Html list;
  if (!years.contains(this_year)) {
    list += notice({.tone = Tone::warning,
                    .title = fiscal_year_name(this_year) + "の祝日が登録されていません",
                    .text = Html("営業日で数える期限が、祝日のぶん早く出ます。")});
  }
  for (const auto& [year, days] : years) list += year_table(year, days);
  Html refused;
  if (page.error && page.error->fields.empty()) {
    refused = notice({.tone = Tone::error, .title = "保存できませんでした",
                      .text = Html(page.error->says)})
                  .refuses(*page.error);
  }
  const bool with_fields = page.error && !page.error->fields.empty();
  return web::kit::page(
      request,
      {.area = web::Area::office, .title = "閉庁日の暦",
       .breadcrumbs = {{"きょうの仕事", "/office"}, {"閉庁日の暦", ""}},
       .status_message = page.status, .nav_current = "/office/calendar",
       .has_error = page.error.has_value()},
      refused + (with_fields ? error_summary(page.error) : Html()) +
          lead(Html("期限を営業日で数えるときの、祝日と事務局の休みです。")) + list +
          (page.may_change ? panel({.heading = "暦を変える"}, change_form(request, page)) : Html()));
}

}  // namespace musubi::calendar::views
