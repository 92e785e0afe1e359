// service_imports_test.cc - the promises of the import: counts that add up, a draft that touches
// nothing, a commit that happens once, an undo that puts everything back, a second run that changes
// nothing, duplicates that only a person merges. On the whole lent roster.
#include <map>
#include <set>

#include "base/text.h"
#include "features/members/values_imports.h"
#include "support/roster_import.h"

namespace musubi::members {
namespace {

TEST_F(RosterImport, ADraftTouchesNothingAndTheCommitAddsUp) {
  const std::string before = dump();
  const ImportId id = draft(kRoster);
  EXPECT_EQ(dump(), before);
  auto page = load_visible_import(office(), id);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->import.row_count, 503);
  EXPECT_EQ(page->choices["merge"], 17);
  EXPECT_EQ(page->choices["create"], 486);
  const Counts counts = committed(id);
  EXPECT_EQ(counts.rows, 503);
  EXPECT_EQ(counts.created, 486);
  EXPECT_EQ(counts.proposed, 17);
  EXPECT_GT(counts.defects_open, 400);
  expect_sum(counts);
  const auto after = s_.db().read([&](db::Reader& r) {
    return standing(r, {2024, 4, 1}, {2024, 10, 28});
  });
  EXPECT_EQ(after.members, 486);
  EXPECT_EQ(after.open_proposals, 17);
  page = load_visible_import(office(), id);
  EXPECT_EQ(page->import.state, "committed");
  EXPECT_EQ(page->waiting_defects, counts.defects_open);
  EXPECT_EQ(page->loan.state, "in_use");
  EXPECT_EQ(page->loan.row_count, 503);
}

TEST_F(RosterImport, ASecondImportOfTheSameFileChangesNothing) {
  committed(draft(kRoster));
  const std::string before = dump();
  const ImportId again = draft(kRoster);
  auto page = load_visible_import(office(), again);
  ASSERT_TRUE(page->earlier.has_value());
  const Counts counts = committed(again);
  EXPECT_EQ(counts.unchanged, 503);
  EXPECT_EQ(counts.rows, 503);
  EXPECT_EQ(counts.defects_open, 0);
  EXPECT_EQ(dump(), before);
}

TEST_F(RosterImport, AnUndoPutsBackEveryByte) {
  // Somebody is registered before, and the import fills in what is blank.
  auto known = create_organisation(
      office(), {{{"name", "㈱蓬織ソフト"}, {"corporate_number", "3999901000095"},
                  {"member_no", "K0001"}},
                 {}, "", ""});
  ASSERT_TRUE(known.has_value()) << known.error().says;
  const std::string before = dump();
  const ImportId id = draft(kRoster);
  const Counts counts = committed(id);
  EXPECT_EQ(counts.updated, 1);
  EXPECT_EQ(organisation(*known).telephone, "096-000-5634");
  EXPECT_EQ(load_visible_organisation(office(), *known)->people.size(), 1U);
  EXPECT_EQ(undo_import(office(), id).error().fault, Fault::forbidden);
  auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value()) << undone.error().says << undone.error().detail;
  EXPECT_TRUE(undone->left.empty());
  EXPECT_EQ(undone->restored, counts.created + counts.updated);
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(undo_import(manager(), id).error().fault, Fault::conflict);
  EXPECT_TRUE(list_waiting(office(), {})->defects.empty());
  // The file can come again after that.
  EXPECT_EQ(committed(draft(kRoster)).created, counts.created);
}

TEST_F(RosterImport, AnUndoLeavesWhatAPersonChangedSince) {
  const ImportId id = draft(kRoster);
  const Counts counts = committed(id);
  const OrganisationId changed = made_of(id, 3);
  ASSERT_TRUE(update_organisation(office(), {changed, organisation(changed).version,
                                             {{"note", "電話で確認"}}, "", ""})
                  .has_value());
  auto warned = list_undo_would_leave(manager(), id, 20);
  ASSERT_EQ(warned->left.size(), 1U);
  auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value()) << undone.error().says << undone.error().detail;
  ASSERT_EQ(undone->left.size(), 1U);
  EXPECT_EQ(undone->left[0].id, changed);
  EXPECT_EQ(undone->restored, counts.created - 1);
  EXPECT_EQ(organisation(changed).note, "電話で確認");
  EXPECT_EQ(list_left_by_undo(manager(), id, 20)->size(), 1U);
}

