// service_merges_older.cc - merges by versions that moved no accounts (docs/decisions.md, 55): a
// job moves them once, as a merge of today does, and writes into the merge's snapshot what it did,
// so that its undo brings them back. One transaction a merge; no permission: the system alone.
// Each account that moves or stops has its audit note; the merge itself is only marked.
//   merged long ago: gone -> kept [-> kept of a later merge ...]; the accounts follow to the end
#include "features/members/record.h"
#include "features/members/service_merges.h"

namespace musubi::members {
namespace {

constexpr int kMergesAtOnce = 100;

Result<void> carry_late(db::Tx& tx, const Context& ctx, store::Merge merge) {
  const bool noted = merge.snapshot.contains("accounts");
  if (!noted && merge.snapshot.value("accounts_ended", false)) {
    // A merger of an older version: its undo resumes whom the organisation had stopped.
    TRY(accounts::end_organisation_accounts(tx, ctx, merge.gone_id, "団体が合併したため"));
    return store::update_merge_accounts(tx, merge);
  }
  const bool moves = merge.snapshot.value("accounts_moved", true);
  const auto kept = store::find_organisation(tx, merge.kept_id);
  CHECK(kept.has_value());
  const std::vector<accounts::CarriedAccount> carried =
      moves ? TRY(accounts::move_organisation_accounts(tx, ctx, merge.gone_id, kept->id,
                                                       stopped_in(kept->state)))
            : TRY(accounts::end_organisation_accounts(tx, ctx, merge.gone_id,
                                                      "団体が合併したため"));
  std::vector<accounts::CarriedAccount> all;
  if (noted) all = carried_from(merge.snapshot.at("accounts"));
  all.insert(all.end(), carried.begin(), carried.end());
  merge.snapshot["accounts"] = carried_json(all);
  merge.snapshot["accounts_moved"] = moves;
  TRY(store::update_merge_accounts(tx, merge));
  if (!moves || carried.empty() || kept->state != State::merged) return {};
  auto next = store::find_merge_of_gone(tx, kept->id);
  if (!next) return {};
  return carry_late(tx, ctx, std::move(*next));
}

}  // namespace

Result<void> carry_accounts_of_older_merges(const Context& ctx) {
  std::string after;
  for (;;) {
    const auto waiting = ctx.db.read([&](db::Reader& reader) {
      return store::list_merges_to_carry(reader, after, kMergesAtOnce);
    });
    if (waiting.empty()) return {};
    for (const MergeId& id : waiting) {
      TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
        auto merge = store::find_merge(tx, id);
        CHECK(merge.has_value());
        if (merge->state != "done") return store::update_merge_accounts(tx, *merge);
        return carry_late(tx, ctx, std::move(*merge));
      }));
    }
    after = waiting.back().text;
  }
}

}  // namespace musubi::members
