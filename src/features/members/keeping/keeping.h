// keeping.h - how long the registry is kept (core/retention: people of members that left, rows of
// rosters that were given back), and what is held about a person (core/holdings). For main.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::members {

retention::Kinds retention_kinds();
holdings::Sources holdings_sources();

}  // namespace musubi::members
