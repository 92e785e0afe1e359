// pages_bounces.cc - mails that came back, and organisations that nothing has reached for long.
// See pages.h; no rules here.
#include "core/mail/inbox.h"
#include "features/mailings/pages.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"

namespace musubi::mailings::pages {
namespace {

constexpr int kPage = 50;

}  // namespace

web::Response show_bounces(web::Request& request) {
  const Context ctx = request.context();
  views::BounceList data;
  data.state = request.query.get("state") == "seen" ? "seen" : "new";
  auto rows = list_bounces(ctx, data.state, request.query.get("before"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kPage) {
    data.rows.pop_back();
    data.next_path =
        "/office/mail-bounces?state=" + data.state + "&before=" + data.rows.back().id;
  }
  data.may_keep = can(ctx.actor, may::keep_suppressions);
  data.configured = mail::current_inbox().has_value();
  if (request.query.get("said") == "seen") data.status = "確認したことを記録しました";
  return web::html(views::bounce_list(request, data));
}

web::Response create_reading(web::Request& request) {
  auto done = mark_bounces_seen(request.context(), request.form.get("until"));
  if (!done) return web::problem(request, done.error());
  return web::see_other("/office/mail-bounces?said=seen");
}

web::Response show_unreached(web::Request& request) {
  views::UnreachedList data;
  auto found = list_unreached(request.context(), request.query.get("after"), kPage);
  if (!found) return web::problem(request, found.error());
  data.page = std::move(*found);
  if (!data.page.next.empty()) data.next_path = "/office/mail-reach?after=" + data.page.next;
  return web::html(views::unreached_list(request, data));
}

web::Response show_organisation_mail(web::Request& request) {
  auto found = load_organisation_mail(request.context(), {request.param("id")});
  if (!found) return web::problem(request, found.error());
  return web::html(views::organisation_mail(request, *found));
}

}  // namespace musubi::mailings::pages
