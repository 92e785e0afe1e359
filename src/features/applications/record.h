// record.h - the one way in which any part of applications writes an application after its receipt:
// the row, the audit note and the search index together, in the caller's transaction. Also the
// business-day arithmetic that its dates need. Internal. REQUIRES: the caller has asked must().
#pragma once

#include <string>
#include <string_view>

#include "core/audit/audit.h"
#include "db/db.h"
#include "features/applications/store.h"

namespace musubi::applications {

// With its people. not_found for a draft or an absent one.
Result<Application> load_received(db::Reader& reader, const ApplicationId& id);
// The version that the form showed, 0 = any. Fault::conflict with what to do.
Result<void> check_version(const Application& application, std::int64_t version);

struct Change {
  std::string_view action;  // applications.application.assigned
  Json before = nullptr, after = nullptr;
  std::string reason = {};
};
// Returns it as it is now: with the next version.
Result<Application> record_application(db::Tx& tx, const Context& ctx, Application application,
                                       const Change& change);
Result<void> note(db::Tx& tx, const Context& ctx, const Application& application,
                  const Change& change);
// Tells those who called follow().
Result<void> tell_followers(db::Tx& tx, const Context& ctx, const Application& application);
// The one place that ends an open request for 補正, answered or not; `waited` business days are
// added to the standard period.
void add_waiting(db::Reader& reader, Application& application, const std::string& asked_on,
                 Date until);

// What can be found: the application (all who may see the queue) and its people (only who may see
// personal data).
Result<void> index_application(db::Tx& tx, const Application& application);

// Acts as the applicant, who has no account: the audit says 申込者.
Context as_applicant(const Context& ctx);

}  // namespace musubi::applications
