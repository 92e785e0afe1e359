// holdings_test.cc - a name typed without an address is one person's only when it names them. The
// office looks at what was found before anybody gets it; here nothing of others may slip in.
#include "core/holdings/holdings.h"

#include <gtest/gtest.h>

namespace musubi::holdings {
namespace {

TEST(Holdings, APersonIsNamedByTheWholeNameOrTheFamilyNameAlone) {
  EXPECT_TRUE(is_named("架空 花子", "架空 花子"));
  EXPECT_TRUE(is_named("総務部長　架空　花子 様", "架空 花子"));
  EXPECT_TRUE(is_named("架空花子", "架空　花子"));
  EXPECT_TRUE(is_named("架空さん", "架空 花子"));
  EXPECT_TRUE(is_named("架空", "架空 花子"));
}

TEST(Holdings, SomebodyElseIsNot) {
  EXPECT_FALSE(is_named("架空 太郎", "架空 花子"));
  EXPECT_FALSE(is_named("架空太郎さん", "架空 花子"));
  EXPECT_FALSE(is_named("総務部長", "架空 花子"));
  EXPECT_FALSE(is_named("小林 太郎", "林"));
  EXPECT_TRUE(is_named("林さん", "林"));
  EXPECT_FALSE(is_named("", "架空 花子"));
  EXPECT_FALSE(is_named("架空 花子", ""));
  EXPECT_FALSE(is_named(" ", " "));
}

}  // namespace
}  // namespace musubi::holdings
