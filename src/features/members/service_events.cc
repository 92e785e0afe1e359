// service_events.cc - see service_events.h. After a correction the events must still tell a life
// that can be: joined first, each state from the one before. Every figure follows from the events;
// the organisation's own state and days are what the events say at their end.
#include "features/members/service_events.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>

#include "base/text.h"
#include "features/members/record.h"

namespace musubi::members {
namespace {

using Events = std::vector<store::MembershipEvent>;

bool leaves(std::string_view kind) { return kind == "withdrawn" || kind == "expelled"; }

std::optional<State> state_after(std::string_view kind) {
  if (kind == "joined" || kind == "resumed" || kind == "reinstated" || kind == "unmerged") {
    return State::active;
  }
  if (kind == "paused") return State::paused;
  if (kind == "suspended") return State::suspended;
  if (leaves(kind)) return State::withdrawn;
  if (kind == "merged") return State::merged;
  return {};
}

bool may_follow(State from, const std::string& kind) {
  if (kind == "merged") return from != State::merged;
  if (kind == "unmerged") return from == State::merged;
  if (kind == "joined") return from == State::withdrawn;
  for (const auto& [next, label] : state_changes_from(from)) {
    if (next == kind) return true;
  }
  return false;
}

// What the events say at their end, or nothing when they contradict one another.
struct Life {
  State state = State::active;
  std::string left_on;
};
std::optional<Life> life_of(Events events) {
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
    return std::tie(a.happened_on, a.recorded_at.ms, a.id) <
           std::tie(b.happened_on, b.recorded_at.ms, b.id);
  });
  std::optional<Life> life;
  State before_merge = State::active;
  for (const auto& event : events) {
    const auto next = state_after(event.kind);
    if (!next || (!life && event.kind != "joined") ||
        (life && !may_follow(life->state, event.kind))) {
      return {};
    }
    if (!life) life = Life{};
    if (event.kind == "merged") before_merge = life->state;
    life->state = event.kind == "unmerged" ? before_merge : *next;
    if (leaves(event.kind)) life->left_on = event.happened_on;
    if (event.kind == "joined") life->left_on.clear();
  }
  return life;
}

Events::iterator joining_of(Events& events, const Organisation& organisation) {
  return std::find_if(events.begin(), events.end(), [&](const auto& one) {
    return one.kind == "joined" && one.happened_on == organisation.joined_on;
  });
}

Failure out_of_order(const std::string& field) {
  return fail_fields({{field, "この変更をすると、入会・休会・退会などの記録の順番が合わなくなります。"
                              "新しい記録から順に直してください"}});
}

Result<std::string> checked_day(const Context& ctx, const EventCorrection& input) {
  if (input.action != "move") return std::string();
  const auto day = parse_iso_date(input.happened_on);
  if (!day) return fail_fields({{"happened_on", "正しい日付を入力してください"}});
  if (ctx.today() < *day) {
    return fail_fields({{"happened_on", "きょうまでの日付を入力してください"}});
  }
  return iso(*day);
}

