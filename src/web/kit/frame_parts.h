// frame_parts.h - header, menu and footer of the frame. Inside the kit only; see page.h.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/html.h"
#include "web/kit/page.h"
#include "web/nav.h"
#include "web/request.h"

namespace musubi::web::kit {

// Who runs this site: shown in header and footer.
struct Identity {
  std::string site_name;
  std::string tagline = "企業・団体・大学・行政でつくる産学官の集まり";
  std::string office = "事務局";
};
Identity identity_of(const Request& request);

std::string_view area_name(Area area);  // open members office prefecture (the CSS hook)
std::string_view area_word(Area area);  // 公開 会員専用 事務局 県
std::string_view area_home(Area area);  // / /members /office /prefecture

Html top_band(const Request& request, Area area, const Identity& who, bool bare, bool has_menu);
// Only entries that this actor may use; empty when there is none. A long menu is folded by group,
// each a <details>, so that it opens without a script; that of the page stands open.
Html main_menu(const Request& request, const PageFrame& frame);
// The way to the page as this actor may walk it: the first crumb leads to the reader's own home.
std::vector<Crumb> open_crumbs(const Request& request, std::vector<Crumb> crumbs);
// 表示の設定: letters, lines and furigana as the reader likes them, of open pages. The same for all.
Html view_panel();
// The same order on every page; only links to pages that this application has.
Html footer(const Request& request, const Identity& who);

}  // namespace musubi::web::kit
