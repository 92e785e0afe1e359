// killed_server_with_mail.h - a killed server whose letters go to a real SMTP server, which lives
// on and keeps what it accepted. For the tests that promise what people find in their mailbox.
#pragma once

#include <stdlib.h>

#include <memory>
#include <optional>

#include "support/killed_server.h"
#include "support/smtp_process.h"

namespace musubi::test {

class KilledServerWithMail : public KilledServer {
 protected:
  void SetUp() override {
    KilledServer::SetUp();
    smtp_ = std::make_unique<SmtpProcess>((folder_ / "smtp").string());
    ASSERT_TRUE(smtp_->start()) << "run npm ci";
    const std::string url = "smtp://127.0.0.1:" + std::to_string(smtp_->port());
    setenv("MUSUBI_MAIL_SMTP_URL", url.c_str(), 1);
    setenv("MUSUBI_MAIL_FROM_ADDRESS", "jimukyoku@example.jp", 1);
    mail::configure(smtp_->settings());  // what this process queues waits for the program
  }
  void TearDown() override {
    mail::configure(std::nullopt);
    unsetenv("MUSUBI_MAIL_SMTP_URL");
    unsetenv("MUSUBI_MAIL_FROM_ADDRESS");
    KilledServer::TearDown();
  }

  std::unique_ptr<SmtpProcess> smtp_;
};

}  // namespace musubi::test
