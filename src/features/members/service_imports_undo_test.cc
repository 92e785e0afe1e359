// service_imports_undo_test.cc - what an undo leaves is said with its own reason, before and after;
// and the look at it beforehand is bounded, however long the roster is.
#include <algorithm>
#include <utility>

#include "support/roster_import.h"

namespace musubi::members {
namespace {

constexpr const char* kWhyDay = "入会年月日を取込みの前に戻すと、退会・休会などの記録と順番が合わなくなります";

TEST_F(RosterImport, AnUndoSaysThatADayOfJoiningCannotBePutBack) {
  committed(draft(file(kHead + "K0001,株式会社あおば商会,3999901000095,,,,R6.6.1\n")));
  const ImportId id = draft(
      file(kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,,,R4.6.1\n", "b.csv"));
  ASSERT_TRUE(choose_row(office(), {id, 1, "overwrite", ""}).has_value());
  ASSERT_EQ(committed(id).updated, 1);
  const OrganisationId member = made_of(id, 1);
  ASSERT_EQ(organisation(member).joined_on, "2022-06-01");
  // A pause of the time between the two days, as an older list of events may have told it.
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (const auto& [kind, day] : {std::pair{"paused", "2023-04-01"},
                                    std::pair{"resumed", "2023-10-01"}}) {
      store::MembershipEvent event;
      event.organisation_id = member;
      event.kind = kind;
      event.happened_on = day;
      event.recorded_at = s_.now();
      TRY(store::insert_membership_event(tx, event));
    }
    return {};
  }));
  const auto warned = list_undo_would_leave(manager(), id, 20);
  ASSERT_EQ(warned->left.size(), 1U);
  EXPECT_EQ(warned->left.front().why, kWhyDay);
  s_.as(cast::manager).get("/office/imports/" + id.text + "/undo").status(200).contains(kWhyDay);
  const auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value()) << undone.error().says << undone.error().detail;
  ASSERT_EQ(undone->left.size(), 1U);
  EXPECT_EQ(undone->left.front().why, kWhyDay);
  EXPECT_EQ(organisation(member).joined_on, "2022-06-01");
  s_.as(cast::manager).get("/office/imports/" + id.text).status(200).contains(kWhyDay)
      .lacks("ほかの記録から使われて");
}

TEST_F(RosterImport, TheLookBeforeAnUndoGoesPageByPage) {
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,,,青葉 一,a@example.jp,R4.6.1\n"
                                 "K0002,みどり工業株式会社,,,緑 二,m@example.com,R4.6.2\n"
                                 "K0003,株式会社もみじ,,,紅 三,k@example.com,R4.6.3\n"));
  ASSERT_EQ(committed(id).created, 3);
  for (const std::int64_t row : {1, 3}) {
    const OrganisationId changed = made_of(id, row);
    ASSERT_TRUE(update_organisation(office(), {changed, organisation(changed).version,
                                               {{"note", "電話で確認"}}, "", ""}));
  }
  std::vector<std::string> found;
  std::string after;
  int pages = 0;
  do {
    const auto page = list_undo_would_leave(manager(), id, 20, after, 1);
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->looked_at, 1);
    for (const auto& left : page->left) found.push_back(left.member_no);
    after = page->next;
    ASSERT_LE(++pages, 3);
  } while (!after.empty());
  EXPECT_EQ(pages, 3);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"K0001", "K0003"}));
  // Full before every one was looked at: the next page goes on behind the last.
  const auto first = list_undo_would_leave(manager(), id, 1);
  ASSERT_EQ(first->left.size(), 1U);
  ASSERT_FALSE(first->next.empty());
  const auto second = list_undo_would_leave(manager(), id, 1, first->next);
  ASSERT_EQ(second->left.size(), 1U);
  EXPECT_NE(second->left.front().id, first->left.front().id);
  s_.as(cast::manager).get("/office/imports/" + id.text + "/undo").status(200)
      .contains("あおば商会").contains("もみじ").lacks("団体ずつ確かめています");
}

}  // namespace
}  // namespace musubi::members
