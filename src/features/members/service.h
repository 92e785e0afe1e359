// service.h - what a person can do with the registry, one function each. Every function asks
// must(), and every write is permitted, audited and committed in one transaction.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/audit/audit.h"
#include "features/members/lost_characters.h"
#include "features/members/members.h"
#include "features/members/record.h"
#include "features/members/store_exports.h"

namespace musubi::files {
class Parcel;
}

namespace musubi::members {

// ---- reading ----
struct RegistryRow {
  Organisation organisation;
  std::string contact;  // first contact's name, masked where this actor must not see it
};
struct Registry {
  std::vector<RegistryRow> rows;
  std::int64_t count = 0;         // stops at kCountCap
  bool more = false;              // a further page exists
  bool search_capped = false;     // the search found more than it can filter
};
inline constexpr std::int64_t kCountCap = 2000;  // above: 「2,000件以上」; keeps the page's time flat
// `words` as typed into the search box; "" = no search.
Result<Registry> list_registry(const Context& ctx, store::ListFilter filter,
                               const std::string& words);

struct OrganisationPage {
  Organisation organisation;
  std::vector<Person> people;  // masked where this actor must not see personal data
  std::vector<store::MembershipEvent> events;
  std::vector<store::FieldChange> changes;
  bool masked = false;
  std::optional<Organisation> merged_into;  // the one that stands at the end of its merges
};
// Fault::not_found when absent; people and representative masked without see_personal_data.
Result<OrganisationPage> load_visible_organisation(const Context& ctx, const OrganisationId& id);
// The actor's own organisation with its people, unmasked; not_found when there is none.
Result<OrganisationPage> load_own_organisation(const Context& ctx);
// One timeline: audit entries that name this organisation, newest first.
Result<std::vector<audit::Entry>> load_timeline(const Context& ctx, const OrganisationId& id,
                                                std::int64_t before_sequence);

// ---- writing ----
// What was typed, by field name (organisation_fields). Normalised and checked by check_typed().
using Typed = std::vector<std::pair<std::string, std::string>>;
// The values to store, or a FieldError per field:
// 「法人番号は13桁の数字で入力してください（いま12桁です）」.
Result<Organisation> check_typed(const Typed& typed, Organisation onto);

struct NewOrganisation {
  Typed typed;
  Typed contact;          // person_fields of the first contact
  std::string joined_on;  // "" = today
  std::string reason;     // 受付経路など
  std::string sending;    // web::sending_of(): sent twice, answered with the first's member
};
Result<OrganisationId> create_organisation(const Context& ctx, const NewOrganisation& input);

struct OrganisationEdit {
  OrganisationId id;
  std::int64_t version = 0;  // the version that the form showed
  Typed typed;
  std::string effective_on;  // "" = today
  std::string reason;
};
Result<void> update_organisation(const Context& ctx, const OrganisationEdit& input);

// paused, resumed, suspended, reinstated, withdrawn, expelled: state machine of section 14.
struct StateChange {
  OrganisationId id;
  std::string kind;
  std::string happened_on;  // "" = today
  std::string reason;       // required for suspended, withdrawn and expelled
};
Result<void> change_state(const Context& ctx, const StateChange& input);
// What may follow this state, in the order of the menu: {kind, 休会にする}.
std::vector<std::pair<std::string, std::string>> state_changes_from(State state);

struct PersonEdit {
  OrganisationId organisation_id;
  PersonId id;  // empty: a new person
  std::int64_t version = 0;
  Typed typed;
  std::string effective_on;
  std::string sending;  // of a new person: sent twice, answered with the first's
};
Result<PersonId> save_person(const Context& ctx, const PersonEdit& input);
Result<void> retire_person(const Context& ctx, const OrganisationId& organisation,
                           const PersonId& id);

// ---- saved views and exports ----
struct SavedView {
  std::string id, name, query;
};
std::vector<SavedView> list_saved_views(const Context& ctx);
Result<void> save_view(const Context& ctx, const std::string& name, const std::string& query);
Result<void> delete_view(const Context& ctx, const std::string& id);

inline constexpr int kSearchedExportMost = 5000;
struct ExportRequest {
  store::ListFilter filter;
  std::string words;                  // the list's search words
  std::string query;                  // as shown, kept in the log of exports
  std::vector<std::string> columns;   // names of export_columns(); unknown ones are dropped
  std::string purpose;                // .a: at least 5 characters
  std::string format;                 // csv | csv_cp932 | xlsx
  bool replace_unencodable = false;   // csv_cp932: write 〓 for what it cannot hold
  std::function<void(std::int64_t done)> progress = {};  // rows written so far, page by page
  // Hits of the search: each page's statement names them all. More is Fault::too_large, no cut.
  int search_most = kSearchedExportMost;
};
struct ExportFile {
  std::string filename, media_type;
  std::shared_ptr<const files::Parcel> parcel;  // goes when nobody holds it any more
  LostCharacters lost;   // what CP932 cannot hold
  bool refused = false;  // something is lost and nobody agreed to 〓: no parcel, nothing logged
};
// How many members the file will hold, up to kCountCap. Fails as export_registry does when the
// search finds too many.
Result<std::int64_t> count_export(const Context& ctx, const ExportRequest& input);
// Members are read a page at a time, and each page is written before the next is read: nothing
// grows with their number. The file is on the disk (core/files/parcel.h).
Result<ExportFile> export_registry(const Context& ctx, const ExportRequest& input);
struct ExportLog {
  std::vector<store::ExportRecord> records;  // newest first
  std::string next;                          // key of the next page, "" when this is the last
};
Result<ExportLog> list_exports(const Context& ctx, const std::string& after, int most);
// {name, label}, in the order of the file.
const std::vector<std::pair<std::string, std::string>>& export_columns();

}  // namespace musubi::members
