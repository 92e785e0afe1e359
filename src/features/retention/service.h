// service.h - what a person, the morning's job and the outbox can do with terms, destructions,
// holds and the look at the evidence. Whether a record may go is core/retention's answer, each time
// anew; here it is decided who asks, who agrees, and what is written down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/outbox/outbox.h"
#include "core/retention/retention.h"
#include "features/retention/destruction.h"

namespace musubi::retention {

inline constexpr int kItemsMost = 1000;  // of one destruction; the next one takes the rest
// By one message of the outbox: then whoever waits in its lane has a turn, and the lease of a
// message (outbox::kLeaseMinutes) holds whatever the list is.
inline constexpr int kStepMost = 100;
inline constexpr int kDueCounted = 100;  // beyond it a list says 「100件以上」

// ---- kinds ----

struct KindRow {
  const Kind* kind = nullptr;
  int due = 0;  // past the term, held or not; up to kDueCounted + 1
  std::optional<Destruction> open;
};
Result<std::vector<KindRow>> list_kinds(const Context& ctx);

struct DueItem {
  Item item;
  std::optional<Hold> hold;
};
struct KindPage {
  const Kind* kind = nullptr;
  std::vector<DueItem> due;
  std::string next;  // id of the last one shown, "" when this is the last page
  std::optional<Destruction> open;
  std::vector<Destruction> past;
};
Result<KindPage> load_kind(const Context& ctx, const std::string& name, const std::string& after);

// ---- destructions ----

// Lists what is past its term and not held. Fault::conflict when there is nothing, or when a
// proposal of this kind is open already. `sending`: web::sending_of().
Result<std::string> propose_destruction(const Context& ctx, const std::string& kind,
                                        const std::string& reason, const std::string& sending);
// Every kind that has something and no open proposal; how many were made. For the job.
Result<int> propose_all(const Context& ctx);

struct DestructionPage {
  Destruction destruction;
  std::vector<ListedItem> items;
  std::string next;
  int held_now = 0;  // of the items shown: held meanwhile, or their term moved
  bool may_decide = false, may_withdraw = false;
  std::string why_not;  // what keeps this reader from deciding
};
Result<DestructionPage> load_destruction(const Context& ctx, const std::string& id,
                                         const std::string& after);
Result<std::vector<Destruction>> list_destructions(const Context& ctx, const std::string& state,
                                                   const std::string& before, int most);

struct Deciding {
  std::string id, note;
  bool confirmed = false;  // what will happen was read
  std::int64_t version = 0;
};
// By a manager who did not propose it. The outbox does the rest.
Result<void> approve_destruction(const Context& ctx, const Deciding& input);
Result<void> refuse_destruction(const Context& ctx, const Deciding& input);
// By the office, while nobody has decided.
Result<void> withdraw_destruction(const Context& ctx, const Deciding& input);

// Outbox: destroys record by record, at most kStepMost, and leaves the rest to a message behind
// what waits; the last one closes with a number and prints. Goes on where it stood.
Result<void> carry_out(const Context& ctx, const outbox::Message& message);

// The same without the paper, at once: for the demo. REQUIRES: it was approved.
Result<void> finish_approved(const Context& ctx, const std::string& id);

struct OpenedPaper {
  std::string path, filename;
};
// The kept certificate, after comparing its hash. Fault::conflict while it is being made.
Result<OpenedPaper> open_certificate(const Context& ctx, const std::string& id);
Result<void> order_certificate_again(const Context& ctx, const std::string& id);

// ---- holds ----

struct NewHold {
  std::string scope, kind, subject_id, label, reason, until_on;
};
Result<std::string> place_hold(const Context& ctx, const NewHold& input,
                               const std::string& sending);
Result<void> lift_hold_on(const Context& ctx, const std::string& id, const std::string& reason);
Result<std::vector<Hold>> list_all_holds(const Context& ctx, const std::string& before, int most);
Result<Hold> load_hold(const Context& ctx, const std::string& id);

// ---- the look at the evidence (KPI-19) ----

// Looks at everything and writes down what it found. For the job, and by hand.
Result<void> check_evidence(const Context& ctx);
struct Evidence {
  std::vector<EvidenceCheck> latest;  // of the last look; empty: nobody has looked yet
  std::int64_t objects = 0, lost = 0;
};
Evidence latest_evidence(db::Reader& reader);
Result<std::vector<EvidenceCheck>> list_evidence_checks(const Context& ctx,
                                                        const std::string& before, int most);

}  // namespace musubi::retention
