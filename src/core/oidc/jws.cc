// jws.cc - see jws.h. SECURITY: foreign bytes; the algorithm is ours to choose from two, the key's
// kind must be that of the algorithm, and nothing of a token is believed here.
#include "core/oidc/jws.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

#include "base/base64url.h"

namespace musubi::oidc {
namespace {

constexpr std::size_t kCoordinate = 32;       // of P-256
constexpr std::size_t kModulusLeast = 256;    // RSA 2048
constexpr std::size_t kModulusMost = 1024;    // RSA 8192: what a check may cost
constexpr std::size_t kExponentMost = 8;
constexpr std::size_t kKeyIdMost = 300;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* one) const {
    Free(one);
  }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

Failure unreadable(std::string detail) {
  return fail(Fault::invalid,
              "ログインのサービスの応答を読み取れませんでした。もう一度、はじめからお試しください",
              std::move(detail));
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::optional<Algorithm> algorithm_of(std::string_view name) {
  if (name == "RS256") return Algorithm::rs256;
  if (name == "ES256") return Algorithm::es256;
  return std::nullopt;
}

// A member that is text; "" when it is absent or anything else.
std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<std::string> bytes_at(const Json& object, const char* name) {
  const std::string text = text_of(object, name);
  if (text.empty() || text.size() > 2 * kModulusMost) return std::nullopt;
  return from_base64url(text);
}

std::optional<Key> rsa_key(const Json& one) {
  auto n = bytes_at(one, "n");
  auto e = bytes_at(one, "e");
  if (!n || !e || n->size() < kModulusLeast || n->size() > kModulusMost) return std::nullopt;
  if (e->empty() || e->size() > kExponentMost) return std::nullopt;
  return Key{"", Algorithm::rs256, *std::move(n), *std::move(e)};
}

std::optional<Key> ec_key(const Json& one) {
  auto x = bytes_at(one, "x");
  auto y = bytes_at(one, "y");
  if (text_of(one, "crv") != "P-256" || !x || !y) return std::nullopt;
  if (x->size() != kCoordinate || y->size() != kCoordinate) return std::nullopt;
  return Key{"", Algorithm::es256, *std::move(x), *std::move(y)};
}

std::optional<Key> key_of(const Json& one) {
  if (!one.is_object()) return std::nullopt;
  if (const std::string use = text_of(one, "use"); !use.empty() && use != "sig") {
    return std::nullopt;
  }
  const std::string kind = text_of(one, "kty");
  std::optional<Key> key = kind == "RSA"  ? rsa_key(one)
                           : kind == "EC" ? ec_key(one)
                                          : std::nullopt;
  if (!key) return std::nullopt;
  // SECURITY: a key that says what it is for is used for nothing else.
  if (const std::string named = text_of(one, "alg"); !named.empty()) {
    if (algorithm_of(named) != key->algorithm) return std::nullopt;
  }
  key->id = text_of(one, "kid");
  if (key->id.size() > kKeyIdMost) return std::nullopt;
  return key;
}

// Null when the numbers are no key.
KeyPtr load(const Key& key) {
  const bool rsa = key.algorithm == Algorithm::rs256;
  const Builder builder(OSSL_PARAM_BLD_new());
  CHECK(builder != nullptr);
  OSSL_PARAM_BLD* b = builder.get();
  // What is pushed must live until the parameters are made.
  const Number n = number_of(key.first);
  const Number e = number_of(key.second);
  const std::string point = "\x04" + key.first + key.second;
  const bool pushed =
      rsa ? OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, e.get()) == 1
          : OSSL_PARAM_BLD_push_utf8_string(b, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
                OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                                 point.size()) == 1;
  if (!pushed) return nullptr;
  const Params params(OSSL_PARAM_BLD_to_param(b));
  const KeyContext context(
      EVP_PKEY_CTX_new_from_name(nullptr, rsa ? "RSA" : "EC", nullptr));
  if (!params || !context) return nullptr;
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return KeyPtr(made);
}

// r and s of JWS (RFC 7518 section 3.4) as OpenSSL wants them; "" when they are none.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * kCoordinate) return "";
  Number r = number_of(signature.substr(0, kCoordinate));
  Number s = number_of(signature.substr(kCoordinate));
  const EcSignature both(ECDSA_SIG_new());
  if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return "";
  (void)r.release();  // the signature owns them now
  (void)s.release();
  const int size = i2d_ECDSA_SIG(both.get(), nullptr);
  if (size <= 0) return "";
  std::string out(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  return i2d_ECDSA_SIG(both.get(), &at) == size ? out : "";
}

}  // namespace

Result<Jws> read_jws(std::string_view compact) {
  if (compact.size() > kTokenBytesMost) return unreadable("token too long");
  const std::size_t first = compact.find('.');
  const std::size_t last = compact.rfind('.');
  if (first == std::string_view::npos || first == last ||
      compact.find('.', first + 1) != last) {
    return unreadable("not three parts");
  }
  const auto head = from_base64url(compact.substr(0, first));
  const auto body = from_base64url(compact.substr(first + 1, last - first - 1));
  auto signature = from_base64url(compact.substr(last + 1));
  if (!head || !body || !signature) return unreadable("not base64url");
  const Json header = Json::parse(*head, nullptr, false);
  if (!header.is_object()) return unreadable("header is no object");
  const auto algorithm = algorithm_of(text_of(header, "alg"));
  if (!algorithm) return unreadable("alg");
  // SECURITY: whatever must be understood and is not (RFC 7515 section 4.1.11).
  if (header.contains("crit")) return unreadable("crit");
  Jws out;
  out.algorithm = *algorithm;
  out.key_id = text_of(header, "kid");
  if (out.key_id.size() > kKeyIdMost) return unreadable("kid");
  out.claims = Json::parse(*body, nullptr, false);
  if (!out.claims.is_object()) return unreadable("payload is no object");
  out.signed_text = compact.substr(0, last);
  out.signature = *std::move(signature);
  if (out.signature.empty()) return unreadable("no signature");
  return out;
}

Result<std::vector<Key>> read_keys(std::string_view jwks) {
  const Json root = Json::parse(jwks, nullptr, false);
  if (!root.is_object()) return unreadable("keys: no object");
  const auto list = root.find("keys");
  if (list == root.end() || !list->is_array()) return unreadable("keys: no list");
  if (list->size() > kKeysMost) return unreadable("keys: too many");
  std::vector<Key> out;
  for (const Json& one : *list) {
    if (auto key = key_of(one)) out.push_back(*std::move(key));
  }
  return out;
}

bool signature_is_right(const Jws& jws, const Key& key) {
  if (jws.algorithm != key.algorithm) return false;
  const KeyPtr loaded = load(key);
  const std::string signature =
      jws.algorithm == Algorithm::es256 ? der_of(jws.signature) : jws.signature;
  const DigestContext context(EVP_MD_CTX_new());
  const bool right =
      loaded && context && !signature.empty() &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, loaded.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                       bytes_of(jws.signed_text), jws.signed_text.size()) == 1;
  ERR_clear_error();
  return right;
}

std::string sha256_bytes(std::string_view bytes) {
  std::string out(32, '\0');
  unsigned int size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size,
                   EVP_sha256(), nullptr) == 1);
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // and the zero that OpenSSL adds
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes_of(bytes),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace musubi::oidc
