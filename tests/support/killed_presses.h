// killed_presses.h - buttons that two browsers press while the program is killed (SIGKILL) again
// and again: what was acknowledged is not pressed again, everything else is, until all is done.
// Counts afterwards what people found in their mailbox. The derived test prepares the buttons
// before the server starts, and says what must not exist.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>

#include "core/keys/locksmith.h"
#include "core/sessions/sessions.h"
#include "features/accounts/accounts.h"
#include "features/members/members.h"
#include "support/killed_server_with_mail.h"

namespace musubi::test {

inline constexpr std::size_t kPressingBrowsers = 2;
inline constexpr int kSettleSecondsMost = 240;  // papers are printed: slow on a busy machine

inline constexpr db::Query kWaitingMessages{
    "test.waiting", "SELECT COUNT(*) FROM outbox_messages WHERE state IN ('waiting', 'running')"};
// Five minutes pass: what a killed process had taken comes back at once.
inline constexpr db::Query kLeasesOver{"test.leases_over",
                                       "UPDATE outbox_messages SET due_at = 0 WHERE state IN"
                                       " ('waiting', 'running')"};
inline constexpr db::Query kSameMail{
    "test.same_mail",
    "SELECT to_address, subject, COUNT(*) FROM mails GROUP BY to_address, subject"
    " HAVING COUNT(*) > 1"};
inline constexpr db::Query kMailsAbout{"test.mails_about",
                                       "SELECT COUNT(*) FROM mails WHERE subject LIKE $1"};
inline constexpr db::Query kMailRows{"test.mail_rows", "SELECT COUNT(*) FROM mails"};
inline constexpr db::Query kNotDelivered[] = {
    {"letter that was not sent", "SELECT COUNT(*) FROM mails WHERE state <> 'sent'"},
    {"dead letter", "SELECT COUNT(*) FROM outbox_messages WHERE state = 'dead'"},
};

// A field of a form that carries a file; with a filename, the file.
inline std::string form_part(const std::string& name, const std::string& value,
                             const std::string& filename = "") {
  std::string out = "--cut\r\nContent-Disposition: form-data; name=\"";
  out += name + "\"";
  if (!filename.empty()) out += "; filename=\"" + filename + "\"\r\nContent-Type: text/csv";
  return out + "\r\n\r\n" + value + "\r\n";
}

// The value of a header of a letter as it arrived, folded lines and all.
inline std::string arrived_header(const std::string& raw, const std::string& name) {
  const std::string text = "\r\n" + raw, begins = "\r\n" + name + ": ";
  const std::size_t start = text.find(begins);
  if (start == std::string::npos) return "";
  std::size_t end = text.find("\r\n", start + begins.size());
  while (end != std::string::npos && (text[end + 2] == ' ' || text[end + 2] == '\t')) {
    end = text.find("\r\n", end + 2);
  }
  return text.substr(start + begins.size(), end - start - begins.size());
}

class KilledPresses : public KilledServerWithMail {
 protected:
  struct Task {
    std::string path, cookie, token, form, done_at;  // done_at: Location of a 303; "" = 200
    std::string parts;  // instead of form, when a file comes along: form_part() of each field
    int again = 0;  // how a second press is answered when the first was kept; 0 = like the first
    std::atomic<bool> acknowledged{false};
  };

  // ---- before the server starts: people, and everything up to the moment of pressing ----

  Context as(const accounts::Account& who) {
    Context ctx{Actor{Actor::Kind::person, who.id, who.name, who.roles, who.organisation},
                temp_.db(), now_from_system_clock(), "prepared", "192.0.2.10", {}};
    return ctx;
  }
  Context as_applicant() {
    return {Actor::anonymous(), temp_.db(), now_from_system_clock(), "r", "192.0.2.10", {}};
  }
  accounts::Account person(const std::string& login, const std::string& name, Role role,
                           const OrganisationId& organisation = {}) {
    const Context system{Actor::system("試験"), temp_.db(), now_from_system_clock(), "r", "", {}};
    auto made = accounts::create_account(system, *smith_, {login, name, Roles{role}, organisation},
                                         kPassword, "");
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return accounts::load_account(system, *made).value();
  }
  void open_house() {
    run({"migrate"});
    temp_.reopen();
    smith_ = keys::open_locksmith((folder_ / "data").string()).value();
    office_ = person("office@test.example", "試験 事美", Role::secretariat);
    manager_ = person("manager@test.example", "試験 管太", Role::secretariat_manager);
    session_ = session_of(manager_);
  }
  std::string session_of(const accounts::Account& who) {
    auto session = temp_.db().write([&](db::Tx& tx) {
      return sessions::begin(as(who), tx, who.id, true, "Chrome");
    });
    return session.value();
  }
  members::Enrolled enrolled(const std::string& mark) {
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
    return made.value();
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

  // ---- while it runs ----

  // After a kill, before anything could tidy up: may look into temp_, opened and closed by it.
  virtual void look_between() {}

  // In the order of tasks_, killed at most so many times less one; how often it was started.
  int press_until_done(int rounds_most) {
    std::mt19937 dice(std::random_device{}());
    int rounds = 0;
    while (rounds < rounds_most && !all_done()) {
      ++rounds;
      round(rounds == rounds_most, dice);
      if (HasFatalFailure()) return rounds;
      if (server_ <= 0) look_between();
    }
    EXPECT_TRUE(all_done());
    EXPECT_GT(rounds, 1) << "it was never killed in the middle";
    EXPECT_TRUE(odd_.empty()) << "first odd answer: " << odd_.front();
    return rounds;
  }
  void leases_over() {
    temp_.reopen();
    EXPECT_TRUE(temp_.db().write([](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kLeasesOver));
      return {};
    }));
    temp_.close();
  }
  // The outbox comes to its end, with everything that a killed process had taken.
  void settle() {
    kill_server();
    leases_over();
    start_server();
    if (HasFatalFailure()) return;
    for (int i = 0; i < kSettleSecondsMost * 2; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
      temp_.reopen();
      const std::int64_t left = number(kWaitingMessages);
      temp_.close();
      if (left == 0) return;
    }
    ADD_FAILURE() << "the outbox does not come to its end: " << said("err");
  }

