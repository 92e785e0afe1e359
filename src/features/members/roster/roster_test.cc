// roster_test.cc - the roster on hand, and the same roster laid out otherwise, against its truth
// file: every row, every defect, every duplicate. All data is fictional.
#include "features/members/roster/roster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "base/text.h"
#include "support/places.h"

namespace musubi::members {
namespace {

using testing::HasSubstr;
using Table = std::vector<std::vector<std::string>>;
using Finding = std::pair<std::int64_t, std::string>;  // row, kind

std::string data(const std::string& name) { return test::source("/tests/data/") + name; }

const Json& truth() {
  static const Json kTruth = [] {
    std::ifstream in(data("members_r5_truth.json"));
    return Json::parse(in);
  }();
  return kTruth;
}

// The roster's cells as text, from the CSV: 22 columns, headings in the fifth row.
constexpr std::size_t kHeadingRow = 4, kFirstRow = 5, kRows = 503;
const Table& original() {
  static const Table kTable = [] {
    Table table;
    auto done = sheets::each_row(data("members_r5_cp932.csv"), {},
                                 [&](std::int64_t, const sheets::Cells& cells) {
                                   table.emplace_back();
                                   for (const auto& c : cells) table.back().push_back(c.text);
                                   return Result<bool>(true);
                                 });
    EXPECT_TRUE(done.has_value());
    return table;
  }();
  return kTable;
}

bool is_bare_postal_code(std::size_t row) {
  const std::string& cell = original()[kFirstRow + row - 1][11];
  return cell.size() == 7 && cell.find_first_not_of("0123456789") == std::string::npos;
}

// What the truth file lists, with its two contradictions settled by what the cells say
// (docs/decisions.md, 30):
// - rows 125 and 360 carry email_invalid and email_missing, but the cell holds two good addresses
//   (they are two_contacts_in_cell, which is expected as well);
// - postal_numeric is listed for 25 of the 84 cells that are seven bare digits; nothing in the
//   file tells these 25 from the others, so all 84 are expected.
std::set<Finding> expected_findings() {
  std::set<Finding> expected;
  for (const auto& item : truth()["items"]) {
    const auto row = item["row_no"].get<std::int64_t>();
    for (const auto& kind : item["defects"]) {
      const auto text = kind.get<std::string>();
      if (!text.starts_with("duplicate_of_")) expected.insert({row, text});
    }
  }
  EXPECT_EQ(expected.erase({125, "email_invalid"}), 1U);
  EXPECT_EQ(expected.erase({360, "email_missing"}), 1U);
  for (std::size_t row = 1; row <= kRows; ++row) {
    if (is_bare_postal_code(row)) {
      expected.insert({static_cast<std::int64_t>(row), "postal_numeric"});
    }
  }
  return expected;
}

std::set<std::pair<std::int64_t, std::int64_t>> expected_duplicates() {
  std::map<std::string, std::int64_t> registered;
  std::map<std::int64_t, std::string> repeated;
  for (const auto& item : truth()["items"]) {
    const auto row = item["row_no"].get<std::int64_t>();
    std::string of;
    for (const auto& kind : item["defects"]) {
      const auto text = kind.get<std::string>();
      if (text.starts_with("duplicate_of_")) of = text.substr(13);
    }
    if (of.empty()) registered[item["org_id"].get<std::string>()] = row;
    else repeated[row] = of;
  }
  std::set<std::pair<std::int64_t, std::int64_t>> expected;
  for (const auto& [row, of] : repeated) expected.insert({row, registered.at(of)});
  return expected;
}

std::string show(const std::set<Finding>& findings) {
  std::string text;
  for (const auto& [row, kind] : findings) text += std::to_string(row) + ":" + kind + " ";
  return text;
}

void agrees_with_truth(const Result<Roster>& read, const std::set<std::string>& absent = {}) {
  ASSERT_TRUE(read) << read.error().says;
  EXPECT_EQ(read->rows.size(), kRows);
  EXPECT_EQ(read->organisations, 486);
  std::set<Finding> expected = expected_findings(), found, missing, extra;
  std::erase_if(expected, [&](const Finding& f) { return absent.contains(f.second); });
  for (const auto& defect : read->defects) found.insert({defect.row, defect.kind});
  EXPECT_EQ(found.size(), read->defects.size()) << "a defect was told twice";
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                      std::inserter(missing, missing.end()));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                      std::inserter(extra, extra.end()));
  EXPECT_TRUE(missing.empty()) << show(missing);
  EXPECT_TRUE(extra.empty()) << show(extra);
  std::set<std::pair<std::int64_t, std::int64_t>> duplicates;
  for (const auto& d : read->duplicates) duplicates.insert({d.row, d.of_row});
  EXPECT_EQ(duplicates, expected_duplicates());
}

