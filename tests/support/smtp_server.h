// smtp_server.h - a real SMTP server (smtp_server.mjs) on a free loopback port, and a port that
// takes connections and never says a word, for the tests that promise something about mail.
// Ends only the child that it started.
#pragma once

#include <string>

#include <sys/types.h>

#include "base/json.h"
#include "core/mail/mail.h"

namespace musubi::test {

class SmtpServer {
 public:
  // The folder's owner deletes it; accepted mails and the certificate are kept there.
  explicit SmtpServer(std::string folder) : folder_(std::move(folder)) {}
  ~SmtpServer() { stop(); }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  // "" when it listens, else what is missing.
  std::string start(mail::Security security);
  void stop();
  const mail::Smtp& settings() const { return smtp_; }  // REQUIRES: started
  Json received(int number) const;  // the n-th accepted mail, null when there is none

 private:
  std::string folder_;
  pid_t child_ = 0;
  mail::Smtp smtp_;
};

// Listens, and is silent: what a firewall or a hung server looks like.
class SilentServer {
 public:
  SilentServer();
  ~SilentServer();
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  mail::Smtp settings(int timeout_ms) const;

 private:
  int socket_ = -1;
  int port_ = 0;
};

}  // namespace musubi::test
