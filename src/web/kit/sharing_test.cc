// sharing_test.cc - what open pages tell machines: whatever an article says, it stays data; a page
// with a description is told under its own address; pages of other areas tell nothing.
#include "web/kit/sharing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/temp_db.h"
#include "web/app.h"

namespace musubi::web::kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Sharing : public ::testing::Test {
 protected:
  Sharing() : app_(temp_.db()) { app_.public_origin = "https://example.jp"; }
  Request asked(const std::string& path) {
    Request r;
    r.method = "GET";
    r.path = r.target = path;
    r.app = &app_;
    r.db = &app_.db;
    return r;
  }
  test::TempDb temp_;
  App app_;
};

TEST_F(Sharing, WhateverIsWrittenStaysDataAndReadsBack) {
  std::mt19937 dice(8259);
  const std::string_view parts[] = {"</script>", "<!--", "<script", "&amp;", "\"", "\\", "催し",
                                    "\n", "'", "]]>", "\xE2\x80\xA8", "a"};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (unsigned n = dice() % 12; n > 0; --n) text += parts[dice() % std::size(parts)];
    const Json json{{"name", text}, {text + "k", 1}};
    const std::string out = json_for_page(json);
    ASSERT_EQ(out.find_first_of("<>&"), std::string::npos) << text;
    ASSERT_EQ(Json::parse(out), json) << text;
  }
}

TEST_F(Sharing, AnAddressIsWholeAndATitleIsEscaped) {
  const Request r = asked("/news/a");
  const std::string out =
      sharing(r, {.title = "題名 \"<一>\"", .description = "要約", .path = "/news/a?x=1&y=2",
                  .kind = "article", .image = "/media/x/full-480.jpg", .image_words = "図面",
                  .published = {1'730'075'400'000}, .crumbs = {{"ホーム", "/"}, {"題名", ""}}})
          .markup();
  EXPECT_THAT(out, HasSubstr("rel=\"canonical\" href=\"https://example.jp/news/a?x=1&amp;y=2\""));
  EXPECT_THAT(out, HasSubstr("content=\"題名 &quot;&lt;一&gt;&quot;\""));
  EXPECT_THAT(out, HasSubstr("content=\"https://example.jp/media/x/full-480.jpg\""));
  EXPECT_THAT(out, HasSubstr("content=\"2024-10-28T09:30:00+09:00\""));
  EXPECT_THAT(out, HasSubstr("\"@type\":\"BreadcrumbList\""));
  EXPECT_THAT(out, HasSubstr("\"@context\":\"https://schema.org\""));
  EXPECT_THAT(out, Not(HasSubstr("article:modified_time")));
}

TEST_F(Sharing, AnOpenPageWithADescriptionIsToldUnderItsOwnAddress) {
  const Request r = asked("/contact");
  const std::string told =
      page(r, {.area = Area::open, .title = "お問い合わせ", .description = "お問い合わせのページです。"},
           {})
          .markup();
  EXPECT_THAT(told, HasSubstr("rel=\"canonical\" href=\"https://example.jp/contact\""));
  EXPECT_THAT(told, HasSubstr("property=\"og:title\" content=\"お問い合わせ\""));
  EXPECT_THAT(told, HasSubstr("content=\"https://example.jp/assets/share"));
  const std::string silent = page(r, {.area = Area::open, .title = "回答を受け取りました"}, {}).markup();
  EXPECT_THAT(silent, Not(HasSubstr("canonical")));
  const std::string office =
      page(r, {.area = Area::office, .title = "記事", .description = "事務局の画面です。"}, {}).markup();
  EXPECT_THAT(office, Not(HasSubstr("canonical")));
}

}  // namespace
}  // namespace musubi::web::kit
