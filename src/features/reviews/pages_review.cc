// pages_review.cc - an application's review: shown, claimed, its criteria answered, the prefecture
// asked, handed on. See pages.h. A lost race on a criterion shows both texts (409).
#include <charconv>

#include "features/reviews/pages.h"
#include "features/reviews/permissions.h"
#include "features/reviews/service_lookups.h"
#include "features/reviews/views.h"
#include "web/form.h"

namespace musubi::reviews::pages {
namespace {

ApplicationId id_of(const web::Request& request) { return {request.param("id")}; }

Result<views::ReviewDetail> detail_of(const web::Request& request, const Locksmith& smith) {
  const Context ctx = request.context();
  views::ReviewDetail data;
  data.page = TRY(load_visible_review(ctx, smith, id_of(request)));
  data.reader = ctx.actor.account;
  data.may_review = can(ctx.actor, may::review_applications);
  data.may_decide = can(ctx.actor, may::decide_applications);
  if (data.may_review) data.officers = TRY(list_officers(ctx));
  return data;
}

web::Response answered(web::Request& request, const Locksmith& smith, const Result<void>& done,
                       const char* said) {
  if (done) return web::see_other(views::review_path(id_of(request)) + "?said=" + said);
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto data = detail_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  return web::show_again(request, views::review_detail(request, *data));
}

std::string words_for(const std::string& said) {
  if (said == "claimed") return "担当になりました";
  if (said == "answered") return "判断を保存しました";
  if (said == "asked") return "県の担当者に、メールで尋ねました";
  if (said == "looked-up") return "公表サイトの応答を、審査の記録に加えました";
  if (said == "ready") return "決裁に回しました";
  if (said == "approved") return "承認しました。通知書と招待をメールで送ります";
  if (said == "declined") return "不承認にしました。通知書をメールで送ります";
  if (said == "returned") return "審査に差し戻しました";
  if (said == "making") return "通知書を作成しています。少し待ってから、開き直してください";
  return "";
}

Result<views::CriterionForm> criterion_of(const web::Request& request, const Locksmith& smith) {
  views::CriterionForm data;
  data.page = TRY(load_visible_review(request.context(), smith, id_of(request)));
  for (const Criterion& one : data.page.criteria.criteria) {
    if (one.id == request.param("criterion")) data.criterion = one;
  }
  if (data.criterion.id.empty() || !data.page.review) {
    return fail(Fault::not_found, "この基準は見つかりません。審査の画面から選び直してください");
  }
  return data;
}

}  // namespace

web::Response show_review(web::Request& request, const Locksmith& smith) {
  auto data = detail_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::review_detail(request, *data));
}

web::Response create_claim(web::Request& request, const Locksmith& smith) {
  return answered(request, smith, claim_review(request.context(), smith, id_of(request)),
                  "claimed");
}

web::Response show_criterion(web::Request& request, const Locksmith& smith) {
  auto data = criterion_of(request, smith);
  if (!data) return web::problem(request, data.error());
  return web::html(views::criterion_form(request, *data));
}

web::Response update_criterion(web::Request& request, const Locksmith& smith) {
  AnswerEdit input;
  input.criterion_id = request.param("criterion");
  input.answer = request.form.get("answer");
  input.grounds = request.form.get("grounds");
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), input.version);
  for (const auto& upload : request.uploads) {
    if (upload.field != "file" || upload.bytes == 0) continue;
    input.evidence_path = upload.temp_path;
    input.evidence_name = upload.filename;
  }
  const auto done = save_answer(request.context(), id_of(request), input);
  if (done) return web::see_other(views::review_path(id_of(request)) + "?said=answered");
  auto data = criterion_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  const Fault fault = done.error().fault;
  if (fault == Fault::too_large) data->error->fields = {{"file", done.error().says}};
  if (fault == Fault::invalid || fault == Fault::too_large) {
    return web::show_again(request, views::criterion_form(request, *data));
  }
  // Their text stands above, ours in the form, whose version is now theirs.
  const Answer* theirs = answer_of(data->page, input.criterion_id);
  const bool lost_race = fault == Fault::conflict && theirs != nullptr &&
                         theirs->version != input.version && data->page.review->state == "open";
  if (!lost_race) return web::problem(request, done.error());
  data->conflict = true;
  return web::html(views::criterion_form(request, *data), 409);
}

web::Response show_evidence(web::Request& request) {
  auto file = open_evidence(request.context(), id_of(request), request.param("criterion"));
  if (!file) return web::problem(request, file.error());
  return web::download_file(file->path, file->media_type, file->filename);
}

web::Response create_inquiry(web::Request& request, const Locksmith& smith) {
  const NewInquiry input{request.form.get("officer_id"), request.form.get("about"),
                         request.form.get("question"), web::sending_of(request)};
  return answered(request, smith, ask_officer(request.context(), smith, id_of(request), input),
                  "asked");
}

web::Response create_lookup(web::Request& request, const Locksmith& smith) {
  const auto done = look_up_company(request.context(), id_of(request));
  if (done) return web::see_other(views::review_path(id_of(request)) + "?said=looked-up");
  if (done.error().fault != Fault::unavailable) return web::problem(request, done.error());
  // The register does not answer: said on the page, where the review goes on.
  auto data = detail_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->error = done.error();
  return web::html(views::review_detail(request, *data), 503);
}

web::Response create_readiness(web::Request& request, const Locksmith& smith) {
  const Opinion input{request.form.get("opinion"), request.form.get("opinion_words")};
  return answered(request, smith, hand_to_decider(request.context(), smith, id_of(request), input),
                  "ready");
}

}  // namespace musubi::reviews::pages
