// pages_consents.cc - who gets no mail, who agreed to which, 配信設定, and the link in a mail.
// See pages.h; no rules here.
#include "features/mailings/pages.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "web/form.h"

namespace musubi::mailings::pages {
namespace {

constexpr int kPage = 50;

Result<views::SuppressionList> suppressions_of(const web::Request& request) {
  const Context ctx = request.context();
  views::SuppressionList data;
  data.state = request.query.get("state") == "lifted" ? "lifted" : "active";
  data.rows = TRY(list_suppressions(ctx, data.state, request.query.get("before"), kPage + 1));
  if (data.rows.size() > kPage) {
    data.rows.pop_back();
    data.next_path =
        "/office/mail-suppressions?state=" + data.state + "&before=" + data.rows.back().id;
  }
  data.may_keep = can(ctx.actor, may::keep_suppressions);
  const std::string said = request.query.get("said");
  if (said == "added") data.status = "送らない宛先に加えました";
  if (said == "lifted") data.status = "また送れるようにしました";
  return data;
}

Result<views::ConsentList> consents_of(const web::Request& request) {
  const Context ctx = request.context();
  views::ConsentList data;
  data.address = request.query.get("q");
  // Somebody who may not see addresses must not find them by asking, either.
  const bool sees = can(ctx.actor, may::see_addresses);
  data.rows = TRY(list_consents(ctx, sees ? data.address : "", request.query.get("before"),
                                kPage + 1));
  if (data.rows.size() > kPage) {
    data.rows.pop_back();
    data.next_path = "/office/mail-consents?before=" + data.rows.back().id;
  }
  data.may_keep = can(ctx.actor, may::keep_suppressions);
  if (request.query.get("said") == "recorded") data.status = "申出を記録しました";
  return data;
}

Result<Suppression> suppression_of(const web::Request& request) {
  const Context ctx = request.context();
  TRY(must(ctx.actor, may::keep_suppressions));
  return ctx.db.read([&](db::Reader& reader) -> Result<Suppression> {
    auto row = store::find_suppression(reader, request.param("id"));
    if (!row) {
      return fail(Fault::not_found, "この宛先は見つかりません。一覧から選び直してください");
    }
    return *row;
  });
}

}  // namespace

web::Response show_suppressions(web::Request& request) {
  auto data = suppressions_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::suppression_list(request, *data));
}

web::Response create_suppression(web::Request& request) {
  const web::Fields& f = request.form;
  const SuppressionInput input{f.get("address"), f.get("cause"), f.get("note")};
  auto added = add_suppression(request.context(), input);
  if (added) return web::see_other("/office/mail-suppressions?said=added");
  if (added.error().fault != Fault::invalid) return web::problem(request, added.error());
  auto data = suppressions_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = added.error();
  return web::show_again(request, views::suppression_list(request, *data));
}

web::Response show_lifting(web::Request& request) {
  auto row = suppression_of(request);
  if (!row) return web::problem(request, row.error());
  return web::html(views::lifting(request, *row, {}, {}));
}

web::Response create_lifting(web::Request& request) {
  auto lifted =
      lift_suppression(request.context(), request.param("id"), request.form.get("note"));
  if (lifted) return web::see_other("/office/mail-suppressions?said=lifted");
  if (lifted.error().fault != Fault::invalid) return web::problem(request, lifted.error());
  auto row = suppression_of(request);
  if (!row) return web::problem(request, row.error());
  return web::show_again(request, views::lifting(request, *row, request.form, lifted.error()));
}

web::Response show_consents(web::Request& request) {
  auto data = consents_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::consent_list(request, *data));
}

web::Response show_wording(web::Request& request) {
  auto wording = load_wording(request.context(), request.param("id"));
  if (!wording) return web::problem(request, wording.error());
  return web::html(views::wording(request, *wording));
}

web::Response create_consent(web::Request& request) {
  const web::Fields& f = request.form;
  const ConsentInput input{f.get("address"), f.get("mail_class"), f.get("decision"),
                           f.get("note")};
  auto recorded = record_consent(request.context(), input);
  if (recorded) return web::see_other("/office/mail-consents?said=recorded");
  if (recorded.error().fault != Fault::invalid) return web::problem(request, recorded.error());
  auto data = consents_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = recorded.error();
  return web::show_again(request, views::consent_list(request, *data));
}

web::Response show_preferences(web::Request& request) {
  auto own = load_own_preferences(request.context());
  if (!own) return web::problem(request, own.error());
  const std::string status =
      request.query.get("said") == "saved" ? "配信設定を保存しました" : "";
  return web::html(views::preferences(request, *own, status));
}

web::Response update_preferences(web::Request& request) {
  auto saved = save_own_preferences(request.context(), request.form.has("news"),
                                    request.form.has("member_pr"));
  if (!saved) return web::problem(request, saved.error());
  return web::see_other("/account/mail-preferences?said=saved");
}

web::Response show_stop(web::Request& request, const Locksmith& smith) {
  const std::string token = request.param("token");
  auto page = load_stop_page(request.context(), smith, token);
  if (!page) return web::problem(request, page.error());
  return web::html(views::stop_page(request, *page, token))
      .header("Referrer-Policy", "no-referrer");
}

// RFC 8058: a mail program posts exactly this, without cookies and without our form.
web::Response create_stop(web::Request& request, const Locksmith& smith) {
  const std::string token = request.param("token");
  const bool one_click = request.form.get("List-Unsubscribe") == "One-Click";
  if (!one_click && request.form.get("stop").empty()) return show_stop(request, smith);
  auto stopped =
      stop_by_link(request.context(), smith, token, one_click ? "one_click" : "link");
  if (!stopped) return web::problem(request, stopped.error());
  if (one_click) return show_stop(request, smith);
  return web::see_other("/unsubscribe/" + token);
}

web::Response create_resumption(web::Request& request, const Locksmith& smith) {
  const std::string token = request.param("token");
  auto resumed = resume_by_link(request.context(), smith, token);
  if (!resumed) return web::problem(request, resumed.error());
  return web::see_other("/unsubscribe/" + token);
}

}  // namespace musubi::mailings::pages