// ---- the same roster, laid out otherwise --------------------------------------------------------

// Other words for the 22 headings, in the original's order.
const std::vector<std::vector<std::string>> kOtherWords = {
    {"連番", "会員ID", "加入日", "会員種別", "法人ナンバー", "会社名（団体名）", "よみがな", "代表者",
     "業種分類", "社員数", "資本金額", "郵便番号", "住所", "電話番号", "ファックス", "所属部署", "ご担当者名",
     "E-mail", "URL", "興味のある分野", "プラットフォーム利用", "特記事項"},
    {"項番", "会員No.", "登録年月日", "種別", "Corporate Number", "法人名", "ふりがな", "代表者役職・氏名",
     "主たる業種", "従業者数（人）", "資本金等", "〒", "本社所在地", "連絡先（TEL）", "FAX番号", "部署名",
     "窓口担当者", "連絡先メールアドレス", "ホームページ", "関心テーマ", "情報プラットフォーム", "摘要"},
    {"№", "会員コード", "入会日", "会員区分", "国税庁 法人番号", "商号又は名称", "名称（カナ）", "代表者 職・氏名",
     "産業分類", "従業員規模", "資本の額", "郵便 番号", "主たる事務所の所在地", "代表電話", "ファクシミリ",
     "担当課", "連絡担当者", "電子メール", "Webサイト", "関心事項", "PF利用有無", "メモ"},
};

Table relaid(const std::vector<std::string>& headings, unsigned shuffle_seed,
             const std::vector<std::string>& titles, bool total_row) {
  std::vector<std::size_t> order(headings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (shuffle_seed) std::shuffle(order.begin(), order.end(), std::mt19937(shuffle_seed));
  Table table;
  for (const auto& title : titles) table.push_back({title});
  const auto put = [&](const std::vector<std::string>& row) {
    table.emplace_back();
    for (const std::size_t c : order) table.back().push_back(row[c]);
  };
  put(headings);
  for (std::size_t r = 0; r < kRows; ++r) put(original()[kFirstRow + r]);
  if (total_row) {
    std::vector<std::string> total(headings.size());
    total[5] = "合　計";
    total[9] = "503";
    put(total);
  }
  return table;
}

std::string tsv_utf16(const Table& table, bool bom) {
  std::string text;
  for (const auto& row : table) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const bool quote = row[c].find_first_of("\t\n\"") != std::string::npos;
      text += (c ? "\t" : "") + (quote ? "\"" + replace_all(row[c], "\"", "\"\"") + "\"" : row[c]);
    }
    text += "\r\n";
  }
  std::string bytes = bom ? "\xFF\xFE" : "";
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const int more = c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;  // the roster is all in the BMP
    unsigned unit = more == 2 ? c & 0x0F : more == 1 ? c & 0x1F : c;
    for (int k = 1; k <= more; ++k) {
      unit = (unit << 6) | (text[i + static_cast<std::size_t>(k)] & 0x3F);
    }
    i += static_cast<std::size_t>(more) + 1;
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  return bytes;
}

