// company_test.cc - which GビズID may stand for somebody of which organisation: every kind beside
// every state of the two numbers. Pure; the pages are in pages_test.cc.
#include "features/federation/company.h"

#include <gtest/gtest.h>

namespace musubi::federation {
namespace {

const char* const kNumber = "7000020430005";
const char* const kOtherNumber = "9000020431001";

TEST(Company, OnlyPrimeAndMemberAreTaken) {
  for (int type = -1; type < 10; ++type) {
    const bool taken = company_defect({type, kNumber}, {true, kNumber}).empty();
    EXPECT_EQ(taken, type == 2 || type == 3) << type;
    EXPECT_EQ(company_defect({type, ""}, {false, ""}).empty(), taken) << "without organisation";
  }
}

TEST(Company, ARegisteredNumberMustBeTheSame) {
  EXPECT_EQ(company_defect({2, kNumber}, {true, kNumber}), "");
  EXPECT_NE(company_defect({2, kOtherNumber}, {true, kNumber}).find(kNumber), std::string::npos);
  EXPECT_NE(company_defect({2, ""}, {true, kNumber}), "");
  EXPECT_EQ(company_defect({2, kNumber}, {true, ""}), "") << "said on the page, not refused";
}

TEST(Company, NothingToCompareIsSaid) {
  EXPECT_TRUE(is_not_compared({2, kNumber}, {true, ""}));
  EXPECT_FALSE(is_not_compared({2, kNumber}, {true, kNumber}));
  EXPECT_FALSE(is_not_compared({2, ""}, {true, ""}));
  EXPECT_FALSE(is_not_compared({2, kNumber}, {false, ""}));
}

}  // namespace
}  // namespace musubi::federation
