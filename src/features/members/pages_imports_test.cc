// pages_imports_test.cc - the wizard over HTTP: upload, columns, correction, adoption, choice,
// commit, undo; what hostile uploads and doubled buttons get; 未解決 and the loans.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/text.h"
#include "core/files/files.h"
#include "core/sheets/sheets.h"
#include "features/members/service_imports.h"
#include "support/cast.h"
#include "support/clamd.h"
#include "support/places.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Answer;
using test::FormFields;
using test::Scenario;
namespace cast = test::cast;
namespace fs = std::filesystem;

const FormFields kLoan{{"loan_name", "令和5年度末 会員名簿"}, {"medium", "電子ファイル"},
                       {"lender", "熊本県"},                  {"purpose", "会員名簿の整備"},
                       {"kept_at", "むすびのファイル保管庫"}};
const std::string kHead = "会員番号,企業・団体名,法人番号,電話番号,担当者氏名,メールアドレス,入会年月日\n";
const std::string kSmall =
    kHead + "K0001,㈱あおば商会,399990100009,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
            "K0002,みどり工業株式会社,,096-000-0002,緑 二,b@example.com,R4.6.2\n"
            ",みどり工業株式会社,,096-000-0002,緑 二,b@example.com,R4.6.2\n";

class ImportPages : public testing::Test {
 protected:
  ImportPages() {
    std::string pattern = (fs::temp_directory_path() / "musubi-wizard-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
  }
  ~ImportPages() override { fs::remove_all(folder_); }

  test::Visitor& office() { return s_.as(cast::secretariat); }
  Answer upload(const std::string& bytes, FormFields fields = kLoan) {
    return office().upload("/office/imports", std::move(fields),
                           {{"file", "会員名簿.csv", bytes}});
  }
  // The path of the import that an upload made.
  std::string begun(const std::string& bytes) {
    const std::string path = upload(bytes).leads_to("/office/imports/").header("Location");
    EXPECT_EQ(path.find("said"), std::string::npos);
    return path;
  }
  static ImportId id_of(const std::string& path) { return {path.substr(path.rfind('/') + 1)}; }
  store::ImportDefect defect(const std::string& path, const std::string& kind) {
    const auto list =
        list_rows(s_.context_of(cast::secretariat), {.import_id = id_of(path), .most = 1000});
    for (const auto& row : list->rows) {
      for (const auto& d : row.defects) {
        if (d.kind == kind && (d.state == "open" || d.state == "waiting")) return d;
      }
    }
    ADD_FAILURE() << "no open " << kind;
    return {};
  }

  // As Excel saves 「Unicode テキスト」: tabs, UTF-16LE. REQUIRES: no character beyond the BMP.
  static std::string as_unicode_text(const std::string& csv, bool mark) {
    std::string bytes = mark ? "\xFF\xFE" : "";
    const std::string tabs = replace_all(replace_all(csv, ",", "\t"), "\n", "\r\n");
    for (const char32_t c : code_points(tabs)) {
      bytes += static_cast<char>(c & 0xFF);
      bytes += static_cast<char>(c >> 8);
    }
    return bytes;
  }
  // Either sheet could be the roster: 会員名簿 with two members, 追加分 with one.
  std::string two_sheets() {
    const std::string path = folder_ + "/two.xlsx";
    sheets::XlsxWriter writer(path);
    const std::vector<sheets::Column> columns{
        {"会員番号"}, {"企業・団体名"}, {"電話番号"}, {"入会年月日"}};
    writer.begin_sheet({"会員名簿", {}, columns, {}});
    writer.add_row({"K0001", "株式会社あおば商会", "096-000-0001", "R4.6.1"});
    writer.add_row({"K0002", "みどり工業株式会社", "096-000-0002", "R4.6.2"});
    writer.begin_sheet({"追加分", {}, columns, {}});
    writer.add_row({"K0003", "株式会社もみじ", "096-000-0003", "R4.7.1"});
    EXPECT_TRUE(writer.close());
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }

  Scenario s_;
  std::string folder_;
};

TEST_F(ImportPages, AUnicodeTextOfExcelIsReadWithAndWithoutItsMark) {
  std::string path;
  for (const bool mark : {true, false}) {
    SCOPED_TRACE(mark);
    path = begun(as_unicode_text(kSmall, mark));
    const auto list =
        list_rows(s_.context_of(cast::secretariat), {.import_id = id_of(path), .most = 10});
    ASSERT_EQ(list->rows.size(), 3U);
    const Json& typed = list->rows[0].row.typed;
    EXPECT_EQ(list->rows[0].row.name, "㈱あおば商会");
    EXPECT_EQ(typed.at("fields").at("telephone"), "096-000-0001");
    EXPECT_EQ(typed.at("contacts").at(0).at("email"), "a@example.jp");
    EXPECT_EQ(typed.at("joined_on"), "2022-06-01");
    EXPECT_EQ(list->rows[2].row.choice, "merge");
    EXPECT_EQ(defect(path, "hojin_12digits").value, "399990100009");
  }
  office().post(path + "/commit").leads_to(path);
  office().get("/office/members").status(200).contains("㈱あおば商会").contains("みどり工業");
}

TEST_F(ImportPages, TheNamedSheetOfSeveralIsTakenAndElseTheLikeliest) {
  const std::string bytes = two_sheets();
  const auto taken = [&](const std::string& sheet) {
    FormFields fields = kLoan;
    fields.emplace_back("sheet", sheet);
    return office().upload("/office/imports", fields, {{"file", "会員名簿.xlsx", bytes}});
  };
  const auto read = [&](const Answer& answer) {
    return load_visible_import(s_.context_of(cast::secretariat), id_of(answer.header("Location")));
  };
  const auto likeliest = read(taken("").leads_to("/office/imports/"));
  EXPECT_EQ(likeliest->import.sheet, "会員名簿");
  EXPECT_EQ(likeliest->import.row_count, 2);
  const auto named = read(taken("追加分").leads_to("/office/imports/"));
  EXPECT_EQ(named->import.sheet, "追加分");
  EXPECT_EQ(named->import.row_count, 1);
  const std::string path = "/office/imports/" + named->import.id.text;
  office().get(path + "/rows?show=all").status(200).contains("株式会社もみじ").lacks("みどり工業");
  taken("無い")
      .status(422)
      .contains("シート「無い」がありません")
      .contains("href=\"#f-sheet\"")
      .contains("value=\"無い\"");
}

TEST_F(ImportPages, TheWholeRosterGoesThroughTheWizard) {
  std::ostringstream bytes;
  bytes << std::ifstream(test::source("/tests/data/members_r5_cp932.csv"), std::ios::binary)
               .rdbuf();
  const std::string path = begun(bytes.str());
  office().get(path).leads_to(path + "/mapping");
  office().get(path + "/mapping").status(200).contains("列の対応").contains("全4ステップ中2");
  office().post(path + "/mapping", {}).leads_to(path + "/rows");
  office().get(path + "/rows").status(200).contains("503").contains("提案をまとめて採用");
  office().get(path + "/rows?kind=email_invalid").status(200).contains("メールアドレスの誤り");
  office().get(path + "/rows?show=all&after=500").status(200).contains("503");
  office().post(path + "/adoption", {{"kind", "date_excel_serial"}})
      .leads_to(path + "/rows?said=adopted&number=13")
      .audited("members.defects.adopted");
  office().get(path + "/commit").status(200).contains("503行を会員名簿に取り込みますか");
  office().post(path + "/commit").leads_to(path).audited("members.import.committed");
  const auto after = s_.audit_count();
  office().post(path + "/commit").leads_to(path).not_audited();
  EXPECT_EQ(s_.audit_count(), after);
  office().get(path + "?said=committed").status(200).contains("486").contains("17").lacks("/undo");
  s_.as(cast::manager).get(path).contains(path + "/undo");
  office().get("/office/defects?import=" + id_of(path).text).status(200).contains("片づける");
  office().get(path + "/undo").status(403);
  office().post(path + "/undo").status(403);
  s_.as(cast::manager).get(path + "/undo").status(200).contains("取り消しますか");
  s_.as(cast::manager).post(path + "/undo").leads_to(path).audited("members.import.undone");
  s_.as(cast::manager).post(path + "/undo").leads_to(path).not_audited();
  office().get(path).status(200).contains("取り消し済み");
  office().get("/office/members").status(200).lacks("蓬織ソフト");
}

TEST_F(ImportPages, AColumnIsCorrectedAndTheRowsFollow) {
  const std::string path = begun(kSmall);
  office().post(path + "/mapping", {{"column_1", "ignored"}})
      .status(422)
      .contains("「企業・団体名」の列を1つ選んでください");
  office().post(path + "/mapping", {{"column_4", "representative_name"}})
      .leads_to(path + "/rows")
      .audited("members.import.mapping_changed");
  const auto row = load_visible_row(s_.context_of(cast::secretariat), id_of(path), 1);
  EXPECT_EQ(row->row.typed.at("fields").at("representative_name"), "青葉 一");
}

TEST_F(ImportPages, ACellIsCorrectedAndRefusedAtItsField) {
  const std::string path = begun(kSmall);
  const auto number = defect(path, "hojin_12digits");
  const std::string row = path + "/rows/1";
  office().get(row).status(200).contains("399990100009").contains("この値に直す");
  office().post(row + "/settlement",
                {{"defect", number.id}, {"action", "correct"}, {"value", "3999901000094"}})
      .status(422)
      .contains("検査数字")
      .contains("3999901000094");
  office().post(row + "/settlement",
                {{"defect", number.id}, {"action", "correct"}, {"value", "3999901000095"}})
      .leads_to(path + "/rows")
      .audited("members.defect.settled");
  office().post(row + "/settlement", {{"defect", number.id}, {"action", "adopt"}}).status(409);
  office().get(row).contains("「3999901000095」に直しました");
}

TEST_F(ImportPages, ADraftIsAmongWhatWaitsUntilItIsTakenInOrGivenUp) {
  const std::string waits = "取込みの途中の名簿";
  const auto unfinished = [&] {
    return s_.db().read([](db::Reader& r) { return store::count_unfinished_imports(r, 9); });
  };
  office().get("/office").status(200).lacks(waits);
  const std::string path = begun(kSmall);
  EXPECT_EQ(unfinished(), 1);
  office().get("/office").status(200).contains(waits);
  s_.as(cast::prefecture).get("/prefecture").status(200).lacks(waits);
  const std::string other =
      begun(kHead + "K0009,株式会社もみじ,,096-000-0003,紅 三,c@example.com,R4.7.1\n");
  EXPECT_EQ(unfinished(), 2);
  office().post(path + "/commit").leads_to(path);
  EXPECT_EQ(unfinished(), 1);
  office().post(other + "/removal").leads_to("/office/imports");
  EXPECT_EQ(unfinished(), 0);
  office().get("/office").status(200).lacks(waits);
}

TEST_F(ImportPages, ARowIsChosenWithItsTarget) {
  const std::string path = begun(kSmall);
  const std::string row = path + "/rows/2";
  office().post(row + "/choice", {{"choice", "fill"}, {"target_member_no", "K7777"}})
      .status(422)
      .contains("会員番号「K7777」の会員は見つかりません");
  office().post(row + "/choice", {{"choice", "anything"}}).status(422);
  office().post(row + "/choice", {{"choice", "skip"}, {"back", "https://example.com/"}})
      .leads_to(path + "/rows")
      .audited("members.import.row_chosen");
  office().post(path + "/commit").leads_to(path);
  office().get(path + "/rows?show=all").contains("取り込まなかった");
  office().post(row + "/choice", {{"choice", "create"}}).status(409);
}

TEST_F(ImportPages, HostileUploadsGetAKindSentenceAndLeaveNothing) {
  office().get("/office/imports/new").status(200);
  const auto before = s_.audit_count();
  upload("").status(422).contains("名簿のファイルを選んでください");
  upload("", {{"loan_name", ""}})
      .status(422)
      .contains("名簿のファイルを選んでください")
      .contains("利用目的を入力してください");
  upload("a,b\n1,2\n").status(422).contains("見出し");
  upload(std::string("PK\x03\x04 not a zip at all", 22)).status(422).contains("id=\"f-file\"");
  upload(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old excel", 18))
      .status(422)
      .contains("XLSX");
  upload(std::string(2000, '\0')).status(422);
  upload(kSmall, {{"loan_name", "x"}}).status(422).contains("利用目的を入力してください");
  FormFields late = kLoan;
  for (const char* part : {"received_on_era", "received_on_year", "received_on_month",
                           "received_on_day"}) {
    late.emplace_back(part, std::string(part).ends_with("era") ? "western" : "2999");
  }
  upload(kSmall, late).status(422);
  EXPECT_EQ(s_.audit_count(), before);
  EXPECT_TRUE(list_imports(s_.context_of(cast::secretariat), "", 5)->empty());
}

TEST_F(ImportPages, OthersAreTurnedAway) {
  const std::string path = begun(kSmall);
  for (const auto* person : {&cast::prefecture, &cast::member_admin, &cast::auditor}) {
    s_.as(*person).get(path + "/rows").status(403);
    s_.as(*person).post(path + "/commit").status(403);
    s_.as(*person).get("/office/defects").status(403);
  }
  s_.anonymous().get(path).status(303);
  office().get("/office/imports/nothing").status(404);
  office().get(path + "/rows/999").status(404);
  office().post(path + "/removal").leads_to("/office/imports");
  office().post(path + "/commit").status(409);
}

TEST_F(ImportPages, WhatWaitsIsSettledFromItsList) {
  const std::string path = begun(kSmall);
  office().post(path + "/commit").leads_to(path);
  const auto number = defect(path, "hojin_12digits");
  const std::string page = "/office/defects/" + number.id;
  office().get("/office/defects").status(200).contains(page);
  office().get(page).status(200).contains("正しい値を入力する");
  office().post(page + "/settlement", {{"action", ""}}).status(422);
  office().post(page + "/settlement", {{"action", "accept"}}).status(422).contains("理由");
  office().post(page + "/settlement", {{"action", "correct"}, {"value", "12"}}).status(422);
  office().post(page + "/settlement", {{"action", "adopt"}})
      .leads_to("/office/defects?said=settled")
      .audited("members.organisation.updated");
  office().post(page + "/settlement", {{"action", "adopt"}}).status(409);
  office().get("/office/members?q=" + number.suggestion).contains(number.suggestion);
}

TEST_F(ImportPages, ARowSaysAfterTheCommitWhatIsStillOpenAndWhereItIsSettled) {
  const std::string path = begun(kSmall);
  office().post(path + "/commit").leads_to(path);
  const auto number = defect(path, "hojin_12digits");
  const std::string page = "/office/defects/" + number.id;
  office().get(path + "/rows/1").status(200).contains("まだ片づいていない所").contains(page);
  office().post(page + "/settlement", {{"action", "adopt"}}).status(303);
  office().get(path + "/rows/1").status(200).contains("片づいた所").lacks(page);
}

// What is open about a member is no state of it: the state stands beside, and alone on its form.
TEST_F(ImportPages, AMemberWithAnOpenDefectShowsItsStateToo) {
  const std::string path = begun(kSmall);
  office().post(path + "/commit").leads_to(path);
  const Context ctx = s_.context_of(cast::secretariat);
  const auto row = load_visible_row(ctx, id_of(path), 1);
  ASSERT_TRUE(row.has_value());
  const std::string member = "/office/members/" + row->row.organisation_id.text;
  office().get(member).status(200).contains(">有効<").contains("要確認");
  office().get("/office/members?need=defects").status(200).contains(">有効<").contains("要確認");
  office().get(member + "/state").status(200).contains(">有効<").lacks("要確認");
}

// What was not counted to its end has no share.
TEST_F(ImportPages, TheHomeGivesNoShareOfMoreDefectsThanItCounts) {
  const std::string path = begun(kSmall);
  office().post(path + "/commit").leads_to(path);
  office().get("/office").status(200).contains("片づいた割合");
  static constexpr db::Query kMany{
      "test.insert_defects",
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100) "
      "INSERT INTO roster_defects (id, import_id, row, line, field, kind, value, message, "
      "suggestion, severity, state, settled_value, reason, settled_by, settled_by_name) "
      "SELECT 'test-' || CAST(i AS TEXT), CAST($1 AS TEXT), 1, 2, 'telephone', 'other', '', '', "
      "'', 'info', 'waiting', '', '', '', '' FROM n"};
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kMany, id_of(path).text));
    return {};
  }).has_value());
  office().get("/office").status(200).contains("<b>2,000<small>件以上</small></b>").lacks(
      "片づいた割合");
}

