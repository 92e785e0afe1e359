// service.h - what the office can do with prospects, one function each. Every function asks must(),
// and every write is permitted, audited and committed in one transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/audit/audit.h"
#include "features/applications/applications.h"
#include "features/recruiting/permissions.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {

// ---- reading ----
inline constexpr std::int64_t kCountCap = 2000;  // above: 「2,000件以上」; keeps the page's time flat
struct ProspectList {
  std::vector<Prospect> rows;
  std::int64_t count = 0;  // stops at kCountCap
  bool more = false;       // a further page exists
  std::map<std::string, std::int64_t> by_stage;
};
// `words` as typed into the search box; "" = no search.
Result<ProspectList> list_prospects(const Context& ctx, store::ListFilter filter,
                                    const std::string& words);
inline constexpr int kBoardRows = 8;
struct Board {
  std::map<std::string, std::int64_t> by_stage;
  std::vector<std::pair<Stage, std::vector<Prospect>>> columns;  // newest first, kBoardRows each
};
Result<Board> load_board(const Context& ctx);

// What may be the same organisation; nobody is told but the office.
struct Alike {
  std::vector<members::SimilarMember> members;
  std::vector<applications::SimilarApplication> applications;
  std::vector<Prospect> prospects;
  bool empty() const { return members.empty() && applications.empty() && prospects.empty(); }
};
Alike list_alike(db::Reader& reader, const members::Organisation& organisation,
                 const ProspectId& but);
// Of what was typed into a form that is not saved yet; fields that cannot be read are left out.
Result<Alike> find_alike(const Context& ctx,
                         const std::vector<std::pair<std::string, std::string>>& typed);

struct ProspectPage {
  Prospect prospect;
  std::vector<Contact> contacts;  // newest first
  std::vector<Move> moves;        // oldest first
  Alike alike;
  std::vector<audit::Entry> changes;  // newest first
};
inline constexpr int kContactsShown = 200;
// Fault::not_found when absent.
Result<ProspectPage> load_visible_prospect(const Context& ctx, const ProspectId& id);
Result<Contact> load_visible_contact(const Context& ctx, const ProspectId& id,
                                     const ContactId& contact);

struct Owner {
  AccountId id;
  std::string name;
};
// Whom of the office a prospect can be given to.
Result<std::vector<Owner>> list_owners(const Context& ctx);

// ---- writing ----
// What was typed, by field name; days as YYYY-MM-DD.
using Typed = std::vector<std::pair<std::string, std::string>>;
// The values to store, or a FieldError per field.
Result<Prospect> check_prospect(const Context& ctx, const Typed& typed, Prospect onto);

struct NewProspect {
  Typed typed;
  bool confirmed = false;  // the office has seen what may be the same, and says it is not
  std::string sending;     // web::sending_of(): sent twice, answered with the first's
};
// Fault::invalid at `confirmed` when something may be the same: list_alike() says what.
Result<ProspectId> create_prospect(const Context& ctx, const NewProspect& input);

struct ProspectEdit {
  ProspectId id;
  std::int64_t version = 0;  // the version that the form showed
  Typed typed;
};
Result<void> update_prospect(const Context& ctx, const ProspectEdit& input);

struct StageMove {
  ProspectId id;
  std::int64_t version = 0;
  std::string stage;        // candidate approached invited lost
  std::string lost_reason;  // of lost_reasons(), for lost
  std::string lost_note;    // in words
  std::string happened_on;  // "" = today
};
Result<void> move_prospect(const Context& ctx, const StageMove& input);
// Where the office may move it from here.
std::vector<Stage> stages_from(Stage stage);
// It is this member already: 入会 without an application of ours.
Result<void> link_member(const Context& ctx, const ProspectId& id, const OrganisationId& member,
                         std::int64_t version);

struct ContactInput {
  ProspectId prospect_id;
  std::string kind, happened_on, ours, theirs, summary;
  std::string stage;  // "" = stays; approached | invited
  std::string next_action, next_action_on;  // replace what was planned: that is done now
  std::string sending;
  ContactId id = {};         // correct_contact only
  std::int64_t version = 0;  // correct_contact only
};
Result<ContactId> record_contact(const Context& ctx, const ContactInput& input);
Result<void> correct_contact(const Context& ctx, const ContactInput& input);

}  // namespace musubi::recruiting
