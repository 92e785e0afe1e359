// views_prospects.cc - the list of prospects with its counts by stage, and the board: one column
// per stage, a table for those who listen to it. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/recruiting/views.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string list_path(const std::string& query) {
  return query.empty() ? kList : std::string(kList) + "?" + query;
}

std::string count_words(const ProspectList& list) {
  if (list.count >= kCountCap) return thousands(kCountCap) + "件以上";
  return thousands(list.count) + "件";
}

std::int64_t count_in(const std::map<std::string, std::int64_t>& by_stage, Stage stage) {
  const auto found = by_stage.find(std::string(stage_name(stage)));
  return found == by_stage.end() ? 0 : found->second;
}

Html tab_row(const List& list) {
  std::vector<Tab> out;
  std::int64_t open = 0;
  for (const Stage stage : kStages) {
    if (is_open(stage)) open += count_in(list.list.by_stage, stage);
  }
  out.push_back({.label = "進行中", .path = kList, .current = list.query.empty(),
                 .count = thousands(open)});
  for (const Stage stage : kStages) {
    const std::string query = "stage=" + std::string(stage_name(stage));
    out.push_back({.label = stage_label(stage), .path = list_path(query),
                   .current = list.query == query,
                   .count = thousands(count_in(list.list.by_stage, stage))});
  }
  out.push_back({.label = "自分の担当", .path = list_path("owner=me"),
                 .current = list.query == "owner=me"});
  out.push_back({.label = "期日の来たもの", .path = list_path("due=1"),
                 .current = list.query == "due=1"});
  out.push_back({.label = "申込みとの結びつき", .path = "/office/prospect-matches"});
  return tabs("段階と担当の切り替え", out);
}

Html filters(const List& list) {
  std::vector<Option> stages{{"all", "すべて"}};
  for (const Stage stage : kStages) {
    stages.push_back({std::string(stage_name(stage)), std::string(stage_label(stage))});
  }
  std::vector<Option> owners{{"none", "担当なし"}};
  for (const Owner& one : list.owners) owners.push_back({one.id.text, one.name});
  const auto choice = [](const char* field) {
    std::vector<Option> out;
    for (const auto& [code, label] : members::field_choices(field)) out.push_back({code, label});
    return out;
  };
  return filter_bar(
      {.action = kList,
       .fields = {search_field({.name = "q", .label = "団体名・担当者・電話など",
                                .value = list.words, .quiet = true}),
                  select_field({.name = "stage", .label = "段階", .options = stages,
                                .value = list.filter.stage, .empty_label = "進行中",
                                .quiet = true}),
                  select_field({.name = "owner", .label = "担当", .options = owners,
                                .value = list.filter.owner_id, .empty_label = "すべて",
                                .quiet = true}),
                  select_field({.name = "source", .label = "流入元",
                                .options = options_of(sources()), .value = list.filter.source,
                                .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "industry", .label = "業種",
                                .options = choice("industry"), .value = list.filter.industry,
                                .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "municipality_code", .label = "市町村",
                                .options = choice("municipality_code"),
                                .value = list.filter.municipality_code, .empty_label = "すべて",
                                .quiet = true})},
       .clear_path = kList});
}

Html next_words(const Prospect& p, Date today) {
  if (p.next_action.empty()) return is_open(p.stage) ? muted("決めていません") : muted("－");
  const auto day = parse_iso_date(p.next_action_on);
  if (!day) return p.next_action;
  const Html when = date_text_short(*day);
  if (*day < today) return badge(Tone::error, "期日超過") + " " + when + line_break() + p.next_action;
  if (*day == today) return badge(Tone::warning, "きょう") + line_break() + p.next_action;
  return when + line_break() + p.next_action;
}

