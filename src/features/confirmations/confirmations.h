// confirmations.h - what the yearly confirmation offers to main.cc and the tests. Nobody else calls
// it. Everything behind it is permitted, audited and committed by its service.
#pragma once

#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"

namespace musubi::web {
struct App;
}

namespace musubi::confirmations {

void add_routes(web::App& app);
// confirmations.round.continued and .reminding: the next step of preparing a round, of reminding.
void add_handlers(outbox::Handlers& handlers);
// Reminders to the silent; links that are over.
std::vector<jobs::Job> scheduled_jobs();
// One round running, most of it answered, some silent. REQUIRES: members::load_demo has run.
Result<void> load_demo(const Context& ctx, const OrganisationId& own);

}  // namespace musubi::confirmations
