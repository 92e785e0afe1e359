// service_merges_test.cc - the promises of 名寄せ: what is proposed, nothing lost, exact undo in the
// right order, counts that stay true. On a real temp database, both kinds.
#include "features/members/service_merges.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "base/text.h"
#include "core/search/search.h"
#include "features/members/record.h"
#include "features/members/search_index.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;

struct Merges : testing::Test {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);

  OrganisationId made(const Typed& typed, const std::string& email = {},
                      const std::string& joined_on = "2024-06-03",
                      const std::string& contact = "荒木 里奈") {
    NewOrganisation input;
    input.typed = typed;
    if (!email.empty()) input.contact = {{"name", contact}, {"email", email}};
    input.joined_on = joined_on;
    auto id = create_organisation(ctx, input);
    EXPECT_TRUE(id.has_value()) << id.error().says;
    return *id;
  }
  void deliver() {
    outbox::Handlers handlers;
    add_merge_handlers(handlers);
    s.deliver(handlers);
  }
  MergeRequest shown(const OrganisationId& kept, const OrganisationId& gone) {
    MergeRequest request{.kept_id = kept, .gone_id = gone};
    auto seen = compare(ctx, request);
    EXPECT_TRUE(seen.has_value()) << seen.error().says;
    request.kept_version = seen->kept.version;
    request.gone_version = seen->gone.version;
    return request;
  }
  MergeId merged(const OrganisationId& kept, const OrganisationId& gone) {
    auto id = merge_organisations(ctx, shown(kept, gone));
    EXPECT_TRUE(id.has_value()) << id.error().says;
    return *id;
  }
  OrganisationPage page(const OrganisationId& id) {
    return *load_visible_organisation(ctx, id);
  }
  std::vector<store::ProposalRow> open() { return list_proposals(ctx, {})->rows; }
  Standing on(Date day) {
    return s.db().read([&](db::Reader& r) { return standing(r, {2024, 4, 1}, day); });
  }
  // Every column of the registry but versions and stamps, and the sums of membership.
  std::vector<std::string> everything() {
    const db::Query organisations{
        "test.organisations",
        "SELECT id, member_no, name, name_kana, corporate_number, category, industry, "
        "municipality_code, postal_code, address, representative_title, representative_name, "
        "employees, capital_yen, telephone, fax, website, interests, uses_platform, note, state, "
        "joined_on, left_on, merged_into, open_defects, name_key, telephone_key, domain_key, "
        "created_at FROM organisations ORDER BY id"};
    const db::Query people{
        "test.people",
        "SELECT id, organisation_id, name, name_kana, department, title, email, telephone, "
        "is_primary, is_administrator, state, position, created_at FROM people ORDER BY id"};
    const db::Query events{"test.events",
                           "SELECT id, organisation_id, kind, happened_on, first_time, cause "
                           "FROM membership_events ORDER BY id"};
    const db::Query days{"test.days",
                         "SELECT day, kind, first_time, number FROM membership_days "
                         "WHERE number <> 0 ORDER BY day, kind, first_time"};
    std::vector<std::string> out;
    s.db().read([&](db::Reader& reader) {
      for (const auto& query : {organisations, people, events, days}) {
        for (const auto& row : reader.all(query)) {
          std::string line(query.name);
          for (std::size_t i = 0; i < row.size(); ++i) line += "|" + row.text(i);
          out.push_back(line);
        }
      }
    });
    return out;
  }
};

TEST_F(Merges, ProposesWhatIsAlikeWithItsReasonAndLeavesTheRest) {
  made({{"name", "㈲みなも製作所"}, {"corporate_number", "7000020430005"},
        {"telephone", "096-000-1234"}}, "a@minamo.example.jp");
  made({{"name", "有限会社みなも製作所"}, {"telephone", "096-000-1234"}}, "b@minamo.example.jp");
  made({{"name", "はるかぜ商会"}, {"telephone", "096-000-9999"}}, "c@gmail.com");
  made({{"name", "ゆうなぎ食品"}}, "d@gmail.com");
  deliver();
  const auto rows = open();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].proposal.reason, "団体名が同じ・電話番号が同じ・メールのドメインが同じ");
  EXPECT_EQ(rows[0].proposal.score, 90);
  EXPECT_EQ(rows[0].member_no_a, "K0001");
  EXPECT_EQ(rows[0].member_no_b, "K0002");
}

TEST_F(Merges, TheLowerNumberStaysAlsoBeyondFourDigits) {
  made({{"name", "みなも製作所"}, {"member_no", "K10000"}});
  made({{"name", "㈱みなも製作所"}, {"member_no", "K9999"}});
  deliver();
  const auto rows = open();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].member_no_a, "K9999");
  EXPECT_EQ(rows[0].member_no_b, "K10000");
}

