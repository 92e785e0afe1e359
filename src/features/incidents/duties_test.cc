// duties_test.cc - which duties follow from an incident, until when (conventions C-6): each rule by
// itself, and the order between answers for all of them.
#include "features/incidents/duties.h"

#include <gtest/gtest.h>

namespace musubi::incidents {
namespace {

constexpr Date kKnown{2024, 10, 28};

const Duty& of(const std::vector<Duty>& duties, const std::string& step) {
  for (const Duty& duty : duties) {
    if (duty.step == step) return duty;
  }
  throw std::runtime_error(step);
}

bool is_reportable(const Answers& answers) {
  return of(duties_of(answers, kKnown), "prompt").needed;
}

TEST(Duties, ThePrefectureIsToldTheSameDayWhateverItIs) {
  for (const bool entrusted : {false, true}) {
    Answers a;
    a.entrusted = entrusted;
    const auto duties = duties_of(a, kKnown);
    EXPECT_EQ(duties.front().step, "prefecture");
    EXPECT_TRUE(duties.front().needed);
    EXPECT_EQ(duties.front().due, kKnown);
  }
}

TEST(Duties, OnePersonIsEnoughForTheFirstThreeGrounds) {
  EXPECT_FALSE(is_reportable({.people = 1}));
  EXPECT_TRUE(is_reportable({.sensitive = true, .people = 1}));
  EXPECT_TRUE(is_reportable({.property = true, .people = 1}));
  EXPECT_TRUE(is_reportable({.malicious = true, .people = 1}));
}

TEST(Duties, TheHeadCountIsThousandAndForThePrefecturesDataAHundred) {
  EXPECT_FALSE(is_reportable({.people = 1000}));
  EXPECT_TRUE(is_reportable({.people = 1001}));
  EXPECT_FALSE(is_reportable({.people = 100, .entrusted = true}));
  EXPECT_TRUE(is_reportable({.people = 101, .entrusted = true}));
}

TEST(Duties, TheDaysAreFiveThirtyAndSixty) {
  Answers a;
  a.property = true;
  EXPECT_EQ(of(duties_of(a, kKnown), "prompt").due, (Date{2024, 11, 2}));
  EXPECT_EQ(of(duties_of(a, kKnown), "final").due, (Date{2024, 11, 27}));
  a.malicious = true;
  EXPECT_EQ(of(duties_of(a, kKnown), "final").due, (Date{2024, 12, 27}));
}

TEST(Duties, WhatCannotBeReadNeedsNoReportButTheContractsOwn) {
  const auto duties =
      duties_of({.sensitive = true, .people = 5000, .entrusted = true, .encrypted = true}, kKnown);
  EXPECT_TRUE(of(duties, "prefecture").needed);
  EXPECT_FALSE(of(duties, "prompt").needed);
  EXPECT_FALSE(of(duties, "persons").needed);
  EXPECT_NE(of(duties, "final").why.find("暗号化"), std::string::npos);
}

// Over all answers: a worse answer never takes a duty away, every duty says why, and only a
// wrongful purpose moves a day.
TEST(Duties, AWorseAnswerNeverTakesADutyAway) {
  int compared = 0;
  for (int bits = 0; bits < 32; ++bits) {
    for (const std::int64_t people : {0, 1, 100, 101, 1000, 1001}) {
      const Answers a{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0,
                      people,          (bits & 8) != 0, (bits & 16) != 0};
      const auto duties = duties_of(a, kKnown);
      ASSERT_EQ(duties.size(), 4U);
      for (const Duty& duty : duties) EXPECT_FALSE(duty.why.empty());
      EXPECT_EQ(is_reportable(a), !grounds_of(a).empty() && !a.encrypted);
      for (int worse = 0; worse < 4; ++worse) {
        Answers b = a;
        if (worse == 0) b.sensitive = true;
        if (worse == 1) b.property = true;
        if (worse == 2) b.malicious = true;
        if (worse == 3) b.people += 1000;
        const auto then = duties_of(b, kKnown);
        for (std::size_t i = 0; i < 4; ++i) {
          EXPECT_TRUE(!duties[i].needed || then[i].needed) << bits << " " << people << " " << worse;
          if (worse != 2) {
            EXPECT_EQ(duties[i].due, then[i].due);
          }
          ++compared;
        }
      }
    }
  }
  EXPECT_EQ(compared, 32 * 6 * 4 * 4);
}

}  // namespace
}  // namespace musubi::incidents
