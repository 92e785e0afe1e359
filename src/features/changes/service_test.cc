// service_test.cc - the promises of changes by members: what is free changes at once, what is key
// waits for a person, a day to come is kept, accounts end with the organisation, nobody acts for
// another organisation, and what was sent twice or overtaken never gets lost.
#include "features/changes/service.h"

#include <algorithm>

#include "features/changes/keeping/keeping.h"
#include "support/holdings.h"
#include "support/managing.h"

namespace musubi::changes {
namespace {

namespace cast = test::cast;
using test::has;

class Changes : public test::ManagingCase {
 protected:
  Wish wish(members::TypedFields values, const std::string& day = "",
            const std::string& reason = "届出の理由") {
    Wish out;
    out.values = std::move(values);
    out.effective_on = day;
    out.reason = reason;
    return out;
  }
  Request sent(Kind kind, const Wish& what) {
    auto draft = write_draft(admin(), kind, what);
    EXPECT_TRUE(draft.has_value()) << (draft ? "" : draft.error().says);
    auto done = send_request(admin(), *draft);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
    return *done;
  }
  Request stored(const ChangeId& id) {
    return *s_.db().read([&](db::Reader& reader) { return store::find_request(reader, id); });
  }
  Result<Request> confirmed(const ChangeId& id, std::vector<std::string> takes = {},
                            const std::string& note = "", const std::string& into_no = "") {
    return confirm_request(office(), id, {0, 0, std::move(takes), into_no, note});
  }
  std::string refused_at(const auto& result) {
    if (result || result.error().fields.empty()) return "";
    return result.error().fields.front().field;
  }
  // What core/holdings is told about this address, as one text; "" when nothing is.
  std::string told(const std::string& email) {
    return test::told(s_.db(), holdings_sources(), email);
  }
  std::vector<mail::Mail> letters_to(const std::string& address) {
    std::vector<mail::Mail> out;
    for (auto& letter : mails()) {
      if (letter.to_address == address) out.push_back(std::move(letter));
    }
    return out;
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s_.deliver(handlers);
  }
};

TEST_F(Changes, EveryFieldOfTheRegistryIsFreeKeyOrTheOffices) {
  const std::vector<std::string_view> offices{"member_no", "uses_platform", "note"};
  for (const auto& field : members::organisation_fields()) {
    const bool own = find_own_field(field.name) != nullptr;
    const bool of_office =
        std::find(offices.begin(), offices.end(), field.name) != offices.end();
    EXPECT_NE(own, of_office) << field.name;
  }
}

TEST_F(Changes, WhatIsFreeChangesAtOnceAndWhatIsKeyDoesNot) {
  const auto before = registered(own_).organisation;
  ASSERT_TRUE(change_contact_details(admin(), {before.version,
                                               {{"telephone", "０９６（０００）２２２２"},
                                                {"interests", "ＡＩ\n農業"},
                                                {"name", "別の名前"},
                                                {"note", "事務局のメモ"}}}));
  const auto after = registered(own_).organisation;
  EXPECT_EQ(after.telephone, "096-000-2222");
  EXPECT_EQ(after.interests, "ＡＩ\n農業");
  EXPECT_EQ(after.name, before.name);
  EXPECT_EQ(after.note, before.note);
  EXPECT_EQ(count("SELECT count(*) FROM field_changes WHERE cause = 'request' AND"
                  " field = 'telephone' AND changed_by_name <> ''"),
            1);
}

TEST_F(Changes, TwoAtOnceOnTheContactDetailsAreAConflict) {
  const auto shown = registered(own_).organisation.version;
  ASSERT_TRUE(change_contact_details(admin(), {shown, {{"telephone", "096-000-2222"}}}));
  const auto late = change_contact_details(admin(), {shown, {{"telephone", "096-000-3333"}}});
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(registered(own_).organisation.telephone, "096-000-2222");
}

TEST_F(Changes, ARequestChangesNothingBeforeTheOfficeConfirmsIt) {
  const Request request = sent(Kind::details, wish({{"name", "みなも株式会社"},
                                                    {"address", "熊本市北区架空町2-2"}},
                                                   "2024-10-01"));
  EXPECT_EQ(request.receipt_no(), "変更R6-0001");
  EXPECT_EQ(request.state, State::waiting);
  EXPECT_EQ(registered(own_).organisation.name, "有限会社みなも製作所");
  EXPECT_EQ(refused_at(confirmed(request.id, {})), "takes");
  EXPECT_EQ(refused_at(confirmed(request.id, {"name"})), "note");  // what is left out needs a word
  ASSERT_TRUE(confirmed(request.id, {"name"}, "所在地は登記を確かめてからにします"));
  EXPECT_EQ(registered(own_).organisation.name, "みなも株式会社");
  EXPECT_EQ(registered(own_).organisation.address, "熊本市中央区架空町1-1");
  EXPECT_EQ(stored(request.id).state, State::done);
  EXPECT_EQ(count("SELECT count(*) FROM field_changes WHERE field = 'name' AND"
                  " effective_on = '2024-10-01' AND cause = 'request'"),
            1);
  EXPECT_EQ(confirmed(request.id, {"name"}).error().fault, Fault::conflict);  // it is over
}

TEST_F(Changes, SentTwiceIsOneRequestAndOneLetter) {
  const Wish what = wish({{"name", "みなも株式会社"}});
  Wish twice = what;
  twice.sending = "s1";
  const auto first = write_draft(admin(), Kind::details, twice);
  const auto second = write_draft(admin(), Kind::details, twice);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  ASSERT_TRUE(send_request(admin(), *first));
  const auto again = send_request(admin(), *first);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->receipt_no(), "変更R6-0001");
  deliver();
  EXPECT_EQ(count("SELECT count(*) FROM change_requests"), 1);
  EXPECT_EQ(letters_to(cast::member_admin.login).size(), 1U);
}

TEST_F(Changes, TheOfficeIsToldOnceOfEachRequestThatWaitsForIt) {
  const Request request = sent(Kind::withdrawal, wish({}, "2024-11-29", "事業の終了のため"));
  ASSERT_TRUE(send_request(admin(), request.id));  // pressed twice
  deliver();
  for (const auto* person : {&cast::secretariat, &cast::manager}) {
    const auto letters = letters_to(person->login);
    ASSERT_EQ(letters.size(), 1U) << person->login;
    EXPECT_NE(letters.front().subject.find(request.receipt_no()), std::string::npos);
    for (const std::string& part : {std::string("退会"), std::string("有限会社みなも製作所"),
                                    "/office/change-requests/" + request.id.text}) {
      EXPECT_TRUE(has(letters.front().body, part)) << part;
    }
    // What the member wrote stays where one signs in.
    EXPECT_FALSE(has(letters.front().body, "事業の終了のため"));
  }
  EXPECT_TRUE(letters_to(cast::prefecture.login).empty());
  ASSERT_TRUE(ask_member(office(), request.id, {0, "いつまでですか"}));
  deliver();
  EXPECT_EQ(letters_to(cast::secretariat.login).size(), 1U);  // its own question is no news
}

TEST_F(Changes, WhatNeedsNobodyOrIsTakenBackIsNoNewsForTheOffice) {
  const std::string leaver = registered(own_).people.front().id.text;
  sent(Kind::contact, wish({{"leaves", leaver}, {"name", "新任 あかり"},
                            {"email", "akari@minamo.example.jp"}},
                           "2024-10-28", ""));
  const Request request = sent(Kind::details, wish({{"name", "みなも株式会社"}}));
  ASSERT_TRUE(take_back_request(admin(), request.id));
  deliver();
  EXPECT_TRUE(letters_to(cast::secretariat.login).empty());
}

TEST_F(Changes, OneFieldIsInOneOpenRequestOnly) {
  const Request first = sent(Kind::details, wish({{"name", "みなも株式会社"}}));
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::details, wish({{"name", "みなも合同会社"}}))),
            "name");
  EXPECT_TRUE(write_draft(admin(), Kind::details, wish({{"employees", "48"}})));
  ASSERT_TRUE(take_back_request(admin(), first.id));
  EXPECT_TRUE(write_draft(admin(), Kind::details, wish({{"name", "みなも合同会社"}})));
}

