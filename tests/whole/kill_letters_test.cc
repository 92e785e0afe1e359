// kill_letters_test.cc - kill -9 while the manager refuses applications (不承認), the office asks for
// 補正, applicants begin and pause their drafts, letters about forgotten passwords are written and
// new passwords are set. Promise: what was acknowledged is there with its audit entry and its one
// letter; after every kill nothing is half done; pressed again everything comes to its end exactly
// once, and the link in a letter is the one that works. On the database that DB= names.
#include <gtest/gtest.h>

#include <string>

#include "base/sha256.h"
#include "core/outbox/outbox.h"
#include "features/accounts/service_address.h"
#include "features/applications/form.h"
#include "features/applications/service.h"
#include "features/reviews/service_reviews.h"
#include "support/killed_steps.h"

namespace musubi {
namespace {

constexpr int kLettersRefused = 4;  // each prints its notice
constexpr int kLettersRequested = 6;
constexpr int kLettersBegun = 6;
constexpr int kLettersPaused = 6;
constexpr int kLettersReset = 4;  // of passwords that are set, and of letters that are waited for
constexpr const char* kLettersPassword = "kumamoto-no-kaze-2025";
constexpr const char* kLettersOrigin = "https://musubi.example.jp";

// Each counts what must not exist at any moment: a part of a write without the rest of it.
constexpr db::Query kLetterHalves[] = {
    {"refused application without its decision and reason, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'declined') <> EXISTS"
     " (SELECT 1 FROM reviews r WHERE r.application_id = a.id AND r.state = 'declined'"
     " AND r.decided_at IS NOT NULL AND r.decision_note <> '')"},
    {"refusal without its one notice, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'declined') <> ((SELECT COUNT(*)"
     " FROM review_notices n WHERE n.application_id = a.id AND n.kind = 'declined') = 1)"},
    {"refusal without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'declined') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'reviews.application.declined') = 1)"},
    {"refused application that moved on without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'declined') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.application.declined') = 1)"},
    {"notice that was mailed without its one letter, or the other way round",
     "SELECT COUNT(*) FROM review_notices n JOIN applications a ON a.id = n.application_id"
     " WHERE (n.mailed_at IS NOT NULL) <> ((SELECT COUNT(*) FROM mails m"
     " WHERE m.to_address = a.email AND m.subject LIKE '%審査の結果%') = 1)"},
    {"letter that tells why it was refused",
     "SELECT COUNT(*) FROM mails WHERE body LIKE '%because-of-this%'"},
    {"application that waits for 補正 without its one request, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'supplement') <> ((SELECT COUNT(*)"
     " FROM application_supplements s WHERE s.application_id = a.id AND s.state = 'open') = 1)"},
    {"request for 補正 without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'supplement') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.application.supplement_asked') = 1)"},
    {"request for 補正 without its one letter, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'supplement') <> ((SELECT COUNT(*)"
     " FROM mails m WHERE m.to_address = a.email"
     " AND m.subject LIKE '%直していただきたい所%') = 1)"},
    // The other link is that of the receipt.
    {"request for 補正 without a link of its own, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE a.state <> 'draft' AND (SELECT COUNT(*)"
     " FROM application_links l WHERE l.application_id = a.id AND l.purpose = 'status') <>"
     " (CASE WHEN a.state = 'supplement' THEN 2 ELSE 1 END)"},
    {"draft without the one audit entry of its beginning",
     "SELECT COUNT(*) FROM applications a WHERE a.state = 'draft' AND (SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = a.id AND e.action = 'applications.draft.begun')"
     " <> 1"},
    {"draft that was begun twice",
     "SELECT COUNT(*) - COUNT(DISTINCT email) FROM applications WHERE email LIKE 'begun%'"},
    {"draft without its one letter",
     "SELECT COUNT(*) FROM applications a WHERE a.email LIKE 'begun%' AND (SELECT COUNT(*)"
     " FROM mails m WHERE m.to_address = a.email) <> 1"},
    {"draft without the one link of its letter",
     "SELECT COUNT(*) FROM applications a WHERE a.email LIKE 'begun%' AND (SELECT COUNT(*)"
     " FROM application_links l WHERE l.application_id = a.id AND l.purpose = 'resume') <> 1"},
    {"letter about a draft that is not there",
     "SELECT COUNT(*) FROM mails m WHERE m.to_address LIKE 'begun%' AND NOT EXISTS"
     " (SELECT 1 FROM applications a WHERE a.email = m.to_address)"},
    {"pause without its one letter, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE a.email LIKE 'pause%' AND (EXISTS (SELECT 1"
     " FROM application_links l WHERE l.application_id = a.id AND l.purpose = 'draft') ="
     " ((SELECT COUNT(*) FROM mails m WHERE m.to_address = a.email) = 1))"},
    {"pause without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE a.email LIKE 'pause%' AND (EXISTS (SELECT 1"
     " FROM application_links l WHERE l.application_id = a.id AND l.purpose = 'draft') ="
     " ((SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.draft.paused') = 1))"},
    {"link to a new password without its one letter, or the other way round",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'waits%' AND (SELECT COUNT(*)"
     " FROM account_links l WHERE l.account_id = a.id AND l.purpose = 'reset') <>"
     " (SELECT COUNT(*) FROM mails m WHERE m.to_address = a.login)"},
    {"password that was set without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'sets%' AND (EXISTS (SELECT 1"
     " FROM account_links l WHERE l.account_id = a.id AND l.purpose = 'reset') ="
     " ((SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'accounts.password.reset') = 1))"},
};
// Each counts what must not exist in the end.
constexpr db::Query kLettersLeft[] = {
    {"application that was not refused",
     "SELECT COUNT(*) FROM applications WHERE name LIKE '%refused%' AND state <> 'declined'"},
    {"notice of a refusal that was not mailed",
     "SELECT COUNT(*) FROM review_notices WHERE mailed_at IS NULL"},
    {"application without the 補正 that was asked for",
     "SELECT COUNT(*) FROM applications WHERE name LIKE '%request%' AND state <> 'supplement'"},
    {"draft whose form is still open",
     "SELECT COUNT(*) FROM applications a JOIN application_links l ON l.application_id = a.id"
     " WHERE a.email LIKE 'pause%' AND l.purpose = 'draft'"},
    {"account that waits for its link",
     "SELECT COUNT(*) FROM accounts a WHERE a.login LIKE 'waits%' AND NOT EXISTS (SELECT 1"
     " FROM account_links l WHERE l.account_id = a.id AND l.purpose = 'reset')"},
    {"account whose password was not set",
     "SELECT COUNT(*) FROM accounts a JOIN account_links l ON l.account_id = a.id"
     " WHERE a.login LIKE 'sets%' AND l.purpose = 'reset'"},
};
constexpr db::Query kDraftsBegun{
    "test.drafts_begun", "SELECT COUNT(*) FROM applications WHERE email LIKE 'begun%'"};
// The letters of their beginning came long ago.
constexpr db::Query kForgetOrders{"test.forget_orders",
                                  "DELETE FROM outbox_messages WHERE once_key IN (SELECT id"
                                  " FROM mails WHERE to_address LIKE 'pause%')"};
constexpr db::Query kForgetLetters{"test.forget_letters",
                                   "DELETE FROM mails WHERE to_address LIKE 'pause%'"};
constexpr db::Query kLinkTo{"test.link_to",
                            "SELECT one_time_link FROM mails WHERE to_address = $1"};
constexpr db::Query kLinksUnderWay{"test.links_under_way",
                                   "SELECT one_time_link FROM mails WHERE to_address LIKE 'waits%'"
                                   " AND one_time_link <> ''"};
constexpr db::Query kLinkWorks{
    "test.link_works",
    "SELECT COUNT(*) FROM account_links WHERE token_hash = $1 AND purpose = 'reset'"};

class KillLetters : public test::KilledSteps {
 protected:
  void prepare() {
    halves_ = kLetterHalves;
    open_house();
    agree_on_criteria(1);
    if (HasFatalFailure()) return;
    office_session_ = session_of(office_);
    for (int i = 0; i < kLettersRefused; ++i) refuse("refused" + std::to_string(i));
    for (int i = 0; i < kLettersRequested; ++i) request("request" + std::to_string(i));
    for (int i = 0; i < kLettersBegun; ++i) begin_draft("begun" + std::to_string(i));
    for (int i = 0; i < kLettersPaused && !HasFailure(); ++i) pause("pause" + std::to_string(i));
    for (int i = 0; i < kLettersReset && !HasFailure(); ++i) {
      wait_for_link("waits" + std::to_string(i));
      set_password("sets" + std::to_string(i));
    }
    if (HasFailure()) return;
    EXPECT_TRUE(temp_.db().write([](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kForgetOrders));
      TRY(tx.run(kForgetLetters));
      return {};
    }));
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(kLettersRefused + kLettersRequested +
                                                      kLettersBegun + kLettersPaused +
                                                      kLettersReset));
  }
  // Sent twice, the same form is one decision.
  void refuse(const std::string& mark) {
    const applications::ApplicationId id = reviewed(mark);
    ASSERT_TRUE(reviews::hand_to_decider(as(office_), *smith_, id, {"decline", "基準に合わない"}));
    const auto now = reviews::load_visible_review(as(office_), *smith_, id);
    ASSERT_TRUE(now.has_value()) << now.error().says;
    const std::string path = "/office/reviews/" + id.text;
    add(path, "/refusal", "session=" + session_, path).form =
        "note=because-of-this&version=" + std::to_string(now->application.version) +
        "&form_key=" + new_uuid(now_from_system_clock());
  }
  void request(const std::string& mark) {
    const applications::ApplicationId id = received(mark);
    const auto now = temp_.db().read(
        [&](db::Reader& reader) { return applications::find_application(reader, id); });
    ASSERT_TRUE(now.has_value());
    const std::string path = "/office/applications/" + id.text;
    Task& task = add(path, "/supplements", "session=" + office_session_, path);
    task.form = "request=look-at-the-telephone&fields=telephone&version=" +
                std::to_string(now->version);
    task.again = 409;  // it waits for an answer already
  }
  // What is pressed by somebody without an account has a path of its own, so that each is known by
  // it.
  void begin_draft(const std::string& mark) {
    const std::string first(applications::steps().front().slug);
    add("/join/application", "?press=" + mark, "", "/join/application/" + first).form =
        "email=" + mark + "@kaku.example.jp&form_key=" + new_uuid(now_from_system_clock());
  }
  void pause(const std::string& mark) {
    const auto begun =
        applications::start_draft(as_applicant(), {mark + "@kaku.example.jp", "", mark});
    ASSERT_TRUE(begun.has_value()) << begun.error().says;
    Task& task = add("/join/application/pause", "?press=" + mark, "join_draft=" + begun->token,
                     "/join/application/paused");
    task.again = 303;  // the cookie is worth nothing any more: to the start, and to the letter
  }
  // Asked for and acknowledged; the server writes the letter.
  void wait_for_link(const std::string& mark) {
    const std::string login = mark + "@test.example";
    person(login, "試験 待子", Role::visitor);
    ASSERT_TRUE(accounts::ask_reset(as_applicant(), login, kLettersOrigin));
  }
  // Has the letter.
  void set_password(const std::string& mark) {
    const std::string login = mark + "@test.example";
    person(login, "試験 決子", Role::visitor);
    outbox::Handlers handlers;
    accounts::add_handlers(handlers);
    outbox::Message message;
    message.id = new_uuid(now_from_system_clock());
    message.topic = accounts::kResetAsked;
    message.body = Json{{"login", login}, {"origin", kLettersOrigin}};
    ASSERT_TRUE(handlers.at(message.topic)(as_applicant(), message));
    const std::string link = temp_.db().read([&](db::Reader& reader) {
      const auto row = reader.first(kLinkTo, login);
      return row ? row->text(0) : std::string();
    });
    const std::string token = test::between(link + "\n", "/password-reset/", "\n");
    ASSERT_FALSE(token.empty()) << link;
    Task& task = add("/password-reset/", token, "", "/");
    const std::string password = kLettersPassword;
    task.form = "password=" + password + "&password_again=" + password;
    task.again = 404;  // the link is dead, and that is right
  }