Result<void> check(const EventCorrection& input) {
  std::vector<FieldError> errors;
  if (input.action != "move" && input.action != "withdraw") {
    errors.push_back({"action", "どう直すかを選んでください"});
  }
  if (trim(input.reason).empty()) {
    errors.push_back({"reason", "何が誤っていたかを入力してください"});
  }
  if (count_characters(input.reason) > 1000) {
    errors.push_back({"reason", "理由は1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

Result<EventPage> find(db::Reader& reader, const OrganisationId& id, const std::string& event) {
  auto organisation = store::find_organisation(reader, id);
  if (organisation) {
    for (auto& known : store::list_membership_events(reader, id)) {
      if (known.id == event) return EventPage{std::move(*organisation), std::move(known)};
    }
  }
  return fail(Fault::not_found, "この記録は見つかりません。会員の画面から選び直してください");
}

// The row, its sums, its audit; `after` is the organisation as the events now say.
Result<void> put_right(db::Tx& tx, const Context& ctx, const EventCorrection& input,
                       const EventPage& page, const std::string& day) {
  const auto& event = page.event;
  Events events = store::list_membership_events(tx, input.id);
  const auto own = std::find_if(events.begin(), events.end(),
                                [&](const auto& one) { return one.id == event.id; });
  CHECK(own != events.end());
  if (input.action == "withdraw") {
    events.erase(own);
  } else {
    own->happened_on = day;
  }
  const auto life = life_of(std::move(events));
  if (!life) return out_of_order(input.action == "move" ? "happened_on" : "action");
  const Json was{{"event", event.kind}, {"happened_on", event.happened_on}};
  if (input.action == "withdraw") {
    TRY(store::delete_membership_event(tx, event));
    TRY(audit::note(tx, ctx, "members.event.withdrawn",
                    {"organisation", input.id.text, input.id.text}, was, nullptr, input.reason));
  } else {
    TRY(store::update_membership_event_day(tx, event, day));
    TRY(audit::note(tx, ctx, "members.event.moved",
                    {"organisation", input.id.text, input.id.text}, was,
                    {{"event", event.kind}, {"happened_on", day}}, input.reason));
  }
  figures_changed(tx);
  const Organisation& before = page.organisation;
  Organisation after = before;
  after.state = life->state;
  after.left_on = after.state == State::withdrawn ? life->left_on : "";
  // A roster may know another day than the event: only the very day that was wrong moves.
  if (event.kind == "joined" && before.joined_on == event.happened_on) after.joined_on = day;
  Cause cause;
  cause.reason = input.reason;
  return record_organisation_change(tx, ctx, before, after, cause);
}

// 「1700000000000-<id>」
std::pair<Instant, std::string> key_from(const std::string& text) {
  Instant at;
  const std::size_t cut = text.find('-');
  if (cut == std::string::npos) return {at, ""};
  std::from_chars(text.data(), text.data() + cut, at.ms);
  return {at, text.substr(cut + 1)};
}

}  // namespace

bool is_correctable(const store::MembershipEvent& event) {
  return event.kind != "merged" && event.kind != "unmerged";
}

bool is_withdrawable(const store::MembershipEvent& event) {
  return is_correctable(event) && event.kind != "joined";
}

Result<EventPage> load_correctable_event(const Context& ctx, const OrganisationId& id,
                                         const std::string& event) {
  TRY(must(ctx.actor, may::edit_registry));
  auto page = ctx.db.read([&](db::Reader& reader) { return find(reader, id, event); });
  if (page && !is_correctable(page->event)) {
    return fail(Fault::conflict, "名寄せの記録です。名寄せの画面で取り消してください");
  }
  return page;
}

Result<void> correct_event(const Context& ctx, const EventCorrection& input) {
  TRY(check(input));
  const std::string day = TRY(checked_day(ctx, input));
  TRY(must(ctx.actor, may::edit_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const EventPage page = TRY(find(tx, input.id, input.event));
    TRY(must_not_be_merged(tx, page.organisation));
    if (!is_correctable(page.event)) {
      return fail(Fault::conflict, "名寄せの記録です。名寄せの画面で取り消してください");
    }
    if (input.action == "withdraw" && !is_withdrawable(page.event)) {
      return fail_fields({{"action", "入会の記録は取り消せません。日付を直してください"}});
    }
    if (input.action == "move" && day == page.event.happened_on) {
      return fail_fields({{"happened_on", "いまの記録と同じ日付です。正しい日付を入力してください"}});
    }
    if (page.organisation.version != input.version) {
      return fail(Fault::conflict, "ほかの人が先にこの会員を変更しました。"
                                   "いまの内容を確かめて、もう一度直してください");
    }
    return put_right(tx, ctx, input, page, day);
  });
}

bool can_move_joining(db::Reader& reader, const Organisation& organisation,
                      const std::string& day) {
  Events events = store::list_membership_events(reader, organisation.id);
  const auto own = joining_of(events, organisation);
  if (own == events.end()) return true;  // a roster may know another day than the event
  own->happened_on = day;
  return life_of(std::move(events)).has_value();
}

Result<bool> move_joining(db::Tx& tx, const Organisation& organisation, const std::string& day) {
  if (!can_move_joining(tx, organisation, day)) return false;
  Events events = store::list_membership_events(tx, organisation.id);
  const auto own = joining_of(events, organisation);
  if (own == events.end()) return true;
  TRY(store::update_membership_event_day(tx, *own, day));
  figures_changed(tx);
  return true;
}

Result<ChangesPage> load_visible_changes(const Context& ctx, const OrganisationId& id,
                                         const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.read([&](db::Reader& reader) -> Result<ChangesPage> {
    auto found = store::find_organisation(reader, id);
    if (!found) {
      return fail(Fault::not_found, "この会員は見つかりません。名簿から選び直してください");
    }
    ChangesPage page;
    page.organisation = std::move(*found);
    if (after.empty()) {
      page.changes = store::list_field_changes(reader, id, most + 1);
    } else {
      const auto [at, key] = key_from(after);
      page.changes = store::list_field_changes_before(reader, id, at, key, most + 1);
    }
    if (page.changes.size() > static_cast<std::size_t>(most)) {
      page.changes.pop_back();
      const auto& last = page.changes.back();
      page.next = std::to_string(last.changed_at.ms) + "-" + last.id;
    }
    if (!can(ctx.actor, may::see_personal_data)) {
      // As load_visible_organisation() does: values of personal fields, and why, are the office's.
      std::erase_if(page.changes, [](const store::FieldChange& change) {
        const FieldInfo* field = find_field(organisation_fields(), change.field);
        return !change.person_id.empty() || (field != nullptr && field->personal);
      });
      for (auto& change : page.changes) change.reason.clear();
    }
    return page;
  });
}

}  // namespace musubi::members
