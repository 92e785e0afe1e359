// store_merges.cc - see store_merges.h. A proposal is found from either of its two sides; lists go
// by score, the surest first.
#include "features/members/store_merges.h"

namespace musubi::members::store {
namespace {

#define PROPOSAL_COLUMNS                                                                       \
  "p.id, p.organisation_a, p.organisation_b, p.import_id, p.row, p.reason, p.score, p.state, " \
  "p.decided_by, p.decided_at, p.created_at"

constexpr db::Query kInsert{
    "members.insert_merge_proposal",
    "INSERT INTO merge_proposals (id, organisation_a, organisation_b, import_id, row, reason, "
    "score, state, decided_by, decided_at, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kUpdate{
    "members.update_merge_proposal",
    "UPDATE merge_proposals SET reason = $2, score = $3, state = $4, decided_by = $5, "
    "decided_at = $6 WHERE id = $1"};
constexpr db::Query kFind{"members.find_merge_proposal",
                          "SELECT " PROPOSAL_COLUMNS " FROM merge_proposals p WHERE p.id = $1"};
constexpr db::Query kFindPair{
    "members.find_proposal_of_pair",
    "SELECT " PROPOSAL_COLUMNS
    " FROM merge_proposals p WHERE p.organisation_a = $1 AND p.organisation_b = $2 UNION ALL "
    "SELECT " PROPOSAL_COLUMNS
    " FROM merge_proposals p WHERE p.organisation_a = $2 AND p.organisation_b = $1 LIMIT 1"};
constexpr db::Query kPairsWith{
    "members.list_pairs_with",
    "SELECT " PROPOSAL_COLUMNS
    " FROM merge_proposals p WHERE p.organisation_a = $1 AND p.state = $2 "
    "AND p.organisation_b <> '' UNION ALL SELECT " PROPOSAL_COLUMNS
    " FROM merge_proposals p WHERE p.organisation_b = $1 AND p.state = $2"};
constexpr db::Query kCountDomain{
    "members.count_with_domain",
    "SELECT count(*) FROM (SELECT 1 FROM organisations WHERE domain_key = $1 LIMIT $2) AS found"};

#define MERGE_COLUMNS                                                                           \
  "id, kept_id, gone_id, proposal_id, choices, snapshot, kept_name, gone_name, reason, state, " \
  "merged_by, merged_by_name, merged_at, undone_by_name, undone_at"

constexpr db::Query kFindMerge{"members.find_merge",
                               "SELECT " MERGE_COLUMNS " FROM merges WHERE id = $1"};
constexpr db::Query kFindMergeOfGone{
    "members.find_merge_of_gone",
    "SELECT " MERGE_COLUMNS
    " FROM merges WHERE gone_id = $1 AND state = 'done' ORDER BY id DESC LIMIT 1"};
constexpr db::Query kListMerges{
    "members.list_merges",
    "SELECT " MERGE_COLUMNS " FROM merges WHERE $1 = '' OR id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListMergesInto{
    "members.list_merges_into",
    "SELECT " MERGE_COLUMNS
    " FROM merges WHERE kept_id = $1 AND state = 'done' AND id > $2 ORDER BY id LIMIT 100"};
constexpr db::Query kInsertMerge{
    "members.insert_merge",
    "INSERT INTO merges (" MERGE_COLUMNS
    ", accounts_carried) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15, 1)"};
constexpr db::Query kMergesToCarry{
    "members.list_merges_to_carry",
    "SELECT id FROM merges WHERE accounts_carried = 0 AND id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kMergeAccounts{
    "members.update_merge_accounts",
    "UPDATE merges SET snapshot = $2, accounts_carried = 1 WHERE id = $1"};
constexpr db::Query kMergeUndone{
    "members.update_merge_undone",
    "UPDATE merges SET state = 'undone', undone_by_name = $2, undone_at = $3 "
    "WHERE id = $1 AND state = 'done'"};

#define MERGED_TREE                                                                              \
  "WITH RECURSIVE tree (id, name, name_kana) AS (SELECT id, name, name_kana FROM organisations " \
  "WHERE merged_into = $1 AND merged_into <> '' UNION "                                          \
  "SELECT o.id, o.name, o.name_kana FROM organisations o JOIN tree t ON o.merged_into = t.id "   \
  "WHERE o.merged_into <> '') "

constexpr db::Query kMergedInto{"members.list_merged_into",
                                MERGED_TREE "SELECT id FROM tree ORDER BY id LIMIT 100"};
constexpr db::Query kFormerNames{
    "members.list_former_names",
    MERGED_TREE
    "SELECT name FROM tree UNION SELECT name_kana FROM tree UNION "
    "SELECT before FROM field_changes WHERE organisation_id IN (SELECT $1 UNION SELECT id FROM "
    "tree) AND person_id = '' AND field IN ('name', 'name_kana') AND cause <> 'undo' "
    "ORDER BY 1 LIMIT 100"};
constexpr db::Query kUpdateFirstTime{
    "members.update_first_time", "UPDATE membership_events SET first_time = $2 WHERE id = $1"};
constexpr db::Query kFindEvent{
    "members.find_membership_event",
    "SELECT happened_on, kind, first_time FROM membership_events WHERE id = $1"};
constexpr db::Query kDefects{
    "members.update_defects_of_organisation",
    "UPDATE roster_defects SET state = $3 WHERE state = $2 AND EXISTS (SELECT 1 FROM roster_rows r "
    "WHERE r.import_id = roster_defects.import_id AND r.row = roster_defects.row "
    "AND r.organisation_id = $1) AND import_id IN (SELECT import_id FROM roster_rows "
    "WHERE organisation_id = $1)"};

#define SEARCH_COLUMNS \
  "id, after_id, done, total, found, state, started_by_name, started_at, updated_at"

constexpr db::Query kFindSearch{"members.find_proposal_search",
                                "SELECT " SEARCH_COLUMNS " FROM proposal_searches WHERE id = $1"};
constexpr db::Query kLatestSearch{
    "members.find_latest_proposal_search",
    "SELECT " SEARCH_COLUMNS " FROM proposal_searches ORDER BY started_at DESC, id DESC LIMIT 1"};
constexpr db::Query kInsertSearch{
    "members.insert_proposal_search",
    "INSERT INTO proposal_searches (" SEARCH_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Query kUpdateSearch{
    "members.update_proposal_search",
    "UPDATE proposal_searches SET after_id = $2, done = $3, found = $4, state = $5, "
    "updated_at = $6 WHERE id = $1"};
constexpr db::Query kCountAll{"members.count_all_organisations",
                              "SELECT count(*) FROM organisations"};

MergeProposal proposal_of(const db::Row& row) {
  MergeProposal p;
  p.id = {row.text(0)};
  p.organisation_a = {row.text(1)};
  p.organisation_b = {row.text(2)};
  p.import_id = row.text(3);
  p.row = row.integer(4);
  p.reason = row.text(5);
  p.score = row.integer(6);
  p.state = row.text(7);
  p.decided_by = row.text(8);
  if (auto at = row.integer_or_null(9)) p.decided_at = Instant{*at};
  p.created_at = {row.integer(10)};
  return p;
}

Merge merge_of(const db::Row& row) {
  Merge m;
  m.id = {row.text(0)};
  m.kept_id = {row.text(1)};
  m.gone_id = {row.text(2)};
  m.proposal_id = {row.text(3)};
  m.choices = Json::parse(row.text(4));
  m.snapshot = Json::parse(row.text(5));
  m.kept_name = row.text(6);
  m.gone_name = row.text(7);
  m.reason = row.text(8);
  m.state = row.text(9);
  m.merged_by = row.text(10);
  m.merged_by_name = row.text(11);
  m.merged_at = {row.integer(12)};
  m.undone_by_name = row.text(13);
  if (auto at = row.integer_or_null(14)) m.undone_at = Instant{*at};
  return m;
}

ProposalSearch search_of(const db::Row& row) {
  ProposalSearch s;
  s.id = row.text(0);
  s.after_id = row.text(1);
  s.done = row.integer(2);
  s.total = row.integer(3);
  s.found = row.integer(4);
  s.state = row.text(5);
  s.started_by_name = row.text(6);
  s.started_at = {row.integer(7)};
  s.updated_at = {row.integer(8)};
  return s;
}

std::optional<std::int64_t> ms_of(const std::optional<Instant>& at) {
  if (!at) return {};
  return at->ms;
}

// Fixed fragments only; the values are $1 (state).
std::string where_of(const ProposalFilter& filter) {
  std::string out = " WHERE p.state = $1";
  if (filter.kind == "pairs") out += " AND p.organisation_b <> ''";
  if (filter.kind == "rows") out += " AND p.organisation_b = ''";
  if (filter.score_least > 0) out += " AND p.score >= " + std::to_string(filter.score_least);
  return out;
}

}  // namespace

Result<void> insert_merge_proposal(db::Tx& tx, MergeProposal p) {
  if (p.id.empty()) p.id = ProposalId::make(p.created_at);
  TRY(tx.run(kInsert, p.id.text, p.organisation_a.text, p.organisation_b.text, p.import_id, p.row,
             p.reason, p.score, p.state, p.decided_by, ms_of(p.decided_at), p.created_at.ms));
  return {};
}

Result<void> update_merge_proposal(db::Tx& tx, const MergeProposal& p) {
  TRY(tx.run(kUpdate, p.id.text, p.reason, p.score, p.state, p.decided_by, ms_of(p.decided_at)));
  return {};
}

std::optional<MergeProposal> find_merge_proposal(db::Reader& reader, const ProposalId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return proposal_of(*row);
}

std::optional<MergeProposal> find_proposal_of_pair(db::Reader& reader, const OrganisationId& one,
                                                   const OrganisationId& other) {
  auto row = reader.first(kFindPair, one.text, other.text);
  if (!row) return {};
  return proposal_of(*row);
}

std::vector<MergeProposal> list_pairs_with(db::Reader& reader, const OrganisationId& organisation,
                                           std::string_view state) {
  std::vector<MergeProposal> out;
  for (const auto& row : reader.all(kPairsWith, organisation.text, state)) {
    out.push_back(proposal_of(row));
  }
  return out;
}

std::vector<ProposalRow> list_merge_proposals(db::Reader& reader, const ProposalFilter& filter) {
  std::vector<db::Value> args{filter.state};
  std::string where = where_of(filter);
  if (!filter.after_id.empty()) {
    args.push_back(filter.after_score);
    args.push_back(filter.after_id);
    where += " AND (p.score < $2 OR (p.score = $2 AND p.id < $3))";
  }
  args.push_back(static_cast<std::int64_t>(filter.most));
  const std::string sql =
      "SELECT " PROPOSAL_COLUMNS
      ", a.name, a.member_no, COALESCE(b.name, r.name, ''), COALESCE(b.member_no, '') "
      "FROM merge_proposals p JOIN organisations a ON a.id = p.organisation_a "
      "LEFT JOIN organisations b ON b.id = p.organisation_b "
      "LEFT JOIN roster_rows r ON r.import_id = p.import_id AND r.row = p.row" +
      where + " ORDER BY p.score DESC, p.id DESC LIMIT $" + std::to_string(args.size());
  std::vector<ProposalRow> out;
  for (const auto& row : reader.select({"members.list_merge_proposals", sql}, args)) {
    out.push_back({proposal_of(row), row.text(11), row.text(12), row.text(13), row.text(14)});
  }
  return out;
}

std::int64_t count_merge_proposals(db::Reader& reader, const ProposalFilter& filter,
                                   std::int64_t cap) {
  const std::string sql = "SELECT count(*) FROM (SELECT 1 FROM merge_proposals p" +
                          where_of(filter) + " LIMIT $2) AS found";
  return reader.select({"members.count_merge_proposals", sql}, {filter.state, cap})
      .front()
      .integer(0);
}

std::int64_t count_with_domain(db::Reader& reader, std::string_view domain, std::int64_t cap) {
  return reader.first(kCountDomain, domain, cap)->integer(0);
}

std::optional<Merge> find_merge(db::Reader& reader, const MergeId& id) {
  auto row = reader.first(kFindMerge, id.text);
  if (!row) return {};
  return merge_of(*row);
}

std::optional<Merge> find_merge_of_gone(db::Reader& reader, const OrganisationId& gone) {
  auto row = reader.first(kFindMergeOfGone, gone.text);
  if (!row) return {};
  return merge_of(*row);
}

std::vector<Merge> list_merges(db::Reader& reader, std::string_view before_id, int most) {
  std::vector<Merge> out;
  for (const auto& row : reader.all(kListMerges, before_id, most)) out.push_back(merge_of(row));
  return out;
}

std::vector<Merge> list_merges_into(db::Reader& reader, const OrganisationId& kept,
                                    std::string_view after_id) {
  std::vector<Merge> out;
  for (const auto& row : reader.all(kListMergesInto, kept.text, after_id)) {
    out.push_back(merge_of(row));
  }
  return out;
}

Result<void> insert_merge(db::Tx& tx, const Merge& m) {
  TRY(tx.run(kInsertMerge, m.id.text, m.kept_id.text, m.gone_id.text, m.proposal_id.text,
             m.choices.dump(), m.snapshot.dump(), m.kept_name, m.gone_name, m.reason, m.state,
             m.merged_by, m.merged_by_name, m.merged_at.ms, m.undone_by_name,
             ms_of(m.undone_at)));
  return {};
}

std::vector<MergeId> list_merges_to_carry(db::Reader& reader, std::string_view after_id,
                                          int most) {
  std::vector<MergeId> out;
  for (const auto& row : reader.all(kMergesToCarry, after_id, most)) out.push_back({row.text(0)});
  return out;
}

Result<void> update_merge_accounts(db::Tx& tx, const Merge& m) {
  TRY(tx.run(kMergeAccounts, m.id.text, m.snapshot.dump()));
  return {};
}

Result<bool> update_merge_undone(db::Tx& tx, const MergeId& id, std::string_view by_name,
                                 Instant now) {
  return TRY(tx.run(kMergeUndone, id.text, by_name, now.ms)) == 1;
}

std::vector<OrganisationId> list_merged_into(db::Reader& reader, const OrganisationId& id) {
  std::vector<OrganisationId> out;
  for (const auto& row : reader.all(kMergedInto, id.text)) out.push_back({row.text(0)});
  return out;
}

std::vector<std::string> list_former_names(db::Reader& reader, const OrganisationId& id) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kFormerNames, id.text)) {
    if (!row.text(0).empty()) out.push_back(row.text(0));
  }
  return out;
}

