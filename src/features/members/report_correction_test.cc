// report_correction_test.cc - a report never contradicts the one before it: what is recorded late,
// out of order or taken back appears as 訂正, and previous + joined - left + 訂正 = members to the
// digit, whatever happened. And values of a day follow the days on which they took effect.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "base/text.h"
#include "features/members/compute_report.h"
#include "features/members/report_words.h"
#include "features/members/service.h"
#include "features/members/service_imports.h"
#include "features/members/service_merges.h"
#include "features/members/service_reports.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;

OrganisationId member(Scenario& s, const std::string& name, const std::string& joined) {
  NewOrganisation input;
  input.typed = {{"name", name}, {"industry", "E"}};
  input.joined_on = joined;
  auto id = create_organisation(s.context_of(cast::secretariat), input);
  EXPECT_TRUE(id.has_value());
  return *id;
}

// As the import does for a line whose 入会年月日 is empty.
OrganisationId member_without_a_day(Scenario& s, const std::string& name) {
  const Context ctx = s.context_of(cast::secretariat);
  Organisation organisation;
  organisation.name = name;
  organisation.category = "company";
  auto id = ctx.db.write([&](db::Tx& tx) -> Result<OrganisationId> {
    const std::string number = std::to_string(10001 + store::find_highest_member_no(tx));
    organisation.member_no = "K" + number.substr(1);
    return TRY(record_new_organisation(tx, ctx, organisation, {}, false,
                                       {.kind = "import", .id = "import-1"}))
        .id;
  });
  EXPECT_TRUE(id.has_value());
  return *id;
}

ReportPage submitted(Scenario& s, Date as_of) {
  const Context ctx = s.context_of(cast::secretariat);
  auto id = freeze_report(ctx, as_of);
  EXPECT_TRUE(id.has_value()) << id.error().says;
  EXPECT_TRUE(submit_report(ctx, *id).has_value());
  return *load_visible_report(ctx, *id);
}

std::vector<ReportRow> rows_of(Scenario& s, const ReportPage& page, std::string_view change = "") {
  auto rows = load_report_rows(s.context_of(cast::secretariat), page.report.id, change, 0, 1000);
  EXPECT_TRUE(rows.has_value());
  return rows->rows;
}

bool withdraw(Scenario& s, const OrganisationId& id, const std::string& day) {
  return change_state(s.context_of(cast::secretariat), {id, "withdrawn", day, "事業の終了"})
      .has_value();
}

TEST(ReportCorrection, WhatWasSubmittedIsWhatTheNextOneStartsFrom) {
  Scenario s;
  member(s, "みなも製作所", "2023-04-01");
  const auto leaving = member(s, "はるかぜ商会", "2023-05-01");
  const ReportPage june = submitted(s, {2024, 6, 30});
  ASSERT_EQ(june.figures.members, 2);
  member_without_a_day(s, "あおば電子");            // since ever, and unknown to the report of June
  member(s, "こだま建設", "2024-06-01");             // recorded late
  ASSERT_TRUE(withdraw(s, leaving, "2024-06-20"));   // told late
  member(s, "つばさ運輸", "2024-08-01");             // an ordinary joining
  const ReportPage september = submitted(s, {2024, 9, 30});
  const ReportFigures& f = september.figures;
  EXPECT_EQ(f.previous_members, june.figures.members);
  EXPECT_EQ(f.joined, 1);
  EXPECT_EQ(f.left, 0);
  EXPECT_EQ(f.corrected_in, 2);
  EXPECT_EQ(f.corrected_out, 1);
  EXPECT_EQ(f.members, 4);
  EXPECT_EQ(reconcile(f), "");
  const auto corrected = rows_of(s, september, "corrected");
  ASSERT_EQ(corrected.size(), 3U);
  for (const auto& row : corrected) {
    EXPECT_EQ(row.correction, row.name == "はるかぜ商会" ? "out" : "in") << row.name;
    EXPECT_FALSE(row.correction_note.empty());
  }
  const auto words = summary_sentences(f);
  EXPECT_NE(words[1].find("2団体に、入会1団体を加え、退会0団体を除き、前回の数の訂正（増2団体、"
                          "減1団体）を加えた数と一致"),
            std::string::npos)
      << words[1];
  s.as(cast::prefecture)
      .get("/office/member-reports/" + september.report.id)
      .status(200)
      .contains("訂正（増）")
      .contains("こだま建設");
}

