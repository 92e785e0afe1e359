// views_records.cc - the permission matrix, the audit and the outbox as pages of the office.
// Called by pages_records.cc; must never read the database.
#include "base/text.h"
#include "core/access/scope.h"
#include "features/accounts/permissions.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

constexpr std::size_t kValueMost = 60;
constexpr std::size_t kLinesShown = 3;  // of one record; a list stays a list

std::string shown(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return "（空）";
  if (value.is_boolean()) return value.get<bool>() ? "はい" : "いいえ";
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The value as people call it; a code without words stays as it is.
Html value_text(const web::Words& words, const std::string& noun, const std::string& field,
                const Json& value) {
  const auto told = [&](const Json& one) { return words.value(noun, field, shown(one)); };
  if (!value.is_array()) return Html(cut_characters(told(value), kValueMost));
  std::string all;
  for (const Json& one : value) all += (all.empty() ? "" : "、") + told(one);
  return Html(cut_characters(all.empty() ? "（空）" : all, kValueMost));
}

// name: before → after, one line per field that changed.
Html changes(const web::Words& words, const audit::Entry& entry) {
  const Json& before = entry.before;
  const Json& after = entry.after;
  std::vector<Html> lines;
  if (after.is_object()) {
    for (const auto& [key, value] : after.items()) {
      Html line = Html(words.field(entry.noun, key) + "：");
      if (before.is_object() && before.contains(key)) {
        line += deleted(value_text(words, entry.noun, key, before[key])) + Html(" → ");
      }
      lines.push_back(line + inserted(value_text(words, entry.noun, key, value)));
    }
  } else if (before.is_object()) {
    for (const auto& [key, value] : before.items()) {
      lines.push_back(Html(words.field(entry.noun, key) + "：") +
                      deleted(value_text(words, entry.noun, key, value)));
    }
  }
  if (lines.empty()) return Html("—");
  const std::size_t count = lines.size();
  const Html list = plain_list(lines);
  return count <= kLinesShown ? list : disclosure(std::to_string(count) + "項目を見る", list);
}

std::string at(const std::map<std::string, std::string>& typed, const std::string& name) {
  const auto found = typed.find(name);
  return found == typed.end() ? "" : found->second;
}

std::vector<TableRow> audit_rows(const web::Words& words,
                                 const std::vector<audit::Entry>& entries) {
  std::vector<TableRow> rows;
  for (const audit::Entry& e : entries) {
    Html actor = e.actor_id.empty()
                     ? Html(e.actor_name)
                     : link("/office/audit?actor=" + e.actor_id, e.actor_name);
    const Html noun = Html(words.noun(e.noun));
    Html subject = noun;
    if (!e.subject_id.empty()) {
      subject = link_about("/office/audit?noun=" + e.noun + "&subject=" + e.subject_id,
                           noun, "この対象の記録だけを見る");
    }
    rows.push_back({.cells = {Html(std::to_string(e.sequence)), time_text(e.at), actor,
                              link("/office/audit?action=" + e.action, words.action(e.action)),
                              subject, changes(words, e),
                              Html(e.reason.empty() ? "—" : e.reason), Html(e.address)}});
  }
  return rows;
}

// Every action that a feature has named; one that a link asks for and nobody named stays choosable.
std::vector<Option> action_options(const Request& request, const std::string& asked) {
  std::vector<Option> out;
  bool known = asked.empty();
  for (const auto& [code, words] : request.app->words.actions) {
    out.push_back({code, words});
    known = known || code == asked;
  }
  if (!known) out.push_back({asked, asked});
  return out;
}

std::string looked_through() { return thousands(audit::kLookedThrough) + "件の記録"; }

std::string nothing_found(const AuditList& list) {
  if (list.looked_far) {
    return "いま探した" + looked_through() + "にはありません。「次へ」で続きを探してください";
  }
  if (!at(list.typed, "q").empty()) {
    return "この期間に、その言葉のある記録はありません。「この日から」を古い日にして探してみてください";
  }
  return "条件に合う記録はありません。条件を1つ外してみてください";
}

std::string role_cell_words(bool held) { return held ? "できる" : "できない"; }

}  // namespace

Html permissions(const Request& request, const std::vector<MatrixRow>& rows) {
  std::vector<Column> columns{{.label = "できること"}, {.label = "範囲"},
                              {.label = "未ログイン", .align = Align::center}};
  for (int i = 0; i < kRoleCount; ++i) {
    columns.push_back({.label = role_label(static_cast<Role>(i)), .align = Align::center});
  }
  std::vector<TableRow> table;
  for (const MatrixRow& row : rows) {
    TableRow line;
    line.cells.push_back(Html(std::string(row.permission.label)) + line_break() +
                         small(code_text(std::string(row.permission.name))));
    line.cells.push_back(Html(access::scope_label(access::scope_of(row.permission))));
    const auto cell = [&](const Actor& actor) {
      const bool held = can(actor, row.permission);
      line.cells.push_back(Html(held ? "○" : "－") + hidden_text(Html(role_cell_words(held))));
    };
    cell(Actor::anonymous());
    for (int i = 0; i < kRoleCount; ++i) {
      cell(Actor{Actor::Kind::person, AccountId{"-"}, "", Roles{static_cast<Role>(i)}, {}});
    }
    table.push_back(std::move(line));
  }
  return page(request,
              {.area = area_of(request.actor), .title = "権限表", .width = Width::full},
              paragraph(Html("この表は、動いているプログラムの定義そのものから作っています。"
                             "「範囲」は、その役割で扱える相手です。ブラウザーの印刷で、このまま印刷でき"
                             "ます。")) +
                  data_table({.caption = "役割ごとにできること　" +
                                         std::to_string(rows.size()) + "項目",
                              .columns = std::move(columns), .rows = std::move(table),
                              .compact = true}));
}

