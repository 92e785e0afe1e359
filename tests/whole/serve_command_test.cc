// serve_command_test.cc - `musubi serve` as its manager and its operator meet it: it tells that it
// is ready, lives and stops, takes over a changed configuration, and shares its folder with nobody.
// Never touches a database but its own.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>

#include "base/time.h"
#include "core/jobs/jobs.h"
#include "db/db.h"
#include "support/commands.h"
#include "support/http_client.h"
#include "support/places.h"

namespace musubi {
namespace {
namespace fs = std::filesystem;

using test::Commands;
using test::contents;
using test::Ran;

// A server as a child process, told to stop at the end of the test.
class Serving : public Commands {
 protected:
  void TearDown() override {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    if (manager_ >= 0) close(manager_);
    Commands::TearDown();
  }

  // Starts on a free port and waits until the server says that it is ready.
  void start() {
    const std::string path = (folder_ / "notify").string();
    manager_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    ASSERT_EQ(bind(manager_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    const timeval patience{30, 0};
    setsockopt(manager_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    const std::string log = (folder_ / "log").string();
    const std::string config = (folder_ / "musubi.toml").string();
    if (!fs::exists(config)) std::ofstream(config) << "[log]\nlevel = \"info\"\n";
    const std::string exe = test::program(), folder = data();
    const std::string port = std::to_string(port_);
    child_ = fork();
    if (child_ == 0) {
      setenv("NOTIFY_SOCKET", path.c_str(), 1);
      if (freopen(log.c_str(), "w", stderr) == nullptr) _exit(127);
      execl(exe.c_str(), exe.c_str(), "serve", "--data", folder.c_str(), "--config", config.c_str(),
            "--port", port.c_str(), nullptr);
      _exit(127);
    }
    ASSERT_NE(told().find("READY=1"), std::string::npos) << contents(log);
  }
  std::string told() const {
    char buffer[512];
    const ssize_t length = recv(manager_, buffer, sizeof(buffer), 0);
    return length < 0 ? "" : std::string(buffer, static_cast<std::size_t>(length));
  }
  int stop() {
    kill(child_, SIGTERM);
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  void reload_with(const std::string& configuration) {
    std::ofstream(folder_ / "musubi.toml.new") << configuration;
    fs::rename(folder_ / "musubi.toml.new", folder_ / "musubi.toml");  // never seen half written
    kill(child_, SIGHUP);
    EXPECT_NE(told().find("RELOADING=1"), std::string::npos);
    EXPECT_NE(told().find("READY=1"), std::string::npos);
  }
  // How many of ten askings of one page are refused because they come too often.
  int refused_of_ten() const {
    int refused = 0;
    for (int i = 0; i < 10; ++i) {
      test::HttpClient http(port_);
      const int status = http.get("/sign-in").status;
      EXPECT_NE(status, 0) << "no answer";
      refused += status == 429;
    }
    return refused;
  }

  // The states of the clock's jobs once each has run; those of main.cc's list run one by one.
  static std::vector<jobs::State> first_round(db::Db& database) {
    std::set<std::string> awaited;
    for (int tenths = 0; tenths < 1'200; ++tenths) {
      awaited = {"recruiting.new_members.checked", "changes.requests.carried_out",
                 "applications.drafts.deleted", "confirmations.silent.reminded",
                 "retention.evidence.checked"};
      auto states = database.read(jobs::list_states);
      for (const jobs::State& state : states) {
        if (state.finished.ms != 0) awaited.erase(state.name);
      }
      if (awaited.empty()) return states;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "did not run: " << *awaited.begin();
    return {};
  }

  const int port_ = 20000 + getpid() % 20000;
  int manager_ = -1;
  pid_t child_ = -1;
};

TEST_F(Serving, TellsItsManagerAndStopsGracefully) {
  start();
  EXPECT_EQ(stop(), 0);
  EXPECT_NE(told().find("STOPPING=1"), std::string::npos);
}

// What deploy/musubi.service asks for (WatchdogSec=): a server that hangs is started again.
TEST_F(Serving, TellsItsManagerThatItLives) {
  setenv("WATCHDOG_USEC", "400000", 1);
  start();
  unsetenv("WATCHDOG_USEC");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(told(), "WATCHDOG=1");
  EXPECT_EQ(stop(), 0);
}

TEST_F(Serving, ReloadsOnHangUpAndGoesOnAfterAMistake) {
  start();
  reload_with("[log]\nlevel = \"loud\"\n");
  EXPECT_NE(contents(folder_ / "log").find("config.reload.failed"), std::string::npos);
  EXPECT_EQ(stop(), 0);
}

TEST_F(Serving, TakesOverLogLimitsAndMailOnHangUp) {
  start();
  reload_with(
      "[log]\nlevel = \"info\"\nformat = \"json\"\n[limits]\nrequests_per_minute = 120\n"
      "[mail]\nsmtp_url = \"smtp://127.0.0.1:1\"\nfrom_address = \"office@example.jp\"\n"
      "[server]\nidle_seconds = 17\n");
  const std::string log = contents(folder_ / "log");
  const auto line_about = [&](const std::string& key) {
    const auto at = log.find("\"" + key + "\"");
    if (at == std::string::npos) return std::string();
    const auto start_of_line = log.rfind('\n', at) + 1;
    return log.substr(start_of_line, log.find('\n', at) - start_of_line);
  };
  for (const char* live : {"log.format", "limits.requests_per_minute", "mail.smtp_url",
                           "mail.from_address"}) {
    EXPECT_NE(line_about(live).find("\"needs_restart\":\"no\""), std::string::npos)
        << live << ": " << log;
  }
  EXPECT_NE(line_about("server.idle_seconds").find("\"needs_restart\":\"yes\""), std::string::npos)
      << log;
  EXPECT_EQ(stop(), 0);
}

TEST_F(Serving, TheLimitAndTheLevelOfAReloadHoldFromThenOn) {
  const auto lines_about = [&](const std::string& event) {
    const std::string log = contents(folder_ / "log");
    int count = 0;
    for (std::size_t at = 0; (at = log.find(event, at)) != std::string::npos; ++at) ++count;
    return count;
  };
  start();
  EXPECT_EQ(refused_of_ten(), 0);
  EXPECT_EQ(lines_about("serve.started"), 1);
  EXPECT_EQ(lines_about("web.request"), 10);  // written before each answer goes out
  reload_with("[log]\nlevel = \"warning\"\n[limits]\nrequests_per_minute = 2\n");
  EXPECT_GT(refused_of_ten(), 0);
  EXPECT_EQ(stop(), 0);
  EXPECT_EQ(lines_about("web.request"), 10);
  EXPECT_EQ(lines_about("serve.stop"), 0);
}

// The clock's jobs run by this machine's clock, years after the day on which the demo plays.
TEST_F(Serving, TheFirstStartOfADemoLeavesItsStoryOnItsDay) {
  const Instant began = now_from_system_clock();
  const std::string on_sqlite = "MUSUBI_DATABASE_KIND=sqlite";
  const Ran loaded = run({"demo", "--data", data(), "--json"}, on_sqlite);
  ASSERT_EQ(loaded.code, 0) << loaded.err;
  start();
  db::Options options;
  options.path = data() + "/musubi.sqlite";
  const auto opened = db::Db::open(options);
  ASSERT_TRUE(opened.has_value());
  db::Db& database = **opened;
  for (const jobs::State& state : first_round(database)) {
    EXPECT_EQ(state.failures, 0) << state.name << ": " << state.last_error;
  }
  EXPECT_EQ(stop(), 0);
  const Date today = date_in_japan(began);
  const std::string day = wareki(today);
  const std::string year = day.substr(0, day.find("年")) + "年";
  const std::string wide = fiscal_year_name_wide(fiscal_year(today));
  constexpr db::Query kLetters{"test.letters",
                               "SELECT subject, body FROM mails WHERE created_at >= $1"
                               " AND one_time_link = ''"};  // links end by the real clock
  constexpr db::Query kState{"test.state", "SELECT state FROM organisations WHERE member_no = $1"};
  constexpr db::Query kDrafts{"test.drafts",
                              "SELECT count(*) FROM applications WHERE state = 'draft'"};
  database.read([&](db::Reader& reader) {
    for (const db::Row& row : reader.all(kLetters, began.ms)) {
      const std::string letter = row.text(0) + "\n" + row.text(1);
      EXPECT_EQ(letter.find(year), std::string::npos) << letter;
      EXPECT_EQ(letter.find(wide), std::string::npos) << letter;
    }
    EXPECT_EQ(reader.first(kState, "K0067")->text(0), "active");  // pauses on 2024-12-01
    EXPECT_EQ(reader.first(kDrafts)->integer(0), 1);
  });
}

TEST_F(Serving, ASecondServerOnTheSameFolderIsRefused) {
  if (const char* kind = std::getenv("MUSUBI_DATABASE_KIND"); kind != nullptr) {
    ASSERT_STREQ(kind, "sqlite");
  }
  start();
  const Ran second = run({"serve", "--data", data(), "--port", "20001"});
  EXPECT_EQ(second.code, 4) << second.err;
  EXPECT_NE(second.err.find("--data"), std::string::npos) << second.err;
}

}  // namespace
}  // namespace musubi
