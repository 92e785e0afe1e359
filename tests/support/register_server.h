// register_server.h - the register of companies of tests as a child process, and numbers of the
// fictional base 9999 by what it does with them (see register_server.mjs).
#pragma once

#include <cstdlib>
#include <string>

#include "base/text.h"
#include "core/registers/registers.h"
#include "support/child_server.h"
#include "support/http_client.h"

namespace musubi::test {

class RegisterServer : public ChildServer {
 public:
  RegisterServer() : ChildServer("register_server.mjs") {}
  ~RegisterServer() { registers::configure({}); }

  void use(registers::Source source, int timeout_ms = 5'000) const {
    const bool nta = source == registers::Source::nta;
    registers::configure({source, origin() + (nta ? "" : "/hojin"), "secret", timeout_ms});
  }
  int count() const {
    HttpClient http(port());
    return std::atoi(http.get("/count").body.c_str());
  }
  // A number whose last two digits tell the register what to do.
  static std::string number(const std::string& what) {
    const std::string base = "9999000000" + what;
    return corporate_check_digit(base) + base;
  }
};

}  // namespace musubi::test
