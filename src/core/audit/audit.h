// audit.h - who, when, what, before and after, in the same transaction as the change.
// Rows form a hash chain: hash = SHA-256(previous hash, canonical row). Notes taken during a
// transaction are sealed just before its commit (Tx::before_commit), so that the chain's tail is
// locked for microseconds. Verified by `musubi doctor`. Never updated, never deleted.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::audit {

struct Subject {
  std::string_view noun;     // organisation, report, account ...: the timeline is per noun and id
  std::string id;
  std::string organisation;  // id of the one it belongs to, "" if none: its timeline
};

// action: dotted feature.noun.past_verb, e.g. members.organisation.updated.
// before/after: only the fields that changed. SECURITY: no secrets (password hashes, tokens).
Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Subject& subject,
                  const Json& before = nullptr, const Json& after = nullptr,
                  std::string_view reason = {});

struct Entry {
  std::int64_t sequence = 0;  // 1, 2, 3 ... without gaps
  Instant at;
  std::string actor_id, actor_name, action, noun, subject_id, organisation_id, reason, request_id;
  Json before, after;
  std::string hash;
  std::string address;  // the client's address; shown to auditors and managers only
};
struct Filter {
  std::string noun, subject_id, organisation_id, actor_id, action_prefix, words;
  std::optional<Instant> from, until;
  bool words_in_values = true;       // false: `words` are not looked for in before and after
  std::int64_t before_sequence = 0;  // paging by key: 0 = newest
  int most = 50;
};
// Newest first, without `words`: those are searched for by find_entries().
std::vector<Entry> list_entries(db::Reader& reader, const Filter& filter);
// Entries that hold every one of `words` (in the actor's name, the reason, and the values), folded
// as the search folds: width, case and kana do not matter. No index can hold the whole audit, so a
// search looks through kLookedThrough entries of the filter and says where to go on.
inline constexpr int kLookedThrough = 5'000;
struct Found {
  std::vector<Entry> entries;        // at most filter.most, newest first
  std::int64_t before_sequence = 0;  // go on from here; 0 = everything was looked through
  bool looked_far = false;           // it stopped for kLookedThrough, not for a full page
};
Found find_entries(db::Reader& reader, const Filter& filter);

struct Verdict {
  bool sound = true;
  std::int64_t rows = 0;
  std::int64_t first_bad_sequence = 0;
  std::string says;  // Japanese, for doctor and the office
};
Verdict verify_chain(db::Reader& reader);  // streams; memory flat

// Writes what the filter finds, oldest first, piece by piece (memory flat); `write` gets a line at
// a time. Both give all columns with the hash, so that a copy can be verified elsewhere.
enum class Form { json_lines, csv };
// At most `most` rows; 0 = all. How many were written. `masked`, when given, changes before and
// after for a reader who must not see all of it: such a copy cannot be verified.
using Mask = std::function<void(Entry&)>;
std::int64_t export_entries(db::Reader& reader, const Filter& filter, Form form, std::int64_t most,
                            const std::function<void(std::string_view)>& write,
                            const Mask& masked = {});

}  // namespace musubi::audit
