// views.h - the pages of the library: structs to Html. Called by pages.cc.
// Decides nothing: who may keep and what is public is told to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/media/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::media::views {

inline constexpr const char* kPath = "/office/media";
std::string path_of(const MediaId& id);

struct LibraryPage {
  ItemList list;
  std::string show, words;  // which tab, and what was searched for
  std::string next_path, status;
  bool first_page = true, may_keep = false;
};
web::Html library(const web::Request& request, const LibraryPage& data);

struct Sent {  // what became of one file of an upload
  std::string filename, path, says;
  bool refused = false;
};
struct UploadPage {
  std::vector<Sent> sent;
  std::optional<Error> error;
};
web::Html upload(const web::Request& request, const UploadPage& data);

struct DetailPage {
  ItemPage page;
  bool may_keep = false;
  std::string status;
  web::Fields typed;  // of the form, as typed or as it is
  web::kit::DateParts consent_until;
  std::optional<Error> error;
  std::optional<Details> mine;  // what was typed when somebody else was first
};
web::Html detail(const web::Request& request, const DetailPage& data);
web::Html deletion(const web::Request& request, const ItemPage& data,
                   const std::optional<Error>& error);

web::Fields fields_of(const Details& details);  // for the form's first showing
web::Area area_of(const web::Request& request);
web::Html state_badge(const Item& item);

}  // namespace musubi::media::views
