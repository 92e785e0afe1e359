// views_pledges.cc - see views_pledges.h. Called by pages_pledges.cc and the page of an account.
// Must never decide who needs a pledge: the service does.
#include "features/accounts/views_pledges.h"

#include "features/accounts/permissions.h"
#include "features/accounts/views.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

Html articles() {
  std::vector<Html> items;
  for (const std::string& article : pledge_articles()) items.emplace_back(article);
  return numbered(items);
}

Html state_of(const Pledge& p) {
  if (p.withdrawn) {
    return badge(Tone::warning, "取り消し済み") + Html(" " + p.withdrawn_reason);
  }
  if (p.text_version != kPledgeVersion) return badge(Tone::warning, "前の文面");
  return badge(Tone::ok, "有効");
}

Html withdrawal(const Request& request, const std::string& base, const Pledge& p,
                const MaybeError& error) {
  const std::string field = field_of_withdrawal(p.id);
  const std::string refused = error_at(error, field);
  return disclosure(
      "取り消す",
      form(request, {.action = base + "/" + p.id.text + "/withdrawal"},
           text_field({.name = "withdrawn_reason", .label = "取り消す理由",
                       .value = refused.empty() ? "" : request.form.get("withdrawn_reason"),
                       .required = true, .error = refused, .id = "f-" + field}) +
               form_actions({button({.label = "誓約を取り消す", .look = Look::danger})})),
      !refused.empty());
}

}  // namespace

std::string field_of_withdrawal(const PledgeId& id) { return "withdrawn_reason-" + id.text; }

Html pledge_step(const Request& request, const Account& account, const MaybeError& error) {
  return page(
      request,
      {.area = web::Area::open, .title = "従事者の誓約", .has_error = error.has_value(),
       .width = Width::reading},
      error_summary(error) +
          paragraph(Html(account.name + "さんの役割（" + roles_text(account.roles) +
                         "）で業務を始める前に、次のことを誓約してください。日時とともに記録します。")) +
          articles() +
          form(request, {.action = "/sign-in/pledge"},
               checkbox({.name = "agreed", .label = "上の事項を守ることを誓約します",
                         .error = error_at(error, "agreed")}) +
                   form_actions({button({.label = "誓約して進む"}),
                                 button_link({.label = "やめる", .path = "/sign-in",
                                              .look = Look::text})})));
}

Html pledges(const Request& request, const PledgeFile& file, const MaybeError& error) {
  const Account& a = file.account;
  const std::string account_path = "/office/accounts/" + a.id.text;
  const std::string base = account_path + "/pledges";
  const bool manages = can(request.actor, may::manage_accounts);
  std::vector<TableRow> rows;
  for (const Pledge& p : file.pledges) {
    Html paper = Html("画面で");
    if (p.on_paper) {
      paper = manages ? link(base + "/" + p.id.text + "/paper", "紙の写しを開く") : Html("紙で");
    }
    rows.push_back({.cells = {date_text(p.given_on), paper, Html(p.text_version), state_of(p),
                              manages && !p.withdrawn ? withdrawal(request, base, p, error)
                                                      : Html("—")}});
  }
  Html add;
  if (manages) {
    add = section(
        {.heading = "紙の誓約書を記録する"},
        form(request, {.action = base, .uploads = true},
             date_field({.name = "given_on", .label = "誓約書の日付",
                         .value = typed_date_parts(request.form, "given_on"), .required = true,
                         .error = error_at(error, "given_on")}) +
                 file_field({.name = "file", .label = "署名のある誓約書の写し",
                             .accept = ".pdf,.jpg,.jpeg,.png", .hint = "PDF か写真。10MBまで。",
                             .required = true, .error = error_at(error, "file")}) +
                 form_actions({button({.label = "誓約書を記録する"})})));
  }
  return page(
      request,
      {.area = web::Area::office, .title = "従事者誓約",
       .breadcrumbs = {{"アカウント", "/office/accounts"}, {a.name, account_path},
                       {"従事者誓約", ""}},
       .status_message = file.message, .has_error = error.has_value()},
      error_summary(error) +
          data_table({.caption = a.name + "さんの誓約の記録",
                      .columns = {{.label = "日付"},
                                  {.label = "方法"},
                                  {.label = "文面の版"},
                                  {.label = "状態"},
                                  {.label = "操作", .label_hidden = true}},
                      .rows = std::move(rows),
                      .empty = empty_state("記録はまだありません。画面での誓約は、本人がログインする"
                                           "ときに求めます")}) +
          add + section({.heading = "いまの文面（" + std::string(kPledgeVersion) + "版）"},
                        articles()));
}

Html pledge_state(const Account& account, bool on_file) {
  const std::string path = "/office/accounts/" + account.id.text + "/pledges";
  if (on_file) return badge(Tone::ok, "記録あり") + Html(" ") + link(path, "従事者誓約の記録を見る");
  const bool needed = needs_pledge(account.roles);
  return (needed ? badge(Tone::warning, "まだありません") : Html("不要（いまの役割）")) +
         Html(" ") + link(path, "従事者誓約の記録を見る");
}

}  // namespace musubi::accounts::views
