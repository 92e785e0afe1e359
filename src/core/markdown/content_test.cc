// content_test.cc - what editors write is drawn as docs/content-format.md says; what attackers
// write is harmless and ends soon; page and checks number the blocks alike.
#include "core/markdown/content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace musubi::markdown {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::optional<Media> known(std::string_view id) {
  Media media;
  media.path = "/media/" + std::string(id);
  if (id == "photo") media.kind = Media::Kind::picture;
  else if (id == "film") media.kind = Media::Kind::video;
  else if (id == "paper") media.type_words = "PDF、1.2MB";
  else return std::nullopt;
  return media;
}

void add_all(const Content& content, std::string& out) {
  for (const Piece& piece : content) {
    out += piece.html;
    for (const auto& part : piece.parts) add_all(part, out);
  }
}
std::string markup(std::string_view text) {
  std::string out;
  add_all(to_content(text, known), out);
  return out;
}

TEST(Content, APictureStandsForItself) {
  const Content content = to_content("前\n\n![水田のセンサー](media:photo \"設置の様子\")\n", known);
  ASSERT_THAT(content, SizeIs(2));
  EXPECT_EQ(content[1].kind, Piece::Kind::picture);
  EXPECT_EQ(content[1].words, "水田のセンサー");
  EXPECT_EQ(content[1].caption, "設置の様子");
  EXPECT_EQ(content[1].media.path, "/media/photo");
  EXPECT_EQ(to_content("![装飾](media:photo)", known)[0].words, "");
  EXPECT_EQ(to_content("![説明](media:film)", known)[0].kind, Piece::Kind::video);
}

TEST(Content, WhatTheLibraryLacksKeepsItsWordsOnly) {
  EXPECT_EQ(markup("[募集要項](media:gone)"), "<p>募集要項</p>\n");
  EXPECT_EQ(markup("![様子](media:gone)"), "<p>様子</p>\n");
  EXPECT_THAT(markup("![装飾](media:gone)"), Not(HasSubstr("装飾")));
  EXPECT_EQ(markup("[募集要項](media:paper)"),
            "<p><a href=\"/media/paper\">募集要項（PDF、1.2MB）</a></p>\n");
  Content alone = to_content("[a](media:paper)", nullptr);
  EXPECT_EQ(alone[0].html, "<p>a</p>\n");
}

TEST(Content, CalloutsAndColumnsHoldMarkdown) {
  const Content content = to_content(
      ":::callout 取組のポイント\n- 一\n- 二\n:::\n\n:::columns\n左\n:::column\n右\n:::\n後\n", known);
  ASSERT_THAT(content, SizeIs(3));
  EXPECT_EQ(content[0].kind, Piece::Kind::callout);
  EXPECT_EQ(content[0].title, "取組のポイント");
  EXPECT_THAT(content[0].parts[0][0].html, HasSubstr("<li>一</li>"));
  EXPECT_EQ(content[1].kind, Piece::Kind::columns);
  ASSERT_THAT(content[1].parts, SizeIs(2));
  EXPECT_EQ(content[1].parts[1][0].html, "<p>右</p>\n");
  EXPECT_EQ(content[2].html, "<p>後</p>\n");
}

TEST(Content, AMarkInsideCodeIsText) {
  EXPECT_THAT(markup("```\n:::callout\n```\n"), HasSubstr(":::callout"));
  EXPECT_THAT(read_document("```\n:::callout\n```\n").troubles, IsEmpty());
  EXPECT_THAT(read_document("````\n```\n:::callout\n````\n").troubles, IsEmpty());
}

TEST(Content, CodeEndsWhereMarkdownEndsItAndWhatFollowsIsNoCode) {
  for (const char* code : {"````\n```\n````\n", "```\n~~~\n```\n", "```js\n``` x\n```\n",
                           "```一行の中```\n"}) {
    const Content content = to_content(std::string(code) + "\n:::callout 題\n中\n:::\n", known);
    ASSERT_FALSE(content.empty());
    EXPECT_EQ(content.back().kind, Piece::Kind::callout) << code;
  }
}

TEST(Content, WhatIsNotClosedOrNotKnownIsTold) {
  EXPECT_THAT(read_document("あ\n:::callout 注意\n本文").troubles,
              ElementsAre(HasSubstr("2行目")));
  EXPECT_THAT(read_document(":::danger\n:::").troubles, SizeIs(2));
  EXPECT_THAT(read_document(":::callout\n:::columns\n:::").troubles, SizeIs(1));
  EXPECT_THAT(markup(":::danger\n本文"), HasSubstr("本文"));
}

TEST(Content, ReadingsAreRubyOfKanaOnly) {
  EXPECT_EQ(markup("漢字《かんじ》です"),
            "<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>です</p>\n");
  EXPECT_THAT(markup("のＤＸ《ディーエックス》"), Not(HasSubstr("<ruby>")));
  EXPECT_THAT(markup("の｜ＤＸ《ディーエックス》"), HasSubstr("の<ruby>ＤＸ<rp>"));
  EXPECT_THAT(markup("| 漢字《かんじ》 |\n|---|\n| a |\n"), HasSubstr("漢字"));  // nothing is lost
  EXPECT_THAT(markup("| 漢字《かんじ》 |\n|---|\n| a |\n"), HasSubstr("かんじ"));
  EXPECT_THAT(markup("題名《abc》"), Not(HasSubstr("<ruby>")));
  EXPECT_THAT(markup("漢字《<b>》"), Not(HasSubstr("<ruby>")));
  EXPECT_THAT(markup("｜<i>《かな》"), Not(HasSubstr("<i>")));
}

