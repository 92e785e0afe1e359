// retention_test.cc - terms and the gate (R-9.7, R-9.8, KPI-19): whatever is asked in whatever
// order, nothing goes before its term or while it is held, and evidence stays five years after the
// contract year.
#include "core/retention/retention.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "core/audit/audit.h"
#include "core/files/files.h"
#include "support/temp_db.h"

namespace musubi::retention {
namespace {

const Term kOneYear{.years = 1};
const Term kEvidence{.evidence = true};

TEST(Terms, EndOnTheSameDayLaterAndNeverBefore) {
  configure({});
  EXPECT_EQ(last_day(kOneYear, {2024, 2, 29}), (Date{2025, 2, 28}));
  EXPECT_FALSE(is_over(kOneYear, {2023, 10, 28}, {2024, 10, 28}));
  EXPECT_TRUE(is_over(kOneYear, {2023, 10, 28}, {2024, 10, 29}));
  EXPECT_FALSE(is_over(Term{}, {2024, 10, 28}, {2024, 10, 28}));
  EXPECT_TRUE(is_over(Term{}, {2024, 10, 28}, {2024, 10, 29}));
}

TEST(Terms, TheLastMomentOfADayIsStillThatDayInJapan) {
  const Instant last = last_moment_of({2024, 10, 28});
  EXPECT_EQ(date_in_japan(last), (Date{2024, 10, 28}));
  EXPECT_EQ(date_in_japan(Instant{last.ms + 1}), (Date{2024, 10, 29}));
}

// KPI-19: 令和6年度 is completed on 2025-03-31, so its evidence stays until 2030-03-31.
TEST(Terms, EvidenceStaysFiveYearsAfterTheContractYear) {
  configure({});
  EXPECT_EQ(last_day(kEvidence, {2024, 4, 1}), (Date{2030, 3, 31}));
  EXPECT_EQ(last_day(kEvidence, {2025, 3, 31}), (Date{2030, 3, 31}));
  EXPECT_EQ(last_day(kEvidence, {2023, 7, 1}), (Date{2030, 3, 31}));  // came with the contract
  EXPECT_EQ(last_day(kEvidence, {2025, 4, 1}), (Date{2031, 3, 31}));  // the next year's
  EXPECT_FALSE(latest_over(kEvidence, {2030, 3, 31}).has_value());
  EXPECT_EQ(latest_over(kEvidence, {2030, 4, 1}), (Date{2025, 3, 31}));
  configure({{2026, 3, 31}, {}});
  EXPECT_EQ(last_day(kEvidence, {2024, 4, 1}), (Date{2031, 3, 31}));
  configure({});
}

TEST(Terms, TheBorderThatIsFoundIsTheBorder) {
  configure({});
  std::mt19937 dice(20241028);
  const auto upto = [&dice](int most) {
    return static_cast<int>(dice() % static_cast<unsigned>(most + 1));
  };
  for (int i = 0; i < 500; ++i) {
    const Term term{upto(7), upto(11), upto(40), upto(1) == 1};
    const Date today = add_days({2024, 1, 1}, upto(4000));
    const auto border = latest_over(term, today);
    if (!border) {
      EXPECT_FALSE(is_over(term, add_months(today, -1200), today)) << term_words(term);
      continue;
    }
    EXPECT_TRUE(is_over(term, *border, today)) << term_words(term) << iso(today);
    EXPECT_FALSE(is_over(term, add_days(*border, 1), today)) << term_words(term) << iso(today);
  }
}

// Records in memory: the gate is what is looked at.
class Gate : public testing::Test {
 protected:
  Gate() {
    kind_.name = "test.things";
    kind_.noun = "thing";
    kind_.label = "もの";
    kind_.term = kOneYear;
    kind_.find = [this](db::Reader&, const std::string& id) -> std::optional<Item> {
      const auto found = things_.find(id);
      if (found == things_.end()) return std::nullopt;
      return found->second;
    };
    kind_.destroy = [this](db::Tx& tx, const Context&, const std::string& id) -> Result<void> {
      tx.after_commit([this, id] { gone_.push_back(id); });
      things_.erase(id);
      return {};
    };
    configure({{2025, 3, 31}, {kind_}});
  }
  ~Gate() override { configure({}); }

