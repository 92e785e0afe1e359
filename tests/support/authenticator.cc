// authenticator.cc - see authenticator.h. Keys and signatures are OpenSSL's; the CBOR around them
// is written here, so that the reader under test is not compared with itself.
#include "support/authenticator.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/base64url.h"
#include "base/ids.h"
#include "base/result.h"

namespace musubi::test {
namespace {

std::string head(int major, std::size_t value) {
  const auto first = static_cast<char>(major << 5);
  if (value < 24) return std::string(1, static_cast<char>(first | static_cast<char>(value)));
  if (value < 256) return {static_cast<char>(first | 24), static_cast<char>(value)};
  return {static_cast<char>(first | 25), static_cast<char>(value >> 8),
          static_cast<char>(value & 255)};
}
std::string number(int value) {
  return value >= 0 ? head(0, static_cast<std::size_t>(value))
                    : head(1, static_cast<std::size_t>(-1 - value));
}
std::string bytes(const std::string& value) { return head(2, value.size()) + value; }
std::string text(const std::string& value) { return head(3, value.size()) + value; }
std::string map(std::size_t pairs) { return head(5, pairs); }

std::string sha256(const std::string& value) {
  std::string out(32, '\0');
  unsigned int size = 0;
  CHECK(EVP_Digest(value.data(), value.size(), reinterpret_cast<unsigned char*>(out.data()), &size,
                   EVP_sha256(), nullptr) == 1);
  return out;
}

}  // namespace

struct Authenticator::Key {
  EVP_PKEY* key = nullptr;
  ~Key() { EVP_PKEY_free(key); }
};

Authenticator::Authenticator(Kind kind, const std::string& site, const std::string& rp)
    : origin(site), rp_id(rp), id(random_token(24)), kind_(kind), key_(std::make_unique<Key>()) {
  switch (kind) {
    case Kind::es256: key_->key = EVP_EC_gen("P-256"); break;
    case Kind::rs256: key_->key = EVP_RSA_gen(2048); break;
    case Kind::eddsa: key_->key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"); break;
  }
  CHECK(key_->key != nullptr);
}

Authenticator::~Authenticator() = default;

std::string Authenticator::client_data(const std::string& type,
                                       const std::string& challenge) const {
  return R"({"type":")" + type + R"(","challenge":")" + challenge + R"(","origin":")" + origin +
         "\"" + extra_client_data + "}";
}

std::string Authenticator::cose_key() const {
  unsigned char raw[256] = {};
  std::size_t size = sizeof raw;
  const auto view = [&](std::size_t from, std::size_t count) {
    return std::string(reinterpret_cast<const char*>(raw) + from, count);
  };
  if (kind_ == Kind::es256) {
    CHECK(EVP_PKEY_get_octet_string_param(key_->key, OSSL_PKEY_PARAM_PUB_KEY, raw, sizeof raw,
                                          &size) == 1 && size == 65);
    return map(5) + number(1) + number(2) + number(3) + number(-7) + number(-1) + number(1) +
           number(-2) + bytes(view(1, 32)) + number(-3) + bytes(view(33, 32));
  }
  if (kind_ == Kind::eddsa) {
    CHECK(EVP_PKEY_get_raw_public_key(key_->key, raw, &size) == 1 && size == 32);
    return map(4) + number(1) + number(1) + number(3) + number(-8) + number(-1) + number(6) +
           number(-2) + bytes(view(0, 32));
  }
  BIGNUM* modulus = nullptr;
  CHECK(EVP_PKEY_get_bn_param(key_->key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1);
  CHECK(BN_bn2binpad(modulus, raw, 256) == 256);
  BN_free(modulus);
  return map(4) + number(1) + number(3) + number(3) + number(-257) + number(-1) +
         bytes(view(0, 256)) + number(-2) + bytes(std::string("\x01\x00\x01", 3));
}

std::string Authenticator::signature_over(const std::string& data) const {
  EVP_MD_CTX* ctx = EVP_MD_CTX_new();
  const EVP_MD* hash = kind_ == Kind::eddsa ? nullptr : EVP_sha256();
  CHECK(EVP_DigestSignInit(ctx, nullptr, hash, nullptr, key_->key) == 1);
  std::string out(512, '\0');
  std::size_t size = out.size();
  CHECK(EVP_DigestSign(ctx, reinterpret_cast<unsigned char*>(out.data()), &size,
                       reinterpret_cast<const unsigned char*>(data.data()), data.size()) == 1);
  EVP_MD_CTX_free(ctx);
  out.resize(size);
  return out;
}

std::string Authenticator::authenticator_data(bool with_credential) const {
  const int flags = (user_present ? 1 : 0) | (user_verified ? 4 : 0) | (with_credential ? 64 : 0);
  std::string out = sha256(rp_id) + static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(counter >> shift & 255U);
  if (with_credential) {
    out += std::string(16, '\0') + static_cast<char>(id.size() >> 8) +
           static_cast<char>(id.size() & 255U) + id + cose_key();
  }
  return out;
}

std::string Authenticator::attestation_object(const std::string& json) {
  const std::string data = authenticator_data(true);
  const int algorithm = kind_ == Kind::es256 ? -7 : kind_ == Kind::eddsa ? -8 : -257;
  const std::string statement =
      self_attested ? map(2) + text("alg") + number(algorithm) + text("sig") +
                          bytes(signature_over(data + sha256(json)))
                    : map(0);
  return map(3) + text("fmt") + text(self_attested ? "packed" : "none") + text("attStmt") +
         statement + text("authData") + bytes(data);
}

Authenticator::Made Authenticator::make(const std::string& challenge) {
  const std::string json = client_data(create_type, challenge);
  return {base64url(json), base64url(attestation_object(json)), base64url(id)};
}

Authenticator::Signed Authenticator::sign(const std::string& challenge, const std::string& user) {
  if (counter != 0) ++counter;
  const std::string json = client_data(get_type, challenge);
  const std::string data = authenticator_data(false);
  return {base64url(json), base64url(data), base64url(signature_over(data + sha256(json))),
          base64url(id), base64url(user)};
}

}  // namespace musubi::test