std::string csv(const Table& table, sheets::Encoding encoding, char delimiter = ',') {
  // Not write_csv: that defuses formulas, and here cells must stay as they are.
  std::string text = encoding == sheets::Encoding::utf8_bom ? "\xEF\xBB\xBF" : "";
  for (const auto& row : table) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c) text += delimiter;
      text += "\"" + replace_all(row[c], "\"", "\"\"") + "\"";
    }
    text += "\n";
  }
  return text;
}

TEST(Roster, CsvOfThePrefectureAgreesWithItsTruth) {
  const auto roster = read_roster(data("members_r5_cp932.csv"));
  agrees_with_truth(roster);
  EXPECT_EQ(roster->header_line, 5);
  EXPECT_EQ(roster->titles.size(), 2U);
  EXPECT_EQ(roster->footers.size(), 1U);
  EXPECT_EQ(roster->rows[0].line, 6);
  EXPECT_EQ(roster->rows[23].line, 30);  // row 23 has a line end inside a cell
}

TEST(Roster, XlsxOfThePrefectureAgreesWithItsTruth) {
  const auto roster = read_roster(data("members_r5.xlsx"));
  agrees_with_truth(roster);
  EXPECT_EQ(roster->sheet, "会員名簿");
  EXPECT_EQ(roster->rows[502].line, 508);
}

// Where each record of the CSV begins, counted here on its own: a line end inside quotes counts as
// a line and begins no record. CP932 never uses these bytes inside a character.
std::vector<std::int64_t> physical_lines() {
  std::ifstream in(data("members_r5_cp932.csv"), std::ios::binary);
  std::vector<std::int64_t> begins{1};
  std::int64_t line = 1;
  bool quoted = false;
  for (char c = 0; in.get(c);) {
    if (c == '"') quoted = !quoted;
    if (c != '\n') continue;
    ++line;
    if (!quoted) begins.push_back(line);
  }
  return begins;
}

// The column of the original that each field is read from.
const std::map<std::string, std::size_t> kColumnOfField = {
    {"joined_on", 2},  {"corporate_number", 4}, {"name", 5},   {"postal_code", 11},
    {"telephone", 13}, {"contact_name", 16},    {"email", 17}, {"notes", 21}};
// And the field that each kind of the truth file is about; two contacts may share either cell.
const std::map<std::string, std::string> kFieldOfKind = {
    {"name_abbrev", "name"},
    {"name_halfwidth_kana", "name"},
    {"name_space", "name"},
    {"gaiji_geta", "contact_name"},
    {"hojin_missing", "corporate_number"},
    {"hojin_bad_check_digit", "corporate_number"},
    {"hojin_12digits", "corporate_number"},
    {"hojin_scientific", "corporate_number"},
    {"postal_missing", "postal_code"},
    {"postal_invalid", "postal_code"},
    {"postal_numeric", "postal_code"},
    {"tel_missing", "telephone"},
    {"tel_leading_zero_lost", "telephone"},
    {"email_missing", "email"},
    {"email_invalid", "email"},
    {"date_missing", "joined_on"},
    {"date_excel_serial", "joined_on"},
    {"date_invalid", "joined_on"},
    {"withdrawal_requested", "notes"}};

TEST(Roster, EveryDefectNamesItsFieldAndLineAndShowsTheCellAsItIs) {
  const auto lines = physical_lines();
  for (const std::string file : {"members_r5_cp932.csv", "members_r5.xlsx"}) {
    const auto roster = read_roster(data(file));
    ASSERT_TRUE(roster);
    ASSERT_GT(roster->defects.size(), 600U);
    for (const auto& defect : roster->defects) {
      SCOPED_TRACE(file + " row " + std::to_string(defect.row) + " " + defect.kind);
      if (defect.kind == "two_contacts_in_cell") {
        EXPECT_TRUE(defect.field == "contact_name" || defect.field == "email") << defect.field;
      } else {
        ASSERT_TRUE(kFieldOfKind.contains(defect.kind));
        EXPECT_EQ(defect.field, kFieldOfKind.at(defect.kind));
      }
      const auto at = kFirstRow + static_cast<std::size_t>(defect.row) - 1;
      ASSERT_TRUE(kColumnOfField.contains(defect.field));
      EXPECT_EQ(defect.value, original()[at][kColumnOfField.at(defect.field)]);
      const bool csv = file.ends_with(".csv");
      EXPECT_EQ(defect.line, csv ? lines.at(at) : static_cast<std::int64_t>(at) + 1);
    }
  }
}

