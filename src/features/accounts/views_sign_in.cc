// views_sign_in.cc - the pages before somebody is signed in: short, one thing each, friendly to
// password managers (paste and autocomplete work: WCAG 3.3.8).
#include "features/accounts/views.h"
#include "web/kit/kit.h"
#include "web/kit/qr.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

Html new_password_fields(const MaybeError& error) {
  return password_field({.name = "password", .label = "新しいパスワード",
                         .hint = "12文字以上。関係のない言葉を3つほどつなげると、覚えやすく強くなり"
                                 "ます。",
                         .required = true, .error = error_at(error, "password")},
                        "new-password") +
         password_field({.name = "password_again", .label = "新しいパスワード（確認）",
                         .required = true, .error = error_at(error, "password_again")},
                        "new-password");
}

namespace {

// A refusal that belongs to no single field.
Html refusal(const MaybeError& error, const std::string& title) {
  if (!error || !error->fields.empty()) return error_summary(error);
  return notice({.tone = Tone::error, .title = title, .text = Html(error->says),
                 .focused = true})
      .refuses(*error);
}

Html authenticator_part(const Request& request, const Enrolment& enrolment,
                        const MaybeError& error) {
  return numbered({Html("スマートフォンの認証アプリ（確認コードを出すアプリ）を開き、追加を選びます。"),
                   Html("下のQRコードを読み取ります。読み取れないときは、設定キーを入力します。"),
                   Html("アプリに出た6桁の確認コードを入力します。")}) +
         qr_code("認証アプリに読み取らせるQRコード", enrolment.address) +
         description_list({{Html("アカウント名"), Html(enrolment.login)},
                           {Html("設定キー"), code_text(enrolment.secret)}}) +
         form(request, {.action = "/sign-in/enrolment"},
              one_time_code_field({.name = "code", .label = "確認コード",
                                   .error = error_at(error, "code"),
                                   .width = FieldWidth::short_, .quiet = true}) +
                  form_actions({button({.label = "登録してログインする"})}));
}

Html other_sign_ins(const Request& request, const std::string& return_to) {
  Html out;
  for (const web::SignInWay& way : request.app->home.sign_in_ways) {
    out += way.on_sign_in(request, return_to);
  }
  return out;
}

Html passkey_name() {
  return text_field({.name = "passkey_name", .label = "パスキーの名前",
                     .hint = "見分けるための名前です。例：仕事のスマートフォン",
                     .autocomplete = "off", .width = FieldWidth::medium, .characters_max = 60});
}

}  // namespace

Html sign_in(const Request& request, const std::string& login, const std::string& return_to,
             const MaybeError& error, const std::string& message) {
  return page(
      request,
      {.area = web::Area::open, .title = "ログイン", .status_message = message,
       .has_error = error.has_value(), .width = Width::reading},
      refusal(error, "ログインできませんでした") +
          form(request, {.action = "/sign-in"},
               email_field({.name = "login", .label = "メールアドレス", .value = login,
                            .error = error_at(error, "login"), .autocomplete = "username",
                            .width = FieldWidth::long_, .quiet = true}) +
                   password_field({.name = "password", .label = "パスワード",
                                   .error = error_at(error, "password"),
                                   .autocomplete = "current-password",
                                   .width = FieldWidth::long_, .quiet = true}) +
                   hidden_field("return_to", return_to) +
                   form_actions({button({.label = "ログインする"})})) +
          passkey_sign_in(request, return_to, false) + other_sign_ins(request, return_to) +
          paragraph(link("/sign-in/reset", "パスワードを忘れたとき")));
}

Html code(const Request& request, const SecondStep& step, const MaybeError& error) {
  Html body = refusal(error, "確認できませんでした");
  if (step.has_totp) {
    body += form(request, {.action = "/sign-in/code"},
                 one_time_code_field(
                     {.name = "code", .label = "確認コード",
                      .hint = "スマートフォンなどの認証アプリに今出ている6桁の数字です。",
                      .error = error_at(error, "code"), .width = FieldWidth::short_,
                      .quiet = true}) +
                     form_actions({button({.label = "確認してログインする"}),
                                   button_link({.label = "はじめに戻る", .path = "/sign-in",
                                                .look = Look::text})}));
  }
  if (step.has_passkey) body += passkey_sign_in(request, step.return_to, !step.has_totp);
  if (step.has_recovery_codes) {
    body += paragraph(link("/sign-in/recovery", "機器が手元にないときは、回復コードを使う"));
  }
  body += note(Html("認証アプリやパスキーを使えなくなったときは、事務局管理者に再設定をご依頼ください。"));
  return page(request,
              {.area = web::Area::open,
               .title = step.has_totp ? "確認コードの入力" : "パスキーでの確認",
               .has_error = error.has_value(), .width = Width::reading},
              body);
}

Html enrolment(const Request& request, const Enrolment& enrolment, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "二つ目の確認の登録", .has_error = error.has_value(),
       .width = Width::reading},
      refusal(error, "登録できませんでした") +
          paragraph(Html("お使いの役割では、パスワードのほかに二つ目の確認を使います。認証アプリか"
                         "パスキーのどちらかを、はじめに1回だけ登録してください。")) +
          section({.heading = "認証アプリを使う"}, authenticator_part(request, enrolment, error)) +
          section({.heading = "パスキーを使う"},
                  paragraph(Html("顔や指紋、暗証番号で確かめる方法です。次からはパスワードも要りませ"
                                 "ん。")) +
                      passkey_registration(request, "/sign-in/enrolment/passkey",
                                           "/sign-in/enrolment/passkey-offer", passkey_name(),
                                           "上の認証アプリを登録してください。")));
}

Html invitation(const Request& request, const Account& account, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "パスワードの設定", .has_error = error.has_value(),
       .width = Width::reading},
      refusal(error, "設定できませんでした") +
          description_list({{Html("お名前"), Html(account.name)},
                            {Html("メールアドレス"), Html(account.login)},
                            {Html("役割"), Html(roles_text(account.roles))}}) +
          form(request, {.action = request.path},
               new_password_fields(error) +
                   form_actions({button({.label = "パスワードを決めて進む"})})));
}

Html first_administrator(const Request& request, const FirstForm& typed, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "最初の管理者の登録", .has_error = error.has_value(),
       .width = Width::reading},
      refusal(error, "登録できませんでした") +
          paragraph(Html("この組織で最初の事務局管理者を登録します。ほかの人は、このあと管理者が"
                         "招待します。")) +
          form(request, {.action = request.path},
               text_field({.name = "name", .label = "お名前", .value = typed.name,
                           .required = true, .error = error_at(error, "name"),
                           .autocomplete = "name", .width = FieldWidth::medium}) +
                   email_field({.name = "login", .label = "メールアドレス", .value = typed.login,
                                .required = true, .error = error_at(error, "login"),
                                .autocomplete = "username", .width = FieldWidth::long_}) +
                   new_password_fields(error) +
                   form_actions({button({.label = "登録して進む"})})));
}

}  // namespace musubi::accounts::views
