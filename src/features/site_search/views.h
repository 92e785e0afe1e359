// views.h - pages of the search: what visitors found, and what the office keeps. Structs in, Html
// out, with the page kit only; decides nothing.
#pragma once

#include <optional>
#include <string>

#include "features/site_search/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::site_search::views {

inline constexpr const char* kSearchPath = "/search";
inline constexpr const char* kOfficePath = "/office/site-search";
inline constexpr const char* kSynonymsPath = "/office/site-search/synonyms";

struct SearchPage {
  Asked asked;
  Found found;
};
web::Html search_page(const web::Request& request, const SearchPage& data);
// The address of what is asked for; `but`: without this facet.
std::string address_of(const Asked& asked, std::string_view but = {});

struct OverviewPage {
  Overview overview;
  std::string state;  // of the files that are listed
  FileLines files;
  bool may_keep = false;
  std::string status;
};
web::Html overview_page(const web::Request& request, const OverviewPage& data);

struct SynonymListPage {
  SynonymList list;
  bool first_page = true, may_keep = false;
  std::string status;
};
web::Html synonym_list(const web::Request& request, const SynonymListPage& data);

struct SynonymForm {
  std::string id;  // "" = a new one
  web::Fields typed;
  std::optional<Error> error;
};
web::Html synonym_form(const web::Request& request, const SynonymForm& data);
web::Html synonym_deletion(const web::Request& request, const Synonym& synonym);

std::string words_line(const std::vector<std::string>& words);  // 補助金、助成金

}  // namespace musubi::site_search::views
