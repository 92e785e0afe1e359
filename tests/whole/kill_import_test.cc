// kill_import_test.cc - kill -9 while a roster comes in: during the upload, the reading, the commit
// and the undo, by the wizard and by the command. Promise: the registry has all of it or nothing,
// no half upload stays behind, a reading goes on by itself, and a command that is run again
// finishes what its killed run had begun. On the database that DB= names.
#include <gtest/gtest.h>

#include <random>

#include "support/killed_server.h"

namespace musubi {
namespace {

namespace fs = std::filesystem;

using test::HttpAnswer;
using test::HttpClient;

constexpr int kRows = 3'400;             // more than the wizard commits while the person waits
constexpr int kRoundsMost = 5;           // of the same work; the last one is let through
constexpr int kResumeSecondsMost = 400;  // the lease, the job's minute, and the reading itself

constexpr db::Query kLoans{"test.loans", "SELECT COUNT(*) FROM loans"};
constexpr db::Query kImports{"test.imports", "SELECT COUNT(*) FROM roster_imports"};
constexpr db::Query kCommitted{"test.committed",
                               "SELECT COUNT(*) FROM roster_imports WHERE state = 'committed'"};
constexpr db::Query kOrganisations{"test.organisations", "SELECT COUNT(*) FROM organisations"};
constexpr db::Query kEvents{"test.events", "SELECT COUNT(*) FROM membership_events"};
constexpr db::Query kDays{"test.days", "SELECT COALESCE(SUM(number), 0) FROM membership_days"};
constexpr db::Query kUndo{"test.undo", "SELECT COUNT(*) FROM roster_undo"};
constexpr db::Query kState{"test.import_state", "SELECT state FROM roster_imports"};

class KillImport : public test::KilledServer {
 protected:
  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  std::string state() {
    return temp_.db().read([&](db::Reader& r) { return r.first(kState)->text(0); });
  }

  // Long lines: more than is read while the person waits.
  static std::string roster() {
    std::string out = "会員番号,企業・団体名,入会年月日,備考\n";
    std::string note;
    for (int i = 0; i < 60; ++i) note += "ながい備考";
    for (int i = 1; i <= kRows; ++i) {
      const std::string n = std::to_string(10'000 + i);
      out += "K" + n + ",試験工業" + n + ",2023-04-01," + note + n + "\n";
    }
    return out;
  }

  std::string form(const std::string& file) const {
    std::string body;
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"csrf_token", token_},
                                                          {"loan_name", "会員名簿"},
                                                          {"medium", "電子ファイル"},
                                                          {"lender", "熊本県"},
                                                          {"purpose", "会員名簿の整備"},
                                                          {"kept_at", "保管庫"}}) {
      body += "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
              "\r\n";
    }
    return body + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n"
                  "Content-Type: text/csv\r\n\r\n" + file + "\r\n--cut--\r\n";
  }
  std::string head(const std::string& body) const {
    return "POST /office/imports HTTP/1.1\r\nHost: localhost\r\nCookie: session=" + session_ +
           "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n";
  }
  HttpAnswer get(const std::string& path) const {
    HttpClient http(port_);
    return http.get(path, "Cookie: session=" + session_ + "\r\n");
  }

  void half_an_upload() {
    const std::string body = form(roster());
    HttpClient http(port_);
    ASSERT_TRUE(http.send(head(body) + body.substr(0, body.size() / 2)));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const fs::path uploads = folder_ / "data" / "uploads";
    EXPECT_FALSE(fs::is_empty(uploads)) << "nothing was on its way";
    kill_server();
    start_server();
    if (temp_.options().kind == db::Kind::sqlite) {
      EXPECT_TRUE(fs::is_empty(uploads)) << "half an upload stays behind";
    }
    temp_.reopen();
    EXPECT_EQ(number(kImports), 0);
    EXPECT_EQ(number(kLoans), 0);
    temp_.close();
  }

