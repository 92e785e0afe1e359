// service_merges.h - 名寄せ: what looks alike, two records side by side, one made of two, and back.
//
//   proposal: open -> merged | dismissed (never proposed again) | void (no longer alike) -> open
//   merge:    done -> undone
//
// Nothing is lost: the one that goes keeps its row, its history and its page, which leads to the
// one that stays; people change sides; both are kept as they were in the merge's snapshot.
// A merge counts from the later of the two joining days (and never before what the one that goes
// did last): until then they were counted once each in their own time, from then on once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/outbox/outbox.h"
#include "features/members/service.h"
#include "features/members/snapshot_merges.h"
#include "features/members/store_merges.h"

namespace musubi::members {

// ---- proposals ----
struct Alike {
  store::Candidate other;
  std::int64_t score = 0;  // 0..100
  std::string reason;      // 法人番号が同じ・電話番号が同じ
};
// How sure a likeness is, for lists and their filter: 高い from the one, 中くらい from the other.
inline constexpr std::int64_t kScoreHigh = 70;
inline constexpr std::int64_t kScoreMiddle = 40;
inline constexpr std::int64_t kScoreLeast = 20;       // below: not worth a person's time
inline constexpr std::int64_t kSharedDomainMost = 3;  // more organisations: the domain says nothing
// Which members in good standing look like this one, the surest first. Reads only.
std::vector<Alike> find_proposals_for(db::Reader& reader, const OrganisationId& id);
// Brings the stored proposals of this one up to date; how many were made or opened again.
Result<std::int64_t> refresh_proposals(db::Tx& tx, Instant now, const OrganisationId& id);

struct ProposalList {
  std::vector<store::ProposalRow> rows;
  bool more = false;
  std::int64_t count = 0;                       // up to kCountCap
  std::optional<store::ProposalSearch> search;  // the latest 候補を探し直す
};
Result<ProposalList> list_proposals(const Context& ctx, store::ProposalFilter filter);
// They are different organisations. Fault::conflict when it was decided already.
Result<void> dismiss_proposal(const Context& ctx, const ProposalId& id);
// Over all organisations, in the background. Fault::conflict while one is running.
Result<void> begin_proposal_search(const Context& ctx);
std::int64_t count_waiting_proposals(db::Reader& reader);  // up to kCountCap

// ---- side by side ----
struct MergeRequest {
  ProposalId proposal_id;           // empty: started by hand
  OrganisationId kept_id, gone_id;  // empty: as the proposal says
  std::int64_t kept_version = 0, gone_version = 0;  // as shown; 0 = not shown yet
  std::map<std::string, std::string> choices;       // choice name -> left | right | both
  std::string reason;
  // Two bodies became one on this day (YYYY-MM-DD): counted from it, both first times stay, and the
  // accounts of the one that goes end. "" = 名寄せ: they were the same all along.
  std::string happened_on = {};
};
struct FieldChoice {
  const FieldInfo* field = nullptr;
  std::string kept, gone;       // texts of the two
  bool differs = false;
  bool choosable = false;       // the member number stays what it is
  bool may_both = false;        // texts of several lines
  std::string chosen = "left";  // left right both
  std::string result;           // what the one that stays will have
  bool was_cut = false;         // both together are longer than the field may be
};
// 入会年月日: the one that stays keeps its own; when it knows none, the other's is proposed.
struct JoinedChoice {
  bool choosable = false;
  std::string chosen = "left";  // left right
  std::string result;           // YYYY-MM-DD, "" unknown
};
struct PersonChoice {
  Person gone;
  std::optional<Person> kept;   // the same person, by mail address or name
  std::string name;             // of the choice: person_<id>
  std::string chosen = "both";  // left right both
};
struct Comparison {
  std::optional<store::MergeProposal> proposal;
  Registered before;            // both
  Organisation kept, gone;
  std::vector<FieldChoice> fields;
  JoinedChoice joined;
  std::vector<PersonChoice> people;  // of the one that goes, who are active
  std::string effective_on;     // of the merged event, "" when the one that goes is no member
};
// Fault::conflict with what to do about it when these two cannot be merged (any more).
Result<Comparison> compare(const Context& ctx, const MergeRequest& request);

// ---- merge and undo ----
// One transaction. Fault::conflict when either has changed since it was shown.
Result<MergeId> merge_organisations(const Context& ctx, const MergeRequest& request);
// The same in the caller's transaction. REQUIRES: the caller has asked its own permission.
Result<MergeId> merge_in(db::Tx& tx, const Context& ctx, const MergeRequest& request);

struct MergePage {
  store::Merge merge;
  Registered before;                // as they were
  std::vector<std::string> hinders; // why it cannot be undone, one sentence each
};
Result<MergePage> load_visible_merge(const Context& ctx, const MergeId& id);
// Both become exactly what they were. Fault::conflict, with the list, when one has changed since.
Result<void> undo_merge(const Context& ctx, const MergeId& id);
// Accounts that still belong to what an older version merged follow it now, once. For the job.
Result<void> carry_accounts_of_older_merges(const Context& ctx);
struct MergeList {
  std::vector<store::Merge> merges;
  bool more = false;
};
Result<MergeList> list_merges(const Context& ctx, const std::string& before_id, int most);
// Those that went into this one, and the merge each came by: for its page.
Result<std::vector<store::Merge>> list_merges_of(const Context& ctx, const OrganisationId& kept);

// Proposals follow members.organisation.created / updated; the search goes on step by step.
void add_merge_handlers(outbox::Handlers& handlers);

}  // namespace musubi::members
