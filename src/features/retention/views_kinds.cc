// views_kinds.cc - the table of terms, and one kind with what is past its term.
// Html only; no rule.
#include "base/text.h"
#include "features/retention/permissions.h"
#include "features/retention/views.h"

namespace musubi::retention::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html start_words(const Kind& kind) {
  if (kind.automatic) return badge(Tone::neutral, "自動で消去");
  if (kind.way == Way::kept) return muted("－");
  return {};
}

Html due_cell(const KindRow& row) {
  if (row.open) {
    return link_about(destruction_path(row.open->id), std::string(state_label(row.open->state)),
                      row.kind->label);
  }
  if (Html fixed = start_words(*row.kind); !fixed.empty()) return fixed;
  if (row.due == 0) return Html("0件");
  return badge(Tone::warning, due_words(row.due));
}

Html due_table(const KindDetail& data) {
  const Kind& kind = *data.page.kind;
  DataTable table{.caption = "保存期限を過ぎた記録",
                  .columns = {{.label = "記録"},
                              {.label = "期間の始まり", .nowrap = true},
                              {.label = "保存期限", .nowrap = true},
                              {.label = "保全"}},
                  .rows = {}};
  for (const DueItem& due : data.page.due) {
    table.rows.push_back(
        {.cells = {Html(due.item.label), date_text(due.item.started),
                   date_text(last_day(kind.term, due.item.started)),
                   due.hold ? badge(Tone::info, "保全：" + due.hold->label) : muted("なし")}});
  }
  table.empty = empty_state("保存期限を過ぎた記録はありません");
  const std::string next =
      data.page.next.empty() ? "" : kind_path(kind.name) + "?after=" + data.page.next;
  return data_table(table) +
         key_pager({.previous_path = data.first_page ? "" : kind_path(kind.name),
                    .next_path = next});
}

Html propose_form(const web::Request& request, const KindDetail& data) {
  const Kind& kind = *data.page.kind;
  if (data.page.open) {
    return notice({.tone = Tone::info, .title = "この種類の消去の提案があります",
                   .text = link(destruction_path(data.page.open->id), "提案を見る"), .level = 3});
  }
  if (!data.may_propose || kind.automatic || kind.way == Way::kept || data.page.due.empty()) {
    return {};
  }
  return form(request, {.action = kind_path(kind.name) + "/proposal"},
              form_key_field(request) +
                  paragraph("保全のない記録を一覧にして、事務局管理者の承認に回します。"
                            "提案しただけでは、何も消えません。") +
                  textarea_field({.name = "reason", .label = "提案の理由",
                                  .value = data.typed.get("reason"),
                                  .error = error_at(data.error, "reason")},
                                 2) +
                  form_actions({button({.label = "消去を提案する"})}));
}

Html facts_of(const Kind& kind) {
  Pairs pairs{{"含まれる情報", kind.data},
              {"利用目的", kind.purpose},
              {"期間の始まり", kind.starts},
              {"保存期間", term_words(kind.term)},
              {"根拠", kind.basis},
              {"期限の後", std::string(way_label(kind.way))},
              {"保管場所", kind.place}};
  if (kind.automatic) pairs.emplace_back("消去のしかた", "期限の日に自動で消去します");
  return description_list(pairs);
}

Html past_list(const KindPage& page) {
  std::vector<Html> items;
  for (const Destruction& d : page.past) {
    items.push_back(link(destruction_path(d.id), jst_date_time(d.proposed_at) + "の提案") + "　" +
                    badge(tone_of(d), std::string(state_label(d.state))));
  }
  if (items.empty()) return paragraph(muted("まだありません。"));
  return plain_list(items);
}

}  // namespace

std::string due_words(int due) {
  if (due > kDueCounted) return std::to_string(kDueCounted) + "件以上";
  return std::to_string(due) + "件";
}

std::string kind_path(std::string_view name) {
  return std::string(kPath) + "/kinds/" + std::string(name);
}

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html section_tabs(const web::Request&, std::string_view current) {
  const std::string base = kPath;
  std::vector<Tab> out;
  const std::pair<const char*, const char*> parts[] = {{"", "保存期限の台帳"},
                                                       {"/destructions", "消去"},
                                                       {"/holds", "保全"},
                                                       {"/evidence", "証拠の確認"}};
  for (const auto& [path, label] : parts) {
    out.push_back({.label = label, .path = base + path, .current = current == path});
  }
  return tabs("保存と消去", out);
}

Html kind_list(const web::Request& request, const KindList& data) {
  DataTable table{.caption = "記録の種類と保存期間",
                  .columns = {{.label = "記録の種類"},
                              {.label = "期間の始まり"},
                              {.label = "保存期間"},
                              {.label = "根拠"},
                              {.label = "期限の後"},
                              {.label = "期限を過ぎたもの", .nowrap = true}},
                  .rows = {}};
  for (const KindRow& row : data.rows) {
    const Kind& kind = *row.kind;
    table.rows.push_back({.cells = {link(kind_path(kind.name), kind.label), Html(kind.starts),
                                    Html(term_words(kind.term)), Html(kind.basis),
                                    Html(std::string(way_label(kind.way))), due_cell(row)}});
  }
  table.empty = empty_state("記録の種類はまだありません");
  return page(request,
              {.area = area_of(request), .title = "保存期限の台帳",
               .lead = "記録の種類ごとに、いつまで保存し、その後どうするかを定めています。"
                       "消去は、提案した人とは別の人が承認してから行います。",
               .breadcrumbs = {own_home(request), {"保存期限の台帳", ""}}, .nav_current = kPath,
               .width = Width::full},
              section_tabs(request, "") + data_table(table));
}

Html kind_detail(const web::Request& request, const KindDetail& data) {
  const Kind& kind = *data.page.kind;
  Html main = propose_form(request, data) + due_table(data);
  if (kind.way == Way::kept) {
    main = paragraph("この種類の記録は消去しません。事業の終わりに引き継ぎます。");
  }
  if (data.may_hold) {
    main += paragraph(link(std::string(kPath) + "/holds/new?scope=kind&kind=" + kind.name,
                           "この種類の記録を保全する"));
  }
  return page(request,
              {.area = area_of(request), .title = kind.label,
               .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {kind.label, ""}},
               .nav_current = kPath, .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(panel({.heading = "期限を過ぎた記録"}, main),
                          panel({.heading = "この種類"}, facts_of(kind)) +
                              panel({.heading = "これまでの提案"}, past_list(data.page))));
}

}  // namespace musubi::retention::views