TEST_F(Merges, ADomainThatManyShareSaysNothing) {
  for (int i = 0; i < 3; ++i) {
    made({{"name", "会員" + std::to_string(i)}}, "m" + std::to_string(i) + "@shared.example.jp");
  }
  deliver();
  EXPECT_EQ(open().size(), 3u);
  const auto fourth = made({{"name", "会員四"}}, "m4@shared.example.jp");
  deliver();
  const auto alike = s.db().read([&](db::Reader& r) { return find_proposals_for(r, fourth); });
  EXPECT_TRUE(alike.empty());
}

TEST_F(Merges, TwoCorporateNumbersAreTwoOrganisations) {
  made({{"name", "みなも製作所"}, {"corporate_number", "7000020430005"}});
  made({{"name", "みなも製作所"}, {"corporate_number", "7000020430013"}});
  deliver();
  EXPECT_TRUE(open().empty());
}

TEST_F(Merges, ADismissedPairIsNotProposedAgainAndACorrectedOneGoesAway) {
  const auto a = made({{"name", "みなも製作所"}, {"telephone", "096-000-1234"}});
  const auto b = made({{"name", "みなも製作所"}});
  const auto c = made({{"name", "はるかぜ"}, {"telephone", "096-000-1234"}});
  deliver();
  ASSERT_EQ(open().size(), 2u);
  for (const auto& row : open()) {
    if (row.proposal.organisation_b == b) {
      ASSERT_TRUE(dismiss_proposal(ctx, row.proposal.id).has_value());
      EXPECT_EQ(dismiss_proposal(ctx, row.proposal.id).error().fault, Fault::conflict);
    }
  }
  ASSERT_TRUE(begin_proposal_search(ctx).has_value());
  EXPECT_EQ(begin_proposal_search(ctx).error().fault, Fault::conflict);
  deliver();
  auto list = *list_proposals(ctx, {});
  ASSERT_EQ(list.rows.size(), 1u);
  EXPECT_EQ(list.search->state, "done");
  EXPECT_EQ(list.search->done, 3);
  ASSERT_TRUE(update_organisation(ctx, {c, 1, {{"telephone", "096-000-7777"}}, "", ""}));
  deliver();
  EXPECT_TRUE(open().empty());
  ASSERT_TRUE(update_organisation(ctx, {c, 2, {{"telephone", "096-000-1234"}}, "", ""}));
  deliver();
  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].proposal.organisation_a, a);
}

TEST_F(Merges, NothingIsLost) {
  const auto a = made({{"name", "みなも製作所"}, {"note", "一行目"}, {"employees", "10"}},
                      "araki@example.jp", "2024-05-01");
  const auto b = made({{"name", "ミナモ工業"}, {"note", "二行目"}, {"telephone", "096-000-1234"},
                       {"employees", "12"}},
                      "sugi@example.jp", "2024-07-01", "杉 一");
  MergeRequest request = shown(a, b);
  request.choices = {{"employees", "right"}};
  request.reason = "電話で確認";
  auto id = merge_organisations(ctx, request);
  ASSERT_TRUE(id.has_value()) << id.error().says;
  const auto kept = page(a);
  EXPECT_EQ(kept.organisation.name, "みなも製作所");
  EXPECT_EQ(kept.organisation.telephone, "096-000-1234");
  EXPECT_EQ(kept.organisation.employees, 12);
  EXPECT_EQ(kept.organisation.note, "一行目\n二行目");
  ASSERT_EQ(kept.people.size(), 2u);
  EXPECT_TRUE(kept.people[0].is_primary);
  EXPECT_FALSE(kept.people[1].is_primary);
  const auto gone = page(b);
  EXPECT_EQ(gone.organisation.state, State::merged);
  ASSERT_TRUE(gone.merged_into.has_value());
  EXPECT_EQ(gone.merged_into->id, a);
  EXPECT_EQ(gone.organisation.name, "ミナモ工業");
  ASSERT_EQ(gone.events.size(), 2u);
  EXPECT_EQ(gone.events[1].kind, "merged");
  EXPECT_EQ(gone.events[1].happened_on, "2024-07-01");  // the later of the two joining days
  EXPECT_EQ(on({2024, 6, 1}).members, 1);
  EXPECT_EQ(on({2024, 8, 1}).members, 1);
  EXPECT_EQ(on({2024, 8, 1}).joined_first_time, 1);  // one organisation is new only once
  for (const char* words : {"ミナモ工業", "みなも工業"}) {
    const auto found = list_registry(ctx, {}, words);
    ASSERT_EQ(found->rows.size(), 1u) << words;
    EXPECT_EQ(found->rows[0].organisation.id, a);
  }
  ASSERT_TRUE(undo_merge(ctx, *id).has_value());
  EXPECT_EQ(list_registry(ctx, {}, "ミナモ工業")->rows[0].organisation.id, b);
  EXPECT_EQ(list_registry(ctx, {}, "ミナモ工業")->rows.size(), 1u);
  EXPECT_EQ(on({2024, 8, 1}).members, 2);
  EXPECT_EQ(on({2024, 8, 1}).joined_first_time, 2);
}

