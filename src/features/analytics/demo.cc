// demo.cc - April to October of the demo's year: a site that grows slowly, quiet at weekends, with
// a seminar in July that everybody looked up. Made by a fixed recipe, the same each time; the last
// two months with their raw events, so that a report can be counted anew. Nobody here is anybody.
#include <random>

#include "features/accounts/accounts.h"
#include "features/analytics/analytics.h"
#include "features/analytics/permissions.h"
#include "features/analytics/rules.h"
#include "features/analytics/service_reports.h"
#include "features/analytics/service_uptime.h"
#include "features/analytics/store.h"

namespace musubi::analytics {
namespace {

constexpr Date kFirstDay{2024, 4, 1}, kRawFrom{2024, 9, 1}, kLastDay{2024, 10, 27};
constexpr Date kContractEnd{2025, 3, 31};
constexpr std::uint32_t kRecipe = 20240401;

struct Chance {
  std::string_view name;
  int weight;
};
constexpr Chance kPages[] = {{"/", 30},        {"/about", 12},        {"/join", 11},
                             {"/help", 7},     {"/cases", 14},        {"/events", 13},
                             {"/news", 8},     {"/policies/privacy", 2}, {"/search", 3}};
constexpr Chance kReferrers[] = {{"", 42}, {"Google", 31}, {"Yahoo!", 9}, {"Bing", 8},
                                 {"pref.example.jp", 7}, {"X", 3}};
constexpr Chance kDemoDevices[] = {{"phone", 55}, {"computer", 40}, {"tablet", 5}};
constexpr Chance kDemoBrowsers[] = {{"chrome", 45}, {"safari", 30}, {"edge", 20}, {"firefox", 5}};
constexpr Chance kWords[] = {{"補助金", 20}, {"入会", 15},   {"rpa", 8},
                             {"セミナー", 14}, {"請求書 電子化", 6}, {"農業 センサー", 5}};
constexpr Chance kFiles[] = {{"/files/annai.pdf", 6}, {"/files/kiyaku.pdf", 3}};
constexpr Chance kHosts[] = {{"pref.example.jp", 5}, {"chamber.example.jp", 3}};

class Story {
 public:
  explicit Story(Sums& sums) : sums_(sums) {}

  void tell(Date day, std::vector<Event>* raw) {
    const bool weekend = weekday(day) == 0 || weekday(day) == 6;
    const int month = day.month - 4;
    int visits = (weekend ? 14 : 34) + 3 * month + static_cast<int>(dice_() % 9);
    if (day >= Date{2024, 7, 10} && day <= Date{2024, 7, 12}) visits *= 3;
    for (int i = 0; i < visits; ++i) visit(day, i, raw);
    add_to(sums_, measure::kLeftOut, iso(day), "bot", 120 + static_cast<int>(dice_() % 60));
    add_to(sums_, measure::kLeftOut, iso(day), "monitor", 288);
    if (!weekend) add_to(sums_, measure::kLeftOut, iso(day), "staff", 20 + month);
  }

 private:
  template <std::size_t n>
  std::string pick(const Chance (&chances)[n]) {
    int all = 0;
    for (const Chance& one : chances) all += one.weight;
    int at = static_cast<int>(dice_() % static_cast<std::uint32_t>(all));
    for (const Chance& one : chances) {
      at -= one.weight;
      if (at < 0) return std::string(one.name);
    }
    return std::string(chances[0].name);
  }

  // Between eight and ten in the evening, most of it by day.
  std::int64_t some_hour() {
    const std::uint32_t a = dice_() % 13, b = dice_() % 3;
    return 8 + static_cast<std::int64_t>(b == 0 ? a : 1 + a % 9);
  }

