// report_test.cc - the member report: figures as of a day against hand-made registries, the way
// from frozen to received. The same digits in every medium: report_digits_test.cc.
#include <gtest/gtest.h>

#include <sstream>
#include <variant>

#include "features/members/compute_report.h"
#include "features/members/report_document.h"
#include "features/members/report_due.h"
#include "features/members/service.h"
#include "features/members/service_reports.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;

// name, joined, left, industry, municipality, employees: one line per member.
constexpr std::string_view kRegistry = R"(
みなも製作所     2022-06-01 -          E 431001 48
はるかぜ商会     2023-04-10 -          I 432024 4
あおば電子       2024-05-20 -          G 431001 120
こだま建設       2022-07-01 2024-06-15 D 433012 30
つばさ運輸       2024-04-05 2024-09-20 H 000000 12
やまなみ農園     2024-10-05 -          A 434043 6
)";

struct Line {
  std::string name, joined, left, industry, municipality, employees;
};

std::vector<Line> lines_of(std::string_view table) {
  std::vector<Line> out;
  std::istringstream in{std::string(table)};
  Line line;
  while (in >> line.name >> line.joined >> line.left >> line.industry >> line.municipality >>
         line.employees) {
    out.push_back(line);
  }
  return out;
}

std::map<std::string, OrganisationId> fill(Scenario& s) {
  std::map<std::string, OrganisationId> ids;
  const Context ctx = s.context_of(cast::secretariat);
  for (const auto& line : lines_of(kRegistry)) {
    NewOrganisation input;
    input.typed = {{"name", line.name},
                   {"industry", line.industry},
                   {"municipality_code", line.municipality},
                   {"employees", line.employees}};
    input.joined_on = line.joined;
    auto id = create_organisation(ctx, input);
    EXPECT_TRUE(id.has_value());
    ids[line.name] = *id;
    if (line.left == "-") continue;
    EXPECT_TRUE(change_state(ctx, {*id, "withdrawn", line.left, "事業の終了"}).has_value());
  }
  return ids;
}

ReportPage frozen(Scenario& s, Date as_of) {
  const Context ctx = s.context_of(cast::secretariat);
  auto id = freeze_report(ctx, as_of);
  EXPECT_TRUE(id.has_value()) << id.error().says;
  auto page = load_visible_report(ctx, *id);
  EXPECT_TRUE(page.has_value());
  return *page;
}

TEST(Report, CountsWhoWasAMemberOnTheDay) {
  Scenario s;
  fill(s);
  const ReportFigures f = frozen(s, {2024, 6, 30}).figures;
  EXPECT_EQ(f.previous_members, 3);  // 3/31: みなも はるかぜ こだま
  EXPECT_EQ(f.joined, 2);            // あおば つばさ
  EXPECT_EQ(f.left, 1);              // こだま
  EXPECT_EQ(f.members, 4);
  EXPECT_EQ(f.first_time_in_year, 2);
  EXPECT_EQ(f.industry_by_size.at("E", "medium"), 1);
  EXPECT_EQ(f.industry_by_size.at("I", "small"), 1);
  EXPECT_EQ(f.industry_by_area.at("H", "県外"), 1);
  EXPECT_EQ(f.industry_by_size.sum(), 4);
  EXPECT_EQ(reconcile(f), "");
}

TEST(Report, CountsDifferencesFromTheReportBefore) {
  Scenario s;
  fill(s);
  ASSERT_TRUE(submit_report(s.context_of(cast::secretariat), frozen(s, {2024, 6, 30}).report.id)
                  .has_value());
  const ReportPage second = frozen(s, {2024, 10, 10});
  EXPECT_EQ(second.report.number, 2);
  EXPECT_EQ(second.figures.previous_members, 4);
  EXPECT_EQ(second.figures.joined, 1);
  EXPECT_EQ(second.figures.left, 1);
  EXPECT_EQ(second.figures.members, 4);
  EXPECT_EQ(second.figures.left_in_year, 2);
  auto joined = load_report_rows(s.context_of(cast::secretariat), second.report.id, "joined", 0,
                                 10);
  ASSERT_EQ(joined->rows.size(), 1u);
  EXPECT_EQ(joined->rows[0].name, "やまなみ農園");
  auto left = load_report_rows(s.context_of(cast::secretariat), second.report.id, "left", 0, 10);
  ASSERT_EQ(left->rows.size(), 1u);
  EXPECT_EQ(left->rows[0].left_on, "2024-09-20");
}

