// hours_test.cc - hours as people write them are read, and nothing doubtful becomes a time: a wrong
// hour in somebody's calendar is worse than none.
#include "features/publishing/hours.h"

#include <gtest/gtest.h>

#include <random>

namespace musubi::publishing {
namespace {

std::string read(std::string_view text) {
  const Hours hours = read_hours(text);
  return (hours.from ? clock_of(*hours.from) : "-") + std::string(" ") +
         (hours.until ? clock_of(*hours.until) : "-");
}

TEST(Hours, AsPeopleWriteThem) {
  EXPECT_EQ(read("13時30分から16時まで"), "13:30 16:00");
  EXPECT_EQ(read("13:30〜16:00"), "13:30 16:00");
  EXPECT_EQ(read("１３：３０～１６：００"), "13:30 16:00");
  EXPECT_EQ(read("午後1時から3時まで"), "13:00 15:00");
  EXPECT_EQ(read("午前10時半から午後0時30分"), "10:30 12:30");
  EXPECT_EQ(read("9時から"), "09:00 -");
  EXPECT_EQ(read("22時から24時まで"), "22:00 24:00");
}

TEST(Hours, NothingDoubtfulBecomesATime) {
  EXPECT_EQ(read(""), "- -");
  EXPECT_EQ(read("終日"), "- -");
  EXPECT_EQ(read("2時間ほど"), "- -");
  EXPECT_EQ(read("16時から13時まで"), "- -");
  EXPECT_EQ(read("受付12時30分、開会13時、閉会16時"), "- -");
  EXPECT_EQ(read("25時から"), "- -");
  EXPECT_EQ(read("2024年度"), "- -");
  EXPECT_EQ(read(std::string(1000, '9')), "- -");
}

TEST(Hours, AnyTextIsReadWithoutHarmAndWithinADay) {
  std::mt19937 dice(7);
  const std::string_view parts[] = {"午前", "午後", "1", "12", "時", ":", "30", "分", "半", "間",
                                    "から", "まで", "〜", " ", "９", "99"};
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (unsigned n = dice() % 9; n > 0; --n) text += parts[dice() % std::size(parts)];
    const Hours hours = read_hours(text);
    if (hours.until) {
      ASSERT_TRUE(hours.from.has_value()) << text;
      EXPECT_LT(*hours.from, *hours.until) << text;
      EXPECT_LE(*hours.until, 24 * 60) << text;
    }
    EXPECT_LE(hours.from.value_or(0), 24 * 60 + 59) << text;
  }
}

}  // namespace
}  // namespace musubi::publishing
