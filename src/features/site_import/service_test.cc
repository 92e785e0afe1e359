// service_test.cc - a site that moves in: what it becomes, what is told, that nothing is public,
// that nothing comes twice, that it goes back, and that a killed run loses nothing.
#include "features/site_import/service.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/archives/archives.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "features/site_import/site_import.h"
#include "support/cast.h"
#include "support/pictures.h"
#include "support/scenario.h"
#include "support/wordpress.h"

namespace musubi::site_import {
namespace {

namespace fs = std::filesystem;
namespace cast = test::cast;

class SiteImports : public testing::Test {
 protected:
  SiteImports() {
    files::configure({folder_.path() + "/files", "", 1000});
    fs::create_directories(folder_.path() + "/up/wp-content/uploads/2019/05");
    test::put_file(folder_.path() + "/up/wp-content/uploads/2019/05/photo.png",
                   test::drawn(600, 400, 7));
    test::put_file(folder_.path() + "/up/wp-content/uploads/2019/05/photo-300x200.png",
                   test::drawn(300, 200, 7));
    EXPECT_TRUE(
        archives::write_zip(folder_.path() + "/up", folder_.path() + "/uploads.zip").has_value());
  }
  Context office() { return s_.context_of(cast::secretariat); }

  std::string file(const std::vector<test::OldItem>& items) {
    const std::string path = folder_.path() + "/export.xml";
    test::put_file(path, test::old_site(items));
    return path;
  }
  SiteImportId begun(const std::vector<test::OldItem>& items, bool with_files = true) {
    NewImport input;
    input.path = file(items);
    input.filename = "export.xml";
    if (with_files) {
      input.media_path = folder_.path() + "/uploads.zip";
      input.media_filename = "uploads.zip";
    }
    const auto id = begin_import(office(), input);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    return id.value_or({});
  }
  void deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    for (int i = 0; i < 50 && s_.deliver(handlers) > 0; ++i) {
    }
  }
  ImportPage page(const SiteImportId& id) {
    auto found = load_visible_import(office(), id);
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
    return found ? std::move(*found) : ImportPage{};
  }
  std::int64_t count(const std::vector<Counted>& counts, const std::string& code) {
    for (const Counted& one : counts) {
      if (one.code == code) return one.count;
    }
    return 0;
  }
  ImportItem item(const SiteImportId& id, const std::string& title) {
    const auto all = list_items(office(), id, "", 0, 100);
    for (const ImportItem& one : all.value_or({})) {
      if (one.title == title) return one;
    }
    ADD_FAILURE() << "no item " << title;
    return {};
  }
  SiteImportId committed(const std::vector<test::OldItem>& items) {
    const SiteImportId id = begun(items);
    deliver();
    const auto ordered = order_commit(office(), id);
    EXPECT_TRUE(ordered.has_value()) << (ordered ? "" : ordered.error().says);
    deliver();
    EXPECT_EQ(page(id).import.state, "committed");
    return id;
  }
  std::size_t public_items() {
    return s_.db().read([](db::Reader& reader) {
      return publishing::list_public_items(reader, "", 100).size();
    });
  }

  test::TempFolder folder_;
  test::Scenario s_;
};

TEST_F(SiteImports, TheDryRunTellsEverythingAndMakesNothing) {
  const SiteImportId id = begun(test::usual_items());
  deliver();
  const ImportPage read = page(id);
  EXPECT_EQ(read.import.state, "draft");
  EXPECT_EQ(read.import.site_title, "架空の旧サイト");
  EXPECT_EQ(count(read.outcomes, "pending"), 4);
  EXPECT_EQ(count(read.media, "found"), 1);
  EXPECT_EQ(count(read.media, "missing"), 1);
  EXPECT_EQ(read.import.authors.at("架空 花子"), 4);
  EXPECT_EQ(read.import.skipped.at("メニューの項目"), 1);
  EXPECT_EQ(read.import.skipped.at("ごみ箱の中"), 1);
  EXPECT_EQ(count(read.losses, "unsafe"), 1);
  EXPECT_EQ(count(read.losses, "link"), 1);
  EXPECT_EQ(item(id, "研修の報告").target, "news/report");
  EXPECT_EQ(item(id, "次の研修").target, "news/event");
  EXPECT_EQ(item(id, "活動の紹介").target, "page");
  EXPECT_EQ(public_items(), 0U);
  EXPECT_TRUE(item(id, "研修の報告").content_id.empty());
}

TEST_F(SiteImports, ArticlesArriveAsDraftsWithTheirFilesAndNothingIsPublic) {
  const SiteImportId id = committed(test::usual_items());
  const ImportItem report = item(id, "研修の報告");
  EXPECT_EQ(report.outcome, "made");
  EXPECT_EQ(report.new_path, "/news/training");
  EXPECT_EQ(item(id, "次の研修").new_path, "/news/wp-3");
  EXPECT_EQ(public_items(), 0U);
  s_.as(cast::secretariat).get(publishing::item_path(report.content_id)).status(200)
      .contains("下書き");
  s_.as(cast::secretariat).get(publishing::item_path(report.content_id) + "/edit").status(200)
      .contains("![机を囲む四人](media:").lacks("media:@").lacks("musubi-old:").lacks("alert(1)");
  s_.anonymous().get("/news/training").status(404);
  s_.anonymous().get("/2019/05/training/").status(404);
  s_.as(cast::secretariat).get("/office/content").status(200).contains("研修の報告");
}

TEST_F(SiteImports, TheFileOfTheOldSiteGoesOnceItWasTakenIn) {
  const SiteImport import = page(committed(test::usual_items())).import;
  for (const std::string& id : {import.file_id, import.media_file_id}) {
    const auto kept = s_.db().read(
        [&](db::Reader& reader) { return files::find_file(reader, files::FileId{id}); });
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->state, files::State::removed);
  }
}

