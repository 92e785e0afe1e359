// kill_records_test.cc - kill -9 while a step of an application's draft is saved, the result of a
// screening recorded, an invitation accepted, two records found to be one member (名寄せ), a 退会 or
// a 合併 confirmed that a member asked for, an officer asked by mail (照会), and personal data
// destroyed behind an approval. Promise: what was acknowledged is there; after every kill nothing
// is half done; pressed again everything comes to its end exactly once, and nobody gets two letters
// about one thing. On the database that DB= names.
// Claims, answers to criteria and second readings are pressed in kill_steps_test.cc; handing on to
// the decider and confirmed changes of the registry in kill_handing_on_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "features/applications/service.h"
#include "features/changes/service.h"
#include "features/keeping.h"
#include "features/recruiting/service.h"
#include "features/retention/service.h"
#include "features/screenings/service.h"
#include "support/killed_reviews.h"

namespace musubi {
namespace {

constexpr int kOfEach = 6;      // steps, results, invitations, 名寄せ, members that leave
constexpr int kOfLater = 3;     // 合併, 照会
constexpr int kStartsMost = 6;  // the last one is let through
constexpr int kOldProspects = 60;
constexpr std::int64_t kThreeYearsMs = 3LL * 366 * 24 * 3'600'000;

constexpr db::Query kAgeProspects{"test.age_prospects", "UPDATE prospects SET updated_at = $1"};

// Each counts what must not exist at any moment: a part of a write without the rest of it.
constexpr db::Query kPartDone[] = {
    {"saved step without an audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.typed LIKE '%saved-step%') <> EXISTS"
     " (SELECT 1 FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.draft.saved')"},
    // Two entries are of the search and of the look into the register, before the start.
    {"screening's result without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM screenings s WHERE (s.turn = 'second') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = s.id"
     " AND e.action = 'screenings.file.changed') = 3)"},
    {"account without the password that opened it, or the other way round",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'invited%'"
     " AND (a.state = 'active') <> (COALESCE(a.password_hash, '') <> '')"},
    {"invitation that is used and still works, or neither",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'invited%'"
     " AND (a.state = 'invited') <> EXISTS (SELECT 1 FROM account_links l"
     " WHERE l.account_id = a.id AND l.purpose = 'invitation')"},
    {"opened account without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'invited%'"
     " AND (a.state = 'active') <> ((SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = a.id AND e.action = 'accounts.account.activated') = 1)"},
    {"merged member without its one merger, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE (o.state = 'merged') <> ((SELECT COUNT(*)"
     " FROM merges m WHERE m.gone_id = o.id) = 1)"},
    {"merged member without its one event, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE (o.state = 'merged') <> ((SELECT COUNT(*)"
     " FROM membership_events e WHERE e.organisation_id = o.id AND e.kind = 'merged') = 1)"},
    {"merged member without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE o.name LIKE '会員団体gone%'"
     " AND (o.state = 'merged') <> ((SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = o.id AND e.action = 'members.organisation.merged') = 1)"},
    {"person who stayed behind with a merged member, or went ahead of it",
     "SELECT COUNT(*) FROM organisations o WHERE o.name LIKE '会員団体gone%'"
     " AND (o.state = 'merged') = EXISTS (SELECT 1 FROM people p"
     " WHERE p.organisation_id = o.id)"},
    {"merger whose people are not together",
     "SELECT COUNT(*) FROM merges m WHERE (SELECT COUNT(*) FROM people p"
     " WHERE p.organisation_id = m.kept_id AND p.state = 'active') <> 2"},
    {"member that left without its one event, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE (o.state = 'withdrawn') <> ((SELECT COUNT(*)"
     " FROM membership_events e WHERE e.organisation_id = o.id AND e.kind = 'withdrawn') = 1)"},
    {"member that left without its request's end, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE o.name LIKE '会員団体leave%'"
     " AND (o.state = 'withdrawn') <> EXISTS"
     " (SELECT 1 FROM change_requests c WHERE c.organisation_id = o.id AND c.state = 'done')"},
    {"member merged by its own request without the request's end, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE o.name LIKE '会員団体gone-join%'"
     " AND (o.state = 'merged') <> EXISTS"
     " (SELECT 1 FROM change_requests c WHERE c.organisation_id = o.id AND c.state = 'done')"},
    {"member of the registry whom nobody asked to go, with a request that is done",
     "SELECT COUNT(*) FROM change_requests c JOIN organisations o ON o.id = c.organisation_id"
     " WHERE c.state = 'done' AND o.state NOT IN ('withdrawn', 'merged')"},
    {"asked officer without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (SELECT COUNT(*) FROM review_inquiries i"
     " WHERE i.application_id = a.id) <> (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = a.id AND e.action = 'reviews.inquiry.asked')"},
    {"officer who was asked twice",
     "SELECT COUNT(*) FROM applications a WHERE (SELECT COUNT(*) FROM review_inquiries i"
     " WHERE i.application_id = a.id) > 1"},
    {"confirmed request without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM change_requests c WHERE (c.state = 'done') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = c.id"
     " AND e.action = 'changes.request.confirmed') = 1)"},
    {"account that outlived its member, or ended before it",
     "SELECT COUNT(*) FROM accounts a JOIN organisations o ON o.id = a.organisation_id"
     " WHERE (o.state IN ('withdrawn', 'merged')) <> (a.state = 'suspended')"},
    {"signed in for a member that left, or signed out before it",
     "SELECT COUNT(*) FROM accounts a JOIN organisations o ON o.id = a.organisation_id"
     " WHERE (o.state IN ('withdrawn', 'merged')) = EXISTS (SELECT 1 FROM sessions s"
     " WHERE s.account_id = a.id)"},
    {"decided destruction without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM destructions d WHERE (d.state <> 'proposed') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = d.id"
     " AND e.action = 'retention.destruction.approved') = 1)"},
    {"record in the list of the destroyed that is still there, or the other way round",
     "SELECT COUNT(*) FROM destruction_items i WHERE (i.state = 'destroyed') <> EXISTS"
     " (SELECT 1 FROM prospects p WHERE p.id = i.item_id AND p.contact_name = ''"
     " AND p.contact_email = '' AND p.people_erased_on <> '')"},
    {"destroyed record without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM destruction_items i WHERE (i.state = 'destroyed') <>"
     " ((SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = i.item_id"
     " AND e.action = 'retention.record.destroyed') = 1)"},
    {"destruction that ended before its list did",
     "SELECT COUNT(*) FROM destructions d WHERE d.state = 'done' AND EXISTS (SELECT 1"
     " FROM destruction_items i WHERE i.destruction_id = d.id AND i.state = 'waiting')"},
};
// Each counts what must not exist in the end.
constexpr db::Query kNotDone[] = {
    {"step that was not saved",
     "SELECT COUNT(*) FROM applications WHERE state = 'draft'"
     " AND typed NOT LIKE '%saved-step%'"},
    {"result that was not recorded",
     "SELECT COUNT(*) FROM screenings WHERE subject_noun = 'organisation' AND turn <> 'second'"},
    {"application about which nobody was asked",
     "SELECT COUNT(*) FROM applications a WHERE a.state <> 'draft' AND NOT EXISTS"
     " (SELECT 1 FROM review_inquiries i WHERE i.application_id = a.id)"},
    {"invitation that was not accepted",
     "SELECT COUNT(*) FROM accounts WHERE login LIKE 'invited%' AND state <> 'active'"},
    {"merger that was not made",
     "SELECT COUNT(*) FROM organisations WHERE name LIKE '会員団体gone%' AND state <> 'merged'"},
    {"member that did not leave",
     "SELECT COUNT(*) FROM organisations WHERE name LIKE '会員団体leave%'"
     " AND state <> 'withdrawn'"},
    {"destruction without its end and its one certificate",
     "SELECT COUNT(*) FROM destructions WHERE state <> 'done' OR destroyed <> total"
     " OR spared <> 0 OR number <> 1 OR paper_state <> 'ready'"},
    {"certificate without its one audit entry of the end",
     "SELECT COUNT(*) FROM destructions d WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = d.id AND e.action = 'retention.destruction.done') <> 1"},
    {"person of a prospect who is still there",
     "SELECT COUNT(*) FROM prospects WHERE contact_name <> '' OR contact_email <> ''"},
};
constexpr db::Query kDestroyedRecords{
    "test.destroyed_records",
    "SELECT COUNT(*) FROM destruction_items WHERE state = 'destroyed'"};

class KillRecords : public test::KilledReviews {
 protected:
  void prepare() {
    open_house();
    tell_retention(smith_, Date{2025, 3, 31});
    agree_on_criteria(1);
    if (HasFatalFailure()) return;
    destruction();
    if (HasFatalFailure()) return;
    for (int i = 0; i < kOfEach && !HasFatalFailure(); ++i) {
      const std::string n = std::to_string(i);
      step("step" + n);
      result("seen" + n);
      invitation("invited" + n);
      merger(n);
      leaving("leave" + n);
    }
    for (int i = 0; i < kOfLater && !HasFatalFailure(); ++i) {
      joining(std::to_string(i));
      asking(std::to_string(i));
    }
    if (HasFatalFailure()) return;
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(5 * kOfEach + 2 * kOfLater + 1));
    expect_nothing_half_done();
    temp_.close();
  }

