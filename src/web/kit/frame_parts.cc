// frame_parts.cc - header, menu and footer. A link is shown only when its page exists in this
// application and the actor may open it: the frame never leads to a refusal.
#include "web/kit/frame_parts.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>
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
  if (area == Area::open) {
    out += element("a", Attrs("util__a only-wide").set("href", "#view"), "文字・ふりがな");
  }
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

// The entry with the longest address that holds this path; an area's home only holds itself.
std::string entry_of(const std::vector<const NavItem*>& items, const std::string& path,
                     Area area) {
  std::string best;
  for (const NavItem* item : items) {
    bool home = item->path == area_home(area);
    bool holds = home ? path == item->path : is_under(path, item->path);
    if (holds && item->path.size() > best.size()) best = item->path;
  }
  return best;
}

// The entry that a page belongs to: by its address, or by that of the nearest page on the way to
// it (棚卸し stands under アカウント at an address of its own).
std::string current_entry(const std::vector<const NavItem*>& items, const Request& request,
                          const PageFrame& frame) {
  if (!frame.nav_current.empty()) return frame.nav_current;
  std::string found = entry_of(items, request.path, frame.area);
  for (auto crumb = frame.breadcrumbs.rbegin();
       found.empty() && crumb != frame.breadcrumbs.rend(); ++crumb) {
    const std::string path = crumb->path.substr(0, crumb->path.find_first_of("?#"));
    if (path != area_home(frame.area)) found = entry_of(items, path, frame.area);
  }
  return found;
}

Html menu_entry(const Request& request, const NavItem& item, const std::string& current,
                int waiting) {
  const bool icons = item.area != Area::open;
  Attrs attrs;
  attrs.url("href", item.path);
  if (item.path == current) {
    attrs.set("aria-current", request.path == item.path ? "page" : "true");
  }
  Html words = icons && !item.icon.empty() ? icon(item.icon) : Html();
  words += element("span", Attrs("menu__t"), item.label);
  if (waiting > 0) words += count_mark(waiting);
  return element("li", {}, element("a", attrs, words));
}

// What one actor sees of one group of the menu.
struct MenuGroup {
  std::string label = {};
  Html entries = {};
  int waiting = 0;
  bool is_here = false;  // the page stands in it
};

std::ptrdiff_t place_of(std::string_view group) {
  if (group.empty()) return -1;
  return std::find(std::begin(kNavGroups), std::end(kNavGroups), group) - std::begin(kNavGroups);
}

void put_in_order(std::vector<const NavItem*>& items) {
  const auto key = [](const NavItem* item) {
    const std::string_view group = item->group;
    return std::make_tuple(place_of(group), group, item->order);
  };
  std::stable_sort(items.begin(), items.end(), [&key](const NavItem* a, const NavItem* b) {
    return key(a) < key(b);
  });
}

// REQUIRES: put_in_order(items). A group of which this actor has no entry is not among them.
std::vector<MenuGroup> menu_groups(const Request& request,
                                   const std::vector<const NavItem*>& items,
                                   const std::string& here) {
  std::vector<MenuGroup> out;
  for (const NavItem* item : items) {
    if (out.empty() || out.back().label != item->group) out.push_back({.label = item->group});
    MenuGroup& group = out.back();
    const int waiting = item->waiting ? item->waiting(request) : 0;
    group.entries += menu_entry(request, *item, here, waiting);
    group.waiting += waiting;
    group.is_here = group.is_here || item->path == here;
  }
  return out;
}

// Up to so many entries in groups are seen at a glance, and nothing is folded.
constexpr int kEntriesUnfolded = 7;

// Folded unless the page stands in it. What waits inside is told beside its name while it is
// folded, and by its entries when it is open (menu.css).
Html folded_group(const MenuGroup& group) {
  Html words = element("span", Attrs("menu__t"), group.label);
  if (group.waiting > 0) words += count_mark(group.waiting);
  Attrs attrs(group.is_here ? "menu__g is-here" : "menu__g");
  attrs.flag("open", group.is_here);
  return element("details", attrs,
                 element("summary", {}, words) + element("ul", Attrs("plain"), group.entries));
}

Html menu_lists(const std::vector<MenuGroup>& groups, bool folds) {
  Html out;
  for (const MenuGroup& group : groups) {
    if (folds && !group.label.empty()) {
      out += folded_group(group);
      continue;
    }
    if (!group.label.empty()) out += element("h2", Attrs("menu__h"), group.label);
    out += element("ul", Attrs("plain"), group.entries);
  }
  return out;
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
  if (!bare && area == Area::open && may_open(request, "/search")) {
    inside += element("div", Attrs("top__search"),
                      search_box({.label = "サイト内を検索",
                                  .action = "/search",
                                  .label_hidden = true,
                                  .id = "site-search",
                                  .suggestions = "/search/suggestions"}));
  }
  if (!bare) inside += utilities(request, area, has_menu);
  Html strands = area == Area::open ? Html() : element("div", Attrs("strands"), {});
  return element("header", Attrs("top"), element("div", Attrs("wrap top__in"), inside) + strands);
}

