// search_records.h - what of the paper trail can be found: member reports, lent material, imports.
// Each noun has labels of its own, so that a reader of the registry does not find what the office
// keeps to itself. No personal data in any of these documents.
// Internal to the feature; written in the same transaction as the data.
#pragma once

#include "core/search/search.h"
#include "features/members/store_loans.h"
#include "features/members/store_reports.h"

namespace musubi::web {
struct App;
}

namespace musubi::members {

// After it was frozen, remarked on or submitted: the prefecture finds it from the submission on.
Result<void> index_report(db::Tx& tx, const store::Report& report);
Result<void> index_loan(db::Tx& tx, const store::Loan& loan);
Result<void> index_import(db::Tx& tx, const store::Import& import);
Result<void> forget_import(db::Tx& tx, const ImportId& id);  // it was given up before the commit

search::Feeders record_feeders();
void add_record_nouns(web::App& app);

}  // namespace musubi::members
