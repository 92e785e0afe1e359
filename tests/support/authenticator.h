// authenticator.h - a passkey authenticator in software, for tests: makes credentials and signs,
// with a browser's clientDataJSON around it. Every part can be made wrong, one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace musubi::test {

class Authenticator {
 public:
  enum class Kind { es256, eddsa, rs256 };
  explicit Authenticator(Kind kind = Kind::es256,
                         const std::string& origin = "http://localhost:8080",
                         const std::string& rp_id = "localhost");
  ~Authenticator();

  // What the browser sends, base64url each.
  struct Made {
    std::string client_data, attestation, credential;
  };
  struct Signed {
    std::string client_data, authenticator_data, signature, credential, user_handle;
  };
  Made make(const std::string& challenge);
  Signed sign(const std::string& challenge, const std::string& user);

  std::string origin, rp_id;
  std::string create_type = "webauthn.create", get_type = "webauthn.get";
  std::string extra_client_data;  // ,"crossOrigin":true
  bool user_present = true, user_verified = true;
  bool self_attested = false;     // packed, signed with its own key
  std::uint32_t counter = 0;      // grows by one with each signature unless it is 0
  std::string id;                 // bytes of the credential's id

  std::string authenticator_data(bool with_credential) const;  // bytes
  std::string attestation_object(const std::string& client_data);  // bytes

 private:
  struct Key;
  std::string client_data(const std::string& type, const std::string& challenge) const;
  std::string cose_key() const;
  std::string signature_over(const std::string& bytes) const;
  Kind kind_;
  std::unique_ptr<Key> key_;
};

}  // namespace musubi::test
