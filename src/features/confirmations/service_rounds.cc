// service_rounds.cc - the office opens, watches and closes a round; the outbox prepares it step by
// step and the clock reminds. See service.h. A step's targets, links, mails and cursor are one
// transaction: a process killed in between leaves nothing half done.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/confirmations/service.h"

namespace musubi::confirmations {
namespace {

constexpr std::string_view kOpened = "confirmations.round.opened";
constexpr std::size_t kMessageMost = 1000;
constexpr int kDueDaysMost = 180;
constexpr int kRoundsShown = 20;
constexpr int kLinksAtOnce = 1000;  // of one transaction

Failure hidden() {
  return fail(Fault::not_found, "この確認は見つかりません。一覧から選び直してください");
}

audit::Subject subject_of(const RoundId& id) { return {"confirmation_round", id.text, ""}; }

Result<NewRound> checked(const Context& ctx, const NewRound& typed) {
  NewRound input = typed;
  std::vector<FieldError> errors;
  const auto due = parse_iso_date(input.due_on);
  if (!due || *due <= ctx.today()) {
    errors.push_back({"due_on", "回答の期限は、あすより後の日付で入力してください"});
  } else if (add_days(ctx.today(), kDueDaysMost) < *due) {
    errors.push_back({"due_on", "回答の期限は、半年以内の日付で入力してください"});
  }
  input.message = trim(input.message);
  if (count_characters(input.message) > kMessageMost) {
    errors.push_back({"message", "案内の言葉は1,000文字以内で入力してください"});
  }
  std::erase_if(input.reminder_days, [&](int day) {
    return day <= 0 || (due && add_days(*due, -day) <= ctx.today());
  });
  std::sort(input.reminder_days.rbegin(), input.reminder_days.rend());
  if (!errors.empty()) return fail_fields(std::move(errors));
  return input;
}

Result<void> add_target(db::Tx& tx, const Context& ctx, const Round& round,
                        const members::Addressee& who) {
  Target target;
  target.round_id = round.id;
  target.organisation_id = who.id;
  target.member_no = who.member_no;
  target.name = who.name;
  target.has_mail = !who.email.empty();
  if (target.has_mail) target.mailed_at = ctx.now;
  if (!TRY(store::insert_target(tx, target)) || !target.has_mail) return {};
  return write_letter(tx, ctx, round, who, LetterKind::first);
}

// The newest reminder day that has come; "" when none has.
std::string reminder_due(const Context& ctx, const Round& round) {
  const Date due = *parse_iso_date(round.due_on);
  std::string out;
  if (due < ctx.today()) return out;
  for (const int days : round.reminder_days) {
    const Date day = add_days(due, -days);
    if (day <= ctx.today()) out = std::max(out, iso(day));
  }
  return out;
}

// Behind the mails of this step, so that nobody's password letter waits for a whole round.
Result<void> queue_behind(db::Tx& tx, const Context& ctx, const RoundId& id,
                          const std::string& after) {
  TRY(outbox::later_once(tx, ctx.now, kContinued, id.text + "/" + after,
                         Json{{"id", id.text}, {"after", after}}, outbox::Lane::foreign));
  return {};
}

Result<void> clear_ended_links(const Context& ctx) {
  for (;;) {
    const std::int64_t gone = TRY(ctx.db.write([&](db::Tx& tx) {
      return store::delete_links_before(tx, ctx.now, kLinksAtOnce);
    }));
    if (gone < kLinksAtOnce) return {};
  }
}

}  // namespace

Result<void> remind_step(const Context& ctx, const RoundId& id, const std::string& day,
                         std::int64_t step) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto found = store::find_round(tx, id);
    if (!found || found->state != "open") return {};
    const Round& round = *found;
    const auto silent = store::list_to_remind(tx, round.id, day, kStep);
    for (Target target : silent) {
      if (TRY(store::update_reminded(tx, target, day)) == 0) continue;
      const auto now = members::find_registration(tx, target.organisation_id);
      const bool here = now && now->organisation.id == target.organisation_id &&
                        (now->organisation.state == members::State::active ||
                         now->organisation.state == members::State::paused);
      if (!here) {
        target.state = "gone";
        TRY(store::update_answer(tx, target));
        continue;
      }
      const auto to = members::list_addressees_of(tx, {target.organisation_id});
      if (to.empty() || to[0].email.empty()) continue;
      TRY(write_letter(tx, ctx, round, to[0], LetterKind::reminder));
    }
    if (silent.empty()) return {};
    TRY(audit::note(tx, ctx, "confirmations.round.reminded", subject_of(round.id), nullptr,
                    {{"reminded", silent.size()}}));
    if (static_cast<int>(silent.size()) < kStep) return {};
    // Two keys in turn: the step that runs queues the other, and the clock's next run, which begins
    // anew, adds none to the one that waits.
    const Json next{{"id", id.text}, {"day", day}, {"step", step + 1}};
    const std::string key = id.text + "/" + day + "/" + std::to_string((step + 1) % 2);
    TRY(outbox::later_once(tx, ctx.now, kReminding, key, next, outbox::Lane::foreign));
    return {};
  });
}