TEST_F(RosterImport, AnUndoLeavesAMemberOnWhomAnAccountHangs) {
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,,,青葉 一,a@example.jp,R4.6.1\n"
                                 "K0002,みどり工業株式会社,,,緑 二,m@example.com,R4.6.2\n"));
  ASSERT_EQ(committed(id).created, 2);
  const OrganisationId held = made_of(id, 1);
  const OrganisationId free = made_of(id, 2);
  const accounts::NewAccount invited{"aoba@example.jp", "青葉 一", Roles{Role::member_admin}, held,
                                     "会員管理者の登録"};
  ASSERT_TRUE(accounts::invite_account(manager(), invited, ""));
  const auto warned = list_undo_would_leave(manager(), id, 20);
  ASSERT_EQ(warned->left.size(), 1U);
  EXPECT_EQ(warned->left.front().why, "アカウントがあります");
  s_.as(cast::manager).get("/office/imports/" + id.text + "/undo")
      .status(200).contains("あおば商会").contains("アカウントがあります").lacks("みどり工業");
  const auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value()) << undone.error().says << undone.error().detail;
  ASSERT_EQ(undone->left.size(), 1U);
  EXPECT_EQ(undone->left[0].id, held);
  EXPECT_EQ(undone->left[0].why, "アカウントがあります");
  EXPECT_EQ(undone->restored, 1);
  EXPECT_EQ(organisation(held).name, "株式会社あおば商会");
  EXPECT_FALSE(load_visible_organisation(office(), free).has_value());
  s_.as(cast::manager).get("/office/imports/" + id.text)
      .status(200).contains("あおば商会").contains("アカウントがあります");
}

TEST_F(RosterImport, ACommitHappensOnce) {
  const ImportId id = draft(kRoster);
  committed(id);
  const std::string before = dump();
  auto again = commit_import(office(), id);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().fault, Fault::conflict);
  EXPECT_EQ(dump(), before);
}

TEST_F(RosterImport, NamesStayAsWrittenUntilASuggestionIsAdopted) {
  const ImportId id = draft(file(kHead + "K0001,㈱あおば 商会,,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
                                         "K0002,㈲みどり,,096-000-0002,緑 二,b@example.com,R4.6.2\n"));
  auto abbreviated = defect(id, "name_abbrev");
  ASSERT_EQ(abbreviated.row, 1);
  ASSERT_TRUE(settle_defect(office(), {abbreviated.id, "adopt", "", ""}).has_value());
  const auto row = load_visible_row(office(), id, 1);
  EXPECT_EQ(row->row.name, abbreviated.suggestion);
  for (const auto& d : row->defects) {
    if (d.field != "name") continue;
    EXPECT_EQ(d.state, "adopted") << d.kind;  // the space went with it
  }
  committed(id);
  EXPECT_EQ(organisation(made_of(id, 1)).name, "株式会社あおば商会");
  EXPECT_EQ(organisation(made_of(id, 2)).name, "㈲みどり");
}

TEST_F(RosterImport, ACorrectionIsReadAgainAndRefusedWithItsRemedy) {
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,399990100009,096-000-0001,青葉 一,a@example.jp,R4.6.31\n"));
  auto number = defect(id, "hojin_12digits");
  auto wrong = settle_defect(office(), {number.id, "correct", "3999901000094", ""});
  ASSERT_FALSE(wrong.has_value());
  ASSERT_EQ(wrong.error().fields.size(), 1U);
  EXPECT_EQ(wrong.error().fields[0].field, "value");
  auto none = settle_defect(office(), {number.id, "correct", "　", ""});
  ASSERT_FALSE(none.has_value());
  ASSERT_TRUE(settle_defect(office(), {number.id, "correct", "３-9999-0100-0095", ""}).has_value());
  ASSERT_TRUE(settle_defect(office(), {defect(id, "date_invalid").id, "correct", "令和4年6月30日", ""})
                  .has_value());
  committed(id);
  const Organisation o = organisation(made_of(id, 1));
  EXPECT_EQ(o.corporate_number, "3999901000095");
  EXPECT_EQ(o.joined_on, "2022-06-30");
}

