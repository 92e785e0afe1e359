// keeping.h - how long the answers to a yearly confirmation are kept and how they go
// (core/retention), and which of them are a person's who asks (core/holdings). For
// features/keeping.cc; what may go, and when, is decided by the engine.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::confirmations {

retention::Kinds retention_kinds();
holdings::Tie organisation_tie();
// Who was asked by letter and who answered, found by way of the organisation.
holdings::Sources holdings_sources();

}  // namespace musubi::confirmations
