// store.h - rows of targets and uses to structs and back. Every statement stands in store.cc.
// Decides nothing.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/links/link.h"

namespace musubi::links::store {

// Makes the target when nobody named it before; keeps when the owner was told.
Result<void> put_use(db::Tx& tx, const Use& use, std::string_view kind, Instant now);
// What the reading of this round did not see, and targets that nobody names; how many uses went.
Result<std::int64_t> delete_unseen(db::Tx& tx, std::string_view round, int most);

std::optional<Target> find_target(db::Reader& reader, std::string_view address);
Result<void> update_target(db::Tx& tx, const Target& target);
// Due, the longest waiting first.
std::vector<Target> list_due(db::Reader& reader, std::string_view kind, Instant now, int most);

struct ListFilter {
  std::string state = "broken";
  std::int64_t after_since = -1;  // paging by key: the longest failing first
  std::string after_address;
  int most = 20;
};
std::vector<Target> list_targets(db::Reader& reader, const ListFilter& filter);
std::int64_t count_state(db::Reader& reader, std::string_view state);
bool has_target_of(db::Reader& reader, std::string_view kind);
std::vector<Use> list_uses(db::Reader& reader, std::string_view address, int most);
// Of broken targets, whose owner was not told; of one owner together.
std::vector<Use> list_untold(db::Reader& reader, int most);
Result<void> update_told(db::Tx& tx, const Use& use, Instant at);
// It leads somewhere again: whoever was told is told anew should it break once more.
Result<void> forget_told(db::Tx& tx, std::string_view address);

}  // namespace musubi::links::store
