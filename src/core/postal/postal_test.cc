// postal_test.cc - the list of postal codes as the post writes it, with every trap that is known of
// it; an import that is whole or not at all; and what a code does to an address. All towns are
// invented. On both databases (DB=sqlite|postgres).
#include "core/postal/postal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/postal/reader.h"
#include "core/sheets/sheets.h"
#include "support/temp_db.h"
#include "support/temp_folder.h"

namespace musubi::postal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> row(const std::string& code, const std::string& municipality,
                             const std::string& town,
                             const std::string& municipality_code = "43101") {
  return {municipality_code, "860  ", code, "ｸﾏﾓﾄｹﾝ", "ｶｸｳ", "ｶｸｳ", "熊本県", municipality,
          town, "0", "0", "0", "0", "0", "0"};
}
std::string utf8(const Rows& rows) { return *sheets::write_csv(rows, {sheets::Encoding::utf8}); }
std::string cp932(const Rows& rows) { return *sheets::write_csv(rows, {sheets::Encoding::cp932}); }

struct ReadList {
  std::vector<std::string> towns;  // 8600001 熊本県熊本市中央区架空町
  std::string says;                // of a refusal
};
ReadList read_all(const std::string& bytes) {
  ReadList out;
  const auto done = read_towns_of_bytes(bytes, [&](const Town& town) -> Result<void> {
    out.towns.push_back(town.postal_code + " " + town.words());
    return {};
  });
  if (!done) out.says = done.error().says;
  return out;
}

const std::string kWard = "熊本市中央区";

TEST(PostalReader, ReadsBothLayoutsInBothEncodings) {
  const Rows list{row("8600001", kWard, "架空町"), row("8650101", "玉名郡和水町", "架空", "43369")};
  for (const std::string& bytes : {utf8(list), cp932(list), "\xEF\xBB\xBF" + utf8(list)}) {
    const ReadList got = read_all(bytes);
    EXPECT_EQ(got.says, "");
    EXPECT_THAT(got.towns, ElementsAre("8600001 熊本県熊本市中央区架空町",
                                       "8650101 熊本県玉名郡和水町架空"));
  }
}

TEST(PostalReader, ALongTownOverSeveralRowsIsOneTown) {
  // As KEN_ALL cuts it: in the middle of the brackets, three rows of the same code.
  const ReadList got = read_all(cp932({row("8600003", kWard, "架空台（１丁目、２丁目「１～１０番地、"),
                                       row("8600003", kWard, "１２番地」、３丁目、"),
                                       row("8600003", kWard, "４丁目）"),
                                       row("8600004", kWard, "架空坂（全域）")}));
  EXPECT_EQ(got.says, "");
  EXPECT_THAT(got.towns, ElementsAre("8600003 熊本県熊本市中央区架空台",
                                     "8600004 熊本県熊本市中央区架空坂"));
}

TEST(PostalReader, WhatIsNoNameOfATownIsLeftOut) {
  const std::vector<std::pair<std::string, std::string>> kNames{
      {"架空町", "架空町"},
      {"以下に掲載がない場合", ""},
      {"架空町の次に番地がくる場合", ""},
      {"架空の次に１～５９３番地がくる場合", ""},
      {"架空町（その他）", "架空町"},
      {"架空ビル（地階・階層不明）", "架空ビル"},
      {"架空（「甲」、「乙（東）」を除く）", "架空"},
      {"和水町一円", ""},
      {"一円", "一円"},
      {"架空一円", "架空一円"},
      {"架空第１地割～第３地割", "架空"},
      {"架空町第９地割〜架空町第１５地割", "架空町"},
      {"架空第４０地割（５７番地を除く）～第４５地割", "架空"},
      {"架空東、架空西", ""}};
  for (const auto& [written, name] : kNames) {
    EXPECT_EQ(town_name(written, "玉名郡和水町"), name) << written;
  }
}

