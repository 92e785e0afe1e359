// pages.cc - see pages.h; no rules here. What was refused, or met a newer version, comes back as
// the same page, as typed.
#include "features/incidents/pages.h"

#include <charconv>

#include "base/text.h"
#include "features/incidents/permissions.h"
#include "features/incidents/views.h"
#include "web/form.h"

namespace musubi::incidents::pages {
namespace {

constexpr int kPage = 25;

std::string path_to(const web::Request& request) {
  return std::string(views::kPath) + "/" + request.param("id");
}

std::int64_t number_from(const std::string& typed, std::int64_t otherwise) {
  const std::string plain = replace_all(nfkc(trim(typed)), ",", "");
  std::int64_t out = otherwise;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), out);
  const bool whole = read.ec == std::errc() && read.ptr == plain.data() + plain.size();
  return whole && !plain.empty() ? out : otherwise;
}

Answers answers_of(const web::Request& request) {
  const auto on = [&](const char* name) { return request.form.get(name) == "1"; };
  return {on("sensitive"), on("property"), on("malicious"),
          number_from(request.form.get("people"), -1), on("entrusted"), on("encrypted")};
}

std::int64_t version_of(const web::Request& request) {
  return number_from(request.form.get("version"), 0);
}

Result<views::IncidentDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::IncidentDetail data;
  data.page = TRY(load_incident(ctx, request.param("id")));
  data.may_work = can(ctx.actor, may::work_incidents);
  data.may_close = can(ctx.actor, may::close_incidents);
  return data;
}

web::Response done_or_again(web::Request& request, const Result<void>& done, const char* said,
                            const std::string& form,
                            web::Html (*view)(const web::Request&, const views::IncidentDetail&) =
                                views::incident_detail) {
  if (done) return web::see_other(path_to(request) + "?said=" + said);
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->form = form;
  data->error = done.error();
  return web::html(view(request, *data), web::status_of(fault));
}

std::string words_for(const std::string& said) {
  if (said == "opened") return "対応を始めました。まず、県に知らせてください";
  if (said == "answered") return "答えを保存しました。必要な手順を確かめてください";
  if (said == "written") return "報告の項目を保存しました";
  if (said == "done") return "手順を記録しました";
  if (said == "remarked") return "できごとを書き留めました";
  if (said == "closed") return "対応を終えました";
  return "";
}

}  // namespace

web::Response show_incidents(web::Request& request) {
  const Context ctx = request.context();
  auto rows = list_incidents(ctx, request.query.get("before"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  views::IncidentList data{std::move(*rows), "", can(ctx.actor, may::work_incidents)};
  if (data.rows.size() > kPage) {
    data.rows.resize(kPage);
    data.next = data.rows.back().id;
  }
  return web::html(views::incident_list(request, data));
}

web::Response show_opening(web::Request& request) {
  views::OpeningForm data;
  data.typed.add("drill", request.query.get("drill") == "1" ? "1" : "");
  data.known = web::kit::date_parts(request.context().today());
  return web::html(views::opening_form(request, data));
}

web::Response create_incident(web::Request& request) {
  views::OpeningForm data{request.form, web::kit::typed_date_parts(request.form, "known_on"), {}};
  NewIncident input;
  input.title = request.form.get("title");
  input.known_clock = request.form.get("known_clock");
  input.is_drill = request.form.get("drill") == "1";
  input.answers = answers_of(request);
  const auto day = web::kit::read_date(request.form, "known_on", "覚知した日");
  if (day && *day) input.known_on = iso(**day);
  const auto made = day ? open_incident(request.context(), input, web::sending_of(request))
                        : Result<std::string>(fail(day.error()));
  if (made) return web::see_other(std::string(views::kPath) + "/" + *made + "?said=opened");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  data.error = made.error();
  return web::show_again(request, views::opening_form(request, data));
}

web::Response show_incident(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::incident_detail(request, *data));
}

web::Response update_answers(web::Request& request) {
  return done_or_again(request,
                       save_answers(request.context(), request.param("id"), answers_of(request),
                                    version_of(request)),
                       "answered", "answers");
}

web::Response show_items(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::items_form(request, *data));
}

web::Response update_items(web::Request& request) {
  Json items = Json::object();
  for (const ItemField& field : item_fields()) {
    const std::string name(field.name);
    items[name] = request.form.get(name);
  }
  return done_or_again(
      request,
      save_items(request.context(), request.param("id"), items, version_of(request)), "written",
      "items", views::items_form);
}

web::Response create_step(web::Request& request) {
  const std::string step = request.param("step");
  return done_or_again(
      request,
      record_step(request.context(), request.param("id"), step, request.form.get("how")), "done",
      step);
}

web::Response create_remark(web::Request& request) {
  return done_or_again(request,
                       add_remark(request.context(), request.param("id"),
                                  request.form.get("what"), web::sending_of(request)),
                       "remarked", "remark");
}

web::Response create_closure(web::Request& request) {
  return done_or_again(request,
                       close_incident(request.context(), request.param("id"),
                                      request.form.get("closing_words"), version_of(request)),
                       "closed", "closing");
}

web::Response show_report(web::Request& request) {
  const Context ctx = request.context();
  const std::string kind = request.param("kind");
  const auto draft = draft_report(ctx, request.param("id"), kind);
  if (!draft) return web::problem(request, draft.error());
  const auto page = load_incident(ctx, request.param("id"));
  if (!page) return web::problem(request, page.error());
  return web::html(views::report(request, *draft, *page, kind));
}

web::Response show_report_pdf(web::Request& request) {
  const auto pdf = print_draft(request.context(), request.param("id"), request.param("kind"));
  if (!pdf) return web::problem(request, pdf.error());
  return web::download(*pdf, "application/pdf",
                       std::string(report_label(request.param("kind"))) + "_案.pdf");
}

}  // namespace musubi::incidents::pages