TEST(ReportCorrection, AMergeDatedBackIsACorrectionAndItsUndoAnother) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  const auto kept = member(s, "みなも製作所", "2023-04-01");
  const auto gone = member(s, "みなも製作所（重複）", "2023-05-01");
  submitted(s, {2024, 6, 30});
  MergeRequest request;
  request.kept_id = kept;
  request.gone_id = gone;
  auto merge = merge_organisations(ctx, request);
  ASSERT_TRUE(merge.has_value()) << merge.error().says;
  const ReportPage july = submitted(s, {2024, 7, 31});
  EXPECT_EQ(july.figures.left, 0);
  EXPECT_EQ(july.figures.corrected_out, 1);
  EXPECT_EQ(july.figures.members, 1);
  EXPECT_EQ(reconcile(july.figures), "");
  ASSERT_TRUE(undo_merge(ctx, *merge).has_value());
  const ReportPage august = submitted(s, {2024, 8, 31});
  EXPECT_EQ(august.figures.previous_members, 1);
  EXPECT_EQ(august.figures.corrected_in, 1);
  EXPECT_EQ(august.figures.members, 2);
  EXPECT_EQ(reconcile(august.figures), "");
}

TEST(ReportCorrection, AnOrganisationThatIsGoneIsNamed) {
  Scenario s;
  member(s, "みなも製作所", "2023-04-01");
  const auto wrong = member_without_a_day(s, "まちがい商店");
  submitted(s, {2024, 6, 30});
  const Context ctx = s.context_of(cast::manager);
  ASSERT_TRUE(ctx.db
                  .write([&](db::Tx& tx) -> Result<void> {  // what the undo of an import does
                    TRY(store::delete_membership_events_by_cause(tx, "import-1", wrong));
                    return store::delete_organisation(tx, wrong);
                  })
                  .has_value());
  const ReportPage next = submitted(s, {2024, 9, 30});
  EXPECT_EQ(next.figures.previous_members, 2);
  EXPECT_EQ(next.figures.corrected_out, 1);
  EXPECT_EQ(next.figures.members, 1);
  EXPECT_EQ(reconcile(next.figures), "");
  const auto corrected = rows_of(s, next, "corrected");
  ASSERT_EQ(corrected.size(), 1U);
  EXPECT_EQ(corrected[0].name, "まちがい商店");
  EXPECT_FALSE(corrected[0].counted);
}

TEST(ReportCorrection, ValuesFollowTheDayOfEffectInWhateverOrderTheyWereRecorded) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  const auto id = member(s, "みなも製作所", "2023-04-01");
  ASSERT_TRUE(update_organisation(ctx, {id, 1, {{"industry", "G"}}, "2024-09-01", ""}).has_value());
  ASSERT_TRUE(update_organisation(ctx, {id, 2, {{"industry", "I"}}, "2024-07-01", ""}).has_value());
  const auto industry_on = [&](Date day) {
    const ReportPage page = submitted(s, day);
    const auto rows = rows_of(s, page);
    return rows.empty() ? "" : rows[0].industry;
  };
  EXPECT_EQ(industry_on({2024, 6, 30}), "E");
  EXPECT_EQ(industry_on({2024, 8, 1}), "I");
  EXPECT_EQ(industry_on({2024, 9, 30}), "G");
  EXPECT_EQ(load_visible_organisation(ctx, id)->organisation.industry, "G");
  auto future = update_organisation(ctx, {id, 3, {{"industry", "A"}}, "2024-12-01", ""});
  ASSERT_FALSE(future.has_value());
  EXPECT_EQ(future.error().fields[0].field, "effective_on");
}

TEST(ReportCorrection, AStateCannotBeDatedBeforeTheOneItFollows) {
  Scenario s;
  const auto id = member(s, "みなも製作所", "2023-04-01");
  const Context ctx = s.context_of(cast::secretariat);
  ASSERT_TRUE(change_state(ctx, {id, "paused", "2024-08-01", "改装"}).has_value());
  auto before = change_state(ctx, {id, "withdrawn", "2024-07-01", "事業の終了"});
  ASSERT_FALSE(before.has_value());
  EXPECT_EQ(before.error().fields[0].field, "happened_on");
}

// Random histories: members appear with and without a day, leave, pause, are merged, unmerged and
// deleted, all dated anywhere; a report is made and mostly submitted now and then.
class History {
 public:
  History(Scenario& s, unsigned seed) : s_(s), seed_(seed) {}

  int next(int most) {
    seed_ = seed_ * 1664525u + 1013904223u;
    return static_cast<int>((seed_ >> 16) % static_cast<unsigned>(most));
  }
  std::string day() { return iso(add_days({2024, 1, 1}, next(300))); }

