// rewrite_test.cc - a page of ours as a page of the copy: what changes, what goes, what stays to
// the letter; and what a file is called.
#include "features/site_export/rewrite.h"

#include <gtest/gtest.h>

#include "features/site_export/names.h"

namespace musubi::site_export {
namespace {

std::string copied(const std::string& html) {
  Rewriting how;
  how.address = [](const std::string& address) { return "[" + address + "]"; };
  how.band = "BAND";
  how.post_words = "POST";
  how.get_words = "GET";
  how.origin = "https://site.example.jp";
  return rewritten(html, how);
}

TEST(Rewrite, AddressesFormsAndScripts) {
  EXPECT_EQ(copied("<a class=\"x\" href=\"/news?a=1&amp;b=2\">い</a>"),
            "<a class=\"x\" href=\"[/news?a=1&amp;b=2]\">い</a>");
  EXPECT_EQ(copied("<img src=\"/m/a.jpg\" srcset=\"/m/a.jpg 480w, /m/b.jpg 960w\" alt=\"い\">"),
            "<img src=\"[/m/a.jpg]\" srcset=\"[/m/a.jpg] 480w, [/m/b.jpg] 960w\" alt=\"い\">");
  EXPECT_EQ(copied("前<form method=\"post\" action=\"/x\"><input name=\"a\"></form>後"), "前POST後");
  EXPECT_EQ(copied("<form action=\"/x\"><b>い</b></form>"), "GET");
  EXPECT_EQ(copied("前<form action=\"/search\" data-suggestions=\"/search/x\"></form>後"), "前後");
  EXPECT_EQ(copied("<script src=\"/a.js\" defer></script>い<script type=\"application/ld+json\">"
                   "{\"@id\":\"https://site.example.jp/\"}</script>"),
            "い");
  EXPECT_EQ(copied("<meta property=\"og:url\" content=\"https://site.example.jp/x\">い"), "い");
  EXPECT_EQ(copied("<body><main id=\"main\">い</main></body>"),
            "<body>BAND<main id=\"main\">い</main></body>");
}

TEST(Rewrite, TheRestStaysToTheLetter) {
  const std::string page =
      "<!DOCTYPE html>\n<html lang=\"ja\"><svg viewBox=\"0 0 24 24\"><path d=\"M1 2\"/></svg>"
      "<p hidden>1 &lt; 2 &amp; 3 < 4</p><!-- <a href=\"/x\"> --></html>";
  EXPECT_EQ(copied(page), page);
}

TEST(Rewrite, AddressesInAPageAndInAFeed) {
  EXPECT_EQ(addresses_in("<link rel=\"stylesheet\" href=\"/a.css\"><a href=\"/b\">い</a>"
                         "<form action=\"/c\"><a href=\"/d\"></a></form><img src=\"/e\">"),
            (std::vector<std::string>{"/a.css", "/b", "/e"}));
  EXPECT_EQ(with_addresses("<id>https://s.jp/news/x</id> https://s.jp", "https://s.jp",
                           [](const std::string& address) { return "[" + address + "]"; }),
            "<id>[/news/x]</id> []");
}

TEST(NamesOfACopy, OfFilesAndBetweenThem) {
  EXPECT_EQ(file_name_of("/", "text/html; charset=utf-8"), "index.html");
  EXPECT_EQ(file_name_of("/news/x", "text/html"), "news/x.html");
  EXPECT_EQ(file_name_of("/media/1/wide-960-1a.webp", "image/webp"), "media/1/wide-960-1a.webp");
  EXPECT_EQ(file_name_of("/media/1/original", "application/pdf"), "media/1/original.pdf");
  const std::string query = file_name_of("/news?before_at=1", "text/html");
  EXPECT_TRUE(query.starts_with("news.q-") && query.ends_with(".html")) << query;
  EXPECT_EQ(file_name_of("/../etc/passwd", "text/plain"), "");
  EXPECT_EQ(file_name_of("/%2e%2e/x", "text/plain"), "");
  EXPECT_EQ(relative_to("index.html", "news/x.html"), "news/x.html");
  EXPECT_EQ(relative_to("news/x.html", "index.html"), "../index.html");
  EXPECT_EQ(relative_to("news/x.html", "news/y.html"), "y.html");
  EXPECT_EQ(relative_to("media/1/a.html", "news/y.html"), "../../news/y.html");
  EXPECT_EQ(own_target("https://s.jp/x", "https://s.jp"), "/x");
  EXPECT_EQ(own_target("https://s.jp.evil.example/x", "https://s.jp"), "");
  EXPECT_EQ(own_target("//evil.example/x", "https://s.jp"), "");
}

}  // namespace
}  // namespace musubi::site_export
