// service_test.cc - the rules of applications: who may move which state on, one at a time, counted
// and numbered without doubt; what the office does on somebody's behalf; what is masked for whom.
#include <set>
#include <thread>

#include "core/search/search.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"
#include "features/applications/record.h"
#include "support/applications.h"
#include "web/urlencoded.h"

namespace musubi::applications {
namespace {

namespace cast = test::cast;

class Applications : public Applying {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }
  Context manager() { return s_.context_of(cast::manager); }

  NewEntry entry(const std::string& name = "株式会社かくう商店") {
    NewEntry out;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (const auto& [field, value] : answers(step)) out.typed.emplace_back(field, value);
    }
    for (auto& [field, value] : out.typed) {
      if (field == "name") value = name;
    }
    out.intake_route = "paper";
    return out;
  }
  ApplicationId entered(const std::string& name = "株式会社かくう商店") {
    auto made = enter_application(office(), entry(name));
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? *made : ApplicationId{};
  }
  template <class F>
  Result<Application> in_tx(F&& f) {
    return s_.db().write([&](db::Tx& tx) -> Result<Application> { return f(tx); });
  }
};

TEST_F(Applications, PaperHasItsRouteItsDayAndMayLackMailAndConsents) {
  NewEntry input = entry();
  for (auto& [field, value] : input.typed) {
    if (field == "contact_email") value = "";
  }
  input.received_on = "2024-10-25";
  input.consents = {"rules", "nonsense"};
  input.sending = "one";
  const auto id = enter_application(office(), input);
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(*enter_application(office(), input), *id);  // sent twice
  const auto found = view(*id);
  EXPECT_EQ(found.application.intake_route, "paper");
  EXPECT_EQ(found.application.received_on, "2024-10-25");
  EXPECT_EQ(found.application.entered_by_name, cast::secretariat.name);
  ASSERT_EQ(found.consents.size(), 1u);
  EXPECT_EQ(found.consents[0].medium, "paper");
  EXPECT_EQ(found.consents[0].agreed_at, start_of_day_in_japan({2024, 10, 25}));
  EXPECT_TRUE(letters().empty());
  ConsentsOnPaper later{{"rules", "privacy", "anti_social"}, "paper", "2024-10-26"};
  ASSERT_TRUE(record_consents(office(), *id, later));
  const auto consents = view(*id).consents;
  ASSERT_EQ(consents.size(), 3u);  // rules once only
  EXPECT_EQ(consents[0].agreed_at, start_of_day_in_japan({2024, 10, 25}));
  EXPECT_EQ(consents[1].agreed_at, start_of_day_in_japan({2024, 10, 26}));
  for (const char* day : {"2024-10-29", "", "2024-10-32"}) {
    later.consented_on = day;
    EXPECT_EQ(record_consents(office(), *id, later).error().fields.at(0).field, "consented_on");
  }
  later.consented_on = "2024-10-26";
  later.kinds = {"nonsense"};
  EXPECT_EQ(record_consents(office(), *id, later).error().fields.at(0).field, "kinds");
  input.intake_route = "web";
  EXPECT_EQ(enter_application(office(), input).error().fields.at(0).field, "intake_route");
  input.intake_route = "paper";
  input.received_on = "2024-10-29";
  EXPECT_EQ(enter_application(office(), input).error().fields.at(0).field, "received_on");
  input.received_on = "2024-10-25";
  input.consented_on = "2024-10-29";
  EXPECT_EQ(enter_application(office(), input).error().fields.at(0).field, "consented_on");
}

