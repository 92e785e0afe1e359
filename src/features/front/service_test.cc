// service_test.cc - how the open site is arranged: what is refused and why, two managers at once,
// the audit, the days of a banner, and that nobody's decision means the features' own order.
#include "features/front/service.h"

#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "support/cast.h"
#include "support/library.h"
#include "support/scenario.h"

namespace musubi::front {
namespace {

namespace cast = test::cast;

class FrontService : public testing::Test {
 protected:
  Context manager() { return s_.context_of(cast::manager); }
  Context nobody() { return {Actor::anonymous(), s_.db(), s_.now(), "test-request", "", {}}; }
  Context on(Date day) {
    Context ctx = nobody();
    ctx.pretended_today = day;
    return ctx;
  }
  static bool is_open(std::string_view path) {
    return path == "/cases" || path == "/news" || path == "/about";
  }
  static bool every_page(std::string_view) { return true; }
  static std::vector<std::string> fields_of(const Result<void>& done) {
    std::vector<std::string> out;
    if (done) return out;
    for (const FieldError& one : done.error().fields) out.push_back(one.field);
    return out;
  }
  std::vector<Banner> banners_on(Date day) {
    std::vector<Banner> out;
    for (const ShownBanner& one : shown_banners(on(day), every_page)) out.push_back(one.banner);
    return out;
  }
  bool is_open_to_visitors(const std::string& id, Date day) {
    return s_.db().read(
        [&](db::Reader& reader) { return media::is_public(reader, media::MediaId{id}, day); });
  }
  static Banner with_picture(const std::string& id) {
    return {"入門講座", "文", "", "", "2024-11-01", "2024-11-14", id};
  }
  test::Scenario s_;
};

TEST_F(FrontService, AMenuHoldsOwnOpenPagesOnce) {
  const auto fields = fields_of(change_menu(
      manager(),
      {{{"", "/cases"}, {"事例", "https://example.test/"}, {"事務局", "/office"}, {"", ""},
        {"事例", "/cases"}, {std::string(100, 'x'), "//example.test"}},
       0},
      is_open));
  EXPECT_EQ(fields, (std::vector<std::string>{"label_0", "path_1", "path_2", "label_3", "path_3",
                                              "path_4", "label_5", "path_5"}));
  EXPECT_TRUE(shown_menu(nobody(), every_page).empty());
  const std::vector<MenuEntry> menu{{"ＤＸ事例", "/cases"}, {"お知らせ", "/news"}};
  ASSERT_TRUE(change_menu(manager(), {menu, 0}, is_open));
  EXPECT_EQ(shown_menu(nobody(), every_page), menu);
}

TEST_F(FrontService, ASectionsWordsAreWholeAndLeadToOwnOpenPages) {
  const auto fields = fields_of(change_sections(
      manager(),
      {{{"cards", "札", "", 0, true,
         {{"", "文"}, {"題", ""}, {"題", std::string(201, 'x')}, {"題", "文", "", "/office"},
          {"題", "文", std::string(41, 'x'), "https://example.test/"}}},
        {"steps", "一歩", "", 0, true, std::vector<web::OpenEntry>(7, {"題", "文"})}},
       0},
      is_open));
  EXPECT_EQ(fields, (std::vector<std::string>{"entry_title_cards_0", "entry_text_cards_1",
                                              "entry_text_cards_2", "entry_path_cards_3",
                                              "entry_note_cards_4", "entry_path_cards_4",
                                              "entry_title_steps_0"}));
  EXPECT_TRUE(placed_sections(nobody(), every_page).empty());
  const SectionPlace good{"cards", "札", "", 0, true, {{"題", "文", "添え", "/about#bring"}}};
  ASSERT_FALSE(change_sections(s_.context_of(cast::secretariat), {{good}, 0}, is_open));
  ASSERT_TRUE(change_sections(manager(), {{good}, 0}, [](std::string_view path) {
    return path == "/about#bring";
  }));
  EXPECT_EQ(placed_sections(nobody(), every_page), std::vector<SectionPlace>{good});
}

TEST_F(FrontService, OnlyManagersChangeAndTheChangeIsInTheAudit) {
  const Change<MenuEntry> input{{{"ＤＸ事例", "/cases"}}, 0};
  for (const auto* who : {&cast::secretariat, &cast::auditor, &cast::prefecture,
                          &cast::member_admin}) {
    const auto refused = change_menu(s_.context_of(*who), input, is_open);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, Fault::forbidden);
  }
  EXPECT_TRUE(load_front(s_.context_of(cast::secretariat)).has_value());
  EXPECT_FALSE(load_front(s_.context_of(cast::member_admin)).has_value());
  const auto before = s_.audit_count();
  ASSERT_TRUE(change_menu(manager(), input, is_open));
  EXPECT_EQ(s_.audit_count(), before + 1);
  // The same again is no change.
  ASSERT_TRUE(change_menu(manager(), {input.list, 1}, is_open));
  EXPECT_EQ(s_.audit_count(), before + 1);
}

TEST_F(FrontService, TheSecondOfTwoIsTold) {
  ASSERT_TRUE(change_menu(manager(), {{{"ＤＸ事例", "/cases"}}, 0}, is_open));
  for (const std::int64_t seen : {0, 7}) {
    const auto late = change_menu(manager(), {{{"お知らせ", "/news"}}, seen}, is_open);
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().fault, Fault::conflict);
  }
  EXPECT_EQ(shown_menu(nobody(), every_page).front().label, "ＤＸ事例");
  const auto front = load_front(manager());
  EXPECT_EQ(front->menu.version, 1);
  ASSERT_TRUE(change_menu(manager(), {{{"お知らせ", "/news"}}, 1}, is_open));
}

