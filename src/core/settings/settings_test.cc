// settings_test.cc - a changed setting is read back and leaves before and after in the audit.
// Runs in test_core on both databases.
#include "core/settings/settings.h"

#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "support/temp_db.h"

namespace musubi::settings {
namespace {

TEST(Settings, AChangeIsReadBackAndAudited) {
  test::TempDb temp;
  const Context ctx{Actor::system("試験"), temp.db(), Instant{1000}, "r", ""};
  const auto set = [&](std::string_view value) {
    return temp.db().write([&](db::Tx& tx) { return change(tx, ctx, "idle_minutes", value); });
  };
  temp.db().read([](db::Reader& r) { EXPECT_EQ(find_number(r, "idle_minutes", 30), 30); });
  ASSERT_TRUE(set("45"));
  ASSERT_TRUE(set("45"));  // nothing changed: nothing written
  ASSERT_TRUE(set("60"));
  temp.db().read([](db::Reader& r) {
    EXPECT_EQ(find_number(r, "idle_minutes", 30), 60);
    const auto entries = audit::list_entries(r, {});
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].before["value"], "45");
    EXPECT_EQ(entries[0].after["value"], "60");
    ASSERT_EQ(list_settings(r).size(), 1U);
  });
}

TEST(Settings, ANumberThatIsNoneFallsBack) {
  test::TempDb temp;
  const Context ctx{Actor::system("試験"), temp.db(), Instant{1000}, "r", ""};
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) { return change(tx, ctx, "n", "12x"); }));
  temp.db().read([](db::Reader& r) { EXPECT_EQ(find_number(r, "n", 7), 7); });
}

}  // namespace
}  // namespace musubi::settings