namespace {

// The menu of the open site as the office has decided it; a page that is gone is left out.
std::vector<NavItem> decided_menu(const Request& request, Area area) {
  std::vector<NavItem> out;
  if (area != Area::open || !request.app->home.open_menu) return out;
  for (const OpenLink& one : request.app->home.open_menu(request)) {
    if (!may_open(request, one.path)) continue;
    out.push_back({area, "", one.label, one.path, "", musubi::may::anyone, 0, {}});
  }
  return out;
}

}  // namespace

Html main_menu(const Request& request, const PageFrame& frame) {
  if (request.app == nullptr) return {};
  const Area area = frame.area;
  const std::vector<NavItem> decided = decided_menu(request, area);
  std::vector<const NavItem*> items;
  for (const NavItem& item : decided.empty() ? request.app->nav : decided) {
    if (item.area == area && can(request.actor, item.permission)) items.push_back(&item);
  }
  if (items.empty()) return {};
  put_in_order(items);
  const std::string here = current_entry(items, request, frame);
  const auto in_groups = std::count_if(items.begin(), items.end(), [](const NavItem* item) {
    return !item->group.empty();
  });
  Html out = menu_lists(menu_groups(request, items, here), in_groups > kEntriesUnfolded);
  if (area == Area::open) {
    out += element("a", Attrs("menu__view").set("href", "#view"), "文字とふりがなの設定");
  }
  out += element("a", Attrs("menu__close only-narrow").set("href", "#main"),
                 icon("x") + Html("メニューを閉じる"));
  std::string classes = area == Area::open ? "menu gnav" : "menu side";
  if (area == Area::open) out = element("div", Attrs("wrap"), out);
  return element("nav", Attrs(classes).set("id", "menu").set("aria-label", "メイン"), out);
}

Html view_panel() {
  const auto choice = [](const char* name, const char* label, std::vector<Option> options) {
    const std::string first = options.front().value;
    return radio_group({.name = name, .label = label, .options = std::move(options),
                        .value = first, .quiet = true, .inline_ = true});
  };
  Html choices = choice("view_text", "文字の大きさ",
                        {{"normal", "ふつう"}, {"large", "大きい"}, {"larger", "もっと大きい"}}) +
                 choice("view_width", "文章の幅",
                        {{"normal", "ふつう"}, {"narrow", "せまい"}, {"wide", "広い"}}) +
                 choice("view_ruby", "ふりがな", {{"on", "出す"}, {"off", "出さない"}});
  choices = element("div", Attrs("view__set"),
                    choices + element("p", Attrs("small"),
                                      "選んだことは、この端末だけが覚えます。クッキーは使わず、どこにも送りません。"));
  const Html words = element("p", Attrs("view__h").set("id", "view-h"), "表示の設定") + choices +
                     element("p", Attrs("small"),
                             "画面全体は、ブラウザーの拡大で大きくできます。パソコンではCtrlキー（Macでは⌘キー）を押しながら"
                             "「＋」を、スマートフォンではブラウザーのメニューの「文字サイズ」か「拡大」を使ってください。");
  return element("section",
                 Attrs("view no-print").set("id", "view").set("aria-labelledby", "view-h"),
                 element("div", Attrs("wrap"), words));
}

std::vector<SiteLink> site_links(const Request& request) {
  static const SiteLink kLinks[] = {
      {"/help", "使い方とよくある質問"},
      {"/help#contact", "事務局への連絡"},
      {"/about", "コンソーシアムとは"},
      {"/event-listings", "催しの掲載のご依頼"},
      {"/policies/accessibility", "ウェブアクセシビリティ方針"},
      {"/policies/privacy", "個人情報の取扱い"},
      {"/policies/counting", "閲覧の計測について"},
      {"/policies/security", "情報セキュリティ"},
      {"/policies/site", "サイトポリシー"},
      {"/policies/social", "ソーシャルメディア方針"},
      {"/opendata", "オープンデータ"},
      {"/sitemap", "サイトマップ"}};
  std::vector<SiteLink> out;
  for (const SiteLink& one : kLinks) {
    if (may_open(request, one.path)) out.push_back(one);
  }
  return out;
}

Html footer(const Request& request, const Identity& who) {
  Html links;
  for (const SiteLink& one : site_links(request)) links += list_link(one.path, one.label);
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