TEST_F(FrontService, ABannerStandsFromItsFirstDayToItsLast) {
  const Banner seminar{"入門講座", "", "", "", "2024-11-01", "2024-11-14"};
  const Banner always{"いつも", "文", "事例", "/cases", "", ""};
  ASSERT_TRUE(change_banners(manager(), {{seminar, always}, 0}, is_open));
  EXPECT_EQ(banners_on({2024, 10, 31}), std::vector<Banner>{always});
  EXPECT_EQ(banners_on({2024, 11, 1}).size(), 2U);
  EXPECT_EQ(banners_on({2024, 11, 14}).size(), 2U);
  EXPECT_EQ(banners_on({2024, 11, 15}), std::vector<Banner>{always});
}

TEST_F(FrontService, WhereNothingIsAnyMoreVisitorsAreNotLed) {
  ASSERT_TRUE(change_menu(manager(), {{{"ＤＸ事例", "/cases"}, {"お知らせ", "/news"}}, 0}, is_open));
  const SectionPlace cards{"cards", "札", "", 0, true,
                           {{"題", "文", "添え", "/about"}, {"題二", "文二", "", "/news"}}};
  ASSERT_TRUE(change_sections(manager(), {{cards}, 0}, is_open));
  ASSERT_TRUE(change_banners(
      manager(), {{{"題", "文", "読む", "/news", "", ""}, {"別の題", "", "見る", "/cases", "", ""}}, 0},
      is_open));
  const IsOpen without_news = [](std::string_view path) { return path != "/news"; };
  EXPECT_EQ(shown_menu(nobody(), without_news), (std::vector<MenuEntry>{{"ＤＸ事例", "/cases"}}));
  SectionPlace unlinked = cards;
  unlinked.entries[1].path.clear();
  EXPECT_EQ(placed_sections(nobody(), without_news), std::vector<SectionPlace>{unlinked});
  const auto banners = shown_banners(nobody(), without_news);
  ASSERT_EQ(banners.size(), 2U);
  EXPECT_EQ(banners[0].banner, (Banner{"題", "文", "", "", "", ""}));
  EXPECT_EQ(banners[1].banner, (Banner{"別の題", "", "見る", "/cases", "", ""}));
  // It is kept: what comes back is led to again.
  EXPECT_EQ(shown_menu(nobody(), every_page).size(), 2U);
}

