// money_test.cc - promises of money.h: units as rosters and vouchers write them, exactness, and
// the refusal of everything that would have to be guessed or rounded.
#include "base/money.h"

#include <gtest/gtest.h>

#include <random>

namespace musubi {
namespace {

TEST(Money, ReadsTheUnitsOfARoster) {
  const std::vector<std::pair<const char*, std::int64_t>> cases{{"3,000千円", 3'000'000},
                                                                {"300万円", 3'000'000},
                                                                {"１０００万円", 10'000'000},
                                                                {"100000000", 100'000'000},
                                                                {"20,000,000円", 20'000'000},
                                                                {"１，０００万円", 10'000'000},
                                                                {"1億円", 100'000'000},
                                                                {"1億2,000万円", 120'000'000},
                                                                {"1億2000万500円", 120'000'500},
                                                                {"1.5億円", 150'000'000},
                                                                {"0.1万円", 1'000},
                                                                {"0.0001万円", 1},
                                                                {"5百万円", 5'000'000},
                                                                {"3千万円", 30'000'000},
                                                                {"2兆円", 2'000'000'000'000},
                                                                {"約300万円", 3'000'000},
                                                                {"¥1,234", 1'234},
                                                                {"￥1,234", 1'234},
                                                                {" 1,234 円 ", 1'234},
                                                                {"-500", -500},
                                                                {"△500円", -500},
                                                                {"▲1,000千円", -1'000'000},
                                                                {"¥-500", -500},
                                                                {"0円", 0},
                                                                {"1.00円", 1},
                                                                {"9223372036854775807", INT64_MAX}};
  for (const auto& [typed, amount] : cases) {
    const std::optional<Yen> read = parse_yen(typed);
    ASSERT_TRUE(read) << typed;
    EXPECT_EQ(read->amount, amount) << typed;
  }
}

TEST(Money, RefusesWhatWouldBeGuessed) {
  for (const char* typed : {"",
                            " ",
                            "－",
                            "円",
                            "万円",
                            "なし",
                            "非公開",
                            "1,00円",
                            "1,0000",
                            ",100",
                            "100,",
                            "1,,000",
                            "1.5円",
                            "0.00001万円",
                            "1.",
                            ".5万円",
                            "2万1億円",
                            "1億1億円",
                            "1万2万円",
                            "1.5億2万円",
                            "9223372036854775808",
                            "922337203685478万千円",
                            "92233720368547759億円",
                            "99999999999999999999999",
                            "1e6",
                            "0x10",
                            "12ドル",
                            "--5",
                            "5-",
                            "1 000x",
                            "\xFF"}) {
    EXPECT_FALSE(parse_yen(typed)) << typed;
  }
}

TEST(Money, WritesForPeople) {
  EXPECT_EQ(yen_text(Yen{1'234'567}), "1,234,567円");
  EXPECT_EQ(yen_text(Yen{-1'234}), "-1,234円");
  EXPECT_EQ(yen_text_short(Yen{12'340'000}), "1,234万円");
  EXPECT_EQ(yen_text_short(Yen{1'234'567}), "1,234,567円");
  EXPECT_EQ(yen_text_short(Yen{1'234'560'000}), "12億3,456万円");
  EXPECT_EQ(yen_text_short(Yen{100'000'000}), "1億円");
  EXPECT_EQ(yen_text_short(Yen{-3'000'000}), "-300万円");
  EXPECT_EQ(yen_text_short(Yen{0}), "0円");
  EXPECT_EQ(yen_text(Yen{INT64_MIN}), "-9,223,372,036,854,775,808円");
}

TEST(Money, WhatIsWrittenReadsBack) {
  std::mt19937_64 random(3000);
  for (int round = 0; round < 5000; ++round) {
    std::int64_t amount = static_cast<std::int64_t>(random() >> (1 + random() % 60));
    if (random() % 3 == 0) amount -= amount % 10'000;
    if (random() % 4 == 0) amount = -amount;
    EXPECT_EQ(parse_yen(yen_text(Yen{amount})), Yen{amount});
    EXPECT_EQ(parse_yen(yen_text_short(Yen{amount})), Yen{amount}) << amount;
  }
}

TEST(Money, ArithmeticSaysWhenItDoesNotFit) {
  EXPECT_EQ(add(Yen{1}, Yen{2}), Yen{3});
  EXPECT_EQ(add(Yen{INT64_MAX}, Yen{1}), std::nullopt);
  EXPECT_EQ(add(Yen{INT64_MIN}, Yen{-1}), std::nullopt);
  EXPECT_EQ(multiply(Yen{1'000}, 12), Yen{12'000});
  EXPECT_EQ(multiply(Yen{INT64_MAX / 2}, 3), std::nullopt);
}

}  // namespace
}  // namespace musubi
