// service_test.cc - the promises of the library: a picture is made whole or not at all, the same
// bytes are registered once, nobody who writes is overrun, what is used stays, and what a visitor
// may open follows from its uses, its mark and the consent of who is shown.
#include "features/media/service.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "features/media/service_conversion.h"
#include "support/pictures.h"
#include "support/programs.h"
#include "support/scenario.h"

namespace musubi::media {
namespace {

namespace cast = test::cast;

class Library : public testing::Test {
 protected:
  Library() { configure_uses({}); }
  ~Library() override { configure_uses({}); }

  Context office() { return s_.context_of(cast::secretariat); }
  Result<Added> add(const std::string& bytes, const std::string& filename,
                    const std::string& sending = "") {
    const std::string path = folder_.path() + "/upload";
    std::ofstream(path, std::ios::binary) << bytes;
    return add_file(office(), {.temp_path = path, .filename = filename, .title = "", .alt = "",
                               .caption = "", .sending = sending});
  }
  MediaId added(const std::string& bytes, const std::string& filename = "P1010001.png") {
    auto made = add(bytes, filename);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? made->id : MediaId{};
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s_.deliver(handlers);
  }
  Item item(const MediaId& id) {
    return s_.db().read([&](db::Reader& r) { return store::find_item(r, id).value_or(Item{}); });
  }
  std::vector<Variant> variants(const MediaId& id) {
    return s_.db().read([&](db::Reader& r) { return store::list_variants(r, id); });
  }
  bool is_open(const MediaId& id) {
    return s_.db().read([&](db::Reader& r) { return is_public(r, id, office().today()); });
  }
  static Details complete() {
    Details d;
    d.title = "作業台";
    d.alt = "作業台の上の図面";
    d.rights_holder = "事務局";
    d.people = "none";
    return d;
  }

