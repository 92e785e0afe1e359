// service_uptime.cc - see service_uptime.h.
// A stop that has begun cannot be planned any more: a stop is a stop.
#include "features/analytics/service_uptime.h"

#include <charconv>
#include <cstdio>
#include <tuple>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/settings/calendar.h"
#include "features/analytics/permissions.h"
#include "features/analytics/probe_rows.h"

namespace musubi::analytics {
namespace {

constexpr std::string_view kDeclared = "analytics.stop.declared";
constexpr int kWindowFromHour = 9, kWindowUntilHour = 17;  // .ア.d
constexpr std::size_t kReasonMost = 300;

std::optional<std::int64_t> clock_ms(const std::string& typed) {
  int hour = -1, minute = 0;
  const std::string plain = replace_all(replace_all(nfkc(trim(typed)), "時", ":"), "分", "");
  if (std::sscanf(plain.c_str(), "%d:%d", &hour, &minute) < 1) return std::nullopt;
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  if (hour == 24 && minute > 0) return std::nullopt;
  return (hour * 60LL + minute) * 60'000;
}

bool is_in_window(const BusinessCalendar& calendar, Date day, std::int64_t from,
                  std::int64_t until) {
  return calendar.is_open(day) && from >= kWindowFromHour * 3'600'000LL &&
         until <= kWindowUntilHour * 3'600'000LL;
}

struct StopTimes {
  Date day;
  std::int64_t from = 0, until = 0;  // ms of the day
};

Result<StopTimes> check_stop(const Context& ctx, const NewStop& input) {
  std::vector<FieldError> errors;
  const auto day = parse_iso_date(input.day);
  if (!day) errors.push_back({"day", "停止する日を、実在する日付で入力してください"});
  const auto from = clock_ms(input.from_clock), until = clock_ms(input.until_clock);
  if (!from) errors.push_back({"from_clock", "始まりの時刻は「13:00」の形で入力してください"});
  if (!until) {
    errors.push_back({"until_clock", "終わりの時刻は「14:30」の形で入力してください"});
  } else if (from && *until <= *from) {
    errors.push_back({"until_clock", "終わりの時刻は、始まりより後にしてください"});
  }
  if (day && from) {
    const std::int64_t begins = start_of_day_in_japan(*day).ms + *from;
    const std::int64_t now = ctx.pretended_today && *day > *ctx.pretended_today
                                 ? begins - 1
                                 : ctx.now.ms;
    if (begins <= now) {
      errors.push_back({"day", "計画停止は、始まる前に登録してください。過ぎた停止は、障害として記録してください"});
    }
  }
  if (trim(input.reason).empty()) {
    errors.push_back({"reason", "停止の理由を入力してください（例：システムの更新）"});
  }
  for (const auto& [name, label, text] : {std::tuple{"reason", "理由", &input.reason},
                                          std::tuple{"agreement", "県との協議", &input.agreement}}) {
    if (count_characters(*text) > kReasonMost) {
      errors.push_back({name, std::string(label) + "は300文字以内で入力してください"});
    }
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return StopTimes{*day, *from, *until};
}

}  // namespace

Result<void> probe_inside(const Context& ctx, bool ready, const std::string& process) {
  const Check check{{ctx.now.ms / kProbeMs * kProbeMs}, ready, process};
  return ctx.db.write(
      [&](db::Tx& tx) { return store::insert_check(tx, "inside", check); });
}

Result<std::string> declare_stop(const Context& ctx, const NewStop& input,
                                 const std::string& sending) {
  const StopTimes times = TRY(check_stop(ctx, input));
  TRY(must(ctx.actor, may::submit_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kDeclared, sending)) return *made;
    const bool inside = is_in_window(settings::find_calendar(tx), times.day, times.from,
                                     times.until);
    if (!inside && trim(input.agreement).empty()) {
      return fail_fields({{"agreement", "停止が平日の9時から17時に収まっていません。「県との協議」に、協議した日と内容を入力してください"}});
    }
    const std::int64_t midnight = start_of_day_in_japan(times.day).ms;
    store::Stop stop;
    stop.id = new_uuid(ctx.now);
    stop.from = {midnight + times.from};
    stop.until = {midnight + times.until};
    stop.reason = trim(input.reason);
    stop.agreement = trim(input.agreement);
    stop.noticed_at = ctx.now;
    stop.noticed_by_name = ctx.actor.name;
    TRY(store::insert_stop(tx, stop));
    TRY(audit::note(tx, ctx, kDeclared, {"planned_stop", stop.id, ""}, nullptr,
                    {{"from_at", iso8601_jst(stop.from)},
                     {"until_at", iso8601_jst(stop.until)},
                     {"reason", stop.reason},
                     {"agreement", stop.agreement}}));
    TRY(receipts::keep(tx, ctx, kDeclared, sending, stop.id));
    return stop.id;
  });
}

Result<void> call_off_stop(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::submit_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto stop = store::find_stop(tx, id);
    if (!stop) {
      return fail(Fault::not_found, "この計画停止は見つかりません。一覧から選び直してください");
    }
    if (stop->called_off_at) return {};  // pressed twice
    const bool begun = ctx.pretended_today
                           ? date_in_japan(stop->from) <= *ctx.pretended_today
                           : stop->from.ms <= ctx.now.ms;
    if (begun) {
      return fail(Fault::conflict, "すでに始まった計画停止は取り消せません。一覧で確かめてください");
    }
    stop->called_off_at = ctx.now;
    stop->called_off_by_name = ctx.actor.name;
    TRY(store::update_stop_called_off(tx, *stop));
    return audit::note(tx, ctx, "analytics.stop.called_off", {"planned_stop", id, ""}, nullptr,
                       {{"from_at", iso8601_jst(stop->from)}});
  });
}

Result<StopsPage> list_stops_page(const Context& ctx, const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_counting));
  std::int64_t before = INT64_MAX;
  std::string before_id = std::string(kPastEveryUuid);
  if (const std::size_t cut = after.find('-'); cut != std::string::npos) {
    std::from_chars(after.data(), after.data() + cut, before);
    before_id = after.substr(cut + 1);
  }
  StopsPage page;
  page.stops = ctx.db.read([&](db::Reader& reader) {
    return store::list_stops(reader, {before}, before_id, most + 1);
  });
  if (page.stops.size() > static_cast<std::size_t>(most)) {
    page.stops.pop_back();
    page.next = std::to_string(page.stops.back().from.ms) + "-" + page.stops.back().id;
  }
  return page;
}

std::vector<store::Stop> list_coming_stops(db::Reader& reader, Instant now) {
  constexpr std::int64_t kAheadMs = 60LL * 86'400'000;
  return store::list_stops_within(reader, {now.ms, now.ms + kAheadMs});
}

Result<std::int64_t> import_probe(const Context& ctx, const ProbeFile& file) {
  TRY(must(ctx.actor, may::work_on_report));
  const std::vector<Check> checks = TRY(read_probe_rows(file.path));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    const Span period{checks.front().at.ms, checks.back().at.ms + 1};
    TRY(store::delete_checks(tx, "outside", period));
    for (const Check& check : checks) TRY(store::insert_check(tx, "outside", check));
    TRY(audit::note(tx, ctx, "analytics.probe.imported", {"uptime", "outside", ""}, nullptr,
                    {{"rows", static_cast<std::int64_t>(checks.size())},
                     {"from_at", iso8601_jst(checks.front().at)},
                     {"until_at", iso8601_jst(checks.back().at)}}));
    return static_cast<std::int64_t>(checks.size());
  });
}

}  // namespace musubi::analytics
