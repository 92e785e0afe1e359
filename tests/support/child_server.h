// child_server.h - a server of tests as a child process: a script of tests/support that listens on
// a free loopback port, prints `port N` and serves until it is told to end. The base of each class
// that knows what its script answers; must know nothing of that itself.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "support/places.h"

namespace musubi::test {

class ChildServer {
 public:
  ChildServer(const ChildServer&) = delete;
  ChildServer& operator=(const ChildServer&) = delete;

 protected:
  // name: oidc_server.mjs
  explicit ChildServer(const std::string& name) {
    const std::string script = source("/tests/support/" + name);
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
    EXPECT_EQ(read, 1) << name << " did not start";
  }
  // What the derived class configured must be off by now: its destructor runs first.
  ~ChildServer() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  int port() const { return port_; }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  pid_t pid_ = 0;
  int port_ = 0;
};

}  // namespace musubi::test
