// pages_counting.cc - see pages.h: the screens of counting, what is brought in, the open page.
// Request to service to page; no rules here.
#include "features/analytics/pages.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_document.h"
#include "features/analytics/report_due.h"
#include "features/analytics/service_queries.h"
#include "features/analytics/views.h"
#include "web/app.h"
#include "web/arrivals.h"
#include "web/form.h"

namespace musubi::analytics::pages {
namespace {

constexpr int kMonthsOffered = 36;

// The contract's months until today, newest first; with them their fiscal years.
std::vector<std::pair<std::string, std::string>> periods_of(const web::Request& request,
                                                            bool years) {
  const Date today = request.context().today();
  const Date start = request.app->contract_start;
  std::vector<std::pair<std::string, std::string>> out;
  Date at{today.year, today.month, 1};
  for (int i = 0; i < kMonthsOffered && (i == 0 || at >= Date{start.year, start.month, 1}); ++i) {
    out.emplace_back(month_text(at), month_words(at));
    at = add_months(at, -1);
  }
  for (int year = fiscal_year(today); years && year >= fiscal_year(start); --year) {
    out.emplace_back(std::to_string(year), fiscal_year_name(year));
  }
  return out;
}

std::string period_asked(const web::Request& request) {
  const std::string asked = request.query.get("period");
  return asked.empty() ? month_text(request.context().today()) : asked;
}

HandedIn handed_in(const web::Request& request, const std::string& field) {
  HandedIn file;
  for (const auto& upload : request.uploads) {
    if (upload.field != field || upload.bytes == 0 || !file.path.empty()) continue;
    file = {upload.temp_path, upload.filename};
  }
  return file;
}

// The same page with the message at the refused form's own file field.
web::Response imports_again(web::Request& request, const std::string& form, Error error) {
  if (error.fault != Fault::invalid) return web::problem(request, error);
  for (FieldError& one : error.fields) {
    if (one.field == "file") one.field = form + "_file";
  }
  views::Imports data;
  data.months = periods_of(request, false);
  data.typed = request.form;
  data.form = form;
  data.error = std::move(error);
  return web::show_again(request, views::imports(request, data));
}

web::Response imported(const char* what, std::int64_t rows) {
  return web::see_other(std::string(views::kImportsPath) + "?said=" + what +
                        "&rows=" + std::to_string(rows));
}

}  // namespace

web::Response show_counting(web::Request& request) {
  const Context ctx = request.context();
  views::Counting data;
  data.period = period_asked(request);
  auto figures = load_counting(ctx, data.period);
  if (!figures) return web::problem(request, figures.error());
  auto last = load_last_counted(ctx);
  if (!last) return web::problem(request, last.error());
  data.figures = std::move(*figures);
  data.last_counted = *last;
  data.periods = periods_of(request, true);
  data.may_work = can(ctx.actor, may::work_on_report);
  return web::html(views::counting(request, data));
}

web::Response show_counting_csv(web::Request& request) {
  auto figures = load_counting(request.context(), period_asked(request));
  if (!figures) return web::problem(request, figures.error());
  return web::download(counting_csv(*figures), "text/csv; charset=utf-8",
                       "閲覧の計測_" + period_asked(request) + ".csv");
}

web::Response show_imports(web::Request& request) {
  views::Imports data;
  data.months = periods_of(request, false);
  const std::string said = request.query.get("said"), rows = request.query.get("rows");
  const bool number = !rows.empty() && rows.find_first_not_of("0123456789") == std::string::npos;
  if (number && said == "queries") data.status = "検索の語を" + rows + "行取り込みました";
  if (number && said == "probes") data.status = "監視の記録を" + rows + "行取り込みました";
  return web::html(views::imports(request, data));
}

web::Response create_queries(web::Request& request) {
  const Context ctx = request.context();
  const HandedIn file = handed_in(request, "queries_file");
  const auto passed = check_handed_in(ctx, file);
  if (!passed) return imports_again(request, "queries", passed.error());
  const auto rows = import_queries(ctx, request.form.get("month"), file.path);
  return rows ? imported("queries", *rows) : imports_again(request, "queries", rows.error());
}

web::Response create_probes(web::Request& request) {
  const Context ctx = request.context();
  const HandedIn file = handed_in(request, "probes_file");
  const auto passed = check_handed_in(ctx, file);
  if (!passed) return imports_again(request, "probes", passed.error());
  const auto rows = import_probe(ctx, {file.path});
  return rows ? imported("probes", *rows) : imports_again(request, "probes", rows.error());
}

web::Response show_method(web::Request& request) {
  return web::html(views::method(request)).cached_for_anyone({"site"});
}

// Answers nothing, whatever was sent. A link of another site, or one that nobody pressed, is no
// link that a reader followed.
web::Response note_outbound(web::Request& request) {
  web::Response response;
  response.status = 204;
  const std::string site = request.header("sec-fetch-site");
  const std::string to = request.query.get("to");
  if ((site.empty() || site == "same-origin") && !to.empty() && to.size() <= 100) {
    const std::string agent = request.header("user-agent");
    request.app->arrivals->note(
        {.at = request.now,
         .kind = web::Arrival::Kind::outbound,
         .who = web::who_of(request.actor),
         .page = to,
         .agent = agent,
         .address = request.address});
  }
  return response;
}

}  // namespace musubi::analytics::pages
