// killed_server.h - the program as a child process that a test ends with SIGKILL: started, signed
// in to by the whole way that a person takes, started again. On the database that DB= names.
// Runs MUSUBI_BIN (bin/test sets it) or the musubi beside the tests; touches its own data only.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "support/http_client.h"
#include "support/places.h"
#include "support/scenario.h"

namespace musubi::test {

namespace fs = std::filesystem;

inline constexpr const char* kLogin = "kill@test.example";
inline constexpr const char* kPassword = "kumamoto-no-ame-2024";

inline int free_port() {
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

inline std::string between(const std::string& text, std::string_view from, std::string_view to) {
  std::size_t start = text.find(from);
  if (start == std::string::npos) return "";
  start += from.size();
  return text.substr(start, text.find(to, start) - start);
}

inline std::string form_token(const HttpAnswer& page) {
  return between(page.body, "name=\"csrf_token\" value=\"", "\"");
}

class KilledServer : public ::testing::Test {
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
    setenv("MUSUBI_SERVER_TRUSTED_PROXIES", "127.0.0.1", 1);
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

  void create_user(const std::string& role) {
    const std::string words = (folder_ / "password").string();
    std::ofstream(words) << kPassword << "\n";
    ASSERT_EQ(run({"user", "create", kLogin, "--name", "試験 断太", "--role", role,
                   "--password-stdin"}, words), 0) << said("err");
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

  // Nothing is left to repair: the doctor finds the database and the audit's chain whole.
  void expect_sound() {
    run({"doctor", "--quick", "--json"});
    int sound = 0;
    const Json found = Json::parse(said("out"));
    for (const Json& check : found["checks"]) {
      if (check["name"] != "database" && check["name"] != "audit_chain") continue;
      EXPECT_EQ(check["state"], "ok") << check;
      ++sound;
    }
    EXPECT_EQ(sound, 2);
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
    ASSERT_EQ(in.header("Location"), "/sign-in/pledge") << in.head << in.body;
    page = ask("/sign-in/pledge", "");
    const HttpAnswer pledged =
        ask("/sign-in/pledge", "csrf_token=" + form_token(page) + "&agreed=1");
    ASSERT_EQ(pledged.status, 303) << pledged.body;
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

  test::TempDb temp_;
  fs::path folder_;
  int port_ = 0;
  pid_t server_ = -1;
  std::string session_, token_;
};

}  // namespace musubi::test