  void step() {
    const Context ctx = s_.context_of(cast::secretariat);
    const int what = next(10);
    if (what < 4 || ids_.size() < 3) {
      const std::string name = "会員" + std::to_string(++made_);
      ids_.push_back(next(3) == 0 ? member_without_a_day(s_, name) : member(s_, name, day()));
    } else if (what < 7) {
      const auto page = load_visible_organisation(ctx, any());
      if (!page) return;
      const auto kinds = state_changes_from(page->organisation.state);
      if (kinds.empty()) return;
      const auto& kind = kinds[static_cast<std::size_t>(next(static_cast<int>(kinds.size())))];
      (void)change_state(ctx, {page->organisation.id, kind.first, day(), "理由"});
    } else if (what == 7) {
      MergeRequest request;
      request.kept_id = any();
      request.gone_id = any();
      if (auto merge = merge_organisations(ctx, request)) merges_.push_back(*merge);
    } else if (what == 8 && !merges_.empty()) {
      (void)undo_merge(ctx, merges_[static_cast<std::size_t>(
                                next(static_cast<int>(merges_.size())))]);
    } else {
      const auto id = any();
      (void)ctx.db.write([&](db::Tx& tx) -> Result<void> {
        TRY(store::delete_membership_events_by_cause(tx, "import-1", id));
        return store::delete_organisation(tx, id);  // refused for who has a history
      });
    }
  }

 private:
  OrganisationId any() {
    return ids_[static_cast<std::size_t>(next(static_cast<int>(ids_.size())))];
  }
  Scenario& s_;
  unsigned seed_;
  int made_ = 0;
  std::vector<OrganisationId> ids_;
  std::vector<MergeId> merges_;
};

std::set<std::string> counted(const std::vector<ReportRow>& rows) {
  std::set<std::string> out;
  for (const auto& row : rows) {
    if (row.counted) out.insert(row.organisation_id);
  }
  return out;
}

// The list must say the same as the figures: from the members of the report before, by its joined,
// left and corrected ones, one arrives at exactly the members of this one.
void expect_to_follow(const std::set<std::string>& before, const ReportFigures& f,
                      const std::vector<ReportRow>& rows) {
  std::set<std::string> members = before;
  std::int64_t in = 0, out = 0, joined = 0, left = 0;
  for (const auto& row : rows) {
    if (row.correction == "in") {
      EXPECT_TRUE(members.insert(row.organisation_id).second);
    }
    if (row.correction == "out") {
      EXPECT_EQ(members.erase(row.organisation_id), 1U);
    }
    if (row.change == "joined") {
      EXPECT_TRUE(members.insert(row.organisation_id).second);
    }
    if (row.change == "left") {
      EXPECT_EQ(members.erase(row.organisation_id), 1U);
    }
    in += row.correction == "in";
    out += row.correction == "out";
    joined += row.change == "joined";
    left += row.change == "left";
  }
  EXPECT_EQ(members, counted(rows));
  EXPECT_EQ(static_cast<std::int64_t>(members.size()), f.members);
  EXPECT_EQ(in, f.corrected_in);
  EXPECT_EQ(out, f.corrected_out);
  EXPECT_EQ(joined, f.joined);
  EXPECT_EQ(left, f.left);
}

TEST(ReportCorrection, AnyHistoryReconcilesToTheDigitAndByName) {
  std::int64_t corrections = 0;
  for (unsigned seed : {1u, 20241028u, 77u}) {
    Scenario s;
    History history(s, seed);
    std::optional<ReportPage> last;
    std::set<std::string> members;
    for (Date as_of : {Date{2024, 3, 31}, Date{2024, 6, 30}, Date{2024, 7, 31}, Date{2024, 9, 30},
                       Date{2024, 10, 20}}) {
      for (int i = 0; i < 14; ++i) history.step();
      const ReportPage page = submitted(s, as_of);
      const auto rows = rows_of(s, page);
      EXPECT_EQ(reconcile(page.figures), "");
      if (last) {
        EXPECT_EQ(page.figures.previous_members, last->figures.members);
        expect_to_follow(members, page.figures, rows);
      } else {
        EXPECT_EQ(page.figures.corrected_in + page.figures.corrected_out, 0);
      }
      corrections += page.figures.corrected_in + page.figures.corrected_out;
      members = counted(rows);
      last = page;
    }
  }
  EXPECT_GT(corrections, 10);  // else the histories proved nothing
}

}  // namespace
}  // namespace musubi::members
