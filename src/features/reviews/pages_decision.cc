// pages_decision.cc - the manager decides, the notice is taken, the officer answers on a phone.
// See pages.h. SECURITY: the officer's pages are kept by no cache and send no referrer.
#include <charconv>

#include "features/reviews/pages.h"
#include "features/reviews/permissions.h"
#include "features/reviews/service_decision.h"
#include "features/reviews/service_notices.h"
#include "features/reviews/views.h"
#include "web/form.h"

namespace musubi::reviews::pages {
namespace {

ApplicationId id_of(const web::Request& request) { return {request.param("id")}; }

DecisionInput input_of(const web::Request& request) {
  DecisionInput input;
  input.note = request.form.get("note");
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), input.version);
  input.sending = web::sending_of(request);
  return input;
}

Result<views::ReviewDetail> detail_of(const web::Request& request, const Locksmith& smith) {
  const Context ctx = request.context();
  views::ReviewDetail data;
  data.page = TRY(read_decision(ctx, smith, id_of(request)));
  data.reader = ctx.actor.account;
  data.may_review = data.may_decide = true;
  return data;
}

template <class T>
web::Response decided(web::Request& request, const Locksmith& smith, const Result<T>& done,
                      const char* said) {
  if (done) return web::see_other(views::review_path(id_of(request)) + "?said=" + said);
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto data = detail_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  if (!views::offers_decision(*data)) {
    // Somebody came first: the field to put right is not on the page any more.
    data->error = Error{Fault::conflict, "この決裁は記録できません。いまの状態を確かめてください", {}, {}};
    return web::html(views::decision(request, *data), web::status_of(Fault::conflict));
  }
  return web::show_again(request, views::decision(request, *data));
}

web::Response private_page(web::Response response) {
  response.header("Cache-Control", "no-store");
  response.header("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace

web::Response show_decision(web::Request& request, const Locksmith& smith) {
  auto data = detail_of(request, smith);
  if (!data) return web::problem(request, data.error());
  return web::html(views::decision(request, *data));
}

web::Response create_approval(web::Request& request, const Locksmith& smith) {
  return decided(request, smith,
                 approve_application(request.context(), smith, id_of(request), input_of(request)),
                 "approved");
}

web::Response create_refusal(web::Request& request, const Locksmith& smith) {
  return decided(request, smith,
                 decline_application(request.context(), smith, id_of(request), input_of(request)),
                 "declined");
}

web::Response create_return(web::Request& request, const Locksmith& smith) {
  return decided(request, smith,
                 send_back(request.context(), smith, id_of(request), input_of(request)),
                 "returned");
}

web::Response show_notice(web::Request& request) {
  auto file = open_notice(request.context(), id_of(request));
  if (file) return web::download_file(file->path, "application/pdf", file->filename);
  if (file.error().fault == Fault::conflict) {
    return web::see_other(views::review_path(id_of(request)) + "?said=making");
  }
  return web::problem(request, file.error());
}

web::Response create_notice(web::Request& request) {
  auto done = order_notice_again(request.context(), id_of(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other(views::review_path(id_of(request)) + "?said=making");
}

web::Response show_asked(web::Request& request) {
  const std::string token = request.param("token");
  auto page = load_asked(request.context(), token);
  if (!page) return web::problem(request, page.error());
  return private_page(web::html(views::asked(request, {token, std::move(*page), {}, {}})));
}

web::Response create_answer(web::Request& request, const Locksmith& smith) {
  const std::string token = request.param("token");
  const OfficerAnswer input{request.form.get("answer"), request.form.get("words")};
  auto done = answer_by_link(request.context(), smith, token, input);
  if (done) return private_page(web::html(views::thanks(request, *done)));
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto page = load_asked(request.context(), token);
  if (!page) return web::problem(request, page.error());
  return private_page(web::show_again(
      request, views::asked(request, {token, std::move(*page), request.form, done.error()})));
}

}  // namespace musubi::reviews::pages
