// pages_contacts.cc - visits, calls and letters of one prospect: recorded and corrected.
// See pages.h; no rules here.
#include "features/recruiting/pages.h"
#include "features/recruiting/query.h"
#include "features/recruiting/views.h"
#include "web/form.h"

namespace musubi::recruiting::pages {
namespace {

ProspectId prospect_of(const web::Request& request) { return {request.param("id")}; }

ContactInput input_from(const web::Request& request, std::vector<FieldError>& errors) {
  ContactInput input;
  input.prospect_id = prospect_of(request);
  input.kind = request.form.get("kind");
  input.happened_on = day_from(request.form, "happened_on", "日付", errors);
  input.ours = request.form.get("ours");
  input.theirs = request.form.get("theirs");
  input.summary = request.form.get("summary");
  input.stage = request.form.get("stage");
  input.next_action = request.form.get("next_action");
  input.next_action_on = day_from(request.form, "next_action_on", "次にする日", errors);
  input.sending = web::sending_of(request);
  input.id = {request.param("contact")};
  input.version = number_from(request.form.get("version"));
  return input;
}

web::Fields fields_of(const Contact& c) {
  web::Fields out;
  out.add("kind", c.kind);
  add_day(out, "happened_on", c.happened_on);
  out.add("ours", c.ours);
  out.add("theirs", c.theirs);
  out.add("summary", c.summary);
  return out;
}

web::Response done(const web::Request& request) {
  return web::see_other(views::path_of(prospect_of(request)) + "?message=recorded");
}

web::Response refused(web::Request& request, const Error& error) {
  const bool conflict = error.fault == Fault::conflict;
  if (error.fault != Fault::invalid && !conflict) return web::problem(request, error);
  const Context ctx = request.context();
  auto page = load_visible_prospect(ctx, prospect_of(request));
  if (!page) return web::problem(request, page.error());
  views::ContactForm form{.prospect = page->prospect, .id = {request.param("contact")},
                          .version = number_from(request.form.get("version")),
                          .typed = request.form, .error = error};
  if (conflict) {
    auto now = load_visible_contact(ctx, prospect_of(request), form.id);
    if (!now) return web::problem(request, now.error());
    form.version = now->version;
    form.is_now = *now;
  }
  web::Response again = web::show_again(request, views::contact_form(request, form));
  if (conflict) again.status = web::status_of(Fault::conflict);
  return again;
}

}  // namespace

web::Response show_new_contact(web::Request& request) {
  auto page = load_visible_prospect(request.context(), prospect_of(request));
  if (!page) return web::problem(request, page.error());
  views::ContactForm form{.prospect = page->prospect};
  if (page->prospect.stage == Stage::candidate) form.typed.add("stage", "approached");
  return web::html(views::contact_form(request, form));
}

web::Response create_contact(web::Request& request) {
  std::vector<FieldError> errors;
  const ContactInput input = input_from(request, errors);
  const auto made = errors.empty() ? record_contact(request.context(), input)
                                   : Result<ContactId>(fail_fields(errors));
  return made ? done(request) : refused(request, made.error());
}

web::Response show_contact(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_prospect(ctx, prospect_of(request));
  if (!page) return web::problem(request, page.error());
  auto contact = load_visible_contact(ctx, prospect_of(request), {request.param("contact")});
  if (!contact) return web::problem(request, contact.error());
  return web::html(views::contact_form(
      request, {.prospect = page->prospect, .id = contact->id, .version = contact->version,
                .typed = fields_of(*contact)}));
}

web::Response update_contact(web::Request& request) {
  std::vector<FieldError> errors;
  const ContactInput input = input_from(request, errors);
  const auto saved = errors.empty() ? correct_contact(request.context(), input)
                                    : Result<void>(fail_fields(errors));
  return saved ? done(request) : refused(request, saved.error());
}

}  // namespace musubi::recruiting::pages
