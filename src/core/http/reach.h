// reach.h - does an address on somebody else's server still answer? Asked of addresses that people
// wrote into articles, so every one is hostile until judged.
//   HEAD -> (refused by the server: GET, ended at its first byte) -> status
// SECURITY: judged at the moment of connecting, for each redirect anew: only public addresses on
// ports 80 and 443. What a name meant a second ago proves nothing. No proxy, no cookie, no body.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::http {

struct Reach {
  std::string address;  // http(s)://
  int timeout_ms = 8'000;
  bool anywhere = false;  // for tests: private addresses and other ports too
};
struct Reached {
  long status = 0;  // after redirects
};
// Fault::forbidden: it leads to a place that is not public, or is no web address.
// Fault::unavailable: no answer in time, no such name, a bad certificate, too many redirects.
Result<Reached> reach(const Reach& question);

// An IPv4 or IPv6 address in digits that the public internet routes to; false for anything else.
bool is_public_address(std::string_view digits);

}  // namespace musubi::http