Result<RoundId> open_round(const Context& ctx, const NewRound& typed) {
  const NewRound input = TRY(checked(ctx, typed));
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.write([&](db::Tx& tx) -> Result<RoundId> {
    if (auto first = receipts::find(tx, ctx, kOpened, input.sending)) return RoundId{*first};
    if (store::find_running(tx)) {
      return fail(Fault::conflict, "いま進んでいる確認があります。終えてから、次の確認を始めてください");
    }
    Round round;
    round.id = RoundId::make(ctx.now);
    round.fiscal_year = fiscal_year(ctx.today());
    round.number = store::find_highest_number(tx, round.fiscal_year) + 1;
    round.opened_on = iso(ctx.today());
    round.due_on = input.due_on;
    round.reminder_days = input.reminder_days;
    round.message = input.message;
    round.opened_by_name = ctx.actor.name;
    round.opened_at = ctx.now;
    TRY(store::insert_round(tx, round));
    TRY(audit::note(tx, ctx, kOpened, subject_of(round.id), nullptr, {{"due_on", round.due_on}}));
    TRY(outbox::later(tx, ctx.now, kContinued, {{"id", round.id.text}, {"after", ""}}));
    TRY(receipts::keep(tx, ctx, kOpened, input.sending, round.id.text));
    return round.id;
  });
}

Result<void> continue_round(const Context& ctx, const RoundId& id, const std::string& after) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto round = store::find_round(tx, id);
    // Another delivery of this step, or the round was closed: there is nothing to do here.
    if (!round || round->state != "preparing" || round->prepared_to != after) return {};
    const auto page = members::list_addressees(tx, after, kStep);
    for (const auto& who : page.list) TRY(add_target(tx, ctx, *round, who));
    round->prepared_to = page.next;
    if (page.next.empty()) round->state = "open";
    TRY(store::update_round(tx, *round));
    if (page.next.empty()) {
      return audit::note(tx, ctx, "confirmations.round.prepared", subject_of(id));
    }
    return queue_behind(tx, ctx, id, page.next);
  });
}

Result<void> remind_silent(const Context& ctx) {
  TRY(clear_ended_links(ctx));
  const auto round = ctx.db.read([](db::Reader& reader) { return store::find_running(reader); });
  if (!round || round->state != "open") return {};
  const std::string day = reminder_due(ctx, *round);
  if (day.empty()) return {};
  return remind_step(ctx, round->id, day, 0);
}

Result<std::vector<RoundView>> list_rounds(const Context& ctx) {
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::vector<RoundView>> {
    std::vector<RoundView> out;
    for (auto& round : store::list_rounds(reader, kRoundsShown)) {
      const Counts counts = store::count_targets(reader, round.id);
      out.push_back({std::move(round), counts});
    }
    return out;
  });
}

std::optional<RoundDue> find_round_due(const Context& ctx) {
  const Date year_ago = add_months(ctx.today(), -kMonthsBetweenRounds);
  return ctx.db.read([&](db::Reader& reader) -> std::optional<RoundDue> {
    if (store::find_running(reader)) return std::nullopt;
    RoundDue due;
    for (const Round& last : store::list_rounds(reader, 1)) due.last_opened_on = last.opened_on;
    if (iso(year_ago) < due.last_opened_on) return std::nullopt;
    // Who joined since then has just typed what would be asked.
    if (members::standing(reader, year_ago, year_ago).members <= 0) return std::nullopt;
    return due;
  });
}

Result<RoundPage> load_round(const Context& ctx, const RoundId& id,
                             const store::TargetFilter& filter) {
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.read([&](db::Reader& reader) -> Result<RoundPage> {
    auto round = store::find_round(reader, id);
    if (!round) return hidden();
    RoundPage page{std::move(*round), store::count_targets(reader, id), {}, false};
    store::TargetFilter asked = filter;
    asked.most = kPageRows + 1;
    page.targets = store::list_targets(reader, id, asked);
    page.more = static_cast<int>(page.targets.size()) > kPageRows;
    if (page.more) page.targets.pop_back();
    return page;
  });
}

Result<void> close_round(const Context& ctx, const RoundId& id) {
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto round = store::find_round(tx, id);
    if (!round) return hidden();
    if (round->state == "closed") return {};
    round->state = "closed";
    round->closed_at = ctx.now;
    TRY(store::update_round(tx, *round));
    return audit::note(tx, ctx, "confirmations.round.closed", subject_of(id));
  });
}

Result<TargetPage> load_target(const Context& ctx, const RoundId& id,
                               const OrganisationId& organisation) {
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.read([&](db::Reader& reader) -> Result<TargetPage> {
    auto round = store::find_round(reader, id);
    auto target = store::find_target(reader, id, organisation);
    if (!round || !target) return hidden();
    return TargetPage{std::move(*round), std::move(*target),
                      members::find_registration(reader, organisation)};
  });
}

Result<void> record_call(const Context& ctx, const RoundId& id,
                         const OrganisationId& organisation, const Call& call) {
  std::vector<FieldError> errors;
  if (call.outcome != "unchanged" && call.outcome != "changed") {
    errors.push_back({"outcome", "電話で確かめた結果を選んでください"});
  }
  if (trim(call.spoke_with).empty()) {
    errors.push_back({"spoke_with", "話した人の名前を入力してください"});
  }
  if (count_characters(call.spoke_with) > 80) {
    errors.push_back({"spoke_with", "話した人の名前は80文字以内で入力してください"});
  }
  if (count_characters(call.note) > kMessageMost) {
    errors.push_back({"note", "メモは1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::run_confirmations));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto round = store::find_round(tx, id);
    auto target = store::find_target(tx, id, organisation);
    if (!round || !target) return hidden();
    if (round->state == "closed") return fail(Fault::conflict, "この確認は終わっています");
    if (target->state != "silent") {
      return fail(Fault::conflict, "この会員の回答は、すでに届いています。画面を開き直してください");
    }
    target->state = call.outcome;
    target->way = "telephone";
    target->answered_by_name = trim(call.spoke_with);
    target->answered_at = ctx.now;
    target->note = trim(call.note);
    TRY(store::update_answer(tx, *target));
    return audit::note(tx, ctx, "confirmations.target.called",
                       {"confirmation_round", id.text, organisation.text}, nullptr,
                       {{"outcome", call.outcome}});
  });
}

}  // namespace musubi::confirmations
