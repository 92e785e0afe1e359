// pages_links.cc - what ties an application to a prospect: proposed, confirmed, taken back; and the
// chain from first contact to member. See pages.h; no rules here.
#include "features/recruiting/pages.h"
#include "features/recruiting/query.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_campaigns.h"
#include "web/form.h"

namespace musubi::recruiting::pages {
namespace {

constexpr int kShown = 50;

ProspectId id_of(const web::Request& request) { return {request.param("id")}; }

web::Response to(const ProspectId& id, const char* message) {
  return web::see_other(views::path_of(id) + "?message=" + message);
}

}  // namespace

web::Response show_matches(web::Request& request) {
  views::Matches data;
  const std::string after = request.query.get("after_id");
  auto list = list_matches(request.context(), number_from(request.query.get("after_ms")), after,
                           kShown);
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  if (data.list.more && !data.list.rows.empty()) {
    const Match& last = data.list.rows.back().match;
    data.next_path = "/office/prospect-matches?after_ms=" + std::to_string(last.created_at.ms) +
                     "&after_id=" + last.application_id;
  }
  if (!after.empty()) data.first_path = "/office/prospect-matches";
  if (request.query.has("dismissed")) data.status = "別の団体として記録しました";
  return web::html(views::matches(request, data));
}

web::Response create_application_link(web::Request& request) {
  auto linked =
      link_application(request.context(), id_of(request), {request.form.get("application")});
  if (!linked) return web::problem(request, linked.error());
  return to(id_of(request), "linked");
}

web::Response delete_application_link(web::Request& request) {
  auto gone = unlink_application(request.context(), id_of(request));
  if (!gone) return web::problem(request, gone.error());
  return to(id_of(request), "unlinked");
}

web::Response create_dismissal(web::Request& request) {
  auto done = dismiss_match(request.context(), id_of(request), {request.form.get("application")});
  if (!done) return web::problem(request, done.error());
  return web::see_other("/office/prospect-matches?dismissed=1");
}

web::Response show_chain(web::Request& request) {
  auto chain = load_chain(request.context(), id_of(request));
  if (!chain) return web::problem(request, chain.error());
  return web::html(views::chain(request, *chain));
}

}  // namespace musubi::recruiting::pages
