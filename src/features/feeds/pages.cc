// pages.cc - see pages.h. Every answer is the same for everyone and kept under the tag `site`,
// which publishing forgets with every step that visitors could see.
#include "features/feeds/pages.h"

#include <charconv>

#include "core/sheets/sheets.h"
#include "features/feeds/service.h"
#include "features/feeds/views.h"
#include "web/app.h"

namespace musubi::feeds::pages {
namespace {

constexpr const char* kSite = "site";

// The lists that have a feed: where it is, of what type, how it is called, where people read it.
struct AtomRow {
  std::string_view path, type, title, page;
};
constexpr AtomRow kAtomRows[] = {{"/news.atom", "news", "お知らせ", "/news"},
                                 {"/cases.atom", "dx_case", "ＤＸ事例", "/cases"},
                                 {"/events.atom", "event", "イベント", "/events"}};

// Pages that are no items, where the product has them.
constexpr const char* kFixedPages[] = {
    "/",          "/about",        "/join",     "/news",    "/cases",
    "/events",    "/faq",          "/materials", "/profiles", "/grand-design",
    "/pages",     "/help",         "/contact",  "/opendata", "/sitemap",
    "/event-listings",
    "/policies/accessibility",     "/policies/accessibility/results",
    "/policies/privacy",           "/policies/security",      "/policies/counting",
    "/policies/site",              "/policies/social"};

House house_of(const web::Request& request) {
  const web::App& app = *request.app;
  return {app.site_name, app.public_origin, start_of_day_in_japan(app.contract_start)};
}

web::Response for_machines(std::string body, const char* media_type) {
  web::Response out;
  out.header("Content-Type", media_type);
  out.body = std::move(body);
  return out.cached_for_anyone({kSite});
}

// Open data may be read by the programs of other sites; it is public and the same for everyone.
web::Response for_other_sites(web::Response response) {
  response.header("Access-Control-Allow-Origin", "*");
  response.header("Cross-Origin-Resource-Policy", "cross-origin");
  return response.cached_for_anyone({kSite});
}

bool is_open(const web::Request& request, std::string_view path) {
  const auto match = request.app->router.match("GET", path);
  return match.route != nullptr && match.route->permission.level == Permission::Level::anyone;
}

web::Response no_such_file(const web::Request& request) {
  return web::problem(request, Error{Fault::not_found,
                                     "お探しのデータはありません。オープンデータのページから"
                                     "お探しください", {}, {}});
}

std::string json_file(const YearOfEvents& year, const House& house) {
  const Json out{{"title", house.name + "のイベント（" + fiscal_year_name(year.year) + "）"},
                 {"publisher", house.name},
                 {"licence", {{"name", kLicenceName}, {"url", kLicenceAddress}}},
                 {"source", house.origin + "/opendata"},
                 {"fiscal_year", year.year},
                 {"modified", year.changed.ms == 0 ? "" : iso8601_jst(year.changed)},
                 {"events", json_of(year.events)}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

web::Response show_atom(web::Request& request) {
  for (const AtomRow& row : kAtomRows) {
    if (row.path != request.path) continue;
    const House house = house_of(request);
    Feed feed;
    feed.title = house.name + "　" + std::string(row.title);
    feed.author = house.name;
    feed.own_address = house.origin + std::string(row.path);
    feed.page_address = house.origin + std::string(row.page);
    feed.updated = house.begun;
    feed.entries = load_feed_entries(request.context(), house, std::string(row.type));
    return for_machines(atom_of(feed), "application/atom+xml; charset=utf-8");
  }
  return no_such_file(request);
}

web::Response show_calendar(web::Request& request) {
  const House house = house_of(request);
  return for_machines(calendar_of(house.name + "のイベント",
                                  load_calendar(request.context(), house)),
                      "text/calendar; charset=utf-8");
}

web::Response show_calendar_entry(web::Request& request) {
  const std::string slug = request.param("slug");
  auto entry = load_calendar_entry(request.context(), house_of(request), "/events/" + slug);
  if (!entry) return web::problem(request, entry.error());
  return web::download(calendar_of("", {*entry}), "text/calendar; charset=utf-8", slug + ".ics")
      .cached_for_anyone({kSite});
}

web::Response show_sitemap_index(web::Request& request) {
  const House house = house_of(request);
  std::vector<std::string> addresses;
  for (const std::string& name : list_map_names(request.context())) {
    addresses.push_back(house.origin + "/sitemaps/" + name + ".xml");
  }
  return for_machines(sitemap_index_of(addresses), "application/xml; charset=utf-8");
}

web::Response show_sitemap(web::Request& request) {
  std::string name = request.param("file");
  if (!name.ends_with(".xml")) return no_such_file(request);
  name.resize(name.size() - 4);
  if (name != "first" && !is_uuid(name)) return no_such_file(request);
  std::vector<std::string> fixed;
  for (const char* path : kFixedPages) {
    if (is_open(request, path)) fixed.emplace_back(path);
  }
  const auto addresses = load_map(request.context(), house_of(request),
                                  name == "first" ? "" : name, fixed);
  if (addresses.empty()) return no_such_file(request);
  return for_machines(sitemap_of(addresses), "application/xml; charset=utf-8");
}

web::Response show_robots(web::Request& request) {
  // Not a lock (the permissions are): it only keeps search engines from asking for nothing.
  std::string out = "User-agent: *\n";
  for (const char* path : {"/office/", "/members/", "/prefecture/", "/account", "/sign-in",
                           "/previews/", "/approvals/", "/postal-codes"}) {
    out += "Disallow: " + std::string(path) + "\n";
  }
  out += "\nSitemap: " + request.app->public_origin + "/sitemap.xml\n";
  return for_machines(out, "text/plain; charset=utf-8");
}

web::Response show_open_data(web::Request& request) {
  web::Response out =
      web::html(views::open_data(request, {house_of(request), list_years(request.context())}));
  return out.cached_for_anyone({kSite});
}

web::Response show_open_file(web::Request& request) {
  const std::string typed = request.param("year"), file = request.param("file");
  int year = 0;
  const auto [end, wrong] = std::from_chars(typed.data(), typed.data() + typed.size(), year);
  if (typed.size() != 4 || wrong != std::errc() || end != typed.data() + typed.size()) {
    return no_such_file(request);
  }
  const std::size_t dot = file.rfind('.');
  const std::string ending = dot == std::string::npos ? std::string() : file.substr(dot + 1);
  const Layout* layout = ending == "csv" ? find_layout(file.substr(0, dot)) : nullptr;
  if (layout == nullptr && file != "events.json") return no_such_file(request);
  const House house = house_of(request);
  auto found = load_year(request.context(), house, year);
  if (!found) return web::problem(request, found.error());
  if (layout == nullptr) {
    return for_other_sites(web::json_text(json_file(*found, house)));
  }
  auto csv = sheets::write_csv(rows_of(*layout, found->events));
  if (!csv) return web::problem(request, csv.error());
  return for_other_sites(web::download(std::move(*csv), "text/csv; charset=utf-8",
                                       "events_" + typed + "_" + file));
}

web::Response show_lacking_events(web::Request& request) {
  auto found = list_lacking_events(request.context());
  if (!found) return web::problem(request, found.error());
  return web::html(views::lacking_events(request, *found));
}

}  // namespace musubi::feeds::pages
