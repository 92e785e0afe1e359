// cache_test.cc - what is kept, what is forgotten, and that no stale page slips in.
// Also the rate limits and the frames of live streams: small parts without a server.
#include "web/cache.h"

#include <gtest/gtest.h>

#include "web/live.h"
#include "web/rate_limits.h"

namespace musubi::web {
namespace {

std::shared_ptr<const CachedPage> page(std::size_t bytes, std::vector<std::string> tags) {
  auto out = std::make_shared<CachedPage>();
  auto form = std::make_shared<FinishedBytes>();
  form->owned_body = std::string(bytes, 'x');
  out->forms[0] = form;
  out->tags = std::move(tags);
  return out;
}

TEST(PageCache, ForgetsByTag) {
  PageCache cache;
  EXPECT_TRUE(cache.put("/a", page(10, {"news", "home"}), cache.ticket()));
  EXPECT_TRUE(cache.put("/b", page(10, {"home"}), cache.ticket()));
  cache.forget("news");
  EXPECT_EQ(cache.find("/a"), nullptr);
  EXPECT_NE(cache.find("/b"), nullptr);
  cache.forget_all();
  EXPECT_EQ(cache.find("/b"), nullptr);
  EXPECT_EQ(cache.stats().bytes, 0U);
}

TEST(PageCache, APageMadeBeforeTheChangeIsNotKept) {
  PageCache cache;
  std::uint64_t before = cache.ticket();
  cache.forget("news");  // the event happened while the page was being made
  EXPECT_FALSE(cache.put("/a", page(10, {"news"}), before));
  EXPECT_TRUE(cache.put("/a", page(10, {"news"}), cache.ticket()));
}

TEST(PageCache, MemoryIsBoundedAndTheOldestGoes) {
  PageCache cache(800 * 1024);
  for (int i = 0; i < 1000; ++i) {
    cache.put("/page?" + std::to_string(i), page(10'000, {}), cache.ticket());
    cache.find("/page?0");
  }
  EXPECT_LE(cache.stats().bytes, 800U * 1024);
  EXPECT_GT(cache.stats().evictions, 900U);
  EXPECT_NE(cache.find("/page?0"), nullptr);  // used all the time
  EXPECT_EQ(cache.find("/page?1"), nullptr);
  EXPECT_FALSE(cache.put("/huge", page(200'000, {}), cache.ticket()));
}

TEST(RateLimits, SpendsAndRegains) {
  RateLimits limits({{"sign_in", {60, 3}}});
  Instant now{1'000'000};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.take("sign_in", "192.0.2.1", now));
  EXPECT_FALSE(limits.take("sign_in", "192.0.2.1", now));
  EXPECT_TRUE(limits.take("sign_in", "192.0.2.2", now));
  EXPECT_TRUE(limits.take("sign_in", "192.0.2.1", {now.ms + 1000}));
  EXPECT_FALSE(limits.take("sign_in", "192.0.2.1", {now.ms + 1000}));
  EXPECT_TRUE(limits.take("unknown", "192.0.2.1", now));
}

TEST(RateLimits, ManyAddressesDoNotLiftTheLimitOfABusyOne) {
  RateLimits limits({{"address", {1, 5}}}, 4096);
  Instant now{1'000'000};
  for (int i = 0; i < 5; ++i) limits.take("address", "192.0.2.1", now);
  for (int i = 0; i < 3000; ++i) limits.take("address", "198.51.100." + std::to_string(i), now);
  EXPECT_FALSE(limits.take("address", "192.0.2.1", now));
}

TEST(RateLimits, NamesNetworksOnly) {
  EXPECT_EQ(address_key("2001:db8:1:2:3:4:5:6"), address_key("2001:db8:1:2::9"));
  EXPECT_EQ(address_key("::ffff:192.0.2.77"), "192.0.2.77");  // as on a socket for both kinds
  EXPECT_EQ(masked_address("::ffff:192.0.2.77"), "192.0.2.x");
  EXPECT_EQ(masked_address("192.0.2.77"), "192.0.2.x");
  EXPECT_EQ(masked_address("2001:db8:1:2::9"), "2001:db8:1::/48");
}

TEST(Live, FramesKeepLinesAndCannotBeSplit) {
  EXPECT_EQ(sse_frame("news", "a\nb\r\nc"), "event: news\ndata: a\ndata: b\ndata: c\n\n");
  EXPECT_EQ(sse_frame("x\ndata: y", "z"), "data: z\n\n");
}

}  // namespace
}  // namespace musubi::web
