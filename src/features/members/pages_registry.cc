// pages_registry.cc - the list of members and the views that people keep of it.
// Reads the query string into a filter; the service decides what is shown.
#include <charconv>

#include "features/members/pages.h"
#include "features/members/query.h"
#include "features/members/views.h"
#include "web/urlencoded.h"

namespace musubi::members::pages {

namespace {

// The list that a query string asks for, with what the page around it needs.
Result<views::List> list_for(const Context& ctx, const web::Fields& query) {
  views::List list;
  list.filter = filter_from(query);
  list.words = query.get("q");
  list.query = query_without_paging(query);
  list.columns = columns_from(query);
  list.registry = TRY(list_registry(ctx, list.filter, list.words));
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
  return list;
}

}  // namespace

web::Response show_list(web::Request& request) {
  auto list = list_for(request.context(), request.query);
  if (!list) return web::problem(request, list.error());
  return web::html(views::list(request, *list));
}

web::Response create_view(web::Request& request) {
  // Read and written anew: it comes back as an address, where a stray byte has no place.
  const std::string query = query_without_paging(fields_of_query(request.form.get("query")));
  auto saved = save_view(request.context(), request.form.get("name"), query);
  if (!saved) {
    std::string path;
    web::Fields fields;
    if (saved.error().fields.empty() ||
        !web::decode_target("/office/members?" + query, path, fields)) {
      return web::problem(request, saved.error());
    }
    auto list = list_for(request.context(), fields);
    if (!list) return web::problem(request, list.error());
    list->view_name = request.form.get("name");
    list->view_error = saved.error();
    return web::html(views::list(request, *list), 422);
  }
  return web::see_other(query.empty() ? "/office/members" : "/office/members?" + query);
}

web::Response delete_view(web::Request& request) {
  auto removed = members::delete_view(request.context(), request.param("id"));
  if (!removed) return web::problem(request, removed.error());
  return web::see_other("/office/members");
}

}  // namespace musubi::members::pages
