// counter_test.cc - what was counted equals what happened: random days on several nodes, counted by
// the sums, counted anew from raw events, and counted by a third way in this test; nothing is
// counted twice; what did not fit is told. On the database that DB= names.
#include "features/analytics/counter.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "features/analytics/analytics.h"
#include "features/analytics/store.h"
#include "support/scenario.h"
#include "web/arrivals.h"

namespace musubi::analytics {
namespace {

using test::Scenario;
using web::Arrival;
using web::Arrivals;

constexpr const char* kBrowserName = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36";
constexpr Date kFrom{2024, 7, 1}, kUntil{2024, 7, 31};

Figures sums_of(db::Db& db) {
  return db.read([](db::Reader& reader) { return compute_figures(reader, kFrom, kUntil); });
}
Figures recount_of(db::Db& db) {
  return db.read([](db::Reader& reader) { return recount_figures(reader, kFrom, kUntil); });
}

// What a person would count with a pencil: half an hour, midnight, first and last pages.
class Pencil {
 public:
  void page(Instant at, const std::string& who, const std::string& page) {
    const std::string day = iso(date_in_japan(at));
    ++views;
    ++pages[page];
    auto& last = last_[{day, who}];
    if (visitors_.insert({day, who}).second) ++visitors;
    if (last.page.empty() || at.ms - last.at > kVisitEndsAfterMs) {
      ++visits;
      ++landings[page];
      ++exits[page];
    } else {
      --exits[last.page];
      ++exits[page];
    }
    last = {at.ms, page};
  }
  std::int64_t views = 0, visits = 0, visitors = 0;
  std::map<std::string, std::int64_t> pages, landings, exits;

 private:
  struct Last {
    std::int64_t at = 0;
    std::string page;
  };
  std::map<std::pair<std::string, std::string>, Last> last_;
  std::set<std::pair<std::string, std::string>> visitors_;
};

std::map<std::string, std::int64_t> numbers_of(const List& list) {
  std::map<std::string, std::int64_t> out;
  for (const Line& line : list.lines) out[line.name] = line.number;
  return out;
}

void drop_zeros(std::map<std::string, std::int64_t>& numbers) {
  std::erase_if(numbers, [](const auto& one) { return one.second == 0; });
}

// One node of a house: its own application and counter over the shared database.
struct Node {
  explicit Node(db::Db& db) : app(db), counter(app) {}
  void note(Arrival::Kind kind, Instant at, const std::string& who, const std::string& page,
            const std::string& words = "", std::int64_t hits = 0) {
    app.arrivals->note({.at = at, .kind = kind, .hits = hits, .page = page,
                        .referrer = "www.google.co.jp", .agent = kBrowserName, .address = who,
                        .words = words});
  }
  web::App app;
  Counter counter;
};

TEST(Counter, SumsAndRawEventsAndAPencilAgreeOverDaysAndNodes) {
  for (unsigned seed : {1U, 2U, 3U}) {
    test::TempDb temp;
    std::mt19937 dice(seed);
    Node first(temp.db()), second(temp.db());
    Pencil pencil;
    std::int64_t searches = 0, zero = 0, downloads = 0;
    std::int64_t at = start_of_day_in_japan({2024, 7, 3}).ms + 20 * 3'600'000LL;
    for (int i = 0; i < 900; ++i) {
      at += static_cast<std::int64_t>(dice() % 1'500'000);  // up to 25 minutes
      // A balancer keeps a reader at one node.
      const int reader = static_cast<int>(dice() % 12);
      Node& node = reader % 2 == 0 ? first : second;
      const std::string who = "192.0.2." + std::to_string(10 + reader);
      const std::string page = "/p" + std::to_string(dice() % 9);
      const unsigned what = dice() % 10;
      if (what == 0) {
        const std::int64_t hits = dice() % 2;
        node.note(Arrival::Kind::search, {at}, who, "/search", "補助金", hits);
        ++searches;
        zero += hits == 0 ? 1 : 0;
      } else if (what == 1) {
        node.note(Arrival::Kind::download, {at}, who, "/files/a.pdf");
        ++downloads;
      } else {
        node.note(Arrival::Kind::page, {at}, who, page);
        pencil.page({at}, who, page);
      }
      // Each node takes when its second is over, not after every request; an hour is never split
      // between a page and what prolongs its visit.
      if (dice() % 5 == 0) {
        ASSERT_TRUE(first.counter.drain());
        ASSERT_TRUE(second.counter.drain());
      }
    }
    ASSERT_TRUE(first.counter.drain());
    ASSERT_TRUE(second.counter.drain());
    const Figures sums = sums_of(temp.db());
    EXPECT_EQ(difference(sums, recount_of(temp.db())), "") << seed;
    EXPECT_EQ(sums.total("views"), pencil.views);
    EXPECT_EQ(sums.total("visitors"), pencil.visitors);
    EXPECT_EQ(sums.total("searches"), searches);
    EXPECT_EQ(sums.total("zero_searches"), zero);
    EXPECT_EQ(sums.total("downloads"), downloads);
    EXPECT_EQ(numbers_of(sums.list(measure::kPage)), pencil.pages);
    // A download or a search prolongs a visit; the pencil counts pages alone.
    EXPECT_LE(sums.total("visits"), pencil.visits);
    EXPECT_GE(sums.total("visits"), pencil.visitors);
    EXPECT_EQ(sums.list(measure::kLanding).all, sums.total("visits"));
    EXPECT_EQ(sums.list(measure::kExit).all, sums.total("visits"));
  }
}

TEST(Counter, VisitsAndExitsAreThePencilsWhereOnlyPagesAreRead) {
  test::TempDb temp;
  std::mt19937 dice(7);
  Node node(temp.db());
  Pencil pencil;
  std::int64_t at = start_of_day_in_japan({2024, 7, 3}).ms;
  for (int i = 0; i < 600; ++i) {
    at += static_cast<std::int64_t>(dice() % 900'000);
    const std::string who = "192.0.2." + std::to_string(10 + dice() % 6);
    const std::string page = "/p" + std::to_string(dice() % 7);
    node.note(Arrival::Kind::page, {at}, who, page);
    pencil.page({at}, who, page);
    if (i % 40 == 0) {
      ASSERT_TRUE(node.counter.drain());
    }
  }
  ASSERT_TRUE(node.counter.drain());
  drop_zeros(pencil.exits);
  const Figures sums = sums_of(temp.db());
  EXPECT_EQ(sums.total("visits"), pencil.visits);
  EXPECT_EQ(numbers_of(sums.list(measure::kLanding)), pencil.landings);
  EXPECT_EQ(numbers_of(sums.list(measure::kExit)), pencil.exits);
  EXPECT_EQ(difference(sums, recount_of(temp.db())), "");
}

TEST(Counter, ABatchIsCountedOnceHoweverOftenItIsWritten) {
  test::TempDb temp;
  Batch batch;
  batch.number = 1;
  add_to(batch.sums, measure::kTotal, "2024-07-05", "views", 3);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
      return store::insert_batch(tx, "node", batch, {1});
    }));
  }
  EXPECT_EQ(sums_of(temp.db()).total("views"), 3);
}

