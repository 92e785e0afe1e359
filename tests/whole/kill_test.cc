// kill_test.cc - the power fails: the real server is killed (SIGKILL) at random moments while
// several browsers write. Promise: what was acknowledged is there, what was not is there whole or
// not at all, the audit chain is sound and nothing needs repair. On the database that DB= names.
// Runs MUSUBI_BIN (bin/test sets it) or the musubi beside the tests; touches its own data only.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <random>

#include "base/log.h"
#include "support/killed_server.h"

namespace musubi {
namespace {

using test::between;
using test::HttpAnswer;
using test::HttpClient;

constexpr int kRounds = 6;
constexpr int kBrowsers = 4;

// The acknowledged work of all browsers.
struct Acknowledged {
  std::mutex mutex;
  std::vector<std::string> created, paused;
  std::vector<int> odd;  // statuses that are neither a yes, nor a limit, nor a cut connection
};

class Kill : public test::KilledServer {
 protected:
  // One browser: makes members until the server is gone, and pauses every third.
  void work(int browser, int round) {
    try {
      HttpClient http(port_);
      for (int i = 0;; ++i) {
        const std::string mark = std::to_string(round) + "-" + std::to_string(browser) + "-" +
                                 std::to_string(i);
        const HttpAnswer made = post(http, "/office/members",
                                     "name=kaisha-" + mark + "&industry=G&contact_name=tanto-" +
                                         mark + "&contact_email=t" + mark + "@example.jp");
        if (!keep(made, done_.created)) return;
        if (made.status != 303 || i % 3 != 0) continue;
        const std::string path = between(made.header("Location"), "/office/members/", "?");
        const HttpAnswer paused = post(http, "/office/members/" + path + "/state", "kind=paused");
        if (!keep(paused, done_.paused, path)) return;
      }
    } catch (const std::runtime_error&) {
      return;  // the server went before this browser came
    }
  }
  // False when the connection is gone.
  bool keep(const HttpAnswer& answer, std::vector<std::string>& list, std::string id = "") {
    if (answer.status == 0) return false;
    if (answer.status == 429) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      return true;
    }
    std::lock_guard lock(done_.mutex);
    if (answer.status != 303) {
      done_.odd.push_back(answer.status);
      return true;
    }
    if (id.empty()) id = between(answer.header("Location"), "/office/members/", "?");
    list.push_back(id);
    return true;
  }

