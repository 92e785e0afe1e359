// store.h - every SQL statement on change_requests: rows to structs and back. Decides nothing.
// Called by the services of this feature only.
#pragma once

#include "db/db.h"
#include "features/changes/change.h"

namespace musubi::changes::store {

std::optional<Request> find_request(db::Reader& reader, const ChangeId& id);
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);
Result<void> insert_request(db::Tx& tx, const Request& request);
// Where the version still is request.version, which goes up by one. Fault::conflict else.
Result<void> update_request(db::Tx& tx, const Request& request);
Result<void> delete_request(db::Tx& tx, const ChangeId& id);  // drafts only

struct Key {
  std::int64_t at = 0;
  std::string id;  // "" = first page
};
// Sent ones. With a state: the one that waits longest first; without: the newest first.
std::vector<Request> list_requests(db::Reader& reader, std::string_view state,
                                   std::string_view kind, const Key& after, int most);
// Of one organisation, drafts too, newest first.
std::vector<Request> list_requests_of(db::Reader& reader, const OrganisationId& organisation,
                                      const Key& before, int most);
std::vector<Request> list_open_of(db::Reader& reader, const OrganisationId& organisation);
std::vector<Request> list_due(db::Reader& reader, std::string_view day, int most);
// Begun at or before `until`, in order of id.
std::vector<Request> list_old_drafts(db::Reader& reader, Instant until, std::string_view after_id,
                                     int most);
std::vector<Request> list_sent_by_id(db::Reader& reader, std::string_view after_id, int most);
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
bool has_sent_since(db::Reader& reader, const OrganisationId& organisation, Instant since);

}  // namespace musubi::changes::store
