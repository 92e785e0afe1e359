// views_segments.cc - saved selections: the list, the conditions with their live count, one.
// Html only; no rule.
#include <algorithm>

#include "base/text.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"

namespace musubi::mailings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kPath = "/office/mail-segments";

std::string path_to(const SegmentId& id) { return std::string(kPath) + "/" + id.text; }

std::vector<Option> options_of(const std::vector<std::pair<std::string, std::string>>& choices) {
  std::vector<Option> out;
  for (const auto& [code, label] : choices) out.push_back({.value = code, .label = label});
  return out;
}

Html choices(const char* name, const char* label, const std::vector<std::string>& chosen,
             const MaybeError& error) {
  return checkbox_group({.name = name, .label = label,
                         .options = options_of(members::audience_choices(name)),
                         .values = chosen, .error = error_at(error, name), .quiet = true});
}

// Long lists stay folded until something in them is chosen.
Html folded(const char* name, const char* label, const std::vector<std::string>& chosen,
            const MaybeError& error) {
  const std::string summary =
      std::string(label) +
      (chosen.empty() ? "（条件なし）" : "（" + std::to_string(chosen.size()) + "つ）");
  return disclosure(summary, choices(name, label, chosen, error), !chosen.empty());
}

Html condition_fields(const SegmentForm& f) {
  const members::Audience& a = f.audience;
  return radio_group({.name = "part", .label = "宛先になる人",
                      .options = options_of(members::audience_parts()), .value = a.part,
                      .quiet = true}) +
         choices("states", "会員の状態", a.states, f.error) +
         choices("categories", "区分", a.categories, f.error) +
         folded("industries", "業種", a.industries, f.error) +
         choices("areas", "地域", a.areas, f.error) +
         folded("municipalities", "市町村", a.municipalities, f.error) +
         choices("sizes", "規模", a.sizes, f.error) +
         date_field({.name = "joined_from", .label = "入会日（ここから）", .value = f.joined_from,
                     .error = error_at(f.error, "joined_from"), .quiet = true}) +
         date_field({.name = "joined_until", .label = "入会日（ここまで）",
                     .value = f.joined_until, .error = error_at(f.error, "joined_until"),
                     .quiet = true});
}

Html size_words(const members::AudienceSize& size) {
  return big_numbers({{.label = "宛先になる人", .value = thousands(size.people), .unit = "人"},
                      {.label = "団体", .value = thousands(size.organisations), .unit = "団体"},
                      {.label = "アドレスの登録がない人", .value = thousands(size.without_address),
                       .unit = "人"}});
}

Html hidden_conditions(const members::Audience& a) {
  Html out;
  const auto add = [&](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) out += hidden_field(name, value);
  };
  add("states", a.states);
  add("categories", a.categories);
  add("industries", a.industries);
  add("areas", a.areas);
  add("municipalities", a.municipalities);
  add("sizes", a.sizes);
  return out + hidden_field("joined_from", a.joined_from) +
         hidden_field("joined_until", a.joined_until) + hidden_field("part", a.part);
}

}  // namespace

web::Area office_area(const web::Request& request) {
  const bool prefecture = request.actor.roles.has(Role::prefecture) &&
                          !request.actor.roles.shares(roles::office);
  return prefecture ? web::Area::prefecture : web::Area::office;
}

web::Area own_area(const web::Request& request) {
  constexpr Roles kOffice{Role::secretariat, Role::secretariat_manager, Role::auditor,
                          Role::next_operator};
  if (request.actor.roles.shares(kOffice)) return web::Area::office;
  if (request.actor.roles.has(Role::prefecture)) return web::Area::prefecture;
  const bool member = request.actor.roles.shares(roles::members) ||
                      request.actor.roles.has(Role::adviser);
  return member ? web::Area::members : web::Area::open;
}

