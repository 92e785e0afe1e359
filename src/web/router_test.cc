// router_test.cc - which row a path finds.
// Without a request: the table alone.
#include "web/router.h"

#include <gtest/gtest.h>

namespace musubi::web {
namespace {

Response nothing(Request&) { return {}; }

TEST(Router, ALiteralWinsOverAName) {
  Router router;
  router.get("/office/members/:id", may::anyone, nothing);
  router.get("/office/members/new", may::anyone, nothing);
  router.post("/office/members/:id/state", may::anyone, nothing);
  EXPECT_EQ(router.match("GET", "/office/members/new").route->path, "/office/members/new");
  Router::Match match = router.match("GET", "/office/members/42");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.params["id"], "42");
  // The literal branch ends there: the name still gets its chance.
  EXPECT_EQ(router.match("POST", "/office/members/new/state").params["id"], "new");
}

TEST(Router, TellsAnUnknownPathFromAnotherMethod) {
  Router router;
  router.get("/a", may::anyone, nothing);
  EXPECT_FALSE(router.match("GET", "/b").other_method);
  EXPECT_FALSE(router.match("GET", "/a/").route);
  EXPECT_FALSE(router.match("GET", "a").route);
  EXPECT_TRUE(router.match("POST", "/a").other_method);
  EXPECT_TRUE(router.match("DELETE", "/a").other_method);
  EXPECT_NE(router.match("HEAD", "/a").route, nullptr);
}

TEST(Router, ANameNeverMatchesNothing) {
  Router router;
  router.get("/a/:id", may::anyone, nothing);
  EXPECT_EQ(router.match("GET", "/a/").route, nullptr);
  EXPECT_EQ(router.match("GET", "/a").route, nullptr);
}

TEST(Router, TwoRowsForOneAddressAreABrokenPromise) {
  Router router;
  router.get("/a/:id", may::anyone, nothing);
  EXPECT_THROW(router.get("/a/:other", may::anyone, nothing), BrokenPromise);
}

}  // namespace
}  // namespace musubi::web