TEST_F(SiteImports, TheSameFileMakesNothingTwice) {
  const SiteImportId first = committed(test::usual_items());
  s_.advance_minutes(1);
  const SiteImportId second = committed(test::usual_items());
  EXPECT_NE(first, second);
  EXPECT_EQ(count(page(second).outcomes, "same"), 4);
  EXPECT_EQ(count(page(second).outcomes, "made"), 0);
  EXPECT_EQ(count(page(second).media, "same"), 1);
  EXPECT_EQ(item(second, "研修の報告").content_id, item(first, "研修の報告").content_id);
}

TEST_F(SiteImports, ItGoesBackButForWhatSomebodyHasWorkedOn) {
  const SiteImportId id = committed(test::usual_items());
  const ImportItem worked_on = item(id, "次の研修");
  auto& office_browser = s_.as(cast::secretariat);
  const std::string path = publishing::item_path(worked_on.content_id);
  office_browser.post(path, {{"token", worked_on.content_token}, {"title", "直した題"},
                             {"language", "ja"}, {"body", "直した本文"}})
      .status(303);
  ASSERT_TRUE(order_undo(office(), id).has_value());
  deliver();
  const ImportPage undone = page(id);
  EXPECT_EQ(undone.import.state, "undone");
  EXPECT_EQ(count(undone.outcomes, "undone"), 3);
  EXPECT_EQ(count(undone.outcomes, "left"), 1);
  EXPECT_EQ(count(undone.media, "undone"), 1);
  office_browser.get(path).status(200).contains("直した題");
  office_browser.get(publishing::item_path(item(id, "研修の報告").content_id)).status(404);
  // What went may come again.
  s_.advance_minutes(1);
  const SiteImportId again = committed(test::usual_items());
  EXPECT_EQ(count(page(again).outcomes, "made"), 3);
  EXPECT_EQ(count(page(again).outcomes, "same"), 1);
}

TEST_F(SiteImports, ByChoiceWhatIsFlawlessIsSentOnAndItsSenderCannotConfirmIt) {
  const SiteImportId id = begun(test::usual_items(), false);
  deliver();
  const SiteImport read = page(id).import;
  Choices choices{id, read.version, "review", {}};
  for (const Group& group : read.groups) choices.targets[group.key] = group.guess;
  const auto chosen = change_choices(office(), choices);
  ASSERT_TRUE(chosen.has_value()) << chosen.error().says;
  ASSERT_TRUE(order_commit(office(), id).has_value());
  deliver();
  EXPECT_EQ(item(id, "活動の紹介").says, "確認に回しました");
  EXPECT_NE(item(id, "研修の報告").says.find("下書きのまま"), std::string::npos);
  EXPECT_EQ(item(id, "書きかけ").says, "");
  EXPECT_EQ(public_items(), 0U);
  const std::string path = publishing::item_path(item(id, "活動の紹介").content_id);
  s_.as(cast::secretariat).post(path + "/confirmation", {{"version", "2"}}).status(403);
  // Sent on but not worked on: it still goes back.
  ASSERT_TRUE(order_undo(office(), id).has_value());
  deliver();
  EXPECT_EQ(count(page(id).outcomes, "left"), 0);
}

