// rate_limits.cc - token buckets in sets of four slots, chosen by a keyed hash of rule and name.
// A full set gives up the bucket with most tokens: that one has least to remember.
#include "web/rate_limits.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace musubi::web {
namespace {

struct Slot {
  std::uint64_t key = 0;  // 0 = free
  float tokens = 0;
  std::int64_t at_ms = 0;
};
constexpr int kWays = 4;
constexpr int kLocks = 64;

}  // namespace

struct RateLimits::Inside {
  mutable std::shared_mutex rules_mutex;
  std::map<std::string, RateRule, std::less<>> rules;
  std::vector<std::array<Slot, kWays>> sets;
  std::array<std::mutex, kLocks> locks;
  std::array<unsigned char, crypto_shorthash_KEYBYTES> hash_key{};

  std::uint64_t hash(std::string_view rule, std::string_view who) const {
    std::string text;
    text.append(rule).append("\n").append(who);
    std::array<unsigned char, crypto_shorthash_BYTES> out{};
    crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     hash_key.data());
    std::uint64_t value = 0;
    for (unsigned char byte : out) value = value << 8U | byte;
    return value == 0 ? 1 : value;
  }
};

RateLimits::RateLimits(std::map<std::string, RateRule, std::less<>> rules, int slots)
    : inside_(std::make_unique<Inside>()) {
  inside_->rules = std::move(rules);
  inside_->sets.resize(static_cast<std::size_t>(std::max(1, slots / kWays)));
  CHECK(sodium_init() >= 0);
  crypto_shorthash_keygen(inside_->hash_key.data());
}

RateLimits::~RateLimits() = default;

std::map<std::string, RateRule, std::less<>> RateLimits::standard_rules() {
  // A page with its assets is few requests: assets and cached pages are not counted. An office of
  // thirty behind one address reading quickly stays far below.
  // "join": applications that one address may begin; an office of ten behind one address may.
  // "postal_code": look-ups by script; one for each postal code that somebody types.
  // "contact": questions that one address may send; a class of thirty asks one after the other.
  return {{"address", {1200, 600}},
          {"account", {600, 300}},
          {"write", {60, 30}},
          {"join", {2, 20}},
          {"postal_code", {60, 60}},
          {"contact", {1, 10}}};
}

void RateLimits::set_rules(std::map<std::string, RateRule, std::less<>> rules) {
  std::unique_lock lock(inside_->rules_mutex);
  inside_->rules = std::move(rules);
}

bool RateLimits::take(std::string_view rule, std::string_view who, Instant now) {
  RateRule limit;
  {
    std::shared_lock lock(inside_->rules_mutex);
    auto it = inside_->rules.find(rule);
    if (it == inside_->rules.end()) return true;
    limit = it->second;
  }
  if (limit.per_minute <= 0) return true;
  std::uint64_t key = inside_->hash(rule, who);
  std::size_t set = key % inside_->sets.size();
  std::lock_guard lock(inside_->locks[set % kLocks]);
  Slot* mine = nullptr;
  Slot* spare = nullptr;
  for (Slot& slot : inside_->sets[set]) {
    if (slot.key == key) mine = &slot;
    if (spare == nullptr || (spare->key != 0 && (slot.key == 0 || slot.tokens > spare->tokens))) {
      spare = &slot;
    }
  }
  if (mine == nullptr) {
    *spare = {key, static_cast<float>(limit.burst), now.ms};
    mine = spare;
  }
  double gained = static_cast<double>(std::max<std::int64_t>(0, now.ms - mine->at_ms)) *
                  limit.per_minute / 60000.0;
  double tokens = std::min(limit.burst, static_cast<double>(mine->tokens) + gained);
  mine->at_ms = std::max(mine->at_ms, now.ms);
  bool passes = tokens >= 1.0;
  mine->tokens = static_cast<float>(passes ? tokens - 1.0 : tokens);
  return passes;
}

int RateLimits::retry_after_seconds(std::string_view rule) const {
  std::shared_lock lock(inside_->rules_mutex);
  auto it = inside_->rules.find(rule);
  if (it == inside_->rules.end() || it->second.per_minute <= 0) return 1;
  return std::max(1, static_cast<int>(std::ceil(60.0 / it->second.per_minute)));
}

namespace {

// 192.0.2.1 of ::ffff:192.0.2.1, as a proxy or a socket for both kinds may write it.
std::string_view unmapped(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";
  const bool is_v4 = address.starts_with(kMapped) && address.find('.') != std::string_view::npos;
  return is_v4 ? address.substr(kMapped.size()) : address;
}

// The first `groups` 16-bit groups of an IPv6 address, as written, up to a "::".
std::string network_of_v6(std::string_view address, int groups) {
  std::string out;
  int seen = 0;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == ':') {
      if (i + 1 < address.size() && address[i + 1] == ':') break;
      if (++seen == groups) break;
    }
    out += address[i];
  }
  return out + "::/" + std::to_string(groups * 16);
}

}  // namespace

std::string address_key(std::string_view address) {
  address = unmapped(address);
  if (address.find(':') == std::string_view::npos) return std::string(address);
  return network_of_v6(address, 4);
}

std::string masked_address(std::string_view address) {
  address = unmapped(address);
  if (address.find(':') != std::string_view::npos) return network_of_v6(address, 3);
  std::size_t dot = address.rfind('.');
  return dot == std::string_view::npos ? std::string("-")
                                       : std::string(address.substr(0, dot)) + ".x";
}

}  // namespace musubi::web
