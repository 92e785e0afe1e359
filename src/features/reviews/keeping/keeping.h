// keeping.h - how long notices and reviews are kept: the kinds that reviews give to core/retention.
// Both are evidence. For main.cc.
#pragma once

#include "core/retention/retention.h"

namespace musubi::reviews {

retention::Kinds retention_kinds();

}  // namespace musubi::reviews
