// pages_destructions.cc - terms, proposals, decisions, certificates. See pages.h; no rules here.
// What was refused comes back as the same page, as typed.
#include <charconv>

#include "features/retention/pages.h"
#include "features/retention/permissions.h"
#include "features/retention/views.h"
#include "web/form.h"

namespace musubi::retention::pages {
namespace {

constexpr int kPage = 25;

Deciding deciding_of(const web::Request& request) {
  Deciding out;
  out.id = request.param("id");
  out.note = request.form.get("note");
  out.confirmed = request.form.get("confirmed") == "1";
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), out.version);
  return out;
}

Result<views::KindDetail> kind_of(const web::Request& request) {
  const Context ctx = request.context();
  views::KindDetail data;
  const std::string after = request.query.get("after");
  data.page = TRY(load_kind(ctx, request.param("name"), after));
  data.first_page = after.empty();
  data.may_propose = can(ctx.actor, may::propose_destruction);
  data.may_hold = can(ctx.actor, may::hold_records);
  return data;
}

Result<views::DestructionDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::DestructionDetail data;
  const std::string after = request.query.get("after");
  data.page = TRY(load_destruction(ctx, request.param("id"), after));
  data.first_page = after.empty();
  data.may_order = can(ctx.actor, may::propose_destruction);
  return data;
}

web::Response decided(web::Request& request, const Result<void>& done, const char* said) {
  if (done) return web::see_other(views::destruction_path(request.param("id")) + "?said=" + said);
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  return web::html(views::destruction_detail(request, *data), web::status_of(fault));
}

std::string words_for(const std::string& said) {
  if (said == "proposed") return "消去を提案しました。事務局管理者の承認を待ちます";
  if (said == "approved") return "承認しました。消去を始めます";
  if (said == "refused") return "承認しないことを記録しました";
  if (said == "withdrawn") return "提案を取り下げました";
  if (said == "ordered") return "証明書をもう一度作成します";
  return "";
}

}  // namespace

web::Response show_kinds(web::Request& request) {
  auto rows = list_kinds(request.context());
  if (!rows) return web::problem(request, rows.error());
  return web::html(views::kind_list(request, {std::move(*rows)}));
}

web::Response show_kind(web::Request& request) {
  auto data = kind_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::kind_detail(request, *data));
}

web::Response create_proposal(web::Request& request) {
  auto made = propose_destruction(request.context(), request.param("name"),
                                  request.form.get("reason"), web::sending_of(request));
  if (made) return web::see_other(views::destruction_path(*made) + "?said=proposed");
  const Fault fault = made.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, made.error());
  }
  auto data = kind_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = made.error();
  return web::html(views::kind_detail(request, *data), web::status_of(fault));
}

web::Response show_destructions(web::Request& request) {
  views::DestructionList data;
  data.state = request.query.get("state");
  if (state_label(data.state).empty()) data.state.clear();
  auto rows = list_destructions(request.context(), data.state, request.query.get("before"),
                                kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kPage) {
    data.rows.resize(kPage);
    data.next = data.rows.back().id;
  }
  return web::html(views::destruction_list(request, data));
}

web::Response show_destruction(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::destruction_detail(request, *data));
}

web::Response create_decision(web::Request& request) {
  const Deciding input = deciding_of(request);
  if (request.form.get("outcome") == "refused") {
    return decided(request, refuse_destruction(request.context(), input), "refused");
  }
  return decided(request, approve_destruction(request.context(), input), "approved");
}

web::Response create_withdrawal(web::Request& request) {
  return decided(request, withdraw_destruction(request.context(), deciding_of(request)),
                 "withdrawn");
}

web::Response show_certificate(web::Request& request) {
  auto opened = open_certificate(request.context(), request.param("id"));
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, "application/pdf", opened->filename);
}

web::Response create_certificate(web::Request& request) {
  return decided(request, order_certificate_again(request.context(), request.param("id")),
                 "ordered");
}

}  // namespace musubi::retention::pages