Html segment_list(const web::Request& request, const SegmentList& data) {
  DataTable table{.caption = "配信先　名前の順",
                  .columns = {{.label = "名前"}, {.label = "条件"},
                              {.label = "作った人", .nowrap = true}},
                  .rows = {}};
  for (const Segment& one : data.rows) {
    table.rows.push_back({.cells = {link(path_to(one.id), one.name),
                                    members::audience_words(one.audience),
                                    one.made_by_name + "　" +
                                        wareki_short(date_in_japan(one.made_at))}});
  }
  table.empty = empty_state("配信先はまだありません。条件を選んで、名前を付けて保存してください");
  Html actions;
  if (data.may_write) {
    actions = button_link({.label = "配信先を作る", .path = std::string(kPath) + "/new",
                           .look = Look::primary, .icon = "plus"});
  }
  return page(request,
              {.area = office_area(request), .title = "配信先",
               .lead = "会員の担当者を条件で選び、名前を付けておきます。人数は送るときに数え直します。",
               .breadcrumbs = {own_home(request), {"一斉配信", "/office/mailings"}, {"配信先", ""}},
               .actions = actions, .status_message = data.status,
               .nav_current = "/office/mailings"},
              data_table(table));
}

Html segment_form(const web::Request& request, const SegmentForm& f) {
  const bool is_new = f.id.empty();
  const std::string title = is_new ? "配信先を作る" : "配信先の条件を変える";
  const std::string here = is_new ? std::string(kPath) + "/new" : path_to(f.id) + "/edit";
  const Html conditions =
      form(request, {.action = here, .get = true},
           hidden_field("counted", "1") + hidden_field("name", f.name) + condition_fields(f) +
               form_actions({button({.label = "この条件で数える", .look = Look::secondary,
                                     .icon = "search"})}));
  const Html save =
      form(request, {.action = is_new ? std::string(kPath) : path_to(f.id)},
           form_key_field(request) + hidden_conditions(f.audience) +
               hidden_field("version", std::to_string(f.version)) +
               text_field({.name = "name", .label = "配信先の名前", .value = f.name,
                           .hint = "あとで選ぶときに分かる名前にしてください。例：県央の中小企業",
                           .required = true, .error = error_at(f.error, "name"),
                           .autocomplete = "off", .characters_max = 60}) +
               form_actions({button({.label = "配信先を保存する"}),
                             button_link({.label = "やめる", .path = kPath, .look = Look::text})}));
  return page(request,
              {.area = office_area(request), .title = title,
               .lead = "条件を選んで数え、よければ名前を付けて保存してください。",
               .breadcrumbs = {own_home(request), {"一斉配信", "/office/mailings"},
                               {"配信先", kPath}, {title, ""}},
               .nav_current = "/office/mailings", .has_error = f.error.has_value(),
               .width = Width::full},
              error_summary(f.error) +
                  columns(panel({.heading = "条件"}, conditions),
                          panel({.heading = "この条件に合う人"},
                                paragraph(members::audience_words(f.audience)) +
                                    size_words(f.size)) +
                              panel({.heading = "保存する"}, save)));
}

Html segment_detail(const web::Request& request, const SegmentDetail& data) {
  const Segment& s = data.segment;
  Html actions, retire;
  if (data.may_write && s.state == "active") {
    actions = button_link({.label = "この配信先に書く",
                           .path = "/office/mailings/new?segment=" + s.id.text,
                           .look = Look::primary, .icon = "mail"}) +
              button_link({.label = "条件を変える", .path = path_to(s.id) + "/edit",
                           .icon = "edit"});
    retire = panel({.heading = "使わなくなったら"},
                   paragraph("一覧から外します。この配信先に送った記録は残ります。") +
                       post_button(request, {.button = {.label = "一覧から外す",
                                                        .look = Look::danger},
                                             .action = path_to(s.id) + "/removal"}));
  }
  const Html state = s.state == "active" ? Html() : note("この配信先は一覧から外されています。");
  return page(request,
              {.area = office_area(request), .title = "配信先　" + s.name, .heading = s.name,
               .breadcrumbs = {own_home(request), {"一斉配信", "/office/mailings"},
                               {"配信先", kPath}, {s.name, ""}},
               .actions = actions, .status_message = data.status,
               .nav_current = "/office/mailings"},
              state +
                  panel({.heading = "いま条件に合う人"},
                        paragraph(members::audience_words(s.audience)) + size_words(data.size)) +
                  retire);
}

}  // namespace musubi::mailings::views
