// clamd.h - a real clamd with one signature of our own ("MUSUBI-TEST-SIGNATURE"), for the tests
// that promise something about scanning: no download, no network, its own folder and socket.
#pragma once

#include <string>

#include <sys/types.h>

namespace musubi::test {

class Clamd {
 public:
  static constexpr const char* kVirus = "MUSUBI-TEST-SIGNATURE";

  explicit Clamd(std::string folder);  // the folder's owner deletes it
  ~Clamd() { stop(); }
  Clamd(const Clamd&) = delete;
  Clamd& operator=(const Clamd&) = delete;

  std::string socket() const { return folder_ + "/clamd.sock"; }
  // "" when it answers, else what it printed. REQUIRES: files::configure() with socket().
  std::string start();
  void stop();

 private:
  std::string folder_;
  pid_t child_ = 0;
};

}  // namespace musubi::test
