// store_keeping.h - which requests are over and still hold what people wrote, and taking it away.
// SQL only; decides nothing.
#pragma once

#include "core/retention/retention.h"
#include "db/db.h"

namespace musubi::changes::store {

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most);
std::optional<retention::Item> find_over(db::Reader& reader, const std::string& id);
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day);

}  // namespace musubi::changes::store
