// wordpress.h - an export file of an invented WordPress site, item by item, for tests of the import
// and of the commands. Never a real site's.
#pragma once

#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace musubi::test {

struct OldItem {
  std::string id, type = "post", status = "publish", title, slug, path, content;
  std::string category = {}, category_name = {}, tag = {};
  std::string attachment_url = {}, alt = {};
};

inline std::string old_item(const OldItem& i) {
  const auto cdata = [](const std::string& text) { return "<![CDATA[" + text + "]]>"; };
  std::string out = "<item><title>" + cdata(i.title) + "</title><link>https://old.example.jp" +
                    i.path + "</link><dc:creator>hanako</dc:creator><content:encoded>" +
                    cdata(i.content) + "</content:encoded><wp:post_id>" + i.id +
                    "</wp:post_id><wp:post_date_gmt>2019-05-01 00:30:00</wp:post_date_gmt>"
                    "<wp:post_name>" + i.slug + "</wp:post_name><wp:status>" + i.status +
                    "</wp:status><wp:post_type>" + i.type + "</wp:post_type>";
  if (!i.category.empty()) {
    out += "<category domain=\"category\" nicename=\"" + i.category + "\">" +
           cdata(i.category_name) + "</category>";
  }
  if (!i.tag.empty()) {
    out += "<category domain=\"post_tag\" nicename=\"t\">" + cdata(i.tag) + "</category>";
  }
  if (!i.attachment_url.empty()) {
    out += "<wp:attachment_url>" + i.attachment_url + "</wp:attachment_url>" +
           "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>" +
           cdata(i.alt) + "</wp:meta_value></wp:postmeta>";
  }
  return out + "</item>\n";
}

inline std::string old_site(const std::vector<OldItem>& items) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:excerpt=\"e\" xmlns:content=\"c\" xmlns:dc=\"d\" "
      "xmlns:wp=\"w\">\n<channel><title>架空の旧サイト</title>"
      "<link>https://old.example.jp</link><wp:wxr_version>1.2</wp:wxr_version>"
      "<wp:base_blog_url>https://old.example.jp</wp:base_blog_url>"
      "<wp:author><wp:author_login>hanako</wp:author_login>"
      "<wp:author_email>hanako@example.jp</wp:author_email>"
      "<wp:author_display_name>架空 花子</wp:author_display_name></wp:author>\n";
  for (const OldItem& item : items) out += old_item(item);
  return out + "</channel></rss>\n";
}

// A page, two posts that refer to each other and to files, a draft, and what is no article.
inline std::vector<OldItem> usual_items() {
  const std::string words =
      "<!-- wp:paragraph --><p>中小企業のデータ活用を進めるための取り組みを、月に一度お知らせします。"
      "参加は無料で、だれでも読めます。</p><!-- /wp:paragraph -->";
  return {
      {.id = "1", .type = "page", .title = "活動の紹介", .slug = "about-us", .path = "/about-us/",
       .content = words},
      {.id = "2", .title = "研修の報告", .slug = "training", .path = "/2019/05/training/",
       .content = words +
                  "<p><a href=\"https://old.example.jp/2019/06/next/\">次の研修</a>と、"
                  "<a href=\"https://old.example.jp/2018/01/gone/\">前の研修</a></p>"
                  "<p><img src=\"https://old.example.jp/wp-content/uploads/2019/05/"
                  "photo-300x200.png\" alt=\"\"></p><script>alert(1)</script>",
       .category = "report", .category_name = "活動報告", .tag = "研修"},
      {.id = "3", .title = "次の研修", .slug = "%e6%ac%a1", .path = "/2019/06/next/",
       .content = words, .category = "event", .category_name = "イベント"},
      {.id = "4", .status = "draft", .title = "書きかけ", .slug = "", .path = "/?p=4",
       .content = "途中です。"},
      {.id = "5", .type = "attachment", .status = "inherit", .title = "研修の写真", .slug = "photo",
       .path = "/2019/05/training/photo/", .content = "",
       .attachment_url = "https://old.example.jp/wp-content/uploads/2019/05/photo.png",
       .alt = "机を囲む四人"},
      {.id = "6", .type = "attachment", .status = "inherit", .title = "要項", .slug = "guide",
       .path = "/guide/", .content = "",
       .attachment_url = "https://old.example.jp/wp-content/uploads/2019/05/guide.pdf"},
      {.id = "7", .type = "nav_menu_item", .title = "メニュー", .slug = "menu", .path = "/?p=7",
       .content = ""},
      {.id = "8", .status = "trash", .title = "ごみ", .slug = "bin", .path = "/?p=8",
       .content = "捨てた"}};
}

inline void put_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace musubi::test
