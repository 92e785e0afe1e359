// wxr_test.cc - the export file of WordPress: items in order with what they need, and a refusal
// with its line for what is none.
#include "features/site_import/wordpress/wxr.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temp_folder.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- generator=\"WordPress\" -->\n"
    "<rss version=\"2.0\" xmlns:excerpt=\"e\" xmlns:content=\"c\" xmlns:dc=\"d\" xmlns:wp=\"w\">\n"
    "<channel>\n<title>旧サイト</title>\n<link>https://old.example.jp</link>\n"
    "<wp:wxr_version>1.2</wp:wxr_version>\n"
    "<wp:base_blog_url>https://old.example.jp</wp:base_blog_url>\n"
    "<wp:author><wp:author_login>hanako</wp:author_login>"
    "<wp:author_email>hanako@example.jp</wp:author_email>"
    "<wp:author_display_name><![CDATA[架空 花子]]></wp:author_display_name></wp:author>\n"
    "<wp:category><wp:category_nicename>event</wp:category_nicename>"
    "<wp:cat_name><![CDATA[催し]]></wp:cat_name></wp:category>\n";
constexpr std::string_view kItem =
    "<item><title><![CDATA[題 & 名]]></title><link>https://old.example.jp/2019/05/hello/</link>"
    "<dc:creator>hanako</dc:creator><content:encoded><![CDATA[<p>本文</p>]]></content:encoded>"
    "<excerpt:encoded><![CDATA[要約]]></excerpt:encoded><wp:post_id>12</wp:post_id>"
    "<wp:post_date_gmt>2019-05-01 00:30:00</wp:post_date_gmt><wp:post_name>hello</wp:post_name>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
    "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
    "<wp:meta_value><![CDATA[説明]]></wp:meta_value></wp:postmeta>"
    "<category domain=\"category\" nicename=\"event\"><![CDATA[催し]]></category></item>\n";

class Wxr : public testing::Test {
 protected:
  Result<WxrSite> read(const std::string& bytes) {
    const std::string path = folder_.path() + "/export.xml";
    std::ofstream(path, std::ios::binary) << bytes;
    items_.clear();
    return read_wxr(path, [this](const WxrSite&, WxrItem item) -> Result<void> {
      items_.push_back(std::move(item));
      return {};
    });
  }
  std::string refusal(const std::string& bytes) {
    const auto site = read(bytes);
    if (site) return "ok";
    return site.error().fields.empty() ? site.error().says : site.error().fields.front().says;
  }
  test::TempFolder folder_;
  std::vector<WxrItem> items_;
};

TEST_F(Wxr, ItemsComeWithWhatTheyNeed) {
  const auto site = read(std::string(kHead) + std::string(kItem) + "</channel></rss>");
  ASSERT_TRUE(site.has_value()) << site.error().fields.front().says;
  EXPECT_EQ(site->title, "旧サイト");
  EXPECT_EQ(site->address, "https://old.example.jp");
  EXPECT_EQ(site->authors.at("hanako"), "架空 花子");
  EXPECT_EQ(site->categories.at("event"), "催し");
  ASSERT_EQ(items_.size(), 1U);
  const WxrItem& item = items_[0];
  EXPECT_EQ(item.title, "題 & 名");
  EXPECT_EQ(item.content, "<p>本文</p>");
  EXPECT_EQ(item.post_id, "12");
  EXPECT_EQ(item.alt, "説明");
  EXPECT_EQ(iso8601_jst(item.published_at), "2019-05-01T09:30:00+09:00");
  ASSERT_EQ(item.terms.size(), 1U);
  EXPECT_EQ(item.terms[0].slug, "event");
}

TEST_F(Wxr, ALongTextIsToldAndCostsNoMemory) {
  std::string item(kItem);
  const std::string text(kContentBytesMost + 10, 'a');
  item.replace(item.find("<p>本文</p>"), std::string("<p>本文</p>").size(), text);
  ASSERT_TRUE(read(std::string(kHead) + item + "</channel></rss>").has_value());
  EXPECT_TRUE(items_[0].content_too_long);
  EXPECT_TRUE(items_[0].content.empty());
}

TEST_F(Wxr, WhatIsNoExportSaysWhereAndWhatToDo) {
  EXPECT_TRUE(refusal("<html></html>").starts_with("1行目：WordPressの書き出しファイル"));
  EXPECT_NE(refusal("<rss><channel><title>い</title></channel></rss>").find("WXR"),
            std::string::npos);
  EXPECT_NE(refusal("<rss><channel>\n<item><title>い</title></item></channel></rss>").find("2行目"),
            std::string::npos);
  const std::string cut = std::string(kHead) + std::string(kItem).substr(0, 80);
  EXPECT_NE(refusal(cut).find("行目：ファイルが途中で切れている"), std::string::npos) << refusal(cut);
  EXPECT_NE(refusal("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss>&a;</rss>").find("DOCTYPE"),
            std::string::npos);
}

}  // namespace
}  // namespace musubi::site_import
