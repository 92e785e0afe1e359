// service_test.cc - destruction takes two people, spares what is held or not due, goes on where a
// killed process stood, and leaves a certificate (R-9.4.b, R-9.7, R-9.8); evidence cannot be
// destroyed before its day by any door, and what is lost is found (KPI-19).
#include <map>
#include <set>

#include "core/files/listing.h"
#include "core/retention/retention.h"
#include "core/search/search.h"
#include "features/retention/retention.h"
#include "features/retention/service.h"
#include "features/retention/store.h"
#include "support/reviews.h"

namespace musubi::retention {
namespace {

namespace cast = test::cast;
using applications::ApplicationId;

class Destroying : public reviews::ReviewCase {
 protected:
  Context on(const test::Person& who, Date day) {
    Context ctx = s_.context_of(who);
    ctx.pretended_today = day;
    return ctx;
  }
  Context system_on(Date day) {
    Context ctx = s_.system_context("定時処理");
    ctx.pretended_today = day;
    return ctx;
  }
  void run(std::string_view sql, const std::string& id) {
    const db::Query query{"test.run", sql, sql};
    ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(query, id));
      return {};
    }));
  }
  // Withdrawn on 2024-10-28, the day on which the tests begin.
  ApplicationId ended(const std::string& name = "株式会社かくう商店") {
    const ApplicationId id = received(name);
    run("UPDATE applications SET state = 'withdrawn', is_open = 0, ended_on = '2024-10-28'"
        " WHERE id = $1", id.text);
    return id;
  }
  Destruction load(const std::string& id) {
    return *s_.db().read([&](db::Reader& r) { return store::find_destruction(r, id); });
  }
  std::string proposed(Date day) {
    const auto id = propose_destruction(on(cast::secretariat, day), "applications.ended", "", "");
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    return id ? *id : "";
  }
  Result<void> approve(const std::string& id, Date day) {
    return approve_destruction(on(cast::manager, day), {id, "", true, 0});
  }
  int carry_on() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s_.deliver(handlers);
  }
  std::int64_t count_of(std::string_view sql) { return count(sql); }
  // Records that are nowhere but in `things`, which outlives the kind.
  static Kind things_kind(std::set<std::string>& things) {
    Kind kind;
    kind.name = "test.things";
    kind.noun = "thing";
    kind.label = "もの";
    kind.term = {.days = 1};
    const auto item_of = [](const std::string& id) {
      return Item{id, "もの" + id, {2024, 10, 1}, "", id};
    };
    kind.find = [&things, item_of](db::Reader&, const std::string& id) -> std::optional<Item> {
      return things.contains(id) ? std::optional<Item>(item_of(id)) : std::nullopt;
    };
    kind.list_due = [&things, item_of](db::Reader&, Date, const std::string& after, int most) {
      std::vector<Item> out;
      for (const auto& id : things) {
        if (id > after && static_cast<int>(out.size()) < most) out.push_back(item_of(id));
      }
      return out;
    };
    kind.destroy = [&things](db::Tx&, const Context&, const std::string& id) -> Result<void> {
      things.erase(id);
      return {};
    };
    return kind;
  }
};

constexpr Date kDue{2025, 10, 29};  // the day after a year

TEST_F(Destroying, AnEndedApplicationsPeopleGoAndItsRecordStays) {
  const ApplicationId id = ended();
  const std::string destruction = proposed(kDue);
  EXPECT_EQ(load(destruction).total, 1);
  ASSERT_TRUE(approve(destruction, kDue));
  // A long list holds up no notice, and what it prints no scan.
  EXPECT_EQ(count_of("SELECT count(*) FROM outbox_messages WHERE lane = 'slow'"
                     " AND topic = 'retention.destruction.approved'"),
            1);
  carry_on();
  const Destruction done = load(destruction);
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.destroyed, 1);
  EXPECT_EQ(done.number, 1);
  EXPECT_EQ(done.fiscal_year, 2025);
  EXPECT_EQ(done.paper_state, "ready");
  EXPECT_EQ(done.list_sha256.size(), 64U);
  const auto page = view(id);
  EXPECT_EQ(page.application.organisation.name, "株式会社かくう商店");
  EXPECT_FALSE(page.application.receipt_no.empty());
  EXPECT_TRUE(page.application.people.empty());
  EXPECT_EQ(page.application.email, "");
  EXPECT_EQ(page.application.organisation.representative_name, "");
  for (const auto& consent : page.consents) EXPECT_EQ(consent.agreed_by, "");
  const auto found = s_.db().read([](db::Reader& r) {
    return search::find_ids(r, "application_people", "花子", {"office.personal"}, 5);
  });
  EXPECT_TRUE(found.empty());
  s_.as(cast::auditor).get("/office/retention/destructions/" + destruction + "/certificate")
      .status(200);
  s_.as(cast::secretariat).get("/office/applications/" + id.text).status(200);
}

