// keeping.h - what recruiting holds about a person who asks (core/holdings): as the contact person
// of a prospect, and what was noted of meeting them. For features/keeping.cc.
#pragma once

#include "core/holdings/holdings.h"

namespace musubi::recruiting {

holdings::Sources holdings_sources();

}  // namespace musubi::recruiting
