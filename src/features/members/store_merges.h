// store_merges.h - rows of `merge_proposals`, `merges` and `proposal_searches`, and the few rows of
// the registry that only a merge moves. Lists are paged by key.
// A store finds, lists, counts, inserts, updates; it never decides who may or what is right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "db/db.h"
#include "features/members/store.h"

namespace musubi::members {

struct ProposalNoun;
using ProposalId = Id<ProposalNoun>;
struct MergeNoun;
using MergeId = Id<MergeNoun>;

}  // namespace musubi::members

namespace musubi::members::store {

struct MergeProposal {
  ProposalId id;                  // insert gives one when empty
  OrganisationId organisation_a;  // the one proposed to stay
  OrganisationId organisation_b;  // empty: a roster row, named by import_id and row
  std::string import_id;
  std::int64_t row = 0;
  std::string reason;             // 法人番号が同じ・電話番号が同じ
  std::int64_t score = 0;         // 0..100
  std::string state = "open";     // open merged dismissed void
  std::string decided_by;
  std::optional<Instant> decided_at;
  Instant created_at;
};
Result<void> insert_merge_proposal(db::Tx& tx, MergeProposal proposal);
Result<void> update_merge_proposal(db::Tx& tx, const MergeProposal& proposal);
std::optional<MergeProposal> find_merge_proposal(db::Reader& reader, const ProposalId& id);
// Between these two, whichever was proposed to stay; any state.
std::optional<MergeProposal> find_proposal_of_pair(db::Reader& reader, const OrganisationId& one,
                                                   const OrganisationId& other);
// Pairs of two organisations in which this one stands, in this state.
std::vector<MergeProposal> list_pairs_with(db::Reader& reader, const OrganisationId& organisation,
                                           std::string_view state);

struct ProposalFilter {
  std::string state = "open";
  std::string kind;  // "" any, "pairs", "rows"
  std::int64_t score_least = 0;  // 0..100
  std::int64_t after_score = 0;
  std::string after_id;  // "" = first page
  int most = 20;
};
struct ProposalRow {
  MergeProposal proposal;
  std::string name_a, member_no_a, name_b, member_no_b;  // b of a roster row: its name, ""
};
std::vector<ProposalRow> list_merge_proposals(db::Reader& reader, const ProposalFilter& filter);
std::int64_t count_merge_proposals(db::Reader& reader, const ProposalFilter& filter,
                                   std::int64_t cap);
// Organisations whose first contact writes from this domain; stops at `cap`.
std::int64_t count_with_domain(db::Reader& reader, std::string_view domain, std::int64_t cap);

struct Merge {
  MergeId id;
  OrganisationId kept_id, gone_id;  // gone_id empty: a roster row
  ProposalId proposal_id;
  Json choices, snapshot;
  std::string kept_name, gone_name, reason, state, merged_by, merged_by_name, undone_by_name;
  Instant merged_at;
  std::optional<Instant> undone_at;
};
std::optional<Merge> find_merge(db::Reader& reader, const MergeId& id);
// The one that is done and took this organisation in.
std::optional<Merge> find_merge_of_gone(db::Reader& reader, const OrganisationId& gone);
std::vector<Merge> list_merges(db::Reader& reader, std::string_view before_id, int most);
// Those that are done and were kept here, after `after_id`, oldest first; at most 100.
std::vector<Merge> list_merges_into(db::Reader& reader, const OrganisationId& kept,
                                    std::string_view after_id);
Result<void> insert_merge(db::Tx& tx, const Merge& merge);
// By an older version, with accounts that it has not moved; in order of id.
std::vector<MergeId> list_merges_to_carry(db::Reader& reader, std::string_view after_id, int most);
// The snapshot, once its accounts have been moved.
Result<void> update_merge_accounts(db::Tx& tx, const Merge& merge);
// false when it was undone already.
Result<bool> update_merge_undone(db::Tx& tx, const MergeId& id, std::string_view by_name,
                                 Instant now);

// Organisations that were merged into this one, themselves or through others: at most 100.
std::vector<OrganisationId> list_merged_into(db::Reader& reader, const OrganisationId& id);
// What it and those merged into it were ever called, but for what was undone: for the search.
std::vector<std::string> list_former_names(db::Reader& reader, const OrganisationId& id);

struct Joining {
  std::string event_id, happened_on;
  bool first_time = false;
};
// The joined events of these organisations, oldest first.
std::vector<Joining> list_joinings(db::Reader& reader, const std::vector<OrganisationId>& ids);
Result<void> update_first_time(db::Tx& tx, std::string_view event_id, bool first_time);
// What an import left open about an organisation, from one state to the other.
Result<void> update_defects_of_organisation(db::Tx& tx, const OrganisationId& id,
                                            std::string_view from, std::string_view to);

struct ProposalSearch {
  std::string id, after_id, state, started_by_name;
  std::int64_t done = 0, total = 0, found = 0;
  Instant started_at, updated_at;
};
std::optional<ProposalSearch> find_proposal_search(db::Reader& reader, std::string_view id);
std::optional<ProposalSearch> find_latest_proposal_search(db::Reader& reader);
Result<void> insert_proposal_search(db::Tx& tx, const ProposalSearch& search);
Result<void> update_proposal_search(db::Tx& tx, const ProposalSearch& search);
std::int64_t count_all_organisations(db::Reader& reader);

}  // namespace musubi::members::store