  // Nobody has touched them for three years; one of the office has proposed that they go.
  void destruction() {
    for (int i = 0; i < kOldProspects; ++i) {
      const std::string n = std::to_string(i);
      recruiting::NewProspect input;
      input.typed = {{"name", "見込み先" + n}, {"source", "introduction"},
                     {"contact_name", "見込 " + n},
                     {"contact_email", "m" + n + "@mikomi.example.jp"}};
      input.confirmed = true;
      ASSERT_TRUE(recruiting::create_prospect(as(office_), input).has_value());
    }
    const std::int64_t then = now_from_system_clock().ms - kThreeYearsMs;
    ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return tx.run(kAgeProspects, then); }));
    const auto id = retention::propose_destruction(as(office_), "recruiting.idle", "", "");
    ASSERT_TRUE(id.has_value()) << id.error().says;
    const auto page = retention::load_destruction(as(manager_), *id, "");
    ASSERT_TRUE(page.has_value()) << page.error().says;
    ASSERT_EQ(page->destruction.total, kOldProspects);
    const std::string path = "/office/retention/destructions/" + *id;
    Task& task = add(path, "/decision", "session=" + session_, path);
    task.form = "outcome=approved&confirmed=1&version=" +
                std::to_string(page->destruction.version);
    task.again = 409;
  }
  void step(const std::string& mark) {
    const auto started =
        applications::start_draft(as_applicant(), {mark + "@kaku.example.jp", "", mark});
    ASSERT_TRUE(started.has_value()) << started.error().says;
    add("/join/application/interests", "", "join_draft=" + started->token,
        "/join/application/files")
        .form = "note=saved-" + mark;
  }
  void result(const std::string& mark) {
    const screenings::ScreeningId file = searched(mark);
    const std::string path = "/office/screenings/" + file.text;
    Task& task = add(path, "/result", "session=" + session_, path);
    task.form = "result=clear&grounds=grounds-" + mark +
                "&version=" + std::to_string(version_of(file));
    task.again = 409;
    screenings_.push_back(file);
  }
  void invitation(const std::string& mark) {
    const auto link = accounts::invite_account(
        as(manager_), {mark + "@test.example", "招待 人子", Roles{Role::adviser}, {}, "人事異動"},
        "https://musubi.example.jp");
    ASSERT_TRUE(link.has_value()) << link.error().says;
    Task& task = add(link->path, "", "", "/sign-in/");
    task.form = std::string("password=") + test::kPassword + "&password_again=" + test::kPassword;
    task.again = 404;
  }
  void merger(const std::string& n) {
    const auto kept = enrolled("keep" + n), gone = enrolled("gone" + n);
    Task& task = add("/office/merges", "", "session=" + session_, "/office/merges/");
    task.form = "kept=" + kept.id.text + "&gone=" + gone.id.text + "&reason=same";
    task.again = 409;
  }
  // The administrator of a member asks for something and is signed in; the office's button.
  void requested(const std::string& mark, changes::Kind kind, const changes::Wish& wish,
                 const std::string& typed) {
    const OrganisationId own = enrolled(mark).id;
    const auto admin = person(mark + "@test.example", "試験 退子", Role::member_admin, own);
    ASSERT_FALSE(session_of(admin).empty());
    const auto written = changes::write_draft(as(admin), kind, wish);
    ASSERT_TRUE(written.has_value()) << written.error().says;
    const auto sent = changes::send_request(as(admin), *written);
    ASSERT_TRUE(sent.has_value()) << sent.error().says;
    const auto page = changes::load_request(as(office_), *written);
    ASSERT_TRUE(page.has_value()) << page.error().says;
    const std::string path = "/office/change-requests/" + written->text;
    Task& task = add(path, "/confirmation", "session=" + session_, path);
    task.form = "version=" + std::to_string(page->request.version) + typed;
    task.again = 409;
  }
  void leaving(const std::string& mark) {
    changes::Wish wish;
    wish.effective_on = iso(as(office_).today());
    wish.reason = "事業の終了のため";
    requested(mark, changes::Kind::withdrawal, wish, "");
  }
  // Two bodies become one: the accounts of the one that goes end, its people come along.
  void joining(const std::string& n) {
    const std::string mark = "hold-join" + n;
    const std::string number = enrolled(mark).member_no;
    changes::Wish wish;
    wish.values = {{"into_name", "会員団体" + mark}, {"into_no", number}};
    wish.effective_on = iso(as(office_).today());
    wish.reason = "グループの再編のため";
    requested("gone-join" + n, changes::Kind::merger, wish, "&into_no=" + number);
  }
  // An application under review, about which an officer of the prefecture is asked by mail.
  void asking(const std::string& n) {
    const std::string path = "/office/reviews/" + claimed("asked" + n).text;
    add(path, "/inquiries", "session=" + session_, path).form =
        "officer_id=" + prefecture_.id.text + "&about=opinion&question=kokoroatari" +
        "&form_key=" + new_uuid(now_from_system_clock());
  }

  // ---- after every kill, and in the end ----

  void look_between() override {
    temp_.reopen();
    expect_nothing_half_done();
    temp_.close();
    leases_over();
  }
  void expect_nothing_half_done() {
    for (const db::Query& part : kPartDone) EXPECT_EQ(number(part), 0) << part.name;
  }
  void expect_results_readable() {
    for (const auto& id : screenings_) {
      const auto now = screenings::read_screening(as(office_), *smith_, id);
      ASSERT_TRUE(now.has_value()) << now.error().says;
      EXPECT_EQ(now->content.finding.result, "clear");
    }
  }
  void expect_letters(int kills) {
    EXPECT_EQ(mails_about("入会申込の続きを入力するリンク"), kOfEach);
    EXPECT_EQ(mails_about("アカウントの準備"), kOfEach);
    constexpr int kRequests = kOfEach + kOfLater;
    EXPECT_EQ(mails_about("届出を受け付けました"), kRequests);
    EXPECT_EQ(mails_about("届出の手続きが完了しました"), kRequests);
    // To the two of the office, while it still waited for them.
    EXPECT_LE(mails_about("会員から届出がありました"), 2 * kRequests);
    EXPECT_EQ(mails_about("ご回答のお願い"), kOfLater);
    expect_each_letter_once(kills);
  }

  std::vector<screenings::ScreeningId> screenings_;
};

TEST_F(KillRecords, WhatWasAcknowledgedStaysAndNothingIsHalfDone) {
  prepare();
  if (HasFatalFailure()) return;
  std::mt19937 dice(std::random_device{}());
  // The approval stays first: its records go one by one, under all the kills that follow.
  std::shuffle(tasks_.begin() + 1, tasks_.end(), dice);
  const int rounds = press_until_done(kStartsMost);
  if (HasFatalFailure()) return;
  settle();
  kill_server();
  temp_.reopen();
  expect_nothing_half_done();
  for (const db::Query& left : kNotDone) EXPECT_EQ(number(left), 0) << left.name;
  EXPECT_EQ(number(kDestroyedRecords), kOldProspects);
  expect_results_readable();
  expect_letters(rounds);
  temp_.close();
  expect_sound();
}

}  // namespace
}  // namespace musubi
