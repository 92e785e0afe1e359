// views.h - the pages of the import: structs to Html. Called by pages.cc; decides nothing.
// What may be pressed follows from the state of the import alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/publishing/publishing.h"
#include "features/site_import/service.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::site_import::views {

inline constexpr const char* kPath = "/office/site-imports";
std::string path_of(const SiteImportId& id);

struct ImportList {
  std::vector<SiteImport> rows;
  std::string next_path;
  std::string status;
};
web::Html list(const web::Request& request, const ImportList& data);

web::Html new_form(const web::Request& request, const std::optional<Error>& error);

struct Detail {
  ImportPage page;
  std::vector<publishing::Target> targets;
  web::Fields typed;  // of the form that came back
  std::optional<Error> error;
  std::string status;
};
web::Html detail(const web::Request& request, const Detail& data);

struct LossList {
  ImportPage page;
  std::string kind;
  std::vector<ItemLoss> rows;
  std::string next_path, first_path;
};
web::Html losses(const web::Request& request, const LossList& data);

struct MediaList {
  ImportPage page;
  std::string state;
  std::vector<ImportMedia> rows;
  std::string next_path, first_path;
};
web::Html media(const web::Request& request, const MediaList& data);

struct ItemList {
  ImportPage page;
  std::string outcome;
  std::vector<ImportItem> rows;
  std::string next_path, first_path;
};
web::Html items(const web::Request& request, const ItemList& data);

web::Html undo(const web::Request& request, const ImportPage& page);

}  // namespace musubi::site_import::views
