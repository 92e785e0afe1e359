// desk.h - hangs reviews on the applications' office page; see desk.cc.
// Called once by routes.cc at the start.
#pragma once

#include <memory>

#include "core/keys/locksmith.h"
#include "features/applications/applications.h"

namespace musubi::reviews {

void join_desk(applications::Desk& desk, const std::shared_ptr<keys::Locksmith>& smith);

}  // namespace musubi::reviews
