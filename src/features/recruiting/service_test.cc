// service_test.cc - the rules of prospects on a real database: what is accepted, what follows what,
// two people at once, the same form twice; and that the counts are always those of the rows.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/audit/audit.h"
#include "features/recruiting/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;

class Recruiting : public testing::Test {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }

  NewProspect input(const std::string& name) {
    NewProspect in;
    in.typed = {{"name", name}, {"source", "event"}, {"contact_name", "架空 花子"}};
    return in;
  }
  ProspectId made(const std::string& name) {
    auto id = create_prospect(office(), input(name));
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    return id.value_or({});
  }
  Prospect now(const ProspectId& id) {
    auto page = load_visible_prospect(office(), id);
    EXPECT_TRUE(page.has_value());
    return page ? page->prospect : Prospect{};
  }
  Result<void> move(const ProspectId& id, const std::string& stage, const std::string& why = {}) {
    return move_prospect(office(), {id, now(id).version, stage, why, "", ""});
  }
  std::string field_of(const Error& error) {
    return error.fields.empty() ? std::string() : error.fields.front().field;
  }

  test::Scenario s_;
};

TEST_F(Recruiting, FieldsAreCheckedByTheRegistrysOwnRules) {
  NewProspect in = input("株式会社かくう製菓");
  in.typed.emplace_back("corporate_number", "7123456789013");
  in.typed.emplace_back("contact_email", "だれか");
  in.typed.emplace_back("employees", "たくさん");
  const auto refused = create_prospect(office(), in);
  ASSERT_FALSE(refused.has_value());
  std::vector<std::string> fields;
  for (const auto& one : refused.error().fields) fields.push_back(one.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"corporate_number", "employees", "contact_email"}));
  const Prospect p = now(made("㈱かくう製菓"));
  EXPECT_EQ(p.organisation.name, "㈱かくう製菓");  // as written
  EXPECT_EQ(p.stage, Stage::candidate);
  EXPECT_EQ(p.code.size(), 8U);
}

TEST_F(Recruiting, WithoutNameOrSourceNothingIsKept) {
  EXPECT_EQ(field_of(create_prospect(office(), {{{"source", "event"}}}).error()), "name");
  EXPECT_EQ(field_of(create_prospect(office(), {{{"name", "架空"}}}).error()), "source");
  EXPECT_EQ(list_prospects(office(), {}, "")->count, 0);
}

TEST_F(Recruiting, OnlyTheOfficeSeesAndWorks) {
  const ProspectId id = made("株式会社かくう製菓");
  for (const auto* who : {&cast::prefecture, &cast::auditor, &cast::member_admin}) {
    const Context ctx = s_.context_of(*who);
    EXPECT_EQ(list_prospects(ctx, {}, "").error().fault, Fault::forbidden);
    EXPECT_EQ(load_visible_prospect(ctx, id).error().fault, Fault::forbidden);
    EXPECT_EQ(create_prospect(ctx, input("別の団体")).error().fault, Fault::forbidden);
    EXPECT_EQ(move_prospect(ctx, {id, 1, "approached", "", "", ""}).error().fault,
              Fault::forbidden);
  }
}

TEST_F(Recruiting, WhatMayBeTheSameIsShownBeforeItIsKeptTwice) {
  made("株式会社かくう製菓");
  const auto again = create_prospect(office(), input("㈱かくう製菓"));
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(field_of(again.error()), "confirmed");
  EXPECT_EQ(find_alike(office(), input("㈱かくう製菓").typed)->prospects.size(), 1U);
  NewProspect sure = input("㈱かくう製菓");
  sure.confirmed = true;
  EXPECT_TRUE(create_prospect(office(), sure).has_value());

  members::NewMember member;
  member.organisation.name = "有限会社もう会員";
  member.joined_on = "2024-06-01";
  const Context ctx = office();
  ASSERT_TRUE(ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, member); })
                  .has_value());
  EXPECT_EQ(field_of(create_prospect(office(), input("有限会社もう会員")).error()), "confirmed");
}

