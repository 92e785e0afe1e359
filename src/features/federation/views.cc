// views.cc - see views.h. Made of kit parts; must never read the database.
// A person is told which service it is, what follows, and the other way in.
#include "features/federation/views.h"

#include "web/kit/kit.h"
#include "web/urlencoded.h"

namespace musubi::federation::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

constexpr const char* kTitle = "ほかのサービスでのログイン";

web::Area area_of_person(const Request& request) {
  const Roles held = request.actor.roles;
  constexpr Roles kOffice{Role::secretariat, Role::secretariat_manager, Role::auditor,
                          Role::next_operator};
  if (held.shares(kOffice)) return web::Area::office;
  if (held.has(Role::prefecture)) return web::Area::prefecture;
  const bool member = held.shares(roles::members) || held.has(Role::adviser);
  return member ? web::Area::members : web::Area::open;
}

std::vector<Crumb> crumbs(const std::string& last) {
  if (last == kTitle) return {{"わたしのアカウント", "/account"}, {last, ""}};
  return {{"わたしのアカウント", "/account"}, {kTitle, "/account/identity"}, {last, ""}};
}

Company company_of(const Identity& identity) {
  return {identity.account_type, identity.corporate_number};
}

Html facts_of(const OwnIdentity& own) {
  const Identity& identity = *own.identity;
  Pairs pairs{{Html("サービス"), Html(own.service.service)}};
  if (const std::string type(account_type_label(identity.account_type)); !type.empty()) {
    pairs.emplace_back(Html("アカウントの種類"), Html(type));
  }
  if (!identity.corporate_number.empty()) {
    pairs.emplace_back(Html("法人番号"), code_text(identity.corporate_number));
  }
  pairs.emplace_back(Html("つないだ時"), time_text(identity.linked));
  pairs.emplace_back(Html("最後に使った時"), identity.last_used ? time_text(*identity.last_used)
                                                                : Html("まだありません"));
  return description_list(pairs);
}

Html linked_part(const OwnIdentity& own) {
  Html out = facts_of(own);
  if (is_not_compared(company_of(*own.identity), own.registered)) {
    out += notice({.tone = Tone::warning, .title = "法人番号は照合していません",
                   .text = Html("ご所属の団体の法人番号が登録されていないためです。登録すると、次のログイン"
                                "から照合します。登録は事務局にご依頼ください。")});
  }
  out += cluster({button_link({.label = "つながりを外す", .path = "/account/identity/removal"}),
                  button_link({.label = "戻る", .path = "/account", .look = Look::text})});
  return out;
}

Html link_form(const Request& request, const OwnIdentity& own,
               const std::optional<Error>& error) {
  const std::string& name = own.service.service;
  std::vector<Html> notes{
      Html("次からは、パスワードの代わりに" + name + "でログインできます。今のパスワードもそのまま使えます。"),
      Html("お使いの役割で確認コードなどの二つ目の確認が必要なときは、これまでどおり確認します。"),
      Html("いつでも外せます。")};
  if (own.service.profile == oidc::Profile::gbizid) {
    notes.insert(notes.begin(),
                 Html("GビズIDプライムまたはGビズIDメンバーのアカウントが必要です。GビズIDから、種類と"
                      "法人番号を受け取り、ご所属の団体の法人番号と同じことを確かめます。"));
  }
  return bullets(notes) +
         form(request, {.action = "/account/identity"},
              password_field({.name = "current_password", .label = "今のパスワード",
                              .hint = "ご本人であることを確かめるため、もう一度入力してください。",
                              .required = true, .error = error_at(error, "current_password"),
                              .width = FieldWidth::long_}) +
                  form_actions({button({.label = name + "とつなぐ"}),
                                button_link({.label = "やめる", .path = "/account",
                                             .look = Look::text})}));
}

}  // namespace

Html sign_in_part(const oidc::Shown& service, const std::string& return_to) {
  if (!service.on) return {};
  std::string path = "/sign-in/elsewhere";
  if (!return_to.empty()) path += "?return_to=" + web::percent_encode(return_to);
  return section({.heading = kTitle},
                 paragraph(button_link({.label = service.button_label, .path = path})) +
                     note(Html("先にメールアドレスとパスワードでログインし、「わたしのアカウント」から"
                               "つないでおくと使えます。")));
}

Html account_part(const OwnIdentity& own) {
  const std::string& name = own.service.service;
  const std::string words = own.identity ? name + "とつながっています。" + name + "でもログインできます。"
                                         : name + "とつなぐと、" + name + "でもログインできます。";
  return section({.heading = kTitle},
                 paragraph(Html(words)) +
                     button_link({.label = own.identity ? "つながりを確かめる・外す"
                                                        : name + "とつなぐ",
                                  .path = "/account/identity"}));
}

Html own_identity(const Request& request, const OwnIdentity& own,
                  const std::optional<Error>& error, const std::string& message) {
  Html refusal = error_summary(error);
  if (error && error->fields.empty()) {
    refusal = notice({.tone = Tone::error, .title = "つなげませんでした", .text = Html(error->says),
                      .focused = true})
                  .refuses(*error);
  }
  return page(request,
              {.area = area_of_person(request), .title = kTitle, .breadcrumbs = crumbs(kTitle),
               .status_message = message, .has_error = error.has_value(),
               .width = Width::reading},
              refusal + (own.identity ? linked_part(own) : link_form(request, own, error)));
}

Html way_on(const Request& request, const oidc::Shown& service, const std::string& address) {
  const std::string title = service.service + "へ進む";
  return page(request,
              {.area = area_of_person(request), .title = title, .breadcrumbs = crumbs(title),
               .width = Width::reading},
              paragraph(Html("パスワードを確かめました。" + service.service +
                             "の画面で確認すると、ここに戻ってつながります。" +
                             std::to_string(kBegunMinutes) + "分以内に進んでください。")) +
                  cluster({button_link({.label = service.service + "の画面へ進む", .path = address,
                                        .look = Look::primary}),
                           button_link({.label = "やめる", .path = "/account/identity",
                                        .look = Look::text})}));
}

Html removal(const Request& request, const OwnIdentity& own) {
  const std::string title = "つながりを外す";
  return page(
      request,
      {.area = area_of_person(request), .title = title, .breadcrumbs = crumbs(title),
       .width = Width::reading},
      confirm({.question = own.service.service + "とのつながりを外しますか",
               .consequence = Html("外すと、" + own.service.service +
                                   "ではログインできなくなります。メールアドレスとパスワードでのログインは、"
                                   "そのまま使えます。"),
               .yes = post_button(request, {.button = {.label = "外す", .look = Look::danger},
                                            .action = "/account/identity/removal"}),
               .no = button_link({.label = "やめる", .path = "/account/identity",
                                  .look = Look::text}),
               .facts = facts_of(own)}));
}

Html came_to_nothing(const Request& request, const Error& error) {
  const bool person = request.actor.is_person();
  const std::string title = person ? "つなげませんでした" : "ほかのサービスでログインできませんでした";
  const Html back =
      person ? button_link({.label = "「" + std::string(kTitle) + "」に戻る",
                            .path = "/account/identity", .look = Look::primary})
             : button_link({.label = "ログインの画面に戻る", .path = "/sign-in",
                            .look = Look::primary});
  return page(request,
              {.area = person ? area_of_person(request) : web::Area::open, .title = title,
               .has_error = true, .width = Width::reading},
              notice({.tone = Tone::error, .title = "次のことをお確かめください",
                      .text = Html(error.says), .actions = {back}, .focused = true})
                  .refuses(error));
}

}  // namespace musubi::federation::views