TEST_F(Destroying, NothingIsProposedBeforeTheTermOrWhenNothingIsDue) {
  ended();
  const auto early = propose_destruction(on(cast::secretariat, {2025, 10, 28}),
                                         "applications.ended", "", "");
  EXPECT_EQ(early.error().fault, Fault::conflict);
  EXPECT_EQ(*propose_all(system_on({2025, 10, 28})), 0);
  EXPECT_EQ(*propose_all(system_on(kDue)), 2);  // the people, and the copy of their letter
  EXPECT_EQ(*propose_all(system_on(kDue)), 0);  // one open proposal of a kind
}

TEST_F(Destroying, TheOneWhoProposedCannotApproveAndTheOfficeCannotDecide) {
  ended();
  const auto own = propose_destruction(on(cast::manager, kDue), "applications.ended", "", "");
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(approve(*own, kDue).error().fault, Fault::forbidden);
  EXPECT_EQ(approve_destruction(on(cast::secretariat, kDue), {*own, "", true, 0}).error().fault,
            Fault::forbidden);
  EXPECT_EQ(approve_destruction(on(cast::manager, kDue), {*own, "", false, 0})
                .error().fields.at(0).field, "confirmed");
  carry_on();
  EXPECT_EQ(load(*own).state, "proposed");
  EXPECT_EQ(count_of("SELECT count(*) FROM application_people"), 1);
  Context other = on(cast::manager, kDue);
  other.actor.account = AccountId{"01900000-0000-7000-8000-0000000000a9"};
  EXPECT_TRUE(approve_destruction(other, {*own, "", true, 0}).has_value());
  EXPECT_EQ(approve_destruction(other, {*own, "", true, 0}).error().fault, Fault::conflict);
}

TEST_F(Destroying, WhatIsHeldAfterTheProposalIsSparedWithTheReason) {
  const ApplicationId held = ended("株式会社ほぜん");
  ended("株式会社しょうきょ");
  const std::string id = proposed(kDue);
  ASSERT_TRUE(place_hold(on(cast::manager, kDue),
                         {"record", "applications.ended", held.text, "照会の対応", "訴訟", ""}, ""));
  ASSERT_TRUE(approve(id, kDue));
  carry_on();
  EXPECT_EQ(load(id).destroyed, 1);
  EXPECT_EQ(load(id).spared, 1);
  EXPECT_EQ(view(held).application.people.size(), 1U);
  s_.as(cast::secretariat).get("/office/retention/destructions/" + id).contains("照会の対応");
}

TEST_F(Destroying, WhatWaitsForTheManagerIsNamedOnce) {
  ended();
  proposed(kDue);
  s_.as(cast::manager).get("/office").status(200).contains("記録の消去の承認").lacks(
      "<a href=\"/office/retention\">保存と消去</a>");
}

TEST_F(Destroying, ARefusedOrWithdrawnProposalDestroysNothing) {
  ended();
  const std::string refused = proposed(kDue);
  EXPECT_EQ(refuse_destruction(on(cast::manager, kDue), {refused, " ", false, 0})
                .error().fields.at(0).field, "note");
  ASSERT_TRUE(refuse_destruction(on(cast::manager, kDue), {refused, "まだ使うため", false, 0}));
  const std::string withdrawn = proposed(kDue);
  ASSERT_TRUE(withdraw_destruction(on(cast::secretariat, kDue), {withdrawn, "誤り", false, 0}));
  carry_on();
  EXPECT_EQ(count_of("SELECT count(*) FROM application_people"), 1);
  EXPECT_EQ(load(refused).number, 0);
}

