// webauthn_verify.cc - signatures and attestations by libfido2, and our own checks around them:
// rpIdHash, user present and verified, and for attestation "none" that the statement is empty and
// the key can be one. SECURITY: user verification is demanded always, because a passkey stands for
// both factors here.
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <cstring>
#include <memory>

#include "core/keys/webauthn.h"

namespace musubi::keys::webauthn {
namespace {

constexpr std::string_view kEmptyMap = "\xa0";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string sha256(std::string_view text) {
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), bytes_of(text), text.size());
  return out;
}

void prepare_library() {
  static const bool done = (fido_init(0), true);
  (void)done;
}

Failure refuse(std::string check) {
  return fail(Fault::invalid,
              "パスキーを確かめられませんでした。もう一度お試しになるか、ほかの方法でログインしてく"
              "ださい",
              "webauthn: " + std::move(check));
}

// A key in libfido2's own form, freed as its kind demands.
struct LibraryKey {
  std::unique_ptr<es256_pk_t, void (*)(es256_pk_t*)> es256{nullptr, [](es256_pk_t* k) {
                                                             es256_pk_free(&k);
                                                           }};
  std::unique_ptr<rs256_pk_t, void (*)(rs256_pk_t*)> rs256{nullptr, [](rs256_pk_t* k) {
                                                             rs256_pk_free(&k);
                                                           }};
  std::unique_ptr<eddsa_pk_t, void (*)(eddsa_pk_t*)> eddsa{nullptr, [](eddsa_pk_t* k) {
                                                             eddsa_pk_free(&k);
                                                           }};
  const void* any() const {
    if (es256) return es256.get();
    if (rs256) return rs256.get();
    return eddsa.get();
  }
  // Null when the numbers are no key: a point beside the curve.
  EVP_PKEY* openssl() const {
    if (es256) return es256_pk_to_EVP_PKEY(es256.get());
    if (rs256) return rs256_pk_to_EVP_PKEY(rs256.get());
    return eddsa_pk_to_EVP_PKEY(eddsa.get());
  }
};

bool load(const PublicKey& key, LibraryKey& out) {
  const void* bytes = key.bytes.data();
  const std::size_t size = key.bytes.size();
  bool loaded = false;
  switch (key.algorithm) {
    case Algorithm::es256:
      out.es256.reset(es256_pk_new());
      loaded = size == 64 && es256_pk_from_ptr(out.es256.get(), bytes, size) == FIDO_OK;
      break;
    case Algorithm::rs256:
      out.rs256.reset(rs256_pk_new());
      loaded = size == 259 && rs256_pk_from_ptr(out.rs256.get(), bytes, size) == FIDO_OK;
      break;
    case Algorithm::eddsa:
      out.eddsa.reset(eddsa_pk_new());
      loaded = size == 32 && eddsa_pk_from_ptr(out.eddsa.get(), bytes, size) == FIDO_OK;
      break;
  }
  if (!loaded) return false;
  EVP_PKEY* checked = out.openssl();
  EVP_PKEY_free(checked);
  return checked != nullptr;
}

// What both ceremonies demand of authenticatorData, beside the signature.
std::string defect_of(const Site& site, const AuthenticatorData& data) {
  if (data.rp_id_hash != sha256(site.rp_id)) return "rpIdHash";
  if (!data.user_present) return "user present";
  if (!data.user_verified) return "user verified";
  return "";
}

bool packed_is_right(const Site& site, const PublicKey& key, std::string_view client_data,
                     const Attestation& attestation) {
  fido_cred_t* made = fido_cred_new();
  if (made == nullptr) return false;
  const std::unique_ptr<fido_cred_t, void (*)(fido_cred_t*)> credential(
      made, [](fido_cred_t* c) { fido_cred_free(&c); });
  fido_cred_t* c = credential.get();
  const std::string hash = sha256(client_data);
  const std::string_view data = attestation.authenticator_data;
  const std::string_view statement = attestation.statement;
  const bool set =
      fido_cred_set_type(c, static_cast<int>(key.algorithm)) == FIDO_OK &&
      fido_cred_set_fmt(c, "packed") == FIDO_OK &&
      fido_cred_set_clientdata_hash(c, bytes_of(hash), hash.size()) == FIDO_OK &&
      fido_cred_set_rp(c, site.rp_id.c_str(), nullptr) == FIDO_OK &&
      fido_cred_set_uv(c, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_cred_set_authdata_raw(c, bytes_of(data), data.size()) == FIDO_OK &&
      fido_cred_set_attstmt(c, bytes_of(statement), statement.size()) == FIDO_OK;
  if (!set) return false;
  return fido_cred_x5c_len(c) > 0 ? fido_cred_verify(c) == FIDO_OK
                                  : fido_cred_verify_self(c) == FIDO_OK;
}

}  // namespace

Result<Credential> verify_registration(const Site& site, std::string_view client_data,
                                       std::string_view attestation_object) {
  prepare_library();
  const auto attestation = read_attestation(attestation_object);
  if (!attestation) return refuse("attestation object");
  const auto data = read_authenticator_data(attestation->authenticator_data);
  if (!data || !data->key) return refuse("authenticator data");
  if (const std::string defect = defect_of(site, *data); !defect.empty()) return refuse(defect);
  LibraryKey key;
  if (!load(*data->key, key)) return refuse("public key");
  if (attestation->format == "none") {
    if (attestation->statement != kEmptyMap) return refuse("statement of none");
  } else if (attestation->format != "packed" ||
             !packed_is_right(site, *data->key, client_data, *attestation)) {
    return refuse("attestation");
  }
  return Credential{data->credential_id, *data->key, data->sign_count};
}

Result<std::uint32_t> verify_assertion(const Site& site, const PublicKey& key,
                                       std::string_view client_data,
                                       std::string_view authenticator_data,
                                       std::string_view signature) {
  prepare_library();
  const auto data = read_authenticator_data(authenticator_data);
  if (!data || data->key) return refuse("authenticator data");
  if (const std::string defect = defect_of(site, *data); !defect.empty()) return refuse(defect);
  LibraryKey loaded;
  if (!load(key, loaded)) return refuse("public key");
  fido_assert_t* made = fido_assert_new();
  if (made == nullptr) return refuse("memory");
  const std::unique_ptr<fido_assert_t, void (*)(fido_assert_t*)> assertion(
      made, [](fido_assert_t* a) { fido_assert_free(&a); });
  fido_assert_t* a = assertion.get();
  const std::string hash = sha256(client_data);
  const bool set =
      fido_assert_set_clientdata_hash(a, bytes_of(hash), hash.size()) == FIDO_OK &&
      fido_assert_set_rp(a, site.rp_id.c_str()) == FIDO_OK &&
      fido_assert_set_count(a, 1) == FIDO_OK &&
      fido_assert_set_authdata_raw(a, 0, bytes_of(authenticator_data),
                                   authenticator_data.size()) == FIDO_OK &&
      fido_assert_set_sig(a, 0, bytes_of(signature), signature.size()) == FIDO_OK &&
      fido_assert_set_up(a, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(a, FIDO_OPT_TRUE) == FIDO_OK;
  const int algorithm = static_cast<int>(key.algorithm);
  if (!set || fido_assert_verify(a, 0, algorithm, loaded.any()) != FIDO_OK) {
    return refuse("signature");
  }
  return data->sign_count;
}

}  // namespace musubi::keys::webauthn
