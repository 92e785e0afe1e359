// store_keeping.h - closed files as core/retention sees them: without their content, which stays
// sealed. The newest file of a member is in use until the next check and is not among them, but for
// who is a member no more.
#pragma once

#include "core/retention/retention.h"

namespace musubi::screenings::store {

std::vector<retention::Item> list_closed(db::Reader& reader, Instant until,
                                         const std::string& after_id, int most);
std::optional<retention::Item> find_closed(db::Reader& reader, const std::string& id);
Result<void> update_erased_on(db::Tx& tx, const std::string& id, const std::string& today);
// Whether a file names this member; nothing is opened.
bool has_screening_of(db::Reader& reader, const OrganisationId& organisation);

}  // namespace musubi::screenings::store
