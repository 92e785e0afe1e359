// visits.cc - see visits.h.
// SECURITY: the salt and the hashes are overwritten by the next day's; neither is written anywhere.
#include "features/analytics/visits.h"

#include <algorithm>

#include "base/ids.h"
#include "base/sha256.h"
#include "web/rate_limits.h"

namespace musubi::analytics {
namespace {

constexpr std::int64_t kLateMostMs = 3'600'000;  // noted before midnight, taken after it
constexpr int kSaltBytes = 32;

}  // namespace

Visits::Visits(std::size_t readers_most) : readers_most_(readers_most) {}

void Visits::enter(Instant at, Seen& seen) {
  const Date day = date_in_japan(at);
  const std::int64_t begins = begun_ ? start_of_day_in_japan(day_).ms : 0;
  const bool late = begun_ && day < day_ && begins - at.ms <= kLateMostMs;
  if (!begun_ || (day != day_ && !late)) {
    begun_ = true;
    day_ = day;
    salt_ = random_token(kSaltBytes);
    readers_.clear();
  }
  seen.day = day_;
  seen.at = late ? Instant{begins} : at;
}

std::string Visits::key_of(std::string_view address, std::string_view agent) const {
  Sha256 hash;
  hash.update(salt_);
  hash.update(web::address_key(address));
  hash.update(std::string_view("\0", 1));
  hash.update(agent);
  return hash.finish_hex().substr(0, 32);
}

std::int64_t Visits::chance() {
  return static_cast<std::int64_t>(dice_() >> 2U) | 1;  // never 0
}

Seen Visits::page(Instant at, std::string_view address, std::string_view agent,
                  const std::string& page) {
  Seen seen;
  enter(at, seen);
  const std::string key = key_of(address, agent);
  auto found = readers_.find(key);
  if (found == readers_.end()) {
    if (readers_.size() >= readers_most_) return seen;
    found = readers_.emplace(key, Reader{}).first;
    found->second.visitor = chance();
    seen.begins_day = true;
  }
  Reader& reader = found->second;
  const bool over = seen.at.ms - reader.last_ms > kVisitEndsAfterMs;
  if (seen.begins_day || over) {
    reader.visit = chance();
    reader.position = 0;
    reader.page.clear();
    seen.begins_visit = true;
  }
  seen.left_page = std::move(reader.page);
  seen.visit = reader.visit;
  seen.visitor = reader.visitor;
  seen.position = ++reader.position;
  reader.page = page;
  reader.last_ms = std::max(reader.last_ms, seen.at.ms);
  return seen;
}

Seen Visits::other(Instant at, std::string_view address, std::string_view agent) {
  Seen seen;
  enter(at, seen);
  const auto found = readers_.find(key_of(address, agent));
  if (found == readers_.end()) return seen;
  Reader& reader = found->second;
  if (seen.at.ms - reader.last_ms > kVisitEndsAfterMs) return seen;
  seen.visit = reader.visit;
  seen.visitor = reader.visitor;
  reader.last_ms = std::max(reader.last_ms, seen.at.ms);
  return seen;
}

}  // namespace musubi::analytics
