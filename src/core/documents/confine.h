// confine.h - what a child process of ours may still reach: read the system's programs and fonts,
// write one folder, connect nowhere. Used by browser.cc between fork and exec.
// Landlock and own namespaces, each where the kernel allows it to an ordinary process; where it
// does not, the child runs with what is left, and `musubi doctor` and SECURITY.md say so.
#pragma once

#include <string>

namespace musubi::documents {

class Confinement {
 public:
  // `folder`: the only place to write; `program`: what will be executed. Before the fork.
  Confinement(const std::string& folder, const std::string& program);
  ~Confinement();
  Confinement(const Confinement&) = delete;
  Confinement& operator=(const Confinement&) = delete;

  // In the child, after it became its user: only calls that are safe between fork and exec.
  void enter() const;

  static bool is_available();  // Landlock in this kernel

 private:
  int ruleset_ = -1;
};

// In the child while it may still be root: its own, empty network. False when it may not have one.
bool leave_the_network();

}  // namespace musubi::documents
