// claims.h - what the dispatcher needs of the queue and nobody else: taking, finishing, waiting.
// Private to core/outbox.
#pragma once

#include <vector>

#include "core/outbox/outbox.h"

namespace musubi::outbox {

inline constexpr std::string_view kChannel = "outbox";

// Takes up to `most` messages of a lane under a lease; attempts are counted here, before the
// handler runs, so that a message that kills its process is buried in the end.
Result<std::vector<Message>> claim_due(db::Db& db, Instant now, int most, Lane lane = Lane::own);
Result<void> finish(db::Db& db, const Message& message, const Result<void>& outcome, Instant now);

}  // namespace musubi::outbox
