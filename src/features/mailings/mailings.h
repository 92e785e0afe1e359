// mailings.h - what the mailings feature offers to main.cc and the tests: segments of members'
// people, mailings in three classes, consents, suppressions, bounces.
#pragma once

#include <memory>
#include <vector>

#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/keys/locksmith.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::mailings {

void add_routes(web::App& app, std::shared_ptr<keys::Locksmith> locksmith);
// mailings.mailing.preparing, .due and .sending: the steps of a mailing.
void add_handlers(outbox::Handlers& handlers, std::shared_ptr<keys::Locksmith> locksmith);

// 令和６年度 in motion: mailings sent, scheduled and waiting for a second person, some bounces.
// REQUIRES: the demo's members and accounts are there.
Result<void> load_demo(const Context& ctx, const keys::Locksmith& smith);
// What an address chose and whether mail is kept from it (core/holdings).
holdings::Sources holdings_sources();
// Who got a mailing and what came back, for a year; choices of mail, as evidence (core/retention).
retention::Kinds retention_kinds();
// Reads the mailbox of bounces, and who has received anything.
std::vector<jobs::Job> scheduled_jobs();

}  // namespace musubi::mailings
