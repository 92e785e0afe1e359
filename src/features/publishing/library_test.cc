// library_test.cc - articles with pictures of the media library: shown in the formats that browsers
// choose from, refused while something stands against them, open to visitors only while an article
// is, or while somebody holds a link to its draft; and never deleted under an article.
#include <gmock/gmock.h>

#include "features/media/media.h"
#include "support/pictures.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

using testing::HasSubstr;
namespace cast = test::cast;

class ArticlesWithPictures : public PublishingCase {
 protected:
  test::Visitor& desk() { return s_.as(cast::secretariat); }
  // Sent in and made; its path at the office.
  std::string sent(unsigned seed) {
    const std::string path = desk()
                                 .upload("/office/media", {{"form_key", std::to_string(seed)}},
                                         {{"file", "写真.png", test::drawn(600, 400, seed)}})
                                 .header("Location");
    outbox::Handlers handlers;
    media::add_handlers(handlers);
    s_.deliver(std::move(handlers));
    return path.substr(0, path.find('?'));
  }
  void describe(const std::string& path) {
    desk().post(path, {{"version", "1"}, {"title", "作業台"}, {"alt", "作業台の上の図面"},
                       {"rights_holder", "事務局"}, {"people", "none"}, {"focal_x", "50"},
                       {"focal_y", "50"}})
        .leads_to(path);
  }
  static std::string reference(const std::string& path) {
    return "media:" + path.substr(path.rfind('/') + 1);
  }
  ContentId article_with(const std::string& path) {
    const ContentId id = written("news", "zumen", "図面のお知らせ");
    const auto saved = save_draft(
        office(), edit(id, {{"body", "# はじめに\n\n![作業台の上の図面](" + reference(path) +
                                         " \"取材の日\")\n"}}));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().says);
    return id;
  }
  // The first address of a picture's file in the page.
  static std::string address_in(const std::string& body) {
    const std::size_t at = body.find("src=\"/media/");
    return at == std::string::npos ? "" : body.substr(at + 5, body.find('"', at + 5) - at - 5);
  }
};

TEST_F(ArticlesWithPictures, APictureIsShownInEveryFormatOnceTheArticleIsPublic) {
  const std::string picture = sent(61);
  describe(picture);
  const ContentId id = article_with(picture);
  EXPECT_FALSE(has_errors(page(id).findings));
  const std::string preview = desk().get("/office/content/" + id.text + "/preview").body();
  EXPECT_THAT(preview, HasSubstr("<picture"));
  EXPECT_THAT(preview, HasSubstr("/office/media/"));
  walk_to_public(id);
  auto shown = s_.stranger().get("/news/zumen");
  shown.status(200).contains("image/avif").contains("image/webp").contains("取材の日").contains(
      "alt=\"作業台の上の図面\"");
  const std::string file = address_in(shown.body());
  ASSERT_FALSE(file.empty());
  s_.stranger().get(file).status(200);
  EXPECT_TRUE(end_content(manager(), step(id, "終わったため")));
  s_.stranger().get(file).status(404);
}

TEST_F(ArticlesWithPictures, WhatThePictureLacksIsAnErrorOfTheArticle) {
  const std::string picture = sent(62);
  const ContentId id = article_with(picture);
  EXPECT_TRUE(has_errors(page(id).findings));
  EXPECT_EQ(send_content(office(), step(id)).error().fault, Fault::conflict);
  describe(picture);
  EXPECT_FALSE(has_errors(page(id).findings));
  EXPECT_TRUE(send_content(office(), step(id)));
}

TEST_F(ArticlesWithPictures, WhoeverHoldsTheLinkToADraftSeesItsPictures) {
  const std::string picture = sent(63);
  describe(picture);
  const ContentId id = article_with(picture);
  const auto link = make_preview(office(), id);
  ASSERT_TRUE(link.has_value());
  auto shown = s_.stranger().get(*link);
  const std::string file = address_in(shown.status(200).body());
  ASSERT_FALSE(file.empty());
  s_.stranger().get(file).status(200);
  EXPECT_TRUE(end_preview(office(), id));
  s_.stranger().get(file).status(404);
}

TEST_F(ArticlesWithPictures, WhatAnArticleNamesIsNotDeleted) {
  const std::string picture = sent(64);
  describe(picture);
  const ContentId id = article_with(picture);
  desk().get(picture).contains("お知らせ「図面のお知らせ」").contains("/office/content/" + id.text);
  desk().post(picture + "/deletion", {{"version", "2"}}).status(409);
  EXPECT_TRUE(save_draft(office(), edit(id, {{"body", "# はじめに\n\n本文です。"}})));
  desk().post(picture + "/deletion", {{"version", "2"}}).leads_to("/office/media");
}

}  // namespace
}  // namespace musubi::publishing
