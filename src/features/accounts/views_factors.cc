// views_factors.cc - passkeys and recovery codes as parts of pages: sign-in, enrolment, account.
// Called by the pages of this feature; must never read the database.
#include "core/keys/webauthn.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

const std::string kNoPasskeys =
    "いま開いているアドレスは番号（IPアドレス）などのため、パスキーを使えません。";

bool has_site(const Request& request) {
  return keys::webauthn::site_of(request.app->public_origin).has_value();
}

Html passkey_table(const std::vector<Passkey>& passkeys) {
  std::vector<TableRow> rows;
  for (const Passkey& p : passkeys) {
    rows.push_back({.cells = {Html(p.name), time_text(p.created),
                              p.last_used ? time_text(*p.last_used) : Html("まだありません"),
                              button_link({.label = "外す",
                                           .path = "/account/passkeys/" + p.id.text + "/removal",
                                           .small = true, .about = p.name})}});
  }
  return data_table({.caption = "登録済みのパスキー　" + std::to_string(passkeys.size()) + "個",
                     .columns = {{.label = "名前"},
                                 {.label = "登録した時"},
                                 {.label = "最後に使った時"},
                                 {.label = "操作", .label_hidden = true}},
                     .rows = std::move(rows)});
}

Html new_passkey_fields() {
  return text_field({.name = "passkey_name", .label = "パスキーの名前",
                     .hint = "見分けるための名前です。例：仕事のスマートフォン",
                     .autocomplete = "off", .width = FieldWidth::medium,
                     .characters_max = 60}) +
         password_field({.name = "passkey_password", .label = "今のパスワード", .required = true,
                         .width = FieldWidth::long_});
}

}  // namespace

Html passkey_sign_in(const Request& request, const std::string& return_to, bool primary) {
  if (!has_site(request)) return note(Html(kNoPasskeys));
  return passkey_form(
      request,
      {.action = "/sign-in/passkey", .offer_path = "/sign-in/passkey-offer",
       .fields = hidden_field("return_to", return_to),
       .button = {.label = "パスキーでログインする",
                  .look = primary ? Look::primary : Look::secondary, .icon = "key"},
       .without = "パスキーは、JavaScriptを使える新しいブラウザーで使えます。"});
}

Html passkey_registration(const Request& request, const std::string& action,
                          const std::string& offer_path, const Html& fields,
                          const std::string& without) {
  if (!has_site(request)) return note(Html(kNoPasskeys + without));
  return passkey_form(
      request,
      {.action = action, .offer_path = offer_path, .registers = true, .fields = fields,
       .button = {.label = "パスキーを登録する", .look = Look::secondary, .icon = "key"},
       .without = "パスキーの登録には、JavaScriptを使える新しいブラウザーが必要です。" + without});
}

Html passkey_section(const Request& request, const OwnAccount& own) {
  return section(
      {.heading = "パスキー"},
      paragraph(Html("パスキーは、顔や指紋、暗証番号でログインする方法です。パスワードと確認コードの"
                     "両方の代わりになります。")) +
          (own.passkeys.empty() ? Html() : passkey_table(own.passkeys)) +
          passkey_registration(request, "/account/passkeys", "/account/passkey-offer",
                               new_passkey_fields(), "代わりに、認証アプリをお使いください。"));
}

Html recovery_section(const OwnAccount& own) {
  if (!own.account.has_totp && own.passkeys.empty()) return {};
  const bool few = own.recovery_codes <= kRecoveryCodesFew;
  const std::string words =
      own.recovery_codes == 0
          ? "使える回復コードがありません。機器をなくすとログインできなくなるため、作っておいてください。"
          : "使っていない回復コードは" + std::to_string(own.recovery_codes) + "個です。";
  return section(
      {.heading = "回復コード"},
      (few ? notice({.tone = Tone::warning,
                     .title = own.recovery_codes == 0 ? "回復コードがありません"
                                                      : "回復コードが残りわずかです",
                     .text = Html(own.recovery_codes == 0
                                      ? words
                                      : words + "新しい組を作り、控えを替えてください。"),
                     .level = 3})
           : paragraph(Html(words))) +
          button_link({.label = few ? "回復コードを作る" : "回復コードを作り直す",
                       .path = "/account/recovery-codes"}));
}

