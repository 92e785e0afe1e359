// cbor.cc - the head byte, its value, and what follows. Lengths are compared with what is there
// before they are used. Shortest forms only (CTAP2): one value has one spelling.
#include "core/keys/cbor.h"

namespace musubi::keys {
namespace {

constexpr int kUnsigned = 0, kNegative = 1, kBytes = 2, kText = 3, kArray = 4, kMap = 5;
constexpr int kSimple = 7;
constexpr int kFalse = 20, kNull = 22;  // 21 is true

// The least value for which a head of this many bytes is the shortest.
std::uint64_t least_for(std::size_t extra) {
  switch (extra) {
    case 1: return 24;
    case 2: return 0x100;
    case 4: return 0x10000;
    default: return 0x100000000ULL;
  }
}

}  // namespace

std::optional<CborReader::Head> CborReader::head() const {
  if (at_ >= bytes_.size()) return std::nullopt;
  const auto first = static_cast<unsigned char>(bytes_[at_]);
  Head h;
  h.major = first >> 5;
  h.information = first & 31;
  h.size = 1;
  if (h.information < 24) {
    h.value = static_cast<std::uint64_t>(h.information);
    return h;
  }
  if (h.information > 27 || h.major == kSimple) return std::nullopt;  // indefinite, float, reserved
  const std::size_t extra = std::size_t{1} << (h.information - 24);
  if (bytes_.size() - at_ - 1 < extra) return std::nullopt;
  for (std::size_t i = 0; i < extra; ++i) {
    h.value = h.value << 8 | static_cast<unsigned char>(bytes_[at_ + 1 + i]);
  }
  if (h.value < least_for(extra)) return std::nullopt;
  h.size += extra;
  return h;
}

std::optional<std::int64_t> CborReader::integer() {
  const auto h = head();
  if (!h || (h->major != kUnsigned && h->major != kNegative)) return std::nullopt;
  if (h->value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
  at_ += h->size;
  const auto value = static_cast<std::int64_t>(h->value);
  return h->major == kUnsigned ? value : -1 - value;
}

std::optional<std::string_view> CborReader::string_of(int major) {
  const auto h = head();
  if (!h || h->major != major) return std::nullopt;
  if (bytes_.size() - at_ - h->size < h->value) return std::nullopt;
  const std::string_view out = bytes_.substr(at_ + h->size, h->value);
  at_ += h->size + out.size();
  return out;
}

std::optional<std::string_view> CborReader::byte_string() { return string_of(kBytes); }
std::optional<std::string_view> CborReader::text() { return string_of(kText); }

std::optional<std::uint64_t> CborReader::count_of(int major) {
  const auto h = head();
  if (!h || h->major != major) return std::nullopt;
  // Every item is a byte at least: a count beyond that is a lie.
  if (h->value > bytes_.size() - at_ - h->size) return std::nullopt;
  at_ += h->size;
  return h->value;
}

std::optional<std::uint64_t> CborReader::map() { return count_of(kMap); }
std::optional<std::uint64_t> CborReader::array() { return count_of(kArray); }

bool CborReader::skip_one(int depth) {
  if (depth > kDepthMost) return false;
  const auto h = head();
  if (!h) return false;
  switch (h->major) {
    case kUnsigned:
    case kNegative:
      at_ += h->size;
      return true;
    case kBytes:
    case kText:
      return string_of(h->major).has_value();
    case kArray:
    case kMap: {
      auto count = count_of(h->major);
      if (!count) return false;
      const std::uint64_t items = h->major == kMap ? *count * 2 : *count;
      for (std::uint64_t i = 0; i < items; ++i) {
        if (!skip_one(depth + 1)) return false;
      }
      return true;
    }
    case kSimple:
      if (h->information < kFalse || h->information > kNull) return false;
      at_ += h->size;
      return true;
    default:
      return false;  // tags
  }
}

std::optional<std::string_view> CborReader::skip() {
  const std::size_t from = at_;
  if (!skip_one(0)) {
    at_ = from;
    return std::nullopt;
  }
  return bytes_.substr(from, at_ - from);
}

}  // namespace musubi::keys