TEST_F(RosterImport, ACellThatCannotBeReadWaitsAndAnApproximateNumberIsTold) {
  const ImportId id = draft(file(
      "会員番号,企業・団体名,電話番号,入会年月日,会員区分,従業員数,所在地\n"
      "K0001,あおばの会,096-000-0001,R4.6.1,特別,51～100名,熊本市東区架空町1\n"
      "K0002,みどり工業株式会社,096-000-0002,R4.6.2,企業,若干名,架空町2\n"));
  s_.as(cast::secretariat).get("/office/imports/" + id.text + "/rows/1")
      .status(200).contains("75人とします（おおよその数）").contains("会員区分が読み取れません");
  const auto category = defect(id, "not_accepted");
  ASSERT_EQ(category.field, "category");
  auto still = settle_defect(office(), {category.id, "correct", "賛助", ""});
  ASSERT_FALSE(still.has_value());
  EXPECT_EQ(still.error().fields[0].field, "value");
  ASSERT_TRUE(settle_defect(office(), {category.id, "correct", "団体", ""}).has_value());
  EXPECT_EQ(committed(id).defects_open, 2);
  EXPECT_EQ(organisation(made_of(id, 1)).category, "body");
  EXPECT_EQ(organisation(made_of(id, 1)).employees, 75);
  const OrganisationId green = made_of(id, 2);
  EXPECT_EQ(organisation(green).category, "company");
  EXPECT_FALSE(organisation(green).employees.has_value());
  EXPECT_EQ(organisation(green).open_defects, 2);
  const std::map<std::string, std::string> remedies{{"employees", "8人"},
                                                    {"address", "熊本県阿蘇市架空町2"}};
  const auto waiting_row = load_visible_row(office(), id, 2);
  ASSERT_TRUE(waiting_row.has_value());
  for (const auto& waiting : waiting_row->defects) {
    ASSERT_TRUE(remedies.contains(waiting.field)) << waiting.field;
    ASSERT_TRUE(settle_defect(office(), {waiting.id, "correct", remedies.at(waiting.field), ""})
                    .has_value());
  }
  EXPECT_EQ(organisation(green).employees, 8);
  EXPECT_EQ(organisation(green).municipality_code, "432148");
  EXPECT_EQ(organisation(green).open_defects, 0);
}

TEST_F(RosterImport, AnIndustryThatIsStillUnclearIsNoCorrection) {
  const ImportId id = draft(file("会員番号,企業・団体名,電話番号,入会年月日,業種\n"
                                 "K0001,株式会社あおば商会,096-000-0001,R4.6.1,いろいろ\n"));
  const auto unclear = defect(id, "industry_unclear");
  auto still = settle_defect(office(), {unclear.id, "correct", "さまざま", ""});
  ASSERT_FALSE(still.has_value());
  EXPECT_EQ(still.error().fields[0].field, "value");
  ASSERT_TRUE(settle_defect(office(), {unclear.id, "correct", "小売業", ""}).has_value());
  committed(id);
  EXPECT_EQ(organisation(made_of(id, 1)).industry, "I");
}

