// service_imports_unresolved_test.cc - no row of a roster is a dead end: what could not be taken is
// decided later, what an undo left is still settled, what it took back can come again, and a day of
// joining that cannot be is never taken. The counts add up to the rows throughout.
#include <atomic>
#include <chrono>
#include <thread>

#include "db/notify.h"
#include "features/members/keeping/store_keeping.h"
#include "features/members/service_loans.h"
#include "features/members/store_figures.h"
#include "support/roster_import.h"
#include "web/cache.h"

namespace musubi::members {
namespace {

class UnresolvedRows : public RosterImport {
 protected:
  Counts counts_of(const ImportId& id) {
    const Counts counts = counts_from(load_visible_import(office(), id)->import.counts);
    expect_sum(counts);
    return counts;
  }
  store::ImportRow row(const ImportId& id, std::int64_t number) {
    return load_visible_row(office(), id, number)->row;
  }
  Result<void> settle(const store::ImportDefect& defect, const std::string& value) {
    return settle_defect(office(), {defect.id, "correct", value, ""});
  }
};

const std::string kNameless =
    kHead + "K0001,,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n";

TEST_F(UnresolvedRows, ANamelessRowBecomesAMemberWithItsNameAndIsUndone) {
  const std::string before = dump();
  const ImportId id = draft(file(kNameless));
  ASSERT_EQ(committed(id).unresolved, 1);
  auto nameless = resolve_row(office(), {id, 1, "create"});
  ASSERT_FALSE(nameless.has_value());
  EXPECT_EQ(nameless.error().fields[0].field, "choice");
  ASSERT_TRUE(settle(defect(id, "name_missing", "waiting"), "株式会社あおば商会").has_value());
  EXPECT_EQ(row(id, 1).outcome, "created");
  EXPECT_EQ(organisation(made_of(id, 1)).name, "株式会社あおば商会");
  EXPECT_EQ(organisation(made_of(id, 1)).member_no, "K0001");
  const Counts counts = counts_of(id);
  EXPECT_EQ(counts.created, 1);
  EXPECT_EQ(counts.unresolved, 0);
  auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value());
  EXPECT_TRUE(undone->left.empty());
  EXPECT_EQ(dump(), before);
}

TEST_F(UnresolvedRows, ANameThatAMemberHasIsOnlyProposed) {
  const ImportId id = draft(file(kNameless));
  ASSERT_EQ(committed(id).unresolved, 1);
  auto known = create_organisation(office(), {{{"name", "株式会社あおば商会"}}, {}, "2022-06-01", ""});
  ASSERT_TRUE(known.has_value());
  ASSERT_TRUE(settle(defect(id, "name_missing", "waiting"), "株式会社あおば商会").has_value());
  EXPECT_EQ(row(id, 1).outcome, "proposed");
  EXPECT_EQ(counts_of(id).proposed, 1);
  ASSERT_TRUE(resolve_row(office(), {id, 1, "fill"}).has_value());
  EXPECT_EQ(counts_of(id).merged, 1);
  EXPECT_EQ(organisation(*known).telephone, "096-000-0001");
}

TEST_F(UnresolvedRows, ARowThatCouldNotBeTakenIsPutOntoTheMemberThatAPersonNames) {
  const ImportId id = draft(file(kNameless));
  ASSERT_EQ(committed(id).unresolved, 1);
  auto known = create_organisation(
      office(), {{{"name", "株式会社あおば商会"}, {"member_no", "K0005"}}, {}, "2022-06-01", ""});
  ASSERT_TRUE(known.has_value());
  auto nobody = resolve_row(office(), {id, 1, "fill"});
  ASSERT_FALSE(nobody.has_value());
  EXPECT_EQ(nobody.error().fields[0].field, "target_member_no");
  ASSERT_TRUE(resolve_row(office(), {id, 1, "fill", "K0005"}).has_value());
  EXPECT_EQ(organisation(*known).telephone, "096-000-0001");
  const Counts counts = counts_of(id);
  EXPECT_EQ(counts.merged, 1);
  EXPECT_EQ(counts.unresolved, 0);
  EXPECT_EQ(resolve_row(office(), {id, 1, "skip"}).error().fault, Fault::conflict);
}

TEST_F(UnresolvedRows, WhatAnUndoLeftIsStillSettledAndCounted) {
  const ImportId id = draft(
      file(kHead + "K0001,株式会社あおば商会,399990100009,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  committed(id);
  const OrganisationId o = made_of(id, 1);
  ASSERT_TRUE(update_organisation(
                  office(), {o, organisation(o).version, {{"note", "電話で確認"}}, "", ""})
                  .has_value());
  ASSERT_EQ(undo_import(manager(), id)->left.size(), 1U);
  ASSERT_EQ(list_waiting(office(), {})->defects.size(), 1U);
  EXPECT_EQ(s_.db().read([](db::Reader& r) { return store::count_defects(r).open; }), 1);
  const auto waiting = defect(id, "hojin_12digits", "waiting");
  ASSERT_TRUE(load_visible_defect(office(), waiting.id).has_value());
  ASSERT_TRUE(settle(waiting, "3999901000095").has_value());
  EXPECT_EQ(organisation(o).corporate_number, "3999901000095");
  EXPECT_EQ(organisation(o).open_defects, 0);
  EXPECT_TRUE(list_waiting(office(), {})->defects.empty());
}

TEST_F(UnresolvedRows, ARosterGivenBackIsErasedThoughARowWithAFindingWasSkipped) {
  const ImportId id = draft(
      file(kHead + "K0001,株式会社あおば商会,399990100009,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  ASSERT_TRUE(choose_row(office(), {id, 1, "skip", ""}).has_value());
  ASSERT_EQ(committed(id).skipped, 1);
  const LoanId loan = load_visible_import(office(), id)->loan.id;
  auto page = load_visible_loan(office(), loan);
  ASSERT_TRUE(erase_copy(office(), {loan, page->copies.at(0).id, "", "上書き消去"}).has_value());
  page = load_visible_loan(office(), loan);
  const Closure closure{loan, page->loan.version, "returned", "2024-10-01", "受領書"};
  ASSERT_TRUE(close_loan(office(), closure).has_value());
  const auto due = s_.db().read(
      [](db::Reader& r) { return store::list_closed_loans(r, {2030, 1, 1}, "", 10); });
  EXPECT_EQ(due.size(), 1U);
}

TEST_F(UnresolvedRows, RowsOfAnImportThatWasUndoneComeAgainThoughAnotherOneRepeatedThem) {
  const std::string path = file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
              ",㈱あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n");
  const ImportId first = draft(path);
  ASSERT_EQ(committed(first).proposed, 1);
  ASSERT_EQ(committed(draft(path)).unchanged, 2);
  ASSERT_TRUE(undo_import(manager(), first)->left.empty());
  const Counts counts = committed(draft(path));
  EXPECT_EQ(counts.created, 1);
  EXPECT_EQ(counts.proposed, 1);
  expect_sum(counts);
}

TEST_F(UnresolvedRows, AJoiningAfterTodayIsAFinding) {
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R16.4.1\n"));
  EXPECT_EQ(defect(id, "date_invalid").value, "R16.4.1");
  committed(id);
  EXPECT_EQ(organisation(made_of(id, 1)).joined_on, "");
  const auto day = defect(id, "date_invalid", "waiting");
  auto future = settle(day, "2034-04-01");
  ASSERT_FALSE(future.has_value());
  EXPECT_EQ(future.error().fields[0].field, "value");
  std::atomic<bool> told = false;
  db::Listener listener(s_.db(), {std::string(web::kPagesChannel)}, [&](const db::Notice& notice) {
    if (notice.payload == "members") told = true;
  });
  ASSERT_TRUE(settle(day, "R6.4.1").has_value());
  EXPECT_EQ(organisation(made_of(id, 1)).joined_on, "2024-04-01");
  for (int i = 0; i < 200 && !told; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(told);  // the public home page shows how many members there are
}

TEST_F(UnresolvedRows, AJoiningBehindTheWithdrawalIsRefusedOrWaits) {
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.31\n"));
  committed(id);
  const OrganisationId o = made_of(id, 1);
  ASSERT_TRUE(change_state(office(), {o, "withdrawn", "2024-05-01", "届けによる"}).has_value());
  auto behind = settle(defect(id, "date_invalid", "waiting"), "2024-06-30");
  ASSERT_FALSE(behind.has_value());
  EXPECT_EQ(behind.error().fields[0].field, "value");
  ASSERT_TRUE(settle(defect(id, "date_invalid", "waiting"), "2022-06-30").has_value());
  const ImportId again = draft(file(
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R6.7.1\n",
      "again.csv"));
  ASSERT_TRUE(choose_row(office(), {again, 1, "overwrite", "K0001"}).has_value());
  expect_sum(committed(again));
  EXPECT_EQ(organisation(o).joined_on, "2022-06-30");
  EXPECT_EQ(defect(again, "not_accepted", "waiting").field, "joined_on");
  EXPECT_EQ(organisation(o).open_defects, 1);
}

}  // namespace
}  // namespace musubi::members
