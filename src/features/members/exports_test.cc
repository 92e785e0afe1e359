// exports_test.cc - a file of members in Shift_JIS: what CP932 cannot hold is listed by place
// before anything leaves, replaced only when a person agrees, and the replacement stays in the
// record. The log of exports has no end.
#include <gtest/gtest.h>

#include <set>

#include "features/members/permissions.h"
#include "features/members/record.h"
#include "features/members/service.h"
#include "support/cast.h"
#include "support/parcels.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;

class Exports : public testing::Test {
 protected:
  Exports() {
    const Context ctx = s_.context_of(cast::secretariat);
    for (const char* name : {"株式会社みなも製作所", "株式会社𠮷野組", "𠮷川商会😀"}) {
      NewOrganisation input;
      input.typed = {{"name", name}};
      EXPECT_TRUE(create_organisation(ctx, input).has_value());
    }
  }
  ExportRequest input(bool replace) const {
    ExportRequest request;
    request.columns = {"member_no", "name"};
    request.format = "csv_cp932";
    request.purpose = "総会の案内の宛名";
    request.replace_unencodable = replace;
    return request;
  }
  std::vector<store::ExportRecord> records() {
    auto log = list_exports(s_.context_of(cast::manager), "", 10);
    EXPECT_TRUE(log.has_value());
    return log ? log->records : std::vector<store::ExportRecord>{};
  }
  test::Scenario s_;
};

TEST_F(Exports, EveryCharacterThatCp932LacksIsListedByPlaceAndNothingLeaves) {
  const std::int64_t before = s_.audit_count();
  auto file = export_registry(s_.context_of(cast::manager), input(false));
  ASSERT_TRUE(file.has_value()) << file.error().says;
  EXPECT_TRUE(file->refused);
  EXPECT_EQ(file->parcel, nullptr);
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_EQ(file->lost.count, 3);
  ASSERT_EQ(file->lost.list.size(), 3U);
  EXPECT_EQ(file->lost.list[0].row, 3);  // heading, みなも製作所, 𠮷野組
  EXPECT_EQ(file->lost.list[0].column, "B");
  EXPECT_EQ(file->lost.list[0].character, "𠮷");
  EXPECT_EQ(file->lost.list[0].cell, "株式会社𠮷野組");
  EXPECT_EQ(file->lost.list[2].character, "😀");
  EXPECT_TRUE(records().empty());
  EXPECT_EQ(s_.audit_count(), before);
}

TEST_F(Exports, TheReplacementStaysInTheRecordAndInTheAudit) {
  auto file = export_registry(s_.context_of(cast::manager), input(true));
  ASSERT_TRUE(file.has_value()) << file.error().says;
  EXPECT_FALSE(file->refused);
  EXPECT_NE(test::bytes_of(*file->parcel).find("\x81\xAC"), std::string::npos);  // 〓
  ASSERT_EQ(records().size(), 1U);
  EXPECT_EQ(records()[0].replaced, 3);
  audit::Filter filter;
  filter.action_prefix = "members.registry.exported";
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].after.at("replaced"), 3);
  EXPECT_EQ(entries[0].after.at("replaced_characters"), "𠮷、😀");
  s_.as(cast::manager).get("/office/member-exports").status(200).contains("〓への置き換え");
}

TEST_F(Exports, ThePageShowsTheListAndGivesTheFileOnlyAfterAYes) {
  auto& manager = s_.as(cast::manager);
  test::FormFields form{{"purpose", "総会の案内の宛名"}, {"format", "csv_cp932"},
                        {"column", "member_no"},         {"column", "name"},
                        {"query", ""}};
  manager.post("/office/member-exports", form)
      .status(422)
      .not_audited()
      .contains("Shift_JISで書けない文字が3か所")
      .contains("B3")
      .contains("株式会社𠮷野組")
      .contains("書けない文字は「〓」に置き換える");
  form.emplace_back("replace_unencodable", "1");
  manager.post("/office/member-exports", form).status(200).audited("members.registry.exported");
}

