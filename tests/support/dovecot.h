// dovecot.h - a real IMAP server (Debian's dovecot-imapd) on a free loopback port, as an
// unprivileged process with a private configuration: user tester, password sesame, one mailbox.
#pragma once

#include <string>

#include <sys/types.h>

#include "core/mail/inbox.h"

namespace musubi::test {

class Dovecot {
 public:
  explicit Dovecot(std::string folder);  // the folder's owner deletes it
  ~Dovecot();
  Dovecot(const Dovecot&) = delete;
  Dovecot& operator=(const Dovecot&) = delete;

  // "" when it answers, else what it printed.
  std::string start();
  void stop();
  // Puts a message into the mailbox, as a mail server would.
  void deliver(const std::string& message);
  mail::Inbox inbox() const;

 private:
  std::string folder_;
  std::string sockets_;  // the path of a Unix socket has 108 bytes, a test's folder may take them
  int port_ = 0;
  int delivered_ = 0;
  pid_t child_ = 0;
};

}  // namespace musubi::test
