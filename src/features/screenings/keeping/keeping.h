// keeping.h - how long what a closed file says of people is kept: the kind that screenings give to
// core/retention. For main.cc.
#pragma once

#include <memory>

#include "core/holdings/holdings.h"
#include "core/keys/locksmith.h"
#include "core/retention/retention.h"

namespace musubi::screenings {

retention::Kinds retention_kinds(std::shared_ptr<const keys::Locksmith> locksmith);
holdings::Tie organisation_tie();

}  // namespace musubi::screenings
