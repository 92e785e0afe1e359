// new_members_test.cc - KPI-01: what is counted, what is not and why, the plan with its history,
// the warning once a month; and that no order of joining, leaving, merging and undoing counts an
// organisation twice.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <regex>
#include <set>

#include "core/mail/mail.h"
#include "core/settings/settings.h"
#include "features/recruiting/service_new_members.h"
#include "support/cast.h"
#include "support/reviews.h"
#include "support/scenario.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;

const Period kPeriod{{2024, 4, 1}, {2025, 3, 31}};

class NewMembersOfTheYear : public testing::Test {
 protected:
  OrganisationId join(const std::string& name, const std::string& day) {
    const Context ctx = s_.context_of(cast::secretariat);
    members::NewMember input;
    input.organisation.name = name;
    input.organisation.category = "company";
    input.joined_on = day;
    auto made = ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, input); });
    EXPECT_TRUE(made.has_value());
    s_.advance_seconds(1);
    return made ? made->id : OrganisationId{};
  }
  NewMembersPage page(Part part = Part::counted, const test::Person& who = cast::secretariat) {
    auto out = load_new_members(s_.context_of(who), kPeriod, part, {}, 500);
    EXPECT_TRUE(out.has_value());
    return out.value_or({});
  }
  std::size_t mails() {
    return s_.db().read([](db::Reader& r) { return mail::list_mails(r, {}).size(); });
  }

  test::Scenario s_;
};

TEST_F(NewMembersOfTheYear, CountsFirstTimesInsideTheContractAndSaysWhyOthersAreNot) {
  const auto old = join("前からの会員", "2020-06-01");
  join("新しい会員", "2024-06-10");
  join("前からの会員", "2024-07-01");  // the same name again: never a first time
  const auto p = page();
  EXPECT_EQ(p.figures.now, 1);
  EXPECT_EQ(p.counted, 1);
  ASSERT_EQ(p.rows.size(), 1U);
  EXPECT_EQ(p.rows[0].joining.name, "新しい会員");
  EXPECT_EQ(page(Part::again).rows.size(), 1U);
  ASSERT_EQ(page(Part::outside).rows.size(), 1U);
  EXPECT_EQ(page(Part::outside).rows[0].joining.id, old);
  s_.as(cast::secretariat).get("/office/new-members?part=again").contains("再入会");
}

TEST_F(NewMembersOfTheYear, TheHomesTileLeadsHereAndShowsTheSameNumber) {
  join("新しい会員", "2024-06-10");
  s_.as(cast::secretariat).get("/office").contains("href=\"/office/new-members\"");
  s_.as(cast::prefecture)
      .get("/office/new-members")
      .status(200)
      .contains("数えた団体　1団体")
      .contains("新しい会員")
      .lacks("/office/prospects")
      .lacks("計画を変える");
  s_.as(cast::member).get("/office/new-members").status(403);
}

TEST_F(NewMembersOfTheYear, ThePlanIsTheManagersWithReasonAndHistory) {
  test::FormFields form{{"seen", members::plan_text(members::kNewMembersPlan)},
                        {"reason", "展示会の成果を見て"}};
  for (int i = 1; i <= 12; ++i) form.emplace_back("month_" + std::to_string(i),
                                                  std::to_string(i * 5));
  s_.as(cast::secretariat).post("/office/new-members/plan", form).status(403);
  s_.as(cast::manager).get("/office/new-members/plan").status(200).contains("value=\"50\"");
  s_.as(cast::manager)
      .post("/office/new-members/plan", form)
      .leads_to("/office/new-members")
      .audited("recruiting.plan.changed");
  EXPECT_EQ(page().figures.target, 60);
  s_.as(cast::prefecture).get("/office/new-members").contains("展示会の成果を見て");
  // Against a plan that is no longer there: nothing is lost.
  auto late = form;
  late[2].second = "3";
  s_.as(cast::manager)
      .post("/office/new-members/plan", late)
      .status(409)
      .contains("5,10,15,20")
      .contains("value=\"3\"")
      .not_audited();
}

TEST_F(NewMembersOfTheYear, APlanThatFallsOrMissesTheContractIsRefused) {
  PlanEdit edit{{"5", "4", "5", "5", "5", "5", "5", "5", "5", "5", "5", "49"}, "", ""};
  edit.seen = members::plan_text(members::kNewMembersPlan);
  const auto refused = save_plan(s_.context_of(cast::manager), edit);
  ASSERT_FALSE(refused.has_value());
  ASSERT_EQ(refused.error().fields.size(), 2U);
  EXPECT_EQ(refused.error().fields[0].field, "month_2");
  EXPECT_EQ(refused.error().fields[1].field, "reason");
  edit.months = std::vector<std::string>(12, "49");
  edit.reason = "下げたい";
  EXPECT_EQ(save_plan(s_.context_of(cast::manager), edit).error().fields[0].field, "month_12");
}