TEST_F(Changes, WhatIsTypedIsCheckedByTheRegistrysRules) {
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::details, wish({{"corporate_number", "123"}}))),
            "corporate_number");
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::details, wish({{"name", ""}}))), "name");
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::details,
                                   wish({{"name", "有限会社みなも製作所"}}))),
            "name");  // nothing differs
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::details,
                                   wish({{"name", "みなも株式会社"}}, "", ""))),
            "reason");
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::withdrawal, wish({}, "2024-10-27"))),
            "effective_on");
  EXPECT_EQ(refused_at(write_draft(admin(), Kind::withdrawal, wish({}, "2026-04-01"))),
            "effective_on");
  EXPECT_EQ(write_draft(admin(), Kind::resume, wish({}, "2024-11-01")).error().fault,
            Fault::conflict);  // not in a pause
}

TEST_F(Changes, ARegistryThatMovedOnIsShownAndNotOverwritten) {
  const Request request = sent(Kind::details, wish({{"address", "熊本市北区架空町2-2"}}));
  const auto shown = registered(own_).organisation.version;
  const Context system = s_.system_context();
  ASSERT_TRUE(system.db.write([&](db::Tx& tx) {
    return members::change_registration(tx, system, own_, 0,
                                        {{"address", "熊本市南区架空町9-9"}}, {});
  }));
  const auto late = confirm_request(office(), request.id, {0, shown, {"address"}, "", ""});
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(registered(own_).organisation.address, "熊本市南区架空町9-9");
  const auto page = load_request(office(), request.id);
  EXPECT_TRUE(page->fields.at(0).moved);
  EXPECT_EQ(page->fields.at(0).now, "熊本市南区架空町9-9");
  const Confirmation seen{0, registered(own_).organisation.version, {"address"}, "", ""};
  ASSERT_TRUE(confirm_request(office(), request.id, seen));
  EXPECT_EQ(registered(own_).organisation.address, "熊本市北区架空町2-2");
}