TEST(PostalReader, TheMunicipalityGetsItsCheckDigit) {
  EXPECT_EQ(with_check_digit("43000"), "430005");  // conventions C-16
  EXPECT_EQ(with_check_digit("43101"), "431010");
  EXPECT_EQ(with_check_digit("43369"), "433691");
}

TEST(PostalReader, AFileWithOneWrongRowIsRefusedWithItsLine) {
  const auto good = row("8600001", kWard, "架空町");
  auto no_zero = row("600001", kWard, "架空町"), few = good, old_code = good, nameless = good;
  few.resize(13);
  old_code[0] = "4310";
  nameless[7] = "";
  for (const auto& bad : {no_zero, few, old_code, nameless}) {
    const ReadList got = read_all(utf8({good, bad}));
    EXPECT_THAT(got.says, HasSubstr("2 行目")) << got.says;
  }
  // Cut off: the brackets never close; or the next town comes first.
  EXPECT_THAT(read_all(utf8({good, row("8600003", kWard, "架空台（１丁目、")})).says,
              HasSubstr("2 行目"));
  EXPECT_THAT(read_all(utf8({row("8600003", kWard, "架空台（１丁目、"), good})).says,
              HasSubstr("1 行目"));
  // A few bytes that are no character, in a file that is UTF-8 otherwise.
  const std::string lost = "43101,860,8600009,,,,熊本県,\xFF\xFE,架空,0,0,0,0,0,0\n";
  EXPECT_THAT(read_all(utf8(Rows(50, good)) + lost).says, HasSubstr("51 行目"));
  EXPECT_THAT(read_all("\r\n\r\n").says, HasSubstr("1件も"));
  EXPECT_THAT(read_all(std::string("PK\x03\x04", 4) + "ken_all").says, HasSubstr("ZIP"));
  EXPECT_THAT(read_all("").says, HasSubstr("空"));
}

class Postal : public testing::Test {
 protected:
  Context ctx() {
    return {Actor::system("コマンド import postal-codes"), temp_.db(),
            Instant{1'730'075'400'000 + ++clock_}, "r", "", {}};
  }
  Result<Imported> import(const Rows& rows) { return import_bytes(ctx(), utf8(rows), "表.csv"); }
  std::vector<std::string> at(const std::string& code) {
    std::vector<std::string> out;
    for (const Town& town : temp_.db().read([&](db::Reader& r) { return list_towns(r, code); })) {
      out.push_back(town.words());
    }
    return out;
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql, sql};
    return temp_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  Help ask(const std::string& code, const std::string& address) {
    return look_up(ctx(), {code, address, false, ""});
  }
  Help pick(const std::string& code, const std::string& address, const std::string& chosen) {
    return look_up(ctx(), {code, address, true, chosen});
  }

  test::TempDb temp_;
  std::int64_t clock_ = 0;
};

TEST_F(Postal, ATownThatTheListNamesInPartsStandsOnceAndInTheListsOrder) {
  const auto done = import({row("8600002", kWard, "架空町（１丁目）"), row("8600001", kWard, "架空町"),
                            row("8600002", kWard, "架空本町"), row("8600002", kWard, "架空町（２丁目）"),
                            row("8600002", "八代市", "架空町", "43202")});
  ASSERT_TRUE(done.has_value()) << done.error().says;
  EXPECT_EQ(done->towns, 4);
  EXPECT_EQ(done->postal_codes, 2);
  EXPECT_FALSE(done->replaced);
  EXPECT_THAT(at("8600002"), ElementsAre("熊本県熊本市中央区架空町", "熊本県熊本市中央区架空本町",
                                         "熊本県八代市架空町"));
}

