// record.h - the one way in which any part of publishing takes an item a step on: the row, its
// move, the audit note, and the pages that are kept, together in the caller's transaction.
// REQUIRES: the caller has asked must() and checked the values.
#pragma once

#include <string>
#include <string_view>

#include "core/audit/audit.h"
#include "features/publishing/store.h"

namespace musubi::publishing {

audit::Subject subject_of(const Content& content);

// `now` holds what changes; its state is that after the act. `before.version` is the version that
// the caller saw. Returns it as it is now.
struct StepRecord {
  std::string_view action;  // publishing.content.sent
  std::string reason = {};
  std::int64_t late_ms = 0;
};
Result<Content> record_step(db::Tx& tx, const Context& ctx, const Content& before, Content now,
                            const StepRecord& step);
// Nothing changes: that a step which is due has not been made. A move from its state to the same.
Result<void> record_delay(db::Tx& tx, const Context& ctx, const Content& content,
                          const StepRecord& step);
// Without a move: address, owner, plan. Nothing differs: nothing is written.
Result<Content> record_settings(db::Tx& tx, const Context& ctx, const Content& before, Content now,
                                std::string_view action);
// Newest version becomes what visitors see; facets, links, title follow.
Result<Content> make_public(db::Tx& tx, const Context& ctx, const Content& before,
                            const Version& version, const StepRecord& step);
// Visitors see it no more. Facets and public links go; what it said stays.
Result<Content> make_private(db::Tx& tx, const Context& ctx, const Content& before,
                             const StepRecord& step);

inline constexpr std::string_view kSiteTag = "site";

}  // namespace musubi::publishing