TEST_F(Merges, TheSamePersonStandsOnceAsChosen) {
  const auto a = made({{"name", "みなも製作所"}}, "araki@example.jp");
  const auto b = made({{"name", "みなも工業"}}, "ARAKI@example.jp", "2024-06-03", "荒木 里菜");
  MergeRequest request = shown(a, b);
  const auto seen = *compare(ctx, request);
  ASSERT_EQ(seen.people.size(), 1u);
  ASSERT_TRUE(seen.people[0].kept.has_value());
  request.choices[seen.people[0].name] = "right";
  ASSERT_TRUE(merge_organisations(ctx, request).has_value());
  const auto people = page(a).people;
  ASSERT_EQ(people.size(), 2u);
  EXPECT_EQ(people[0].name, "荒木 里菜");
  EXPECT_TRUE(people[0].is_primary);
  EXPECT_TRUE(people[1].left);
}

// As a roster that gave no date leaves it: since ever.
TEST_F(Merges, AKnownJoiningDayIsTakenOverAndGivenBack) {
  Organisation unknown;
  unknown.name = "みなも製作所";
  unknown.member_no = "K0001";
  auto recorded = s.db().write([&](db::Tx& tx) {
    return record_new_organisation(tx, ctx, unknown, {}, false,
                                   {.kind = "import", .id = "import-1"});
  });
  ASSERT_TRUE(recorded.has_value()) << recorded.error().says;
  const OrganisationId a = recorded->id;
  const auto b = made({{"name", "ミナモ工業"}}, "", "2024-05-01");
  ASSERT_EQ(page(a).organisation.joined_on, "");
  const auto start = everything();
  const auto seen = *compare(ctx, {.kept_id = a, .gone_id = b});
  EXPECT_TRUE(seen.joined.choosable);
  EXPECT_EQ(seen.joined.result, "2024-05-01");
  EXPECT_FALSE(compare(ctx, {.kept_id = b, .gone_id = a})->joined.choosable);
  const auto id = merged(a, b);
  EXPECT_EQ(page(a).organisation.joined_on, "2024-05-01");
  EXPECT_EQ(page(a).events[0].happened_on, "2024-05-01");
  EXPECT_EQ(on({2024, 4, 15}).members, 0);
  EXPECT_EQ(on({2024, 6, 1}).members, 1);
  EXPECT_TRUE(s.db().read([](db::Reader& r) { return unequal_days(r); }).empty());
  ASSERT_TRUE(undo_merge(ctx, id).has_value());
  EXPECT_EQ(everything(), start);
  MergeRequest stays = shown(a, b);
  stays.choices["joined_on"] = "left";
  ASSERT_TRUE(merge_organisations(ctx, stays).has_value());
  EXPECT_EQ(page(a).organisation.joined_on, "");
  EXPECT_EQ(on({2024, 4, 15}).members, 1);
}

// An address of the whole house, or a record that says less: nobody is left out unasked.
TEST_F(Merges, WhoMayBeSomebodyElseOrSaysMoreStaysToo) {
  const auto proposed = [&](const OrganisationId& kept, const OrganisationId& gone) {
    const auto seen = *compare(ctx, {.kept_id = kept, .gone_id = gone});
    return seen.people.size() == 1 && seen.people[0].kept ? seen.people[0].chosen : "no pair";
  };
  const auto a = made({{"name", "みなも製作所"}}, "info@example.jp");
  const auto other = made({{"name", "みなも工業"}}, "info@example.jp", "2024-06-03", "杉 一");
  const auto same = made({{"name", "みなも商会"}}, "info@example.jp", "2024-06-03", "荒木　里奈");
  EXPECT_EQ(proposed(a, other), "both");
  EXPECT_EQ(proposed(a, same), "left");
  const auto bare = made({{"name", "みなも"}});
  ASSERT_TRUE(save_person(ctx, {bare, {}, 0, {{"name", "荒木 里奈"}}, ""}).has_value());
  EXPECT_EQ(proposed(bare, a), "both");
  EXPECT_EQ(proposed(a, bare), "left");
  merged(a, other);
  for (const auto& person : page(a).people) EXPECT_FALSE(person.left) << person.name;
}

