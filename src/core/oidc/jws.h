// jws.h - signed tokens of foreign origin (RFC 7515, compact) and sets of keys (RFC 7517), read
// strictly; signatures by OpenSSL. Called by oidc.cc; must never accept an algorithm that is not
// named here, nor decide what a claim means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace musubi::oidc {

inline constexpr std::size_t kTokenBytesMost = 16 * 1024;
inline constexpr std::size_t kKeysMost = 32;

// SECURITY: only these. GビズID signs with RS256 (C-5).
enum class Algorithm { rs256, es256 };

struct Jws {
  Algorithm algorithm = Algorithm::rs256;
  std::string key_id;       // "" = not named
  std::string signed_text;  // header.payload, as it came
  std::string signature;    // bytes
  Json claims;              // an object
};
// Fault::invalid; `detail` names what is wrong.
Result<Jws> read_jws(std::string_view compact);

struct Key {
  std::string id;
  Algorithm algorithm = Algorithm::rs256;
  std::string first, second;  // bytes. rs256: n, e; es256: x, y
};
// The keys of the set that could have signed something we take; others are passed over.
// Fault::invalid when it is no set, or longer than kKeysMost.
Result<std::vector<Key>> read_keys(std::string_view jwks);

// False also for a key that is none: a point beside the curve, an RSA key of less than 2048 bits.
bool signature_is_right(const Jws& jws, const Key& key);

std::string sha256_bytes(std::string_view bytes);  // 32 bytes
std::string base64(std::string_view bytes);        // RFC 4648 section 4, padded

}  // namespace musubi::oidc
