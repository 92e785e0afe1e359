// http.h - one bounded question over HTTP, asked by core/registers and core/oidc outside any
// transaction. SECURITY: no redirect, certificates checked, the answer bounded while it comes.
// Must never log an address or a header: either may hold a secret.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace musubi::http {

struct Question {
  std::string address;
  std::vector<std::string> headers = {};  // "Accept: application/json"
  std::optional<std::string> form = {};   // given: a POST of application/x-www-form-urlencoded
  int timeout_ms = 5'000;
  std::size_t bytes_most = 256 * 1024;
};
struct Answer {
  long status = 0;
  std::string body;
};
// Fault::unavailable: no answer within the time, too long, or no such place.
Result<Answer> ask(const Question& question);

}  // namespace musubi::http
