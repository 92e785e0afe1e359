// reviews.h - what the review of applications offers to main.cc and the tests. Its pages hang on
// the applications' office page through the Desk; nobody else calls it.
#pragma once

#include <memory>

#include "core/jobs/jobs.h"
#include "core/keys/locksmith.h"
#include "core/outbox/outbox.h"
#include "features/applications/applications.h"

namespace musubi::web {
struct App;
}

namespace musubi::reviews {

void add_routes(web::App& app, applications::Desk& desk,
                std::shared_ptr<keys::Locksmith> locksmith);
// reviews.inquiry.asked and .answered, reviews.decision.made, reviews.criteria.*
void add_handlers(outbox::Handlers& handlers);
std::vector<jobs::Job> scheduled_jobs();
// 令和６年度 in motion: confirmed criteria, reviews in progress, screenings, one inquiry that waits.
// REQUIRES: applications::load_demo has run; accounts of the demo may not exist yet.
Result<void> load_demo(const Context& ctx, const keys::Locksmith& smith);

}  // namespace musubi::reviews
