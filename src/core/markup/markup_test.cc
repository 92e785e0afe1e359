// markup_test.cc - what no file from outside may do: expand, fetch, or go on without an end. Each
// refusal names its line; the sound neighbour is read, so that nothing is refused by chance.
#include <gtest/gtest.h>

#include <fstream>

#include "core/markup/html_tree.h"
#include "core/markup/xml_pull.h"
#include "support/temp_folder.h"

namespace musubi::markup {
namespace {

class Markup : public testing::Test {
 protected:
  std::string file(const std::string& bytes) {
    const std::string path = folder_.path() + "/file.xml";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return path;
  }
  // The text of all nodes, or what the refusal says.
  std::string read(const std::string& bytes) {
    auto xml = XmlPull::open(file(bytes));
    if (!xml) return xml.error().fields.empty() ? xml.error().says : xml.error().fields[0].says;
    std::string out;
    for (;;) {
      auto node = (*xml)->next();
      if (!node) return node.error().fields[0].says;
      if (node->kind == XmlNode::Kind::done) return "ok:" + out;
      out += node->text;
    }
  }
  test::TempFolder folder_;
};

TEST_F(Markup, AFileIsReadNodeByNode) {
  EXPECT_EQ(read("<?xml version=\"1.0\"?><a><b>い&amp;ろ</b><![CDATA[<は>]]></a>"), "ok:い&ろ<は>");
  EXPECT_EQ(read("\xEF\xBB\xBF<!-- by a program --><a>い</a>"), "ok:い");
}

TEST_F(Markup, ALongTextComesWhole) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "段落です。";
  EXPECT_EQ(read("<a><b><![CDATA[" + text + "]]></b><c>" + text + "</c></a>"), "ok:" + text + text);
}

TEST_F(Markup, ADoctypeIsRefusedWithItsLineBeforeAnythingIsExpanded) {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n<!ENTITY l0 \"lol\">\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) bomb += before;
    bomb += "\">\n";
  }
  bomb += "]>\n<a>&l9;</a>";
  EXPECT_TRUE(read(bomb).starts_with("2行目：DOCTYPE")) << read(bomb);
  const std::string outside =
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
  EXPECT_TRUE(read(outside).starts_with("1行目：DOCTYPE")) << read(outside);
}

TEST_F(Markup, WhatIsBrokenNamesItsLine) {
  EXPECT_TRUE(read("<a>\n<b>\n</a>").starts_with("3行目：")) << read("<a>\n<b>\n</a>");
  EXPECT_TRUE(read("<a>\n\n<b>cut off").find("行目：") != std::string::npos);
  EXPECT_TRUE(read("<a>\n\x08</a>").starts_with("2行目：XMLに使えない制御文字"))
      << read("<a>\n\x08</a>");
  EXPECT_TRUE(read("<a>\n&nbsp;</a>").starts_with("2行目：")) << read("<a>\n&nbsp;</a>");
  EXPECT_TRUE(read("PK\x03\x04").starts_with("1行目：")) << read("PK\x03\x04");
  EXPECT_TRUE(read("").starts_with("1行目：")) << read("");
  EXPECT_TRUE(read(std::string("\xFF\xFE<\0a\0", 6)).starts_with("1行目：文字の符号"));
}

TEST_F(Markup, DepthHasAnEnd) {
  std::string deep, flat = "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) flat += "<b/>";
  EXPECT_TRUE(read(deep).find("行目：") != std::string::npos);
  EXPECT_EQ(read(flat + "</a>"), "ok:");
}

TEST(HtmlTree, AFragmentIsRecovered) {
  const auto read = read_html("<p class=\"a b\">い<b>ろ<p>は");
  EXPECT_TRUE(read.whole);
  ASSERT_GE(read.nodes.size(), 2U);
  EXPECT_TRUE(read.nodes[0].is("p"));
  EXPECT_TRUE(read.nodes[0].has_class("b"));
  EXPECT_FALSE(read.nodes[0].has_class("c"));
  EXPECT_EQ(words_of_html("題 &amp; <b>副題</b>&#8211;"), "題 & 副題–");
}

TEST(HtmlTree, TooDeepOrTooLongSaysSo) {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "<div>";
  EXPECT_FALSE(read_html(deep + "い").whole);
  EXPECT_FALSE(read_html(std::string(kHtmlBytesMost + 1, 'a')).whole);
  EXPECT_TRUE(read_html(std::string("い\0ろ", 7)).whole);
  EXPECT_TRUE(read_html("\xFF\xFE").whole);
}

}  // namespace
}  // namespace musubi::markup