TEST(Roster, MeaningNotPositionCountsInEveryLayout) {
  unsigned seed = 1;
  for (const auto& words : kOtherWords) {
    SCOPED_TRACE(words[1]);
    const Table plain = relaid(words, 0, {}, false);
    const Table shuffled = relaid(words, ++seed, {"会員一覧", "", "取扱注意"}, true);
    agrees_with_truth(read_roster_bytes(csv(plain, sheets::Encoding::utf8)));
    agrees_with_truth(read_roster_bytes(csv(shuffled, sheets::Encoding::utf8_bom)));
    agrees_with_truth(read_roster_bytes(csv(shuffled, sheets::Encoding::utf8, ';')));
    agrees_with_truth(read_roster_bytes(tsv_utf16(shuffled, true)));
    agrees_with_truth(read_roster_bytes(tsv_utf16(plain, false)));
  }
}

TEST(Roster, OriginalHeadingsShuffled) {
  for (unsigned seed = 11; seed < 15; ++seed) {
    agrees_with_truth(read_roster_bytes(
        csv(relaid(original()[kHeadingRow], seed, {"題"}, true), sheets::Encoding::utf8)));
  }
}

TEST(Roster, TwoLevelHeadingsGiveMeaningToTheLowerWord) {
  Table table = relaid(original()[kHeadingRow], 0, {}, false);
  std::vector<std::string> upper(22);
  upper[1] = "団体";
  upper[7] = "代表者";
  upper[8] = "団体の概要";
  upper[15] = "担当者";
  upper[18] = "その他";
  table[0][5] = "名称";
  table[0][7] = "職・氏名";
  table[0][16] = "氏名";
  table[0][17] = "アドレス";
  table.insert(table.begin(), upper);
  const auto roster = read_roster_bytes(csv(table, sheets::Encoding::utf8));
  agrees_with_truth(roster);
  EXPECT_EQ(roster->mapping.column_of(RosterField::representative), 7);
  EXPECT_EQ(roster->mapping.column_of(RosterField::contact_name), 16);
}

TEST(Roster, PicksTheRosterAmongSheetsAndReadsNumbersInShuffledColumns) {
  const Table table = relaid(kOtherWords[0], 77, {}, false);
  const std::string path = testing::TempDir() + "roster_" + std::to_string(::getpid()) + ".xlsx";
  sheets::XlsxWriter writer(path);
  writer.begin_sheet({"表紙", {"会員名簿"}, {}, {}});
  writer.begin_sheet({"集計", {}, {{"業種"}, {"企業数", sheets::ColumnKind::number}}, {}});
  for (int i = 0; i < 20; ++i) writer.add_row({"製造業", std::to_string(i)});
  std::vector<sheets::Column> columns;
  for (const auto& heading : table[0]) {
    const bool numeric = heading == "法人ナンバー" || heading == "郵便番号" || heading == "電話番号";
    // Codes with a leading zero are text in Excel too; from_chars would drop it.
    columns.push_back({heading, numeric ? sheets::ColumnKind::number : sheets::ColumnKind::text});
  }
  writer.begin_sheet({"データ", {"くまもとＤＸ推進コンソーシアム 会員"}, columns, {"※社外秘"}});
  for (std::size_t r = 1; r < table.size(); ++r) {
    auto row = table[r];
    for (std::size_t c = 0; c < row.size(); ++c) {
      // Excel keeps a telephone typed as text; only what has no zero in front became a number.
      if (columns[c].kind == sheets::ColumnKind::number && row[c].starts_with("0")) row[c] += " ";
      if (row[c].find("E+") != std::string::npos) row[c] += " ";
    }
    writer.add_row(row);
  }
  ASSERT_TRUE(writer.close());
  const auto roster = read_roster(path);
  std::filesystem::remove(path);
  agrees_with_truth(roster);
  EXPECT_EQ(roster->sheet, "データ");
}

