// service_approvals.h - asking the prefecture's officer and the organisation that an article is
// about by a mail link, and the answer without a password. SECURITY: a link is stored hashed, works
// for one answer to one version, dies with its time, its use, a new version and its officer's
// account; every link that does not work gets the very same words.
#pragma once

#include <string>
#include <vector>

#include "features/publishing/service.h"

namespace musubi::publishing {

struct OfficerChoice {
  std::string id, name;
};
Result<std::vector<OfficerChoice>> list_officers(const Context& ctx);  // whom one can ask

struct NewApproval {
  ContentId id;
  std::string kind;           // prefecture | company
  std::string officer_id;     // prefecture
  std::string name, email;    // company
  std::string message, due_on;
  std::string sending;
};
Result<void> ask_approval(const Context& ctx, const NewApproval& input);

// The organisation answered by telephone or on paper.
struct HandApproval {
  ContentId id;
  std::string name, words;
};
Result<void> record_approval(const Context& ctx, const HandApproval& input);

struct AskedPage {
  Approval approval;
  Content content;
  Version version;
  markdown::Content body;
};
// Looking writes nothing: mail scanners look too.
Result<AskedPage> load_asked(const Context& ctx, const std::string& token);
struct ApprovalAnswer {
  std::string answer, words;  // approved | changes
};
// The prefecture's consent takes the item to 承認, its wish for changes back to the draft; the
// organisation's wish for changes does that too. Returns what was asked, for the page of thanks.
Result<AskedPage> answer_by_link(const Context& ctx, const std::string& token,
                                 const ApprovalAnswer& input);

// In the caller's transaction: nobody is asked about an older version any more.
Result<void> end_approvals(db::Tx& tx, const ContentId& id);
Result<void> end_approvals_of(db::Tx& tx, const ContentId& id, std::string_view kind);
// Questions whose time is over stop waiting; a scheduled job.
Result<void> end_expired_approvals(const Context& ctx);

inline constexpr std::int64_t kApprovalMs = 14LL * 24 * 3'600'000;  // two weeks of a busy company

}  // namespace musubi::publishing
