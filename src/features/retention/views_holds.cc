// views_holds.cc - 保全: the list, the form, one hold with its end; and the look at the evidence.
// Html only; no rule.
#include "base/text.h"
#include "features/retention/views.h"

namespace musubi::retention::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::string kHolds = std::string(kPath) + "/holds";

Html until_words(const Hold& hold) {
  const auto until = parse_iso_date(hold.until_on);
  return until ? date_text(*until) + Html("まで") : Html("解くまで");
}

Html hold_state(const web::Request& request, const Hold& hold) {
  if (hold.lifted_at) return badge(Tone::neutral, "解いた");
  const bool holds = hold.holds(request.context().today());
  return holds ? badge(Tone::info, "保全中") : badge(Tone::neutral, "期日が過ぎた");
}

std::vector<Option> kind_options() {
  std::vector<Option> out;
  for (const Kind& kind : kinds()) out.push_back({kind.name, kind.label});
  return out;
}

Html check_table(const std::vector<EvidenceCheck>& rows, const std::string& caption) {
  DataTable table{.caption = caption,
                  .columns = {{.label = "確かめた日時", .nowrap = true},
                              {.label = "対象"},
                              {.label = "件数", .align = Align::end},
                              {.label = "失われたもの", .align = Align::end},
                              {.label = "結果"}},
                  .rows = {},
                  .row_header = 1};
  for (const EvidenceCheck& check : rows) {
    table.rows.push_back({.cells = {time_text(check.checked_at),
                                    Html(std::string(what_label(check.what))),
                                    Html(thousands(check.objects)), Html(thousands(check.lost)),
                                    Html(check.says)},
                          .tone = check.lost > 0 ? Tone::error : Tone::neutral});
  }
  table.empty = empty_state("まだ確かめていません");
  return data_table(table);
}

}  // namespace

std::string scope_words(const Hold& hold) {
  const Kind* kind = find_kind(kinds(), hold.kind);
  const std::string name = kind != nullptr ? kind->label : hold.kind;
  if (hold.scope == "everything") return "すべての記録";
  if (hold.scope == "kind") return name + "のすべて";
  if (hold.scope == "organisation") return "1つの団体に関する記録のすべて";
  return name + "の1件";
}

Html hold_list(const web::Request& request, const HoldList& data) {
  DataTable table{.caption = "保全　新しい順",
                  .columns = {{.label = "名前"},
                              {.label = "範囲"},
                              {.label = "期間", .nowrap = true},
                              {.label = "状態", .nowrap = true},
                              {.label = "保全した人"}},
                  .rows = {}};
  for (const Hold& hold : data.rows) {
    table.rows.push_back({.cells = {link(kHolds + "/" + hold.id, hold.label),
                                    Html(scope_words(hold)), until_words(hold),
                                    hold_state(request, hold), Html(hold.placed_by_name)}});
  }
  table.empty = empty_state("保全している記録はありません");
  Html actions;
  if (data.may_hold) {
    actions = button_link({.label = "記録を保全する", .path = kHolds + "/new",
                           .look = Look::primary, .icon = "lock"});
  }
  const std::string more = data.next.empty() ? "" : kHolds + "?before=" + data.next;
  return page(request,
              {.area = area_of(request), .title = "記録の保全",
               .lead = "検査・訴訟・照会などのために残す記録です。保存期限を過ぎても消去しません。",
               .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {"保全", ""}},
               .actions = actions, .status_message = data.status, .nav_current = kPath,
               .width = Width::full},
              section_tabs(request, "/holds") + data_table(table) +
                  key_pager({.next_path = more}));
}

