// views_events.cc - events as visitors see them: what lies ahead, a month as text and as a table
// with headers, and a year that is over. Html only; it decides nothing.
#include <map>

#include "base/text.h"
#include "features/publishing/views.h"
#include "web/app.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr int kDaysOfWeek = 7;

std::string event_month_path(Date first) { return "/events/month/" + iso(first).substr(0, 7); }
std::string event_year_path(int year) { return "/events/archive/" + std::to_string(year); }
std::string event_month_words(Date first) { return wareki_month(first); }

// 令和6年10月30日（水） 13時から16時まで
Html when_words(const store::EventDays& days) {
  const auto first = parse_iso_date(days.starts_on);
  const auto last = parse_iso_date(days.ends_on);
  Html out;
  if (first) out += date_text_long(*first);
  if (last && first && *first < *last) out += Html("から") + date_text_long(*last) + Html("まで");
  if (!days.hours.empty()) out += Html("　" + days.hours);
  return out;
}

Html event_facts(const store::EventDays& days) {
  Html out = when_words(days);
  if (!days.place.empty()) out += line_break() + Html("会場：" + days.place);
  if (!days.organiser.empty()) {
    out += line_break() +
           Html("主催：" + days.organiser + "（" +
                field_for_people("organiser_kind", days.organiser_kind) + "）");
  }
  return out;
}

enum class EventTab { ahead, month, archive };

Html event_tabs(const web::Request& request, EventTab current) {
  const Date today = request.context().today();
  return tabs("イベントの見方",
              {{.label = "これから", .path = "/events", .current = current == EventTab::ahead},
               {.label = "月ごと", .path = event_month_path({today.year, today.month, 1}),
                .current = current == EventTab::month},
               {.label = "終わったもの", .path = event_year_path(fiscal_year(today)),
                .current = current == EventTab::archive}});
}

Html kind_filter(const std::string& chosen) {
  std::vector<Option> options;
  std::vector<Applied> applied;
  for (const auto& [code, label] : choices_of("organiser_kind")) {
    options.push_back({code, label});
    if (code == chosen) applied.push_back({"主催：" + label, "/events"});
  }
  return filter_bar({.action = "/events",
                     .fields = {select_field({.name = "organiser_kind", .label = "主催",
                                              .options = options, .value = chosen,
                                              .empty_label = "すべて", .quiet = true})},
                     .applied = applied, .clear_path = "/events"});
}

Shared shared_events(const web::Request& request, const std::string& title,
                     const std::string& path, const std::vector<Crumb>& way) {
  Shared out{.title = title,
             .description = "コンソーシアムと、県・市町村・会員・関係機関のＤＸに関する催しです。",
             .path = path, .crumbs = way};
  if (may_open(request, "/events.atom")) {
    out.alternates.push_back({"/events.atom", "application/atom+xml", "イベントの更新"});
  }
  if (may_open(request, "/events.ics")) {
    out.alternates.push_back({"/events.ics", "text/calendar", "イベントの予定表"});
  }
  return out;
}

// What a machine can be given of the same.
Html machine_links(const web::Request& request) {
  std::vector<Html> links;
  const auto add = [&](const char* path, const char* words) {
    if (may_open(request, path)) links.push_back(link(path, words));
  };
  add("/events.ics", "予定表に登録する（iCalendar）");
  add("/events.atom", "イベントの更新を、フィードリーダーで受け取る（Atom）");
  add("/opendata", "イベントのオープンデータ（CSV・JSON）");
  return links.empty() ? Html() : section({.heading = "データで受け取る"}, bullets(links));
}

// The days of the month on which something is, each with what it is.
using Days = std::map<int, std::vector<const store::EventRow*>>;
Days days_of(const EventMonth& month) {
  Days out;
  const std::string prefix = iso(month.first).substr(0, 7);
  const Date last = add_days(add_months(month.first, 1), -1);
  for (const store::EventRow& row : month.rows) {
    const auto begins = parse_iso_date(row.days.starts_on);
    const auto ends = parse_iso_date(row.days.ends_on);
    if (!begins || !ends) continue;
    const int from = *begins < month.first ? 1 : begins->day;
    const int until = last < *ends ? last.day : ends->day;
    for (int day = from; day <= until; ++day) out[day].push_back(&row);
  }
  return out;
}

Html day_cell(int day, const Days& days) {
  Html out = Html(std::to_string(day));
  const auto found = days.find(day);
  if (found == days.end()) return out;
  std::vector<Html> links;
  for (const store::EventRow* row : found->second) {
    links.push_back(link(row->content.path, row->content.public_title));
  }
  return strong(out) + plain_list(links);
}

// Weeks are rows, the days of the week columns; each row says which week it is.
Html month_table(const EventMonth& month, const Days& days) {
  std::vector<TableRow> rows;
  const int length = add_days(add_months(month.first, 1), -1).day;
  for (int day = 1 - weekday(month.first); day <= length; day += kDaysOfWeek) {
    TableRow row{.cells = {"第" + std::to_string(rows.size() + 1) + "週"}};
    for (int i = 0; i < kDaysOfWeek; ++i) {
      const int here = day + i;
      row.cells.push_back(here < 1 || here > length ? Html() : day_cell(here, days));
    }
    rows.push_back(std::move(row));
  }
  return data_table({.caption = event_month_words(month.first) + "のカレンダー",
                     .columns = {{.label = "週", .label_hidden = true}, {.label = "日"},
                                 {.label = "月"}, {.label = "火"}, {.label = "水"},
                                 {.label = "木"}, {.label = "金"}, {.label = "土"}},
                     .rows = rows, .compact = true});
}