  Acknowledged done_;
};

std::int64_t number(db::Db& database, const db::Query& query) {
  return database.read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
}

constexpr db::Query kOrganisations{"test.organisations", "SELECT COUNT(*) FROM organisations"};
constexpr db::Query kOne{"test.one", "SELECT state FROM organisations WHERE id = $1"};

// Each counts what must not exist: a part of a write without the rest of it.
constexpr db::Query kHalves[] = {
    {"organisation without its event",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM membership_events e"
     " WHERE e.organisation_id = o.id AND e.kind = 'joined') <> 1"},
    {"organisation without its audit entry",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM audit_entries a"
     " WHERE a.subject_id = o.id AND a.action = 'members.organisation.created') <> 1"},
    {"organisation without both search documents",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM search_documents d"
     " WHERE d.id = o.id) <> 2"},
    {"organisation without its contact",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM people p"
     " WHERE p.organisation_id = o.id) <> 1"},
    {"audit entry without its organisation",
     "SELECT COUNT(*) FROM audit_entries a WHERE a.action LIKE 'members.organisation.%'"
     " AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = a.subject_id)"},
    {"search document without its organisation",
     // Accounts and the site's own pages have documents too.
     "SELECT COUNT(*) FROM search_documents d WHERE d.noun IN ('organisation',"
     " 'organisation_people') AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = d.id)"},
    {"state without its event, or the other way round",
     "SELECT COUNT(*) FROM organisations o WHERE (o.state = 'paused') <> EXISTS"
     " (SELECT 1 FROM membership_events e WHERE e.organisation_id = o.id AND e.kind = 'paused')"},
    {"state without its audit entry",
     "SELECT COUNT(*) FROM organisations o WHERE (o.state = 'paused') <> EXISTS"
     " (SELECT 1 FROM audit_entries a WHERE a.subject_id = o.id"
     " AND a.action = 'members.organisation.updated')"},
    {"day's figure that is not the sum of its events",
     "SELECT COUNT(*) FROM membership_days d WHERE d.number <> (SELECT COUNT(*)"
     " FROM membership_events e WHERE e.happened_on = d.day AND e.kind = d.kind"
     " AND e.first_time = d.first_time)"},
    {"event outside the day's figures",
     "SELECT (SELECT COUNT(*) FROM membership_events)"
     " - (SELECT COALESCE(SUM(number), 0) FROM membership_days)"},
    {"member number given twice",
     "SELECT COUNT(*) - COUNT(DISTINCT member_no) FROM organisations"},
    {"change that no later part will hear of",
     // Delivered messages have lost their bodies, so they are counted.
     "SELECT (SELECT COUNT(*) FROM organisations) - (SELECT COUNT(*) FROM outbox_messages"
     " WHERE topic = 'members.organisation.created')"},
};

TEST_F(Kill, LosesNothingAcknowledgedAndLeavesNothingToRepair) {
  create_user("secretariat");
  if (HasFatalFailure()) return;
  start_server();
  sign_in();
  if (HasFatalFailure()) return;
  std::mt19937 dice(std::random_device{}());
  std::size_t before = 0;
  for (int round = 0; round < kRounds; ++round) {
    if (round > 0) start_server();
    if (HasFatalFailure()) return;
    std::vector<std::thread> browsers;
    for (int b = 0; b < kBrowsers; ++b) browsers.emplace_back([=, this] { work(b, round); });
    // The moment is drawn anew each time, but never before something has been acknowledged.
    for (int i = 0; i < 1000; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      std::lock_guard lock(done_.mutex);
      if (done_.created.size() >= before + kBrowsers) break;
    }
    std::this_thread::sleep_for(std::chrono::microseconds(dice() % 900'000));
    kill_server();
    for (auto& browser : browsers) browser.join();
    EXPECT_GT(done_.created.size(), before) << "round " << round << " wrote nothing";
    before = done_.created.size();
  }
  EXPECT_TRUE(done_.odd.empty()) << "first odd status: " << done_.odd.front();

  // Counted before any restart could tidy up.
  temp_.reopen();
  for (const std::string& id : done_.created) {
    EXPECT_TRUE(temp_.db().read([&](db::Reader& r) { return r.first(kOne, id); }).has_value())
        << id << " was acknowledged and is gone";
  }
  for (const std::string& id : done_.paused) {
    const auto row = temp_.db().read([&](db::Reader& r) { return r.first(kOne, id); });
    ASSERT_TRUE(row.has_value());
    EXPECT_EQ(row->text(0), "paused") << id;
  }
  const auto stored = static_cast<std::size_t>(number(temp_.db(), kOrganisations));
  EXPECT_LE(stored, done_.created.size() + kRounds * kBrowsers) << "more than was ever asked for";
  EXPECT_FALSE(done_.paused.empty());
  for (const db::Query& half : kHalves) EXPECT_EQ(number(temp_.db(), half), 0) << half.name;
  RecordProperty("acknowledged", static_cast<int>(done_.created.size() + done_.paused.size()));
  temp_.close();

  // No repair: the doctor finds it sound, and the next start simply serves.
  expect_sound();
  start_server();
  if (HasFatalFailure()) return;
  HttpClient http(port_);
  const HttpAnswer page = http.get("/office/members/" + done_.created.front(),
                                   "Cookie: session=" + session_ + "\r\n");
  EXPECT_EQ(page.status, 200) << page.head;
}

}  // namespace
}  // namespace musubi
