// pages_records.cc - the permission matrix (from the routes themselves), the audit, the outbox.
// Between routes.cc and service_own.cc; holds no rule and no SQL.
#include <map>

#include "base/text.h"
#include "core/access/scope.h"
#include "features/accounts/pages.h"
#include "features/accounts/service.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::accounts::pages {
namespace {

constexpr int kPage = 50;
constexpr const char* kAuditFields[] = {"q",       "action",       "from", "until",
                                        "noun",    "subject",      "organisation", "actor"};

struct Typed {
  std::map<std::string, std::string> fields;
  audit::Filter filter;
  std::vector<FieldError> errors;
};

Typed read_filter(const web::Fields& fields) {
  Typed typed;
  for (const char* name : kAuditFields) typed.fields[name] = trim(fields.get(name));
  audit::Filter& f = typed.filter;
  f.words = typed.fields["q"];
  f.action_prefix = typed.fields["action"];
  f.noun = typed.fields["noun"];
  f.subject_id = typed.fields["subject"];
  f.organisation_id = typed.fields["organisation"];
  f.actor_id = typed.fields["actor"];
  const auto day = [&](const std::string& name, int later) -> std::optional<Instant> {
    if (typed.fields[name].empty()) return std::nullopt;
    const auto date = parse_japanese_date(typed.fields[name]);
    if (!date) {
      typed.errors.push_back({name, "日付は「令和6年4月1日」や「2024-04-01」の形で入力してください"});
      return std::nullopt;
    }
    return start_of_day_in_japan(add_days(*date, later));
  };
  f.from = day("from", 0);
  f.until = day("until", 1);  // その日を含む
  return typed;
}

// A word is looked for in a period that stands in its field: 90 days when none was typed. Older
// ones are found by typing an older day.
void bound_search(Typed& typed, Date today) {
  constexpr int kDaysSearched = 90;
  if (typed.filter.words.empty() || !typed.fields["from"].empty()) return;
  Date last = today;
  if (const auto until = parse_japanese_date(typed.fields["until"])) last = *until;
  const Date from = add_days(last, -kDaysSearched);
  typed.fields["from"] = iso(from);
  typed.filter.from = start_of_day_in_japan(from);
}

std::string path_of(const Typed& typed, std::int64_t before) {
  std::string out = "/office/audit?before=" + std::to_string(before);
  for (const auto& [name, value] : typed.fields) {
    if (!value.empty()) out += "&" + name + "=" + web::percent_encode(value);
  }
  return out;
}

Response show_audit_with(Request& request, Typed typed, std::optional<Error> error) {
  views::AuditList list;
  if (typed.errors.empty()) {
    typed.filter.most = kPage;
    auto found = list_audit(request.context(), request.app->words, typed.filter);
    if (!found) return web::problem(request, found.error());
    list.rows = std::move(found->entries);
    list.looked_far = found->looked_far;
    if (found->before_sequence > 0) list.next_path = path_of(typed, found->before_sequence);
  } else if (!error) {
    error = fail_fields(typed.errors).error;
  }
  list.typed = std::move(typed.fields);
  return web::html(views::audit_list(request, list, error),
                   error ? web::status_of(error->fault) : 200);
}

}  // namespace

Response show_permissions(Request& request) {
  std::map<std::string, views::MatrixRow> by_name;
  for (const web::Route& route : request.app->router.routes()) {
    views::MatrixRow& row = by_name[std::string(route.permission.name)];
    row.permission = route.permission;
    row.routes.push_back(route.method + " " + route.path);
  }
  for (const Permission& permission : access::permissions_beside_routes()) {
    by_name[std::string(permission.name)].permission = permission;
  }
  std::vector<views::MatrixRow> rows;
  for (auto& [name, row] : by_name) rows.push_back(std::move(row));
  return web::html(views::permissions(request, rows));
}

Response show_audit(Request& request) {
  Typed typed = read_filter(request.query);
  bound_search(typed, request.context().today());
  typed.filter.before_sequence = std::atoll(request.query.get("before").c_str());
  return show_audit_with(request, std::move(typed), std::nullopt);
}

Response create_audit_export(Request& request) {
  Typed typed = read_filter(request.form);
  bound_search(typed, request.context().today());
  if (!typed.errors.empty()) return show_audit_with(request, std::move(typed), std::nullopt);
  auto csv = export_audit(request.context(), request.app->words, typed.filter,
                          request.form.get("purpose"));
  if (!csv) {
    Error error = csv.error();
    if (error.fault == Fault::forbidden) return web::problem(request, error);
    if (error.fields.empty()) error.fields.push_back({"purpose", error.says});
    return show_audit_with(request, std::move(typed), error);
  }
  return web::download_parcel(std::move(*csv), "text/csv; charset=utf-8",
                              "操作の記録_" + iso(date_in_japan(request.now)) + ".csv");
}

Response show_outbox(Request& request) {
  views::OutboxList list;
  list.state = request.query.get("state") == "dead" ? "dead" : "waiting";
  auto rows = list_outbox(request.context(), list.state, request.query.get("before"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  list.rows = std::move(*rows);
  if (list.rows.size() > kPage) {
    list.rows.resize(kPage);
    list.next_path = "/office/outbox?state=" + list.state + "&before=" + list.rows.back().id;
  }
  const bool again = request.query.get("message") == "retried";
  return web::html(views::outbox_list(request, list, again ? "もう一度送ります" : ""));
}

Response create_retry(Request& request) {
  auto done = retry_outbox(request.context(), request.param("id"));
  if (!done) return web::problem(request, done.error());
  return web::see_other("/office/outbox?state=dead&message=retried");
}

}  // namespace musubi::accounts::pages
