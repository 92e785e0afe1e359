// inquiries.h - what the desk offers to main.cc, the tests and the other desk of the house
// (listings): routes, news, jobs, its kinds of records, the demo; the clock of office hours and the
// points for unwanted sendings.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"
#include "core/search/search.h"
#include "features/inquiries/clock.h"
#include "features/inquiries/spam.h"

namespace musubi::web {
struct App;
}
namespace musubi::applications {
struct Desk;
}

namespace musubi::inquiries {

// `desk`: of applications::add_routes.
void add_routes(web::App& app, applications::Desk& desk);
// inquiries.inquiry.received
void add_handlers(outbox::Handlers& handlers);
// The mailbox is read, what is late is told, what was discarded goes, links that are over go.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
retention::Kinds retention_kinds();
holdings::Sources holdings_sources();
holdings::Tie organisation_tie();
// A dozen inquiries of 令和６年度 by every way in; ready-made texts. REQUIRES: the demo's members and
// accounts are there.
Result<void> load_demo(const Context& ctx);

// ---- what the other desk begins of an inquiry, and what came of it there ----

// What its form begins with. The person stays behind unless that person agreed (a form of the site,
// an account) or told the office (a call, a visit). Nothing: gone, made anonymous, or not for this
// actor.
struct Asker {
  std::string label, path;  // 問合せ R6-問-0012
  std::string name, organisation_name, email, telephone;
};
std::optional<Asker> find_asker(const Context& ctx, const std::string& id);

struct Outcome {
  std::string label, path;  // 掲載依頼 R6-掲-0003（掲載待ち）
};
using ListOutcomes =
    std::function<std::vector<Outcome>(db::Reader& reader, const std::string& inquiry)>;
// Of listings, which knows the inquiries and is not known here: stands on the inquiry's page. Once
// at start, before threads; again in tests.
void configure_listings(ListOutcomes list);

}  // namespace musubi::inquiries
