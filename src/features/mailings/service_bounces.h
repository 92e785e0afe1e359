// service_bounces.h - mails that came back, read from the mailbox, and who has not been reached for
// a long time. Jobs act as the system; people see and tick off.
#pragma once

#include "features/mailings/bounce.h"
#include "features/mailings/mailing.h"

namespace musubi::mailings {

inline constexpr int kSoftMost = 3;       // within kSoftDays: then the address is suppressed
inline constexpr int kSoftDays = 30;
inline constexpr int kUnreachedDays = 90;

// The scheduled job: everything new in the mailbox, one message and one transaction at a time.
// Nothing to do without a configured mailbox.
Result<void> read_bounces(const Context& ctx);
// One message; `source` names it in the mailbox. What it says is noted once.
Result<void> note_bounce(const Context& ctx, std::string_view message, const std::string& source);

Result<std::vector<BounceRow>> list_bounces(const Context& ctx, const std::string& state,
                                            const std::string& before_id, int most);
Result<void> mark_bounces_seen(const Context& ctx, const std::string& until_id);

// The nightly job: when something last reached each organisation in good standing.
Result<void> compute_reach(const Context& ctx);
struct Unreached {
  std::vector<Reach> rows;
  std::string next;  // of the next page: last_at and organisation, "" on the last
};
Result<Unreached> list_unreached(const Context& ctx, const std::string& after, int most);
struct OrganisationMail {
  members::OrganisationName organisation;
  // Each of its people as of now, with any mail that went and did not come back.
  struct Person {
    std::string name, address;  // masked where needed; address "" when there is none
    std::optional<Instant> last;
    bool lately = false;        // within kUnreachedDays
  };
  std::vector<Person> people;
  struct Row {
    MailingId mailing;
    std::string subject, name, address, state, reason;  // name and address masked where needed
    std::optional<mail::State> outcome;
    Instant at;
  };
  std::vector<Row> rows;  // of mailings, newest first
};
Result<OrganisationMail> load_organisation_mail(const Context& ctx, const OrganisationId& id);

}  // namespace musubi::mailings
