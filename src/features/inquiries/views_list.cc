// views_list.cc - the office's list of inquiries and the figures of a month. Html only; no rule.
// Must never show what the service did not give.
#include "base/text.h"
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html due_cell(const Inquiry& q, Instant clock) {
  if (q.state != "open") return muted("－");
  if (q.is_late(clock)) return badge(Tone::error, "期限切れ") + Html("　") + time_text(q.due_at);
  return time_text(q.due_at);
}

std::string asker_of(const Inquiry& q) {
  std::string out = q.name.empty() ? q.email : q.name;
  if (!q.organisation_name.empty()) out += "（" + q.organisation_name + "）";
  return out.empty() ? "名前なし" : out;
}

std::vector<Tab> tabs_of(const ListPage& data) {
  const bool filtered = !data.organisation.empty() || !data.words.empty();
  const auto is = [&](const char* show) {
    return !filtered && data.mine.empty() && data.show == show;
  };
  return {{.label = "回答待ち", .path = kDesk, .current = is("")},
          {.label = "自分の担当", .path = kDesk + "?mine=1",
           .current = !filtered && !data.mine.empty()},
          {.label = "回答済み", .path = kDesk + "?show=answered", .current = is("answered")},
          {.label = "完了", .path = kDesk + "?show=closed", .current = is("closed")},
          {.label = "迷惑の疑い", .path = kDesk + "?show=quarantined",
           .current = is("quarantined"),
           .count = data.quarantined > 0 ? std::to_string(data.quarantined) : "",
           .waiting = data.quarantined > 0},
          {.label = "すべて", .path = kDesk + "?show=all", .current = is("all")}};
}

DataTable table_of(const ListPage& data) {
  DataTable table{.caption = "問合せ",
                  .columns = {{.label = "受付番号", .nowrap = true},
                              {.label = "件名"},
                              {.label = "問い合わせた人"},
                              {.label = "区分"},
                              {.label = "経路"},
                              {.label = "状態", .nowrap = true},
                              {.label = "担当"},
                              {.label = "期限", .nowrap = true}},
                  .rows = {}};
  for (const Inquiry& q : data.rows) {
    table.rows.push_back(
        {.cells = {link(path_of(q), inquiry_number(q)), Html(q.subject), Html(asker_of(q)),
                   Html(label_in(categories(), q.category)),
                   Html(label_in(channels(), q.channel)), state_badge(q),
                   q.assigned_name.empty() ? muted("未定") : Html(q.assigned_name),
                   due_cell(q, data.clock)},
         .tone = q.is_late(data.clock) ? Tone::error : Tone::neutral});
  }
  table.empty = empty_state("ここに当てはまる問合せはありません");
  return table;
}

}  // namespace

Html inquiry_list(const web::Request& request, const ListPage& data) {
  Html about;
  if (!data.organisation_name.empty()) {
    about = notice({.tone = Tone::info, .title = data.organisation_name + "の問合せ",
                    .text = paragraph(link(kDesk, "すべての問合せに戻る"))});
  }
  if (data.show == "quarantined") {
    about = notice({.tone = Tone::warning, .title = "自動で止めたものです",
                    .text = paragraph("受付の返信はまだ送っていません。開いて、問合せなら「問合せとして受け付ける」、"
                                      "迷惑なら「迷惑と判断する」を押してください。")});
  }
  return page(
      request,
      {.area = web::Area::office, .title = "問合せ窓口",
       .breadcrumbs = {{"きょうの仕事", "/office"}, {"問合せ窓口", ""}},
       .actions = cluster({button_link({.label = "電話・来所を記録する", .path = kDesk + "/new",
                                        .look = Look::primary, .icon = "phone"}),
                           button_link({.label = "定型文", .path = kDesk + "/texts"}),
                           button_link({.label = "月別の件数", .path = kDesk + "/months"})}),
       .status_message = data.status, .nav_current = kDesk},
      tabs("問合せの状態", tabs_of(data)) + about +
          filter_bar({.action = kDesk,
                      .fields = {search_field({.name = "q", .label = "番号・メールアドレス・言葉",
                                               .value = data.words, .quiet = true})},
                      .clear_path = data.words.empty() ? "" : kDesk,
                      .button = "探す"}) +
          data_table(table_of(data)) + key_pager({.next_path = data.next}));
}

Html month(const web::Request& request, const Month& data) {
  const std::string name = iso(data.from).substr(0, 7);
  const Date before = add_months(data.from, -1), after = add_months(data.from, 1);
  const auto path = [](Date month_start) {
    return kDesk + "/months?month=" + iso(month_start).substr(0, 7);
  };
  DataTable table{.caption = "区分と受付経路ごとの件数",
                  .columns = {{.label = "区分"},
                              {.label = "受付経路"},
                              {.label = "受付", .align = Align::end},
                              {.label = "期限内に回答", .align = Align::end},
                              {.label = "期限後に回答", .align = Align::end},
                              {.label = "未回答", .align = Align::end}},
                  .rows = {}};
  const auto row = [](const Html& category, const Html& channel, const store::MonthRow& one) {
    return TableRow{.cells = {category, channel, Html(thousands(one.received)),
                              Html(thousands(one.in_time)), Html(thousands(one.late)),
                              Html(thousands(one.unanswered))}};
  };
  for (const store::MonthRow& one : data.rows) {
    table.rows.push_back(row(label_in(categories(), one.category),
                             label_in(channels(), one.channel), one));
  }
  if (!data.rows.empty()) table.totals.push_back(row("合計", "", data.total));
  table.empty = empty_state("この月の問合せはありません");
  const bool office = can(request.actor, may::see_inquiries);
  std::vector<Crumb> crumbs{
      {office ? "きょうの仕事" : "ホーム", office ? "/office" : "/prefecture"}};
  if (office) crumbs.push_back({"問合せ窓口", kDesk});
  crumbs.push_back({"月別の件数", ""});
  return page(
      request,
      {.area = office ? web::Area::office : web::Area::prefecture,
       .title = "問合せの件数（" + wareki_month(data.from) + "）",
       .lead = "迷惑と判断したもの、ほかにまとめたものは数えません。お名前や内容は出ません。",
       .breadcrumbs = std::move(crumbs),
       .actions = button_link({.label = "CSVで保存する",
                               .path = kDesk + "/months.csv?month=" + name,
                               .icon = "download"}),
       .nav_current = kDesk + "/months"},
      data_table(table) + key_pager({.previous_path = path(before), .next_path = path(after),
                                     .words = wareki_month(data.from),
                                     .label = "前後の月"}));
}

}  // namespace musubi::inquiries::views