  Context on(Date day) {
    Context ctx{Actor::system("試験"), temp_.db(), start_of_day_in_japan(day), "test", "", day};
    return ctx;
  }
  Result<Item> destroy_on(Date day, const std::string& id) {
    return temp_.db().write([&](db::Tx& tx) { return destroy(tx, on(day), kind_, id); });
  }
  std::string hold(const std::string& scope, const std::string& kind, const std::string& subject,
                   const std::string& until = "") {
    Hold h;
    h.id = new_uuid(Instant{++count_});
    h.scope = scope;
    h.kind = kind;
    h.subject_id = subject;
    h.label = "検査";
    h.reason = "検査のため";
    h.until_on = until;
    h.placed_at = Instant{count_};
    EXPECT_TRUE(temp_.db().write([&](db::Tx& tx) { return insert_hold(tx, h); }));
    return h.id;
  }
  void lift(const std::string& id) {
    auto h = temp_.db().read([&](db::Reader& r) { return find_hold(r, id); });
    ASSERT_TRUE(h.has_value());
    h->lifted_at = Instant{++count_};
    EXPECT_TRUE(temp_.db().write([&](db::Tx& tx) { return lift_hold(tx, *h); }));
  }

  test::TempDb temp_;
  Kind kind_;
  std::map<std::string, Item> things_;
  std::vector<std::string> gone_;
  std::int64_t count_ = 0;
};

TEST_F(Gate, RefusesBeforeTheTermAndWritesWhatWent) {
  things_["a"] = {"a", "もの1", {2023, 10, 28}, "", "abc"};
  EXPECT_EQ(destroy_on({2024, 10, 28}, "a").error().fault, Fault::conflict);
  EXPECT_TRUE(gone_.empty());
  ASSERT_TRUE(destroy_on({2024, 10, 29}, "a"));
  EXPECT_EQ(destroy_on({2024, 10, 29}, "a").error().fault, Fault::not_found);
  audit::Filter filter;
  filter.action_prefix = "retention.record.destroyed";
  const auto notes = temp_.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].after.at("sha256"), "abc");
  EXPECT_EQ(notes[0].after.at("term_ended_on"), "2024-10-28");
}

// A job that began at the first each time would come upon the same held ones for ever.
TEST_F(Gate, WhatIsHeldDoesNotKeepTheJobFromTheRest) {
  const auto name = [](int n) { return std::to_string(1000 + n); };
  kind_.list_due = [this](db::Reader&, Date until, const std::string& after, int most) {
    std::vector<Item> out;
    for (auto it = things_.upper_bound(after); it != things_.end(); ++it) {
      if (static_cast<int>(out.size()) == most) break;
      if (it->second.started <= until) out.push_back(it->second);
    }
    return out;
  };
  for (int n = 0; n < 250; ++n) things_[name(n)] = {name(n), "もの", {2023, 10, 1}, "", "abc"};
  things_[name(250)] = {name(250), "もの", {2024, 10, 1}, "", "abc"};  // its term goes on
  for (int n = 0; n < 120; ++n) hold("record", "test.things", name(n));
  ASSERT_TRUE(destroy_over(on({2024, 10, 28}), kind_));
  EXPECT_EQ(gone_.size(), 130U);
  EXPECT_EQ(things_.size(), 121U);
  EXPECT_TRUE(things_.contains(name(119)) && things_.contains(name(250)));
  EXPECT_FALSE(things_.contains(name(120)) || things_.contains(name(249)));
}

TEST_F(Gate, EachScopeHoldsWhatItNames) {
  const Date day{2024, 10, 29};
  const std::vector<std::vector<std::string>> scopes{{"everything", "", ""},
                                                     {"kind", "test.things", ""},
                                                     {"organisation", "", "org"},
                                                     {"record", "test.things", "a"}};
  for (const auto& scope : scopes) {
    things_["a"] = {"a", "もの1", {2020, 1, 1}, "org", ""};
    const std::string id = hold(scope[0], scope[1], scope[2]);
    EXPECT_EQ(destroy_on(day, "a").error().fault, Fault::conflict) << scope[0];
    lift(id);
    EXPECT_TRUE(destroy_on(day, "a").has_value()) << scope[0];
  }
  things_["b"] = {"b", "もの2", {2020, 1, 1}, "", ""};
  hold("kind", "another.kind", "");
  hold("organisation", "", "org");
  hold("record", "test.things", "a");
  hold("everything", "", "", "2024-10-28");  // over since yesterday
  EXPECT_TRUE(destroy_on(day, "b").has_value());
}