// A member that left is not in the list: nor is it in the number on the tab.
TEST_F(ImportPages, TheTabCountsTheMembersThatItsListShows) {
  const std::string path = begun(kSmall);
  office().post(path + "/commit").leads_to(path);
  const Context ctx = s_.context_of(cast::secretariat);
  const auto counted = [&] {
    return s_.db().read([](db::Reader& reader) {
      return standing(reader, {2024, 4, 1}, {2024, 10, 28}).open_defects;
    });
  };
  const auto listed = [&] { return list_registry(ctx, {.need = "defects"}, "")->count; };
  const auto row = load_visible_row(ctx, id_of(path), 1);
  ASSERT_TRUE(row.has_value());
  ASSERT_GE(counted(), 1);
  EXPECT_EQ(counted(), listed());
  ASSERT_TRUE(change_state(ctx, {row->row.organisation_id, "withdrawn", "2024-09-30", "廃業"})
                  .has_value());
  EXPECT_EQ(counted(), listed());
}

TEST_F(ImportPages, ARowWithoutANameIsDecidedOnItsPageOrNamed) {
  const std::string path = begun(kHead + "K0001,,,096-000-0001,青葉 一,a@example.jp,R4.6.1\n"
                                         "K0002,,,096-000-0002,緑 二,b@example.com,R4.6.2\n");
  office().post(path + "/commit").leads_to(path);
  office().get(path + "/rows/2").status(200).contains("/rows/2/resolution").lacks("別の団体");
  office().post(path + "/rows/2/resolution", {{"choice", "fill"}, {"target_member_no", "K7777"}})
      .status(422)
      .contains("会員番号「K7777」の会員は見つかりません");
  office().post(path + "/rows/2/resolution", {{"choice", "skip"}})
      .leads_to(path + "/rows/2?said=chosen")
      .audited("members.import.row_resolved");
  const std::string page = "/office/defects/" + defect(path, "name_missing").id;
  office().get(page).status(200).contains("まだ会員になっていない行です");
  office().post(page + "/settlement", {{"action", "correct"}, {"value", "株式会社あおば商会"}})
      .leads_to("/office/defects?said=settled")
      .audited("members.organisation.created");
  office().get(path + "/rows/1").status(200).contains("登録した").lacks("/rows/1/resolution");
}

