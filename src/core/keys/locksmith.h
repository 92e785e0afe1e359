// locksmith.h - everything secret: Argon2id password hashes, sealed TOTP secrets, TOTP codes.
// Called by services only (accounts today; other features that seal something tomorrow). Must never
// log, and never return a secret inside an Error.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace musubi::keys {

class Locksmith {
 public:
  // OWASP's Argon2id m=19 MiB t=2 p=1. at_once bounds memory (19 MiB each) and processor; beyond
  // `waiting` more, a sign-in is answered with a courteous "later" instead of queueing for ever.
  struct Cost {
    unsigned long long operations = 2;
    std::size_t memory_bytes = 19 * 1024 * 1024;
    int at_once = 2;
    int waiting = 16;
  };
  static constexpr std::size_t kKeyBytes = 32;

  // REQUIRES: key.size() == kKeyBytes.
  Locksmith(std::string key, Cost cost);

  // Fault::unavailable when too many hashes are under way.
  Result<std::string> hash_password(std::string_view password);
  // An empty hash is compared with a dummy of the same cost and is never right, so that a login
  // that does not exist takes as long as one that does.
  Result<bool> password_is_right(std::string_view password, const std::string& hash);
  int most_at_once() const;  // the highest number of hashes that ran together

  // Bound to `owner` (an account id): sealed for one, it does not open for another.
  std::string seal(std::string_view secret, std::string_view owner) const;
  std::optional<std::string> open(const std::string& sealed, std::string_view owner) const;

  static std::string make_totp_secret();  // base32, 160 bits
  // The 30-second step whose code this is, one step either side; nullopt when none.
  static std::optional<std::int64_t> totp_step(const std::string& secret, std::string_view code,
                                               Instant now);
  static std::string totp_code(const std::string& secret, std::int64_t step);
  static std::string totp_address(const std::string& secret, std::string_view login,
                                  std::string_view issuer);  // otpauth://totp/...

 private:
  class Turn;
  std::string key_;
  Cost cost_;
  std::string dummy_hash_;
  mutable std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
  int most_ = 0;
};

// The key is read from, or made in, <data folder>/keys/accounts.key (0600).
Result<std::shared_ptr<Locksmith>> open_locksmith(const std::string& data_folder);
// A throw-away key and the cheapest hash: tests only.
std::shared_ptr<Locksmith> make_test_locksmith();

}  // namespace musubi::keys