TEST_F(NewMembersOfTheYear, BelowEightyPercentTheManagersAreToldOncePerMonth) {
  const Context job = s_.system_context("定時処理");
  ASSERT_TRUE(warn_managers(job).has_value());
  EXPECT_EQ(mails(), 1U);  // nobody joined by the end of October
  ASSERT_TRUE(warn_managers(s_.system_context("定時処理")).has_value());
  EXPECT_EQ(mails(), 1U);
  s_.as(cast::manager).get("/office").contains("新規入会が計画の8割を下回っています");
  s_.as(cast::manager).get("/office/new-members").contains("計画の8割を下回っています");
  s_.advance_minutes(60 * 24 * 7);  // November
  ASSERT_TRUE(warn_managers(s_.system_context("定時処理")).has_value());
  EXPECT_EQ(mails(), 2U);
  for (int i = 0; i < 48; ++i) join("新しい会員" + std::to_string(i), "2024-06-10");
  s_.advance_minutes(60 * 24 * 31);  // December
  ASSERT_TRUE(warn_managers(s_.system_context("定時処理")).has_value());
  EXPECT_EQ(mails(), 2U);
}

// An organisation that came by an application, and one that the office wrote into the register.
class CountedByDecision : public reviews::ReviewCase {};

TEST_F(CountedByDecision, EachCountedOrganisationIsOneClickFromItsDecision) {
  confirmed({"一"});
  const auto application = ready();
  const auto made = reviews::approve_application(as(cast::manager), smith_, application,
                                                 deciding(application));
  ASSERT_TRUE(made.has_value()) << made.error().says;
  const Context ctx = as(cast::secretariat);
  members::NewMember input;
  input.organisation.name = "申込みのない会員";
  input.organisation.category = "company";
  input.joined_on = "2024-06-10";
  const auto written =
      ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, input); });
  ASSERT_TRUE(written.has_value()) << written.error().says;
  const std::string receipt_no = page(application).application.receipt_no;
  const std::string decision = applications::path_of(application);
  for (const test::Person* who : {&cast::secretariat, &cast::prefecture, &cast::auditor}) {
    s_.as(*who)
        .get("/office/new-members")
        .status(200)
        .contains("数えた団体　2団体")
        .contains("href=\"" + decision + "\"")
        .contains("申込みと決裁を見る（" + receipt_no + "）")
        .contains("href=\"/office/members/" + written->id.text + "/history\"");
    s_.as(*who).get(decision).status(200).contains(receipt_no).contains("株式会社かくう商店")
        .contains("href=\"/office/reviews/" + application.text + "\"");
    s_.as(*who)
        .get("/office/reviews/" + application.text)
        .status(200)
        .contains(cast::manager.name)
        .contains("異議なし");
  }
}

TEST(NewMembersAlarm, IsBelowFourFifthsOfThePlanOrOfTheTarget) {
  members::NewMembers f;
  f.target = 50;
  f.planned_now = 30;
  f.now = 24;
  f.forecast = 41;
  EXPECT_FALSE(is_alarming(f));
  f.now = 23;
  EXPECT_TRUE(is_alarming(f));
  f.now = 24;
  f.forecast = 39;
  EXPECT_TRUE(is_alarming(f));
  f.forecast = -1;
  EXPECT_FALSE(is_alarming(f));
  f.now = 50;
  f.planned_now = 90;
  EXPECT_FALSE(is_alarming(f));
}

// A model beside the house: joinings as they were recorded, and which merges stand.
class Model {
 public:
  struct Joining {
    std::string day;
    int order = 0;
    bool first_time = false;
  };
  void joined(const std::string& id, const Joining& joining) { joinings_[id] = joining; }
  void merged(const std::string& kept, const std::string& gone) { into_[gone] = kept; }
  void unmerged(const std::string& gone) { into_.erase(gone); }
  bool is_gone(const std::string& id) const { return into_.contains(id); }
  std::string root(std::string id) const {
    while (into_.contains(id)) id = into_.at(id);
    return id;
  }
  // One organisation, one count: when its very first joining was a first time inside the period.
  std::size_t counted() const {
    std::map<std::string, Joining> earliest;
    for (const auto& [id, joining] : joinings_) {
      auto [at, is_new] = earliest.try_emplace(root(id), joining);
      const bool before = joining.day < at->second.day ||
                          (joining.day == at->second.day && joining.order < at->second.order);
      if (!is_new && before) at->second = joining;
    }
    std::size_t out = 0;
    for (const auto& [id, first] : earliest) {
      out += first.first_time && first.day >= iso(kPeriod.from) && first.day <= iso(kPeriod.until);
    }
    return out;
  }

