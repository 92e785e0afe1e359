// sessions_test.cc - a session lasts as long as promised, can be ended, and its token is nowhere.
// Runs in test_core on both databases; time is a number here, never the clock.
#include "core/sessions/sessions.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "support/temp_db.h"

namespace musubi::sessions {
namespace {

constexpr db::Query kAccount{
    "test.account",
    "INSERT INTO accounts (id, login, name, organisation_id, state, created_at, updated_at)"
    " VALUES ($1, $2, '試験 一郎', 'org-1', 'active', 1, 1)"};
constexpr db::Query kRole{"test.role",
                          "INSERT INTO account_roles (account_id, role) VALUES ($1, $2)"};
constexpr db::Query kSuspend{"test.suspend", "UPDATE accounts SET state = 'suspended'"};
constexpr db::Query kTokens{"test.tokens", "SELECT token_hash FROM sessions"};
constexpr db::Query kSeen{"test.seen", "SELECT last_seen_at FROM sessions"};

struct Sessions : testing::Test {
  test::TempDb temp;
  Instant now{1'730'000'000'000};
  Limits limits;
  AccountId account{"account-1"};

  Context context() { return Context{Actor::system("試験"), temp.db(), now, "r", "192.0.2.1"}; }
  void SetUp() override {
    auto made = temp.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kAccount, account.text, "a@test.example"));
      TRY(tx.run(kRole, account.text, "secretariat"));
      TRY(tx.run(kRole, account.text, "auditor"));
      return {};
    });
    ASSERT_TRUE(made);
  }
  std::string begin_one() {
    const Context ctx = context();
    auto token = temp.db().write(
        [&](db::Tx& tx) { return begin(ctx, tx, account, true, "Mozilla Windows Chrome/1"); });
    EXPECT_TRUE(token);
    return *token;
  }
  std::optional<Session> look(const std::string& token) {
    return find(temp.db(), token, now, limits);
  }
};

TEST_F(Sessions, TheTokenGivesTheActorWithAllRoles) {
  const auto session = look(begin_one());
  ASSERT_TRUE(session);
  EXPECT_EQ(session->actor.account, account);
  EXPECT_EQ(session->actor.name, "試験 一郎");
  EXPECT_EQ(session->actor.organisation.text, "org-1");
  EXPECT_EQ(session->actor.roles, (Roles{Role::secretariat, Role::auditor}));
  EXPECT_TRUE(session->second_factor);
  EXPECT_EQ(session->device_label, "Windows の Chrome");
  EXPECT_FALSE(session->csrf_token.empty());
}

TEST_F(Sessions, OnlyTheHashOfTheTokenIsStored) {
  const std::string token = begin_one();
  const auto stored =
      temp.db().read([](db::Reader& r) { return r.first(kTokens)->text(0); });
  EXPECT_EQ(stored, sha256_hex(token));
  EXPECT_FALSE(look(stored));  // a stolen table opens nothing
}

TEST_F(Sessions, EndsWhenIdleForThirtyMinutesAndNotBefore) {
  const std::string token = begin_one();
  now.ms += 29 * 60'000;
  ASSERT_TRUE(look(token));  // seen: the idle time starts again
  now.ms += 29 * 60'000;
  ASSERT_TRUE(look(token));
  now.ms += 30 * 60'000;
  EXPECT_FALSE(look(token));
}

TEST_F(Sessions, EndsAfterTwelveHoursHoweverBusy) {
  const std::string token = begin_one();
  for (int i = 0; i < 12 * 4 - 1; ++i) {
    now.ms += 15 * 60'000;
    ASSERT_TRUE(look(token)) << i;
  }
  now.ms += 15 * 60'000;
  EXPECT_FALSE(look(token));
}

TEST_F(Sessions, LastSeenIsWrittenAtMostOnceAMinute) {
  const std::string token = begin_one();
  const auto seen = [&] {
    return temp.db().read([](db::Reader& r) { return r.first(kSeen)->integer(0); });
  };
  const auto began = seen();
  now.ms += 59'000;
  ASSERT_TRUE(look(token));
  EXPECT_EQ(seen(), began);
  now.ms += 1'000;
  ASSERT_TRUE(look(token));
  EXPECT_EQ(seen(), now.ms);
}

TEST_F(Sessions, ASuspendedAccountHasNoSession) {
  const std::string token = begin_one();
  ASSERT_TRUE(temp.db().write([](db::Tx& tx) { return tx.run(kSuspend); }));
  EXPECT_FALSE(look(token));
}

TEST_F(Sessions, EndingOneOrTheOthers) {
  const std::string a = begin_one();
  const std::string b = begin_one();
  const std::string c = begin_one();
  ASSERT_TRUE(end_own(context(), account, look(a)->id));
  EXPECT_FALSE(look(a));
  const std::string kept = look(b)->id;
  auto ended = temp.db().write(
      [&](db::Tx& tx) { return end_others_of(tx, context(), account, kept); });
  ASSERT_TRUE(ended);
  EXPECT_EQ(*ended, 1);
  EXPECT_TRUE(look(b));
  EXPECT_FALSE(look(c));
}

TEST_F(Sessions, NobodyEndsTheSessionOfSomebodyElse) {
  const std::string token = begin_one();
  const auto refused = end_own(context(), AccountId{"account-2"}, look(token)->id);
  EXPECT_EQ(refused.error().fault, Fault::not_found);
  EXPECT_TRUE(look(token));
}

TEST_F(Sessions, AnOrganisationThatLeavesIsSignedOut) {
  const std::string token = begin_one();
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
    return end_all_of_organisation(tx, context(), OrganisationId{"org-1"});
  }));
  EXPECT_FALSE(look(token));
}

TEST_F(Sessions, ExtensionStartsTheIdleTimeAgain) {
  const std::string token = begin_one();
  const std::string id = look(token)->id;
  now.ms += 30'000;
  const auto ends = extend(context(), id, limits);
  ASSERT_TRUE(ends);
  EXPECT_EQ(ends->ms, now.ms + 30 * 60'000);
  EXPECT_EQ(extend(context(), "gone", limits).error().fault, Fault::unauthenticated);
}

TEST_F(Sessions, OddCookiesAreNotLookedUp) {
  EXPECT_FALSE(look(""));
  EXPECT_FALSE(look("' OR 1=1 --"));
  EXPECT_FALSE(look(std::string(5000, 'a')));
}

}  // namespace
}  // namespace musubi::sessions