TEST_F(RosterImport, WhatWaitsIsSettledInTheRegistryWithHistory) {
  const ImportId id = draft(file(
      kHead + "K0001,株式会社あおば商会,399990100009,096-000-0001,青葉 一,a@example,R4.6.31\n"));
  committed(id);
  const OrganisationId o = made_of(id, 1);
  EXPECT_EQ(organisation(o).open_defects, 3);
  EXPECT_EQ(organisation(o).corporate_number, "");
  ASSERT_TRUE(settle_defect(office(), {defect(id, "hojin_12digits", "waiting").id, "correct",
                                       "3999901000095", ""})
                  .has_value());
  EXPECT_EQ(organisation(o).corporate_number, "3999901000095");
  EXPECT_EQ(organisation(o).open_defects, 2);
  auto mail = defect(id, "email_invalid", "waiting");
  ASSERT_TRUE(settle_defect(office(), {mail.id, "correct", "a@example.jp", ""}).has_value());
  auto page = load_visible_organisation(office(), o);
  ASSERT_EQ(page->people.size(), 1U);
  EXPECT_EQ(page->people[0].email, "a@example.jp");
  auto day = defect(id, "date_invalid", "waiting");
  EXPECT_FALSE(settle_defect(office(), {day.id, "accept", "", ""}).has_value());  // needs a reason
  ASSERT_TRUE(settle_defect(office(), {day.id, "correct", "2022-06-30", ""}).has_value());
  EXPECT_EQ(organisation(o).joined_on, "2022-06-30");
  EXPECT_EQ(organisation(o).open_defects, 0);
  const auto june = s_.db().read(
      [&](db::Reader& r) { return standing(r, {2022, 6, 1}, {2022, 6, 30}); });
  EXPECT_EQ(june.joined, 1);
  page = load_visible_organisation(office(), o);
  std::set<std::string> fields;
  for (const auto& change : page->changes) {
    fields.insert(change.field);
    EXPECT_EQ(change.cause, "import");
  }
  EXPECT_TRUE(fields.contains("corporate_number"));
  EXPECT_TRUE(fields.contains("email"));
  auto settled = settle_defect(office(), {day.id, "correct", "2022-06-01", ""});
  EXPECT_EQ(settled.error().fault, Fault::conflict);
}

TEST_F(RosterImport, ADuplicateInTheFileIsOnlyProposed) {
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,"
                                 "a@example.jp,R4.6.1\n"
                                 ",㈱あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"));
  const auto second = load_visible_row(office(), id, 2)->row;
  EXPECT_EQ(second.choice, "merge");
  EXPECT_EQ(second.of_row, 1);
  const Counts counts = committed(id);
  EXPECT_EQ(counts.created, 1);
  EXPECT_EQ(counts.proposed, 1);
}

TEST_F(RosterImport, AProposedRowIsDecidedByAPersonAndUndoneWithTheRest) {
  const std::string before = dump();
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,3999901000095,,青葉 一,a@example.jp,R4.6.1\n"
                                 ",㈱あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,\n"
                                 ",あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,\n"));
  ASSERT_EQ(committed(id).proposed, 2);
  EXPECT_EQ(resolve_row(s_.context_of(cast::prefecture), {id, 2, "fill"}).error().fault,
            Fault::forbidden);
  ASSERT_TRUE(resolve_row(office(), {id, 2, "fill"}).has_value());
  EXPECT_EQ(organisation(made_of(id, 1)).telephone, "096-000-0001");
  EXPECT_EQ(resolve_row(office(), {id, 2, "fill"}).error().fault, Fault::conflict);
  ASSERT_TRUE(resolve_row(office(), {id, 3, "create"}).has_value());
  EXPECT_NE(made_of(id, 3), made_of(id, 1));
  const Counts counts = counts_from(load_visible_import(office(), id)->import.counts);
  EXPECT_EQ(counts.merged, 1);
  EXPECT_EQ(counts.created, 2);
  EXPECT_EQ(counts.proposed, 0);
  expect_sum(counts);
  auto undone = undo_import(manager(), id);
  ASSERT_TRUE(undone.has_value());
  EXPECT_TRUE(undone->left.empty());
  EXPECT_EQ(dump(), before);
}

TEST_F(RosterImport, AgainstTheRegistryOnlyAProofFillsInByItself) {
  committed(draft(file(kHead +
                       "K0001,株式会社あおば商会,3999901000095,,,,R4.6.1\n"
                       "K0002,みどり工業株式会社,,096-000-0002,,,R4.6.2\n")));
  const ImportId id = draft(file(
      kHead + "K0001,株式会社青葉商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
              ",みどり工業株式会社,,096-000-9999,緑 二,m@example.com,R4.7.1\n"
              ",株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n"));
  const auto list = rows(id);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].choice, "fill");
  EXPECT_EQ(list[1].choice, "merge");
  EXPECT_EQ(list[2].choice, "create");
  const Counts counts = committed(id);
  EXPECT_EQ(counts.updated, 1);
  EXPECT_EQ(counts.proposed, 1);
  EXPECT_EQ(counts.created, 1);
  const Organisation o = organisation(list[0].target_id);
  EXPECT_EQ(o.name, "株式会社あおば商会");  // filling never overwrites
  EXPECT_EQ(o.telephone, "096-000-0001");
}

