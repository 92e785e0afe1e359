// access_table_test.cc - every route, as every role and as nobody, through the whole application:
// the gate must answer as the route's permission says, and the table of all routes is kept in
// access_table.txt, so that a new address or a wider permission is seen in review.
// To write the table anew: MUSUBI_WRITE_ACCESS_TABLE=1 test_whole --gtest_filter='AccessTable.*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "support/places.h"
#include "support/scenario.h"
#include "support/world.h"
#include "web/open_posts.h"

namespace musubi {
namespace {

using test::Scenario;
namespace cast = test::cast;

const std::string kTable = test::source("/tests/whole/access_table.txt");

std::string table_of(const web::App& app) {
  std::ostringstream out;
  out << "# method path permission | nobody";
  for (int i = 0; i < kRoleCount; ++i) out << " " << role_name(static_cast<Role>(i));
  out << "\n";
  std::vector<std::string> lines;
  for (const web::Route& route : app.router.routes()) {
    std::string line = route.method + " " + route.path + " " +
                       std::string(route.permission.name) + " | ";
    line += can(Actor::anonymous(), route.permission) ? "o" : "-";
    for (int i = 0; i < kRoleCount; ++i) {
      const Actor actor = cast::of_role(static_cast<Role>(i)).actor();
      line += can(actor, route.permission) ? " o" : " -";
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) out << line << "\n";
  return out.str();
}

// /office/members/:id -> an address that matches but names nothing that exists.
std::string address_of(const web::Route& route) {
  std::string out;
  std::istringstream parts(route.path);
  std::string part;
  while (std::getline(parts, part, '/')) {
    if (part.empty()) continue;
    out += "/" + (part[0] == ':' ? std::string("01900000-0000-7000-8000-0000000000ff") : part);
  }
  return out.empty() ? "/" : out;
}

// Refused by the gate: to sign-in for nobody, 403 for a person. Everything else has passed it.
bool is_refused(const test::Answer& answer, bool person) {
  if (person) return answer.response().status == 403;
  return answer.response().status == 401 ||
         (answer.response().status == 303 &&
          answer.header("Location").rfind("/sign-in?return_to=", 0) == 0);
}

TEST(AccessTable, IsTheReviewedOne) {
  Scenario s;
  const std::string now = table_of(s.app());
  if (std::getenv("MUSUBI_WRITE_ACCESS_TABLE") != nullptr) std::ofstream(kTable) << now;
  std::ifstream file(kTable);
  std::stringstream kept;
  kept << file.rdbuf();
  EXPECT_EQ(kept.str(), now) << "A route is missing from, or differs in, " << kTable
                             << ". Look at the change, then write the table anew (see the top).";
}

TEST(AccessTable, EveryRouteAnswersEveryRoleAsItsPermissionSays) {
  Scenario s;
  int asked = 0;
  for (const web::Route& route : s.app().router.routes()) {
    const std::string address = address_of(route);
    const auto ask = [&](test::Visitor& visitor) {
      return route.method == "GET" ? visitor.get(address) : visitor.post(address);
    };
    test::Visitor nobody = s.stranger();
    EXPECT_EQ(is_refused(ask(nobody), false), !can(Actor::anonymous(), route.permission))
        << route.method << " " << route.path << " as nobody";
    for (int i = 0; i < kRoleCount; ++i) {
      const test::Person& person = cast::of_role(static_cast<Role>(i));
      const test::Answer answer = ask(s.as(person));
      EXPECT_EQ(is_refused(answer, true), !can(person.actor(), route.permission))
          << route.method << " " << route.path << " as " << role_name(static_cast<Role>(i))
          << ": " << answer.response().status;
      EXPECT_NE(answer.response().status, 500) << route.method << " " << route.path;
      ++asked;
    }
  }
  EXPECT_GT(asked, 30 * kRoleCount);
}

TEST(AccessTable, EveryPostWithoutATokenIsRefusedAndWritesNothing) {
  Scenario s;
  for (const web::Route& route : s.app().router.routes()) {
    if (route.method != "POST") continue;
    // Mail programs post there (RFC 8058); the secret in the address is asked for instead.
    const bool open_post = route.path == "/unsubscribe/:token";
    EXPECT_EQ(web::is_open_post(route.path), open_post) << route.path;
    for (int i = 0; i < kRoleCount; ++i) {
      const test::Person& person = cast::of_role(static_cast<Role>(i));
      const int refused = open_post ? 404 : 403;
      s.as(person).post_without_csrf(address_of(route)).status(refused).not_audited();
    }
  }
}

// Readings that are written into the audit on purpose: there, who looked is the point.
struct AuditedReading {
  const char *path, *why;
};
constexpr AuditedReading kAuditedReadings[] = {
    {"/office/screenings", "R-5.1.2.c: who saw of whom there is a screening"},
    {"/office/screenings/:id", "R-5.1.2.c: each opening of a screening"},
    {"/office/reviews/:id/decision", "R-5.1.2.c: what it offers tells how a screening ended"},
    {"/office/screenings/:id/searches/:search/evidence", "R-5.1.2.c: each opening of a finding"},
    {"/office/loans/:id/copies/:copy/original", "R-8.1: each handing out of lent material"},
};

bool notes_its_reading(const std::string& path) {
  return std::any_of(std::begin(kAuditedReadings), std::end(kAuditedReadings),
                     [&](const AuditedReading& reading) { return path == reading.path; });
}

// Reading must leave the database as it was. Sessions' last_seen is the one exception: the clock
// stands still here, so that it has no reason to be written. Asked where something is to be read:
// an address that names nothing ends before a handler could write.
TEST(AccessTable, NoGetWrites) {
  test::World w;
  for (int i = 0; i < kRoleCount; ++i) w.s.as(cast::of_role(static_cast<Role>(i)));
  std::set<std::string> known, shown, wrote;
  for (const web::Route& route : w.s.app().router.routes()) {
    if (route.method != "GET") continue;
    known.insert(route.path);
    const std::string address = w.address_of(route);
    for (int i = 0; i < kRoleCount; ++i) {
      test::Visitor& visitor = w.s.as(cast::of_role(static_cast<Role>(i)));
      const auto before = w.s.db().stats().writes;
      const int status = visitor.get(address).response().status;
      if (status == 200 && address != route.path) shown.insert(route.path);
      if (w.s.db().stats().writes == before) continue;
      wrote.insert(route.path);
      EXPECT_TRUE(notes_its_reading(route.path))
          << "GET " << route.path << " as " << role_name(static_cast<Role>(i)) << ": " << status;
    }
  }
  for (const auto& reading : kAuditedReadings) {
    EXPECT_TRUE(known.contains(reading.path)) << reading.path << " is gone; " << reading.why;
  }
  EXPECT_TRUE(wrote.contains("/office/loans/:id/copies/:copy/original"));
  EXPECT_TRUE(wrote.contains("/office/screenings/:id"));
  for (const char* path :
       {"/office/members/:id", "/office/members/:id/people/:person",
        "/office/members/:id/events/:event", "/office/members/:id/merge", "/office/imports/:id",
        "/office/imports/:id/mapping", "/office/imports/:id/rows/:row",
        "/office/imports/:id/commit", "/office/imports/:id/undo", "/office/defects/:id",
        "/office/loans/:id", "/office/duplicates/:id", "/office/merges/:id/cancellation",
        "/office/member-reports/:id", "/office/member-reports/:id/files/:format",
        "/office/applications/:id", "/office/reviews/:id", "/office/screenings/:id",
        "/office/inquiries/:id", "/office/mailings/:id", "/office/content/:id/edit",
        "/office/accessibility/:id", "/office/accessibility/:id/pages/:position",
        "/office/accessibility/:id/criteria/:criterion/evidence",
        "/office/accessibility/issues/:id", "/office/event-listings/:id",
        "/office/site-imports/:id", "/office/site-search/synonyms/:id"}) {
    EXPECT_TRUE(shown.contains(path)) << path << " was shown to nobody";
  }
}

}  // namespace
}  // namespace musubi
