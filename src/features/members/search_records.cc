// search_records.cc - builds the search documents of reports, loans and imports; see
// search_records.h. Visibility follows the pages that a hit leads to, never more.
#include "features/members/search_records.h"

#include "base/text.h"
#include "features/members/permissions.h"
#include "features/members/report_words.h"
#include "features/members/service_loans.h"
#include "web/app.h"

namespace musubi::members {
namespace {

constexpr const char* kReportLabel = "members.reports";
constexpr const char* kUnsentLabel = "members.reports.unsent";  // the office's until it is sent
constexpr const char* kLoanLabel = "members.loans";
constexpr const char* kImportLabel = "members.imports";

void add_line(std::string& body, const std::string& text) {
  if (text.empty()) return;
  if (!body.empty()) body += '\n';
  body += text;
}

search::Document report_document_of(const store::Report& report) {
  search::Document document{.noun = "member_report", .id = report.id, .organisation_id = {},
                            .title = report_title(report), .body = {},
                            .visibility = report.submitted_at ? kReportLabel : kUnsentLabel,
                            .at = report.submitted_at.value_or(report.frozen_at)};
  add_line(document.body, report.as_of);
  add_line(document.body, report.secretariat_comment);
  return document;
}

search::Document loan_document(const store::Loan& loan) {
  search::Document document{.noun = "loan", .id = loan.id.text, .organisation_id = {},
                            .title = loan.name, .body = {}, .visibility = kLoanLabel,
                            .at = loan.created_at};
  add_line(document.body, "貸与資料 " + loan_number_text(loan));
  add_line(document.body, loan.lender);
  add_line(document.body, loan.purpose);
  add_line(document.body, loan.medium);
  add_line(document.body, loan.kept_at);
  add_line(document.body, loan.received_on);
  return document;
}

search::Document import_document(const store::Import& import) {
  search::Document document{.noun = "roster_import", .id = import.id.text, .organisation_id = {},
                            .title = import.filename, .body = {}, .visibility = kImportLabel,
                            .at = import.created_at};
  add_line(document.body, "名簿の取込み");
  add_line(document.body, iso(date_in_japan(import.created_at)));
  add_line(document.body, import.sheet);
  return document;
}

template <class Noun, class List, class Make>
search::Feeder feeder(List list, Make make) {
  return [list, make](db::Reader& reader, const std::string& after, int most) {
    std::vector<search::Document> out;
    for (const Noun& noun : list(reader, after, most)) out.push_back(make(noun));
    return out;
  };
}

std::vector<std::string> labels_when(bool sees, const char* label) {
  return sees ? std::vector<std::string>{label} : std::vector<std::string>{};
}

}  // namespace

Result<void> index_report(db::Tx& tx, const store::Report& report) {
  return search::put(tx, report_document_of(report));
}

Result<void> index_loan(db::Tx& tx, const store::Loan& loan) {
  return search::put(tx, loan_document(loan));
}

Result<void> index_import(db::Tx& tx, const store::Import& import) {
  return search::put(tx, import_document(import));
}

Result<void> forget_import(db::Tx& tx, const ImportId& id) {
  return search::remove(tx, "roster_import", id.text);
}

search::Feeders record_feeders() {
  return {{"member_report", feeder<store::Report>(store::list_reports_by_id, report_document_of)},
          {"loan", feeder<store::Loan>(store::list_loans_by_id, loan_document)},
          {"roster_import", feeder<store::Import>(store::list_imports_by_id, import_document)}};
}

void add_record_nouns(web::App& app) {
  app.home.nouns.push_back({.noun = "member_report", .label = "会員報告書", .order = 30,
                            .visibility = [](const Actor& actor) {
                              auto labels =
                                  labels_when(can(actor, may::see_member_report), kReportLabel);
                              if (can(actor, may::make_member_report)) {
                                labels.emplace_back(kUnsentLabel);
                              }
                              return labels;
                            },
                            .path = [](const search::Hit& hit) {
                              return "/office/member-reports/" + hit.id;
                            }});
  app.home.nouns.push_back({.noun = "loan", .label = "貸与資料", .order = 40,
                            .visibility = [](const Actor& actor) {
                              return labels_when(can(actor, may::see_loans), kLoanLabel);
                            },
                            .path = [](const search::Hit& hit) {
                              return "/office/loans/" + hit.id;
                            }});
  app.home.nouns.push_back({.noun = "roster_import", .label = "名簿の取込み", .order = 50,
                            .visibility = [](const Actor& actor) {
                              return labels_when(can(actor, may::import_roster), kImportLabel);
                            },
                            .path = [](const search::Hit& hit) {
                              return "/office/imports/" + hit.id;
                            }});
}

}  // namespace musubi::members
