// store_keeping.h - which requests are over and still hold what people wrote, and taking it away;
// and in which ones a person stands. SQL only; decides nothing.
#pragma once

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/changes/store.h"

namespace musubi::changes::store {

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most);
std::optional<retention::Item> find_over(db::Reader& reader, const std::string& id);
// Drafts begun on or before `until`; with what would go.
std::vector<retention::Item> list_due_drafts(db::Reader& reader, Date until,
                                             const std::string& after_id, int most);
std::optional<retention::Item> find_draft(db::Reader& reader, const std::string& id);
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day);

// Newest first, drafts too. Who wrote it, whom it makes a contact, who leaves by it, and who sent
// it by a mailed link under that name.
std::vector<Request> list_made_by(db::Reader& reader, const AccountId& account, int most);
std::vector<Request> list_wanting_address(db::Reader& reader, std::string_view email, int most);
std::vector<Request> list_leaving(db::Reader& reader, std::string_view person_id, int most);
std::vector<Request> list_by_link(db::Reader& reader, const OrganisationId& organisation,
                                  std::string_view name, int most);

}  // namespace musubi::changes::store
