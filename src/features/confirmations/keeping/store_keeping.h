// store_keeping.h - which rounds are over and still name who answered, and taking it away; and
// what members were asked. SQL only; decides nothing.
#pragma once

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/confirmations/store.h"

namespace musubi::confirmations::store {

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most);
std::optional<retention::Item> find_over(db::Reader& reader, const std::string& id);
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day);

// What one organisation was asked, newest round first; and whom a link was sent to for it.
std::vector<Target> list_targets_of(db::Reader& reader, const OrganisationId& organisation,
                                    int most);
std::vector<std::string> list_link_names(db::Reader& reader, const RoundId& round,
                                         const OrganisationId& organisation);

}  // namespace musubi::confirmations::store
