// service_imports.h - a list of organisations becomes prospects: read without acting, shown with
// everything that is wrong or known already, taken in as one transaction, taken back again.
//
//   begin: stage -> scan -> read -> match -> draft     (nothing of prospects is touched)
//   draft -> committed -> undone; each of them -> erased, when its term is over (keeping/)
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/files/files.h"
#include "features/recruiting/service.h"
#include "features/recruiting/store_imports.h"

namespace musubi::recruiting {

inline constexpr std::size_t kListRowsMost = 1000;  // of one file: one transaction, one page each
extern const files::Purpose kListOriginal;          // recruiting.list_original

struct NewListImport {
  std::string path, filename;  // an upload's temporary file
  std::string source;          // of sources()
  std::string source_note;     // where the list comes from
  std::string purpose;         // what it may be used for
  std::string sending;
};
Result<ListImportId> begin_list_import(const Context& ctx, const NewListImport& input);

struct ListImportPage {
  ListImport import;
  std::map<std::string, std::int64_t> counts;  // outcome -> rows
  std::int64_t defects = 0;
  std::vector<ListImportRow> rows;
  bool more = false;
};
// part: "" = all, an outcome, or "defects".
Result<ListImportPage> load_list_import(const Context& ctx, const ListImportId& id,
                                        const std::string& part, std::int64_t after_line,
                                        int most);
Result<std::vector<ListImport>> list_list_imports(const Context& ctx,
                                                  const std::string& before_id, int most);

// Every row that is new becomes a prospect; what became known meanwhile is left out. How many.
Result<std::int64_t> commit_list_import(const Context& ctx, const ListImportId& id);
struct Undone {
  std::int64_t removed = 0;
  std::int64_t kept = 0;  // somebody has worked with them since
};
Result<Undone> undo_list_import(const Context& ctx, const ListImportId& id);

}  // namespace musubi::recruiting
