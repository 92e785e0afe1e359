// webauthn_test.cc - what a browser sends of a passkey is accepted when it is right, and refused
// when one part of it is not. Runs in test_core; needs no database.
#include "core/keys/webauthn.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/base64url.h"
#include "base/ids.h"
#include "core/keys/cbor.h"
#include "support/authenticator.h"

namespace musubi::keys::webauthn {
namespace {

using test::Authenticator;

const Site kSite{"http://localhost:8080", "localhost"};

std::string bytes(const std::string& text) { return from_base64url(text).value(); }

Result<Credential> registered(Authenticator& a, const std::string& challenge) {
  const auto made = a.make(challenge);
  return verify_registration(kSite, bytes(made.client_data), bytes(made.attestation));
}

Result<std::uint32_t> used(Authenticator& a, const PublicKey& key) {
  const auto answer = a.sign(random_token(32), "u");
  return verify_assertion(kSite, key, bytes(answer.client_data), bytes(answer.authenticator_data),
                          bytes(answer.signature));
}

TEST(Webauthn, EveryKindOfKeyRegistersAndSigns) {
  for (const auto kind :
       {Authenticator::Kind::es256, Authenticator::Kind::eddsa, Authenticator::Kind::rs256}) {
    for (const bool self_attested : {false, true}) {
      Authenticator a(kind);
      a.self_attested = self_attested;
      const auto made = registered(a, random_token(32));
      ASSERT_TRUE(made) << static_cast<int>(kind) << made.error().detail;
      EXPECT_EQ(made->id, a.id);
      EXPECT_TRUE(used(a, made->key));
    }
  }
}

TEST(Webauthn, APartThatIsWrongIsRefusedAtTheRegistration) {
  const std::vector<std::function<void(Authenticator&)>> wrongs{
      [](Authenticator& a) { a.rp_id = "evil.example"; },
      [](Authenticator& a) { a.user_present = false; },
      [](Authenticator& a) { a.user_verified = false; }};
  for (const auto& spoil : wrongs) {
    Authenticator a;
    spoil(a);
    EXPECT_FALSE(registered(a, random_token(32)));
  }
  // A self-attestation over other client data.
  Authenticator a;
  a.self_attested = true;
  const auto made = a.make(random_token(32));
  EXPECT_FALSE(verify_registration(kSite, "{}", bytes(made.attestation)));
}

TEST(Webauthn, APartThatIsWrongIsRefusedAtTheSignIn) {
  Authenticator a;
  const auto made = registered(a, random_token(32));
  ASSERT_TRUE(made);
  Authenticator stranger;
  EXPECT_FALSE(used(stranger, made->key));
  a.user_verified = false;
  EXPECT_FALSE(used(a, made->key));
  a.user_verified = true;
  a.rp_id = "evil.example";
  EXPECT_FALSE(used(a, made->key));
  a.rp_id = "localhost";
  const auto answer = a.sign(random_token(32), "u");
  EXPECT_FALSE(verify_assertion(kSite, made->key, bytes(answer.client_data) + " ",
                                bytes(answer.authenticator_data), bytes(answer.signature)));
  std::string data = bytes(answer.authenticator_data);
  data[36] = static_cast<char>(data[36] ^ 1);  // the counter, which is signed
  EXPECT_FALSE(verify_assertion(kSite, made->key, bytes(answer.client_data), data,
                                bytes(answer.signature)));
}

TEST(Webauthn, OnlyOurOriginAndTheRightCeremonyGiveAChallenge) {
  const std::string good =
      R"({"type":"webauthn.get","challenge":"YWJj","origin":"http://localhost:8080"})";
  EXPECT_EQ(challenge_of(good, kGet, kSite), "abc");
  EXPECT_FALSE(challenge_of(good, kCreate, kSite));
  for (const char* bad :
       {"", "{", "[]", "null", R"({"type":"webauthn.get","challenge":"YWJj"})",
        R"({"type":"webauthn.get","challenge":"YWJj","origin":"http://localhost:8081"})",
        R"({"type":"webauthn.get","challenge":"YWJj","origin":"https://localhost:8080"})",
        R"({"type":"webauthn.get","challenge":"YWJj=","origin":"http://localhost:8080"})",
        R"({"type":"webauthn.get","challenge":7,"origin":"http://localhost:8080"})",
        R"({"type":"webauthn.get","challenge":"YWJj","origin":"http://localhost:8080",)"
        R"("crossOrigin":true})"}) {
    EXPECT_FALSE(challenge_of(bad, kGet, kSite)) << bad;
  }
  EXPECT_FALSE(challenge_of(std::string(9000, '['), kGet, kSite));
}

TEST(Webauthn, TheSiteIsAHostThatBrowsersTrust) {
  EXPECT_EQ(site_of("https://kumamotodx.example")->rp_id, "kumamotodx.example");
  EXPECT_EQ(site_of("https://kumamotodx.example:8443")->rp_id, "kumamotodx.example");
  EXPECT_EQ(site_of("http://localhost:8080")->rp_id, "localhost");
  for (const char* none :
       {"http://kumamotodx.example", "https://127.0.0.1", "http://127.0.0.1:8080",
        "https://[::1]:8443", "", "localhost", "https://"}) {
    EXPECT_FALSE(site_of(none)) << none;
  }
}

TEST(Webauthn, CutAnywhereOrLongerItIsRefusedAndNothingBreaks) {
  Authenticator a;
  const std::string json = "{}";
  const std::string object = a.attestation_object(json);
  ASSERT_TRUE(verify_registration(kSite, json, object));
  for (std::size_t size = 0; size < object.size(); ++size) {
    EXPECT_FALSE(verify_registration(kSite, json, object.substr(0, size))) << size;
  }
  EXPECT_FALSE(verify_registration(kSite, json, object + '\0'));
  const std::string data = a.authenticator_data(false);
  for (std::size_t size = 0; size < data.size(); ++size) {
    EXPECT_FALSE(read_authenticator_data(data.substr(0, size)));
  }
  EXPECT_FALSE(read_authenticator_data(data + "x"));
}

TEST(Webauthn, APointBesideTheCurveIsNoKey) {
  Authenticator a;
  std::string object = a.attestation_object("{}");
  object.back() = static_cast<char>(object.back() ^ 1);  // the last byte of y
  EXPECT_FALSE(verify_registration(kSite, "{}", object));
}

TEST(Cbor, ReadsWhatAuthenticatorsWriteAndNothingElse) {
  CborReader reader(std::string_view("\xa1\x01\x26\x43" "abc" "\x61z\xf5", 10));
  EXPECT_EQ(reader.map(), 1U);
  EXPECT_EQ(reader.integer(), 1);
  EXPECT_EQ(reader.integer(), -7);
  EXPECT_FALSE(reader.text());  // stays in place
  EXPECT_EQ(reader.byte_string(), "abc");
  EXPECT_EQ(reader.text(), "z");
  EXPECT_EQ(reader.skip(), "\xf5");
  EXPECT_TRUE(reader.at_end());
}

TEST(Cbor, RefusesLongForms_IndefiniteLengths_TagsAndFalseLengths) {
  for (const std::string& bad :
       {std::string("\x18\x01", 2), std::string("\x19\x00\xff", 3), std::string("\x5f\x41x\xff"),
        std::string("\xc0\x01"), std::string("\x5a\xff\xff\xff\xff", 5),
        std::string("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff", 9), std::string("\xf9\x00\x00", 3),
        std::string(9, '\x81') + "\x01", std::string()}) {
    EXPECT_FALSE(CborReader(bad).skip()) << bad.size();
  }
}

}  // namespace
}  // namespace musubi::keys::webauthn
