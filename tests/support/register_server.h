// register_server.h - the register of companies of tests as a child process, and numbers of the
// fictional base 9999 by what it does with them (see register_server.mjs).
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "base/text.h"
#include "core/registers/registers.h"
#include "support/http_client.h"
#include "support/places.h"

namespace musubi::test {

class RegisterServer {
 public:
  RegisterServer() {
    const std::string script = source("/tests/support/register_server.mjs");
    int out[2];
    if (pipe(out) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out[1], 1);
      close(out[0]);
      execlp("node", "node", script.c_str(), nullptr);
      _exit(127);
    }
    close(out[1]);
    FILE* lines = fdopen(out[0], "r");
    const int read = std::fscanf(lines, "port %d", &port_);
    std::fclose(lines);
    EXPECT_EQ(read, 1) << "the register did not start";
  }
  ~RegisterServer() {
    registers::configure({});
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  RegisterServer(const RegisterServer&) = delete;
  RegisterServer& operator=(const RegisterServer&) = delete;

  void use(registers::Source source, int timeout_ms = 5'000) const {
    const bool nta = source == registers::Source::nta;
    registers::configure({source, "http://127.0.0.1:" + std::to_string(port_) +
                                      (nta ? "" : "/hojin"),
                          "secret", timeout_ms});
  }
  int count() const {
    HttpClient http(port_);
    return std::atoi(http.get("/count").body.c_str());
  }
  // A number whose last two digits tell the register what to do.
  static std::string number(const std::string& what) {
    const std::string base = "9999000000" + what;
    return corporate_check_digit(base) + base;
  }

 private:
  pid_t pid_ = 0;
  int port_ = 0;
};

}  // namespace musubi::test
