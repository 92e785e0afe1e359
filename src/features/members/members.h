// members.h - what the members feature offers to other features and to the commands.
// Everything here is permitted, audited and committed by the service behind it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"
#include "features/members/audience.h"
#include "features/members/home_figures.h"
#include "features/members/organisation.h"
#include "features/members/permissions.h"

namespace musubi::web {
struct App;
}

namespace musubi::members {

void add_routes(web::App& app);
// The demo's organisations, in an empty database. Returns the one that the member accounts are of.
// `progress`: the parts of the story that are told, of how many.
Result<OrganisationId> load_demo(
    const Context& ctx, const std::function<void(std::int64_t, std::int64_t)>& progress = {});
// Proposals of 名寄せ follow the registry (members.organisation.created and .updated); a report's
// files are printed (members.report.files_wanted) and its news sent by mail (members.report.*).
void add_handlers(outbox::Handlers& handlers);
// Keeps the public home page's figures of today (a day begins, or a command changed the registry),
// and goes on with imports whose reading ended with its process.
std::vector<jobs::Job> scheduled_jobs();
// Feeds organisations, their people, reports, loans and imports to `musubi search rebuild`.
search::Feeders search_feeders();

// `musubi import members`: the file is stored as a loan, read, and committed; suggestions are not
// adopted, duplicates become proposals, what is doubtful waits for a person. The counts add up to
// "rows": created updated unchanged merged proposed skipped unresolved; and "defects_open".
// A run that was killed is gone on with by the next one with the same bytes.
struct LentRoster {
  std::string path;
  std::string sheet;  // "" picks the sheet that looks most like a roster
  // What the register of loans is told. "" = the file's name, today, the usual purpose, and
  // consortium.lender of the configuration; a loan of these very bytes that is here keeps its own.
  std::string loan_name, received_on, purpose, lender;
};
Result<Json> import_roster_file(const Context& ctx, const LentRoster& file,
                                const std::function<void(std::int64_t, std::int64_t)>& progress);
// What a person once said about the columns of a file with these headings (see roster/roster.h).
std::optional<Json> find_roster_mapping(db::Db& db, const std::string& fingerprint);
// For the dry run: adds to what the reader found in each row what the registry would not accept
// when that row is stored (a joining after `today`, an address of a web site that is none), in the
// words of the wizard. The defects stay in the order of rows.
struct Roster;
void tell_what_is_not_accepted(Roster& roster, Date today);

// Figures for tiles and the public home page. Members in good standing on a day are computed from
// membership events, never from a counter.
struct Standing {
  std::int64_t members = 0;            // active + paused + suspended on `until`
  std::int64_t joined = 0;             // inside [from, until]
  std::int64_t joined_first_time = 0;  // of these, never a member before: KPI-01, A-18
  std::int64_t left = 0;               // inside [from, until]: withdrawn, expelled, merged
  std::int64_t open_defects = 0;       // members with something an import left open; up to 2,000
  std::int64_t open_proposals = 0;     // duplicates waiting for a person; up to 2,000
};
Standing standing(db::Reader& reader, Date from, Date until);
// First-time organisations by month, for the KPI-01 line: twelve numbers from April.
std::vector<std::int64_t> first_time_by_month(db::Reader& reader, int fiscal_year);

// The joinings that KPI-01 is made of, and those that it is not. An event is marked as a first time
// when it is recorded; a merge leaves one mark to what is now one organisation, and its undo gives
// the others back, so that an organisation is counted at most once.
struct NewJoining {
  std::string event_id, happened_on;
  bool first_time = false;
  std::string cause, cause_id;  // application: its id; edit, import, demo ...
  OrganisationId id;            // as it joined
  std::string member_no, name, corporate_number;
  State state = State::active;
  OrganisationId now_id;        // what it was merged into, or itself
  std::string now_name;
};
enum class Joinings {
  counted,  // first time, inside [from, until]
  again,    // inside, but a member before or part of one that was
  outside,  // first time on another day
};
// Newest first, paged by (happened_on, event_id) < after; "" = first page.
std::vector<NewJoining> list_new_joinings(db::Reader& reader, Joinings which, Date from,
                                          Date until, const std::string& after_day,
                                          const std::string& after_id, int most);
std::int64_t count_new_joinings(db::Reader& reader, Joinings which, Date from, Date until);

// The member report of a day as PDF, XLSX and CSV (UTF-8 and CP932) in `folder`, made when missing:
// the frozen one of that day while the records still say the same, else the next version, frozen
// now. For `musubi report members`.
struct WrittenReport {
  std::string title;  // 会員報告書　第2号（令和6年9月30日現在）
  std::int64_t number = 0, version = 1;
  bool frozen_now = false;
  bool differs = false;  // from the records now, and may not be replaced any more
  Json figures;
  std::vector<std::string> paths;
};
// `progress`: the steps of the work that are done, of how many.
Result<WrittenReport> write_member_report(
    const Context& ctx, Date as_of, const std::string& folder,
    const std::function<void(std::int64_t, std::int64_t)>& progress = {});

// For doctor: titles of the frozen reports whose figures, rows or kept files are not those that
// were stored. Reads every row and every file. `progress`: reports looked at, of how many.
std::vector<std::string> broken_reports(
    db::Reader& reader, const std::function<void(std::int64_t, std::int64_t)>& progress = {});

// For doctor: days whose figures are not the sum of their events, at most twenty; "" is the day of
// rosters that gave no date. The home pages and the reports count with these figures.
std::vector<std::string> unequal_days(db::Reader& reader);

// The registry in good standing as a file with all its columns; logged with the purpose (R-9.4.a).
// format: xlsx | csv | csv_cp932. For `musubi export`.
struct WrittenExport {
  std::int64_t bytes = 0;
  bool refused = false;  // CP932 cannot hold `lost` and `replace` was not said: nothing written
  Json lost;             // {"count", "list":[{"row","column","character","cell"}]}
};
Result<WrittenExport> write_registry(const Context& ctx, const std::string& path,
                                     const std::string& format, const std::string& purpose,
                                     bool replace = false,
                                     const std::function<void(std::int64_t)>& progress = {});

// An approved application becomes a member: number, organisation, people, history and the joining
// event, all in the caller's transaction. `people` as applied for, the first is the contact.
// REQUIRES: the caller has asked its own permission; the fields were checked at the application.
struct NewMember {
  Organisation organisation;
  std::vector<Person> people;
  std::string joined_on;       // YYYY-MM-DD
  std::string application_id;  // the cause that the history names
};
struct Enrolled {
  OrganisationId id;
  std::string member_no;
  bool first_time = false;  // never a member before: KPI-01, A-18
};
Result<Enrolled> enrol_member(db::Tx& tx, const Context& ctx, const NewMember& input);

struct OrganisationName {
  OrganisationId id;
  std::string member_no, name;
};
// Fault::not_found when hidden from this actor or absent.
Result<OrganisationName> find_organisation_name(const Context& ctx, const OrganisationId& id);
Result<OrganisationName> find_organisation_name_by_no(const Context& ctx,
                                                      const std::string& member_no);

// Where what another feature keeps of a member belongs now, and whether it still is one.
struct Whereabouts {
  OrganisationId id;    // itself, or what it was found to be the same as (名寄せ)
  std::string left_on;  // YYYY-MM-DD of its 退会, or of the 合併 that ended it; "" = it is a member
};
std::optional<Whereabouts> find_whereabouts(db::Reader& reader, const OrganisationId& id);
// Itself and what was merged into it, also through others.
std::vector<OrganisationId> list_with_merged(db::Reader& reader, const OrganisationId& id);

// ---- for lists of other features that look like a roster ----

// A list of organisations as somebody handed it over, read by the roster's own reader: columns by
// their headings, values normalised, what is wrong told by line. Nothing is stored or matched.
struct ListDefect {
  std::int64_t line = 0;
  std::string label, value, message;  // 法人番号, 123, what and the remedy
  bool is_error = false;              // the value was left out
};
struct ListedOrganisation {
  std::int64_t line = 0;
  Organisation organisation;  // the registry's fields, each as check_field() accepts it
  Person contact;
  std::vector<ListDefect> defects;
};
struct OrganisationList {
  std::string sheet;
  std::vector<std::pair<std::string, std::string>> columns;  // {heading, what it was taken for}
  std::vector<ListedOrganisation> rows;
};
// Fault::invalid when it is no table, or no column names organisations. SECURITY: for files that
// the scanner has passed.
Result<OrganisationList> read_organisation_list(const std::string& path);

// ---- for forms of other features over the same fields (an application for membership) ----

// Checks and normalises one field of organisation_fields() or person_fields(): the value to store,
// or a FieldError with the remedy. Empty text clears a field. REQUIRES: a known name.
Result<std::string> check_field(std::string_view field, std::string_view typed);
// {code, label} of a field that is chosen from a list: category, industry, municipality_code.
std::vector<std::pair<std::string, std::string>> field_choices(std::string_view field);
// The municipality that an address names: its code, 000000 outside the prefecture, "" unknown.
std::string municipality_of_address(std::string_view address);
// The municipality that the address names, when it is another than the one of the form; else "".
std::string municipality_to_change(std::string_view address, std::string_view typed_code);

// ---- what members ask for, written the members' own way (features changes, confirmations) ----
// All of these run in the caller's read or write. REQUIRES: the caller has asked its own
// permission.

using TypedFields = std::vector<std::pair<std::string, std::string>>;

struct Registration {
  Organisation organisation;   // with the office's note: never shown to a member
  std::vector<Person> people;  // who have not left
};
// As it stands now. A merged organisation lives on in the one that stayed: that one is given.
std::optional<Registration> find_registration(db::Reader& reader, const OrganisationId& id);
std::optional<Registration> find_registration_by_no(db::Reader& reader,
                                                    std::string_view member_no);

// Why and by which request something is written; the history of the field tells both.
struct AskedBy {
  std::string request_id, reason;
  std::string effective_on;  // YYYY-MM-DD, never after today; "" = today
};
// Values are checked as the office's form is: FieldErrors by name. version 0: whatever stands
// there; else Fault::conflict when somebody was faster.
Result<void> change_registration(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                                 std::int64_t version, const TypedFields& values,
                                 const AskedBy& by);
// Officers changed whom the registry does not hold: whoever screens is told, as of a representative
// (members.representative.changed).
Result<void> tell_of_changed_officers(db::Tx& tx, const Context& ctx, const OrganisationId& id);
struct PersonChange {
  OrganisationId organisation_id;
  PersonId id;  // empty: a new person
  std::int64_t version = 0;
  TypedFields values;
  bool leaves = false;
};
// There is one first contact: who becomes it takes the place of the one before.
Result<PersonId> change_person(db::Tx& tx, const Context& ctx, const PersonChange& change,
                               const AskedBy& by);
// paused, resumed, withdrawn by the same rules as the office's own page, with what they mean for
// the accounts. check_: would it be possible now? Says why not.
Result<void> check_standing_change(db::Reader& reader, const OrganisationId& id,
                                   const std::string& kind);
Result<void> change_standing(db::Tx& tx, const Context& ctx, const OrganisationId& id,
                             const std::string& kind, const AskedBy& by);
// A real merger of two members, from its day on: `gone` lives on in `kept`, which keeps its own
// values and takes over what it lacks and the people; the accounts of `gone` end.
Result<void> merge_members_on(db::Tx& tx, const Context& ctx, const OrganisationId& gone,
                              const OrganisationId& kept, const AskedBy& by);

// For mailings to all members, and whom the secretariat writes to first.
struct Addressee {
  OrganisationId id;
  std::string member_no, name, contact, email;  // contact and email "" when there is none
};
struct AddresseePage {
  std::vector<Addressee> list;  // of the members, those that are active or in a pause
  std::string next;             // where the next page begins; "" after the last
};
AddresseePage list_addressees(db::Reader& reader, const std::string& after_id, int most);
std::vector<Addressee> list_addressees_of(db::Reader& reader,
                                          const std::vector<OrganisationId>& ids);

// For what others hold about one person (core/holdings): whom of the registry, who has left too,
// this address belongs to. SECURITY: only for a proved address; asks no permission of its own.
struct PersonOfAddress {
  PersonId id;
  OrganisationId organisation;
  std::string name;
};
std::vector<PersonOfAddress> list_people_of_address(db::Reader& reader, std::string_view email,
                                                    int most);

// Members that may be the same as an organisation that is not one yet, and what they share.
// For the office only: whoever asks must hold may::see_registry.
struct SimilarMember {
  OrganisationId id;
  std::string member_no, name;
  std::vector<std::string> shared;  // 法人番号, 団体名, 電話番号
};
std::vector<SimilarMember> list_similar_members(db::Reader& reader,
                                                const Organisation& organisation);

}  // namespace musubi::members
