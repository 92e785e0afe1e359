// kept_cells_test.cc - what the file says is kept to the byte, however it is held: any cells at
// all, and those of the roster of the prefecture. All data is fictional.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "features/members/roster/roster.h"
#include "support/places.h"

namespace musubi::members {
namespace {

TEST(KeptCells, GiveBackEveryCellAsItWas) {
  std::mt19937 dice(20241028);
  const auto upto = [&dice](std::size_t most) { return dice() % (most + 1); };
  const std::vector<std::string> texts{"", " ", "株式会社甲野", std::string("a\0b", 3),
                                       "1行目\n2行目", "\xFF", std::string(70'000, 'x')};
  for (int turn = 0; turn < 200; ++turn) {
    std::map<RosterField, std::string> cells;
    for (std::size_t i = 1; i < kRosterFieldCount; ++i) {
      if (upto(2) > 0) cells[static_cast<RosterField>(i)] = texts[upto(texts.size() - 1)];
    }
    const KeptCells kept(cells);
    EXPECT_EQ(kept.unpacked(), cells);
    for (std::size_t i = 0; i < kRosterFieldCount; ++i) {
      const auto field = static_cast<RosterField>(i);
      const auto found = cells.find(field);
      EXPECT_EQ(kept.text(field), found == cells.end() ? std::string() : found->second);
    }
  }
  EXPECT_TRUE(KeptCells().unpacked().empty());
}

TEST(KeptCells, OfTheRosterAreThoseOfTheFile) {
  const std::string path = test::source("/tests/data/members_r5_cp932.csv");
  std::map<std::int64_t, std::vector<std::string>> file;  // by line
  ASSERT_TRUE(sheets::each_row(path, {}, [&](std::int64_t line, const sheets::Cells& cells) {
    for (const auto& cell : cells) file[line].push_back(cell.text);
    return Result<bool>(true);
  }));
  const auto read = read_roster(path);
  ASSERT_TRUE(read.has_value()) << read.error().says;
  std::map<RosterField, int> columns;
  for (const MappedColumn& column : read->mapping.columns) ++columns[column.field];
  int compared = 0;
  for (const MappedColumn& column : read->mapping.columns) {
    // Cells of two columns are put together, and a unit of the heading is added.
    const bool as_it_is = column.field != RosterField::ignored && columns[column.field] == 1 &&
                          column.field != RosterField::capital_yen;
    if (!as_it_is) continue;
    for (const RosterRow& row : read->rows) {
      const auto& cells = file.at(row.line);
      const auto at = static_cast<std::size_t>(column.column);
      EXPECT_EQ(row.raw.text(column.field), at < cells.size() ? cells[at] : std::string())
          << column.heading << ", line " << row.line;
      ++compared;
    }
  }
  EXPECT_GT(compared, 5'000);
}

}  // namespace
}  // namespace musubi::members
