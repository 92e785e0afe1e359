// service_merges.cc - one member made of two: what may be merged, whose value stays, who moves.
// Reads and writes through the stores and record_registered(); never makes Html, never writes SQL.
#include <algorithm>

#include "base/text.h"
#include "core/access/access.h"
#include "features/accounts/accounts.h"
#include "features/members/record.h"
#include "features/members/service_events.h"
#include "features/members/service_merges.h"
#include "features/members/store_imports.h"

namespace musubi::members {
namespace {

constexpr std::size_t kNoteMost = 2000;  // characters, as the field's own limit

bool in_good_standing(State state) {
  return state == State::active || state == State::paused || state == State::suspended;
}

std::string quoted(const Organisation& o) { return "「" + o.name + "」"; }

Failure already_merged(const Organisation& o) {
  return fail(Fault::conflict, quoted(o) + "は、ほかの人がすでに統合しました。"
                               "会員の画面で、統合先を確かめてください");
}

// Each line once, in order.
std::string both_lines(const std::string& one, const std::string& other) {
  std::vector<std::string> lines;
  for (const auto& text : {one, other}) {
    for (const auto& line : split(text, '\n')) {
      const bool known = std::find(lines.begin(), lines.end(), line) != lines.end();
      if (!trim(line).empty() && !known) lines.push_back(line);
    }
  }
  std::string out;
  for (const auto& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

std::string chosen_of(const MergeRequest& request, const std::string& name,
                      const std::string& otherwise, bool may_both) {
  const auto found = request.choices.find(name);
  if (found == request.choices.end()) return otherwise;
  if (found->second == "left" || found->second == "right") return found->second;
  return found->second == "both" && may_both ? "both" : otherwise;
}

// What the form proposes: what is there, else what the other has; never less than both know.
std::string proposed_side(const FieldChoice& choice) {
  if (choice.field->kind == FieldInfo::Kind::flag) return choice.kept == "1" ? "left" : "right";
  if (choice.kept.empty()) return "right";
  return choice.may_both && !choice.gone.empty() ? "both" : "left";
}

std::vector<FieldChoice> field_choices(const MergeRequest& request, const Organisation& kept,
                                       const Organisation& gone) {
  std::vector<FieldChoice> out;
  for (const auto& field : organisation_fields()) {
    FieldChoice choice;
    choice.field = &field;
    choice.kept = field_text(kept, field.name);
    choice.gone = field_text(gone, field.name);
    choice.differs = choice.kept != choice.gone;
    choice.choosable = choice.differs && field.name != "member_no";
    choice.may_both = field.kind == FieldInfo::Kind::lines;
    if (choice.choosable) {
      choice.chosen = chosen_of(request, std::string(field.name), proposed_side(choice),
                                choice.may_both);
    }
    choice.result = choice.chosen == "right" ? choice.gone : choice.kept;
    if (choice.chosen == "both") choice.result = both_lines(choice.kept, choice.gone);
    if (field.name == "note" && choice.chosen == "both") {
      choice.was_cut = count_characters(choice.result) > kNoteMost;
      choice.result = cut_characters(choice.result, kNoteMost);
    }
    out.push_back(std::move(choice));
  }
  return out;
}

bool same_person(const Person& one, const Person& other) {
  if (!one.email.empty() && lower_ascii(one.email) == lower_ascii(other.email)) return true;
  const std::string key = match_key(one.name);
  return !key.empty() && key == match_key(other.name);
}

// Two records of one person: the one that stays, unless the other may be somebody else (an address
// of the whole house makes two people look like one) or says more.
std::string proposed_side(const Person& kept, const Person& gone) {
  const bool other_name = match_key(kept.name) != match_key(gone.name);
  const bool blanker = (kept.email.empty() && !gone.email.empty()) ||
                       (kept.telephone.empty() && !gone.telephone.empty());
  return other_name || blanker ? "both" : "left";
}

std::vector<PersonChoice> person_choices(const MergeRequest& request, const Registered& before,
                                         const Organisation& kept, const Organisation& gone) {
  std::vector<PersonChoice> out;
  const auto staying = people_in(before, kept.id);
  for (const auto& person : people_in(before, gone.id)) {
    if (person.left) continue;
    PersonChoice choice;
    choice.gone = person;
    choice.name = "person_" + person.id.text;
    for (const auto& candidate : staying) {
      if (candidate.left || choice.kept || !same_person(candidate, person)) continue;
      choice.kept = candidate;
    }
    if (choice.kept) {
      choice.chosen =
          chosen_of(request, choice.name, proposed_side(*choice.kept, person), true);
    }
    out.push_back(std::move(choice));
  }
  return out;
}

// A day is taken over only where the joining itself has none, and nothing that the one that stays
// did comes before it. Two bodies that became one joined each in their own time.
JoinedChoice joined_choice(db::Reader& reader, const MergeRequest& request,
                           const Organisation& kept, const Organisation& gone) {
  JoinedChoice out;
  out.result = kept.joined_on;
  if (!kept.joined_on.empty() || gone.joined_on.empty() || !request.happened_on.empty()) return out;
  bool has_joining = false;
  for (const auto& event : store::list_membership_events(reader, kept.id)) {
    const bool joining = event.kind == "joined" && event.happened_on.empty();
    if (!joining && event.happened_on < gone.joined_on) return out;
    has_joining = has_joining || joining;
  }
  out.choosable = has_joining && can_move_joining(reader, kept, gone.joined_on);
  if (!out.choosable) return out;
  out.chosen = chosen_of(request, "joined_on", "right", false);
  if (out.chosen == "right") out.result = gone.joined_on;
  return out;
}

// The later of the two joining days, but not before what the one that goes did last.
std::string effective_day(db::Reader& reader, const Organisation& kept, const Organisation& gone) {
  if (!in_good_standing(gone.state)) return "";
  std::string day = std::max(kept.joined_on, gone.joined_on);
  for (const auto& event : store::list_membership_events(reader, gone.id)) {
    day = std::max(day, event.happened_on);
  }
  return day;
}

Result<void> check_sides(const MergeRequest& request, const Comparison& c) {
  if (c.kept.id == c.gone.id) {
    return fail(Fault::invalid, "同じ会員どうしは統合できません。もう一方の会員を選び直してください");
  }
  for (const Organisation* side : {&c.kept, &c.gone}) {
    if (side->state == State::merged) return already_merged(*side);
  }
  if (!in_good_standing(c.kept.state)) {
    return fail(Fault::conflict, quoted(c.kept) + "は退会しているため、残す会員にできません。"
                                 "残すほうを入れ替えてください");
  }
  const bool seen = request.kept_version != 0 || request.gone_version != 0;
  if (seen && (request.kept_version != c.kept.version || request.gone_version != c.gone.version)) {
    return fail(Fault::conflict, "見比べているあいだに、ほかの人が会員情報を変更しました。"
                                 "いまの内容で、もう一度見比べてください");
  }
  return {};
}

Result<store::MergeProposal> load_open_proposal(db::Reader& reader, const ProposalId& id) {
  auto proposal = store::find_merge_proposal(reader, id);
  if (!proposal || proposal->organisation_b.empty()) {
    return fail(Fault::not_found, "この候補は見つかりません。名寄せの一覧から選び直してください");
  }
  if (proposal->state != "open") {
    return fail(Fault::conflict,
                "この候補は、ほかの人がすでに片づけました。名寄せの一覧を開き直してください");
  }
  return *proposal;
}

Result<Comparison> load_comparison(db::Reader& reader, const MergeRequest& request) {
  Comparison out;
  OrganisationId kept_id = request.kept_id;
  OrganisationId gone_id = request.gone_id;
  if (!request.proposal_id.empty()) {
    out.proposal = TRY(load_open_proposal(reader, request.proposal_id));
    const auto& a = out.proposal->organisation_a;
    const auto& b = out.proposal->organisation_b;
    const bool swapped = kept_id == b && gone_id == a;
    kept_id = swapped ? b : a;
    gone_id = swapped ? a : b;
  }
  for (const auto& id : {kept_id, gone_id}) {
    if (!store::find_organisation(reader, id)) {
      return fail(Fault::not_found, "この会員は見つかりません。名簿から選び直してください");
    }
  }
  out.before = load_registered(reader, kept_id == gone_id
                                           ? std::vector<OrganisationId>{kept_id}
                                           : std::vector<OrganisationId>{kept_id, gone_id});
  out.kept = *find_in(out.before, kept_id);
  out.gone = *find_in(out.before, gone_id);
  TRY(check_sides(request, out));
  out.fields = field_choices(request, out.kept, out.gone);
  out.joined = joined_choice(reader, request, out.kept, out.gone);
  out.people = person_choices(request, out.before, out.kept, out.gone);
  out.effective_on = effective_day(reader, out.kept, out.gone);
  if (request.happened_on.empty()) return out;
  if (request.happened_on < out.effective_on) {
    return fail_fields({{"effective_on", "どちらかの会員の入会や休会などの日（" +
                                             wareki(*parse_iso_date(out.effective_on)) +
                                             "）より前の日付です。その日か、後の日付にしてください"}});
  }
  out.effective_on = request.happened_on;
  return out;
}

Person* find_person(Registered& registered, const PersonId& id) {
  for (auto& person : registered.people) {
    if (person.id == id) return &person;
  }
  return nullptr;
}

// Everybody who is chosen stands in the one that stays; the others stay where they were, with the
// record of the one that goes, or leave. There is one first contact.
void put_people(const Comparison& c, Registered& after) {
  std::int64_t position = 0;
  for (const auto& person : people_in(c.before, c.kept.id)) {
    position = std::max(position, person.position + 1);
  }
  for (const auto& choice : c.people) {
    if (choice.chosen == "left") continue;
    Person* moved = find_person(after, choice.gone.id);
    moved->organisation_id = c.kept.id;
    moved->position = position++;
    if (choice.chosen == "both" || !choice.kept) continue;
    Person* replaced = find_person(after, choice.kept->id);
    moved->is_administrator = moved->is_administrator || replaced->is_administrator;
    moved->is_primary = moved->is_primary || replaced->is_primary;
    replaced->left = true;
    replaced->is_primary = replaced->is_administrator = false;
  }
  bool has_primary = false;
  for (auto& person : after.people) {
    if (person.organisation_id != c.kept.id || person.left) continue;
    person.is_primary = person.is_primary && !has_primary;
    has_primary = has_primary || person.is_primary;
  }
}

Registered merged(const Comparison& c) {
  Registered after = c.before;
  for (auto& organisation : after.organisations) {
    if (organisation.id == c.kept.id) {
      for (const auto& choice : c.fields) {
        set_field(organisation, choice.field->name, choice.result);
      }
      organisation.joined_on = c.joined.result;
    } else {
      organisation.state = State::merged;
      organisation.merged_into = c.kept.id;
      organisation.open_defects = 0;
    }
  }
  put_people(c, after);
  return after;
}

// Of all the joinings of what is now one organisation, only the first can be a first time.
// Returns the events whose mark was taken, for the undo.
Result<Json> keep_one_first_time(db::Tx& tx, const Comparison& c) {
  std::vector<OrganisationId> ids{c.kept.id, c.gone.id};
  for (const auto& side : {c.kept.id, c.gone.id}) {
    for (auto& id : store::list_merged_into(tx, side)) ids.push_back(std::move(id));
  }
  Json taken = Json::array();
  bool first = true;
  for (const auto& joining : store::list_joinings(tx, ids)) {
    if (!first && joining.first_time) {
      TRY(store::update_first_time(tx, joining.event_id, false));
      taken.push_back(joining.event_id);
    }
    first = false;
  }
  return taken;
}

Result<void> settle_proposals(db::Tx& tx, const Context& ctx, const Comparison& c) {
  if (auto pair = store::find_proposal_of_pair(tx, c.kept.id, c.gone.id)) {
    pair->state = "merged";
    pair->decided_by = ctx.actor.account.text;
    pair->decided_at = ctx.now;
    TRY(store::update_merge_proposal(tx, *pair));
  }
  // What the gone one looked like, the kept one may look like now: the outbox looks again.
  for (auto& other : store::list_pairs_with(tx, c.gone.id, "open")) {
    other.state = "void";
    TRY(store::update_merge_proposal(tx, other));
  }
  return {};
}

Json choices_json(const Comparison& c) {
  Json out = Json::object();
  for (const auto& choice : c.fields) {
    if (choice.choosable) out[std::string(choice.field->name)] = choice.chosen;
  }
  if (c.joined.choosable) out["joined_on"] = c.joined.chosen;
  for (const auto& choice : c.people) out[choice.name] = choice.chosen;
  return out;
}

// Whoever worked for the one that goes: works on for the one that stays, or, when two bodies became
// one, for neither.
Result<std::vector<accounts::CarriedAccount>> carry_accounts(db::Tx& tx, const Context& ctx,
                                                             const Comparison& c,
                                                             bool two_bodies) {
  if (two_bodies) {
    return accounts::end_organisation_accounts(tx, ctx, c.gone.id, "団体が合併したため");
  }
  return accounts::move_organisation_accounts(tx, ctx, c.gone.id, c.kept.id,
                                              stopped_in(c.kept.state));
}

Result<MergeId> write_merge(db::Tx& tx, const Context& ctx, const MergeRequest& request,
                            const Comparison& c) {
  store::Merge merge;
  merge.id = MergeId::make(ctx.now);
  merge.kept_id = c.kept.id;
  merge.gone_id = c.gone.id;
  if (c.proposal) merge.proposal_id = c.proposal->id;
  merge.choices = choices_json(c);
  merge.kept_name = c.kept.name;
  merge.gone_name = c.gone.name;
  merge.reason = trim(request.reason);
  merge.state = "done";
  merge.merged_by = ctx.actor.account.text;
  merge.merged_by_name = ctx.actor.name;
  merge.merged_at = ctx.now;
  Cause cause{.kind = "merge", .id = merge.id.text};
  cause.reason = quoted(c.gone) + "を" + quoted(c.kept) + "に統合" +
                 (merge.reason.empty() ? "" : "（" + merge.reason + "）");
  const bool two_bodies = !request.happened_on.empty();
  if (two_bodies) cause.effective_on = request.happened_on;
  Registered after = merged(c);
  TRY(record_registered(tx, ctx, c.before, after, cause, "members.organisation.merged"));
  // Before the first times are told apart by their days.
  if (c.joined.result != c.kept.joined_on &&
      !TRY(move_joining(tx, c.kept, c.joined.result))) {
    return fail(Fault::conflict, "退会・休会などの記録と順番が合わなくなるため、入会年月日を引き継げません。"
                                 "画面を開き直して、いまの内容を確かめてください");
  }
  const Json taken = two_bodies ? Json::array() : TRY(keep_one_first_time(tx, c));
  const auto carried = TRY(carry_accounts(tx, ctx, c, two_bodies));
  if (in_good_standing(c.gone.state)) {
    TRY(store::insert_membership_event(tx, {c.gone.id, "merged", c.effective_on, false, ctx.now,
                                            cause.kind, cause.id, cause.reason}));
  }
  figures_changed(tx);
  TRY(store::update_defects_of_organisation(tx, c.gone.id, "waiting", "held"));
  merge.snapshot = {{"before", registered_json(c.before)},
                    {"after", registered_json(after)},
                    {"first_time_taken", taken},
                    {"accounts", carried_json(carried)},
                    {"accounts_moved", !two_bodies}};
  TRY(store::insert_merge(tx, merge));
  TRY(settle_proposals(tx, ctx, c));
  return merge.id;
}

}  // namespace

Result<Comparison> compare(const Context& ctx, const MergeRequest& request) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.read([&](db::Reader& reader) { return load_comparison(reader, request); });
}

Result<MergeId> merge_organisations(const Context& ctx, const MergeRequest& request) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.write([&](db::Tx& tx) { return merge_in(tx, ctx, request); });
}

Result<MergeId> merge_in(db::Tx& tx, const Context& ctx, const MergeRequest& request) {
  const Comparison comparison = TRY(load_comparison(tx, request));
  return write_merge(tx, ctx, request, comparison);
}

}  // namespace musubi::members