TEST_F(Changes, TheOfficeAsksAndTheAnswerComesBackToIt) {
  const Request request = sent(Kind::details, wish({{"address", "熊本市北区架空町2-2"}}));
  ASSERT_TRUE(ask_member(office(), request.id, {0, "登記も移りましたか"}));
  EXPECT_EQ(stored(request.id).state, State::asked);
  Wish answer = wish({{"address", "熊本市北区架空町2-3"}});
  EXPECT_EQ(refused_at(rewrite_request(admin(), request.id, answer)), "answer");
  answer.answer = "はい、10月に移りました";
  ASSERT_TRUE(rewrite_request(admin(), request.id, answer));
  const Request now = stored(request.id);
  EXPECT_EQ(now.state, State::waiting);
  EXPECT_EQ(now.text("address"), "熊本市北区架空町2-3");
  EXPECT_EQ(rewrite_request(admin(), request.id, answer).error().fault, Fault::conflict);
}

TEST_F(Changes, DecliningNeedsAReasonAndLeavesTheRegistryAlone) {
  const Request request = sent(Kind::details, wish({{"name", "みなも株式会社"}}));
  EXPECT_EQ(refused_at(decline_request(office(), request.id, {0, " "})), "reason");
  ASSERT_TRUE(decline_request(office(), request.id, {0, "登記を確かめられませんでした"}));
  EXPECT_EQ(registered(own_).organisation.name, "有限会社みなも製作所");
  EXPECT_EQ(take_back_request(admin(), request.id).error().fault, Fault::conflict);
}