TEST_F(Postal, TheNewTableTakesTheOldOnesPlaceAndTheAuditSaysSo) {
  ASSERT_TRUE(import({row("8600001", kWard, "旧架空町")}));
  const auto second = import({row("8600001", kWard, "新架空町"), row("8600005", kWard, "架空町")});
  ASSERT_TRUE(second.has_value());
  EXPECT_TRUE(second->replaced);
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区新架空町"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_towns"), 2);  // nothing of the old one is left
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_editions"), 1);
  audit::Filter filter;
  filter.noun = "postal_table";
  const auto entries =
      temp_.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].action, "postal.table.imported");
  EXPECT_EQ(entries[0].before.value("towns", 0), 1);
  EXPECT_EQ(entries[0].after.value("towns", 0), 2);
}

TEST_F(Postal, ARefusedFileLeavesTheOldTable) {
  ASSERT_TRUE(import({row("8600001", kWard, "架空町")}));
  Rows broken;
  for (int i = 0; i < 2500; ++i) {
    broken.push_back(row(std::to_string(8'610'000 + i), kWard, "架空町"));
  }
  broken.push_back({"こわれた行"});
  const auto refused = import(broken);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::invalid);
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区架空町"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_towns"), 1);
}

TEST_F(Postal, WhatAKilledImportLeftAnswersNobodyAndGoesWithTheNext) {
  ASSERT_TRUE(import({row("8600001", kWard, "架空町")}));
  ASSERT_TRUE(temp_.db().write([](db::Tx& tx) -> Result<void> {
    static constexpr db::Query kEdition{
        "test.edition", "INSERT INTO postal_editions VALUES ('half', 'x', 'loading', 0, 1)"};
    static constexpr db::Query kTown{
        "test.town", "INSERT INTO postal_towns VALUES"
                     " ('half', '8600001', '431010', '熊本県', '熊本市中央区', '途中の町', 1)"};
    TRY(tx.run(kEdition));
    TRY(tx.run(kTown));
    return {};
  }));
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区架空町"));
  ASSERT_TRUE(import({row("8600001", kWard, "新架空町")}));
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区新架空町"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_editions"), 1);
}

TEST_F(Postal, EveryRowOfALongListArrivesOnceAndInItsOrder) {
  Rows rows;
  for (int i = 0; i < 2600; ++i) {  // over several writes, and each town named twice in a row
    const std::string code = std::to_string(8'610'000 + i);
    rows.push_back(row(code, kWard, "架空町" + std::to_string(i)));
    rows.push_back(row(code, kWard, "架空町" + std::to_string(i)));
  }
  rows.push_back(row("8612599", kWard, "架空新町"));
  const auto imported = import(rows);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->towns, 2601);
  EXPECT_EQ(imported->postal_codes, 2600);
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_towns"), 2601);
  EXPECT_EQ(count("SELECT COUNT(DISTINCT position) FROM postal_towns"), 2601);
  EXPECT_THAT(at("8610000"), ElementsAre("熊本県熊本市中央区架空町0"));
  EXPECT_THAT(at("8612599"), ElementsAre("熊本県熊本市中央区架空町2599",
                                         "熊本県熊本市中央区架空新町"));
}

TEST_F(Postal, AnImportThatAnotherOneOvertookGivesUpAndTheOtherStays) {
  test::TempFolder folder;
  const std::string path = folder.path() + "/list.csv";
  Rows rows;
  for (int i = 0; i < 3000; ++i) {
    rows.push_back(row(std::to_string(8'610'000 + i), kWard, "遅い町"));
  }
  std::ofstream(path, std::ios::binary) << utf8(rows);
  bool began = false;
  const auto slow = import_file(ctx(), path, [&](std::int64_t done, std::int64_t total) {
    if (began || total == 0 || done < 2500) return;
    began = true;
    ASSERT_TRUE(import({row("8600001", kWard, "速い町")}));
  });
  EXPECT_TRUE(began);
  ASSERT_FALSE(slow.has_value());
  EXPECT_EQ(slow.error().fault, Fault::conflict);
  EXPECT_THAT(slow.error().says, HasSubstr("もう一度"));
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区速い町"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM postal_towns"), 1);
}

