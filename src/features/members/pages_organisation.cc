// pages_organisation.cc - one member: shown, made, changed, its state and its people.
// Each handler reads the form into the service's input and shows the answer; rules live there.
#include <charconv>
#include <utility>

#include "base/text.h"
#include "features/members/checks.h"
#include "features/members/pages.h"
#include "features/members/service_merges.h"
#include "features/members/views.h"
#include "web/address_help.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

OrganisationId organisation_id(const web::Request& request) { return {request.param("id")}; }

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// Every field of the form that belongs to the noun; an unticked box is a typed "0". Browsers send
// line ends as two characters: kept so, an untouched memo would be a change.
Typed typed_fields(const web::Fields& form, std::span<const FieldInfo> fields,
                   const std::string& prefix = {}) {
  Typed out;
  for (const auto& field : fields) {
    const std::string name = prefix + std::string(field.name);
    if (field.kind == FieldInfo::Kind::flag) {
      out.emplace_back(field.name, form.get(name).empty() ? "0" : "1");
    } else if (form.has(name)) {
      out.emplace_back(field.name, replace_all(form.get(name), "\r\n", "\n"));
    }
  }
  return out;
}

// The first showing of an edit form: the stored values, as if they had been typed.
template <class Noun>
web::Fields fields_of(const Noun& noun, std::span<const FieldInfo> fields) {
  web::Fields out;
  for (const auto& field : fields) {
    out.add(std::string(field.name), field_text(noun, field.name));
  }
  return out;
}

template <class Noun>
std::vector<views::Contrast> contrasts_of(std::span<const FieldInfo> fields, const Noun& now,
                                          const Result<Noun>& typed) {
  std::vector<views::Contrast> out;
  if (!typed) return out;
  for (const auto& field : fields) {
    views::Contrast each{&field, field_text(now, field.name), field_text(*typed, field.name)};
    if (each.now != each.typed) out.push_back(std::move(each));
  }
  return out;
}

// After a conflict the next save is against what is there now, with both sides in view; what was
// typed stays typed.
void renew(const Context& ctx, const Typed& typed, views::OrganisationForm& form) {
  const auto page = load_visible_organisation(ctx, form.id);
  if (!page) return;
  form.merged_into = page->merged_into;
  if (form.merged_into) return;  // nothing is saved onto it any more
  const Organisation& now = page->organisation;
  form.version = now.version;
  form.contrasts = contrasts_of(organisation_fields(), now, check_typed(typed, now));
}

void renew(const Context& ctx, const Typed& typed, views::PersonForm& form) {
  const auto page = load_visible_organisation(ctx, form.organisation_id);
  if (!page) return;
  form.merged_into = page->merged_into;
  if (form.merged_into) return;
  for (const auto& now : page->people) {
    if (now.id != form.id) continue;
    form.version = now.version;
    form.contrasts = contrasts_of(person_fields(), now, check_person(typed, now, ""));
  }
}

// What the person at the form can answer: something to correct, or somebody else was faster.
bool is_answerable(Fault fault) { return fault == Fault::invalid || fault == Fault::conflict; }

web::Response form_again(const web::Request& request, web::Html form, Fault fault) {
  web::Response again = web::show_again(request, std::move(form));
  if (fault == Fault::conflict) again.status = web::status_of(fault);
  return again;
}

