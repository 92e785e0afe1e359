// smtp_process.h - smtp_server.mjs as a child: a real SMTP server on a free loopback port that
// keeps what it accepted, one JSON file a mail.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/mail/mail.h"
#include "support/places.h"

namespace musubi::test {

class SmtpProcess {
 public:
  explicit SmtpProcess(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }
  ~SmtpProcess() { stop(); }
  SmtpProcess(const SmtpProcess&) = delete;
  SmtpProcess& operator=(const SmtpProcess&) = delete;

  bool start() {
    const std::string script = source("/tests/support/smtp_server.mjs");
    int out[2];
    if (pipe(out) != 0) return false;
    child_ = fork();
    if (child_ == 0) {
      dup2(out[1], 1);
      close(out[0]);
      execlp("node", "node", script.c_str(), folder_.c_str(), nullptr);
      _exit(127);
    }
    close(out[1]);
    FILE* lines = fdopen(out[0], "r");
    const int read = std::fscanf(lines, "port %d", &port_);
    std::fclose(lines);
    return read == 1;
  }
  void stop() {
    if (child_ <= 0) return;
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  int port() const { return port_; }
  mail::Smtp settings() const {
    return {"127.0.0.1", port_, mail::Security::none, "", "", "jimukyoku@example.jp",
            "結びコンソーシアム事務局", "", 20'000};
  }
  // In order of arrival: {from, to, raw}.
  std::vector<Json> accepted() const {
    std::vector<Json> out;
    for (int i = 1;; ++i) {
      std::ifstream in(folder_ + "/" + std::to_string(i) + ".json");
      if (!in) return out;
      out.push_back(Json::parse(in));
    }
  }

 private:
  std::string folder_;
  int port_ = 0;
  pid_t child_ = 0;
};

}  // namespace musubi::test
