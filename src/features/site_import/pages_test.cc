// pages_test.cc - the import on its pages: from the file to the report, with an error at its field,
// buttons pressed twice, and who is turned away.
#include <gtest/gtest.h>

#include "features/site_import/site_import.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "support/wordpress.h"

namespace musubi::site_import {
namespace {

using test::Scenario;
namespace cast = test::cast;

void work(Scenario& s) {
  outbox::Handlers handlers;
  add_handlers(handlers);
  for (int i = 0; i < 50 && s.deliver(handlers) > 0; ++i) {
  }
}

std::string sent(Scenario& s, const std::string& key) {
  return s.as(cast::secretariat)
      .upload("/office/site-imports", {{"form_key", key}},
              {{"file", "old.xml", test::old_site(test::usual_items())}})
      .leads_to("/office/site-imports/")
      .header("Location");
}

TEST(SiteImportPages, FromTheFileToTheArticlesAndBack) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  office.get("/office/site-imports").status(200).contains("まだ移行したサイトはありません");
  office.get("/office/site-imports/new").status(200).contains("インターネットから取りに行くことはありません");
  const std::string path = sent(s, "a");
  office.get(path).status(200).contains("読んでいます").contains("いまの進み具合を見る");
  office.post(path + "/commit").status(409).not_audited();
  work(s);
  office.get(path).status(200).contains("架空の旧サイト").contains("架空 花子（4件）")
      .contains("カテゴリ「イベント」").contains("安全でないものを1か所で除きました")
      .contains("公開はされません").contains("name=\"target_0\"");
  office.get(path + "/losses").status(200).contains("研修の報告").contains("安全のため");
  office.get(path + "/losses?kind=unsafe").status(200).lacks("タグ（研修）");
  office.get(path + "/media?state=missing").status(200).contains("2019/05/guide.pdf");
  office.get(path + "/items?outcome=pending").status(200).contains("/2019/05/training")
      .contains("お知らせ（報告）");
  office.post(path + "/commit").leads_to(path).audited("site_import.import.ordered");
  office.post(path + "/commit").leads_to(path).not_audited();
  office.get(path).contains("取り込んでいます");
  work(s);
  office.get(path).status(200).contains("取り込みました").contains("この取込みを取り消す");
  office.get("/office/content").status(200).contains("活動の紹介");
  office.get(path + "/undo").status(200).contains("この取込みを取り消しますか");
  office.post(path + "/undo").leads_to(path).audited("site_import.import.undo_ordered");
  work(s);
  office.get(path).status(200).contains("取り消しました");
  office.get("/office/content").status(200).lacks("活動の紹介");
}

TEST(SiteImportPages, AWrongFileComesBackAtItsField) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  office.upload("/office/site-imports", {}, {}).status(422).contains("href=\"#f-file\"")
      .not_audited();
  office.upload("/office/site-imports", {}, {{"file", "a.pdf", "%PDF-1.4\n%%EOF\n"}}).status(422)
      .contains("href=\"#f-file\"").not_audited();
  office.upload("/office/site-imports", {},
                {{"file", "a.xml", test::old_site({})}, {"media", "a.zip", "no archive at all"}})
      .status(422).contains("href=\"#f-media\"").not_audited();
}

TEST(SiteImportPages, ChoicesAreKeptAndAWrongOneIsToldAtItsPlace) {
  Scenario s;
  const std::string path = sent(s, "b");
  work(s);
  auto& office = s.as(cast::secretariat);
  const std::string body = office.get(path).body();
  const std::string mark = "name=\"version\" value=\"";
  const std::size_t at = body.find(mark) + mark.size();
  const std::string version = body.substr(at, body.find('"', at) - at);
  office.post(path + "/choices", {{"version", version}, {"arrival", "draft"},
                                  {"target_0", "nonsense"}})
      .status(422).contains("href=\"#f-target_0\"").not_audited();
  office.post(path + "/choices", {{"version", version}, {"arrival", ""}}).status(422)
      .contains("公開していた記事をどう取り込むか");
  office.post(path + "/choices", {{"version", version}, {"arrival", "draft"},
                                  {"target_0", "skip"}, {"target_1", "skip"}})
      .leads_to(path).audited("site_import.import.chosen");
  office.post(path + "/choices", {{"version", version}, {"arrival", "draft"}}).status(409);
  office.get(path + "/items?outcome=skipped").status(200).contains("活動の紹介");
  office.post(path + "/removal").leads_to("/office/site-imports")
      .audited("site_import.import.discarded");
}

TEST(SiteImportPages, AFormSentTwiceIsOneImport) {
  Scenario s;
  const std::string first = sent(s, "same");
  EXPECT_EQ(first, sent(s, "same"));
}

TEST(SiteImportPages, OthersAreTurnedAway) {
  Scenario s;
  const std::string path = sent(s, "c");
  for (const test::Person& person : {cast::prefecture, cast::auditor, cast::member}) {
    s.as(person).get("/office/site-imports").status(403);
    s.as(person).get(path).status(403);
    s.as(person).post(path + "/commit").status(403).not_audited();
  }
  s.anonymous().get(path).status(303);
}

}  // namespace
}  // namespace musubi::site_import
