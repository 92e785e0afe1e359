// service_test.cc - the promises of the registry: history with effective dates, states in order,
// optimistic locking, masking, first-time counting. Each on a real temp database.
#include "features/members/service.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;

NewOrganisation minamo() {
  NewOrganisation input;
  input.typed = {{"name", "㈲みなも製作所"},
                 {"name_kana", "みなもせいさくしょ"},
                 {"corporate_number", "７００００２０４３０００５"},
                 {"industry", "E"},
                 {"employees", "４８"},
                 {"capital_yen", "300万円"},
                 {"postal_code", "８６０−０００１"},
                 {"municipality_code", "431001"},
                 {"telephone", "(096)000-1234"}};
  input.contact = {{"name", "荒木 里奈"}, {"email", "araki@example.jp"}};
  input.joined_on = "2024-06-03";
  return input;
}

std::string sort_text(const Organisation& organisation, std::string_view sort) {
  return sort == "joined_on" ? organisation.joined_on : field_text(organisation, sort);
}

OrganisationId made(Scenario& s, const NewOrganisation& input) {
  auto id = create_organisation(s.context_of(cast::secretariat), input);
  EXPECT_TRUE(id.has_value()) << id.error().says;
  return *id;
}

TEST(Registry, StoresNamesAsWrittenAndCodesNormalised) {
  Scenario s;
  auto id = made(s, minamo());
  auto page = load_visible_organisation(s.context_of(cast::secretariat), id);
  ASSERT_TRUE(page.has_value());
  const Organisation& o = page->organisation;
  EXPECT_EQ(o.name, "㈲みなも製作所");
  EXPECT_EQ(o.name_kana, "ミナモセイサクショ");
  EXPECT_EQ(o.corporate_number, "7000020430005");
  EXPECT_EQ(o.employees, 48);
  EXPECT_EQ(o.capital_yen, 3'000'000);
  EXPECT_EQ(o.postal_code, "860-0001");
  EXPECT_EQ(o.telephone, "096-000-1234");
  EXPECT_EQ(o.member_no, "K0001");
  ASSERT_EQ(page->people.size(), 1u);
  EXPECT_TRUE(page->people[0].is_primary);
}

TEST(Registry, RefusesABadCorporateNumberWithItsRemedy) {
  Scenario s;
  NewOrganisation input = minamo();
  input.typed[2].second = "700002043000";
  auto id = create_organisation(s.context_of(cast::secretariat), input);
  ASSERT_FALSE(id.has_value());
  ASSERT_EQ(id.error().fields.size(), 1u);
  EXPECT_EQ(id.error().fields[0].field, "corporate_number");
  EXPECT_EQ(id.error().fields[0].says, "法人番号は13桁の数字で入力してください（いま12桁です）");
}

TEST(Registry, KeepsEachChangedFieldWithItsEffectiveDay) {
  Scenario s;
  auto id = made(s, minamo());
  Context ctx = s.context_of(cast::secretariat);
  OrganisationEdit edit{id, 1, {{"name", "みなもテクノロジー株式会社"}}, "2024-10-01", "商号変更"};
  ASSERT_TRUE(update_organisation(ctx, edit).has_value());
  auto page = load_visible_organisation(ctx, id);
  std::erase_if(page->changes, [](const auto& change) { return !change.person_id.empty(); });
  ASSERT_EQ(page->changes.size(), 1u);
  EXPECT_EQ(page->changes[0].field, "name");
  EXPECT_EQ(page->changes[0].before, "㈲みなも製作所");
  EXPECT_EQ(page->changes[0].effective_on, "2024-10-01");
  EXPECT_EQ(page->changes[0].changed_by_name, cast::secretariat.name);
  EXPECT_EQ(page->organisation.version, 2);
}

TEST(Registry, ASecondSaveFromAnOldFormIsAConflictAndChangesNothing) {
  Scenario s;
  auto id = made(s, minamo());
  Context ctx = s.context_of(cast::secretariat);
  ASSERT_TRUE(update_organisation(ctx, {id, 1, {{"note", "一人目"}}, "", ""}).has_value());
  auto second = update_organisation(ctx, {id, 1, {{"note", "二人目"}}, "", ""});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().fault, Fault::conflict);
  auto page = load_visible_organisation(ctx, id);
  EXPECT_EQ(page->organisation.note, "一人目");
}

TEST(Registry, SavingWithoutAChangeWritesNothing) {
  Scenario s;
  auto id = made(s, minamo());
  Context ctx = s.context_of(cast::secretariat);
  const auto before = s.audit_count();
  ASSERT_TRUE(update_organisation(ctx, {id, 1, {{"name", "㈲みなも製作所"}}, "", ""}).has_value());
  EXPECT_EQ(s.audit_count(), before);
}