TEST_F(Changes, NobodyActsForAnotherOrganisationAndTheOfficeSeesNoDraft) {
  const auto draft = write_draft(admin(), Kind::details, wish({{"name", "みなも株式会社"}}));
  ASSERT_TRUE(draft);
  const Context stranger = as(cast::other_admin, other_);
  EXPECT_EQ(load_own_request(stranger, *draft).error().fault, Fault::not_found);
  EXPECT_EQ(send_request(stranger, *draft).error().fault, Fault::not_found);
  EXPECT_EQ(take_back_request(stranger, *draft).error().fault, Fault::not_found);
  EXPECT_EQ(load_request(office(), *draft).error().fault, Fault::not_found);
  EXPECT_EQ(write_draft(as(cast::member, own_), Kind::pause, wish({}, "2024-11-01")).error().fault,
            Fault::forbidden);
  EXPECT_EQ(confirmed(*draft).error().fault, Fault::not_found);
  EXPECT_EQ(list_requests(as(cast::prefecture), {}).error().fault, Fault::forbidden);
  const auto person = registered(other_).people.front().id;
  EXPECT_EQ(save_own_person(admin(), {person, 0, {{"name", "別人"}}, ""}).error().fault,
            Fault::not_found);
}

TEST_F(Changes, ANewRepresentativeIsScreenedAgain) {
  const Request request = sent(Kind::details, wish({{"representative_name", "架空 花子"}}));
  int told = 0;
  outbox::Handlers handlers;
  handlers["members.representative.changed"] = [&](const Context&,
                                                   const outbox::Message& message) -> Result<void> {
    if (message.body.value("id", "") == own_.text) ++told;
    return {};
  };
  ASSERT_TRUE(confirmed(request.id, {"representative_name"}));
  s_.deliver(handlers);
  EXPECT_EQ(told, 1);
}

TEST_F(Changes, OfficersWhomTheRegistryDoesNotHoldAreScreenedAgainOnceConfirmed) {
  int told_of = 0;
  outbox::Handlers handlers;
  handlers["members.representative.changed"] = [&](const Context&,
                                                   const outbox::Message& message) -> Result<void> {
    if (message.body.value("id", "") == own_.text) ++told_of;
    return {};
  };
  const Wish officers = wish({{"officers_changed", "1"}}, "", "監事の交代");
  const Request declined = sent(Kind::details, officers);
  ASSERT_TRUE(decline_request(office(), declined.id, {0, "同じ届出がありました"}));
  const Request request = sent(Kind::details, officers);
  s_.deliver(handlers);
  EXPECT_EQ(told_of, 0);
  const std::string path = "/office/change-requests/" + request.id.text;
  s_.as(cast::secretariat).get(path).status(200).contains("役員の交代").contains("ありました");
  s_.as(cast::secretariat).post(path + "/confirmation", {{"form", "confirm"},
                                                         {"take_officers_changed", "right"}})
      .status(303);
  s_.deliver(handlers);
  EXPECT_EQ(told_of, 1);
  EXPECT_EQ(stored(request.id).state, State::done);
  EXPECT_EQ(count("SELECT count(*) FROM field_changes WHERE cause_id = '" + request.id.text + "'"),
            0);
  // Not taken over: nothing follows.
  const Request both = sent(Kind::details, wish({{"name", "みなも株式会社"},
                                                 {"officers_changed", "1"}}));
  ASSERT_TRUE(confirmed(both.id, {"name"}, "役員は前回の届出で承りました"));
  s_.deliver(handlers);
  EXPECT_EQ(told_of, 1);
}

TEST_F(Changes, WhoTicksThatOfficersChangedSeesItBeforeSending) {
  auto& visitor = s_.as(cast::member_admin);
  const std::string path = "/members/changes/new/details";
  visitor.get(path).status(200).contains("役員の変更がありました");
  visitor.post(path, {{"officers_changed", "1"}, {"reason", "監事の交代"}})
      .leads_to("/members/changes/");
  const auto drafts = list_own_requests(admin(), {});
  ASSERT_TRUE(drafts.has_value());
  ASSERT_EQ(drafts->rows.size(), 1U);
  const std::string draft = "/members/changes/" + drafts->rows.front().id.text;
  visitor.get(draft + "/check").status(200).contains("役員の交代").contains("ありました");
  visitor.get(draft + "/edit").status(200).contains("checked");
  visitor.post(draft + "/sending").status(303).audited("changes.request.sent");
  EXPECT_EQ(stored(drafts->rows.front().id).text("officers_changed"), "1");
}

