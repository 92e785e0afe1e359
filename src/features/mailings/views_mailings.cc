// views_mailings.cc - the list of mailings, the form of a draft, the preview and the recipients.
// Html only; no rule.
#include "base/text.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "features/mailings/views_parts.h"

namespace musubi::mailings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html when_of(const Mailing& m) {
  if (m.began_at) return time_text(*m.began_at);
  if (m.send_at.ms > 0) return time_text(m.send_at) + small("（予定）");
  return muted("－");
}

Tab tab_of(const MailingList& list, const char* state, const char* label) {
  Tab tab{.label = label,
          .path = std::string(kMailings) + (*state == 0 ? "" : "?state=" + std::string(state)),
          .current = list.state == state};
  if (std::string_view(state) == "waiting" && list.waiting > 0) {
    tab.count = std::to_string(list.waiting);
    tab.waiting = true;
  }
  return tab;
}

Html class_field(const MailingForm& f) {
  std::vector<Option> options;
  for (const auto one : {mail::Class::business, mail::Class::news, mail::Class::member_pr}) {
    options.push_back({.value = std::string(class_name(one)),
                       .label = std::string(class_label(one)),
                       .hint = std::string(class_about(one))});
  }
  return radio_group({.name = "mail_class", .label = "メールの種類", .options = options,
                      .value = f.typed.mail_class, .required = true,
                      .error = error_at(f.error, "mail_class")});
}

Html segment_field(const MailingForm& f) {
  std::vector<Option> options;
  for (const Segment& one : f.segments) {
    options.push_back({.value = one.id.text, .label = one.name});
  }
  return select_field({.name = "segment", .label = "配信先", .options = options,
                       .value = f.typed.segment,
                       .hint = "新しい条件が要るときは、先に「配信先」で作ってください。",
                       .required = true, .error = error_at(f.error, "segment"),
                       .empty_label = "選んでください", .width = FieldWidth::full});
}

Html placeholder_help() {
  std::vector<Html> lines;
  for (const Placeholder& one : placeholders()) {
    lines.push_back(code_text("{{" + std::string(one.name) + "}}") + "　" + std::string(one.about));
  }
  return panel({.heading = "差し込める言葉"},
               bullets(lines) +
                   note("件名と本文に書くと、宛先ごとの言葉に置き換わります。"
                        "差出人・住所・連絡先・配信の止め方は、本文の下に自動で付きます。"));
}

Html row_of(const RecipientRow& row) {
  if (row.outcome) return mail_state_badge(*row.outcome);
  if (row.recipient.state == "left_out") {
    return Html(std::string(reason_label(row.recipient.reason)));
  }
  return muted("まだ送っていません");
}

std::vector<Tab> recipient_tabs(const RecipientList& data) {
  const MailingPage& p = data.page;
  const std::string base = path_to(p.mailing.id) + "/recipients?show=";
  std::vector<Tab> out;
  const auto add = [&](std::string show, std::string label, std::int64_t count) {
    if (count == 0 && data.show != show) return;
    out.push_back({.label = label, .path = base + show, .current = data.show == show,
                   .count = thousands(count)});
  };
  add("ready", "送る人", p.ready);
  using mail::State;
  for (const State state : {State::waiting, State::sent, State::undelivered, State::failed,
                            State::returned, State::uncertain, State::withdrawn}) {
    add(std::string(mail::state_name(state)), std::string(mail::state_label(state)),
        p.delivered(state));
  }
  add("left_out", "送らない人", p.left_out);
  return out;
}

}  // namespace

std::string path_to(const MailingId& id) { return std::string(kMailings) + "/" + id.text; }

Html mail_state_badge(mail::State state) {
  const std::string label(mail::state_label(state));
  switch (state) {
    case mail::State::sent: return badge(Tone::ok, label);
    case mail::State::failed:
    case mail::State::returned: return badge(Tone::error, label);
    case mail::State::undelivered:
    case mail::State::uncertain: return badge(Tone::warning, label);
    case mail::State::withdrawn: return badge(Tone::neutral, label);
    case mail::State::waiting: break;
  }
  return badge(Tone::info, label);
}

Html state_badge(const Mailing& m) {
  const std::string label(state_label(m.state));
  if (m.state == "sent") return badge(Tone::ok, label);
  if (m.state == "waiting") return badge(Tone::warning, label);
  if (m.state == "cancelled" || m.state == "stopped") return badge(Tone::neutral, label);
  return badge(Tone::info, label);
}

