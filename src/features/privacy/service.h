// service.h - what a person, the office, a manager and the clock can do with requests about one's
// own data, and with the register. SECURITY: what asks and what is held never meet before the
// office has checked who asks.
#pragma once

#include <vector>

#include "core/holdings/holdings.h"
#include "features/privacy/request.h"
#include "features/privacy/store.h"

namespace musubi::privacy {

// ---- the person ----

struct NewRequest {
  std::string kind, name, email, about;
};
// From the public page: a letter goes to the address, and nothing else happens before its link was
// used. Beyond kLettersADay nothing goes out, and nobody is told.
Result<void> begin_request(const Context& ctx, const NewRequest& input,
                           const std::string& sending);
// What the mailed link shows; not_found for a wrong, used and ended one alike.
Result<Request> load_proof(const Context& ctx, const std::string& token);
// The address is theirs: received, numbered, its clock runs. Returns the token of the status page.
Result<std::string> prove_request(const Context& ctx, const std::string& token);
Result<Request> load_status(const Context& ctx, const std::string& token);
Result<void> withdraw_own(const Context& ctx, const std::string& token);
// Members: the address is the account's, proved by signing in.
Result<std::string> make_own_request(const Context& ctx, const NewRequest& input,
                                     const std::string& sending);
Result<std::vector<Request>> list_own_requests(const Context& ctx);
Result<Request> load_own_request(const Context& ctx, const std::string& id);
// What was disclosed, for whom it belongs to; not_found when there is nothing to read (any more).
Result<Json> readable_package(const Context& ctx, const Request& request);
std::string package_csv(const Json& package);

// ---- the office ----

Result<std::string> enter_paper_request(const Context& ctx, const NewRequest& input,
                                        const std::string& received_on,
                                        const std::string& sending);
// The prefecture finds only what was forwarded to it.
Result<Request> load_request(const Context& ctx, const std::string& id);
Result<std::vector<Request>> list_visible_requests(const Context& ctx, store::Filter filter);
struct Step {
  std::string id, words;
  std::int64_t version = 0;
};
// How the identity was checked, in words: opens what follows.
Result<void> check_identity(const Context& ctx, const Step& input);
// Asks every source; the office looks before anything goes out. Again replaces it.
Result<void> gather(const Context& ctx, const Step& input);
// A record (or a whole source, record < 0) is left out, with the reason; or comes in again, "".
Result<void> leave_out(const Context& ctx, const Step& input, int source, int record);
Result<void> extend(const Context& ctx, const Step& input);   // once, by 30 days, told by letter
Result<void> forward(const Context& ctx, const Step& input);  // to the prefecture, which holds it
Result<void> withdraw(const Context& ctx, const Step& input);
// By a manager. granted and partly of a disclosure need what was gathered.
Result<void> answer(const Context& ctx, const Step& input, const std::string& outcome);

// Requests whose address was never proved, and links that are over; a scheduled job.
Result<std::int64_t> clear_unproved(const Context& ctx);

// ---- the register ----

struct RegisterRow {
  std::string kind, data_category, data, purpose, basis, term, way, place, who, note;
  std::int64_t note_version = 0;
};
Result<std::vector<RegisterRow>> list_register(const Context& ctx);
Result<void> save_note(const Context& ctx, const std::string& kind, const std::string& note,
                       std::int64_t version);
Result<std::int64_t> fix_register(const Context& ctx, const std::string& reason,
                                  const std::string& sending);
struct FixedRegister {
  store::RegisterVersion version;
  std::vector<RegisterRow> rows;
  bool sound = true;  // the model still has the hash that was taken
};
Result<FixedRegister> load_register_version(const Context& ctx, std::int64_t number);
Result<std::vector<store::RegisterVersion>> list_versions(const Context& ctx, std::int64_t before,
                                                          int most);

}  // namespace musubi::privacy
