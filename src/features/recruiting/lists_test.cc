// lists_test.cc - lists that come in: shown with every defect before anything is made, nobody kept
// twice, all or nothing, taken back again; and files that go out only with a purpose.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "features/recruiting/service_exports.h"
#include "features/recruiting/service_imports.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;

const std::string kHead =
    "団体名,法人番号,郵便番号,所在地,電話番号,業種,従業員数,担当者氏名,メールアドレス\n";

// An organisation of which the list knows the place only.
std::string line(const std::string& name) { return name + ",,,熊本市中央区架空町1,,,,,\n"; }

class Lists : public testing::Test {
 protected:
  Lists() {
    std::string pattern = (std::filesystem::temp_directory_path() / "musubi-list-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
  }
  ~Lists() override { std::filesystem::remove_all(folder_); }

  Context office() { return s_.context_of(cast::secretariat); }
  NewListImport input(const std::string& csv) {
    const std::string path = folder_ + "/list.csv";
    std::ofstream(path, std::ios::binary) << csv;
    NewListImport in;
    in.path = path;
    in.filename = "県内企業一覧.csv";
    in.source = "list";
    in.source_note = "県から10月21日に受領";
    in.purpose = "会員募集の案内のため";
    return in;
  }
  ListImportId draft(const std::string& csv) {
    auto begun = begin_list_import(office(), input(csv));
    EXPECT_TRUE(begun.has_value()) << (begun ? "" : begun.error().fields.empty()
                                                        ? begun.error().says
                                                        : begun.error().fields.front().says);
    return begun.value_or({});
  }
  ListImportPage page(const ListImportId& id, const std::string& part = "") {
    auto found = load_list_import(office(), id, part, 0, 500);
    EXPECT_TRUE(found.has_value());
    return found ? *found : ListImportPage{};
  }
  std::int64_t prospects() {
    store::ListFilter all;
    all.stage = "all";
    return list_prospects(office(), all, "")->count;
  }

  test::Scenario s_;
  std::string folder_;
};


TEST_F(Lists, NothingIsMadeUntilItIsTakenIn) {
  const auto id = draft(kHead +
                        "株式会社かくう製菓,,860-0001,熊本市中央区架空町1-1,096-000-1111,製造業,20,"
                        "架空 花子,hanako@example.jp\n"
                        "有限会社かくう運輸,,,八代市架空町2,096-000-2222,運輸業,abc,,\n");
  EXPECT_EQ(prospects(), 0);
  EXPECT_EQ(page(id).counts.at("new"), 2);
  ASSERT_EQ(commit_list_import(office(), id).value_or(0), 2);
  EXPECT_EQ(prospects(), 2);
  const auto found = list_prospects(office(), {}, "かくう製菓");
  ASSERT_EQ(found->rows.size(), 1U);
  const Prospect& p = found->rows[0];
  EXPECT_EQ(p.organisation.municipality_code, "431001");
  EXPECT_EQ(p.organisation.employees, 20);
  EXPECT_EQ(p.contact.name, "架空 花子");
  EXPECT_EQ(p.source_note, "県から10月21日に受領");
  EXPECT_EQ(commit_list_import(office(), id).error().fault, Fault::conflict);  // once
  EXPECT_EQ(prospects(), 2);
}

TEST_F(Lists, MembersApplicantsAndProspectsAreShownNotDoubled) {
  members::NewMember member;
  member.organisation.name = "有限会社もう会員";
  member.joined_on = "2024-06-01";
  const Context ctx = office();
  ASSERT_TRUE(ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, member); }));
  ASSERT_TRUE(create_prospect(ctx, {{{"name", "株式会社もう見込み"}, {"source", "event"}}}));
  const auto id = draft(kHead + line("㈲もう会員") + line("株式会社もう見込み") +
                        line("株式会社あたらしい") + line("（株）あたらしい"));
  const auto counts = page(id).counts;
  EXPECT_EQ(counts.at("member"), 1);
  EXPECT_EQ(counts.at("prospect"), 1);
  EXPECT_EQ(counts.at("repeated"), 1);
  EXPECT_EQ(counts.at("new"), 1);
  EXPECT_EQ(page(id, "member").rows.at(0).of_name, "有限会社もう会員");
  EXPECT_EQ(commit_list_import(office(), id).value_or(-1), 1);
  EXPECT_EQ(prospects(), 2);
}

TEST_F(Lists, WhatBecameKnownSinceTheReadingIsLeftOut) {
  const auto id = draft(kHead + line("株式会社あたらしい") + line("株式会社もうひとつ"));
  ASSERT_TRUE(create_prospect(office(), {{{"name", "株式会社あたらしい"}, {"source", "event"}}}));
  EXPECT_EQ(commit_list_import(office(), id).value_or(-1), 1);
  EXPECT_EQ(page(id, "prospect").rows.size(), 1U);
}

