// atom.h - what was published lately, as feed readers read it (Atom, RFC 4287), and the list of
// addresses for search engines (sitemaps.org). Pure: values in, XML out.
// Must never put a text into the XML unescaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace musubi::feeds {

struct FeedEntry {
  std::string id;       // of the item; becomes urn:uuid:
  std::string title, summary, language;
  std::string address;  // https://... of its page
  Instant published, changed;
};
struct Feed {
  std::string title, author;
  std::string own_address;   // where the feed is
  std::string page_address;  // the same for people
  Instant updated;           // when nothing is in it
  std::vector<FeedEntry> entries;
};
std::string atom_of(const Feed& feed);

struct MapAddress {
  std::string address;
  Instant changed;  // 0 = not told
};
inline constexpr std::size_t kMapAddressesMost = 50'000;  // sitemaps.org
std::string sitemap_of(const std::vector<MapAddress>& addresses);
std::string sitemap_index_of(const std::vector<std::string>& addresses);

// Also leaves out the control characters that XML 1.0 has no place for.
std::string escape_xml(std::string_view text);

}  // namespace musubi::feeds
