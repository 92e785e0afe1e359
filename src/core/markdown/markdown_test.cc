// markdown_test.cc - what people write is shown; what attackers write is harmless, and ends soon.
// Hostile inputs are a list: add the one you can think of.
#include "core/markdown/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace musubi::markdown {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Markdown, ShowsWhatPeopleWrite) {
  EXPECT_EQ(to_html("# 見出し\n\n本文は**大事**です。\n次の行"),
            "<h2>見出し</h2>\n<p>本文は<strong>大事</strong>です。<br />\n次の行</p>\n");
  EXPECT_THAT(to_html("- 一\n- 二"), HasSubstr("<li>一</li>"));
  EXPECT_THAT(to_html("~~旧~~"), HasSubstr("<del>旧</del>"));
}

TEST(Markdown, HeadingsNeverReachTheTopLevelAndStopAtSix) {
  EXPECT_THAT(to_html("# a"), HasSubstr("<h2>a</h2>"));
  EXPECT_THAT(to_html("###### a"), HasSubstr("<h6>a</h6>"));
  EXPECT_THAT(to_html("# a"), Not(HasSubstr("<h1")));
}

TEST(Markdown, TablesHaveScopeAndNoInlineStyle) {
  const std::string html = to_html("| 名 | 数 |\n|---|--:|\n| 会員 | 12 |\n");
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">名</th>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\" class=\"align-right\">数</th>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"align-right\">12</td>"));
  EXPECT_THAT(html, Not(HasSubstr("style=")));
}

TEST(Markdown, LinksThatLeaveTheSiteSaySo) {
  EXPECT_EQ(to_html("[県](https://example.jp/a)"),
            "<p><a rel=\"nofollow noopener\" href=\"https://example.jp/a\">県</a></p>\n");
  EXPECT_EQ(to_html("[内](/events)"), "<p><a href=\"/events\">内</a></p>\n");
  EXPECT_THAT(to_html("[](https://example.jp/)"), HasSubstr(">https://example.jp/</a>"));
}

class Hostile : public testing::TestWithParam<const char*> {};
TEST_P(Hostile, LeavesNothingThatRuns) {
  const std::string html = to_html(GetParam());
  for (const char* evil : {"<script", "<img src=\"http", "<iframe", "<svg", "href=\"javascript",
                           "href=\"data", "href=\"vbscript", "<style", "<form", "<input",
                           "href=\"file", "<!--"}) {
    EXPECT_THAT(html, Not(HasSubstr(evil))) << GetParam();
  }
}
INSTANTIATE_TEST_SUITE_P(
    Inputs, Hostile,
    testing::Values("<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b",
                    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
                    "[x](&#106;avascript:alert(1))", "[x](java\nscript:alert(1))",
                    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:msgbox)",
                    "![x](http://evil.example/pixel.gif)", "![x](//evil.example/p.gif)",
                    "![x](data:image/svg+xml;base64,AAAA)", "<iframe src=//evil.example></iframe>",
                    "<svg/onload=alert(1)>", "<style>*{display:none}</style>",
                    "[x](file:///etc/passwd)", "<form action=//evil.example><input name=a></form>",
                    "- [ ] 作業", "<javascript:alert(1)>", "[a]: javascript:alert(1)\n\n[a]",
                    "<!-- x -->", "<a href=\"x\" onclick=\"alert(1)\">x</a>"));

TEST(Markdown, AttributesCannotBeBrokenOutOf) {
  EXPECT_THAT(to_html("[x](/a \"t\\\" onmouseover=alert(1) x=\\\"\")"),
              HasSubstr("title=\"t&quot; onmouseover=alert(1) x=&quot;\""));
  EXPECT_THAT(to_html("<a href=\"x\" onclick=\"alert(1)\">x</a>"), Not(HasSubstr("onclick")));
}

TEST(Markdown, ALinkWithoutALabelIsNamedByItsAddressUnlessThatIsRefused) {
  EXPECT_NE(to_html("[](https://example.jp/a)").find(">https://example.jp/a"), std::string::npos);
  const std::string refused = to_html("[](javascript:alert`1`)");
  EXPECT_NE(refused.find("リンク"), std::string::npos) << refused;
  EXPECT_EQ(refused.find("alert"), std::string::npos) << refused;
}