TEST(Report, ShowsTheValuesOfTheDayAndNotOfToday) {
  Scenario s;
  auto ids = fill(s);
  const Context ctx = s.context_of(cast::secretariat);
  OrganisationEdit edit{ids["みなも製作所"], 1, {{"industry", "G"}}, "2024-09-01", "業種の変更"};
  ASSERT_TRUE(update_organisation(ctx, edit).has_value());
  const ReportPage june = frozen(s, {2024, 6, 30});
  ASSERT_TRUE(submit_report(ctx, june.report.id).has_value());
  EXPECT_EQ(june.figures.industry_by_size.row_sum("E"), 1);
  const ReportPage september = frozen(s, {2024, 9, 30});
  EXPECT_EQ(september.figures.industry_by_size.row_sum("E"), 0);
  auto changed = load_report_rows(ctx, september.report.id, "changed", 0, 10);
  ASSERT_EQ(changed->rows.size(), 1u);
  EXPECT_EQ(changed->rows[0].change_note, "業種：製造業 → 情報通信業");
}

// What a report is counted from has its own name; a reader would look for a 前回 in vain.
TEST(Report, TheFirstOneCountsFromTheBeginningOfTheYearAndTheNextFromTheOneBefore) {
  Scenario s;
  fill(s);
  const Context ctx = s.context_of(cast::secretariat);
  const auto everywhere = [&](const ReportPage& page) {
    const auto rows = load_report_rows(ctx, page.report.id, "", 0, 100)->rows;
    const std::string path = "/office/member-reports/" + page.report.id;
    auto& office = s.as(cast::secretariat);
    std::string out = office.get(path).status(200).body();
    out += office.get(path + "/rows").status(200).body();
    out += print_report(page, rows, "csv")->body;
    for (const auto& chapter : report_document(page, rows).chapters) {
      out += chapter.title + "\n";
      for (const auto& block : chapter.blocks) {
        if (const auto* table = std::get_if<documents::Table>(&block)) {
          for (const auto& row : table->rows) out += row.front() + "\n";
        }
      }
    }
    return out;
  };
  const ReportPage first = frozen(s, {2024, 6, 30});
  const std::string of_first = everywhere(first);
  EXPECT_EQ(of_first.find("前回"), std::string::npos) << of_first;
  for (const char* words : {"入会（年度の初めから）", "年度の初めの会員数,3", "年度の初めからの変更\n",
                            "年度の初めの会員数＋純増減＝会員数"}) {
    EXPECT_NE(of_first.find(words), std::string::npos) << words;
  }
  ASSERT_TRUE(submit_report(ctx, first.report.id).has_value());
  const std::string of_second = everywhere(frozen(s, {2024, 9, 30}));
  for (const char* words : {"入会（前回から）", "前回の会員数,4", "前回の報告からの変更\n",
                            "訂正（前回の数の直し）", "前回の会員数＋純増減＋訂正＝会員数"}) {
    EXPECT_NE(of_second.find(words), std::string::npos) << words;
  }
  EXPECT_EQ(of_second.find("年度の初め"), std::string::npos);
  EXPECT_EQ(load_visible_report(ctx, first.report.id)->report.figures, first.report.figures);
}

TEST(Report, IsImmutableAndANewVersionSupersedes) {
  Scenario s;
  auto ids = fill(s);
  const Context ctx = s.context_of(cast::secretariat);
  const ReportPage first = frozen(s, {2024, 6, 30});
  ASSERT_TRUE(update_organisation(ctx, {ids["みなも製作所"], 1, {{"name", "みなも"}}, "", ""})
                  .has_value());
  auto again = load_visible_report(ctx, first.report.id);
  EXPECT_EQ(again->report.figures, first.report.figures);
  EXPECT_TRUE(s.db().read([&](db::Reader& r) { return report_is_intact(r, again->report); }));
  const ReportPage second = frozen(s, {2024, 6, 30});
  EXPECT_EQ(second.report.number, first.report.number);
  EXPECT_EQ(second.report.version, 2);
  EXPECT_EQ(load_visible_report(ctx, first.report.id)->report.state, "superseded");
}

TEST(Report, RefusesTheFuture) {
  Scenario s;
  auto future = freeze_report(s.context_of(cast::secretariat), {2024, 10, 29});
  ASSERT_FALSE(future.has_value());
  EXPECT_EQ(future.error().fields[0].field, "as_of");
}

