// receipts.h - the same form sent twice acts once. Called by services inside their write: find()
// before anything is made, keep() beside what was made; both or nothing, in the same transaction.
// Never stores what was typed: a sending is a hash (web::sending_of), "" when it came from no form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "db/db.h"

namespace musubi::receipts {

// What this account's earlier sending led to; nothing for the first one and for sending "".
// `action` as in the audit: members.organisation.created.
std::optional<std::string> find(db::Reader& reader, const Context& ctx, std::string_view action,
                                std::string_view sending);
Result<void> keep(db::Tx& tx, const Context& ctx, std::string_view action,
                  std::string_view sending, std::string_view result);

// Deletes what is older than a week: a draft kept on a device may be sent again until then.
jobs::Job cleaning_job();

}  // namespace musubi::receipts