TEST_F(Changes, APauseWaitsForItsDayAndKeepsOnlyTheAdministrators) {
  s_.as(cast::member).get("/members").status(200);
  const Request request = sent(Kind::pause, wish({}, "2024-11-05"));
  ASSERT_TRUE(confirmed(request.id));
  EXPECT_EQ(stored(request.id).state, State::scheduled);
  ASSERT_TRUE(carry_out_due(s_.system_context()));
  EXPECT_EQ(registered(own_).organisation.state, members::State::active);
  days_pass(10);  // nobody was there on the 5th: caught up with the day that was asked for
  ASSERT_TRUE(carry_out_due(s_.system_context()));
  EXPECT_EQ(registered(own_).organisation.state, members::State::paused);
  EXPECT_EQ(count("SELECT count(*) FROM membership_events WHERE kind = 'paused' AND"
                  " happened_on = '2024-11-05'"),
            1);
  EXPECT_EQ(account_state(cast::member), "suspended");
  EXPECT_EQ(account_state(cast::member_admin), "active");
  ASSERT_TRUE(carry_out_due(s_.system_context()));  // once
  EXPECT_EQ(count("SELECT count(*) FROM membership_events WHERE kind = 'paused'"), 1);

  const Request back = sent(Kind::resume, wish({}, "2024-11-07", ""));
  ASSERT_TRUE(confirmed(back.id));
  EXPECT_EQ(registered(own_).organisation.state, members::State::active);
  EXPECT_NE(account_state(cast::member), "suspended");
}

TEST_F(Changes, LeavingEndsEveryAccountAndSessionAtOnce) {
  s_.as(cast::member).get("/members").status(200);
  s_.as(cast::other_member).get("/members").status(200);
  const Request request = sent(Kind::withdrawal, wish({}, "2024-10-28"));
  EXPECT_EQ(write_draft(admin(), Kind::pause, wish({}, "2024-11-01")).error().fault,
            Fault::conflict);  // one procedure at a time
  const std::string sessions =
      "SELECT count(*) FROM sessions WHERE account_id = '" + cast::member.id.text + "'";
  EXPECT_EQ(count(sessions), 1);
  ASSERT_TRUE(confirmed(request.id));
  EXPECT_EQ(count(sessions), 0);
  EXPECT_EQ(registered(own_).organisation.state, members::State::withdrawn);
  EXPECT_EQ(account_state(cast::member), "suspended");
  EXPECT_EQ(account_state(cast::member_admin), "suspended");
  EXPECT_EQ(account_state(cast::other_member), "active");
  s_.as(cast::other_member).get("/members").status(200);
}

TEST_F(Changes, AMergerIsCountedFromItsDayAndItsAccountsEnd) {
  const Date today{2024, 10, 28};
  const auto before = s_.db().read([&](db::Reader& r) {
    return members::standing(r, fiscal_year_start(2024), today);
  });
  const Request request = sent(Kind::merger, wish({{"into_name", "株式会社はるかぜ商会"},
                                                   {"into_no", "K0002"}},
                                                  "2024-10-28"));
  EXPECT_EQ(refused_at(confirmed(request.id, {}, "", "K9999")), "into_no");
  EXPECT_EQ(refused_at(confirmed(request.id, {}, "", "K0001")), "into_no");  // itself
  ASSERT_TRUE(confirmed(request.id, {}, "", "K0002"));
  EXPECT_EQ(registered(own_).organisation.id, other_);  // lives on in the other
  EXPECT_EQ(registered(other_).people.size(), 2U);
  const auto after = s_.db().read([&](db::Reader& r) {
    return members::standing(r, fiscal_year_start(2024), today);
  });
  EXPECT_EQ(after.members, before.members - 1);
  EXPECT_EQ(after.left, before.left + 1);
  EXPECT_EQ(count("SELECT count(*) FROM membership_events WHERE kind = 'joined' AND"
                  " first_time = 1"),
            2);  // both were first times, and stay so
  EXPECT_EQ(account_state(cast::member_admin), "suspended");
  EXPECT_EQ(account_state(cast::other_admin), "active");
}