 private:
  std::map<std::string, Joining> joinings_;
  std::map<std::string, std::string> into_;
};

class KpiProperty : public NewMembersOfTheYear {
 protected:
  std::size_t pick(std::size_t most) { return static_cast<std::size_t>(random_() % most); }

  void join_one(int order) {
    static constexpr const char* kDays[] = {"2019-06-01", "2023-11-30", "2024-04-01",
                                            "2024-06-10", "2024-06-10", "2024-10-28"};
    const std::string day = kDays[pick(std::size(kDays))];
    const std::string name = "架空団体" + std::to_string(pick(14));  // names come back
    const Context ctx = s_.context_of(cast::secretariat);
    members::NewMember input;
    input.organisation.name = name;
    input.organisation.category = "company";
    input.joined_on = day;
    const auto made =
        ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, input); });
    ASSERT_TRUE(made.has_value());
    ids_.push_back(made->id.text);
    model_.joined(made->id.text, {day, order, made->first_time});
  }
  void merge_two() {
    const std::string kept = ids_[pick(ids_.size())], gone = ids_[pick(ids_.size())];
    if (kept == gone || model_.is_gone(kept) || model_.is_gone(gone)) return;
    auto& office = s_.as(cast::secretariat);
    const auto seen = office.get("/office/merges/new?kept=" + kept + "&gone=" + gone);
    if (seen.response().status != 200) return;  // one of them has left: no merge is offered
    const std::string body = seen.body();
    test::FormFields form{{"kept", kept}, {"gone", gone}, {"name", "left"}, {"reason", "同じ団体"}};
    for (const char* field : {"kept_version", "gone_version"}) {
      std::smatch found;
      const std::regex hidden("name=\"" + std::string(field) + "\" value=\"([0-9]+)\"");
      ASSERT_TRUE(std::regex_search(body, found, hidden)) << body;
      form.emplace_back(field, found[1].str());
    }
    const auto answer = office.post("/office/merges", form);
    if (answer.response().status != 303) return;
    const std::string where = answer.header("Location");
    merges_.emplace_back(where.substr(0, where.find('?')), gone);
    model_.merged(kept, gone);
    ++done_merges_;
  }
  void undo_one() {
    if (merges_.empty()) return;
    const std::size_t at = pick(merges_.size());
    const auto answer =
        s_.as(cast::secretariat).post(merges_[at].first + "/cancellation");
    if (answer.response().status != 303) return;  // another merge stands upon it
    model_.unmerged(merges_[at].second);
    merges_.erase(merges_.begin() + static_cast<long>(at));
    ++done_undos_;
  }
  void leave_one() {
    s_.as(cast::secretariat)
        .post("/office/members/" + ids_[pick(ids_.size())] + "/state",
              {{"kind", "withdrawn"}, {"reason", "申し出"}});
  }
  void expect_sound(int step) {
    const auto p = page();
    std::set<std::string> once;
    for (const auto& row : p.rows) {
      EXPECT_TRUE(once.insert(model_.root(row.joining.id.text)).second)
          << "step " << step << ": counted twice: " << row.joining.now_name;
      EXPECT_EQ(row.joining.now_id.text, model_.root(row.joining.id.text));
    }
    EXPECT_EQ(p.rows.size(), model_.counted()) << "step " << step;
    EXPECT_EQ(p.counted, static_cast<std::int64_t>(p.rows.size()));
    EXPECT_EQ(p.figures.now, p.counted) << "step " << step;
  }

  std::mt19937 random_{50};
  std::vector<std::string> ids_;
  std::vector<std::pair<std::string, std::string>> merges_;  // path, gone
  int done_merges_ = 0, done_undos_ = 0;
  Model model_;
};

TEST_F(KpiProperty, NoOrderOfEventsCountsAnOrganisationTwice) {
  for (int step = 0; step < 120; ++step) {
    s_.advance_seconds(2);
    const std::size_t what = ids_.size() < 4 ? 0 : pick(8);
    if (what < 3) join_one(step);
    else if (what < 5) merge_two();
    else if (what < 7) undo_one();
    else leave_one();
    if (step % 4 == 0) expect_sound(step);
    if (HasFailure()) return;
  }
  expect_sound(120);
  EXPECT_GT(done_merges_, 5);
  EXPECT_GT(done_undos_, 3);
}

}  // namespace
}  // namespace musubi::recruiting
