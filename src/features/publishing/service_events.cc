// service_events.cc - see service_events.h. Reads only, but for the turn of the day, which forgets
// the kept pages. Must never show an event of an item that is not public: the rows go with it.
#include "features/publishing/service_events.h"

#include <algorithm>

#include "features/publishing/hours.h"
#include "features/publishing/publishing.h"
#include "features/publishing/record.h"
#include "web/cache.h"

namespace musubi::publishing {
namespace {

EventList cut(std::vector<store::EventRow> rows, int shown) {
  EventList out;
  out.rows = std::move(rows);
  out.more = static_cast<int>(out.rows.size()) > shown;
  if (out.more) out.rows.pop_back();
  return out;
}

std::string month_of(Date day) { return iso(day).substr(0, 7); }

std::vector<PublicEvent> with_texts(db::Reader& reader,
                                    const std::vector<store::EventRow>& rows) {
  std::vector<PublicEvent> out;
  for (const store::EventRow& row : rows) {
    auto event = find_public_event(reader, row.content.path);
    if (event) out.push_back(std::move(*event));
  }
  return out;
}

}  // namespace

Result<EventList> list_coming_events(const Context& ctx, store::EventFilter filter) {
  return ctx.db.read([&](db::Reader& reader) -> Result<EventList> {
    const int shown = filter.most;
    filter.from = iso(ctx.today());
    filter.most = shown + 1;
    return cut(store::list_coming_events(reader, filter), shown);
  });
}

Result<EventMonth> load_event_month(const Context& ctx, Date first,
                                    const std::string& organiser_kind) {
  return ctx.db.read([&](db::Reader& reader) -> Result<EventMonth> {
    EventMonth out;
    out.first = {first.year, first.month, 1};
    const std::string month = month_of(out.first);
    const std::string today = month_of(ctx.today());
    const auto [begins, ends] = store::find_event_span(reader);
    const std::string earliest = begins.empty() ? today : std::min(begins.substr(0, 7), today);
    const std::string latest = std::max(ends.substr(0, std::min<std::size_t>(7, ends.size())),
                                        today);
    if (month < earliest || month > latest) {
      return fail(Fault::not_found, "この月のイベントはありません。今月のカレンダーからお探しください");
    }
    out.has_before = earliest < month;
    out.has_after = month < latest;
    out.rows = store::list_events_of_month(reader, month, organiser_kind, kMonthEventsMost);
    return out;
  });
}

Result<EventYear> load_event_year(const Context& ctx, int year, store::EventFilter filter) {
  return ctx.db.read([&](db::Reader& reader) -> Result<EventYear> {
    EventYear out;
    out.year = year;
    const Date today = ctx.today();
    const auto begins = parse_iso_date(store::find_event_span(reader).first);
    const int newest = fiscal_year(today);
    const int oldest = begins ? std::min(fiscal_year(*begins), newest) : newest;
    for (int one = newest; one >= oldest; --one) out.years.push_back(one);
    if (year < oldest || year > newest) {
      return fail(Fault::not_found, "この年度のイベントはありません。イベントの一覧からお探しください");
    }
    const Date yesterday = add_days(today, -1);
    const Date end = fiscal_year_end(year);
    filter.from = iso(fiscal_year_start(year));
    filter.until = iso(yesterday < end ? yesterday : end);
    const int shown = filter.most;
    filter.most = shown + 1;
    out.list = cut(store::list_past_events(reader, filter), shown);
    return out;
  });
}

jobs::Job day_turned_job() {
  jobs::Job job;
  job.name = "publishing.day.turned";
  job.label = "日付が変わったら、公開サイトの「これからのイベント」を作り直す";
  job.schedule = jobs::Schedule::daily_at(0, 0);
  job.run = [](const Context& ctx) {
    return ctx.db.write([](db::Tx& tx) -> Result<void> {
      web::forget_pages(tx, kSiteTag);
      return {};
    });
  };
  return job;
}

// ---- for feeds and files (publishing.h) ----

std::optional<PublicEvent> find_public_event(db::Reader& reader, std::string_view path) {
  auto item = find_public_item(reader, path);
  if (!item || item->type != "event") return std::nullopt;
  const auto field = [&](std::string_view name) {
    for (const auto& [key, value] : item->fields) {
      if (key == name) return value;
    }
    return std::string();
  };
  PublicEvent out;
  out.starts_on = field("starts_on");
  out.ends_on = std::max(out.starts_on, field("ends_on"));
  const Hours hours = read_hours(field("hours"));
  out.from = hours.from;
  out.until = hours.until;
  out.item = std::move(*item);
  return out;
}

std::vector<PublicEvent> list_events_ahead(db::Reader& reader, Date from, int most) {
  store::EventFilter filter;
  filter.from = iso(from);
  filter.most = most;
  return with_texts(reader, store::list_coming_events(reader, filter));
}

std::vector<PublicEvent> list_events_from_to(db::Reader& reader, Date from, Date until, int most) {
  store::EventFilter filter;
  filter.from = iso(from);
  filter.until = iso(until);
  filter.most = most;
  return with_texts(reader, store::list_events_between(reader, filter));
}

std::pair<std::string, std::string> find_event_span(db::Reader& reader) {
  return store::find_event_span(reader);
}

std::vector<PublicItem> list_newest_items(db::Reader& reader, const std::string& type, int most) {
  store::PublicFilter filter;
  filter.type = type;
  filter.most = most;
  std::vector<PublicItem> out;
  for (const Content& content : store::list_public(reader, filter)) {
    auto item = find_public_item(reader, content.path);
    if (item) out.push_back(std::move(*item));
  }
  return out;
}

std::vector<PublicAddress> list_public_addresses(db::Reader& reader, const std::string& after,
                                                 int most) {
  std::vector<PublicAddress> out;
  for (const Content& content : store::list_public_by_id(reader, after, most)) {
    out.push_back({content.id.text, content.path, content.changed_at});
  }
  return out;
}

std::string find_public_id_after(db::Reader& reader, const std::string& after, std::int64_t nth) {
  return store::find_public_id_after(reader, after, nth);
}

std::string label_of(std::string_view field, const std::string& stored) {
  return field_for_people(field, stored);
}

}  // namespace musubi::publishing
