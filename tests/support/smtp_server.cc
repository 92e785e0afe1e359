// smtp_server.cc - see smtp_server.h. Starts node as a child and reads its port from its first
// line; must never reach beyond the loopback.
#include "support/smtp_server.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/places.h"

namespace musubi::test {
namespace {

std::string make_certificate(const std::string& key, const std::string& certificate) {
  const std::string make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
                           "-nodes -days 2 -subj /CN=localhost -addext "
                           "subjectAltName=DNS:localhost -keyout " +
                           key + " -out " + certificate + " 2>/dev/null";
  return std::system(make.c_str()) == 0 ? "" : "openssl is needed";
}

}  // namespace

std::string SmtpServer::start(mail::Security security) {
  const std::string script = source("/tests/support/smtp_server.mjs");
  const std::string in = folder_ + "/in", key = folder_ + "/key.pem", cert = folder_ + "/c.pem";
  const bool secured = security == mail::Security::starttls;
  std::filesystem::create_directories(in);
  if (secured) {
    if (std::string missing = make_certificate(key, cert); !missing.empty()) return missing;
  }
  int out[2];
  if (pipe(out) != 0) return "no pipe";
  child_ = fork();
  if (child_ == 0) {
    dup2(out[1], 1);
    close(out[0]);
    if (secured) {
      execlp("node", "node", script.c_str(), in.c_str(), "starttls", cert.c_str(), key.c_str(),
             nullptr);
    } else {
      execlp("node", "node", script.c_str(), in.c_str(), nullptr);
    }
    _exit(127);
  }
  close(out[1]);
  FILE* lines = fdopen(out[0], "r");
  int port = 0;
  const int read = std::fscanf(lines, "port %d", &port);
  std::fclose(lines);
  if (read != 1) return "the SMTP server did not start: run npm ci";
  smtp_ = mail::Smtp{"localhost", port, security, "", "", "jimukyoku@example.jp",
                     "結びコンソーシアム事務局", "", 20'000};
  if (secured) {
    smtp_.user = "tester";
    smtp_.password = "sesame";
    smtp_.ca_file = cert;
  }
  return {};
}

void SmtpServer::stop() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
  child_ = 0;
}

Json SmtpServer::received(int number) const {
  std::ifstream in(folder_ + "/in/" + std::to_string(number) + ".json");
  return in ? Json::parse(in) : Json();
}

SilentServer::SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool listens = bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(socket_, 128) == 0 &&
                       getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  CHECK(listens);
  port_ = ntohs(address.sin_port);
}

SilentServer::~SilentServer() { close(socket_); }

mail::Smtp SilentServer::settings(int timeout_ms) const {
  return mail::Smtp{"127.0.0.1", port_, mail::Security::none, "", "", "jimukyoku@example.jp",
                    "結びコンソーシアム事務局", "", timeout_ms};
}

}  // namespace musubi::test