TEST(Markdown, PathologicalInputEndsSoon) {
  const auto repeat = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  for (const std::string& input :
       {repeat("[", 50'000), repeat("*a_ ", 20'000), repeat("> ", 5'000), repeat("|x", 20'000),
        repeat("- ", 5'000), repeat("`a", 20'000), repeat("<a ", 20'000), repeat("![[]()", 10'000),
        repeat("http://a.", 10'000)}) {
    EXPECT_FALSE(to_html(input).empty()) << input.substr(0, 12);  // a hang is a time-out
  }
}

std::string times_of(int times, std::string_view piece) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

int number_of(std::string_view html, std::string_view piece) {
  int out = 0;
  for (auto at = html.find(piece); at != std::string_view::npos; at = html.find(piece, at + 1)) {
    ++out;
  }
  return out;
}

// Five kilobytes that would be half a million cells; the largest text would be a billion.
TEST(Markdown, ShortRowsOfAWideTableBecomeNoMillionsOfCells) {
  for (const char* before : {"", "> ", "- "}) {
    for (const char* row : {"x\n", "x\r\n", "x|\n"}) {
      const std::string inside = *before == '-' ? "  " : before;
      const std::string html =
          to_html(before + times_of(1'000, "|a") + "\n" + inside + times_of(1'000, "|-") + "\n" +
                  times_of(500, inside + row));
      EXPECT_EQ(number_of(html, "<th "), 1'000) << before << row;
      EXPECT_GT(number_of(html, "<td"), 40'000) << before << row;
      EXPECT_LT(number_of(html, "<td"), 52'000) << before << row;
      EXPECT_EQ(number_of(html, "x"), 500) << "no word is lost: " << before << row;
    }
  }
}

TEST(Markdown, ManyTablesShareWhatMayBeFilled) {
  const std::string table = times_of(500, "|a") + "\n" + times_of(500, "|-") + "\n" +
                            times_of(50, "x\n") + "\n";
  const std::string html = to_html(times_of(20, table));
  EXPECT_EQ(number_of(html, "<table>"), 20);
  EXPECT_LT(number_of(html, "<td"), 55'000);
  EXPECT_EQ(number_of(html, "x"), 1'000);
}

TEST(Markdown, ALineOfTooManyColumnsIsNoRow) {
  const std::string line(50'000, '|');
  const std::string row = to_html("|a|b|\n|-|-|\n" + line + "\n");
  EXPECT_EQ(number_of(row, "<table>"), 1);
  EXPECT_EQ(number_of(row, "<td"), 0);
  EXPECT_EQ(number_of(row, "|"), 50'000) << "it is shown as it was typed";
  EXPECT_EQ(number_of(to_html(line + "\n|-|\n"), "<table>"), 0);
  const std::string head = times_of(2'000, "|a") + "\n" + times_of(2'000, "|-") + "\n";
  EXPECT_EQ(number_of(to_html(head), "<table>"), 0);
  EXPECT_EQ(number_of(to_html(head), "a"), 2'000);
}

TEST(Markdown, TablesThatPeopleWriteAreWhole) {
  const std::string head = times_of(20, "| a ") + "|\n" + times_of(20, "|---") + "|\n";
  EXPECT_EQ(number_of(to_html(head + times_of(300, times_of(20, "| 1 ") + "|\n")), "<td"), 6'000);
  EXPECT_EQ(number_of(to_html(head + times_of(300, "| 1 | 2 |\n")), "<td"), 6'000);
  const std::string many = times_of(40, head + times_of(50, "| 1 |\n") + "\n");
  EXPECT_EQ(number_of(to_html(many), "<td"), 40'000);
}

TEST(Markdown, InvalidUtf8AndHugeTextAreAccepted) {
  EXPECT_THAT(to_html("\xff\xfe abc"), HasSubstr("abc"));
  EXPECT_LT(to_html(std::string(2'000'000, 'a')).size(), kBytesMost + 100);
}

TEST(Markdown, ControlCharactersAreLeftOut) {
  EXPECT_EQ(to_html("a\x01\x1b[2Jb&#7;c\x7F"), "<p>a[2Jbc</p>\n");
}

TEST(Markdown, WhatTurnsTheDirectionOfReadingIsShown) {
  for (const char* written : {"a\u202Eb", "a&#8238;b", "a&#x2066;b", "[a\u202Eb](/x)"}) {
    const std::string html = to_html(written);
    EXPECT_THAT(html, HasSubstr("a\uFFFDb")) << written;
    EXPECT_EQ(html.find("\u202E"), std::string::npos) << written;
    EXPECT_EQ(html.find("\u2066"), std::string::npos) << written;
  }
}

TEST(Markdown, TextForSearchHasOneLinePerBlock) {
  EXPECT_EQ(to_text("# 題\n\n本文 **太字** [県](https://example.jp)\n\n- 一\n- 二\n"),
            "題\n本文 太字 県\n一\n二\n");
  EXPECT_EQ(to_text("|a|b|\n|-|-|\n|1|2|\n"), "a\nb\n1\n2\n");
}

}  // namespace
}  // namespace musubi::markdown