TEST(PostalFit, WhatWasTypedIsKeptAndNothingIsReplacedUnasked) {
  const Town town{"8600001", "431010", "熊本県", "熊本市中央区", "架空町"};
  const Town village{"8650101", "433691", "熊本県", "玉名郡和水町", ""};
  const std::string whole = "熊本県熊本市中央区架空町";
  struct Case {
    const Town& town;
    const char* typed;
    Fit::Way way;
    std::string address;
  };
  const Case kCases[] = {
      {town, "", Fit::Way::put, whole},
      {town, " 1-2-3 かくうビル2階 ", Fit::Way::put, whole + "1-2-3 かくうビル2階"},
      {town, "１丁目２番", Fit::Way::put, whole + "１丁目２番"},
      {town, "三丁目2-1", Fit::Way::put, whole + "三丁目2-1"},
      {town, "架空町1-2", Fit::Way::put, whole + "1-2"},
      {town, "熊本市中央区1-2", Fit::Way::put, whole + "1-2"},
      {town, "熊本県　熊本市 中央区", Fit::Way::put, whole},
      {town, "熊本市中央区架空町1-2", Fit::Way::same, "熊本市中央区架空町1-2"},
      {town, "熊本県熊本市 中央区　架空町 1-2", Fit::Way::same, "熊本県熊本市 中央区　架空町 1-2"},
      {town, "八代市本町1-2", Fit::Way::instead, whole},
      {town, "熊本市中央区三年坂通1", Fit::Way::instead, whole},
      {village, "和水町架空36番地", Fit::Way::same, "和水町架空36番地"},
      {village, "架空36番地", Fit::Way::before, "熊本県玉名郡和水町架空36番地"},
      {village, "熊本県八代市本町", Fit::Way::instead, "熊本県玉名郡和水町"}};
  for (const Case& one : kCases) {
    const Fit got = fit(one.town, one.typed);
    EXPECT_EQ(got.address, one.address) << one.typed;
    EXPECT_EQ(got.way, one.way) << one.typed;
  }
}

TEST_F(Postal, WithoutATableNothingIsOffered) {
  EXPECT_FALSE(offer(ctx()).offered);
  const Help help = ask("860-0001", "1-2-3");
  EXPECT_FALSE(help.offered);
  ASSERT_TRUE(help.error.has_value());
  EXPECT_EQ(help.address, "1-2-3");
}

TEST_F(Postal, ACodeIsReadHoweverItIsTyped) {
  ASSERT_TRUE(import({row("8600001", kWard, "架空町")}));
  EXPECT_TRUE(offer(ctx()).offered);
  for (const char* typed : {"8600001", "860-0001", "８６０－０００１", "〒860ー0001", " 860 0001 "}) {
    const Help help = ask(typed, "1-2-3");
    EXPECT_FALSE(help.error.has_value()) << typed;
    EXPECT_TRUE(help.put) << typed;
    EXPECT_EQ(help.address, "熊本県熊本市中央区架空町1-2-3") << typed;
    EXPECT_THAT(help.says, HasSubstr("そのまま残しています"));
  }
  for (const char* typed : {"", "860", "86000012", "東京都", "860-0009"}) {
    const Help help = ask(typed, "1-2-3");
    ASSERT_TRUE(help.error.has_value()) << typed;
    EXPECT_EQ(help.error->fields.at(0).field, "postal_code");
    EXPECT_EQ(help.address, "1-2-3");
    EXPECT_FALSE(help.put);
  }
}

