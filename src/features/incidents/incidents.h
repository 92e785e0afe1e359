// incidents.h - what the feature offers to main.cc and the tests: routes, its kind of record, and
// the demo. Nothing is mailed and nothing runs by the clock: deadlines are read on each view.
#pragma once

#include "core/actor/actor.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::incidents {

void add_routes(web::App& app);
retention::Kinds retention_kinds();
// A closed drill of summer. REQUIRES: the demo's accounts are there.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::incidents