TEST_F(Merges, ChainsAreUndoneTheLastFirst) {
  const auto a = made({{"name", "一号"}});
  const auto b = made({{"name", "二号"}});
  const auto c = made({{"name", "三号"}});
  const auto d = made({{"name", "四号"}});
  const auto start = everything();
  const auto first = merged(a, b);
  const auto second = merged(a, d);
  const auto third = merged(c, a);
  EXPECT_EQ(list_registry(ctx, {}, "二号")->rows[0].organisation.id, c);
  auto refused = undo_merge(ctx, first);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::conflict);
  EXPECT_NE(refused.error().says.find("「三号」に統合されています。先に"), std::string::npos)
      << refused.error().says;
  ASSERT_TRUE(undo_merge(ctx, third).has_value());
  refused = undo_merge(ctx, first);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().says.find("「四号」も統合されています"), std::string::npos);
  ASSERT_TRUE(undo_merge(ctx, second).has_value());
  ASSERT_TRUE(undo_merge(ctx, first).has_value());
  EXPECT_EQ(undo_merge(ctx, first).error().fault, Fault::conflict);
  EXPECT_EQ(everything(), start);
}

// Their accounts still name the first of the three: what they see and ask for is the last.
TEST_F(Merges, PeopleOfTheFirstOfAChainStandInTheLast) {
  const auto first = made({{"name", "一号"}});
  const auto second = made({{"name", "二号"}});
  const auto last = made({{"name", "三号"}});
  merged(second, first);
  merged(last, second);
  Context theirs = s.context_of(cast::member);
  theirs.actor.organisation = first;
  const auto own = load_own_organisation(theirs);
  ASSERT_TRUE(own.has_value()) << own.error().says;
  EXPECT_EQ(own->organisation.id, last);
  const auto registration =
      s.db().read([&](db::Reader& reader) { return find_registration(reader, first); });
  ASSERT_TRUE(registration.has_value());
  EXPECT_EQ(registration->organisation.id, last);
}

TEST_F(Merges, AChangeSinceIsNamedAndKept) {
  const auto a = made({{"name", "一号"}, {"telephone", "096-000-1111"}}, "araki@example.jp");
  const auto b = made({{"name", "二号"}});
  const auto id = merged(a, b);
  const auto version = page(a).organisation.version;
  ASSERT_TRUE(update_organisation(ctx, {a, version, {{"telephone", "096-000-2222"}}, "", ""}));
  const auto person = page(a).people[0].id;
  ASSERT_TRUE(retire_person(ctx, a, person).has_value());
  const auto refused = undo_merge(ctx, id);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().says.find("「一号」の電話番号が変わっています"), std::string::npos);
  EXPECT_NE(refused.error().says.find("担当者「荒木 里奈」の情報が変わっています"),
            std::string::npos);
  EXPECT_EQ(page(a).organisation.telephone, "096-000-2222");
  EXPECT_EQ(page(b).organisation.state, State::merged);
}

TEST_F(Merges, AMemberThatLeftLeavesOnlyOnce) {
  const auto a = made({{"name", "一号"}}, "", "2024-08-01");
  const auto b = made({{"name", "二号"}}, "", "2024-05-01");
  ASSERT_TRUE(change_state(ctx, {b, "withdrawn", "2024-07-31", "事業の終了"}).has_value());
  EXPECT_EQ(compare(ctx, {.kept_id = b, .gone_id = a}).error().fault, Fault::conflict);
  merged(a, b);
  EXPECT_EQ(on({2024, 6, 1}).members, 1);
  EXPECT_EQ(on({2024, 9, 1}).members, 1);
  EXPECT_EQ(on({2024, 9, 1}).left, 1);
}

TEST_F(Merges, OfTwoPeopleAtOnceOneWinsAndTheOtherIsTold) {
  const auto a = made({{"name", "一号"}});
  const auto b = made({{"name", "二号"}});
  const MergeRequest request = shown(a, b);
  MergeRequest other_way = shown(b, a);
  std::atomic<int> won{0}, told{0};
  const auto go = [&](const MergeRequest& mine, const test::Person& who) {
    auto id = merge_organisations(s.context_of(who), mine);
    if (id) {
      ++won;
    } else if (id.error().fault == Fault::conflict) {
      ++told;
    }
  };
  std::thread one([&] { go(request, cast::secretariat); });
  std::thread two([&] { go(other_way, cast::manager); });
  one.join();
  two.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(list_merges(ctx, "", 10)->merges.size(), 1u);
}

