// views_own.cc - a member's own registration: what is registered, and the forms of what takes
// effect at once. Speaks to somebody who comes here once a year. Html only.
#include "base/text.h"
#include "features/changes/views.h"

namespace musubi::changes::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html registered(const members::Organisation& o) {
  Pairs pairs{{Html("会員番号"), Html(o.member_no)},
              {Html("状態"), Html(std::string(members::state_label(o.state)))}};
  for (const auto& field : own_fields()) {
    const std::string words =
        members::field_for_people(field.name, members::field_text(o, field.name));
    const auto* info = members::find_field(members::organisation_fields(), field.name);
    pairs.emplace_back(std::string(info->label), words.empty() ? muted("－") : Html(words));
  }
  if (const auto day = parse_iso_date(o.joined_on)) pairs.emplace_back("入会年月日", date_text(*day));
  return description_list(pairs);
}

Html people_table(const web::Request& request, const OwnPage& page, bool may_change) {
  const auto& people = page.registration.people;
  DataTable table{.caption = "担当者　" + std::to_string(people.size()) + "名",
                  .columns = {{.label = "氏名"},
                              {.label = "部署・役職"},
                              {.label = "メールアドレス"},
                              {.label = "電話番号", .nowrap = true},
                              {.label = "役割"}},
                  .rows = {}};
  if (may_change) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& person : people) {
    std::vector<Html> marks;
    if (person.is_primary) marks.push_back(badge(Tone::ok, "主担当"));
    if (person.is_administrator) marks.push_back(badge(Tone::info, "会員管理者"));
    const std::string path = kOwn + "/people/" + person.id.text;
    TableRow row{.cells = {person.name, trim(person.department + "　" + person.title),
                           person.email, person.telephone, cluster(marks)}};
    if (may_change) {
      row.cells.push_back(cluster(
          {link_about(path, "直す", person.name),
           post_button(request, {.button = {.label = "離任にする", .look = Look::text,
                                            .small = true, .about = person.name},
                                 .action = path + "/retirement"})}));
    }
    table.rows.push_back(std::move(row));
  }
  table.empty = empty_state("担当者はまだ登録されていません");
  return data_table(table);
}

Html procedures(members::State state) {
  std::vector<Html> items;
  for (const KindInfo& kind : kinds()) {
    if (kind.kind == Kind::details) continue;
    if (kind.kind == Kind::pause && state != members::State::active) continue;
    if (kind.kind == Kind::resume && state != members::State::paused) continue;
    items.push_back(link(kOwnRequests + "/new/" + std::string(kind.name),
                         std::string(kind.label)) +
                    line_break() + small(std::string(kind.lead)));
  }
  return panel({.heading = "会員の手続き"}, stack(items));
}

Html latest(const std::vector<Request>& requests) {
  if (requests.empty()) return {};
  std::vector<Html> items;
  for (const Request& one : requests) {
    items.push_back(cluster({link(kOwnRequests + "/" + one.id.text,
                                  std::string(info_of(one.kind).label)),
                             state_badge(one.state)}));
  }
  return panel({.heading = "最近の届出"},
               plain_list(items) + go_link(kOwnRequests, "届出をすべて見る"));
}

}  // namespace

Html own(const web::Request& request, const OwnPage& page, const std::string& status) {
  const bool may_change = can(request.actor, may::change_own);
  const members::Organisation& o = page.registration.organisation;
  Html actions;
  if (may_change) {
    actions = cluster({button_link({.label = "連絡先などを直す", .path = kOwn + "/contact",
                                    .look = Look::primary, .icon = "edit"}),
                       button_link({.label = "団体名・所在地などの変更を届け出る",
                                    .path = kOwnRequests + "/new/details"})});
  }
  Html people = panel_flush({.heading = "担当者"}, people_table(request, page, may_change));
  if (may_change) {
    people += cluster({button_link({.label = "担当者を加える", .path = kOwn + "/people/new",
                                    .icon = "plus"}),
                       button_link({.label = "担当者の交代を届け出る",
                                    .path = kOwnRequests + "/new/contact"})});
  }
  Html side = may_change ? latest(page.requests) + procedures(o.state)
                         : panel({.heading = "変更したいとき"},
                                 paragraph("登録内容は、会員管理者が変えられます。"
                                           "所属の会員管理者にお知らせください。"));
  return web::kit::page(
      request,
      {.area = web::Area::members, .title = "団体の登録内容", .lead = o.name,
       .actions = actions, .status_message = status, .nav_current = kOwn, .width = Width::full},
      columns(panel({.heading = "登録内容"}, registered(o)), side) + people);
}

Html no_registration(const web::Request& request) {
  return web::kit::page(
      request,
      {.area = web::Area::members, .title = "団体の登録が見つかりません",
       .width = Width::reading},
      notice({.tone = Tone::warning, .title = "所属する団体の登録が見つかりません",
              .text = "お手数ですが、事務局にお知らせください。アカウントの所属を確かめます。",
              .level = 0}));
}

Html contact_form(const web::Request& request, const FieldsForm& data) {
  Html inputs;
  for (const auto& field : own_fields()) {
    if (field.weight != Weight::free) continue;
    inputs += field_input(field.name, false, data.typed, data.error, field.required, field.hint);
  }
  return web::kit::page(
      request,
      {.area = web::Area::members, .title = "連絡先などを直す",
       .lead = "保存すると、すぐに登録が変わります。",
       .breadcrumbs = {{"団体の登録内容", kOwn}, {"連絡先など", ""}}, .nav_current = kOwn,
       .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error, "もう一度「保存する」を押してください") +
          form(request, {.action = kOwn + "/contact", .keep_draft = true},
               inputs + hidden_field("version", std::to_string(data.version)) +
                   hidden_field("organisation", data.shown.text) +
                   form_actions({button({.label = "保存する"}),
                                 button_link({.label = "やめる", .path = kOwn,
                                              .look = Look::text})})) +
          note(Html("団体名・所在地・代表者などは、") +
               link(kOwnRequests + "/new/details", "変更の届出") +
               Html("で、事務局が確かめてから登録します。")));
}

Html person_form(const web::Request& request, const PersonForm& data) {
  const bool is_new = data.id.empty();
  Html inputs;
  for (const auto& field : members::person_fields()) {
    if (field.name == "is_administrator") continue;  // follows the accounts
    const std::string_view hint = field.name == "is_primary"
                                      ? "事務局が最初に連絡する人です。1人だけです。"
                                      : "";
    inputs += field_input(field.name, true, data.typed, data.error, field.name == "name", hint);
  }
  inputs += is_new ? form_key_field(request)
                   : hidden_field("version", std::to_string(data.version));
  const std::string base = kOwn + "/people";
  return web::kit::page(
      request,
      {.area = web::Area::members,
       .title = is_new ? "自団体の担当者を加える" : "自団体の担当者の情報を直す",
       .lead = "保存すると、すぐに登録が変わります。",
       .breadcrumbs = {{"団体の登録内容", kOwn}, {"担当者", ""}}, .nav_current = kOwn,
       .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error, "もう一度「保存する」を押してください") +
          form(request, {.action = is_new ? base : base + "/" + data.id, .keep_draft = true},
               inputs + form_actions({button({.label = "保存する"}),
                                      button_link({.label = "やめる", .path = kOwn,
                                                   .look = Look::text})})) +
          note("会員サイトを使うためのアカウントは、「所属の人」の画面で別に用意します。"));
}

}  // namespace musubi::changes::views
