// views_list.cc - the list of articles with its filters, the form of a new one, and the editorial
// calendar with the duty of a case a month. Html only; it decides nothing.
#include "base/text.h"
#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::vector<Option> type_options() {
  std::vector<Option> out;
  for (const ContentType& type : content_types()) {
    out.push_back({std::string(type.name), std::string(type.label)});
  }
  return out;
}

std::vector<Option> state_options() {
  std::vector<Option> out;
  for (const State state : kStates) {
    out.push_back({std::string(state_name(state)), std::string(state_label(state))});
  }
  return out;
}

std::string count_words(std::int64_t count) {
  return count >= kCountCap ? "2,000件以上" : thousands(count) + "件";
}

Html filters(const List& data) {
  std::vector<Option> owners;
  for (const Owner& one : data.owners) owners.push_back({one.id.text, one.name});
  const auto& f = data.filter;
  return filter_bar(
      {.action = kList,
       .fields = {select_field({.name = "type", .label = "種類", .options = type_options(),
                                .value = f.type, .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "state", .label = "状態", .options = state_options(),
                                .value = f.state ? std::string(state_name(*f.state)) : "",
                                .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "owner", .label = "担当", .options = owners,
                                .value = f.owner_id, .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "overdue", .label = "見直し",
                                .options = {{"1", "見直す日が来たもの"}},
                                .value = f.review_until.empty() ? "" : "1",
                                .empty_label = "すべて", .quiet = true})},
       .clear_path = kList});
}

Html public_words(const Content& c) {
  if (c.state == State::scheduled) return time_text(c.publish_at) + Html("に公開");
  if (c.is_public) return time_text(c.changed_at) + Html("から公開");
  if (c.published_at.ms != 0) return Html("終了");
  return muted("－");
}

}  // namespace

Html list(const web::Request& request, const List& data) {
  DataTable table{.caption = "公開サイトの記事　" + count_words(data.list.count) +
                             "　変更の新しい順",
                  .columns = {{.label = "題名"},
                              {.label = "種類", .nowrap = true},
                              {.label = "状態", .nowrap = true},
                              {.label = "公開"},
                              {.label = "担当", .nowrap = true},
                              {.label = "見直す日", .nowrap = true}},
                  .rows = {}};
  for (const Content& c : data.list.rows) {
    const auto day = parse_iso_date(c.review_on);
    table.rows.push_back({.cells = {link(path_of(c.id), c.title),
                                    std::string(type_of(c.type).label), state_mark(c),
                                    public_words(c), c.owner_name,
                                    day ? date_text_short(*day) : muted("－")}});
  }
  Html actions = button_link({.label = "編集の予定", .path = kCalendar, .icon = "calendar"});
  if (data.may_edit) {
    actions = button_link({.label = "記事を書く", .path = std::string(kList) + "/new",
                           .look = Look::primary, .icon = "edit"}) +
              actions;
  }
  table.empty = empty_state("条件に合う記事はありません。条件を1つ外すか、新しく書いてください",
                            link(kList, "すべての記事を見る"));
  return page(request,
              {.area = area_for(request), .title = "公開サイトの記事",
               .breadcrumbs = {home_crumb(request), {"公開サイトの記事", ""}},
               .actions = actions, .nav_current = kList, .width = Width::full},
              filters(data) + data_table(table) +
                  key_pager({.previous_path = data.first_path, .next_path = data.next_path}));
}

Html new_form(const web::Request& request, const NewForm& data) {
  const auto& error = data.error;
  Html inputs =
      radio_group({.name = "type", .label = "種類", .options = type_options(),
                   .value = data.typed.get("type"), .required = true,
                   .error = error_at(error, "type"), .inline_ = true}) +
      text_field({.name = "title", .label = "題名", .value = data.typed.get("title"),
                  .hint = "あとから変えられます。", .required = true,
                  .error = error_at(error, "title"), .autocomplete = "off"}) +
      text_field({.name = "slug", .label = "アドレスの終わりの部分",
                  .value = data.typed.get("slug"),
                  .hint = "半角の英小文字・数字・ハイフン。例：seminar-r6-11。あとから変えても、"
                          "前のアドレスは新しいアドレスに案内されます。",
                  .required = true, .error = error_at(error, "slug"), .autocomplete = "off",
                  .width = FieldWidth::long_}) +
      form_key_field(request);
  return page(request,
              {.area = web::Area::office, .title = "記事を書く",
               .lead = "次の画面で本文を書きます。公開するまで、外からは見えません。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"公開サイトの記事", kList},
                               {"記事を書く", ""}},
               .nav_current = kList, .has_error = error.has_value(), .width = Width::reading},
              error_summary(error) +
                  form(request, {.action = kList},
                       inputs + form_actions({button({.label = "本文を書く"}),
                                              button_link({.label = "やめる", .path = kList,
                                                           .look = Look::text})})));
}

