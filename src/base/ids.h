// ids.h - identifiers made by the application: UUIDv7 (RFC 9562), so that ids sort by time and
// both databases store them as TEXT. Each noun has its own type: mixing two does not compile.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace musubi {

std::string new_uuid(Instant at);            // 36 characters, lower case; thread-safe, monotonic
bool is_uuid(std::string_view text);         // shape only
// Sorts after every UUID, wherever letters follow digits: where a list begins that pages downwards.
inline constexpr std::string_view kPastEveryUuid = "g";
// base64url of `bytes` from the OS; for secrets in links
std::string random_token(int bytes);

template <class Noun>
struct Id {
  std::string text;
  static Id make(Instant at) { return Id{new_uuid(at)}; }
  bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

}  // namespace musubi
