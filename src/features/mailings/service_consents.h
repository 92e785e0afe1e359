// service_consents.h - who wants which mails and who gets none: preferences of a signed-in person,
// the link in a mail, what the office records, suppressions. Every change grows the ledger.
#pragma once

#include "core/keys/locksmith.h"
#include "features/mailings/consents.h"
#include "features/mailings/mailing.h"

namespace musubi::mailings {

// Why nothing of this class goes to an address now; "" = it may go.
std::string reason_against(db::Reader& reader, mail::Class mail_class, std::string_view key);
// The same for a mail that is about to leave, in words: whoever stopped or complained while it
// waited in the queue is not written to (mail::Objection).
std::string objection_to(db::Reader& reader, const mail::Mail& mail);
// Whether mails of this class are wanted, by the ledger alone.
bool is_wanted(db::Reader& reader, mail::Class mail_class, std::string_view key);

struct Preferences {
  std::string address;
  bool news = true, member_pr = false;
  bool suppressed = false;  // nothing goes there whatever is chosen
  std::vector<Consent> ledger;  // newest first
};
// The signed-in person's own, by the address that they sign in with.
Result<Preferences> load_own_preferences(const Context& ctx);
Result<void> save_own_preferences(const Context& ctx, bool news, bool member_pr);

// Behind the link of a mail. Every wrong token: the same not_found.
struct StopPage {
  mail::Class mail_class = mail::Class::news;
  std::string masked_address;
  bool stopped = false;
  bool sample = false;  // the link of a test sending: nothing to stop
};
Result<StopPage> load_stop_page(const Context& ctx, const keys::Locksmith& smith,
                                const std::string& token);
// way: link | one_click. Stopping what is stopped is fine.
Result<void> stop_by_link(const Context& ctx, const keys::Locksmith& smith,
                          const std::string& token, std::string_view way);
Result<void> resume_by_link(const Context& ctx, const keys::Locksmith& smith,
                            const std::string& token);

// ---- the office ----
struct ConsentInput {
  std::string address, mail_class, decision, note;
};
Result<void> record_consent(const Context& ctx, const ConsentInput& input);
Result<std::vector<Consent>> list_consents(const Context& ctx, const std::string& address,
                                           const std::string& before_id, int most);
// The words behind Consent::wording. not_found when they were never kept.
Result<Wording> load_wording(const Context& ctx, const std::string& version);
// The nightly job: the words of today, also when nobody chooses before an update brings others.
Result<void> keep_wording(const Context& ctx);
struct SuppressionInput {
  std::string address, cause, note;
};
Result<void> add_suppression(const Context& ctx, const SuppressionInput& input);
Result<void> lift_suppression(const Context& ctx, const std::string& id, const std::string& note);
Result<std::vector<Suppression>> list_suppressions(const Context& ctx, const std::string& state,
                                                   const std::string& before_id, int most);

}  // namespace musubi::mailings