  // ---- after every kill, and in the end ----

  void look_between() override {
    KilledSteps::look_between();
    temp_.reopen();
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kLinksUnderWay)) {
        const std::string token = test::between(row.text(0) + "\n", "/password-reset/", "\n");
        EXPECT_EQ(reader.first(kLinkWorks, sha256_hex(token))->integer(0), 1)
            << "a letter goes out with a link that is dead";
      }
    });
    temp_.close();
  }
  void expect_passwords() {
    for (int i = 0; i < kLettersReset; ++i) {
      const std::string login = "sets" + std::to_string(i) + "@test.example";
      const auto in = accounts::sign_in(as_applicant(), *smith_, {login, kLettersPassword, ""}, {});
      EXPECT_TRUE(in.has_value()) << login;
    }
  }
  void expect_letters() {
    EXPECT_EQ(mails_about("審査の結果について"), kLettersRefused);
    EXPECT_EQ(mails_about("直していただきたい所があります"), kLettersRequested);
    EXPECT_EQ(mails_about("続きを入力するリンク"), kLettersBegun + kLettersPaused);
    EXPECT_EQ(mails_about("パスワードの決め直し"), 2 * kLettersReset);
    // The applicant hears of it, and the one of the office who did not type it.
    EXPECT_EQ(mails_about("入会申込を受け付けました"), 2 * (kLettersRefused + kLettersRequested));
  }

  std::string office_session_;
};

TEST_F(KillLetters, WhatIsToldByLetterIsDoneAndToldOnce) {
  prepare();
  if (HasFailure()) return;
  press_and_look(kLettersLeft);
  if (HasFatalFailure()) return;
  EXPECT_EQ(number(kDraftsBegun), kLettersBegun);
  expect_letters();
  expect_passwords();
  expect_sound_and_served("/office/applications");
}

}  // namespace
}  // namespace musubi
