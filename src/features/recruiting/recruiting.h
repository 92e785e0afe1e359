// recruiting.h - what recruiting offers to main.cc, inquiries and the tests. Nobody else calls it:
// members and applications know nothing of prospects and campaigns.
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
// Warns the managers when new members fall behind the plan, and tells everybody of the office what
// is due with the prospects given to them.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
// 令和６年度 in motion. REQUIRES: applications::load_demo has run; the demo's accounts exist or not.
holdings::Tie organisation_tie();
Result<void> load_demo(const Context& ctx);

// Somebody asked about joining: a prospect whose source is the inquiry, by the same rules and the
// same permission as the office's own form. The same `sending` again: the id that it made before.
// Fault::conflict with words when it may be a member, an application or a prospect already.
struct Lead {
  std::string organisation_name, contact_name, contact_email, contact_telephone;
  std::string source_note;  // お問い合わせ R6-問-0012
  std::string sending;
};
Result<std::string> begin_prospect(const Context& ctx, const Lead& lead);
// The application came of what began this prospect: ties the two inside the caller's transaction,
// so that KPI-01 keeps the way from the first contact to the decision. Changes nothing, and refuses
// nothing, where the prospect is gone, either is tied already, or a person said that they are not
// the same. REQUIRES: the caller has asked its own permission.
Result<void> carry_prospect(db::Tx& tx, const Context& ctx, const std::string& prospect,
                            const applications::ApplicationId& application);

}  // namespace musubi::recruiting
