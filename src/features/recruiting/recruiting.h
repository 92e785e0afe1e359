// recruiting.h - what recruiting offers to main.cc and the tests. Nobody else calls it: members and
// applications know nothing of prospects and campaigns.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/search/search.h"
#include "features/applications/applications.h"

namespace musubi::web {
struct App;
}

namespace musubi::recruiting {

// Its part of an application's page, and keeping up with applications, hang on the desk.
void add_routes(web::App& app, applications::Desk& desk);
// Warns the managers when new members fall behind the plan.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
// 令和６年度 in motion. REQUIRES: applications::load_demo has run; the demo's accounts exist or not.
holdings::Tie organisation_tie();
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::recruiting
