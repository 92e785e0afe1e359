// keeping.h - how long what members asked for is kept and how it goes (core/retention). For
// main.cc; what may go, and when, is decided by the engine.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::changes {

retention::Kinds retention_kinds();
holdings::Tie organisation_tie();

}  // namespace musubi::changes
