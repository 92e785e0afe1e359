// gather.cc - see gather.h. Between pages and the features' contributions; every list is bounded.
// Decides nothing but the order and what is left out.
#include "features/home/gather.h"

#include <algorithm>
#include <set>

#include "core/settings/calendar.h"

namespace musubi::home {
namespace {

constexpr int kAuditRead = 120;        // newest entries looked at for 最近の動き
constexpr int kDeadlineDays = 200;     // how far ahead
constexpr int kScheduleDays = 30;      // the yearly schedule is settled this long after signing
constexpr auto kByOrder = [](const auto* a, const auto* b) { return a->order < b->order; };

// The rows that this actor may see, in order.
template <class Source>
std::vector<const Source*> allowed(const web::Request& request, const std::vector<Source>& all) {
  std::vector<const Source*> out;
  for (const Source& source : all) {
    if (can(request.actor, source.permission)) out.push_back(&source);
  }
  return out;
}

// Whether a path leads to the entry's own page, whatever it is narrowed to, or below it.
bool lies_at(std::string_view path, std::string_view entry) {
  if (!path.starts_with(entry)) return false;
  return path.size() == entry.size() || path[entry.size()] == '?' || path[entry.size()] == '/';
}

std::vector<web::kit::Waiting> waiting_of(const web::Request& request, web::Area area) {
  std::vector<web::kit::Waiting> out;
  std::set<std::string> said;
  auto sources = allowed(request, request.app->home.waiting);
  std::stable_sort(sources.begin(), sources.end(), kByOrder);
  for (const auto* source : sources) {
    auto found = source->find(request);
    if (!found) continue;
    said.insert(found->path);
    if (found->count > 0 && may_open(request, found->path)) out.push_back(std::move(*found));
  }
  auto entries = allowed(request, request.app->nav);
  std::stable_sort(entries.begin(), entries.end(), kByOrder);
  for (const auto* entry : entries) {
    if (entry->area != area || !entry->waiting) continue;
    if (std::any_of(said.begin(), said.end(),
                    [&](const std::string& path) { return lies_at(path, entry->path); })) {
      continue;
    }
    const int count = entry->waiting(request);
    if (count > 0) out.push_back({.count = count, .label = entry->label, .path = entry->path});
  }
  return out;
}

std::vector<web::Deadline> deadlines_of(const web::Request& request) {
  const Date today = request.context().today();
  const Date until = add_days(today, kDeadlineDays);
  const auto calendar = request.context().db.read(
      [](db::Reader& reader) { return settings::find_calendar(reader); });
  auto out = contract_deadlines(*request.app, calendar, today, until);
  for (const auto* source : allowed(request, request.app->home.deadlines)) {
    for (auto& deadline : source->list(request, today, until)) {
      if (!deadline.done) out.push_back(std::move(deadline));
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.day < b.day; });
  if (out.size() > static_cast<std::size_t>(kDeadlinesMost)) out.resize(kDeadlinesMost);
  return out;
}

const web::MovementSource* source_for(const std::vector<const web::MovementSource*>& sources,
                                      const std::string& action) {
  for (const auto* source : sources) {
    if (action.starts_with(source->prefix)) return source;
  }
  return nullptr;
}

std::vector<Recent> recent_of(const web::Request& request) {
  const auto sources = allowed(request, request.app->home.movements);
  if (sources.empty()) return {};
  audit::Filter filter;
  filter.most = kAuditRead;
  const auto entries = request.context().db.read(
      [&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  std::vector<Recent> out;
  std::string last;
  for (const auto& entry : entries) {
    const std::string act = entry.action + "\n" + entry.actor_id + "\n" + entry.request_id + "\n" +
                            iso(date_in_japan(entry.at));
    if (act == last && !out.empty()) {
      ++out.back().others;
      continue;
    }
    const auto* source = source_for(sources, entry.action);
    auto movement = source != nullptr ? source->describe(request, entry) : std::nullopt;
    if (!movement) continue;
    if (out.size() == static_cast<std::size_t>(kRecentMost)) break;
    last = act;
    out.push_back({entry.at, entry.actor_name, std::move(*movement), 0});
  }
  return out;
}

Date open_day_before(const BusinessCalendar& calendar, Date day) {
  while (!calendar.is_open(day)) day = add_days(day, -1);
  return day;
}

}  // namespace

std::vector<web::Deadline> contract_deadlines(const web::App& app, const BusinessCalendar& calendar,
                                              Date from, Date until) {
  std::vector<web::Deadline> all;
  const Date start = app.contract_start;
  const Date end = app.contract_end;
  all.push_back({add_days(start, kScheduleDays), "年間スケジュールの確定", "契約の締結から30日以内"});
  // once a month, until the contract ends.
  for (Date month = {start.year, start.month, 1}; month <= end; month = add_months(month, 1)) {
    const Date last = add_days(add_months(month, 1), -1);
    all.push_back({std::min(last, end), std::to_string(month.month) + "月の定例会と議事録",
                   "あわせてサイトのログ報告"});
  }
  all.push_back({end, "年度報告書・成果品の提出", "精算・貸与資料の返還・引継ぎを含みます"});
  all.push_back({end, "委託期間の終わり", ""});
  std::vector<web::Deadline> out;
  for (auto& deadline : all) {
    const Date open = open_day_before(calendar, deadline.day);
    if (open != deadline.day && !deadline.note.empty()) deadline.note += "。";
    if (open != deadline.day) deadline.note += month_day(deadline.day) + "は閉庁日です";
    deadline.day = open;
    if (open >= from && open <= until) out.push_back(std::move(deadline));
  }
  return out;
}

Gathered gather(const web::Request& request, web::Area area) {
  const web::Home& home = request.app->home;
  Gathered out;
  out.waiting = waiting_of(request, area);
  auto tiles = allowed(request, home.tiles);
  std::stable_sort(tiles.begin(), tiles.end(), kByOrder);
  for (const auto* source : tiles) {
    for (auto& tile : source->list(request)) {
      if (!tile.evidence_path.empty() && !may_open(request, tile.evidence_path)) {
        tile.evidence_path.clear();
      }
      out.tiles.push_back(std::move(tile));
    }
  }
  auto panels = allowed(request, home.panels);
  std::stable_sort(panels.begin(), panels.end(), kByOrder);
  for (const auto* source : panels) {
    if (source->area != area) continue;
    if (auto shown = source->show(request); !shown.empty()) {
      out.panels.emplace_back(source->order, std::move(shown));
    }
  }
  if (area == web::Area::members) return out;
  out.deadlines = deadlines_of(request);
  auto facts = allowed(request, home.facts);
  std::stable_sort(facts.begin(), facts.end(), kByOrder);
  for (const auto* source : facts) {
    for (auto& fact : source->list(request)) out.facts.push_back(std::move(fact));
  }
  out.recent = recent_of(request);
  return out;
}

std::vector<const web::NavItem*> open_entries(const web::Request& request) {
  std::vector<const web::NavItem*> out;
  for (const auto* entry : allowed(request, request.app->nav)) {
    if (entry->area == web::Area::open || !may_open(request, entry->path)) continue;
    // A page that stands in the menus of two areas is one page.
    const bool twice = std::any_of(out.begin(), out.end(), [entry](const web::NavItem* other) {
      return other->path == entry->path;
    });
    if (!twice) out.push_back(entry);
  }
  std::stable_sort(out.begin(), out.end(), kByOrder);
  return out;
}

}  // namespace musubi::home