TEST(Roster, AColumnThatIsNotThereIsNoDefectOfItsRows) {
  Table table = relaid(original()[kHeadingRow], 0, {}, false);
  for (auto& row : table) row.erase(row.begin() + 11);  // no postal codes
  agrees_with_truth(read_roster_bytes(csv(table, sheets::Encoding::utf8)),
                    {"postal_missing", "postal_invalid", "postal_numeric"});
}

// Where the file says something, the normalised value is the truth's.
TEST(Roster, NormalisedValuesAreTheCanonicalOnes) {
  for (const std::string file : {"members_r5_cp932.csv", "members_r5.xlsx"}) {
    const auto roster = read_roster(data(file));
    ASSERT_TRUE(roster);
    std::map<std::string, std::pair<int, int>> right_of_given;
    const auto compare = [&](const std::string& what, const RosterRow& row, const Json& found,
                             const Json& expected) {
      auto& [right, given] = right_of_given[what];
      if (found.is_null() || (found.is_string() && found.get<std::string>().empty())) return;
      ++given;
      right += found == expected;
      EXPECT_EQ(found, expected) << file << " row " << row.row << " " << what;
    };
    for (std::size_t i = 0; i < kRows; ++i) {
      const RosterRow& row = roster->rows[i];
      const Json& item = truth()["items"][i];
      compare("name", row, row.name, item["canonical_name"]);
      compare("corporate_number", row, row.corporate_number, item["canonical_hojin"]);
      compare("industry", row, row.industry, item["jsic"]);
      compare("municipality", row, row.municipality, item["city_code6"]);
      compare("joined_on", row, row.joined_on ? iso(*row.joined_on) : "", item["joined"]);
      compare("telephone", row, row.telephone, item["tel"]);
      compare("email", row, row.contacts.empty() ? "" : row.contacts[0].email, item["email"]);
      compare("capital_yen", row, row.capital_yen ? Json(*row.capital_yen) : Json(),
              item["capital_yen"]);
      if (!row.employees_approximate) {
        compare("employees", row, row.employees ? Json(*row.employees) : Json(),
                item["employees"]);
      }
      EXPECT_EQ(row.outside_prefecture, item["city_code6"].is_null()) << row.address;
    }
    EXPECT_EQ(right_of_given["name"].second, 503);
    EXPECT_EQ(right_of_given["industry"].second, 503);
    for (const auto& [what, count] : right_of_given) {
      const std::string share = std::to_string(count.first) + "/" + std::to_string(count.second);
      RecordProperty("right_" + what, share);
      EXPECT_GT(count.second, 300) << what;
    }
  }
}

// A blank cell, or なし, says nothing; what a filled one says is never dropped without a word.
TEST(Roster, AFilledCellOfWhichNothingCanBeReadIsTold) {
  const std::map<RosterField, std::string> unread = {
      {RosterField::category, "特別"},        {RosterField::employees, "若干名"},
      {RosterField::capital_yen, "応相談"},   {RosterField::fax, "あり"},
      {RosterField::platform_use, "検討中"},  {RosterField::address, "大阪市北区架空町1-1"}};
  for (const auto& one : unread) {
    SCOPED_TRACE(std::string(name_of(one.first)));
    std::vector<Defect> told;
    normalise_row(7, 12, {{RosterField::name, "株式会社甲野"}, one}, told);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].row, 7);
    EXPECT_EQ(told[0].line, 12);
    EXPECT_EQ(told[0].field, name_of(one.first));
    EXPECT_EQ(told[0].kind, "not_accepted");
    EXPECT_EQ(told[0].value, one.second);
    EXPECT_EQ(told[0].severity, Severity::warning);
    EXPECT_THAT(told[0].message, HasSubstr("入力してください"));
    for (const char* nothing : {"", "　", "なし"}) {
      told.clear();
      normalise_row(7, 12, {{RosterField::name, "株式会社甲野"}, {one.first, nothing}}, told);
      EXPECT_TRUE(told.empty()) << nothing;
    }
  }
}