TEST_F(RosterImport, FillingTurnsTheUseOfThePlatformOnAndNeverOff) {
  const std::string head = "会員番号,企業・団体名,法人番号,電話番号,入会年月日,情報PF利用\n";
  committed(draft(file(head + "K0001,株式会社あおば商会,3999901000095,096-000-0001,R4.6.1,×\n"
                              "K0002,みどり工業株式会社,,096-000-0002,R4.6.2,○\n")));
  const ImportId id = draft(file(head + "K0001,株式会社あおば商会,3999901000095,,R4.6.1,○\n"
                                        "K0002,みどり工業株式会社,,096-000-0002,,×\n",
                                 "next.csv"));
  const auto list = rows(id);
  ASSERT_EQ(list.size(), 2U);
  for (const auto& row : list) ASSERT_EQ(row.choice, "fill");
  EXPECT_FALSE(organisation(list[0].target_id).uses_platform);
  committed(id);
  EXPECT_TRUE(organisation(list[0].target_id).uses_platform);
  EXPECT_TRUE(organisation(list[1].target_id).uses_platform);
  ASSERT_TRUE(undo_import(manager(), id).has_value());
  EXPECT_FALSE(organisation(list[0].target_id).uses_platform);
}

TEST_F(RosterImport, ARowThatNamesAMemberWhoHasLeftIsForAPerson) {
  auto known = create_organisation(
      office(), {{{"name", "株式会社あおば商会"}, {"telephone", "096-000-0001"},
                  {"member_no", "K0150"}},
                 {}, "2020-04-01", "", ""});
  ASSERT_TRUE(known.has_value()) << known.error().says;
  const std::string row = "K0150,株式会社あおば商会,,096-000-0001,青葉 一,a@example.jp,";
  const ImportId before = draft(file(kHead + row + "R6.9.1\n"));
  EXPECT_EQ(rows(before)[0].choice, "fill");
  // Between the reading and the commit.
  ASSERT_TRUE(change_state(office(), {*known, "withdrawn", "2024-08-01", "退会届"}).has_value());
  const ImportId after = draft(file(kHead + row + "R6.9.2\n" +
                                    "K0151,みどり工業株式会社,,096-000-0002,,,R6.9.1\n"));
  EXPECT_EQ(rows(after)[0].choice, "merge");
  EXPECT_EQ(rows(after)[0].target_id, *known);
  EXPECT_EQ(rows(after)[0].match_reason, "退会した会員と名称・電話番号・会員番号が一致");
  s_.as(cast::secretariat).get("/office/imports/" + after.text + "/rows/1")
      .contains("退会した会員と").contains(">退会<");
  for (const ImportId& id : {before, after}) {
    const Counts counts = committed(id);
    EXPECT_EQ(counts.proposed, 1);
    EXPECT_EQ(counts.unchanged, 0);
    expect_sum(counts);
    EXPECT_EQ(load_visible_row(office(), id, 1)->row.outcome, "proposed");
  }
  EXPECT_EQ(organisation(*known).state, State::withdrawn);
}

TEST_F(RosterImport, TheSameRowAgainIsForAPersonWhenItsMemberHasLeft) {
  const std::string text =
      kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
              "K0002,みどり工業株式会社,,096-000-0002,緑 二,m@example.com,R4.6.2\n";
  const ImportId first = draft(file(text));
  committed(first);
  const OrganisationId left = made_of(first, 1);
  ASSERT_TRUE(change_state(office(), {left, "withdrawn", "2024-08-01", "退会届"}).has_value());
  const ImportId again = draft(file(text));
  EXPECT_EQ(rows(again)[0].target_id, left);
  const Counts counts = committed(again);
  EXPECT_EQ(counts.proposed, 1);
  EXPECT_EQ(counts.unchanged, 1);
  expect_sum(counts);
  ASSERT_TRUE(resolve_row(office(), {again, 1, "skip"}).has_value());
}

