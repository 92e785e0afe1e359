// keeping.h - what of accounts is kept how long (core/retention: accounts of people who left,
// pledges), and what is held about a person or hangs on a member (core/holdings). For main.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::accounts {

retention::Kinds retention_kinds();
holdings::Sources holdings_sources();
holdings::Tie organisation_tie();

}  // namespace musubi::accounts
