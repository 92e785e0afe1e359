// store.h - rows of the requests, their links, and the register's notes and versions. Every
// statement stands in store_*.cc. Finds, lists, counts, inserts, updates; never decides.
#pragma once

#include <vector>

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/privacy/request.h"

namespace musubi::privacy::store {

// ---- requests ----
Result<void> insert_request(db::Tx& tx, const Request& request);
// Where the version still is request.version; Fault::conflict else. Raises it.
Result<void> update_request(db::Tx& tx, const Request& request);
std::optional<Request> find_request(db::Reader& reader, std::string_view id);
struct Filter {
  std::string show;  // "" open, by due day | all | forwarded | a state
  std::string after_day, after_id;
  int most = 25;
};
std::vector<Request> list_requests(db::Reader& reader, const Filter& filter);  // without package
std::vector<Request> list_requests_of_account(db::Reader& reader, std::string_view account,
                                              int most);
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_open_due(db::Reader& reader, std::string_view until);
std::vector<Request> list_open_due(db::Reader& reader, std::string_view until, int most);
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);
std::int64_t count_of_address(db::Reader& reader, std::string_view email_key, Instant since);
Result<std::int64_t> delete_unproved_before(db::Tx& tx, Instant before);

struct Proof {
  std::string token_hash, request_id, purpose;
  Instant expires;
};
Result<void> insert_proof(db::Tx& tx, const Proof& proof);
std::optional<Proof> find_proof(db::Reader& reader, std::string_view token_hash,
                                std::string_view purpose);
Result<void> delete_proofs(db::Tx& tx, std::string_view request, std::string_view purpose);
Result<std::int64_t> delete_proofs_before(db::Tx& tx, Instant before);

// ---- core/retention ----
std::vector<retention::Item> list_answered(db::Reader& reader, Date until,
                                           const std::string& after_id, int most);
std::optional<retention::Item> find_answered(db::Reader& reader, const std::string& id);
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today);

// ---- register ----
struct Note {
  std::string kind, note, changed_by_name;
  Instant changed_at;
  std::int64_t version = 0;
};
std::vector<Note> list_notes(db::Reader& reader);
// Version 0 inserts; else updates where it fits. How many rows changed: 0 = somebody was faster.
Result<std::int64_t> update_note(db::Tx& tx, const Note& note);
struct RegisterVersion {
  std::string id;
  std::int64_t number = 0;
  std::string model, sha256, reason, made_by_name, made_on;
  Instant made_at;
};
Result<void> insert_register_version(db::Tx& tx, const RegisterVersion& version);
std::vector<RegisterVersion> list_register_versions(db::Reader& reader, std::int64_t before,
                                                    int most);  // newest first, without model
std::optional<RegisterVersion> find_register_version(db::Reader& reader, std::int64_t number);
std::int64_t find_highest_register_number(db::Reader& reader);

}  // namespace musubi::privacy::store
