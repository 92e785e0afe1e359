// views_imports.h - the wizard's pages, the list 未解決 and the register of loans as plain structs
// and the functions that turn them into Html. No request reading, no rules, no SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/service_imports.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::members::views {

std::string path_of(const ImportId& id);  // /office/imports/<id>
std::string path_of(const LoanId& id);    // /office/loans/<id>
web::Html import_state_badge(const store::Import& import);

// ---- the wizard's frame ----
enum class WizardStep { choose, columns, check, commit };
web::Html wizard_steps(WizardStep now, const ImportPage* page);
web::kit::PageFrame wizard_frame(const std::string& title, WizardStep now, const ImportPage* page);
web::Html earlier_notice(const ImportPage& page);

struct ImportList {
  std::vector<store::Import> imports;
  std::string next_path;
};
web::Html import_list(const web::Request& request, const ImportList& list);

struct ImportForm {
  web::Fields typed;
  std::optional<Error> error;
};
web::Html import_form(const web::Request& request, const ImportForm& form);

struct Running {
  ImportPage page;
  std::string words;
  std::int64_t done = 0, total = 0;
  std::string problem;
};
web::Html import_running(const web::Request& request, const Running& running);

struct MappingForm {
  ImportPage page;
  Mapping mapping;
  std::optional<Error> error;
};
web::Html mapping_form(const web::Request& request, const MappingForm& form);

struct CommitForm {
  ImportPage page;
  std::string problem;  // an earlier try failed
};
web::Html commit_form(const web::Request& request, const CommitForm& form);
struct ImportResult {
  ImportPage page;
  std::vector<LeftOrganisation> left;  // after an undo
  bool may_undo = false;
  std::string status, problem;
};
web::Html import_result(const web::Request& request, const ImportResult& result);
struct UndoForm {
  ImportPage page;
  UndoForecast forecast;
  bool is_first = true;  // page of the forecast
};
web::Html undo_form(const web::Request& request, const UndoForm& form);

// ---- the rows ----
struct RowList {
  ImportPage page;
  store::RowFilter filter;
  ImportRows rows;
  std::string query;  // of the filter, without paging
  std::string next_path, first_path, status;
};
web::Html row_list(const web::Request& request, const RowList& list);
struct RowForm {
  ImportPage page;
  ImportRowView view;
  std::string back;       // the list it was opened from
  std::string defect_id;  // the finding whose form came back
  web::Fields typed;
  std::optional<Error> error;
  std::string status;
};
web::Html row_form(const web::Request& request, const RowForm& form);

// ---- 未解決 ----
struct DefectList {
  WaitingList waiting;
  store::WaitingFilter filter;
  std::string about;  // of which organisation or import the list is
  std::string next_path, first_path, status;
};
web::Html defect_list(const web::Request& request, const DefectList& list);
struct DefectForm {
  WaitingPage page;
  web::Fields typed;
  std::string back;
  std::optional<Error> error;
};
web::Html defect_form(const web::Request& request, const DefectForm& form);
// A cell as in the file, marked; and what the reader proposes.
web::Html value_of(const store::ImportDefect& defect);
std::vector<web::kit::Option> kind_options(const std::vector<store::KindCount>& kinds);

// ---- loans ----
struct LoanList {
  std::vector<LoanRow> loans;
  std::string show, next_path;
  bool may_keep = false;
};
web::Html loan_list(const web::Request& request, const LoanList& list);
// The facts of a loan as fields; shared by the register's form and the wizard's first step.
web::Html loan_inputs(const web::Fields& typed, const Error* error);
web::Html loan_form(const web::Request& request, const ImportForm& form);
struct LoanDetail {
  LoanPage page;
  bool may_keep = false, may_import = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html loan_detail(const web::Request& request, const LoanDetail& detail);

}  // namespace musubi::members::views