Html audit_list(const Request& request, const AuditList& list, const MaybeError& error) {
  std::vector<std::pair<std::string, std::string>> kept(list.typed.begin(), list.typed.end());
  Html hidden;
  for (const auto& [name, value] : kept) {
    if (!value.empty()) hidden += hidden_field(name, value);
  }
  return page(
      request,
      {.area = web::Area::office, .title = "操作の記録",
       .lead = "言葉で探すときは、日を入れないと直近90日を探します。それより前の記録は"
               "「この日から」に古い日を入れて探してください。",
       .has_error = error.has_value(), .width = Width::full},
      error_summary(error) +
          filter_bar(
              {.action = "/office/audit",
               .fields = {search_field({.name = "q", .label = "言葉", .value = at(list.typed, "q"),
                                        .quiet = true}),
                          select_field({.name = "action", .label = "操作",
                                        .options = action_options(request,
                                                                  at(list.typed, "action")),
                                        .value = at(list.typed, "action"),
                                        .empty_label = "すべて", .quiet = true}),
                          text_field({.name = "from", .label = "この日から",
                                      .value = at(list.typed, "from"),
                                      .error = error_at(error, "from"),
                                      .width = FieldWidth::short_, .quiet = true}),
                          text_field({.name = "until", .label = "この日まで",
                                      .value = at(list.typed, "until"),
                                      .error = error_at(error, "until"),
                                      .width = FieldWidth::short_, .quiet = true})},
               .clear_path = "/office/audit",
               .hidden = {{"noun", at(list.typed, "noun")},
                          {"subject", at(list.typed, "subject")},
                          {"organisation", at(list.typed, "organisation")},
                          {"actor", at(list.typed, "actor")}}}) +
          data_table({.caption = "操作の記録（新しい順）",
                      .columns = {{.label = "番号", .align = Align::end, .nowrap = true},
                                  {.label = "日時", .nowrap = true},
                                  {.label = "操作した人", .nowrap = true},
                                  {.label = "操作"},
                                  {.label = "対象", .nowrap = true},
                                  {.label = "前と後"},
                                  {.label = "理由"},
                                  {.label = "接続元"}},
                      .rows = audit_rows(request.app->words, list.rows),
                      .empty = empty_state(nothing_found(list)), .compact = true}) +
          key_pager({.next_path = list.next_path,
                     .words = list.looked_far ? looked_through() + "を探しました。「次へ」で続きを探します"
                                              : ""}) +
          section({.heading = "書き出す"},
                  form(request, {.action = "/office/audit/export"},
                       hidden +
                           text_field({.name = "purpose", .label = "書き出す目的",
                                       .hint = "目的は操作の記録に残ります。例：令和6年度の検査。"
                                               "一度に書き出せるのは" +
                                               thousands(kExportRowsMost) + "行までです。",
                                       .required = true, .error = error_at(error, "purpose")}) +
                           form_actions({button({.label = "この条件でCSVに書き出す",
                                                 .look = Look::secondary})}))));
}

Html outbox_list(const Request& request, const OutboxList& list, const std::string& message) {
  const bool may_retry = can(request.actor, may::retry_outbox) && list.state == "dead";
  std::vector<TableRow> rows;
  for (const outbox::Letter& letter : list.rows) {
    const std::string topic = request.app->words.topic(letter.topic);
    Html act = Html("—");
    if (may_retry) {
      act = post_button(request, {.button = {.label = "やり直す", .look = Look::secondary,
                                             .small = true, .about = topic},
                                  .action = "/office/outbox/" + letter.id + "/retry"});
    }
    rows.push_back({.cells = {Html(topic), time_text(letter.created),
                              Html(std::to_string(letter.attempts) + "回"),
                              list.state == "waiting" ? time_text(letter.next_try) : Html("—"),
                              Html(letter.last_error.empty() ? "—" : letter.last_error), act}});
  }
  return page(
      request, {.area = web::Area::office, .title = "配信の状況", .status_message = message},
      tabs("配信の状態", {{.label = "待っている", .path = "/office/outbox?state=waiting",
                            .current = list.state == "waiting"},
                           {.label = "止まっている", .path = "/office/outbox?state=dead",
                            .current = list.state == "dead"}}) +
          data_table({.caption = list.state == "dead" ? "止まっている配信" : "待っている配信",
                      .columns = {{.label = "内容"},
                                  {.label = "作成日時"},
                                  {.label = "試した回数", .align = Align::end},
                                  {.label = "次に試す時"},
                                  {.label = "最後の失敗"},
                                  {.label = "操作", .label_hidden = true}},
                      .rows = std::move(rows),
                      .empty = empty_state(list.state == "dead"
                                               ? "止まっている配信はありません"
                                               : "待っている配信はありません")}) +
          key_pager({.next_path = list.next_path}));
}

}  // namespace musubi::accounts::views
