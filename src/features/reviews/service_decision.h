// service_decision.h - the manager decides: approval makes a member in one transaction, refusal
// gives no reason, sending back returns it to the review. Once each, however often it is sent.
#pragma once

#include "features/reviews/service_reviews.h"

namespace musubi::reviews {

struct DecisionInput {
  std::string note;          // for the house and the prefecture; never shown to the applicant
  std::int64_t version = 0;  // of the application that the form showed
  std::string sending;       // web::sending_of()
};
// What the decider sees. Where it offers the approval, or says what stands in its way, it tells how
// the screening ended: .c wants that reading in the audit, whatever the result is.
Result<ReviewPage> read_decision(const Context& ctx, const Locksmith& smith,
                                 const ApplicationId& id);
// Decision, member with number and people, invitation, notice and letters: all or nothing.
// Fault::conflict with words when anything stands in the way; nothing is done then.
Result<OrganisationId> approve_application(const Context& ctx, const Locksmith& smith,
                                           const ApplicationId& id, const DecisionInput& input);
Result<void> decline_application(const Context& ctx, const Locksmith& smith,
                                 const ApplicationId& id, const DecisionInput& input);
// Back to the review, with what is missing in `note`.
Result<void> send_back(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                       const DecisionInput& input);
// What the applications tell us in their transaction: nobody is asked and nothing is judged any
// more.
Result<void> end_review(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                        const ApplicationId& id);

}  // namespace musubi::reviews
