// ledger.h - the ledger of consents: who agreed to which text in which version, when, from
// where, over all applications. Internal: service_consents.cc fills it, pages_consents.cc shows it.
// Drafts have none; an erased application keeps version, hash and time.
#pragma once

#include "features/applications/applications.h"
#include "web/response.h"

namespace musubi::applications {

struct ConsentEntry {
  std::string id;
  ApplicationId application;
  std::string receipt_no, name;  // of the organisation
  Consent consent;
};
struct ConsentFilter {
  std::string words;         // receipt number, organisation
  std::string kind;          // "" = any of rules, privacy, anti_social
  std::string text_version;  // "" = any
  std::string before;        // paging by key: id of the last one shown, "" = newest
  int most = 50;
};
struct ConsentLedger {
  std::vector<ConsentEntry> rows;
  bool more = false;
  bool masked = false;  // names and addresses are, for whoever may not see personal data
};
Result<ConsentLedger> list_consent_ledger(const Context& ctx, const ConsentFilter& filter);
std::vector<std::string> consent_versions();

namespace pages {
web::Response show_consents(web::Request& request);
}

}  // namespace musubi::applications
