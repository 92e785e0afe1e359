// views_registry.cc - the list of members: tabs, filters, table, paging.
// Html only: what may be seen was decided by the service.
#include "base/text.h"
#include "features/members/codes.h"
#include "features/members/query.h"
#include "features/members/views.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string count_words(const Registry& registry) {
  if (registry.count >= kCountCap) return thousands(kCountCap) + "件以上";
  return thousands(registry.count) + "件";
}

std::string list_path(const std::string& query) {
  return query.empty() ? "/office/members" : "/office/members?" + query;
}

Html tab_row(const List& list) {
  std::vector<Tab> out;
  const std::int64_t defects = list.standing.open_defects;
  const bool plain = list.query.empty();
  out.push_back({.label = "すべて", .path = "/office/members", .current = plain,
                 .count = thousands(list.standing.members)});
  out.push_back({.label = "確認が必要", .path = "/office/members?need=defects",
                 .current = list.query == "need=defects",
                 .count = defects > 0 ? thousands(defects) + (defects >= kCountCap ? "以上" : "")
                                      : std::string(),
                 .waiting = defects > 0});
  out.push_back({.label = "PF未登録", .path = "/office/members?need=off_platform",
                 .current = list.query == "need=off_platform"});
  out.push_back({.label = "退会", .path = "/office/members?state=withdrawn",
                 .current = list.query == "state=withdrawn"});
  for (const auto& view : list.views) {
    out.push_back({.label = view.name, .path = list_path(view.query),
                   .current = list.query == view.query});
  }
  return tabs("名簿の切り替え", out);
}

// The same list without one condition: its query string, minus one name.
std::string without(const std::string& query, const std::string& name) {
  std::string out;
  for (const auto& part : split(query, '&')) {
    if (part.empty() || part.starts_with(name + "=")) continue;
    out += (out.empty() ? "" : "&") + part;
  }
  return list_path(out);
}

std::vector<Applied> applied_of(const List& list) {
  std::vector<Applied> out;
  const auto& f = list.filter;
  if (!list.words.empty()) out.push_back({"「" + list.words + "」を含む", without(list.query, "q")});
  if (f.state == "all") out.push_back({"退会・統合も含む", without(list.query, "state")});
  if (auto state = state_from_name(f.state)) {
    out.push_back({"状態：" + std::string(state_label(*state)), without(list.query, "state")});
  }
  if (!f.industry.empty()) {
    out.push_back({"業種：" + std::string(industry_label(f.industry)),
                   without(list.query, "industry")});
  }
  if (!f.municipality_code.empty()) {
    out.push_back({"市町村：" + municipality_label(f.municipality_code),
                   without(list.query, "municipality_code")});
  }
  if (f.need == "defects") out.push_back({"確認が必要", without(list.query, "need")});
  if (f.need == "no_corporate_number") out.push_back({"法人番号なし", without(list.query, "need")});
  if (f.need == "off_platform") out.push_back({"PF未登録", without(list.query, "need")});
  if (f.need == "first_time") out.push_back({"はじめての入会", without(list.query, "need")});
  if (f.joined_fiscal_year != 0) {
    out.push_back({fiscal_year_name(f.joined_fiscal_year) + "の入会", without(list.query, "joined")});
  }
  return out;
}

Html filters(const List& list) {
  const auto& f = list.filter;
  std::vector<Option> states{{"all", "退会・統合も含む"}};
  for (State state : {State::active, State::paused, State::suspended, State::withdrawn,
                      State::merged}) {
    states.push_back({std::string(state_name(state)), std::string(state_label(state))});
  }
  return filter_bar(
      {.action = "/office/members",
       .fields = {search_field({.name = "q", .label = "団体名・フリガナ・番号など",
                                .value = list.words, .quiet = true}),
                  select_field({.name = "state", .label = "状態", .options = states,
                                .value = f.state, .empty_label = "いまの会員",
                                .quiet = true}),
                  select_field({.name = "industry", .label = "業種",
                                .options = industry_options(), .value = f.industry,
                                .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "municipality_code", .label = "市町村",
                                .options = municipality_options(),
                                .value = f.municipality_code, .empty_label = "すべて",
                                .quiet = true})},
       .applied = applied_of(list),
       .clear_path = "/office/members",
       .hidden = rest_of_query(list.query, {"q", "state", "industry", "municipality_code"})});
}

Html cell(const RegistryRow& row, const std::string& column) {
  const Organisation& o = row.organisation;
  if (column == "name") return link(path_of(o.id), o.name);
  if (column == "state") return state_and_defects(o);
  if (column == "corporate_number") {
    return o.corporate_number.empty() ? muted("なし") : code_text(o.corporate_number);
  }
  if (column == "joined_on" || column == "left_on") {
    auto day = parse_iso_date(column == "joined_on" ? o.joined_on : o.left_on);
    return day ? date_text_short(*day) : muted("不明");
  }
  if (column == "contact") return row.contact;
  if (column == "uses_platform") return o.uses_platform ? "○" : "－";
  if (column == "updated_at") return date_text_short(date_in_japan(o.updated_at));
  const std::string words = field_for_people(column, field_text(o, column));
  return words.empty() ? muted("－") : Html(words);
}

