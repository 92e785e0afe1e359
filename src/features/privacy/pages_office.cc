// pages_office.cc - the office works requests. See pages.h; no rules here.
// What was refused comes back as the same page, as typed; so does a conflict.
#include <charconv>

#include "features/privacy/pages.h"
#include "features/privacy/permissions.h"
#include "features/privacy/views.h"
#include "web/form.h"

namespace musubi::privacy::pages {
namespace {

constexpr int kPage = 25;
const std::string kPath = "/office/privacy/requests";

template <class Number>
Number number_of(const web::Request& request, const char* field, Number otherwise) {
  const std::string typed = request.form.get(field);
  Number out = otherwise;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return out;
}

Step step_of(const web::Request& request, const char* field) {
  return {request.param("id"), request.form.get(field),
          number_of<std::int64_t>(request, "version", 0)};
}

Result<views::RequestDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::RequestDetail data;
  data.asked = TRY(load_request(ctx, request.param("id")));
  data.may_work = can(ctx.actor, may::work_requests);
  data.may_answer = can(ctx.actor, may::answer_requests);
  return data;
}

web::Response done_or_again(web::Request& request, const Result<void>& done, const char* said) {
  if (done) return web::see_other(kPath + "/" + request.param("id") + "?said=" + said);
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  return web::html(views::request_detail(request, *data), web::status_of(fault));
}

std::string words_for(const std::string& said) {
  if (said == "entered") return "請求を登録しました";
  if (said == "identified") return "本人確認を記録しました";
  if (said == "gathered") return "持っている情報を集めました。内容を確かめてください";
  if (said == "changed") return "開示する情報の扱いを変えました";
  if (said == "extended") return "期限を延ばし、請求した方に知らせました";
  if (said == "forwarded") return "県に引き継ぎ、請求した方に知らせました";
  if (said == "withdrawn") return "取下げを記録しました";
  if (said == "answered") return "回答を送りました";
  return "";
}

}  // namespace

web::Response show_requests(web::Request& request) {
  const Context ctx = request.context();
  store::Filter filter;
  filter.show = request.query.get("show");
  if (filter.show != "all" && state_label(filter.show).empty()) filter.show.clear();
  filter.after_day = request.query.get("after_day");
  filter.after_id = request.query.get("after");
  filter.most = kPage + 1;
  auto rows = list_visible_requests(ctx, filter);
  if (!rows) return web::problem(request, rows.error());
  views::RequestList data{std::move(*rows), filter.show, "", can(ctx.actor, may::work_requests)};
  if (data.rows.size() > kPage) {
    data.rows.resize(kPage);
    const Request& last = data.rows.back();
    data.next = "&after_day=" + last.due_on + "&after=" + last.id;
  }
  return web::html(views::request_list(request, data));
}

web::Response show_paper_form(web::Request& request) {
  return web::html(views::paper_form(request, {}));
}

web::Response create_paper_request(web::Request& request) {
  views::PaperForm data{request.form, web::kit::typed_date_parts(request.form, "received_on"), {}};
  const auto day = web::kit::read_date(request.form, "received_on", "受け付けた日");
  const NewRequest input{request.form.get("kind"), request.form.get("name"),
                         request.form.get("email"), request.form.get("about")};
  const auto made =
      day ? enter_paper_request(request.context(), input, *day ? iso(**day) : "",
                                web::sending_of(request))
          : Result<std::string>(fail(day.error()));
  if (made) return web::see_other(kPath + "/" + *made + "?said=entered");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  data.error = made.error();
  return web::show_again(request, views::paper_form(request, data));
}

web::Response show_request(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::request_detail(request, *data))
      .header("Cache-Control", "no-store");
}

web::Response create_identity(web::Request& request) {
  return done_or_again(request,
                       check_identity(request.context(), step_of(request, "identity_how")),
                       "identified");
}

web::Response create_package(web::Request& request) {
  return done_or_again(request, gather(request.context(), step_of(request, "none")), "gathered");
}

web::Response create_exclusion(web::Request& request) {
  return done_or_again(request,
                       leave_out(request.context(), step_of(request, "left_out"),
                                 number_of(request, "source", -1),
                                 number_of(request, "record", -1)),
                       "changed");
}

web::Response create_extension(web::Request& request) {
  return done_or_again(request, extend(request.context(), step_of(request, "extension_reason")),
                       "extended");
}

web::Response create_forwarding(web::Request& request) {
  return done_or_again(request, forward(request.context(), step_of(request, "forwarded_note")),
                       "forwarded");
}

web::Response create_withdrawal(web::Request& request) {
  return done_or_again(request,
                       withdraw(request.context(), step_of(request, "withdrawn_reason")),
                       "withdrawn");
}

web::Response create_answer(web::Request& request) {
  return done_or_again(request,
                       answer(request.context(), step_of(request, "answer"),
                              request.form.get("outcome")),
                       "answered");
}

}  // namespace musubi::privacy::pages