TEST(Roster, WhatIsNoNumberAndNoKnownIndustryIsToldByItsKind) {
  struct Told {
    RosterField field;
    std::string cell, kind;
  };
  for (const Told& one : std::vector<Told>{
           {RosterField::telephone, "12-34", "tel_invalid"},
           {RosterField::telephone, "受付に連絡", "tel_invalid"},
           {RosterField::corporate_number, "申請中", "hojin_invalid"},
           {RosterField::corporate_number, "12345", "hojin_invalid"},
           {RosterField::industry, "いろいろ", "industry_unclear"}}) {
    SCOPED_TRACE(one.cell);
    std::vector<Defect> told;
    const RosterRow row =
        normalise_row(7, 12, {{RosterField::name, "株式会社甲野"}, {one.field, one.cell}}, told);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].field, name_of(one.field));
    EXPECT_EQ(told[0].kind, one.kind);
    EXPECT_EQ(told[0].value, one.cell);
    EXPECT_EQ(told[0].suggestion, "");
    EXPECT_NE(told[0].severity, Severity::info);
    EXPECT_EQ(row.telephone + row.corporate_number + row.industry, "");
  }
}

TEST(Roster, JsonIsTheContract) {
  for (const std::string file : {"members_r5_cp932.csv", "members_r5.xlsx"}) {
    const Json json = roster_json(*read_roster(data(file)));
    EXPECT_EQ(json.size(), 4U);
    EXPECT_EQ(json.at("rows"), 503);
    EXPECT_EQ(json.at("organisations"), 486);
    EXPECT_EQ(json.at("duplicates").size(), 17U);
    for (const Json& one : json.at("duplicates")) {
      SCOPED_TRACE(one.dump());
      EXPECT_EQ(one.size(), 3U);
      EXPECT_TRUE(one.at("row").is_number_integer());
      EXPECT_TRUE(one.at("of_row").is_number_integer());
      EXPECT_FALSE(one.at("reason").get<std::string>().empty());
    }
    std::int64_t row_before = 1;
    EXPECT_GT(json.at("defects").size(), 600U);
    for (const Json& one : json.at("defects")) {
      SCOPED_TRACE(one.dump());
      EXPECT_EQ(one.size(), 6U);
      EXPECT_TRUE(one.at("line").is_number_integer());
      EXPECT_TRUE(roster_field_named(one.at("field").get<std::string>()).has_value());
      EXPECT_FALSE(one.at("kind").get<std::string>().empty());
      EXPECT_TRUE(one.at("value").is_string());
      EXPECT_THAT(one.at("message").get<std::string>(), HasSubstr("ください"));
      const auto row = one.at("row").get<std::int64_t>();
      EXPECT_GE(row, row_before);
      row_before = row;
    }
  }
}

TEST(Roster, ACorrectedMappingIsUsedAndRemembered) {
  const std::string bytes = csv({{"甲", "会社名", "電話", "住所", "メール"},
                                 {"5", "株式会社甲野", "0960001234", "熊本市東区", "a@example.jp"}},
                                sheets::Encoding::utf8);
  const auto first = read_roster_bytes(bytes);
  ASSERT_TRUE(first) << first.error().says;
  Mapping mapping = first->mapping;
  EXPECT_EQ(mapping.columns[0].field, RosterField::ignored);
  mapping.columns[0].field = RosterField::employees;
  const auto stored = read_mapping(mapping_json(mapping));
  ASSERT_TRUE(stored);
  RosterOptions options;
  options.remembered = [&](const std::string& fingerprint) {
    EXPECT_EQ(fingerprint, mapping.fingerprint());
    return std::optional<Mapping>(*stored);
  };
  const auto second = read_roster_bytes(bytes, options);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->rows[0].employees, 5);
  EXPECT_FALSE(read_mapping(Json::parse(R"({"columns":[{"column":0,"field":"nonsense"}]})")));
}

