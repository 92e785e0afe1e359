// service_asked.cc - what members ask for, written the one way in which the registry is written;
// see members.h. Runs in the caller's read or write: whoever calls has asked its own permission.
#include "base/text.h"
#include "core/outbox/outbox.h"
#include "features/members/checks.h"
#include "features/members/record.h"
#include "features/members/service_merges.h"

namespace musubi::members {
namespace {

Cause cause_of(const Context& ctx, const AskedBy& by) {
  Cause cause{.kind = "request", .id = by.request_id, .reason = by.reason, .effective_on = {}};
  cause.effective_on = by.effective_on.empty() ? iso(ctx.today()) : by.effective_on;
  CHECK(cause.effective_on <= iso(ctx.today()));
  return cause;
}

Registration registration_of(db::Reader& reader, Organisation organisation) {
  Registration out;
  out.people = store::list_people(reader, organisation.id);
  std::erase_if(out.people, [](const Person& person) { return person.left; });
  out.organisation = std::move(organisation);
  return out;
}

Addressee addressee_of(const Organisation& o, const std::vector<Person>& people) {
  Addressee out{o.id, o.member_no, o.name, {}, {}};
  for (const Person& person : people) {
    if (person.organisation_id != o.id || person.left || person.email.empty()) continue;
    if (!out.email.empty() && !person.is_primary) continue;
    out.contact = person.name;
    out.email = person.email;
    if (person.is_primary) break;
  }
  return out;
}

std::vector<Addressee> with_people(db::Reader& reader, const std::vector<Organisation>& found) {
  std::vector<OrganisationId> ids;
  for (const auto& one : found) ids.push_back(one.id);
  const std::vector<Person> people = store::list_people_of(reader, ids);
  std::vector<Addressee> out;
  for (const auto& one : found) out.push_back(addressee_of(one, people));
  return out;
}

}  // namespace

std::optional<Registration> find_registration(db::Reader& reader, const OrganisationId& id) {
  auto found = store::find_organisation_after_merges(reader, id);
  if (!found) return std::nullopt;
  return registration_of(reader, std::move(*found));
}

std::optional<Registration> find_registration_by_no(db::Reader& reader,
                                                    std::string_view member_no) {
  auto found = store::find_organisation_by_member_no(reader, member_no);
  if (!found) return std::nullopt;
  return registration_of(reader, std::move(*found));
}

Result<void> change_registration(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                                 std::int64_t version, const TypedFields& values,
                                 const AskedBy& by) {
  auto before = store::find_organisation(tx, id);
  if (!before) return fail(Fault::not_found, "この会員は見つかりません");
  TRY(must_not_be_merged(tx, *before));
  if (before->state == State::withdrawn) {
    return fail(Fault::conflict, "この会員は「" + std::string(state_label(before->state)) +
                                     "」のため、登録内容を変えられません");
  }
  Organisation after = TRY(check_typed(values, *before));
  if (version != 0) before->version = version;
  return record_organisation_change(tx, ctx, *before, after, cause_of(ctx, by));
}

Result<void> tell_of_changed_officers(db::Tx& tx, const Context& ctx, const OrganisationId& id) {
  return outbox::later(tx, ctx.now, "members.representative.changed", {{"id", id.text}});
}

Result<PersonId> change_person(db::Tx& tx, const Context& ctx, const PersonChange& change,
                               const AskedBy& by) {
  const Cause cause = cause_of(ctx, by);
  TRY(must_not_be_merged(tx, change.organisation_id));
  Person before;
  if (!change.id.empty()) {
    auto found = store::find_person_in_organisation(tx, change.organisation_id, change.id);
    if (!found) return fail(Fault::not_found, "この担当者は見つかりません");
    before = std::move(*found);
  }
  Person after = TRY(check_person(change.values, before, ""));
  if (after.name.empty()) return fail_fields({{"name", "氏名を入力してください"}});
  after.organisation_id = change.organisation_id;
  if (change.id.empty()) {
    after.position =
        static_cast<std::int64_t>(store::list_people(tx, change.organisation_id).size());
  }
  if (change.leaves) {
    after.left = true;
    after.is_primary = after.is_administrator = false;
  }
  if (change.version != 0) before.version = change.version;
  const PersonId id = TRY(record_person(tx, ctx, before, after, cause));
  if (after.is_primary) TRY(make_room(tx, ctx, change.organisation_id, id, cause));
  return id;
}

Result<void> change_standing(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                             const std::string& kind, const AskedBy& by) {
  return record_state_change(tx, ctx, id, kind, cause_of(ctx, by));
}

Result<void> merge_members_on(db::Tx& tx, const Context& ctx, const OrganisationId& gone,
                              const OrganisationId& kept, const AskedBy& by) {
  MergeRequest request;
  request.kept_id = kept;
  request.gone_id = gone;
  request.reason = by.reason;
  request.happened_on = cause_of(ctx, by).effective_on;
  TRY(merge_in(tx, ctx, request));
  return {};
}

AddresseePage list_addressees(db::Reader& reader, const std::string& after_id, int most) {
  AddresseePage out;
  auto found = store::list_organisations_by_id(reader, after_id, most);
  if (static_cast<int>(found.size()) == most) out.next = found.back().id.text;
  std::erase_if(found, [](const Organisation& o) {
    return o.state != State::active && o.state != State::paused;
  });
  out.list = with_people(reader, found);
  return out;
}

std::vector<Addressee> list_addressees_of(db::Reader& reader,
                                          const std::vector<OrganisationId>& ids) {
  std::vector<Organisation> found;
  for (const auto& id : ids) {
    if (auto one = store::find_organisation(reader, id)) found.push_back(std::move(*one));
  }
  return with_people(reader, found);
}

}  // namespace musubi::members
