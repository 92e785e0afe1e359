// pages_office.cc - the office's queue and one application: shown, taken on, supplemented, entered,
// withdrawn. Each handler reads the form into the service's input and shows the answer.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "features/applications/pages.h"
#include "features/applications/service.h"
#include "features/applications/views.h"
#include "web/address_help.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::applications::pages {
namespace {

constexpr std::size_t kCodeMost = 40;  // of a referral code in an address

ApplicationId id_of(const web::Request& request) { return {request.param("id")}; }

web::Response to(const ApplicationId& id, const std::string& message) {
  return web::see_other(path_of(id) + "?message=" + message);
}

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string words_for(const std::string& message) {
  if (message == "assigned") return "担当を決めました";
  if (message == "asked") return "補正を頼みました";
  if (message == "answered") return "補正を記録しました";
  if (message == "withdrawn") return "取下げを記録しました";
  if (message == "entered") return "申込みを受け付けました";
  if (message == "consented") return "同意を記録しました";
  if (message == "checked") return "メールアドレスを確かめたことを記録しました";
  return "";
}

// "" when nothing was typed; an error is added under the field's own name.
std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::vector<FieldError>& errors) {
  auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

std::vector<Incoming> uploads_of(const web::Request& request) {
  std::vector<Incoming> out;
  for (const auto& upload : request.uploads) {
    if (upload.field == "file" && upload.bytes > 0) {
      out.push_back({upload.temp_path, upload.filename});
    }
  }
  return out;
}

// A file that is too large is told at its field, as any other error of the form.
Error told_at_file(Error error) {
  if (error.fault != Fault::too_large) return error;
  if (error.fields.empty()) error.fields.push_back({"file", error.says});
  error.fault = Fault::invalid;
  return error;
}

QueueFilter filter_from(const web::Fields& query, const Actor& actor) {
  QueueFilter filter;
  const std::string state = query.get("state");
  if (state == "all" || state_from_name(state)) filter.state = state;
  if (filter.state == "draft") filter.state.clear();
  const std::string assigned = query.get("assigned_to");
  if (assigned == "me") filter.assigned_to = actor.account.text;
  if (assigned == "none") filter.assigned_to = assigned;
  if (!route_label(query.get("intake_route")).empty()) {
    filter.intake_route = query.get("intake_route");
  }
  filter.late = query.get("late") == "1";
  filter.newest_first = filter.state == "all" || filter.state == "registered" ||
                        filter.state == "declined" || filter.state == "withdrawn";
  filter.after_value = query.get("after_value");
  filter.after_id = query.get("after_id");
  return filter;
}

std::string query_without_paging(const web::Fields& query) {
  std::string out;
  for (const auto& [name, value] : query.items()) {
    if (value.empty() || name == "after_value" || name == "after_id") continue;
    out += (out.empty() ? "" : "&") + web::percent_encode(name) + "=" + web::percent_encode(value);
  }
  return out;
}

std::vector<web::Html> panels_of(const web::Request& request, const Desk& desk,
                                 const Application& application) {
  std::vector<const PanelSource*> sources;
  for (const auto& one : desk.panels) {
    if (can(request.actor, one.permission)) sources.push_back(&one);
  }
  std::stable_sort(sources.begin(), sources.end(),
                   [](const auto* a, const auto* b) { return a->order < b->order; });
  std::vector<web::Html> out;
  for (const auto* one : sources) {
    web::Html part = one->show(request, application);
    if (!part.empty()) out.push_back(std::move(part));
  }
  return out;
}

std::vector<web::Html> actions_of(const web::Request& request, const Desk& desk,
                                  const Application& application) {
  std::vector<const ActionSource*> sources;
  for (const auto& one : desk.actions) {
    if (can(request.actor, one.permission)) sources.push_back(&one);
  }
  std::stable_sort(sources.begin(), sources.end(),
                   [](const auto* a, const auto* b) { return a->order < b->order; });
  std::vector<web::Html> out;
  for (const auto* one : sources) {
    for (web::Html& action : one->list(request, application)) out.push_back(std::move(action));
  }
  return out;
}

Typed typed_from(const web::Fields& form) {
  Typed out;
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      if (!form.has(field.name)) continue;
      std::string text;
      for (const std::string& one : form.all(field.name)) text += (text.empty() ? "" : "\n") + one;
      out.emplace_back(field.name, text);
    }
  }
  return out;
}

