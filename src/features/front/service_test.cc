// service_test.cc - how the open site is arranged: what is refused and why, two managers at once,
// the audit, the days of a banner, and that nobody's decision means the features' own order.
#include "features/front/service.h"

#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "support/cast.h"
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
  static std::vector<std::string> fields_of(const Result<void>& done) {
    std::vector<std::string> out;
    if (done) return out;
    for (const FieldError& one : done.error().fields) out.push_back(one.field);
    return out;
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
  EXPECT_TRUE(shown_menu(nobody()).empty());
  const std::vector<MenuEntry> menu{{"ＤＸ事例", "/cases"}, {"お知らせ", "/news"}};
  ASSERT_TRUE(change_menu(manager(), {menu, 0}, is_open));
  EXPECT_EQ(shown_menu(nobody()), menu);
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
  EXPECT_EQ(shown_menu(nobody()).front().label, "ＤＸ事例");
  const auto front = load_front(manager());
  EXPECT_EQ(front->menu.version, 1);
  ASSERT_TRUE(change_menu(manager(), {{{"お知らせ", "/news"}}, 1}, is_open));
}

TEST_F(FrontService, ABannerStandsFromItsFirstDayToItsLast) {
  const Banner seminar{"入門講座", "", "", "", "2024-11-01", "2024-11-14"};
  const Banner always{"いつも", "文", "事例", "/cases", "", ""};
  ASSERT_TRUE(change_banners(manager(), {{seminar, always}, 0}, is_open));
  EXPECT_EQ(shown_banners(on({2024, 10, 31})), std::vector<Banner>{always});
  EXPECT_EQ(shown_banners(on({2024, 11, 1})).size(), 2U);
  EXPECT_EQ(shown_banners(on({2024, 11, 14})).size(), 2U);
  EXPECT_EQ(shown_banners(on({2024, 11, 15})), std::vector<Banner>{always});
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

TEST_F(FrontService, WhatIsKeptReadsBackAndNonsenseIsNothing) {
  const std::vector<SectionPlace> places{{"news", "お知らせ", "見出し\"<", 3, true},
                                         {"cases", "事例", "", 0, false}};
  EXPECT_EQ(read_sections(write_sections(places)), places);
  const std::vector<Banner> banners{{"題", "文", "読む", "/cases", "2024-11-01", ""}};
  EXPECT_EQ(read_banners(write_banners(banners)), banners);
  for (const char* nonsense : {"", "x", "{}", "[1,null,[]]", "[{\"label\":1}]", "[{}]"}) {
    EXPECT_TRUE(read_menu(nonsense).empty()) << nonsense;
    EXPECT_TRUE(read_sections(nonsense).empty()) << nonsense;
    EXPECT_TRUE(read_banners(nonsense).empty()) << nonsense;
  }
}

}  // namespace
}  // namespace musubi::front