TEST(Content, PageAndChecksNumberAlike) {
  const std::string text =
      "# 一\n\n<div>x</div>\n\n:::columns\n二\n\n三\n:::column\n四\n:::\n\n| a |\n|-|\n";
  const Document document = read_document(text);
  ASSERT_THAT(document.blocks, SizeIs(6));
  EXPECT_EQ(document.blocks[5].kind, Block::Kind::table);
  EXPECT_TRUE(document.blocks[1].raw_html);
  const Content content = to_content(text, known);
  EXPECT_EQ(content[0].block, 1);
  EXPECT_EQ(content[1].block, 2);  // the HTML's place, which shows nothing of it
  EXPECT_EQ(content[1].html, "");
  EXPECT_EQ(content[2].parts[0][0].block, 3);
  EXPECT_EQ(content[2].parts[1][0].block, 5);
  EXPECT_EQ(content[3].block, 6);
}

TEST(Document, TellsWhatStandsInABlock) {
  const Document d = read_document(
      "## 見出し\n\n[こちら](/news) と https://example.jp\n\n| 名 | |\n|---|---|\n| a | b |\n\n"
      "![](media:x)\n");
  ASSERT_THAT(d.blocks, SizeIs(4));
  EXPECT_EQ(d.blocks[0].level, 2);
  ASSERT_THAT(d.blocks[1].links, SizeIs(2));
  EXPECT_EQ(d.blocks[1].links[0].words, "こちら");
  EXPECT_TRUE(d.blocks[1].links[1].plain);
  EXPECT_THAT(d.blocks[2].heads, ElementsAre("名", ""));
  EXPECT_EQ(d.blocks[3].pictures[0].words, "");
}

// As the page draws it: what is said here to stand alone is a figure or a video there.
TEST(Document, TellsWhichPicturesStandAlone) {
  const char* text =
      "![え](media:film)\n\n文の![え](media:film)です\n\n- ![え](media:film)\n\n"
      ":::callout 題\n![え](media:film)\n:::\n";
  const bool alone[] = {true, false, false, true};
  const Document d = read_document(text);
  ASSERT_THAT(d.blocks, SizeIs(4));
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_THAT(d.blocks[i].pictures, SizeIs(1));
    EXPECT_EQ(d.blocks[i].pictures[0].alone, alone[i]) << i;
  }
  const Content drawn = to_content(text, known);
  ASSERT_THAT(drawn, SizeIs(4));
  EXPECT_EQ(drawn[0].kind, Piece::Kind::video);
  EXPECT_EQ(drawn[1].kind, Piece::Kind::html);
  EXPECT_EQ(drawn[2].kind, Piece::Kind::html);
  EXPECT_EQ(drawn[3].parts[0][0].kind, Piece::Kind::video);
}

class HostileContent : public testing::TestWithParam<const char*> {};
TEST_P(HostileContent, LeavesNothingThatRuns) {
  const std::string html = markup(GetParam());
  for (const char* evil : {"<script", "<img src=\"http", "<iframe", "<svg", "href=\"javascript",
                           "href=\"data", "href=\"media", "src=\"media", "<style", "<form",
                           "<!--"}) {
    EXPECT_THAT(html, Not(HasSubstr(evil))) << GetParam();
  }
  // As a word of the text it is harmless; inside a tag it would run.
  EXPECT_FALSE(std::regex_search(html, std::regex("<[^>]*\\son\\w+\\s*="))) << html;
  (void)read_document(GetParam());
}
INSTANTIATE_TEST_SUITE_P(
    Inputs, HostileContent,
    testing::Values("<script>alert(1)</script>", ":::callout <script>x</script>\n<svg>\n:::",
                    "![x](media:../../etc/passwd)", "![x](media:photo\" onerror=\"x)",
                    "[x](media:paper\"><script>)", "![[装飾](media:gone)](media:gone)",
                    "[![装飾](media:gone)](media:gone)", "![![装飾](media:gone)](media:gone)",
                    "![[a](media:paper)](media:photo)", "[x](MEDIA:paper)", "![x](//evil.example)",
                    ":::columns\n<iframe>\n:::column\n<!-- x -->\n:::", "<b>漢字《かんじ》</b>",
                    "![漢字《かんじ》](media:photo) x", "漢字《かんじ》《かんじ》", "｜《あ》", "《", "｜"));

TEST(Content, PathologicalInputEndsSoon) {
  const auto repeat = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  for (const std::string& input :
       {repeat(":::callout\n:::\n", 20'000), repeat("漢《か》", 20'000), repeat("｜", 60'000),
        repeat("《", 60'000), repeat("![a](media:photo)", 10'000), repeat(":::\n", 50'000),
        repeat("```\n", 50'000), std::string("\xff\xfe:::callout\n\xff")}) {
    (void)to_content(input, known);
    (void)read_document(input);  // a hang is a time-out
  }
}

}  // namespace
}  // namespace musubi::markdown
