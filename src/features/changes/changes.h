// changes.h - what changes by members offer to main.cc and to the yearly confirmation: requests
// that came by a mailed link, and whether a member has told of a change. The only header that
// others include.
#pragma once

#include <string>
#include <vector>

#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"
#include "features/changes/change.h"
#include "features/changes/own_fields.h"
#include "features/changes/permissions.h"
#include "features/members/members.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::web {
struct App;
}

namespace musubi::changes {

void add_routes(web::App& app);
// changes.request.moved: the letter to the member; changes.request.came: to the office.
void add_handlers(outbox::Handlers& handlers);
// Carries out what was confirmed for a day that has come; clears old drafts.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
// Requests in every state, in a database that members::load_demo filled. `own`: the organisation
// that the demo's member accounts belong to.
Result<void> load_demo(const Context& ctx, const OrganisationId& own);

// From a contact person without an account: a 変更申請 of any own field, all for the office. Returns
// the receipt number. REQUIRES: the caller knows by its own link whose organisation this is.
struct LinkRequest {
  OrganisationId organisation_id;
  std::string sender_name;
  members::TypedFields values;  // what was typed, all fields of the form; what differs is asked for
  std::string effective_on, reason;
  std::string sending;  // web::sending_of: sent twice, the number of the first
};
Result<std::string> send_by_link(db::Tx& tx, const Context& ctx, const LinkRequest& input);

// The form's inputs of all own fields, the day and the reason; and what was typed into them.
web::Html link_inputs(const web::Fields& typed, const std::optional<Error>& error);
web::Fields link_fields(const members::Organisation& organisation);  // for the first showing
Result<LinkRequest> read_link_form(const web::Fields& typed);

// Has this member sent a request since then?
bool has_sent_since(db::Reader& reader, const OrganisationId& organisation, Instant since);

}  // namespace musubi::changes