TEST_F(Applications, TheOfficeHearsOfItWithWhatTheApplicantIsNotTold) {
  const auto deliver = [&] {
    outbox::Handlers handlers;
    mail::add_handlers(handlers);
    add_handlers(handlers);
    s_.deliver(handlers);
    int told = 0;
    for (const auto& letter : letters()) told += letter.to_address == cast::manager.login ? 1 : 0;
    return told;
  };
  entered("はじめの団体");
  EXPECT_EQ(deliver(), 1);
  EXPECT_NE(letters().front().body.find("見つかっていません"), std::string::npos);
  entered("はじめの団体");
  EXPECT_EQ(deliver(), 2);
  EXPECT_NE(letters().front().body.find("申込みが1件"), std::string::npos);
  for (const auto& letter : letters()) EXPECT_NE(letter.to_address, cast::secretariat.login);
  entered("あとの団体");  // the outbox stood still for a week: no news any more
  s_.advance_minutes(7 * 24 * 60);
  EXPECT_EQ(deliver(), 2);
}

TEST_F(Applications, StatesFollowOneAnotherAndNoOtherWay) {
  const auto id = entered();
  const auto state = [&] { return view(id).application.state; };
  EXPECT_EQ(in_tx([&](db::Tx& tx) { return mark_ready_for_decision(tx, office(), id); })
                .error().fault, Fault::conflict);
  EXPECT_EQ(in_tx([&](db::Tx& tx) { return record_decision(tx, manager(), id, {true, true, ""}); })
                .error().fault, Fault::conflict);
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return begin_review(tx, office(), id); }));
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return begin_review(tx, office(), id); }));
  EXPECT_EQ(state(), State::reviewing);
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return mark_ready_for_decision(tx, office(), id); }));
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return send_back_to_review(tx, office(), id); }));
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return mark_ready_for_decision(tx, office(), id); }));
  EXPECT_EQ(in_tx([&](db::Tx& tx) {
              return record_decision(tx, manager(), id, {true, true, "2024-10-29"});
            }).error().fields.at(0).field, "decided_on");
  ASSERT_TRUE(in_tx([&](db::Tx& tx) {
    return record_decision(tx, manager(), id, {true, true, "2024-10-28"});
  }));
  EXPECT_EQ(withdraw(office(), {}, id, "電話で申し出", 0).error().fault, Fault::conflict);
  ASSERT_TRUE(in_tx([&](db::Tx& tx) { return mark_registered(tx, office(), id, cast::kOwn); }));
  EXPECT_EQ(state(), State::registered);
  const auto counted = s_.db().read([](db::Reader& reader) {
    return list_approved(reader, {2024, 4, 1}, {2025, 3, 31}, "", "", 10);
  });
  ASSERT_EQ(counted.size(), 1u);
  EXPECT_TRUE(counted[0].first_time);
  EXPECT_EQ(counted[0].decided_on, "2024-10-28");
  EXPECT_EQ(counted[0].organisation_id, cast::kOwn);
}

TEST_F(Applications, AStaleFormIsAConflictThatChangesNothing) {
  const auto id = entered();
  const auto version = view(id).application.version;
  ASSERT_TRUE(assign(office(), id, cast::secretariat.id, version));
  EXPECT_EQ(assign(manager(), id, cast::manager.id, version).error().fault, Fault::conflict);
  EXPECT_EQ(view(id).application.assigned_to, cast::secretariat.id);
  EXPECT_EQ(request_supplement(manager(), id, {"見直してください", {"name"}, false, ""}, version)
                .error().fault, Fault::conflict);
  EXPECT_TRUE(view(id).supplements.empty());
  EXPECT_EQ(assign(office(), id, cast::auditor.id, 0).error().fault, Fault::invalid);
}

TEST_F(Applications, ReceiptNumbersHaveNoDoublesUnderContention) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(enter_application(office(), entry("団体" + std::to_string(t * 10 + i))));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> numbers;
  QueueFilter filter;
  filter.most = 100;
  const auto queue = list_applications(office(), filter, "");
  ASSERT_TRUE(queue.has_value());
  for (const auto& row : queue->rows) {
    numbers.insert(row.application.receipt_no);
  }
  EXPECT_EQ(numbers.size(), 20u);
  EXPECT_TRUE(numbers.contains("R6-0020"));
}

