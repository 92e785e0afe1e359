// pages_registry.cc - the list of members and the views that people keep of it.
// Reads the query string into a filter; the service decides what is shown.
#include <charconv>

#include "features/members/pages.h"
#include "features/members/query.h"
#include "features/members/views.h"

namespace musubi::members::pages {

web::Response show_list(web::Request& request) {
  const Context ctx = request.context();
  views::List list;
  list.filter = filter_from(request.query);
  list.words = request.query.get("q");
  list.query = query_without_paging(request.query);
  list.columns = columns_from(request.query);
  auto registry = list_registry(ctx, list.filter, list.words);
  if (!registry) return web::problem(request, registry.error());
  list.registry = std::move(*registry);
  if (list.registry.more) {
    list.next_path = next_page_path(list.query, list.filter, list.registry.rows.back());
  }
  if (!list.filter.after_id.empty()) {
    list.first_path = list.query.empty() ? "/office/members" : "/office/members?" + list.query;
  }
  list.views = list_saved_views(ctx);
  const Date today = ctx.today();
  list.standing = ctx.db.read([&](db::Reader& reader) {
    return standing(reader, fiscal_year_start(fiscal_year(today)), today);
  });
  list.may_edit = can(ctx.actor, may::edit_registry);
  list.may_export = can(ctx.actor, may::export_registry);
  list.may_import = can(ctx.actor, may::import_roster);
  return web::html(views::list(request, list));
}

web::Response create_view(web::Request& request) {
  const std::string query = request.form.get("query");
  auto saved = save_view(request.context(), request.form.get("name"), query);
  if (!saved) return web::problem(request, saved.error());
  return web::see_other(query.empty() ? "/office/members" : "/office/members?" + query);
}

web::Response delete_view(web::Request& request) {
  auto removed = members::delete_view(request.context(), request.param("id"));
  if (!removed) return web::problem(request, removed.error());
  return web::see_other("/office/members");
}

}  // namespace musubi::members::pages