TEST(Counter, ADifferenceIsFoundAndNamed) {
  test::TempDb temp;
  Node node(temp.db());
  node.note(Arrival::Kind::page, {start_of_day_in_japan({2024, 7, 3}).ms}, "192.0.2.1", "/");
  ASSERT_TRUE(node.counter.drain());
  Sums more;
  add_to(more, measure::kTotal, "2024-07-03", "views", 1);
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) { return store::add_sums(tx, more); }));
  EXPECT_NE(difference(sums_of(temp.db()), recount_of(temp.db())).find("閲覧数"),
            std::string::npos);
}

TEST(Counter, WhatDoesNotFitIsDroppedAndTold) {
  Arrivals arrivals;
  arrivals.open(8 * 400);  // a few notes in each buffer
  for (int i = 0; i < 100; ++i) {
    arrivals.note({.at = {i}, .page = "/a-page-of-some-length", .agent = kBrowserName});
  }
  const Arrivals::Taken taken = arrivals.take();
  EXPECT_GT(taken.list.size(), 0U);
  EXPECT_EQ(taken.list.size() + taken.dropped, 100U);
  EXPECT_EQ(arrivals.take().dropped, 0U);
  EXPECT_EQ(taken.list.front().page, "/a-page-of-some-length");
}

TEST(Counter, AScannerOfManyPagesDoesNotFillTheTables) {
  test::TempDb temp;
  Node node(temp.db());
  const std::int64_t at = start_of_day_in_japan({2024, 7, 3}).ms;
  for (int i = 0; i < 1'000; ++i) {
    node.note(Arrival::Kind::missing, {at + i}, "192.0.2.1", "/no-" + std::to_string(i));
  }
  ASSERT_TRUE(node.counter.drain());
  const Figures sums = sums_of(temp.db());
  EXPECT_EQ(sums.total("missing"), 1'000);
  EXPECT_EQ(numbers_of(sums.list(measure::kMissing)).at("（その他）"), 700);
  EXPECT_EQ(difference(sums, recount_of(temp.db())), "");
}

TEST(Counter, TheApplicationNotesOpenPagesOnlyAndNeverASecretAddress) {
  Scenario s;
  Counter counter(s.app());
  test::Visitor reader = s.stranger();
  reader.header("User-Agent", kBrowserName);
  reader.get("/about").status(200);
  reader.get("/no-such-page").status(404);
  reader.get("/sign-in").status(200);
  reader.get("/office/members").status(303);
  reader.get("/counting/outbound?to=www.example.jp").status(204);
  s.as(test::cast::secretariat).header("User-Agent", kBrowserName).get("/about").status(200);
  web::Request search;
  search.app = &s.app();
  search.now = s.now();
  search.address = "192.0.2.10";
  search.headers["user-agent"] = kBrowserName;
  note_search(search, "補助金", 0);
  ASSERT_TRUE(counter.drain());
  const Figures f = s.db().read([](db::Reader& db) {
    return compute_figures(db, {2024, 10, 1}, {2024, 10, 31});
  });
  EXPECT_EQ(f.total("views"), 1);
  EXPECT_EQ(numbers_of(f.list(measure::kPage)).at("/about"), 1);
  EXPECT_EQ(f.total("missing"), 1);
  EXPECT_EQ(f.total("outbound"), 1);
  EXPECT_EQ(numbers_of(f.list(measure::kOutbound)).at("example.jp"), 1);
  EXPECT_EQ(f.total("zero_searches"), 1);
  EXPECT_EQ(numbers_of(f.list(measure::kLeftOut)).at("staff"), 1);
  EXPECT_EQ(numbers_of(f.list(measure::kLeftOut)).at("own_pages"), 1);
}

}  // namespace
}  // namespace musubi::analytics
