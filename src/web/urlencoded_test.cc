// urlencoded_test.cc - what strangers send is either read exactly or refused.
// The fuzzers (tests/fuzz) try what nobody thought of.
#include "web/urlencoded.h"

#include <gtest/gtest.h>

namespace musubi::web {
namespace {

TEST(Urlencoded, ReadsRepeatedFieldsInOrder) {
  auto fields = decode_urlencoded("tag=%E7%86%8A%E6%9C%AC&tag=a+b%2B&empty=&flag");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->all("tag"), (std::vector<std::string>{"熊本", "a b+"}));
  EXPECT_EQ(fields->get("empty"), "");
  EXPECT_TRUE(fields->has("flag"));
}

TEST(Urlencoded, RefusesBytesThatAreNotText) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%FF", "a=%00", "%C3%28=1", "a=\xff"}) {
    EXPECT_FALSE(decode_urlencoded(bad)) << bad;
  }
}

TEST(Urlencoded, RefusesMoreThanAThousandFields) {
  std::string many = "a=1";
  for (int i = 1; i < 1000; ++i) many += "&a=1";
  EXPECT_TRUE(decode_urlencoded(many));
  auto refused = decode_urlencoded(many + "&a=1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::too_large);
}

TEST(Urlencoded, SplitsATarget) {
  std::string path;
  Fields query;
  ASSERT_TRUE(decode_target("/a%20b/%E7%B5%90?q=x%26y", path, query));
  EXPECT_EQ(path, "/a b/結");
  EXPECT_EQ(query.get("q"), "x&y");
  for (const char* bad : {"", "a", "http://x/", "/a b", "/%0d", "/%00", "/#x", "/%FF"}) {
    EXPECT_FALSE(decode_target(bad, path, query)) << bad;
  }
}

TEST(Urlencoded, FindsACookie) {
  EXPECT_EQ(find_cookie("a=1; session=x.y; b=2", "session"), "x.y");
  EXPECT_EQ(find_cookie("xsession=1;session=\"q\"", "session"), "q");
  EXPECT_EQ(find_cookie("session=1; session=2", "session"), "1");
  EXPECT_EQ(find_cookie("session", "session"), "");
}

TEST(Urlencoded, ReturnsOnlyToThisSite) {
  EXPECT_EQ(safe_return_path("/office/members?q=%E7%B5%90"), "/office/members?q=%E7%B5%90");
  for (const char* bad : {"", "//evil.example", "/\\evil.example", "/\t/evil.example",
                          "https://evil.example", "javascript:alert(1)", "evil", "/a\r\nX: y",
                          "/sign-in?return_to=/", "/a\\b", "/\x7f", "/結"}) {
    EXPECT_EQ(safe_return_path(bad, "/home"), "/home") << bad;
  }
}

}  // namespace
}  // namespace musubi::web
