// bounce.h - what a mail from a mail server says about one of ours that came back: RFC 3464
// multipart/report, RFC 5965 complaints, and the plain letters of older servers. Bounded: parts,
// lines and recipients have limits, nothing recurses deeper than kDepthMost.
// SECURITY: written by strangers; every address and code in it is a claim until its Message-ID is
// one of ours (service_bounces.cc).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::mailings {

struct BouncedAddress {
  // hard: the address is no good; soft: it may be later; complaint: the recipient said spam.
  enum class Kind { hard, soft, complaint };
  Kind kind = Kind::soft;
  std::string address;  // lower case, "" when it cannot be told
  std::string status;   // 5.1.1, "" when there is none
  std::string says;     // the server's words, one line, at most 300 characters
};

struct Bounce {
  std::string message_id;  // of the mail that came back, with < >; "" when it cannot be told
  std::vector<BouncedAddress> addresses;  // at least one
};

// nullopt: no bounce (a reply, a holiday notice, a delay that is still being tried).
std::optional<Bounce> read_bounce(std::string_view message);

}  // namespace musubi::mailings
