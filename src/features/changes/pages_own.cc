// pages_own.cc - a member's own registration and contact people. See pages.h.
// Which organisation is the account's is the service's to know; an id that comes in here says only
// whose registration the form showed, and a merge in between is a conflict.
#include <charconv>

#include "features/changes/pages.h"
#include "features/changes/views.h"
#include "web/form.h"

namespace musubi::changes::pages {
namespace {

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

template <class Noun>
web::Fields fields_of(const Noun& noun, std::span<const members::FieldInfo> fields) {
  web::Fields out;
  for (const auto& field : fields) {
    out.add(std::string(field.name), members::field_text(noun, field.name));
  }
  return out;
}

// An unticked box is a typed "0".
members::TypedFields typed_person(const web::Fields& form) {
  members::TypedFields out;
  for (const auto& field : members::person_fields()) {
    const std::string name(field.name);
    if (field.kind == members::FieldInfo::Kind::flag) {
      out.emplace_back(name, form.get(name).empty() ? "0" : "1");
    } else if (form.has(name)) {
      out.emplace_back(name, form.get(name));
    }
  }
  return out;
}

std::string words_for(const std::string& said) {
  if (said == "saved") return "保存しました";
  if (said == "retired") return "離任にしました";
  return "";
}

web::Response with_status(web::Response response, Fault fault) {
  if (fault == Fault::conflict) response.status = web::status_of(fault);
  return response;
}

bool shows_again(const Error& error) {
  return error.fault == Fault::invalid || error.fault == Fault::conflict;
}

web::Response save_person(web::Request& request, const std::string& id) {
  const Context ctx = request.context();
  OwnPerson input;
  input.id = {id};
  input.version = number_from(request.form.get("version"));
  input.values = typed_person(request.form);
  input.sending = web::sending_of(request);
  auto saved = save_own_person(ctx, input);
  if (saved) return web::see_other(views::kOwn + "?said=saved");
  if (!shows_again(saved.error())) return web::problem(request, saved.error());
  views::PersonForm form{id, request.form, input.version, saved.error()};
  // After a conflict the next save is against what is there now; what was typed stays typed.
  if (auto own = load_own(ctx); own && saved.error().fault == Fault::conflict) {
    for (const auto& person : own->registration.people) {
      if (person.id.text == id) form.version = person.version;
    }
  }
  return with_status(web::show_again(request, views::person_form(request, form)),
                     saved.error().fault);
}

}  // namespace

web::Response show_own(web::Request& request) {
  auto page = load_own(request.context());
  if (page) {
    return web::html(views::own(request, *page, words_for(request.query.get("said"))));
  }
  if (page.error().fault == Fault::not_found) return web::html(views::no_registration(request));
  return web::problem(request, page.error());
}

web::Response show_contact(web::Request& request) {
  auto page = load_own(request.context());
  if (!page) return web::problem(request, page.error());
  const auto& o = page->registration.organisation;
  return web::html(views::contact_form(
      request, {fields_of(o, members::organisation_fields()), o.version, {}, o.id}));
}

web::Response update_contact(web::Request& request) {
  const Context ctx = request.context();
  ContactDetails input;
  input.version = number_from(request.form.get("version"));
  input.shown = {request.form.get("organisation")};
  for (const auto& [name, text] : request.form.items()) input.values.emplace_back(name, text);
  auto saved = change_contact_details(ctx, input);
  if (saved) return web::see_other(views::kOwn + "?said=saved");
  if (!shows_again(saved.error())) return web::problem(request, saved.error());
  views::FieldsForm form{request.form, input.version, saved.error(), input.shown};
  if (auto own = load_own(ctx); own && saved.error().fault == Fault::conflict) {
    form.version = own->registration.organisation.version;
    form.shown = own->registration.organisation.id;
  }
  return with_status(web::show_again(request, views::contact_form(request, form)),
                     saved.error().fault);
}

web::Response show_new_person(web::Request& request) {
  return web::html(views::person_form(request, {}));
}

web::Response create_person(web::Request& request) { return save_person(request, ""); }

web::Response show_person(web::Request& request) {
  auto page = load_own(request.context());
  if (!page) return web::problem(request, page.error());
  for (const auto& person : page->registration.people) {
    if (person.id.text != request.param("person")) continue;
    return web::html(views::person_form(
        request, {person.id.text, fields_of(person, members::person_fields()), person.version,
                  {}}));
  }
  return web::problem(request, Error{Fault::not_found,
                                     "この担当者は見つかりません。団体の登録内容から選び直してください",
                                     {}, {}});
}

web::Response update_person(web::Request& request) {
  return save_person(request, request.param("person"));
}

web::Response create_retirement(web::Request& request) {
  auto retired = retire_own_person(request.context(), {request.param("person")});
  if (!retired) return web::problem(request, retired.error());
  return web::see_other(views::kOwn + "?said=retired");
}

}  // namespace musubi::changes::pages