TEST_F(RosterImport, AChoiceOfAPersonIsFollowed) {
  committed(draft(file(kHead + "K0001,株式会社あおば商会,3999901000095,,,,R4.6.1\n")));
  const ImportId id = draft(file(
      kHead + "K0001,株式会社青葉商会,3999901000095,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
              ",株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n"));
  ASSERT_TRUE(choose_row(office(), {id, 1, "overwrite", ""}).has_value());
  auto no_target = choose_row(office(), {id, 2, "fill", ""});
  ASSERT_FALSE(no_target.has_value());
  EXPECT_EQ(no_target.error().fields[0].field, "target_member_no");
  EXPECT_FALSE(choose_row(office(), {id, 2, "fill", "K9999"}).has_value());
  ASSERT_TRUE(choose_row(office(), {id, 2, "skip", ""}).has_value());
  const Counts counts = committed(id);
  EXPECT_EQ(counts.updated, 1);
  EXPECT_EQ(counts.skipped, 1);
  EXPECT_EQ(organisation(made_of(id, 1)).name, "株式会社青葉商会");
}

TEST_F(RosterImport, TwoContactsInACellBecomeTwoPeople) {
  const ImportId id = draft(file(kHead +
                                 "K0001,株式会社あおば商会,3999901000095,096-000-0001,\"青葉 一、若葉 二\","
                                 "a@example.jp,R4.6.1\n"));
  committed(id);
  auto page = load_visible_organisation(office(), made_of(id, 1));
  ASSERT_EQ(page->people.size(), 2U);
  EXPECT_TRUE(page->people[0].is_primary);
  EXPECT_FALSE(page->people[1].is_primary);
  EXPECT_EQ(page->organisation.open_defects, 1);
}

TEST_F(RosterImport, AColumnThatAPersonNamedIsRememberedForTheseHeadings) {
  const std::string text =
      "会員番号,企業・団体名,呼び名,電話番号\nK0001,株式会社あおば商会,青葉 一,096-000-0001\n"
      "K0002,みどり工業株式会社,緑 二,096-000-0002\n";
  auto begun = begin_import(office(), input(file(text)));
  ASSERT_TRUE(begun.has_value()) << begun.error().fields[0].says;
  ASSERT_TRUE(read_import(office(), *begun).has_value());
  auto none = change_mapping(office(), begun->id, {{0, RosterField::ignored},
                                                   {1, RosterField::ignored},
                                                   {2, RosterField::ignored},
                                                   {3, RosterField::ignored}});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().fields[0].field, "columns");
  auto mapped = change_mapping(office(), begun->id, {{0, RosterField::member_no},
                                                     {1, RosterField::name},
                                                     {2, RosterField::contact_name},
                                                     {3, RosterField::telephone}});
  ASSERT_TRUE(mapped.has_value());
  ASSERT_TRUE(read_import(office(), *mapped).has_value());
  EXPECT_EQ(rows(begun->id)[1].name, "みどり工業株式会社");
  EXPECT_EQ(typed_field(rows(begun->id)[1].typed, "telephone"), "096-000-0002");
  const ImportId next = draft(file(text + "K0003,株式会社もみじ,紅 三,096-000-0003\n", "next.csv"));
  EXPECT_EQ(people_of(rows(next)[2].typed)[0].name, "紅 三");
}

TEST_F(RosterImport, WhatIsNoRosterLeavesNothingBehind) {
  const auto before = s_.audit_count();
  for (const std::string& bytes :
       {std::string(), std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", 12),
        std::string("PK\x03\x04 broken", 10), std::string("a,b\n1,2\n")}) {
    auto begun = begin_import(office(), input(file(bytes)));
    ASSERT_FALSE(begun.has_value());
    ASSERT_EQ(begun.error().fields.size(), 1U);
    EXPECT_EQ(begun.error().fields[0].field, "file");
  }
  EXPECT_EQ(s_.audit_count(), before);
  EXPECT_TRUE(list_imports(office(), "", 10)->empty());
  EXPECT_TRUE(list_loans(office(), {})->empty());
}

TEST_F(RosterImport, OnlyTheOfficeImports) {
  for (const auto* person : {&cast::prefecture, &cast::member_admin, &cast::auditor}) {
    auto refused = begin_import(s_.context_of(*person), input(kRoster));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, Fault::forbidden);
  }
}