// "" when nothing was typed; an error is added under the field's own name.
std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::optional<Error>& error) {
  auto day = web::kit::read_date(form, name, label);
  if (!day) {
    error = day.error();
    if (error->fields.empty()) error->fields.push_back({name, error->says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

// The form with 「住所を調べる」 where there is a table to look in.
web::Html form_shown(const web::Request& request, views::OrganisationForm form) {
  if (!form.address.offered) form.address = postal::offer(request.context());
  return views::organisation_form(request, form);
}

// The same form, with what was found; nothing is saved yet.
web::Response found_form(web::Request& request, views::OrganisationForm form) {
  form.address = web::find_address(request);
  form.error = form.address.error;
  form.typed.set("address", form.address.address);
  const std::string place =
      form.address.put
          ? municipality_to_change(form.address.address, request.form.get("municipality_code"))
          : "";
  if (!place.empty()) {
    form.typed.set("municipality_code", place);
    form.address.says += "。市町村は「" + field_for_people("municipality_code", place) + "」にしました";
  }
  web::Html page = form_shown(request, form);
  return form.error ? web::show_again(request, std::move(page)) : web::html(std::move(page));
}

// A page of another feature, which may be missing from this product: its route says who may.
bool may_visit(const web::Request& request, std::string_view path) {
  const auto match = request.app->router.match("GET", path);
  return match.route != nullptr && match.route->path == path &&
         can(request.actor, match.route->permission);
}

}  // namespace

web::Response show_organisation(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_organisation(ctx, organisation_id(request));
  if (!page) return web::problem(request, page.error());
  auto timeline = load_timeline(ctx, organisation_id(request), 0);
  if (!timeline) return web::problem(request, timeline.error());
  views::Detail detail{.page = std::move(*page), .timeline = std::move(*timeline)};
  auto merges = list_merges_of(ctx, organisation_id(request));
  if (!merges) return web::problem(request, merges.error());
  detail.merges = std::move(*merges);
  if (detail.timeline.size() > 8) detail.timeline.resize(8);
  detail.may_edit = can(ctx.actor, may::edit_registry);
  detail.may_invite = may_visit(request, "/office/accounts/new");
  if (request.query.has("saved")) detail.status = "保存しました";
  return web::html(views::detail(request, detail));
}

web::Response show_history(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_organisation(ctx, organisation_id(request));
  if (!page) return web::problem(request, page.error());
  auto entries =
      load_timeline(ctx, organisation_id(request), number_from(request.query.get("before")));
  if (!entries) return web::problem(request, entries.error());
  return web::html(views::history(request, *page, *entries));
}

web::Response show_new_organisation(web::Request& request) {
  return web::html(form_shown(request, {}));
}

web::Response create_organisation(web::Request& request) {
  views::OrganisationForm form{.typed = request.form};
  if (web::asks_for_address(request)) return found_form(request, form);
  NewOrganisation input;
  input.typed = typed_fields(request.form, organisation_fields());
  input.contact = typed_fields(request.form, person_fields(), "contact_");
  input.joined_on = day_from(request.form, "joined_on", "入会年月日", form.error);
  input.reason = request.form.get("reason");
  input.sending = web::sending_of(request);
  if (form.error) return web::show_again(request, form_shown(request, form));
  auto made = members::create_organisation(request.context(), input);
  if (!made) {
    const Fault fault = made.error().fault;
    if (!is_answerable(fault)) return web::problem(request, made.error());
    form.error = made.error();
    return form_again(request, form_shown(request, form), fault);
  }
  return web::see_other(views::path_of(*made) + "?saved=1");
}

web::Response show_edit_organisation(web::Request& request) {
  auto page = load_visible_organisation(request.context(), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  const Organisation& o = page->organisation;
  return web::html(form_shown(
      request, {.id = o.id, .version = o.version, .heading_name = o.name,
                .typed = fields_of(o, organisation_fields()),
                .merged_into = page->merged_into}));
}

web::Response update_organisation(web::Request& request) {
  const Context ctx = request.context();
  views::OrganisationForm form{.id = organisation_id(request), .typed = request.form};
  form.version = number_from(request.form.get("version"));
  form.heading_name = request.form.get("name");
  if (web::asks_for_address(request)) return found_form(request, form);
  OrganisationEdit input{.id = form.id, .version = form.version};
  input.typed = typed_fields(request.form, organisation_fields());
  input.effective_on = day_from(request.form, "effective_on", "有効日", form.error);
  input.reason = request.form.get("reason");
  if (form.error) return web::show_again(request, form_shown(request, form));
  auto saved = members::update_organisation(ctx, input);
  if (saved) return web::see_other(views::path_of(form.id) + "?saved=1");
  const Fault fault = saved.error().fault;
  if (!is_answerable(fault)) return web::problem(request, saved.error());
  form.error = saved.error();
  if (fault == Fault::conflict) renew(ctx, input.typed, form);
  return form_again(request, form_shown(request, form), fault);
}

web::Response show_state(web::Request& request) {
  auto page = load_visible_organisation(request.context(), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  return web::html(views::state_form(
      request, {.organisation = page->organisation, .merged_into = page->merged_into}));
}

web::Response create_state(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_organisation(ctx, organisation_id(request));
  if (!page) return web::problem(request, page.error());
  views::StateForm form{.organisation = page->organisation, .kind = request.form.get("kind"),
                        .typed = request.form};
  StateChange input{.id = form.organisation.id, .kind = form.kind};
  input.happened_on = day_from(request.form, "happened_on", "日付", form.error);
  input.reason = request.form.get("reason");
  if (form.kind.empty()) {
    form.error = Error{Fault::invalid, "入力内容に誤りがあります",
                       {{"kind", "どうするかを選んでください"}}, {}};
  }
  if (form.error) return web::show_again(request, views::state_form(request, form));
  auto changed = change_state(ctx, input);
  if (changed) return web::see_other(views::path_of(input.id) + "?saved=1");
  const Fault fault = changed.error().fault;
  if (!is_answerable(fault)) return web::problem(request, changed.error());
  form.error = changed.error();
  if (fault == Fault::conflict) {  // what may be chosen follows from the state that it has by now
    page = load_visible_organisation(ctx, input.id);
    if (page) form.organisation = page->organisation;
  }
  if (page) form.merged_into = page->merged_into;
  return form_again(request, views::state_form(request, form), fault);
}

web::Response show_new_person(web::Request& request) {
  auto page = load_visible_organisation(request.context(), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  return web::html(views::person_form(request, {.organisation_id = page->organisation.id,
                                                .organisation_name = page->organisation.name,
                                                .merged_into = page->merged_into}));
}

namespace {

// The person as stored; nothing when the member has no such person.
std::optional<views::PersonForm> stored_form(const OrganisationPage& page,
                                             const std::string& person_id) {
  for (const auto& person : page.people) {
    if (person.id.text != person_id) continue;
    return views::PersonForm{.organisation_id = page.organisation.id,
                             .organisation_name = page.organisation.name, .id = person.id,
                             .version = person.version,
                             .typed = fields_of(person, person_fields()),
                             .merged_into = page.merged_into};
  }
  return std::nullopt;
}

}  // namespace

web::Response show_person(web::Request& request) {
  auto page = load_visible_organisation(request.context(), organisation_id(request));
  if (!page) return web::problem(request, page.error());
  if (const auto form = stored_form(*page, request.param("person"))) {
    return web::html(views::person_form(request, *form));
  }
  return web::problem(request,
                      Error{Fault::not_found, "この担当者は見つかりません。会員の画面から選び直してください",
                            {}, {}});
}

namespace {

web::Response save_person_form(web::Request& request, const PersonId& id) {
  const Context ctx = request.context();
  auto page = load_visible_organisation(ctx, organisation_id(request));
  if (!page) return web::problem(request, page.error());
  views::PersonForm form{.organisation_id = page->organisation.id,
                         .organisation_name = page->organisation.name, .id = id,
                         .version = number_from(request.form.get("version")),
                         .typed = request.form};
  PersonEdit input{.organisation_id = form.organisation_id, .id = id, .version = form.version};
  input.typed = typed_fields(request.form, person_fields());
  input.sending = web::sending_of(request);
  if (!id.empty()) {
    input.effective_on = day_from(request.form, "effective_on", "有効日", form.error);
  }
  if (form.error) return web::show_again(request, views::person_form(request, form));
  auto saved = save_person(ctx, input);
  if (saved) return web::see_other(views::path_of(form.organisation_id) + "?saved=1");
  const Fault fault = saved.error().fault;
  if (!is_answerable(fault)) return web::problem(request, saved.error());
  form.error = saved.error();
  if (fault == Fault::conflict) renew(ctx, input.typed, form);
  return form_again(request, views::person_form(request, form), fault);
}

}  // namespace

web::Response create_person(web::Request& request) { return save_person_form(request, {}); }

web::Response update_person(web::Request& request) {
  return save_person_form(request, {request.param("person")});
}

web::Response create_retirement(web::Request& request) {
  const Context ctx = request.context();
  auto retired = retire_person(ctx, organisation_id(request), {request.param("person")});
  if (retired) return web::see_other(views::path_of(organisation_id(request)) + "?saved=1");
  const auto page = load_visible_organisation(ctx, organisation_id(request));
  if (!page || retired.error().fault != Fault::conflict) {
    return web::problem(request, retired.error());
  }
  // With the person in view, who may have gone over to the member that stays.
  auto form = stored_form(*page, request.param("person"));
  if (!form && page->merged_into) {
    const auto kept = load_visible_organisation(ctx, page->merged_into->id);
    if (kept) form = stored_form(*kept, request.param("person"));
  }
  if (!form) return web::problem(request, retired.error());
  form->organisation_id = page->organisation.id;
  form->organisation_name = page->organisation.name;
  form->merged_into = page->merged_into;
  form->error = retired.error();
  return form_again(request, views::person_form(request, *form), Fault::conflict);
}

}  // namespace musubi::members::pages
