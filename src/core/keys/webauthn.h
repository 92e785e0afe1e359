// webauthn.h - what a browser sends of a passkey (W3C WebAuthn level 2), read and verified: origin,
// challenge, rpIdHash, user present and verified, key and signature. Reading is ours and bounded;
// signatures and attestations are libfido2's. Called by accounts only.
// Must never decide who owns a credential or whether a challenge is still good: that is the
// service's, which keeps challenges and counters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::keys::webauthn {

// The site that a passkey belongs to, from server.public_origin.
struct Site {
  std::string origin;  // https://example.jp
  std::string rp_id;   // example.jp
};
// nullopt where browsers give no passkeys: an IP address, or plain HTTP beyond localhost.
std::optional<Site> site_of(std::string_view public_origin);

// SECURITY: only these; Windows Hello signs with RS256, nearly all others with ES256.
enum class Algorithm : std::int64_t { es256 = -7, eddsa = -8, rs256 = -257 };
struct PublicKey {
  Algorithm algorithm = Algorithm::es256;
  std::string bytes;  // es256: x y; eddsa: x; rs256: n e
};

struct AuthenticatorData {
  std::string rp_id_hash;  // 32 bytes
  bool user_present = false, user_verified = false;
  std::uint32_t sign_count = 0;
  // At a registration only.
  std::string credential_id;
  std::optional<PublicKey> key;
};
// nullopt when it is not what the standard describes, to the last byte.
std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes);

struct Attestation {
  std::string_view format;              // none, packed
  std::string_view authenticator_data;  // views into what was given
  std::string_view statement;           // CBOR map
};
std::optional<Attestation> read_attestation(std::string_view bytes);

// clientDataJSON: the challenge that was answered (bytes), when type and origin are right.
std::optional<std::string> challenge_of(std::string_view client_data, std::string_view type,
                                        const Site& site);
inline constexpr std::string_view kCreate = "webauthn.create";
inline constexpr std::string_view kGet = "webauthn.get";

struct Credential {
  std::string id;  // bytes
  PublicKey key;
  std::uint32_t sign_count = 0;
};
// REQUIRES: the caller has found and used up the challenge of client_data.
// Fault::invalid with words for the person; `detail` names the check that failed.
Result<Credential> verify_registration(const Site& site, std::string_view client_data,
                                       std::string_view attestation_object);
// The new signature counter. Comparing it with the old one is the caller's.
Result<std::uint32_t> verify_assertion(const Site& site, const PublicKey& key,
                                       std::string_view client_data,
                                       std::string_view authenticator_data,
                                       std::string_view signature);

}  // namespace musubi::keys::webauthn
