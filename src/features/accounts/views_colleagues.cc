// views_colleagues.cc - see views_colleagues.h. Speaks to a member's administrator, who does this a
// few times a year: every page says what happens next.
#include "features/accounts/views_colleagues.h"

#include "features/accounts/views.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

const std::string kBase = "/members/accounts";

const std::vector<Option> kRoles{
    {.value = "member_staff", .label = "会員担当者", .hint = "会員の画面を使います"},
    {.value = "member_admin", .label = "会員管理者",
     .hint = "会員の画面のほか、所属の人のアカウントを管理します"}};

std::string role_of(const Account& a) {
  return std::string(
      role_name(a.roles.has(Role::member_admin) ? Role::member_admin : Role::member_staff));
}

Html few_administrators(int count) {
  if (count >= 2) return {};
  return notice({.tone = Tone::warning, .title = "管理者が" + std::to_string(count) + "人です",
                 .text = Html("異動や休みに備えて、管理者は2人以上をおすすめします。所属の人を1人、管"
                              "理者にしてください。")});
}

Html state_of(const Account& a) {
  const std::string stopped =
      a.suspended_by == "administrator" ? "停止中" : "停止中（事務局による）";
  switch (a.state) {
    case State::active: return badge(Tone::ok, state_label(a.state));
    case State::invited: return badge(Tone::info, state_label(a.state));
    case State::suspended: return badge(Tone::warning, stopped);
  }
  return {};
}

Html stop_form(const Request& request, const Account& a, const MaybeError& error) {
  const std::string base = kBase + "/" + a.id.text;
  if (a.state == State::suspended && a.suspended_by != "administrator") {
    return section({.heading = "停止を解く"},
                   paragraph(Html("事務局が止めたアカウントです。再開は事務局にご相談ください。")));
  }
  if (a.state == State::suspended) {
    return section({.heading = "停止を解く"},
                   post_button(request, {.button = {.label = "もう一度使えるようにする",
                                                    .look = Look::secondary},
                                         .action = base + "/resumption"}));
  }
  return section(
      {.heading = "停止"},
      paragraph(Html("止めると、その人のログインはすぐに終わります。")) +
          form(request, {.action = base + "/suspension"},
               text_field({.name = "reason", .label = "止める理由", .hint = "例：退職のため",
                           .required = true, .error = error_at(error, "reason")}) +
                   form_actions({button({.label = "アカウントを止める", .look = Look::danger})})));
}

Html forms(const Request& request, const Account& a, const MaybeError& error) {
  const std::string base = kBase + "/" + a.id.text;
  Html out;
  if (a.state == State::invited) {
    out += section({.heading = "招待"},
                   paragraph(Html("招待の返事を待っています。メールが届かないときは、もう一度送れます。"
                                  "前のリンクは使えなくなります。ほかの団体でもこの画面を使っている人の"
                                  "ときは、事務局にご相談ください。")) +
                       post_button(request, {.button = {.label = "招待をもう一度送る",
                                                        .look = Look::secondary},
                                             .action = base + "/invitation"}));
  }
  if (a.state != State::suspended) {
    out += section({.heading = "役割"},
                   form(request, {.action = base + "/role"},
                        radio_group({.name = "role", .label = "役割", .options = kRoles,
                                     .value = role_of(a), .required = true,
                                     .error = error_at(error, "role")}) +
                            form_actions({button({.label = "役割を保存する",
                                                  .look = Look::secondary})})));
  }
  if (a.state == State::active) {
    out += section({.heading = "管理者の引き継ぎ"},
                   paragraph(Html("この人を管理者にし、ご自分は担当者になります。")) +
                       button_link({.label = "管理者を引き継ぐ", .path = base + "/handover"}));
  }
  return out + stop_form(request, a, error);
}

}  // namespace

