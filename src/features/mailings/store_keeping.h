// store_keeping.h - mailings that ended and still name their recipients, bounces that are old, and
// taking away what they hold of people. SQL only; decides nothing.
#pragma once

#include "core/retention/retention.h"
#include "db/db.h"

namespace musubi::mailings::store {

std::vector<retention::Item> list_ended(db::Reader& reader, Date until,
                                        const std::string& after_id, int most);
std::optional<retention::Item> find_ended(db::Reader& reader, const std::string& id);
// Names, addresses and who they were go; how many there were, and why some were left out, stays.
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day);

std::vector<retention::Item> list_old_bounces(db::Reader& reader, Date until,
                                              const std::string& after_id, int most);
std::optional<retention::Item> find_old_bounce(db::Reader& reader, const std::string& id);
Result<void> delete_bounce(db::Tx& tx, const std::string& id);

}  // namespace musubi::mailings::store
