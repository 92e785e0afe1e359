// fuzz_webauthn.cc - any bytes as what a browser sends of a passkey: attestation object,
// authenticatorData, clientDataJSON, and a signature. Nothing that was not signed may be accepted.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/keys/cbor.h"
#include "core/keys/webauthn.h"

using namespace musubi;                  // NOLINT: a fuzz program is its own world
using namespace musubi::keys;            // NOLINT
using namespace musubi::keys::webauthn;  // NOLINT

namespace {

// A point of P-256 that is written in the standard: a key that loads, and that signed nothing here.
std::string generator() {
  static const char* const hex =
      "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
      "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";
  std::string out;
  for (int i = 0; i < 64; ++i) {
    out += static_cast<char>(std::stoi(std::string(hex + 2 * i, 2), nullptr, 16));
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CborReader reader(bytes);
  const auto item = reader.skip();
  if (item && (item->empty() || item->size() + reader.rest().size() != bytes.size())) {
    __builtin_trap();
  }
  const Site site{"http://localhost:8080", "localhost"};
  (void)challenge_of(bytes, kGet, site);
  if (const auto read = read_authenticator_data(bytes)) {
    if (read->rp_id_hash.size() != 32) __builtin_trap();
    if (read->key && read->credential_id.empty()) __builtin_trap();
  }
  if (const auto object = read_attestation(bytes)) {
    if (object->statement.data() < bytes.data()) __builtin_trap();
  }
  (void)verify_registration(site, "{}", bytes);
  static const std::string key = generator();
  if (size > 37 && verify_assertion(site, {Algorithm::es256, key}, "{}", bytes.substr(0, 37),
                                    bytes.substr(37))) {
    __builtin_trap();
  }
  return 0;
}
