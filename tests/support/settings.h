// settings.h - a setting as the office would have changed it (core/settings), for tests of what
// follows from it.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "core/settings/settings.h"
#include "support/scenario.h"

namespace musubi::test {

inline void set(Scenario& s, std::string_view key, std::string_view value) {
  const Context ctx = s.system_context();
  EXPECT_TRUE(ctx.db.write([&](db::Tx& tx) { return settings::change(tx, ctx, key, value); })
                  .has_value());
}

}  // namespace musubi::test