Json json_from(const Typed& typed) {
  Json out = Json::object();
  for (const auto& [name, text] : typed) set_typed(out, name, text);
  return out;
}

// What the entry comes of, as the address or the form names it; the desk's first of two.
struct NamedOrigin {
  const Origin* origin = nullptr;  // null: it names nothing
  std::string id;
};
NamedOrigin named_origin(const Desk& desk, const web::Fields& named) {
  for (const Origin& origin : desk.origins) {
    std::string id = named.get(origin.name);
    if (!id.empty()) return {&origin, std::move(id)};
  }
  return {};
}

// Told over the form. Nothing when what is named is not there for this actor.
std::optional<KnownOrigin> take_origin(const web::Request& request, const NamedOrigin& from,
                                       views::Entry& data) {
  if (from.origin == nullptr) return std::nullopt;
  auto known = from.origin->find(request, from.id);
  if (!known) return std::nullopt;
  data.origin_name = from.origin->name;
  data.origin_id = from.id;
  data.origin_label = known->label;
  data.origin_path = known->path;
  return known;
}

// The form with 「住所を調べる」 where there is a table to look in.
web::Html entry_shown(const web::Request& request, views::Entry data) {
  if (!data.address.offered) data.address = postal::offer(request.context());
  return views::entry(request, data);
}

// The same form, with what was found; nothing is stored yet.
web::Response found_entry(web::Request& request, const Desk& desk) {
  views::Entry data{.typed = request.form, .values = json_from(typed_from(request.form))};
  take_origin(request, named_origin(desk, request.form), data);
  data.address = web::find_address(request);
  data.error = data.address.error;
  set_typed(data.values, "address", data.address.address);
  const std::string typed_place = trim(request.form.get("municipality_code"));
  // Left empty it follows the address by itself.
  const std::string place =
      data.address.put && !typed_place.empty()
          ? members::municipality_to_change(data.address.address, typed_place)
          : "";
  if (!place.empty()) {
    set_typed(data.values, "municipality_code", place);
    data.address.says += "。市町村は「" + members::field_for_people("municipality_code", place) +
                         "」にしました";
  }
  const bool refused = data.error.has_value();
  web::Html page = entry_shown(request, std::move(data));
  return refused ? web::show_again(request, std::move(page)) : web::html(std::move(page));
}

// The application for a form of the office; or the answer that says why not.
Result<Application> load_for_form(const web::Request& request) {
  auto view = load_visible_application(request.context(), id_of(request));
  if (!view) return fail(std::move(view).error());
  return view->application;
}

}  // namespace

web::Response show_list(web::Request& request) {
  const Context ctx = request.context();
  views::List list;
  list.filter = filter_from(request.query, ctx.actor);
  list.words = request.query.get("q");
  list.mine = ctx.actor.account.text;
  list.query = query_without_paging(request.query);
  auto queue = list_applications(ctx, list.filter, list.words);
  if (!queue) return web::problem(request, queue.error());
  list.queue = std::move(*queue);
  const std::string base = "/office/applications" + (list.query.empty() ? "" : "?" + list.query);
  if (list.queue.more) {
    const Application& last = list.queue.rows.back().application;
    list.next_path = base + (list.query.empty() ? "?" : "&") + "after_value=" + last.received_on +
                     "&after_id=" + last.id.text;
  }
  if (!list.filter.after_id.empty()) list.first_path = base;
  list.may_work = can(ctx.actor, may::work_applications);
  list.standard_days = ctx.db.read([](db::Reader& reader) { return standard_days(reader); });
  return web::html(views::list(request, list));
}

namespace {

web::Response detail_with(web::Request& request, const Desk& desk,
                          const std::optional<Error>& error) {
  const Context ctx = request.context();
  auto view = load_visible_application(ctx, id_of(request));
  if (!view) return web::problem(request, view.error());
  views::Detail detail;
  detail.view = std::move(*view);
  const Application& a = detail.view.application;
  detail.may_work = can(ctx.actor, may::work_applications);
  detail.may_open_files = can(ctx.actor, may::open_application_files);
  auto candidates = list_candidates(ctx, a);
  if (!candidates) return web::problem(request, candidates.error());
  detail.candidates = std::move(*candidates);
  auto timeline = load_timeline(ctx, a.id);
  if (!timeline) return web::problem(request, timeline.error());
  detail.timeline = std::move(*timeline);
  if (detail.may_work && is_open(a.state)) {
    auto people = list_assignees(ctx);
    if (!people) return web::problem(request, people.error());
    detail.assignees = std::move(*people);
  }
  ctx.db.read([&](db::Reader& reader) {
    detail.age = age_of(reader, a, ctx.today());
    detail.standard_days = standard_days(reader);
  });
  detail.late = is_open(a.state) && a.state != State::approved && a.state != State::supplement &&
                a.due_on < iso(ctx.today());
  detail.panels = panels_of(request, desk, a);
  detail.actions = actions_of(request, desk, a);
  detail.status = words_for(request.query.get("message"));
  detail.error = error;
  if (error) detail.typed_check = request.form.get("email_check");
  if (error) detail.typed = request.form;
  return web::html(views::detail(request, detail), error ? web::status_of(error->fault) : 200);
}

}  // namespace

