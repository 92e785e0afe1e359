// jws_test.cc - signed tokens: what was signed by a key of the set is taken, everything else is
// refused: none, HS256, another key, another payload, what is no token at all.
#include "core/oidc/jws.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

#include "base/base64url.h"

namespace musubi::oidc {
namespace {

struct FreeMade {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Made = std::unique_ptr<EVP_PKEY, FreeMade>;

Made make_key(Algorithm algorithm, unsigned bits = 2048) {
  Made key(algorithm == Algorithm::rs256 ? EVP_RSA_gen(bits) : EVP_EC_gen("P-256"));
  EXPECT_NE(key.get(), nullptr);
  return key;
}

std::string bytes_of_number(const BIGNUM* number, int size) {
  std::string out(static_cast<std::size_t>(size), '\0');
  EXPECT_EQ(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), size), size);
  return out;
}

std::string parameter(EVP_PKEY* key, const char* name, int size) {
  BIGNUM* number = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(key, name, &number), 1) << name;
  const int bytes = size > 0 ? size : BN_num_bytes(number);
  std::string out = base64url(bytes_of_number(number, bytes));
  BN_free(number);
  return out;
}

Json jwk(EVP_PKEY* key, Algorithm algorithm, const std::string& id) {
  if (algorithm == Algorithm::rs256) {
    return {{"kty", "RSA"},
            {"kid", id},
            {"use", "sig"},
            {"n", parameter(key, OSSL_PKEY_PARAM_RSA_N, 0)},
            {"e", parameter(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
  }
  return {{"kty", "EC"},
          {"kid", id},
          {"crv", "P-256"},
          {"x", parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
          {"y", parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
}

std::string set_of(const Json& one) {
  Json set;
  set["keys"] = Json::array({one});
  return set.dump();
}

std::string raw_of_der(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  EXPECT_NE(both, nullptr);
  const BIGNUM* r = nullptr;
  const BIGNUM* s = nullptr;
  ECDSA_SIG_get0(both, &r, &s);
  std::string out = bytes_of_number(r, 32) + bytes_of_number(s, 32);
  ECDSA_SIG_free(both);
  return out;
}

std::string signature_of(EVP_PKEY* key, Algorithm algorithm, const std::string& text) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EXPECT_EQ(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key), 1);
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  EXPECT_EQ(EVP_DigestSign(context, nullptr, &size, data, text.size()), 1);
  std::string out(size, '\0');
  EXPECT_EQ(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, data,
                           text.size()),
            1);
  out.resize(size);
  EVP_MD_CTX_free(context);
  return algorithm == Algorithm::es256 ? raw_of_der(out) : out;
}

std::string token_of(EVP_PKEY* key, Algorithm algorithm, const Json& header,
                     const std::string& payload = R"({"sub":"person-1"})") {
  const std::string text = base64url(header.dump()) + "." + base64url(payload);
  return text + "." + base64url(signature_of(key, algorithm, text));
}

const char* name_of(Algorithm algorithm) {
  return algorithm == Algorithm::rs256 ? "RS256" : "ES256";
}

TEST(Jws, WhatAKeyOfTheSetSignedIsTaken) {
  for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256}) {
    const Made key = make_key(algorithm);
    const auto keys = read_keys(set_of(jwk(key.get(), algorithm, "one")));
    ASSERT_TRUE(keys) << keys.error().detail;
    ASSERT_EQ(keys->size(), 1u);
    EXPECT_EQ(keys->front().id, "one");
    const auto jws = read_jws(
        token_of(key.get(), algorithm, {{"alg", name_of(algorithm)}, {"kid", "one"}}));
    ASSERT_TRUE(jws) << jws.error().detail;
    EXPECT_EQ(jws->key_id, "one");
    EXPECT_EQ(jws->claims["sub"], "person-1");
    EXPECT_TRUE(signature_is_right(*jws, keys->front()));
  }
}

TEST(Jws, AnotherKeyAnotherPayloadOrAnotherKindIsNot) {
  for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256}) {
    const Made key = make_key(algorithm);
    const Made stranger = make_key(algorithm);
    const auto keys = read_keys(set_of(jwk(key.get(), algorithm, "one")));
    ASSERT_TRUE(keys && keys->size() == 1);
    const Json header{{"alg", name_of(algorithm)}};
    auto foreign = read_jws(token_of(stranger.get(), algorithm, header));
    ASSERT_TRUE(foreign);
    EXPECT_FALSE(signature_is_right(*foreign, keys->front()));
    auto own = read_jws(token_of(key.get(), algorithm, header));
    ASSERT_TRUE(own && signature_is_right(*own, keys->front()));
    Jws changed = *own;
    changed.signed_text.back() = changed.signed_text.back() == 'A' ? 'B' : 'A';
    EXPECT_FALSE(signature_is_right(changed, keys->front()));
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{63}}) {
      Jws cut = *own;
      cut.signature.resize(size);
      EXPECT_FALSE(signature_is_right(cut, keys->front())) << size;
    }
    // SECURITY: the algorithm of the token must be that of the key.
    Jws other = *own;
    other.algorithm = algorithm == Algorithm::rs256 ? Algorithm::es256 : Algorithm::rs256;
    EXPECT_FALSE(signature_is_right(other, keys->front()));
  }
}

