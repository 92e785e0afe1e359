// proxies.h - whose X-Forwarded-For and X-Forwarded-Proto are believed.
// SECURITY: from anybody else these headers are ignored: they would choose their own address.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace musubi::web {

class TrustedProxies {
 public:
  // "127.0.0.1", "10.0.0.0/8", "2001:db8::/32"; anything else is Fault::invalid.
  static Result<TrustedProxies> parse(const std::vector<std::string>& texts);
  bool contains(std::string_view address) const;
  // The right-most address that is not one of ours; `peer` when the header is empty or unreadable.
  std::string client_of(std::string_view peer, std::string_view forwarded_for) const;

 private:
  struct Network {
    std::array<unsigned char, 16> bytes{};
    int bits = 128;
  };
  std::vector<Network> networks_;
};

}  // namespace musubi::web
