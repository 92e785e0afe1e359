// atom_test.cc - feeds and site maps are XML that holds what was written and nothing else: it reads
// back as it was, whatever the text.
#include "features/feeds/atom.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "base/text.h"

namespace musubi::feeds {
namespace {

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> kMarks[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [mark, plain] : kMarks) text = replace_all(text, mark, plain);
  return text;
}

TEST(Atom, AnyTextComesBackAsItWasWritten) {
  std::mt19937 dice(4287);
  const std::string_view parts[] = {"<", ">", "&", "\"", "'", "]]>", "</title>", "催し", "𠮷",
                                    "&amp;", "\n", "a"};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (unsigned n = dice() % 30; n > 0; --n) text += parts[dice() % std::size(parts)];
    const std::string escaped = escape_xml(text);
    ASSERT_EQ(escaped.find_first_of("<>\"'"), std::string::npos) << text;
    ASSERT_EQ(unescaped(escaped), text);
  }
}

TEST(Atom, WhatXmlHasNoPlaceForIsLeftOut) {
  EXPECT_EQ(escape_xml(std::string("a\x01\x0B" "b\r\n\tc")), "ab\n\tc");
  EXPECT_EQ(escape_xml("a\xEF\xBF\xBF" "b\xEF\xBF\xBE"), "ab");
  EXPECT_EQ(escape_xml("\xEF\xBF\xBD"), "\xEF\xBF\xBD");  // the mark of what could not be read
}

TEST(Atom, AFeedSaysWhoAndWhenAndEachEntryOnce) {
  Feed feed;
  feed.title = "お知らせ";
  feed.author = "架空の会";
  feed.own_address = "https://example.jp/news.atom";
  feed.page_address = "https://example.jp/news";
  feed.updated = {1'000};
  FeedEntry old{"0192d3f0-0000-7000-8000-000000000001", "題名 <一>", "要約", "ja",
                "https://example.jp/news/a", {1'730'000'000'000}, {1'730'075'400'000}};
  FeedEntry fresh = old;
  fresh.id = "0192d3f0-0000-7000-8000-000000000002";
  fresh.changed = {1'730'000'000'001};
  feed.entries = {fresh, old};
  const std::string text = atom_of(feed);
  EXPECT_NE(text.find("<updated>2024-10-28T09:30:00+09:00</updated>\n<author>"),
            std::string::npos);
  EXPECT_NE(text.find("<id>urn:uuid:" + old.id + "</id>"), std::string::npos);
  EXPECT_NE(text.find("<title>題名 &lt;一&gt;</title>"), std::string::npos);
  EXPECT_NE(text.find("rel=\"self\" type=\"application/atom+xml\""), std::string::npos);
  const std::regex entry("<entry ");
  EXPECT_EQ(std::distance(std::sregex_iterator(text.begin(), text.end(), entry), {}), 2);
  feed.entries.clear();
  EXPECT_NE(atom_of(feed).find("<updated>1970-01-01T09:00:01+09:00</updated>"),
            std::string::npos);
}

TEST(Atom, ASiteMapTellsADayOnlyWhenItIsKnown) {
  EXPECT_NE(sitemap_of({{"https://example.jp/?a=1&b=2", {}}})
                .find("<url><loc>https://example.jp/?a=1&amp;b=2</loc></url>"),
            std::string::npos);
  EXPECT_NE(sitemap_of({{"https://example.jp/a", {1'730'075'400'000}}})
                .find("<lastmod>2024-10-28T09:30:00+09:00</lastmod>"),
            std::string::npos);
}

}  // namespace
}  // namespace musubi::feeds