// A process that dies between two records: the next one goes on and does nothing twice.
TEST_F(Destroying, GoesOnWhereAKilledProcessStood) {
  std::map<std::string, int> times;
  bool dies = true;
  std::set<std::string> things{"a", "b", "c", "d"};
  Kind kind = things_kind(things);
  kind.destroy = [&](db::Tx& tx, const Context&, const std::string& id) -> Result<void> {
    if (id == "c" && dies) throw std::runtime_error("the power went");
    tx.after_commit([&times, id] { ++times[id]; });
    things.erase(id);
    return {};
  };
  const Rules before = rules();
  configure({before.contract_end, {kind}});
  const Date day{2024, 10, 28};
  const auto id = propose_destruction(on(cast::secretariat, day), "test.things", "", "");
  ASSERT_TRUE(id.has_value());
  ASSERT_TRUE(approve(*id, day));
  EXPECT_THROW(static_cast<void>(finish_approved(system_on(day), *id)), std::runtime_error);
  EXPECT_EQ(load(*id).state, "approved");
  EXPECT_EQ(things.size(), 2U);
  dies = false;
  ASSERT_TRUE(finish_approved(system_on(day), *id));
  EXPECT_EQ(load(*id).destroyed, 4);
  EXPECT_EQ(times, (std::map<std::string, int>{{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}}));
  configure(before);
}

// KPI-19: tried through every door that there is.
TEST_F(Destroying, EvidenceCannotBeDestroyedBeforeFiveYearsAfterTheContractYear) {
  confirmed();
  const ApplicationId id = ready();
  ASSERT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
  deliver();
  const auto notice = s_.db().read([&](db::Reader& r) {
    return find_kind(kinds(), "reviews.notices")->find(r, id.text);
  });
  ASSERT_TRUE(notice.has_value());
  const Kind& kind = *find_kind(kinds(), "reviews.notices");
  for (const Date day : {Date{2024, 10, 29}, Date{2029, 10, 29}, Date{2030, 3, 31}}) {
    EXPECT_FALSE(propose_destruction(on(cast::secretariat, day), kind.name, "", "").has_value());
    const auto gone = s_.db().write(
        [&](db::Tx& tx) { return destroy(tx, system_on(day), kind, id.text); });
    EXPECT_EQ(gone.error().fault, Fault::conflict) << iso(day);
    const auto files = s_.db().read([](db::Reader& r) { return files::list_files(r, "", 50); });
    int tried = 0;
    for (const auto& file : files) {
      if (file.purpose != "reviews.notice") continue;
      ++tried;
      const auto removed = s_.db().write([&](db::Tx& tx) {
        return files::remove(system_on(day), tx, file.id, "試し");
      });
      EXPECT_EQ(removed.error().fault, Fault::conflict) << iso(day);
    }
    EXPECT_EQ(tried, 1);
  }
  const Date after{2030, 4, 1};
  const auto late = propose_destruction(on(cast::secretariat, after), kind.name, "", "");
  ASSERT_TRUE(late.has_value()) << late.error().says;
  ASSERT_TRUE(approve(*late, after));
  ASSERT_TRUE(finish_approved(system_on(after), *late));
  EXPECT_EQ(load(*late).destroyed, 1);
  EXPECT_EQ(s_.db().read(store::count_early), 0);
}

TEST_F(Destroying, ALongListGoesInStepsThatLetOthersHaveTheirTurn) {
  const Rules before = rules();
  std::set<std::string> things;
  for (int i = 0; i < kStepMost + 1; ++i) things.insert("thing-" + std::to_string(1000 + i));
  configure({before.contract_end, {things_kind(things)}});
  const Date day{2024, 10, 28};
  const auto id = propose_destruction(on(cast::secretariat, day), "test.things", "", "");
  ASSERT_TRUE(id.has_value());
  ASSERT_TRUE(approve(*id, day));
  const Json body = {{"id", *id}, {"today", iso(day)}};
  ASSERT_TRUE(carry_out(system_on(day), {"first", "retention.destruction.approved", body, 1}));
  EXPECT_EQ(things.size(), 1U);
  EXPECT_EQ(load(*id).state, "approved");
  // The one of the approval, and the one that this step left behind whatever waits.
  EXPECT_EQ(count_of("SELECT count(*) FROM outbox_messages WHERE lane = 'slow'"
                     " AND topic = 'retention.destruction.approved' AND state = 'waiting'"),
            2);
  carry_on();
  EXPECT_TRUE(things.empty());
  EXPECT_EQ(load(*id).state, "done");
  EXPECT_EQ(load(*id).destroyed, kStepMost + 1);
  EXPECT_EQ(load(*id).paper_state, "ready");
  configure(before);
}

