// links.h - what the care for links offers to main.cc and the tests. The only header that others
// include.
#pragma once

#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"

namespace musubi::web {
struct App;
}

namespace musubi::links {

void add_routes(web::App& app);
// links.target.asked: asks one address of another site.
void add_handlers(outbox::Handlers& handlers);
// The reading of each night; every ten minutes our own pages that are due and a few of other
// sites. `app` outlives the jobs.
std::vector<jobs::Job> scheduled_jobs(web::App& app);
// Reads the demo's articles; the jobs ask where they lead. REQUIRES: they were published.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::links