TEST(Jws, OnlyTheTwoAlgorithmsAreRead) {
  const Made key = make_key(Algorithm::rs256);
  const auto detail = [&](const Json& header) {
    const auto read = read_jws(token_of(key.get(), Algorithm::rs256, header));
    return read ? std::string("taken") : read.error().detail;
  };
  EXPECT_EQ(detail({{"alg", "RS256"}}), "taken");
  for (const char* name : {"none", "None", "HS256", "RS512", "PS256", "EdDSA", "rs256", ""}) {
    EXPECT_EQ(detail({{"alg", name}}), "alg") << name;
  }
  EXPECT_EQ(detail({{"kid", "one"}}), "alg");
  EXPECT_EQ(detail(Json::parse(R"({"alg":["RS256"]})")), "alg");
  EXPECT_EQ(detail(Json::parse(R"({"alg":"RS256","crit":["exp"]})")), "crit");
  EXPECT_EQ(detail({{"alg", "RS256"}, {"kid", std::string(400, 'k')}}), "kid");
}

TEST(Jws, WhatIsNoTokenIsRefused) {
  const std::string head = base64url(R"({"alg":"RS256"})");
  const std::string body = base64url("{}");
  EXPECT_TRUE(read_jws(head + "." + body + ".AAAA"));
  const std::string list = base64url("[]");
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), head + "." + body,
        head + "." + body + ".", head + "." + body + ".AAAA.AAAA", head + "=." + body + ".AAAA",
        head + "." + list + ".AAAA", list + "." + body + ".AAAA", "x." + body + ".AAAA",
        head + "." + body + ".AA AA", head + "." + body + "." + std::string(20'000, 'A')}) {
    const auto read = read_jws(text);
    ASSERT_FALSE(read) << text.substr(0, 100);
    EXPECT_EQ(read.error().fault, Fault::invalid);
  }
}

TEST(JwsKeys, WhatCannotSignForUsIsPassedOver) {
  const Made rsa = make_key(Algorithm::rs256);
  const Made ec = make_key(Algorithm::es256);
  const Json good_rsa = jwk(rsa.get(), Algorithm::rs256, "r");
  const Json good_ec = jwk(ec.get(), Algorithm::es256, "e");
  const auto taken = [](Json one, const char* name, const Json& value) {
    one[name] = value;
    const auto keys = read_keys(set_of(one));
    EXPECT_TRUE(keys);
    return keys && keys->size() == 1;
  };
  EXPECT_TRUE(taken(good_rsa, "alg", "RS256"));
  EXPECT_TRUE(taken(good_ec, "alg", "ES256"));
  EXPECT_FALSE(taken(good_rsa, "alg", "HS256"));
  EXPECT_FALSE(taken(good_rsa, "alg", "ES256"));
  EXPECT_FALSE(taken(good_rsa, "use", "enc"));
  EXPECT_FALSE(taken(good_rsa, "kty", "oct"));
  EXPECT_FALSE(taken(good_rsa, "n", "AQAB"));
  EXPECT_FALSE(taken(good_rsa, "n", std::string(4000, 'A')));
  EXPECT_FALSE(taken(good_rsa, "e", Json::array({1})));
  EXPECT_FALSE(taken(good_ec, "crv", "P-384"));
  EXPECT_FALSE(taken(good_ec, "x", "AQAB"));
  const Made small = make_key(Algorithm::rs256, 1024);
  EXPECT_FALSE(taken(jwk(small.get(), Algorithm::rs256, "s"), "use", "sig"));
}

TEST(JwsKeys, APointBesideTheCurveIsNoKey) {
  const Made ec = make_key(Algorithm::es256);
  const auto own = read_jws(token_of(ec.get(), Algorithm::es256, {{"alg", "ES256"}}));
  ASSERT_TRUE(own);
  Key beside{"e", Algorithm::es256, std::string(32, '\1'), std::string(32, '\2')};
  EXPECT_FALSE(signature_is_right(*own, beside));
}

TEST(JwsKeys, WhatIsNoSetIsRefused) {
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})"}) {
    EXPECT_FALSE(read_keys(text)) << text;
  }
  Json many;
  many["keys"] = Json::array();
  for (std::size_t n = 0; n <= kKeysMost; ++n) many["keys"].push_back(Json::object());
  EXPECT_FALSE(read_keys(many.dump()));
  const auto odd = read_keys(R"({"keys":[1,null,"x",{},{"kty":"RSA"}]})");
  ASSERT_TRUE(odd);
  EXPECT_TRUE(odd->empty());
}

TEST(Jws, Base64HasItsPadding) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  // RFC 7636, appendix B.
  EXPECT_EQ(base64url(sha256_bytes("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace musubi::oidc
