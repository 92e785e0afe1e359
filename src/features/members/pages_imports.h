// pages_imports.h - the wizard of the roster import, the list 未解決, the register of loans.
// One handler per route row of routes_imports.cc. No SQL, no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::members {
class ImportDesk;
}

namespace musubi::members::pages {

web::Response show_imports(web::Request& request);
web::Response show_new_import(web::Request& request);
web::Response create_import(web::Request& request, ImportDesk& desk);
web::Response show_import(web::Request& request, ImportDesk& desk);
web::Response show_import_events(web::Request& request);
web::Response create_reading(web::Request& request, ImportDesk& desk);
web::Response show_mapping(web::Request& request, ImportDesk& desk);
web::Response update_mapping(web::Request& request, ImportDesk& desk);
web::Response show_commit(web::Request& request, ImportDesk& desk);
web::Response create_commit(web::Request& request, ImportDesk& desk);
web::Response show_undo(web::Request& request, ImportDesk& desk);
web::Response create_undo(web::Request& request, ImportDesk& desk);
web::Response delete_import(web::Request& request);

web::Response show_import_rows(web::Request& request, ImportDesk& desk);
web::Response show_import_row(web::Request& request);
web::Response update_row_choice(web::Request& request);
web::Response create_row_resolution(web::Request& request);
web::Response create_adoption(web::Request& request);
web::Response create_row_settlement(web::Request& request);

web::Response show_defects(web::Request& request);
web::Response show_defect(web::Request& request);
web::Response create_settlement(web::Request& request);

web::Response show_loans(web::Request& request);
web::Response show_new_loan(web::Request& request);
web::Response create_loan(web::Request& request);
web::Response show_loan(web::Request& request);
web::Response create_loan_copy(web::Request& request);
web::Response create_copy_erasure(web::Request& request);
web::Response show_loan_original(web::Request& request);
web::Response create_loan_closure(web::Request& request);

}  // namespace musubi::members::pages