  void visit(Date day, int nth, std::vector<Event>* raw) {
    Event e;
    e.day = iso(day);
    e.hour = some_hour();
    const std::int64_t begins = start_of_day_in_japan(day).ms + e.hour * 3'600'000;
    e.at = {begins + static_cast<std::int64_t>(dice_() % 1'800) * 1000};
    e.referrer = pick(kReferrers);
    e.device = pick(kDemoDevices);
    e.browser = pick(kDemoBrowsers);
    e.visit = ++number_;
    // Every eighth comes a second time on its day.
    const bool again = nth > 0 && nth % 8 == 0;
    e.visitor = again ? number_ - 1 : number_;
    Seen seen;
    seen.visit = e.visit;
    const int pages = 1 + static_cast<int>(dice_() % 5) % 4;
    for (int i = 0; i < pages; ++i) {
      e.kind = "page";
      e.page = i == 0 && dice_() % 2 == 0 ? "/" : pick(kPages);
      e.position = i + 1;
      seen.begins_visit = i == 0;
      seen.begins_day = i == 0 && !again;
      keep(e, seen, raw);
      seen.left_page = e.page;
      e.at.ms += 40'000;
    }
    e.position = 0;
    if (dice_() % 6 == 0) search(e, seen, raw);
    if (dice_() % 9 == 0) other(e, seen, raw, "download", pick(kFiles));
    if (dice_() % 14 == 0) other(e, seen, raw, "outbound", pick(kHosts));
    if (dice_() % 25 == 0) other(e, seen, raw, "missing", "/old/annai.html");
  }

  void search(Event e, const Seen& seen, std::vector<Event>* raw) {
    e.words = pick(kWords);
    e.hits = e.words.starts_with("農業") ? 0 : 4;
    e.referrer = e.device = e.browser = e.page = "";
    e.kind = "search";
    keep(e, seen, raw);
  }

  void other(Event e, const Seen& seen, std::vector<Event>* raw, const char* kind,
             std::string page) {
    e.kind = kind;
    e.page = std::move(page);
    e.referrer = e.device = e.browser = "";
    keep(e, seen, raw);
  }

  void keep(Event& e, const Seen& seen, std::vector<Event>* raw) {
    add_event(sums_, e, seen);
    if (raw == nullptr) return;
    e.id = new_uuid(e.at);
    raw->push_back(e);
  }

  Sums& sums_;
  std::mt19937 dice_{kRecipe};
  std::int64_t number_ = 0;
};

Context on(const Context& ctx, Date day, int hour, const Actor& actor) {
  Context out = ctx;
  out.now = Instant{start_of_day_in_japan(day).ms + hour * 3'600'000LL};
  out.pretended_today = day;
  out.actor = actor;
  out.address = "";
  out.request_id = "demo-" + iso(day);
  return out;
}

// A probe every ten minutes; down for twenty minutes in June, and while it was stopped as planned.
Result<void> tell_probes(db::Tx& tx) {
  constexpr std::int64_t kEveryMs = 10 * 60'000;
  const std::int64_t until = start_of_day_in_japan(add_days(kLastDay, 1)).ms;
  const std::int64_t broken = start_of_day_in_japan({2024, 6, 18}).ms + 14 * 3'600'000LL;
  const std::int64_t planned = start_of_day_in_japan({2024, 8, 8}).ms + 13 * 3'600'000LL;
  for (std::int64_t at = start_of_day_in_japan(kFirstDay).ms; at < until; at += kEveryMs) {
    const bool down = (at >= broken && at < broken + 2 * kEveryMs) ||
                      (at >= planned && at < planned + 3 * kEveryMs);
    TRY(store::insert_check(tx, "outside", {{at}, !down, ""}));
  }
  return {};
}

Result<void> tell_reports(const Context& ctx, const Actor& manager, const Actor& office,
                          const Actor& prefecture) {
  struct Told {
    const char* month;
    Date made;
    const char* remark;
  };
  const Told months[] = {
      {"2024-04", {2024, 5, 9}, "公開を始めた月です。入会の案内のページがよく見られました。"},
      {"2024-05", {2024, 6, 7}, "大型連休の週を除き、平日の閲覧が少しずつ増えています。"},
      {"2024-06", {2024, 7, 8}, "6月18日の停止は、通信機器の不具合によるものです。同日中に復旧しました。"},
      {"2024-07", {2024, 8, 7}, "7月10日からの増加は、セミナーの案内を会員に送ったことによるものです。"},
      {"2024-08", {2024, 9, 9}, "8月8日の停止は、あらかじめお知らせしたシステムの更新です。"},
      {"2024-09", {2024, 10, 8}, "「農業 センサー」で何も見つからない検索が続いています。来月、事例を追加します。"}};
  for (const Told& told : months) {
    const Context making = on(ctx, told.made, 10, manager);
    const std::string id = TRY(freeze_report(making, told.month, kContractEnd));
    TRY(remark_on_report(on(ctx, told.made, 11, office), id, told.remark));
    TRY(submit_report(on(ctx, told.made, 15, manager), id));
    if (told.made >= Date{2024, 10, 1}) continue;  // waits for the prefecture
    TRY(receive_report(on(ctx, add_days(told.made, 1), 9, prefecture), id));
  }
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor office = TRY(accounts::find_demo_actor(ctx, Role::secretariat));
  const Actor manager = TRY(accounts::find_demo_actor(ctx, Role::secretariat_manager));
  const Actor prefecture = TRY(accounts::find_demo_actor(ctx, Role::prefecture));
  Sums sums;
  std::vector<Event> raw;
  Story story(sums);
  for (Date day = kFirstDay; day <= kLastDay; day = add_days(day, 1)) {
    story.tell(day, day >= kRawFrom ? &raw : nullptr);
  }
  const auto counted = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_events(tx, raw));
    TRY(store::add_sums(tx, sums));
    TRY(store::replace_queries(tx, "2024-09", {{"くまもと dx", 64, 910, 320},
                                               {"dx 推進 コンソーシアム", 41, 520, 210},
                                               {"デジタル化 相談", 12, 640, 870}}));
    return tell_probes(tx);
  });
  if (!counted) return fail(counted.error());
  NewStop stop;
  stop.day = "2024-08-08";
  stop.from_clock = "13:00";
  stop.until_clock = "13:30";
  stop.reason = "システムの更新";
  TRY(declare_stop(on(ctx, {2024, 8, 1}, 10, manager), stop, ""));
  stop.day = "2024-11-07";
  stop.until_clock = "14:00";
  stop.reason = "サーバーの更新";
  TRY(declare_stop(on(ctx, {2024, 10, 24}, 10, manager), stop, ""));
  return tell_reports(ctx, manager, office, prefecture);
}

}  // namespace musubi::analytics
