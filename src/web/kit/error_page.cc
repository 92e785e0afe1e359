// error_page.cc - see error_page.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/error_page.h"

#include <optional>

#include "core/access/addresses.h"
#include "web/kit/button.h"
#include "web/kit/element.h"
#include "web/kit/form.h"
#include "web/kit/icon.h"
#include "web/kit/layout.h"
#include "web/kit/page.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

namespace {
std::string remedy(int status) {
  switch (status) {
    case 401: return "ログインしてから、もう一度開いてください。";
    case 403: return "ほかの役割で使う画面かもしれません。必要なときは事務局にお知らせください。";
    case 404: return "アドレスを確かめるか、トップページからたどってください。";
    case 405: return "前の画面に戻り、画面のボタンから操作してください。";
    case 413: return "ファイルを小さくするか、いくつかに分けて送ってください。";
    case 422: return "前の画面に戻り、入力した内容を確かめてください。";
    case 429: return "しばらく待ってから、もう一度お試しください。";
    case 503: return "いま混み合っています。1分ほど待ってから、もう一度お試しください。";
    case 400: return "前の画面に戻り、もう一度お試しください。";
    default: break;
  }
  return "少し待ってから、もう一度お試しください。続くときは、下の受付番号を事務局にお知らせください。";
}

// Posts the same fields to the same address with a fresh token: nothing typed is lost.
Html resend_form(const Request& request) {
  if (!is_own_path(request.target)) return {};
  Html fields;
  for (const auto& [name, value] : resend_fields(request)) fields += hidden_field(name, value);
  return form(request, {.action = request.target}, fields + button({.label = "もう一度送る"}));
}
// A page of other roles is a wrong turn: the way on is the person's own home, where it may be used.
std::optional<Crumb> way_home(const Request& request, int status) {
  if ((status != 403 && status != 404) || !request.actor.is_person()) return std::nullopt;
  if (!access::address_rules().allows(request.actor.roles, request.address)) return std::nullopt;
  Crumb home = own_home(request);
  if (home.path == "/" || home.path == request.path) return std::nullopt;
  return home;
}
}  // namespace

Html error_page(const Request& request, const ErrorNotice& notice) {
  std::string title = notice.title.empty() ? std::string(error_title(notice.status)) : notice.title;
  if (title.empty()) title = "表示できませんでした";
  std::string says = notice.says.empty() ? remedy(notice.status) : notice.says;
  Html next = notice.offer_resend ? resend_form(request) : Html();
  std::vector<Html> ways = {
      button_link({.label = "トップページへ", .path = "/", .icon = "home"})};
  if (const auto home = way_home(request, notice.status)) {
    ways.insert(ways.begin(), button_link({.label = "「" + home->label + "」へ", .path = home->path,
                                           .look = Look::primary}));
  }
  if (notice.status == 401) {
    ways.insert(ways.begin(),
                button_link({.label = "ログインする", .path = "/sign-in", .look = Look::primary}));
  }
  Html facts = description_list({{"番号", std::to_string(notice.status)},
                                 {"受付番号", code_text(request.request_id.empty()
                                                            ? "－"
                                                            : request.request_id)}});
  Html body = element("div", Attrs("errpage"), lead(says) + next + cluster(ways) + facts);
  return page(request,
              {.area = Area::open, .title = title, .width = Width::reading, .bare = true}, body);
}

}  // namespace musubi::web::kit
