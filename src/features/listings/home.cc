// home.cc - see home.h: what waits, what is late, deadlines, movements, search. Every function here
// runs on a page view and reads a bounded number of indexed rows.
#include "features/listings/home.h"

#include "features/listings/letters.h"
#include "features/listings/listings.h"
#include "features/listings/record.h"
#include "features/listings/service.h"
#include "web/app.h"
#include "web/kit/tile.h"

namespace musubi::listings {
namespace {

using web::kit::Tone;
using web::kit::Waiting;

constexpr int kDueShown = 20;
const std::string kQueuePath = "/office/event-listings";

template <class F>
auto reading_queue(const web::Request& request, F&& f) {
  return request.context().db.read([&](db::Reader& reader) { return f(reader); });
}

std::optional<Waiting> waiting_late(const web::Request& request) {
  const Instant clock = clock_of(request.context());
  const auto count =
      reading_queue(request, [&](db::Reader& r) { return store::count_late(r, clock); });
  return Waiting{.count = static_cast<int>(count), .label = "期限を過ぎた催しの掲載依頼",
                 .path = kQueuePath, .text = "すぐに掲載するか、見通しを知らせてください。",
                 .tone = Tone::error};
}

std::optional<Waiting> waiting_open_listings(const web::Request& request) {
  const auto count =
      reading_queue(request, [](db::Reader& r) { return store::count_in_state(r, "open"); });
  return Waiting{.count = static_cast<int>(count), .label = "判断を待つ催しの掲載依頼",
                 .path = kQueuePath + "?show=open",
                 .text = "イベントの下書きにするか、依頼した人に確かめるか、見送ってください。"};
}

std::optional<Waiting> waiting_pending(const web::Request& request) {
  const auto count = reading_queue(request, [](db::Reader& r) { return store::count_pending(r); });
  return Waiting{.count = static_cast<int>(count), .label = "掲載した催しの訂正・取下げ",
                 .path = kQueuePath + "?show=pending", .text = "記事を直すか、終了にしてください。",
                 .tone = Tone::warning};
}

std::optional<Waiting> waiting_set_aside(const web::Request& request) {
  const auto count = reading_queue(
      request, [](db::Reader& r) { return store::count_in_state(r, "quarantined"); });
  return Waiting{.count = static_cast<int>(count), .label = "迷惑の疑いで止めた掲載依頼",
                 .path = kQueuePath + "?show=quarantined",
                 .text = "掲載依頼が混じっていないかを確かめてください。"};
}

std::optional<Waiting> waiting_answer_of_member(const web::Request& request) {
  const std::string me = request.actor.account.text;
  const auto count =
      reading_queue(request, [&](db::Reader& r) { return store::count_asked_of(r, me); });
  return Waiting{.count = static_cast<int>(count), .label = "事務局が確かめたい掲載のご依頼",
                 .path = "/members/event-listings",
                 .text = "ご依頼を開き、「内容を直す」からお答えください。", .tone = Tone::warning};
}

std::vector<web::Deadline> deadlines_of_queue(const web::Request& request, Date, Date until) {
  std::vector<web::Deadline> out;
  const Instant end = start_of_day_in_japan(add_days(until, 1));
  const auto due = reading_queue(
      request, [&](db::Reader& r) { return store::list_due_until(r, end, kDueShown); });
  for (const Listing& q : due) {
    out.push_back({date_in_japan(q.due_at), "催しの掲載", listing_number(q), desk_path(q.id),
                   false});
  }
  return out;
}

std::optional<web::Movement> describe_listing(const web::Request& request,
                                              const audit::Entry& entry) {
  if (entry.noun != "listing") return std::nullopt;
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  const auto found = reading_queue(
      request, [&](db::Reader& r) { return store::find_listing(r, entry.subject_id); });
  if (!found) return std::nullopt;
  return web::Movement{words, listing_number(*found), desk_path(found->id)};
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.waiting.push_back({.permission = may::work_listings, .order = 4, .find = waiting_late});
  home.waiting.push_back(
      {.permission = may::work_listings, .order = 17, .find = waiting_open_listings});
  home.waiting.push_back({.permission = may::work_listings, .order = 18, .find = waiting_pending});
  home.waiting.push_back(
      {.permission = may::work_listings, .order = 19, .find = waiting_set_aside});
  home.waiting.push_back(
      {.permission = may::ask_as_member, .order = 20, .find = waiting_answer_of_member});
  home.deadlines.push_back({.permission = may::work_listings, .list = deadlines_of_queue});
  home.movements.push_back(
      {.permission = may::see_listings, .prefix = "listings.", .describe = describe_listing});
  home.nouns.push_back({.noun = "listing", .label = "催しの掲載依頼", .order = 37,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_listings)
                                     ? std::vector<std::string>{"listings"}
                                     : std::vector<std::string>{};
                        },
                        .path = [](const search::Hit& hit) { return desk_path(hit.id); }});
}

search::Feeders search_feeders() {
  return {{"listing", [](db::Reader& reader, const std::string& after_id, int most) {
             std::vector<search::Document> out;
             for (const Listing& one : store::list_by_id(reader, after_id, most)) {
               out.push_back(document_of(one));
             }
             return out;
           }}};
}

}  // namespace musubi::listings
