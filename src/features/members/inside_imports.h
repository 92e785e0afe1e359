// inside_imports.h - what the files of the import service share: loading an import, reading a row
// again with its corrections. Internal to service_imports*.cc; never for pages.
#pragma once

#include <string>
#include <vector>

#include "features/members/service_imports.h"

namespace musubi::members {

inline constexpr int kImportBatch = 500;  // rows per transaction and per page of a long walk

// Fault::not_found in words that say where to go.
Result<store::Import> load_import(db::Reader& reader, const ImportId& id);
audit::Subject subject_of(const store::Import& import);
Failure not_a_draft(const store::Import& import);

// The row read again with its corrections: typed values and what the reader says about `field`.
struct Reread {
  Json typed;
  std::vector<Defect> of_field;
};
Reread reread(const store::ImportRow& row, RosterField field);

}  // namespace musubi::members
