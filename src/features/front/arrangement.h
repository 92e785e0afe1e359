// arrangement.h - the nouns of front: what stands in the menu, which sections the home page has,
// and its banners; how each is kept as JSON. Pure: values in, values out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "web/home.h"

namespace musubi::front {

struct MenuEntry {
  std::string label, path;
  bool operator==(const MenuEntry&) const = default;
};

struct SectionPlace {
  std::string name;     // of Home::open_sections
  std::string label;    // what it was called then, for the audit
  std::string heading;  // "" = the section's own
  int most = 0;         // how many it shows; 0 = as the section likes
  bool shown = true;
  std::vector<web::OpenEntry> entries = {};  // the office's words; [] = the section's own
  bool operator==(const SectionPlace&) const = default;
};

struct Banner {
  std::string title, text, link_words, path;  // link_words and path "" = no link
  std::string from_on, until_on;              // ISO days, inclusive; "" = open
  std::string picture = {};                   // id of an item of the library; "" = none
  bool operator==(const Banner&) const = default;
};
bool is_shown(const Banner& banner, Date today);

inline constexpr std::size_t kMenuMost = 12;
inline constexpr std::size_t kBannersMost = 3;
inline constexpr std::size_t kLabelMost = 20;     // characters
inline constexpr std::size_t kHeadingMost = 40;
inline constexpr std::size_t kBannerTextMost = 200;
inline constexpr int kSectionItemsMost = 12;
inline constexpr std::size_t kEntriesMost = 6;
inline constexpr std::size_t kEntryTextMost = 200;

// What cannot be read of a list is left out: an older or newer program may have written it.
std::string write_menu(const std::vector<MenuEntry>& menu);
std::vector<MenuEntry> read_menu(std::string_view json);
std::string write_sections(const std::vector<SectionPlace>& sections);
std::vector<SectionPlace> read_sections(std::string_view json);
std::string write_banners(const std::vector<Banner>& banners);
std::vector<Banner> read_banners(std::string_view json);

// One line each, as the audit shows them. `titles`: of the banners' pictures, by id.
std::string menu_words(const std::vector<MenuEntry>& menu);
std::string sections_words(const std::vector<SectionPlace>& sections);
std::string banners_words(const std::vector<Banner>& banners,
                          const std::map<std::string, std::string>& titles);

}  // namespace musubi::front
