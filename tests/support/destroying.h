// destroying.h - a record past its term, gone in the way of the office: refused on the last day of
// its term, proposed by one person on the next, approved by another, carried out. And what tables
// hold as text, to see what went and what stayed. For tests of what a destruction leaves.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "core/retention/retention.h"
#include "features/retention/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::test {

inline Context on_day(Context ctx, Date day) {
  ctx.pretended_today = day;
  return ctx;
}

inline bool is_found(Scenario& s, const std::string& kind, const std::string& id) {
  const auto* known = retention::find_kind(retention::kinds(), kind);
  CHECK(known != nullptr);
  return s.db().read([&](db::Reader& reader) { return known->find(reader, id).has_value(); });
}

// It is the only one of its kind that is due. last: the last day on which it must be there.
inline void expect_destroyed(Scenario& s, const std::string& kind, const std::string& id,
                             Date last) {
  const auto* known = retention::find_kind(retention::kinds(), kind);
  ASSERT_NE(known, nullptr);
  const Context early = on_day(s.system_context("定時処理"), last);
  const auto refused =
      s.db().write([&](db::Tx& tx) { return retention::destroy(tx, early, *known, id); });
  ASSERT_FALSE(refused.has_value()) << kind << " went before its day";
  ASSERT_EQ(refused.error().fault, Fault::conflict) << refused.error().says;
  const Context office = s.context_of(cast::secretariat);
  EXPECT_FALSE(retention::propose_destruction(on_day(office, last), kind, "", "").has_value());

  const Date day = add_days(last, 1);
  const auto made = retention::propose_destruction(on_day(office, day), kind, "", "");
  ASSERT_TRUE(made.has_value()) << kind << " " << made.error().says;
  // Whoever proposed it does not approve it, and nothing has gone yet.
  EXPECT_FALSE(
      retention::approve_destruction(on_day(office, day), {*made, "", true, 0}).has_value());
  EXPECT_TRUE(is_found(s, kind, id));
  ASSERT_TRUE(retention::approve_destruction(on_day(s.context_of(cast::manager), day),
                                             {*made, "", true, 0})
                  .has_value());
  const Context later = on_day(s.system_context("定時処理"), day);
  const auto done = retention::finish_approved(later, *made);
  ASSERT_TRUE(done.has_value()) << kind << " " << done.error().says << done.error().detail;
  const auto page =
      retention::load_destruction(on_day(s.context_of(cast::manager), day), *made, "");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->destruction.state, "done") << kind;
  EXPECT_EQ(page->destruction.destroyed, 1) << kind;
  EXPECT_EQ(page->destruction.spared, 0) << kind;
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].id, id);
  EXPECT_FALSE(is_found(s, kind, id)) << kind;
  const auto again =
      s.db().write([&](db::Tx& tx) { return retention::destroy(tx, later, *known, id); });
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().fault, Fault::not_found);
}

// Every column of every row of these tables, a line each.
inline std::string rows_of(Scenario& s, const std::vector<std::string>& tables) {
  static std::deque<std::string> texts;  // a Query only points at its text
  return s.db().read([&](db::Reader& reader) {
    std::string out;
    for (const std::string& table : tables) {
      const std::string& name = texts.emplace_back("test.rows_of_" + table);
      const std::string& sql = texts.emplace_back("SELECT t.* FROM " + table + " t");
      for (const auto& row : reader.all(db::Query{name, sql})) {
        for (std::size_t i = 0; i < row.size(); ++i) out += row.text(i) + "\n";
      }
    }
    return out;
  });
}

inline void expect_gone(const std::string& rows, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    EXPECT_EQ(rows.find(word), std::string::npos) << word << " is still there";
  }
}
inline void expect_there(const std::string& rows, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    EXPECT_NE(rows.find(word), std::string::npos) << word << " is not there";
  }
}

}  // namespace musubi::test