TEST(Roster, HeadingsAreReadWithTheirBracketsAndInParts) {
  const auto roster = read_roster_bytes(csv(
      {{"団体の\n名称", "担当者（部署）", "担当者（氏名）", "担当者（フリガナ）", "連絡先（TEL）", "連絡先（メール）",
        "都道府県", "市区町村", "番地", "代表者（役職）", "代表者（氏名）"},
       {"甲社", "総務課", "乙野", "オツノ", "096-000-1234", "a@example.jp", "熊本県", "球磨郡球磨村", "渡1-2",
        "理事長", "丙山 花"}},
      sheets::Encoding::utf8));
  ASSERT_TRUE(roster) << roster.error().says;
  const RosterRow& row = roster->rows[0];
  EXPECT_EQ(row.department, "総務課");
  ASSERT_EQ(row.contacts.size(), 1U);
  EXPECT_EQ(row.contacts[0].name, "乙野");
  EXPECT_EQ(row.contacts[0].email, "a@example.jp");
  EXPECT_EQ(row.telephone, "096-000-1234");
  EXPECT_EQ(row.address, "熊本県球磨郡球磨村渡1-2");
  EXPECT_EQ(row.municipality, "435139");
  EXPECT_EQ(row.representative_title, "理事長");
  EXPECT_EQ(row.representative_name, "丙山 花");
  EXPECT_TRUE(row.name_kana.empty());
}

TEST(Roster, UnitsInTheHeadingCount) {
  const auto roster = read_roster_bytes(
      csv({{"会社名", "資本金（千円）", "電話番号", "住所"}, {"甲社", "3,000", "096-000-1234", "阿蘇市一の宮町"}},
          sheets::Encoding::utf8));
  ASSERT_TRUE(roster);
  EXPECT_EQ(roster->rows[0].capital_yen, 3'000'000);
  EXPECT_EQ(roster->rows[0].municipality, "432148");
}

TEST(Roster, RefusesWhatIsNoRosterWithASentence) {
  EXPECT_THAT(read_roster_bytes("").error().says, HasSubstr("空です"));
  EXPECT_THAT(read_roster_bytes("a,b\n1,2\n").error().says, HasSubstr("見出し行"));
  EXPECT_THAT(read_roster_bytes("会社名,電話番号,住所,メール\n").error().says, HasSubstr("会員の行"));
  EXPECT_FALSE(read_roster_bytes("会社名,電話番号,住所,メール\n甲社,\"0960001234\n"));
  EXPECT_FALSE(read_roster_bytes(std::string("\0\1\2\3\0\0\0", 7)));
  EXPECT_FALSE(read_roster("/nonexistent/roster.csv"));
  RosterOptions other;
  other.sheet = "無い";
  EXPECT_THAT(read_roster(data("members_r5.xlsx"), other).error().says, HasSubstr("無い"));
}

TEST(Roster, DuplicatesWithoutMemberNumbersNameTheEarlierRow) {
  const auto roster = read_roster_bytes(
      csv({{"会社名", "電話番号", "住所", "メール"},
           {"株式会社甲野", "096-000-1234", "熊本市東区", "a@example.jp"},
           {"合同会社乙野", "096-000-9999", "熊本市東区", "b@example.jp"},
           {"㈱甲野", "0960001234", "", ""}},
          sheets::Encoding::utf8));
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->duplicates.size(), 1U);
  EXPECT_EQ(roster->duplicates[0].row, 3);
  EXPECT_EQ(roster->duplicates[0].of_row, 1);
  EXPECT_THAT(roster->duplicates[0].reason, HasSubstr("電話番号"));
}

}  // namespace
}  // namespace musubi::members
