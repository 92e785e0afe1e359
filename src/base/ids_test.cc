// ids_test.cc - promises of ids.h and base64url.h: shape, order and uniqueness of ids also under
// threads, and one spelling per token.
#include "base/ids.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "base/base64url.h"

namespace musubi {
namespace {

TEST(Ids, AreVersion7AndCarryTheirTime) {
  // RFC 9562 appendix A.6: 2022-02-22T19:22:22Z is 017F22E2-79B0-7...
  const std::string id = new_uuid(Instant{0x017F22E279B0});
  EXPECT_TRUE(is_uuid(id)) << id;
  EXPECT_EQ(id.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
}

TEST(Ids, KnowTheirShape) {
  EXPECT_TRUE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  for (const char* text :
       {"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e2079b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "'; DROP TABLE members; --xxxxxxxxxxxx"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

TEST(Ids, GrowWithinOneMillisecondAndAcrossASmallStepBack) {
  const std::int64_t base = 1'900'000'000'000;
  std::string last = new_uuid(Instant{base});
  for (int n = 0; n < 20'000; ++n) {  // more than one counter holds
    const std::string next = new_uuid(Instant{base - n % 50});
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(Ids, BelieveAClockThatWasSetFarBack) {
  new_uuid(Instant{1'900'000'000'000});
  EXPECT_EQ(new_uuid(Instant{0x017F22E279B0}).substr(0, 13), "017f22e2-79b0");
}

TEST(Ids, StayUniqueAndInOrderUnderThreads) {
  constexpr std::size_t kThreads = 8, kEach = 5'000;
  std::vector<std::vector<std::string>> made(kThreads);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& mine : made) {
    threads.emplace_back([&mine] {
      for (std::size_t n = 0; n < kEach; ++n) mine.push_back(new_uuid(Instant{1'950'000'000'000}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const std::vector<std::string>& mine : made) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), kThreads * kEach);
}

TEST(Ids, TokensAreLongUrlSafeAndNew) {
  std::set<std::string> seen;
  for (int n = 0; n < 1000; ++n) {
    const std::string token = random_token(32);
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(from_base64url(token)->size(), 32u);
    seen.insert(token);
  }
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_THROW(random_token(0), BrokenPromise);
}

TEST(Base64Url, VectorsOfRfc4648) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "-_8"}};
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(Base64Url, RefusesASecondSpelling) {
  for (const char* text : {"Zg==", "Zg=", "Zh", "Zm9", "Z", "Zm9vY", "+_8", "-/8", "Zg ", "Zg\n"}) {
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
  }
}

TEST(Base64Url, RoundTrips) {
  std::mt19937 random(64);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 70, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
  }
}

}  // namespace
}  // namespace musubi
