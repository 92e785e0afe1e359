// ids.cc - UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 bits of counter and
// chance. Within one process ids only grow, so that new rows land at the end of every index:
//
//   tttttttt-tttt-7ccc-rrrr-rrrrrrrrrrrr    t time, c counter, r random (its top bits are 10)
//
// Must never be used as a secret: that is random_token.
#include "base/ids.h"

#include <sodium.h>

#include <array>
#include <mutex>

#include "base/base64url.h"
#include "base/result.h"

namespace musubi {
namespace {

// A clock that was set back a little must not disorder the ids; one that was set back by more
// (a test's clock, a repaired machine) is believed.
constexpr std::int64_t kSetBackMsMax = 60'000;
constexpr std::uint16_t kCounterMax = 0x0FFF;
// A new millisecond starts its counter in the lower half, so that there is room to count.
constexpr std::uint16_t kCounterStartMask = 0x07FF;

struct Stamp {
  std::int64_t ms;
  std::uint16_t counter;
};

void require_sodium() {
  static const bool ready = sodium_init() >= 0;
  CHECK(ready);
}

std::uint16_t fresh_counter() {
  std::uint16_t counter = 0;
  randombytes_buf(&counter, sizeof counter);
  return counter & kCounterStartMask;
}

// The next pair of time and counter, greater than every one before it.
Stamp next_stamp(std::int64_t ms) {
  static std::mutex mutex;
  static Stamp last{-1, 0};
  const std::lock_guard lock(mutex);
  if (ms > last.ms || last.ms - ms > kSetBackMsMax) {
    last = Stamp{ms, fresh_counter()};
  } else if (last.counter < kCounterMax) {
    ++last.counter;
  } else {
    last = Stamp{last.ms + 1, fresh_counter()};
  }
  return last;
}

}  // namespace

std::string new_uuid(Instant at) {
  require_sodium();
  const Stamp stamp = next_stamp(at.ms < 0 ? 0 : at.ms);
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data() + 8, 8);
  for (int n = 0; n < 6; ++n) {
    bytes[static_cast<std::size_t>(n)] =
        static_cast<unsigned char>(stamp.ms >> (8 * (5 - n)) & 0xFF);
  }
  bytes[6] = static_cast<unsigned char>(0x70 | stamp.counter >> 8);
  bytes[7] = static_cast<unsigned char>(stamp.counter & 0xFF);
  bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3F));
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    if (n == 4 || n == 6 || n == 8 || n == 10) text += '-';
    text += kHex[bytes[n] >> 4];
    text += kHex[bytes[n] & 15];
  }
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t n = 0; n < text.size(); ++n) {
    const char c = text[n];
    const bool hyphen = n == 8 || n == 13 || n == 18 || n == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (hyphen ? c != '-' : !hex) return false;
  }
  return true;
}

std::string random_token(int bytes) {
  CHECK(bytes > 0 && bytes <= 1024);
  require_sodium();
  std::string raw(static_cast<std::size_t>(bytes), '\0');
  randombytes_buf(raw.data(), raw.size());
  return base64url(raw);
}

}  // namespace musubi
