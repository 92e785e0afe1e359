// home.cc - see home.h: what is due for whom, movements, search nouns, menu entries. Reads only;
// every function here runs on a page view and reads a bounded number of rows.
#include "features/recruiting/home.h"

#include "features/recruiting/linking.h"
#include "features/recruiting/record.h"
#include "features/recruiting/service.h"
#include "features/recruiting/service_new_members.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_campaigns.h"
#include "features/recruiting/views_new_members.h"

namespace musubi::recruiting {

using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr std::int64_t kCap = 500;      // of what waits: beyond it a number says no more
constexpr int kDeadlinesShown = 20;     // of one person's own next actions
constexpr int kOrderDue = 9;
constexpr int kOrderAlarm = 10;
constexpr int kOrderMatches = 11;
constexpr int kNavOrder = 180;
constexpr int kPanelOrder = 150;  // after the review, which is what the page is for

store::ListFilter due_of(const web::Request& request, Date until) {
  store::ListFilter filter;
  filter.owner_id = request.actor.account.text;
  filter.due_until = iso(until);
  filter.order = store::Order::due;
  return filter;
}

std::optional<Waiting> waiting_due(const web::Request& request) {
  const Context ctx = request.context();
  const store::ListFilter filter = due_of(request, ctx.today());
  if (filter.owner_id.empty()) return std::nullopt;
  const auto count = ctx.db.read(
      [&](db::Reader& reader) { return store::count_prospects(reader, filter, kCap); });
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "期日の来た、見込み先への連絡",
                 .path = std::string(views::kList) + "?owner=me&due=1",
                 .text = "連絡したら、見込み先の画面で記録してください。"};
}

std::optional<Waiting> waiting_alarm(const web::Request& request) {
  const Context ctx = request.context();
  const auto figures = ctx.db.read(
      [&](db::Reader& reader) { return members::new_members(reader, ctx.today()); });
  if (!is_alarming(figures)) return std::nullopt;
  return Waiting{.count = static_cast<int>(figures.target - figures.now),
                 .label = "新規入会が計画の8割を下回っています（目標まであと）",
                 .path = views::kNewMembers,
                 .text = "動いている見込み先の次の予定を確かめてください。", .tone = Tone::error};
}

std::optional<Waiting> waiting_matches(const web::Request& request) {
  const auto count = request.context().db.read(
      [](db::Reader& reader) { return store::count_open_matches(reader, kCap); });
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "見込み先かもしれない入会申込",
                 .path = "/office/prospect-matches",
                 .text = "同じ団体かどうかを確かめてください。"};
}

std::vector<web::Deadline> own_deadlines(const web::Request& request, Date from, Date until) {
  const Context ctx = request.context();
  store::ListFilter filter = due_of(request, until);
  filter.most = kDeadlinesShown;
  if (filter.owner_id.empty()) return {};
  std::vector<web::Deadline> out;
  for (const Prospect& p : ctx.db.read(
           [&](db::Reader& reader) { return store::list_prospects(reader, filter); })) {
    const auto day = parse_iso_date(p.next_action_on);
    if (!day || *day < from) continue;  // what is overdue waits above
    out.push_back({.day = *day, .label = p.next_action, .note = p.organisation.name,
                   .path = views::path_of(p.id)});
  }
  return out;
}

std::optional<web::Movement> describe(const web::Request& request, const audit::Entry& entry) {
  if (entry.noun != "prospect") return std::nullopt;
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  const ProspectId id{entry.subject_id};
  const auto found = request.context().db.read(
      [&](db::Reader& reader) { return store::find_prospect(reader, id); });
  if (!found) return std::nullopt;
  return web::Movement{words, found->organisation.name, views::path_of(id)};
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.waiting.push_back(
      {.permission = may::work_prospects, .order = kOrderDue, .find = waiting_due});
  home.waiting.push_back(
      {.permission = may::plan_new_members, .order = kOrderAlarm, .find = waiting_alarm});
  home.waiting.push_back(
      {.permission = may::work_prospects, .order = kOrderMatches, .find = waiting_matches});
  home.deadlines.push_back({.permission = may::work_prospects, .list = own_deadlines});
  home.movements.push_back(
      {.permission = may::see_prospects, .prefix = "recruiting.", .describe = describe});
  home.nouns.push_back({.noun = "prospect", .label = "会員募集の見込み先", .order = 35,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_prospects)
                                     ? std::vector<std::string>{std::string(kProspectVisibility)}
                                     : std::vector<std::string>{};
                        },
                        .path = [](const search::Hit& hit) {
                          return views::path_of(ProspectId{hit.id});
                        }});
  app.nav.push_back({.area = web::Area::office, .group = "会員の募集", .label = "会員募集の見込み先",
                     .path = views::kList, .icon = "talk", .permission = may::see_prospects,
                     .order = kNavOrder, .waiting = {}});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "会員の募集", .label = "募集施策",
                       .path = views::kCampaigns, .icon = "flag",
                       .permission = may::see_campaigns, .order = kNavOrder + 2,
                       .waiting = {}});
    app.nav.push_back({.area = area, .group = "会員の募集", .label = "新規入会（KPI-01）",
                       .path = views::kNewMembers, .icon = "chart",
                       .permission = may::see_new_members, .order = kNavOrder + 1,
                       .waiting = {}});
  }
}

void join_desk(applications::Desk& desk) {
  desk.panels.push_back(
      {.permission = may::see_prospects, .order = kPanelOrder,
       .show = [](const web::Request& request, const applications::Application& a) {
         auto ties = load_ties(request.context(), a);
         return ties ? views::ties_panel(request, a, *ties) : web::Html();
       }});
  // The office types the application of a prospect: what is known of it is there already.
  desk.prefills.push_back([](const web::Request& request, const std::string& code) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!can(request.actor, may::see_prospects)) return out;
    const auto known = request.context().db.read(
        [&](db::Reader& reader) { return store::find_prospect_by_code(reader, code); });
    if (!known) return out;
    for (auto& [field, text] : typed_of(*known)) {
      if (field != "note" && !text.empty()) out.emplace_back(field, std::move(text));
    }
    return out;
  });
}

search::Feeders search_feeders() {
  return {{"prospect", [](db::Reader& reader, const std::string& after, int most) {
             std::vector<search::Document> out;
             for (const Prospect& p : store::list_prospects_by_id(reader, after, most)) {
               out.push_back(document_of(p));
             }
             return out;
           }}};
}

}  // namespace musubi::recruiting
