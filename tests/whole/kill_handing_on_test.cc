// kill_handing_on_test.cc - kill -9 while reviewers hand applications on to the decider (審査者→
// 決裁者), and while the office confirms changes of key fields that members asked for, of today and
// of a day to come. Promise: what was acknowledged is there with its audit entry; after every kill
// nothing is half done; pressed again everything comes to its end exactly once, nobody gets two
// letters about one thing, and whoever took part still does not decide. On the database that DB=
// names.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "features/changes/service.h"
#include "features/reviews/service_reviews.h"
#include "support/killed_steps.h"

namespace musubi {
namespace {

constexpr int kHandedOn = 12;
constexpr int kChangedToday = 6;
constexpr int kChangedLater = 3;

// Each counts what must not exist at any moment: a part of a write without the rest of it.
constexpr db::Query kHandedHalves[] = {
    {"review that is ready without its application, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'awaiting_decision') <> EXISTS"
     " (SELECT 1 FROM reviews r WHERE r.application_id = a.id AND r.state = 'ready')"},
    {"review that is ready without opinion, reason and time, or the other way round",
     "SELECT COUNT(*) FROM reviews r WHERE (r.state = 'ready') <>"
     " (r.opinion <> '' AND r.opinion_words <> '' AND r.ready_at IS NOT NULL)"},
    {"opinion that its reason does not belong to",
     "SELECT COUNT(*) FROM reviews r WHERE r.opinion_words <> ''"
     " AND r.opinion_words <> 'because-' || r.opinion"},
    {"handing on without its one audit entry of the same opinion, or the other way round",
     "SELECT COUNT(*) FROM reviews r WHERE (r.state = 'ready') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = r.application_id"
     " AND e.action = 'reviews.review.made_ready'"
     " AND e.after_json LIKE '%\"' || r.opinion || '\"%') = 1)"},
    {"application that moved on without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'awaiting_decision') <> ((SELECT"
     " COUNT(*) FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.application.made_ready') = 1)"},
    {"colleague who handed on and is not said to have taken part, or the other way round",
     "SELECT COUNT(*) FROM reviews r WHERE (r.state = 'ready') <> ((SELECT COUNT(*)"
     " FROM review_people p WHERE p.application_id = r.application_id) = 2)"},
    {"confirmed change without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM change_requests c WHERE (c.state IN ('done', 'scheduled')) <>"
     " ((SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = c.id"
     " AND e.action = 'changes.request.confirmed') = 1)"},
    {"confirmed change that does not tell what was taken over, or the other way round",
     "SELECT COUNT(*) FROM change_requests c WHERE (c.state IN ('done', 'scheduled')) <>"
     " (c.accepted LIKE '%\"name\"%' AND c.accepted LIKE '%\"representative_name\"%')"},
    {"change that is done on a day to come, or is put off though it is of today",
     "SELECT COUNT(*) FROM change_requests WHERE state <> 'waiting'"
     " AND state <> (CASE WHEN effective_on = '' THEN 'done' ELSE 'scheduled' END)"},
    {"change that is done and does not stand in the registry, or the other way round",
     "SELECT COUNT(*) FROM change_requests c JOIN organisations o ON o.id = c.organisation_id"
     " WHERE (c.state = 'done') <> (o.name LIKE '改名%')"},
    {"member whose name changed without its representative, or the other way round",
     "SELECT COUNT(*) FROM organisations o"
     " WHERE (o.name LIKE '改名%') <> (o.representative_name LIKE '新任%')"},
    {"changed member without the one audit entry of the registry, or the other way round",
     "SELECT COUNT(*) FROM change_requests c WHERE (c.state = 'done') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = c.organisation_id"
     " AND e.action = 'members.organisation.updated') = 1)"},
    {"changed field without its history, or the other way round",
     "SELECT COUNT(*) FROM change_requests c WHERE (SELECT COUNT(*) FROM field_changes f"
     " WHERE f.cause_id = c.id) <> (CASE WHEN c.state = 'done' THEN 2 ELSE 0 END)"},
    {"member whom the search knows by another name",
     "SELECT COUNT(*) FROM organisations o WHERE NOT EXISTS (SELECT 1 FROM search_documents d"
     " WHERE d.noun = 'organisation' AND d.id = o.id AND d.title = o.name)"},
    {"member who is checked again though its representative is the same",
     "SELECT COUNT(*) FROM screenings s JOIN organisations o ON o.id = s.organisation_id"
     " WHERE o.name NOT LIKE '改名%'"},
    {"check of new officers that began without its one audit entry",
     "SELECT COUNT(*) FROM screenings s WHERE s.cause = 'officers' AND (SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = s.id AND e.action = 'screenings.file.opened')"
     " <> 1"},
};
// Each counts what must not exist in the end.
constexpr db::Query kHandedLeft[] = {
    {"application that was not handed on",
     "SELECT COUNT(*) FROM applications WHERE state <> 'awaiting_decision'"},
    {"review with another opinion than was given",
     "SELECT COUNT(*) FROM reviews r JOIN applications a ON a.id = r.application_id WHERE"
     " r.opinion <> (CASE WHEN a.name LIKE '%decline%' THEN 'decline' ELSE 'approve' END)"},
    {"change that was not confirmed",
     "SELECT COUNT(*) FROM change_requests WHERE state NOT IN ('done', 'scheduled')"},
    {"member with a new representative who is not checked again exactly once",
     "SELECT COUNT(*) FROM change_requests c WHERE c.state = 'done' AND (SELECT COUNT(*)"
     " FROM screenings s WHERE s.organisation_id = c.organisation_id"
     " AND s.cause = 'officers') <> 1"},
};
constexpr db::Query kChangesDone{"test.changes_done",
                                 "SELECT COUNT(*) FROM change_requests WHERE state = 'done'"};

class KillHandingOn : public test::KilledSteps {
 protected:
  void prepare() {
    halves_ = kHandedHalves;
    open_house();
    agree_on_criteria(1);
    if (HasFatalFailure()) return;
    colleague_ = person("colleague@test.example", "試験 次美", Role::secretariat);
    const std::string session = session_of(colleague_);
    for (int i = 0; i < kHandedOn; ++i) hand_on(std::to_string(i), i % 3 == 0, session);
    for (int i = 0; i < kChangedToday && !HasFailure(); ++i) {
      change("today" + std::to_string(i), "");
    }
    const std::string later = iso(add_days(as(office_).today(), 30));
    for (int i = 0; i < kChangedLater && !HasFailure(); ++i) {
      change("later" + std::to_string(i), later);
    }
    if (HasFailure()) return;
    ASSERT_EQ(tasks_.size(),
              static_cast<std::size_t>(kHandedOn + kChangedToday + kChangedLater));
  }
  // By a colleague of the reviewer: so that taking part is a part of what is written.
  void hand_on(const std::string& n, bool declined, const std::string& session) {
    const std::string opinion = declined ? "decline" : "approve";
    const applications::ApplicationId id = reviewed(opinion + n);
    const std::string path = "/office/reviews/" + id.text;
    Task& task = add(path, "/readiness", "session=" + session, path);
    task.form = "opinion=" + opinion + "&opinion_words=because-" + opinion;
    task.again = 409;
    handed_on_.push_back(id);
  }
  // A member's administrator asks for another name and another representative; the office looks at
  // both and confirms them.
  void change(const std::string& mark, const std::string& day) {
    const OrganisationId own = enrolled(mark).id;
    const auto admin = person(mark + "@test.example", "試験 変子", Role::member_admin, own);
    changes::Wish wish;
    wish.values = {{"name", "改名" + mark}, {"representative_name", "新任 " + mark}};
    wish.effective_on = day;
    wish.reason = "代表者が代わったため";
    const auto written = changes::write_draft(as(admin), changes::Kind::details, wish);
    ASSERT_TRUE(written.has_value()) << written.error().says;
    const auto sent = changes::send_request(as(admin), *written);
    ASSERT_TRUE(sent.has_value()) << sent.error().says;
    const auto page = changes::load_request(as(office_), *written);
    ASSERT_TRUE(page.has_value()) << page.error().says;
    ASSERT_TRUE(page->now.has_value());
    const std::string path = "/office/change-requests/" + written->text;
    Task& task = add(path, "/confirmation", "session=" + session_, path);
    task.form = "version=" + std::to_string(page->request.version) +
                "&registry_version=" + std::to_string(page->now->organisation.version) +
                "&take_name=right&take_representative_name=right";
    task.again = 409;
  }

