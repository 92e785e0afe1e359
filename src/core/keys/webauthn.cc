// webauthn.cc - reading authenticatorData, attestation objects and COSE keys.
//   authenticatorData: rpIdHash(32) flags(1) signCount(4)
//                      [aaguid(16) idLength(2) id COSE-key] [extensions]
// Every length is checked against what is there; what is left over is an error.
#include "core/keys/webauthn.h"

#include "base/base64url.h"
#include "base/json.h"
#include "base/text.h"
#include "core/keys/cbor.h"

namespace musubi::keys::webauthn {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kFixedBytes = 37;
constexpr std::size_t kAaguidBytes = 16;
constexpr std::size_t kCredentialIdMost = 1023;  // WebAuthn level 2, 5.8.3
constexpr std::size_t kClientDataMost = 8 * 1024;
constexpr std::size_t kAttestationMost = 64 * 1024;
constexpr unsigned char kPresent = 1, kVerified = 4, kAttested = 64, kExtensions = 128;
constexpr std::size_t kCoordinateBytes = 32, kModulusBytes = 256, kExponentBytes = 3;

// Labels of COSE keys (RFC 9053) that we read; what -1..-3 mean depends on the type of key.
struct CoseKey {
  std::int64_t type = 0, algorithm = 0, curve = 0;
  std::string_view first, second;  // the byte strings of -1..-3, in order
};

std::optional<CoseKey> read_cose(CborReader& reader) {
  const auto pairs = reader.map();
  if (!pairs || *pairs > 8) return std::nullopt;
  CoseKey key;
  for (std::uint64_t i = 0; i < *pairs; ++i) {
    const auto label = reader.integer();
    if (!label) return std::nullopt;
    const bool number = *label == 1 || *label == 3;
    if (*label == -1 || *label == -2 || *label == -3) {
      if (const auto bytes = reader.byte_string()) {
        (key.first.empty() ? key.first : key.second) = *bytes;
        continue;
      }
    }
    if (number || *label == -1) {
      const auto value = reader.integer();
      if (!value) return std::nullopt;
      (*label == 1 ? key.type : *label == 3 ? key.algorithm : key.curve) = *value;
    } else if (!reader.skip()) {
      return std::nullopt;
    }
  }
  return key;
}

std::optional<PublicKey> public_key_of(const CoseKey& key) {
  const std::string both = std::string(key.first) + std::string(key.second);
  const bool coordinate = key.first.size() == kCoordinateBytes;
  if (key.type == 2 && key.algorithm == -7 && key.curve == 1 && coordinate &&
      key.second.size() == kCoordinateBytes) {
    return PublicKey{Algorithm::es256, both};
  }
  if (key.type == 1 && key.algorithm == -8 && key.curve == 6 && coordinate && key.second.empty()) {
    return PublicKey{Algorithm::eddsa, both};
  }
  if (key.type == 3 && key.algorithm == -257 && key.first.size() == kModulusBytes &&
      key.second.size() == kExponentBytes) {
    return PublicKey{Algorithm::rs256, both};
  }
  return std::nullopt;
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char c : bytes) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

// The credential between the fixed part and the extensions; false when it is not one.
bool read_credential(std::string_view& rest, AuthenticatorData& out) {
  if (rest.size() < kAaguidBytes + 2) return false;
  const std::size_t size = big_endian(rest.substr(kAaguidBytes, 2));
  rest.remove_prefix(kAaguidBytes + 2);
  if (size == 0 || size > kCredentialIdMost || rest.size() < size) return false;
  out.credential_id = rest.substr(0, size);
  CborReader reader(rest.substr(size));
  const auto key = read_cose(reader);
  if (!key) return false;
  out.key = public_key_of(*key);
  rest = reader.rest();
  return out.key.has_value();
}

bool is_ip_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::optional<Site> site_of(std::string_view public_origin) {
  const bool secure = public_origin.starts_with("https://");
  if (!secure && !public_origin.starts_with("http://")) return std::nullopt;
  std::string_view host = public_origin.substr(secure ? 8 : 7);
  if (is_ip_address(host)) return std::nullopt;
  host = host.substr(0, host.find(':'));
  if (host.empty() || is_ip_address(host)) return std::nullopt;
  if (!secure && host != "localhost" && !host.ends_with(".localhost")) return std::nullopt;
  return Site{std::string(public_origin), lower_ascii(host)};
}

std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() < kFixedBytes || bytes.size() > kAttestationMost) return std::nullopt;
  AuthenticatorData out;
  out.rp_id_hash = bytes.substr(0, kHashBytes);
  const auto flags = static_cast<unsigned char>(bytes[kHashBytes]);
  out.user_present = (flags & kPresent) != 0;
  out.user_verified = (flags & kVerified) != 0;
  out.sign_count = big_endian(bytes.substr(kHashBytes + 1, 4));
  std::string_view rest = bytes.substr(kFixedBytes);
  if ((flags & kAttested) != 0 && !read_credential(rest, out)) return std::nullopt;
  if ((flags & kExtensions) != 0) {
    CborReader reader(rest);
    if (!CborReader(rest).map() || !reader.skip()) return std::nullopt;
    rest = reader.rest();
  }
  if (!rest.empty()) return std::nullopt;
  return out;
}

std::optional<Attestation> read_attestation(std::string_view bytes) {
  if (bytes.size() > kAttestationMost) return std::nullopt;
  CborReader reader(bytes);
  const auto pairs = reader.map();
  if (!pairs || *pairs != 3) return std::nullopt;
  Attestation out;
  for (int i = 0; i < 3; ++i) {
    const auto name = reader.text();
    if (!name) return std::nullopt;
    std::optional<std::string_view> value;
    if (*name == "fmt") {
      value = reader.text();
      out.format = value.value_or("");
    } else if (*name == "authData") {
      value = reader.byte_string();
      out.authenticator_data = value.value_or("");
    } else if (*name == "attStmt") {
      if (CborReader(reader.rest()).map()) value = reader.skip();
      out.statement = value.value_or("");
    }
    if (!value || value->empty()) return std::nullopt;
  }
  const bool whole = !out.format.empty() && !out.authenticator_data.empty() &&
                     !out.statement.empty() && reader.at_end();
  if (!whole) return std::nullopt;
  return out;
}

std::optional<std::string> challenge_of(std::string_view client_data, std::string_view type,
                                        const Site& site) {
  if (client_data.size() > kClientDataMost) return std::nullopt;
  const Json data = Json::parse(client_data, nullptr, false);
  if (!data.is_object()) return std::nullopt;
  const auto text = [&](const char* name) -> std::string {
    const auto found = data.find(name);
    return found != data.end() && found->is_string() ? found->get<std::string>() : "";
  };
  // SECURITY: the browser writes the origin; a page of another site cannot make it say ours.
  if (text("type") != type || text("origin") != site.origin) return std::nullopt;
  const auto cross = data.find("crossOrigin");
  if (cross != data.end() && *cross != Json(false)) return std::nullopt;
  auto challenge = from_base64url(text("challenge"));
  if (!challenge || challenge->empty()) return std::nullopt;
  return challenge;
}

}  // namespace musubi::keys::webauthn