TEST_F(Postal, AScriptIsToldThePlacesOfACodeAndNothingElse) {
  EXPECT_TRUE(list_places(ctx(), "8600001")->list.empty());  // no list at all
  ASSERT_TRUE(import({row("8600001", kWard, "架空町"), row("8600002", kWard, "架空町"),
                      row("8600002", kWard, "架空本町")}));
  const auto one = list_places(ctx(), "８６０－０００１");
  ASSERT_TRUE(one);
  ASSERT_EQ(one->list.size(), 1U);
  EXPECT_EQ(one->list[0].address, "熊本県熊本市中央区架空町");
  // The same words as after the button, in an empty field.
  EXPECT_EQ(one->list[0].says, ask("8600001", "").says);
  EXPECT_EQ(one->says, "");
  const auto two = list_places(ctx(), "8600002");
  ASSERT_TRUE(two);
  ASSERT_EQ(two->list.size(), 2U);
  const Help offered = ask("8600002", "");
  EXPECT_EQ(two->says, offered.says);
  for (std::size_t i = 0; i < 2; ++i) {  // sent with the button it is a choice of the page
    EXPECT_EQ(two->list[i].address, offered.choices[i].value);
  }
  const auto unknown = list_places(ctx(), "9999999");
  ASSERT_TRUE(unknown);
  EXPECT_TRUE(unknown->list.empty());
  for (const char* wrong : {"", "860", "86000012", "東京都", "8600001; DROP"}) {
    const auto refused = list_places(ctx(), wrong);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().fault, Fault::invalid);
    EXPECT_EQ(refused.error().fields.at(0).field, "postal_code");
  }
}

TEST_F(Postal, SeveralPlacesAreChosenFrom) {
  ASSERT_TRUE(import({row("8600002", kWard, "架空町"), row("8600002", kWard, "架空本町")}));
  const Help help = ask("8600002", "1-2-3");
  EXPECT_EQ(help.address, "1-2-3");  // nothing is put in before somebody chose
  EXPECT_FALSE(help.put);
  ASSERT_EQ(help.choices.size(), 2U);
  EXPECT_EQ(help.choices[1].label, "熊本県熊本市中央区架空本町1-2-3");
  EXPECT_EQ(pick("8600002", "1-2-3", help.choices[1].value).address,
            "熊本県熊本市中央区架空本町1-2-3");
  for (const char* chosen : {"", "東京都千代田区"}) {  // nothing chosen, or made up
    const Help again = pick("8600002", "1-2-3", chosen);
    ASSERT_TRUE(again.error.has_value());
    EXPECT_EQ(again.error->fields.at(0).field, "found_address");
    EXPECT_EQ(again.choices.size(), 2U);
    EXPECT_EQ(again.address, "1-2-3");
  }
}

TEST_F(Postal, AnotherPlaceThatWasTypedIsReplacedOnlyByChoiceAndToldOnceMore) {
  ASSERT_TRUE(import({row("8600001", kWard, "架空町")}));
  const Help help = ask("8600001", "八代市本町1-2");
  EXPECT_EQ(help.address, "八代市本町1-2");
  ASSERT_EQ(help.choices.size(), 2U);
  EXPECT_THAT(help.choices[0].hint, HasSubstr("置き換え"));
  EXPECT_EQ(help.choices[1].value, kKeep);
  const Help kept = pick("8600001", "八代市本町1-2", std::string(kKeep));
  EXPECT_EQ(kept.address, "八代市本町1-2");
  EXPECT_FALSE(kept.put);
  const Help replaced = pick("8600001", "八代市本町1-2", help.choices[0].value);
  EXPECT_EQ(replaced.address, "熊本県熊本市中央区架空町");
  EXPECT_TRUE(replaced.put);
  EXPECT_THAT(replaced.says, HasSubstr("八代市本町1-2"));  // what went is still to be read
}

TEST_F(Postal, TheDemosTableIsInventedAndWhole) {
  ASSERT_TRUE(load_demo(ctx()));
  EXPECT_THAT(at("8600001"), ElementsAre("熊本県熊本市中央区架空町"));
  EXPECT_EQ(at("8600002").size(), 3U);
}

}  // namespace
}  // namespace musubi::postal