TEST_F(Destroying, TheDailyLookFindsEvidenceThatIsLost) {
  confirmed();
  const ApplicationId id = ready();
  ASSERT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
  deliver();
  ASSERT_TRUE(check_evidence(system_on({2024, 10, 29})));
  const Evidence sound = s_.db().read(latest_evidence);
  ASSERT_EQ(sound.latest.size(), 3U);
  EXPECT_EQ(sound.lost, 0);
  EXPECT_GT(sound.objects, 5);
  s_.as(cast::prefecture).get("/prefecture").contains("期限前に失われた証拠").contains("目標どおり");
  const auto kept = s_.db().read([](db::Reader& r) { return files::list_files(r, "", 50); });
  for (const auto& file : kept) {
    if (file.purpose == "reviews.notice") std::filesystem::remove(files::path_of_file(file));
  }
  ASSERT_TRUE(check_evidence(system_on({2024, 10, 30})));
  EXPECT_EQ(s_.db().read(latest_evidence).lost, 1);
  s_.as(cast::secretariat).get("/office").contains("控えから戻し、原因を調べて");
}

TEST_F(Destroying, AHeldDraftOutlivesItsThirtyDays) {
  test::Visitor who = s_.stranger();
  fill_in(who);
  Context later = s_.system_context("定時処理");
  later.now.ms += 40LL * 24 * 3'600'000;
  const auto hold = place_hold(as(cast::manager),
                               {"kind", "applications.draft", "", "照会", "警察の照会", ""}, "");
  ASSERT_TRUE(hold.has_value());
  EXPECT_TRUE(applications::delete_old_drafts(later).has_value());
  EXPECT_EQ(count_of("SELECT count(*) FROM applications WHERE state = 'draft'"), 1);
  ASSERT_TRUE(lift_hold_on(as(cast::manager), *hold, "照会が済んだため"));
  EXPECT_EQ(*applications::delete_old_drafts(later), 1);
  EXPECT_EQ(count_of("SELECT count(*) FROM applications WHERE state = 'draft'"), 0);
}

TEST_F(Destroying, AStoppedAccountLosesItsPersonAndNeverComesBack) {
  const AccountId id = cast::other_member.id;
  ASSERT_TRUE(accounts::suspend_account(as(cast::manager), id, "異動").has_value());
  const auto made = propose_destruction(on(cast::secretariat, kDue), "accounts.stopped", "", "");
  ASSERT_TRUE(made.has_value()) << made.error().says;
  ASSERT_TRUE(approve(*made, kDue));
  ASSERT_TRUE(finish_approved(system_on(kDue), *made));
  const auto account = accounts::load_account(as(cast::manager), id);
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(account->name.find(cast::other_member.name), std::string::npos);
  EXPECT_EQ(account->login.find("other.example"), std::string::npos);
  EXPECT_EQ(accounts::resume_account(as(cast::manager), id).error().fault, Fault::conflict);
}

// Every kind that is proposed can be listed, found and destroyed in principle; words for all.
TEST_F(Destroying, EveryKindSaysWhatItIs) {
  std::set<std::string> names;
  for (const Kind& kind : kinds()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    for (const std::string& words : {kind.label, kind.data, kind.purpose, kind.starts, kind.basis,
                                     kind.place, kind.noun}) {
      EXPECT_FALSE(words.empty()) << kind.name;
    }
    // What goes by its feature's own job may bring how, for that job; what is kept never does.
    if (!kind.automatic) {
      EXPECT_EQ(kind.way != Way::kept, static_cast<bool>(kind.destroy)) << kind.name;
    }
    EXPECT_TRUE(!kind.destroy || kind.find) << kind.name;
    s_.as(cast::secretariat).get("/office/retention/kinds/" + kind.name).status(200)
        .contains(kind.label);
  }
  EXPECT_GT(names.size(), 10U);
}

}  // namespace
}  // namespace musubi::retention
