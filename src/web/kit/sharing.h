// sharing.h - what an open page tells search engines, feed readers and other sites: its own
// address, how it looks when somebody passes it on (Open Graph), what else there is of it (feeds),
// and schema.org data. Stands in PageFrame::head. Called by views; decides nothing.
// A block of data is no program: the browser reads it as text and runs nothing, so the page's
// Content-Security-Policy stays as it is (docs/decisions.md, 76).
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "web/kit/page.h"

namespace musubi::web::kit {

struct Alternate {
  std::string path;        // own path
  std::string media_type;  // application/atom+xml
  std::string title;
};

struct Shared {
  Needed title;
  std::string description = {};
  std::string path = {};          // the page's own address, without what only filters it for one
  std::string kind = "website";   // article: what somebody wrote on a day
  std::string image = {};         // own path of a JPEG or PNG
  std::string image_words = {};   // what it shows
  Instant published = {}, changed = {};  // 0 = not told
  std::vector<Crumb> crumbs = {};        // BreadcrumbList; the last one is the page itself
  std::vector<Alternate> alternates = {};
  std::vector<Json> structured = {};     // schema.org objects, without @context
};
Html sharing(const Request& request, const Shared& shared);

// https://host/path of a path of this site.
std::string absolute(const Request& request, const std::string& path);
// schema.org Organization of the house itself: on its home page, and as whoever publishes.
Json organisation_data(const Request& request);
// JSON that can stand in a page: no character of it ends the block, begins another or turns the
// direction of reading.
std::string json_for_page(const Json& json);

}  // namespace musubi::web::kit
