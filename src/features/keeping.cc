// keeping.cc - see keeping.h. A feature that keeps something of people stands in both lists, or
// only in the first when nothing of it is found by somebody's mail address; one whose rows name an
// organisation stands in the third.
#include "features/keeping.h"

#include <utility>
#include <vector>

#include "core/holdings/holdings.h"
#include "core/mail/keeping.h"
#include "core/retention/retention.h"
#include "features/accounts/keeping/keeping.h"
#include "features/analytics/analytics.h"
#include "features/applications/keeping/keeping.h"
#include "features/changes/keeping/keeping.h"
#include "features/confirmations/keeping/keeping.h"
#include "features/federation/federation.h"
#include "features/incidents/incidents.h"
#include "features/inquiries/inquiries.h"
#include "features/mailings/mailings.h"
#include "features/media/media.h"
#include "features/members/keeping/keeping.h"
#include "features/privacy/privacy.h"
#include "features/publishing/publishing.h"
#include "features/recruiting/keeping/keeping.h"
#include "features/recruiting/recruiting.h"
#include "features/retention/retention.h"
#include "features/reviews/keeping/keeping.h"
#include "features/screenings/keeping/keeping.h"

namespace musubi {

void tell_retention(const std::shared_ptr<const keys::Locksmith>& locksmith, Date contract_end) {
  retention::Rules rules{contract_end, {}};
  for (const retention::Kinds& some :
       std::vector<retention::Kinds>{
           applications::retention_kinds(), members::retention_kinds(),
           accounts::retention_kinds(), screenings::retention_kinds(locksmith),
           reviews::retention_kinds(), privacy::retention_kinds(),
           incidents::retention_kinds(), mail::retention_kinds(), changes::retention_kinds(),
           confirmations::retention_kinds(), mailings::retention_kinds(),
           recruiting::retention_kinds(), publishing::retention_kinds(), media::retention_kinds(),
           inquiries::retention_kinds(), analytics::retention_kinds(), retention::own_kinds()}) {
    rules.kinds.insert(rules.kinds.end(), some.begin(), some.end());
  }
  retention::configure(std::move(rules));
}

void tell_holdings() {
  holdings::Sources all;
  for (const holdings::Sources& some :
       std::vector<holdings::Sources>{
           accounts::holdings_sources(), federation::holdings_sources(),
           members::holdings_sources(), applications::holdings_sources(),
           mailings::holdings_sources(), mail::holdings_sources(), recruiting::holdings_sources(),
           changes::holdings_sources(), confirmations::holdings_sources(),
           publishing::holdings_sources(), inquiries::holdings_sources()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  holdings::configure(std::move(all));
  holdings::configure_ties({accounts::organisation_tie(), changes::organisation_tie(),
                            confirmations::organisation_tie(), applications::organisation_tie(),
                            recruiting::organisation_tie(), screenings::organisation_tie(),
                            inquiries::organisation_tie()});
}

}  // namespace musubi