Html table(const List& list) {
  DataTable out{.caption = "見込み先　" + count_words(list.list),
                .columns = {{.label = "団体名"},
                            {.label = "段階", .nowrap = true},
                            {.label = "担当", .nowrap = true},
                            {.label = "次にすること"},
                            {.label = "流入元", .nowrap = true},
                            {.label = "業種"},
                            {.label = "市町村", .nowrap = true},
                            {.label = "更新", .nowrap = true}},
                .rows = {}};
  for (const Prospect& p : list.list.rows) {
    const members::Organisation& o = p.organisation;
    out.rows.push_back(
        {.cells = {link(path_of(p.id), o.name), stage_badge(p.stage),
                   p.owner_name.empty() ? muted("なし") : Html(p.owner_name),
                   next_words(p, list.today), label_in(sources(), p.source),
                   value_or_dash(members::field_for_people("industry", o.industry)),
                   value_or_dash(
                       members::field_for_people("municipality_code", o.municipality_code)),
                   date_text_short(date_in_japan(p.updated_at))}});
  }
  const bool first = list.words.empty() && list.query.empty();
  out.empty = first ? empty_state("見込み先はまだありません。会いに行きたい団体から登録してください",
                                  link(std::string(kList) + "/new", "見込み先を登録する"))
                    : empty_state("条件に合う見込み先はありません。条件を1つ外してみてください",
                                  link(kList, "進行中の見込み先を見る"));
  return data_table(out);
}

Html card_of(const Prospect& p) {
  Html out = link(path_of(p.id), p.organisation.name);
  if (!p.owner_name.empty()) out += line_break() + small(p.owner_name);
  if (const auto day = parse_iso_date(p.next_action_on)) {
    out += line_break() + small("次：" + wareki_short(*day));
  }
  return out;
}

}  // namespace

Html list(const web::Request& request, const List& list) {
  const std::string carried = list.query.empty() ? "" : "?" + list.query;
  Html body = tab_row(list) + filters(list) + table(list) +
              key_pager({.previous_path = list.first_path, .next_path = list.next_path,
                         .words = count_words(list.list)});
  return page(request,
              {.area = web::Area::office, .title = "会員募集の見込み先",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"会員募集の見込み先", ""}},
               .actions = cluster({button_link({.label = "段階ごとに並べて見る",
                                                .path = std::string(kList) + "/board",
                                                .icon = "list"}),
                                   button_link({.label = "名簿を取り込む",
                                                .path = "/office/prospect-imports",
                                                .icon = "upload"}),
                                   button_link({.label = "目的を添えて書き出す",
                                                .path = "/office/prospect-exports/new" + carried,
                                                .icon = "lock"}),
                                   button_link({.label = "見込み先を登録する",
                                                .path = std::string(kList) + "/new",
                                                .look = Look::primary, .icon = "plus"})}),
               .status_message = list.status, .nav_current = kList, .width = Width::full},
              body);
}

Html board(const web::Request& request, const Board& board) {
  DataTable out{.caption = "段階ごとの見込み先　新しく動いたものから" + std::to_string(kBoardRows) +
                           "件まで",
                .columns = {{.label = "順", .align = Align::end}},
                .rows = {}};
  std::size_t rows = 0;
  for (const auto& [stage, prospects] : board.columns) {
    out.columns.push_back({.label = std::string(stage_label(stage)) + "（" +
                                    thousands(count_in(board.by_stage, stage)) + "件）"});
    rows = std::max(rows, prospects.size());
  }
  for (std::size_t i = 0; i < rows; ++i) {
    TableRow row{.cells = {std::to_string(i + 1)}};
    for (const auto& [stage, prospects] : board.columns) {
      row.cells.push_back(i < prospects.size() ? card_of(prospects[i]) : Html());
    }
    out.rows.push_back(std::move(row));
  }
  TableRow all{.cells = {"全部"}};
  for (const auto& [stage, prospects] : board.columns) {
    all.cells.push_back(link(list_path("stage=" + std::string(stage_name(stage))),
                             std::string(stage_label(stage)) + "をすべて見る"));
  }
  out.totals.push_back(std::move(all));
  out.empty = empty_state("見込み先はまだありません",
                          link(std::string(kList) + "/new", "見込み先を登録する"));
  return page(request,
              {.area = web::Area::office, .title = "段階ごとの見込み先",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"段階ごと", ""}},
               .actions = button_link({.label = "一覧で見る", .path = kList, .icon = "list"}),
               .nav_current = kList, .width = Width::full},
              data_table(out));
}

}  // namespace musubi::recruiting::views
