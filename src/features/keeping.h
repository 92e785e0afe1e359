// keeping.h - the one list of what every feature keeps: for how long (core/retention), and what of
// it is about a person who asks (core/holdings). Told by main.cc, and by tests/support with the
// same words, so that a feature cannot be forgotten in one of them. Holds no rule of its own.
#pragma once

#include <memory>

#include "base/time.h"
#include "core/keys/locksmith.h"

namespace musubi {

// Known before the first request, job or message. The locksmith outlives every use of the kinds.
void tell_retention(const std::shared_ptr<const keys::Locksmith>& locksmith, Date contract_end);
void tell_holdings();

}  // namespace musubi