web::Response show_detail(web::Request& request, const Desk& desk) {
  return detail_with(request, desk, std::nullopt);
}

web::Response show_new_entry(web::Request& request, const Desk& desk) {
  views::Entry data;
  data.values = Json::object();
  const std::string code = request.query.get("ref");
  if (!code.empty()) data.typed.add("referral_code", code.substr(0, kCodeMost));
  for (const Prefill& known : desk.prefills) {
    for (const auto& [field, text] : known(request, code)) set_typed(data.values, field, text);
  }
  if (const auto origin = take_origin(request, named_origin(desk, request.query), data)) {
    if (!origin->entered.empty()) return web::see_other(path_of(origin->entered));
    for (const auto& [field, text] : origin->fields) {
      if (!text.empty()) set_typed(data.values, field, text);
    }
    if (!origin->intake_route.empty()) data.typed.add("intake_route", origin->intake_route);
  }
  return web::html(entry_shown(request, std::move(data)));
}

web::Response create_entry(web::Request& request, const Desk& desk) {
  if (web::asks_for_address(request)) return found_entry(request, desk);
  std::vector<FieldError> errors;
  NewEntry input;
  input.typed = typed_from(request.form);
  input.intake_route = request.form.get("intake_route");
  input.received_on = day_from(request.form, "received_on", "受付日", errors);
  input.consents = request.form.all("consents");
  input.consented_on = day_from(request.form, "consented_on", "同意の日付", errors);
  input.files = uploads_of(request);
  input.referral_code = request.form.get("referral_code");
  input.sending = web::sending_of(request);
  input.email_check = request.form.get("email_check");
  const NamedOrigin from = named_origin(desk, request.form);
  input.origin = from.origin;
  input.origin_id = from.id;
  Result<ApplicationId> made = errors.empty() ? enter_application(request.context(), input)
                                              : Result<ApplicationId>(fail_fields(errors));
  if (made) return to(*made, "entered");
  const Error error = told_at_file(made.error());
  const bool conflict = error.fault == Fault::conflict;
  if (!conflict && error.fault != Fault::invalid) return web::problem(request, error);
  views::Entry data{.typed = request.form, .values = json_from(input.typed), .error = error};
  take_origin(request, from, data);
  web::Html page = entry_shown(request, std::move(data));
  return conflict ? web::html(std::move(page), 409) : web::show_again(request, std::move(page));
}

web::Response update_assignment(web::Request& request, const Desk& desk) {
  auto given = assign(request.context(), id_of(request), {request.form.get("assigned_to")},
                      number_from(request.form.get("version")));
  if (!given && given.error().fault == Fault::invalid) {
    return detail_with(request, desk, given.error());
  }
  if (!given) return web::problem(request, given.error());
  return to(id_of(request), "assigned");
}

web::Response create_consents(web::Request& request, const Desk& desk) {
  std::vector<FieldError> errors;
  const ConsentsOnPaper input{
      request.form.all("kinds"), request.form.get("medium"),
      day_from(request.form, "consented_on", "同意の日付", errors), uploads_of(request)};
  Result<void> recorded = errors.empty()
                              ? record_consents(request.context(), id_of(request), input)
                              : Result<void>(fail_fields(errors));
  if (recorded) return to(id_of(request), "consented");
  const Error error = told_at_file(recorded.error());
  if (error.fault == Fault::invalid) return detail_with(request, desk, error);
  return web::problem(request, error);
}

web::Response create_email_check(web::Request& request, const Desk& desk) {
  auto recorded =
      record_email_check(request.context(), id_of(request), request.form.get("email_check"),
                         number_from(request.form.get("version")));
  if (!recorded && recorded.error().fault == Fault::invalid) {
    return detail_with(request, desk, recorded.error());
  }
  if (!recorded) return web::problem(request, recorded.error());
  return to(id_of(request), "checked");
}

