// views_lists.h - lists that come in and files that go out: the pages as plain structs and the
// functions that turn them into Html. No request reading, no rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/recruiting/service_exports.h"
#include "features/recruiting/service_imports.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::recruiting::views {

inline constexpr const char* kImports = "/office/prospect-imports";
inline constexpr const char* kExports = "/office/prospect-exports";
std::string path_of(const ListImportId& id);

web::Html list_imports(const web::Request& request, const std::vector<ListImport>& imports,
                       const std::string& next_path, const std::string& first_path);
struct ImportForm {
  web::Fields typed;
  std::optional<Error> error;
};
web::Html import_form(const web::Request& request, const ImportForm& form);
struct ImportDetail {
  ListImportPage page;
  std::string part, next_path, first_path, status;
};
web::Html list_import(const web::Request& request, const ImportDetail& data);

struct ExportForm {
  std::string purpose, format = "xlsx", query, count_words;
  std::vector<std::string> columns;
  std::optional<Error> error;
};
web::Html export_form(const web::Request& request, const ExportForm& form);
web::Html export_log(const web::Request& request, const std::vector<audit::Entry>& entries,
                     const std::string& next_path, const std::string& first_path);

}  // namespace musubi::recruiting::views
