// service.cc - see service.h. Reads only, in batches where there may be many. SECURITY: asks
// publishing for what is public and nothing else.
#include "features/feeds/service.h"

#include <algorithm>

#include "features/feeds/permissions.h"

namespace musubi::feeds {
namespace {

constexpr int kBatch = 1000;

std::string host_of(const std::string& origin) {
  const std::size_t at = origin.find("://");
  return at == std::string::npos ? origin : origin.substr(at + 3);
}

CalendarEntry entry_for(const publishing::PublicEvent& event, const House& house) {
  const publishing::PublicItem& item = event.item;
  CalendarEntry out;
  out.uid = item.id + "@" + host_of(house.origin);
  out.title = item.title;
  out.words = item.lead;
  const std::string hours = item.field("hours");
  if (!event.from && !hours.empty()) out.words += "\n時間：" + hours;
  const std::string how = item.field("application");
  if (!how.empty()) out.words += "\n申込み：" + how;
  out.words += "\n主催：" + item.field("organiser") + "\n" + house.origin + item.path;
  out.place = item.field("place");
  const std::string address = item.field("address");
  if (!address.empty()) out.place += "（" + address + "）";
  out.address = house.origin + item.path;
  out.starts_on = event.starts_on;
  out.ends_on = event.ends_on;
  out.from = event.from;
  out.until = event.until;
  out.changed = item.changed_at;
  return out;
}

}  // namespace

std::vector<FeedEntry> load_feed_entries(const Context& ctx, const House& house,
                                         const std::string& type) {
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<FeedEntry> out;
    for (const publishing::PublicItem& item :
         publishing::list_newest_items(reader, type, kFeedEntriesMost)) {
      out.push_back({item.id, item.title, item.lead, item.language, house.origin + item.path,
                     item.published_at, item.changed_at});
    }
    return out;
  });
}

std::vector<CalendarEntry> load_calendar(const Context& ctx, const House& house) {
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<CalendarEntry> out;
    const Date from = add_days(ctx.today(), -kCalendarDaysBack);
    for (const auto& event : publishing::list_events_ahead(reader, from, kCalendarEntriesMost)) {
      out.push_back(entry_for(event, house));
    }
    return out;
  });
}

Result<CalendarEntry> load_calendar_entry(const Context& ctx, const House& house,
                                          const std::string& path) {
  return ctx.db.read([&](db::Reader& reader) -> Result<CalendarEntry> {
    auto event = publishing::find_public_event(reader, path);
    if (event) return entry_for(*event, house);
    return fail(Fault::not_found, "このイベントは、移動したか、公開を終えたようです。"
                                  "イベントの一覧からお探しください");
  });
}

std::vector<std::string> list_map_names(const Context& ctx) {
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<std::string> out{"first"};
    std::string after;
    while (true) {
      after = publishing::find_public_id_after(reader, after, kMapItemsMost - 1);
      // Nothing behind it: the map before was the last.
      if (after.empty() || publishing::find_public_id_after(reader, after, 0).empty()) return out;
      out.push_back(after);
    }
  });
}

std::vector<MapAddress> load_map(const Context& ctx, const House& house, const std::string& after,
                                 const std::vector<std::string>& fixed) {
  std::vector<MapAddress> out;
  if (after.empty()) {
    for (const std::string& path : fixed) out.push_back({house.origin + path, {}});
  }
  std::string last = after;
  int left = kMapItemsMost;
  while (left > 0) {
    const auto batch = ctx.db.read([&](db::Reader& reader) {
      return publishing::list_public_addresses(reader, last, std::min(left, kBatch));
    });
    for (const auto& one : batch) out.push_back({house.origin + one.path, one.changed_at});
    if (batch.empty()) break;
    last = batch.back().id;
    left -= static_cast<int>(batch.size());
  }
  return out;
}

Result<YearOfEvents> load_year(const Context& ctx, const House& house, int year) {
  const std::vector<int> years = list_years(ctx);
  if (std::find(years.begin(), years.end(), year) == years.end()) {
    return fail(Fault::not_found, "この年度のデータはありません。オープンデータのページからお探しください");
  }
  const auto events = ctx.db.read([&](db::Reader& reader) {
    return publishing::list_events_from_to(reader, fiscal_year_start(year), fiscal_year_end(year),
                                           kYearEventsMost + 1);
  });
  if (static_cast<int>(events.size()) > kYearEventsMost) {
    return fail(Fault::too_large, "この年度のイベントが多すぎて、1つのファイルにできません。"
                                  "事務局にお知らせください");
  }
  YearOfEvents out;
  out.year = year;
  for (const auto& event : events) {
    out.events.push_back(open_event_of(event, house.origin));
    out.changed = std::max(out.changed, event.item.changed_at);
  }
  return out;
}

std::vector<int> list_years(const Context& ctx) {
  const auto [first, last] = ctx.db.read(
      [](db::Reader& reader) { return publishing::find_event_span(reader); });
  const auto begins = parse_iso_date(first);
  const auto ends = parse_iso_date(last);
  std::vector<int> out;
  if (!begins || !ends) return out;
  for (int year = fiscal_year(*ends); year >= fiscal_year(*begins); --year) out.push_back(year);
  return out;
}

Result<std::vector<LackingEvent>> list_lacking_events(const Context& ctx) {
  TRY(must(ctx.actor, may::see_open_data));
  const auto events = ctx.db.read([&](db::Reader& reader) {
    return publishing::list_events_ahead(reader, ctx.today(), kCheckedMost);
  });
  std::vector<LackingEvent> out;
  for (const auto& event : events) {
    const OpenEvent open = open_event_of(event, "");
    LackingEvent lacking{event.item.id, event.item.title, event.starts_on, {}};
    for (const OpenColumn& column : find_layout("recommended")->columns) {
      if (column.needed && value_of(column, open).empty()) {
        lacking.lacks.emplace_back(column.heading);
      }
    }
    if (!lacking.lacks.empty()) out.push_back(std::move(lacking));
  }
  return out;
}

}  // namespace musubi::feeds