TEST(Report, GoesFromTheOfficeToThePrefectureAndBack) {
  Scenario s;
  fill(s);
  auto& office = s.as(cast::secretariat);
  auto& officer = s.as(cast::prefecture);
  const std::string path = "/office/member-reports/" + frozen(s, {2024, 6, 30}).report.id;
  officer.get(path).status(404);  // not before it was submitted
  office.get(path).status(200).contains("県に提出する").contains("4団体");
  office.post(path + "/remark", {{"secretariat_comment", "順調に増えています。"}})
      .status(303)
      .audited("members.report.remarked");
  office.post(path + "/submission").status(303).audited("members.report.submitted");
  office.post(path + "/receipt").status(403).not_audited();
  office.post(path + "/remark", {{"secretariat_comment", "書き換え"}}).status(409).not_audited();
  officer.get(path).status(200).contains("受領する").contains("順調に増えています。");
  officer.post(path + "/receipt").status(303).audited("members.report.received");
  officer.post(path + "/receipt").status(303).not_audited();  // pressed twice
  officer.post(path + "/comments", {{"body", ""}}).status(422).contains("コメントを入力してください");
  officer.post(path + "/comments", {{"body", "確認しました。"}})
      .status(303)
      .audited("members.report.commented");
  office.get(path).contains("確認しました。").contains("受領済み");
  office.post("/office/member-reports",
              {{"as_of_era", "western"}, {"as_of_year", "2024"}, {"as_of_month", "6"},
               {"as_of_day", "30"}})
      .status(409);  // received: not replaced any more
}

TEST(Report, NextDueIsTheFirstQuarterEndWithoutASubmission) {
  std::vector<store::Report> reports(1);
  reports[0].as_of = "2024-06-30";
  reports[0].state = "received";
  const auto quarters = report_quarters({2024, 4, 1}, {2025, 3, 31});
  EXPECT_EQ(iso(*next_report_due(reports, quarters)), "2024-09-30");
  EXPECT_EQ(iso(*next_report_due({}, quarters)), "2024-06-30");
  EXPECT_EQ(report_quarters({2024, 7, 12}, {2025, 2, 28}).size(), 2U);  // September and December
  EXPECT_EQ(report_quarters({2024, 4, 1}, {2026, 3, 31}).size(), 8U);
}

// The contract's last report falls due in April, when a new fiscal year has begun.
TEST(Report, TheLastReportOfTheContractIsDueAfterItsEnd) {
  const auto quarters = report_quarters({2024, 4, 1}, {2025, 3, 31});
  std::vector<store::Report> reports(3);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    reports[i].as_of = iso(quarters[i]);
    reports[i].state = "submitted";
  }
  EXPECT_EQ(iso(*next_report_due(reports, quarters)), "2025-03-31");
  Scenario s;
  s.app().pretended_today = Date{2025, 4, 10};
  s.as(cast::secretariat).get("/office").status(200).contains("未提出4回").contains(
      "基準日が過ぎたもの4／契約期間4");
  reports.emplace_back().as_of = "2025-03-31";
  reports.back().state = "submitted";
  EXPECT_EQ(next_report_due(reports, quarters), std::nullopt);
}

TEST(Report, ReconcilesForAnyOrderOfEvents) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  unsigned seed = 20241028;
  auto next = [&](int most) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 16) % static_cast<unsigned>(most));
  };
  for (int i = 0; i < 40; ++i) {
    NewOrganisation input;
    input.typed = {{"name", "会員" + std::to_string(i)}};
    const Date joined = add_days({2024, 4, 1}, next(150));
    input.joined_on = iso(joined);
    auto id = create_organisation(ctx, input);
    ASSERT_TRUE(id.has_value());
    Date day = joined;
    for (int step = 0; step < next(4); ++step) {
      day = add_days(day, 1 + next(20));
      auto page = load_visible_organisation(ctx, *id);
      auto kinds = state_changes_from(page->organisation.state);
      if (kinds.empty()) break;
      const auto& kind = kinds[static_cast<std::size_t>(next(static_cast<int>(kinds.size())))];
      ASSERT_TRUE(change_state(ctx, {*id, kind.first, iso(day), "理由"}).has_value());
    }
  }
  for (Date day : {Date{2024, 5, 1}, Date{2024, 7, 15}, Date{2024, 10, 28}}) {
    const ReportFigures f = frozen(s, day).figures;
    EXPECT_EQ(reconcile(f), "");
    const auto summed = s.db().read(
        [&](db::Reader& reader) { return standing(reader, {2024, 4, 1}, day); });
    EXPECT_EQ(f.members, summed.members) << iso(day);
    EXPECT_EQ(f.left_in_year, summed.left) << iso(day);
  }
}

}  // namespace
}  // namespace musubi::members
