// store_keeping.h - printed notices as core/retention sees them, and how one goes.
// Never decides.
#pragma once

#include "core/retention/retention.h"

namespace musubi::reviews::store {

std::vector<retention::Item> list_old_notices(db::Reader& reader, Date until,
                                              const std::string& after_id, int most);
std::optional<retention::Item> find_old_notice(db::Reader& reader, const std::string& id);
Result<void> update_notice_erased(db::Tx& tx, const std::string& id);

}  // namespace musubi::reviews::store