Html mailing_list(const web::Request& request, const MailingList& data) {
  DataTable table{.caption = "一斉配信　新しい順",
                  .columns = {{.label = "件名"}, {.label = "種類", .nowrap = true},
                              {.label = "状態", .nowrap = true}, {.label = "送る時", .nowrap = true},
                              {.label = "書いた人", .nowrap = true}},
                  .rows = {}};
  for (const Mailing& m : data.rows) {
    table.rows.push_back({.cells = {link(path_to(m.id), m.subject),
                                    plain_tag(std::string(class_label(m.mail_class))),
                                    state_badge(m), when_of(m), m.written_by_name}});
  }
  table.empty = empty_state("ここに当てはまる配信はありません");
  Html actions;
  if (data.may_write) {
    actions = button_link({.label = "一斉配信を書く", .path = std::string(kMailings) + "/new",
                           .look = Look::primary, .icon = "edit"});
  }
  return page(
      request,
      {.area = office_area(request), .title = "一斉配信",
       .lead = "会員の担当者に、1人に1通ずつ送ります。50件を超えるときは、別の人の確認のあとに送ります。",
       .breadcrumbs = {own_home(request), {"一斉配信", ""}}, .actions = actions,
       .nav_current = kMailings},
      cluster({link("/office/mail-segments", "配信先"),
               link("/office/mail-bounces", "戻ったメール"),
               link("/office/mail-reach", "しばらく届いていない団体"),
               link("/office/mail-suppressions", "送らない宛先"),
               link("/office/mail-consents", "配信の同意の記録")}) +
          tabs("状態", {tab_of(data, "", "すべて"), tab_of(data, "draft", "下書き"),
                        tab_of(data, "waiting", "確認待ち"), tab_of(data, "scheduled", "送信予約"),
                        tab_of(data, "sent", "送信済み")}) +
          data_table(table) + key_pager({.next_path = data.next_path}));
}

Html mailing_form(const web::Request& request, const MailingForm& f) {
  const bool is_new = f.id.empty();
  const std::string title = is_new ? "一斉配信を書く" : "一斉配信の下書きを直す";
  const Html fields =
      form_key_field(request) + hidden_field("version", std::to_string(f.typed.version)) +
      class_field(f) + segment_field(f) +
      text_field({.name = "subject", .label = "件名", .value = f.typed.subject, .required = true,
                  .error = error_at(f.error, "subject"), .autocomplete = "off",
                  .characters_max = 100}) +
      textarea_field({.name = "body", .label = "本文", .value = f.typed.body, .required = true,
                      .error = error_at(f.error, "body")},
                     18) +
      form_actions({button({.label = "下書きを保存する"}),
                    button_link({.label = "やめる",
                                 .path = is_new ? std::string(kMailings) : path_to(f.id),
                                 .look = Look::text})});
  return page(request,
              {.area = office_area(request), .title = title,
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings}, {title, ""}},
               .nav_current = kMailings, .has_error = f.error.has_value(), .width = Width::full},
              error_summary(f.error) +
                  columns(panel({.heading = "内容"},
                                form(request,
                                     {.action = is_new ? std::string(kMailings) : path_to(f.id),
                                      .keep_draft = true},
                                     fields)),
                          placeholder_help()));
}

Html preview(const web::Request& request, const MailingPage& data, const Preview& shown,
             bool may_write) {
  const std::string here = path_to(data.mailing.id);
  Html next = shown.last ? note("この宛先が最後です。")
                         : go_link(here + "/preview?after=" + shown.person, "次の宛先で見る");
  Html test;
  if (may_write) {
    test = panel({.heading = "自分に試し送り"},
                 paragraph("ログインに使うメールアドレスに、1通だけ送ります。") +
                     post_button(request, {.button = {.label = "自分に試し送りする",
                                                      .look = Look::secondary, .icon = "send"},
                                           .action = here + "/test-sending"}));
  }
  return page(request,
              {.area = office_area(request), .title = "メールの見本　" + data.mailing.subject,
               .heading = "メールの見本",
               .lead = "宛先ごとに、この形で届きます。",
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings},
                               {data.mailing.subject, here}, {"メールの見本", ""}},
               .nav_current = kMailings, .width = Width::full},
              columns(panel({.heading = "メール"},
                            description_list({{"宛先", shown.organisation_name + "　" + shown.name},
                                              {"件名", shown.text.subject}}) +
                                paragraph(multiline(shown.text.body)) + next),
                      test));
}

Html recipient_list(const web::Request& request, const RecipientList& data) {
  DataTable table{.caption = "宛先の一覧",
                  .columns = {{.label = "氏名"}, {.label = "団体名"}, {.label = "メールアドレス"},
                              {.label = "結果", .nowrap = true}, {.label = "サーバーの返事"}},
                  .rows = {}};
  for (const RecipientRow& row : data.rows) {
    const Recipient& r = row.recipient;
    table.rows.push_back({.cells = {r.name, r.organisation_name,
                                    r.address.empty() ? muted("なし") : Html(r.address),
                                    row_of(row), row.says.empty() ? muted("－") : Html(row.says)}});
  }
  table.empty = empty_state("ここに当てはまる宛先はありません");
  const std::string here = path_to(data.page.mailing.id);
  Html masked = data.masked ? note("氏名とメールアドレスは、事務局だけが見られます。") : Html();
  if (!data.page.mailing.erased_on.empty()) {
    masked = note("氏名とメールアドレスは、保存期間が過ぎたため残していません。");
  }
  return page(request,
              {.area = office_area(request), .title = "宛先　" + data.page.mailing.subject,
               .heading = "宛先",
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings},
                               {data.page.mailing.subject, here}, {"宛先", ""}},
               .nav_current = kMailings},
              masked + tabs("宛先の種類", recipient_tabs(data)) + data_table(table) +
                  key_pager({.next_path = data.next_path}));
}

}  // namespace musubi::mailings::views
