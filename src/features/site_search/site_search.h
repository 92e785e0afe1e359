// site_search.h - the search of the public site, for main.cc and the tests. It watches publishing
// and media; nobody calls it when something is published.
#pragma once

#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"

namespace musubi::web {
struct App;
}

namespace musubi::site_search {

void add_routes(web::App& app);
// site_search.file.registered, site_search.words.wanted
void add_handlers(outbox::Handlers& handlers);
// Once a day, and when a new release starts for the first time: open pages, what was missed, files
// that wait, words that nothing holds any more. `app` outlives the jobs.
std::vector<jobs::Job> scheduled_jobs(const web::App& app);
search::Feeders search_feeders();
// Tells publishing and media whom to tell. Once at start, before threads; again in tests.
void watch();
// Synonyms, and everything public of the demo in the index.
// REQUIRES: the demo of publishing and of media.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::site_search
