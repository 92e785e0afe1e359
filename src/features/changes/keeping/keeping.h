// keeping.h - how long what members asked for is kept and how it goes (core/retention), and what
// of it is about a person who asks (core/holdings). For features/keeping.cc; what may go, and
// when, is decided by the engine.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::changes {

retention::Kinds retention_kinds();
holdings::Tie organisation_tie();
// A draft that nobody sent; cleared by the feature's own job, unless it is held.
inline constexpr int kDraftDays = 30;
retention::Kind draft_kind();
// Requests that somebody wrote, and those that make them a contact person or end that.
holdings::Sources holdings_sources();

}  // namespace musubi::changes
