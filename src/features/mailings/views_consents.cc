// views_consents.cc - who gets no mail and who agreed to which: the office's lists, 配信設定, and the
// page behind a mail's link. Html only; no rule.
#include "features/mailings/consents.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "features/mailings/views_parts.h"

namespace musubi::mailings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kSuppressions = "/office/mail-suppressions";
constexpr const char* kConsents = "/office/mail-consents";

Html suppression_form(const web::Request& request, const SuppressionList& data) {
  const web::Fields& t = data.typed;
  return form(
      request, {.action = kSuppressions, .keep_draft = true},
      email_field({.name = "address", .label = "メールアドレス", .value = t.get("address"),
                   .required = true, .error = error_at(data.error, "address"),
                   .autocomplete = "off"}) +
          radio_group({.name = "cause", .label = "理由の種類",
                       .options = {{.value = "hand", .label = "事務局の判断"},
                                   {.value = "complaint", .label = "迷惑メールとの申立て"}},
                       .value = t.get("cause"), .required = true,
                       .error = error_at(data.error, "cause")}) +
          textarea_field({.name = "note", .label = "事情", .value = t.get("note"),
                          .hint = "例：10月28日に電話で、送らないでほしいと申出。",
                          .required = true, .error = error_at(data.error, "note")},
                         3) +
          form_actions({button({.label = "送らない宛先に加える"})}));
}

Html cause_words(const Suppression& row) {
  Html out = std::string(cause_label(row.cause));
  if (!row.note.empty()) out += line_break() + small(row.note);
  return out;
}

std::string decision_label(const Consent& row) {
  return row.decision == "given" ? "受け取る" : "止める";
}

Html wording_link(const Consent& row) {
  return link_about("/office/mail-consent-texts/" + row.wording, row.wording, "同意の文面");
}

std::vector<TableRow> ledger_rows(const std::vector<Consent>& rows, bool with_address) {
  std::vector<TableRow> out;
  for (const Consent& row : rows) {
    std::vector<Html> cells{time_text(row.created)};
    if (with_address) cells.push_back(row.address_key);
    cells.insert(cells.end(),
                 {std::string(class_label(row.mail_class)), decision_label(row),
                  std::string(way_label(row.way)) +
                      (row.by_name.empty() ? "" : "（" + row.by_name + "）"),
                  with_address ? wording_link(row) : Html(row.wording),
                  row.from_address.empty() ? muted("－") : code_text(row.from_address),
                  row.note.empty() ? muted("－") : Html(row.note)});
    out.push_back({.cells = std::move(cells)});
  }
  return out;
}

std::vector<Column> ledger_columns(bool with_address) {
  std::vector<Column> out{{.label = "いつ", .nowrap = true}};
  if (with_address) out.push_back({.label = "メールアドレス"});
  for (const char* label : {"種類", "選んだこと", "方法", "文面の版", "接続元", "備考"}) {
    out.push_back({.label = label});
  }
  return out;
}

Html consent_form(const web::Request& request, const ConsentList& data) {
  const web::Fields& t = data.typed;
  return form(
      request, {.action = kConsents, .keep_draft = true},
      email_field({.name = "address", .label = "メールアドレス", .value = t.get("address"),
                   .required = true, .error = error_at(data.error, "address"),
                   .autocomplete = "off"}) +
          radio_group({.name = "mail_class", .label = "種類",
                       .options = {{.value = "news", .label = "お知らせ"},
                                   {.value = "member_pr", .label = "会員PR"}},
                       .value = t.get("mail_class"), .required = true,
                       .error = error_at(data.error, "mail_class")}) +
          radio_group({.name = "decision", .label = "申出",
                       .options = {{.value = "given", .label = "受け取る"},
                                   {.value = "refused", .label = "止める"}},
                       .value = t.get("decision"), .required = true,
                       .error = error_at(data.error, "decision")}) +
          textarea_field({.name = "note", .label = "申出の受け方", .value = t.get("note"),
                          .hint = "例：10月28日に電話で本人から。", .required = true,
                          .error = error_at(data.error, "note")},
                         2) +
          form_actions({button({.label = "申出を記録する"})}));
}

}  // namespace

