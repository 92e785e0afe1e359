// views_office.cc - the office's accounts: list, invitation, one account, the one-time link.
// Called by pages_office.cc; must never decide who may do what beyond hiding a button.
#include "core/mail/mail.h"
#include "features/accounts/permissions.h"
#include "features/accounts/views.h"
#include "features/accounts/views_pledges.h"
#include "features/accounts/views_stocktakes.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

Html state_badge(State state) {
  switch (state) {
    case State::active: return badge(Tone::ok, state_label(state));
    case State::invited: return badge(Tone::info, state_label(state));
    case State::suspended: return badge(Tone::warning, state_label(state));
  }
  return {};
}

// Roles that the office gives here; member roles come with an organisation.
std::vector<Option> role_options(bool with_organisation) {
  std::vector<Option> out;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (roles::members.has(role) != with_organisation) continue;
    out.push_back({.value = std::string(role_name(role)), .label = std::string(role_label(role)),
                   .hint = needs_totp(Roles{role}) ? "ログインに認証アプリかパスキーが必要です" : ""});
  }
  return out;
}

std::vector<Option> all_roles() {
  std::vector<Option> out = role_options(false);
  for (Option& option : role_options(true)) out.push_back(std::move(option));
  for (Option& option : out) option.hint.clear();
  return out;
}

const std::vector<Option> kStates{{.value = "invited", .label = "招待中"},
                                  {.value = "active", .label = "利用中"},
                                  {.value = "suspended", .label = "停止中"}};

std::vector<std::string> names_of(Roles held) {
  std::vector<std::string> out;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (held.has(role)) out.emplace_back(role_name(role));
  }
  return out;
}

Html account_facts(const Account& a, bool pledged) {
  return description_list(
      {{Html("メールアドレス"), Html(a.login)},
       {Html("状態"), state_badge(a.state)},
       {Html("役割"), Html(roles_text(a.roles))},
       {Html("従事者誓約"), pledge_state(a, pledged)},
       {Html("認証アプリ"), Html(a.has_totp ? "登録済み" : "未登録")},
       {Html("最後のログイン"), a.last_sign_in ? time_text(*a.last_sign_in) : Html("まだありません")},
       {Html("続けて失敗した回数"), Html(std::to_string(a.failed_count) + "回")},
       {Html("作成"), time_text(a.created)}});
}

Html address_taken(const Account& a) {
  if (!a.waits_for_address) return {};
  return notice({.tone = Tone::warning, .title = "このアドレスには、別のアカウントがあります",
                 .text = Html("団体の管理者がこのアドレスを招待しましたが、別のアカウントで使われています。"
                              "このアカウントではログインできません。持ち主に所属を確かめ、別のアカウントの"
                              "アドレスが変わってから、招待をもう一度送るよう団体に伝えてください。団体の管"
                              "理者の画面には、ふつうの招待中として出ます。")});
}

Html reset_form(const Request& request, const std::string& base, const MaybeError& error) {
  const bool mailed = mail::configured();
  return section(
      {.heading = "再設定"},
      paragraph(Html(std::string("パスワードと二つ目の確認を決め直すためのリンクを") +
                     (mailed ? "、本人にメールで送ります。" : "作ります。") +
                     "今のログインはすべて終わります。")) +
          form(request, {.action = base + "/reset"},
               text_field({.name = "reset_reason", .label = "再設定する理由",
                           .hint = "操作の記録に残ります。例：携帯電話をなくしたと電話で申し出",
                           .required = true, .error = error_at(error, "reset_reason")}) +
                   form_actions({button({.label = mailed ? "再設定のリンクを送る"
                                                         : "再設定のリンクを作る",
                                         .look = Look::secondary})})));
}

Html account_forms(const Request& request, const Account& a, const MaybeError& error) {
  const std::string base = "/office/accounts/" + a.id.text;
  Html out = section(
      {.heading = "役割"},
      form(request, {.action = base + "/roles"},
           checkbox_group({.name = "roles", .label = "役割",
                           .options = role_options(!a.organisation.empty()),
                           .values = names_of(a.roles), .required = true,
                           .error = error_at(error, "roles")}) +
               text_field({.name = "roles_reason", .label = "変える理由",
                           .hint = "操作の記録に残ります。例：4月の人事異動", .required = true,
                           .error = error_at(error, "roles_reason")}) +
               hidden_field("organisation", a.organisation.text) +
               form_actions({button({.label = "役割を保存する", .look = Look::secondary})})));
  if (a.state != State::suspended) {
    out += reset_form(request, base, error);
    out += section(
        {.heading = "停止"},
        form(request, {.action = base + "/suspension"},
             text_field({.name = "reason", .label = "止める理由", .required = true,
                         .error = error_at(error, "reason")}) +
                 form_actions({button({.label = "アカウントを止める", .look = Look::danger})})));
  } else {
    out += section({.heading = "停止を解く"},
                   post_button(request, {.button = {.label = "もう一度使えるようにする",
                                                    .look = Look::secondary},
                                         .action = base + "/resumption"}));
  }
  return out;
}

}  // namespace

