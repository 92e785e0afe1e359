// fuzz_jws.cc - any bytes as a signed token and as a set of keys: nothing that this key did not
// sign may be taken, and what is read must be what was there.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/base64url.h"
#include "core/oidc/jws.h"
#include "core/oidc/oidc.h"

using namespace musubi;        // NOLINT: a fuzz program is its own world
using namespace musubi::oidc;  // NOLINT

namespace {

// A point of P-256 that is written in the standard: a key that loads, and that signed nothing here.
Key generator() {
  static const char* const hex =
      "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
      "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";
  std::string bytes;
  for (int i = 0; i < 64; ++i) {
    bytes += static_cast<char>(std::stoi(std::string(hex + 2 * i, 2), nullptr, 16));
  }
  return Key{"", Algorithm::es256, bytes.substr(0, 32), bytes.substr(32)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const Key key = generator();
  if (const auto jws = read_jws(bytes)) {
    if (bytes.size() > kTokenBytesMost || !jws->claims.is_object()) __builtin_trap();
    if (bytes.substr(0, jws->signed_text.size()) != jws->signed_text) __builtin_trap();
    if (jws->signed_text + "." + base64url(jws->signature) != bytes) __builtin_trap();
    if (signature_is_right(*jws, key)) __builtin_trap();
    const auto subject = check_id_token(
        jws->claims, {"https://id.example.jp/", "musubi", "nonce", "", Instant{1'730'075'400'000}});
    if (subject && (subject->empty() || subject->size() > 255)) __builtin_trap();
  }
  if (const auto keys = read_keys(bytes)) {
    Jws nothing;
    nothing.signed_text = "e30.e30";
    nothing.signature = std::string(64, '\1');
    for (const Key& one : *keys) {
      if (one.first.empty() || one.second.empty() || one.first.size() > 1024) __builtin_trap();
      nothing.algorithm = one.algorithm;
      (void)signature_is_right(nothing, one);
    }
  }
  return 0;
}