Html suppression_list(const web::Request& request, const SuppressionList& data) {
  const bool lifted = data.state == "lifted";
  DataTable table{.caption = lifted ? "また送れるようにした宛先　新しい順" : "送らない宛先　新しい順",
                  .columns = {{.label = "メールアドレス"}, {.label = "理由"},
                              {.label = "加えた時", .nowrap = true},
                              {.label = lifted ? "また送る理由" : "操作"}},
                  .rows = {}};
  for (const Suppression& row : data.rows) {
    Html last = muted("－");
    if (lifted) {
      last = row.lifted_by_name + "　" + (row.lifted_at ? time_text(*row.lifted_at) : Html()) +
             line_break() + small(row.lifted_note);
    } else if (data.may_keep) {
      last = link_about(std::string(kSuppressions) + "/" + row.id + "/lifting", "また送れるようにする",
                        row.address_key);
    }
    table.rows.push_back({.cells = {row.address_key, cause_words(row),
                                    row.made_by_name + "　" + time_text(row.made_at), last}});
  }
  table.empty = empty_state(lifted ? "また送れるようにした宛先はありません"
                                   : "送らない宛先はありません");
  Html add;
  if (data.may_keep && !lifted) {
    add = panel({.heading = "宛先を加える"}, suppression_form(request, data));
  }
  return page(request,
              {.area = office_area(request), .title = "送らない宛先",
               .lead = "ここにある宛先には、どの種類の一斉配信も送りません。",
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings}, {"送らない宛先", ""}},
               .status_message = data.status, .nav_current = kMailings,
               .has_error = data.error.has_value()},
              error_summary(data.error) +
                  tabs("種類", {{.label = "送らない", .path = kSuppressions, .current = !lifted},
                                {.label = "また送る", .path = std::string(kSuppressions) +
                                                              "?state=lifted",
                                 .current = lifted}}) +
                  data_table(table) + key_pager({.next_path = data.next_path}) + add);
}

Html lifting(const web::Request& request, const Suppression& row, const web::Fields& typed,
             const MaybeError& error) {
  return page(request,
              {.area = office_area(request), .title = "また送れるようにする",
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings},
                               {"送らない宛先", kSuppressions}, {"また送れるようにする", ""}},
               .nav_current = kMailings, .has_error = error.has_value()},
              error_summary(error) +
                  description_list({{"メールアドレス", row.address_key},
                                    {"送らない理由", cause_words(row)}}) +
                  form(request, {.action = std::string(kSuppressions) + "/" + row.id + "/lifting"},
                       textarea_field({.name = "note", .label = "また送ってよい理由",
                                       .value = typed.get("note"),
                                       .hint = "例：本人に電話し、容量を空けてもらった。",
                                       .required = true, .error = error_at(error, "note")},
                                      3) +
                           form_actions({button({.label = "また送れるようにする"}),
                                         button_link({.label = "やめる", .path = kSuppressions,
                                                      .look = Look::text})})));
}

Html consent_list(const web::Request& request, const ConsentList& data) {
  DataTable table{.caption = "配信の同意の記録　新しい順", .columns = ledger_columns(true),
                  .rows = ledger_rows(data.rows, true)};
  table.empty = empty_state("条件に合う記録はありません");
  Html add;
  if (data.may_keep) add = panel({.heading = "申出を記録する"}, consent_form(request, data));
  return page(
      request,
      {.area = office_area(request), .title = "配信の同意の記録",
       .lead = "いつ、だれが、どの文面で、どの方法で選んだかの記録です。あとから変えることはできません。",
       .breadcrumbs = {own_home(request), {"一斉配信", kMailings}, {"配信の同意の記録", ""}},
       .status_message = data.status, .nav_current = kMailings,
       .has_error = data.error.has_value()},
      error_summary(data.error) +
          filter_bar({.action = kConsents,
                      .fields = {search_field({.name = "q", .label = "メールアドレス（省略せずに）",
                                               .value = data.address, .quiet = true})},
                      .clear_path = data.address.empty() ? "" : kConsents,
                      .button = "探す"}) +
          data_table(table) + key_pager({.next_path = data.next_path}) + add);
}

