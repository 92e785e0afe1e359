// keeping.h - how long applications are kept (core/retention: drafts, what did not become a member,
// the record), and what is held about a person (core/holdings). For main.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::applications {

// A draft that is held outlives its thirty days: asked by the job that deletes them.
inline constexpr std::string_view kDraftKind = "applications.draft";
retention::Kinds retention_kinds();
holdings::Sources holdings_sources();
holdings::Tie organisation_tie();

}  // namespace musubi::applications
