// views.h - the pages on which managers arrange the open site, and the banners as visitors see
// them: values in, Html out. Decides nothing.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/front/service.h"
#include "web/app.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::front::views {

inline constexpr const char* kFront = "/office/front";

// A page whose words the program brings, or by now the office.
struct FixedRow {
  web::FixedText text;
  bool of_office = false;
  std::string article;  // of the office, public or not: /office/content/...; "" = none
};
struct Overview {
  Front front;
  std::vector<web::NavItem> own_menu;         // as the features give it
  std::vector<web::OpenSection> sections;     // that there are
  bool may_change = false;
  std::string status = {};
  std::vector<FixedRow> fixed = {};
  std::set<std::string> closed = {};  // addresses that visitors are not shown, for nothing is there
};
web::Html overview(const web::Request& request, const Overview& view);

struct MenuForm {
  std::vector<MenuEntry> list;  // as typed, or as it is
  std::int64_t seen = 0;
  std::vector<MenuEntry> open_pages;          // to choose from
  std::optional<std::vector<MenuEntry>> now;  // what another saved meanwhile
  std::optional<Error> error = {};
};
web::Html menu_form(const web::Request& request, const MenuForm& form);

// What the program says in a section of words, and whether only its words are the office's.
struct OwnWords {
  std::vector<web::OpenEntry> entries;
  bool stays = false;
};
struct SectionsForm {
  std::vector<SectionPlace> list;  // every section that there is, in order
  std::int64_t seen = 0;
  std::optional<std::vector<SectionPlace>> now;
  std::optional<Error> error = {};
  std::map<std::string, OwnWords> own = {};  // by the sections' names
};
web::Html sections_form(const web::Request& request, const SectionsForm& form);

struct BannersForm {
  std::vector<Banner> list;
  std::int64_t seen = 0;
  std::optional<web::Fields> typed = {};  // of the form that came back
  std::optional<std::vector<Banner>> now;
  std::optional<Error> error = {};
  BannerPictures pictures = {};
  std::string words = {};       // that the pictures were looked for by; "" = the newest
  OfficePictures now_pictures = {};
};
web::Html banners_form(const web::Request& request, const BannersForm& form);

web::Html banners(const std::vector<ShownBanner>& list);  // on the open home page

}  // namespace musubi::front::views