TEST_F(Recruiting, AFormSentTwiceActsOnce) {
  NewProspect in = input("株式会社かくう製菓");
  in.sending = "one-sending";
  const auto first = create_prospect(office(), in);
  const auto second = create_prospect(office(), in);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->text, second->text);
  ContactInput visit{*first, "visit", "", "結城", "総務部長", "資料を渡した。", "invited", "", ""};
  visit.sending = "one-visit";
  const auto a = record_contact(office(), visit);
  const auto b = record_contact(office(), visit);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->text, b->text);
  EXPECT_EQ(load_visible_prospect(office(), *first)->contacts.size(), 1U);
}

TEST_F(Recruiting, TwoPeopleAtOnceLoseNeitherText) {
  const ProspectId id = made("株式会社かくう製菓");
  const std::int64_t seen = now(id).version;
  ASSERT_TRUE(update_prospect(office(), {id, seen, {{"note", "はじめの人"}}}).has_value());
  const auto late = update_prospect(office(), {id, seen, {{"note", "あとの人"}}});
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(now(id).organisation.note, "はじめの人");
  EXPECT_EQ(move_prospect(office(), {id, seen, "invited", "", "", ""}).error().fault,
            Fault::conflict);
}

TEST_F(Recruiting, AVisitSettlesThePlanAndMovesOn) {
  const ProspectId id = made("株式会社かくう製菓");
  ASSERT_TRUE(update_prospect(office(), {id, 1, {{"next_action", "訪問する"},
                                                  {"next_action_on", "2024-10-28"}}})
                  .has_value());
  store::ListFilter due;
  due.due_until = "2024-10-28";
  EXPECT_EQ(list_prospects(office(), due, "")->count, 1);
  ASSERT_TRUE(record_contact(office(), {id, "visit", "2024-10-28", "結城", "総務部長", "関心あり。",
                                        "approached", "電話する", "2024-11-05"})
                  .has_value());
  const Prospect p = now(id);
  EXPECT_EQ(p.stage, Stage::approached);
  EXPECT_EQ(p.next_action, "電話する");
  EXPECT_EQ(p.next_action_on, "2024-11-05");
  EXPECT_EQ(list_prospects(office(), due, "")->count, 0);
  // A later call that says nothing of stages leaves it where it is, and never back.
  ASSERT_TRUE(record_contact(office(), {id, "telephone", "", "", "", "不在。", "approached", "", ""})
                  .has_value());
  EXPECT_EQ(now(id).stage, Stage::approached);
}

TEST_F(Recruiting, VisitsAreOfThePastAndPlansOfTheFuture) {
  const ProspectId id = made("株式会社かくう製菓");
  const ContactInput tomorrow{id, "visit", "2024-10-29", "", "", "内容。", "", "", ""};
  EXPECT_EQ(field_of(record_contact(office(), tomorrow).error()), "happened_on");
  const ContactInput past{id, "visit", "", "", "", "内容。", "", "電話", "2024-10-01"};
  EXPECT_EQ(field_of(record_contact(office(), past).error()), "next_action_on");
  const ContactInput empty{id, "visit", "", "", "", "", "", "", ""};
  EXPECT_EQ(field_of(record_contact(office(), empty).error()), "summary");
  EXPECT_TRUE(load_visible_prospect(office(), id)->contacts.empty());
}

TEST_F(Recruiting, ACorrectionKeepsTheVersionRule) {
  const ProspectId id = made("株式会社かくう製菓");
  const auto visit =
      record_contact(office(), {id, "visit", "", "", "", "はじめの言葉", "", "", ""});
  ASSERT_TRUE(visit.has_value());
  ContactInput mended{id, "telephone", "2024-10-25", "結城", "", "直した言葉", "", "", ""};
  mended.id = *visit;
  mended.version = 1;
  ASSERT_TRUE(correct_contact(office(), mended).has_value());
  EXPECT_EQ(correct_contact(office(), mended).error().fault, Fault::conflict);
  const auto kept = load_visible_contact(office(), id, *visit);
  EXPECT_EQ(kept->summary, "直した言葉");
  EXPECT_EQ(kept->kind, "telephone");
}

