// keys.h - inside config only: the table of all keys, from which reading, checking, overriding,
// reloading and the example file are made. Adding a key = a member in config.h and a row in
// keys.cc. Nobody outside this folder includes this file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/config/config.h"

namespace musubi::config {

// What a key can hold; choices and dates are text that set() understands after checking.
using Value = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

enum class Kind { text, integer, boolean, list, choice, date };

struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct Key {
  std::string_view section;
  std::string_view name;
  Kind kind;
  Value fallback;
  std::string_view explains;  // Japanese; \n between lines of the example file
  Value (*get)(const Config&);
  void (*set)(Config&, const Value&);  // REQUIRES: the value passed check_value
  Range range = {};                    // of an integer
  std::vector<std::string_view> choices = {};
  std::string (*check)(std::string_view) = nullptr;  // of a text or list entry: "" or what is wrong
  bool live = false;                                 // taken over by reload without a restart

  std::string dotted() const;       // server.port
  std::string environment() const;  // MUSUBI_SERVER_PORT
};

std::span<const Key> all_keys();
const Key* find_key(std::string_view dotted);

// "" when the value may be given to set(); else what is wrong and the remedy, without the key.
std::string check_value(const Key& key, const Value& value);

// The known word nearest to a mistyped one, or "" when nothing is near.
std::string nearest(std::string_view typed, std::span<const std::string> known);

}  // namespace musubi::config