TEST_F(RosterImport, AdoptingAllSuggestionsSettlesThemInTheDraft) {
  const ImportId id = draft(kRoster);
  auto before = load_visible_import(office(), id);
  std::int64_t adoptable = 0;
  for (const auto& kind : before->open_kinds) adoptable += kind.adoptable;
  auto one = adopt_suggestions(office(), id, "date_excel_serial");
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(*one, 13);
  auto all = adopt_suggestions(office(), id, "");
  ASSERT_TRUE(all.has_value());
  EXPECT_GT(*all, 100);
  auto after = load_visible_import(office(), id);
  for (const auto& kind : after->open_kinds) EXPECT_EQ(kind.adoptable, 0) << kind.kind;
  EXPECT_LE(after->open_defects, before->open_defects - adoptable);
}

// 3,000 rows: batches while reading, one transaction at the end, and every count adds up.
TEST_F(RosterImport, ABigFileIsReadInBatches) {
  constexpr int kManyRows = 3000;  // several batches; how long 100,000 take is for the bench
  std::string text = kHead;
  for (int i = 1; i <= kManyRows; ++i) {
    const std::string n = std::to_string(100'000 + i).substr(1);
    text += "K" + n + ",株式会社テスト" + n + "," + ",096-" + n.substr(0, 3) + "-1" + n.substr(2) +
            ",担当 " + n + ",m" + n + "@m" + n + ".example.jp,2022/6/1\n";
  }
  const std::string path = file(text);
  auto begun = begin_import(office(), input(path));
  ASSERT_TRUE(begun.has_value());
  std::int64_t last = 0;
  ASSERT_TRUE(read_import(office(), *begun, [&](std::int64_t done, std::int64_t total) {
                EXPECT_LE(done, total);
                EXPECT_GE(done, last);
                last = done;
              }).has_value());
  EXPECT_EQ(last, 1000);
  const Counts counts = committed(begun->id);
  EXPECT_EQ(counts.rows, kManyRows);
  EXPECT_EQ(counts.created, kManyRows);
  expect_sum(counts);
}

TEST_F(RosterImport, ALoanIsClosedOnlyWhenNoCopyIsLeft) {
  const ImportId id = draft(kRoster);
  committed(id);
  const LoanId loan = load_visible_import(office(), id)->loan.id;
  auto page = load_visible_loan(office(), loan);
  ASSERT_EQ(page->copies.size(), 1U);
  const Closure closure{loan, page->loan.version, "returned", "2024-10-01", "受領書 第3号"};
  auto early = close_loan(office(), closure);
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().fields[0].field, "how");
  ASSERT_TRUE(erase_copy(office(), {loan, page->copies[0].id, "", "上書き消去"}).has_value());
  EXPECT_FALSE(erase_copy(office(), {loan, page->copies[0].id, "", ""}).has_value());
  ASSERT_TRUE(close_loan(office(), closure).has_value());
  EXPECT_EQ(close_loan(office(), closure).error().fault, Fault::conflict);
  page = load_visible_loan(s_.context_of(cast::prefecture), loan);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->loan.state, "returned");
  EXPECT_EQ(page->loan.closed_note, "受領書 第3号");
  EXPECT_EQ(close_loan(s_.context_of(cast::prefecture), closure).error().fault, Fault::forbidden);
}

TEST_F(RosterImport, TheSameBytesAreOneLoanUntilItIsClosed) {
  const ImportId first = draft(kRoster);
  const ImportId second = draft(kRoster);
  EXPECT_EQ(load_visible_import(office(), first)->loan.id,
            load_visible_import(office(), second)->loan.id);
}

TEST_F(RosterImport, ALoanPastItsDayIsOverdue) {
  auto made = register_loan(office(), {"調査票の回答", "紙", "熊本県", "分析", "2024-05-01",
                                       "2024-09-30", "鍵付き書庫", 431});
  ASSERT_TRUE(made.has_value());
  auto overdue = list_loans(office(), {.show = "overdue"});
  ASSERT_EQ(overdue->size(), 1U);
  EXPECT_TRUE((*overdue)[0].overdue);
  auto wrong = register_loan(office(), {"", "紙", "熊本県", "分析", "2025-05-01", "", "書庫", 0});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().fields.size(), 2U);
}

}  // namespace
}  // namespace musubi::members
