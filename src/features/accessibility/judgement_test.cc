// judgement_test.cc - the promise of the whole feature: 準拠 is never shown while a criterion
// failed, is unknown, or a page was not checked; and what the other levels need. Thousands of
// random sheets.
#include "features/accessibility/judgement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace musubi::accessibility {
namespace {

Verdict verdict_on(std::string_view criterion, const char* applies, const char* result) {
  Verdict out;
  out.criterion = criterion;
  out.applies = applies;
  out.result = result;
  out.all_pages = std::string_view(result) == "pass";
  if (std::string_view(result) == "fail") out.failing = {1};
  out.version = 1;
  return out;
}

TrialPage page_at(std::int64_t position) {
  TrialPage out;
  out.position = position;
  out.path = "/p" + std::to_string(position);
  out.check_state = "checked";
  return out;
}

// Everything passes on forty pages.
Sheet perfect_sheet() {
  Sheet out;
  for (std::int64_t i = 1; i <= 40; ++i) out.pages.push_back(page_at(i));
  for (const Criterion& one : criteria()) {
    if (one.source == Source::jis) out.verdicts.push_back(verdict_on(one.number, "yes", "pass"));
  }
  out.scope_count = 500;
  out.pages_least = 40;
  out.has_policy = true;
  return out;
}

Issue plan_for(std::string_view criterion) {
  Issue out;
  out.criterion = criterion;
  out.due_on = "2025-01-31";
  return out;
}

TEST(Judgement, TheTableHasThe38OfJisAndThoseOfWcagBeside) {
  int a = 0, aa = 0, beside = 0;
  for (const Criterion& one : criteria()) {
    if (one.source != Source::jis) ++beside;
    if (one.source == Source::jis && one.level == "A") ++a;
    if (one.source == Source::jis && one.level == "AA") ++aa;
  }
  EXPECT_EQ(a, 25);
  EXPECT_EQ(aa, 13);
  EXPECT_EQ(beside, 18);  // 12 of WCAG 2.1, 6 of 2.2
}

TEST(Judgement, EverythingPassedOnEveryPageConforms) {
  const Level level = level_of(perfect_sheet());
  EXPECT_EQ(level.degree, Degree::conforming);
  EXPECT_TRUE(level.lacks.empty());
}

TEST(Judgement, EachSingleDefectKeepsConformanceAway) {
  const auto degree_with = [](auto&& spoil) {
    Sheet sheet = perfect_sheet();
    spoil(sheet);
    const Level level = level_of(sheet);
    EXPECT_FALSE(level.lacks.empty());
    return level.degree;
  };
  const auto spoiled = [](Degree degree) { return degree != Degree::conforming; };
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.has_policy = false; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.pages.pop_back(); })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.pages[3].check_state = "could_not"; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.pages[3].check_state = "unchecked"; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.verdicts.pop_back(); })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.verdicts[5].all_pages = false; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.verdicts[5].result = ""; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.verdicts[5].applies = ""; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) { s.verdicts[5].failing = {2}; })));
  EXPECT_TRUE(spoiled(degree_with([](Sheet& s) {
    s.findings.push_back({7, "1.4.3", "color-contrast", "", 1, ""});  // whatever people said
  })));
}

TEST(Judgement, ASmallSiteNeedsAllItsPagesOnly) {
  Sheet sheet = perfect_sheet();
  sheet.pages.resize(12);
  sheet.scope_count = 12;
  EXPECT_EQ(level_of(sheet).degree, Degree::conforming);
  sheet.scope_count = 13;
  EXPECT_NE(level_of(sheet).degree, Degree::conforming);
}

TEST(Judgement, ThePartialLevelNeedsADatedPlanForEachFailure) {
  Sheet sheet = perfect_sheet();
  sheet.verdicts[0] = verdict_on("1.1.1", "yes", "fail");
  sheet.verdicts[1] = verdict_on("1.2.1", "yes", "fail");
  sheet.issues = {plan_for("1.1.1")};
  EXPECT_EQ(level_of(sheet).degree, Degree::considered);
  sheet.issues.push_back(plan_for("1.2.1"));
  EXPECT_EQ(level_of(sheet).degree, Degree::partial);
  sheet.issues.back().state = "done";  // mended, they say: then it is to be tested again
  EXPECT_EQ(level_of(sheet).degree, Degree::considered);
  sheet.issues.back().state = "open";
  sheet.pages[0].check_state = "could_not";
  EXPECT_EQ(level_of(sheet).degree, Degree::considered);
}