TEST_F(Recruiting, ALostOneSaysWhyAndComesBack) {
  const ProspectId id = made("株式会社かくう製菓");
  EXPECT_EQ(field_of(move(id, "lost").error()), "lost_reason");
  ASSERT_TRUE(move(id, "lost", "not_now").has_value());
  EXPECT_EQ(now(id).lost_reason, "not_now");
  ASSERT_TRUE(move(id, "approached").has_value());
  EXPECT_EQ(now(id).lost_reason, "");
  EXPECT_EQ(move(id, "applied").error().fault, Fault::conflict);  // never a click alone
  EXPECT_EQ(move(id, "joined").error().fault, Fault::conflict);
}

TEST_F(Recruiting, SearchFindsItsWordsAndTheListPagesByKey) {
  for (int i = 0; i < 45; ++i) {
    made("架空団体第" + std::to_string(i) + "号");
    s_.advance_seconds(1);
  }
  EXPECT_EQ(list_prospects(office(), {}, "第44号")->rows.size(), 1U);
  std::set<std::string> seen;
  store::ListFilter filter;
  for (int page = 0; page < 3; ++page) {
    const auto list = list_prospects(office(), filter, "");
    ASSERT_TRUE(list.has_value());
    for (const Prospect& p : list->rows) EXPECT_TRUE(seen.insert(p.id.text).second);
    filter.after_value = std::to_string(list->rows.back().updated_at.ms);
    filter.after_id = list->rows.back().id.text;
    EXPECT_EQ(list->more, page < 2);
  }
  EXPECT_EQ(seen.size(), 45U);
}

// Whatever is done in whatever order: the counts are those of the rows, and every prospect stands
// where its last move led.
TEST_F(Recruiting, CountsByStageAlwaysEqualTheRows) {
  std::mt19937 random(20241028);
  const auto pick = [&](std::size_t most) { return static_cast<std::size_t>(random() % most); };
  std::vector<ProspectId> all;
  const char* const stages[] = {"candidate", "approached", "invited", "applied", "joined", "lost"};
  for (int step = 0; step < 250; ++step) {
    s_.advance_seconds(1);
    if (all.empty() || pick(4) == 0) {
      all.push_back(made("架空団体" + std::to_string(step)));
      continue;
    }
    const ProspectId id = all[pick(all.size())];
    const std::int64_t version = now(id).version - (pick(6) == 0 ? 1 : 0);  // sometimes stale
    if (pick(3) == 0) {
      const ContactInput call{id, "telephone", "", "", "", "電話。",
                              pick(2) == 0 ? "invited" : "", "", ""};
      EXPECT_TRUE(record_contact(office(), call).has_value());
    } else {
      (void)move_prospect(office(), {id, version, stages[pick(6)],
                                     pick(2) == 0 ? "not_now" : "", "", ""});
    }
  }
  std::map<std::string, std::int64_t> rows;
  for (const ProspectId& id : all) {
    const auto page = load_visible_prospect(office(), id);
    ASSERT_TRUE(page.has_value());
    ++rows[std::string(stage_name(page->prospect.stage))];
    ASSERT_FALSE(page->moves.empty());
    EXPECT_EQ(page->moves.back().to_stage, stage_name(page->prospect.stage));
    std::string at;
    for (const Move& one : page->moves) {
      EXPECT_EQ(one.from_stage, at);
      at = one.to_stage;
    }
  }
  EXPECT_EQ(list_prospects(office(), {}, "")->by_stage, rows);
  std::int64_t open = 0;
  for (const auto& [stage, number] : rows) {
    store::ListFilter filter;
    filter.stage = stage;
    EXPECT_EQ(list_prospects(office(), filter, "")->count, number) << stage;
    if (is_open(*stage_from_name(stage))) open += number;
  }
  EXPECT_EQ(list_prospects(office(), {}, "")->count, open);
}

}  // namespace
}  // namespace musubi::recruiting