Html accounts(const Request& request, const AccountList& list, const std::string& message) {
  std::vector<TableRow> rows;
  for (const Account& a : list.rows) {
    Html state = state_badge(a.state);
    if (list.shared.contains(a.id.text)) {
      state += line_break() + badge(Tone::warning, "共有の疑い");
    }
    rows.push_back({.cells = {link("/office/accounts/" + a.id.text, a.name), Html(a.login),
                              Html(roles_text(a.roles)), state,
                              a.last_sign_in ? time_text(*a.last_sign_in) : Html("—")}});
  }
  const bool manages = can(request.actor, may::manage_accounts);
  return page(
      request,
      {.area = web::Area::office, .title = "アカウント",
       .actions = button_link({.label = "棚卸し", .path = "/office/stocktakes"}) +
                  (manages ? button_link({.label = "アカウントを招待する",
                                          .path = "/office/accounts/new", .look = Look::primary})
                           : Html()),
       .status_message = message},
      filter_bar(
          {.action = "/office/accounts",
           .fields = {search_field({.name = "q", .label = "お名前・メールアドレス",
                                    .value = list.filter.words, .quiet = true}),
                      select_field({.name = "role", .label = "役割", .options = all_roles(),
                                    .value = list.filter.role
                                                 ? std::string(role_name(*list.filter.role))
                                                 : "",
                                    .empty_label = "すべて", .quiet = true}),
                      select_field({.name = "state", .label = "状態", .options = kStates,
                                    .value = list.filter.state
                                                 ? std::string(state_name(*list.filter.state))
                                                 : "",
                                    .empty_label = "すべて", .quiet = true}),
                      checkbox({.name = "dormant", .label = "180日以上使っていない",
                                .checked = list.dormant}),
                      checkbox({.name = "shared", .label = "複数の人で使っている疑いがある",
                                .checked = !list.filter.shared_since.empty()})}}) +
          data_table({.caption = "アカウントの一覧",
                      .columns = {{.label = "お名前"},
                                  {.label = "メールアドレス"},
                                  {.label = "役割"},
                                  {.label = "状態"},
                                  {.label = "最後のログイン"}},
                      .rows = std::move(rows),
                      .empty = empty_state("条件に合うアカウントはありません。条件を1つ外してみてくだ"
                                           "さい")}) +
          key_pager({.next_path = list.next_path}));
}

Html invite(const Request& request, const InviteForm& typed, const MaybeError& error) {
  const bool of_organisation = !typed.organisation.empty();
  return page(
      request,
      {.area = web::Area::office, .title = "アカウントを招待する",
       .lead = of_organisation ? "会員の団体で使うアカウントです。会員の役割から選んでください。" : "",
       .breadcrumbs = {{"アカウント", "/office/accounts"}, {"招待", ""}},
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          form(request, {.action = "/office/accounts"},
               text_field({.name = "name", .label = "お名前", .value = typed.name,
                           .required = true, .error = error_at(error, "name"),
                           .autocomplete = "off", .width = FieldWidth::medium}) +
                   email_field({.name = "login", .label = "メールアドレス", .value = typed.login,
                                .hint = "招待のメールを送ります。ログインにも使います。",
                                .required = true, .error = error_at(error, "login"),
                                .autocomplete = "off", .width = FieldWidth::long_}) +
                   checkbox_group({.name = "roles", .label = "役割",
                                   .options = role_options(of_organisation),
                                   .values = typed.roles, .required = true,
                                   .error = error_at(error, "roles")}) +
                   (of_organisation && error_at(error, "reason").empty()
                        ? Html()
                        : text_field({.name = "reason", .label = "招待する理由",
                                      .value = typed.reason,
                                      .hint = "操作の記録に残ります。例：4月の人事異動",
                                      .required = true, .error = error_at(error, "reason")})) +
                   hidden_field("organisation", typed.organisation) +
                   form_actions({button({.label = "招待を送る"}),
                                 button_link({.label = "やめる", .path = "/office/accounts",
                                              .look = Look::text})})));
}

Html account(const Request& request, const AccountPage& shown, const MaybeError& error,
             const std::string& message) {
  const Account& a = shown.account;
  Html refused;
  if (error && error->fields.empty()) {
    refused = notice({.tone = Tone::error, .title = "変えられませんでした",
                      .text = Html(error->says)})
                  .refuses(*error);
  }
  const bool manages =
      can(request.actor, may::manage_accounts) && request.actor.account != a.id;
  return page(request,
              {.area = web::Area::office, .title = a.name,
               .breadcrumbs = {{"アカウント", "/office/accounts"}, {a.name, ""}},
               .status_message = message, .has_error = error.has_value()},
              refused + (error && !error->fields.empty() ? error_summary(error) : Html()) +
                  address_taken(a) + sharing_signs(shown.signs, false) +
                  account_facts(a, shown.pledged) +
                  (manages ? account_forms(request, a, error) : Html()));
}

Html link_made(const Request& request, const std::string& name, const OneTimeLink& made,
               const std::string& public_origin) {
  return page(request,
              {.area = web::Area::office, .title = "リンクを作りました",
               .breadcrumbs = {{"アカウント", "/office/accounts"}, {"リンク", ""}},
               .width = Width::reading},
              paragraph(Html(name + "さんのためのリンクです。メールサーバーが設定されていないため、メールは"
                                    "届きません。本人であることを確かめてから、このリンクを渡してください。")) +
                  copy_text("リンクをコピーする", public_origin + made.path) +
                  description_list({{Html("期限"), time_text(made.expires)},
                                    {Html("使える回数"), Html("1回")}}) +
                  note(Html("このリンクは、この画面を閉じると再表示できません。")) +
                  button_link({.label = "アカウントの一覧に戻る", .path = "/office/accounts"}));
}

}  // namespace musubi::accounts::views
