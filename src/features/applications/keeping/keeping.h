// keeping.h - how long applications are kept (core/retention: drafts, what did not become a member,
// what became one that left, the record), and what is held about a person (core/holdings). For
// main.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::applications {

// A draft that is held outlives its thirty days: asked by the job that deletes them.
inline constexpr std::string_view kDraftKind = "applications.draft";
retention::Kinds retention_kinds();
// Tells the applications that became members when these left, and that they came back. For the job.
Result<void> follow_members(const Context& ctx);
holdings::Sources holdings_sources();
holdings::Tie organisation_tie();

}  // namespace musubi::applications
