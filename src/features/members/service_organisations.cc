// service_organisations.cc - the rules of the registry: what is accepted, who may change it, which
// state follows which. Reads and writes through the store; never makes Html, never writes SQL.
#include <algorithm>
#include <array>

#include "base/money.h"
#include "base/text.h"
#include "core/access/access.h"
#include "core/receipts/receipts.h"
#include "core/search/search.h"
#include "features/members/checks.h"
#include "features/members/codes.h"
#include "features/members/record.h"
#include "features/members/search_index.h"
#include "features/members/service.h"

namespace musubi::members {
namespace {

// Under these names a form that was sent twice is known again (core/receipts).
constexpr std::string_view kNewOrganisation = "members.organisation.created";
constexpr std::string_view kNewPerson = "members.person.created";
constexpr int kRegistrySearchMost = 500;  // hits that the filters may then narrow

struct StateRule {
  std::string_view kind, label;
  State from, to;
  bool needs_reason;
};
constexpr std::array kStateRules{
    StateRule{"paused", "休会にする", State::active, State::paused, false},
    StateRule{"resumed", "休会を終える", State::paused, State::active, false},
    StateRule{"suspended", "利用を停止する", State::active, State::suspended, true},
    StateRule{"reinstated", "停止を解く", State::suspended, State::active, true},
    StateRule{"withdrawn", "退会にする", State::active, State::withdrawn, true},
    StateRule{"withdrawn", "退会にする", State::paused, State::withdrawn, true},
    StateRule{"withdrawn", "退会にする", State::suspended, State::withdrawn, true},
    StateRule{"expelled", "除名にする", State::suspended, State::withdrawn, true},
};

constexpr const char* kHidden = "（伏せています）";

void mask(Organisation& organisation) {
  organisation.representative_name = mask_name(organisation.representative_name);
  if (!organisation.note.empty()) organisation.note = kHidden;
}

void mask(Person& person) {
  person.name = mask_name(person.name);
  person.name_kana = mask_name(person.name_kana);
  person.email = mask_email(person.email);
  person.telephone = mask_telephone(person.telephone);
}

constexpr const char* kNotYet =
    "きょうより後の日付は記録できません。その日になってから記録するか、きょうまでの日付を入力してください";

// The day typed at `field`, today when nothing was: what is recorded acts at once, so a day that
// has not come would be told to the prefecture as done.
Result<std::string> checked_day(const Context& ctx, const std::string& field,
                                const std::string& typed) {
  if (typed.empty()) return iso(ctx.today());
  auto day = parse_iso_date(typed);
  if (!day) return fail_fields({{field, "日付は実在する年月日で入力してください"}});
  if (ctx.today() < *day) return fail_fields({{field, kNotYet}});
  return iso(*day);
}

// States follow one another in time: the joining first, then each change not before the last.
Result<void> check_order(db::Reader& reader, const Organisation& o, const std::string& day) {
  if (!o.joined_on.empty() && day < o.joined_on) {
    return fail_fields({{"happened_on", "入会年月日より後の日付を入力してください"}});
  }
  std::string last;
  for (const auto& event : store::list_membership_events(reader, o.id)) {
    last = std::max(last, event.happened_on);
  }
  if (day >= last) return {};
  return fail_fields({{"happened_on", "前に状態が変わった日（" + wareki(*parse_iso_date(last)) +
                                          "）より前の日付です。その日か、後の日付を入力してください"}});
}

Failure number_taken() {
  return fail_fields({{"member_no", "この会員番号はすでに使われています。別の番号を入力するか、"
                                    "空欄にして次の番号を付けてください"}});
}

Result<StateRule> rule_for(const Organisation& o, const std::string& kind) {
  for (const auto& rule : kStateRules) {
    if (rule.kind == kind && rule.from == o.state) return rule;
  }
  return fail(Fault::conflict, "いまの状態（" + std::string(state_label(o.state)) +
                                   "）からは、この変更はできません。画面を開き直してください");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> state_changes_from(State state) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& rule : kStateRules) {
    if (rule.from == state) out.emplace_back(rule.kind, rule.label);
  }
  return out;
}

Result<Registry> list_registry(const Context& ctx, store::ListFilter filter,
                               const std::string& words) {
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.read([&](db::Reader& reader) -> Result<Registry> {
    Registry out;
    if (!trim(words).empty()) {
      filter.by_search = true;
      filter.ids = search::find_ids(reader, "organisation", words, visible_to(ctx.actor),
                                    kRegistrySearchMost);
      out.search_capped = static_cast<int>(filter.ids.size()) == kRegistrySearchMost;
    }
    const int shown = filter.most;
    filter.most = shown + 1;
    auto found = store::list_organisations(reader, filter);
    out.more = static_cast<int>(found.size()) > shown;
    if (out.more) found.pop_back();
    out.count = store::count_organisations(reader, filter, kCountCap);
    const bool personal = can(ctx.actor, may::see_personal_data);
    std::vector<OrganisationId> ids;
    for (const auto& organisation : found) ids.push_back(organisation.id);
    std::vector<Person> people = store::list_people_of(reader, ids);
    for (auto& organisation : found) {
      if (!personal) mask(organisation);
      RegistryRow row{std::move(organisation), ""};
      for (const auto& person : people) {
        if (person.organisation_id != row.organisation.id || person.left) continue;
        row.contact = personal ? person.name : mask_name(person.name);
        break;
      }
      out.rows.push_back(std::move(row));
    }
    return out;
  });
}

Result<OrganisationPage> load_visible_organisation(const Context& ctx, const OrganisationId& id) {
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.read([&](db::Reader& reader) -> Result<OrganisationPage> {
    auto found = store::find_organisation(reader, id);
    if (!found) {
      return fail(Fault::not_found, "この会員は見つかりません。名簿から選び直してください");
    }
    OrganisationPage page;
    page.organisation = std::move(*found);
    page.people = store::list_people(reader, id);
    page.events = store::list_membership_events(reader, id);
    page.changes = store::list_field_changes(reader, id, 100);
    if (!page.organisation.merged_into.empty()) {
      page.merged_into = store::find_organisation_after_merges(reader, id);
    }
    page.masked = !can(ctx.actor, may::see_personal_data);
    if (page.masked) {
      mask(page.organisation);
      for (auto& person : page.people) mask(person);
      std::erase_if(page.changes, [](const store::FieldChange& change) {
        const FieldInfo* field = find_field(organisation_fields(), change.field);
        return !change.person_id.empty() || (field != nullptr && field->personal);
      });
      // Why somebody rests or leaves is often a person's story.
      for (auto& event : page.events) event.reason.clear();
      for (auto& change : page.changes) change.reason.clear();
    }
    return page;
  });
}

namespace {
// Whether the people of a member that left were destroyed (retention of members.left).
bool has_lost_people(db::Reader& reader, const OrganisationId& id) {
  audit::Filter filter;
  filter.organisation_id = id.text;
  filter.action_prefix = "retention.record.destroyed";
  const auto notes = audit::list_entries(reader, filter);
  return std::any_of(notes.begin(), notes.end(), [](const audit::Entry& note) {
    return note.after.is_object() && note.after.value("kind", "") == "members.left";
  });
}
}  // namespace

Result<std::vector<audit::Entry>> load_timeline(const Context& ctx, const OrganisationId& id,
                                                std::int64_t before_sequence) {
  TRY(must(ctx.actor, may::see_registry));
  audit::Filter filter;
  filter.organisation_id = id.text;
  filter.before_sequence = before_sequence;
  bool is_over = false;  // its people's term: what the audit keeps of them is no page's any more
  auto entries = ctx.db.read([&](db::Reader& reader) {
    is_over = has_lost_people(reader, id);
    return audit::list_entries(reader, filter);
  });
  if (is_over || !can(ctx.actor, may::see_personal_data)) {
    for (auto& entry : entries) {
      entry.before = entry.after = nullptr;
      entry.reason.clear();
    }
  }
  return entries;
}

Result<OrganisationId> create_organisation(const Context& ctx, const NewOrganisation& input) {
  Organisation checked = TRY(check_typed(input.typed, Organisation{}));
  Person contact = TRY(check_person(input.contact, Person{}, "contact_"));
  const std::string joined_on = TRY(checked_day(ctx, "joined_on", input.joined_on));
  TRY(must(ctx.actor, may::edit_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<OrganisationId> {
    if (auto first = receipts::find(tx, ctx, kNewOrganisation, input.sending)) {
      return OrganisationId{*first};
    }
    Organisation organisation = checked;
    organisation.joined_on = joined_on;
    if (organisation.member_no.empty()) {
      organisation.member_no = member_no_of(store::find_highest_member_no(tx) + 1);
    } else if (store::find_organisation_by_member_no(tx, organisation.member_no)) {
      return number_taken();
    }
    const bool first_time = TRY(is_first_time(tx, organisation));
    std::vector<Person> people;
    if (!contact.name.empty()) {
      contact.is_primary = true;
      people.push_back(contact);
    }
    Cause cause;
    cause.reason = input.reason;
    cause.effective_on = joined_on;
    auto made = TRY(record_new_organisation(tx, ctx, organisation, people, first_time, cause));
    TRY(receipts::keep(tx, ctx, kNewOrganisation, input.sending, made.id.text));
    return made.id;
  });
}

Result<void> update_organisation(const Context& ctx, const OrganisationEdit& input) {
  const std::string day = TRY(checked_day(ctx, "effective_on", input.effective_on));
  TRY(must(ctx.actor, may::edit_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_organisation(tx, input.id);
    if (!before) return fail(Fault::not_found, "この会員は見つかりません");
    TRY(must_not_be_merged(tx, *before));
    Organisation after = TRY(check_typed(input.typed, *before));
    if (after.member_no != before->member_no &&
        store::find_organisation_by_member_no(tx, after.member_no)) {
      return number_taken();
    }
    Organisation seen = *before;
    seen.version = input.version;
    Cause cause;
    cause.reason = input.reason;
    cause.effective_on = day;
    return record_organisation_change(tx, ctx, seen, after, cause);
  });
}

Result<void> change_state(const Context& ctx, const StateChange& input) {
  const std::string day = TRY(checked_day(ctx, "happened_on", input.happened_on));
  TRY(must(ctx.actor, may::edit_registry));
  Cause cause;
  cause.reason = input.reason;
  cause.effective_on = day;
  return ctx.db.write(
      [&](db::Tx& tx) { return record_state_change(tx, ctx, input.id, input.kind, cause); });
}

Result<void> check_standing_change(db::Reader& reader, const OrganisationId& id,
                                   const std::string& kind) {
  const auto found = store::find_organisation(reader, id);
  if (!found) return fail(Fault::not_found, "この会員は見つかりません");
  TRY(must_not_be_merged(reader, *found));
  TRY(rule_for(*found, kind));
  return {};
}

Result<void> record_state_change(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                                 const std::string& kind, const Cause& cause) {
  auto before = store::find_organisation(tx, id);
  if (!before) return fail(Fault::not_found, "この会員は見つかりません");
  TRY(must_not_be_merged(tx, *before));
  const StateRule rule = TRY(rule_for(*before, kind));
  if (rule.needs_reason && trim(cause.reason).empty()) {
    return fail_fields({{"reason", "理由を入力してください"}});
  }
  TRY(check_order(tx, *before, cause.effective_on));
  Organisation after = *before;
  after.state = rule.to;
  after.left_on = rule.to == State::withdrawn ? cause.effective_on : "";
  TRY(store::insert_membership_event(tx, {before->id, kind, cause.effective_on, false, ctx.now,
                                          cause.kind, cause.id, cause.reason}));
  figures_changed(tx);
  return record_organisation_change(tx, ctx, *before, after, cause);
}

Result<PersonId> save_person(const Context& ctx, const PersonEdit& input) {
  const std::string day = TRY(checked_day(ctx, "effective_on", input.effective_on));
  TRY(must(ctx.actor, may::edit_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<PersonId> {
    const bool is_new = input.id.empty();
    if (is_new) {
      if (auto first = receipts::find(tx, ctx, kNewPerson, input.sending)) return PersonId{*first};
    }
    TRY(must_not_be_merged(tx, input.organisation_id));
    Person before;
    if (!is_new) {
      auto found = store::find_person_in_organisation(tx, input.organisation_id, input.id);
      if (!found) return fail(Fault::not_found, "この担当者は見つかりません");
      before = std::move(*found);
    }
    Person after = TRY(check_person(input.typed, before, ""));
    if (after.name.empty()) return fail_fields({{"name", "氏名を入力してください"}});
    after.organisation_id = input.organisation_id;
    if (is_new) {
      after.position =
          static_cast<std::int64_t>(store::list_people(tx, input.organisation_id).size());
    } else {
      before.version = input.version;
    }
    Cause cause;
    cause.effective_on = day;
    const PersonId id = TRY(record_person(tx, ctx, before, after, cause));
    if (after.is_primary && !after.left) {
      TRY(make_room(tx, ctx, input.organisation_id, id, cause));
    }
    if (is_new) TRY(receipts::keep(tx, ctx, kNewPerson, input.sending, id.text));
    return id;
  });
}

Result<void> retire_person(const Context& ctx, const OrganisationId& organisation,
                           const PersonId& id) {
  TRY(must(ctx.actor, may::edit_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(must_not_be_merged(tx, organisation));
    auto before = store::find_person_in_organisation(tx, organisation, id);
    if (!before) return fail(Fault::not_found, "この担当者は見つかりません");
    Person after = *before;
    after.left = true;
    after.is_primary = after.is_administrator = false;
    TRY(record_person(tx, ctx, *before, after, Cause{}));
    return {};
  });
}

}  // namespace musubi::members
