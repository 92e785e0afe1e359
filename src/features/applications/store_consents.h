// store_consents.h - rows of all consents for the ledger, the words that they are about, and the
// applications of one address. Never decides.
#pragma once

#include "features/applications/ledger.h"
#include "features/applications/store.h"

namespace musubi::applications::store {

// `applications`: those that the filter's words found; used when there are words.
std::vector<ConsentEntry> list_ledger(db::Reader& reader, const ConsentFilter& filter,
                                      const std::vector<std::string>& applications);
// Once: the same words again change nothing.
Result<void> insert_consent_text(db::Tx& tx, const KeptText& text, Instant now);
std::optional<KeptText> find_consent_text(db::Reader& reader, const std::string& sha256);
std::vector<std::string> list_consent_versions(db::Reader& reader);
// Received ones, and drafts of people: where a person or the contact has this address.
std::vector<ApplicationId> list_of_email(db::Reader& reader, const std::string& email, int most);

}  // namespace musubi::applications::store