TEST_F(ImportPages, ALoanIsKeptFromReceiptToReturn) {
  office().post("/office/loans", {{"loan_name", "調査票"}}).status(422).contains("媒体を入力");
  FormFields fields = kLoan;
  fields.emplace_back("row_count", "４３１");
  const std::string path = office().post("/office/loans", fields).leads_to("/office/loans/")
                               .audited("members.loan.registered").header("Location");
  const std::string loan = path.substr(0, path.find('?'));
  office().get(loan).status(200).contains("第1号").contains("431件");
  office().post(loan + "/copies", {{"what", ""}}).status(422).contains("何を複製したか");
  office().post(loan + "/copies", {{"what", "印刷した紙"}, {"copy_kept_at", "鍵付き書庫"}})
      .leads_to(loan);
  office().post(loan + "/closure", {{"how", "returned"}, {"note", "受領書1号"}, {"version", "1"}})
      .status(422)
      .contains("複製「印刷した紙」がまだ残っています");
  s_.as(cast::prefecture).get(loan).status(200).contains("印刷した紙").lacks("消去を記録する");
  s_.as(cast::prefecture).post(loan + "/closure", {{"how", "returned"}}).status(403);
  s_.as(cast::prefecture).get("/office/loans").status(200).lacks("貸与資料を登録する");
}

