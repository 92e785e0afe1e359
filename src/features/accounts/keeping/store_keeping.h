// store_keeping.h - stopped accounts as core/retention sees them, and how the person in one goes.
// Never decides.
#pragma once

#include "core/retention/retention.h"

namespace musubi::accounts {

// suspended_by of an account whose person was erased; nobody can bring it back.
inline constexpr std::string_view kErased = "erased";

}  // namespace musubi::accounts

namespace musubi::accounts::store {

// Stopped at or before `until`, not erased yet, in order of id.
std::vector<retention::Item> list_stopped(db::Reader& reader, Instant until,
                                          const std::string& after_id, int most);
std::optional<retention::Item> find_stopped(db::Reader& reader, const std::string& id);
// Name, address and every way in; the row stays.
Result<void> update_erased(db::Tx& tx, const std::string& id, Instant now);

}  // namespace musubi::accounts::store
