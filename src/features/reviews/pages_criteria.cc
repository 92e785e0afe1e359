// pages_criteria.cc - the criteria in their versions: listed, drafted, sent, confirmed.
// See pages.h; no rules here.
#include <charconv>

#include "features/reviews/pages.h"
#include "features/reviews/permissions.h"
#include "features/reviews/views.h"
#include "web/form.h"

namespace musubi::reviews::pages {
namespace {

std::string path_to(const std::string& id) { return "/office/review-criteria/" + id; }

Result<views::CriteriaDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::CriteriaDetail data;
  data.page = TRY(load_visible_criteria(ctx, request.param("id")));
  data.may_edit = can(ctx.actor, may::edit_criteria);
  data.may_confirm = can(ctx.actor, may::confirm_criteria);
  data.may_comment = data.may_confirm || ctx.actor.roles.shares(roles::office);
  return data;
}

web::Response answered(web::Request& request, const Result<void>& done, const char* said) {
  if (done) return web::see_other(path_to(request.param("id")) + "?said=" + said);
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  return web::show_again(request, views::criteria_detail(request, *data));
}

std::string words_for(const std::string& said) {
  if (said == "begun") return "下書きを作りました。いまの版の基準を写してあります";
  if (said == "saved") return "下書きを保存しました";
  if (said == "sent") return "県に送りました。担当者にメールで知らせます";
  if (said == "confirmed") return "確認しました。これからの審査に使います";
  if (said == "returned") return "差し戻しました。事務局管理者にメールで知らせます";
  if (said == "commented") return "意見を送りました";
  return "";
}

}  // namespace

web::Response show_criteria_list(web::Request& request) {
  const Context ctx = request.context();
  auto sets = list_criteria(ctx);
  if (!sets) return web::problem(request, sets.error());
  views::CriteriaList data{std::move(*sets), can(ctx.actor, may::edit_criteria)};
  if (!ctx.actor.roles.shares(roles::office)) {
    std::erase_if(data.sets,
                  [](const CriteriaSet& set) { return set.state == "draft" && !set.sent_at; });
  }
  return web::html(views::criteria_list(request, data));
}

web::Response create_criteria(web::Request& request) {
  auto made = begin_criteria(request.context());
  if (!made) return web::problem(request, made.error());
  return web::see_other(path_to(*made) + "?said=begun");
}

web::Response show_criteria(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::criteria_detail(request, *data));
}

web::Response update_criteria(web::Request& request) {
  CriteriaEdit input;
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), input.version);
  input.note = request.form.get("note");
  for (std::size_t i = 1; i <= kCriteriaMost; ++i) {
    const std::string at = std::to_string(i);
    input.criteria.push_back(
        {"", request.form.get("title_" + at), request.form.get("guide_" + at)});
  }
  return answered(request, save_criteria(request.context(), request.param("id"), input), "saved");
}

web::Response create_sending(web::Request& request) {
  return answered(request, send_criteria(request.context(), request.param("id")), "sent");
}

web::Response create_confirmation(web::Request& request) {
  const Context ctx = request.context();
  const std::string body = request.form.get("body");
  if (request.form.get("outcome") == "returned") {
    return answered(request, return_criteria(ctx, request.param("id"), body), "returned");
  }
  return answered(request, confirm_criteria(ctx, request.param("id"), body), "confirmed");
}

web::Response create_criteria_comment(web::Request& request) {
  return answered(request,
                  comment_on_criteria(request.context(), request.param("id"),
                                      request.form.get("body")),
                  "commented");
}

}  // namespace musubi::reviews::pages
