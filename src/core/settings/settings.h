// settings.h - what the office may change while the program runs: key and value, each change in
// the audit. Configuration of the machine (ports, paths, secrets) is in the TOML file, never here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::settings {

// `fallback` when never set.
std::string find(db::Reader& reader, std::string_view key, std::string_view fallback = {});
std::int64_t find_number(db::Reader& reader, std::string_view key, std::int64_t fallback);
// REQUIRES: the caller has asked must(). Nothing is written when the value is as before.
Result<void> change(db::Tx& tx, const Context& ctx, std::string_view key, std::string_view value);

struct Setting {
  std::string key, value, changed_by;
  Instant changed;
};
std::vector<Setting> list_settings(db::Reader& reader);

}  // namespace musubi::settings
