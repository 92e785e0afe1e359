// keeping.h - how long what members asked for is kept and how it goes (core/retention). For
// main.cc; what may go, and when, is decided by the engine.
#pragma once

#include "core/retention/retention.h"

namespace musubi::changes {

retention::Kinds retention_kinds();

}  // namespace musubi::changes