std::vector<Joining> list_joinings(db::Reader& reader, const std::vector<OrganisationId>& ids) {
  if (ids.empty()) return {};
  std::string list;
  std::vector<db::Value> args;
  for (const auto& id : ids) {
    args.push_back(id.text);
    list += (list.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  const std::string sql =
      "SELECT id, happened_on, first_time FROM membership_events WHERE kind = 'joined' "
      "AND organisation_id IN (" + list + ") ORDER BY happened_on, recorded_at, id";
  std::vector<Joining> out;
  for (const auto& row : reader.select({"members.list_joinings", sql}, args)) {
    out.push_back({row.text(0), row.text(1), row.flag(2)});
  }
  return out;
}

Result<void> update_first_time(db::Tx& tx, std::string_view event_id, bool first_time) {
  auto event = tx.first(kFindEvent, event_id);
  if (!event || event->flag(2) == first_time) return {};
  TRY(add_to_day(tx, event->text(0), event->text(1), !first_time, -1));
  TRY(add_to_day(tx, event->text(0), event->text(1), first_time, 1));
  TRY(tx.run(kUpdateFirstTime, event_id, first_time));
  return {};
}

Result<void> update_defects_of_organisation(db::Tx& tx, const OrganisationId& id,
                                            std::string_view from, std::string_view to) {
  TRY(tx.run(kDefects, id.text, from, to));
  return {};
}

std::optional<ProposalSearch> find_proposal_search(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFindSearch, id);
  if (!row) return {};
  return search_of(*row);
}

std::optional<ProposalSearch> find_latest_proposal_search(db::Reader& reader) {
  auto row = reader.first(kLatestSearch);
  if (!row) return {};
  return search_of(*row);
}

Result<void> insert_proposal_search(db::Tx& tx, const ProposalSearch& s) {
  TRY(tx.run(kInsertSearch, s.id, s.after_id, s.done, s.total, s.found, s.state,
             s.started_by_name, s.started_at.ms, s.updated_at.ms));
  return {};
}

Result<void> update_proposal_search(db::Tx& tx, const ProposalSearch& s) {
  TRY(tx.run(kUpdateSearch, s.id, s.after_id, s.done, s.found, s.state, s.updated_at.ms));
  return {};
}

std::int64_t count_all_organisations(db::Reader& reader) {
  return reader.first(kCountAll)->integer(0);
}

}  // namespace musubi::members::store
