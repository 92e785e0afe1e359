// open_data_test.cc - the columns stand in the order of the layouts, every row is as long as the
// heading, and a CSV reads back as it was written, whatever an editor typed.
#include "features/feeds/open_data.h"

#include <gtest/gtest.h>

#include <random>

#include "core/settings/consortium.h"
#include "core/sheets/sheets.h"

namespace musubi::feeds {
namespace {

publishing::PublicEvent sample_event() {
  publishing::PublicEvent event;
  event.item.id = "0192d3f0-0000-7000-8000-000000000001";
  event.item.type = "event";
  event.item.path = "/events/soudankai";
  event.item.title = "ＤＸ相談会";
  event.item.lead = "何から始めるかを考えます。";
  event.item.fields = {{"organiser", "架空の事務局"}, {"hours", "13時30分から16時まで"},
                       {"place", "架空会館"}, {"address", "阿蘇市架空町1-2"},
                       {"municipality_code", "432148"}, {"capacity", "12"}, {"fee", "無料"},
                       {"contact", "事務局 096-000-0100"}};
  event.starts_on = event.ends_on = "2024-10-30";
  event.from = 13 * 60 + 30;
  event.until = 16 * 60;
  return event;
}

std::string cell(const std::vector<std::vector<std::string>>& rows, const std::string& heading) {
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    if (rows[0][i] == heading) return rows[1][i];
  }
  return "no such column";
}

TEST(OpenData, TheColumnsOfTheRecommendedLayoutStandInItsOrder) {
  const auto rows = rows_of(*find_layout("recommended"), {});
  ASSERT_EQ(rows[0].size(), 32U);
  EXPECT_EQ(rows[0].front(), "都道府県コード又は市区町村コード");
  EXPECT_EQ(rows[0][4], "イベント名");
  EXPECT_EQ(rows[0][11], "開始日時特記事項");
  EXPECT_EQ(rows[0][19], "場所名称");
  EXPECT_EQ(rows[0][27], "参加申込終了日");
  EXPECT_EQ(rows[0].back(), "備考");
  EXPECT_EQ(find_layout("nonsense"), nullptr);
}

TEST(OpenData, WhatIsKnownStandsInItsColumnAndTheRestIsEmpty) {
  for (const Layout& layout : layouts()) {
    const auto rows = rows_of(layout, {open_event_of(sample_event(), "https://example.jp")});
    ASSERT_EQ(rows.size(), 2U);
    ASSERT_EQ(rows[1].size(), rows[0].size());
    EXPECT_EQ(cell(rows, "開始日"), "2024-10-30");
    EXPECT_EQ(cell(rows, "開始時間"), "13:30");
    EXPECT_EQ(cell(rows, "終了時間"), "16:00");
    EXPECT_EQ(cell(rows, "開始日時特記事項"), "");
    EXPECT_EQ(cell(rows, "緯度"), "");
    EXPECT_EQ(cell(rows, "URL"), "https://example.jp/events/soudankai");
    EXPECT_EQ(cell(rows, "連絡先名称"), "事務局");
  }
  const auto standard = rows_of(*find_layout("standard"), {open_event_of(sample_event(), "")});
  EXPECT_EQ(cell(standard, "全国地方公共団体コード"), "430005");
  EXPECT_EQ(cell(standard, "所在地_全国地方公共団体コード"), "432148");
  EXPECT_EQ(cell(standard, "所在地_市区町村"), "阿蘇市");
  EXPECT_EQ(cell(standard, "所在地_連結表記"), "熊本県阿蘇市架空町1-2");
  EXPECT_EQ(cell(standard, "電話番号"), "096-000-0100");
}

// Another house says so in its configuration.
TEST(OpenData, TheConfigurationSaysWhoseDataItIs) {
  settings::Consortium house;
  house.prefecture = "架空県";
  house.prefecture_code = "990001";
  settings::configure(house);
  const auto event = open_event_of(sample_event(), "");
  const auto standard = rows_of(*find_layout("standard"), {event});
  const auto recommended = rows_of(*find_layout("recommended"), {event});
  settings::configure({});
  EXPECT_EQ(cell(standard, "全国地方公共団体コード"), "990001");
  EXPECT_EQ(cell(standard, "地方公共団体名"), "架空県");
  EXPECT_EQ(cell(standard, "所在地_都道府県"), "架空県");
  EXPECT_EQ(cell(standard, "所在地_連結表記"), "架空県阿蘇市架空町1-2");
  EXPECT_EQ(cell(recommended, "都道府県コード又は市区町村コード"), "990001");
  EXPECT_EQ(cell(recommended, "都道府県名"), "架空県");
}

TEST(OpenData, AnHourThatCouldNotBeReadIsToldInWords) {
  publishing::PublicEvent event = sample_event();
  event.from.reset();
  event.until.reset();
  const auto rows = rows_of(*find_layout("recommended"), {open_event_of(event, "")});
  EXPECT_EQ(cell(rows, "開始時間"), "");
  EXPECT_EQ(cell(rows, "開始日時特記事項"), "13時30分から16時まで");
}

TEST(OpenData, OutsideThePrefectureNoTownOfItIsNamed) {
  publishing::PublicEvent event = sample_event();
  event.item.fields = {{"address", "福岡市架空町1"}, {"municipality_code", "000000"}};
  const auto rows = rows_of(*find_layout("standard"), {open_event_of(event, "")});
  EXPECT_EQ(cell(rows, "所在地_連結表記"), "福岡市架空町1");
  EXPECT_EQ(cell(rows, "所在地_都道府県"), "");
  EXPECT_EQ(cell(rows, "所在地_全国地方公共団体コード"), "");
}

TEST(OpenData, AContactWithoutANumberIsAName) {
  EXPECT_EQ(contact_parts("事務局　096-000-0100").telephone, "096-000-0100");
  EXPECT_EQ(contact_parts("事務局　096-000-0100").name, "事務局");
  EXPECT_EQ(contact_parts("096-000-0100").telephone, "096-000-0100");
  EXPECT_EQ(contact_parts("主催者の窓口").name, "主催者の窓口");
  EXPECT_EQ(contact_parts("主催者の窓口").telephone, "");
  EXPECT_EQ(contact_parts("").name, "");
}

// RFC 4180 as the strictest reader has it, in a dozen lines.
std::vector<std::vector<std::string>> read_back(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& last = rows.back().back();
    if (quoted) {
      if (text[i] != '"') {
        last += text[i];
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        last += text[i++];
      } else {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == ',') {
      rows.back().emplace_back();
    } else if (text.substr(i, 2) == "\r\n") {
      ++i;
      rows.emplace_back(1);
    } else {
      last += text[i];
    }
  }
  rows.pop_back();  // the last line ends, too
  return rows;
}

TEST(OpenData, ACsvReadsBackAsItWasWritten) {
  std::mt19937 dice(4180);
  const std::string_view parts[] = {"a", "催し", ",", "\"", "\n", ";", "\t", "𠮷", " ", "12"};
  for (int i = 0; i < 500; ++i) {
    publishing::PublicEvent event = sample_event();
    std::string text = "あ";  // formulas are defused by the writer: not what is asked here
    for (unsigned n = dice() % 20; n > 0; --n) text += parts[dice() % std::size(parts)];
    event.item.title = text;
    event.item.lead = text + text;
    for (const Layout& layout : layouts()) {
      const auto rows = rows_of(layout, {open_event_of(event, "https://example.jp")});
      const auto csv = sheets::write_csv(rows);
      ASSERT_TRUE(csv.has_value());
      ASSERT_TRUE(csv->starts_with("\xEF\xBB\xBF"));
      ASSERT_EQ(read_back(std::string_view(*csv).substr(3)), rows) << text;
    }
  }
}

TEST(OpenData, JsonHoldsTheSameUnderTheSameNames) {
  const Json json = json_of({open_event_of(sample_event(), "https://example.jp")});
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0].size(), find_layout("recommended")->columns.size());
  EXPECT_EQ(json[0].at("イベント名").get<std::string>(), "ＤＸ相談会");
  EXPECT_EQ(json[0].at("開始時間").get<std::string>(), "13:30");
}

}  // namespace
}  // namespace musubi::feeds
