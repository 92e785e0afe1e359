// home.cc - see home.h: what waits, what is late, the month's figure, deadlines, movements,
// search. Every function here runs on a page view and reads a bounded number of indexed rows.
#include "features/inquiries/home.h"

#include "base/text.h"
#include "features/inquiries/record.h"
#include "features/inquiries/service.h"
#include "features/inquiries/views.h"
#include "web/app.h"

namespace musubi::inquiries {

using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr int kDeadlinesShown = 20;
constexpr const char* kDeskPath = "/office/inquiries";

template <class F>
auto reading_desk(const web::Request& request, F&& f) {
  return request.context().db.read([&](db::Reader& reader) { return f(reader); });
}

std::optional<Waiting> waiting_late_answers(const web::Request& request) {
  const Instant clock = clock_of(request.context());
  const auto count =
      reading_desk(request, [&](db::Reader& r) { return store::count_late(r, clock); });
  return Waiting{.count = static_cast<int>(count), .label = "回答の期限を過ぎた問合せ",
                 .path = kDeskPath, .text = "すぐに回答するか、見通しを知らせてください。",
                 .tone = Tone::error};
}

std::optional<Waiting> waiting_open(const web::Request& request) {
  const auto count =
      reading_desk(request, [](db::Reader& r) { return store::count_in_state(r, "open"); });
  return Waiting{.count = static_cast<int>(count), .label = "回答を待つ問合せ",
                 .path = std::string(kDeskPath) + "?show=open",
                 .text = "担当を決め、期限までに回答してください。"};
}

std::optional<Waiting> waiting_own(const web::Request& request) {
  const std::string me = request.actor.account.text;
  const auto count =
      reading_desk(request, [&](db::Reader& r) { return store::count_open_of(r, me); });
  return Waiting{.count = static_cast<int>(count), .label = "自分が受け持つ問合せ",
                 .path = std::string(kDeskPath) + "?mine=1"};
}

std::optional<Waiting> waiting_quarantined(const web::Request& request) {
  const auto count = reading_desk(
      request, [](db::Reader& r) { return store::count_in_state(r, "quarantined"); });
  return Waiting{.count = static_cast<int>(count), .label = "迷惑の疑いで止めた問合せ",
                 .path = std::string(kDeskPath) + "?show=quarantined",
                 .text = "問合せが混じっていないかを確かめてください。"};
}

std::vector<Tile> tiles_of_desk(const web::Request& request) {
  const Date today = request.context().today();
  const Date first{today.year, today.month, 1};
  std::int64_t received = 0, in_time = 0, late = 0;
  const auto rows =
      reading_desk(request, [&](db::Reader& r) { return store::list_month(r, first, today); });
  for (const store::MonthRow& row : rows) {
    received += row.received;
    in_time += row.in_time;
    late += row.late;
  }
  Tile out{.label = "今月の問合せ", .value = thousands(received), .unit = "件"};
  out.plan = "期限内に初回回答 " + thousands(in_time) + "件／期限後 " + thousands(late) + "件";
  if (received > 0) {
    out.tone = late == 0 ? Tone::ok : Tone::warning;
    out.state = late == 0 ? "期限内" : "遅れあり";
  }
  out.evidence_path = std::string(kDeskPath) + "/months";
  out.evidence_label = "区分と経路ごとに見る";
  return {out};
}

std::vector<web::Deadline> deadlines_of_desk(const web::Request& request, Date, Date until) {
  std::vector<web::Deadline> out;
  const Instant end = start_of_day_in_japan(add_days(until, 1));
  const auto due = reading_desk(request, [&](db::Reader& r) {
    return store::list_due_until(r, end, kDeadlinesShown);
  });
  for (const Inquiry& q : due) {
    out.push_back({date_in_japan(q.due_at), "問合せへの回答", inquiry_number(q),
                   views::path_of(q), false});
  }
  const auto again = reading_desk(request, [&](db::Reader& r) {
    return store::list_follow_ups(r, until, kDeadlinesShown);
  });
  for (const Inquiry& q : again) {
    const auto day = parse_iso_date(q.follow_up_on);
    if (day) {
      out.push_back({*day, "問合せをもう一度見る", inquiry_number(q), views::path_of(q), false});
    }
  }
  return out;
}

std::optional<web::Movement> describe_inquiry(const web::Request& request,
                                              const audit::Entry& entry) {
  if (entry.noun != "inquiry") return std::nullopt;
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  const auto found = reading_desk(
      request, [&](db::Reader& r) { return store::find_inquiry(r, entry.subject_id); });
  if (!found) return std::nullopt;
  return web::Movement{words, inquiry_number(*found), views::path_of(*found)};
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.waiting.push_back(
      {.permission = may::work_inquiries, .order = 3, .find = waiting_late_answers});
  home.waiting.push_back({.permission = may::work_inquiries, .order = 14, .find = waiting_open});
  home.waiting.push_back({.permission = may::work_inquiries, .order = 15, .find = waiting_own});
  home.waiting.push_back(
      {.permission = may::work_inquiries, .order = 16, .find = waiting_quarantined});
  home.tiles.push_back({.permission = may::see_months, .order = 60, .list = tiles_of_desk});
  home.deadlines.push_back({.permission = may::work_inquiries, .list = deadlines_of_desk});
  home.movements.push_back(
      {.permission = may::see_inquiries, .prefix = "inquiries.", .describe = describe_inquiry});
  home.nouns.push_back({.noun = "inquiry", .label = "問合せ", .order = 36,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_inquiries)
                                     ? std::vector<std::string>{"inquiries"}
                                     : std::vector<std::string>{};
                        },
                        .path = [](const search::Hit& hit) {
                          return std::string(kDeskPath) + "/" + hit.id;
                        }});
}

search::Feeders search_feeders() {
  return {{"inquiry", [](db::Reader& reader, const std::string& after_id, int most) {
             std::vector<search::Document> out;
             for (const Inquiry& one : store::list_by_id(reader, after_id, most)) {
               out.push_back(document_of(reader, one));
             }
             return out;
           }}};
}

}  // namespace musubi::inquiries