Html colleagues(const Request& request, const Colleagues& list, const std::string& message) {
  std::vector<TableRow> rows;
  for (const Account& a : list.rows) {
    rows.push_back({.cells = {link(kBase + "/" + a.id.text, a.name), Html(a.login),
                              Html(roles_text(a.roles)), state_of(a),
                              a.last_sign_in ? time_text(*a.last_sign_in)
                                             : Html("まだありません")}});
  }
  const std::string count = std::to_string(list.rows.size());
  return page(
      request,
      {.area = web::Area::members, .title = "所属の人のアカウント",
       .lead = "所属する団体で、この画面を使う人です。1人に1つずつ用意してください。",
       .actions = button_link({.label = "人を招待する", .path = kBase + "/new",
                               .look = Look::primary}),
       .status_message = message},
      few_administrators(list.administrators) +
          data_table({.caption = "所属の人　" + count + "人",
                      .columns = {{.label = "お名前"},
                                  {.label = "メールアドレス"},
                                  {.label = "役割"},
                                  {.label = "状態"},
                                  {.label = "最後のログイン"}},
                      .rows = std::move(rows)}));
}

Html new_colleague(const Request& request, const NewColleague& typed, const MaybeError& error) {
  const std::string role = typed.role ? std::string(role_name(*typed.role)) : "member_staff";
  return page(
      request,
      {.area = web::Area::members, .title = "人を招待する",
       .breadcrumbs = {{"所属の人のアカウント", kBase}, {"招待", ""}},
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          form(request, {.action = kBase},
               text_field({.name = "name", .label = "お名前", .value = typed.name,
                           .required = true, .error = error_at(error, "name"),
                           .autocomplete = "off", .width = FieldWidth::medium}) +
                   email_field({.name = "login", .label = "メールアドレス", .value = typed.login,
                                .hint = "本人だけが読むアドレスにしてください。招待のメールを送り、"
                                        "ログインにも使います。",
                                .required = true, .error = error_at(error, "login"),
                                .autocomplete = "off", .width = FieldWidth::long_}) +
                   radio_group({.name = "role", .label = "役割", .options = kRoles,
                                .value = role, .required = true,
                                .error = error_at(error, "role")}) +
                   form_actions({button({.label = "招待を送る"}),
                                 button_link({.label = "やめる", .path = kBase,
                                              .look = Look::text})})));
}

Html colleague(const Request& request, const Account& a, const MaybeError& error,
               const std::string& message) {
  Html refused;
  if (error && error->fields.empty()) {
    refused = notice({.tone = Tone::error, .title = "変えられませんでした",
                      .text = Html(error->says), .focused = true})
                  .refuses(*error);
  } else {
    refused = error_summary(error);
  }
  const bool self = request.actor.account == a.id;
  return page(
      request,
      {.area = web::Area::members, .title = a.name,
       .breadcrumbs = {{"所属の人のアカウント", kBase}, {a.name, ""}},
       .status_message = message, .has_error = error.has_value(), .width = Width::reading},
      refused +
          description_list({{Html("メールアドレス"), Html(a.login)},
                            {Html("状態"), state_of(a)},
                            {Html("役割"), Html(roles_text(a.roles))},
                            {Html("最後のログイン"), a.last_sign_in ? time_text(*a.last_sign_in)
                                                                    : Html("まだありません")}}) +
          (self ? paragraph(Html("ご自分のアカウントです。お名前やパスワードは") +
                            link("/account", "わたしのアカウント") +
                            Html("で変えられます。管理者をやめるときは、ほかの人の画面から引き継いで"
                                 "ください。"))
                : forms(request, a, error)));
}

Html handover(const Request& request, const Account& a) {
  const std::string base = kBase + "/" + a.id.text;
  return page(
      request,
      {.area = web::Area::members, .title = "管理者の引き継ぎ",
       .breadcrumbs = {{"所属の人のアカウント", kBase}, {a.name, base}, {"引き継ぎ", ""}},
       .width = Width::reading},
      confirm({.question = a.name + "さんに管理者を引き継ぎますか",
               .consequence = Html("引き継ぐと、ご自分は担当者になり、所属の人のアカウントを管理できなく"
                                   "なります。2人とも管理者にするときは、引き継がずに役割を変えてくださ"
                                   "い。"),
               .yes = post_button(request, {.button = {.label = "管理者を引き継ぐ",
                                                       .look = Look::danger},
                                            .action = base + "/handover"}),
               .no = button_link({.label = "やめる", .path = base, .look = Look::text})}));
}

}  // namespace musubi::accounts::views