Html hold_form(const web::Request& request, const HoldForm& data) {
  const NewHold& typed = data.typed;
  const std::vector<Option> scopes{
      {"everything", "すべての記録", "事業全体の検査や監査のとき"},
      {"kind", "1つの種類の記録のすべて", ""},
      {"organisation", "1つの団体に関する記録のすべて", "会員の画面の住所の最後にあるIDを入力します"},
      {"record", "1件の記録", "種類と、その記録のIDを入力します"}};
  return page(
      request,
      {.area = area_of(request), .title = "記録を保全する",
       .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {"保全", kHolds},
                       {"記録を保全する", ""}},
       .nav_current = kPath, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) +
          form(request, {.action = kHolds, .keep_draft = true},
               form_key_field(request) +
                   text_field({.name = "label", .label = "保全の名前", .value = typed.label,
                               .hint = "個人の名前は書かないでください。例：令和6年度 会計検査",
                               .required = true, .error = error_at(data.error, "label")}) +
                   radio_group({.name = "scope", .label = "範囲", .options = scopes,
                                .value = typed.scope, .required = true,
                                .error = error_at(data.error, "scope")}) +
                   select_field({.name = "kind", .label = "記録の種類", .options = kind_options(),
                                 .value = typed.kind,
                                 .hint = "範囲が「1つの種類」か「1件の記録」のときに選びます。",
                                 .error = error_at(data.error, "kind"),
                                 .empty_label = "選んでください", .width = FieldWidth::full}) +
                   text_field({.name = "subject_id", .label = "記録か団体のID",
                               .value = typed.subject_id,
                               .hint = "範囲が「1つの団体」か「1件の記録」のときに入力します。",
                               .error = error_at(data.error, "subject_id"),
                               .autocomplete = "off", .width = FieldWidth::long_}) +
                   textarea_field({.name = "reason", .label = "理由", .value = typed.reason,
                                   .required = true, .error = error_at(data.error, "reason")},
                                  3) +
                   date_field({.name = "until_on", .label = "いつまで", .value = data.until,
                               .hint = "決まっていないときは、空のままにしてください。",
                               .error = error_at(data.error, "until_on")}) +
                   form_actions({button({.label = "保全する"}),
                                 button_link({.label = "やめる", .path = kHolds,
                                              .look = Look::text})})));
}

Html hold_detail(const web::Request& request, const HoldDetail& data) {
  const Hold& hold = data.hold;
  Pairs facts{{"状態", hold_state(request, hold)},
              {"範囲", scope_words(hold)},
              {"理由", multiline(hold.reason)},
              {"期間", until_words(hold)},
              {"保全した人", hold.placed_by_name + "　" + time_text(hold.placed_at)}};
  if (!hold.subject_id.empty()) facts.emplace_back("ID", code_text(hold.subject_id));
  if (hold.lifted_at) {
    facts.emplace_back("解いた人", hold.lifted_by_name + "　" + time_text(*hold.lifted_at));
    facts.emplace_back("解いた理由", multiline(hold.lifted_reason));
  }
  Html main = panel({.heading = "この保全"}, description_list(facts));
  if (data.may_hold && !hold.lifted_at) {
    main += panel({.heading = "保全を解く"},
                  form(request, {.action = kHolds + "/" + hold.id + "/release"},
                       paragraph("解くと、保存期限を過ぎた記録は消去の提案に入ります。") +
                           textarea_field({.name = "lifted_reason", .label = "解く理由",
                                           .value = data.typed_reason, .required = true,
                                           .error = error_at(data.error, "lifted_reason")},
                                          2) +
                           form_actions({button({.label = "保全を解く",
                                                 .look = Look::secondary})})));
  }
  const std::string title = "保全：" + hold.label;
  return page(request,
              {.area = area_of(request), .title = title,
               .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {"保全", kHolds},
                               {hold.label, ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value(), .width = Width::reading},
              error_summary(data.error) + main);
}

Html evidence_page(const web::Request& request, const EvidencePage& data) {
  const std::string path = std::string(kPath) + "/evidence";
  const Date last = last_day(Term{.evidence = true}, rules().contract_end);
  const bool looked = !data.evidence.latest.empty();
  const bool sound = data.evidence.lost == 0;
  Html state = !looked ? notice({.tone = Tone::warning, .title = "証拠をまだ確かめていません",
                                 .text = Html("毎日5時に自動で確かめます。")})
                       : notice({.tone = sound ? Tone::ok : Tone::error,
                                 .title = sound ? "期限前に失われた証拠はありません"
                                                : "期限前に失われた証拠があります",
                                 .text = Html(thousands(data.evidence.objects) + "件を確かめ、失われたものは" +
                                              thousands(data.evidence.lost) + "件でした。")});
  Html actions;
  if (data.may_check) {
    actions = post_button(request, {.button = {.label = "いま確かめる", .icon = "check"},
                                    .action = path + "/checks"});
  }
  return page(
      request,
      {.area = area_of(request), .title = "証拠の確認",
       .lead = Html("この契約の証拠は、") + date_text(last) + Html("まで消去できません（事業完了後5年）。"),
       .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {"証拠の確認", ""}},
       .actions = actions, .status_message = data.status, .nav_current = kPath,
       .width = Width::full},
      section_tabs(request, "/evidence") + state +
          check_table(data.rows, "これまでの確認　新しい順") +
          key_pager({.next_path = data.next.empty() ? "" : path + "?before=" + data.next}) +
          paragraph(link(std::string(kPath) + "/destructions?state=done",
                         "消去した記録と証明書を見る")));
}

}  // namespace musubi::retention::views
