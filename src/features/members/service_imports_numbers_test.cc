// service_imports_numbers_test.cc - what an import promises the members that are there already:
// their numbers stay theirs, what became a member since the reading is not made twice, and the
// trail of a contact begins with its import.
#include <set>

#include "support/roster_import.h"

namespace musubi::members {
namespace {

TEST_F(RosterImport, ATakenNumberGetsANewOneAndIsTold) {
  ASSERT_TRUE(create_organisation(office(), {{{"name", "先にいた会員"}, {"member_no", "K0001"}},
                                             {}, "2022-06-01", ""})
                  .has_value());
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  ASSERT_TRUE(choose_row(office(), {id, 1, "create", ""}).has_value());
  EXPECT_EQ(committed(id).created, 1);
  EXPECT_EQ(organisation(made_of(id, 1)).member_no, "K0002");
  EXPECT_EQ(defect(id, "member_no_taken", "waiting").value, "K0001");
}

TEST_F(RosterImport, OneTakenNumberLeavesTheNumbersOfAllOtherRowsAlone) {
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
              "K0002,みどり工業株式会社,,096-000-0002,緑 二,b@example.com,R4.6.2\n"
              ",株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n"
              "K0003,合同会社ひので,,096-000-0004,日野 四,d@example.com,R4.7.2\n"
              "K0004,有限会社つきみ,,096-000-0005,月見 五,e@example.com,R4.7.3\n"));
  ASSERT_TRUE(create_organisation(office(), {{{"name", "先にいた会員"}, {"member_no", "K0001"}},
                                             {}, "2022-06-01", ""})
                  .has_value());
  ASSERT_TRUE(choose_row(office(), {id, 1, "create", ""}).has_value());
  EXPECT_EQ(committed(id).created, 5);
  std::vector<std::string> numbers;
  for (int row = 1; row <= 5; ++row) numbers.push_back(organisation(made_of(id, row)).member_no);
  EXPECT_EQ(numbers, (std::vector<std::string>{"K0005", "K0002", "K0006", "K0003", "K0004"}));
}

TEST_F(RosterImport, ANumberThatWaitsWithItsRowIsNotGivenToAnother) {
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,3999901000095,,青葉 一,a@example.jp,R4.6.1\n"
                                 "K0009,㈱あおば商会,3999901000095,,青葉 一,a@example.jp,\n"
                                 ",株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n"));
  ASSERT_EQ(committed(id).proposed, 1);
  EXPECT_EQ(organisation(made_of(id, 3)).member_no, "K0010");
  ASSERT_TRUE(resolve_row(office(), {id, 2, "create"}).has_value());
  EXPECT_EQ(organisation(made_of(id, 2)).member_no, "K0009");
}

TEST_F(RosterImport, TheSameFileInTwoDraftsMakesItsMembersOnce) {
  const ImportId first = draft(kRoster);
  const ImportId second = draft(kRoster);
  const Counts made = committed(first);
  const std::string before = dump();
  const Counts again = committed(second);
  EXPECT_EQ(again.created, 0);
  EXPECT_EQ(again.proposed, 0);
  EXPECT_EQ(again.unchanged + again.unresolved + again.skipped, made.rows);
  expect_sum(again);
  EXPECT_EQ(dump(), before);
}

TEST_F(RosterImport, WhatHasBecomeAMemberSinceTheReadingIsProposedAndAPersonsWordIsFollowed) {
  const std::string head = kHead;
  const ImportId id = draft(file(
      head + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
             ",みどり工業株式会社,,096-000-0002,緑 二,m@example.com,R4.7.1\n"
             ",株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n"));
  for (const auto& row : rows(id)) ASSERT_EQ(row.choice, "create");
  committed(draft(file(head + "K0001,株式会社青葉商会,3999901000095,,,,R4.6.1\n"
                              "K0002,みどり工業株式会社,,096-000-0002,,,R4.7.1\n"
                              "K0003,株式会社もみじ,,096-000-0003,,,R4.7.1\n",
                       "other.csv")));
  ASSERT_TRUE(choose_row(office(), {id, 3, "create", ""}).has_value());
  const Counts counts = committed(id);
  EXPECT_EQ(counts.proposed, 2);
  EXPECT_EQ(counts.created, 1);
  expect_sum(counts);
  const auto row = load_visible_row(office(), id, 1);
  EXPECT_EQ(row->row.choice, "merge");
  EXPECT_NE(row->row.match_reason.find("法人番号"), std::string::npos);
  ASSERT_TRUE(resolve_row(office(), {id, 1, "fill"}).has_value());
  EXPECT_EQ(organisation(made_of(id, 1)).telephone, "096-000-0001");
}

TEST_F(RosterImport, AnImportedContactHasItsAuditAndHistoryAndTheUndoTakesThemAway) {
  const std::string before = dump();
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  committed(id);
  auto page = load_visible_organisation(office(), made_of(id, 1));
  ASSERT_EQ(page->people.size(), 1U);
  std::set<std::string> fields;
  for (const auto& change : page->changes) {
    if (change.person_id == page->people[0].id.text && change.cause == "import") {
      fields.insert(change.field);
    }
  }
  EXPECT_TRUE(fields.contains("name") && fields.contains("email"));
  auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value());
  EXPECT_TRUE(undone->left.empty());
  EXPECT_EQ(dump(), before);
}

}  // namespace
}  // namespace musubi::members
