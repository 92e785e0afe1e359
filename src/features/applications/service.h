// service.h - what an applicant and the office can do with an application, one function each.
// Applicants have no account: a token that only they hold says which application is theirs, and
// every wrong, ended or foreign token is answered with the same words.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/accounts/accounts.h"
#include "features/applications/applications.h"

namespace musubi::applications {

inline constexpr int kFilesMost = 5;
extern const files::Purpose kAttachment;  // applications.attachment

// ---- the applicant's draft ----

struct DraftStart {
  std::string email;
  std::string referral_code;
  std::string sending;  // web::sending_of(): sent twice, answered with the first's draft
};
struct DraftToken {
  std::string token;  // the cookie's value
};
Result<DraftToken> start_draft(const Context& ctx, const DraftStart& input);

struct Draft {
  Application application;  // as a draft: email, state, receipt number once it is sent
  Json typed;
  std::vector<AttachedFile> files;
};
// not_found when the token opens nothing. A sent one is found too: its page shows the receipt.
Result<Draft> load_draft(const Context& ctx, const std::string& token);
// The draft behind a mailed link, before somebody presses 続きを開く.
Result<Draft> load_resumed(const Context& ctx, const std::string& token);
// Pressed: the address is proved, and this browser holds the draft.
Result<DraftToken> resume_draft(const Context& ctx, const std::string& token);

// What was typed on one page, by field name.
using Typed = std::vector<std::pair<std::string, std::string>>;
// Keeps it whatever it is; Fault::invalid then says what is wrong with this step.
Result<void> save_step(const Context& ctx, const std::string& token, const std::string& step,
                       const Typed& typed);
struct Incoming {
  std::string path, filename;  // an upload's temporary file
};
Result<void> add_file(const Context& ctx, const std::string& token, const Incoming& file);
Result<void> remove_file(const Context& ctx, const std::string& token, const std::string& row_id);
// Every step's errors, in page order; empty = may be sent.
std::vector<FieldError> missing_in(const Draft& draft);
// Once, however often it is pressed: the second time answers as the first did.
Result<Draft> submit_draft(const Context& ctx, const std::string& token);
Result<void> discard_draft(const Context& ctx, const std::string& token);
// Mails the way back once more and lets this browser forget the draft.
Result<void> pause_draft(const Context& ctx, const std::string& token);
// Drafts that nobody touched for kDraftDays, ended links, counted letters. How many drafts.
Result<std::int64_t> delete_old_drafts(const Context& ctx);

// ---- the applicant's status page ----

struct StatusView {
  Application application;
  bool proves_address = false;           // the link was mailed to the address of today
  std::optional<Supplement> supplement;  // open: waits for an answer
  std::vector<AttachedFile> files;
};
Result<StatusView> load_status(const Context& ctx, const std::string& token);
Result<void> verify_email(const Context& ctx, const std::string& token);
struct Answer {
  Typed typed;                 // only fields that were asked for are looked at
  std::string answer;          // the applicant's words
  std::vector<Incoming> files;
};
Result<void> answer_supplement(const Context& ctx, const Desk& desk, const std::string& token,
                               const Answer& input);
Result<void> withdraw_own(const Context& ctx, const Desk& desk, const std::string& token);
// Always succeeds for well-formed input: whether a letter goes out tells nothing to who asks.
Result<void> request_status_link(const Context& ctx, const std::string& receipt_no,
                                 const std::string& email);

// ---- the office ----

struct Candidates {
  std::vector<members::SimilarMember> members;
  std::vector<Application> applications;
};
// Members and other applications that may be the same. Office and overseers only.
Result<Candidates> list_candidates(const Context& ctx, const Application& application);
Result<std::vector<audit::Entry>> load_timeline(const Context& ctx, const ApplicationId& id);
// Who an application can be given to, and who hears of a new one: people of the secretariat.
struct Assignee {
  AccountId id;
  std::string name, login;
};
Result<std::vector<Assignee>> list_assignees(const Context& ctx);
inline constexpr std::string_view kReceived = "applications.application.received";  // outbox, audit
Result<void> request_supplement(const Context& ctx, const ApplicationId& id,
                                const NewSupplement& input, std::int64_t version);
struct NewEntry {
  Typed typed;
  std::string intake_route;           // paper telephone mail visit
  std::string received_on;            // "" = today
  std::vector<std::string> consents;  // kinds that the paper carries
  std::string consented_on = {};      // the day on the paper; "" = the day of receipt
  std::vector<Incoming> files = {};   // copies of what came
  std::string referral_code;
  std::string sending;
  std::string email_check = {};  // how the address was checked; "" = it was not
  const Origin* origin = nullptr;  // what it came of, and its id there; null: nothing
  std::string origin_id = {};
};
Result<ApplicationId> enter_application(const Context& ctx, const NewEntry& input);
// What the applicant said by telephone or on paper, to the open request.
Result<void> record_answer(const Context& ctx, const Desk& desk, const ApplicationId& id,
                           const Answer& input);
Result<void> withdraw(const Context& ctx, const Desk& desk, const ApplicationId& id,
                      const std::string& reason, std::int64_t version);
// Consents that came later than the application, with copies of what they stand on. Those that are
// known already change nothing, and their copies are not kept again.
struct ConsentsOnPaper {
  std::vector<std::string> kinds;
  std::string medium;        // paper telephone mail visit
  std::string consented_on;  // the day on the paper, or of the call
  std::vector<Incoming> files = {};
};
Result<void> record_consents(const Context& ctx, const ApplicationId& id,
                             const ConsentsOnPaper& input);
// The office made sure that the address reaches the contact person: how, in words. Approval and the
// invitation of an administrator go to no other address.
Result<void> record_email_check(const Context& ctx, const ApplicationId& id,
                                const std::string& how, std::int64_t version);
struct OpenedAttachment {
  files::Opened opened;
};
Result<OpenedAttachment> open_attachment(const Context& ctx, const ApplicationId& id,
                                         const std::string& row_id);

// ---- shared by the services of this feature ----

// R6-0012 by the fiscal year of the day.
std::string receipt_no_of(Date day, std::int64_t number);
// The consent, and the words that it is about when they are not kept yet. REQUIRES: it is to the
// text that the program shows.
Result<void> keep_consent(db::Tx& tx, const ApplicationId& id, const Consent& consent,
                          Instant now);
// The words of today, also when nobody agrees before an update brings others.
Result<void> keep_consent_texts(const Context& ctx);
// Gives number, days and state; inserts consents and people; index, audit and letter.
// `consents`: those given on the web get time and address here; others have their day.
Result<Application> receive(db::Tx& tx, const Context& ctx, Application application,
                            const std::vector<Consent>& consents, bool is_new,
                            const std::string& typed);
Result<Application> take_answer(db::Tx& tx, const Context& ctx, const Desk& desk,
                                Application application, const Answer& input,
                                const std::vector<files::Staged>& staged,
                                const std::string& recorded_by);
Result<void> take_withdrawal(db::Tx& tx, const Context& ctx, const Desk& desk,
                             Application application, const std::string& reason);
Result<std::vector<files::Staged>> stage_all(const std::vector<Incoming>& incoming);
// Attached to the application; `supplement` empty: with the application itself.
Result<void> keep_files(db::Tx& tx, const Context& ctx, const ApplicationId& application,
                        const SupplementId& supplement,
                        const std::vector<files::Staged>& staged);

}  // namespace musubi::applications