TEST_F(FrontService, ABannerNeedsWordsAndAWholeLink) {
  const auto fields = fields_of(change_banners(
      manager(),
      {{{"", "文", "", "", "", ""}, {"題", "", "読む", "", "", ""}, {"題", "", "", "/cases", "", ""},
        {"題", "", "", "", "2024-11-02", "2024-11-01"}},
       0},
      is_open));
  EXPECT_EQ(fields, (std::vector<std::string>{"title_0", "path_1", "link_words_2", "until_on_3",
                                              "title_0"}));
}

TEST_F(FrontService, ABannerTakesOnlyAPictureThatMayBeShown) {
  const std::string path = test::library_picture(s_, 501);
  const std::string id = test::library_id(path);
  const std::vector<std::string> at_picture{"picture_0"};
  EXPECT_EQ(fields_of(change_banners(manager(), {{with_picture(id)}, 0}, is_open)), at_picture);
  EXPECT_EQ(fields_of(change_banners(manager(), {{with_picture("no-such-id")}, 0}, is_open)),
            at_picture);
  EXPECT_TRUE(load_banner_pictures(manager(), {}, "")->choices.empty());
  test::describe_library_picture(s_, path, 1);
  const auto offered = load_banner_pictures(manager(), {}, "");
  ASSERT_TRUE(offered.has_value());
  ASSERT_EQ(offered->choices.size(), 1U);
  EXPECT_EQ(offered->choices.front().id, id);
  EXPECT_EQ(offered->choices.front().title, "作業台");
  EXPECT_FALSE(load_banner_pictures(s_.context_of(cast::secretariat), {}, "").has_value());
  ASSERT_TRUE(change_banners(manager(), {{with_picture(id)}, 0}, is_open));
  const auto shown = shown_banners(on({2024, 11, 1}), every_page);
  ASSERT_EQ(shown.size(), 1U);
  ASSERT_TRUE(shown.front().picture.has_value());
  EXPECT_EQ(shown.front().picture->alt, "作業台の上の図面");
  EXPECT_FALSE(shown.front().picture->renditions.empty());
}

TEST_F(FrontService, NoMorePicturesAreOfferedThanAPageTakesAndTheFormIsTold) {
  const std::string older = test::library_picture(s_, 504);
  test::describe_library_picture(s_, older, 1);
  const std::string newer = test::library_picture(s_, 505);
  test::describe_library_picture(s_, newer, 1);
  const auto all = load_banner_pictures(manager(), {}, "");
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->choices.size(), 2U);
  EXPECT_FALSE(all->more);
  const auto one = load_banner_pictures(manager(), {}, "", 1);
  ASSERT_TRUE(one.has_value());
  ASSERT_EQ(one->choices.size(), 1U);
  EXPECT_TRUE(one->more);
  EXPECT_TRUE(one->choices.front().thumb_path.starts_with("/office/media/"));
  // One that is chosen already is told of, however old it is.
  const auto kept = load_banner_pictures(manager(), {with_picture(test::library_id(older))}, "", 1);
  ASSERT_TRUE(kept.has_value());
  const auto found = kept->chosen.find(test::library_id(older));
  ASSERT_NE(found, kept->chosen.end());
  EXPECT_TRUE(media::thumb_path(found->second.picture).starts_with(older + "/files/"));
}

TEST_F(FrontService, ADocumentIsNoPictureOfABanner) {
  const std::string where =
      s_.as(cast::secretariat)
          .upload("/office/media", {}, {{"file", "表.csv", "見出し,数\r\n一,1\r\n二,2\r\n"}})
          .header("Location");
  const std::string path = where.substr(0, where.find('?'));
  test::describe_library_picture(s_, path, 1);
  const auto refused =
      change_banners(manager(), {{with_picture(test::library_id(path))}, 0}, is_open);
  EXPECT_EQ(fields_of(refused), std::vector<std::string>{"picture_0"});
  EXPECT_TRUE(banners_on({2024, 11, 1}).empty());
}

