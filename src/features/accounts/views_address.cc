// views_address.cc - see views_address.h. Called by pages_address.cc.
// Must never say whether an address belongs to an account.
#include "features/accounts/views_address.h"

#include "features/accounts/views.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

Html proved(bool yes) {
  return yes ? badge(Tone::ok, "確認済み") : badge(Tone::info, "確認待ち");
}

Html pending(const Request& request, const AddressChange& change) {
  return section(
      {.heading = "確認を待っている変更"},
      description_list({{Html("新しいアドレス"), Html(change.new_login)},
                        {Html("今のアドレスでの確認"), proved(change.old_proved)},
                        {Html("新しいアドレスでの確認"), proved(change.new_proved)},
                        {Html("期限"), time_text(change.expires)}}) +
          paragraph(Html("両方のアドレスに送ったメールのリンクを開くと、変更されます。届かないときは、迷"
                         "惑メールの中も確かめてください。")) +
          post_button(request, {.button = {.label = "変更をやめる", .look = Look::secondary},
                                .action = "/account/address/cancellation"}));
}

}  // namespace

Html own_address(const Request& request, const OwnAddress& own, const MaybeError& error) {
  return page(
      request,
      {.area = area_of(request.actor), .title = "メールアドレスの変更",
       .breadcrumbs = {{"わたしのアカウント", "/account"}, {"メールアドレスの変更", ""}},
       .status_message = own.message, .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          description_list({{Html("今のメールアドレス"), Html(own.account.login)}}) +
          (own.change ? pending(request, *own.change) : Html()) +
          section(
              {.heading = own.change ? "別のアドレスで申し込み直す" : "新しいアドレス"},
              form(request, {.action = "/account/address"},
                   email_field({.name = "login", .label = "新しいメールアドレス",
                                .value = own.typed,
                                .hint = "今のアドレスと新しいアドレスの両方に、確認のメールを送ります。",
                                .required = true, .error = error_at(error, "login"),
                                .autocomplete = "email", .width = FieldWidth::long_}) +
                       password_field({.name = "current_password", .label = "今のパスワード",
                                       .required = true,
                                       .error = error_at(error, "current_password"),
                                       .width = FieldWidth::long_}) +
                       form_actions({button({.label = "確認のメールを送る"}),
                                     button_link({.label = "やめる", .path = "/account",
                                                  .look = Look::text})}))));
}

Html address_proof(const Request& request, const AddressProof& proof) {
  return page(
      request,
      {.area = web::Area::open, .title = "メールアドレスの確認", .width = Width::reading},
      paragraph(Html(proof.name + "さんのアカウントのメールアドレスを、" + proof.change.new_login +
                     " に変える申し込みです。心当たりがあるときだけ、確認してください。")) +
          post_button(request, {.button = {.label = proof.is_new ? "新しいアドレスを確認する"
                                                                 : "変更してよいと確認する"},
                                .action = request.path}) +
          note(Html("心当たりのないときは、この画面を閉じ、事務局に知らせてください。")));
}

Html address_proved(const Request& request, bool changed) {
  return page(
      request,
      {.area = web::Area::open,
       .title = changed ? "メールアドレスを変更しました" : "確認しました",
       .width = Width::reading},
      paragraph(Html(changed ? "次からは新しいアドレスでログインしてください。安全のため、ログインはすべて"
                               "終わりました。"
                             : "もう一方のアドレスに送ったメールのリンクも開くと、変更されます。")) +
          (changed ? button_link({.label = "ログインする", .path = "/sign-in",
                                  .look = Look::primary})
                   : Html()));
}

Html reset_request(const Request& request, const std::string& typed, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "パスワードの決め直し",
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          paragraph(Html("ログインに使うメールアドレスに、パスワードを決め直すリンクを送ります。")) +
          form(request, {.action = "/sign-in/reset"},
               email_field({.name = "login", .label = "メールアドレス", .value = typed,
                            .error = error_at(error, "login"), .autocomplete = "username",
                            .width = FieldWidth::long_, .quiet = true}) +
                   form_actions({button({.label = "リンクを送る"}),
                                 button_link({.label = "ログインに戻る", .path = "/sign-in",
                                              .look = Look::text})})));
}

Html reset_asked(const Request& request) {
  return page(
      request,
      {.area = web::Area::open, .title = "メールを確かめてください", .width = Width::reading},
      paragraph(Html("入力したアドレスのアカウントがあるときは、パスワードを決め直すリンクを送ります。リン"
                     "クは1時間、1回だけ使えます。")) +
          paragraph(Html("届かないときは、迷惑メールの中とアドレスを確かめ、それでも届かなければ事務局に連"
                         "絡してください。招待のメールにまだ答えていないときは、その中のリンクを使います。")) +
          button_link({.label = "ログインに戻る", .path = "/sign-in"}));
}

Html password_reset(const Request& request, const Account& account, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "新しいパスワードの設定",
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          description_list({{Html("お名前"), Html(account.name)},
                            {Html("メールアドレス"), Html(account.login)}}) +
          form(request, {.action = request.path},
               new_password_fields(error) +
                   form_actions({button({.label = "パスワードを決めて進む"})})));
}

}  // namespace musubi::accounts::views
