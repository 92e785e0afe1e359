// pages_test.cc - the library on its pages: several files at once, refusals beside successes, two
// people at one item, what visitors get with which headers, and who is turned away.
#include <gtest/gtest.h>

#include "features/media/media.h"
#include "support/pictures.h"
#include "support/scenario.h"

namespace musubi::media {
namespace {

using test::FormFields;
using test::Scenario;
namespace cast = test::cast;

FormFields details(FormFields more = {}) {
  FormFields out{{"version", "1"},          {"title", "朝礼"},   {"alt", "予定表の前の四人"},
                 {"rights_holder", "事務局"}, {"people", "none"}, {"focal_x", "50"},
                 {"focal_y", "50"}};
  for (auto& one : more) out.push_back(one);
  return out;
}

std::string sent_picture(Scenario& s, unsigned seed) {
  const auto answer = s.as(cast::secretariat)
                          .upload("/office/media", {{"form_key", std::to_string(seed)}},
                                  {{"file", "写真.png", test::drawn(600, 400, seed)}})
                          .leads_to("/office/media/")
                          .audited("media.item.registered");
  const std::string path = answer.header("Location");
  return path.substr(0, path.find('?'));
}

void made(Scenario& s) {
  outbox::Handlers handlers;
  add_handlers(handlers);
  s.deliver(handlers);
}

// The first address in the page that begins so.
std::string address_in(const std::string& body, const std::string& start) {
  const std::size_t at = body.find(start);
  if (at == std::string::npos) return "";
  return body.substr(at, body.find_first_of("\" ", at) - at);
}

TEST(MediaPages, APictureIsSentDescribedAndShown) {
  Scenario s;
  const std::string path = sent_picture(s, 21);
  auto& office = s.as(cast::secretariat);
  office.get(path).status(200).contains("処理中").contains("公開する前に、次のことが必要です");
  made(s);
  office.get(path).status(200).contains("できました").contains("data-focal-x=\"f-focal_x\"");
  office.get("/office/media").status(200).contains("写真").contains("書きかけ");
  office.post(path, details()).leads_to(path + "?said=saved").audited("media.item.described");
  office.get(path).lacks("公開する前に、次のことが必要です").contains("事務局と県だけが開けます");
  const std::string preview = address_in(office.get("/office/media").body(), path + "/files/");
  ASSERT_FALSE(preview.empty());
  EXPECT_EQ(office.get(preview).status(200).header("Content-Type"), "image/webp");
}

TEST(MediaPages, SeveralFilesAreAnsweredOneByOne) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  office.upload("/office/media", {}, {}).status(422).contains("href=\"#f-file\"").not_audited();
  const std::string good = test::drawn(50, 40, 22);
  office.upload("/office/media", {{"form_key", "a"}},
                {{"file", "よい.png", good},
                 {"file", "絵.svg", "<?xml version=\"1.0\"?><svg xmlns=\"x\"></svg>"}})
      .status(422).contains("よい.png").contains("登録済み").contains("PNGに書き出して")
      .audited("media.item.registered");
  office.upload("/office/media", {{"form_key", "b"}}, {{"file", "同じ.png", good}})
      .leads_to("/office/media/").not_audited();
  office.upload("/office/media", {{"form_key", "c"}},
                {{"file", "1.png", test::drawn(50, 40, 23)},
                 {"file", "2.png", test::drawn(50, 40, 24)}})
      .leads_to("/office/media?said=several");
}

TEST(MediaPages, AScriptThatSendsFileByFileIsAnsweredInItsOwnWords) {
  Scenario s;
  test::Visitor browser = s.as(cast::secretariat);
  browser.header("Accept", "application/json");
  browser.upload("/office/media", {}, {{"file", "a.png", test::drawn(50, 40, 25)}})
      .status(200).contains("\"path\":\"/office/media/");
  browser.upload("/office/media", {}, {{"file", "b.png", "BM no picture"}})
      .status(422).contains("\"field\":\"file\"");
}

TEST(MediaPages, TwoWhoWriteLoseNeitherText) {
  Scenario s;
  const std::string path = sent_picture(s, 26);
  s.as(cast::secretariat).post(path, details({{"caption", "一人目の説明"}})).status(303);
  FormFields mine = details({{"caption", "二人目の説明"}});
  s.as(cast::manager).post(path, mine).status(409).contains("一人目の説明").contains("二人目の説明")
      .contains("name=\"version\" value=\"2\"");
}

TEST(MediaPages, WrongFieldsComeBackAsTypedWithLinksToThem) {
  Scenario s;
  const std::string path = sent_picture(s, 27);
  s.as(cast::secretariat)
      .post(path, {{"version", "1"}, {"title", ""}, {"alt", "残る文"}, {"focal_x", "150"},
                   {"focal_y", "50"}})
      .status(422).contains("href=\"#f-focal_x\"").contains("残る文").contains("value=\"150\"")
      .not_audited();
}

TEST(MediaPages, VisitorsGetWhatIsMarkedPublicForEverAndNothingElse) {
  Scenario s;
  const std::string path = sent_picture(s, 28);
  made(s);
  const std::string preview =
      address_in(s.as(cast::secretariat).get("/office/media").body(), path + "/files/");
  const std::string id = path.substr(std::string("/office/media/").size());
  const std::string open = "/media/" + id + "/" + preview.substr(preview.rfind('/') + 1);
  s.anonymous().get(open).status(404);
  s.as(cast::secretariat).post(path, details({{"open_to_all", "1"}})).status(303);
  const auto answer = s.anonymous().get(open).status(200);
  EXPECT_EQ(answer.header("Content-Type"), "image/webp");
  EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_NE(answer.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  EXPECT_FALSE(answer.header("ETag").empty());
  EXPECT_EQ(answer.body().substr(0, 4), "RIFF");
  // The same bytes for who is signed in, and kept as long.
  EXPECT_EQ(s.as(cast::member).get(open).header("Cache-Control"),
            "public, max-age=31536000, immutable");
  s.anonymous().get("/media/" + id + "/original").status(404);
  s.anonymous().get("/media/" + id + "/full-480-00000000.webp").leads_to("/media/" + id + "/full-");
  s.anonymous().get("/media/" + id + "/full-480-00000000.svg").status(404);
}

TEST(MediaPages, ADocumentThatCouldRunIsSavedNotShown) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  const auto sent = office.upload("/office/media", {},
                                  {{"file", "表.csv", "見出し,数\r\n一,1\r\n二,2\r\n"}});
  const std::string where = sent.header("Location");
  const std::string path = where.substr(0, where.find('?'));
  const std::string id = path.substr(std::string("/office/media/").size());
  office.post(path, details({{"open_to_all", "1"}})).status(303);
  const auto answer = s.anonymous().get("/media/" + id + "/original").status(200);
  EXPECT_EQ(answer.header("Content-Type"), "application/octet-stream");
  EXPECT_EQ(answer.header("Content-Disposition").substr(0, 10), "attachment");
}

TEST(MediaPages, DeletingAsksFirstAndIsRefusedWhileItIsUsed) {
  Scenario s;
  const std::string path = sent_picture(s, 29);
  auto& office = s.as(cast::secretariat);
  office.get(path + "/deletion").status(200).contains("消すと元に戻せません");
  configure_uses({{"test.pages",
                   [](db::Reader&, const MediaId&, int) {
                     return std::vector<Use>{{"ＤＸ事例「図面」", "/office/pages/1"}};
                   },
                   {}}});
  office.get(path).contains("ＤＸ事例「図面」").lacks(path + "/deletion\"");
  office.post(path + "/deletion", {{"version", "1"}}).status(409).contains("ＤＸ事例「図面」")
      .not_audited();
  configure_uses({});
  office.post(path + "/deletion", {{"version", "1"}}).leads_to("/office/media")
      .audited("media.item.deleted");
  office.get(path).status(404);
}

TEST(MediaPages, ThePrefectureSeesAndOthersAreTurnedAway) {
  Scenario s;
  const std::string path = sent_picture(s, 30);
  auto& prefecture = s.as(cast::prefecture);
  prefecture.get("/office/media").status(200).lacks("画像・資料を登録する");
  prefecture.get(path).status(200).contains("まだ確かめていない").lacks("<textarea");
  prefecture.post(path, details()).status(403);
  for (const auto& who : {cast::member_admin, cast::adviser, cast::visitor}) {
    s.as(who).get("/office/media").status(403);
    s.as(who).get(path + "/original").status(403);
  }
  s.anonymous().get("/office/media").status(303);
}

TEST(MediaPages, AConsentThatEndsSoonWaitsOnTheHome) {
  Scenario s;
  const std::string path = sent_picture(s, 31);
  s.as(cast::secretariat)
      .post(path, {{"version", "1"}, {"title", "朝礼"}, {"people", "consented"},
                   {"consent_note", "書面"}, {"consent_until_era", "reiwa"},
                   {"consent_until_year", "6"}, {"consent_until_month", "11"},
                   {"consent_until_day", "20"}, {"focal_x", "50"}, {"focal_y", "50"}})
      .status(303);
  s.as(cast::secretariat).get("/office").contains("写真の同意の期限");
  s.as(cast::secretariat).get("/office/media?show=consent").contains("朝礼").contains("R6.11.20");
}

}  // namespace
}  // namespace musubi::media