namespace {

std::string month_words(Date first) { return wareki_month(first); }

std::string month_path(Date first) {
  return std::string(kCalendar) + "?month=" + iso(first).substr(0, 7);
}

std::string_view entry_words(const std::string& what) {
  if (what == "published") return "公開";
  if (what == "planned") return "公開予約";
  return "終了予定";
}

Html day_cell(const Month& month, Date day) {
  if (day.month != month.first.month) return muted("－");
  std::vector<Html> items;
  for (const Entry& entry : month.entries) {
    if (date_in_japan(entry.at) != day) continue;
    items.push_back(small(jst_clock(entry.at) + " " + std::string(entry_words(entry.what)) + " ") +
                    link(path_of(entry.content.id), entry.content.title));
  }
  Html out = strong(std::to_string(day.day));
  if (!items.empty()) out += plain_list(items);
  return out;
}

Html month_table(const Month& month) {
  DataTable table{.caption = month_words(month.first) + "の公開と終了",
                  .columns = {{.label = "週", .nowrap = true}}, .rows = {}, .compact = true};
  for (const char* day : {"日", "月", "火", "水", "木", "金", "土"}) {
    table.columns.push_back({.label = std::string(day) + "曜日"});
  }
  Date day = add_days(month.first, -weekday(month.first));
  const Date end = add_months(month.first, 1);
  for (int week = 1; day < end; ++week) {
    TableRow row{.cells = {"第" + std::to_string(week) + "週"}};
    for (int i = 0; i < 7; ++i) {
      row.cells.push_back(day_cell(month, day));
      day = add_days(day, 1);
    }
    table.rows.push_back(std::move(row));
  }
  return data_table(table);
}

Tone duty_tone(const Month& month) {
  if (month.cases >= month.wanted) return Tone::ok;
  return month.cases + 1 >= month.wanted ? Tone::warning : Tone::error;
}

Html duty_part(const Month& month, Date today) {
  const std::int64_t lacking = month.wanted - month.cases;
  Html tile_part = tiles({{.label = "公開したＤＸ事例（KPI-05）",
                           .value = std::to_string(month.cases), .unit = "本",
                           .plan = "終わった月の数：" + std::to_string(month.wanted) + "か月",
                           .tone = duty_tone(month),
                           .state = lacking <= 0 ? "計画どおり"
                                                 : std::to_string(lacking) + "本不足",
                           .level = 3}});
  DataTable table{.caption = "月ごとのＤＸ事例（おおむね月に1本）",
                  .columns = {{.label = "月"},
                              {.label = "公開した本数", .align = Align::end},
                              {.label = "予約した本数", .align = Align::end},
                              {.label = "状態"}},
                  .rows = {}, .compact = true};
  for (const CaseMonth& one : month.months) {
    const bool past = add_months(one.month, 1) <= today;
    Html state = one.published > 0 ? badge(Tone::ok, "公開済み")
                 : one.planned > 0 ? badge(Tone::info, "予約済み")
                 : past            ? badge(Tone::error, "なし")
                 : one.month <= today ? badge(Tone::warning, "今月はまだ")
                                      : muted("これから");
    table.rows.push_back({.cells = {link(month_path(one.month), month_words(one.month)),
                                    std::to_string(one.published), std::to_string(one.planned),
                                    state}});
  }
  return tile_part + data_table(table);
}

}  // namespace

Html calendar(const web::Request& request, const Month& month, Date today) {
  const std::string title = "編集の予定　" + month_words(month.first);
  Html move = cluster({link(month_path(add_months(month.first, -1)), "前の月"),
                       link(month_path(Date{today.year, today.month, 1}), "今月"),
                       link(month_path(add_months(month.first, 1)), "次の月")});
  return page(request,
              {.area = area_for(request), .title = title,
               .breadcrumbs = {home_crumb(request), {"公開サイトの記事", kList},
                               {"編集の予定", ""}},
               .nav_current = kCalendar, .width = Width::full},
              move + month_table(month) +
                  section({.heading = "ＤＸ事例の月ごとの公開"}, duty_part(month, today)));
}

}  // namespace musubi::publishing::views
