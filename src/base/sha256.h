// sha256.h - SHA-256 as 64 lower-case hex digits: the name of a stored file, the link of the audit
// chain, the key of a cached page. Not for passwords (those are Argon2id, in core/access).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi {

std::string sha256_hex(std::string_view bytes);

// The file is read in blocks: memory does not grow with its size. not_found when it is absent.
Result<std::string> sha256_hex_of_file(const std::string& path);

// For bytes that arrive in pieces (an upload on its way to disk). Not thread-safe.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  // REQUIRES: called once; update must not follow.
  std::string finish_hex();

 private:
  // Opaque room for libsodium's state, so that its header stays out of ours; checked in the .cc.
  alignas(std::uint64_t) std::array<unsigned char, 128> state_;
};

}  // namespace musubi
