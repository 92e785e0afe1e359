// screenings.h - what the screening of a subject offers to other features: open a file, ask whether
// it is settled, ask the prefecture, keep its answer, follow the applicant into the registry.
// Never tells a name, a finding or a reason: those stand on this feature's own pages only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/keys/locksmith.h"
#include "core/outbox/outbox.h"
#include "features/screenings/permissions.h"

namespace musubi::web {
struct App;
}

namespace musubi::screenings {

struct ScreeningNoun;
using ScreeningId = Id<ScreeningNoun>;
using keys::Locksmith;

void add_routes(web::App& app, std::shared_ptr<Locksmith> locksmith);
// members.representative.changed (or other officers): the organisation is to be checked again.
// members.standing.changed: its file follows a 退会, 合併 or 名寄せ, and its undo.
// Tells of an officer who answered after signing in: screenings.inquiry.answered {noun, subject}.
void add_handlers(outbox::Handlers& handlers, std::shared_ptr<Locksmith> locksmith);
// The same once more, and the members that have no file.
std::vector<jobs::Job> scheduled_jobs();

struct Subject {
  std::string noun;  // application | organisation
  std::string id;
  std::string title;  // 株式会社はるかぜ商会; kept sealed
  std::string path;   // the subject's own page; kept sealed
};

// All of these run in the caller's transaction and ask must() of ctx.actor themselves.
// The first file of the subject; the one that is there when there is one.
Result<ScreeningId> open_screening(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                                   const Subject& subject);

// For the gate of a decision. `clear`: 問題なし, read by two. Everything else is only "not yet":
// what the finding says is nobody's business here. No must(): tells nothing that is guarded.
struct Standing {
  ScreeningId id;
  bool clear = false;
  bool closed = false;
  // Who ever recorded a result of this subject, also one that was replaced: they do not decide.
  std::vector<AccountId> found_by;
};
std::optional<Standing> find_standing(db::Reader& reader, const Locksmith& smith,
                                      std::string_view noun, std::string_view id);

// A page or a refusal of another feature that tells how a settled file ended is a reading of it,
// and noted as one. REQUIRES: called before anything is shown.
Result<void> note_told(const Context& ctx, const ScreeningId& id);

// The newest file of the subject waits for the prefecture. Fault::conflict unless it is 要確認.
// Asked once more (the link ran out, another officer): the earlier question stays unanswered.
Result<void> ask_prefecture(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                            const ScreeningId& id, const std::string& question);
// REQUIRES: ctx.actor is the officer who answers, however the caller knows it.
Result<void> keep_answer(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                         const ScreeningId& id, const std::string& answer,
                         const std::string& words);

// The applicant became a member: the file is the organisation's from now on, and a year after its
// closing the next check is due.
Result<void> carry_over(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                        std::string_view application_id, const OrganisationId& organisation);

// The subject is gone before a result: the file waits for nobody any more. Nothing without a file.
Result<void> end_unfinished(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                            std::string_view noun, std::string_view id);

// The applicant corrected who applies (name, number or representative): what was found is about
// somebody else now. A settled file gets a next round; a finding that waits for its second reader
// is open again. Nothing without a file. No must(): it is the applicant who acts.
struct Corrected {
  std::string representative_title, representative_name;
};
Result<void> follow_correction(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                               const Subject& subject, const Corrected& now);

// A representative or an officer changed: due at once, or opened when there never was a file. Not
// for who is a member no more.
Result<void> follow_change_of_officers(const Context& ctx, const Locksmith& smith,
                                       const OrganisationId& id);
// A member left, came back, was found to be another one, or was merged and unmerged: its files
// belong to what it is now, and are due only while that is a member. Reads how it stands now.
Result<void> follow_standing(const Context& ctx, const OrganisationId& id);

// For the demo: a file whose story is told through the services, and a settled one of a member of
// old. `office` and `manager` act at the time of the story.
struct DemoStory {
  std::string representative_title, representative_name;
  bool in_doubt = false;  // 要確認, and the prefecture is asked
  bool settled = true;    // 問題なし, read by two
};
Result<void> tell_demo(const Context& office, const Context& manager, const Locksmith& smith,
                       const Subject& subject, const DemoStory& story);
Result<void> tell_demo_of_old_member(const Context& office, const Context& manager,
                                     const Locksmith& smith, const std::string& member_no);

// What waits for the reader of the homes; one indexed read each.
std::int64_t count_with_turn(db::Reader& reader, std::string_view turn);
std::int64_t count_due(db::Reader& reader, Date today);
inline constexpr std::int64_t kAbsentCountCap = 2000;
std::int64_t count_absences(db::Reader& reader);  // members without a file; stops at the cap

}  // namespace musubi::screenings
