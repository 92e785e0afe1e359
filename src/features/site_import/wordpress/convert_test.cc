// convert_test.cc - old articles as ours: what is kept, word for word; what is lost, with its block
// and remedy; and what somebody hid in one, which must never come through.
#include "features/site_import/wordpress/convert.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "core/markdown/markdown.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/references.h"
#include "features/site_import/wordpress/words.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kSite = "https://old.example.jp";

std::string md(std::string_view html) { return to_markdown(html, kSite).markdown; }

bool has_loss(const Converted& converted, std::string_view kind) {
  for (const Loss& loss : converted.losses) {
    if (loss.kind == kind) {
      EXPECT_FALSE(loss.what.empty());
      EXPECT_FALSE(loss.remedy.empty());
      return true;
    }
  }
  return false;
}
bool loses(std::string_view html, std::string_view kind) {
  return has_loss(to_markdown(html, kSite), kind);
}

TEST(Convert, AClassicArticleKeepsItsParagraphsAndLineEnds) {
  EXPECT_EQ(md("一行目\n二行目\n\n次の<strong>段落</strong>です。"),
            "一行目\n二行目\n\n次の**段落**です。");
  EXPECT_EQ(md("<p>い</p>\n<p>ろ</p>"), "い\n\nろ");
  EXPECT_EQ(md("い<br><br>ろ"), "い\n\nろ");
}

TEST(Convert, BlocksOfWordPressBecomeOurs) {
  EXPECT_EQ(md("<!-- wp:heading -->\n<h2>はじめに</h2>\n<!-- /wp:heading -->\n\n"
               "<!-- wp:paragraph -->\n<p>本文\nです。</p>\n<!-- /wp:paragraph -->\n\n"
               "<!-- wp:list -->\n<ul><!-- wp:list-item --><li>い</li><!-- /wp:list-item -->"
               "<li>ろ<ol><li>は</li></ol></li></ul>\n<!-- /wp:list -->\n\n"
               "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><p>引用</p></blockquote>\n"
               "<!-- /wp:quote -->"),
            "# はじめに\n\n本文です。\n\n- い\n- ろ\n\n  1. は\n\n> 引用");
  EXPECT_EQ(md("<!-- wp:separator --><hr class=\"wp-block-separator\"/><!-- /wp:separator -->"),
            "---");
  EXPECT_EQ(md("<!-- wp:code --><pre class=\"wp-block-code\"><code>a = `b`</code></pre>"),
            "```\na = `b`\n```");
}

TEST(Convert, PicturesOfTheSiteWaitForTheLibrary) {
  const Converted c = to_markdown(
      "<!-- wp:image {\"id\":5} --><figure class=\"wp-block-image\"><img "
      "src=\"https://old.example.jp/wp-content/uploads/2019/05/%E5%9B%B3-300x200.jpg\" "
      "alt=\"図面\"/><figcaption>作業の<em>図面</em></figcaption></figure><!-- /wp:image -->",
      kSite);
  EXPECT_EQ(c.markdown, "![図面](media:@2019/05/%E5%9B%B3.jpg \"作業の図面\")");
  EXPECT_TRUE(c.media.contains("2019/05/図.jpg"));
  EXPECT_TRUE(c.losses.empty());
  EXPECT_EQ(md("[caption id=\"a\" width=\"300\"]<a href=\"/wp-content/uploads/a.jpg\"><img "
               "src=\"/wp-content/uploads/a-150x150.jpg\" alt=\"い\" /></a> 説明[/caption]"),
            "![い](media:@a.jpg \"説明\")");
  EXPECT_EQ(md("前<img src=\"/wp-content/uploads/a.jpg\" alt=\"い\">後"),
            "前\n\n![い](media:@a.jpg)\n\n後");
  EXPECT_EQ(md("[gallery ids=\"3,4\"]"), "![](media:@id/3)\n\n![](media:@id/4)");
}

TEST(Convert, LinksOfTheSiteWaitForTheirArticles) {
  EXPECT_EQ(md("<a href=\"https://old.example.jp/2019/05/hello/\">前の記事</a>"),
            "[前の記事](musubi-old:/2019/05/hello/)");
  EXPECT_EQ(md("<a href=\"http://www.old.example.jp/?p=12\">い</a>"),
            "[い](musubi-old:/?p=12)");
  EXPECT_EQ(md("<a href=\"https://example.com/a(b)\">外</a>"),
            "[外](https://example.com/a%28b%29)");
  EXPECT_EQ(md("<a href=\"/wp-content/uploads/2019/a.pdf\">募集要項</a>"),
            "[募集要項](media:@2019/a.pdf)");
  EXPECT_EQ(md("<a href=\"#top\">上へ</a>"), "上へ");
  EXPECT_TRUE(loses("<a href=\"#top\">上へ</a>", "link"));
}