  // Acknowledged, and killed before it was read; becomes a draft with nobody doing anything.
  std::string read_by_itself() {
    const std::string body = form(roster());
    HttpClient http(port_);
    http.send(head(body) + body);
    const HttpAnswer begun = http.receive(false, 60'000);
    EXPECT_EQ(begun.status, 303) << begun.body;
    const std::string path = begun.header("Location");
    kill_server();
    temp_.reopen();
    EXPECT_EQ(number(kImports), 1);
    EXPECT_EQ(state(), "reading") << "killed too late to show anything";
    temp_.close();
    start_server();
    for (int i = 0; i < kResumeSecondsMost * 4; ++i) {
      if (get(path).status == 303) return path;
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
    ADD_FAILURE() << "still not read: " << said("err");
    return path;
  }

  // Looks into the database beside the server, which is busy.
  void wait_for(const std::string& done) {
    for (int i = 0; i < kResumeSecondsMost * 4; ++i) {
      temp_.reopen();
      const bool through = state() == done;
      temp_.close();
      if (through) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  }

  // Killed again and again until it is done; never anything between all and nothing. How often.
  int killed_until(const std::string& path, const std::string& done, std::int64_t organisations) {
    temp_.reopen();
    const std::int64_t before = number(kOrganisations);
    temp_.close();
    for (int round = 0; round < kRoundsMost; ++round) {
      HttpClient http(port_);
      const HttpAnswer asked = post(http, path, "go=1");
      EXPECT_EQ(asked.status, 303) << asked.body;
      // 0, 0.2, 0.8, 2.4 s: somewhere on the way the work itself is hit; at last it gets through.
      std::this_thread::sleep_for(std::chrono::milliseconds(round * (100 << round)));
      if (round + 1 == kRoundsMost) wait_for(done);
      kill_server();
      temp_.reopen();
      const bool through = state() == done;
      EXPECT_EQ(number(kOrganisations), through ? organisations : before) << "round " << round;
      EXPECT_EQ(number(kEvents), number(kDays)) << "round " << round;
      temp_.close();
      start_server();
      if (HasFatalFailure() || HasNonfatalFailure()) return round;
      if (through) return round;
    }
    ADD_FAILURE() << path << " never got through";
    return kRoundsMost;
  }
};

TEST_F(KillImport, UploadReadingCommitAndUndoAreWholeOrNotThere) {
  create_user("secretariat_manager");
  start_server();
  if (HasFatalFailure()) return;
  sign_in();
  if (HasFatalFailure()) return;
  half_an_upload();
  if (HasFatalFailure()) return;
  const std::string path = read_by_itself();
  if (HasFailure()) return;
  EXPECT_GT(killed_until(path + "/commit", "committed", kRows), 0) << "never killed before the end";
  if (HasFailure()) return;
  temp_.reopen();
  EXPECT_EQ(number(kUndo), kRows);
  temp_.close();
  EXPECT_GT(killed_until(path + "/undo", "undone", 0), 0) << "never killed before the end";
  EXPECT_EQ(get(path).status, 200);
  kill_server();
  expect_sound();
}

TEST_F(KillImport, ACommandRunAgainFinishesWhatItsKilledRunsBegan) {
  const std::string file = (folder_ / "roster.csv").string();
  std::ofstream(file) << roster();
  ASSERT_EQ(run({"migrate"}), 0) << said("err");
  std::mt19937 dice(std::random_device{}());
  for (int round = 0; round < 6; ++round) {
    const pid_t child = spawn({"import", "members", file});
    std::this_thread::sleep_for(
        std::chrono::milliseconds(50 + round * 250 + static_cast<int>(dice() % 200)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    temp_.reopen();
    const std::int64_t organisations = number(kOrganisations);
    EXPECT_TRUE(organisations == 0 || organisations == kRows) << organisations;
    EXPECT_EQ(number(kCommitted), organisations == 0 ? 0 : 1);
    EXPECT_LE(number(kImports), 1);
    temp_.close();
    if (organisations != 0) break;
  }
  ASSERT_EQ(run({"import", "members", file, "--json"}), 0) << said("err");
  temp_.reopen();
  EXPECT_EQ(number(kOrganisations), kRows);
  EXPECT_EQ(number(kLoans), 1);
  EXPECT_EQ(number(kCommitted), number(kImports));  // nothing unfinished is left behind
  EXPECT_EQ(number(kEvents), number(kDays));
  temp_.close();
  expect_sound();
}

}  // namespace
}  // namespace musubi
