// kill_applications_test.cc - kill -9 while applications are sent, completed, withdrawn and
// approved, while the prefecture's officer answers, and while members confirm what is registered
// and send a change. Promise: what was acknowledged is there; pressed again after the restart
// everything comes to its end exactly once: one application a draft, one member an application,
// one answer an inquiry. A real SMTP server counts: nobody gets two letters about one thing, and
// the same letter again only when it was being handed over at the kill. On the database that DB=
// names.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include "base/json.h"
#include "core/keys/locksmith.h"
#include "core/sessions/sessions.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/links.h"
#include "features/applications/service.h"
#include "features/changes/service.h"
#include "features/confirmations/service.h"
#include "features/members/members.h"
#include "features/reviews/reviews.h"
#include "features/reviews/service_criteria.h"
#include "features/reviews/service_decision.h"
#include "features/reviews/service_inquiries.h"
#include "features/screenings/service.h"
#include "support/applications.h"
#include "support/killed_server_with_mail.h"

namespace musubi {
namespace {

using applications::ApplicationId;
using test::between;
using test::HttpAnswer;
using test::HttpClient;

constexpr int kEach = 16;       // of drafts, of applications to approve, of inquiries
constexpr int kBrowsers = 2;    // of each kind at once
constexpr int kRoundsMost = 8;  // the last one is let through
constexpr int kSettleSecondsMost = 240;  // notices are printed: slow on a busy machine
constexpr int kKindsPressed = 7;
constexpr int kKindsEntered = 4;  // whose application the office typed

constexpr db::Query kWaiting{
    "test.waiting", "SELECT COUNT(*) FROM outbox_messages WHERE state IN ('waiting', 'running')"};
// Five minutes pass: what a killed process had taken comes back at once.
constexpr db::Query kLeasesOver{"test.leases_over",
                                "UPDATE outbox_messages SET due_at = 0 WHERE state IN"
                                " ('waiting', 'running')"};

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
    {"letter that was not sent", "SELECT COUNT(*) FROM mails WHERE state <> 'sent'"},
    {"dead letter", "SELECT COUNT(*) FROM outbox_messages WHERE state = 'dead'"},
};
constexpr db::Query kSameMail{
    "test.same_mail",
    "SELECT to_address, subject, COUNT(*) FROM mails GROUP BY to_address, subject"
    " HAVING COUNT(*) > 1"};
constexpr db::Query kMailsAbout{"test.mails_about",
                                "SELECT COUNT(*) FROM mails WHERE subject LIKE $1"};
constexpr db::Query kWithdrawn{"test.withdrawn",
                               "SELECT COUNT(*) FROM applications WHERE state = 'withdrawn'"};
constexpr db::Query kMailRows{"test.mail_rows", "SELECT COUNT(*) FROM mails"};
constexpr db::Query kAsking{"test.asking",
                            "SELECT body FROM mails WHERE subject LIKE '%登録内容の確認%'"};
constexpr db::Query kQueued{"test.queued", "SELECT body FROM outbox_messages WHERE topic ="
                                           " 'reviews.inquiry.asked'"};

struct Task {
  std::string path, cookie, token, form, done_at;  // done_at: Location of a 303; "" = 200
  std::atomic<bool> acknowledged{false};
};

// The value of a header of a letter as it arrived, folded lines and all.
std::string arrived_header(const std::string& raw, const std::string& name) {
  const std::string text = "\r\n" + raw, begins = "\r\n" + name + ": ";
  const std::size_t start = text.find(begins);
  if (start == std::string::npos) return "";
  std::size_t end = text.find("\r\n", start + begins.size());
  while (end != std::string::npos && (text[end + 2] == ' ' || text[end + 2] == '\t')) {
    end = text.find("\r\n", end + 2);
  }
  return text.substr(start + begins.size(), end - start - begins.size());
}

class KillApplications : public test::KilledServerWithMail {
 protected:
  // ---- before the server starts: people, and everything up to the moment of pressing ----

