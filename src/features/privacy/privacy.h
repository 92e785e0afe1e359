// privacy.h - what the feature offers to main.cc and the tests: routes, letters, a job, its kinds
// of records, and the demo. Sources of core/holdings must be configured before the first request.
#pragma once

#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::privacy {

void add_routes(web::App& app);
// privacy.request.received, privacy.request.forwarded
void add_handlers(outbox::Handlers& handlers);
std::vector<jobs::Job> scheduled_jobs();
retention::Kinds retention_kinds();
// A request in progress, one answered, one forwarded; the first version of the register.
// REQUIRES: the demo's applications and accounts are there.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::privacy
