// throttle.h - how long a sign-in has to wait after failures, so that guessing is slow and a victim
// is never shut out: nothing here is counted per account alone.
//   key account+address  after  5 failures: 30 s, doubling to 15 min   (the usual guesser)
//   key address          after 20 failures: 30 s, doubling to 15 min   (one guesser, many accounts)
//   key known device     after  5 failures: the same, but on its own: a device from which its owner
//                        has signed in before is not touched by what strangers do
//   key code of account  after 10 wrong codes, from unknown devices only; reaching it takes the
//                        right password, so a stranger cannot use it against anybody
// A key is forgotten a day after its last failure; the address, behind which a whole office may
// sit and mistype, loses one failure every five minutes instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::accounts::throttle {

struct Key {
  std::string hash;
  int free_failures = 5;
  std::int64_t one_less_after_ms = 0;  // 0: all are forgotten together, after a day
};
Key account_and_address(std::string_view login, std::string_view address);
Key address(std::string_view address);
Key device(std::string_view device_token);
Key code_of_account(const AccountId& account);

// too_many with the words that say how long; success when none of the keys is blocked.
Result<void> check(db::Reader& reader, const std::vector<Key>& keys, Instant now);
Result<void> count_failure(db::Tx& tx, const std::vector<Key>& keys, Instant now);
Result<void> forget(db::Tx& tx, const std::vector<Key>& keys);

}  // namespace musubi::accounts::throttle
