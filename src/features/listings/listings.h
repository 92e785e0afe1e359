// listings.h - what 掲載依頼 offers to main.cc and the tests: routes, news, jobs, its kinds of records,
// and the demo. No other feature calls it.
#pragma once

#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"
#include "core/search/search.h"

namespace musubi::web {
struct App;
}

namespace musubi::listings {

void add_routes(web::App& app);
// listings.listing.received
void add_handlers(outbox::Handlers& handlers);
// What became public is told, what is over ends, what is late is told, links that are over go.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
retention::Kinds retention_kinds();
holdings::Sources holdings_sources();
holdings::Tie organisation_tie();
// A request in every state around 2024-10-28. REQUIRES: the demo's accounts and its site are there.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::listings