TEST_F(Applications, EachFiscalYearCountsFromOne) {
  EXPECT_EQ(receipt_no_of({2025, 3, 31}, 7), "R6-0007");
  EXPECT_EQ(receipt_no_of({2025, 4, 1}, 12), "R7-0012");
  NewEntry input = entry();
  input.received_on = "2024-03-29";
  EXPECT_EQ(view(*enter_application(office(), input)).application.receipt_no, "R5-0001");
  EXPECT_EQ(view(entered()).application.receipt_no, "R6-0001");
}

TEST_F(Applications, AgeCountsOfficeDaysOnly) {
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return settings::change(tx, manager(), settings::kClosedDays, "2024-10-14");
  }));
  NewEntry input = entry();
  input.received_on = "2024-10-11";  // Friday; Monday is a holiday
  const auto id = *enter_application(office(), input);
  const auto age_on = [&](Date day) {
    return s_.db().read([&](db::Reader& r) { return age_of(r, *find_application(r, id), day); });
  };
  EXPECT_EQ(age_on({2024, 10, 11}), 0);
  EXPECT_EQ(age_on({2024, 10, 15}), 1);
  EXPECT_EQ(age_on({2024, 10, 28}), 10);
  EXPECT_EQ(view(id).application.due_on, "2024-10-28");
  QueueFilter late;
  late.late = true;
  EXPECT_EQ(list_applications(office(), late, "")->rows.size(), 0u);
  s_.advance_minutes(24 * 60);
  EXPECT_EQ(list_applications(office(), late, "")->rows.size(), 1u);
}

TEST_F(Applications, TheQueueIsPagedByKeyFilteredAndSearched) {
  for (int i = 0; i < 5; ++i) entered("団体" + std::to_string(i));
  QueueFilter filter;
  filter.most = 2;
  std::vector<std::string> seen;
  for (;;) {
    const auto page = list_applications(office(), filter, "");
    ASSERT_TRUE(page.has_value());
    for (const auto& row : page->rows) seen.push_back(row.application.organisation.name);
    if (!page->more) break;
    filter.after_value = page->rows.back().application.received_on;
    filter.after_id = page->rows.back().application.id.text;
  }
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 5u);
  EXPECT_EQ(list_applications(office(), {}, "団体3")->rows.size(), 1u);
  EXPECT_EQ(list_applications(office(), {}, "R6-0002")->rows.size(), 1u);
  QueueFilter none;
  none.assigned_to = "none";
  EXPECT_EQ(list_applications(office(), none, "")->count, 5);
  none.intake_route = "web";
  EXPECT_EQ(list_applications(office(), none, "")->count, 0);
}

TEST_F(Applications, PeopleAreMaskedForThePrefectureAndHiddenFromMembers) {
  const auto id = entered();
  const auto seen = load_visible_application(s_.context_of(cast::prefecture), id);
  ASSERT_TRUE(seen.has_value());
  EXPECT_TRUE(seen->masked);
  EXPECT_EQ(seen->application.people[0].name, "架＊＊");
  EXPECT_EQ(seen->application.organisation.representative_name, "架＊＊");
  EXPECT_EQ(seen->application.email.find("tanto"), std::string::npos);
  EXPECT_FALSE(load_visible_application(s_.context_of(cast::member_admin), id).has_value());
  EXPECT_EQ(assign(s_.context_of(cast::prefecture), id, cast::prefecture.id, 0).error().fault,
            Fault::forbidden);
  const std::string person = "/office/search?q=" + web::percent_encode("架空 花子");
  s_.as(cast::secretariat).get(person).contains("株式会社かくう商店");
  s_.as(cast::prefecture).get(person).lacks("株式会社かくう商店");
  s_.as(cast::prefecture).get("/office/search?q=R6-0001").contains("株式会社かくう商店");
}

TEST_F(Applications, ADraftIsNobodysButTheApplicants) {
  test::Visitor v = s_.stranger();
  begin(v);
  const auto id = s_.db().read([](db::Reader& reader) {
    constexpr db::Query kDraft{"test.draft", "SELECT id FROM applications WHERE state = 'draft'"};
    return ApplicationId{reader.first(kDraft)->text(0)};
  });
  EXPECT_EQ(load_visible_application(manager(), id).error().fault, Fault::not_found);
  s_.as(cast::manager).get(path_of(id)).status(404);
  EXPECT_EQ(assign(office(), id, cast::secretariat.id, 0).error().fault, Fault::not_found);
  EXPECT_TRUE(queue().empty());
}

