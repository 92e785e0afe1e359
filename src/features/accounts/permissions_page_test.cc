// permissions_page_test.cc - the permission matrix says of each role what the program does
// (R-5.2.3.ア.b): read cell by cell and compared with can(), which every route and service asks.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/scope.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

namespace cast = test::cast;

// What stands after each `mark`, up to the next one; what comes before the first is left out.
std::vector<std::string> pieces(std::string_view text, std::string_view mark) {
  std::vector<std::string> out;
  for (std::size_t at = text.find(mark); at != std::string_view::npos;) {
    const std::size_t from = at + mark.size();
    at = text.find(mark, from);
    out.emplace_back(text.substr(from, at == std::string_view::npos ? at : at - from));
  }
  return out;
}

std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t from = text.find(before);
  if (from == std::string_view::npos) return "";
  const std::size_t until = text.find(after, from + before.size());
  return std::string(text.substr(from + before.size(), until - from - before.size()));
}

// Both what is seen and what is heard: they must not differ.
std::string said_by(const std::string& cell) {
  const bool yes = cell.find("できる<") != std::string::npos;
  const bool no = cell.find("できない<") != std::string::npos;
  if (yes && !no && cell.find("○") != std::string::npos) return "yes";
  if (no && !yes && cell.find("－") != std::string::npos) return "no";
  return "unclear: " + cell;
}

std::map<std::string, Permission> permissions_of(const web::App& app) {
  std::map<std::string, Permission> out;
  for (const web::Route& route : app.router.routes()) {
    out[std::string(route.permission.name)] = route.permission;
  }
  for (const Permission& one : access::permissions_beside_routes()) {
    out[std::string(one.name)] = one;
  }
  return out;
}

TEST(PermissionMatrix, SaysOfEveryRoleInItsColumnWhatTheProgramLetsItDo) {
  test::Scenario s;
  const std::string body = s.as(cast::auditor).get("/office/permissions").status(200).body();
  const std::vector<std::string> heads =
      pieces(between(body, "<thead", "</thead>"), "scope=\"col\">");
  ASSERT_EQ(heads.size(), static_cast<std::size_t>(kRoleCount) + 3);
  EXPECT_TRUE(heads[2].starts_with("未ログイン<")) << heads[2];
  for (int i = 0; i < kRoleCount; ++i) {
    const std::string label(role_label(static_cast<Role>(i)));
    const std::string& head = heads[static_cast<std::size_t>(i) + 3];
    EXPECT_TRUE(head.starts_with(label + "<")) << head;
  }
  const std::map<std::string, Permission> all = permissions_of(s.app());
  const std::vector<std::string> rows = pieces(between(body, "<tbody", "</tbody>"), "<tr");
  EXPECT_EQ(rows.size(), all.size());
  std::map<std::string, int> seen;
  int held = 0, refused = 0;
  for (const std::string& row : rows) {
    const std::string name = between(row, "class=\"code\">", "<");
    ASSERT_TRUE(all.contains(name)) << row;
    EXPECT_EQ(++seen[name], 1) << name;
    const Permission& permission = all.at(name);
    EXPECT_NE(row.find(permission.label), std::string::npos) << row;
    const std::vector<std::string> cells = pieces(row, "<td");
    ASSERT_EQ(cells.size(), static_cast<std::size_t>(kRoleCount) + 2) << row;
    EXPECT_NE(cells[0].find(access::scope_label(access::scope_of(permission))), std::string::npos);
    EXPECT_EQ(said_by(cells[1]), can(Actor::anonymous(), permission) ? "yes" : "no") << name;
    for (int i = 0; i < kRoleCount; ++i) {
      const Role role = static_cast<Role>(i);
      const bool lets = can(cast::of_role(role).actor(), permission);
      EXPECT_EQ(said_by(cells[static_cast<std::size_t>(i) + 2]), lets ? "yes" : "no")
          << name << " for " << role_name(role);
      ++(lets ? held : refused);
    }
  }
  for (const char* unenforced : {"担当の案件", "参加しているチャンネル", "契約の年度"}) {
    EXPECT_EQ(body.find(unenforced), std::string::npos) << unenforced;
  }
  EXPECT_GT(held, 100);
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace musubi::accounts