TEST(Convert, TablesGetTheHeadThatTheyNeed) {
  EXPECT_EQ(md("<table><thead><tr><th>日</th><th>場所</th></tr></thead>"
               "<tbody><tr><td>1|2</td><td>い<br>ろ</td></tr></tbody></table>"),
            "| 日 | 場所 |\n| --- | --- |\n| 1\\|2 | い ろ |");
  const Converted c = to_markdown("<table><tr><td colspan=\"2\">い</td></tr>"
                                  "<tr><td>ろ</td><td>は</td></tr></table>",
                                  kSite);
  EXPECT_EQ(c.markdown, "| い |  |\n| --- | --- |\n| ろ | は |");
  EXPECT_EQ(c.losses.size(), 2U);
  EXPECT_TRUE(has_loss(c, "table"));
  EXPECT_EQ(c.losses[0].block, 1);
}

TEST(Convert, HeadingsPassOverNoLevel) {
  EXPECT_EQ(md("<h3>い</h3><h3>ろ</h3><h5>は</h5><h2>に</h2>"), "# い\n\n# ろ\n\n## は\n\n# に");
  EXPECT_TRUE(loses("<h3>い</h3>", "heading"));
  EXPECT_FALSE(loses("<h2>い</h2><h3>ろ</h3>", "heading"));
}

TEST(Convert, ColumnsAreColumns) {
  EXPECT_EQ(md("<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column -->"
               "<div class=\"wp-block-column\"><p>い</p></div><!-- /wp:column -->"
               "<div class=\"wp-block-column\"><p>ろ</p></div></div><!-- /wp:columns -->"),
            ":::columns\n\n:::column\n\nい\n\n:::column\n\nろ\n\n:::");
}

TEST(Convert, TextStaysText) {
  for (const char* text : {"# 見出しではない", "- 一覧ではない", "1. 番号ではない", "> 引用ではない",
                           "*強調*ではない", "[リンク](ではない)", "`符号`ではない", "a_b_c",
                           "::: ではない", "~~消していない~~", "&amp;amp;", "<b>ではない</b>"}) {
    std::string html(text);
    if (html[0] == '<') html = "&lt;b&gt;ではない&lt;/b&gt;";
    std::string expected(text);
    if (expected == "&amp;amp;") expected = "&amp;";
    const std::string shown = markdown::to_text(md("<p>" + html + "</p>"));
    EXPECT_EQ(shown.substr(0, shown.find('\n')), expected) << md("<p>" + html + "</p>");
  }
}

TEST(Convert, EmphasisBesideBracketsIsStillEmphasis) {
  EXPECT_EQ(md("これは<strong>「大事」</strong>です"), "これは「**大事**」です");
  EXPECT_EQ(md("<strong> 間 </strong>"), "**間**");
  EXPECT_EQ(md("<b><strong>二重</strong></b>"), "**二重**");
  EXPECT_EQ(md("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"), "｜漢字《かんじ》");
}

TEST(Convert, WhatHasNoPlaceIsToldWithItsBlock) {
  const Converted c = to_markdown(
      "<!-- wp:paragraph --><p>い</p><!-- /wp:paragraph -->"
      "<!-- wp:latest-posts {\"n\":3} /-->"
      "<p>[contact-form-7 id=\"12\" title=\"問合せ\"]</p>"
      "<iframe src=\"https://video.example.com/embed/1\" title=\"工場の動画\"></iframe>"
      "<p style=\"color:red\">赤</p><p>［注意］[PDF] を読む</p>",
      kSite);
  EXPECT_EQ(c.markdown, "い\n\n[工場の動画](https://video.example.com/embed/1)\n\n赤\n\n"
                        "［注意］\\[PDF\\] を読む");
  ASSERT_TRUE(has_loss(c, "dynamic"));
  EXPECT_EQ(c.losses[0].place, "wp:latest-posts");
  EXPECT_EQ(c.losses[0].block, 2);
  EXPECT_TRUE(has_loss(c, "form"));
  EXPECT_TRUE(has_loss(c, "embed"));
  EXPECT_TRUE(has_loss(c, "look"));
}