Html month_ways(const EventMonth& month) {
  const Date before = add_months(month.first, -1);
  const Date after = add_months(month.first, 1);
  std::vector<Html> ways;
  if (month.has_before) {
    ways.push_back(button_link({.label = event_month_words(before) + "を見る",
                                .path = event_month_path(before), .small = true}));
  }
  if (month.has_after) {
    ways.push_back(button_link({.label = event_month_words(after) + "を見る",
                                .path = event_month_path(after), .small = true}));
  }
  return ways.empty() ? Html() : cluster(ways);
}

}  // namespace

Html event_cards(const std::vector<store::EventRow>& rows, int level) {
  std::vector<Html> out;
  for (const store::EventRow& row : rows) {
    out.push_back(card({.title = row.content.public_title, .path = row.content.path,
                        .text = row.content.public_lead, .meta = event_facts(row.days),
                        .level = level}));
  }
  return grid(out, 3);
}

Html coming_events(const web::Request& request, const EventsView& view) {
  const std::vector<Crumb> way{{"ホーム", "/"}, {"イベント", ""}};
  const std::string kind = view.organiser_kind.empty()
                               ? std::string()
                               : field_for_people("organiser_kind", view.organiser_kind);
  std::string title = kind.empty() ? "イベント" : "イベント：" + kind;
  if (!view.first_path.empty()) title += "（続き）";
  Html rows = view.list.rows.empty()
                  ? empty_state("これからのイベントはまだありません。決まりしだい、ここでお知らせします",
                                link(kind.empty() ? event_year_path(fiscal_year(
                                                        request.context().today()))
                                                  : std::string("/events"),
                                     kind.empty() ? "終わったイベントを見る" : "すべて見る"))
                  : event_cards(view.list.rows, 2);
  const std::string path =
      view.organiser_kind.empty() ? "/events" : "/events?organiser_kind=" + view.organiser_kind;
  const Shared shared = shared_events(request, "イベント", path, way);
  return page(request,
              {.area = web::Area::open, .title = title, .heading = "これからのイベント",
               .lead = Html(shared.description), .breadcrumbs = way,
               .description = shared.description, .head = sharing(request, shared)},
              event_tabs(request, EventTab::ahead) + kind_filter(view.organiser_kind) + rows +
                  key_pager({.previous_path = view.first_path, .next_path = view.next_path}) +
                  machine_links(request));
}

Html event_month(const web::Request& request, const EventMonth& month, Date today) {
  const std::string title = event_month_words(month.first) + "のイベント";
  const std::vector<Crumb> way{{"ホーム", "/"}, {"イベント", "/events"}, {title, ""}};
  const Days days = days_of(month);
  Html list;
  if (month.rows.empty()) {
    list = empty_state("この月のイベントはありません。ほかの月もご覧ください",
                       link("/events", "これからのイベントを見る"));
  } else {
    std::vector<Html> lines;
    for (const store::EventRow& row : month.rows) {
      lines.push_back(link(row.content.path, row.content.public_title) + line_break() +
                      event_facts(row.days));
    }
    list = bullets(lines);
  }
  const bool now = month.first == Date{today.year, today.month, 1};
  return page(request,
              {.area = web::Area::open, .title = title, .breadcrumbs = way,
               .actions = now ? Html()
                              : button_link({.label = "今月を見る",
                                             .path = event_month_path({today.year, today.month, 1}),
                                             .small = true}),
               .description = title + "を、日付の順と、カレンダーの表で並べています。",
               .head = sharing(request, shared_events(request, title, event_month_path(month.first),
                                                      way))},
              event_tabs(request, EventTab::month) + month_ways(month) +
                  section({.heading = "日付の順"}, list) +
                  section({.heading = "カレンダー"}, month_table(month, days)) +
                  machine_links(request));
}

Html event_year(const web::Request& request, const EventYearView& view) {
  const std::string name = fiscal_year_name(view.year.year);
  const std::string title = "終わったイベント（" + name + "）";
  const std::vector<Crumb> way{{"ホーム", "/"}, {"イベント", "/events"}, {title, ""}};
  std::vector<Html> others;
  for (int year : view.year.years) {
    if (year == view.year.year) continue;
    others.push_back(link(event_year_path(year), fiscal_year_name(year)));
  }
  Html rows = view.year.list.rows.empty()
                  ? empty_state(name + "に終わったイベントはまだありません。ほかの年度もご覧ください",
                                link("/events", "これからのイベントを見る"))
                  : event_cards(view.year.list.rows, 2);
  Html years;
  if (!others.empty()) years = section({.heading = "ほかの年度"}, bullets(others));
  return page(request,
              {.area = web::Area::open,
               .title = view.first_path.empty() ? title : title + "の続き",
               .heading = Html(title), .breadcrumbs = way,
               .description = name + "に終わったＤＸ関連のイベントの記録です。",
               .head = sharing(request, shared_events(request, title,
                                                      event_year_path(view.year.year), way))},
              event_tabs(request, EventTab::archive) + rows +
                  key_pager({.previous_path = view.first_path, .next_path = view.next_path}) +
                  years);
}

}  // namespace musubi::publishing::views