TEST(Registry, StatesFollowTheirOrder) {
  Scenario s;
  auto id = made(s, minamo());
  Context ctx = s.context_of(cast::secretariat);
  EXPECT_EQ(change_state(ctx, {id, "resumed", "", ""}).error().fault, Fault::conflict);
  ASSERT_TRUE(change_state(ctx, {id, "paused", "2024-07-01"}).has_value());
  ASSERT_TRUE(change_state(ctx, {id, "resumed", "2024-08-01", ""}).has_value());
  auto no_reason = change_state(ctx, {id, "withdrawn", "2024-09-30", ""});
  ASSERT_FALSE(no_reason.has_value());
  EXPECT_EQ(no_reason.error().fields[0].field, "reason");
  ASSERT_TRUE(change_state(ctx, {id, "withdrawn", "2024-09-30", "事業の終了"}).has_value());
  auto page = load_visible_organisation(ctx, id);
  EXPECT_EQ(page->organisation.state, State::withdrawn);
  EXPECT_EQ(page->organisation.left_on, "2024-09-30");
  EXPECT_EQ(page->events.size(), 4u);
}

TEST(Registry, NobodyLeavesBeforeJoining) {
  Scenario s;
  auto id = made(s, minamo());
  auto early = change_state(s.context_of(cast::secretariat),
                            {id, "withdrawn", "2024-06-02", "事業の終了"});
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().fields[0].field, "happened_on");
}

TEST(Registry, CountsMembersFromEventsAndOnlyTheFirstTimeForTheTarget) {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  auto id = made(s, minamo());
  ASSERT_TRUE(change_state(ctx, {id, "withdrawn", "2024-09-30", "事業の終了"}).has_value());
  NewOrganisation again = minamo();
  again.joined_on = "2024-10-10";
  again.typed[0].second = "有限会社みなも製作所";  // the same company, written otherwise
  made(s, again);
  auto figures = s.db().read([](db::Reader& reader) {
    return standing(reader, {2024, 4, 1}, {2025, 3, 31});
  });
  EXPECT_EQ(figures.members, 1);
  EXPECT_EQ(figures.joined, 2);
  EXPECT_EQ(figures.joined_first_time, 1);
  EXPECT_EQ(figures.left, 1);
  auto at_august = s.db().read([](db::Reader& reader) {
    return standing(reader, {2024, 4, 1}, {2024, 8, 31});
  });
  EXPECT_EQ(at_august.members, 1);
  EXPECT_EQ(at_august.left, 0);
}

TEST(Registry, ThePrefectureSeesMembersButNotPeople) {
  Scenario s;
  auto id = made(s, minamo());
  auto page = load_visible_organisation(s.context_of(cast::prefecture), id);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->organisation.name, "㈲みなも製作所");
  EXPECT_EQ(page->people[0].name, "荒＊＊");
  EXPECT_EQ(page->people[0].email, "a***@example.jp");
  auto found = list_registry(s.context_of(cast::prefecture), {}, "araki");
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->rows.empty());
  auto hers = list_registry(s.context_of(cast::prefecture), {}, "みなも");
  EXPECT_EQ(hers->rows.size(), 1u);
}

TEST(Registry, MembersAndStrangersMayNotRead) {
  Scenario s;
  auto id = made(s, minamo());
  EXPECT_EQ(load_visible_organisation(s.context_of(cast::member), id).error().fault,
            Fault::forbidden);
  EXPECT_EQ(create_organisation(s.context_of(cast::prefecture), minamo()).error().fault,
            Fault::forbidden);
}

TEST(Registry, FindsByAnyWayOfWriting) {
  Scenario s;
  auto id = made(s, minamo());
  for (const char* words : {"みなも", "ﾐﾅﾓ", "有限会社みなも", "㈲みなも", "7000020430005", "096-000-1234",
                            "製"}) {
    auto found = list_registry(s.context_of(cast::secretariat), {}, words);
    ASSERT_TRUE(found.has_value()) << words;
    ASSERT_EQ(found->rows.size(), 1u) << words;
    EXPECT_EQ(found->rows[0].organisation.id, id);
  }
}

std::string number_given(Scenario& s, const std::string& typed) {
  NewOrganisation input;
  input.typed = {{"name", "会員"}, {"member_no", typed}};
  auto page = load_visible_organisation(s.context_of(cast::secretariat), made(s, input));
  EXPECT_TRUE(page.has_value());
  return page->organisation.member_no;
}

