// claims.h - what the dispatcher needs of the queue and nobody else: taking, finishing, waiting.
// Private to core/outbox.
#pragma once

#include <optional>
#include <vector>

#include "core/outbox/outbox.h"

namespace musubi::outbox {

inline constexpr std::string_view kChannel = "outbox";

// Takes up to `most` messages under a lease; attempts are counted here, before the handler runs,
// so that a message that kills its process is buried in the end.
Result<std::vector<Message>> claim_due(db::Db& db, Instant now, int most);
Result<void> finish(db::Db& db, const Message& message, const Result<void>& outcome, Instant now);
std::optional<Instant> next_due(db::Db& db);

}  // namespace musubi::outbox
