// ledger.h - the ledger of consents: who agreed to which text in which version, when, from
// where, over all applications. Internal: service_consents.cc fills it, pages_consents.cc shows it.
// Drafts have none; an erased application keeps version, hash and time.
#pragma once

#include "features/applications/applications.h"
#include "features/applications/consents.h"
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
// Every version that is kept or shown today, newest first.
std::vector<std::string> list_consent_versions(const Context& ctx);
// The words behind a consent, by its text_sha256. not_found when they were never kept.
Result<KeptText> load_consent_text(const Context& ctx, const std::string& sha256);
std::string path_of_consent_text(const std::string& sha256);

namespace pages {
web::Response show_consents(web::Request& request);
web::Response show_consent_text(web::Request& request);
}

}  // namespace musubi::applications