Html wording(const web::Request& request, const Wording& words) {
  const std::string title = "配信の同意の文面　" + words.version + "版";
  return page(request,
              {.area = office_area(request), .title = title,
               .lead = "選んだときに示した文面を、そのまま残しています。後から変えられません。",
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings},
                               {"配信の同意の記録", kConsents}, {title, ""}},
               .nav_current = kMailings, .width = Width::reading},
              description_list({{std::string(class_label(mail::Class::news)), words.news},
                                {std::string(class_label(mail::Class::member_pr)),
                                 words.member_pr}}));
}

Html preferences(const web::Request& request, const Preferences& data,
                 const std::string& status) {
  Html stopped;
  if (data.suppressed) {
    stopped = notice({.tone = Tone::warning, .title = "いまは一斉配信を送っていません",
                      .text = "この宛先へのメールが戻ってきたなどの理由で、止めています。"
                              "事務局にご連絡ください。"});
  }
  const Html fields =
      form(request, {.action = "/account/mail-preferences"},
           paragraph(strong("事務連絡") + "　手続きに必要な連絡です。いつも届きます。") +
               checkbox({.name = "news", .label = "お知らせ", .checked = data.news,
                         .hint = std::string(consent_wording(mail::Class::news))}) +
               checkbox({.name = "member_pr", .label = "会員PR", .checked = data.member_pr,
                         .hint = std::string(consent_wording(mail::Class::member_pr))}) +
               form_actions({button({.label = "配信設定を保存する"})}));
  DataTable ledger{.caption = "これまでに選んだこと　新しい順", .columns = ledger_columns(false),
                   .rows = ledger_rows(data.ledger, false)};
  ledger.empty = empty_state("まだ何も選んでいません。お知らせは届き、会員PRは届かない設定です");
  return page(request,
              {.area = own_area(request), .title = "配信設定",
               .lead = "どの種類のメールを受け取るかを選びます。",
               .breadcrumbs = {own_home(request), {"わたしのアカウント", "/account"},
                               {"配信設定", ""}},
               .status_message = status, .nav_current = "/account/mail-preferences"},
              stopped +
                  panel({.heading = "受け取るメール"},
                        paragraph("この設定は " + data.address + " あてのメールに効きます。") +
                            fields) +
                  panel({.heading = "記録"}, data_table(ledger)));
}

Html stop_page(const web::Request& request, const StopPage& p, const std::string& token) {
  const std::string here = "/unsubscribe/" + token;
  if (p.sample) {
    return page(request, {.area = web::Area::open, .title = "配信停止（試し送り）",
                          .width = Width::reading},
                paragraph("これは試し送りのメールのリンクです。何も変わりません。"));
  }
  const std::string label(class_label(p.mail_class));
  Html body;
  if (p.stopped) {
    body = notice({.tone = Tone::ok, .title = "「" + label + "」の配信を止めました",
                   .text = p.masked_address + " には、これから「" + label + "」を送りません。",
                   .focused = true}) +
           paragraph("まちがえたときは、もう一度受け取れます。") +
           post_button(request, {.button = {.label = "「" + label + "」をもう一度受け取る",
                                            .look = Look::secondary},
                                 .action = here + "/resumption"});
  } else {
    body = paragraph(p.masked_address + " への「" + label + "」の配信を止めます。ログインは不要です。") +
           post_button(request, {.button = {.label = "「" + label + "」の配信を止める"},
                                 .action = here, .hidden = {{"stop", "1"}}});
  }
  return page(request,
              {.area = web::Area::open, .title = "配信停止",
               .lead = "手続きに必要な「事務連絡」は、止めたあとも届きます。", .width = Width::reading},
              body + note("ほかの種類のメールは、ログインして「配信設定」で選べます。"));
}

}  // namespace musubi::mailings::views
