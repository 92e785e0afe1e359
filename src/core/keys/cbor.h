// cbor.h - reads CBOR (RFC 8949) as authenticators write it: definite lengths, no tags, no floats.
// A cursor over bytes that came from a browser: every step says whether it could be done, never
// allocates by a length that was only claimed, and never goes deeper than kDepthMost.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace musubi::keys {

class CborReader {
 public:
  static constexpr int kDepthMost = 8;

  explicit CborReader(std::string_view bytes) : bytes_(bytes) {}

  // Each reads the next item when it is of that kind; else nullopt, and the reader stays in place.
  std::optional<std::int64_t> integer();
  std::optional<std::string_view> byte_string();
  std::optional<std::string_view> text();
  std::optional<std::uint64_t> map();    // how many pairs follow
  std::optional<std::uint64_t> array();  // how many items follow
  // Any one item with all that is in it; its bytes.
  std::optional<std::string_view> skip();

  std::string_view rest() const { return bytes_.substr(at_); }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  struct Head {
    int major = 0;
    int information = 0;
    std::uint64_t value = 0;
    std::size_t size = 0;  // bytes of the head itself
  };
  std::optional<Head> head() const;
  std::optional<std::string_view> string_of(int major);
  std::optional<std::uint64_t> count_of(int major);
  bool skip_one(int depth);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace musubi::keys
