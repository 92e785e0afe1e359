// pages_requests.cc - a member's requests: form, check, sending, state. See pages.h.
// A draft is stored before it is checked, so that "back" and a lost connection lose nothing.
#include <charconv>

#include "features/changes/pages.h"
#include "features/changes/views.h"
#include "web/address_help.h"
#include "web/form.h"

namespace musubi::changes::pages {
namespace {

ChangeId id_of(const web::Request& request) { return {request.param("id")}; }

std::string path_of(const ChangeId& id) { return views::kOwnRequests + "/" + id.text; }

Error no_such_page() {
  return Error{Fault::not_found, "この届出はありません。届出の種類から選び直してください", {}, {}};
}

// The wish as typed; a day that cannot be one is told at its field.
Wish wish_of(const web::Request& request, const KindInfo& kind, std::optional<Error>& error) {
  Wish wish;
  for (const std::string& field : wish_fields(kind.kind)) {
    if (request.form.has(field)) wish.values.emplace_back(field, request.form.get(field));
  }
  const std::string officers(kOfficersChanged);
  if (request.form.has(officers)) wish.values.emplace_back(officers, request.form.get(officers));
  wish.reason = request.form.get("reason");
  wish.answer = request.form.get("answer");
  wish.sending = web::sending_of(request);
  auto day = web::kit::read_date(request.form, "effective_on", "いつから");
  if (!day) {
    error = day.error();
    if (error->fields.empty()) error->fields.push_back({"effective_on", error->says});
  } else if (*day) {
    wish.effective_on = iso(**day);
  }
  for (const auto& upload : request.uploads) {
    if (upload.field != "file" || upload.bytes == 0) continue;
    wish.upload_path = upload.temp_path;
    wish.filename = upload.filename;
  }
  return wish;
}

std::vector<members::Person> own_people(const web::Request& request) {
  auto own = load_own(request.context());
  return own ? own->registration.people : std::vector<members::Person>{};
}

// Who leaves, by name, while the person is still there.
std::string leaver_of(const web::Request& request, const Request& wish) {
  if (wish.kind != Kind::contact) return "";
  for (const auto& person : own_people(request)) {
    if (person.id.text == wish.other_id) return person.name;
  }
  return "";
}

void add_day(web::Fields& typed, const std::string& iso_day) {
  const auto parts = web::kit::date_parts(parse_iso_date(iso_day));
  typed.add("effective_on_era", parts.era);
  typed.add("effective_on_year", parts.year);
  typed.add("effective_on_month", parts.month);
  typed.add("effective_on_day", parts.day);
}

// The stored wish, as if it had been typed.
web::Fields typed_of(const web::Request& request, const Request& wish) {
  web::Fields out;
  auto own = load_own(request.context());
  for (const std::string& field : wish_fields(wish.kind)) {
    if (field == "leaves") {
      out.add(field, wish.other_id);
    } else if (wish.wanted.contains(field) || wish.kind != Kind::details || !own) {
      out.add(field, wish.text(field));
    } else {
      out.add(field, members::field_text(own->registration.organisation, field));
    }
  }
  out.add(std::string(kOfficersChanged), wish.text(kOfficersChanged));
  add_day(out, wish.effective_on);
  out.add("reason", wish.reason);
  out.add("answer", wish.answer);
  return out;
}

// The form with 「住所を調べる」 where there is an address and a table to look in.
web::Html form_shown(const web::Request& request, views::WishForm form) {
  if (form.kind->kind == Kind::details && !form.address.offered) {
    form.address = postal::offer(request.context());
  }
  return views::wish_form(request, form);
}

bool asks_for_address(const web::Request& request, const KindInfo& kind) {
  return kind.kind == Kind::details && web::asks_for_address(request);
}

// The same form, with what was found; nothing is stored yet.
web::Response found_form(web::Request& request, views::WishForm form) {
  form.typed = request.form;
  form.address = web::find_address(request);
  form.error = form.address.error;
  form.typed.set("address", form.address.address);
  const std::string place =
      form.address.put ? members::municipality_to_change(form.address.address,
                                                         request.form.get("municipality_code"))
                       : "";
  if (!place.empty()) {
    form.typed.set("municipality_code", place);
    form.address.says +=
        "。市町村は「" + members::field_for_people("municipality_code", place) + "」にしました";
  }
  for (const auto& upload : request.uploads) {
    if (upload.bytes > 0 && !form.error) {
      form.address.says += "。添付は、もう一度選んでください";
      break;
    }
  }
  web::Html page = form_shown(request, form);
  return form.error ? web::show_again(request, std::move(page)) : web::html(std::move(page));
}

web::Response refused_form(web::Request& request, views::WishForm form, const Error& error) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  form.typed = request.form;
  form.people = own_people(request);
  form.error = error;
  web::Response out = web::show_again(request, form_shown(request, form));
  if (error.fault == Fault::conflict) out.status = web::status_of(error.fault);
  return out;
}

std::string words_for(const std::string& said) {
  if (said == "sent") return "届出を受け付けました。受付の知らせをメールで送ります";
  if (said == "done") return "届出のとおりにしました";
  if (said == "answered") return "回答を送りました";
  if (said == "taken_back") return "届出を取り下げました";
  return "";
}

}  // namespace

