// keeping.h - how long the answers to a yearly confirmation are kept and how they go
// (core/retention). For main.cc; what may go, and when, is decided by the engine.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::confirmations {

retention::Kinds retention_kinds();
holdings::Tie organisation_tie();

}  // namespace musubi::confirmations