TEST(Registry, NoMemberNumberIsHandedOutTwice) {
  Scenario s;
  EXPECT_EQ(number_given(s, ""), "K0001");
  number_given(s, "KX1");  // another series: it neither raises nor restarts ours
  number_given(s, "K9999-2");
  EXPECT_EQ(number_given(s, ""), "K0002");
  number_given(s, "K9999");
  EXPECT_EQ(number_given(s, ""), "K10000");
  EXPECT_EQ(number_given(s, ""), "K10001");
  NewOrganisation taken;
  taken.typed = {{"name", "会員"}, {"member_no", "Ｋ9999"}};
  auto refused = create_organisation(s.context_of(cast::secretariat), taken);
  ASSERT_FALSE(refused.has_value());
  ASSERT_EQ(refused.error().fields.size(), 1u);
  EXPECT_EQ(refused.error().fields[0].field, "member_no");
}

TEST(Registry, TheDatabaseItselfRefusesASecondLivingOwnerOfANumber) {
  Scenario s;
  Organisation first;
  first.id = OrganisationId::make(s.now());
  first.name = "先の会員";
  first.member_no = "K0007";
  Organisation second = first;
  second.id = OrganisationId::make(s.now());
  const auto put = [&s](const Organisation& o) {
    return s.db().write(
        [&](db::Tx& tx) { return store::insert_organisation(tx, o, match_keys(o, "")); });
  };
  ASSERT_TRUE(put(first).has_value());
  auto twice = put(second);
  ASSERT_FALSE(twice.has_value());
  EXPECT_EQ(twice.error().fault, Fault::conflict);
  second.state = State::merged;  // what was merged keeps the number that its papers carry
  EXPECT_TRUE(put(second).has_value());
}

std::string refused_at(const Result<void>& result) {
  if (result || result.error().fields.empty()) return "";
  return result.error().fields[0].field;
}

TEST(Registry, ADayThatHasNotComeIsRefusedAtItsField) {  // today is 2024-10-28
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  auto id = made(s, minamo());
  EXPECT_EQ(refused_at(change_state(ctx, {id, "paused", "2024-10-29", ""})), "happened_on");
  EXPECT_EQ(refused_at(change_state(ctx, {id, "withdrawn", "2042-10-01", "解散"})), "happened_on");
  EXPECT_EQ(refused_at(update_organisation(ctx, {id, 1, {{"note", "あ"}}, "2024-10-29", ""})),
            "effective_on");
  const PersonId person = load_visible_organisation(ctx, id)->people[0].id;
  auto saved = save_person(ctx, {.organisation_id = id, .id = person, .version = 1,
                                 .typed = {{"title", "部長"}}, .effective_on = "2024-10-29"});
  ASSERT_FALSE(saved.has_value());
  EXPECT_EQ(saved.error().fields[0].field, "effective_on");
  NewOrganisation early = minamo();
  early.joined_on = "2024-10-29";
  auto joined = create_organisation(ctx, early);
  ASSERT_FALSE(joined.has_value());
  EXPECT_EQ(joined.error().fields[0].field, "joined_on");
  EXPECT_EQ(load_visible_organisation(ctx, id)->organisation.version, 1);
  EXPECT_TRUE(change_state(ctx, {id, "paused", "2024-10-28", ""}).has_value());
}

TEST(Registry, AStateDoesNotEndBeforeItBegan) {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  auto id = made(s, minamo());
  ASSERT_TRUE(change_state(ctx, {id, "paused", "2024-07-01", ""}).has_value());
  EXPECT_EQ(refused_at(change_state(ctx, {id, "resumed", "2024-06-30", ""})), "happened_on");
  EXPECT_EQ(load_visible_organisation(ctx, id)->organisation.state, State::paused);
  ASSERT_TRUE(change_state(ctx, {id, "resumed", "2024-08-01", ""}).has_value());
  EXPECT_EQ(refused_at(change_state(ctx, {id, "withdrawn", "2024-07-15", "解散"})), "happened_on");
  EXPECT_TRUE(change_state(ctx, {id, "withdrawn", "2024-08-01", "解散"}).has_value());
}

TEST(Registry, TheFirstContactHasItsAuditAndHistory) {
  Scenario s;
  auto id = made(s, minamo());
  Context ctx = s.context_of(cast::secretariat);
  auto page = load_visible_organisation(ctx, id);
  std::set<std::string> fields;
  for (const auto& change : page->changes) {
    EXPECT_EQ(change.person_id, page->people[0].id.text);
    fields.insert(change.field);
  }
  EXPECT_EQ(fields, (std::set<std::string>{"name", "email", "is_primary"}));
  int created = 0;
  auto timeline = load_timeline(ctx, id, 0);
  for (const auto& entry : *timeline) created += entry.action == "members.person.created" ? 1 : 0;
  EXPECT_EQ(created, 1);
  EXPECT_EQ(page->organisation.version, 1);
}