TEST_F(FrontService, APictureIsOpenToVisitorsOnTheDaysOfItsBanner) {
  const std::string path = test::library_picture(s_, 502);
  const std::string id = test::library_id(path);
  test::describe_library_picture(s_, path, 1);
  EXPECT_FALSE(is_open_to_visitors(id, {2024, 11, 1}));
  ASSERT_TRUE(change_banners(manager(), {{with_picture(id)}, 0}, is_open));
  EXPECT_FALSE(is_open_to_visitors(id, {2024, 10, 31}));
  EXPECT_TRUE(is_open_to_visitors(id, {2024, 11, 1}));
  EXPECT_TRUE(is_open_to_visitors(id, {2024, 11, 14}));
  EXPECT_FALSE(is_open_to_visitors(id, {2024, 11, 15}));
  ASSERT_TRUE(change_banners(manager(), {{}, 1}, is_open));
  EXPECT_FALSE(is_open_to_visitors(id, {2024, 11, 1}));
}

TEST_F(FrontService, ABannerStandsWithoutAPictureThatMayNotBeShownAnyMore) {
  const std::string path = test::library_picture(s_, 503);
  const std::string id = test::library_id(path);
  test::describe_library_picture(
      s_, path, 1,
      {{"people", "consented"}, {"consent_note", "書面で確認"}, {"consent_until_era", "reiwa"},
       {"consent_until_year", "6"}, {"consent_until_month", "11"}, {"consent_until_day", "5"}});
  ASSERT_TRUE(change_banners(manager(), {{with_picture(id)}, 0}, is_open));
  EXPECT_TRUE(shown_banners(on({2024, 11, 5}), every_page).front().picture.has_value());
  const auto after = shown_banners(on({2024, 11, 6}), every_page);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_FALSE(after.front().picture.has_value());
  EXPECT_FALSE(is_open_to_visitors(id, {2024, 11, 6}));
  Context later = manager();
  later.pretended_today = Date{2024, 11, 6};
  const auto front = load_front(later);
  ASSERT_TRUE(front.has_value());
  EXPECT_NE(front->pictures.at(id).stands_against.find("同意の期限"), std::string::npos);
  // Whose words were taken away, it is not shown either.
  test::describe_library_picture(s_, path, 2, {{"alt", ""}});
  EXPECT_FALSE(shown_banners(on({2024, 11, 5}), every_page).front().picture.has_value());
}

TEST_F(FrontService, WhatIsKeptReadsBackAndNonsenseIsNothing) {
  const std::vector<SectionPlace> places{{"news", "お知らせ", "見出し\"<", 3, true},
                                         {"cases", "事例", "", 0, false}};
  EXPECT_EQ(read_sections(write_sections(places)), places);
  const std::vector<SectionPlace> worded{
      {"way_in", "一歩", "", 0, true, {{"題\"", "文<", "添え", "/cases"}, {"題", "文"}}}};
  EXPECT_EQ(read_sections(write_sections(worded)), worded);
  EXPECT_TRUE(read_sections(R"([{"name":"x","entries":[1,{},{"title":2}]}])")[0].entries.empty());
  const std::vector<Banner> banners{{"題", "文", "読む", "/cases", "2024-11-01", ""},
                                    {"題", "", "", "", "", "", "id-of-a-picture"}};
  EXPECT_EQ(read_banners(write_banners(banners)), banners);
  // For the audit a picture has its title.
  EXPECT_EQ(banners_words(banners, {{"id-of-a-picture", "作業台"}}),
            "題：文（/cases） 2024-11-01〜、題 画像「作業台」");
  for (const char* nonsense : {"", "x", "{}", "[1,null,[]]", "[{\"label\":1}]", "[{}]"}) {
    EXPECT_TRUE(read_menu(nonsense).empty()) << nonsense;
    EXPECT_TRUE(read_sections(nonsense).empty()) << nonsense;
    EXPECT_TRUE(read_banners(nonsense).empty()) << nonsense;
  }
}

}  // namespace
}  // namespace musubi::front
