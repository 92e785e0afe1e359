// service.h - what a person can do with the yearly confirmation: the office opens and watches a
// round, a member answers by link or signed in, the clock prepares and reminds.
// SECURITY: by link the organisation is the link's, signed in it is the account's.
#pragma once

#include "db/db.h"
#include "features/changes/changes.h"
#include "features/confirmations/confirmations.h"
#include "features/confirmations/permissions.h"
#include "features/confirmations/store.h"
#include "features/members/members.h"

namespace musubi::confirmations {

inline constexpr std::string_view kContinued = "confirmations.round.continued";
inline constexpr std::string_view kReminding = "confirmations.round.reminding";
inline constexpr int kStep = 100;  // members in one transaction of preparing or reminding
inline constexpr int kPageRows = 20;
inline constexpr int kLinkDaysAfterDue = 60;
inline constexpr int kMonthsBetweenRounds = 12;

// ---- the office ----
struct NewRound {
  std::string due_on;              // YYYY-MM-DD
  std::vector<int> reminder_days;  // days before
  std::string message, sending;
};
// Fault::conflict while one is running. The mails follow step by step.
Result<RoundId> open_round(const Context& ctx, const NewRound& input);
struct RoundView {
  Round round;
  Counts counts;
};
Result<std::vector<RoundView>> list_rounds(const Context& ctx);
// Nothing runs, none was opened for kMonthsBetweenRounds, and somebody has been a member as long.
struct RoundDue {
  std::string last_opened_on;  // YYYY-MM-DD, "" = there was none yet
};
std::optional<RoundDue> find_round_due(const Context& ctx);
struct RoundPage {
  Round round;
  Counts counts;
  std::vector<Target> targets;
  bool more = false;
};
Result<RoundPage> load_round(const Context& ctx, const RoundId& id,
                             const store::TargetFilter& filter);
Result<void> close_round(const Context& ctx, const RoundId& id);
struct TargetPage {
  Round round;
  Target target;
  std::optional<members::Registration> registration;
};
Result<TargetPage> load_target(const Context& ctx, const RoundId& round,
                               const OrganisationId& organisation);
struct Call {
  std::string outcome;  // unchanged | changed
  std::string spoke_with, note;
};
// Fault::conflict when it was answered meanwhile.
Result<void> record_call(const Context& ctx, const RoundId& round,
                         const OrganisationId& organisation, const Call& call);

// ---- the member ----
struct Asked {
  Round round;
  Target target;
  members::Registration registration;  // without the office's note
  std::string answers_as;              // whose answer it will be
};
// Fault::not_found, with the same words, for a wrong, an ended and a closed link.
Result<Asked> load_asked(const Context& ctx, const std::string& token);
Result<void> confirm_by_link(const Context& ctx, const std::string& token);
// A 変更申請 for the office; returns its receipt number. The same form sent twice makes one.
Result<std::string> change_by_link(const Context& ctx, const std::string& token,
                                   const changes::LinkRequest& typed);
// nullopt: no round runs that asks this member.
Result<std::optional<Asked>> load_own(const Context& ctx);
// `changed`: it has told of its changes and the rest is right.
Result<void> confirm_own(const Context& ctx);

// ---- the clock ----
// One step of preparing: targets, links and mails of the next members, and the next step.
Result<void> continue_round(const Context& ctx, const RoundId& id, const std::string& after);
// The first step of what is due; the others follow behind its mails.
Result<void> remind_silent(const Context& ctx);
// Those of one step who are silent and were not reminded for this day, and the next step.
Result<void> remind_step(const Context& ctx, const RoundId& id, const std::string& day,
                         std::int64_t step);

// ---- inside: mails (letters.cc) ----
enum class LetterKind { first, reminder };
// A link of its own and the mail that carries it, in the caller's transaction.
Result<void> write_letter(db::Tx& tx, const Context& ctx, const Round& round,
                          const members::Addressee& to, LetterKind kind);

}  // namespace musubi::confirmations
