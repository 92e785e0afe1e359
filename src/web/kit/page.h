// page.h - the frame around every page: head, skip link, band of its area, menu, footer.
// The frame guarantees one h1, a title, lang=ja, landmarks with names, one status region, and the
// same order of search, help and sign-out on every page. Called by views; decides nothing.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"
#include "web/nav.h"
#include "web/request.h"

namespace musubi::web::kit {

struct Crumb {
  std::string label;
  std::string path;  // "" for the page itself (the last one is never a link)
};

enum class Width { standard, reading, full };

// Give members in this order: page(request, {.area = Area::office, .title = "会員名簿"}, body).
struct PageFrame {
  Area area = Area::open;
  Needed title;                     // the browser's title; the site's name is added
  Html heading = {};                // the h1; the title when empty
  Html eyebrow = {};                // small line above the h1: 全4ステップ中2ステップ目
  Html lead = {};                   // one sentence under the h1
  std::vector<Crumb> breadcrumbs = {};
  Html actions = {};                // buttons beside the h1
  std::string status_message = {};  // 「保存しました」: shown in a band and announced
  std::string nav_current = {};     // path of the menu entry; found from the address and the
                                    // breadcrumbs when empty
  bool has_error = false;           // the title then starts with 「エラー：」
  Width width = Width::standard;
  Html hero = {};                   // open area's home only: replaces the heading; has its own h1
  std::string description = {};     // <meta name=description> of open pages
  bool bare = false;                // no menu, nobody's name: error pages
  // Of open pages, made by sharing() of sharing.h: where the description alone does not say it.
  Html head = {};
};

// A first crumb that leads to the home of an area is the reader's own home instead when that area
// is not theirs; any other crumb that the reader may not open stands there as plain words.
Html page(const Request& request, const PageFrame& frame, const Html& main);

// Whether there is such a page and this reader's role opens it: ask before showing a link to a
// page of another audience.
bool may_open(const Request& request, std::string_view path);
// What stands at the foot of every page, in its order: help, policies, data. Only what this reader
// may open.
struct SiteLink {
  std::string path, label;
};
std::vector<SiteLink> site_links(const Request& request);
// Where signing in leads this reader, with the name that the menu gives it.
Crumb own_home(const Request& request);

}  // namespace musubi::web::kit
