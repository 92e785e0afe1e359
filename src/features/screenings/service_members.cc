// service_members.cc - how files follow the registry: to the organisation that theirs was found to
// be the same as (名寄せ) and back, out of use when it is a member no more; and which members have
// none. After the commit, by the outbox, and once more every night: what changes nothing writes
// nothing. Opens no file.
#include <map>

#include "core/audit/audit.h"
#include "features/members/members.h"
#include "features/screenings/service.h"
#include "features/screenings/store_members.h"

namespace musubi::screenings {
namespace {

constexpr int kAtOnce = 200;      // organisations that are looked at together
constexpr int kAbsentShown = 20;  // whoever is begun makes room for the next

// One check waits for a member, on its newest file: that of changed officers before the yearly one.
Result<std::int64_t> settle_next_check(db::Tx& tx, const std::string& organisation,
                                       const std::string& left_on) {
  if (!left_on.empty()) return store::update_left(tx, organisation, left_on);
  std::int64_t changed = TRY(store::update_in_use(tx, organisation));
  const auto newest = store::find_newest_without_content(tx, organisation);
  if (!newest) return changed;
  std::string day, cause;  // none while it is being checked just now
  if (newest->turn == "done" && newest->closed) {
    day = newest->next_check_on.empty()
              ? iso(add_months(date_in_japan(*newest->closed), 12))
              : newest->next_check_on;
    cause = newest->next_check_on.empty() ? "yearly" : newest->next_cause;
    if (const auto officers = store::find_officers_check(tx, organisation)) {
      day = *officers;
      cause = "officers";
    }
  }
  changed += TRY(store::update_next_check_of(tx, newest->id, day, cause));
  changed += TRY(store::update_older_without_check(tx, organisation, newest->id));
  return changed;
}

// A member, in this record, without a file.
bool lacks_file(db::Reader& reader, const std::string& id) {
  const auto now = members::find_whereabouts(reader, {id});
  return now && now->id.text == id && now->left_on.empty() && !store::has_file(reader, id);
}

// What was missed, or happened before files followed.
Result<void> follow_all(const Context& ctx) {
  std::string after;
  for (;;) {
    std::vector<OrganisationId> moved;
    const auto page = ctx.db.read([&](db::Reader& reader) {
      auto found = store::list_registrations(reader, after, kAtOnce);
      for (const auto& one : found) {
        const auto now = members::find_whereabouts(reader, {one.registered_as});
        if (!now) continue;
        const bool same = one.least_place == now->id.text && one.most_place == now->id.text &&
                          one.least_left == now->left_on && one.most_left == now->left_on;
        if (!same) moved.push_back({one.registered_as});
      }
      return found;
    });
    for (const OrganisationId& id : moved) TRY(follow_standing(ctx, id));
    if (static_cast<int>(page.size()) < kAtOnce) return {};
    after = page.back().registered_as;
  }
}

Result<void> note_absences(const Context& ctx) {
  std::string after;
  for (;;) {
    std::vector<std::string> absent;
    const auto page = ctx.db.read([&](db::Reader& reader) {
      auto found = members::list_in_good_standing(reader, after, kAtOnce);
      for (const auto& one : found) {
        const std::string& id = one.id.text;
        if (!store::has_file(reader, id) && !store::has_absence(reader, id)) absent.push_back(id);
      }
      return found;
    });
    const auto write = [&](db::Tx& tx) -> Result<void> {
      for (const std::string& id : absent) {
        if (lacks_file(tx, id)) TRY(store::insert_absence(tx, id));
      }
      return {};
    };
    if (!absent.empty()) TRY(ctx.db.write(write));
    if (static_cast<int>(page.size()) < kAtOnce) return {};
    after = page.back().id.text;
  }
}

// An import that was taken back, say: nobody tells of it.
Result<void> forget_absences(const Context& ctx) {
  std::string after;
  for (;;) {
    std::vector<std::string> over;
    const auto page = ctx.db.read([&](db::Reader& reader) {
      auto found = store::list_absences(reader, after, kAtOnce);
      for (const std::string& id : found) {
        if (!lacks_file(reader, id)) over.push_back(id);
      }
      return found;
    });
    const auto write = [&](db::Tx& tx) -> Result<void> {
      for (const std::string& id : over) TRY(store::delete_absence(tx, id));
      return {};
    };
    if (!over.empty()) TRY(ctx.db.write(write));
    if (static_cast<int>(page.size()) < kAtOnce) return {};
    after = page.back();
  }
}

Result<void> follow_members(const Context& ctx) {
  TRY(follow_all(ctx));
  TRY(forget_absences(ctx));
  return note_absences(ctx);
}

}  // namespace

Result<void> follow_standing(const Context& ctx, const OrganisationId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    std::map<std::string, std::int64_t> changed;  // organisation -> rows
    for (const OrganisationId& one : members::list_with_merged(tx, id)) {
      const auto now = members::find_whereabouts(tx, one);
      if (!now) continue;
      for (const std::string& place : store::list_places_of(tx, one.text)) changed[place] += 0;
      changed[now->id.text] += TRY(store::update_place(tx, one.text, now->id.text));
      if (!lacks_file(tx, one.text)) TRY(store::delete_absence(tx, one.text));
    }
    for (auto& [organisation, rows] : changed) {
      const auto now = members::find_whereabouts(tx, {organisation});
      if (!now) continue;
      rows += TRY(settle_next_check(tx, organisation, now->left_on));
      const auto newest = store::find_newest_without_content(tx, organisation);
      if (rows == 0 || !newest) continue;
      TRY(audit::note(tx, ctx, "screenings.file.changed", {"screening", newest->id, ""}));
    }
    return {};
  });
}

Result<Absences> list_absences(const Context& ctx) {
  TRY(must(ctx.actor, may::see_screenings));
  return ctx.db.read([&](db::Reader& reader) -> Result<Absences> {
    Absences out;
    out.count = count_absences(reader);
    std::vector<OrganisationId> ids;
    for (auto& id : store::list_absences(reader, "", kAbsentShown)) ids.push_back({std::move(id)});
    for (auto& one : members::list_addressees_of(reader, ids)) {
      out.rows.push_back({one.id, std::move(one.member_no), std::move(one.name)});
    }
    return out;
  });
}

std::int64_t count_absences(db::Reader& reader) {
  return store::count_absences(reader, kAbsentCountCap);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "screenings.members.followed";
  job.label = "反社会的勢力の確認を会員の退会・統合に合わせ、記録のない会員を探す";
  job.schedule = jobs::Schedule::daily_at(4, 10);
  job.run = follow_members;
  return {job};
}

}  // namespace musubi::screenings
