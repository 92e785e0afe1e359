// views_destructions.cc - the list of destructions, and one of them: what, who, how far, the paper.
// Html only; no rule.
#include "base/text.h"
#include "features/retention/views.h"

namespace musubi::retention::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html counts_of(const Destruction& d) {
  if (d.state != "done") return Html(thousands(d.total) + "件");
  Html out = Html("消去 " + thousands(d.destroyed) + "件");
  if (d.spared > 0) out += Html("、消去しなかったもの " + thousands(d.spared) + "件");
  return out;
}

std::vector<Event> events_of(const Destruction& d) {
  std::vector<Event> out;
  if (d.done_at) {
    out.push_back({.at = *d.done_at, .what = Html("消去を終えました。") + counts_of(d),
                   .who = "自動処理", .icon = "trash"});
  }
  if (d.decided_at) {
    const std::string what = d.state == "refused"     ? "承認しませんでした"
                             : d.state == "withdrawn" ? "取り下げました"
                                                      : "消去を承認しました";
    Html words = Html(what);
    if (!d.decision_note.empty()) words += line_break() + multiline(d.decision_note);
    out.push_back({.at = *d.decided_at, .what = words, .who = d.decided_by_name, .icon = "check"});
  }
  Html words = Html("消去を提案しました（" + thousands(d.total) + "件）");
  if (!d.reason.empty()) words += line_break() + multiline(d.reason);
  out.push_back({.at = d.proposed_at, .what = words, .who = d.proposed_by_name, .icon = "flag"});
  return out;
}

Html item_table(const DestructionDetail& data) {
  const Destruction& d = data.page.destruction;
  DataTable table{.caption = "この提案の記録　" + thousands(d.total) + "件",
                  .columns = {{.label = "記録"},
                              {.label = "期間の始まり", .nowrap = true},
                              {.label = "保存期限", .nowrap = true},
                              {.label = "状態"}},
                  .rows = {}};
  const auto day = [](const std::string& text) {
    const auto date = parse_iso_date(text);
    return date ? date_text(*date) : Html(text);
  };
  for (const ListedItem& item : data.page.items) {
    Html state = Html(std::string(item_state_label(item.state)));
    if (item.state == "destroyed") {
      state += line_break() + small(code_text(item.sha256.substr(0, 16)));
    }
    if (!item.why.empty()) state += line_break() + small(Html(item.why));
    table.rows.push_back(
        {.cells = {Html(item.label), day(item.started_on), day(item.ended_on), state}});
  }
  const std::string path = destruction_path(d.id);
  return data_table(table) +
         key_pager({.previous_path = data.first_page ? "" : path,
                    .next_path = data.page.next.empty() ? "" : path + "?after=" + data.page.next});
}

Html deciding_form(const web::Request& request, const DestructionDetail& data) {
  const DestructionPage& page = data.page;
  const Destruction& d = page.destruction;
  if (d.state != "proposed") return {};
  const std::string version = std::to_string(d.version);
  if (!page.may_decide) {
    Html out = notice({.tone = Tone::info, .title = "承認を待っています", .text = Html(page.why_not),
                       .level = 0});
    if (!page.may_withdraw) return out;
    return out + form(request, {.action = destruction_path(d.id) + "/withdrawal"},
                      textarea_field({.name = "note", .label = "取り下げる理由",
                                      .value = data.typed.get("note"), .required = true,
                                      .error = error_at(data.error, "note")},
                                     2) +
                          hidden_field("version", version) +
                          form_actions({button({.label = "提案を取り下げる",
                                                .look = Look::secondary})}));
  }
  return form(
      request, {.action = destruction_path(d.id) + "/decision"},
      paragraph("承認すると、下の一覧の記録を1件ずつ消去します。消去した内容は元に戻せません。"
                "そのときに保全がかかっている記録は残します。") +
          checkbox({.name = "confirmed",
                    .label = thousands(d.total) + "件の記録を確かめました",
                    .checked = data.typed.get("confirmed") == "1",
                    .error = error_at(data.error, "confirmed")}) +
          textarea_field({.name = "note", .label = "承認のことば、または承認しない理由",
                          .value = data.typed.get("note"), .hint = "承認しないときは必ず書いてください。",
                          .error = error_at(data.error, "note")},
                         2) +
          hidden_field("version", version) +
          form_actions({button({.label = "消去を承認する", .look = Look::danger,
                                .name = "outcome", .value = "approved"}),
                        button({.label = "承認しない", .look = Look::secondary,
                                .name = "outcome", .value = "refused"})}));
}

