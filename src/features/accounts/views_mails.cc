// views_mails.cc - the office's mail as pages: what went out, what did not, and why.
// Called by pages_mails.cc; must never read the database.
#include "features/accounts/permissions.h"
#include "features/accounts/views.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

Html state_mark(mail::State state) {
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

std::string path_of(const mail::Mail& mail) { return "/office/mails/" + mail.id.text; }

std::string to_text(const mail::Mail& mail) {
  return mail.to_name.empty() ? mail.to_address : mail.to_name + "（" + mail.to_address + "）";
}

Tab tab_of(const MailList& list, const std::string& state, const std::string& label,
           std::int64_t count) {
  Tab tab{.label = label, .path = "/office/mails" + (state.empty() ? "" : "?state=" + state),
          .current = list.state == state};
  if (count > 0) tab.count = std::to_string(count);
  tab.waiting = count > 0;
  return tab;
}

Html no_server_notice() {
  if (mail::configured()) return {};
  return notice({.tone = Tone::warning,
                 .title = "メールサーバーが設定されていません",
                 .text = "メールは送られず「未配信」として残ります。設定の [mail] を記入すると、"
                         "ここから「もう一度送る」で送れます。",
                 .level = 0});
}

bool can_be_sent_again(const mail::Mail& mail) {
  const bool stopped = mail.state == mail::State::failed ||
                       mail.state == mail::State::undelivered ||
                       mail.state == mail::State::uncertain;
  return stopped && !mail.link_hidden && mail::configured();
}

Html body_part(const Request& request, const mail::Mail& mail) {
  if (!can(request.actor, may::read_mails)) return {};
  if (!mail.body.empty()) return section({.heading = "本文"}, paragraph(multiline(mail.body)));
  return section({.heading = "本文"},
                 paragraph(Html(mail::configured()
                                    ? "本人だけが使えるリンクは、伏せて表示します。表示したことは操作の記録"
                                      "に残ります。"
                                    : "本文には、本人だけに渡すリンクが含まれることがあります。"
                                      "表示したことは操作の記録に残ります。")) +
                     post_button(request, {.button = {.label = "本文を表示する",
                                                      .look = Look::secondary},
                                           .action = path_of(mail) + "/reading"}));
}

}  // namespace

Html mail_list(const Request& request, const MailList& list) {
  std::vector<TableRow> rows;
  for (const mail::Mail& row : list.page.rows) {
    rows.push_back({.cells = {link(path_of(row), row.subject), Html(to_text(row)),
                              state_mark(row.state), time_text(row.created),
                              row.sent ? time_text(*row.sent) : Html("—")}});
  }
  return page(
      request, {.area = web::Area::office, .title = "メール", .nav_current = "/office/mails"},
      no_server_notice() +
          tabs("メールの状態",
               {tab_of(list, "", "すべて", 0),
                tab_of(list, "undelivered", "未配信", list.page.undelivered),
                tab_of(list, "waiting", "送信待ち", 0), tab_of(list, "sent", "送信済み", 0),
                tab_of(list, "failed", "失敗", list.page.failed)}) +
          data_table({.caption = "メール（新しい順）",
                      .columns = {{.label = "件名"},
                                  {.label = "宛先"},
                                  {.label = "状態"},
                                  {.label = "作成日時"},
                                  {.label = "送った時"}},
                      .rows = std::move(rows),
                      .empty = empty_state("ここに当てはまるメールはありません")}) +
          key_pager({.next_path = list.next_path}));
}

Html mail(const Request& request, const mail::Mail& mail, const std::string& message) {
  Pairs facts{{"宛先", to_text(mail)},
              {"状態", state_mark(mail.state)},
              {"作成日時", time_text(mail.created)}};
  if (mail.sent) facts.emplace_back("送った時", time_text(*mail.sent));
  if (mail.attempts > 0) facts.emplace_back("試した回数", std::to_string(mail.attempts) + "回");
  if (!mail.last_error.empty()) facts.emplace_back("最後の失敗", mail.last_error);
  Html again;
  if (can(request.actor, may::send_mails) && can_be_sent_again(mail)) {
    again = post_button(request, {.button = {.label = "もう一度送る"},
                                  .action = path_of(mail) + "/sending"});
  }
  Html over;
  if (mail.link_hidden && mail.state != mail::State::sent) {
    over = notice({.tone = Tone::info, .title = "このメールのリンクは期限が切れています",
                   .text = "アカウントの画面から、新しいリンクを送ってください。", .level = 0});
  }
  return page(request,
              {.area = web::Area::office, .title = mail.subject,
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"メール", "/office/mails"},
                               {mail.subject, ""}},
               .actions = again, .status_message = message, .nav_current = "/office/mails"},
              no_server_notice() + over + description_list(facts) + body_part(request, mail));
}

}  // namespace musubi::accounts::views