Html passkey_removal(const Request& request, const Passkey& passkey) {
  const std::string path = "/account/passkeys/" + passkey.id.text + "/removal";
  return page(
      request,
      {.area = area_of(request.actor), .title = "パスキーを外す",
       .breadcrumbs = {{"わたしのアカウント", "/account"}, {"パスキーを外す", ""}},
       .width = Width::reading},
      confirm({.question = "「" + passkey.name + "」を外しますか",
               .consequence = Html("外すと、このパスキーではログインできなくなります。機器に残ったパス"
                                   "キーは、機器の設定から消してください。"),
               .yes = post_button(request, {.button = {.label = "パスキーを外す",
                                                       .look = Look::danger},
                                            .action = path}),
               .no = button_link({.label = "やめる", .path = "/account", .look = Look::text}),
               .facts = description_list(
                   {{Html("登録した時"), time_text(passkey.created)},
                    {Html("最後に使った時"), passkey.last_used ? time_text(*passkey.last_used)
                                                               : Html("まだありません")}})}));
}

Html recovery_codes(const Request& request, const RecoveryCodes& shown) {
  Html body;
  std::vector<Html> ways;
  if (!shown.codes.empty()) {
    std::vector<Html> items;
    for (const std::string& code : shown.codes) items.push_back(code_text(code));
    body = notice({.tone = Tone::warning, .title = "この画面を閉じると、二度と表示できません",
                   .text = Html("印刷するか書き写して、パスワードとは別の場所にしまってください。前に"
                                "作った回復コードは使えなくなりました。"),
                   .focused = true}) +
           numbered(items);
    ways.push_back(button_link({.label = shown.way_on.empty() ? "控えたので戻る" : "控えたので続ける",
                                .path = shown.way_on.empty() ? "/account" : shown.way_on,
                                .look = Look::primary}));
  } else {
    body = paragraph(Html("回復コードは、認証アプリやパスキーの機器をなくしたときに、確認コードの代わ"
                          "りに1回ずつ使う控えです。10個を一度だけ表示します。"));
    if (shown.left > 0) {
      body += paragraph(Html("使っていない回復コードは" + std::to_string(shown.left) +
                             "個です。作り直すと、前の控えは使えなくなります。"));
    }
    ways.push_back(post_button(
        request, {.button = {.label = shown.left > 0 ? "回復コードを作り直す" : "回復コードを作る"},
                  .action = "/account/recovery-codes",
                  .hidden = {{"return_to", shown.way_on}}}));
    ways.push_back(button_link({.label = shown.way_on.empty() ? "戻る" : "あとにする",
                                .path = shown.way_on.empty() ? "/account" : shown.way_on,
                                .look = Look::text}));
  }
  return page(request,
              {.area = area_of(request.actor), .title = "回復コード",
               .breadcrumbs = {{"わたしのアカウント", "/account"}, {"回復コード", ""}},
               .status_message = shown.message, .width = Width::reading},
              body + cluster(ways));
}

Html recovery(const Request& request, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "回復コードの入力", .has_error = error.has_value(),
       .width = Width::reading},
      error_summary(error) +
          form(request, {.action = "/sign-in/recovery"},
               text_field({.name = "recovery_code", .label = "回復コード",
                           .hint = "控えのうち、まだ使っていない1つを入力してください。"
                                   "例：AB12-CD34-EF56-GH78",
                           .error = error_at(error, "recovery_code"), .autocomplete = "off",
                           .width = FieldWidth::long_, .quiet = true}) +
                   form_actions({button({.label = "確認してログインする"}),
                                 button_link({.label = "確認の方法を選び直す",
                                              .path = "/sign-in/code", .look = Look::text})})) +
          note(Html("回復コードも使えないときは、事務局管理者に再設定をご依頼ください。")));
}

}  // namespace musubi::accounts::views