TEST(Judgement, WhatWcagAddedDecidesNothing) {
  Sheet sheet = perfect_sheet();
  sheet.verdicts.push_back(verdict_on("2.5.8", "yes", "fail"));
  sheet.findings.push_back({1, "1.4.12", "spacing", "", 1, ""});
  EXPECT_EQ(level_of(sheet).degree, Degree::conforming);
}

TEST(Judgement, NotApplicableThatTheMachineContradictsIsAFailure) {
  Sheet sheet = perfect_sheet();
  sheet.verdicts[0] = verdict_on("1.1.1", "no", "");
  EXPECT_EQ(level_of(sheet).degree, Degree::conforming);
  sheet.findings.push_back({4, "1.1.1", "image-alt", "", 2, ""});
  const auto judged = judge(sheet);
  EXPECT_EQ(judged.front().outcome, Outcome::fails);
  EXPECT_EQ(judged.front().failing, std::vector<std::int64_t>{4});
  EXPECT_TRUE(judged.front().found_by_machine);
}

// Told anew here, in the plainest words, and compared on random sheets.
bool may_claim(const Sheet& sheet) {
  if (!sheet.has_policy || sheet.pages.empty()) return false;
  const auto wanted = std::min(sheet.pages_least, sheet.scope_count);
  if (static_cast<std::int64_t>(sheet.pages.size()) < wanted) return false;
  for (const TrialPage& page : sheet.pages) {
    if (page.check_state != "checked") return false;
  }
  for (const Criterion& criterion : criteria()) {
    if (criterion.source != Source::jis) continue;
    for (const PageFinding& one : sheet.findings) {
      if (one.criterion == criterion.number) return false;
    }
    bool good = false;
    for (const Verdict& one : sheet.verdicts) {
      if (one.criterion != criterion.number) continue;
      const bool passed = one.applies == "yes" && one.result == "pass" && one.all_pages;
      good = one.failing.empty() && (one.applies == "no" || passed);
    }
    if (!good) return false;
  }
  return true;
}

template <class T>
const T& any_of_them(std::mt19937& dice, const std::vector<T>& list) {
  return list[dice() % list.size()];
}

// A perfect sheet, spoiled in none to a few places.
Sheet random_sheet(std::mt19937& dice) {
  Sheet sheet = perfect_sheet();
  for (unsigned left = dice() % 4; left > 0; --left) {
    Verdict& verdict = sheet.verdicts[dice() % sheet.verdicts.size()];
    switch (dice() % 9) {
      case 0: verdict.applies = any_of_them<std::string>(dice, {"", "yes", "no"}); break;
      case 1: verdict.result = any_of_them<std::string>(dice, {"", "pass", "fail"}); break;
      case 2: verdict.all_pages = !verdict.all_pages; break;
      case 3: verdict.failing = {static_cast<std::int64_t>(dice() % 40 + 1)}; break;
      case 4:
        sheet.pages[dice() % sheet.pages.size()].check_state =
            any_of_them<std::string>(dice, {"unchecked", "checked", "could_not"});
        break;
      case 5: {
        const Criterion& criterion = any_of_them(dice, criteria());
        sheet.findings.push_back({1, std::string(criterion.number), "rule", "", 1, ""});
        break;
      }
      case 6: sheet.pages.resize(sheet.pages.size() - dice() % 2); break;
      case 7: sheet.has_policy = dice() % 2 == 0; break;
      default: sheet.issues.push_back(plan_for(verdict.criterion)); break;
    }
  }
  return sheet;
}

TEST(Judgement, OnRandomSheetsConformanceIsShownExactlyWhenItIsProved) {
  std::mt19937 dice(20241028);
  int conforming = 0;
  for (int round = 0; round < 5'000; ++round) {
    const Sheet sheet = random_sheet(dice);
    const Level level = level_of(sheet);
    const bool claims = level.degree == Degree::conforming;
    ASSERT_EQ(claims, may_claim(sheet)) << "round " << round;
    ASSERT_EQ(claims, level.lacks.empty()) << "round " << round;
    for (const Judged& one : judge(sheet)) {
      if (!claims || one.criterion->source != Source::jis) continue;
      ASSERT_TRUE(one.outcome == Outcome::passes || one.outcome == Outcome::not_applicable)
          << one.criterion->number << " in round " << round;
    }
    conforming += claims ? 1 : 0;
  }
  EXPECT_GT(conforming, 500);   // neither side is empty, so that the test can fail
  EXPECT_LT(conforming, 4'500);
}

}  // namespace
}  // namespace musubi::accessibility
