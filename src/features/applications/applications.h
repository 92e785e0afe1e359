// applications.h - what the applications feature offers to other features and to main.cc: reading
// an application, moving it on inside the caller's transaction, and the places on its office page
// where other features (reviews, screenings) show their part. The only header others include.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"
#include "db/db.h"
#include "features/applications/application.h"
#include "features/applications/permissions.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::web {
struct App;
}

namespace musubi::applications {

// ---- wiring ----

// A whole part of the office's page of one application. Empty Html: left out. The application is
// masked as for this reader; what a part shows beyond it, it loads by itself.
struct PanelSource {
  Permission permission;
  int order = 0;  // 100 and up: after the application's own parts
  std::function<web::Html(const web::Request&, const Application&)> show;
};
// Buttons and links beside the heading: what can be done next. Empty: nothing just now.
struct ActionSource {
  Permission permission;
  int order = 0;
  std::function<std::vector<web::Html>(const web::Request&, const Application&)> list;
};
// Who wants to refuse a step of the office, or to know of it, in the same transaction: a failure
// stops it. Called after a supplement was answered with what changed, and after a withdrawal.
struct Observer {
  // With the request as it was answered: `after` holds the fields that changed.
  std::function<Result<void>(db::Tx&, const Context&, const Application&, const Supplement&)>
      supplemented;
  std::function<Result<void>(db::Tx&, const Context&, const Application&)> withdrawn;
};
// What is known already of whoever a referral code stands for, by field name of the form: the
// office's entry of a paper application begins with it. Empty: nothing is known.
using Prefill = std::function<std::vector<std::pair<std::string, std::string>>(
    const web::Request&, const std::string& referral_code)>;
// What of the house an entry of the office may come of (an inquiry): the address of the form and
// the form itself name it, `<name>=<id>`.
struct KnownOrigin {
  std::string label, path;  // 問合せ R6-問-0012: told over the form
  std::vector<std::pair<std::string, std::string>> fields;  // the form begins with them
  std::string intake_route;  // "" = the office says
  ApplicationId entered;     // what was entered of it already; empty = nothing yet
};
struct Origin {
  std::string name;  // inquiry
  // nullopt: gone, or not for this actor.
  std::function<std::optional<KnownOrigin>(const web::Request&, const std::string& id)> find;
  // In the transaction of the receipt: keeps the link. A failure stops it; Fault::conflict (entered
  // already, by somebody else) is told over the form as it was typed.
  std::function<Result<void>(db::Tx&, const Context&, const Application&, const std::string& id)>
      entered;
};
struct Desk {
  std::vector<PanelSource> panels;
  std::vector<ActionSource> actions;
  std::vector<Observer> observers;
  std::vector<Prefill> prefills;
  std::vector<Origin> origins;
};
// Who keeps up with an application, in the same transaction: called when a draft is begun, at the
// receipt and after every later write, with the application as it now is. A failure stops the
// step. While starting only; the same name again takes its place.
using Follower = std::function<Result<void>(db::Tx&, const Context&, const Application&)>;
void follow(std::string_view name, Follower follower);
// main.cc and tests/support: auto desk = applications::add_routes(app);
// reviews::add_routes(app, *desk). Add to it while starting only, before the first request.
std::shared_ptr<Desk> add_routes(web::App& app);
// The news of an application that came in, for the secretariat.
void add_handlers(outbox::Handlers& handlers);
// Drafts that nobody came back to, links that are over; the texts of consents that are shown today;
// whose member left, for the term of what is kept of people.
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
// 令和６年度 in motion: applications in every state, in a database that members::load_demo filled.
Result<void> load_demo(const Context& ctx);

std::string path_of(const ApplicationId& id);  // /office/applications/...
// The address, whether it is proved, and how: for the office's pages.
web::Html email_words(const Application& application);

// ---- reading ----

struct ApplicationView {
  Application application;
  std::vector<Consent> consents;
  std::vector<AttachedFile> files;
  std::vector<Supplement> supplements;  // newest first
  bool masked = false;
};
// Drafts are nobody's but the applicant's: not_found. People and representative masked without
// may::see_personal_data.
Result<ApplicationView> load_visible_application(const Context& ctx, const ApplicationId& id);
// For services inside their own read or write. Unmasked. REQUIRES: the caller has asked must().
std::optional<Application> find_application(db::Reader& reader, const ApplicationId& id);
std::vector<Consent> list_consents(db::Reader& reader, const ApplicationId& id);
std::vector<AttachedFile> list_files(db::Reader& reader, const ApplicationId& id);

struct QueueFilter {
  std::string state;         // "" = open ones; "all"; or a state's name
  std::string assigned_to;   // "" = anybody's; "none"; or an account id
  std::string intake_route;  // "" = any
  bool late = false;         // past the end of the standard period
  std::vector<std::string> ids;  // from the search; used when by_search
  bool by_search = false;
  bool newest_first = false;
  std::string after_value, after_id;  // paging by key: received_on, id
  int most = 20;
};
struct QueueRow {
  Application application;  // without people
  int age = 0;              // business days in the office's hands (R-5.1.2.b, C-9)
};
struct Queue {
  std::vector<QueueRow> rows;
  bool more = false;
  std::int64_t count = 0;   // stops at kQueueCountCap
};
inline constexpr std::int64_t kQueueCountCap = 2000;
Result<Queue> list_applications(const Context& ctx, QueueFilter filter, const std::string& words);
// Business days in the office's hands until today, or until the decision.
int age_of(db::Reader& reader, const Application& application, Date today);
// Setting applications.standard_days: 標準処理期間 in business days, 10 unless set.
int standard_days(db::Reader& reader);

// Decisions by day, for KPI-01: the counted application is one click from its decision.
struct Decided {
  ApplicationId id;
  State state = State::approved;  // approved or registered
  std::string receipt_no, name, corporate_number, decided_on, referral_code;
  bool first_time = false;
  OrganisationId organisation_id;
};
// Approved inside [from, until], oldest first, paged by (decided_on, id).
std::vector<Decided> list_approved(db::Reader& reader, Date from, Date until,
                                   const std::string& after_day, const std::string& after_id,
                                   int most);

// Who of the office works on it: oneself, another of the office, or nobody (empty id).
Result<void> assign(const Context& ctx, const ApplicationId& id, const AccountId& to,
                    std::int64_t version);
// Applications, neither drafts nor withdrawn, that may be of the same organisation as this one: the
// number, the name or the telephone number agrees. Newest first, at most 20. REQUIRES: the caller
// has asked must(); an applicant is never told.
struct SimilarApplication {
  ApplicationId id;
  State state = State::received;
  std::string receipt_no, name, received_on;
};
std::vector<SimilarApplication> list_similar_applications(
    db::Reader& reader, const members::Organisation& organisation);

// What was decided about those that became these members: one per member, the newest.
std::vector<Decided> list_decided_of(db::Reader& reader,
                                     const std::vector<OrganisationId>& members);

// What came of a referral code: applications, not drafts, and of these the approved ones.
struct ReferralCounts {
  std::int64_t sent = 0, approved = 0;
};
ReferralCounts count_of_referral(db::Reader& reader, std::string_view referral_code);

// ---- moving on, inside the caller's transaction ----
// Each checks the state (Fault::conflict with words when it does not fit, or when `version` is not
// the one that the form showed; 0 = any), writes, takes the audit note, and returns the application
// as it is now. REQUIRES: the caller has asked must().

// received -> reviewing. Also when it already is: nothing changes.
Result<Application> begin_review(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                 std::int64_t version = 0);
struct NewSupplement {
  std::string request;              // in words, shown to the applicant: never a reason of screening
  std::vector<std::string> fields;  // of supplement_fields(); may be empty when wants_files
  bool wants_files = false;
  std::string answer_due_on;        // "" = in ten business days
};
// received, reviewing -> supplement; the letter with the link goes out after the commit. Where
// there is no mail address the office records the answer itself.
Result<Application> ask_supplement(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                   const NewSupplement& input, std::int64_t version = 0);
// {name, label} of what an applicant can be asked to correct: name, contact_email ...
const std::vector<std::pair<std::string, std::string>>& supplement_fields();

// reviewing -> awaiting_decision, and back.
Result<Application> mark_ready_for_decision(db::Tx& tx, const Context& ctx,
                                            const ApplicationId& id, std::int64_t version = 0);
Result<Application> send_back_to_review(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                        std::int64_t version = 0);
struct Decision {
  bool approved = false;
  bool first_time = false;  // approved: never a member before
  std::string decided_on;   // "" = today
};
// awaiting_decision -> approved | declined. Why is the deciding feature's own record: applications
// keeps no reason, and the status page tells only the outcome (C-7).
Result<Application> record_decision(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                    const Decision& decision, std::int64_t version = 0);
// approved -> registered.
Result<Application> mark_registered(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                    const OrganisationId& organisation);

// A link to the applicant's status page (with its token), for letters of other features. It works
// for `days`; put it into mail::Letter::one_time_link as well. "" when there is no mail address.
struct StatusLink {
  std::string address;  // https://.../join/status/<token>
  Instant until;
};
Result<StatusLink> issue_status_link(db::Tx& tx, const Context& ctx,
                                     const Application& application);

}  // namespace musubi::applications
