// pages_loans_test.cc - lent material that does not go back but is erased (R-9.4.b): only when no
// copy is left, with its proof and its day, and once. And its day of return on the home.
#include <gtest/gtest.h>

#include <string>

#include "core/audit/audit.h"
#include "features/members/service_loans.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;

class LoanPages : public testing::Test {
 protected:
  LoanPages() {
    const std::string path =
        office()
            .post("/office/loans", {{"loan_name", "調査票の回答"}, {"medium", "DVD"},
                                    {"lender", "熊本県"}, {"purpose", "分析"},
                                    {"kept_at", "鍵付き書庫"}, {"received_on_era", "reiwa"},
                                    {"received_on_year", "6"}, {"received_on_month", "4"},
                                    {"received_on_day", "10"}})
            .leads_to("/office/loans/")
            .header("Location");
    loan_ = path.substr(0, path.find('?'));
  }
  test::Visitor& office() { return s_.as(cast::secretariat); }
  // The address of a loan that is to go back on this day of 令和6年.
  std::string lent_until(const std::string& name, const std::string& month,
                         const std::string& day) {
    const std::string path =
        office()
            .post("/office/loans", {{"loan_name", name}, {"medium", "DVD"},
                                    {"lender", "熊本県"}, {"purpose", "分析"},
                                    {"kept_at", "鍵付き書庫"}, {"received_on_era", "reiwa"},
                                    {"received_on_year", "6"}, {"received_on_month", "4"},
                                    {"received_on_day", "10"}, {"return_due_on_era", "reiwa"},
                                    {"return_due_on_year", "6"}, {"return_due_on_month", month},
                                    {"return_due_on_day", day}})
            .leads_to("/office/loans/")
            .header("Location");
    return path.substr(0, path.find('?'));
  }
  LoanPage page() {
    const LoanId id{loan_.substr(loan_.rfind('/') + 1)};
    return *load_visible_loan(s_.context_of(cast::secretariat), id);
  }
  static test::FormFields closure(const std::string& how, const std::string& note,
                                  const std::string& day) {
    return {{"how", how}, {"note", note}, {"version", "1"}, {"closed_on_era", "reiwa"},
            {"closed_on_year", "6"}, {"closed_on_month", "4"}, {"closed_on_day", day}};
  }
  std::vector<audit::Entry> closings() {
    audit::Filter filter;
    filter.action_prefix = "members.loan.closed";
    return s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  }

  test::Scenario s_;
  std::string loan_;
};

TEST_F(LoanPages, WhatWasErasedIsClosedWithItsProofAndItsDay) {
  office()
      .post(loan_ + "/closure", closure("erased", "消去証明書 第7号", "25"))
      .leads_to(loan_)
      .audited("members.loan.closed");
  const store::Loan loan = page().loan;
  EXPECT_EQ(loan.state, "erased");
  EXPECT_EQ(loan.closed_on, "2024-04-25");
  EXPECT_EQ(loan.closed_note, "消去証明書 第7号");
  office()
      .get(loan_)
      .status(200)
      .contains("消去済み")
      .contains("消去した日")
      .contains("消去証明書 第7号")
      .lacks("返還した日")
      .lacks("/closure\"");
  office().get("/office/loans?show=closed").status(200).contains("調査票の回答");
  office().get("/office/loans?show=open").status(200).lacks("調査票の回答");
  const auto entries = closings();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].after.at("state"), "erased");
  EXPECT_EQ(entries[0].after.at("closed_on"), "2024-04-25");
  EXPECT_EQ(entries[0].reason, "消去証明書 第7号");
  EXPECT_EQ(s_.app().words.value("loan", "state", "erased"), "消去済み");  // as the audit tells it
  // A second time, or by another way, is told and changes nothing.
  for (const char* how : {"erased", "returned"}) {
    office().post(loan_ + "/closure", closure(how, "もう一度", "26")).status(409).not_audited();
  }
  EXPECT_EQ(page().loan.closed_note, "消去証明書 第7号");
}

// Today is the 28th of October; the loan of the fixture has no day of return.
TEST_F(LoanPages, ALoanPastItsDayIsOverdueAndOneBeforeItIsAmongTheDeadlines) {
  const auto overdue = [&] {
    return s_.db().read(
        [](db::Reader& reader) { return store::count_overdue_loans(reader, "2024-10-28", 99); });
  };
  const std::string today = lent_until("名簿の写し", "10", "28");
  const std::string soon = lent_until("企業台帳", "10", "29");
  EXPECT_EQ(overdue(), 0);
  const std::string waits = "<div><a href=\"/office/loans\">貸与資料</a>";
  const auto deadline = [](const std::string& path, int number) {
    return "<a href=\"" + path + "\">貸与資料第" + std::to_string(number) + "号の返還</a>";
  };
  office()
      .get("/office")
      .status(200)
      .contains(deadline(today, 2))
      .contains("名簿の写し（熊本県）")
      .contains(deadline(soon, 3))
      .lacks(deadline(loan_, 1))
      .lacks(waits);
  const std::string late = lent_until("調査の設計書", "10", "27");
  EXPECT_EQ(overdue(), 1);
  office().get("/office").status(200).contains(deadline(late, 4)).contains(waits);
  office().get("/office/loans?show=overdue").status(200).contains("調査の設計書").lacks(
      "名簿の写し");
  s_.as(cast::prefecture).get("/prefecture").status(200).lacks("号の返還");
  office()
      .post(late + "/closure", closure("returned", "受領書 第3号", "25"))
      .leads_to(late)
      .audited("members.loan.closed");
  EXPECT_EQ(overdue(), 0);
  office().get("/office").status(200).lacks(deadline(late, 4)).contains(deadline(soon, 3)).lacks(
      waits);
}

TEST_F(LoanPages, WhileACopyIsLeftNothingCountsAsErased) {
  office()
      .post(loan_ + "/copies", {{"what", "印刷した紙"}, {"copy_kept_at", "鍵付き書庫"}})
      .leads_to(loan_);
  const auto form = closure("erased", "消去証明書 第7号", "25");
  office()
      .post(loan_ + "/closure", form)
      .status(422)
      .not_audited()
      .contains("複製「印刷した紙」がまだ残っています")
      .contains("消去証明書 第7号</textarea>")
      .contains("name=\"how\" value=\"erased\" checked");
  EXPECT_EQ(page().loan.state, "received");
  office()
      .post(loan_ + "/copies/" + page().copies.at(0).id + "/erasure", {{"erased_note", "裁断"}})
      .leads_to(loan_)
      .audited("members.loan.copy_erased");
  office().post(loan_ + "/closure", form).leads_to(loan_).audited("members.loan.closed");
}

TEST_F(LoanPages, AClosureWithoutItsWayItsProofOrARealDayIsToldAtItsField) {
  struct Wrong {
    const char *how, *note, *day, *field;
  };
  for (const Wrong& wrong : {Wrong{"", "消去証明書 第7号", "25", "how"},
                             Wrong{"lost", "消去証明書 第7号", "25", "how"},
                             Wrong{"erased", "　", "25", "note"},
                             Wrong{"erased", "消去証明書 第7号", "9", "closed_on"},
                             Wrong{"erased", "消去証明書 第7号", "31", "closed_on"}}) {
    office()
        .post(loan_ + "/closure", closure(wrong.how, wrong.note, wrong.day))
        .status(422)
        .not_audited()
        .contains("href=\"#f-" + std::string(wrong.field) + "\"");
  }
  EXPECT_FALSE(page().loan.is_closed());
}

}  // namespace
}  // namespace musubi::members