// Each is what an attacker put into an old site; none may reach a page of ours, and each is told.
TEST(Convert, HostileMarkupIsDroppedAndTold) {
  const std::vector<std::string> hostile{
      "<script>alert(1)</script>",
      "<p>い<script src=\"https://evil.example.com/x.js\"></script></p>",
      "<a href=\"javascript:alert(1)\">い</a>",
      "<a href=\"java\nscript:alert(1)\">い</a>",
      "<a href=\" &#106;avascript:alert(1)\">い</a>",
      "<a href=\"vbscript:x\">い</a>",
      "<a href=\"data:text/html,<script>alert(1)</script>\">い</a>",
      "<img src=x onerror=alert(1)>",
      "<p onclick=\"alert(1)\">い</p>",
      "<svg><script>alert(1)</script><a xlink:href=\"javascript:1\"><text>い</text></a></svg>",
      "<math><mtext><a href=\"javascript:1\">い</a></mtext></math>",
      "<object data=\"x.swf\"></object>",
      "<embed src=\"javascript:alert(1)\">",
      "<iframe src=\"javascript:alert(1)\"></iframe>",
      "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
      "<base href=\"https://evil.example.com/\">",
      "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example.com\">",
      "<link rel=\"stylesheet\" href=\"https://evil.example.com/x.css\">",
      "<bdo dir=\"rtl\">い</bdo>"};
  for (const std::string& html : hostile) {
    const Converted c = to_markdown(html, kSite);
    const bool told = has_loss(c, "unsafe") || has_loss(c, "picture");
    EXPECT_TRUE(told) << html;
    for (const std::string_view evil : {"javascript", "<script", "onerror", "onclick", "alert",
                                        "evil", "data:", "vbscript"}) {
      EXPECT_EQ(lower_ascii(c.markdown).find(evil), std::string::npos) << html << "\n"
                                                                       << c.markdown;
    }
    EXPECT_EQ(markdown::to_html(c.markdown).find("<script"), std::string::npos);
  }
}

TEST(Convert, DirectionTricksAndUnseenCharactersGo) {
  const Converted c = to_markdown("<p>請求書\u202Efdp.exe\u202C と\u200B零\u2066幅</p>", kSite);
  EXPECT_EQ(c.markdown, "請求書fdp.exe と零幅");
  EXPECT_TRUE(has_loss(c, "words"));
  EXPECT_EQ(visible_line("題\u202E名\n二行"), "題名二行");
}

TEST(Convert, AnythingEndsAndMostIsToldOnce) {
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<div><ul><li>";
  EXPECT_TRUE(loses(deep + "い", "whole"));
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += "<p><input></p><p>い</p>";
  EXPECT_LE(to_markdown(many, kSite).losses.size(), kLossesMost + 2);
  EXPECT_EQ(md(std::string(100'000, '[')).substr(0, 4), "\\[\\[");
}

TEST(OldAddresses, OriginalsAndOldPaths) {
  EXPECT_EQ(original_name("2019/05/a-300x200.jpg"), "2019/05/a.jpg");
  EXPECT_EQ(original_name("a-scaled.jpg"), "a.jpg");
  EXPECT_EQ(original_name("a-1x.jpg"), "a-1x.jpg");
  EXPECT_EQ(old_path_of("https://old.example.jp/%E3%81%84/?x=1#y", kSite), "/い");
  EXPECT_EQ(old_path_of("https://old.example.jp/?p=12&x=1", kSite), "/?p=12");
  EXPECT_EQ(old_path_of("https://other.example.jp/x", kSite), "");
  EXPECT_EQ(read_address("/wp-content/uploads/../../wp-config.php", kSite).media_name, "");
  EXPECT_EQ(read_address("//evil.example.com/x", kSite).value, "https://evil.example.com/x");
}

TEST(ReferencesOfText, AreReplacedWhereTheyAreAddressesOnly) {
  References answers;
  answers.media = [](const std::string& name) {
    return name == "い.jpg" ? MediaAnswer{"media:1", "説明"} : MediaAnswer{"media:missing-x", ""};
  };
  answers.page = [](const std::string& address) { return "/news" + address; };
  EXPECT_EQ(with_references("![](media:@%E3%81%84.jpg \"題\") [い](musubi-old:/a/) media:@x "
                            "![あ](media:@%E3%81%84.jpg)[ろ](media:@b.pdf)",
                            answers),
            "![説明](media:1 \"題\") [い](/news/a/) media:@x ![あ](media:1)[ろ](media:missing-x)");
}

}  // namespace
}  // namespace musubi::site_import
