// sha256.cc - SHA-256 by libsodium; a file is read in blocks of 64 KiB.
// Must never hold a whole file in memory.
#include "base/sha256.h"

#include <sodium.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace musubi {
namespace {

using State = crypto_hash_sha256_state;
using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string hex(const Digest& digest) {
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

State* state_in(std::array<unsigned char, 128>& room) {
  static_assert(sizeof(State) <= 128 && alignof(State) <= alignof(std::uint64_t));
  return std::launder(reinterpret_cast<State*>(room.data()));
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), raw(bytes), bytes.size());
  return hex(digest);
}

Sha256::Sha256() {
  new (state_.data()) State;
  crypto_hash_sha256_init(state_in(state_));
}

void Sha256::update(std::string_view bytes) {
  crypto_hash_sha256_update(state_in(state_), raw(bytes), bytes.size());
}

std::string Sha256::finish_hex() {
  Digest digest;
  crypto_hash_sha256_final(state_in(state_), digest.data());
  return hex(digest);
}

Result<std::string> sha256_hex_of_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) {
    const int reason = errno;
    const Fault fault = reason == ENOENT ? Fault::not_found : Fault::unavailable;
    return fail(fault, "ファイルを開けませんでした。管理者に連絡してください。",
                std::string("sha256: open: ") + std::strerror(reason));
  }
  Sha256 hash;
  std::vector<char> block(64 * 1024);
  std::size_t got = 0;
  while ((got = std::fread(block.data(), 1, block.size(), file.get())) > 0) {
    hash.update({block.data(), got});
  }
  if (std::ferror(file.get()) != 0) {
    return fail(Fault::unavailable,
                "ファイルを最後まで読めませんでした。管理者に連絡してください。",
                "sha256: read failed");
  }
  return hash.finish_hex();
}

}  // namespace musubi