// Asked before the undo of an import deletes a member.
TEST_F(Changes, ARequestHangsOnItsMember) {
  const auto ties = [&](const OrganisationId& id) {
    return s_.db().read([&](db::Reader& reader) { return holdings::ties_of(reader, id); });
  };
  const auto before = ties(own_);
  EXPECT_EQ(std::count(before.begin(), before.end(), "会員からの届出"), 0);
  sent(Kind::details, wish({{"address", "熊本市北区架空町2-2"}}));
  const auto after = ties(own_);
  EXPECT_EQ(std::count(after.begin(), after.end(), "会員からの届出"), 1);
  const auto others = ties(other_);
  EXPECT_EQ(std::count(others.begin(), others.end(), "会員からの届出"), 0);
}

TEST_F(Changes, WhatNoLongerFitsOnItsDayGoesBackToTheOffice) {
  const Request request =
      sent(Kind::details, wish({{"address", "熊本市北区架空町2-2"}}, "2024-11-01"));
  ASSERT_TRUE(confirmed(request.id, {"address"}));
  const Context system = s_.system_context();
  ASSERT_TRUE(system.db.write([&](db::Tx& tx) {
    return members::change_registration(tx, system, own_, 0,
                                        {{"address", "熊本市南区架空町9-9"}}, {});
  }));
  days_pass(7);
  ASSERT_TRUE(carry_out_due(s_.system_context()));
  EXPECT_EQ(stored(request.id).state, State::waiting);
  EXPECT_FALSE(stored(request.id).trouble.empty());
  EXPECT_EQ(registered(own_).organisation.address, "熊本市南区架空町9-9");
}

TEST_F(Changes, AContactIsReplacedOnItsDayWithoutTheOffice) {
  const std::string leaver = registered(own_).people.front().id.text;
  const Wish what = wish({{"leaves", leaver}, {"name", "新任 あかり"},
                          {"email", "akari@minamo.example.jp"}},
                         "2024-10-28", "");
  EXPECT_EQ(sent(Kind::contact, what).state, State::done);
  const auto people = registered(own_).people;
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(people.front().name, "新任 あかり");
  EXPECT_TRUE(people.front().is_primary);
}

TEST_F(Changes, TheLastContactStays) {
  const auto people = registered(own_).people;
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(retire_own_person(admin(), people.front().id).error().fault, Fault::conflict);
  ASSERT_TRUE(save_own_person(admin(), {{}, 0, {{"name", "新任 あかり"}, {"is_primary", "1"}},
                                        "s1"}));
  ASSERT_TRUE(save_own_person(admin(), {{}, 0, {{"name", "新任 あかり"}, {"is_primary", "1"}},
                                        "s1"}));
  EXPECT_EQ(registered(own_).people.size(), 2U);
  EXPECT_EQ(count("SELECT count(*) FROM people WHERE is_primary = 1 AND organisation_id = '" +
                  own_.text + "'"),
            1);
  EXPECT_TRUE(retire_own_person(admin(), people.front().id));
}

TEST_F(Changes, AnOldDraftGoesAndNothingElse) {
  ASSERT_TRUE(write_draft(admin(), Kind::details, wish({{"name", "みなも株式会社"}})));
  sent(Kind::details, wish({{"employees", "48"}}));
  days_pass(29);
  ASSERT_TRUE(clear_drafts(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) FROM change_requests"), 2);
  days_pass(2);
  ASSERT_TRUE(clear_drafts(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) FROM change_requests"), 1);
}

TEST_F(Changes, ADraftHasATermAndAHoldKeepsItLonger) {
  const auto held = write_draft(admin(), Kind::details, wish({{"name", "みなも株式会社"}}));
  const auto gone = write_draft(admin(), Kind::details, wish({{"employees", "48"}}));
  ASSERT_TRUE(held && gone);
  const retention::Kind* kind = retention::find_kind(retention::kinds(), "changes.draft");
  ASSERT_NE(kind, nullptr);  // told to the engine: it stands in the register
  const auto due = [&](Date until) {
    return s_.db().read(
        [&](db::Reader& reader) { return kind->list_due(reader, until, "", 10); });
  };
  EXPECT_TRUE(due(Date{2024, 10, 27}).empty());
  ASSERT_EQ(due(Date{2024, 10, 28}).size(), 2U);
  EXPECT_EQ(due(Date{2024, 10, 28}).front().organisation_id, own_.text);
  retention::Hold hold;
  hold.id = "hold-1";
  hold.scope = "record";
  hold.kind = kind->name;
  hold.subject_id = held->text;
  hold.label = "照会への対応";
  hold.placed_at = s_.now();
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) { return retention::insert_hold(tx, hold); }));
  days_pass(31);
  ASSERT_TRUE(clear_drafts(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) FROM change_requests WHERE id = '" + held->text + "'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM change_requests WHERE id = '" + gone->text + "'"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM audit_entries WHERE action ="
                  " 'changes.request.discarded'"),
            1);
}