  test::TempFolder folder_;
  test::Scenario s_;
};

std::string refused_words(const Result<Added>& added) {
  if (added) return "accepted";
  return added.error().fields.empty() ? added.error().says : added.error().fields.front().says;
}

TEST_F(Library, APictureIsMadeInAllFormatsByTheOutbox) {
  const MediaId id = added(test::drawn(600, 400, 1));
  EXPECT_EQ(item(id).state, "waiting");
  EXPECT_EQ(item(id).details.title, "P1010001");
  EXPECT_TRUE(variants(id).empty());
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(item(id).state, "ready");
  EXPECT_EQ(item(id).width, 600);
  EXPECT_EQ(item(id).height, 400);
  std::set<std::string> formats, shapes;
  for (const Variant& one : variants(id)) {
    formats.insert(one.format);
    shapes.insert(one.shape);
    EXPECT_EQ(one.name.find('/'), std::string::npos);
  }
  EXPECT_EQ(formats, (std::set<std::string>{"avif", "jpg", "webp"}));
  EXPECT_EQ(shapes, (std::set<std::string>{"full", "square", "wide"}));
  EXPECT_FALSE(item(id).thumb.empty());
}

TEST_F(Library, HalfAPictureIsToldAndLeavesNothingBehind) {
  const std::string whole = test::drawn(400, 300, 2);
  const MediaId id = added(whole.substr(0, whole.size() / 2));
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(item(id).state, "unreadable");
  EXPECT_NE(item(id).trouble.find("途中で切れている"), std::string::npos) << item(id).trouble;
  EXPECT_TRUE(variants(id).empty());
  EXPECT_EQ(deliver(), 0);  // no later try: it would be the same
  ASSERT_TRUE(convert_again(office(), id.text).has_value());
  EXPECT_EQ(item(id).state, "waiting");
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(item(id).state, "unreadable");
}

TEST_F(Library, WhatIsNoPictureIsRefusedWithItsRemedyAndLeavesNoItem) {
  const std::string svg =
      "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>";
  EXPECT_NE(refused_words(add(svg, "logo.svg")).find("PNGに書き出して"), std::string::npos);
  const std::string png = test::drawn(40, 30, 3);
  const std::string archive = png + "PK\x05\x06" + std::string(18, '\0');
  EXPECT_NE(refused_words(add(archive, "both.png")).find("混ざっています"), std::string::npos);
  std::string bomb = png;
  bomb[16] = bomb[20] = '\x7F';  // the header claims two thousand million pixels a side
  EXPECT_NE(refused_words(add(bomb, "bomb.png")).find("大きすぎます"), std::string::npos);
  EXPECT_NE(refused_words(add("", "empty.png")).find("空です"), std::string::npos);
  EXPECT_NE(refused_words(add(test::program_bytes(), "run.pdf")), "accepted");
  EXPECT_NE(refused_words(add("<html><script>x</script></html>", "page.jpg")), "accepted");
  const auto list = list_library(office(), {}, "", "");
  ASSERT_TRUE(list.has_value());
  EXPECT_TRUE(list->rows.empty());
}

TEST_F(Library, TheSameBytesLeadToTheItemThatIsThere) {
  const std::string bytes = test::drawn(60, 40, 4);
  const MediaId first = added(bytes, "a.png");
  const auto again = add(bytes, "b.png");
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(again->id, first);
  EXPECT_EQ(item(first).filename, "a.png");
}

TEST_F(Library, AFormThatIsSentTwiceActsOnceAndSaysSo) {
  const std::string bytes = test::drawn(60, 40, 5);
  const auto first = add(bytes, "a.png", "sending-1");
  const auto again = add(bytes, "a.png", "sending-1");
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(first->id, again->id);
  EXPECT_FALSE(again->was_there);  // it was this very sending
}

TEST_F(Library, ADocumentIsReadyAtOnceAndHasNoVariants) {
  const MediaId id = added("見出し,数\r\n一,1\r\n二,2\r\n", "集計.csv");
  EXPECT_EQ(item(id).kind, "document");
  EXPECT_EQ(item(id).state, "ready");
  EXPECT_EQ(deliver(), 0);
}

TEST_F(Library, WritingIsNotOverrunByTheMakingButByAnotherWriter) {
  const MediaId id = added(test::drawn(60, 40, 6));
  const std::int64_t seen = item(id).version;
  deliver();
  Details mine = complete();
  ASSERT_TRUE(save_details(office(), id.text, mine, seen).has_value());
  Details theirs = complete();
  theirs.title = "別の題名";
  const auto refused = save_details(office(), id.text, theirs, seen);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::conflict);
  EXPECT_EQ(item(id).details.title, "作業台");
}

TEST_F(Library, ANewFocalPointMakesNewCropsAndTheOldOnesStayUntilThen) {
  const MediaId id = added(test::drawn(600, 200, 7));
  deliver();
  const auto before = variants(id);
  Details d = complete();
  d.focal_x = 0;
  ASSERT_TRUE(save_details(office(), id.text, d, 0).has_value());
  EXPECT_EQ(item(id).state, "waiting");
  EXPECT_EQ(variants(id).size(), before.size());
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(item(id).state, "ready");
  std::set<std::string> old_names, new_names;
  for (const Variant& one : before) old_names.insert(one.name);
  for (const Variant& one : variants(id)) new_names.insert(one.name);
  EXPECT_EQ(old_names.size(), new_names.size());
  EXPECT_NE(old_names, new_names);  // the crops have other bytes, so other addresses
}

TEST_F(Library, WhatAPersonMustSayIsAskedBeforeItIsMarkedPublic) {
  const MediaId id = added(test::drawn(60, 40, 8));
  Details d;
  d.title = "題名だけ";
  d.open_to_all = true;
  const auto refused = save_details(office(), id.text, d, 0);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fields.front().field, "open_to_all");
  Details both = complete();
  both.decorative = true;
  EXPECT_EQ(save_details(office(), id.text, both, 0).error().fields.front().field, "alt");
  both = complete();
  both.focal_y = 101;
  EXPECT_EQ(save_details(office(), id.text, both, 0).error().fields.front().field, "focal_y");
  d = complete();
  d.open_to_all = true;
  EXPECT_TRUE(save_details(office(), id.text, d, 0).has_value());
  EXPECT_TRUE(is_open(id));
}

TEST_F(Library, AVisitorOpensWhatIsUsedInPublicAndNothingElse) {
  const MediaId id = added(test::drawn(60, 40, 9));
  deliver();
  bool published = false;
  configure_uses({{"test.pages",
                   [&](db::Reader&, const MediaId&, int) {
                     return std::vector<Use>{{"ＤＸ事例「図面」", "/office/pages/1"}};
                   },
                   [&](db::Reader&, const MediaId& asked, Date) {
                     return published && asked == id;
                   }}});
  const std::string name = item(id).thumb;
  const Context visitor{Actor::anonymous(), s_.db(), s_.now(), "r", "", {}};
  EXPECT_EQ(open_public(visitor, id.text, name).error().fault, Fault::not_found);
  published = true;
  const auto served = open_public(visitor, id.text, name);
  ASSERT_TRUE(served.has_value());
  EXPECT_EQ(served->content_type, "image/webp");
  // As it came, with all that the camera wrote: never.
  EXPECT_EQ(open_public(visitor, id.text, "original").error().fault, Fault::not_found);
  EXPECT_EQ(open_public(visitor, id.text, "../../etc/passwd").error().fault, Fault::not_found);
  // An address of before leads on.
  NameParts parts;
  ASSERT_TRUE(read_variant_name(name, parts));
  const std::string old_name =
      parts.shape + "-" + std::to_string(parts.width) + "-00000000." + parts.format;
  EXPECT_EQ(open_public(visitor, id.text, old_name)->successor, name);
  const auto refused = delete_item(office(), id.text, 0);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::conflict);
  EXPECT_NE(refused.error().says.find("ＤＸ事例「図面」"), std::string::npos);
}

