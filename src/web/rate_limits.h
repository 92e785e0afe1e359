// rate_limits.h - token buckets per address and per account, in a table of fixed size: however
// many addresses knock, memory does not grow. An entry that must go is the one with most tokens.
// Rules may be replaced while running (reload). Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.h"

namespace musubi::web {

struct RateRule {
  double per_minute = 600;  // how fast tokens come back; 0 = no limit
  double burst = 300;       // how many may be spent at once
};

class RateLimits {
 public:
  // Known names: "address" and "account" (every request, by the gate), "write" (each POST by an
  // anonymous address, except where the route has its own limit), "postal_code" (look-ups by
  // script, web/address_help.h), "contact" (the open form of questions), and whatever features add
  // ("sign_in").
  explicit RateLimits(std::map<std::string, RateRule, std::less<>> rules = standard_rules(),
                      int slots = 65536);
  ~RateLimits();
  static std::map<std::string, RateRule, std::less<>> standard_rules();
  void set_rules(std::map<std::string, RateRule, std::less<>> rules);
  // Spends one token; false when none is left. An unknown rule limits nothing.
  bool take(std::string_view rule, std::string_view who, Instant now);
  // Whole seconds until the next token.
  int retry_after_seconds(std::string_view rule) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// What stands for an address in a bucket: IPv4 whole (also as ::ffff:192.0.2.1), IPv6 its /64.
std::string address_key(std::string_view address);
// For logs: the network only (192.0.2.x, 2001:db8:1::/48).
std::string masked_address(std::string_view address);

}  // namespace musubi::web