  // ---- afterwards ----

  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  std::int64_t mails_about(const std::string& words) {
    return temp_.db().read(
        [&](db::Reader& r) { return r.first(kMailsAbout, "%" + words + "%")->integer(0); });
  }
  // What people have in their mailbox, after at most so many kills: nobody two letters about one
  // thing, and the same letter again only when it was being handed over at a kill; none is left.
  void expect_each_letter_once(int kills) {
    for (const db::Query& wrong : kNotDelivered) EXPECT_EQ(number(wrong), 0) << wrong.name;
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
  accounts::Account office_, manager_;
  std::vector<std::unique_ptr<Task>> tasks_;

 private:
  // Asked for once a browser and start: what a form of that browser would carry.
  void fetch_tokens() {
    HttpClient http(port_);
    const HttpAnswer open = http.get("/sign-in");
    const std::string cookie = between(open.head, "Set-Cookie: ", ";");
    const std::string anonymous = form_token(open);
    std::map<std::string, std::string> own;  // session -> the token of its forms
    for (auto& task : tasks_) {
      if (task->cookie.starts_with("session=")) {
        std::string& token = own[task->cookie];
        if (token.empty()) {
          const HttpAnswer page = http.get("/account", "Cookie: " + task->cookie + "\r\n");
          ASSERT_EQ(page.status, 200) << page.head;
          token = form_token(page);
        }
        task->token = token;
        continue;
      }
      task->token = anonymous;
      const std::string kept = between(task->cookie + ";", "join_draft=", ";");
      task->cookie = (kept.empty() ? "" : "join_draft=" + kept + "; ") + cookie;
    }
  }
  // Everybody has an address of their own, as in life: what one address may send is limited.
  HttpAnswer press(HttpClient& http, const Task& task, std::size_t who) const {
    std::string kind = "application/x-www-form-urlencoded";
    std::string body = task.form + "&csrf_token=" + task.token;
    if (!task.parts.empty()) {
      kind = "multipart/form-data; boundary=cut";
      body = form_part("csrf_token", task.token) + task.parts + "--cut--\r\n";
    }
    http.send("POST " + task.path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + task.cookie +
              "\r\nX-Forwarded-For: 198.51.100." + std::to_string(who % 250 + 1) +
              "\r\nContent-Type: " + kind + "\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    return http.receive(false, 20'000);
  }
  // One browser presses every n-th button until the server is gone.
  void work(std::size_t first) {
    try {
      HttpClient http(port_);
      for (std::size_t i = first; i < tasks_.size(); i += kPressingBrowsers) {
        Task& task = *tasks_[i];
        if (task.acknowledged) continue;
        const HttpAnswer answer = press(http, task, i);
        if (answer.status == 0) return;
        const bool done = task.done_at.empty()
                              ? answer.status == 200
                              : answer.status == 303 &&
                                    answer.header("Location").starts_with(task.done_at);
        // Kept but not acknowledged: what it would do is done, and saying so is right.
        const bool over = task.again != 0 && answer.status == task.again && was_cut(task);
        if (done || over) task.acknowledged = true;
        std::lock_guard lock(mutex_);
        if (!done && !over) odd_.push_back(task.path + " " + std::to_string(answer.status));
      }
    } catch (const std::runtime_error&) {
      return;  // the server went before this browser came
    }
  }
  // Pressed in an earlier round, without an answer.
  bool was_cut(const Task& task) {
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
  void round(bool last, std::mt19937& dice) {
    start_server();
    if (HasFatalFailure()) return;
    fetch_tokens();
    if (HasFatalFailure()) return;
    std::vector<std::thread> browsers;
    for (std::size_t b = 0; b < kPressingBrowsers; ++b) {
      browsers.emplace_back([this, b] { work(b); });
    }
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

  std::mutex mutex_;
  std::set<std::string> cut_;
  std::vector<std::string> odd_;
};

}  // namespace musubi::test
