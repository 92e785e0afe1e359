// service.h - what a person can do with changes, one function each: the member's administrator,
// then the office, then the clock. SECURITY: the member's organisation is the actor's, never the
// request's.
#pragma once

#include <optional>

#include "core/files/files.h"
#include "db/db.h"
#include "features/changes/changes.h"
#include "features/changes/store.h"

namespace musubi::changes {

inline constexpr files::Purpose kAttachment{"changes.attachment", "変更申請の添付", 10'000'000,
                                            "application/pdf image/png image/jpeg",
                                            may::open_change_file};
inline constexpr std::string_view kMoved = "changes.request.moved";  // outbox: to the member
inline constexpr std::string_view kCame = "changes.request.came";    // outbox: to the office
inline constexpr int kPageRows = 20;

// ---- the member's own registration ----
struct OwnPage {
  members::Registration registration;  // without the office's note
  std::vector<Request> requests;       // newest first, at most five
};
// For every member role. Fault::not_found when the account's organisation is not registered.
Result<OwnPage> load_own(const Context& ctx);
struct ContactDetails {
  std::int64_t version = 0;     // as the form showed it
  members::TypedFields values;  // free fields; others are not taken
  // Whose registration the form showed; "" = not told. A version says nothing of another one's.
  OrganisationId shown = {};
};
// At once. Fault::conflict when somebody was faster.
Result<void> change_contact_details(const Context& ctx, const ContactDetails& input);
struct OwnPerson {
  members::PersonId id;  // empty: a new one
  std::int64_t version = 0;
  members::TypedFields values;
  std::string sending;
};
Result<void> save_own_person(const Context& ctx, const OwnPerson& input);
// Fault::conflict for the last one: somebody must be reachable.
Result<void> retire_own_person(const Context& ctx, const members::PersonId& id);

// ---- the member's requests ----
struct Wish {
  members::TypedFields values;
  std::string effective_on;  // YYYY-MM-DD or ""
  std::string reason;
  std::string answer;        // to the office's question; only then needed
  std::string upload_path, filename;  // "" = no new attachment
  std::string sending;       // of a first draft
};
// Which fields the form of this kind has. details: the key fields.
std::vector<std::string> wish_fields(Kind kind);
Result<ChangeId> write_draft(const Context& ctx, Kind kind, const Wish& wish);
// A draft stays a draft. With the office's question open it is the answer, and sent at once.
Result<Request> rewrite_request(const Context& ctx, const ChangeId& id, const Wish& wish);
// Sent: waits for the office, or is carried out when nobody must confirm it. Again: the same.
Result<Request> send_request(const Context& ctx, const ChangeId& id);
Result<void> take_back_request(const Context& ctx, const ChangeId& id);
Result<Request> load_own_request(const Context& ctx, const ChangeId& id);
struct RequestList {
  std::vector<Request> rows;
  bool more = false;
};
Result<RequestList> list_own_requests(const Context& ctx, const store::Key& before);
Result<files::Opened> open_attachment(const Context& ctx, const ChangeId& id);

// ---- the office ----
struct RequestFilter {
  std::string state = "waiting";  // "" = all that were sent
  std::string kind;
  store::Key after;
};
Result<RequestList> list_requests(const Context& ctx, const RequestFilter& filter);
struct FieldView {
  std::string name, label;
  std::string before, now, wanted;  // as people read them
  bool moved = false;  // the registry says something else than when the request was made
};
struct OfficePage {
  Request request;
  std::optional<members::Registration> now;
  std::vector<FieldView> fields;
  std::string leaver;  // contact: who leaves
};
Result<OfficePage> load_request(const Context& ctx, const ChangeId& id);
struct Confirmation {
  std::int64_t version = 0, registry_version = 0;  // as shown
  std::vector<std::string> takes;  // details: the fields to take over
  std::string into_no;             // merger: the member that stays
  std::string note;                // for the member
};
// Carries it out, or keeps it for its day. Fault::conflict when request or registry moved on.
Result<Request> confirm_request(const Context& ctx, const ChangeId& id, const Confirmation& input);
struct Words {
  std::int64_t version = 0;
  std::string text;
};
Result<void> ask_member(const Context& ctx, const ChangeId& id, const Words& question);
Result<void> decline_request(const Context& ctx, const ChangeId& id, const Words& reason);

// ---- the clock ----
Result<void> carry_out_due(const Context& ctx);
Result<void> clear_drafts(const Context& ctx);

// ---- shared inside the feature ----
Result<std::optional<Date>> checked_day(const Context& ctx, Kind kind, const std::string& typed);
// Reads the wish into the request: what differs from the registry. FieldErrors by form field.
Result<void> read_wish(db::Reader& reader, const Context& ctx, const Wish& wish,
                       const std::vector<std::string>& fields, Request& request);
Result<void> number_request(db::Tx& tx, const Context& ctx, Request& request);
// Writes the registry by what was confirmed; request.state becomes done. The caller stores it.
Result<void> carry_out(db::Tx& tx, const Context& ctx, Request& request);
// The audit note, the search, and the letter for what happened: received, asked ... A request that
// was received is told to the office as well.
Result<void> record_move(db::Tx& tx, const Context& ctx, const Request& request,
                         std::string_view action, std::string_view letter = {});
// The mail to the office when a request waits for it: the handler of kCame.
Result<void> tell_office(const Context& ctx, const outbox::Message& message);
// A draft goes with its file; `why` is what the file's own history says.
Result<void> discard_draft(db::Tx& tx, const Context& ctx, const Request& draft,
                           const std::string& why);
Result<void> put_document(db::Tx& tx, const Request& request);
bool is_standing(Kind kind);  // 休会・復会・退会・合併: one at a time
std::string field_label(const Request& request, std::string_view field);
std::string field_words(const Request& request, std::string_view field, const std::string& text);

}  // namespace musubi::changes
