// store.h - every SQL statement on rounds, targets and links. Decides nothing.
// SECURITY: a token comes hashed.
#pragma once

#include "db/db.h"
#include "features/confirmations/confirmation.h"

namespace musubi::confirmations::store {

// ---- rounds ----
std::optional<Round> find_round(db::Reader& reader, const RoundId& id);
std::optional<Round> find_running(db::Reader& reader);  // at most one is not closed
std::vector<Round> list_rounds(db::Reader& reader, int most);  // newest first
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);
Result<void> insert_round(db::Tx& tx, const Round& round);
Result<void> update_round(db::Tx& tx, const Round& round);  // where version fits; conflict else

// ---- targets ----
// False when it is one already.
Result<bool> insert_target(db::Tx& tx, const Target& target);
std::optional<Target> find_target(db::Reader& reader, const RoundId& round,
                                  const OrganisationId& organisation);
// The answer, or that it is gone. How many rows: 0 when it was answered as firmly before.
Result<std::int64_t> update_answer(db::Tx& tx, const Target& target);
// Only while silent and not reminded for that day. How many rows.
Result<std::int64_t> update_reminded(db::Tx& tx, const Target& target, const std::string& day);
struct TargetFilter {
  std::string state;  // "" = all
  std::string mail;   // "", yes, no
  std::string after_no, after_id;
  int most = 20;
};
std::vector<Target> list_targets(db::Reader& reader, const RoundId& round,
                                 const TargetFilter& filter);
std::vector<Target> list_to_remind(db::Reader& reader, const RoundId& round,
                                   const std::string& day, int most);
// From the kept sums: a handful of rows, whatever the size of the round.
Counts count_targets(db::Reader& reader, const RoundId& round);

// ---- links ----
struct Link {
  std::string token_hash;
  RoundId round_id;
  OrganisationId organisation_id;
  std::string sent_to_name;
  Instant expires;
};
Result<void> insert_link(db::Tx& tx, const Link& link);
std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash);
// At most `most`; how many.
Result<std::int64_t> delete_links_before(db::Tx& tx, Instant expired, int most);

}  // namespace musubi::confirmations::store
