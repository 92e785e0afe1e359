// service_merges_undo.cc - merges looked at again, and taken back: both organisations become what
// they were, or nothing happens and the reasons are told. Merges of the same organisation are taken
// back in the opposite order, the last one first.
#include "core/access/access.h"
#include "features/accounts/accounts.h"
#include "features/members/record.h"
#include "features/members/service_events.h"
#include "features/members/service_merges.h"
#include "features/members/store_imports.h"

namespace musubi::members {
namespace {

std::vector<OrganisationId> sides_of(const store::Merge& merge) {
  std::vector<OrganisationId> out{merge.kept_id};
  if (!merge.gone_id.empty()) out.push_back(merge.gone_id);
  return out;
}

Result<store::Merge> load_merge(db::Reader& reader, const MergeId& id) {
  auto merge = store::find_merge(reader, id);
  if (!merge) {
    return fail(Fault::not_found, "この統合は見つかりません。統合の記録から選び直してください");
  }
  return *merge;
}

// Why it cannot be undone now; empty when it can.
std::vector<std::string> hinders(db::Reader& reader, const store::Merge& merge) {
  if (merge.state == "final") {
    return {"退会からの保存期限を過ぎ、統合する前の内容を消去したため、取り消せません"};
  }
  if (merge.state != "done") return {"この統合は、すでに取り消されています"};
  if (auto further = store::find_merge_of_gone(reader, merge.kept_id)) {
    return {"「" + further->gone_name + "」は、そのあと「" + further->kept_name +
            "」に統合されています。先にその統合を取り消してください"};
  }
  std::vector<std::string> out;
  for (const auto& later : store::list_merges_into(reader, merge.kept_id, merge.id.text)) {
    out.push_back("あとから「" + later.gone_name + "」も統合されています。先にその統合を取り消してください");
  }
  if (!out.empty()) return out;
  const Registered then = registered_from(merge.snapshot.at("after"));
  return differences(then, load_registered(reader, sides_of(merge)));
}

// What it was, with what must go on counting: versions, and defects settled meanwhile.
Registered target_of(const store::Merge& merge, const Registered& now) {
  Registered out = registered_from(merge.snapshot.at("before"));
  for (auto& organisation : out.organisations) {
    const Organisation* is = find_in(now, organisation.id);
    CHECK(is != nullptr);
    if (organisation.id == merge.kept_id) organisation.open_defects = is->open_defects;
  }
  return out;
}

// Exactly those that the merge moved or stopped, and then as the restored state wants it.
Result<void> give_accounts_back(db::Tx& tx, const Context& ctx, const store::Merge& merge,
                                State restored) {
  const auto who = stopped_in(restored);
  if (merge.snapshot.contains("accounts")) {
    const bool moved = merge.snapshot.at("accounts_moved").get<bool>();
    return accounts::return_organisation_accounts(
        tx, ctx, carried_from(merge.snapshot.at("accounts")),
        moved ? merge.kept_id : merge.gone_id, merge.gone_id, who);
  }
  // Merged by a version that moved none, and did not note whom a merger stopped.
  if (!merge.snapshot.value("accounts_ended", false)) return {};
  TRY(accounts::resume_organisation_accounts(tx, ctx, merge.gone_id));
  TRY(accounts::suspend_organisation_accounts(
      tx, ctx, merge.gone_id, "団体が「" + std::string(state_label(restored)) + "」のため", who));
  return {};
}

Result<void> write_undo(db::Tx& tx, const Context& ctx, const store::Merge& merge) {
  const Registered now = load_registered(tx, sides_of(merge));
  Registered target = target_of(merge, now);
  Cause cause{.kind = "undo", .id = merge.id.text};
  cause.reason = "「" + merge.gone_name + "」を「" + merge.kept_name + "」に統合した操作の取り消し";
  TRY(record_registered(tx, ctx, now, target, cause, "members.organisation.unmerged"));
  const Organisation* kept = find_in(now, merge.kept_id);
  const Organisation* kept_then = find_in(target, merge.kept_id);
  const Organisation* gone_then = find_in(target, merge.gone_id);
  CHECK(kept != nullptr && kept_then != nullptr && gone_then != nullptr);
  // The merge had taken over the other's day.
  if (kept->joined_on != kept_then->joined_on &&
      !TRY(move_joining(tx, *kept, kept_then->joined_on))) {
    return fail(Fault::conflict, "入会の日を戻すと、退会・休会などの記録と順番が合わなくなるため、"
                                 "取り消せません。会員の画面で記録を確かめてください");
  }
  // The event goes with the merge that made it: the days between count as if it had never been.
  TRY(store::delete_membership_events_by_cause(tx, merge.id.text, merge.gone_id));
  figures_changed(tx);
  for (const auto& event : merge.snapshot.at("first_time_taken")) {
    TRY(store::update_first_time(tx, event.get<std::string>(), true));
  }
  TRY(give_accounts_back(tx, ctx, merge, gone_then->state));
  TRY(store::update_defects_of_organisation(tx, merge.gone_id, "held", "waiting"));
  if (auto pair = store::find_proposal_of_pair(tx, merge.kept_id, merge.gone_id)) {
    pair->state = "open";
    pair->decided_by.clear();
    pair->decided_at.reset();
    TRY(store::update_merge_proposal(tx, *pair));
  }
  return {};
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string out;
  for (const auto& sentence : sentences) out += (out.empty() ? "" : "。") + sentence;
  return out;
}

}  // namespace

Result<MergePage> load_visible_merge(const Context& ctx, const MergeId& id) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.read([&](db::Reader& reader) -> Result<MergePage> {
    MergePage page;
    page.merge = TRY(load_merge(reader, id));
    // Gone with the people of a member that left, also of a merge that was taken back.
    if (page.merge.snapshot.contains("before")) {
      page.before = registered_from(page.merge.snapshot.at("before"));
    }
    page.hinders = hinders(reader, page.merge);
    return page;
  });
}

Result<void> undo_merge(const Context& ctx, const MergeId& id) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Merge merge = TRY(load_merge(tx, id));
    const auto reasons = hinders(tx, merge);
    if (!reasons.empty()) {
      return fail(Fault::conflict, "この統合は取り消せません。" + joined(reasons));
    }
    if (!TRY(store::update_merge_undone(tx, id, ctx.actor.name, ctx.now))) {
      return fail(Fault::conflict, "この統合は、ほかの人がすでに取り消しました");
    }
    return write_undo(tx, ctx, merge);
  });
}

Result<MergeList> list_merges(const Context& ctx, const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.read([&](db::Reader& reader) -> Result<MergeList> {
    MergeList out;
    out.merges = store::list_merges(reader, before_id, most + 1);
    out.more = static_cast<int>(out.merges.size()) > most;
    if (out.more) out.merges.pop_back();
    return out;
  });
}

Result<std::vector<store::Merge>> list_merges_of(const Context& ctx, const OrganisationId& kept) {
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_merges_into(reader, kept, ""); });
}

}  // namespace musubi::members
