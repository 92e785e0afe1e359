// service_imports_resume_test.cc - a reading whose process has ended: begun again by itself once
// its lease is over, never twice at once, and given up where the file itself seems to be the
// reason. The command goes on with what an earlier run of it had begun.
#include "core/settings/consortium.h"
#include "features/members/members.h"
#include "support/roster_import.h"

namespace musubi::members {
namespace {

class Resuming : public RosterImport {
 protected:
  // As a kill leaves it: stored and registered, nobody reads.
  Begun abandoned() {
    auto begun = begin_import(office(), input(kRoster));
    EXPECT_TRUE(begun.has_value());
    return begun ? *begun : Begun{};
  }
  int resumed() {
    auto number = resume_readings(s_.system_context());
    EXPECT_TRUE(number.has_value()) << (number ? "" : number.error().says);
    return number ? *number : -1;
  }
  std::string state_of(const ImportId& id) {
    auto page = load_visible_import(office(), id);
    return page ? page->import.state : page.error().says;
  }
  std::size_t imports() { return list_imports(office(), "", 100)->size(); }
};

TEST_F(Resuming, AReadingWithoutAProcessIsReadWithoutAnybodyPressingAnything) {
  const Begun begun = abandoned();
  EXPECT_EQ(resumed(), 0);  // somebody may still be at it
  EXPECT_EQ(state_of(begun.id), "reading");
  s_.advance_minutes(1);
  EXPECT_EQ(resumed(), 1);
  EXPECT_EQ(state_of(begun.id), "draft");
  EXPECT_EQ(load_visible_import(office(), begun.id)->import.row_count, 503);
  EXPECT_EQ(resumed(), 0);
}

TEST_F(Resuming, WhoWasTakenOverStopsAndWritesNothing) {
  const Begun begun = abandoned();
  s_.advance_minutes(1);
  EXPECT_EQ(resumed(), 1);
  auto late = read_import(office(), begun);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(state_of(begun.id), "draft");
}

TEST_F(Resuming, AFileThatEndsEveryProcessIsLeftToAPerson) {
  const Begun begun = abandoned();
  static constexpr db::Query kEnded{"test.ended_again",
                                    "UPDATE roster_imports SET resumed = 3 WHERE id = $1"};
  ASSERT_TRUE(s_.db()
                  .write([&](db::Tx& tx) -> Result<void> {
                    TRY(tx.run(kEnded, begun.id.text));
                    return {};
                  })
                  .has_value());
  s_.advance_minutes(1);
  EXPECT_EQ(resumed(), 0);
  EXPECT_EQ(state_of(begun.id), "failed");
  EXPECT_NE(load_visible_import(office(), begun.id)->import.problem.find("途中で止まりました"),
            std::string::npos);
  s_.as(cast::secretariat).get("/office/imports/" + begun.id.text).status(200).contains("もう一度読み取る");
}

TEST_F(Resuming, TheJobIsAmongTheScheduledOnes) {
  bool found = false;
  for (const auto& job : scheduled_jobs()) found = found || job.name == "members.imports.resumed";
  EXPECT_TRUE(found);
}

TEST_F(Resuming, TheCommandGoesOnWithWhatItsKilledRunBegan) {
  NewImport in = input(kRoster);
  const Context command = s_.system_context("コマンド import members");
  ASSERT_TRUE(begin_import(command, in).has_value());  // killed here
  auto counts = import_roster_file(command, {.path = kRoster}, {});
  ASSERT_TRUE(counts.has_value()) << counts.error().says;
  EXPECT_EQ(counts->at("rows"), 503);
  EXPECT_EQ(imports(), 1U);
  // That one is done: a new import.
  auto again = import_roster_file(command, {.path = kRoster}, {});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->at("unchanged"), 503);
  EXPECT_EQ(imports(), 2U);
}

TEST_F(Resuming, TheRegisterOfLoansSaysWhatTheCommandWasToldAndElseTheUsual) {
  settings::Consortium house;
  house.lender = "架空県";
  settings::configure(house);
  const Context command = s_.system_context();
  const std::string one = file(kHead + "K1,みなも製作所,,,,,2023-04-01\n");
  const std::string two = file(kHead + "K2,はるかぜ商会,,,,,2023-04-01\n", "two.csv");
  ASSERT_TRUE(import_roster_file(command, {.path = one}, {}).has_value());
  LentRoster told{.path = two, .sheet = "", .loan_name = "令和5年度末 会員名簿",
                  .received_on = "2024-04-10", .purpose = "総会の準備", .lender = "架空市"};
  ASSERT_TRUE(import_roster_file(command, told, {}).has_value());
  settings::configure({});
  std::map<std::string, store::Loan> loans;
  const auto listed = list_loans(office(), {});
  ASSERT_TRUE(listed.has_value());
  for (const auto& row : *listed) loans[row.loan.name] = row.loan;
  ASSERT_EQ(loans.size(), 2U);
  EXPECT_EQ(loans["roster.csv"].lender, "架空県");
  EXPECT_EQ(loans["roster.csv"].received_on, iso(command.today()));
  EXPECT_EQ(loans["令和5年度末 会員名簿"].lender, "架空市");
  EXPECT_EQ(loans["令和5年度末 会員名簿"].received_on, "2024-04-10");
  EXPECT_EQ(loans["令和5年度末 会員名簿"].purpose, "総会の準備");
  told.path = file(kHead + "K3,あおば電子,,,,,2023-04-01\n", "three.csv");
  told.received_on = "2999-01-01";
  auto future = import_roster_file(command, told, {});
  ASSERT_FALSE(future.has_value());
  EXPECT_EQ(future.error().fields[0].field, "received_on");
}

TEST_F(Resuming, TheCommandLeavesAPersonsDraftAlone) {
  const ImportId mine = draft(kRoster);
  auto counts = import_roster_file(s_.system_context(), {.path = kRoster}, {});
  ASSERT_TRUE(counts.has_value());
  EXPECT_EQ(state_of(mine), "draft");
}

}  // namespace
}  // namespace musubi::members