web::Response show_new_supplement(web::Request& request) {
  auto application = load_for_form(request);
  if (!application) return web::problem(request, application.error());
  if (application->state != State::received && application->state != State::reviewing) {
    return web::see_other(path_of(application->id));
  }
  return web::html(views::asking(request, {.application = *application}));
}

web::Response create_supplement(web::Request& request) {
  std::vector<FieldError> errors;
  NewSupplement input;
  input.request = request.form.get("request");
  input.fields = request.form.all("fields");
  input.wants_files = !request.form.get("wants_files").empty();
  input.answer_due_on = day_from(request.form, "answer_due_on", "回答の期限", errors);
  Result<void> asked =
      errors.empty() ? request_supplement(request.context(), id_of(request), input,
                                          number_from(request.form.get("version")))
                     : Result<void>(fail_fields(errors));
  if (asked) return to(id_of(request), "asked");
  const bool again =
      asked.error().fault == Fault::invalid || asked.error().fault == Fault::conflict;
  if (!again) return web::problem(request, asked.error());
  auto application = load_for_form(request);
  if (!application) return web::problem(request, application.error());
  const bool conflict = asked.error().fault == Fault::conflict;
  views::Asking data{.application = *application, .typed = request.form, .error = asked.error()};
  web::Html page = views::asking(request, data);
  return conflict ? web::html(std::move(page), 409) : web::show_again(request, std::move(page));
}

web::Response show_office_answer(web::Request& request) {
  auto view = load_visible_application(request.context(), id_of(request));
  if (!view) return web::problem(request, view.error());
  const Application& a = view->application;
  if (a.state != State::supplement || view->supplements.empty()) {
    return web::see_other(path_of(a.id));
  }
  views::SupplementPage data{.application = a, .supplement = view->supplements.front(),
                             .typed = typed_of(a)};
  data.action = path_of(a.id) + "/supplement";
  data.back = path_of(a.id);
  data.by_office = true;
  return web::html(views::supplement(request, data));
}

web::Response create_office_answer(web::Request& request, const Desk& desk) {
  Answer input;
  input.typed = typed_from(request.form);
  input.answer = request.form.get("answer");
  input.files = uploads_of(request);
  auto recorded = record_answer(request.context(), desk, id_of(request), input);
  if (recorded) return to(id_of(request), "answered");
  if (recorded.error().fault == Fault::conflict) return web::see_other(path_of(id_of(request)));
  if (recorded.error().fault != Fault::invalid) return web::problem(request, recorded.error());
  auto view = load_visible_application(request.context(), id_of(request));
  if (!view) return web::problem(request, view.error());
  if (view->supplements.empty()) return web::see_other(path_of(id_of(request)));
  views::SupplementPage data{.application = view->application,
                             .supplement = view->supplements.front(),
                             .typed = json_from(input.typed), .answer = input.answer,
                             .error = recorded.error()};
  data.action = path_of(id_of(request)) + "/supplement";
  data.back = path_of(id_of(request));
  data.by_office = true;
  return web::show_again(request, views::supplement(request, data));
}

web::Response show_office_withdrawal(web::Request& request) {
  auto application = load_for_form(request);
  if (!application) return web::problem(request, application.error());
  return web::html(views::office_withdrawal(request, {.application = *application}));
}

web::Response create_office_withdrawal(web::Request& request, const Desk& desk) {
  auto gone = withdraw(request.context(), desk, id_of(request), request.form.get("reason"),
                       number_from(request.form.get("version")));
  if (gone) return to(id_of(request), "withdrawn");
  if (gone.error().fault != Fault::invalid) return web::problem(request, gone.error());
  auto application = load_for_form(request);
  if (!application) return web::problem(request, application.error());
  views::Asking data{.application = *application, .typed = request.form, .error = gone.error()};
  return web::show_again(request, views::office_withdrawal(request, data));
}

web::Response show_file(web::Request& request) {
  auto opened = open_attachment(request.context(), id_of(request), request.param("file"));
  if (!opened) return web::problem(request, opened.error());
  const auto shown = files::disposition_of(opened->opened.file);
  web::Response out;
  out.file_path = opened->opened.path;
  out.header("Content-Type", shown.content_type);
  out.header("Content-Disposition", shown.content_disposition);
  out.header("Content-Security-Policy", shown.content_security_policy);
  return out;
}

}  // namespace musubi::applications::pages
