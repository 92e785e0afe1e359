// views.cc - see views.h. Each row says where the link leads, what is wrong, since when, and where
// it is used, with a jump to the article. Html only.
#include "features/links/views.h"

#include "features/publishing/publishing.h"

namespace musubi::links::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr int kOldDays = 14;  // a link broken for longer is said in red

Html address_of(const Target& target) {
  return target.kind == "external" ? external_link(target.address, target.address)
                                   : link(target.address, target.address);
}

Html state_of(const Target& target) {
  const std::string words(target_state_label(target.state));
  Html out = target.state == "broken"   ? badge(Tone::error, words)
             : target.state == "unsure" ? badge(Tone::warning, words)
             : target.state == "ok"     ? badge(Tone::ok, words)
                                        : badge(Tone::neutral, words);
  if (!target.trouble.empty()) out += line_break() + small(target.trouble);
  return out;
}

Html age_of(const Target& target, Date today) {
  if (target.failing_since.ms == 0) return Html("－");
  const Date since = date_in_japan(target.failing_since);
  const int days = days_between(since, today);
  const std::string words = days <= 0 ? "きょうから" : std::to_string(days) + "日前から";
  return (days >= kOldDays ? badge(Tone::error, words) : Html(words)) + line_break() +
         small(date_text_short(since));
}

Html uses_of_row(const Shown& row) {
  std::vector<Html> lines;
  for (const Use& use : row.uses) {
    const bool of_front = use.item_id.starts_with(kOfFront);
    const std::string path = of_front ? use.item_path : publishing::item_path(use.item_id);
    lines.push_back(link_about(path, use.item_title, of_front ? "構成を直す" : "記事を直す") +
                    Html("の「" + use.words + "」（担当：" + use.owner_name + "）"));
  }
  if (row.more_uses) lines.emplace_back("ほかにもあります");
  return bullets(lines);
}

Html again_button(const web::Request& request, const ListPage& data, const Target& target) {
  if (target.kind == "external" && !data.list.external_on) return muted("外部の確認は止めています");
  return post_button(request, {.button = {.label = "確かめ直す", .look = Look::secondary,
                                          .small = true, .about = target.address},
                               .action = std::string(kPath) + "/checks",
                               .hidden = {{"address", target.address},
                                          {"state", data.state}}});
}

Html rows_part(const web::Request& request, const ListPage& data) {
  DataTable table{.caption = "リンクの一覧（" + std::string(target_state_label(data.state)) + "）",
                  .columns = {{.label = "リンク先"}, {.label = "状態"}, {.label = "いつから"},
                              {.label = "使っているところ"}, {.label = "最後に確かめた時"}},
                  .rows = {},
                  .empty = empty_state(data.state == "broken"
                                           ? "切れているリンクは、ありません。"
                                           : "この状態のリンクは、ありません。")};
  if (data.may_check) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const Shown& row : data.list.rows) {
    const Target& target = row.target;
    std::vector<Html> cells{
        address_of(target), state_of(target), age_of(target, data.today),
        uses_of_row(row),
        target.checked_at.ms == 0 ? Html("－") : time_text(target.checked_at)};
    if (data.may_check) cells.push_back(again_button(request, data, target));
    table.rows.push_back({.cells = std::move(cells)});
  }
  return data_table(table);
}

Html external_part(const web::Request& request, const ListPage& data) {
  const bool on = data.list.external_on;
  Html body = paragraph(on ? "外部のサイトへのリンクも確かめています。10分ごとに、1つのサイトにつき1ページ、"
                             "全部で10ページまで、このサーバーから問い合わせます。"
                           : "外部のサイトへのリンクは、確かめていません。確かめるときは、このサーバーから"
                             "相手のサイトに、少しずつ問い合わせます。");
  const auto choice = [&](const char* label, const char* value) {
    return post_button(request, {.button = {.label = label, .look = Look::secondary},
                                 .action = std::string(kPath) + "/external",
                                 .hidden = {{"on", value}}});
  };
  if (data.may_switch && on) body += choice("外部のサイトの確認を止める", "");
  if (data.may_switch && !on) body += choice("外部のサイトも確かめる", "1");
  // Also that nothing is asked is a decision: it leaves what waits on the home.
  if (data.may_switch && !data.list.external_decided) body += choice("確かめないことにする", "");
  return section({.heading = "外部のサイトの確認"}, body);
}

}  // namespace

Html list(const web::Request& request, const ListPage& data) {
  const std::string start = std::string(kPath) + "?state=";
  const auto tab = [&](const char* label, const char* state, std::int64_t count) {
    return Tab{.label = label, .path = start + state, .current = data.state == state,
               .count = count > 0 ? std::to_string(count) : ""};
  };
  const Html states = tabs("リンクの状態",
                           {tab("切れている", "broken", data.list.broken),
                            tab("確認中", "unsure", data.list.unsure),
                            tab("確かめられない", "refused", 0), tab("未確認", "unchecked", 0),
                            tab("つながる", "ok", 0)});
  const bool office = request.actor.roles.shares(roles::office);
  const std::string first = data.first_page ? std::string() : start + data.state;
  return page(request,
              {.area = office ? web::Area::office : web::Area::prefecture,
               .title = "リンク切れ",
               .lead = "公開中の記事と、サイトの構成（メニュー・トップページの文・お知らせ枠）のリンクを、"
                       "毎晩たどって確かめます。",
               .breadcrumbs = {own_home(request), {"リンク切れ", ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) + states + rows_part(request, data) +
                  key_pager({.previous_path = first, .next_path = data.next_path}) +
                  external_part(request, data));
}

}  // namespace musubi::links::views