  Context as(const accounts::Account& who) {
    Context ctx{Actor{Actor::Kind::person, who.id, who.name, who.roles, who.organisation},
                temp_.db(), now_from_system_clock(), "prepared", "192.0.2.10", {}};
    return ctx;
  }
  accounts::Account person(const std::string& login, const std::string& name, Role role,
                           const OrganisationId& organisation = {}) {
    const Context system{Actor::system("試験"), temp_.db(), now_from_system_clock(), "r", "", {}};
    auto made = accounts::create_account(system, *smith_, {login, name, Roles{role}, organisation},
                                         test::kPassword, "");
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return accounts::load_account(system, *made).value();
  }
  void prepare() {
    run({"migrate"});
    temp_.reopen();
    smith_ = keys::open_locksmith((folder_ / "data").string()).value();
    office_ = person("office@test.example", "試験 事美", Role::secretariat);
    manager_ = person("manager@test.example", "試験 管太", Role::secretariat_manager);
    prefecture_ = person("pref@test.example", "試験 県介", Role::prefecture);
    const std::string set = reviews::begin_criteria(as(manager_)).value();
    ASSERT_TRUE(reviews::save_criteria(as(manager_), set, {1, "", {{"", "一", ""}}}));
    ASSERT_TRUE(reviews::send_criteria(as(manager_), set));
    ASSERT_TRUE(reviews::confirm_criteria(as(prefecture_), set, ""));
    session_ = session_of(manager_);
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
      }
    });
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(kKindsPressed * kEach));
    temp_.close();
  }
  std::string session_of(const accounts::Account& who) {
    auto session = temp_.db().write([&](db::Tx& tx) {
      return sessions::begin(as(who), tx, who.id, true, "Chrome");
    });
    return session.value();
  }
  Task& add(const std::string& start, const std::string& rest, const std::string& cookie,
            const std::string& done_at) {
    tasks_.push_back(std::make_unique<Task>());
    Task& task = *tasks_.back();
    task.path = start + rest;
    task.cookie = cookie;
    task.done_at = done_at;
    return task;
  }
  static std::vector<std::pair<std::string, std::string>> typed(const std::string& step,
                                                                const std::string& mark) {
    auto out = applications::answers(step);
    for (auto& [field, value] : out) {
      if (field == "name") value = "株式会社かくう" + mark;
      if (field == "contact_email") value = mark + "@kaku.example.jp";
      if (field == "corporate_number") value.clear();
    }
    return out;
  }
  void draft(int i) {
    const Context applicant{Actor::anonymous(), temp_.db(), now_from_system_clock(), "r",
                            "192.0.2.10", {}};
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
  ApplicationId received(const std::string& mark) {
    applications::NewEntry entry;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (auto& pair : typed(step, mark)) entry.typed.push_back(pair);
    }
    entry.intake_route = "paper";
    entry.consents = {"rules", "privacy", "anti_social"};
    return applications::enter_application(as(office_), entry).value();
  }
  void ready(int i) {
    const ApplicationId id = received("ready" + std::to_string(i));
    ASSERT_TRUE(reviews::claim_review(as(office_), *smith_, id));
    const auto page = reviews::load_visible_review(as(office_), *smith_, id).value();
    const auto file = page.screening->id;
    const auto version = [&] {
      return screenings::read_screening(as(office_), *smith_, file)->version;
    };
    ASSERT_TRUE(screenings::record_search(as(office_), *smith_, file,
                                          {"団体名", "新聞", "", "none", "", "", "", ""}));
    ASSERT_TRUE(screenings::record_lookup(as(office_), *smith_, file, {"登記", "", "相違なし", ""}));
    ASSERT_TRUE(
        screenings::record_finding(as(office_), *smith_, file, {"clear", "所見", version()}));
    ASSERT_TRUE(screenings::record_second_reading(as(manager_), *smith_, file,
                                                  {"yes", "", version()}));
    ASSERT_TRUE(reviews::save_answer(
        as(office_), id, {page.criteria.criteria.at(0).id, "fit", "申込書のとおり", 0, "", ""}));
    ASSERT_TRUE(reviews::hand_to_decider(as(office_), *smith_, id, {"approve", "基準を満たす"}));
    Task& task = add("/office/reviews/", id.text + "/approval", "session=" + session_,
                     "/office/reviews/" + id.text);
    const auto now = reviews::load_visible_review(as(office_), *smith_, id).value();
    task.form = "version=" + std::to_string(now.application.version) +
                "&form_key=" + new_uuid(now_from_system_clock());
  }
  void inquiry(int i) {
    const ApplicationId id = received("asked" + std::to_string(i));
    ASSERT_TRUE(reviews::claim_review(as(office_), *smith_, id));
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
  OrganisationId enrolled(const std::string& mark) {
    members::NewMember input;
    input.organisation.name = "会員団体" + mark;
    input.organisation.category = "company";
    members::Person contact;
    contact.name = "担当 " + mark;
    contact.email = "k" + mark + "@kaiin.example.jp";
    input.people = {contact};
    input.joined_on = "2024-05-10";
    auto made = temp_.db().write([&](db::Tx& tx) {
      return members::enrol_member(tx, as(office_), input);
    });
    return made.value().id;
  }
  // Each member is asked by mail whether what is registered still holds; the first one's
  // administrator has changes ready to be sent.
  void members_confirm_and_change() {
    const OrganisationId first = enrolled("0");
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

  // ---- while it runs ----

  // Asked for once a browser and start: what a form of that browser would carry.
  void fetch_tokens() {
    HttpClient http(port_);
    const HttpAnswer open = http.get("/sign-in");
    const std::string cookie = between(open.head, "Set-Cookie: ", ";");
    const std::string anonymous = test::form_token(open);
    std::map<std::string, std::string> own;  // session -> the token of its forms
    for (auto& task : tasks_) {
      if (task->cookie.starts_with("session=")) {
        std::string& token = own[task->cookie];
        if (token.empty()) {
          const HttpAnswer page = http.get("/account", "Cookie: " + task->cookie + "\r\n");
          ASSERT_EQ(page.status, 200) << page.head;
          token = test::form_token(page);
        }
        task->token = token;
        continue;
      }
      task->token = anonymous;
      const std::string kept = between(task->cookie + ";", "join_draft=", ";");
      task->cookie = (kept.empty() ? "" : "join_draft=" + kept + "; ") + cookie;
    }
  }
  HttpAnswer press(HttpClient& http, const Task& task) const {
    const std::string body = task.form + "&csrf_token=" + task.token;
    http.send("POST " + task.path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + task.cookie +
              "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    return http.receive(false, 20'000);
  }
  // One browser presses every n-th button until the server is gone.
  void work(std::size_t first) {
    try {
      HttpClient http(port_);
      for (std::size_t i = first; i < tasks_.size(); i += kBrowsers) {
        Task& task = *tasks_[i];
        if (task.acknowledged) continue;
        const HttpAnswer answer = press(http, task);
        if (answer.status == 0) return;
        const bool done = task.done_at.empty()
                              ? answer.status == 200
                              : answer.status == 303 &&
                                    answer.header("Location").starts_with(task.done_at);
        // An answer that was kept but not acknowledged: its link is dead, and that is right.
        const bool dead = task.done_at.empty() && answer.status == 404 && task_was_hit(task);
        if (done || dead) task.acknowledged = true;
        std::lock_guard lock(mutex_);
        if (!done && !dead) odd_.push_back(task.path + " " + std::to_string(answer.status));
      }
    } catch (const std::runtime_error&) {
      return;  // the server went before this browser came
    }
  }
  // Pressed in an earlier round, without an answer.
  bool task_was_hit(const Task& task) {
    std::lock_guard lock(mutex_);
    return cut_.contains(task.path);
  }
  bool all_done() const {
    return std::all_of(tasks_.begin(), tasks_.end(),
                       [](const auto& task) { return task->acknowledged.load(); });
  }
  std::size_t count_done() const {
    return static_cast<std::size_t>(
        std::count_if(tasks_.begin(), tasks_.end(),
                      [](const auto& task) { return task->acknowledged.load(); }));
  }
  void round(int number, std::mt19937& dice) {
    start_server();
    if (HasFatalFailure()) return;
    fetch_tokens();
    if (HasFatalFailure()) return;
    std::vector<std::thread> browsers;
    for (std::size_t b = 0; b < kBrowsers; ++b) browsers.emplace_back([this, b] { work(b); });
    const bool last = number + 1 == kRoundsMost;
    if (!last) {
      // Somewhere in the next few answers, wherever this machine is by then.
      const std::size_t until = count_done() + 1 + dice() % 6;
      for (int i = 0; i < 5000 && count_done() < until && !all_done(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
      std::this_thread::sleep_for(std::chrono::microseconds(dice() % 20'000));
      kill_server();
    }
    for (auto& browser : browsers) browser.join();
    std::lock_guard lock(mutex_);
    for (const auto& task : tasks_) {
      if (!task->acknowledged) cut_.insert(task->path);
    }
  }

  // ---- afterwards ----

  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  std::int64_t mails_about(const std::string& words) {
    return temp_.db().read(
        [&](db::Reader& r) { return r.first(kMailsAbout, "%" + words + "%")->integer(0); });
  }
  // The outbox comes to its end, with everything that a killed process had taken.
  void settle() {
    kill_server();
    temp_.reopen();
    ASSERT_TRUE(temp_.db().write([](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kLeasesOver));
      return {};
    }));
    temp_.close();
    start_server();
    if (HasFatalFailure()) return;
    for (int i = 0; i < kSettleSecondsMost * 2; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
      temp_.reopen();
      const std::int64_t left = number(kWaiting);
      temp_.close();
      if (left == 0) return;
    }
    ADD_FAILURE() << "the outbox does not come to its end: " << said("err");
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
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kSameMail)) {
        ADD_FAILURE() << row.integer(2) << " mails to " << row.text(0) << ": " << row.text(1);
      }
    });
    std::map<std::string, std::set<std::string>> letters;  // to whom about what -> Message-IDs
    std::set<std::string> different;
    std::int64_t arrived = 0;
    for (const Json& one : smtp_->accepted()) {
      const std::string raw = one["raw"].get<std::string>();
      const std::string id = arrived_header(raw, "Message-ID");
      const std::string subject = arrived_header(raw, "Subject");
      EXPECT_FALSE(id.empty() || subject.empty()) << raw;
      letters[one["to"][0].get<std::string>() + " " + subject].insert(id);
      different.insert(id);
      ++arrived;
    }
    for (const auto& [what, ids] : letters) EXPECT_EQ(ids.size(), 1U) << what;
    const auto count = static_cast<std::int64_t>(different.size());
    EXPECT_EQ(count, number(kMailRows)) << "a letter was lost in silence";
    EXPECT_LE(arrived - count, kills) << "sent again, though it was not under way at a kill";
  }

  std::shared_ptr<keys::Locksmith> smith_;
  accounts::Account office_, manager_, prefecture_;
  std::vector<std::unique_ptr<Task>> tasks_;
  std::mutex mutex_;
  std::set<std::string> cut_;
  std::vector<std::string> odd_;
};

TEST_F(KillApplications, EverythingComesToItsEndExactlyOnce) {
  prepare();
  if (HasFatalFailure()) return;
  std::mt19937 dice(std::random_device{}());
  std::shuffle(tasks_.begin(), tasks_.end(), dice);  // so that a kill may hit any of them
  int rounds = 0;
  while (rounds < kRoundsMost && !all_done()) {
    round(rounds++, dice);
    if (HasFatalFailure()) return;
  }
  EXPECT_TRUE(all_done());
  EXPECT_GT(rounds, 1) << "it was never killed in the middle";
  EXPECT_TRUE(odd_.empty()) << "first odd answer: " << odd_.front();
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
