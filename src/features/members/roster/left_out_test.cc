// left_out_test.cc - cells that say more than the registry has a place for: what is registered, and
// that the rest is told with its remedy, never cut in silence. All data is fictional.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/members/roster/roster.h"

namespace musubi::members {
namespace {

using testing::HasSubstr;

struct ReadCell {
  RosterRow row;
  std::vector<Defect> told;
};
ReadCell read_cell(RosterField field, const std::string& cell) {
  ReadCell out;
  out.row = normalise_row(7, 12, {{RosterField::name, "株式会社甲野"}, {field, cell}}, out.told);
  return out;
}

TEST(LeftOut, AnExtensionOrASecondNumberIsToldWithTheNumberThatIsRegistered) {
  struct Written {
    std::string cell, left_out;
  };
  for (const RosterField field : {RosterField::telephone, RosterField::fax}) {
    for (const Written& one : std::vector<Written>{
             {"096-000-0000（内線12）", "内線12"},
             {"096-000-0000 内線12", "内線12"},
             {"096-000-0000（代表）内線12", "内線12"},
             {"096-000-0000／090-0000-0000", "090-0000-0000"},
             {"096-000-0000、090-0000-0000", "090-0000-0000"},
             {"０９６－０００－００００\n０９０－００００－００００", "090-0000-0000"}}) {
      SCOPED_TRACE(std::string(name_of(field)) + " " + one.cell);
      const ReadCell read = read_cell(field, one.cell);
      EXPECT_EQ(field == RosterField::fax ? read.row.fax : read.row.telephone, "096-000-0000");
      ASSERT_EQ(read.told.size(), 1U);
      EXPECT_EQ(read.told[0].field, name_of(field));
      EXPECT_EQ(read.told[0].kind, "not_accepted");
      EXPECT_EQ(read.told[0].value, one.cell);
      EXPECT_EQ(read.told[0].suggestion, "");
      EXPECT_THAT(read.told[0].message, HasSubstr("「096-000-0000」だけを登録します"));
      EXPECT_THAT(read.told[0].message, HasSubstr("「" + one.left_out + "」も残すときは、備考に"));
    }
  }
}

TEST(LeftOut, ThatItIsTheMainNumberIsNothingToTell) {
  for (const char* cell : {"096-000-0000", "096-000-0000（代）", "096-000-0000（代表）",
                           "096-000-0000 代表", "（096）000-0000"}) {
    const ReadCell read = read_cell(RosterField::telephone, cell);
    EXPECT_EQ(read.row.telephone, "096-000-0000") << cell;
    EXPECT_TRUE(read.told.empty()) << cell;
  }
}

TEST(LeftOut, SeveralNumbersOfEmployeesAreToldAndTheFirstIsApproximate) {
  struct Written {
    std::string cell;
    std::int64_t first;
  };
  for (const Written& one : std::vector<Written>{{"正社員10人、パート20人", 10},
                                                 {"48名（うちパート12名）", 48},
                                                 {"10～20名、ほか3名", 10}}) {
    SCOPED_TRACE(one.cell);
    const ReadCell read = read_cell(RosterField::employees, one.cell);
    EXPECT_EQ(read.row.employees, one.first);
    EXPECT_TRUE(read.row.employees_approximate);
    ASSERT_EQ(read.told.size(), 1U);
    EXPECT_EQ(read.told[0].field, "employees");
    EXPECT_EQ(read.told[0].kind, "not_accepted");
    EXPECT_EQ(read.told[0].value, one.cell);
    EXPECT_THAT(read.told[0].message,
                HasSubstr("初めの「" + std::to_string(one.first) + "」を登録します"));
  }
}

TEST(LeftOut, ARangeIsItsMiddleAndOneNumberIsItself) {
  struct Written {
    std::string cell;
    std::int64_t count;
    bool approximate;
  };
  for (const Written& one : std::vector<Written>{{"160～170", 165, true},
                                                 {"約10名〜20名", 15, true},
                                                 {"10人から20人", 15, true},
                                                 {"10－20", 15, true},
                                                 {"約10名", 10, true},
                                                 {"1,048人", 1048, false},
                                                 {"パート20人", 20, false}}) {
    SCOPED_TRACE(one.cell);
    const ReadCell read = read_cell(RosterField::employees, one.cell);
    EXPECT_EQ(read.row.employees, one.count);
    EXPECT_EQ(read.row.employees_approximate, one.approximate);
    EXPECT_TRUE(read.told.empty());
  }
}

}  // namespace
}  // namespace musubi::members
