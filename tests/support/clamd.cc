// clamd.cc - see clamd.h. Starts the daemon of Debian's clamav-daemon as a child and waits until it
// answers; ends only that child.
#include "support/clamd.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/files/files.h"

namespace musubi::test {

Clamd::Clamd(std::string folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_ + "/db");
  // Name:target:offset:hex of kVirus.
  std::ofstream(folder_ + "/db/test.ndb")
      << "Musubi.Test:0:*:4d55535542492d544553542d5349474e4154555245\n";
  std::ofstream conf(folder_ + "/clamd.conf");
  conf << "DatabaseDirectory " << folder_ << "/db\nLocalSocket " << socket()
       << "\nForeground yes\nOfficialDatabaseOnly no"
       << "\nTemporaryDirectory " << folder_ << "\nStreamMaxLength 1M\n";
  if (geteuid() == 0) conf << "User root\n";
}

std::string Clamd::start() {
  if (!std::filesystem::exists("/usr/sbin/clamd")) return "install clamav-daemon (bin/test does)";
  child_ = fork();
  if (child_ == 0) {
    const std::string config = "--config-file=" + folder_ + "/clamd.conf";
    if (freopen((folder_ + "/clamd.out").c_str(), "w", stdout) == nullptr) _exit(126);
    dup2(1, 2);
    execl("/usr/sbin/clamd", "clamd", config.c_str(), nullptr);
    _exit(127);
  }
  // The socket's file is there before clamd listens on it: only an answer says that it is up.
  for (int i = 0; i < 1200 && !files::ping_scanner(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (files::ping_scanner()) return {};
  std::ifstream out(folder_ + "/clamd.out");
  return "clamd: " + std::string(std::istreambuf_iterator<char>(out), {});
}

void Clamd::stop() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
  child_ = 0;
}

}  // namespace musubi::test
