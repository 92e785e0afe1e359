// throttle.cc - counts failures per key and tells how long to wait. Asked before a password is
// looked at, so that a blocked guesser costs no hash. The words never tell whether a login exists.
#include "features/accounts/throttle.h"

#include <algorithm>

#include "base/sha256.h"
#include "features/accounts/store.h"
#include "web/rate_limits.h"

namespace musubi::accounts::throttle {
namespace {

constexpr std::int64_t kFirstWaitMs = 30'000;
constexpr std::int64_t kLongestWaitMs = 15 * 60'000;
constexpr std::int64_t kForgottenAfterMs = 24 * 3'600'000LL;
// Twelve an hour: more than an office mistypes, and for a guesser too few to get anywhere.
constexpr std::int64_t kAddressOneLessAfterMs = 5 * 60'000LL;

std::int64_t wait_after(int failures, int free_failures) {
  if (failures < free_failures) return 0;
  std::int64_t wait = kFirstWaitMs;
  for (int i = free_failures; i < failures && wait < kLongestWaitMs; ++i) wait *= 2;
  return std::min(wait, kLongestWaitMs);
}

// What time has healed. attempt.last becomes the moment from which the next failure is forgotten:
// for a key that loses them one by one, what is left of the time since the last loss still counts.
void forget_some(store::Attempt& attempt, const Key& key, Instant now) {
  const std::int64_t passed = now.ms - attempt.last.ms;
  if (passed > kForgottenAfterMs) attempt.failures = 0;
  if (key.one_less_after_ms == 0 || attempt.failures == 0) {
    attempt.last = now;
    return;
  }
  const std::int64_t lost = std::max<std::int64_t>(0, passed) / key.one_less_after_ms;
  if (lost >= attempt.failures) {
    attempt.failures = 0;
    attempt.last = now;
    return;
  }
  attempt.failures -= static_cast<int>(lost);
  attempt.last.ms += lost * key.one_less_after_ms;
}

std::string words_for(std::int64_t wait_ms) {
  const std::int64_t seconds = (wait_ms + 999) / 1000;
  const std::string when = seconds < 60 ? std::to_string(seconds) + "秒"
                                        : std::to_string((seconds + 59) / 60) + "分";
  return "ログインできないことが続いたため、安全のため間を置いています。" + when +
         "ほど待って、もう一度お試しください。お急ぎのときは事務局にお知らせください";
}

}  // namespace

Key account_and_address(std::string_view login, std::string_view from) {
  return {sha256_hex("pair " + std::string(login) + " " + web::address_key(from)), 5};
}

Key address(std::string_view from) {
  return {sha256_hex("address " + web::address_key(from)), 20, kAddressOneLessAfterMs};
}

Key device(std::string_view token) { return {sha256_hex("device " + std::string(token)), 5}; }

Key code_of_account(const AccountId& account) { return {sha256_hex("code " + account.text), 10}; }

Result<void> check(db::Reader& reader, const std::vector<Key>& keys, Instant now) {
  std::int64_t wait = 0;
  for (const Key& key : keys) {
    auto attempt = store::find_attempt(reader, key.hash);
    if (attempt) wait = std::max(wait, attempt->blocked_until.ms - now.ms);
  }
  if (wait <= 0) return {};
  return fail(Fault::too_many, words_for(wait));
}

Result<void> count_failure(db::Tx& tx, const std::vector<Key>& keys, Instant now) {
  for (const Key& key : keys) {
    auto attempt = store::find_attempt(tx, key.hash).value_or(store::Attempt{});
    forget_some(attempt, key, now);
    ++attempt.failures;
    attempt.blocked_until = Instant{now.ms + wait_after(attempt.failures, key.free_failures)};
    TRY(store::put_attempt(tx, key.hash, attempt));
  }
  return {};
}

Result<void> forget(db::Tx& tx, const std::vector<Key>& keys) {
  for (const Key& key : keys) TRY(store::delete_attempt(tx, key.hash));
  return {};
}

}  // namespace musubi::accounts::throttle