TEST_F(Changes, WhatIsOverLosesItsContentsAndKeepsItsOutcome) {
  const Request request = sent(Kind::details, wish({{"representative_name", "架空 花子"}}));
  const retention::Kind kind = retention_kinds().front();
  const auto due = [&] {
    return s_.db().read(
        [&](db::Reader& reader) { return kind.list_due(reader, Date{2025, 12, 31}, "", 10); });
  };
  EXPECT_TRUE(due().empty());  // still open
  ASSERT_TRUE(confirmed(request.id, {"representative_name"}));
  ASSERT_EQ(due().size(), 1U);
  const Context system = s_.system_context();
  ASSERT_TRUE(system.db.write(
      [&](db::Tx& tx) { return kind.destroy(tx, system, request.id.text); }));
  const Request now = stored(request.id);
  EXPECT_EQ(now.receipt_no(), request.receipt_no());
  EXPECT_EQ(now.state, State::done);
  EXPECT_TRUE(now.wanted.empty());
  EXPECT_TRUE(now.made_by_name.empty());
  EXPECT_TRUE(due().empty());
  EXPECT_EQ(registered(own_).organisation.representative_name, "架空 花子");
}

TEST_F(Changes, WhoAsksIsToldTheirOwnRequestsAndNobodyElses) {
  const std::string leaver = registered(own_).people.front().id.text;
  sent(Kind::details, wish({{"representative_name", "架空 花子"}}, "", "代表者の交代のため"));
  sent(Kind::contact, wish({{"leaves", leaver}, {"name", "新任 あかり"},
                            {"email", "Akari@minamo.example.jp"}, {"telephone", "096-000-7777"}},
                           "2024-11-05", "異動のため"));
  const std::string sender = told(cast::member_admin.login);
  EXPECT_TRUE(has(sender, "届け出た人として"));
  EXPECT_TRUE(has(sender, "代表者の交代のため"));
  EXPECT_FALSE(has(sender, "架空 花子"));    // about another person: which item, never the value
  EXPECT_FALSE(has(sender, "新任 あかり"));
  const std::string newcomer = told("akari@minamo.example.jp");
  EXPECT_TRUE(has(newcomer, "新任 あかり"));
  EXPECT_TRUE(has(newcomer, "096-000-7777"));
  EXPECT_FALSE(has(newcomer, "異動のため"));
  EXPECT_FALSE(has(newcomer, "代表者の交代のため"));
  const std::string leaves = told("rina@minamo.example.jp");
  EXPECT_TRUE(has(leaves, "離任する担当者として"));
  EXPECT_FALSE(has(leaves, "新任 あかり"));
  EXPECT_EQ(told(cast::other_admin.login), "");
  EXPECT_EQ(told("sakura@harukaze.example.jp"), "");
  EXPECT_EQ(told(""), "");
}

TEST_F(Changes, WhatCameByAMailedLinkIsItsSenders) {
  LinkRequest input;
  input.organisation_id = own_;
  input.sender_name = "荒木 里奈";
  input.values = {{"name", "みなも株式会社"}};
  input.reason = "商号変更のため";
  const Context system = s_.system_context();
  ASSERT_TRUE(
      system.db.write([&](db::Tx& tx) { return send_by_link(tx, system, input); }).has_value());
  EXPECT_TRUE(has(told("rina@minamo.example.jp"), "商号変更のため"));
  EXPECT_EQ(told("sakura@harukaze.example.jp"), "");
}

}  // namespace
}  // namespace musubi::changes