TEST_F(Applications, WhatTheDeskSaysStandsOnThePageAndMayStopAStep) {
  const auto id = entered();
  ASSERT_TRUE(request_supplement(office(), id, {"電話番号を", {"telephone"}, false, ""}, 0));
  Desk desk;
  desk.observers.push_back({.supplemented = [](db::Tx&, const Context&, const Application&,
                                               const Supplement&) {
                              return Result<void>(fail(Fault::conflict, "いまは進められません"));
                            },
                            .withdrawn = {}});
  Answer answer;
  answer.typed = {{"telephone", "096-000-4321"}};
  EXPECT_EQ(record_answer(office(), desk, id, answer).error().says, "いまは進められません");
  EXPECT_EQ(view(id).application.state, State::supplement);
  ASSERT_TRUE(record_answer(office(), {}, id, answer));
  EXPECT_EQ(view(id).application.organisation.telephone, "096-000-4321");
  EXPECT_EQ(view(id).supplements[0].answered_by_name, cast::secretariat.name);
}

TEST_F(Applications, TheOfficesPagesWorkFromTheListToTheWithdrawal) {
  auto& o = s_.as(cast::secretariat);
  o.get("/office/applications").status(200).contains("条件に合う申込みはありません");
  o.get("/office/applications/new").status(200).contains("受付経路");
  o.post("/office/applications", {{"name", "かくう"}}).status(422).contains("f-intake_route");
  test::FormFields form{{"intake_route", "telephone"}};
  for (const auto& [field, value] : entry().typed) form.emplace_back(field, value);
  o.post("/office/applications", form)
      .leads_to("/office/applications/")
      .audited("applications.application.received");
  const Application a = queue().at(0);
  o.get("/office/applications").contains("R6-0001").contains("電話").contains("受付");
  o.get("/office").contains("受け付けた入会申込");
  o.get(path_of(a.id)).status(200).contains("受け持つ").contains("同意はまだ記録されていません");
  o.post(path_of(a.id) + "/assignment", {{"assigned_to", cast::secretariat.id.text},
                                         {"version", std::to_string(a.version)}})
      .leads_to(path_of(a.id))
      .audited("applications.application.assigned");
  o.get(path_of(a.id)).contains(cast::secretariat.name).contains("入会申込の担当を決めました");
  o.post(path_of(a.id) + "/assignment", {{"assigned_to", "だれか"}, {"version", "2"}})
      .status(422).contains("<title>エラー：").contains("#f-assigned_to").contains("担当を決める");
  o.get("/office/applications?assigned_to=me").contains("R6-0001");
  o.get(path_of(a.id) + "/supplements/new").status(200);
  o.post(path_of(a.id) + "/supplements", {{"request", "見直してください"}})
      .status(422)
      .contains("f-fields")
      .contains("見直してください");
  o.get(path_of(a.id) + "/withdrawal").status(200);
  o.post(path_of(a.id) + "/withdrawal", {{"reason", ""}}).status(422).contains("f-reason");
  o.post(path_of(a.id) + "/withdrawal", {{"reason", "10月28日に電話"}}).leads_to(path_of(a.id));
  o.get(path_of(a.id)).contains("取下げ").contains("10月28日に電話").lacks("受け持つ");
  s_.as(cast::prefecture)
      .get(path_of(a.id))
      .status(200)
      .contains("一部を伏せて")
      .lacks("架空 花子")
      .lacks("10月28日に電話");
  s_.as(cast::prefecture).post(path_of(a.id) + "/withdrawal", {{"reason", "x"}}).status(403);
  s_.as(cast::member).get(path_of(a.id)).status(403);
}

}  // namespace
}  // namespace musubi::applications
