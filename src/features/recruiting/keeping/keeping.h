// keeping.h - what recruiting holds about a person who asks (core/holdings): as the contact person
// of a prospect, what was noted of meeting them, and as a row of a list that was taken in; and how
// long all of it is kept (core/retention). For features/keeping.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::recruiting {

retention::Kinds retention_kinds();
holdings::Sources holdings_sources();

}  // namespace musubi::recruiting
