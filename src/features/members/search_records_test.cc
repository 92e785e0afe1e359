// search_records_test.cc - the search over everything finds reports, lent material and imports: for
// whom their own pages are open, and for nobody else; and a rebuilt index finds the same.
#include "core/search/search.h"
#include "features/members/members.h"
#include "features/members/service_reports.h"
#include "support/roster_import.h"

namespace musubi::members {
namespace {

class SearchRecords : public RosterImport {
 protected:
  SearchRecords() {
    NewOrganisation made;
    made.typed = {{"name", "みなも製作所"}};
    made.joined_on = "2023-04-01";
    EXPECT_TRUE(create_organisation(office(), made).has_value());
    report_ = *freeze_report(office(), {2024, 9, 30});
    import_ = draft(file(kHead + "K1,はるかぜ商会,,,,,2023-04-01\n"));
    loan_ = load_visible_import(office(), import_)->loan.id.text;
  }
  std::string path_of_report() const { return "/office/member-reports/" + report_; }
  std::string found(const test::Person& person, const std::string& words) {
    return s_.as(person).get("/office/search?q=" + words).status(200).body();
  }
  static bool leads_to(const std::string& page, const std::string& path) {
    return page.find("\"" + path + "\"") != std::string::npos;
  }
  std::string report_, loan_;
  ImportId import_;
};

TEST_F(SearchRecords, TheOfficeFindsReportLoanAndImport) {
  EXPECT_TRUE(leads_to(found(cast::secretariat, "会員報告書"), path_of_report()));
  EXPECT_TRUE(leads_to(found(cast::secretariat, "2024-09-30"), path_of_report()));
  EXPECT_TRUE(leads_to(found(cast::secretariat, "令和5年度末"), "/office/loans/" + loan_));
  EXPECT_TRUE(leads_to(found(cast::secretariat, "会員名簿.csv"),
                       "/office/imports/" + import_.text));
}

TEST_F(SearchRecords, ThePrefectureFindsAReportOnceItWasSubmittedAndNoImport) {
  EXPECT_FALSE(leads_to(found(cast::prefecture, "会員報告書"), path_of_report()));
  ASSERT_TRUE(submit_report(office(), report_).has_value());
  EXPECT_TRUE(leads_to(found(cast::prefecture, "会員報告書"), path_of_report()));
  EXPECT_FALSE(leads_to(found(cast::prefecture, "会員名簿.csv"),
                        "/office/imports/" + import_.text));
}

TEST_F(SearchRecords, AMemberFindsNoneOfIt) {
  s_.as(cast::member_admin).get("/office/search?q=会員報告書").lacks(path_of_report());
}

TEST_F(SearchRecords, TheRemarkIsFoundAndWhatWasDiscardedIsNot) {
  ASSERT_TRUE(comment_as_secretariat(office(), report_, "半導体関連の入会が続いています").has_value());
  EXPECT_TRUE(leads_to(found(cast::secretariat, "半導体関連"), path_of_report()));
  ASSERT_TRUE(discard_import(office(), import_).has_value());
  EXPECT_FALSE(leads_to(found(cast::secretariat, "会員名簿.csv"),
                        "/office/imports/" + import_.text));
}

TEST_F(SearchRecords, ARebuiltIndexFindsTheSame) {
  ASSERT_TRUE(search::rebuild(s_.db(), search_feeders()).has_value());
  EXPECT_TRUE(leads_to(found(cast::secretariat, "会員報告書"), path_of_report()));
  EXPECT_TRUE(leads_to(found(cast::secretariat, "令和5年度末"), "/office/loans/" + loan_));
  EXPECT_TRUE(leads_to(found(cast::secretariat, "会員名簿.csv"),
                       "/office/imports/" + import_.text));
  EXPECT_FALSE(leads_to(found(cast::prefecture, "会員報告書"), path_of_report()));
}

}  // namespace
}  // namespace musubi::members