TEST_F(SiteImports, ARunThatStopsAfterEachItemEndsLikeOneThatDoesNot) {
  const SiteImportId id = begun(test::usual_items());
  deliver();
  ASSERT_TRUE(order_commit(office(), id).has_value());
  // A slice of no time does nothing; a kill between two items is a slice that ends there.
  const auto none = work_on(office(), id, {}, 0);
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(*none);
  EXPECT_EQ(count(page(id).outcomes, "made"), 0);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(work_on(office(), id, {}, 60'000).has_value());
  EXPECT_EQ(page(id).import.state, "committed");
  deliver();  // the ordered step finds nothing left
  EXPECT_EQ(count(page(id).outcomes, "made"), 4);
  EXPECT_EQ(count(page(id).media, "made"), 1);
}

TEST_F(SiteImports, OldAddressesLeadOnOnceTheArticleIsPublic) {
  const SiteImportId id = committed(test::usual_items());
  const ImportItem about = item(id, "活動の紹介");
  const std::string path = publishing::item_path(about.content_id);
  s_.as(cast::secretariat).post(path + "/sending", {{"version", "1"}}).status(303);
  s_.as(cast::manager).post(path + "/confirmation", {{"version", "2"}}).status(303);
  s_.anonymous().get("/about-us/").status(404);
  s_.as(cast::manager).post(path + "/publication", {{"version", "3"}, {"publish_at", "0"}})
      .status(303);
  for (const char* old : {"/about-us", "/about-us/", "/?page_id=1"}) {
    const auto answer = s_.anonymous().get(old);
    answer.status(301);
    EXPECT_EQ(answer.header("Location"), "/pages/about-us") << old;
  }
  EXPECT_EQ(s_.anonymous().get("/category/event/").status(301).header("Location"), "/news");
  s_.anonymous().get("/wp-content/uploads/2019/05/photo.png").status(404);
  s_.anonymous().get("/?p=999").status(200);
  // The day that visitors knew it by.
  s_.anonymous().get("/pages/about-us").status(200).contains("2019-05-01");
}

TEST_F(SiteImports, AFileThatIsNoneFailsWithItsLineAndLeavesNothing) {
  NewImport input;
  input.path = folder_.path() + "/bad.xml";
  input.filename = "bad.xml";
  test::put_file(input.path, test::old_site(test::usual_items()).substr(0, 2500));
  const auto id = begin_import(office(), input);
  ASSERT_TRUE(id.has_value()) << id.error().says;
  deliver();
  const ImportPage failed = page(*id);
  EXPECT_EQ(failed.import.state, "failed");
  EXPECT_NE(failed.import.problem.find("行目："), std::string::npos) << failed.import.problem;
  EXPECT_TRUE(failed.outcomes.empty());
  EXPECT_TRUE(failed.losses.empty());
  ASSERT_TRUE(discard_import(office(), *id).has_value());
}

TEST_F(SiteImports, OthersMayNot) {
  const SiteImportId id = begun(test::usual_items());
  for (const test::Person& person : {cast::prefecture, cast::member, cast::auditor}) {
    const Context ctx = s_.context_of(person);
    EXPECT_EQ(load_visible_import(ctx, id).error().fault, Fault::forbidden);
    EXPECT_EQ(order_commit(ctx, id).error().fault, Fault::forbidden);
    EXPECT_EQ(order_undo(ctx, id).error().fault, Fault::forbidden);
    EXPECT_EQ(discard_import(ctx, id).error().fault, Fault::forbidden);
  }
}

TEST_F(SiteImports, TheCommandDoesTheSameFromAFolder) {
  const SiteFile from{file(test::usual_items()), folder_.path() + "/up"};
  const auto foreseen = dry_run(from, {});
  ASSERT_TRUE(foreseen.has_value()) << foreseen.error().says;
  EXPECT_EQ(foreseen->at("items").size(), 4U);
  EXPECT_EQ(foreseen->at("media").at("missing"), Json::array({"2019/05/guide.pdf"}));
  const auto done = import_site(s_.system_context("コマンド import site"), from, {});
  ASSERT_TRUE(done.has_value()) << done.error().says;
  EXPECT_EQ(done->at("outcomes").at("made"), 4);
  EXPECT_EQ(done->at("media").at("counts").at("made"), 1);
  s_.advance_minutes(1);
  const auto again = import_site(s_.system_context("コマンド import site"), from, {});
  ASSERT_TRUE(again.has_value()) << again.error().says;
  EXPECT_EQ(again->at("outcomes").at("same"), 4);
}

}  // namespace
}  // namespace musubi::site_import