// .a: what is taken, and what for, is asked for before anything leaves.
TEST_F(Exports, WithoutAPurposeNothingLeavesAndTheFormComesBackAsTyped) {
  auto& manager = s_.as(cast::manager);
  for (const char* purpose : {"", "四文字だ", "　四 文　"}) {
    const auto page = manager.post("/office/member-exports", {{"purpose", purpose},
                                                              {"format", "csv"},
                                                              {"column", "member_no"},
                                                              {"column", "name"},
                                                              {"query", "industry=E"}});
    page.status(422)
        .not_audited()
        .contains("何のために使うかを5文字以上で入力してください")
        .contains("href=\"#f-purpose\"")
        .contains("name=\"format\" value=\"csv\" checked")
        .contains("name=\"column\" value=\"member_no\" checked")
        .contains("name=\"column\" value=\"name\" checked")
        .lacks("name=\"column\" value=\"telephone\" checked")
        .lacks("href=\"#f-column\"")
        .contains("name=\"query\" value=\"industry=E\"");
    if (*purpose != '\0') page.contains(std::string(purpose) + "</textarea>");
  }
  EXPECT_TRUE(records().empty());
  EXPECT_EQ(test::parcels_left(), 0);
}

TEST_F(Exports, WithoutAColumnNothingLeavesAndTheFormComesBackAsTyped) {
  auto& manager = s_.as(cast::manager);
  for (const char* column : {"", "nothing"}) {  // no box, and one that no form has
    test::FormFields form{{"purpose", "総会の案内の宛名"}, {"format", "xlsx"}, {"query", ""}};
    if (*column != '\0') form.emplace_back("column", column);
    manager.post("/office/member-exports", form)
        .status(422)
        .not_audited()
        .contains("書き出す項目を1つ以上選んでください")
        .contains("href=\"#f-column\"")
        .lacks("href=\"#f-purpose\"")
        .contains("name=\"format\" value=\"xlsx\" checked")
        .contains("総会の案内の宛名</textarea>");
  }
  manager.post("/office/member-exports", {{"purpose", ""}, {"format", ""}, {"query", ""}})
      .status(422)
      .not_audited()
      .contains("href=\"#f-purpose\"")
      .contains("href=\"#f-column\"")
      .contains("href=\"#f-format\"");
  EXPECT_TRUE(records().empty());
  EXPECT_EQ(test::parcels_left(), 0);
}

// The list stops at 500 hits of a search, the file does not.
TEST_F(Exports, AfterASearchThePageSaysHowManyTheFileWillHold) {
  const Context ctx = s_.context_of(cast::secretariat);
  auto made = s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (int i = 1; i <= 503; ++i) {
      Organisation o;
      o.name = "ゆうなぎ商店" + std::to_string(i);
      o.member_no = "K" + std::to_string(2000 + i);
      TRY(record_new_organisation(tx, ctx, o, {}, false, {.kind = "import", .id = "import-1"}));
    }
    return {};
  });
  ASSERT_TRUE(made.has_value()) << made.error().says;
  s_.as(cast::manager)
      .get("/office/member-exports/new?q=%E3%82%86%E3%81%86%E3%81%AA%E3%81%8E")
      .status(200)
      .contains("503件を書き出します")
      .contains("言葉で探した会員を一度に書き出せるのは5,000件までです");
  s_.as(cast::manager).get("/office/member-exports/new").status(200).lacks("5,000件まで");
}

TEST_F(Exports, TheLogGoesOnPageByPage) {
  ExportRequest request = input(true);
  for (int i = 0; i < 60; ++i) {
    request.purpose = "総会の案内の宛名 " + std::to_string(i);
    ASSERT_TRUE(export_registry(s_.context_of(cast::manager), request).has_value());
    s_.advance_seconds(i % 3 == 0 ? 1 : 0);  // several at one moment
  }
  std::set<std::string> seen;
  std::string after;
  do {
    auto log = list_exports(s_.context_of(cast::manager), after, 25);
    ASSERT_TRUE(log.has_value());
    for (const auto& record : log->records) seen.insert(record.purpose);
    after = log->next;
  } while (!after.empty());
  EXPECT_EQ(seen.size(), 60U);
  s_.as(cast::manager)
      .get("/office/member-exports")
      .status(200)
      .contains("/office/member-exports?after=")
      .contains("総会の案内の宛名 59");
}

TEST_F(Exports, AColumnIsCalledAsExcelCallsIt) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(702), "ZZ");
}

}  // namespace
}  // namespace musubi::members