TEST(Registry, ADayWhoseFigureIsNotTheSumOfItsEventsIsFound) {
  Scenario s;
  const auto unequal = [&] { return s.db().read(unequal_days); };
  for (const char* day : {"2024-06-03", "2024-06-03", "2024-07-01", ""}) {
    NewOrganisation input;
    input.typed = {{"name", std::string("会員") + day}};
    input.joined_on = day;
    made(s, input);
  }
  EXPECT_TRUE(unequal().empty());
  const auto spoil = [&](const std::string& statement) {
    ASSERT_TRUE(s.db().write(
        [&](db::Tx& tx) { return tx.run(db::Query{"test.spoil", statement}); }));
  };
  spoil("UPDATE membership_days SET number = number + 1 WHERE day = '2024-06-03'");
  EXPECT_EQ(unequal(), std::vector<std::string>{"2024-06-03"});
  spoil("DELETE FROM membership_days WHERE day = '2024-07-01'");  // events without their sum
  EXPECT_EQ(unequal(), (std::vector<std::string>{"2024-06-03", "2024-07-01"}));
}

TEST(Registry, MemberNumbersStandInTheirOrderBeyondFourDigits) {
  Scenario s;
  for (const char* number : {"K10001", "K1001", "K9999", "K10000", "K1000"}) {
    number_given(s, number);
  }
  std::vector<std::string> expected{"K1000", "K1001", "K9999", "K10000", "K10001"};
  for (bool descending : {false, true}) {
    store::ListFilter filter{.descending = descending, .most = 2};
    std::vector<std::string> seen;
    for (bool more = true; more;) {
      auto found = list_registry(s.context_of(cast::secretariat), filter, "");
      ASSERT_TRUE(found.has_value());
      for (const auto& row : found->rows) seen.push_back(row.organisation.member_no);
      filter.after_id = found->rows.back().organisation.id.text;
      filter.after_value = seen.back();
      more = found->more && seen.size() < 10;
    }
    EXPECT_EQ(seen, expected);
    std::reverse(expected.begin(), expected.end());
  }
}

TEST(Registry, ThereIsOneFirstContactAndTheListNamesThem) {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  auto id = made(s, minamo());
  const PersonEdit next{.organisation_id = id,
                        .typed = {{"name", "若葉 二"}, {"email", "wakaba@example.jp"},
                                  {"is_primary", "1"}}};
  ASSERT_TRUE(save_person(ctx, next).has_value());
  const auto people = load_visible_organisation(ctx, id)->people;
  ASSERT_EQ(people.size(), 2u);
  EXPECT_EQ(people[0].name, "若葉 二");
  EXPECT_TRUE(people[0].is_primary);
  EXPECT_FALSE(people[1].is_primary);
  EXPECT_EQ(list_registry(ctx, {}, "")->rows[0].contact, "若葉 二");
  const auto told = s.db().read([&](db::Reader& r) { return list_addressees_of(r, {id}); });
  EXPECT_EQ(told[0].email, "wakaba@example.jp");
}

TEST(Registry, PagesByKeyWithoutLossOrRepetition) {
  Scenario s;
  for (int i = 0; i < 25; ++i) {
    NewOrganisation input;
    input.typed = {{"name", "会員" + std::to_string(i)}, {"name_kana", "カイイン"}};
    made(s, input);
  }
  for (const char* sort : {"member_no", "name_kana", "joined_on", "updated_at"}) {
    for (bool descending : {false, true}) {
      store::ListFilter filter;
      filter.sort = sort;
      filter.descending = descending;
      filter.most = 7;
      std::set<std::string> seen;
      for (;;) {
        auto found = list_registry(s.context_of(cast::secretariat), filter, "");
        ASSERT_TRUE(found.has_value());
        for (const auto& row : found->rows) {
          EXPECT_TRUE(seen.insert(row.organisation.id.text).second) << sort;
        }
        if (!found->more) break;
        const Organisation& last = found->rows.back().organisation;
        filter.after_id = last.id.text;
        filter.after_value = std::string(sort) == "updated_at"
                                 ? std::to_string(last.updated_at.ms)
                                 : sort_text(last, sort);
      }
      EXPECT_EQ(seen.size(), 25u) << sort;
    }
  }
}

}  // namespace
}  // namespace musubi::members
