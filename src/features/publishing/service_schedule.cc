// service_schedule.cc - see service_schedule.h. Each item in a transaction of its own: one that
// fails keeps no other back. Run twice at the same minute it does nothing twice.
#include "features/publishing/service_schedule.h"

#include <algorithm>
#include <exception>

#include "base/log.h"
#include "core/outbox/outbox.h"
#include "features/publishing/publishing.h"
#include "features/publishing/record.h"

namespace musubi::publishing {
namespace {

constexpr int kBatch = 100;
constexpr int kRoundsMost = 50;  // 5,000 items at once; the rest at the next minute
constexpr std::int64_t kLateCap = 100;
constexpr int kEntriesMost = 300;
constexpr int kMovesLookedAt = 20;  // more steps of one item since its plan was due are not made

using PlanField = Instant Content::*;  // publish_at or expire_at
using DueStep = Result<void> (*)(const Context&, const ContentId&);
using ListDue = std::vector<Content> (*)(db::Reader&, Instant until, int most);

std::string late_words(std::int64_t late_ms) {
  return late_ms > kLateMs ? "予定より" + std::to_string(late_ms / 60'000) + "分おそく実行しました"
                           : std::string();
}

Json told_to_managers(const Content& content, const std::string& why) {
  return {{"id", content.id.text}, {"why", why}, {"number", content.number}};
}

Result<void> publish_one(const Context& ctx, const ContentId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    const Instant now = clock_of(ctx);
    // Cancelled, or done by another process meanwhile.
    if (!content || content->state != State::scheduled || content->publish_at > now) return {};
    const std::int64_t late = std::max<std::int64_t>(0, now.ms - content->publish_at.ms);
    const auto version = store::find_version(tx, id, content->number);
    std::vector<std::string> obstacles{"公開する版が見つかりません"};
    if (version) obstacles = obstacles_of(tx, *content, *version, ctx.today());
    if (!obstacles.empty()) {
      Content back = *content;
      back.state = State::approved;
      TRY(record_step(tx, ctx, *content, back,
                      {"publishing.content.held", "予定の時刻に公開できませんでした。" +
                                                      obstacles.front(), late}));
      return outbox::later(tx, ctx.now, "publishing.content.held",
                           told_to_managers(back, obstacles.front()));
    }
    TRY(make_public(tx, ctx, *content, *version,
                    {"publishing.content.published", late_words(late), late}));
    if (late <= kLateMs) return {};
    return outbox::later(tx, ctx.now, "publishing.content.late",
                         told_to_managers(*content, late_words(late)));
  });
}

Result<void> end_one(const Context& ctx, const ContentId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    const Instant now = clock_of(ctx);
    if (!content || !content->is_public || content->expire_at.ms == 0 ||
        content->expire_at > now) {
      return {};
    }
    const std::int64_t late = std::max<std::int64_t>(0, now.ms - content->expire_at.ms);
    TRY(make_private(tx, ctx, *content,
                     {"publishing.content.ended", "予定の日時になったため" + late_words(late),
                      late}));
    if (late <= kLateMs) return {};
    return outbox::later(tx, ctx.now, "publishing.content.late",
                         told_to_managers(*content, late_words(late)));
  });
}

bool is_owed(const Content& content, PlanField plan, Instant now) {
  const bool stands = plan == &Content::publish_at ? content.state == State::scheduled
                                                   : content.is_public;
  return stands && (content.*plan).ms > 0 && content.*plan <= now;
}

// It names the plan, so that each is told once.
std::string delay_words(const Content& content, PlanField plan) {
  return "予定の日時（" + jst_date_time(content.*plan) + "）を過ぎても、" +
         (plan == &Content::publish_at ? "まだ公開できていません" : "まだ公開を終えられていません");
}

bool is_told(db::Reader& reader, const ContentId& id, const std::string& words) {
  const auto moves = store::list_moves(reader, id, kMovesLookedAt);
  return std::any_of(moves.begin(), moves.end(),
                     [&](const Move& move) { return move.reason == words; });
}

// What failed and is late is told while it is still so: the news of what came late may never come.
Result<void> tell_delay(const Context& ctx, const ContentId& id, PlanField plan) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    const Instant now = clock_of(ctx);
    if (!content || !is_owed(*content, plan, now)) return {};
    const std::int64_t late = now.ms - ((*content).*plan).ms;
    const std::string words = delay_words(*content, plan);
    if (late <= kLateMs || is_told(tx, id, words)) return {};
    TRY(record_delay(tx, ctx, *content, {"publishing.content.delayed", words, late}));
    Json body = told_to_managers(*content, words + "。1分ごとに自動でやり直しています。"
                                                   "続くときは、システムの管理者に知らせてください");
    body["due"] = ((*content).*plan).ms;
    return outbox::later(tx, ctx.now, "publishing.content.delayed", body);
  });
}

// What a step throws is the failure of this item, too: else it would keep the others back.
template <class F>
Result<void> tried(F&& step) {
  try {
    return step();
  } catch (const std::exception& broken) {
    return fail(Fault::unavailable, "処理の中で思わぬことが起きました。記録を確かめてください", broken.what());
  }
}

