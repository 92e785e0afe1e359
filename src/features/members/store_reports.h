// store_reports.h - rows of member reports, and what they are computed from: the events and the
// field history of a page of organisations.
// A frozen report's figures and rows are inserted once; only its way (submitted, received) moves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/report.h"
#include "features/members/store.h"

namespace musubi::members::store {

struct Report {
  std::string id;
  std::int64_t number = 0, version = 1;
  std::string as_of, previous_id, figures, sha256, secretariat_comment;
  std::string state;  // frozen | submitted | received | superseded
  std::string frozen_by, frozen_by_name;
  Instant frozen_at;
  std::string submitted_by_name;
  std::optional<Instant> submitted_at;
  std::string received_by_name;
  std::optional<Instant> received_at;
};
Result<void> insert_report(db::Tx& tx, const Report& report);
Result<void> insert_report_row(db::Tx& tx, const std::string& report_id, const ReportRow& row);
// Moves state and its stamps where it still is `expected`; 0 rows is a conflict for the caller.
Result<std::int64_t> update_report_state(db::Tx& tx, const Report& report,
                                         std::string_view expected);
Result<std::int64_t> update_report_comment(db::Tx& tx, const std::string& id,
                                           const std::string& comment);
std::optional<Report> find_report(db::Reader& reader, const std::string& id);
// The last report before this day that the prefecture has: submitted or received. What was only
// frozen may still be discarded, so nothing is counted from it.
std::optional<Report> find_report_before(db::Reader& reader, const std::string& as_of);
// The newest version of this day, in whatever state.
std::optional<Report> find_report_of_day(db::Reader& reader, const std::string& as_of);
// Of this day, what the prefecture holds: submitted or received.
std::optional<Report> find_report_in_hand(db::Reader& reader, const std::string& as_of);
// Whether a submitted report counted its differences from this one.
bool is_previous_of_another(db::Reader& reader, const std::string& id);
std::int64_t find_highest_report_number(db::Reader& reader);
std::vector<Report> list_reports(db::Reader& reader, int most);
// Below this number and version, newest first: the next page of the list.
std::vector<Report> list_reports_below(db::Reader& reader, std::int64_t number,
                                       std::int64_t version, int most);
std::vector<Report> list_all_reports(db::Reader& reader);  // four a year; for doctor
// In order of id, for rebuilding the search index page by page.
std::vector<Report> list_reports_by_id(db::Reader& reader, const std::string& after_id, int most);
std::int64_t count_reports_in_state(db::Reader& reader, std::string_view state);

// position > after, in order; change "" = all rows, "corrected" = those with a correction.
std::vector<ReportRow> list_report_rows(db::Reader& reader, const std::string& report_id,
                                        std::string_view change, std::int64_t after, int most);
// What that report said about these organisations, in no order; about those deleted since.
std::vector<ReportRow> list_report_rows_of(db::Reader& reader, const std::string& report_id,
                                           const std::vector<OrganisationId>& ids);
std::vector<ReportRow> list_report_rows_vanished(db::Reader& reader, const std::string& report_id);
void stream_report_rows(db::Reader& reader, const std::string& report_id,
                        const std::function<bool(const ReportRow&)>& each);

struct ReportComment {
  std::string account_id, account_name, body;
  Instant created;
};
Result<void> insert_report_comment(db::Tx& tx, const std::string& report_id,
                                   const ReportComment& comment);
std::vector<ReportComment> list_report_comments(db::Reader& reader, const std::string& report_id);

// Of these organisations: events in order of their day, changes in order of recording.
std::vector<MembershipEvent> list_events_of(db::Reader& reader,
                                            const std::vector<OrganisationId>& ids);
std::vector<FieldChange> list_changes_of(db::Reader& reader,
                                         const std::vector<OrganisationId>& ids);

}  // namespace musubi::members::store