Column head(const List& list, const std::string& name, const std::string& label) {
  Column column{.label = label};
  if (name == "employees" || name == "capital_yen") column.align = Align::end;
  column.nowrap = name != "name" && name != "address" && name != "interests";
  const std::string sort = name == "name" ? "name_kana" : name;
  const bool sortable = sort == "member_no" || sort == "name_kana" || sort == "joined_on" ||
                        sort == "updated_at";
  if (!sortable) return column;
  const bool now = list.filter.sort == sort;
  const std::string rest = without(list.query, "sort");
  const std::string direction = now && !list.filter.descending ? sort + "-desc" : sort;
  column.sort_path = rest + (rest.find('?') == std::string::npos ? "?" : "&") + "sort=" + direction;
  if (now) column.sorted = list.filter.descending ? Sorted::descending : Sorted::ascending;
  return column;
}

Html table(const List& list) {
  DataTable table{.caption = "会員一覧　" + count_words(list.registry)};
  int position = 0;
  for (const auto& name : list.columns) {
    for (const auto& [known, label] : list_columns()) {
      if (known == name) table.columns.push_back(head(list, name, label));
    }
    if (name == "name") table.row_header = position;
    ++position;
  }
  for (const auto& row : list.registry.rows) {
    TableRow cells;
    for (const auto& name : list.columns) cells.cells.push_back(cell(row, name));
    table.rows.push_back(std::move(cells));
  }
  table.empty = empty_state("条件に合う会員はいません。条件を1つ外してみてください",
                            link("/office/members", "条件をすべて外す"));
  return data_table(table);
}

Html tools(const web::Request& request, const List& list) {
  std::vector<Option> options;
  for (const auto& [name, label] : list_columns()) options.push_back({name, label});
  std::vector<Html> parts;
  Html conditions;
  for (const auto& [name, value] : rest_of_query(list.query, {"column"})) {
    conditions += hidden_field(name, value);
  }
  parts.push_back(disclosure(
      "表示する列を選ぶ",
      form(request, {.action = "/office/members", .get = true},
           checkbox_group({.name = "column", .label = "表示する列", .options = options,
                           .values = list.columns, .quiet = true}) +
               conditions +
               form_actions({button({.label = "この列で表示する", .look = Look::secondary})}))));
  const Error* refused = list.view_error ? &*list.view_error : nullptr;
  if (!list.query.empty() || refused != nullptr) {
    parts.push_back(disclosure(
        "この条件に名前を付けて残す",
        form(request, {.action = "/office/member-views"},
             text_field({.name = "name", .label = "名前", .value = list.view_name,
                         .hint = "例：玉名・荒尾の製造業", .required = true,
                         .error = error_at(list.view_error, "name"),
                         .width = FieldWidth::medium}) +
                 hidden_field("query", list.query) +
                 form_actions({button({.label = "この条件を残す", .look = Look::secondary})})),
        refused != nullptr));
  }
  for (const auto& view : list.views) {
    if (view.query != list.query) continue;
    parts.push_back(post_button(
        request, {.button = {.label = "「" + view.name + "」を一覧から外す", .look = Look::text},
                  .action = "/office/member-views/" + view.id + "/removal"}));
  }
  return stack(parts);
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& list_columns() {
  static const std::vector<std::pair<std::string, std::string>> kColumns{
      {"member_no", "会員番号"}, {"name", "団体名"},          {"name_kana", "フリガナ"},
      {"corporate_number", "法人番号"}, {"category", "区分"}, {"industry", "業種"},
      {"municipality_code", "所在地"},  {"employees", "従業員"}, {"capital_yen", "資本金"},
      {"contact", "主担当"},    {"joined_on", "入会"},       {"left_on", "退会"},
      {"state", "状態"},        {"uses_platform", "PF"},     {"updated_at", "更新"}};
  return kColumns;
}

std::vector<std::string> default_columns() {
  return {"member_no", "name", "corporate_number", "industry", "municipality_code",
          "employees", "joined_on", "state", "uses_platform"};
}

Html list(const web::Request& request, const List& list) {
  std::vector<Html> actions;
  if (list.may_import) {
    actions.push_back(button_link({.label = "名簿を取り込む", .path = "/office/imports/new",
                                   .icon = "download"}));
  }
  if (list.may_export) {
    actions.push_back(button_link(
        {.label = "目的を添えて書き出す",
         .path = "/office/member-exports/new" + (list.query.empty() ? "" : "?" + list.query),
         .icon = "lock"}));
  }
  if (list.may_edit) {
    actions.push_back(button_link({.label = "会員を登録する", .path = "/office/members/new",
                                   .look = Look::primary, .icon = "plus"}));
  }
  Html body = error_summary(list.view_error) + tab_row(list) + filters(list);
  if (list.registry.search_capped) {
    body += notice({.tone = Tone::info, .title = "見つかった会員が多いため、新しい500件から表示しています",
                    .text = "言葉を足すと、さらに絞り込めます。", .level = 0});
  }
  body += table(list);
  body += key_pager({.previous_path = list.first_path, .next_path = list.next_path,
                     .words = count_words(list.registry)});
  body += tools(request, list);
  return page(request,
              {.area = web::Area::office, .title = "会員名簿",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"会員名簿", ""}},
               .actions = cluster(actions), .nav_current = "/office/members",
               .has_error = list.view_error.has_value(), .width = Width::full},
              body);
}

}  // namespace musubi::members::views