// One step for each of the list; goes on after a failure and tells it at the end.
Result<bool> each_due(const Context& ctx, const std::vector<Content>& due, PlanField plan,
                      DueStep step) {
  bool failed = false;
  for (const Content& content : due) {
    const Result<void> done = tried([&] { return step(ctx, content.id); });
    if (done) continue;
    failed = true;
    log::error("publishing.schedule.failed",
               {{"content", content.id.text}, {"detail", done.error().detail}});
    if (const auto told = tried([&] { return tell_delay(ctx, content.id, plan); }); !told) {
      log::error("publishing.delay.untold",
                 {{"content", content.id.text}, {"detail", told.error().detail}});
    }
  }
  if (failed) {
    return fail(Fault::unavailable, "公開または終了できない記事がありました。記事の一覧で確かめてください");
  }
  return static_cast<int>(due.size()) == kBatch;  // there may be more
}

Result<void> catch_up(const Context& ctx, ListDue list, PlanField plan, DueStep step) {
  for (int round = 0; round < kRoundsMost; ++round) {
    const Instant now = clock_of(ctx);
    const auto due = ctx.db.read([&](db::Reader& reader) { return list(reader, now, kBatch); });
    if (!TRY(each_due(ctx, due, plan, step))) break;
  }
  return {};
}

Date first_of_month(Date day) { return Date{day.year, day.month, 1}; }

void add_entries(std::vector<Entry>& out, const std::vector<Content>& contents,
                 const char* what) {
  for (const Content& content : contents) {
    const std::string_view kind = what;
    const Instant at = kind == "published" ? content.published_at
                       : kind == "planned" ? content.publish_at
                                           : content.expire_at;
    out.push_back({at, what, content});
  }
}

}  // namespace

Result<void> run_schedule(const Context& ctx) {
  const auto published =
      catch_up(ctx, store::list_due_to_publish, &Content::publish_at, publish_one);
  // What cannot be published keeps nothing else in public.
  TRY(catch_up(ctx, store::list_due_to_end, &Content::expire_at, end_one));
  if (!published) return fail(published.error());
  return {};
}

std::int64_t count_late(db::Reader& reader, Instant now) {
  return store::count_late(reader, Instant{now.ms - kLateMs}, kLateCap);
}

std::int64_t count_late(const Context& ctx) {
  return ctx.db.read([&](db::Reader& reader) { return count_late(reader, clock_of(ctx)); });
}

Result<Month> load_month(const Context& ctx, Date first, Date contract_start, Date contract_end) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<Month> {
    Month out;
    out.first = first_of_month(first);
    const Instant from = start_of_day_in_japan(out.first);
    const Instant until = start_of_day_in_japan(add_months(out.first, 1));
    add_entries(out.entries, store::list_published_between(reader, from, until, kEntriesMost),
                "published");
    add_entries(out.entries, store::list_planned_between(reader, from, until, kEntriesMost),
                "planned");
    add_entries(out.entries, store::list_ending_between(reader, from, until, kEntriesMost), "ends");
    std::stable_sort(out.entries.begin(), out.entries.end(),
                     [](const Entry& a, const Entry& b) { return a.at < b.at; });
    const Date this_month = first_of_month(ctx.today());
    for (Date month = first_of_month(contract_start); month <= contract_end;
         month = add_months(month, 1)) {
      const Instant begins = start_of_day_in_japan(month);
      const Instant ends = start_of_day_in_japan(add_months(month, 1));
      CaseMonth row{month, store::count_published_between(reader, "dx_case", begins, ends), 0};
      for (const Content& c : store::list_planned_between(reader, begins, ends, kEntriesMost)) {
        if (c.type == "dx_case" && c.published_at.ms == 0) ++row.planned;
      }
      out.cases += row.published;
      if (month < this_month) ++out.wanted;
      out.months.push_back(row);
    }
    return out;
  });
}

Result<CaseDuty> load_case_duty(const Context& ctx, Date contract_start, Date contract_end) {
  TRY(must(ctx.actor, may::see_content));
  CaseDuty out;
  const Date this_month = first_of_month(ctx.today());
  for (Date month = first_of_month(contract_start); month < this_month && month <= contract_end;
       month = add_months(month, 1)) {
    ++out.wanted;
  }
  const Instant from = start_of_day_in_japan(first_of_month(contract_start));
  const Instant until = start_of_day_in_japan(add_days(contract_end, 1));
  out.cases = ctx.db.read([&](db::Reader& reader) {
    return store::count_published_between(reader, "dx_case", from, until);
  });
  return out;
}

bool lacks_case_this_month(const Context& ctx) {
  const Date first = first_of_month(ctx.today());
  const Instant from = start_of_day_in_japan(first);
  const Instant until = start_of_day_in_japan(add_months(first, 1));
  return ctx.db.read([&](db::Reader& reader) {
    if (store::count_published_between(reader, "dx_case", from, until) > 0) return false;
    for (const Content& c : store::list_planned_between(reader, from, until, kEntriesMost)) {
      if (c.type == "dx_case") return false;
    }
    return true;
  });
}

}  // namespace musubi::publishing
