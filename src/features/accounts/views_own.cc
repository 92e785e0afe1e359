// views_own.cc - 「わたしのアカウント」: name, password, authenticator, and where I am signed in.
// Called by pages_own.cc; must never read the database.
#include "features/accounts/views.h"
#include "features/accounts/views_stocktakes.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

web::Area area_of(const Actor& actor) {
  constexpr Roles kOffice{Role::secretariat, Role::secretariat_manager, Role::auditor,
                          Role::next_operator};
  if (actor.roles.shares(kOffice)) return web::Area::office;
  if (actor.roles.has(Role::prefecture)) return web::Area::prefecture;
  if (actor.roles.shares(roles::members) || actor.roles.has(Role::adviser)) {
    return web::Area::members;
  }
  return web::Area::open;
}

std::string roles_text(Roles held) {
  std::string out;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (!held.has(role)) continue;
    if (!out.empty()) out += "、";
    out += role_label(role);
  }
  return out;
}

namespace {

Html password_form(const Request& request, const MaybeError& error) {
  return form(
      request, {.action = "/account/password"},
      password_field({.name = "current_password", .label = "今のパスワード", .required = true,
                      .error = error_at(error, "current_password"),
                      .width = FieldWidth::long_}) +
          password_field({.name = "password", .label = "新しいパスワード",
                          .hint = "12文字以上。変えると、ほかの機器のログインは終わります。",
                          .required = true, .error = error_at(error, "password"),
                          .width = FieldWidth::long_},
                         "new-password") +
          password_field({.name = "password_again", .label = "新しいパスワード（確認）",
                          .required = true, .error = error_at(error, "password_again"),
                          .width = FieldWidth::long_},
                         "new-password") +
          form_actions({button({.label = "パスワードを変える"})}));
}

Html authenticator_form(const Request& request, const Account& account, const MaybeError& error) {
  const std::string words = account.has_totp
                                ? "認証アプリは登録済みです。機種を変えるときは、登録し直してください。"
                                : "認証アプリを登録すると、ログインのときに確認コードも使います。";
  return paragraph(Html(words)) +
         form(request, {.action = "/account/authenticator"},
              password_field({.name = "authenticator_password", .label = "今のパスワード",
                              .required = true,
                              .error = error_at(error, "authenticator_password"),
                              .width = FieldWidth::long_}) +
                  form_actions({button({.label = account.has_totp ? "認証アプリを登録し直す"
                                                                  : "認証アプリを登録する",
                                        .look = Look::secondary})}));
}

Html other_ways_of(const Request& request) {
  Html out;
  for (const web::SignInWay& way : request.app->home.sign_in_ways) out += way.on_account(request);
  return out;
}

}  // namespace

Html own_account(const Request& request, const OwnAccount& own, const MaybeError& error,
                 const std::string& message) {
  const Account& account = own.account;
  return page(
      request,
      {.area = area_of(request.actor), .title = "わたしのアカウント", .status_message = message,
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) + sharing_signs(own.signs, true) +
          section({.heading = "登録の内容"},
                  description_list(
                      {{Html("メールアドレス"),
                        Html(account.login) + Html(" ") + link("/account/address", "変える")},
                       {Html("役割"), Html(roles_text(account.roles))},
                       {Html("ログイン中の機器"), link("/account/sessions", "一覧を見る")}}) +
                      form(request, {.action = "/account/name"},
                           text_field({.name = "name", .label = "お名前", .value = account.name,
                                       .required = true, .error = error_at(error, "name"),
                                       .autocomplete = "name", .width = FieldWidth::medium}) +
                               form_actions({button({.label = "お名前を保存する",
                                                     .look = Look::secondary})}))) +
          section({.heading = "パスワード"}, password_form(request, error)) +
          passkey_section(request, own) +
          section({.heading = "認証アプリ"}, authenticator_form(request, account, error)) +
          recovery_section(own) + other_ways_of(request));
}

Html own_sessions(const Request& request, const std::vector<sessions::Session>& list,
                  const std::string& message) {
  std::vector<TableRow> rows;
  for (const sessions::Session& s : list) {
    const bool here = s.id == request.session_id;
    rows.push_back(
        {.cells = {Html(s.device_label), Html(s.address_label), time_text(s.created),
                   time_text(s.last_seen),
                   here ? badge(Tone::ok, "この画面")
                        : post_button(request, {.button = {.label = "終える",
                                                           .look = Look::secondary,
                                                           .small = true,
                                                           .about = s.device_label},
                                                .action = "/account/sessions/" + s.id +
                                                          "/ending"})}});
  }
  Html others;
  if (list.size() > 1) {
    others = post_button(request, {.button = {.label = "ほかのログインをすべて終える",
                                              .look = Look::secondary},
                                   .action = "/account/other-sessions/ending"});
  }
  return page(
      request,
      {.area = area_of(request.actor), .title = "ログイン中の機器",
       .breadcrumbs = {{"わたしのアカウント", "/account"}, {"ログイン中の機器", ""}},
       .actions = others, .status_message = message},
      paragraph(Html("心当たりのない機器があるときは「終える」を押し、パスワードを変えてください。")) +
          data_table({.caption = "ログイン中の機器　" + std::to_string(list.size()) + "台",
                      .columns = {{.label = "機器"},
                                  {.label = "接続元"},
                                  {.label = "ログインした時"},
                                  {.label = "最後に使った時"},
                                  {.label = "操作", .label_hidden = true}},
                      .rows = std::move(rows)}));
}

}  // namespace musubi::accounts::views