TEST_F(Library, ItIsNotShownAfterTheConsentHasEnded) {
  const MediaId id = added(test::drawn(60, 40, 10));
  deliver();
  Details d = complete();
  d.people = "consented";
  d.consent_note = "書面で確認";
  d.consent_until = "2024-10-28";  // today, the last day
  d.open_to_all = true;
  ASSERT_TRUE(save_details(office(), id.text, d, 0).has_value());
  EXPECT_TRUE(is_open(id));
  const auto picture = [&] {
    return s_.db().read(
        [&](db::Reader& r) { return find_picture(r, id, date_in_japan(s_.now())); });
  };
  EXPECT_TRUE(picture().has_value());
  s_.advance_minutes(24 * 60);
  EXPECT_FALSE(is_open(id));
  EXPECT_FALSE(picture().has_value());
  const auto reasons = s_.db().read(
      [&](db::Reader& r) { return reasons_against(r, id, date_in_japan(s_.now())); });
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_NE(reasons.front().find("同意の期限"), std::string::npos);
  EXPECT_TRUE(take_out_ended_consents(s_.system_context()).has_value());
}

TEST_F(Library, APageIsGivenFormatsWidthsAndWords) {
  const MediaId id = added(test::drawn(600, 400, 11));
  deliver();
  ASSERT_TRUE(save_details(office(), id.text, complete(), 0).has_value());
  const auto found = s_.db().read(
      [&](db::Reader& r) { return find_picture(r, id, office().today()); });
  ASSERT_TRUE(found.has_value());
  const web::kit::Picture shown = for_page(*found, "full");
  ASSERT_FALSE(shown.sources.empty());
  EXPECT_EQ(shown.sources.back().media_type, "image/jpeg");
  EXPECT_EQ(shown.width, 600);
  EXPECT_EQ(shown.height, 400);
  const std::string markup = web::kit::picture(shown).markup();
  EXPECT_NE(markup.find("/media/" + id.text + "/full-480-"), std::string::npos);
  EXPECT_NE(markup.find("作業台の上の図面"), std::string::npos);
}

TEST_F(Library, DeletingTakesTheFilesAlongAndTheSearchForgetsIt) {
  const MediaId id = added(test::drawn(60, 40, 12), "検索できる写真.png");
  deliver();
  const auto found = [&] { return list_library(office(), {}, "検索できる", "")->rows.size(); };
  EXPECT_EQ(found(), 1U);
  const std::string file = item(id).file_id;
  ASSERT_TRUE(delete_item(office(), id.text, item(id).version).has_value());
  EXPECT_EQ(found(), 0U);
  EXPECT_TRUE(variants(id).empty());
  const auto left = s_.db().read([&](db::Reader& r) { return files::find_file(r, {file}); });
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->state, files::State::removed);
}

TEST_F(Library, ListsGoOnByKeyAndEachTabHoldsItsOwn) {
  for (unsigned i = 0; i < 5; ++i) {
    added(test::drawn(20, 20, 100 + i));
    s_.advance_seconds(1);
  }
  added("見出し,数\r\n一,1\r\n", "表.csv");
  store::ListFilter filter;
  filter.most = 4;
  const auto first = list_library(office(), filter, "", "");
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->rows.size(), 4U);
  const auto second = list_library(office(), filter, "", first->next);
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->rows.size(), 2U);
  EXPECT_TRUE(second->next.empty());
  filter.which = store::Which::document;
  EXPECT_EQ(list_library(office(), filter, "", "")->rows.size(), 1U);
  filter.which = store::Which::waiting;
  EXPECT_EQ(list_library(office(), filter, "", "")->rows.size(), 4U);
  filter.which = store::Which::consent;
  EXPECT_TRUE(list_library(office(), filter, "", "")->rows.empty());
}

TEST_F(Library, OnlyTheOfficeWrites) {
  const MediaId id = added(test::drawn(60, 40, 13));
  for (const auto& who : {cast::prefecture, cast::auditor, cast::member_admin}) {
    const Context ctx = s_.context_of(who);
    EXPECT_EQ(save_details(ctx, id.text, complete(), 0).error().fault, Fault::forbidden);
    EXPECT_EQ(delete_item(ctx, id.text, 0).error().fault, Fault::forbidden);
    EXPECT_EQ(convert_again(ctx, id.text).error().fault, Fault::forbidden);
  }
  EXPECT_TRUE(load_item(s_.context_of(cast::prefecture), id.text).has_value());
  EXPECT_EQ(load_item(s_.context_of(cast::member), id.text).error().fault, Fault::forbidden);
}

}  // namespace
}  // namespace musubi::media
