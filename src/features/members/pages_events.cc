// pages_events.cc - an event of a membership put right, and the whole history of a member's fields.
// Each handler reads the form into the service's input and shows the answer; rules live there.
#include <charconv>

#include "features/members/pages.h"
#include "features/members/views_events.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

constexpr int kChangesShown = 50;

OrganisationId organisation_id(const web::Request& request) { return {request.param("id")}; }

}  // namespace

web::Response show_event(web::Request& request) {
  auto page = load_correctable_event(request.context(), organisation_id(request),
                                     request.param("event"));
  if (!page) return web::problem(request, page.error());
  const std::int64_t version = page->organisation.version;
  return web::html(
      views::event_form(request, {.page = std::move(*page), .version = version, .typed = {},
                                  .error = {}}));
}

web::Response update_event(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_correctable_event(ctx, organisation_id(request), request.param("event"));
  if (!page) return web::problem(request, page.error());
  EventCorrection input;
  input.id = organisation_id(request);
  input.event = request.param("event");
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), input.version);
  input.action = request.form.get("action");
  input.reason = request.form.get("reason");
  views::EventForm form{.page = std::move(*page), .version = input.version,
                        .typed = request.form, .error = {}};
  auto day = web::kit::read_date(request.form, "happened_on", "正しい日付");
  if (day && *day) input.happened_on = iso(**day);
  if (!day && input.action == "move") {
    form.error = day.error();
    if (form.error->fields.empty()) form.error->fields.push_back({"happened_on", day.error().says});
    return web::show_again(request, views::event_form(request, form));
  }
  auto done = correct_event(ctx, input);
  if (done) return web::see_other(views::path_of(input.id) + "?saved=1");
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  form.error = done.error();
  if (fault == Fault::conflict) {  // what was typed stays; the next press knows what is there now
    if (auto now = load_visible_organisation(ctx, input.id)) form.merged_into = now->merged_into;
    form.version = form.page.organisation.version;
  }
  web::Response again = web::show_again(request, views::event_form(request, form));
  if (fault == Fault::conflict) again.status = web::status_of(fault);
  return again;
}

web::Response show_changes(web::Request& request) {
  const std::string after = request.query.get("after");
  auto page = load_visible_changes(request.context(), organisation_id(request), after,
                                   kChangesShown);
  if (!page) return web::problem(request, page.error());
  return web::html(views::changes(request, {std::move(*page), after.empty()}));
}

}  // namespace musubi::members::pages
