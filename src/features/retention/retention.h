// retention.h - what the feature offers to main.cc and the tests: its routes, what its outbox does,
// its jobs, its own kind of record, and the demo. The kinds of the others are core/retention's.
#pragma once

#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::retention {

// REQUIRES: configure() was told the kinds of all features, own_kinds() among them.
void add_routes(web::App& app);
// retention.destruction.approved: destroys, then prints the certificate.
void add_handlers(outbox::Handlers& handlers);
// The morning's proposals, and the daily look at the evidence.
std::vector<jobs::Job> scheduled_jobs();
// Certificates, and what is kept by the core of the product.
Kinds own_kinds();
// One destruction that waits for a decision, one that is certified, one hold.
// REQUIRES: the demo's records and accounts are there.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::retention
