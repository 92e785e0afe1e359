// pages_mails.cc - the office's mail: the list, one mail, its body, sending it again.
// Between routes.cc and service_mails.cc; holds no rule and no SQL.
#include "features/accounts/pages.h"
#include "features/accounts/service.h"
#include "features/accounts/views.h"
#include "web/app.h"

namespace musubi::accounts::pages {
namespace {

constexpr int kPage = 50;
constexpr mail::State kStates[] = {mail::State::undelivered, mail::State::waiting,
                                   mail::State::sent,        mail::State::failed,
                                   mail::State::returned,    mail::State::uncertain,
                                   mail::State::withdrawn};

mail::MailId id_of(const Request& request) { return mail::MailId{request.param("id")}; }

}  // namespace

Response show_mails(Request& request) {
  views::MailList list;
  mail::Filter filter;
  list.state = request.query.get("state");
  for (const mail::State state : kStates) {
    if (mail::state_name(state) == list.state) filter.state = state;
  }
  if (!filter.state) list.state.clear();
  filter.after = request.query.get("before");
  filter.most = kPage + 1;
  auto page = list_mails(request.context(), filter);
  if (!page) return web::problem(request, page.error());
  list.page = std::move(*page);
  if (list.page.rows.size() > kPage) {
    list.page.rows.resize(kPage);
    list.next_path = "/office/mails?state=" + list.state + "&before=" +
                     list.page.rows.back().id.text;
  }
  return web::html(views::mail_list(request, list));
}

Response show_mail(Request& request) {
  auto mail = load_visible_mail(request.context(), id_of(request));
  if (!mail) return web::problem(request, mail.error());
  const bool again = request.query.get("message") == "again";
  return web::html(views::mail(request, *mail, again ? "もう一度送ります" : ""));
}

Response create_mail_reading(Request& request) {
  auto mail = read_mail(request.context(), id_of(request));
  if (!mail) return web::problem(request, mail.error());
  return web::html(views::mail(request, *mail, ""));
}

Response create_mail_sending(Request& request) {
  auto sent = send_mail_again(request.context(), id_of(request));
  if (!sent) return web::problem(request, sent.error());
  return web::see_other("/office/mails/" + request.param("id") + "?message=again");
}

}  // namespace musubi::accounts::pages
