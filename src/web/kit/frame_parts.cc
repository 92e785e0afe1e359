// frame_parts.cc - header, menu and footer. A link is shown only when its page exists in this
// application and the actor may open it: the frame never leads to a refusal.
#include "web/kit/frame_parts.h"

#include <algorithm>
#include <vector>

#include "web/app.h"
#include "web/kit/badge.h"
#include "web/kit/button.h"
#include "web/kit/element.h"
#include "web/kit/form.h"
#include "web/kit/icon.h"
#include "web/kit/knot.h"
#include "web/kit/search.h"

namespace musubi::web::kit {

bool may_open(const Request& request, std::string_view path) {
  if (request.app == nullptr) return false;
  std::string_view plain = path.substr(0, path.find_first_of("?#"));
  Router::Match match = request.app->router.match("GET", plain);
  return match.route != nullptr && can(request.actor, match.route->permission);
}

Crumb own_home(const Request& request) {
  std::string path = "/";
  if (request.app != nullptr && request.actor.is_person()) {
    path = request.app->home.path_for(request.actor.roles);
  }
  if (request.app != nullptr) {
    for (const NavItem& item : request.app->nav) {
      if (item.path == path) return {item.label, path};
    }
  }
  return {path == "/" ? "ホーム" : "わたしのページ", path};
}

namespace {

bool takes_post(const Request& request, std::string_view path) {
  return request.app != nullptr && request.app->router.match("POST", path).route != nullptr;
}

Html list_link(const std::string& path, const Html& words) {
  return element("li", {}, element("a", Attrs().url("href", path), words));
}

Html brand(const Request& request, Area area, const Identity& who) {
  std::string home(area_home(area));
  if (!may_open(request, home)) home = "/";
  Html words;
  if (area == Area::open) {
    words = element("span", Attrs("brand__name"), who.site_name) +
            element("span", Attrs("brand__sub"), who.tagline);
    return element("a", Attrs("brand").url("href", home),
                   knot_mark() + element("span", {}, words));
  }
  words = element("span", Attrs("brand__name"), area == Area::office ? "むすび" : who.site_name);
  Html place = element("span", Attrs("place"), icon("lock") + Html(std::string(area_word(area))));
  return element("a", Attrs("brand").url("href", home), knot_mark() + words + place);
}

// The other rooms of the house that this person may enter.
Html other_areas(const Request& request, Area here) {
  Html out;
  for (Area area : {Area::members, Area::office, Area::prefecture, Area::open}) {
    if (area == here || !may_open(request, area_home(area))) continue;
    std::string words = area == Area::open       ? "公開サイト"
                        : area == Area::members  ? "会員サイト"
                        : area == Area::office   ? "事務局の画面"
                                                 : "県の画面";
    out += list_link(std::string(area_home(area)), words);
  }
  return out;
}

Html user_menu(const Request& request, Area area) {
  Html items = other_areas(request, area);
  if (may_open(request, "/account")) items += list_link("/account", "わたしのアカウント");
  Html inside = items.empty() ? Html() : element("ul", Attrs("plain"), items);
  if (takes_post(request, "/sign-out")) {
    inside += post_button(request, {.button = {.label = "ログアウトする",
                                               .look = Look::secondary,
                                               .icon = "outside",
                                               .small = true},
                                    .action = "/sign-out"});
  }
  Html name = icon("person") + element("span", Attrs("who__n"), request.actor.name) +
              spoken_only("さんのメニュー");
  return element("details", Attrs("who").flag("data-menu"),
                 element("summary", {}, name) + element("div", Attrs("who__b"), inside));
}

Html utilities(const Request& request, Area area, bool has_menu) {
  Html out;
  if (may_open(request, "/help")) {
    out += element("a", Attrs("util__a only-wide").url("href", "/help"),
                   icon("question") + Html("使い方"));
  }
  if (request.actor.is_person()) {
    out += user_menu(request, area);
  } else if (may_open(request, "/sign-in") && request.path != "/sign-in") {
    out += element("a", Attrs("btn btn--line btn--sm").url("href", "/sign-in"),
                   icon("lock") + Html("ログイン"));
  }
  if (has_menu) {
    out += element("a", Attrs("util__a menulink only-narrow").set("href", "#menu").flag(
                            "data-menu-button"),
                   icon("menu") + Html("メニュー"));
  }
  return element("div", Attrs("util"), out);
}

bool is_under(const std::string& path, const std::string& base) {
  return path == base || (path.size() > base.size() && path.compare(0, base.size(), base) == 0 &&
                          path[base.size()] == '/');
}

// The entry with the longest address that holds this page; an area's home only holds itself.
std::string current_entry(const std::vector<const NavItem*>& items, const Request& request,
                          Area area) {
  std::string best;
  for (const NavItem* item : items) {
    bool home = item->path == area_home(area);
    bool holds = home ? request.path == item->path : is_under(request.path, item->path);
    if (holds && item->path.size() > best.size()) best = item->path;
  }
  return best;
}

Html menu_entry(const Request& request, const NavItem& item, const std::string& current,
                bool icons) {
  Attrs attrs;
  attrs.url("href", item.path);
  if (item.path == current) {
    attrs.set("aria-current", request.path == item.path ? "page" : "true");
  }
  Html words = icons && !item.icon.empty() ? icon(item.icon) : Html();
  words += element("span", Attrs("menu__t"), item.label);
  int waiting = item.waiting ? item.waiting(request) : 0;
  if (waiting > 0) words += count_mark(waiting);
  return element("li", {}, element("a", attrs, words));
}
}  // namespace

Identity identity_of(const Request& request) {
  Identity who;
  who.site_name = request.app != nullptr ? request.app->site_name : "むすび";
  return who;
}

std::string_view area_name(Area area) {
  switch (area) {
    case Area::members: return "members";
    case Area::office: return "office";
    case Area::prefecture: return "prefecture";
    case Area::open: break;
  }
  return "open";
}

std::string_view area_word(Area area) {
  switch (area) {
    case Area::members: return "会員専用";
    case Area::office: return "事務局";
    case Area::prefecture: return "県";
    case Area::open: break;
  }
  return "公開";
}

std::string_view area_home(Area area) {
  switch (area) {
    case Area::members: return "/members";
    case Area::office: return "/office";
    case Area::prefecture: return "/prefecture";
    case Area::open: break;
  }
  return "/";
}

Html top_band(const Request& request, Area area, const Identity& who, bool bare, bool has_menu) {
  Html inside = brand(request, area, who);
  if (!bare && area != Area::open && may_open(request, "/office/search")) {
    inside += element("div", Attrs("top__search"),
                      search_box({.label = "会員・申込み・記録を検索",
                                  .action = "/office/search",
                                  .label_hidden = true,
                                  .id = "site-search"}));
  }
  if (!bare) inside += utilities(request, area, has_menu);
  Html strands = area == Area::open ? Html() : element("div", Attrs("strands"), {});
  return element("header", Attrs("top"), element("div", Attrs("wrap top__in"), inside) + strands);
}

Html main_menu(const Request& request, Area area, const std::string& current) {
  if (request.app == nullptr) return {};
  std::vector<const NavItem*> items;
  for (const NavItem& item : request.app->nav) {
    if (item.area == area && can(request.actor, item.permission)) items.push_back(&item);
  }
  if (items.empty()) return {};
  std::stable_sort(items.begin(), items.end(),
                   [](const NavItem* a, const NavItem* b) { return a->order < b->order; });
  std::string here = current.empty() ? current_entry(items, request, area) : current;
  std::vector<std::string> groups;
  for (const NavItem* item : items) {
    if (std::find(groups.begin(), groups.end(), item->group) == groups.end()) {
      groups.push_back(item->group);
    }
  }
  Html out;
  for (const std::string& group : groups) {
    Html entries;
    for (const NavItem* item : items) {
      if (item->group == group) entries += menu_entry(request, *item, here, area != Area::open);
    }
    if (!group.empty()) out += element("h2", Attrs("menu__h"), group);
    out += element("ul", Attrs("plain"), entries);
  }
  out += element("a", Attrs("menu__close only-narrow").set("href", "#main"),
                 icon("x") + Html("メニューを閉じる"));
  std::string classes = area == Area::open ? "menu gnav" : "menu side";
  if (area == Area::open) out = element("div", Attrs("wrap"), out);
  return element("nav", Attrs(classes).set("id", "menu").set("aria-label", "メイン"), out);
}

Html footer(const Request& request, const Identity& who) {
  Html links;
  const std::vector<std::pair<std::string, std::string>> kLinks = {
      {"/help", "使い方とよくある質問"},
      {"/help#contact", "事務局への連絡"},
      {"/about", "コンソーシアムとは"},
      {"/policies/accessibility", "ウェブアクセシビリティ方針"},
      {"/policies/privacy", "個人情報の取扱い"},
      {"/policies/counting", "閲覧の計測について"},
      {"/policies/security", "情報セキュリティ"}};
  for (const auto& [path, words] : kLinks) {
    if (may_open(request, path)) links += list_link(path, words);
  }
  Html list = links.empty() ? Html()
                            : element("nav", Attrs("foot__n").set("aria-label", "サイトの案内"),
                                      element("ul", Attrs("plain"), links));
  Html end = element("p", Attrs("foot__end"),
                     element("span", {}, who.site_name + "　" + who.office) +
                         (request.app != nullptr && request.app->is_demo()
                              ? element("span", {}, "掲載している企業・人物・数値は架空です。")
                              : Html()));
  return element("footer", Attrs("foot"), element("div", Attrs("wrap"), list + end));
}

std::vector<Crumb> open_crumbs(const Request& request, std::vector<Crumb> crumbs) {
  if (request.app == nullptr || !request.actor.is_person()) return crumbs;
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    Crumb& crumb = crumbs[i];
    if (crumb.path.empty() || may_open(request, crumb.path)) continue;
    crumb.path.clear();
    if (i == 0) crumb = own_home(request);
  }
  return crumbs;
}

}  // namespace musubi::web::kit