class ScannedImportPages : public ImportPages {
 protected:
  ScannedImportPages() : clamd_(folder_) {
    files::configure({folder_ + "/files", clamd_.socket(), 20'000});
  }
  test::Clamd clamd_;
};

TEST_F(ScannedImportPages, ARosterIsReadAtOnceAfterTheScan) {
  ASSERT_EQ(clamd_.start(), "");
  const std::string path = begun(kSmall);
  office().get(path).leads_to(path + "/mapping");
}

TEST_F(ScannedImportPages, AnInfectedRosterIsRefusedAtTheField) {
  ASSERT_EQ(clamd_.start(), "");
  upload(kSmall + std::string("K0003,") + test::Clamd::kVirus + ",,,,,\n")
      .status(422)
      .contains("ウイルスが見つかった")
      .audited("core.file.refused");
  office().get("/office/imports").lacks("会員名簿.csv");
}

TEST_F(ScannedImportPages, WithTheScannerDownTheRosterWaitsUnreadAndIsReadLater) {
  const std::string path = begun(kSmall);
  office().get(path).status(200).contains("ウイルス検査ができませんでした").contains("/reading");
  office().get("/office").status(200).contains("取込みの途中の名簿");
  office().get(path + "/rows").lacks("みどり工業");
  ASSERT_EQ(clamd_.start(), "");
  office().post(path + "/reading").leads_to(path);
  for (int i = 0; i < 200; ++i) {
    const auto page = office().get(path);
    if (page.response().status == 303) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  office().get(path).leads_to(path + "/mapping");
}

TEST_F(ImportPages, TheKeptOriginalIsHandedOutToTheOfficeOnly) {
  begun(kSmall);
  const Context ctx = s_.context_of(cast::secretariat);
  const auto loans = list_loans(ctx, {});
  ASSERT_EQ(loans->size(), 1U);
  const std::string loan = "/office/loans/" + (*loans)[0].loan.id.text;
  const auto copy = load_visible_loan(ctx, (*loans)[0].loan.id)->copies.at(0);
  const std::string original = loan + "/copies/" + copy.id + "/original";
  office().get(loan).contains(original);
  const auto handed =
      office().get(original).status(200).audited("members.loan.original_handed_out");
  EXPECT_TRUE(handed.header("Content-Disposition").starts_with("attachment"));
  std::ifstream kept(handed.response().file_path, std::ios::binary);
  std::stringstream bytes;
  bytes << kept.rdbuf();
  EXPECT_EQ(bytes.str(), kSmall);
  for (const auto* who : {&cast::prefecture, &cast::auditor}) {
    s_.as(*who).get(original).status(403).not_audited();
    s_.as(*who).get(loan).status(200).lacks(original);
  }
  office().get(loan + "/copies/none/original").status(404).not_audited();
  office().post(loan + "/copies/" + copy.id + "/erasure").leads_to(loan);
  office().get(original).status(409).not_audited();
  office().get(loan).lacks(original);
}

}  // namespace
}  // namespace musubi::members