web::Response show_own_requests(web::Request& request) {
  store::Key before;
  const std::string at = request.query.get("before");
  std::from_chars(at.data(), at.data() + at.size(), before.at);
  before.id = request.query.get("id");
  auto list = list_own_requests(request.context(), before);
  if (!list) return web::problem(request, list.error());
  return web::html(views::own_requests(request, *list, before));
}

web::Response show_kinds(web::Request& request) {
  auto own = load_own(request.context());
  if (!own && own.error().fault == Fault::not_found) {
    return web::html(views::no_registration(request));
  }
  if (!own) return web::problem(request, own.error());
  return web::html(views::kind_choice(request, own->registration.organisation.state));
}

web::Response show_new_request(web::Request& request) {
  const KindInfo* kind = find_kind(request.param("kind"));
  if (kind == nullptr) return web::problem(request, no_such_page());
  auto own = load_own(request.context());
  if (!own) return web::problem(request, own.error());
  views::WishForm form{.kind = kind};
  form.people = own->registration.people;
  if (kind->kind == Kind::details) {
    for (const std::string& field : wish_fields(kind->kind)) {
      form.typed.add(field, members::field_text(own->registration.organisation, field));
    }
  }
  return web::html(form_shown(request, form));
}

web::Response create_request(web::Request& request) {
  const KindInfo* kind = find_kind(request.param("kind"));
  if (kind == nullptr) return web::problem(request, no_such_page());
  views::WishForm form{.kind = kind};
  if (asks_for_address(request, *kind)) return found_form(request, form);
  std::optional<Error> error;
  const Wish wish = wish_of(request, *kind, error);
  if (error) return refused_form(request, form, *error);
  auto made = write_draft(request.context(), kind->kind, wish);
  if (!made) return refused_form(request, form, made.error());
  return web::see_other(path_of(*made) + "/check");
}

web::Response show_own_request(web::Request& request) {
  auto wish = load_own_request(request.context(), id_of(request));
  if (!wish) return web::problem(request, wish.error());
  if (wish->state == State::draft) {
    return web::html(views::check(request, *wish, leaver_of(request, *wish), {}));
  }
  return web::html(views::own_request(request, *wish, leaver_of(request, *wish),
                                      words_for(request.query.get("said"))));
}

web::Response show_edit_request(web::Request& request) {
  auto wish = load_own_request(request.context(), id_of(request));
  if (!wish) return web::problem(request, wish.error());
  if (wish->state != State::draft && wish->state != State::asked) {
    return web::see_other(path_of(wish->id));
  }
  views::WishForm form{.kind = &info_of(wish->kind), .id = wish->id.text};
  form.typed = typed_of(request, *wish);
  form.people = own_people(request);
  form.question = wish->state == State::asked ? wish->question : "";
  form.filename = wish->filename;
  return web::html(form_shown(request, form));
}

web::Response update_request(web::Request& request) {
  const Context ctx = request.context();
  auto wish = load_own_request(ctx, id_of(request));
  if (!wish) return web::problem(request, wish.error());
  views::WishForm form{.kind = &info_of(wish->kind), .id = wish->id.text};
  form.question = wish->state == State::asked ? wish->question : "";
  form.filename = wish->filename;
  if (asks_for_address(request, *form.kind)) return found_form(request, form);
  std::optional<Error> error;
  const Wish typed = wish_of(request, *form.kind, error);
  if (error) return refused_form(request, form, *error);
  auto saved = rewrite_request(ctx, wish->id, typed);
  if (!saved) return refused_form(request, form, saved.error());
  return web::see_other(saved->state == State::draft ? path_of(wish->id) + "/check"
                                                     : path_of(wish->id) + "?said=answered");
}

web::Response show_check(web::Request& request) {
  auto wish = load_own_request(request.context(), id_of(request));
  if (!wish) return web::problem(request, wish.error());
  if (wish->state != State::draft) return web::see_other(path_of(wish->id));
  return web::html(views::check(request, *wish, leaver_of(request, *wish), {}));
}

web::Response create_sending(web::Request& request) {
  const Context ctx = request.context();
  auto sent = send_request(ctx, id_of(request));
  if (sent) {
    const char* said = sent->state == State::done ? "done" : "sent";
    return web::see_other(path_of(sent->id) + "?said=" + said);
  }
  const Error error = sent.error();
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  auto wish = load_own_request(ctx, id_of(request));
  if (!wish) return web::problem(request, wish.error());
  web::Response out = web::show_again(
      request, views::check(request, *wish, leaver_of(request, *wish), error));
  if (error.fault == Fault::conflict) out.status = web::status_of(error.fault);
  return out;
}

web::Response create_withdrawal(web::Request& request) {
  const Context ctx = request.context();
  auto wish = load_own_request(ctx, id_of(request));
  if (!wish) return web::problem(request, wish.error());
  const bool draft = wish->state == State::draft;
  auto done = take_back_request(ctx, id_of(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other(draft ? views::kOwnRequests : path_of(wish->id) + "?said=taken_back");
}

web::Response show_attachment(web::Request& request) {
  auto file = open_attachment(request.context(), id_of(request));
  if (!file) return web::problem(request, file.error());
  return web::download_file(file->path, file->file.media_type, file->file.filename);
}

}  // namespace musubi::changes::pages