TEST_F(Merges, OnlyTheOfficeMergesAndNobodyWithItself) {
  const auto a = made({{"name", "一号"}}, "araki@example.jp");
  const auto b = made({{"name", "二号"}}, "sugi@example.jp", "2024-06-03", "杉 一");
  for (const auto* who : {&cast::prefecture, &cast::auditor, &cast::member}) {
    const Context theirs = s.context_of(*who);
    EXPECT_EQ(compare(theirs, {.kept_id = a, .gone_id = b}).error().fault, Fault::forbidden);
    EXPECT_EQ(merge_organisations(theirs, {.kept_id = a, .gone_id = b}).error().fault,
              Fault::forbidden);
    EXPECT_EQ(list_proposals(theirs, {}).error().fault, Fault::forbidden);
    EXPECT_EQ(begin_proposal_search(theirs).error().fault, Fault::forbidden);
  }
  EXPECT_EQ(compare(ctx, {.kept_id = a, .gone_id = a}).error().fault, Fault::invalid);
  const auto id = merged(a, b);
  EXPECT_EQ(undo_merge(s.context_of(cast::prefecture), id).error().fault, Fault::forbidden);
  const auto seen = load_visible_organisation(s.context_of(cast::prefecture), a);
  for (const auto& person : seen->people) EXPECT_EQ(person.name.find("里奈"), std::string::npos);
  for (const auto& change : seen->changes) EXPECT_TRUE(change.person_id.empty());
}

// A small registry is merged and unmerged at random; at every step the members are as many as the
// organisations that are not merged, and in the end everything is as it was.
TEST_F(Merges, AnySequenceOfMergesAndUndosEndsWhereItBegan) {
  std::mt19937 random(20241028);
  const auto below = [&random](std::size_t n) { return random() % n; };
  std::vector<OrganisationId> all;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    const std::string day = "2024-0" + std::to_string(4 + i % 6) + "-01";
    all.push_back(made({{"name", "会員" + std::string(static_cast<std::size_t>(i / 2 + 1), '-') + n},
                        {"note", "備考" + n},
                        {"employees", std::to_string(i * 3)},
                        {"telephone", i % 3 == 0 ? "" : "096-000-10" + std::to_string(10 + i)},
                        {"uses_platform", i % 2 == 0 ? "1" : "0"}},
                       "m" + std::to_string(i / 2) + "@member" + n + ".example.jp", day,
                       "担当" + std::to_string(i / 2)));
    ASSERT_TRUE(save_person(ctx, {all.back(), {}, 0,
                                  {{"name", "控え" + n}, {"is_administrator", "1"}},
                                  ""}).has_value());
  }
  const auto start = everything();
  std::vector<MergeId> done;
  std::set<std::string> gone;
  std::vector<std::string> gone_order;
  int steps = 0;
  while (steps < 200) {
    const bool undo = !done.empty() && (gone.size() >= 10 || below(100) < 45);
    if (undo) {
      ASSERT_TRUE(undo_merge(ctx, done.back()).has_value());
      done.pop_back();
      gone.erase(gone_order.back());
      gone_order.pop_back();
    } else {
      const auto& kept = all[below(all.size())];
      const auto& other = all[below(all.size())];
      if (kept == other || gone.contains(kept.text) || gone.contains(other.text)) continue;
      MergeRequest request = shown(kept, other);
      const auto seen = *compare(ctx, request);
      const char* sides[] = {"left", "right", "both"};
      for (const auto& field : seen.fields) {
        request.choices[std::string(field.field->name)] = sides[below(3)];
      }
      for (const auto& person : seen.people) request.choices[person.name] = sides[below(3)];
      auto id = merge_organisations(ctx, request);
      ASSERT_TRUE(id.has_value()) << id.error().says;
      done.push_back(*id);
      gone.insert(other.text);
      gone_order.push_back(other.text);
    }
    ++steps;
    const Standing now = on({2024, 10, 28});
    ASSERT_EQ(now.members, static_cast<std::int64_t>(all.size() - gone.size())) << steps;
    ASSERT_EQ(now.joined - now.left, now.members) << steps;
    ASSERT_EQ(now.joined_first_time, now.members) << steps;
    s.advance_seconds(1);
    ctx.now = s.now();
  }
  while (!done.empty()) {
    ASSERT_TRUE(undo_merge(ctx, done.back()).has_value());
    done.pop_back();
  }
  EXPECT_EQ(everything(), start);
  EXPECT_TRUE(s.db().read([](db::Reader& r) { return audit::verify_chain(r).sound; }));
}

}  // namespace
}  // namespace musubi::members
