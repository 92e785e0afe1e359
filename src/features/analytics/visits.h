// visits.h - who came in together: pages of one reader with less than 30 minutes between them are a
// visit. A reader is a hash of address and agent under a salt that is made anew each day and never
// leaves this memory, so that nobody can be followed from one day to the next, or found again.
// Pure but for chance; used by one thread (the counter's).
#pragma once

#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace musubi::analytics {

inline constexpr std::int64_t kVisitEndsAfterMs = 30LL * 60'000;
// Readers of one day that this memory knows; whoever comes then is counted as views alone.
inline constexpr std::size_t kReadersMost = 300'000;

struct Seen {
  Instant at;                 // inside `day`, also when it was noted a moment before midnight
  Date day;
  std::int64_t visit = 0;     // 0: belongs to none
  std::int64_t visitor = 0;
  std::int64_t position = 0;  // of a page in its visit, from 1
  bool begins_visit = false, begins_day = false;
  std::string left_page;      // what was the visit's last page until now
};

class Visits {
 public:
  explicit Visits(std::size_t readers_most = kReadersMost);
  Seen page(Instant at, std::string_view address, std::string_view agent,
            const std::string& page);
  // A download, a search: belongs to the visit that is going on, and prolongs it.
  Seen other(Instant at, std::string_view address, std::string_view agent);

 private:
  struct Reader {
    std::int64_t visitor = 0, visit = 0, last_ms = 0, position = 0;
    std::string page;
  };
  void enter(Instant at, Seen& seen);
  std::string key_of(std::string_view address, std::string_view agent) const;
  std::int64_t chance();

  std::size_t readers_most_;
  bool begun_ = false;
  Date day_;
  std::string salt_;
  std::mt19937_64 dice_{std::random_device{}()};
  std::unordered_map<std::string, Reader> readers_;
};

}  // namespace musubi::analytics
