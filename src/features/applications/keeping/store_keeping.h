// store_keeping.h - rows of applications as core/retention sees them: which have ended without
// becoming a member, of which the member has left, how what they hold of people goes, and whether a
// member came of one. Never decides.
#pragma once

#include "core/retention/retention.h"
#include "features/applications/store.h"

namespace musubi::applications::store {

// Declined or withdrawn on or before `until`, still with people's data, in order of id.
std::vector<retention::Item> list_ended(db::Reader& reader, Date until,
                                        const std::string& after_id, int most);
// With the fingerprint of what would go; nothing when it has gone or has not ended this way.
std::optional<retention::Item> find_ended(db::Reader& reader, const std::string& id);
// Became a member that left on or before `until`, as update_member_left was told; in order of id.
std::vector<retention::Item> list_of_left(db::Reader& reader, Date until,
                                          const std::string& after_id, int most);
// With the fingerprint, and the member; whether and when it left is for the caller to ask.
std::optional<retention::Item> find_registered(db::Reader& reader, const std::string& id);
// Applications that became members and still hold people's data, in order of id.
struct OfMember {
  std::string id;
  OrganisationId organisation;
  std::string member_left_on;
};
std::vector<OfMember> list_of_members(db::Reader& reader, const std::string& after_id, int most);
Result<void> update_member_left(db::Tx& tx, const std::string& id, const std::string& day);
// People, contact, what was typed, answers to supplements, links: all but the record itself.
Result<void> update_erased(db::Tx& tx, const ApplicationId& id, const std::string& today);
// Untouched since `until`, in order of id.
std::vector<retention::Item> list_old_drafts(db::Reader& reader, Instant until,
                                             const std::string& after_id, int most);
// Whether a member came of an application.
bool has_application_of(db::Reader& reader, const OrganisationId& organisation);

}  // namespace musubi::applications::store