TEST_F(Lists, EveryDefectIsToldByItsLine) {
  const auto id = draft(kHead + "株式会社かくう製菓,123,860,熊本市中央区架空町1-1,12,製造業,20,,ｂａｄ\n");
  const auto rows = page(id, "defects").rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].line, 2);
  std::string labels;
  for (const auto& d : rows[0].defects) labels += d.at("label").get<std::string>() + " ";
  EXPECT_NE(labels.find("法人番号"), std::string::npos) << labels;
  EXPECT_NE(labels.find("郵便番号"), std::string::npos) << labels;
  s_.as(cast::secretariat)
      .get("/office/prospect-imports/" + id.text + "?part=defects")
      .status(200)
      .contains("法人番号");
}

TEST_F(Lists, AnUndoTakesBackWhatNobodyTouched) {
  const auto id = draft(kHead + line("株式会社いち") + line("株式会社にい"));
  ASSERT_TRUE(commit_list_import(office(), id).has_value());
  const auto worked = list_prospects(office(), {}, "株式会社いち")->rows.at(0).id;
  ASSERT_TRUE(record_contact(office(), {worked, "visit", "", "", "", "訪問した。", "", "", ""}));
  const auto undone = undo_list_import(office(), id);
  ASSERT_TRUE(undone.has_value());
  EXPECT_EQ(undone->removed, 1);
  EXPECT_EQ(undone->kept, 1);
  EXPECT_EQ(prospects(), 1);
  EXPECT_EQ(list_prospects(office(), {}, "株式会社にい")->rows.size(), 0U);
  EXPECT_EQ(undo_list_import(office(), id).error().fault, Fault::conflict);
}

TEST_F(Lists, WhatIsNoListOrHasNoPurposeIsRefusedAtItsField) {
  EXPECT_EQ(begin_list_import(office(), input("ただの文章です。\n")).error().fields.at(0).field,
            "file");
  NewListImport aimless = input(kHead + line("株式会社いち"));
  aimless.purpose = "";
  EXPECT_EQ(begin_list_import(office(), aimless).error().fields.at(0).field, "purpose");
  EXPECT_EQ(begin_list_import(s_.context_of(cast::prefecture), aimless).error().fault,
            Fault::forbidden);
  EXPECT_EQ(prospects(), 0);
}

TEST_F(Lists, TheSamePagesByHand) {
  auto& who = s_.as(cast::secretariat);
  who.get("/office/prospect-imports").status(200).contains("名簿はまだ取り込まれていません");
  who.get("/office/prospect-imports/new").status(200);
  who.upload("/office/prospect-imports", {{"source", "list"}, {"purpose", "会員募集の案内のため"}},
             {{"file", "list.csv", kHead + line("株式会社いち")}})
      .status(422)
      .contains("href=\"#f-source_note\"");
  const auto made =
      who.upload("/office/prospect-imports",
                 {{"source", "list"}, {"source_note", "県から受領"},
                  {"purpose", "会員募集の案内のため"}},
                 {{"file", "list.csv", kHead + line("株式会社いち")}})
          .leads_to("/office/prospect-imports/")
          .audited("recruiting.list.begun");
  const std::string path = made.header("Location");
  who.get(path).status(200).contains("1団体を取り込む").contains("株式会社いち");
  who.post(path + "/commitment").leads_to(path).audited("recruiting.list.committed");
  who.get(path).contains("この取込みを取り消す");
  who.post(path + "/undo").leads_to(path).audited("recruiting.list.undone");
}

TEST_F(Lists, NothingLeavesWithoutAPurpose) {
  ASSERT_TRUE(create_prospect(office(), {{{"name", "=cmd|' /C calc'!A0"}, {"source", "event"}}}));
  auto& who = s_.as(cast::secretariat);
  const test::FormFields form{{"format", "csv"}, {"column", "name"}, {"column", "stage"},
                              {"purpose", "短い"}};
  who.post("/office/prospect-exports", form).status(422).contains("f-purpose").not_audited();
  test::FormFields told = form;
  told.back().second = "11月の訪問先の分担を決めるため";
  const auto file = who.post("/office/prospect-exports", told)
                        .status(200)
                        .audited("recruiting.prospects.exported");
  file.contains("団体名").contains("候補").contains("'=cmd");  // no formula leaves
  who.get("/office/prospect-exports").contains("11月の訪問先の分担を決めるため");
  s_.as(cast::prefecture).post("/office/prospect-exports", told).status(403);
  told[0].second = "xlsx";
  EXPECT_EQ(who.post("/office/prospect-exports", told).status(200).body().substr(0, 2), "PK");
}

}  // namespace
}  // namespace musubi::recruiting