TEST_F(Gate, WhatIsKeptIsNeverDestroyed) {
  things_["a"] = {"a", "もの1", {1990, 1, 1}, "", ""};
  kind_.way = Way::kept;
  EXPECT_EQ(destroy_on({2099, 1, 1}, "a").error().fault, Fault::conflict);
}

// Whatever happens in whatever order: what is gone was past its term and free at that moment.
TEST_F(Gate, NothingBeforeItsTermOrHeldGoesWhateverTheOrder) {
  std::mt19937 dice(5);
  const auto below = [&dice](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
  std::map<std::string, Item> all;
  for (int i = 0; i < 12; ++i) {
    const std::string id(1, static_cast<char>('a' + i));
    all[id] = {id, "もの", add_days({2023, 1, 1}, below(900)), i % 3 == 0 ? "org" : "", ""};
  }
  things_ = all;
  Date today{2023, 6, 1};
  std::map<std::string, std::pair<std::string, std::string>> holding;  // id -> scope, subject
  const auto held = [&](const Item& item) {
    for (const auto& [id, what] : holding) {
      if (what.first == "everything" || what.first == "kind") return true;
      if (what.first == "organisation" && item.organisation_id == what.second) return true;
      if (what.first == "record" && item.id == what.second) return true;
    }
    return false;
  };
  int destroyed = 0, refused = 0;
  for (int step = 0; step < 400; ++step) {
    const std::string id(1, static_cast<char>('a' + below(12)));
    const int what = below(10);
    if (what == 0) today = add_days(today, below(70));
    if (what == 1 && step % 2 == 0 && holding.size() < 2) {
      const int scope = below(8);
      const std::string name = scope == 0   ? "everything"
                               : scope == 1 ? "kind"
                               : scope < 4  ? "organisation"
                                            : "record";
      const std::string subject = name == "organisation" ? "org" : name == "record" ? id : "";
      const std::string kind = name == "kind" || name == "record" ? kind_.name : "";
      holding[hold(name, kind, subject)] = {name, subject};
    }
    if (what == 2 && !holding.empty()) {
      lift(holding.begin()->first);
      holding.erase(holding.begin());
    }
    if (what < 3) continue;
    const bool there = things_.contains(id);
    const bool may = there && is_over(kOneYear, all[id].started, today) && !held(all[id]);
    const auto gone = destroy_on(today, id);
    EXPECT_EQ(gone.has_value(), may) << step << " " << id << " " << iso(today);
    EXPECT_EQ(things_.contains(id), there && !may);
    ++(gone ? destroyed : refused);
  }
  EXPECT_GT(destroyed, 5);
  EXPECT_GT(refused, 50);
}

// Another way to destroy evidence than the engine: its file. It is refused as well.
TEST_F(Gate, FilesOfEvidenceCannotBeRemovedBeforeTheirTerm) {
  Kind papers;
  papers.name = "test.papers";
  papers.term = kEvidence;
  papers.file_purposes = {"test.paper"};
  configure({{2025, 3, 31}, {papers}});
  const Instant made = start_of_day_in_japan({2024, 10, 28});
  EXPECT_EQ(check_file(on({2024, 10, 29}), "test.paper", made).error().fault, Fault::conflict);
  EXPECT_EQ(check_file(on({2030, 3, 31}), "test.paper", made).error().fault, Fault::conflict);
  EXPECT_TRUE(check_file(on({2030, 4, 1}), "test.paper", made).has_value());
  EXPECT_TRUE(check_file(on({2024, 10, 29}), "test.upload", made).has_value());
}

}  // namespace
}  // namespace musubi::retention