  // ---- in the end ----

  // 審査者 ≠ 決裁者: also whoever only handed on, whenever the kill came.
  void expect_the_manager_to_decide() {
    for (const auto& id : handed_on_) {
      const auto page = reviews::load_visible_review(as(manager_), *smith_, id);
      ASSERT_TRUE(page.has_value()) << page.error().says;
      EXPECT_TRUE(reviews::took_part(*page, office_.id));
      EXPECT_TRUE(reviews::took_part(*page, colleague_.id));
      EXPECT_FALSE(reviews::took_part(*page, manager_.id));
      EXPECT_TRUE(page->before_approval.empty());
    }
  }
  void expect_letters() {
    // The applicant hears of it, and the two of the office who did not type it.
    EXPECT_EQ(mails_about("入会申込を受け付けました"), 3 * kHandedOn);
    EXPECT_EQ(mails_about("届出を受け付けました"), kChangedToday + kChangedLater);
    EXPECT_EQ(mails_about("届出の手続きが完了しました"), kChangedToday);
    EXPECT_EQ(mails_about("届出を確認しました"), kChangedLater);
    // To the three of the office, while it still waited for them.
    EXPECT_LE(mails_about("会員から届出がありました"), 3 * (kChangedToday + kChangedLater));
  }

  accounts::Account colleague_;
  std::vector<applications::ApplicationId> handed_on_;
};

TEST_F(KillHandingOn, WhatIsHandedOnOrConfirmedIsWholeOrNotThere) {
  prepare();
  if (HasFailure()) return;
  press_and_look(kHandedLeft);
  if (HasFatalFailure()) return;
  EXPECT_EQ(number(kChangesDone), kChangedToday);
  expect_the_manager_to_decide();
  if (HasFatalFailure()) return;
  expect_letters();
  expect_sound_and_served("/office/change-requests");
}

}  // namespace
}  // namespace musubi
