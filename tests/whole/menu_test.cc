// menu_test.cc - the menu of the office and of the prefecture, made of what all features gave:
// every entry stands in a group that the menu knows, its page opens that group and no other, a
// group is small enough to be taken in at a glance, and rights alone decide what is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "support/scenario.h"
#include "web/nav.h"

namespace musubi {
namespace {

using test::Scenario;
namespace cast = test::cast;

constexpr int kGroupMost = 8;

std::string menu_in(const std::string& body) {
  const auto from = body.find("<nav class=\"menu");
  return from == std::string::npos ? "" : body.substr(from, body.find("</nav>", from) - from);
}

int menu_marks(const std::string& menu, const std::string& mark) {
  int n = 0;
  for (auto at = menu.find(mark); at != std::string::npos; at = menu.find(mark, at + 1)) ++n;
  return n;
}

// From the open group's tag to its end.
std::string open_group_of(const std::string& menu) {
  const auto from = menu.find("<details class=\"menu__g is-here\" open>");
  return from == std::string::npos ? "" : menu.substr(from, menu.find("</details>", from) - from);
}

bool has_menu_row(const std::string& menu, const std::string& path) {
  return menu.find("<a href=\"" + path + "\"") != std::string::npos;
}

TEST(Menu, EveryEntryStandsInAKnownGroupAndNoGroupIsLong) {
  Scenario s;
  std::map<std::pair<web::Area, std::string>, int> sizes;
  for (const web::NavItem& item : s.app().nav) {
    if (item.group.empty()) continue;
    ++sizes[{item.area, item.group}];
    EXPECT_NE(std::find(std::begin(web::kNavGroups), std::end(web::kNavGroups), item.group),
              std::end(web::kNavGroups))
        << item.label << " stands in " << item.group << ", which web/nav.h does not name";
  }
  EXPECT_GT(sizes.size(), std::size(web::kNavGroups)) << "of two areas";
  for (const auto& [group, size] : sizes) EXPECT_LE(size, kGroupMost) << group.second;
}

TEST(Menu, ThePageOfAnEntryOpensItsGroupAlone) {
  Scenario s;
  test::Visitor& manager = s.as(cast::manager);
  int asked = 0;
  for (const web::NavItem& item : s.app().nav) {
    const bool theirs = item.area == web::Area::office && !item.group.empty() &&
                        can(cast::manager.actor(), item.permission);
    if (!theirs) continue;
    ++asked;
    const std::string menu = menu_in(manager.get(item.path).status(200).body());
    EXPECT_EQ(menu_marks(menu, " open>"), 1) << item.path;
    EXPECT_EQ(menu_marks(menu, "aria-current=\"page\""), 1) << item.path;
    const std::string open = open_group_of(menu);
    EXPECT_NE(open.find("<span class=\"menu__t\">" + item.group + "</span>"), std::string::npos)
        << item.path << " opens: " << open;
    EXPECT_NE(open.find("<a href=\"" + item.path + "\" aria-current=\"page\">"),
              std::string::npos)
        << item.path << " opens: " << open;
  }
  EXPECT_GT(asked, 30);
}

// 棚卸し has an address of its own; the way to it says where it belongs.
TEST(Menu, APageWithoutAnEntryOpensTheGroupThatItsWayLeadsThrough) {
  Scenario s;
  const std::string menu =
      menu_in(s.as(cast::manager).get("/office/stocktakes").status(200).body());
  EXPECT_NE(open_group_of(menu).find("<a href=\"/office/accounts\" aria-current=\"true\">"),
            std::string::npos)
      << menu;
}

TEST(Menu, OnTheHomeEveryGroupIsFoldedAndRightsDecideWhatIsThere) {
  Scenario s;
  const std::pair<const test::Person*, web::Area> kReaders[] = {
      {&cast::secretariat, web::Area::office},
      {&cast::manager, web::Area::office},
      {&cast::prefecture, web::Area::prefecture}};
  for (const auto& [person, area] : kReaders) {
    const std::string home = area == web::Area::office ? "/office" : "/prefecture";
    const std::string menu = menu_in(s.as(*person).get(home).status(200).body());
    std::set<std::string> groups;
    for (const web::NavItem& item : s.app().nav) {
      if (item.area != area) continue;
      const bool theirs = can(person->actor(), item.permission);
      EXPECT_EQ(has_menu_row(menu, item.path), theirs) << person->name << ": " << item.path;
      if (theirs && !item.group.empty()) groups.insert(item.group);
    }
    EXPECT_EQ(menu_marks(menu, "<details class=\"menu__g\">"), static_cast<int>(groups.size()));
    EXPECT_EQ(menu_marks(menu, " open>"), 0) << person->name;
    for (const std::string& group : groups) {
      EXPECT_EQ(menu_marks(menu, "<span class=\"menu__t\">" + group + "</span>"), 1) << group;
    }
  }
}

}  // namespace
}  // namespace musubi
