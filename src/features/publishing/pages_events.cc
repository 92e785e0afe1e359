// pages_events.cc - what visitors open of events: what lies ahead, a month, a year that is over.
// The same for everyone on the same day (service_events.h). No SQL, no rules.
#include <charconv>

#include "features/publishing/pages.h"
#include "features/publishing/record.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::publishing::pages {
namespace {

constexpr int kEventsShown = 20;
constexpr std::size_t kKeyMost = 100;  // bytes of a key in an address

// A known kind, or any.
std::string kind_in(const web::Request& request) {
  const std::string typed = request.query.get("organiser_kind");
  for (const auto& [code, label] : choices_of("organiser_kind")) {
    if (code == typed) return code;
  }
  return {};
}

void read_key(const web::Request& request, store::EventFilter& filter) {
  filter.key_on = request.query.get("on");
  filter.key_id = request.query.get("id");
  if (!parse_iso_date(filter.key_on) || filter.key_id.size() > kKeyMost) {
    filter.key_on.clear();
    filter.key_id.clear();
  }
}

std::string page_after(const std::string& path, const std::string& on, const ContentId& id,
                       const std::string& kind) {
  return path + "?on=" + on + "&id=" + id.text +
         (kind.empty() ? "" : "&organiser_kind=" + web::percent_encode(kind));
}

std::optional<int> read_year(const std::string& typed) {
  int year = 0;
  const char* end = typed.data() + typed.size();
  const auto [stopped, wrong] = std::from_chars(typed.data(), end, year);
  if (typed.size() != 4 || wrong != std::errc() || stopped != end) return std::nullopt;
  return year;
}

web::Response no_such_page(const web::Request& request) {
  return web::problem(request, Error{Fault::not_found,
                                     "お探しのページはありません。イベントの一覧からお探しください",
                                     {}, {}});
}

}  // namespace

web::Response show_coming_events(web::Request& request) {
  store::EventFilter filter;
  filter.organiser_kind = kind_in(request);
  filter.most = kEventsShown;
  read_key(request, filter);
  auto found = list_coming_events(request.context(), filter);
  if (!found) return web::problem(request, found.error());
  views::EventsView view{std::move(*found), filter.organiser_kind};
  if (view.list.more) {
    const store::EventRow& last = view.list.rows.back();
    view.next_path = page_after("/events", last.days.starts_on, last.content.id,
                                filter.organiser_kind);
  }
  if (!filter.key_id.empty()) {
    view.first_path = "/events" + (filter.organiser_kind.empty()
                                       ? std::string()
                                       : "?organiser_kind=" + filter.organiser_kind);
  }
  web::Response out = web::html(views::coming_events(request, view));
  return out.cached_for_anyone({std::string(kSiteTag)});
}

web::Response show_event_month(web::Request& request) {
  const auto first = parse_iso_date(request.param("month") + "-01");
  if (!first) return no_such_page(request);
  const Context ctx = request.context();
  auto found = load_event_month(ctx, *first, "");
  if (!found) return web::problem(request, found.error());
  web::Response out = web::html(views::event_month(request, *found, ctx.today()));
  return out.cached_for_anyone({std::string(kSiteTag)});
}

web::Response show_event_year(web::Request& request) {
  const auto year = read_year(request.param("year"));
  if (!year) return no_such_page(request);
  store::EventFilter filter;
  filter.most = kEventsShown;
  read_key(request, filter);
  auto found = load_event_year(request.context(), *year, filter);
  if (!found) return web::problem(request, found.error());
  views::EventYearView view{std::move(*found)};
  const std::string path = "/events/archive/" + std::to_string(*year);
  if (view.year.list.more) {
    const store::EventRow& last = view.year.list.rows.back();
    view.next_path = page_after(path, last.days.ends_on, last.content.id, "");
  }
  if (!filter.key_id.empty()) view.first_path = path;
  web::Response out = web::html(views::event_year(request, view));
  return out.cached_for_anyone({std::string(kSiteTag)});
}

}  // namespace musubi::publishing::pages
