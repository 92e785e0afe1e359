// kill_applications_test.cc - kill -9 while applications are sent, completed, withdrawn and
// approved, while the prefecture's officer answers, and while members confirm what is registered
// and send a change. Promise: what was acknowledged is there; pressed again after the restart
// everything comes to its end exactly once: one application a draft, one member an application,
// one answer an inquiry. A real SMTP server counts: nobody gets two letters about one thing, and
// the same letter again only when it was being handed over at the kill. On the database that DB=
// names.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/json.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/links.h"
#include "features/applications/service.h"
#include "features/changes/service.h"
#include "features/confirmations/service.h"
#include "features/reviews/reviews.h"
#include "features/reviews/service_decision.h"
#include "features/reviews/service_inquiries.h"
#include "features/screenings/service.h"
#include "support/killed_reviews.h"

namespace musubi {
namespace {

using applications::ApplicationId;
using test::between;

constexpr int kEach = 16;       // of drafts, of applications to approve, of inquiries
constexpr int kRoundsMost = 8;  // the last one is let through
constexpr int kKindsPressed = 7;
constexpr int kKindsEntered = 4;  // whose application the office typed

// Each counts what must not exist.
constexpr db::Query kWrong[] = {
    {"draft that did not become exactly one application with a number",
     "SELECT COUNT(*) FROM applications WHERE state = 'draft' OR receipt_no = ''"},
    {"receipt number given twice",
     "SELECT COUNT(receipt_no) - COUNT(DISTINCT receipt_no) FROM applications"},
    {"application without its three consents",
     "SELECT COUNT(*) FROM applications a WHERE (SELECT COUNT(*) FROM application_consents c"
     " WHERE c.application_id = a.id) <> 3"},
    {"application without its one audit entry",
     "SELECT COUNT(*) FROM applications a WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = a.id AND e.action = 'applications.application.received') <> 1"},
    {"approved application without its member",
     "SELECT COUNT(*) FROM applications a WHERE a.state = 'registered' AND"
     " (SELECT COUNT(*) FROM organisations o WHERE o.id = a.organisation_id) <> 1"},
    {"member of two applications",
     "SELECT COUNT(*) - COUNT(DISTINCT organisation_id) FROM applications"
     " WHERE state = 'registered'"},
    {"member without an application",
     "SELECT (SELECT COUNT(*) FROM organisations WHERE name NOT LIKE '会員団体%') -"
     " (SELECT COUNT(*) FROM applications WHERE state = 'registered')"},
    {"approval without its one audit entry",
     "SELECT COUNT(*) FROM applications a WHERE a.state = 'registered' AND"
     " (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'reviews.application.approved') <> 1"},
    {"answer without its one audit entry",
     "SELECT COUNT(*) FROM review_inquiries i WHERE i.state <> 'answered' OR"
     " (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = i.application_id"
     " AND e.action = 'reviews.inquiry.answered') <> 1"},
    {"supplement that was not answered exactly once",
     "SELECT COUNT(*) FROM application_supplements s WHERE s.state <> 'answered' OR"
     " (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = s.application_id"
     " AND e.action = 'applications.application.supplement_answered') <> 1"},
    {"withdrawal without its one audit entry",
     "SELECT COUNT(*) FROM applications a WHERE a.state = 'withdrawn' AND"
     " (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.application.withdrawn') <> 1"},
    {"member who was asked and whose answer is not there",
     "SELECT COUNT(*) FROM confirmation_targets WHERE state <> 'unchanged'"},
    {"confirmation without its one audit entry",
     "SELECT (SELECT COUNT(*) FROM confirmation_targets) - (SELECT COUNT(*) FROM audit_entries"
     " WHERE action = 'confirmations.target.answered')"},
    {"change that was not sent exactly once",
     "SELECT COUNT(*) FROM change_requests c WHERE c.state <> 'scheduled' OR"
     " (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = c.id"
     " AND e.action = 'changes.request.sent') <> 1"},
};
constexpr db::Query kWithdrawn{"test.withdrawn",
                               "SELECT COUNT(*) FROM applications WHERE state = 'withdrawn'"};
constexpr db::Query kAsking{"test.asking",
                            "SELECT body FROM mails WHERE subject LIKE '%登録内容の確認%'"};
constexpr db::Query kQueued{"test.queued", "SELECT body FROM outbox_messages WHERE topic ="
                                           " 'reviews.inquiry.asked'"};

class KillApplications : public test::KilledReviews {
 protected:
  void prepare() {
    open_house();
    agree_on_criteria(1);
    if (HasFatalFailure()) return;
    for (int i = 0; i < kEach; ++i) draft(i);
    for (int i = 0; i < kEach; ++i) ready(i);
    for (int i = 0; i < kEach; ++i) inquiry(i);
    for (int i = 0; i < kEach; ++i) supplement(i);
    for (int i = 0; i < kEach; ++i) withdrawal(i);
    members_confirm_and_change();
    if (HasFatalFailure()) return;
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kQueued)) {
        add("/answers/", Json::parse(row.text(0))["path"].get<std::string>().substr(9), "", "");
        tasks_.back()->form = "answer=no_concern";
        tasks_.back()->again = 404;  // the link is dead, and that is right
      }
    });
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(kKindsPressed * kEach));
    temp_.close();
  }
  void draft(int i) {
    const Context applicant = as_applicant();
    const std::string mark = "draft" + std::to_string(i);
    const auto started =
        applications::start_draft(applicant, {mark + "@kaku.example.jp", "", mark});
    ASSERT_TRUE(started.has_value());
    for (const auto& step : applications::steps()) {
      if (step.fields.empty()) continue;
      const std::string slug(step.slug);
      ASSERT_TRUE(applications::save_step(applicant, started->token, slug, typed(slug, mark)));
    }
    add("/join/application/submission", "", "join_draft=" + started->token,
        "/join/application/received");
  }
  void ready(int i) {
    const ApplicationId id = reviewed("ready" + std::to_string(i));
    ASSERT_TRUE(reviews::hand_to_decider(as(office_), *smith_, id, {"approve", "基準を満たす"}));
    Task& task = add("/office/reviews/", id.text + "/approval", "session=" + session_,
                     "/office/reviews/" + id.text);
    const auto now = reviews::load_visible_review(as(office_), *smith_, id).value();
    task.form = "version=" + std::to_string(now.application.version) +
                "&form_key=" + new_uuid(now_from_system_clock());
  }
  void inquiry(int i) {
    const ApplicationId id = claimed("asked" + std::to_string(i));
    ASSERT_TRUE(reviews::ask_officer(as(office_), *smith_, id,
                                     {prefecture_.id.text, "opinion", "心当たりは", ""}));
  }

  // As the applicant comes back by the link of a letter.
  std::string status_path(const ApplicationId& id) {
    auto issued = temp_.db().write([&](db::Tx& tx) {
      return applications::issue_link(tx, as(office_), id, "status", 24);
    });
    return "/join/status/" + issued.value().token;
  }
  void supplement(int i) {
    const ApplicationId id = received("supp" + std::to_string(i));
    ASSERT_TRUE(applications::request_supplement(
        as(office_), id, {"電話番号を見直してください。", {"telephone"}, false, ""}, 0));
    const std::string path = status_path(id);
    add(path, "/supplement", "", path).form = "telephone=096-000-9876";
  }
  void withdrawal(int i) {
    const std::string path = status_path(received("gone" + std::to_string(i)));
    add(path, "/withdrawal", "", path);
  }
  // Each member is asked by mail whether what is registered still holds; the first one's
  // administrator has changes ready to be sent.
  void members_confirm_and_change() {
    const OrganisationId first = enrolled("0").id;
    for (int i = 1; i < kEach; ++i) enrolled(std::to_string(i));
    const std::string later = iso(add_days(as(office_).today(), 30));
    const auto asked = confirmations::open_round(as(manager_), {later, {}, "", ""});
    ASSERT_TRUE(asked.has_value()) << asked.error().says;
    ASSERT_TRUE(confirmations::continue_round(as(manager_), *asked, ""));
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kAsking)) {
        add("/confirmations/", between(row.text(0), "/confirmations/", "\n") + "/confirmation", "",
            "");
      }
    });
    const auto admin = person("admin@test.example", "試験 会子", Role::member_admin, first);
    const std::string session = session_of(admin);
    const auto registered = temp_.db().read(
        [&](db::Reader& reader) { return members::find_registration(reader, first); });
    ASSERT_TRUE(registered.has_value());
    for (int i = 0; i < kEach; ++i) {
      const std::string mark = std::to_string(i);
      changes::Wish wish;
      wish.values = {{"leaves", registered->people.at(0).id.text},
                     {"name", "新任 " + mark},
                     {"email", "n" + mark + "@kaiin.example.jp"}};
      wish.effective_on = later;
      const auto written = changes::write_draft(as(admin), changes::Kind::contact, wish);
      ASSERT_TRUE(written.has_value()) << written.error().says;
      const std::string path = "/members/changes/" + written->text;
      add(path, "/sending", "session=" + session, path);
    }
  }

  // What people have in their mailbox, after at most so many kills.
  void expect_letters(int kills) {
    // The applicant hears of it, and of the two of the office who did not type it.
    EXPECT_EQ(mails_about("入会申込を受け付けました"), 3 * kEach + 2 * kKindsEntered * kEach);
    EXPECT_EQ(mails_about("入会を承認しました"), kEach);
    EXPECT_EQ(mails_about("アカウントの準備"), kEach);
    EXPECT_LE(mails_about("ご回答のお願い"), kEach);  // none about what is answered by then
    EXPECT_EQ(mails_about("県の回答がありました"), kEach);
    EXPECT_EQ(mails_about("補正を受け取りました"), kEach);
    EXPECT_EQ(mails_about("取下げを受け付けました"), kEach);
    EXPECT_EQ(mails_about("届出を確認しました"), kEach);
    expect_each_letter_once(kills);
  }
};

TEST_F(KillApplications, EverythingComesToItsEndExactlyOnce) {
  prepare();
  if (HasFatalFailure()) return;
  std::mt19937 dice(std::random_device{}());
  std::shuffle(tasks_.begin(), tasks_.end(), dice);  // so that a kill may hit any of them
  const int rounds = press_until_done(kRoundsMost);
  if (HasFatalFailure()) return;
  settle();
  kill_server();
  temp_.reopen();
  for (const db::Query& wrong : kWrong) EXPECT_EQ(number(wrong), 0) << wrong.name;
  EXPECT_EQ(number(kWithdrawn), kEach);
  expect_letters(rounds);
  temp_.close();
  expect_sound();
}

}  // namespace
}  // namespace musubi