Html paper_part(const web::Request& request, const DestructionDetail& data) {
  const Destruction& d = data.page.destruction;
  if (d.state == "approved") return paragraph("消去しています。少し待って、画面を開き直してください。");
  if (d.state != "done") return paragraph(muted("消去が終わると、番号の付いた消去証明書ができます。"));
  if (d.paper_state.empty()) return paragraph("消去した記録がないため、証明書はありません。");
  Html out = description_list({{"番号", certificate_number(d)},
                               {"一覧の照合値", code_text(d.list_sha256)}});
  const std::string path = destruction_path(d.id) + "/certificate";
  if (d.paper_state == "ready") {
    return out + paragraph(file_link({.path = path, .name = "消去証明書", .type = "PDF"}));
  }
  if (d.paper_state == "ordered") return out + paragraph("証明書を作成しています。");
  out += notice({.tone = Tone::error, .title = "証明書を作成できませんでした",
                 .text = Html("もう一度作成してください。続くときは、システムの担当者に知らせてください。"),
                 .level = 3});
  if (!data.may_order) return out;
  return out + post_button(request, {.button = {.label = "証明書をもう一度作成する"}, .action = path});
}

}  // namespace

std::string destruction_path(std::string_view id) {
  return std::string(kPath) + "/destructions/" + std::string(id);
}

Tone tone_of(const Destruction& d) {
  if (d.state == "proposed") return Tone::warning;
  if (d.state == "approved") return Tone::info;
  return d.state == "done" ? Tone::ok : Tone::neutral;
}

Html destruction_list(const web::Request& request, const DestructionList& data) {
  const std::string path = std::string(kPath) + "/destructions";
  DataTable table{.caption = "消去の提案と結果　新しい順",
                  .columns = {{.label = "提案した日", .nowrap = true},
                              {.label = "記録の種類"},
                              {.label = "状態", .nowrap = true},
                              {.label = "件数"},
                              {.label = "証明書", .nowrap = true}},
                  .rows = {},
                  .row_header = 1};
  for (const Destruction& d : data.rows) {
    table.rows.push_back({.cells = {date_text(date_in_japan(d.proposed_at)),
                                    link(destruction_path(d.id), d.kind_label),
                                    badge(tone_of(d), std::string(state_label(d.state))),
                                    counts_of(d),
                                    d.number > 0 ? Html(certificate_number(d)) : muted("－")}});
  }
  table.empty = empty_state("消去の提案はありません",
                            link(kPath, "保存期限の台帳で、期限を過ぎた記録を確かめる"));
  const std::vector<Option> states{{"proposed", "承認待ち"}, {"approved", "消去中"},
                                   {"done", "消去済み"},     {"refused", "承認しない"},
                                   {"withdrawn", "取り下げ"}};
  const std::string more = data.next.empty()
                               ? ""
                               : path + "?state=" + data.state + "&before=" + data.next;
  return page(
      request,
      {.area = area_of(request), .title = "消去の提案と結果",
       .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath}, {"消去", ""}},
       .nav_current = kPath, .width = Width::full},
      section_tabs(request, "/destructions") +
          filter_bar({.action = path,
                      .fields = {select_field({.name = "state", .label = "状態", .options = states,
                                               .value = data.state, .empty_label = "すべて",
                                               .quiet = true})}}) +
          data_table(table) + key_pager({.next_path = more}));
}

Html destruction_detail(const web::Request& request, const DestructionDetail& data) {
  const Destruction& d = data.page.destruction;
  const std::string title = d.kind_label + "の消去";
  Pairs facts{{"状態", badge(tone_of(d), std::string(state_label(d.state)))},
              {"記録の種類", link(kind_path(d.kind), d.kind_label)},
              {"方法", d.way},
              {"件数", counts_of(d)},
              {"保存期間", d.term_words},
              {"根拠", d.basis}};
  Html deciding = deciding_form(request, data);
  if (!deciding.empty()) deciding = panel({.heading = "承認する"}, deciding);
  if (data.page.held_now > 0) {
    deciding = notice({.tone = Tone::warning, .title = "いまは消去できない記録があります",
                       .text = Html("この一覧のうち" + thousands(data.page.held_now) +
                                    "件は、このまま承認しても消去せずに残します。")}) +
               deciding;
  }
  return page(
      request,
      {.area = area_of(request), .title = title,
       .breadcrumbs = {own_home(request), {"保存期限の台帳", kPath},
                       {"消去", std::string(kPath) + "/destructions"}, {title, ""}},
       .status_message = data.status, .nav_current = kPath, .has_error = data.error.has_value(),
       .width = Width::full},
      error_summary(data.error) +
          columns(deciding + item_table(data),
                  panel({.heading = "この消去"}, description_list(facts)) +
                      panel({.heading = "消去証明書"}, paper_part(request, data)) +
                      panel({.heading = "経過"}, timeline("この消去の経過", events_of(d)))));
}

}  // namespace musubi::retention::views
