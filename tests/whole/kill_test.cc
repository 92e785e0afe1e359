// kill_test.cc - the power fails: the real server is killed (SIGKILL) at random moments while
// several browsers write. Promise: what was acknowledged is there, what was not is there whole or
// not at all, the audit chain is sound and nothing needs repair. On the database that DB= names.
// Runs MUSUBI_BIN (bin/test sets it) or the musubi beside the tests; touches its own data only.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>
#include <thread>

#include "base/json.h"
#include "base/log.h"
#include "support/http_client.h"
#include "support/scenario.h"

namespace musubi {
namespace {

namespace fs = std::filesystem;
using test::HttpAnswer;
using test::HttpClient;

constexpr int kRounds = 6;
constexpr int kBrowsers = 4;
constexpr const char* kLogin = "kill@test.example";
constexpr const char* kPassword = "kumamoto-no-ame-2024";

std::string program() {
  const char* named = std::getenv("MUSUBI_BIN");
  return named != nullptr ? named : MUSUBI_BUILD_DIR "/musubi";
}

int free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  EXPECT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&at), size), 0);
  EXPECT_EQ(getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size), 0);
  close(fd);
  return ntohs(at.sin_port);
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
  std::size_t start = text.find(from);
  if (start == std::string::npos) return "";
  start += from.size();
  return text.substr(start, text.find(to, start) - start);
}

std::string form_token(const HttpAnswer& page) {
  return between(page.body, "name=\"csrf_token\" value=\"", "\"");
}

// The acknowledged work of all browsers.
struct Acknowledged {
  std::mutex mutex;
  std::vector<std::string> created, paused;
  std::vector<int> odd;  // statuses that are neither a yes, nor a limit, nor a cut connection
};

class Kill : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "musubi-kill-XXXXXX").string();
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    folder_ = made;
    port_ = free_port();
    temp_.close();
  }
  void TearDown() override {
    kill_server();
    fs::remove_all(folder_);
  }

  // The child's settings come from the environment: data folder, database, and no other limits.
  void set_environment() const {
    const db::Options& options = temp_.options();
    unsetenv("MUSUBI_CONFIG");
    if (options.kind == db::Kind::sqlite) {
      setenv("MUSUBI_DATABASE_KIND", "sqlite", 1);
      setenv("MUSUBI_DATABASE_PATH", options.path.c_str(), 1);
    } else {
      setenv("MUSUBI_DATABASE_KIND", "postgres", 1);
      setenv("MUSUBI_DATABASE_CONNECTION", options.connection.c_str(), 1);
    }
    setenv("MUSUBI_LIMITS_REQUESTS_PER_MINUTE", "60000", 1);
  }
  pid_t spawn(std::vector<std::string> arguments, const std::string& in = "/dev/null") {
    const std::string exe = program(), out = (folder_ / "out").string();
    const std::string err = (folder_ / "err").string();
    arguments.insert(arguments.begin(), exe);
    arguments.insert(arguments.end(), {"--data", (folder_ / "data").string()});
    std::vector<char*> argv;
    for (std::string& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    set_environment();
    if (freopen(in.c_str(), "r", stdin) == nullptr ||
        freopen(out.c_str(), "w", stdout) == nullptr ||
        freopen(err.c_str(), "a", stderr) == nullptr) {
      _exit(126);
    }
    execv(exe.c_str(), argv.data());
    _exit(127);
  }
  int run(const std::vector<std::string>& arguments, const std::string& in = "/dev/null") {
    int status = 0;
    waitpid(spawn(arguments, in), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string said(const char* file) const {
    std::ifstream in(folder_ / file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void start_server() {
    server_ = spawn({"serve", "--port", std::to_string(port_)});
    for (int i = 0; i < 600; ++i) {
      try {
        HttpClient probe(port_);
        return;
      } catch (const std::runtime_error&) {
        ASSERT_EQ(waitpid(server_, nullptr, WNOHANG), 0) << "ended: " << said("err");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
    FAIL() << "the server does not listen: " << said("err");
  }
  void kill_server() {
    if (server_ <= 0) return;
    kill(server_, SIGKILL);
    waitpid(server_, nullptr, 0);
    server_ = -1;
  }

  // Password, then the authenticator: the whole way that a person takes.
  void sign_in() {
    HttpClient http(port_);
    std::map<std::string, std::string> jar;
    const auto ask = [&](const std::string& path, const std::string& body) {
      std::string text = body.empty() ? "GET " : "POST ";
      text += path + " HTTP/1.1\r\nHost: localhost\r\n";
      std::string cookies;
      for (const auto& [name, value] : jar) cookies += name + "=" + value + "; ";
      if (!cookies.empty()) text += "Cookie: " + cookies.substr(0, cookies.size() - 2) + "\r\n";
      if (!body.empty()) {
        text += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n";
      }
      http.send(text + "\r\n" + body);
      HttpAnswer answer = http.receive(false, 30'000);
      for (std::size_t at = 0; (at = answer.head.find("Set-Cookie: ", at)) != std::string::npos;) {
        at += 12;
        const std::string pair = answer.head.substr(at, answer.head.find_first_of(";\r", at) - at);
        jar[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
      }
      return answer;
    };
    HttpAnswer page = ask("/sign-in", "");
    const HttpAnswer half = ask("/sign-in", "csrf_token=" + form_token(page) + "&login=" + kLogin +
                                                "&password=" + kPassword);
    ASSERT_EQ(half.header("Location"), "/sign-in/enrolment") << half.head << half.body;
    page = ask("/sign-in/enrolment", "");
    const std::size_t label = page.body.find("設定キー</dt>");
    ASSERT_NE(label, std::string::npos) << page.body;
    const std::string secret = between(page.body.substr(label), "class=\"code\">", "<");
    const std::string digits = test::totp_code(secret, now_from_system_clock());
    const HttpAnswer in = ask("/sign-in/enrolment",
                              "csrf_token=" + form_token(page) + "&code=" + digits);
    ASSERT_EQ(in.status, 303) << in.body;
    session_ = jar["session"];
    ASSERT_FALSE(session_.empty());
    token_ = form_token(ask("/office/members/new", ""));
    ASSERT_FALSE(token_.empty());
  }

  HttpAnswer post(HttpClient& http, const std::string& path, std::string body) const {
    body += "&csrf_token=" + token_;
    http.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: session=" + session_ +
              "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    return http.receive(false, 20'000);
  }

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

  test::TempDb temp_;
  fs::path folder_;
  int port_ = 0;
  pid_t server_ = -1;
  std::string session_, token_;
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
     "SELECT COUNT(*) FROM search_documents d"
     " WHERE NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = d.id)"},
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
  const std::string words = (folder_ / "password").string();
  std::ofstream(words) << kPassword << "\n";
  ASSERT_EQ(run({"user", "create", kLogin, "--name", "試験 断太", "--role", "secretariat",
                 "--password-stdin"}, words), 0) << said("err");
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
  run({"doctor", "--quick", "--json"});
  int sound = 0;
  const Json found = Json::parse(said("out"));
  for (const Json& check : found["checks"]) {
    if (check["name"] != "database" && check["name"] != "audit_chain") continue;
    EXPECT_EQ(check["state"], "ok") << check;
    ++sound;
  }
  EXPECT_EQ(sound, 2);
  start_server();
  if (HasFatalFailure()) return;
  HttpClient http(port_);
  const HttpAnswer page = http.get("/office/members/" + done_.created.front(),
                                   "Cookie: session=" + session_ + "\r\n");
  EXPECT_EQ(page.status, 200) << page.head;
}

}  // namespace
}  // namespace musubi
